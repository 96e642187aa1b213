//! WebP. The decoder knows neither rows nor windows and takes up to ten bytes for each pixel, so fewer are read than of
//! the other formats: a hundred megapixels would take 1 GB and three seconds.
//!
//! The container is read here, for two reasons: the decoder believes the size that the codec's own header states, which
//! may be another one than was checked, and it would draw an animation's first frame in three more copies.

use std::io::Cursor;

use image::codecs::webp::WebPDecoder;

use super::{Header, average_image};
use crate::picture::canvas::{Averager, Canvas, Window};
use crate::picture::error::PictureError;

/// As many as fit into 450 MB if the picture is lossy and transparent.
const MOST_MEGAPIXELS: u64 = 40;

/// A part of the container.
#[derive(Clone, Copy)]
struct Chunk<'a> {
    name: [u8; 4],
    data: &'a [u8],
}

/// The picture in the file: the whole one, or the first frame of an animation.
struct Still<'a> {
    left: usize,
    top: usize,
    /// Pixels across and down.
    size: (usize, usize),
    alpha: Option<Chunk<'a>>,
    image: Chunk<'a>,
}

pub(super) fn read_header(bytes: &[u8]) -> Result<Header, PictureError> {
    let chunks = read_file(bytes)?;
    let (width, height) = read_size(&chunks)?;
    let pixels = width as u64 * height as u64;
    if pixels > MOST_MEGAPIXELS * 1_000_000 {
        return Err(PictureError::TooManyPixels {
            pixels,
            most_millions: MOST_MEGAPIXELS,
            of: Some("a WebP"),
        });
    }
    let exif = find(&chunks, *b"EXIF")
        .map(|exif| exif.data.strip_prefix(b"Exif\0\0").unwrap_or(exif.data));
    let profile = find(&chunks, *b"ICCP").map(|profile| profile.data.to_vec());
    Ok(Header::upright(width, height).with_metadata(exif, profile))
}

pub(super) fn decode(bytes: &[u8], window: &Window) -> Result<Canvas, PictureError> {
    let chunks = read_file(bytes)?;
    let size = read_size(&chunks)?;
    let still = Still::find(&chunks, size)?;
    let decoder = WebPDecoder::new(Cursor::new(still.as_file()))?;
    let mut averager = Averager::new(window, still.size != size || still.has_alpha());
    average_image(decoder, (still.left, still.top), &mut averager)?;
    Ok(averager.finish())
}

fn read_file(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, PictureError> {
    let length = number(bytes.get(4..8).ok_or(PictureError::EndsEarly)?);
    read_chunks(bytes.get(12..length + 8).ok_or(PictureError::EndsEarly)?)
}

fn read_chunks(mut bytes: &[u8]) -> Result<Vec<Chunk<'_>>, PictureError> {
    let mut chunks = Vec::new();
    while let Some((&[n0, n1, n2, n3, ref length @ ..], rest)) = bytes.split_first_chunk::<8>() {
        let length = number(length);
        let data = rest.get(..length).ok_or(PictureError::EndsEarly)?;
        chunks.push(Chunk {
            name: [n0, n1, n2, n3],
            data,
        });
        // Chunks begin at even places.
        bytes = rest.get(length.next_multiple_of(2)..).unwrap_or_default();
    }
    Ok(chunks)
}

fn find<'a>(chunks: &[Chunk<'a>], name: [u8; 4]) -> Option<Chunk<'a>> {
    chunks.iter().find(|chunk| chunk.name == name).copied()
}

/// The size of the picture, which the first chunk states.
fn read_size(chunks: &[Chunk<'_>]) -> Result<(usize, usize), PictureError> {
    let first = chunks.first().ok_or(PictureError::EndsEarly)?;
    match (&first.name, first.data) {
        (b"VP8X", &[_, _, _, _, w0, w1, w2, h0, h1, h2, ..]) => {
            Ok((number(&[w0, w1, w2]) + 1, number(&[h0, h1, h2]) + 1))
        }
        _ => first.image_size(),
    }
}

impl Chunk<'_> {
    /// The size that the codec's header states.
    fn image_size(&self) -> Result<(usize, usize), PictureError> {
        match (&self.name, self.data) {
            (b"VP8 ", &[_, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1, ..]) => {
                Ok((number(&[w0, w1]) & 0x3FFF, number(&[h0, h1]) & 0x3FFF))
            }
            (b"VP8L", [0x2F, sides @ ..]) => {
                let sides = number(sides.get(..4).ok_or(PictureError::EndsEarly)?);
                Ok(((sides & 0x3FFF) + 1, (sides >> 14 & 0x3FFF) + 1))
            }
            _ => Err(PictureError::Damaged),
        }
    }
}

impl<'a> Still<'a> {
    fn find(chunks: &[Chunk<'a>], size: (usize, usize)) -> Result<Self, PictureError> {
        let Some(frame) = find(chunks, *b"ANMF") else {
            return Self::new(chunks, 0, 0, size);
        };
        let (header, parts) = frame
            .data
            .split_at_checked(16)
            .ok_or(PictureError::EndsEarly)?;
        let field = |place: usize| number(&header[place..place + 3]);
        let (left, top) = (field(0) * 2, field(3) * 2);
        let (width, height) = (field(6) + 1, field(9) + 1);
        if left + width > size.0 || top + height > size.1 {
            return Err(PictureError::Damaged);
        }
        Self::new(&read_chunks(parts)?, left, top, (width, height))
    }

    fn new(
        chunks: &[Chunk<'a>],
        left: usize,
        top: usize,
        size: (usize, usize),
    ) -> Result<Self, PictureError> {
        let image = find(chunks, *b"VP8 ")
            .or(find(chunks, *b"VP8L"))
            .ok_or(PictureError::EndsEarly)?;
        if image.image_size()? != size {
            return Err(PictureError::Damaged);
        }
        let alpha = find(chunks, *b"ALPH").filter(|_| image.name == *b"VP8 ");
        Ok(Self {
            left,
            top,
            size,
            alpha,
            image,
        })
    }

    fn has_alpha(&self) -> bool {
        // The lossless codec has a bit for it in its header.
        self.alpha.is_some()
            || self.image.name == *b"VP8L"
                && self.image.data.get(4).is_some_and(|byte| byte & 0x10 != 0)
    }

    /// The picture in a container of its own.
    fn as_file(&self) -> Vec<u8> {
        let mut file = b"RIFF\0\0\0\0WEBP".to_vec();
        if let Some(alpha) = self.alpha {
            let mut header = [0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            header[4..7].copy_from_slice(&little_endian(self.size.0 - 1)[..3]);
            header[7..10].copy_from_slice(&little_endian(self.size.1 - 1)[..3]);
            append(&mut file, *b"VP8X", &header);
            append(&mut file, alpha.name, alpha.data);
        }
        append(&mut file, self.image.name, self.image.data);
        let length = little_endian(file.len() - 8);
        file[4..8].copy_from_slice(&length);
        file
    }
}

fn append(file: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    file.extend(name);
    file.extend(little_endian(data.len()));
    file.extend(data);
    file.resize(file.len().next_multiple_of(2), 0);
}

/// A little-endian number of up to four bytes.
fn number(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .rev()
        .fold(0, |number, &byte| number << 8 | usize::from(byte))
}

fn little_endian(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}
