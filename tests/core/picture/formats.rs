//! Every format, and most of what it can be inside.

use image::codecs::gif::GifEncoder;
use image::{
    DynamicImage, Frame, GrayImage, ImageBuffer, ImageFormat, Luma, Rgba, RgbaImage, imageops,
};
use roster_core::picture::Picture;

use super::{FIELDS, decode, encode, fields, fixture, make_avatar, name_fields};

#[test]
fn every_format_becomes_two_squares() {
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
    ] {
        let avatar = make_avatar(encode(fields(), format)).unwrap();
        for (image, side) in [(&avatar.large, 512), (&avatar.small, 96)] {
            assert_eq!(image.mime, "image/jpeg", "{format:?} has no transparency");
            assert_eq!(decode(image).dimensions(), (side, side), "{format:?}");
            assert_eq!(name_fields(image), FIELDS, "{format:?} at {side} pixels");
        }
    }
}

#[test]
fn what_few_programs_write_is_read_as_well() {
    for file in [
        "progressive.jpg",
        "restarts.jpg",
        "cmyk.jpg",
        "lossy.webp",
        "animated.webp",
        "interlaced.png",
        "interlaced.gif",
        "rle.bmp",
    ] {
        let picture = Picture::read(fixture(file)).unwrap();
        let avatar = picture.crop(picture.central_crop()).unwrap();
        assert_eq!(name_fields(&avatar.large), FIELDS, "{file}");
        assert_eq!(name_fields(&picture.preview().unwrap()), FIELDS, "{file}");
    }
    let avatar = make_avatar(fixture("lossy-transparent.webp")).unwrap();
    assert_eq!(name_fields(&avatar.large), "red green blue nothing");
}

#[test]
fn grey_and_sixteen_bits_become_colours() {
    let ramp = GrayImage::from_fn(64, 64, |x, _| Luma([u8::try_from(x * 4).unwrap()]));
    let deep: ImageBuffer<Luma<u16>, _> =
        ImageBuffer::from_fn(64, 64, |x, _| Luma([u16::try_from(x * 1024).unwrap()]));
    let pictures = [
        encode(ramp.clone(), ImageFormat::Png),
        encode(ramp.clone(), ImageFormat::Jpeg),
        encode(deep.clone(), ImageFormat::Png),
        encode(DynamicImage::from(deep).to_rgb16(), ImageFormat::Png),
        encode(DynamicImage::from(ramp).to_luma_alpha8(), ImageFormat::Png),
    ];
    for (index, file) in pictures.into_iter().enumerate() {
        let large = decode(&make_avatar(file).unwrap().large);
        for (x, grey) in [(128, 62_u8), (256, 126), (384, 190)] {
            let [r, g, b, _] = large.get_pixel(x, 256).0;
            let off = [r, g, b]
                .map(|channel| channel.abs_diff(grey))
                .into_iter()
                .max();
            assert!(
                off < Some(6),
                "picture {index}: {r} {g} {b} at {x} instead of {grey}"
            );
        }
    }
}

#[test]
fn transparency_stays_and_hides_no_colours() {
    // Red to the left; to the right nothing, but with green behind it.
    let picture = RgbaImage::from_fn(900, 900, |x, _| {
        if x < 450 {
            Rgba([255, 0, 0, 255])
        } else {
            Rgba([0, 255, 0, 0])
        }
    });
    let webp = encode(picture.clone(), ImageFormat::WebP);
    for file in [encode(picture, ImageFormat::Png), webp] {
        let avatar = make_avatar(file).unwrap();
        assert_eq!(
            (avatar.large.mime, avatar.small.mime),
            ("image/png", "image/png")
        );
        for image in [avatar.large, avatar.small] {
            let pixels = decode(&image);
            let middle = pixels.height() / 2;
            for x in 0..pixels.width() {
                let [_, green, _, alpha] = pixels.get_pixel(x, middle).0;
                assert!(alpha == 0 || green < 8, "green shines through at {x}");
            }
            assert_eq!(pixels.get_pixel(2, middle).0, [255, 0, 0, 255]);
            assert_eq!(pixels.get_pixel(pixels.width() - 2, middle).0[3], 0);
        }
    }
}

#[test]
fn a_transparency_channel_that_hides_nothing_is_dropped() {
    let opaque = DynamicImage::from(fields()).to_rgba8();
    let avatar = make_avatar(encode(opaque, ImageFormat::Png)).unwrap();
    assert_eq!(avatar.large.mime, "image/jpeg");
}

#[test]
fn an_animation_stands_still_at_its_first_frame() {
    let mut file = Vec::new();
    {
        let mut encoder = GifEncoder::new(&mut file);
        let first = DynamicImage::from(fields()).to_rgba8();
        let second = imageops::rotate180(&first);
        encoder
            .encode_frames([first, second].map(Frame::new))
            .unwrap();
    }
    assert_eq!(name_fields(&make_avatar(file).unwrap().large), FIELDS);
}

#[test]
fn tiny_and_narrow_pictures_are_made_larger() {
    for (width, height) in [(1, 1), (1, 700), (3000, 1), (5, 3)] {
        let picture = imageops::resize(&fields(), width, height, imageops::FilterType::Nearest);
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let picture = Picture::read(encode(picture.clone(), format)).unwrap();
            assert_eq!((picture.width(), picture.height()), (width, height));
            let avatar = picture.crop(picture.central_crop()).unwrap();
            assert_eq!(decode(&avatar.large).dimensions(), (512, 512));
            assert_eq!(decode(&avatar.small).dimensions(), (96, 96));
            assert!(picture.preview().is_ok(), "{width} x {height}");
        }
    }
}

#[test]
fn a_preview_is_whole_and_not_too_long() {
    for (from, to) in [
        ((48, 32), (48, 32)),
        ((2400, 1800), (1600, 1200)),
        ((900, 3200), (450, 1600)),
    ] {
        let picture = imageops::resize(&fields(), from.0, from.1, imageops::FilterType::Nearest);
        for format in [ImageFormat::Jpeg, ImageFormat::Bmp] {
            let preview = Picture::read(encode(picture.clone(), format))
                .unwrap()
                .preview()
                .unwrap();
            assert_eq!(decode(&preview).dimensions(), to, "{format:?} of {from:?}");
            assert_eq!(name_fields(&preview), FIELDS);
        }
    }
}

#[test]
fn the_same_picture_has_the_same_version_and_another_another() {
    let version = |picture| make_avatar(encode(picture, ImageFormat::Png)).unwrap().hash;
    let first = version(fields());
    assert_eq!(first, version(fields()));
    assert_ne!(first, version(imageops::rotate180(&fields())));
    assert!(
        first.len() == 16 && first.bytes().all(|digit| digit.is_ascii_hexdigit()),
        "{first}"
    );
}
