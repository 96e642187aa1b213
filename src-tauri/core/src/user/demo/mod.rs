//! People to look around with.

mod names;

use std::collections::{HashMap, HashSet};

use fastrand::Rng;
use sqlx::SqliteConnection;

use self::names::{FEATURED, FIRST, LAST, Name, PICTURES, PLACES, WORDS};
use crate::auth::{AddUser, Session};
use crate::db::user::UserRecord;
use crate::db::{Millis, avatar, bulk};
use crate::error::{Error, Result};
use crate::history::{Action, Changes, Target};
use crate::picture::{Avatar, Picture};
use crate::roster::Roster;
use crate::value::{Email, Username};
use crate::view::{PasswordChoice, PasswordContext};

/// As tables keep time.
const HOUR: Millis = 60 * 60 * 1000;

impl Roster {
    /// Adds people to look around with: the same ones for the same seed.
    ///
    /// None of them can sign in: those who seem to have done so share a password that nobody has ever seen.
    pub async fn add_demo_people(&self, session: &Session, count: u32, seed: u64) -> Result<u32> {
        let choice = PasswordChoice::Temporary;
        let hash = self
            .prepare_credential(choice, &PasswordContext::default())
            .await?
            .hash;
        let portraits = self.run_costly(move || make_portraits(count)).await??;
        let mut access = self.write(session).await?.grant::<AddUser>()?.access;
        let taken = Taken::new(bulk::list_keys(access.db()).await?);
        let mut people = make_people(count, &mut Rng::with_seed(seed), access.now(), taken)?;
        for user in people.iter_mut().map(|person| &mut person.record) {
            if user.last_login.is_some() {
                user.password_hash.clone_from(&hash);
                user.password_changed = Some(user.date_joined);
            }
        }
        store_people(access.db(), &people, &portraits).await?;
        let name = format!("{count} demo people");
        let target = Target::users(&name);
        access
            .record(Action::Add, target, &Changes::default())
            .await?;
        access.commit().await?;
        Ok(count)
    }
}

/// The pictures of the first `count` people, each with the place in the list of whose it is.
fn make_portraits(count: u32) -> Result<Vec<(usize, Avatar)>> {
    PICTURES
        .iter()
        .filter(|(index, _)| *index < count as usize)
        .map(|(index, bytes)| {
            let picture = Picture::read(bytes.to_vec())?;
            Ok((*index, picture.crop(picture.central_crop())?))
        })
        .collect()
}

async fn store_people(
    db: &mut SqliteConnection,
    people: &[DemoPerson],
    portraits: &[(usize, Avatar)],
) -> Result<()> {
    let first = bulk::next_id(db).await?;
    let numbered = || (first..).zip(people);
    let records: Vec<&UserRecord> = people.iter().map(|person| &person.record).collect();
    bulk::insert_users(db, first, &records).await?;
    let profiles: Vec<_> = numbered().map(|(id, person)| person.profile(id)).collect();
    bulk::update_profiles(db, &profiles).await?;
    let memberships: Vec<_> = numbered()
        .filter_map(|(id, person)| Some((id, person.group?)))
        .collect();
    bulk::insert_memberships(db, &memberships).await?;
    for (index, portrait) in portraits {
        if let Some((id, _)) = numbered().nth(*index) {
            avatar::upsert(db, id, portrait).await?;
        }
    }
    Ok(())
}

/// One invented person.
struct DemoPerson {
    record: UserRecord,
    group: Option<i64>,
    bio: &'static str,
    location: &'static str,
    phone_number: String,
    birth_date: String,
}

impl DemoPerson {
    fn profile(&self, id: i64) -> (i64, &str, &str, &str, &str) {
        (
            id,
            self.bio,
            self.location,
            &self.birth_date,
            &self.phone_number,
        )
    }
}

fn make_people(
    count: u32,
    rng: &mut Rng,
    now: Millis,
    mut taken: Taken,
) -> Result<Vec<DemoPerson>> {
    let mut people = Vec::with_capacity(count as usize);
    for index in 0..count as usize {
        let name = match FEATURED.get(index) {
            Some(name) => *name,
            None => (
                FIRST[rng.usize(..FIRST.len())],
                LAST[rng.usize(..LAST.len())],
                "",
            ),
        };
        people.push(make_person(index, name, rng, now, &mut taken)?);
    }
    Ok(people)
}

fn make_person(
    index: usize,
    (first_name, last_name, handle): Name,
    rng: &mut Rng,
    now: Millis,
    taken: &mut Taken,
) -> Result<DemoPerson> {
    let broken = |flaw| Error::internal(format!("demo person {index}: {flaw}"));
    let username = free_username(first_name, last_name, handle, taken).map_err(broken)?;
    let email = Email::parse(&address(username.key())).map_err(broken)?;
    let is_person = !first_name.is_empty();
    let joined = now - rng.i64(1..1200) * 24 * HOUR;
    let mut record = UserRecord {
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        is_active: index % 9 != 5,
        is_staff: index.is_multiple_of(11),
        date_joined: joined,
        last_login: (index % 4 != 3)
            .then(|| now - rng.i64(1..((now - joined) / HOUR).max(2)) * HOUR),
        ..UserRecord::blank()
    };
    record.set_username(&username);
    if is_person {
        record.set_email(&email);
    }
    Ok(DemoPerson {
        record,
        group: is_person
            .then(|| [Some(2), Some(3), Some(3), None][rng.usize(..4)])
            .flatten(),
        bio: if is_person && index % 3 != 2 {
            WORDS[rng.usize(..WORDS.len())]
        } else {
            ""
        },
        location: if is_person {
            PLACES[rng.usize(..PLACES.len())]
        } else {
            ""
        },
        phone_number: format!(
            "+46 70 {:03} {:02} {:02}",
            rng.u32(100..1000),
            rng.u32(10..100),
            rng.u32(10..100)
        ),
        birth_date: format!(
            "{}-{:02}-{:02}",
            rng.u32(1948..2008),
            rng.u32(1..13),
            rng.u32(1..29)
        ),
    })
}

fn address(name: &str) -> String {
    format!("{name}@riverside.example")
}

/// The names and addresses that somebody has already.
struct Taken {
    keys: HashSet<String>,
    /// The number to try next behind a name: names repeat by the thousand in a large roster.
    numbers: HashMap<String, u32>,
}

impl Taken {
    fn new(keys: HashSet<String>) -> Self {
        Self {
            keys,
            numbers: HashMap::new(),
        }
    }

    /// The name, with a number behind it where the name or its address is taken; it is taken from now on.
    fn claim(&mut self, base: &str) -> String {
        let number = self.numbers.entry(base.to_owned()).or_insert(2);
        let mut name = base.to_owned();
        while self.keys.contains(&name) || self.keys.contains(&address(&name)) {
            name = format!("{base}{number}");
            *number += 1;
        }
        self.keys.insert(address(&name));
        self.keys.insert(name.clone());
        name
    }
}

/// The plain letters of the names, with a number behind them where somebody has them, or the address, already.
fn free_username(
    first_name: &str,
    last_name: &str,
    handle: &str,
    taken: &mut Taken,
) -> crate::value::Checked<Username> {
    let plain = |name: &str| -> String {
        crate::value::fold_search(name)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect()
    };
    let base = if handle.is_empty() {
        format!("{}.{}", plain(first_name), plain(last_name))
    } else {
        handle.to_owned()
    };
    let name = taken.claim(&base);
    Username::parse(&name)
}
