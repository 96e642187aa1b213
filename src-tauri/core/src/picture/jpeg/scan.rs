//! Scans in which each block is read once: all of a sequential picture's, and the DC of a progressive one's.

use super::bits::Bits;
use super::blocks::Blocks;
use super::file::{File, Frame, Scan};
use super::huffman::{Class, Codes, END_OF_BLOCK, Strides};
use crate::picture::PictureError;

/// Reads the blocks of a kind of scan.
trait ReadBlock {
    /// Forgets what the last blocks left behind.
    fn restart(&mut self);
    /// Reads the next block of the scan's `part`; `kept` takes the coefficients that are wanted (none outside the window).
    fn read(
        &mut self,
        part: usize,
        bits: &mut Bits<'_>,
        kept: &mut [i16],
    ) -> Result<(), PictureError>;
}

/// Reads a scan of a sequential picture into `blocks` (one per component) and gives the length of its data. After each
/// row of units, `row_read` may take what is in the blocks and leave others.
pub(super) fn read_sequential(
    file: &File<'_>,
    scan: &Scan,
    blocks: &mut [Blocks],
    row_read: &mut dyn FnMut(usize, &mut [Blocks]),
) -> Result<usize, PictureError> {
    let mut parts = Vec::new();
    for &(_, dc, ac) in &scan.parts {
        let ac = file.codes(Class::Ac, ac)?;
        parts.push(Sequential {
            dc: file.codes(Class::Dc, dc)?,
            strides: Strides::new(&ac),
            ac,
            last: 0,
        });
    }
    read_units(file, scan, blocks, &mut parts.as_mut_slice(), row_read)
}

/// Reads a DC scan of a progressive picture, likewise.
pub(super) fn read_dc(
    file: &File<'_>,
    scan: &Scan,
    blocks: &mut [Blocks],
) -> Result<usize, PictureError> {
    if scan.refines {
        let mut reader = DcRefinement {
            bit: 1 << scan.low_bit,
        };
        return read_units(file, scan, blocks, &mut reader, &mut |_, _| {});
    }
    let mut parts = Vec::new();
    for &(_, dc, _) in &scan.parts {
        parts.push(FirstDc {
            dc: file.codes(Class::Dc, dc)?,
            low_bit: scan.low_bit,
            last: 0,
        });
    }
    read_units(
        file,
        scan,
        blocks,
        &mut parts.as_mut_slice(),
        &mut |_, _| {},
    )
}

fn read_units(
    file: &File<'_>,
    scan: &Scan,
    blocks: &mut [Blocks],
    reader: &mut impl ReadBlock,
    row_read: &mut dyn FnMut(usize, &mut [Blocks]),
) -> Result<usize, PictureError> {
    let mut bits = Bits::new(file.rest());
    let units = Units::new(file.frame()?, scan, file.restart_interval);
    let outcome = units.read(&mut bits, blocks, reader, row_read);
    if bits.overran() {
        Err(PictureError::EndsEarly)
    } else {
        outcome.map(|()| bits.position())
    }
}

/// The order of a scan's blocks.
struct Units {
    wide: usize,
    high: usize,
    restart_interval: usize,
    /// Component, blocks across and down in each unit.
    parts: Vec<(usize, usize, usize)>,
}

impl Units {
    fn new(frame: &Frame, scan: &Scan, restart_interval: usize) -> Self {
        let part = |&(index, _, _): &(usize, usize, usize)| {
            let component = &frame.components[index];
            (index, component.across, component.down)
        };
        let mut parts: Vec<_> = scan.parts.iter().map(part).collect();
        let (mut wide, mut high) = frame.units();
        if let [(index, across, down)] = parts.as_mut_slice() {
            // A scan of one component goes block by block, over those only that hold pixels.
            (wide, high) = frame.blocks(&frame.components[*index]);
            (*across, *down) = (1, 1);
        }
        Self {
            wide,
            high,
            restart_interval,
            parts,
        }
    }

    fn read(
        &self,
        bits: &mut Bits<'_>,
        blocks: &mut [Blocks],
        reader: &mut impl ReadBlock,
        row_read: &mut dyn FnMut(usize, &mut [Blocks]),
    ) -> Result<(), PictureError> {
        let mut until_restart = self.restart_interval;
        for row in 0..self.high {
            for column in 0..self.wide {
                if self.restart_interval > 0 {
                    if until_restart == 0 {
                        bits.restart()?;
                        reader.restart();
                        until_restart = self.restart_interval;
                    }
                    until_restart -= 1;
                }
                for (part, &(component, across, down)) in self.parts.iter().enumerate() {
                    for y in 0..down {
                        for x in 0..across {
                            let kept = blocks[component].at(column * across + x, row * down + y);
                            reader.read(part, bits, kept)?;
                        }
                    }
                }
                if bits.overran() {
                    return Err(PictureError::EndsEarly);
                }
            }
            row_read(row, blocks);
        }
        Ok(())
    }
}

/// One component of a sequential scan: all coefficients of a block one after the other.
struct Sequential {
    dc: Codes,
    ac: Codes,
    strides: Strides,
    /// The last DC value: the next is stated as a difference.
    last: i16,
}

impl ReadBlock for &mut [Sequential] {
    fn restart(&mut self) {
        self.iter_mut().for_each(|part| part.last = 0);
    }

    #[inline]
    fn read(
        &mut self,
        part: usize,
        bits: &mut Bits<'_>,
        kept: &mut [i16],
    ) -> Result<(), PictureError> {
        let Sequential {
            dc,
            ac,
            strides,
            last,
        } = &mut self[part];
        let (_, difference) = dc.next_value(bits)?;
        *last = last.wrapping_add(difference);
        if let Some(dc) = kept.first_mut() {
            *dc = *last;
        }
        let mut place = 1;
        while place < kept.len() {
            let (run, value) = ac.next_value(bits)?;
            if run == END_OF_BLOCK {
                return Ok(());
            }
            place += run;
            if let Some(coefficient) = kept.get_mut(place) {
                *coefficient = value;
            }
            place += 1;
        }
        strides.finish_block(ac, bits, place)
    }
}

/// One component of a first DC scan: the upper bits.
struct FirstDc {
    dc: Codes,
    low_bit: u32,
    last: i16,
}

impl ReadBlock for &mut [FirstDc] {
    fn restart(&mut self) {
        self.iter_mut().for_each(|part| part.last = 0);
    }

    fn read(
        &mut self,
        part: usize,
        bits: &mut Bits<'_>,
        kept: &mut [i16],
    ) -> Result<(), PictureError> {
        let FirstDc { dc, low_bit, last } = &mut self[part];
        let (_, difference) = dc.next_value(bits)?;
        *last = last.wrapping_add(difference);
        if let Some(dc) = kept.first_mut() {
            *dc = *last << *low_bit;
        }
        Ok(())
    }
}

/// A further DC scan: one more bit of each block.
struct DcRefinement {
    bit: i16,
}

impl ReadBlock for DcRefinement {
    fn restart(&mut self) {}

    fn read(
        &mut self,
        _part: usize,
        bits: &mut Bits<'_>,
        kept: &mut [i16],
    ) -> Result<(), PictureError> {
        bits.refill();
        if bits.take(1) == 1
            && let Some(dc) = kept.first_mut()
        {
            *dc |= self.bit;
        }
        Ok(())
    }
}
