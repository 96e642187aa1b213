//! Writing results and messages, for people and for programs.

use std::io::{self, Write};

use serde::Serialize;

use crate::failure::Done;

/// Who reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printer {
    /// Programs; otherwise people.
    pub(crate) json: bool,
}

impl Printer {
    /// A result: for programs as JSON, for people as it is put in words.
    pub(crate) fn result<T: Serialize>(self, value: &T, words: impl FnOnce() -> String) -> Done {
        if self.json {
            self.json(value)
        } else {
            self.text(&words())
        }
    }

    /// A result for programs only: what was done is said to people by [`Printer::message`].
    pub(crate) fn json<T: Serialize>(self, value: &T) -> Done {
        if !self.json {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, value)?;
        Ok(finish(&mut out)?)
    }

    /// A result for people only.
    pub(crate) fn text(self, text: &str) -> Done {
        if self.json || text.is_empty() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        out.write_all(make_harmless(text).as_bytes())?;
        Ok(finish(&mut out)?)
    }

    /// A word to the person on what was done; programs see it from the result and the exit code.
    pub(crate) fn message(self, text: &str) {
        if !self.json {
            write_message(text);
        }
    }
}

/// So many people, in words.
pub(crate) fn count_people(count: u32) -> String {
    match count {
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    }
}

/// Ends the last line and makes sure that it is out.
pub(crate) fn finish(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes a line to standard error. If that is closed, there is nobody to tell.
pub(crate) fn write_message(text: &str) {
    let mut err = io::stderr().lock();
    let _ = err
        .write_all(make_harmless(text).as_bytes())
        .and_then(|()| finish(&mut err));
}

/// Control characters would be orders to the terminal. The core lets none in; another program that wrote to the file,
/// or a picture's name, may.
fn make_harmless(text: &str) -> String {
    text.replace(
        |c: char| c.is_control() && c != '\n' && c != '\t',
        "\u{FFFD}",
    )
}

#[cfg(test)]
mod tests {
    use super::make_harmless;

    #[test]
    fn terminals_get_no_orders() {
        assert_eq!(
            make_harmless("a\x1b[2Jb\u{9b}31mc\r\nd\te"),
            "a\u{FFFD}[2Jb\u{FFFD}31mc\u{FFFD}\nd\te"
        );
    }
}
