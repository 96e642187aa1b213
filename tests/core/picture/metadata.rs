//! What a file says beside its pixels: heeded where it is about showing them, and never passed on.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{ImageEncoder, Rgb, RgbImage};
use moxcms::ColorProfile;
use roster_core::picture::{EncodedImage, Picture};

use super::{PLACE, decode, exif, fields, name_fields};

/// The picture as a JPEG, a PNG and a WebP that say how to set it upright.
fn files(picture: &RgbImage, orientation: Orientation) -> [Vec<u8>; 3] {
    let mut files = [const { Vec::new() }; 3];
    let [jpeg, png, webp] = &mut files;
    write(
        JpegEncoder::new_with_quality(jpeg, 95),
        picture,
        orientation,
    );
    write(PngEncoder::new(png), picture, orientation);
    write(WebPEncoder::new_lossless(webp), picture, orientation);
    files
}

fn write(mut encoder: impl ImageEncoder, picture: &RgbImage, orientation: Orientation) {
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, image::ExtendedColorType::Rgb8)
        .unwrap();
}

#[test]
fn every_picture_is_set_upright() {
    let upright = [
        "red green blue white",
        "green red white blue",
        "white blue green red",
        "blue white red green",
        "red blue green white",
        "blue red white green",
        "white green blue red",
        "green white red blue",
    ];
    for (exif, expected) in (1..).zip(upright) {
        let orientation = Orientation::from_exif(exif).unwrap();
        for (index, file) in files(&fields(), orientation).into_iter().enumerate() {
            let case = format!("orientation {exif}, file {index}");
            let picture = Picture::read(file).unwrap();
            let size = if exif < 5 { (48, 32) } else { (32, 48) };
            assert_eq!((picture.width(), picture.height()), size, "{case}");

            let preview = picture.preview().unwrap();
            assert_eq!(decode(&preview).dimensions(), size, "{case}");
            assert_eq!(name_fields(&preview), expected, "{case}, preview");
            let avatar = picture.crop(picture.central_crop()).unwrap();
            assert_eq!(name_fields(&avatar.large), expected, "{case}, large");
            assert_eq!(name_fields(&avatar.small), expected, "{case}, small");
        }
    }
}

#[test]
fn nothing_but_pixels_is_passed_on() {
    let mut files = files(&fields(), Orientation::NoTransforms).to_vec();
    // Comments, and Adobe's XMP, as well.
    let mut commented = files[0][..2].to_vec();
    for (marker, start) in [(0xFE, ""), (0xE1, "http://ns.adobe.com/xap/1.0/\0")] {
        commented.extend([
            0xFF,
            marker,
            0,
            u8::try_from(2 + start.len() + PLACE.len()).unwrap(),
        ]);
        commented.extend([start, PLACE].concat().as_bytes());
    }
    commented.extend(&files[0][2..]);
    files.push(commented);
    for (index, file) in files.into_iter().enumerate() {
        assert!(says_the_place(&file), "file {index} is a good test");
        let picture = Picture::read(file).unwrap();
        let avatar = picture.crop(picture.central_crop()).unwrap();
        for EncodedImage { bytes, .. } in [avatar.large, avatar.small, picture.preview().unwrap()] {
            assert!(!says_the_place(&bytes), "file {index} passes it on");
            assert!(
                !bytes.windows(4).any(|part| part == b"Exif"),
                "file {index} keeps Exif"
            );
        }
    }
}

fn says_the_place(file: &[u8]) -> bool {
    file.windows(PLACE.len())
        .any(|part| part == PLACE.as_bytes())
}

#[test]
fn colours_of_another_space_become_those_of_the_web() {
    let picture = RgbImage::from_pixel(64, 64, Rgb([200, 100, 50]));
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    let (mut png, mut jpeg) = (Vec::new(), Vec::new());
    write_with_profile(PngEncoder::new(&mut png), &picture, &profile);
    write_with_profile(
        JpegEncoder::new_with_quality(&mut jpeg, 100),
        &picture,
        &profile,
    );
    for file in [png, jpeg] {
        let picture = Picture::read(file).unwrap();
        let large = picture.crop(picture.central_crop()).unwrap().large;
        // Computed from the two spaces' primaries, by hand.
        let seen = decode(&large).get_pixel(256, 256).0;
        for (channel, expected) in seen.into_iter().zip([215_u8, 93, 31]) {
            assert!(channel.abs_diff(expected) <= 4, "{seen:?}");
        }
    }
}

#[test]
fn a_profile_that_is_none_is_left_aside() {
    let mut png = Vec::new();
    write_with_profile(
        PngEncoder::new(&mut png),
        &fields(),
        b"nothing like a profile",
    );
    let picture = Picture::read(png).unwrap();
    assert_eq!(name_fields(&picture.preview().unwrap()), super::FIELDS);
}

fn write_with_profile(mut encoder: impl ImageEncoder, picture: &RgbImage, profile: &[u8]) {
    encoder.set_icc_profile(profile.to_vec()).unwrap();
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, image::ExtendedColorType::Rgb8)
        .unwrap();
}
