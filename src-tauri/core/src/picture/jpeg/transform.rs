//! The inverse cosine transform, straight from the 8 x 8 coefficients of a block to as many pixels as are wanted.

use std::f32::consts::{FRAC_1_SQRT_2, PI};

use super::blocks::{Blocks, Layout};
use super::file::{Component, Frame, ZIGZAG};
use crate::picture::PictureError;

/// Turns the blocks of one component into pixels.
pub(super) struct Transform {
    /// Pixels across that a block becomes.
    wide: usize,
    /// Rows of blocks in each unit.
    pub(super) down: usize,
    /// What the coefficients kept were divided by, and where in the block (row * 8 + column) they belong.
    steps: Vec<(usize, f32)>,
    across: Vec<f32>,
    along: Vec<f32>,
    draw_block: DrawBlock,
}

/// Draws a block, whose coefficients are multiplied already, into lines of pixels.
type DrawBlock =
    fn(coefficients: &[f32; 64], waves: (&[f32], &[f32]), pixels: &mut [u8], stride: usize);

impl Transform {
    pub(super) fn new(
        frame: &Frame,
        layout: &Layout,
        component: &Component,
    ) -> Result<Self, PictureError> {
        let (wide, high) = layout.block_size(frame, component);
        let steps = component.steps.as_ref().ok_or(PictureError::Damaged)?;
        let steps = ZIGZAG.iter().zip(steps).take(layout.kept(frame, component));
        Ok(Self {
            wide,
            down: component.down,
            steps: steps
                .map(|(&place, &step)| (usize::from(place), f32::from(step)))
                .collect(),
            across: waves(wide),
            along: waves(high),
            draw_block: match wide {
                1 => with_height::<1>(high),
                2 => with_height::<2>(high),
                4 => with_height::<4>(high),
                8 => with_height::<8>(high),
                16 => with_height::<16>(high),
                _ => with_height::<32>(high),
            },
        })
    }

    /// Draws one row of blocks into as many rows of pixels, `stride` bytes each.
    pub(super) fn draw_row(&self, blocks: &Blocks, row: usize, pixels: &mut [u8], stride: usize) {
        let mut coefficients = [0.0; 64];
        let waves = (self.across.as_slice(), self.along.as_slice());
        for (block, left) in blocks.row(row).zip((0..).step_by(self.wide)) {
            // All that `draw_block` looks at is overwritten.
            for (&coefficient, &(place, step)) in block.iter().zip(&self.steps) {
                coefficients[place] = f32::from(coefficient) * step;
            }
            if block[1..].iter().all(|&coefficient| coefficient == 0) {
                let level = to_level(coefficients[0] / 8.0);
                for line in pixels.chunks_exact_mut(stride) {
                    line[left..left + self.wide].fill(level);
                }
            } else {
                (self.draw_block)(&coefficients, waves, &mut pixels[left..], stride);
            }
        }
    }
}

fn with_height<const WIDE: usize>(high: usize) -> DrawBlock {
    match high {
        1 => draw_block::<WIDE, 1>,
        2 => draw_block::<WIDE, 2>,
        4 => draw_block::<WIDE, 4>,
        8 => draw_block::<WIDE, 8>,
        16 => draw_block::<WIDE, 16>,
        _ => draw_block::<WIDE, 32>,
    }
}

/// N pixels show the first N frequencies only; with both numbers known, this becomes straight vector code.
fn draw_block<const WIDE: usize, const HIGH: usize>(
    coefficients: &[f32; 64],
    (across, along): (&[f32], &[f32]),
    pixels: &mut [u8],
    stride: usize,
) {
    let (rows, _) = coefficients.as_chunks::<8>();
    let (across, along) = (across.as_chunks::<WIDE>().0, along.as_chunks::<HIGH>().0);
    for (y, line) in pixels.chunks_mut(stride).take(HIGH).enumerate() {
        // Down first: what the frequencies of each column come to in this line ...
        let mut columns = [0.0_f32; 8];
        for (row, wave) in rows.iter().zip(along).take(HIGH) {
            for (column, coefficient) in columns.iter_mut().zip(row).take(WIDE) {
                *column += coefficient * wave[y];
            }
        }
        // ... then across.
        let mut levels = [0.0_f32; WIDE];
        for (column, wave) in columns.iter().zip(across).take(WIDE) {
            for (level, value) in levels.iter_mut().zip(wave) {
                *level += column * value;
            }
        }
        line[..WIDE].copy_from_slice(&levels.map(to_level));
    }
}

/// The waves of the eight frequencies over `size` pixels, one after the other.
fn waves(size: usize) -> Vec<f32> {
    let wave = |frequency: usize| {
        let weight = if frequency == 0 { FRAC_1_SQRT_2 } else { 1.0 };
        (0..size).map(move |pixel| {
            #[expect(clippy::cast_precision_loss, reason = "at most 65 * 7")]
            let angle = ((2 * pixel + 1) * frequency) as f32 * PI / (2 * size) as f32;
            weight * angle.cos() / 2.0
        })
    };
    (0..8).flat_map(wave).collect()
}

/// Rounds to a level. A float of 2^23 and more has its integer in its lowest bits: a conversion that vectorises.
#[inline]
fn to_level(value: f32) -> u8 {
    ((value + 128.0).clamp(0.0, 255.0) + 8_388_608.0)
        .to_bits()
        .to_le_bytes()[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_block_is_flat_at_every_size() {
        for size in [1, 2, 4, 8, 16, 32] {
            for level in waves(size).iter().take(size) {
                assert!((level * level - 0.125).abs() < 1e-6, "of {size} pixels");
            }
        }
    }
}
