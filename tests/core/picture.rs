//! Pictures: whatever comes in, two small square ones come out, or a sentence that says what was wrong.

mod bad_files;
mod bombs;
mod corpus;
mod crop;
mod formats;
mod hostile;
mod metadata;
mod random;

use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, RgbaImage};
use roster_core::picture::{Avatar, EncodedImage, Picture, PictureError};

const RED: Rgb<u8> = Rgb([255, 0, 0]);
const GREEN: Rgb<u8> = Rgb([0, 255, 0]);
const BLUE: Rgb<u8> = Rgb([0, 0, 255]);
const WHITE: Rgb<u8> = Rgb([255, 255, 255]);

/// The four fields' colours, as they stand in the picture of most tests: above, then below.
const FIELDS: &str = "red green blue white";

/// The picture of most tests: red and green above, blue and white below, half as wide again as it is high.
fn fields() -> RgbImage {
    RgbImage::from_fn(48, 32, |x, y| match (x < 24, y < 16) {
        (true, true) => RED,
        (false, true) => GREEN,
        (true, false) => BLUE,
        (false, false) => WHITE,
    })
}

/// A file of that format.
fn encode(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A file of `tests/fixtures/pictures`.
fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(fixture_path(name)).unwrap()
}

fn fixture_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/fixtures/pictures")
        .join(name)
}

/// What becomes of a file when nobody chooses the square.
fn make_avatar(file: Vec<u8>) -> Result<Avatar, PictureError> {
    let picture = Picture::read(file)?;
    picture.crop(picture.central_crop())
}

fn decode(image: &EncodedImage) -> RgbaImage {
    image::load_from_memory(&image.bytes).unwrap().to_rgba8()
}

/// The colours of the four fields of a picture, by name.
fn name_fields(image: &EncodedImage) -> String {
    let pixels = decode(image);
    let (right, bottom) = (pixels.width() - 1, pixels.height() - 1);
    let places = [(1, 1), (7, 1), (1, 7), (7, 7)];
    places
        .map(|(x, y)| name(pixels.get_pixel(right * x / 8, bottom * y / 8).0))
        .join(" ")
}

fn name([r, g, b, alpha]: [u8; 4]) -> &'static str {
    match (r > 200, g > 200, b > 200) {
        _ if alpha < 50 => "nothing",
        (true, false, false) => "red",
        (false, true, false) => "green",
        (false, false, true) => "blue",
        (true, true, true) => "white",
        (false, false, false) if r.max(g).max(b) < 50 => "black",
        _ => "mixed",
    }
}

/// The part of Exif that sets a picture upright, and behind it a place that nobody else is to know.
fn exif(orientation: Orientation) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation.to_exif(), 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(PLACE.as_bytes());
    exif
}

/// Stands for all that a file says about its author.
const PLACE: &str = "GPS 48.2082 N 16.3738 E";
