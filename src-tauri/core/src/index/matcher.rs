//! Whether somebody is who is asked for, and who all of them are.

use std::sync::OnceLock;
use std::thread;

use memchr::memmem::Finder;

use super::Cancel;
use super::bits::{self, Bits};
use super::columns::{Columns, retain};
use super::grams::{Probe, TILE, TILE_WORDS};
use super::snapshot::Snapshot;
use crate::query::{Question, Scope};

/// Where more of a tile's people may have a word, its text is walked through from match to match.
const MANY: u32 = 1400;

/// From so many texts to be looked at on, all cores look: beginning a thread takes as long as a thousand texts.
const ALL_CORES: u32 = 20_000;

/// More cores than that wait for memory.
const MOST_CORES: usize = 4;

/// A question made ready for one snapshot.
pub(super) struct Matcher<'a> {
    people: &'a Snapshot,
    columns: Columns<'a>,
    /// First those that must be there, the longest first since it is rarest.
    words: Vec<ReadyWord<'a>>,
}

struct ReadyWord<'a> {
    negated: bool,
    scope: Scope,
    finder: Finder<'a>,
    probe: Probe,
}

impl ReadyWord<'_> {
    /// Whether the bits tell exactly who has it.
    fn is_exact(&self) -> bool {
        self.scope == Scope::Anywhere && self.probe.is_exact()
    }
}

impl<'a> Matcher<'a> {
    pub(super) fn new(people: &'a Snapshot, question: &'a Question) -> Self {
        let words = question.words.iter().map(|word| ReadyWord {
            negated: word.negated,
            scope: word.scope,
            finder: Finder::new(&word.text),
            probe: Probe::of(word.text.as_bytes()),
        });
        let mut words: Vec<ReadyWord<'_>> = words.collect();
        words.sort_by_key(|word| (word.negated, usize::MAX - word.finder.needle().len()));
        Self {
            people,
            columns: Columns::new(people, question),
            words,
        }
    }

    /// Whether somebody is in this slot who is asked for.
    pub(super) fn test(&self, slot: u32) -> bool {
        self.columns.test(slot)
            && self
                .words
                .iter()
                .all(|word| self.has(word, slot) != word.negated)
    }

    /// The same of somebody who is among the [candidates](Self::candidates).
    pub(super) fn test_candidate(&self, slot: u32) -> bool {
        let mut words = self.words.iter().filter(|word| !word.is_exact());
        self.columns.test(slot) && words.all(|word| self.has(word, slot) != word.negated)
    }

    /// Everybody who may be asked for, by what is known of the text; few others where words are rare.
    pub(super) fn candidates(&self) -> Bits {
        let mut left = Bits::all(self.people.slots());
        if self.words.is_empty() {
            return left;
        }
        for (tile, left) in left.words_mut().chunks_mut(TILE_WORDS).enumerate() {
            for word in &self.words {
                if !word.negated {
                    self.people.text.narrow(tile, &word.probe, left);
                } else if word.is_exact() {
                    let mut with = [u64::MAX; TILE_WORDS];
                    self.people.text.narrow(tile, &word.probe, &mut with);
                    without(left, &with);
                }
            }
        }
        self.settle_unusual(&mut left);
        left
    }

    /// Everybody who is asked for, of the candidates; nothing if nobody waits for it any more.
    pub(super) fn find_all(&self, mut left: Bits, cancel: &Cancel) -> Option<Bits> {
        let texts = self.words.iter().filter(|word| !word.is_exact()).count();
        let work = left
            .count()
            .saturating_mul(u32::try_from(texts).unwrap_or(u32::MAX));
        let cores = if work < ALL_CORES { 1 } else { cores() };
        let tiles = left.words_mut().len().div_ceil(TILE_WORDS);
        let share = tiles.div_ceil(cores).max(1);
        let is_done = if share >= tiles {
            self.settle_tiles(0, left.words_mut(), cancel)
        } else {
            thread::scope(|scope| {
                let mut shares = (0..)
                    .step_by(share)
                    .zip(left.words_mut().chunks_mut(share * TILE_WORDS));
                let first = shares.next();
                let others: Vec<_> = shares
                    .map(|(tile, words)| {
                        scope.spawn(move || self.settle_tiles(tile, words, cancel))
                    })
                    .collect();
                let mine = first.is_none_or(|(tile, words)| self.settle_tiles(tile, words, cancel));
                // What panicked did not finish.
                others
                    .into_iter()
                    .fold(mine, |all, one| one.join().unwrap_or(false) && all)
            })
        };
        self.settle_unusual(&mut left);
        is_done.then_some(left)
    }

    /// Looks at those by themselves whose names are not part of the text, if names matter.
    fn settle_unusual(&self, left: &mut Bits) {
        let is_name =
            |word: &ReadyWord<'_>| matches!(word.scope, Scope::FirstName | Scope::LastName);
        if !self.words.iter().any(is_name) {
            return;
        }
        for slot in self.people.text.unusual_slots() {
            if self.test(slot) {
                left.set(slot);
            } else {
                left.unset(slot);
            }
        }
    }

    fn settle_tiles(&self, first: usize, words: &mut [u64], cancel: &Cancel) -> bool {
        (first..)
            .zip(words.chunks_mut(TILE_WORDS))
            .all(|(tile, left)| {
                if cancel.is_wanted() {
                    return false;
                }
                self.settle(tile, left);
                true
            })
    }

    /// Leaves of the candidates of a tile those who are asked for.
    fn settle(&self, tile: usize, left: &mut [u64]) {
        if left.iter().all(|word| *word == 0) {
            return;
        }
        self.columns.narrow(first_of(tile), left);
        for word in self.words.iter().filter(|word| !word.is_exact()) {
            if word.negated {
                let mut with = [0; TILE_WORDS];
                let with = &mut with[..left.len()];
                with.copy_from_slice(left);
                self.people.text.narrow(tile, &word.probe, with);
                self.keep_having(word, tile, with);
                without(left, with);
            } else {
                self.keep_having(word, tile, left);
            }
        }
    }

    /// Leaves those who have a word.
    fn keep_having(&self, word: &ReadyWord<'_>, tile: usize, left: &mut [u64]) {
        let first = first_of(tile);
        if word.scope != Scope::Anywhere || bits::count(left) < MANY {
            retain(left, |place| self.has(word, first + place));
            return;
        }
        let text = &self.people.text;
        let last = self.people.slots().min(first + TILE) - 1;
        let (mut slot, mut place, end) = (first, text.range(first).start, text.range(last).end);
        let mut having = [0; TILE_WORDS];
        while let Some(next) = word.finder.find(&text.bytes()[place..end]) {
            slot = text.slot_at(place + next, slot);
            having[(slot - first) as usize / 64] |= 1_u64 << (slot % 64);
            place = text.range(slot).end;
        }
        for (both, one) in left.iter_mut().zip(having) {
            *both &= one;
        }
    }

    fn has(&self, word: &ReadyWord<'_>, slot: u32) -> bool {
        let text = self.people.text.searched(slot, word.scope);
        word.finder.find(text).is_some()
    }
}

/// The first slot of a tile.
fn first_of(tile: usize) -> u32 {
    u32::try_from(tile).map_or(u32::MAX, |tile| tile * TILE)
}

fn without(left: &mut [u64], others: &[u64]) {
    for (word, other) in left.iter_mut().zip(others) {
        *word &= !other;
    }
}

/// How many may work at once; asked once, since the system reads files for it.
fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| {
        thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_CORES))
    })
}
