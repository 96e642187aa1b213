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

/// The type of an avatar as [`Finish`] writes them; nothing if a file is of any other make, or has anything behind its end.
///
/// All of our JPEGs of one size begin with the same bytes, up to where the pixels do; our PNGs have three kinds of chunks.
pub(super) fn recognise_own(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG") {
        return has_plain_chunks(bytes).then_some("image/png");
    }
    let mut blank = Vec::new();
    let side = super::LARGE_SIDE;
    let encoder = JpegEncoder::new_with_quality(&mut blank, JPEG_QUALITY);
    let image = DynamicImage::from(RgbImage::new(side, side));
    image.write_with_encoder(encoder).ok()?;
    let scan = memchr::memmem::find(&blank, b"\xFF\xDA")?;
    let length = usize::from(u16::from_be_bytes([
        *blank.get(scan + 2)?,
        *blank.get(scan + 3)?,
    ]));
    let (head, pixels) = bytes.split_at_checked(scan + 2 + length)?;
    // Within the pixels, a mark can only be the end of all.
    let end = memchr::memchr_iter(0xFF, pixels).find(|place| pixels.get(place + 1) != Some(&0))?;
    let is_own = blank.starts_with(head) && pixels.get(end..) == Some(b"\xFF\xD9");
    is_own.then_some("image/jpeg")
}

/// Whether a PNG has nothing but its size, its pixels and its end.
fn has_plain_chunks(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    let mut last: &[u8] = b"";
    while let Some((head, tail)) = rest.split_at_checked(8) {
        let (length, kind) = head.split_at(4);
        let length = u32::from_be_bytes(length.try_into().unwrap_or_default()) as usize;
        let Some(next) = length.checked_add(4).and_then(|length| tail.get(length..)) else {
            return false;
        };
        if ![&b"IHDR"[..], b"IDAT", b"IEND"].contains(&kind) {
            return false;
        }
        (last, rest) = (kind, next);
    }
    last == b"IEND" && rest.is_empty()
}

#[cfg(test)]
mod tests {
    use crate::picture::{Avatar, Picture};

    #[test]
    fn a_picture_of_our_own_make_is_kept_as_it_is() {
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/pictures");
        let picture = Picture::open(&folder.join("rle.bmp")).unwrap();
        let avatar = picture.crop(picture.central_crop()).unwrap();
        let again = Avatar::take_own(&avatar.large.bytes).unwrap();
        assert_eq!(
            (again.large, again.hash),
            (avatar.large.clone(), avatar.hash)
        );
        assert!(
            Avatar::take_own(&avatar.small.bytes).is_none(),
            "another size"
        );
        let mut longer = avatar.large.bytes.clone();
        longer.extend_from_slice(b"secret");
        assert!(
            Avatar::take_own(&longer).is_none(),
            "something behind the end"
        );
    }
}
