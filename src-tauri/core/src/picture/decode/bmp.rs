//! BMP. A file of 20 MB has 100 megapixels only if it has a palette, and then takes 300 MB in memory.

use std::io::Cursor;

use image::codecs::bmp::BmpDecoder;
use image::{ColorType, ImageDecoder};

use super::{Header, average_image};
use crate::picture::canvas::{Averager, Canvas, Window};
use crate::picture::error::PictureError;

pub(super) fn read_header(bytes: &[u8]) -> Result<Header, PictureError> {
    let (width, height) = BmpDecoder::new(Cursor::new(bytes))?.dimensions();
    Ok(Header::upright(width as usize, height as usize))
}

pub(super) fn decode(bytes: &[u8], window: &Window) -> Result<Canvas, PictureError> {
    let decoder = BmpDecoder::new(Cursor::new(bytes))?;
    let mut averager = Averager::new(window, decoder.color_type() == ColorType::Rgba8);
    average_image(decoder, (0, 0), &mut averager)?;
    Ok(averager.finish())
}
