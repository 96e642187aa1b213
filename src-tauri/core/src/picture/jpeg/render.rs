//! From coefficients to pixels: the inverse cosine transform straight to the size wanted, and the colours.

use std::num::NonZero;
use std::thread;

use super::blocks::{Blocks, Layout};
use super::file::{Colours, Component, Frame, ZIGZAG};
use crate::picture::PictureError;
use crate::picture::canvas::{Canvas, Window};

/// Draws the window of the picture, with as many threads as the machine has cores.
pub(super) fn draw(frame: &Frame, layout: &Layout, blocks: &[Blocks], colours: Colours) -> Result<Canvas, PictureError> {
    let (left, top) = (layout.first.0 * 8 * frame.across, layout.first.1 * 8 * frame.down);
    // The last units may reach over the edge of the picture.
    let right = frame.width.min(left + layout.count.0 * 8 * frame.across);
    let bottom = frame.height.min(top + layout.count.1 * 8 * frame.down);
    let (width, height) = ((right - left).div_ceil(layout.shrink), (bottom - top).div_ceil(layout.shrink));
    let mut pixels = vec![0; width * height * 3];

    let band = Band::new(frame, layout, blocks, colours)?;
    let rows_per_unit = 8 * frame.down / layout.shrink;
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let units_per_thread = layout.count.1.div_ceil(cores);
    thread::scope(|scope| {
        let parts = pixels.chunks_mut(units_per_thread * rows_per_unit * width * 3).enumerate();
        for (thread, part) in parts {
            let draw = move || {
                for (unit, rows) in part.chunks_mut(rows_per_unit * width * 3).enumerate() {
                    band.draw(thread * units_per_thread + unit, rows);
                }
            };
            if thread == 0 && cores == 1 { draw() } else { drop(scope.spawn(draw)) }
        }
    });
    Ok(Canvas { left, top, shrink: layout.shrink, width, height, alpha: false, pixels })
}
