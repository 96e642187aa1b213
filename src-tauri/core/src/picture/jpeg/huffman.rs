//! Huffman tables, unfolded so that one look-up gives as much as possible.

use super::bits::Bits;
use crate::picture::PictureError;

/// A table as the file states it. It is unfolded only when a scan uses it: a file may hold a million tables and use none.
#[derive(Clone)]
pub(super) struct Table {
    /// How many codes have 1, 2, .. 16 bits.
    counts: [u8; 16],
    /// What the codes mean, in the order of the codes.
    symbols: [u8; 256],
}

impl Table {
    /// Reads a table off the front of a DHT segment; `None` when it is short or states more codes than there can be.
    pub(super) fn read(segment: &mut &[u8]) -> Option<Self> {
        let counts = *segment.split_off(..16)?.first_chunk::<16>()?;
        let total = counts
            .iter()
            .map(|&count| usize::from(count))
            .sum::<usize>();
        let mut symbols = [0; 256];
        symbols
            .get_mut(..total)?
            .copy_from_slice(segment.split_off(..total)?);
        let mut free = 1_u32;
        for &count in &counts {
            free = (free * 2).checked_sub(u32::from(count))?;
        }
        Some(Self { counts, symbols })
    }
}

/// Which meaning the symbols of a table have: a size alone, or a run of zeros and a size.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Dc,
    Ac,
}

/// Bits looked at for a code together with its value. Ten hold nearly all that occur, in 4 KB.
const VALUE_BITS: u32 = 10;
/// Bits looked at to pass over values: four thousand entries of two bytes stay in the first-level cache.
const STRIDE_BITS: u32 = 12;
/// The run of an end of block: behind every place of a block.
pub(super) const END_OF_BLOCK: usize = 0x80;

/// A table unfolded.
pub(super) struct Codes {
    /// For the next ten bits: bits of code and value (0: look further), the run before it, the value.
    values: Box<[u32; 1 << VALUE_BITS]>,
    /// The first sixteen bits behind the last code of each length, and what takes a code to its symbol.
    limits: [u32; 17],
    offsets: [usize; 17],
    symbols: [u8; 256],
    class: Class,
}

impl Codes {
    pub(super) fn new(table: &Table, class: Class) -> Self {
        let (mut limits, mut offsets) = ([0; 17], [0; 17]);
        let (mut code, mut index) = (0_usize, 0_usize);
        for length in 1..=16 {
            let count = usize::from(table.counts[length - 1]);
            // Never overflows into wrong symbols: `Table::read` has seen that all codes fit.
            offsets[length] = index.wrapping_sub(code);
            code += count;
            index += count;
            limits[length] = u32::try_from(code << (16 - length)).unwrap_or(u32::MAX);
            code <<= 1;
        }
        let mut codes = Self {
            values: Box::new([0; 1 << VALUE_BITS]),
            limits,
            offsets,
            symbols: table.symbols,
            class,
        };
        for bits in 0..1_u32 << VALUE_BITS {
            codes.values[bits as usize] = codes.value_entry(bits);
        }
        codes
    }

    /// The length of the code that `bits` (sixteen) begin with, and its symbol.
    fn find(&self, bits: u32) -> Option<(u32, u8)> {
        let length = (1..=16_u8).find(|&length| bits < self.limits[usize::from(length)])?;
        let code = (bits >> (16 - length)) as usize;
        let symbol = self
            .symbols
            .get(code.wrapping_add(self.offsets[usize::from(length)]))?;
        Some((u32::from(length), *symbol))
    }

    fn value_entry(&self, bits: u32) -> u32 {
        let Some((length, symbol)) = self.find(bits << (16 - VALUE_BITS)) else {
            return 0;
        };
        let (run, size) = self.meaning(symbol);
        let total = length + size;
        if total > VALUE_BITS {
            return 0;
        }
        let value = extend(
            (bits >> (VALUE_BITS - total)) as usize & ((1 << size) - 1),
            size,
        );
        let run = u32::try_from(run).unwrap_or_default();
        u32::from(value.cast_unsigned()) << 16 | run << 8 | total
    }

    /// The zeros before a value, and the bits of the value.
    fn meaning(&self, symbol: u8) -> (usize, u32) {
        let (run, size) = (usize::from(symbol >> 4), u32::from(symbol & 0x0F));
        match self.class {
            Class::Dc => (0, size),
            Class::Ac if size == 0 && run < 15 => (END_OF_BLOCK, 0),
            Class::Ac => (run, size),
        }
    }

    /// The next value and the zeros before it ([`END_OF_BLOCK`] when there is none).
    #[inline]
    pub(super) fn next_value(&self, bits: &mut Bits<'_>) -> Result<(usize, i16), PictureError> {
        bits.refill();
        let entry = self.values[bits.peek(VALUE_BITS)];
        if entry == 0 {
            return self.next_long_value(bits);
        }
        bits.consume(entry & 0xFF);
        let value = ((entry >> 16) as u16).cast_signed();
        Ok(((entry >> 8 & 0xFF) as usize, value))
    }

    #[cold]
    fn next_long_value(&self, bits: &mut Bits<'_>) -> Result<(usize, i16), PictureError> {
        let symbol = self.next_symbol(bits)?;
        let (run, size) = self.meaning(symbol);
        Ok((run, extend(bits.take(size), size)))
    }

    /// The next symbol as it is, for the scans of a progressive picture that give it other meanings.
    #[inline]
    pub(super) fn next_symbol(&self, bits: &mut Bits<'_>) -> Result<u8, PictureError> {
        bits.refill();
        #[expect(clippy::cast_possible_truncation, reason = "sixteen bits")]
        let (length, symbol) = self
            .find(bits.peek(16) as u32)
            .ok_or(PictureError::Damaged)?;
        bits.consume(length);
        Ok(symbol)
    }
}

/// A value from its bits: the upper half of the numbers of that size stands for itself, the lower half for the negatives.
#[inline]
pub(super) fn extend(bits: usize, size: u32) -> i16 {
    if size == 0 {
        return 0;
    }
    let half = 1_usize << (size - 1);
    let value = if bits < half {
        bits.wrapping_add(1).wrapping_sub(half << 1)
    } else {
        bits
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "sizes are at most 15 bits, and wrapping gives the negatives"
    )]
    let value = (value as u16).cast_signed();
    value
}

/// Passes over the values of a block whose magnitude nobody asked for, several with each look-up.
///
/// A picture that is decoded at a fourth of its size needs 5 of the 64 coefficients of a block; the others matter
/// only for finding the next block. That makes the decoder about twice as fast as one that reads them all.
pub(super) struct Strides(Box<[u16; 1 << STRIDE_BITS]>);

impl Strides {
    pub(super) fn new(codes: &Codes) -> Self {
        let mut entries = Box::new([0; 1 << STRIDE_BITS]);
        for bits in 0..1_u32 << STRIDE_BITS {
            entries[bits as usize] = Self::entry(codes, bits);
        }
        Self(entries)
    }

    /// Places passed (the upper byte, [`END_OF_BLOCK`] set at an end) and bits consumed, as far as the bits are known.
    fn entry(codes: &Codes, bits: u32) -> u16 {
        let (mut places, mut used) = (0_usize, 0_u32);
        while used < STRIDE_BITS && places < 64 {
            let rest = bits << (16 - STRIDE_BITS + used) & 0xFFFF;
            let Some((length, symbol)) = codes
                .find(rest)
                .filter(|(length, _)| used + length <= STRIDE_BITS)
            else {
                break;
            };
            let (run, size) = codes.meaning(symbol);
            // The bits of the last value need not be known to be passed over.
            used += length + size;
            if run == END_OF_BLOCK {
                places |= END_OF_BLOCK;
                break;
            }
            places += run + 1;
        }
        u16::try_from(places << 8 | used as usize).unwrap_or_default()
    }

    /// Goes from `place` to the end of the block.
    #[inline]
    pub(super) fn finish_block(
        &self,
        codes: &Codes,
        bits: &mut Bits<'_>,
        mut place: usize,
    ) -> Result<(), PictureError> {
        while place < 64 {
            bits.refill();
            let entry = usize::from(self.0[bits.peek(STRIDE_BITS)]);
            let (places, used) = (entry >> 8 & 0x7F, entry & 0xFF);
            let ends = entry >> 8 & END_OF_BLOCK != 0;
            if used != 0 && place + places + usize::from(ends) <= 64 {
                #[expect(clippy::cast_possible_truncation, reason = "a byte")]
                bits.consume(used as u32);
                place += places;
                if ends {
                    return Ok(());
                }
            } else {
                // The entry reaches into the next block, or the code is long: one value at a time.
                let (run, _) = codes.next_value(bits)?;
                if run == END_OF_BLOCK {
                    return Ok(());
                }
                place += run + 1;
            }
        }
        if place > 64 {
            Err(PictureError::Damaged)
        } else {
            Ok(())
        }
    }
}
