//! The pixels that a decoder hands on: a window of the picture, made smaller on the way so that it never stands in
//! memory at full size.

/// The part of a picture that is wanted, in the pixels of the file, and how many times smaller it may become.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
    pub(super) shrink: usize,
}

/// The pixels of a window, or of a little more than that.
pub(super) struct Canvas {
    /// Where the canvas begins, in the pixels of the file.
    pub(super) left: usize,
    pub(super) top: usize,
    /// Pixels of the file across (and down) each pixel here.
    pub(super) shrink: usize,
    pub(super) width: usize,
    pub(super) height: usize,
    /// Whether there is a fourth channel; the others are multiplied by it already, so that colours behind transparent
    /// pixels don't leak when pixels are mixed.
    pub(super) alpha: bool,
    pub(super) pixels: Vec<u8>,
}

/// What the bytes of a row mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Channels {
    Grey,
    GreyAlpha,
    Rgb,
    Rgba,
}

/// Where the pixels of a row belong: an interlaced one leaves gaps.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) y: usize,
    pub(super) x: usize,
    pub(super) step: usize,
}

/// Averages rows of pixels into a canvas, in whatever order they come.
pub(super) struct Averager {
    window: Window,
    width: usize,
    alpha: bool,
    sums: Vec<u16>,
}

impl Averager {
    /// 16 x 16 bytes are the most whose sum fits into sixteen bits.
    const MOST_SHRINK: usize = 16;

    pub(super) fn new(window: &Window, alpha: bool) -> Self {
        let window = Window {
            shrink: window.shrink.clamp(1, Self::MOST_SHRINK),
            ..*window
        };
        let width = (window.right - window.left).div_ceil(window.shrink);
        let height = (window.bottom - window.top).div_ceil(window.shrink);
        let channels = if alpha { 4 } else { 3 };
        Self {
            window,
            width,
            alpha,
            sums: vec![0; width * height * channels],
        }
    }

    /// Adds a row; transparency is left out when the canvas was made without.
    pub(super) fn add(&mut self, row: Row, pixels: &[u8], channels: Channels) {
        match (channels, self.alpha) {
            (Channels::Grey, false) => self.add_pixels(row, pixels, |[grey]| [grey; 3]),
            (Channels::Grey, true) => {
                self.add_pixels(row, pixels, |[grey]| [grey, grey, grey, 255]);
            }
            (Channels::GreyAlpha, false) => self.add_pixels(row, pixels, |[grey, _]| [grey; 3]),
            (Channels::GreyAlpha, true) => self.add_pixels(row, pixels, |[grey, alpha]| {
                premultiply([grey, grey, grey, alpha])
            }),
            (Channels::Rgb, false) => self.add_pixels(row, pixels, |rgb: [u8; 3]| rgb),
            (Channels::Rgb, true) => self.add_pixels(row, pixels, |[r, g, b]| [r, g, b, 255]),
            (Channels::Rgba, false) => self.add_pixels(row, pixels, |[r, g, b, _]| [r, g, b]),
            (Channels::Rgba, true) => self.add_pixels(row, pixels, premultiply),
        }
    }

    fn add_pixels<const FROM: usize, const TO: usize>(
        &mut self,
        row: Row,
        pixels: &[u8],
        convert: impl Fn([u8; FROM]) -> [u8; TO],
    ) {
        let Window {
            left,
            top,
            right,
            bottom,
            shrink,
        } = self.window;
        if row.y < top || row.y >= bottom {
            return;
        }
        let skipped = left.saturating_sub(row.x).div_ceil(row.step);
        let wanted = right
            .saturating_sub(row.x)
            .div_ceil(row.step)
            .saturating_sub(skipped);
        let start = (row.y - top) / shrink * self.width * TO;
        let (sums, _) = self.sums[start..start + self.width * TO].as_chunks_mut::<TO>();

        let first = row.x + skipped * row.step - left;
        let (mut cell, mut until_next) = (first / shrink, shrink - first % shrink);
        for pixel in pixels
            .as_chunks::<FROM>()
            .0
            .iter()
            .skip(skipped)
            .take(wanted)
        {
            for (sum, channel) in sums[cell].iter_mut().zip(convert(*pixel)) {
                *sum += u16::from(channel);
            }
            if row.step < until_next {
                until_next -= row.step;
            } else {
                let beyond = row.step - until_next;
                cell += 1 + beyond / shrink;
                until_next = shrink - beyond % shrink;
            }
        }
    }

    /// The averages. Where no row gave a pixel, it is transparent (or black).
    pub(super) fn finish(self) -> Canvas {
        let Window {
            left,
            top,
            right,
            bottom,
            shrink,
        } = self.window;
        let channels = if self.alpha { 4 } else { 3 };
        let mut pixels = Vec::with_capacity(self.sums.len());
        for (row, sums) in self.sums.chunks_exact(self.width * channels).enumerate() {
            // The last row and column may stand for less of the picture.
            let high = shrink.min(bottom - top - row * shrink);
            for (column, sums) in sums.chunks_exact(channels).enumerate() {
                let wide = shrink.min(right - left - column * shrink);
                let count = u16::try_from(high * wide).unwrap_or(u16::MAX);
                pixels.extend(sums.iter().map(|&sum| average(sum, count)));
            }
        }
        let height = self.sums.len() / (self.width * channels);
        Canvas {
            left,
            top,
            shrink,
            width: self.width,
            height,
            alpha: self.alpha,
            pixels,
        }
    }
}

fn average(sum: u16, count: u16) -> u8 {
    let (sum, count) = (u32::from(sum), u32::from(count));
    u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX)
}

#[inline]
fn premultiply([r, g, b, alpha]: [u8; 4]) -> [u8; 4] {
    let multiply = |channel: u8| {
        // The exact rounded quotient by 255, without a division.
        let product = u32::from(channel) * u32::from(alpha) + 128;
        ((product + (product >> 8)) >> 8).to_le_bytes()[0]
    };
    [multiply(r), multiply(g), multiply(b), alpha]
}

/// Takes the transparency out of the colours again.
pub(super) fn divide_by_alpha(pixels: &mut [u8]) {
    for [colours @ .., alpha] in pixels.as_chunks_mut::<4>().0 {
        let alpha = u16::from(*alpha);
        for colour in colours {
            let quotient = (u16::from(*colour) * 255 + alpha / 2)
                .checked_div(alpha)
                .unwrap_or(0);
            *colour = u8::try_from(quotient).unwrap_or(u8::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Window = Window {
        left: 0,
        top: 0,
        right: 5,
        bottom: 3,
        shrink: 2,
    };

    fn canvas_of(window: &Window, rows: &[(Row, &[u8])]) -> Canvas {
        let mut averager = Averager::new(window, false);
        for &(row, pixels) in rows {
            averager.add(row, pixels, Channels::Grey);
        }
        averager.finish()
    }

    fn row(y: usize) -> Row {
        Row { y, x: 0, step: 1 }
    }

    #[test]
    fn averages_whole_and_broken_cells() {
        let canvas = canvas_of(
            &WHOLE,
            &[
                (row(0), &[1, 3, 10, 10, 7]),
                (row(1), &[5, 7, 10, 10, 9]),
                (row(2), &[2, 4, 6, 8, 100]),
            ],
        );
        let greys: Vec<u8> = canvas.pixels.chunks(3).map(|pixel| pixel[0]).collect();
        assert_eq!((canvas.width, canvas.height), (3, 2));
        assert_eq!(greys, [4, 10, 8, 3, 7, 100]);
    }

    #[test]
    fn rows_outside_the_window_and_columns_beside_it_do_not_count() {
        let window = Window {
            left: 1,
            top: 1,
            right: 4,
            bottom: 2,
            shrink: 1,
        };
        let canvas = canvas_of(
            &window,
            &[
                (row(0), &[9; 5]),
                (row(1), &[1, 2, 3, 4, 5]),
                (row(2), &[9; 5]),
            ],
        );
        assert_eq!(canvas.pixels, [2, 2, 2, 3, 3, 3, 4, 4, 4]);
    }

    #[test]
    fn interlaced_rows_fill_each_others_gaps() {
        let window = Window {
            left: 1,
            right: 5,
            bottom: 1,
            ..WHOLE
        };
        let (even, odd) = (
            Row {
                y: 0,
                x: 0,
                step: 2,
            },
            Row {
                y: 0,
                x: 1,
                step: 2,
            },
        );
        let canvas = canvas_of(&window, &[(even, &[10, 30, 50]), (odd, &[20, 40])]);
        assert_eq!(canvas.pixels, [25, 25, 25, 45, 45, 45]);
    }

    #[test]
    fn every_opaque_colour_comes_back() {
        for colour in 0..=255 {
            for alpha in [1, 2, 127, 254, 255] {
                let exact = (f64::from(colour) * f64::from(alpha) / 255.0).round();
                assert!(
                    (f64::from(premultiply([colour, 0, 0, alpha])[0]) - exact).abs() < 0.1,
                    "{colour} x {alpha}"
                );
            }
            let mut pixel = premultiply([colour, colour, colour, 255]);
            divide_by_alpha(&mut pixel);
            assert_eq!(pixel, [colour, colour, colour, 255]);
        }
    }
}
