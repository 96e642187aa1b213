//! `avatar ...`.

use std::io::Cursor;
use std::path::Path;

use image::{ImageFormat, Rgb, RgbImage};
use serde_json::json;

use crate::harness::{Outcome, PERSON_KEYS, Sandbox, keys, sorted};

const RED: Rgb<u8> = Rgb([200, 20, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 200]);

/// Red on the left half and blue on the right.
fn two_colours(format: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(800, 400, |x, _| if x < 400 { RED } else { BLUE });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn set(sandbox: &Sandbox, file: &Path, flags: &[&str]) -> Outcome {
    let mut words = vec!["--json", "avatar", "set", "grace", file.to_str().unwrap()];
    words.extend(flags);
    sandbox.run(&words)
}

/// Both sizes as they come out, decoded.
fn get(sandbox: &Sandbox) -> [RgbImage; 2] {
    ["512", "96"].map(|size| {
        let outcome = sandbox
            .run(&["avatar", "get", "grace", "--size", size, "--out", "-"])
            .succeeds();
        assert_eq!(outcome.stderr, "");
        let picture = image::load_from_memory(&outcome.stdout).unwrap().to_rgb8();
        let side: u32 = size.parse().unwrap();
        assert_eq!(picture.dimensions(), (side, side));
        picture
    })
}

fn is_like(pixel: Rgb<u8>, colour: Rgb<u8>) -> bool {
    pixel
        .0
        .iter()
        .zip(colour.0)
        .all(|(a, b)| a.abs_diff(b) < 40)
}

#[test]
fn every_format_becomes_a_square() {
    let sandbox = Sandbox::prepared();
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
    ] {
        // By its content, not by its name.
        let file = sandbox.write("picture.txt", &two_colours(format));
        let person = set(&sandbox, &file, &[]).succeeds().json();
        assert_eq!(keys(&person), sorted(PERSON_KEYS));
        assert_eq!(person["has_avatar"], true, "{format:?}");
        for picture in get(&sandbox) {
            let side = picture.width();
            assert!(
                is_like(*picture.get_pixel(side / 4, side / 2), RED),
                "{format:?}: the middle, its left half"
            );
            assert!(
                is_like(*picture.get_pixel(side * 3 / 4, side / 2), BLUE),
                "{format:?}: the middle, its right half"
            );
        }
    }
}

#[test]
fn a_crop_chooses_the_square() {
    let sandbox = Sandbox::prepared();
    let file = sandbox.write("picture.png", &two_colours(ImageFormat::Png));
    set(&sandbox, &file, &["--crop", "500,50,300"]).succeeds();
    for picture in get(&sandbox) {
        assert!(picture.pixels().all(|pixel| is_like(*pixel, BLUE)));
    }
    for outside in ["700,0,200", "0,0,401", "800,400,1"] {
        let error = set(&sandbox, &file, &["--crop", outside]).refused().error();
        assert_eq!(error["code"], "picture", "{outside}");
    }
}

#[test]
fn what_is_no_picture_is_told_and_the_old_one_stays() {
    let sandbox = Sandbox::prepared();
    let good = sandbox.write("good.png", &two_colours(ImageFormat::Png));
    set(&sandbox, &good, &[]).succeeds();
    let before = get(&sandbox);
    let png = two_colours(ImageFormat::Png);
    let bad = [
        sandbox.write("text.png", b"this is no picture"),
        sandbox.write("empty.png", b""),
        sandbox.write("half.png", &png[..png.len() / 2]),
        sandbox.write("large.png", &vec![0; (20 << 20) + 1]),
        sandbox.path("missing.png"),
        sandbox.path("data"),
    ];
    for file in bad {
        let error = set(&sandbox, &file, &[]).refused().error();
        assert_eq!(error["code"], "picture", "{file:?}");
        assert_eq!(keys(&error), ["code", "message"], "{file:?}");
        assert!(
            error["message"].as_str().unwrap().ends_with('.'),
            "{error} is a sentence"
        );
    }
    assert!(get(&sandbox) == before, "the old picture stays");
}

#[test]
fn a_picture_is_written_beside_and_moved_into_place() {
    let sandbox = Sandbox::prepared();
    let picture = sandbox.write("picture.png", &two_colours(ImageFormat::Png));
    set(&sandbox, &picture, &[]).succeeds();
    let folder = sandbox.path("out");
    let file = sandbox.write("out/grace.jpg", b"what was there before");
    let name = file.to_str().unwrap();
    let written = sandbox
        .run(&["--json", "avatar", "get", "grace", "--out", name])
        .succeeds()
        .json();
    let bytes = std::fs::read(&file).unwrap();
    assert_eq!(keys(&written), ["bytes", "file", "mime"]);
    assert_eq!(
        (&written["bytes"], &written["file"]),
        (&json!(bytes.len()), &json!(name))
    );
    assert!(["image/jpeg", "image/png"].contains(&written["mime"].as_str().unwrap()));
    assert_eq!(
        image::load_from_memory(&bytes).unwrap().width(),
        512,
        "the large one by default"
    );
    assert_eq!(
        std::fs::read_dir(&folder).unwrap().count(),
        1,
        "nothing else is left behind"
    );

    for (out, part) in [
        ("missing/folder/x.jpg", "missing"),
        ("out", "can’t be written"),
    ] {
        let out = sandbox.path(out);
        let words = ["avatar", "get", "grace", "--out", out.to_str().unwrap()];
        sandbox.run(&words).refused().says(part);
    }
    assert_eq!(
        std::fs::read_dir(&folder).unwrap().count(),
        1,
        "nor after a failure"
    );
}

#[test]
fn a_removed_picture_is_gone() {
    let sandbox = Sandbox::prepared();
    let picture = sandbox.write("picture.png", &two_colours(ImageFormat::Png));
    set(&sandbox, &picture, &[]).succeeds();
    let person = sandbox
        .run(&["--json", "avatar", "remove", "grace"])
        .succeeds()
        .json();
    assert_eq!(person["has_avatar"], false);
    let error = sandbox
        .run(&["--json", "avatar", "get", "grace", "--out", "-"])
        .refused()
        .error();
    assert_eq!(
        error,
        json!({"code": "not_found", "message": "Grace Hopper has no picture."})
    );
    sandbox.run(&["avatar", "remove", "grace"]).succeeds();
}

#[test]
fn nobody_unknown_has_a_picture() {
    let sandbox = Sandbox::prepared();
    let picture = sandbox.write("picture.png", &two_colours(ImageFormat::Png));
    for words in [
        &["avatar", "set", "nobody", picture.to_str().unwrap()][..],
        &["avatar", "get", "nobody", "--out", "-"],
        &["avatar", "remove", "nobody"],
    ] {
        sandbox.run(words).refused().says("nobody");
    }
}
