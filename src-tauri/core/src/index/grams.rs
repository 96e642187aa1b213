//! What is in which part of the text, as bits, so that a word is looked for only where it can be.
//!
//! For each common character there is a bit for each person: those are exact. For longer pieces there is a bit for each
//! block of people, in a row that the piece shares with others: a block whose bit is not set does not have it. Bits of
//! blocks are never taken back, so who changed leaves some behind, which cost a look and no more.

/// How many people are in a tile: what is searched in one go.
pub(super) const TILE: u32 = 8192;

/// The bits of one tile's people, 64 in each.
pub(super) const TILE_WORDS: usize = TILE as usize / 64;

/// How many people share the bits of pieces.
const BLOCK: usize = 16;

/// A bit for each block of a tile: one line of the processor's cache.
const BLOCK_WORDS: usize = TILE_WORDS / BLOCK;

/// Rows for pieces of two bytes, and behind them for pieces of three.
const PAIR_ROWS: usize = 256;
const TRIPLE_ROWS: usize = 512;

/// Characters that have bits of their own.
const CHARACTERS: &[u8; 39] = b"abcdefghijklmnopqrstuvwxyz0123456789@.-";

/// No row.
const NONE: u8 = u8::MAX;

/// The row of each character.
const CHARACTER_ROWS: [u8; 256] = {
    let mut rows = [NONE; 256];
    let mut row = 0;
    while row < CHARACTERS.len() {
        #[expect(clippy::cast_possible_truncation, reason = "there are few")]
        let number = row as u8;
        rows[CHARACTERS[row] as usize] = number;
        row += 1;
    }
    rows
};

/// The people of four blocks, for each set of them.
const SPREAD: [u64; 16] = {
    let mut spread = [0; 16];
    let mut set = 0;
    while set < 16 {
        let mut block = 0;
        while block < 4 {
            if set >> block & 1 != 0 {
                spread[set] |= ((1 << BLOCK) - 1) << (block * BLOCK);
            }
            block += 1;
        }
        set += 1;
    }
    spread
};

/// What is known of everybody's text.
#[derive(Default)]
pub(super) struct Grams {
    tiles: Vec<Tile>,
}

struct Tile {
    characters: Box<[[u64; TILE_WORDS]]>,
    pieces: Box<[[u64; BLOCK_WORDS]]>,
}

/// A word as these bits know it.
pub(super) struct Probe {
    characters: Vec<usize>,
    pieces: Vec<usize>,
    /// Whether the bits tell exactly who has it.
    is_exact: bool,
}

impl Probe {
    pub(super) fn of(word: &[u8]) -> Self {
        let mut characters: Vec<usize> = word.iter().filter_map(|byte| character(*byte)).collect();
        characters.sort_unstable();
        characters.dedup();
        let pairs = word.windows(2).map(pair);
        let mut pieces: Vec<usize> = pairs.chain(word.windows(3).map(triple)).collect();
        pieces.sort_unstable();
        pieces.dedup();
        Self {
            is_exact: word.len() == 1 && characters.len() == 1,
            characters,
            pieces,
        }
    }

    /// Whether the bits tell exactly who has the word, rather than who may.
    pub(super) fn is_exact(&self) -> bool {
        self.is_exact
    }
}

impl Grams {
    /// Takes note of a slot's text. Slots come one after another when they are new.
    pub(super) fn note(&mut self, slot: u32, text: &[u8]) {
        let (number, place) = place_of(slot);
        while self.tiles.len() <= number {
            self.tiles.push(Tile::default());
        }
        let Tile { characters, pieces } = &mut self.tiles[number];
        let (word, bit) = (place / 64, 1 << (place % 64));
        let block = place / BLOCK;
        let (block_word, block_bit) = (block / 64, 1 << (block % 64));
        for line in text.split(|byte| *byte == b'\n') {
            for row in line.iter().filter_map(|byte| character(*byte)) {
                characters[row][word] |= bit;
            }
            for row in line.windows(2).map(pair) {
                pieces[row][block_word] |= block_bit;
            }
            for row in line.windows(3).map(triple) {
                pieces[row][block_word] |= block_bit;
            }
        }
    }

    /// Takes back what is exact of a slot, before another text comes.
    pub(super) fn forget(&mut self, slot: u32) {
        let (number, place) = place_of(slot);
        if let Some(tile) = self.tiles.get_mut(number) {
            for row in &mut tile.characters {
                row[place / 64] &= !(1 << (place % 64));
            }
        }
    }

    /// Leaves of the people of a tile those who may have the word; the last tile may be shorter.
    pub(super) fn narrow(&self, tile: usize, probe: &Probe, left: &mut [u64]) {
        let Some(tile) = self.tiles.get(tile) else {
            return;
        };
        if !probe.pieces.is_empty() {
            let mut blocks = [u64::MAX; BLOCK_WORDS];
            for row in &probe.pieces {
                for (both, one) in blocks.iter_mut().zip(&tile.pieces[*row]) {
                    *both &= one;
                }
            }
            for (place, word) in left.iter_mut().enumerate() {
                *word &= SPREAD[(blocks[place / 16] >> (place % 16 * 4) & 15) as usize];
            }
        }
        for row in &probe.characters {
            for (word, one) in left.iter_mut().zip(&tile.characters[*row]) {
                *word &= one;
            }
        }
    }
}

impl Default for Tile {
    fn default() -> Self {
        Self {
            characters: vec![[0; TILE_WORDS]; CHARACTERS.len()].into_boxed_slice(),
            pieces: vec![[0; BLOCK_WORDS]; PAIR_ROWS + TRIPLE_ROWS].into_boxed_slice(),
        }
    }
}

/// The tile of a slot, and the slot's place in it.
fn place_of(slot: u32) -> (usize, usize) {
    ((slot / TILE) as usize, (slot % TILE) as usize)
}

fn character(byte: u8) -> Option<usize> {
    let row = CHARACTER_ROWS[usize::from(byte)];
    (row != NONE).then_some(usize::from(row))
}

/// The row of two bytes.
fn pair(bytes: &[u8]) -> usize {
    scatter(u32::from(bytes[0]) << 8 | u32::from(bytes[1]), PAIR_ROWS)
}

/// The row of three bytes.
fn triple(bytes: &[u8]) -> usize {
    let number = u32::from(bytes[0]) << 16 | u32::from(bytes[1]) << 8 | u32::from(bytes[2]);
    PAIR_ROWS + scatter(number, TRIPLE_ROWS)
}

/// A number below `rows`, a power of two, that depends on all bits.
fn scatter(number: u32, rows: usize) -> usize {
    let mixed = number.wrapping_mul(0x9E37_79B1);
    (mixed >> (32 - rows.trailing_zeros())) as usize
}
