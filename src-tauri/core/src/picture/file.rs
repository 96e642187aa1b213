//! Reading a file that a stranger may have put there.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::MOST_BYTES;
use super::error::PictureError;

/// Reads the whole file, if it is one and no larger than pictures may be.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, PictureError> {
    // Before it is opened, because opening a named pipe waits for somebody to write into it; and once more on what was
    // opened, because the path may have been given to something else in between.
    check_metadata(&fs::metadata(path).map_err(say_why_unread)?)?;
    let file = File::open(path).map_err(say_why_unread)?;
    let metadata = file.metadata().map_err(say_why_unread)?;
    check_metadata(&metadata)?;

    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    // One byte more than is allowed, to notice a file that grows while it is read.
    file.take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(say_why_unread)?;
    Ok(bytes)
}

fn check_metadata(metadata: &Metadata) -> Result<(), PictureError> {
    if metadata.is_dir() {
        return Err(PictureError::Folder);
    }
    if !metadata.is_file() {
        return Err(name_special_file(metadata));
    }
    if metadata.len() > MOST_BYTES {
        return Err(PictureError::TooManyBytes {
            bytes: metadata.len(),
        });
    }
    Ok(())
}

#[cfg(unix)]
fn name_special_file(metadata: &Metadata) -> PictureError {
    use std::os::unix::fs::FileTypeExt;

    if metadata.file_type().is_fifo() {
        PictureError::Pipe
    } else if metadata.file_type().is_socket() {
        PictureError::Socket
    } else {
        PictureError::Device
    }
}

#[cfg(not(unix))]
fn name_special_file(_metadata: &Metadata) -> PictureError {
    PictureError::Device
}

fn say_why_unread(error: io::Error) -> PictureError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => PictureError::Missing,
        io::ErrorKind::PermissionDenied => PictureError::Unreadable,
        _ => PictureError::Unread(error),
    }
}
