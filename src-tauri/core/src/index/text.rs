//! The folded text of everybody in one piece of memory, to be searched at the speed of memory.

use std::collections::HashMap;
use std::ops::Range;

use super::grams::{Grams, Probe};
use crate::db::user_index::IndexRecord;
use crate::query::Scope;

/// The texts that people are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Username,
    Email,
    Name,
    FirstName,
    LastName,
}

const KEYS: [Key; 5] = [
    Key::Username,
    Key::Email,
    Key::Name,
    Key::FirstName,
    Key::LastName,
];

/// Set in `first_names` for who has an entry in `unusual`.
const UNUSUAL: u16 = 1 << 15;

/// One text for each slot: username, e-mail, first and last name, a line each, and a line break behind them.
///
/// What people are sorted by is part of that text as a rule, so it is not kept again: a username without accents is the
/// first line, and so on. Whatever is not as the rule says is in `unusual`.
#[derive(Default)]
pub(super) struct TextColumn {
    bytes: Vec<u8>,
    /// Where each slot begins, and the end.
    starts: Vec<u32>,
    /// The length of the first name in the third line.
    first_names: Vec<u16>,
    unusual: HashMap<(u32, Key), Option<Box<[u8]>>>,
    grams: Grams,
}

impl TextColumn {
    /// All of it, for a search through everybody.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Gives back what was reserved and is not needed.
    pub(super) fn shrink_to_fit(&mut self) {
        self.bytes.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.first_names.shrink_to_fit();
    }

    /// Where a slot's text is, with the line breaks behind it.
    pub(super) fn range(&self, slot: u32) -> Range<usize> {
        self.starts[slot as usize] as usize..self.starts[slot as usize + 1] as usize
    }

    /// A slot's text, with the line breaks behind it.
    pub(super) fn text(&self, slot: u32) -> &[u8] {
        &self.bytes[self.range(slot)]
    }

    /// The slot that a place in the text belongs to, if it is `from` or after it.
    pub(super) fn slot_at(&self, place: usize, from: u32) -> u32 {
        // Matches come in order, and the next is rarely far: look in steps that double, then halve.
        let starts = &self.starts[from as usize + 1..];
        let mut reach = 1;
        while reach < starts.len() && starts[reach - 1] as usize <= place {
            reach *= 2;
        }
        let begin = reach / 2;
        let end = reach.min(starts.len());
        let within = starts[begin..end].partition_point(|start| *start as usize <= place);
        from + u32::try_from(begin + within).unwrap_or(u32::MAX)
    }

    /// Appends a slot; false if the text has no room for it.
    pub(super) fn push(&mut self, record: &IndexRecord<'_>) -> bool {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        let Ok(end) = u32::try_from(self.bytes.len() + record.search_key.len() + 1) else {
            return false;
        };
        let Ok(slot) = u32::try_from(self.first_names.len()) else {
            return false;
        };
        self.bytes.extend_from_slice(record.search_key.as_bytes());
        self.bytes.push(b'\n');
        self.starts.push(end);
        self.first_names.push(0);
        self.note_keys(slot, record);
        self.grams.note(slot, record.search_key.as_bytes());
        true
    }

    /// Writes another text into a slot; false if it does not fit.
    pub(super) fn replace(&mut self, slot: u32, record: &IndexRecord<'_>) -> bool {
        let range = self.range(slot);
        let text = record.search_key.as_bytes();
        if text.len() >= range.len() {
            return false;
        }
        let place = &mut self.bytes[range];
        place[..text.len()].copy_from_slice(text);
        place[text.len()..].fill(b'\n');
        self.note_keys(slot, record);
        self.grams.forget(slot);
        self.grams.note(slot, text);
        true
    }

    /// Leaves nothing in a slot that could be found.
    pub(super) fn clear(&mut self, slot: u32) {
        let range = self.range(slot);
        self.bytes[range].fill(b'\n');
        self.forget_keys(slot);
        self.grams.forget(slot);
    }

    fn forget_keys(&mut self, slot: u32) {
        if self.first_names[slot as usize] & UNUSUAL != 0 {
            for key in KEYS {
                self.unusual.remove(&(slot, key));
            }
        }
        self.first_names[slot as usize] = 0;
    }

    fn note_keys(&mut self, slot: u32, record: &IndexRecord<'_>) {
        self.forget_keys(slot);
        let length = u16::try_from(record.first_name_key.len()).ok();
        let length = length.filter(|length| length & UNUSUAL == 0).unwrap_or(0);
        self.first_names[slot as usize] = length;
        for key in KEYS {
            let actual = match key {
                Key::Username => Some(record.username_key),
                Key::Email => record.email_key,
                Key::Name => Some(record.name_key),
                Key::FirstName => Some(record.first_name_key),
                Key::LastName => Some(record.last_name_key),
            };
            let actual = actual.map(str::as_bytes);
            if self.usual_key(slot, key) != actual {
                let kept = actual.map(Box::from);
                self.unusual.insert((slot, key), kept);
                self.first_names[slot as usize] |= UNUSUAL;
            }
        }
    }

    /// What somebody is sorted by.
    pub(super) fn key(&self, slot: u32, key: Key) -> Option<&[u8]> {
        if self.first_names[slot as usize] & UNUSUAL != 0
            && let Some(kept) = self.unusual.get(&(slot, key))
        {
            return kept.as_deref();
        }
        self.usual_key(slot, key)
    }

    /// The same by the rule.
    fn usual_key(&self, slot: u32, key: Key) -> Option<&[u8]> {
        let (username, rest) = split_line(self.text(slot));
        if key == Key::Username {
            return Some(username);
        }
        let (email, rest) = split_line(rest);
        if key == Key::Email {
            return (!email.is_empty()).then_some(email);
        }
        let name = trim_breaks(rest);
        let length = usize::from(self.first_names[slot as usize] & !UNUSUAL);
        match key {
            Key::FirstName => name.get(..length),
            Key::LastName if length == 0 => Some(name),
            Key::LastName => Some(name.get(length + 1..).unwrap_or_default()),
            _ => Some(if name.is_empty() { username } else { name }),
        }
    }

    /// The slots of whom some key is not part of the text, some of them more than once.
    pub(super) fn unusual_slots(&self) -> impl Iterator<Item = u32> {
        self.unusual.keys().map(|(slot, _)| *slot)
    }

    /// Leaves of the people of a tile those whose text may have a word in it.
    pub(super) fn narrow(&self, tile: usize, probe: &Probe, left: &mut [u64]) {
        self.grams.narrow(tile, probe, left);
    }

    /// Where a word of this scope is looked for.
    pub(super) fn searched(&self, slot: u32, scope: Scope) -> &[u8] {
        let text = self.text(slot);
        match scope {
            Scope::Anywhere => text,
            Scope::Username => split_line(text).0,
            Scope::Email => split_line(split_line(text).1).0,
            Scope::Name => split_line(split_line(text).1).1,
            Scope::FirstName => self.key(slot, Key::FirstName).unwrap_or_default(),
            Scope::LastName => self.key(slot, Key::LastName).unwrap_or_default(),
        }
    }
}

fn split_line(text: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(b'\n', text) {
        Some(end) => (&text[..end], &text[end + 1..]),
        None => (text, &[]),
    }
}

fn trim_breaks(mut text: &[u8]) -> &[u8] {
    while let [rest @ .., b'\n'] = text {
        text = rest;
    }
    text
}
