//! Text files of any make: which encoding they are in, and what separates their cells.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use crate::db::open::unreachable;
use crate::error::{Error, Result};

/// How a text file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextShape {
    pub(super) encoding: &'static Encoding,
    /// Begins with a mark that says its encoding.
    pub(super) has_mark: bool,
    /// Some bytes are no text in the encoding.
    pub(super) has_flaws: bool,
}

impl TextShape {
    /// Reads a file to its end, and says how it is written.
    pub(super) fn detect(path: &Path) -> Result<Self> {
        let unread = |error: io::Error| Error::from(unreachable(path, &error));
        let mut file = File::open(path).map_err(unread)?;
        let mut survey = Survey::default();
        let mut buffer = vec![0; 1 << 16];
        let mut kept = 0;
        loop {
            let read = file.read(&mut buffer[kept..]).map_err(unread)?;
            let end = kept + read;
            let used = survey.look_at(&buffer[..end], read == 0);
            if read == 0 {
                return survey.judge();
            }
            buffer.copy_within(used..end, 0);
            kept = end - used;
        }
    }

    /// Reads a file as UTF-8, whatever it is written in.
    pub(super) fn open(&self, path: &Path) -> Result<DecodeReaderBytes<File, Vec<u8>>> {
        let file = File::open(path).map_err(|error| unreachable(path, &error))?;
        Ok(DecodeReaderBytesBuilder::new()
            .encoding(Some(self.encoding))
            .bom_override(true)
            .build(file))
    }

    /// Whether the text begins like JSON; no table has a heading like that.
    pub(super) fn begins_like_json(&self, path: &Path) -> Result<bool> {
        let mut start = Vec::new();
        let mut text = self.open(path)?.take(1024);
        text.read_to_end(&mut start)
            .map_err(|error| unreachable(path, &error))?;
        let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
        Ok(first.is_some_and(|byte| b"{[".contains(byte)))
    }

    /// In words.
    pub(super) fn describe(&self) -> String {
        let name = if self.encoding == WINDOWS_1252 {
            "Windows-1252"
        } else if self.encoding == UTF_8 {
            "UTF-8"
        } else {
            "UTF-16"
        };
        name.to_owned()
    }
}

/// What was seen of a file so far.
#[derive(Default)]
struct Survey {
    bytes: u64,
    start: [u8; 3],
    /// Characters of more than one byte that are right, and sequences that are none.
    right: u64,
    wrong: u64,
    /// Zero bytes at even and at odd places.
    zeros: [u64; 2],
}

impl Survey {
    /// Takes some bytes into account, and returns how many: a character that is cut off is left for the next time.
    fn look_at(&mut self, bytes: &[u8], is_last: bool) -> usize {
        if self.bytes == 0 {
            let known = bytes.len().min(3);
            self.start[..known].copy_from_slice(&bytes[..known]);
        }
        let mut used = 0;
        for chunk in bytes.utf8_chunks() {
            let valid = chunk.valid();
            self.right += valid.chars().filter(|c| !c.is_ascii()).count() as u64;
            used += valid.len();
            let invalid = chunk.invalid();
            let is_cut = used + invalid.len() == bytes.len() && invalid.len() < 4;
            if invalid.is_empty() || (is_cut && !is_last) {
                break;
            }
            self.wrong += 1;
            used += invalid.len();
        }
        for (place, byte) in bytes[..used].iter().enumerate() {
            if *byte == 0 {
                self.zeros[usize::from(!(self.bytes + place as u64).is_multiple_of(2))] += 1;
            }
        }
        self.bytes += used as u64;
        used
    }

    fn judge(&self) -> Result<TextShape> {
        let shape = |encoding, has_mark, has_flaws| {
            Ok(TextShape {
                encoding,
                has_mark,
                has_flaws,
            })
        };
        match self.start {
            [0xEF, 0xBB, 0xBF] => return shape(UTF_8, true, self.wrong > 0),
            [0xFF, 0xFE, _] => return shape(UTF_16LE, true, false),
            [0xFE, 0xFF, _] => return shape(UTF_16BE, true, false),
            _ => {}
        }
        let [even, odd] = self.zeros;
        // Of what Latin letters are in UTF-16, every other byte is zero.
        if odd * 4 > self.bytes && even * 20 < odd {
            return shape(UTF_16LE, false, false);
        }
        if even * 4 > self.bytes && odd * 20 < even {
            return shape(UTF_16BE, false, false);
        }
        if even + odd > 0 {
            return Err(Error::Import(
                "This is no text. Save it as CSV in the program that it comes from, and choose that file."
                    .to_owned(),
            ));
        }
        match self.wrong {
            0 => shape(UTF_8, false, false),
            // A few broken bytes among letters that are right.
            wrong if self.right > wrong => shape(UTF_8, false, true),
            _ => shape(WINDOWS_1252, false, false),
        }
    }
}

/// A reader that ends where a part of the file goes on and on: a quote that is never closed takes all that follows for one
/// cell. Whoever reads sets the count back after each part.
pub(super) struct Bounded<R> {
    inner: R,
    since: Rc<Cell<usize>>,
    limit: usize,
}

impl<R: Read> Bounded<R> {
    /// A reader of parts of at most `limit` bytes, and its count of bytes since the last part ended.
    pub(super) fn new(inner: R, limit: usize) -> (Self, Rc<Cell<usize>>) {
        let since = Rc::new(Cell::new(0));
        let reader = Self {
            inner,
            since: since.clone(),
            limit,
        };
        (reader, since)
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > self.limit {
            return Err(io::Error::other(TooLong));
        }
        let read = self.inner.read(buffer)?;
        self.since.set(self.since.get() + read);
        Ok(read)
    }
}

/// A part is longer than any should be.
#[derive(Debug, thiserror::Error)]
#[error("a part of it is too long")]
pub(super) struct TooLong;

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::TextShape;

    fn read(bytes: &[u8]) -> Result<(String, String, bool), String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people.csv");
        std::fs::write(&path, bytes).unwrap();
        let shape = TextShape::detect(&path).map_err(|error| error.to_string())?;
        let mut text = String::new();
        shape
            .open(&path)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        Ok((text, shape.describe(), shape.has_flaws))
    }

    #[test]
    fn every_encoding_that_spreadsheets_write_is_read() {
        let text = "username,name\nana,Ana Núñez\n";
        let utf16 = |swap: bool| -> Vec<u8> {
            let units = text.encode_utf16();
            let bytes = units.flat_map(|unit| {
                if swap {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            });
            bytes.collect()
        };
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        let latin: Vec<u8> = text
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        for (bytes, name) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (marked(b"\xEF\xBB\xBF", text.as_bytes()), "UTF-8"),
            (marked(b"\xFF\xFE", &utf16(false)), "UTF-16"),
            (marked(b"\xFE\xFF", &utf16(true)), "UTF-16"),
            (utf16(false), "UTF-16"),
            (utf16(true), "UTF-16"),
            (latin, "Windows-1252"),
        ] {
            assert_eq!(read(&bytes), Ok((text.to_owned(), name.to_owned(), false)));
        }
    }

    #[test]
    fn a_character_across_two_reads_is_no_flaw() {
        let text = "é".repeat((1 << 16) + 3) + "x" + &"€".repeat(1 << 16);
        let (read, name, has_flaws) = read(text.as_bytes()).unwrap();
        assert!(read == text && !has_flaws);
        assert_eq!(name, "UTF-8");
    }

    #[test]
    fn one_broken_byte_does_not_make_another_encoding() {
        let (text, name, has_flaws) = read(b"name\nAna N\xC3\xBA\xC3\xB1ez\nB\xFFb\n").unwrap();
        assert_eq!(name, "UTF-8");
        assert!(has_flaws && text.contains("B\u{FFFD}b"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(read(b"abc\0\x01\0\0\0\x02def").is_err());
    }
}
