//! The square that is cut out, from what the person sees to the pixels of the file.

use image::metadata::Orientation;
use serde::Deserialize;

use super::error::PictureError;

/// A square of the picture as the person sees it: upright, after `turns` clockwise quarter turns.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Crop {
    /// Left edge in pixels of the source.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Length of each side, at least one pixel.
    pub side: f64,
    /// Clockwise quarter turns; four are none.
    pub turns: u8,
}

/// How far a square may hang over the edge: a page computes it in floating point from a picture scaled down.
const TOLERANCE: f64 = 0.5;

/// A square in the pixels of the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Square {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) side: f64,
}

impl Crop {
    /// The greatest square in the middle.
    pub(super) fn central(width: f64, height: f64) -> Self {
        let side = width.min(height);
        Self {
            x: (width - side) / 2.0,
            y: (height - side) / 2.0,
            side,
            turns: 0,
        }
    }

    /// Where the square lies in a file of `width` x `height` pixels that `orientation` sets upright.
    pub(super) fn place(
        self,
        orientation: Orientation,
        width: f64,
        height: f64,
    ) -> Result<Square, PictureError> {
        let (upright_width, upright_height) = if swaps_sides(orientation) {
            (height, width)
        } else {
            (width, height)
        };
        let turned = if self.turns % 2 == 1 {
            (upright_height, upright_width)
        } else {
            (upright_width, upright_height)
        };
        let mut square = self.fit(turned)?;
        // Back through the turns, and then through the orientation.
        let (mut size, mut turns) = (turned, self.turns % 4);
        while turns > 0 {
            size = (size.1, size.0);
            square = square.turn_back(size.1);
            turns -= 1;
        }
        Ok(square.undo(orientation, width, height))
    }

    /// The square, moved by a rounding error where it needs that to lie inside.
    fn fit(self, (width, height): (f64, f64)) -> Result<Square, PictureError> {
        let Self { x, y, side, .. } = self;
        // Written so that a NaN is refused as well.
        let inside = |start: f64, end: f64| start >= -TOLERANCE && start + side <= end + TOLERANCE;
        if !(inside(x, width) && inside(y, height)) {
            return Err(PictureError::CropOutside);
        }
        if side < 1.0 {
            return Err(PictureError::CropTooSmall);
        }
        let side = side.min(width).min(height);
        Ok(Square {
            x: x.clamp(0.0, width - side),
            y: y.clamp(0.0, height - side),
            side,
        })
    }
}

impl Square {
    /// Undoes one clockwise quarter turn of a picture that was `height` high before it.
    fn turn_back(self, height: f64) -> Self {
        Self {
            x: self.y,
            y: height - self.x - self.side,
            ..self
        }
    }

    fn undo(self, orientation: Orientation, width: f64, height: f64) -> Self {
        let Self { x, y, side } = self;
        let (right, bottom) = (|x: f64| width - x - side, |y: f64| height - y - side);
        let (x, y) = match orientation {
            Orientation::NoTransforms => (x, y),
            Orientation::FlipHorizontal => (right(x), y),
            Orientation::FlipVertical => (x, bottom(y)),
            Orientation::Rotate180 => (right(x), bottom(y)),
            Orientation::Rotate90 => (y, bottom(x)),
            Orientation::Rotate270 => (right(y), x),
            Orientation::Rotate90FlipH => (y, x),
            Orientation::Rotate270FlipH => (right(y), bottom(x)),
        };
        Self { x, y, side }
    }
}

/// Whether setting the picture upright makes its width its height.
pub(super) fn swaps_sides(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, GenericImageView, GrayImage, Luma};

    use super::*;

    /// Each pixel of a small picture is found again through every orientation and every turn.
    #[test]
    fn every_pixel_is_found_through_every_turn() {
        let (width, height) = (4, 3);
        let stored = GrayImage::from_fn(width, height, |x, y| {
            Luma([u8::try_from(y * width + x).unwrap()])
        });
        for exif in 1..=8 {
            let orientation = Orientation::from_exif(exif).unwrap();
            for turns in 0..8 {
                let mut seen = DynamicImage::from(stored.clone());
                seen.apply_orientation(orientation);
                (0..turns).for_each(|_| seen = seen.rotate90());
                for (x, y, pixel) in seen.pixels() {
                    let crop = Crop {
                        x: f64::from(x),
                        y: f64::from(y),
                        side: 1.0,
                        turns,
                    };
                    let square = crop
                        .place(orientation, f64::from(width), f64::from(height))
                        .unwrap();
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "whole and inside"
                    )]
                    let found = stored.get_pixel(square.x as u32, square.y as u32);
                    assert_eq!(
                        found.0[0], pixel.0[0],
                        "({x}, {y}), orientation {exif}, {turns} turns"
                    );
                }
            }
        }
    }

    #[test]
    fn only_a_square_inside_the_picture_will_do() {
        let place = |x, y, side| {
            Crop {
                x,
                y,
                side,
                turns: 0,
            }
            .place(Orientation::NoTransforms, 40.0, 30.0)
        };
        assert_eq!(
            place(10.2, -0.2, 30.3).unwrap(),
            Square {
                x: 10.0,
                y: 0.0,
                side: 30.0
            },
            "rounding is forgiven"
        );
        for (x, y, side) in [
            (-1.0, 0.0, 10.0),
            (31.0, 0.0, 10.0),
            (0.0, 21.0, 10.0),
            (0.0, 0.0, 31.0),
            (f64::NAN, 0.0, 1.0),
        ] {
            assert!(
                matches!(place(x, y, side), Err(PictureError::CropOutside)),
                "{x} {y} {side}"
            );
        }
        for side in [f64::NAN, f64::INFINITY] {
            assert!(
                matches!(place(0.0, 0.0, side), Err(PictureError::CropOutside)),
                "{side}"
            );
        }
        for side in [0.9, 0.0, -3.0] {
            assert!(
                matches!(place(5.0, 5.0, side), Err(PictureError::CropTooSmall)),
                "{side}"
            );
        }
    }
}
