//! BMP. A file of 20 MB has 100 megapixels only if it has a palette, and then takes 300 MB in memory.

use std::io::Cursor;

use image::codecs::bmp::BmpDecoder;
use image::{ColorType, ImageDecoder};

use super::{Header, average_image};
use crate::picture::canvas::{Averager, Canvas, Window};
use crate::picture::error::PictureError;

/// Reads the size itself: the decoder would only say that it is too large, and not how large it is.
pub(super) fn read_header(bytes: &[u8]) -> Result<Header, PictureError> {
    let (width, height) = match *bytes.get(14..26).ok_or(PictureError::EndsEarly)? {
        // The header of OS/2 has sides of two bytes.
        [12, _, _, _, w0, w1, h0, h1, ..] => (
            u16::from_le_bytes([w0, w1]).into(),
            u16::from_le_bytes([h0, h1]).into(),
        ),
        [_, _, _, _, w0, w1, w2, w3, h0, h1, h2, h3] => (
            u32::from_le_bytes([w0, w1, w2, w3]),
            // Negative when the first row is the upper one.
            i32::from_le_bytes([h0, h1, h2, h3]).unsigned_abs(),
        ),
        _ => return Err(PictureError::EndsEarly),
    };
    Ok(Header::upright(width as usize, height as usize))
}

pub(super) fn decode(bytes: &[u8], window: &Window) -> Result<Canvas, PictureError> {
    let decoder = BmpDecoder::new(Cursor::new(bytes))?;
    let mut averager = Averager::new(window, decoder.color_type() == ColorType::Rgba8);
    average_image(decoder, (0, 0), &mut averager)?;
    Ok(averager.finish())
}
