//! Pictures, out of the database and to whoever may see them.

use std::path::Path;

use crate::auth::Read;
use crate::db::{avatar, user};
use crate::error::{Error, Result};
use crate::picture::{Picture, PictureError};
use crate::roster::Roster;

/// The two sizes there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AvatarSize {
    /// 512 pixels square.
    Large,
    /// 96 pixels square.
    Small,
}

/// A picture that Roster encoded.
pub struct AvatarImage {
    /// The encoded picture.
    pub bytes: Vec<u8>,
    /// `image/jpeg` or `image/png`.
    pub mime: String,
}

impl Roster {
    /// Reads a picture from a path, unless the path leads to the roster's own files.
    ///
    /// To open and close one of those would drop the locks of this whole process on it (fcntl(2), "record locks"): the
    /// next program would take itself for the only one, and what is written here afterwards would be lost.
    pub fn open_picture(&self, path: &Path) -> std::result::Result<Picture, PictureError> {
        if self.is_own_file(path) {
            return Err(PictureError::NotAPicture);
        }
        Picture::open(path)
    }

    /// Whether a path leads to one of the roster's own files, found out without opening it.
    pub(crate) fn is_own_file(&self, path: &Path) -> bool {
        let own = ["", "-wal", "-shm"].map(|end| {
            let mut file = self.path().as_os_str().to_owned();
            file.push(end);
            file
        });
        own.iter().any(|file| is_same_file(Path::new(file), path))
    }
}

/// Whether two paths lead to one file, found out without opening it.
#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let place = |path: &Path| path.metadata().ok().map(|found| (found.dev(), found.ino()));
    place(one).is_some_and(|one| place(other) == Some(one))
}

/// Whether two paths lead to one file. Elsewhere locks belong to handles, so hard links need no thought.
#[cfg(not(unix))]
fn is_same_file(one: &Path, other: &Path) -> bool {
    one.canonicalize()
        .is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

impl Read {
    /// The picture of oneself, or of another with the right to see people; nothing if they have none.
    pub async fn show_avatar(&mut self, id: i64, size: AvatarSize) -> Result<Option<AvatarImage>> {
        self.check_sees(id)?;
        let found = match size {
            AvatarSize::Large => avatar::find_large(self.db(), id).await?,
            AvatarSize::Small => avatar::find_small(self.db(), id).await?,
        };
        Ok(found.map(|(bytes, mime)| AvatarImage { bytes, mime }))
    }
}

impl Roster {
    /// The small picture of somebody who signed in on this computer before, for the sign-in screen.
    ///
    /// Needs no session. Only the shell calls it, and only for the accounts whose tiles it shows.
    pub async fn show_recent_avatar(&self, id: i64) -> Result<Option<AvatarImage>> {
        let mut db = self.reader().await?;
        let user = user::find_by_id(&mut db, id)
            .await?
            .ok_or_else(Error::no_such_user)?;
        if !user.is_active || user.deleted_at.is_some() {
            return Ok(None);
        }
        Ok(avatar::find_small(&mut db, id)
            .await?
            .map(|(bytes, mime)| AvatarImage { bytes, mime }))
    }
}
