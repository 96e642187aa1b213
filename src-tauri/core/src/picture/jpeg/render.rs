//! From the coefficients of all components to pixels with colours.

use std::num::NonZero;
use std::thread;

use super::blocks::{Blocks, Layout};
use super::file::{Colours, Frame};
use super::transform::Transform;
use crate::picture::PictureError;
use crate::picture::canvas::Canvas;

/// Draws what `layout` keeps of the picture, with as many threads as the machine has cores.
pub(super) fn draw(
    frame: &Frame,
    layout: &Layout,
    blocks: &[Blocks],
    colours: Colours,
) -> Result<Canvas, PictureError> {
    let (unit_wide, unit_high) = (8 * frame.across, 8 * frame.down);
    let (left, top) = (layout.first.0 * unit_wide, layout.first.1 * unit_high);
    // The last units may reach over the edge of the picture.
    let right = frame.width.min(left + layout.count.0 * unit_wide);
    let bottom = frame.height.min(top + layout.count.1 * unit_high);
    let (width, height) = (
        (right - left).div_ceil(layout.shrink),
        (bottom - top).div_ceil(layout.shrink),
    );

    let transforms = frame
        .components
        .iter()
        .zip(blocks)
        .map(|(component, blocks)| Transform::new(frame, layout, component, blocks));
    let painter = Painter {
        transforms: transforms.collect::<Result<_, _>>()?,
        colours,
        width,
        stride: layout.count.0 * unit_wide / layout.shrink,
        rows: unit_high / layout.shrink,
    };
    let mut pixels = vec![0; width * height * 3];
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let units = layout.count.1.div_ceil(cores);
    thread::scope(|scope| {
        let painter = &painter;
        for (part, pixels) in pixels
            .chunks_mut(units * painter.rows * width * 3)
            .enumerate()
        {
            scope.spawn(move || painter.paint(part * units, pixels));
        }
    });
    Ok(Canvas {
        left,
        top,
        shrink: layout.shrink,
        width,
        height,
        alpha: false,
        pixels,
    })
}

struct Painter<'a> {
    transforms: Vec<Transform<'a>>,
    colours: Colours,
    /// Pixels in a row of the canvas; a row of blocks may have a few more.
    width: usize,
    stride: usize,
    /// Rows of pixels in a row of units.
    rows: usize,
}

impl Painter<'_> {
    /// Paints the rows of units from `unit` on.
    fn paint(&self, unit: usize, pixels: &mut [u8]) {
        let mut planes = vec![vec![0; self.stride * self.rows]; self.transforms.len()];
        for (unit, pixels) in (unit..).zip(pixels.chunks_mut(self.rows * self.width * 3)) {
            for (transform, plane) in self.transforms.iter().zip(&mut planes) {
                let rows = plane.chunks_exact_mut(self.stride * self.rows / transform.down);
                for (row, pixels) in (unit * transform.down..).zip(rows) {
                    transform.draw_row(row, pixels, self.stride);
                }
            }
            for (row, pixels) in pixels.chunks_exact_mut(self.width * 3).enumerate() {
                let plane = |number: usize| &planes[number][row * self.stride..][..self.width];
                self.colour(pixels, plane);
            }
        }
    }

    fn colour<'p>(&self, pixels: &mut [u8], plane: impl Fn(usize) -> &'p [u8]) {
        let pixels = pixels.chunks_exact_mut(3);
        match self.colours {
            Colours::Grey => pixels
                .zip(plane(0))
                .for_each(|(pixel, &grey)| pixel.fill(grey)),
            Colours::Rgb => {
                for (((pixel, &r), &g), &b) in pixels.zip(plane(0)).zip(plane(1)).zip(plane(2)) {
                    pixel.copy_from_slice(&[r, g, b]);
                }
            }
            Colours::YCbCr => {
                for (((pixel, &y), &cb), &cr) in pixels.zip(plane(0)).zip(plane(1)).zip(plane(2)) {
                    pixel.copy_from_slice(&rgb(y, cb, cr));
                }
            }
            Colours::Cmyk {
                inverted,
                luma_chroma,
            } => {
                for ((((pixel, &c), &m), &y), &k) in pixels
                    .zip(plane(0))
                    .zip(plane(1))
                    .zip(plane(2))
                    .zip(plane(3))
                {
                    let inks = if luma_chroma {
                        rgb(c, m, y).map(|light| 255 - light)
                    } else {
                        [c, m, y]
                    };
                    for (channel, ink) in pixel.iter_mut().zip(inks) {
                        *channel = if inverted {
                            shade(ink, k)
                        } else {
                            shade(255 - ink, 255 - k)
                        };
                    }
                }
            }
        }
    }
}

/// Light that is left after two inks.
fn shade(light: u8, black: u8) -> u8 {
    let product = u16::from(light) * u16::from(black) + 127;
    u8::try_from(product / 255).unwrap_or(u8::MAX)
}

/// The colour of JFIF's luma and chroma, in 16-bit fixed point.
#[inline]
fn rgb(y: u8, cb: u8, cr: u8) -> [u8; 3] {
    let (y, cb, cr) = (
        (i32::from(y) << 16) + (1 << 15),
        i32::from(cb) - 128,
        i32::from(cr) - 128,
    );
    let channel = |value: i32| {
        #[expect(clippy::cast_sign_loss, reason = "clamped")]
        let channel = (value >> 16).clamp(0, 255) as u8;
        channel
    };
    [
        channel(y + 91_881 * cr),
        channel(y - 22_554 * cb - 46_802 * cr),
        channel(y + 116_130 * cb),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_the_corners() {
        assert_eq!(rgb(255, 128, 128), [255; 3]);
        assert_eq!(rgb(0, 128, 128), [0; 3]);
        assert_eq!(rgb(76, 85, 255), [254, 0, 0], "red");
        assert_eq!(rgb(29, 255, 107), [0, 0, 254], "blue");
    }

    #[test]
    fn full_black_leaves_no_light() {
        assert_eq!(
            (shade(255, 255), shade(255, 0), shade(128, 255)),
            (255, 0, 128)
        );
    }
}
