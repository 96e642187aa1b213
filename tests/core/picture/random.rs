//! Bytes that nobody thought of: an avatar of exactly the right size, or an error; never a panic.

use image::ImageFormat;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use roster_core::picture::Avatar;

use super::{decode, encode, fields, fixture, make_avatar};

/// The same cases in every run: a failure is somebody's change, and not bad luck.
pub(super) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A file of each kind that the decoders treat in its own way.
pub(super) fn good_files() -> Vec<Vec<u8>> {
    let formats = [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
    ];
    let mut files: Vec<_> = formats.map(|format| encode(fields(), format)).into();
    let fixtures = [
        "animated.webp",
        "cmyk.jpg",
        "interlaced.gif",
        "interlaced.png",
        "lossy-transparent.webp",
        "lossy.webp",
        "progressive.jpg",
        "restarts.jpg",
        "rle.bmp",
    ];
    files.extend(fixtures.map(fixture));
    files
}

fn check(avatar: &Avatar) {
    assert_eq!(decode(&avatar.large).dimensions(), (512, 512));
    assert_eq!(decode(&avatar.small).dimensions(), (96, 96));
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn random_bytes_are_no_picture(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(make_avatar(bytes).is_err());
    }

    #[test]
    fn random_bytes_behind_a_good_beginning(
        file in prop::sample::select(good_files()),
        cut: prop::sample::Index,
        rest in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let mut bytes = file[..cut.index(file.len())].to_vec();
        bytes.extend(rest);
        if let Ok(avatar) = make_avatar(bytes) {
            check(&avatar);
        }
    }

    #[test]
    fn good_files_with_a_few_bytes_changed(
        file in prop::sample::select(good_files()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = file;
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(avatar) = make_avatar(bytes) {
            check(&avatar);
        }
    }
}
