//! Pictures that were read but not saved: what the crop dialog works on.
//!
//! They belong to the person who read them and go when that person signs out.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use roster_core::picture::{Avatar, Crop, EncodedImage, Picture, PictureError};
use roster_core::view::{AvatarChange, AvatarDraft};
use roster_core::{AvatarEdit, AvatarImage, AvatarSize, Roster};

use crate::error::{Answer, CommandError};

/// One to be saved, one on the way to replace it, one for a slow page. The oldest gives way.
const KEPT: usize = 3;

/// Numbers are never used again while the program runs: the webview remembers pictures by their address.
static NEXT_NUMBER: AtomicU32 = AtomicU32::new(1);

/// A large picture takes hundreds of megabytes while it is read: one at a time.
static WORKBENCH: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// The unsaved pictures of one person.
#[derive(Default)]
pub(crate) struct Drafts(Mutex<VecDeque<Draft>>);

/// A picture and, once it was cropped, what would be saved of it.
#[derive(Clone)]
struct Draft {
    number: u32,
    source: Arc<Source>,
    cropped: Option<Arc<Avatar>>,
}

/// A picture, and the whole of it in a size to crop on.
struct Source {
    picture: Picture,
    preview: EncodedImage,
}

impl Source {
    /// Looks at the pixels as well: a file that ends early has a good beginning.
    fn check(picture: Picture) -> Result<Self, PictureError> {
        let preview = picture.preview()?;
        Ok(Self { picture, preview })
    }
}

impl Drafts {
    /// Reads a picture from a file.
    pub(crate) async fn open(&self, roster: Roster, file: PathBuf) -> Answer<AvatarDraft> {
        let read = move || roster.open_picture(&file).and_then(Source::check);
        Ok(self.keep(work(read).await?))
    }

    /// Reads a picture that was dropped or pasted.
    pub(crate) async fn read(&self, bytes: Vec<u8>) -> Answer<AvatarDraft> {
        Ok(self.keep(work(move || Picture::read(bytes).and_then(Source::check)).await?))
    }

    /// The whole picture, upright.
    pub(crate) fn find_preview(&self, number: u32) -> Answer<AvatarImage> {
        Ok(show(self.find(number)?.source.preview.clone()))
    }

    /// Crops a picture; the version of the outcome is part of its address.
    pub(crate) async fn crop(&self, number: u32, crop: Crop) -> Answer<String> {
        let source = self.find(number)?.source;
        let cropped = work(move || source.picture.crop(crop)).await?;
        let version = cropped.hash.clone();
        match self.lock().iter_mut().find(|draft| draft.number == number) {
            Some(draft) => draft.cropped = Some(Arc::new(cropped)),
            None => return Err(CommandError::no_such_draft()),
        }
        Ok(version)
    }

    /// What the crop made of a picture; nothing before.
    pub(crate) fn find_cropped(
        &self,
        number: u32,
        size: AvatarSize,
    ) -> Answer<Option<AvatarImage>> {
        Ok(self.find(number)?.cropped.map(|cropped| match size {
            AvatarSize::Large => show(cropped.large.clone()),
            AvatarSize::Small => show(cropped.small.clone()),
        }))
    }

    /// What saving a form does to the person's picture.
    pub(crate) fn find_edit(&self, change: Option<AvatarChange>) -> Answer<Option<AvatarEdit>> {
        match change {
            None => Ok(None),
            Some(AvatarChange::Remove) => Ok(Some(AvatarEdit::Remove)),
            Some(AvatarChange::Use { draft }) => {
                let cropped = self
                    .find(draft)?
                    .cropped
                    .ok_or_else(CommandError::not_cropped)?;
                // Not taken out: if the form is refused, it comes again with the same picture.
                Ok(Some(AvatarEdit::Use(Box::new(Avatar::clone(&cropped)))))
            }
        }
    }

    /// Forgets the picture that a form has saved.
    pub(crate) fn discard_used(&self, change: Option<AvatarChange>) {
        if let Some(AvatarChange::Use { draft }) = change {
            self.discard(draft);
        }
    }

    /// Forgets a picture; one that is gone already is none the worse.
    pub(crate) fn discard(&self, number: u32) {
        self.lock().retain(|draft| draft.number != number);
    }

    fn keep(&self, source: Source) -> AvatarDraft {
        let number = NEXT_NUMBER.fetch_add(1, Ordering::Relaxed);
        let (width, height) = (source.picture.width(), source.picture.height());
        let mut drafts = self.lock();
        if drafts.len() == KEPT {
            drafts.pop_front();
        }
        drafts.push_back(Draft {
            number,
            source: Arc::new(source),
            cropped: None,
        });
        AvatarDraft {
            draft: number,
            width,
            height,
        }
    }

    fn find(&self, number: u32) -> Answer<Draft> {
        let drafts = self.lock();
        drafts
            .iter()
            .find(|draft| draft.number == number)
            .cloned()
            .ok_or_else(CommandError::no_such_draft)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Draft>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Works on a picture on a thread of its own.
async fn work<T: Send + 'static>(
    job: impl FnOnce() -> Result<T, PictureError> + Send + 'static,
) -> Answer<T> {
    let _alone = WORKBENCH.lock().await;
    let outcome = tauri::async_runtime::spawn_blocking(job)
        .await
        .map_err(CommandError::internal)?;
    Ok(outcome.map_err(roster_core::Error::from)?)
}

fn show(image: EncodedImage) -> AvatarImage {
    AvatarImage {
        bytes: image.bytes,
        mime: image.mime.to_owned(),
    }
}
