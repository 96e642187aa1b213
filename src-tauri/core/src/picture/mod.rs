//! Avatar pictures: from a file that anybody may have made to two small ones that Roster made itself.
//!
//! ```text
//! file.rs      reads a path, if it is a file and not too large
//! format.rs    tells what it is by its first bytes
//! decode/      reads the header; then a window of the pixels, made smaller on the way  (jpeg/ is a decoder of our own)
//! canvas.rs      into which the decoders put their rows
//! crop.rs      finds the chosen square in the pixels of the file
//! scale.rs     scales it to its final size
//! encode.rs    converts its colours, sets it upright, and writes a file without metadata
//! ```
//!
//! A picture is kept as the bytes of its file and decoded anew for each purpose, never at full size: a photo of twelve
//! megapixels takes 20 milliseconds and 15 MB that way, and a hundred megapixels stay under 512 MB whatever they are.

mod canvas;
mod crop;
mod decode;
mod encode;
mod error;
mod file;
mod format;
mod jpeg;
mod scale;

use std::fmt;
use std::path::Path;

use sha2::{Digest, Sha256};

use self::canvas::{Canvas, Window};
pub use self::crop::Crop;
use self::crop::swaps_sides;
use self::decode::Header;
pub use self::encode::EncodedImage;
use self::encode::Finish;
pub use self::error::PictureError;
use self::format::Format;

/// The largest file that is read.
const MOST_BYTES: u64 = 20 << 20;
/// The most pixels that are read.
const MOST_PIXELS: u64 = 100_000_000;
/// Pixels along the longer side of a preview, at most.
const PREVIEW_SIDE: u32 = 1600;
/// Pixels along each side of an avatar.
const LARGE_SIDE: u32 = 512;
const SMALL_SIDE: u32 = 96;

/// A picture that somebody chose: its bytes, and what its header says.
pub struct Picture {
    bytes: Vec<u8>,
    format: Format,
    header: Header,
}

/// The square that was cut out, in both sizes that Roster shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Avatar {
    /// 512 x 512 pixels.
    pub large: EncodedImage,
    /// 96 x 96 pixels.
    pub small: EncodedImage,
    /// The first sixteen hexadecimal digits of the SHA-256 of the large one: another picture has another version.
    pub hash: String,
}

impl Picture {
    /// Reads a picture from a path. Whatever is there instead of a picture is named by the error.
    pub fn open(path: &Path) -> Result<Self, PictureError> {
        Self::read(file::read_file(path)?)
    }

    /// Reads a picture from the bytes of a file. Its pixels are not looked at yet.
    pub fn read(bytes: Vec<u8>) -> Result<Self, PictureError> {
        if bytes.len() as u64 > MOST_BYTES {
            return Err(PictureError::TooManyBytes {
                bytes: bytes.len() as u64,
            });
        }
        let format = Format::recognise(&bytes)?;
        let header = decode::read_header(format, &bytes)?;
        Ok(Self {
            bytes,
            format,
            header,
        })
    }

    /// Pixels across the upright picture.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.upright_size().0
    }

    /// Pixels down the upright picture.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.upright_size().1
    }

    /// The whole picture, upright, at most 1600 pixels long: for choosing the square.
    pub fn preview(&self) -> Result<EncodedImage, PictureError> {
        let (width, height) = self.stored_size();
        let long = width.max(height);
        let canvas = self.decode(
            0.0,
            0.0,
            f64::from(width),
            f64::from(height),
            (long / PREVIEW_SIDE) as usize,
        )?;
        let area = canvas.area(0.0, 0.0, f64::from(width), f64::from(height));
        let scaled_side = |side: u32| (side * PREVIEW_SIDE.min(long)).div_ceil(long);
        let scaled = canvas.scale(area, scaled_side(width), scaled_side(height))?;
        Finish::new(self.header.orientation, 0, self.header.profile.as_deref()).encode(scaled)
    }

    /// The greatest square in the middle: what is cut out when nobody chooses.
    #[must_use]
    pub fn central_crop(&self) -> Crop {
        Crop::central(f64::from(self.width()), f64::from(self.height()))
    }

    /// Cuts a square out, in both sizes.
    pub fn crop(&self, crop: Crop) -> Result<Avatar, PictureError> {
        let (width, height) = self.stored_size();
        let square = crop.place(self.header.orientation, f64::from(width), f64::from(height))?;
        let canvas = self.decode(
            square.x,
            square.y,
            square.side,
            square.side,
            shrink_for_avatar(self.format, square.side),
        )?;
        let large = canvas.scale(
            canvas.area(square.x, square.y, square.side, square.side),
            LARGE_SIDE,
            LARGE_SIDE,
        )?;
        let small = large.scale(SMALL_SIDE)?;
        let finish = Finish::new(
            self.header.orientation,
            crop.turns,
            self.header.profile.as_deref(),
        );
        let (large, small) = (finish.encode(large)?, finish.encode(small)?);
        let hash = version_of(&large.bytes);
        Ok(Avatar { large, small, hash })
    }

    fn decode(
        &self,
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        shrink: usize,
    ) -> Result<Canvas, PictureError> {
        let (left, top) = (to_pixel(x.floor()), to_pixel(y.floor()));
        let right = to_pixel((x + width).ceil()).clamp(left + 1, self.header.width);
        let bottom = to_pixel((y + height).ceil()).clamp(top + 1, self.header.height);
        decode::decode(
            self.format,
            &self.bytes,
            &Window {
                left,
                top,
                right,
                bottom,
                shrink,
            },
        )
    }

    /// Pixels across and down, as they are stored.
    fn stored_size(&self) -> (u32, u32) {
        let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
        (side(self.header.width), side(self.header.height))
    }

    fn upright_size(&self) -> (u32, u32) {
        let (width, height) = self.stored_size();
        if swaps_sides(self.header.orientation) {
            (height, width)
        } else {
            (width, height)
        }
    }
}

impl Avatar {
    /// A large picture as Roster itself encodes them, with a small one made of it; nothing if it is of any other make.
    ///
    /// It is kept as it is, so that what was exported comes back as the very same picture. That lets in nothing that
    /// encoding it anew would keep out: a file of our own make is its first bytes, which are the same for all, and then
    /// pixels.
    pub(crate) fn take_own(bytes: &[u8]) -> Option<Self> {
        let mime = encode::recognise_own(bytes)?;
        let picture = Picture::read(bytes.to_vec()).ok()?;
        if (picture.width(), picture.height()) != (LARGE_SIDE, LARGE_SIDE) {
            return None;
        }
        let small = picture.crop(picture.central_crop()).ok()?.small;
        Some(Self {
            hash: version_of(bytes),
            large: EncodedImage {
                bytes: bytes.to_vec(),
                mime,
            },
            small,
        })
    }
}

impl fmt::Debug for Picture {
    /// Without the pixels, which nobody wants in a log.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Picture({:?}, {} x {})",
            self.format,
            self.width(),
            self.height()
        )
    }
}

fn version_of(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest
        .first_chunk()
        .map(|start| format!("{:016x}", u64::from_be_bytes(*start)))
        .unwrap_or_default()
}

/// How many times smaller a decoder may make a square of `side` pixels that is going to be an avatar.
fn shrink_for_avatar(format: Format, side: f64) -> usize {
    let ratio = to_pixel(side / f64::from(LARGE_SIDE));
    // Averages blur what lies near the final size, so that the filter needs twice the pixels; a cosine transform of a
    // smaller size doesn't.
    if format == Format::Jpeg {
        ratio
    } else {
        ratio / 2
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 65,535"
)]
fn to_pixel(place: f64) -> usize {
    place as usize
}
