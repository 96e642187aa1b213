//! The bits of entropy-coded data, most significant first.

use crate::picture::PictureError;

/// Reads bits up to the next marker; behind it (or behind the end of the file) come zeros that are counted, so that
/// a reader which needed them is found out by [`Bits::overran`].
#[derive(Clone)]
pub(super) struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    /// The next bits, left-aligned. Bits behind the `held` ones are either zero or already right.
    window: u64,
    held: u32,
    made_up: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self {
            data,
            at: 0,
            window: 0,
            held: 0,
            made_up: 0,
        }
    }

    /// Makes sure that at least 32 bits can be looked at: enough for any code (16) with its value (15).
    #[inline]
    pub(super) fn refill(&mut self) {
        if self.held >= 32 {
            return;
        }
        // Eight bytes without an 0xFF hold neither a marker nor a stuffed zero, and go in at once.
        if let Some(next) = self
            .data
            .get(self.at..)
            .and_then(|rest| rest.first_chunk::<8>())
        {
            let word = u64::from_be_bytes(*next);
            if !has_ff(word) {
                let bytes = (63 - self.held) / 8;
                self.window |= word >> self.held;
                self.held += bytes * 8;
                self.at += bytes as usize;
                return;
            }
        }
        self.refill_by_bytes();
    }

    #[cold]
    fn refill_by_bytes(&mut self) {
        while self.held < 56 {
            let byte = match self.data.get(self.at..) {
                Some([0xFF, 0x00, ..]) => {
                    self.at += 2;
                    0xFF
                }
                Some([byte, ..]) if *byte != 0xFF => {
                    self.at += 1;
                    *byte
                }
                _ => {
                    self.made_up += 8;
                    0
                }
            };
            self.window |= u64::from(byte) << (56 - self.held);
            self.held += 8;
        }
    }

    /// The next `count` bits (1 to 16) without consuming them.
    #[inline]
    pub(super) fn peek(&self, count: u32) -> usize {
        #[expect(clippy::cast_possible_truncation, reason = "at most 16 bits are left")]
        let bits = (self.window >> (64 - count)) as usize;
        bits
    }

    #[inline]
    pub(super) fn consume(&mut self, count: u32) {
        self.window <<= count;
        self.held -= count;
    }

    /// The next `count` bits (0 to 16) as a number.
    #[inline]
    pub(super) fn take(&mut self, count: u32) -> usize {
        if count == 0 {
            return 0;
        }
        let bits = self.peek(count);
        self.consume(count);
        bits
    }

    /// Whether more bits were consumed than the data had.
    #[inline]
    pub(super) fn overran(&self) -> bool {
        self.held < self.made_up
    }

    /// Drops what is left before the next restart marker and goes behind it.
    pub(super) fn restart(&mut self) -> Result<(), PictureError> {
        let rest = self.data.get(self.at..).unwrap_or_default();
        let marker = rest
            .windows(2)
            .position(|pair| pair[0] == 0xFF && pair[1] != 0x00 && pair[1] != 0xFF);
        match marker {
            Some(offset) if matches!(rest[offset + 1], 0xD0..=0xD7) => {
                *self = Self {
                    at: self.at + offset + 2,
                    ..Self::new(self.data)
                };
                Ok(())
            }
            Some(_) => Err(PictureError::Damaged),
            None => Err(PictureError::EndsEarly),
        }
    }

    /// How many bytes of the data lie behind; what was read ahead of its use holds no marker.
    pub(super) fn position(&self) -> usize {
        self.at
    }
}

/// Whether one of the eight bytes is 0xFF (the classic test for a zero byte, on the complement).
#[inline]
fn has_ff(word: u64) -> bool {
    (!word).wrapping_sub(0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080 != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_ff() {
        for place in 0..8 {
            let mut bytes = [0xFE; 8];
            assert!(!has_ff(u64::from_be_bytes(bytes)));
            bytes[place] = 0xFF;
            assert!(has_ff(u64::from_be_bytes(bytes)), "0xFF at byte {place}");
        }
    }

    #[test]
    fn unstuffs_and_stops_at_a_marker() {
        let mut bits = Bits::new(&[0xAB, 0xFF, 0x00, 0xCD, 0xFF, 0xD9, 0x12]);
        bits.refill();
        assert_eq!(bits.take(16), 0xABFF);
        assert_eq!(bits.take(8), 0xCD);
        assert!(!bits.overran());
        assert_eq!(bits.take(1), 0);
        assert!(bits.overran(), "the bits of a marker are no data");
        assert_eq!(bits.position(), 4);
    }

    #[test]
    fn restarts_behind_a_restart_marker_only() {
        let mut bits = Bits::new(&[0x12, 0xFF, 0xD3, 0x80, 0xFF, 0xD9]);
        bits.refill();
        assert!(bits.restart().is_ok());
        bits.refill();
        assert_eq!(bits.take(1), 1);
        assert!(
            bits.restart().is_err(),
            "the end of the image is no restart"
        );
    }
}
