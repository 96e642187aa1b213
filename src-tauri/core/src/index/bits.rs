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

    pub(super) fn set(&mut self, slot: u32) {
        self.words[slot as usize / 64] |= 1 << (slot % 64);
    }

    /// Slots beyond the end are not in it.
    pub(super) fn has(&self, slot: u32) -> bool {
        let word = self.words.get(slot as usize / 64).copied();
        word.unwrap_or(0) >> (slot % 64) & 1 != 0
    }

    pub(super) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// Who is in it, in the order of slots.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        (0..)
            .step_by(64)
            .zip(&self.words)
            .flat_map(|(first, word)| {
                let mut left = *word;
                std::iter::from_fn(move || {
                    let next = (left != 0).then(|| left.trailing_zeros())?;
                    left &= left - 1;
                    Some(first + next)
                })
            })
    }
}
