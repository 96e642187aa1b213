//! What takes long is made before the transaction: hashes of passwords, and pictures. Nobody's writing waits for it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::parse::Parsing;
use super::plan::{Fate, ImportPlan, PasswordKind, Plan};
use super::row::AvatarSource;
use super::wish::WishedPassword;
use crate::auth::{ImportData, Session};
use crate::db::open::unreachable;
use crate::error::{Error, Result};
use crate::picture::{Avatar, EncodedImage, Picture, PictureError};
use crate::progress::{Progress, report};
use crate::roster::Roster;
use crate::view::ImportPasswords;

/// The most passwords that one import hashes: each takes a fifth of a second and 64 MiB.
const MOST_PASSWORDS: usize = 5_000;

/// How many rows with pictures are looked at together.
const PICTURES: usize = 64;

/// Pictures of more pixels are made one at a time, for the memory that each takes.
const LARGE_PICTURE: u64 = 24_000_000;

/// A plan with all that its rows need, ready to be taken over at once. Clones share it.
#[derive(Clone)]
pub struct PreparedImport(pub(super) Arc<Prepared>);

pub(super) struct Prepared {
    pub(super) plan: ImportPlan,
    pub(super) passwords: HashMap<u32, PreparedPassword>,
    pub(super) pictures: Pictures,
    /// Why rows have no picture that should have one.
    pub(super) broken: HashMap<u32, String>,
}

/// A password that was hashed.
pub(super) struct PreparedPassword {
    pub(super) hash: String,
    /// The passphrase, if it was made up.
    pub(super) temporary: Option<Zeroizing<String>>,
}

impl Roster {
    /// Hashes the passwords that a plan needs, and makes its pictures, on all cores. Needs the right to import.
    ///
    /// With [`ImportPasswords::Temporary`], everybody new who brings no password gets a passphrase.
    pub async fn prepare_import(
        &self,
        session: &Session,
        plan: &ImportPlan,
        passwords: ImportPasswords,
        mut progress: Progress<'_>,
    ) -> Result<PreparedImport> {
        drop(self.read(session).await?.grant::<ImportData>()?);
        let (hashed, pictured) = find_work(&plan.0, passwords)?;
        let total = hashed.len() + pictured.len();
        let mut prepared = Prepared {
            plan: plan.clone(),
            passwords: HashMap::new(),
            pictures: Pictures::create(self.path().parent().unwrap_or(Path::new("")))?,
            broken: HashMap::new(),
        };
        self.hash_all(&mut prepared, &hashed, total, &mut progress)
            .await?;
        let done = hashed.len();
        prepared
            .make_pictures(&pictured, (done, total), &mut progress)
            .await?;
        Ok(PreparedImport(Arc::new(prepared)))
    }

    async fn hash_all(
        &self,
        prepared: &mut Prepared,
        rows: &[u32],
        total: usize,
        progress: &mut Progress<'_>,
    ) -> Result<()> {
        let plan = prepared.plan.0.clone();
        let mut parsing = Parsing::start(&plan.spool, plan.measure, rows, 2);
        while let Some(pair) = parsing.next().await? {
            let typed = pair.into_iter().map(|parsed| {
                let password = parsed.wish.ok().and_then(|wish| wish.password);
                let typed = match password {
                    Some(WishedPassword::Typed(typed)) => Some(typed),
                    _ => None,
                };
                (parsed.row, typed)
            });
            let mut typed: Vec<_> = typed.collect();
            let second = typed.pop();
            let first = typed.pop();
            let (first, second) = tokio::join!(self.hash_one(first), self.hash_one(second));
            prepared.passwords.extend(first?.into_iter().chain(second?));
            report(progress, prepared.passwords.len(), total)?;
        }
        Ok(())
    }

    async fn hash_one(
        &self,
        wanted: Option<(u32, Option<Zeroizing<String>>)>,
    ) -> Result<Option<(u32, PreparedPassword)>> {
        let Some((row, typed)) = wanted else {
            return Ok(None);
        };
        let (hash, temporary) = self.hash_for_newcomer(typed).await?;
        Ok(Some((row, PreparedPassword { hash, temporary })))
    }
}

/// The rows that need a hash, and those that bring a picture.
fn find_work(plan: &Plan, passwords: ImportPasswords) -> Result<(Vec<u32>, Vec<u32>)> {
    let decisions = plan.decisions().clone();
    let (mut hashed, mut pictured) = (Vec::new(), Vec::new());
    for row in plan.rows() {
        let (entry, fate) = (&plan.entries[row as usize], plan.fate_of(row, &decisions));
        let needs_hash = match entry.password {
            PasswordKind::Typed => true,
            PasswordKind::None => passwords == ImportPasswords::Temporary,
            PasswordKind::Hash => false,
        };
        if fate == Fate::Add && needs_hash {
            hashed.push(row);
        }
        if matches!(fate, Fate::Add | Fate::Change) && entry.has_avatar {
            pictured.push(row);
        }
    }
    if hashed.len() > MOST_PASSWORDS {
        return Err(Error::Import(format!(
            "{} people need a password that takes time to make, and at most {MOST_PASSWORDS} can get one at once. Import them without, or in parts.",
            hashed.len()
        )));
    }
    Ok((hashed, pictured))
}

impl Prepared {
    async fn make_pictures(
        &mut self,
        rows: &[u32],
        (before, total): (usize, usize),
        progress: &mut Progress<'_>,
    ) -> Result<()> {
        let plan = self.plan.0.clone();
        let media = plan.source.media().map(Path::to_owned);
        let mut done = before;
        for chunk in rows.chunks(PICTURES) {
            let wanted: Vec<(u32, AvatarSource)> = {
                let sources = plan.spool.read_some(chunk)?;
                let wanted = chunk.iter().zip(sources);
                wanted
                    .filter_map(|(row, source)| Some((*row, source.avatar?)))
                    .collect()
            };
            let media = media.clone();
            let made = tokio::task::spawn_blocking(move || make_avatars(wanted, media.as_deref()));
            for (row, avatar) in made
                .await
                .map_err(|error| Error::internal(error.to_string()))?
            {
                match avatar {
                    Ok(avatar) => self.pictures.push(row, &avatar)?,
                    Err(sentence) => {
                        self.broken.insert(row, sentence);
                    }
                }
            }
            done += chunk.len();
            report(progress, done, total)?;
        }
        Ok(())
    }
}

type Made = (u32, std::result::Result<Avatar, String>);

/// Makes pictures on all cores.
fn make_avatars(wanted: Vec<(u32, AvatarSource)>, media: Option<&Path>) -> Vec<Made> {
    let queue = Mutex::new(wanted.into_iter());
    let large = Mutex::new(());
    let made = Mutex::new(Vec::new());
    let work = || {
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((row, source)) = next else { break };
            let avatar = make_avatar(&source, media, &large)
                .map_err(|reason| format!("The picture {} is left out: {reason}", source.name()));
            made.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((row, avatar));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    made.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn make_avatar(
    source: &AvatarSource,
    media: Option<&Path>,
    large: &Mutex<()>,
) -> std::result::Result<Avatar, String> {
    let say = |error: PictureError| error.to_string();
    let picture = match source {
        AvatarSource::File(path) => {
            let file = find_picture(media, path)?;
            Picture::open(&file).map_err(say)?
        }
        AvatarSource::Inline(text) => {
            let bytes = STANDARD
                .decode(text)
                .map_err(|_| say(PictureError::NotAPicture))?;
            if let Some(avatar) = Avatar::take_own(&bytes) {
                return Ok(avatar);
            }
            Picture::read(bytes).map_err(say)?
        }
    };
    let is_large = u64::from(picture.width()) * u64::from(picture.height()) > LARGE_PICTURE;
    let _alone = is_large.then(|| large.lock().unwrap_or_else(PoisonError::into_inner));
    picture.crop(picture.central_crop()).map_err(say)
}

/// The file of a picture, if it is one within the folder of pictures.
pub(super) fn find_picture(
    media: Option<&Path>,
    path: &str,
) -> std::result::Result<PathBuf, String> {
    let Some(media) = media else {
        return Err("there is no folder of pictures.".to_owned());
    };
    let relative = Path::new(path);
    let stays = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !stays {
        return Err("it leads out of the folder of pictures.".to_owned());
    }
    let missing = || "there is no such file in the folder of pictures.".to_owned();
    let folder = media.canonicalize().map_err(|_| missing())?;
    // By way of a link it could still lead anywhere.
    let file = folder
        .join(relative)
        .canonicalize()
        .map_err(|_| missing())?;
    if file.starts_with(&folder) {
        Ok(file)
    } else {
        Err("it leads out of the folder of pictures.".to_owned())
    }
}

/// Finished pictures, in a file without a name.
pub(super) struct Pictures {
    file: Mutex<File>,
    places: HashMap<u32, Place>,
    end: u64,
}

struct Place {
    begin: u64,
    large: usize,
    small: usize,
    mime: &'static str,
    hash: String,
}

impl Pictures {
    fn create(folder: &Path) -> Result<Self> {
        let file = tempfile::tempfile_in(folder).map_err(|error| unreachable(folder, &error))?;
        Ok(Self {
            file: Mutex::new(file),
            places: HashMap::new(),
            end: 0,
        })
    }

    fn push(&mut self, row: u32, avatar: &Avatar) -> Result<()> {
        let file = self.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        let (large, small) = (&avatar.large.bytes, &avatar.small.bytes);
        let written = file.write_all(large).and_then(|()| file.write_all(small));
        written.map_err(|error| unreachable(Path::new(""), &error))?;
        let place = Place {
            begin: self.end,
            large: large.len(),
            small: small.len(),
            mime: avatar.large.mime,
            hash: avatar.hash.clone(),
        };
        self.end += (large.len() + small.len()) as u64;
        self.places.insert(row, place);
        Ok(())
    }

    /// The version of the picture for a row.
    pub(super) fn find_hash(&self, row: u32) -> Option<&str> {
        self.places.get(&row).map(|place| &*place.hash)
    }

    /// The picture for a row.
    pub(super) fn read(&self, row: u32) -> Result<Option<Avatar>> {
        let Some(place) = self.places.get(&row) else {
            return Ok(None);
        };
        let mut bytes = vec![0; place.large + place.small];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place.begin))
            .and_then(|_| file.read_exact(&mut bytes))
            .map_err(|error| unreachable(Path::new(""), &error))?;
        let small = bytes.split_off(place.large);
        let image = |bytes| EncodedImage {
            bytes,
            mime: place.mime,
        };
        Ok(Some(Avatar {
            large: image(bytes),
            small: image(small),
            hash: place.hash.clone(),
        }))
    }
}
