//! A set of slots.

/// A bit for each slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// With nobody in it.
    pub(super) fn new(slots: u32) -> Self {
        Self {
            words: vec![0; (slots as usize).div_ceil(64)],
        }
    }

    /// With everybody in it.
    pub(super) fn all(slots: u32) -> Self {
        let mut words = vec![u64::MAX; (slots as usize).div_ceil(64)];
        if let Some(last) = words.last_mut()
            && !slots.is_multiple_of(64)
        {
            *last = (1 << (slots % 64)) - 1;
        }
        Self { words }
    }

    pub(super) fn set(&mut self, slot: u32) {
        self.words[slot as usize / 64] |= 1 << (slot % 64);
    }

    pub(super) fn unset(&mut self, slot: u32) {
        self.words[slot as usize / 64] &= !(1 << (slot % 64));
    }

    /// Slots beyond the end are not in it.
    pub(super) fn has(&self, slot: u32) -> bool {
        let word = self.words.get(slot as usize / 64).copied();
        word.unwrap_or(0) >> (slot % 64) & 1 != 0
    }

    pub(super) fn count(&self) -> u32 {
        count(&self.words)
    }

    /// Who is in it, in the order of slots.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        iter(&self.words)
    }

    /// The bits of 64 slots each, the first in the lowest.
    pub(super) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }
}

/// How many bits are set.
pub(super) fn count(words: &[u64]) -> u32 {
    words.iter().map(|word| word.count_ones()).sum()
}

/// The places of the bits that are set.
pub(super) fn iter(words: &[u64]) -> impl Iterator<Item = u32> {
    (0..).step_by(64).zip(words).flat_map(|(first, word)| {
        let mut left = *word;
        std::iter::from_fn(move || {
            let next = (left != 0).then(|| left.trailing_zeros())?;
            left &= left - 1;
            Some(first + next)
        })
    })
}
