//! What can be wrong with a picture, each said in a sentence.

use std::io;

use image::ImageError;

/// Why a file did not become a picture. Displayed, it is a finished sentence for the person who chose the file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PictureError {
    /// Nothing is at the path.
    #[error("The file is not there any more. Choose another picture.")]
    Missing,
    /// The path leads to a folder.
    #[error("This is a folder, not a picture.")]
    Folder,
    /// The path leads to a named pipe; opening one would wait for somebody to write into it.
    #[error("This is a named pipe, not a picture file.")]
    Pipe,
    /// The path leads to a socket.
    #[error("This is a socket, not a picture file.")]
    Socket,
    /// The path leads to a device, or to something else that is no file.
    #[error("This is a device, not a picture file.")]
    Device,
    /// The operating system does not let the person read the file.
    #[error("You may not read this file. Ask its owner, or choose another picture.")]
    Unreadable,
    /// Reading failed on the way.
    #[error("The file could not be read: {0}.")]
    Unread(#[source] io::Error),
    /// The file has nothing in it.
    #[error("The file is empty.")]
    Empty,
    /// The file has more bytes than are read.
    #[error("The file has {}; at most 20 MB can be read.", megabytes(*.bytes))]
    TooManyBytes {
        /// Its size.
        bytes: u64,
    },
    /// The file is of no kind that is known.
    #[error("This file is not a picture Roster can read. Use a PNG, JPEG, WebP, GIF or BMP.")]
    NotAPicture,
    /// The file is of a kind that is known, but not read.
    #[error("This is {0}, which Roster cannot read. Use a PNG, JPEG, WebP, GIF or BMP.")]
    OtherKind(&'static str),
    /// The picture uses a corner of its format that nearly nobody uses.
    #[error(
        "This is a rare kind of picture ({0}), which Roster cannot read. Save it anew as an ordinary JPEG or PNG."
    )]
    RareKind(&'static str),
    /// The picture has no width or no height.
    #[error("The picture has no pixels.")]
    NoPixels,
    /// The picture is longer on one side than is read, however narrow it is.
    #[error("The picture is {} pixels long; at most 65,535 can be read.", grouped(*.side))]
    TooLong {
        /// Its longer side.
        side: u64,
    },
    /// The picture has more pixels than are read.
    #[error("The picture has {} pixels; at most {most_millions} million can be read{}.", grouped(*.pixels), suffix(*.of))]
    TooManyPixels {
        /// Its width times its height.
        pixels: u64,
        /// How many are read, in millions.
        most_millions: u64,
        /// The format, if it is read less than the others.
        of: Option<&'static str>,
    },
    /// The data stops before the picture is whole.
    #[error("The picture is damaged: it ends too early.")]
    EndsEarly,
    /// The data contradicts itself or its format.
    #[error("The picture is damaged: its parts do not fit together.")]
    Damaged,
    /// The square to cut out is not one, or not inside the picture.
    #[error("The square does not lie inside the picture.")]
    CropOutside,
    /// The square to cut out is smaller than a pixel.
    #[error("The square is smaller than one pixel of the picture.")]
    CropTooSmall,
    /// The small picture could not be made.
    #[error("The picture could not be made smaller: {0}.")]
    Unwritten(String),
}

/// For what the `image` crate says about a file: an early end is told from damage.
impl From<ImageError> for PictureError {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::IoError(error) => error.into(),
            ImageError::Unsupported(_) => Self::RareKind("one with an unusual compression"),
            _ => Self::Damaged,
        }
    }
}

/// For readers of bytes that are in memory already, where nothing can fail but the bytes.
impl From<io::Error> for PictureError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::UnexpectedEof {
            Self::EndsEarly
        } else {
            Self::Damaged
        }
    }
}

/// A size as file managers show it, rounded up so that it never reads as the limit it exceeds.
fn megabytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1 << 20);
    format!("{}.{} MB", grouped(tenths / 10), tenths % 10)
}

/// A number with a comma between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn suffix(of: Option<&'static str>) -> String {
    of.map(|of| format!(" of {of}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(10_000_000_000), "10,000,000,000");
        assert_eq!(megabytes(20 * 1024 * 1024 + 1), "20.1 MB");
    }
}
