//! PNG, row by row: `image` itself would put up to 800 MB (16 bits, four channels) into memory for 100 megapixels.

use std::io::{Cursor, ErrorKind};

use png::{BitDepth, ColorType, Decoder, DecodingError, Limits, Reader, Transformations};

use super::{Header, check_size};
use crate::picture::canvas::{Averager, Canvas, Channels, Row, Window};
use crate::picture::error::PictureError;

/// For metadata and a few rows.
const LIMITS: Limits = Limits { bytes: 16 << 20 };

/// The first column and row, and the steps, of the seven passes of an interlaced picture.
const PASSES: [(usize, usize, usize, usize); 7] = [
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
];

pub(super) fn read_header(bytes: &[u8]) -> Result<Header, PictureError> {
    let mut decoder = decoder(bytes);
    let info = decoder.read_header_info()?;
    let header = Header::upright(info.width as usize, info.height as usize);
    // Before the metadata behind it is looked for.
    check_size(header.width, header.height)?;
    let reader = decoder.read_info()?;
    let info = reader.info();
    Ok(header.with_metadata(
        info.exif_metadata.as_deref(),
        info.icc_profile.as_deref().map(<[u8]>::to_vec),
    ))
}

pub(super) fn decode(bytes: &[u8], window: &Window) -> Result<Canvas, PictureError> {
    let mut reader = decoder(bytes).read_info()?;
    let channels = match reader.output_color_type() {
        (ColorType::Grayscale, BitDepth::Eight) => Channels::Grey,
        (ColorType::GrayscaleAlpha, BitDepth::Eight) => Channels::GreyAlpha,
        (ColorType::Rgb, BitDepth::Eight) => Channels::Rgb,
        (ColorType::Rgba, BitDepth::Eight) => Channels::Rgba,
        _ => return Err(PictureError::Damaged),
    };
    let mut averager = Averager::new(
        window,
        matches!(channels, Channels::GreyAlpha | Channels::Rgba),
    );
    for row in rows(&reader) {
        let pixels = reader.next_row()?.ok_or(PictureError::EndsEarly)?;
        averager.add(row, pixels.data(), channels);
    }
    // The pixels may be whole where the file is not.
    reader.finish()?;
    Ok(averager.finish())
}

/// A decoder that gives 8 bits a channel, and no palettes.
fn decoder(bytes: &[u8]) -> Decoder<Cursor<&[u8]>> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), LIMITS);
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder
}

/// Where the rows belong that the decoder is going to give.
fn rows(reader: &Reader<Cursor<&[u8]>>) -> impl Iterator<Item = Row> + use<> {
    let info = reader.info();
    let (width, height) = (info.width as usize, info.height as usize);
    let passes = if info.interlaced {
        PASSES.as_slice()
    } else {
        &[(0, 0, 1, 1)]
    };
    let passes = passes.iter().filter(move |&&(x, ..)| x < width);
    passes.flat_map(move |&(x, y, step, down)| {
        (y..height).step_by(down).map(move |y| Row { y, x, step })
    })
}

impl From<DecodingError> for PictureError {
    fn from(error: DecodingError) -> Self {
        match error {
            DecodingError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => {
                Self::EndsEarly
            }
            _ => Self::Damaged,
        }
    }
}
