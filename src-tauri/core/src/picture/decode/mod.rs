//! From the bytes of each format to a header, and to the pixels of a window.

mod bmp;
mod gif;
mod png;
mod webp;

use image::metadata::Orientation;
use image::{ColorType, ImageDecoder};

use super::canvas::{Averager, Canvas, Channels, Row, Window};
use super::error::PictureError;
use super::format::Format;
use super::{MOST_PIXELS, jpeg};

/// A row of 100 million pixels is no picture, and takes as much memory as one.
const LONGEST_SIDE: usize = 65_535;

/// What a file says about its picture before any of its pixels.
pub(super) struct Header {
    /// Pixels across and down, as they are stored.
    pub(super) width: usize,
    pub(super) height: usize,
    /// What sets the picture upright.
    pub(super) orientation: Orientation,
    /// The ICC profile of its colours.
    pub(super) profile: Option<Vec<u8>>,
}

impl Header {
    fn upright(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            orientation: Orientation::NoTransforms,
            profile: None,
        }
    }

    fn with_metadata(self, exif: Option<&[u8]>, profile: Option<Vec<u8>>) -> Self {
        Self {
            orientation: exif
                .and_then(Orientation::from_exif_chunk)
                .unwrap_or(self.orientation),
            profile,
            ..self
        }
    }
}

/// Reads the header and checks the size that it states, before anything is allocated by it.
pub(super) fn read_header(format: Format, bytes: &[u8]) -> Result<Header, PictureError> {
    let header = match format {
        Format::Png => png::read_header(bytes),
        Format::Jpeg => jpeg::read_header(bytes),
        Format::WebP => webp::read_header(bytes),
        Format::Gif => gif::read_header(bytes),
        Format::Bmp => bmp::read_header(bytes),
    }?;
    check_size(header.width, header.height)?;
    Ok(header)
}

fn check_size(width: usize, height: usize) -> Result<(), PictureError> {
    let pixels = width as u64 * height as u64;
    if pixels == 0 {
        return Err(PictureError::NoPixels);
    }
    if pixels > MOST_PIXELS {
        return Err(PictureError::TooManyPixels {
            pixels,
            most_millions: MOST_PIXELS / 1_000_000,
            of: None,
        });
    }
    if width.max(height) > LONGEST_SIDE {
        return Err(PictureError::TooLong {
            side: width.max(height) as u64,
        });
    }
    Ok(())
}

/// Decodes a window of a picture whose size was found acceptable. All of the file is read, so that damage is noticed
/// wherever it is.
pub(super) fn decode(
    format: Format,
    bytes: &[u8],
    window: &Window,
) -> Result<Canvas, PictureError> {
    match format {
        Format::Png => png::decode(bytes, window),
        Format::Jpeg => jpeg::decode(bytes, window),
        Format::WebP => webp::decode(bytes, window),
        Format::Gif => gif::decode(bytes, window),
        Format::Bmp => bmp::decode(bytes, window),
    }
}

/// Averages a picture that its decoder only gives whole; it lies `left` and `top` in the canvas's picture.
fn average_image(
    decoder: impl ImageDecoder,
    (left, top): (usize, usize),
    averager: &mut Averager,
) -> Result<(), PictureError> {
    let (width, height) = decoder.dimensions();
    check_size(width as usize, height as usize)?;
    let (channels, bytes) = match decoder.color_type() {
        ColorType::Rgb8 => (Channels::Rgb, 3),
        ColorType::Rgba8 => (Channels::Rgba, 4),
        _ => return Err(PictureError::Damaged),
    };
    let stride = width as usize * bytes;
    let mut pixels = vec![0; stride * height as usize];
    decoder.read_image(&mut pixels)?;
    for (y, row) in (top..).zip(pixels.chunks_exact(stride)) {
        averager.add(
            Row {
                y,
                x: left,
                step: 1,
            },
            row,
            channels,
        );
    }
    Ok(())
}
