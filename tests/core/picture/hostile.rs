//! Files that are made to fill the memory or to take for ever. That they stay within 512 MB is measured by the
//! benchmark; here they are refused, or done with in little time.

use std::fs::File;
use std::time::{Duration, Instant};

use image::{GrayImage, ImageFormat};
use roster_core::picture::Picture;
use tempfile::TempDir;

use super::{encode, fixture, make_avatar};

/// The beginning of a PNG that says it has this size.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    png::Encoder::new(&mut file, width, height)
        .write_header()
        .unwrap();
    file
}

fn refusal(file: Vec<u8>) -> String {
    Picture::read(file).unwrap_err().to_string()
}

#[test]
fn more_pixels_than_a_hundred_million_are_refused() {
    let too_many = "The picture has 10,000,000,000 pixels; at most 100 million can be read.";
    assert_eq!(refusal(png_header(100_000, 100_000)), too_many);
    let slightly = "The picture has 100,010,000 pixels; at most 100 million can be read.";
    assert_eq!(refusal(png_header(10_001, 10_000)), slightly);

    // The other formats state their size at a known place.
    let mut bmp = encode(GrayImage::new(8, 8), ImageFormat::Bmp);
    bmp[18..26].copy_from_slice(&[0, 0, 1, 0, 0, 0, 1, 0]);
    assert!(refusal(bmp).starts_with("The picture has 4,294,967,296 pixels;"));
    let mut jpeg = fixture("progressive.jpg");
    let frame = jpeg
        .windows(2)
        .position(|marker| marker == [0xFF, 0xC2])
        .unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFF; 4]);
    assert!(refusal(jpeg).starts_with("The picture has 4,294,836,225 pixels;"));
    let mut gif = fixture("interlaced.gif");
    gif[6..10].copy_from_slice(&[0xFF; 4]);
    assert!(refusal(gif).starts_with("The picture has 4,294,836,225 pixels;"));
}

#[test]
fn a_picture_of_one_endless_row_is_refused() {
    let too_long = "The picture is 70,000 pixels long; at most 65,535 can be read.";
    assert_eq!(refusal(png_header(70_000, 1)), too_long);
    assert_eq!(refusal(png_header(1, 70_000)), too_long);
}

#[test]
fn webp_is_read_up_to_forty_million_pixels() {
    // "VP8L", and behind its first byte twice fourteen bits of size less one: 8,192 x 8,192.
    let mut file = b"RIFF\x16\0\0\0WEBPVP8L\x0A\0\0\0\x2F".to_vec();
    file.extend((8191_u32 << 14 | 8191).to_le_bytes());
    file.extend([0; 5]);
    assert_eq!(
        refusal(file),
        "The picture has 67,108,864 pixels; at most 40 million can be read of a WebP."
    );
}

#[test]
fn a_webp_whose_codec_states_another_size_is_damaged() {
    let mut file = fixture("lossy.webp");
    let size = file
        .windows(3)
        .position(|magic| magic == [0x9D, 0x01, 0x2A])
        .unwrap()
        + 3;
    let container = b"VP8X\x0A\0\0\0\0\0\0\0\x2F\0\0\x1F\0\0";
    file[size..size + 4].copy_from_slice(&[0xFF, 0x3F, 0xFF, 0x3F]);
    file.splice(12..12, *container);
    let length = u32::try_from(file.len() - 8).unwrap();
    file[4..8].copy_from_slice(&length.to_le_bytes());
    let refused = make_avatar(file).unwrap_err().to_string();
    assert_eq!(
        refused,
        "The picture is damaged: its parts do not fit together."
    );
}

#[test]
fn more_bytes_than_twenty_megabytes_are_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("large.png");
    let file = File::create(&path).unwrap();
    file.set_len(30 << 20).unwrap();
    let refused = "The file has 30.0 MB; at most 20 MB can be read.";
    assert_eq!(Picture::open(&path).unwrap_err().to_string(), refused);
    assert_eq!(refusal(vec![0xFF; 30 << 20]), refused);
    let slightly = "The file has 20.1 MB; at most 20 MB can be read.";
    assert_eq!(refusal(vec![0xFF; (20 << 20) + 1]), slightly);
}

#[test]
fn a_picture_without_pixels_is_refused() {
    let mut gif = fixture("interlaced.gif");
    gif[6..10].copy_from_slice(&[0; 4]);
    assert_eq!(refusal(gif), "The picture has no pixels.");
}

#[test]
fn a_hundred_thousand_scans_are_not_walked_through() {
    // Each costs a walk over all blocks, in fewer than thirty bytes.
    let file = fixture("progressive.jpg");
    let last = file
        .windows(2)
        .rposition(|marker| marker == [0xFF, 0xDA])
        .unwrap();
    let (start, end) = (file[..last].to_vec(), &file[last..file.len() - 2]);
    let many = [start, end.repeat(100_000)].concat();
    let begun = Instant::now();
    let refused = make_avatar(many).unwrap_err().to_string();
    assert_eq!(
        refused,
        "This is a rare kind of picture (JPEG in more than a hundred scans), which Roster cannot read. Save it anew as an \
         ordinary JPEG or PNG."
    );
    assert!(begun.elapsed() < Duration::from_secs(10));
}
