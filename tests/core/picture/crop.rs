//! The square that is cut out.

use image::{ImageFormat, imageops};
use proptest::prelude::*;
use roster_core::picture::{Crop, Picture, PictureError};

use super::{encode, fields, name_fields};

/// Pictures of 96 x 64 pixels with fields of 48 x 32, in formats that are decoded in different ways.
fn pictures() -> [Picture; 3] {
    let large = imageops::resize(&fields(), 96, 64, imageops::FilterType::Nearest);
    [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Bmp]
        .map(|format| Picture::read(encode(large.clone(), format)).unwrap())
}

#[test]
fn the_middle_is_cut_out_when_nobody_chooses() {
    let [picture, ..] = pictures();
    let central = Crop {
        x: 16.0,
        y: 0.0,
        side: 64.0,
        turns: 0,
    };
    assert_eq!(picture.central_crop(), central);
}

#[test]
fn each_field_can_be_cut_out_alone() {
    for picture in pictures() {
        for (x, y, colour) in [
            (8.0, 0.0, "red"),
            (56.5, 0.25, "green"),
            (0.0, 32.0, "blue"),
            (64.0, 32.0, "white"),
        ] {
            let crop = Crop {
                x,
                y,
                side: 31.5,
                turns: 0,
            };
            let avatar = picture.crop(crop).unwrap();
            assert_eq!(
                name_fields(&avatar.large),
                [colour; 4].join(" "),
                "{picture:?} {crop:?}"
            );
        }
    }
}

#[test]
fn turns_come_before_the_square_is_cut_out() {
    let expected = [
        "red green blue white",
        "blue red white green",
        "white blue green red",
        "green white red blue",
    ];
    for picture in pictures() {
        for turns in 0..8 {
            // The middle of a picture that lies, and of one that stands.
            let (x, y) = if turns % 2 == 0 {
                (16.0, 0.0)
            } else {
                (0.0, 16.0)
            };
            let avatar = picture
                .crop(Crop {
                    x,
                    y,
                    side: 64.0,
                    turns,
                })
                .unwrap();
            assert_eq!(
                name_fields(&avatar.large),
                expected[usize::from(turns % 4)],
                "{picture:?}, {turns} turns"
            );

            // A quarter turn takes blue, below on the left, above on the left.
            let corner = picture
                .crop(Crop {
                    x: 0.0,
                    y: 0.0,
                    side: 30.0,
                    turns,
                })
                .unwrap();
            let first = expected[usize::from(turns % 4)].split(' ').next().unwrap();
            assert_eq!(
                name_fields(&corner.large),
                [first; 4].join(" "),
                "{picture:?}, {turns} turns"
            );
        }
    }
}

#[test]
fn a_square_outside_the_picture_is_refused() {
    let [picture, ..] = pictures();
    let crop = |x, y, side, turns| picture.crop(Crop { x, y, side, turns });
    for (x, y, side) in [
        (33.0, 0.0, 64.0),
        (0.0, -2.0, 10.0),
        (0.0, 0.0, 65.0),
        (f64::NAN, 0.0, 10.0),
        (0.0, 0.0, f64::NAN),
        (0.0, f64::INFINITY, 10.0),
    ] {
        let refused = crop(x, y, side, 0).unwrap_err();
        assert!(
            matches!(refused, PictureError::CropOutside),
            "{x} {y} {side}: {refused}"
        );
    }
    assert!(crop(32.0, 0.0, 64.0, 0).is_ok(), "at the right edge");
    assert!(
        crop(32.0, 0.0, 64.0, 1).is_err(),
        "a turned picture has its edge elsewhere"
    );
    assert!(
        crop(32.000_01, -0.000_01, 64.0, 0).is_ok(),
        "a rounding error is none"
    );
    for side in [0.0, 0.99, -5.0] {
        let refused = crop(5.0, 5.0, side, 0).unwrap_err();
        assert!(
            matches!(refused, PictureError::CropTooSmall),
            "{side}: {refused}"
        );
    }
}

#[test]
fn a_crop_comes_from_the_page_as_json() {
    let crop: Crop = serde_json::from_str(r#"{"x": 1.5, "y": 2, "side": 30, "turns": 3}"#).unwrap();
    assert_eq!(
        crop,
        Crop {
            x: 1.5,
            y: 2.0,
            side: 30.0,
            turns: 3
        }
    );
    for bad in [
        r#"{"x": 1, "y": 2, "side": null, "turns": 0}"#,
        r#"{"x": 1, "y": 2, "side": 3, "turns": -1}"#,
    ] {
        assert!(serde_json::from_str::<Crop>(bad).is_err(), "{bad}");
    }
}

proptest! {
    #![proptest_config(super::random::config(32))]

    /// Every square inside is cut out where it is: its colours are those of the fields it lies on.
    #[test]
    fn any_square_shows_what_it_covers(
        side in 4.0..64.0_f64,
        x in 0.0..1.0_f64,
        y in 0.0..1.0_f64,
        format in 0..3_usize,
    ) {
        let picture = &pictures()[format];
        let (x, y) = (x * (96.0 - side), y * (64.0 - side));
        let avatar = picture.crop(Crop { x, y, side, turns: 0 }).unwrap();
        let seen = name_fields(&avatar.large);
        // Looked at an eighth from each corner, where the fields' edges may blur.
        for ((u, v), seen) in [(1.0, 1.0), (7.0, 1.0), (1.0, 7.0), (7.0, 7.0)].into_iter().zip(seen.split(' ')) {
            let (u, v) = (x + u / 8.0 * side, y + v / 8.0 * side);
            if (u - 48.0).abs() > 3.0 && (v - 32.0).abs() > 3.0 {
                let expected = match (u < 48.0, v < 32.0) {
                    (true, true) => "red",
                    (false, true) => "green",
                    (true, false) => "blue",
                    (false, false) => "white",
                };
                prop_assert_eq!(seen, expected, "at {} {}", u, v);
            }
        }
    }
}
