//! The name by which an account signs in.

use icu_normalizer::ComposingNormalizer;
use icu_properties::{CodePointMapData, props::GeneralCategory};

use super::text::too_long;
use super::{Checked, Flaw, fold_key};

/// 1 to 150 letters, digits and `@ . + - _`, in NFKC (Django's rule, for every script).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Username {
    shown: String,
    key: String,
}

impl Username {
    /// The longest username, in characters.
    pub const MAX: usize = 150;

    /// Checks the form; whether the name is free is the database's to say.
    pub fn parse(typed: &str) -> Checked<Self> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Flaw::new("Choose a username."));
        }
        // One character can become eighteen in NFKC; what is too long already is not worth the work.
        if typed.chars().nth(Self::MAX).is_some() {
            return Err(too_long(Self::MAX));
        }
        let shown = ComposingNormalizer::new_nfkc()
            .normalize(typed)
            .into_owned();
        if shown.chars().count() > Self::MAX {
            return Err(too_long(Self::MAX));
        }
        if shown.contains(char::is_whitespace) {
            return Err(Flaw::new(
                "A username has no spaces. Use a dot, a hyphen or an underscore instead.",
            ));
        }
        if let Some(other) = shown.chars().find(|&c| !is_allowed(c)) {
            return Err(refused_character(other));
        }
        if shown.chars().next().is_some_and(is_mark) {
            return Err(Flaw::new(
                "A username can't begin with an accent. Begin with a letter or a digit.",
            ));
        }
        let key = fold_key(&shown);
        Ok(Self { shown, key })
    }

    /// The name as it is stored and shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// The folded form, unique among all accounts.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

fn is_allowed(c: char) -> bool {
    use GeneralCategory as G;
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    let is_letter = matches!(
        category,
        G::UppercaseLetter
            | G::LowercaseLetter
            | G::TitlecaseLetter
            | G::ModifierLetter
            | G::OtherLetter
    );
    let is_number = matches!(
        category,
        G::DecimalNumber | G::LetterNumber | G::OtherNumber
    );
    // Vowel signs: without them many languages of India and South-East Asia can't be written.
    is_letter || is_number || is_mark(c) || matches!(c, '@' | '.' | '+' | '-' | '_')
}

fn is_mark(c: char) -> bool {
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(c),
        GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark
    )
}

fn refused_character(c: char) -> Flaw {
    if c.is_control()
        || CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::Format
    {
        Flaw::new("There is a hidden character in this username. Type it again.")
    } else {
        Flaw::new(format!(
            "“{c}” can't be used in a username. Use letters, digits and @ . + - _ only."
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::Username;

    #[test]
    fn letters_and_digits_of_every_script_are_fine() {
        for name in [
            "ana",
            "Ana.Kovačević",
            "grace+hopper",
            "山田",
            "straße",
            "नीता",
            "kiosk-2",
            "a@b.example",
            "_",
        ] {
            assert_eq!(
                Username::parse(name).as_ref().map(Username::as_str),
                Ok(name)
            );
        }
    }

    #[test]
    fn the_same_name_in_other_letters_has_the_same_key() {
        let key = |name| Username::parse(name).unwrap().key().to_owned();
        assert_eq!(key("ANA"), key("ana"));
        assert_eq!(key("ｇｒａｃｅ"), key("Grace"));
        assert_eq!(key("STRASSE"), key("straße"));
    }

    #[test]
    fn anything_else_is_refused() {
        for name in [
            "",
            "  ",
            "a b",
            "a\tb",
            "a\0",
            "a/b",
            "ana\u{200D}",
            "\u{202E}ana",
            "a\"b",
            "a,b",
            "\u{301}a",
            "🙂",
        ] {
            assert!(Username::parse(name).is_err(), "{name:?}");
        }
        assert!(Username::parse(&"a".repeat(150)).is_ok());
        assert!(Username::parse(&"a".repeat(151)).is_err());
        assert!(
            Username::parse(&"\u{FDFA}".repeat(9)).is_err(),
            "NFKC makes eighteen of one, with spaces"
        );
    }
}
