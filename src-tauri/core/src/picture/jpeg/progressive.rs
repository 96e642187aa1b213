//! The AC scans of a progressive picture: a band of coefficients, or one more bit of them, of one component.

use super::bits::Bits;
use super::blocks::Blocks;
use super::file::{File, Scan};
use super::huffman::{Class, Codes, extend};
use crate::picture::PictureError;

/// Which coefficients of each block of a component are known not to be zero: a bit for each place.
///
/// Refining scans spend a bit on each of these, also on those that the window does not need. They are all that is kept
/// of the rest of the picture; the coefficients of 100 megapixels would take 600 MB.
pub(super) struct Known {
    wide: usize,
    places: Vec<u64>,
}

impl Known {
    pub(super) fn new((wide, high): (usize, usize)) -> Self {
        Self {
            wide,
            places: vec![0; wide * high],
        }
    }
}

/// A scan at work.
struct Band<'a> {
    bits: Bits<'a>,
    codes: Codes,
    first: usize,
    last: usize,
    low_bit: u32,
    /// How many blocks, from the one at hand, have nothing new in this band.
    run: usize,
}

/// Reads an AC scan into `blocks`, those of its component, and gives the length of its data.
pub(super) fn read_ac(
    file: &File<'_>,
    scan: &Scan,
    blocks: &mut Blocks,
    known: &mut Known,
) -> Result<usize, PictureError> {
    let &[(_, _, table)] = scan.parts.as_slice() else {
        return Err(PictureError::Damaged);
    };
    let (first, last) = scan.band;
    let codes = file.codes(Class::Ac, table)?;
    let mut band = Band {
        bits: Bits::new(file.rest()),
        codes,
        first,
        last,
        low_bit: scan.low_bit,
        run: 0,
    };
    let outcome = band.read(file.restart_interval, scan.refines, blocks, known);
    if band.bits.overran() {
        Err(PictureError::EndsEarly)
    } else {
        outcome.map(|()| band.bits.position())
    }
}

impl Band<'_> {
    fn read(
        &mut self,
        restart_interval: usize,
        refines: bool,
        blocks: &mut Blocks,
        known: &mut Known,
    ) -> Result<(), PictureError> {
        let wide = known.wide;
        for (index, places) in known.places.iter_mut().enumerate() {
            if restart_interval > 0 && index > 0 && index % restart_interval == 0 {
                self.bits.restart()?;
                self.run = 0;
            }
            if refines {
                self.refine_block(places, blocks.at(index % wide, index / wide))?;
            } else if self.run > 0 {
                self.run -= 1;
            } else {
                self.read_block(places, blocks.at(index % wide, index / wide))?;
            }
            if self.bits.overran() {
                return Err(PictureError::EndsEarly);
            }
        }
        Ok(())
    }

    /// The first bits of a block's band.
    fn read_block(&mut self, places: &mut u64, kept: &mut [i16]) -> Result<(), PictureError> {
        let mut place = self.first;
        while place <= self.last {
            let symbol = self.codes.next_symbol(&mut self.bits)?;
            let (zeros, size) = (usize::from(symbol >> 4), u32::from(symbol & 0x0F));
            if size == 0 && zeros < 15 {
                self.run = self.read_run(zeros) - 1;
                return Ok(());
            }
            place += zeros;
            if size > 0 {
                let value = extend(self.bits.take(size), size) << self.low_bit;
                self.set(place, value, places, kept)?;
            }
            place += 1;
        }
        Ok(())
    }

    /// One more bit of the values known, and values that begin with this bit.
    fn refine_block(&mut self, places: &mut u64, kept: &mut [i16]) -> Result<(), PictureError> {
        let mut place = self.first;
        while self.run == 0 && place <= self.last {
            let symbol = self.codes.next_symbol(&mut self.bits)?;
            let (zeros, size) = (usize::from(symbol >> 4), symbol & 0x0F);
            if size == 0 && zeros < 15 {
                self.run = self.read_run(zeros);
                break;
            }
            let value = match size {
                0 => None,
                1 if self.bits.take(1) == 1 => Some(1 << self.low_bit),
                1 => Some(-1 << self.low_bit),
                _ => return Err(PictureError::Damaged),
            };
            place = self.refine_up_to(place, zeros, *places, kept);
            if let Some(value) = value {
                self.set(place, value, places, kept)?;
            }
            place += 1;
        }
        if self.run > 0 {
            self.run -= 1;
            if *places >> place != 0 {
                self.refine_up_to(place, usize::MAX, *places, kept);
            }
        }
        Ok(())
    }

    /// Refines the values known from `place` on, up to the zero after `zeros` zeros, and gives that place.
    fn refine_up_to(
        &mut self,
        mut place: usize,
        mut zeros: usize,
        places: u64,
        kept: &mut [i16],
    ) -> usize {
        while place <= self.last {
            if places >> place & 1 == 1 {
                self.bits.refill();
                if self.bits.take(1) == 1
                    && let Some(coefficient) = kept.get_mut(place)
                {
                    *coefficient = coefficient.wrapping_add(coefficient.signum() << self.low_bit);
                }
            } else if zeros == 0 {
                break;
            } else {
                zeros -= 1;
            }
            place += 1;
        }
        place
    }

    fn set(
        &self,
        place: usize,
        value: i16,
        places: &mut u64,
        kept: &mut [i16],
    ) -> Result<(), PictureError> {
        if place > self.last {
            return Err(PictureError::Damaged);
        }
        *places |= 1 << place;
        if let Some(coefficient) = kept.get_mut(place) {
            *coefficient = value;
        }
        Ok(())
    }

    /// The length of a run of blocks whose class is `class`.
    fn read_run(&mut self, class: usize) -> usize {
        self.bits.refill();
        #[expect(clippy::cast_possible_truncation, reason = "at most 14")]
        let bits = self.bits.take(class as u32);
        (1 << class) + bits
    }
}
