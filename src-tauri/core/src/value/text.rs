//! Free text: names, places, a few words about oneself.

use icu_normalizer::ComposingNormalizer;
use icu_properties::{CodePointMapData, props::GeneralCategory};

use super::{Checked, Flaw};

/// A first or last name, possibly empty; at most 150 characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonName(String);

/// Where a person is, possibly empty; at most 100 characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Location(String);

/// A few words about oneself, possibly empty and of many lines; at most 5,000 characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bio(String);

/// What a group is for, possibly empty; at most 200 characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupDescription(String);

impl PersonName {
    /// The longest name, in characters (Django's limit).
    pub const MAX: usize = 150;

    /// One line, trimmed, with something visible in it unless it is empty.
    pub fn parse(typed: &str) -> Checked<Self> {
        single_line(typed, Self::MAX).map(Self)
    }

    /// The name as it is stored and shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Location {
    /// The longest location, in characters.
    pub const MAX: usize = 100;

    /// One line, trimmed, with something visible in it unless it is empty.
    pub fn parse(typed: &str) -> Checked<Self> {
        single_line(typed, Self::MAX).map(Self)
    }

    /// The location as it is stored and shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl GroupDescription {
    /// The longest description, in characters.
    pub const MAX: usize = 200;

    /// One line, trimmed, with something visible in it unless it is empty.
    pub fn parse(typed: &str) -> Checked<Self> {
        single_line(typed, Self::MAX).map(Self)
    }

    /// The description as it is stored and shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Bio {
    /// The longest text, in characters.
    pub const MAX: usize = 5000;

    /// Lines end in `\n`, blank space around the text goes, tabs stay.
    pub fn parse(typed: &str) -> Checked<Self> {
        let text = typed.replace("\r\n", "\n").replace('\r', "\n");
        let text = normalize_text(text.trim(), Self::MAX)?;
        refuse_hidden(&text, |c| matches!(c, '\n' | '\t') || is_isolate(c))?;
        refuse_invisible(&text)?;
        Ok(Self(text))
    }

    /// The text as it is stored and shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One line of text in NFC: trimmed, without control characters, at most `max` characters.
pub(super) fn single_line(typed: &str, max: usize) -> Checked<String> {
    let text = normalize_text(typed.trim(), max)?;
    refuse_hidden(&text, |_| false)?;
    refuse_invisible(&text)?;
    Ok(text)
}

/// NFC, after a look at the length: what is far too long is not worth normalising.
fn normalize_text(typed: &str, max: usize) -> Checked<String> {
    // NFC never makes text longer than three times its characters.
    let text = if typed.chars().nth(max * 3).is_some() {
        None
    } else {
        Some(ComposingNormalizer::new_nfc().normalize(typed))
    };
    match text {
        Some(text) if text.chars().count() <= max => Ok(text.into_owned()),
        _ => Err(too_long(max)),
    }
}

pub(super) fn too_long(max: usize) -> Flaw {
    Flaw::new(format!(
        "This is too long. Use at most {} characters.",
        group_digits(max)
    ))
}

fn group_digits(number: usize) -> String {
    if number >= 1000 {
        format!("{},{:03}", number / 1000, number % 1000)
    } else {
        number.to_string()
    }
}

/// Control characters and those that turn the direction of what follows: they let one text pass for another.
pub(super) fn refuse_hidden(text: &str, allowed: impl Fn(char) -> bool) -> Checked<()> {
    let hidden = |c: char| {
        (c.is_control() || is_line_break(c) || is_override(c) || is_isolate(c)) && !allowed(c)
    };
    match text.chars().find(|&c| hidden(c)) {
        None => Ok(()),
        Some('\n' | '\r' | '\u{2028}' | '\u{2029}') => {
            Err(Flaw::new("Line breaks can't be used here."))
        }
        Some(_) => Err(Flaw::new(
            "There is a hidden control character in this text. Type it again, or paste it without formatting.",
        )),
    }
}

/// Text that is there must show something: not only spaces, joiners or accents without a letter.
fn refuse_invisible(text: &str) -> Checked<()> {
    if text.is_empty() || text.chars().any(is_visible) {
        Ok(())
    } else {
        Err(Flaw::new(
            "There is nothing to see in this text. Use at least one letter or sign.",
        ))
    }
}

fn is_visible(c: char) -> bool {
    use GeneralCategory as G;
    // Hangul fillers and the Braille blank are letters and signs by category, and blank on screen.
    if matches!(
        c,
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}'
    ) {
        return false;
    }
    !matches!(
        CodePointMapData::<GeneralCategory>::new().get(c),
        G::Control
            | G::Format
            | G::Unassigned
            | G::NonspacingMark
            | G::EnclosingMark
            | G::SpacingMark
            | G::SpaceSeparator
            | G::LineSeparator
            | G::ParagraphSeparator
    )
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Embeddings and overrides (UAX 9), the means of the "Trojan source" trick.
fn is_override(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}')
}

/// Isolates (UAX 9) have honest uses in long text, none in a name.
fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{Bio, PersonName};

    #[test]
    fn names_keep_every_script() {
        for name in [
            "José María Núñez de la Peña",
            "فاطمة الزهراء بن علي",
            "山田 花子",
            "김서연",
            "O’Connell",
            "नीता",
            "X Æ A-12",
        ] {
            assert_eq!(
                PersonName::parse(name).as_ref().map(PersonName::as_str),
                Ok(name)
            );
        }
        assert_eq!(
            PersonName::parse("  Ana ").unwrap().as_str(),
            "Ana",
            "space around a name is a slip"
        );
        assert_eq!(
            PersonName::parse("").unwrap().as_str(),
            "",
            "a name may be absent"
        );
    }

    #[test]
    fn names_that_deceive_or_show_nothing_are_refused() {
        for name in [
            "Ana\0",
            "Ana\nMarta",
            "Ana\u{202E}anA",
            "\u{2067}Ana",
            "\u{301}\u{301}",
            "\u{200B}",
            "\u{3164}",
            "a\u{7f}",
        ] {
            assert!(PersonName::parse(name).is_err(), "{name:?}");
        }
        assert!(
            PersonName::parse(&"é".repeat(150)).is_ok(),
            "150 characters, however many bytes"
        );
        assert!(
            PersonName::parse(&"e\u{301}".repeat(150)).is_ok(),
            "counted after composition"
        );
        assert!(PersonName::parse(&"e".repeat(151)).is_err());
    }

    #[test]
    fn a_bio_keeps_its_lines() {
        assert_eq!(
            Bio::parse("one\r\ntwo\rthree\n\n").unwrap().as_str(),
            "one\ntwo\nthree"
        );
        assert!(Bio::parse("a\u{0}b").is_err());
        assert!(
            Bio::parse(&"x".repeat(5001))
                .unwrap_err()
                .to_string()
                .contains("5,000")
        );
    }
}
