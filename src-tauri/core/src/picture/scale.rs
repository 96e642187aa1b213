//! To the final size: one good filter over the few pixels that the decoder left.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::pixels::{U8x3, U8x4};
use fast_image_resize::{
    FilterType, PixelTrait, PixelType, ResizeAlg, ResizeError, ResizeOptions, Resizer,
};

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
    /// Whether there is a fourth channel; as in a canvas, the others are multiplied by it.
    pub(super) alpha: bool,
    pub(super) pixels: Vec<u8>,
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
        let from = ImageRef::new(
            from_width,
            from_height,
            &self.pixels,
            pixel_type(self.alpha),
        )
        .map_err(unwritten)?;
        let scaled = resize(&from, area, width, height)?;
        if self.alpha
            && scaled
                .as_chunks::<4>()
                .0
                .iter()
                .all(|&[.., alpha]| alpha == u8::MAX)
        {
            let opaque = scaled
                .as_chunks::<4>()
                .0
                .iter()
                .flat_map(|&[r, g, b, _]| [r, g, b])
                .collect();
            return Ok(Scaled {
                width,
                height,
                alpha: false,
                pixels: opaque,
            });
        }
        Ok(Scaled {
            width,
            height,
            alpha: self.alpha,
            pixels: scaled,
        })
    }
}

impl Scaled {
    /// A smaller square of this square.
    pub(super) fn scale(&self, side: u32) -> Result<Self, PictureError> {
        let from = ImageRef::new(
            self.width,
            self.height,
            &self.pixels,
            pixel_type(self.alpha),
        )
        .map_err(unwritten)?;
        let whole = Area {
            left: 0.0,
            top: 0.0,
            width: f64::from(self.width),
            height: f64::from(self.height),
        };
        Ok(Self {
            width: side,
            height: side,
            pixels: resize(&from, whole, side, side)?,
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
    let mut to = Image::new(width, height, from.pixel_type());
    if from.pixel_type() == PixelType::U8x4 {
        resize_typed::<U8x4>(from, &mut to, &options)?;
    } else {
        resize_typed::<U8x3>(from, &mut to, &options)?;
    }
    Ok(to.into_vec())
}

/// For one type of pixel: the library's own choice among all of its types brings megabytes of code along.
fn resize_typed<P: PixelTrait>(
    from: &ImageRef<'_>,
    to: &mut Image<'_>,
    options: &ResizeOptions,
) -> Result<(), PictureError> {
    let mismatch = || PictureError::Unwritten("pixels of another type".to_owned());
    let from = from.typed_image::<P>().ok_or_else(mismatch)?;
    let mut to = to.typed_image_mut::<P>().ok_or_else(mismatch)?;
    Resizer::new()
        .resize_typed(&from, &mut to, options)
        .map_err(|error: ResizeError| unwritten(error))
}

fn pixel_type(alpha: bool) -> PixelType {
    if alpha {
        PixelType::U8x4
    } else {
        PixelType::U8x3
    }
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
