//! GIF: the first frame, row by row.

use std::io::{Cursor, ErrorKind};

use gif::{ColorOutput, DecodeOptions, Decoder, DecodingError, Frame};

use super::{Header, check_size};
use crate::picture::canvas::{Averager, Canvas, Channels, Row, Window};
use crate::picture::error::PictureError;

/// First row and step of the four passes of an interlaced frame.
const PASSES: [(usize, usize); 4] = [(0, 8), (4, 8), (2, 4), (1, 2)];

pub(super) fn read_header(bytes: &[u8]) -> Result<Header, PictureError> {
    let decoder = decoder(bytes)?;
    Ok(Header::upright(
        decoder.width().into(),
        decoder.height().into(),
    ))
}

pub(super) fn decode(bytes: &[u8], window: &Window) -> Result<Canvas, PictureError> {
    let mut decoder = decoder(bytes)?;
    let frame = decoder
        .next_frame_info()?
        .ok_or(PictureError::EndsEarly)?
        .clone();
    let colours = colours(&frame, &decoder)?;
    check_size(frame.width.into(), frame.height.into())?;
    let (left, width) = (usize::from(frame.left), usize::from(frame.width));
    let mut indices = vec![0; width];
    let mut pixels = vec![0; width * 4];
    // The frame need not cover the picture.
    let mut averager = Averager::new(window, true);
    for y in rows(&frame) {
        if !decoder.fill_buffer(&mut indices)? {
            return Err(PictureError::EndsEarly);
        }
        for (pixel, &index) in pixels.as_chunks_mut::<4>().0.iter_mut().zip(&indices) {
            *pixel = colours[usize::from(index)];
        }
        averager.add(
            Row {
                y,
                x: left,
                step: 1,
            },
            &pixels,
            Channels::Rgba,
        );
    }
    Ok(averager.finish())
}

fn decoder(bytes: &[u8]) -> Result<Decoder<Cursor<&[u8]>>, PictureError> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    Ok(options.read_info(Cursor::new(bytes))?)
}

/// The colour of each index; indices without one are black, as browsers have it.
fn colours(
    frame: &Frame<'_>,
    decoder: &Decoder<Cursor<&[u8]>>,
) -> Result<[[u8; 4]; 256], PictureError> {
    let palette = frame
        .palette
        .as_deref()
        .or(decoder.global_palette())
        .ok_or(PictureError::Damaged)?;
    let mut colours = [[0, 0, 0, 255]; 256];
    for (colour, &[r, g, b]) in colours.iter_mut().zip(palette.as_chunks::<3>().0) {
        *colour = [r, g, b, 255];
    }
    if let Some(index) = frame.transparent {
        colours[usize::from(index)] = [0; 4];
    }
    Ok(colours)
}

/// The rows of the picture in the order of the frame's.
fn rows(frame: &Frame<'_>) -> impl Iterator<Item = usize> + use<> {
    let (top, height) = (usize::from(frame.top), usize::from(frame.height));
    let passes = if frame.interlaced {
        PASSES.as_slice()
    } else {
        &[(0, 1)]
    };
    passes
        .iter()
        .flat_map(move |&(first, step)| (first..height).step_by(step))
        .map(move |row| top + row)
}

impl From<DecodingError> for PictureError {
    fn from(error: DecodingError) -> Self {
        match error {
            DecodingError::UnexpectedEof => Self::EndsEarly,
            DecodingError::Io(error) if error.kind() == ErrorKind::UnexpectedEof => Self::EndsEarly,
            _ => Self::Damaged,
        }
    }
}
