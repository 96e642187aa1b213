//! To the final size: one good filter over the few pixels that the decoder left.

use std::borrow::Cow;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::pixels::U8x4;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeError, ResizeOptions, Resizer};

use super::canvas::{Canvas, divide_by_alpha};
use super::error::PictureError;

/// A part of a canvas, in its pixels and fractions of them.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A picture of its final size.
pub(super) struct Scaled {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Whether something shines through. As in a canvas, the colours are multiplied by that.
    pub(super) alpha: bool,
    /// Four channels each, whether or not they are all opaque.
    pixels: Vec<u8>,
}

impl Canvas {
    /// The part of this canvas that is `area` of the picture in the file.
    pub(super) fn area(&self, x: f64, y: f64, width: f64, height: f64) -> Area {
        let [left, top, shrink, right, bottom] =
            [self.left, self.top, self.shrink, self.width, self.height].map(to_f64);
        let (left, width) = fit((x - left) / shrink, width / shrink, right);
        let (top, height) = fit((y - top) / shrink, height / shrink, bottom);
        Area {
            left,
            top,
            width,
            height,
        }
    }

    /// Scales an area of this canvas.
    pub(super) fn scale(
        &self,
        area: Area,
        width: u32,
        height: u32,
    ) -> Result<Scaled, PictureError> {
        let [from_width, from_height] =
            [self.width, self.height].map(|length| u32::try_from(length).unwrap_or(u32::MAX));
        let pixels = self.with_alpha();
        let from = ImageRef::new(from_width, from_height, &pixels, PixelType::U8x4);
        let scaled = resize(&from.map_err(unwritten)?, area, width, height)?;
        let opaque = |&[.., alpha]: &[u8; 4]| alpha == u8::MAX;
        Ok(Scaled {
            width,
            height,
            alpha: self.alpha && !scaled.as_chunks().0.iter().all(opaque),
            pixels: scaled,
        })
    }

    /// The pixels with a fourth channel. A canvas is not much larger than what is made of it, so a copy costs little.
    fn with_alpha(&self) -> Cow<'_, [u8]> {
        if self.alpha {
            return Cow::Borrowed(&self.pixels);
        }
        let pixels = self.pixels.as_chunks().0.iter();
        let opaque = pixels.flat_map(|&[red, green, blue]: &[u8; 3]| [red, green, blue, u8::MAX]);
        Cow::Owned(opaque.collect())
    }
}

impl Scaled {
    /// A smaller square of this square.
    pub(super) fn scale(&self, side: u32) -> Result<Self, PictureError> {
        let from = ImageRef::new(self.width, self.height, &self.pixels, PixelType::U8x4);
        let whole = Area {
            left: 0.0,
            top: 0.0,
            width: f64::from(self.width),
            height: f64::from(self.height),
        };
        Ok(Self {
            width: side,
            height: side,
            pixels: resize(&from.map_err(unwritten)?, whole, side, side)?,
            ..*self
        })
    }

    /// The pixels as files have them: colours are what they are, whatever shines through.
    pub(super) fn into_straight_pixels(mut self) -> Vec<u8> {
        if self.alpha {
            divide_by_alpha(&mut self.pixels);
        }
        self.pixels
    }
}

fn resize(
    from: &ImageRef<'_>,
    area: Area,
    width: u32,
    height: u32,
) -> Result<Vec<u8>, PictureError> {
    // Lanczos keeps the detail of what is made smaller, but draws rings around what is made larger.
    let enlarges = area.width < f64::from(width);
    let filter = if enlarges {
        FilterType::CatmullRom
    } else {
        FilterType::Lanczos3
    };
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(filter))
        .crop(area.left, area.top, area.width, area.height)
        .use_alpha(false);
    let mut to = Image::new(width, height, PixelType::U8x4);
    // By the type: the library's own choice among its types brings megabytes of code along.
    let mismatch = || PictureError::Unwritten("pixels of another type".to_owned());
    let from = from.typed_image::<U8x4>().ok_or_else(mismatch)?;
    let mut typed = to.typed_image_mut::<U8x4>().ok_or_else(mismatch)?;
    Resizer::new()
        .resize_typed(&from, &mut typed, &options)
        .map_err(|error: ResizeError| unwritten(error))?;
    Ok(to.into_vec())
}

/// Moves a span into `0.0..=limit` that left it by rounding.
fn fit(start: f64, length: f64, limit: f64) -> (f64, f64) {
    let start = start.clamp(0.0, limit - f64::MIN_POSITIVE.max(limit * f64::EPSILON));
    let length = length.min(limit - start);
    if start + length > limit {
        (start, length.next_down())
    } else {
        (start, length)
    }
}

#[expect(clippy::cast_precision_loss, reason = "at most 65,535")]
fn to_f64(length: usize) -> f64 {
    length as f64
}

fn unwritten(error: impl std::error::Error) -> PictureError {
    PictureError::Unwritten(error.to_string())
}
