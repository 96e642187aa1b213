//! From the coefficients of all components to pixels with colours.

use std::num::NonZero;
use std::sync::mpsc;
use std::thread;

use super::blocks::{Blocks, Layout};
use super::file::{Colours, Frame};
use super::transform::Transform;
use crate::picture::PictureError;
use crate::picture::canvas::Canvas;

/// Rows of units that may wait for being painted while the next are read.
const ROWS_AHEAD: usize = 8;

/// Paints what a layout keeps of a picture.
pub(super) struct Painter {
    transforms: Vec<Transform>,
    colours: Colours,
    canvas: Canvas,
    /// Pixels in a row of blocks; those of a row of the canvas may be fewer.
    stride: usize,
    /// Rows of pixels in a row of units.
    rows: usize,
}

impl Painter {
    pub(super) fn new(
        frame: &Frame,
        layout: &Layout,
        colours: Colours,
    ) -> Result<Self, PictureError> {
        let (unit_wide, unit_high) = (8 * frame.across, 8 * frame.down);
        let (left, top) = (layout.first.0 * unit_wide, layout.first.1 * unit_high);
        // The last units may reach over the edge of the picture.
        let right = frame.width.min(left + layout.count.0 * unit_wide);
        let bottom = frame.height.min(top + layout.count.1 * unit_high);
        let components = frame.components.iter();
        let transforms = components.map(|component| Transform::new(frame, layout, component));
        Ok(Self {
            transforms: transforms.collect::<Result<_, _>>()?,
            colours,
            canvas: Canvas {
                left,
                top,
                shrink: layout.shrink,
                width: (right - left).div_ceil(layout.shrink),
                height: (bottom - top).div_ceil(layout.shrink),
                alpha: false,
                pixels: Vec::new(),
            },
            stride: layout.count.0 * unit_wide / layout.shrink,
            rows: unit_high / layout.shrink,
        })
    }

    /// Paints all rows of units, with as many threads as the machine has cores.
    pub(super) fn paint(self, blocks: &[Blocks]) -> Canvas {
        let mut pixels = self.blank();
        let units = self.canvas.height.div_ceil(self.rows);
        let share = units.div_ceil(thread::available_parallelism().map_or(1, NonZero::get));
        let painter = &self;
        thread::scope(|scope| {
            let shares = pixels.chunks_mut(share * painter.row_bytes());
            for (first, pixels) in (0..).step_by(share).zip(shares) {
                scope.spawn(move || {
                    let mut planes = painter.planes();
                    let rows = pixels.chunks_mut(painter.row_bytes());
                    for (row, pixels) in (first..).zip(rows) {
                        painter.paint_row(blocks, row, &mut planes, pixels);
                    }
                });
            }
        });
        Canvas {
            pixels,
            ..self.canvas
        }
    }

    /// Paints rows of units as soon as `read` hands them over, one after the other, on a thread of its own.
    pub(super) fn paint_rows(
        self,
        read: impl FnOnce(&mut dyn FnMut(Vec<Blocks>)) -> Result<(), PictureError>,
    ) -> Result<Canvas, PictureError> {
        let mut pixels = self.blank();
        let painter = &self;
        thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel::<Vec<Blocks>>(ROWS_AHEAD);
            let rows = pixels.chunks_mut(painter.row_bytes());
            scope.spawn(move || {
                let mut planes = painter.planes();
                for (blocks, pixels) in receiver.iter().zip(rows) {
                    painter.paint_row(&blocks, 0, &mut planes, pixels);
                }
            });
            // Nobody listens any more when all is painted.
            read(&mut |blocks| drop(sender.send(blocks)))
        })?;
        Ok(Canvas {
            pixels,
            ..self.canvas
        })
    }

    fn blank(&self) -> Vec<u8> {
        vec![0; self.canvas.width * self.canvas.height * 3]
    }

    /// Bytes of the canvas in a row of units.
    fn row_bytes(&self) -> usize {
        self.rows * self.canvas.width * 3
    }

    /// Room for the components of a row of units.
    fn planes(&self) -> Vec<Vec<u8>> {
        vec![vec![0; self.stride * self.rows]; self.transforms.len()]
    }

    /// Paints a row of units; `row` counts from the first that the blocks hold.
    fn paint_row(&self, blocks: &[Blocks], row: usize, planes: &mut [Vec<u8>], pixels: &mut [u8]) {
        for ((transform, blocks), plane) in self.transforms.iter().zip(blocks).zip(&mut *planes) {
            let lines = plane.chunks_exact_mut(self.stride * self.rows / transform.down);
            for (row, lines) in (row * transform.down..).zip(lines) {
                transform.draw_row(blocks, row, lines, self.stride);
            }
        }
        for (line, pixels) in pixels.chunks_exact_mut(self.canvas.width * 3).enumerate() {
            let start = line * self.stride;
            let plane = |number: usize| &planes[number][start..start + self.canvas.width];
            self.colour(pixels, plane);
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
