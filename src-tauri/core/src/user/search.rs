//! What was typed into the search box.

use crate::value::fold_search;

/// More words than anybody types; the rest are ignored.
const MOST: usize = 20;

/// The folded words that must all be found. A phrase in quotes is one word; a quote without its partner is a letter.
pub(super) fn split_words(typed: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() && words.len() < MOST {
        let (word, after) = next_word(rest);
        // Nothing is left of a lone accent, and everything contains nothing.
        let folded = fold_search(word.trim());
        if !folded.is_empty() {
            words.push(folded);
        }
        rest = after.trim_start();
    }
    words
}

fn next_word(text: &str) -> (&str, &str) {
    if let Some(quoted) = text.strip_prefix('"')
        && let Some((phrase, after)) = quoted.split_once('"')
        && (after.is_empty() || after.starts_with(char::is_whitespace))
        && !phrase.trim().is_empty()
    {
        return (phrase, after);
    }
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::split_words;

    #[test]
    fn words_are_folded_and_phrases_kept_together() {
        assert_eq!(split_words("  Ana  KOVAČEVIĆ "), ["ana", "kovacevic"]);
        assert_eq!(split_words("\"de la\" peña"), ["de la", "pena"]);
        assert_eq!(split_words("\"open"), ["\"open"]);
        assert_eq!(split_words("a\"b\" \"\""), ["a\"b\"", "\"\""]);
        assert_eq!(split_words(" \u{301} "), Vec::<String>::new());
        assert_eq!(
            split_words("%_"),
            ["%_"],
            "no character is special to the search"
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_words(text in "\\PC{0,40}|[\" a]{0,20}") {
            let words = split_words(&text);
            proptest::prop_assert!(words.len() <= 20);
            proptest::prop_assert!(words.iter().all(|word| !word.is_empty()));
        }
    }
}
