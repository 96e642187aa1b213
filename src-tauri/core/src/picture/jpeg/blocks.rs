//! The coefficients that a window of the picture needs, and where they lie.

use std::ops::Range;

use super::file::{Component, Frame, ZIGZAG};
use crate::picture::canvas::Window;

/// How the frame is cut down: which units are kept, and how many pixels they become.
pub(super) struct Layout {
    /// The power of two that widths and heights are divided by while blocks become pixels.
    pub(super) shrink: usize,
    /// The first unit kept, and how many, across and down.
    pub(super) first: (usize, usize),
    pub(super) count: (usize, usize),
}

impl Layout {
    pub(super) fn new(frame: &Frame, window: &Window) -> Self {
        let shrink = [8, 4, 2]
            .into_iter()
            .find(|&shrink| shrink <= window.shrink)
            .unwrap_or(1);
        let (wide, high) = (8 * frame.across, 8 * frame.down);
        let first = (window.left / wide, window.top / high);
        let count = (
            window.right.div_ceil(wide) - first.0,
            window.bottom.div_ceil(high) - first.1,
        );
        Self {
            shrink,
            first,
            count,
        }
    }

    /// The rows of units kept.
    pub(super) fn rows(&self) -> Range<usize> {
        self.first.1..self.first.1 + self.count.1
    }

    /// Room for some of the rows of units, or for all of them, for each component.
    pub(super) fn make_room(&self, frame: &Frame, rows: &Range<usize>) -> Vec<Blocks> {
        let components = frame.components.iter();
        components
            .map(|component| Blocks::new(frame, self, component, rows))
            .collect()
    }

    /// Pixels across and down that a block of the component becomes. A component that was stored smaller than the
    /// others becomes as large as they are here: its blocks give more pixels, so that nothing has to be upsampled.
    pub(super) fn block_size(&self, frame: &Frame, component: &Component) -> (usize, usize) {
        (
            8 * frame.across / component.across / self.shrink,
            8 * frame.down / component.down / self.shrink,
        )
    }

    /// How many coefficients of each block are needed, in zigzag order: N pixels show no more than N frequencies.
    pub(super) fn kept(&self, frame: &Frame, component: &Component) -> usize {
        let (wide, high) = self.block_size(frame, component);
        let needed =
            |&natural: &u8| usize::from(natural % 8) < wide && usize::from(natural / 8) < high;
        ZIGZAG.iter().rposition(needed).map_or(1, |last| last + 1)
    }
}

/// The coefficients of one component: the first few of each block in some rows of units, in zigzag order.
pub(super) struct Blocks {
    pub(super) keep: usize,
    left: usize,
    top: usize,
    columns: usize,
    rows: usize,
    coefficients: Vec<i16>,
}

impl Blocks {
    fn new(frame: &Frame, layout: &Layout, component: &Component, units: &Range<usize>) -> Self {
        let keep = layout.kept(frame, component);
        let columns = layout.count.0 * component.across;
        let rows = units.len() * component.down;
        Self {
            keep,
            left: layout.first.0 * component.across,
            top: units.start * component.down,
            columns,
            rows,
            coefficients: vec![0; columns * rows * keep],
        }
    }

    /// The coefficients of a block to be filled in; none for a block that is not kept.
    #[inline]
    pub(super) fn at(&mut self, column: usize, row: usize) -> &mut [i16] {
        let (column, row) = (column.wrapping_sub(self.left), row.wrapping_sub(self.top));
        if column >= self.columns || row >= self.rows {
            return &mut [];
        }
        let start = (row * self.columns + column) * self.keep;
        &mut self.coefficients[start..start + self.keep]
    }

    /// The blocks of one row of blocks, counted from the first kept.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = &[i16]> {
        let length = self.columns * self.keep;
        self.coefficients[row * length..(row + 1) * length].chunks_exact(self.keep)
    }
}
