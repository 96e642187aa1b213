//! The last step: standard colours, upright, and the bytes of a file that has nothing else in it.

use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageError, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};

use super::error::PictureError;
use super::scale::Scaled;

/// An encoded picture. It has no metadata: no place, no camera, no author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedImage {
    /// The file.
    pub bytes: Vec<u8>,
    /// `image/jpeg`, or `image/png` if something shines through.
    pub mime: &'static str,
}

/// Good enough that nobody sees the difference in a face; 512 pixels take some 50 KB.
const JPEG_QUALITY: u8 = 88;

/// What is done with all sizes of a picture.
pub(super) struct Finish {
    orientation: Orientation,
    turns: u8,
    /// Takes the picture's colours to those of the web.
    to_srgb: Option<Arc<Transform8BitExecutor>>,
}

impl Finish {
    pub(super) fn new(orientation: Orientation, turns: u8, profile: Option<&[u8]>) -> Self {
        Self {
            orientation,
            turns,
            to_srgb: profile.and_then(read_profile),
        }
    }

    pub(super) fn encode(&self, scaled: Scaled) -> Result<EncodedImage, PictureError> {
        let Scaled {
            width,
            height,
            alpha,
            ..
        } = scaled;
        let pixels = self.convert_colours(scaled.into_straight_pixels());
        let image = if alpha {
            RgbaImage::from_raw(width, height, pixels).map(DynamicImage::from)
        } else {
            RgbImage::from_raw(width, height, without_alpha(&pixels)).map(DynamicImage::from)
        };
        let mut image = image.unwrap_or_default();
        image.apply_orientation(self.orientation);
        match self.turns % 4 {
            1 => image.apply_orientation(Orientation::Rotate90),
            2 => image.apply_orientation(Orientation::Rotate180),
            3 => image.apply_orientation(Orientation::Rotate270),
            _ => {}
        }
        let mut bytes = Vec::new();
        let (written, mime) = if alpha {
            (
                image.write_with_encoder(PngEncoder::new(&mut bytes)),
                "image/png",
            )
        } else {
            (
                image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)),
                "image/jpeg",
            )
        };
        written.map_err(|error: ImageError| PictureError::Unwritten(error.to_string()))?;
        Ok(EncodedImage { bytes, mime })
    }

    fn convert_colours(&self, pixels: Vec<u8>) -> Vec<u8> {
        let Some(to_srgb) = &self.to_srgb else {
            return pixels;
        };
        let mut converted = vec![0; pixels.len()];
        match to_srgb.transform(&pixels, &mut converted) {
            Ok(()) => converted,
            Err(_) => pixels,
        }
    }
}

fn without_alpha(pixels: &[u8]) -> Vec<u8> {
    let pixels = pixels.as_chunks().0.iter();
    pixels
        .flat_map(|&[red, green, blue, _]: &[u8; 4]| [red, green, blue])
        .collect()
}

/// What takes colours of the profile to sRGB. Phones and good cameras store other ones than screens assume, and a
/// picture that merely lost its profile looks pale. A profile that can't be used is left aside, as browsers do.
fn read_profile(profile: &[u8]) -> Option<Arc<Transform8BitExecutor>> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    if profile.color_space != DataColorSpace::Rgb {
        return None;
    }
    let srgb = ColorProfile::new_srgb();
    profile
        .create_transform_8bit(
            Layout::Rgba,
            &srgb,
            Layout::Rgba,
            TransformOptions::default(),
        )
        .ok()
}
