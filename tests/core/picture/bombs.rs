//! Files that cost their sender little and their reader as much as can be.

use std::borrow::Cow;

use gif::{Encoder as GifEncoder, Frame};
use image::{GrayImage, ImageFormat};
use png::{BitDepth, ColorType, Encoder, Info};

use super::{encode, fixture};

/// Pixels along the side of a hundred megapixels.
const SIDE: u16 = 10_000;

/// All of them, by name.
pub(super) const NAMES: [&str; 20] = [
    "png-grey",
    "png-sixteen",
    "png-one-bit",
    "png-interlaced",
    "png-profile",
    "png-chunks",
    "png-endless-exif",
    "jpeg-grey",
    "jpeg-scans",
    "jpeg-scans-of-colours",
    "jpeg-tables",
    "jpeg-profile",
    "gif-full",
    "gif-frames",
    "gif-large-frames",
    "bmp-run-length",
    "bmp-empty",
    "webp-frames",
    "webp-alpha",
    "webp-lossless",
];

/// The file of that name.
pub(super) fn make(name: &str) -> Vec<u8> {
    match name {
        "png-grey" => png_of(ColorType::Grayscale, BitDepth::Eight, SIDE),
        "png-sixteen" => png_of(ColorType::Rgba, BitDepth::Sixteen, SIDE),
        "png-one-bit" => png_of(ColorType::Grayscale, BitDepth::One, SIDE),
        "png-interlaced" => png_interlaced(),
        "png-profile" => png_with_profile(),
        "png-chunks" => png_with_chunks(),
        "png-endless-exif" => png_with_exif(),
        "jpeg-grey" => jpeg_grey(),
        "jpeg-scans" => jpeg_scans(&[1]),
        "jpeg-scans-of-colours" => jpeg_scans(&[1, 2, 3]),
        "jpeg-tables" => jpeg_with_tables(),
        "jpeg-profile" => jpeg_with_profile(),
        "gif-full" => gif_of(SIDE, SIDE, 1),
        "gif-frames" => gif_of(1, 1, 200_000),
        "gif-large-frames" => gif_of(4000, 4000, 300),
        "bmp-run-length" => bmp_run_length(),
        "bmp-empty" => bmp_without_pixels(),
        "webp-frames" => webp_with_frames(),
        "webp-alpha" => webp_claiming_size(),
        "webp-lossless" => webp_lossless(),
        _ => panic!("{name} is no name"),
    }
}

fn png_of(colour: ColorType, depth: BitDepth, height: u16) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, SIDE.into(), height.into());
    encoder.set_color(colour);
    encoder.set_depth(depth);
    let row = vec![0; colour.samples() * usize::from(SIDE) * depth as usize / 8];
    let mut writer = encoder.write_header().unwrap();
    let mut stream = writer.stream_writer().unwrap();
    for _ in 0..height {
        std::io::Write::write_all(&mut stream, &row).unwrap();
    }
    stream.finish().unwrap();
    drop(writer);
    file
}

/// Nothing writes interlaced files; but rows of nothing are alike in both orders, if there are enough of them.
fn png_interlaced() -> Vec<u8> {
    let mut file = png_of(ColorType::Rgba, BitDepth::Sixteen, SIDE + 100);
    file[20..24].copy_from_slice(&u32::from(SIDE).to_be_bytes());
    file[28] = 1;
    let sum = crc(&file[12..29]);
    file[29..33].copy_from_slice(&sum.to_be_bytes());
    file
}

/// A colour profile of 64 MB in 64 kB.
fn png_with_profile() -> Vec<u8> {
    let mut file = Vec::new();
    let mut info = Info::with_size(8, 8);
    info.icc_profile = Some(Cow::Owned(vec![0; 64 << 20]));
    let encoder = Encoder::with_info(&mut file, info).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[0; 64]).unwrap();
    drop(writer);
    file
}

fn png_with_chunks() -> Vec<u8> {
    let file = encode(GrayImage::new(8, 8), ImageFormat::Png);
    let many = chunk(*b"prVt", b"").repeat(1_000_000);
    [&file[..33], &many, &file[33..]].concat()
}

/// A directory that is its own next one, with as many entries as can be.
fn png_with_exif() -> Vec<u8> {
    let file = encode(GrayImage::new(8, 8), ImageFormat::Png);
    let mut exif = b"II*\0\x08\0\0\0\xFF\xFF".to_vec();
    exif.extend(b"\x69\x87\x04\0\xFF\xFF\xFF\x7F\x08\0\0\0".repeat(65_535));
    exif.extend([8, 0, 0, 0]);
    [&file[..33], &chunk(*b"eXIf", &exif), &file[33..]].concat()
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap();
    let body = [&kind[..], data].concat();
    let sum = crc(&body);
    [&length.to_be_bytes()[..], &body, &sum.to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(sum & 1))
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// A segment of a JPEG file.
fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap();
    [&[0xFF, marker][..], &length.to_be_bytes(), data].concat()
}

/// A frame header of the greatest size, for these components, none of them coarser than another.
fn frame(marker: u8, components: &[u8]) -> Vec<u8> {
    let [high, low] = SIDE.to_be_bytes();
    let count = u8::try_from(components.len()).unwrap();
    let mut data = vec![8, high, low, high, low, count];
    data.extend(components.iter().flat_map(|id| [*id, 0x11, 0]));
    segment(marker, &data)
}

fn scan_header(components: &[u8], band: [u8; 2], bits: u8) -> Vec<u8> {
    let mut data = vec![u8::try_from(components.len()).unwrap()];
    data.extend(components.iter().flat_map(|id| [*id, 0]));
    data.extend(band);
    data.push(bits);
    segment(0xDA, &data)
}

/// A table with one code of one bit, which means this.
fn one_code(class: u8, symbol: u8) -> Vec<u8> {
    let mut data = vec![class << 4, 1];
    data.extend([0; 15]);
    data.push(symbol);
    segment(0xC4, &data)
}

/// What comes before the frame.
fn jpeg_start() -> Vec<u8> {
    [
        &[0xFF, 0xD8][..],
        &segment(0xDB, &[&[0][..], &[1; 64]].concat()),
    ]
    .concat()
}

const BLOCKS: usize = (SIDE as usize / 8) * (SIDE as usize / 8);

/// One scan of two bits a block.
fn jpeg_grey() -> Vec<u8> {
    let header = [
        jpeg_start(),
        frame(0xC0, &[1]),
        one_code(0, 0),
        one_code(1, 0),
        scan_header(&[1], [0, 63], 0),
    ];
    let mut file = header.concat();
    file.resize(file.len() + BLOCKS / 4 + 1, 0);
    file.extend([0xFF, 0xD9]);
    file
}

/// A hundred scans, each of a run of nothing as long as the picture.
fn jpeg_scans(components: &[u8]) -> Vec<u8> {
    let mut file = [
        jpeg_start(),
        frame(0xC2, components),
        one_code(0, 0),
        one_code(1, 0xE0),
        scan_header(components, [0, 0], 0x0D),
    ]
    .concat();
    file.resize(file.len() + BLOCKS * components.len() / 8 + 1, 0);
    for number in 0..99 {
        let component = components[number % components.len()];
        file.extend(scan_header(&[component], [1, 63], 0x0D));
        // Each fifteen bits of nothing stand for 16,384 blocks.
        file.resize(file.len() + BLOCKS / 16_384 * 15 / 8 + 16, 0);
    }
    file.extend([0xFF, 0xD9]);
    file
}

fn jpeg_with_tables() -> Vec<u8> {
    let file = encode(GrayImage::new(8, 8), ImageFormat::Jpeg);
    let tables = one_code(1, 0).repeat(800_000);
    [&file[..2], &tables, &file[2..]].concat()
}

/// All parts of a profile as large as they can be, and each more often than it may be.
fn jpeg_with_profile() -> Vec<u8> {
    let file = encode(GrayImage::new(8, 8), ImageFormat::Jpeg);
    let part = |number: u8| {
        let data = [&b"ICC_PROFILE\0"[..], &[number, 255], &vec![0; 60_000]].concat();
        segment(0xE2, &data)
    };
    let parts: Vec<u8> = (1..=255).chain(1..=70).flat_map(part).collect();
    [&file[..2], &parts, &file[2..]].concat()
}

fn gif_of(width: u16, height: u16, frames: usize) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = GifEncoder::new(&mut file, width, height, &[0, 0, 0, 255, 255, 255]).unwrap();
    let pixels = vec![0; usize::from(width) * usize::from(height)];
    let mut frame = Frame::from_indexed_pixels(width, height, pixels, None);
    frame.make_lzw_pre_encoded();
    for _ in 0..frames {
        encoder.write_lzw_pre_encoded_frame(&frame).unwrap();
    }
    drop(encoder);
    file
}

/// The start of a bitmap of the greatest size, with a palette of two colours.
fn bmp_start(bits: u8, compression: u8) -> Vec<u8> {
    let mut file = b"BM\0\0\0\0\0\0\0\0\x3E\0\0\0\x28\0\0\0".to_vec();
    file.extend(u32::from(SIDE).to_le_bytes());
    file.extend(u32::from(SIDE).to_le_bytes());
    file.extend([1, 0, bits, 0, compression, 0, 0, 0]);
    file.extend([0; 12]);
    file.extend([2, 0, 0, 0, 0, 0, 0, 0]);
    file.extend([0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0]);
    file
}

/// Rows of 255 pixels in two bytes, each ended by hand.
fn bmp_run_length() -> Vec<u8> {
    let row = [[255, 1].repeat(usize::from(SIDE) / 255), vec![55, 1, 0, 0]].concat();
    let mut file = bmp_start(8, 1);
    for _ in 0..SIDE {
        file.extend(&row);
    }
    file.extend([0, 1]);
    file
}

/// It ends before it begins.
fn bmp_without_pixels() -> Vec<u8> {
    let mut file = bmp_start(8, 1);
    file.extend([0, 1]);
    file
}

fn riff(chunks: &[u8]) -> Vec<u8> {
    let length = u32::try_from(chunks.len() + 4).unwrap();
    [&b"RIFF"[..], &length.to_le_bytes(), b"WEBP", chunks].concat()
}

/// The frames of a short film, again and again.
fn webp_with_frames() -> Vec<u8> {
    let film = fixture("animated.webp");
    let first = film.windows(4).position(|kind| kind == b"ANMF").unwrap();
    let frames = film[first..].repeat((18 << 20) / (film.len() - first));
    riff(&[&film[12..first], &frames[..]].concat())
}

/// A canvas of 4,096 pixels squared around a picture that is small.
fn webp_claiming_size() -> Vec<u8> {
    let mut file = fixture("lossy-transparent.webp");
    let size = file.windows(4).position(|kind| kind == b"VP8X").unwrap() + 12;
    file[size..size + 6].copy_from_slice(&[0xFF, 0x0F, 0, 0xFF, 0x0F, 0]);
    file
}

/// Forty million pixels, all alike.
fn webp_lossless() -> Vec<u8> {
    let picture = image::RgbaImage::new(6300, 6300);
    encode(picture, ImageFormat::WebP)
}
