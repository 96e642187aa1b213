//! Any bytes: a picture that can be shown and cropped, or an error; never a panic, never more than the memory allowed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use roster_core::picture::{Crop, Picture};

fuzz_target!(|input: (u8, u8, u8, u8, &[u8])| {
    let (x, y, side, turns, bytes) = input;
    let Ok(picture) = Picture::read(bytes.to_vec()) else {
        return;
    };
    // Most of the work of a large picture is the same for all its bytes.
    if u64::from(picture.width()) * u64::from(picture.height()) > 1 << 20 {
        return;
    }
    let previewed = picture.preview();
    let cropped = picture.crop(picture.central_crop());
    assert_eq!(
        previewed.is_ok(),
        cropped.is_ok(),
        "damage is found wherever it is"
    );

    let short = f64::from(picture.width().min(picture.height()));
    let part = |byte: u8| f64::from(byte) / 256.0 * short;
    let _ = picture.crop(Crop {
        x: part(x),
        y: part(y),
        side: part(side),
        turns,
    });
});
