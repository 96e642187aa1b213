//! Folding: how two spellings of one thing become the same.

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};
use icu_properties::{CodePointMapData, props::GeneralCategory};

/// The form under which names are unique: NFKC and full case folding (Unicode TR 36, 2.11.2 B).
///
/// "Straße" and "STRASSE", "ana" and "ＡＮＡ" are the same; "ana" and "aná" are not.
#[must_use]
pub fn fold_key(text: &str) -> String {
    // In every normal form already; and most of what is folded is that.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let nfkc = ComposingNormalizer::new_nfkc();
    let folded = CaseMapper::new()
        .fold_string(&nfkc.normalize(text))
        .into_owned();
    // Folding can take the text out of normal form again.
    nfkc.normalize(&folded).into_owned()
}

/// The form in which people are searched and sorted: like [`fold_key`], and accents don't matter either.
///
/// Letters that Unicode does not take apart, such as `ł` and `ø`, are written as the letter that a person without that
/// key on the keyboard would type.
#[must_use]
pub fn fold_search(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let category = CodePointMapData::<GeneralCategory>::new();
    let decomposed = DecomposingNormalizer::new_nfkd().normalize(text);
    let folded = CaseMapper::new().fold_string(&decomposed).into_owned();
    let mut plain = String::with_capacity(folded.len());
    for letter in DecomposingNormalizer::new_nfkd().normalize(&folded).chars() {
        match plain_letter(letter) {
            Some(letters) => plain.push_str(letters),
            None if category.get(letter) == GeneralCategory::NonspacingMark => {}
            None => plain.push(letter),
        }
    }
    plain
}

/// The words of a search, folded by [`fold_search`].
#[must_use]
pub fn fold_words(text: &str) -> Vec<String> {
    fold_search(text)
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

/// What is typed for a letter that has no decomposition.
fn plain_letter(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'æ' => "ae",
        'œ' => "oe",
        'ħ' => "h",
        'ı' => "i",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{fold_key, fold_search};

    #[test]
    fn keys_ignore_case_and_width_but_not_accents() {
        assert_eq!(fold_key("STRASSE"), fold_key("Straße"), "full case folding");
        assert_eq!(fold_key("ＡＮＡ"), "ana", "full width letters are letters");
        assert_ne!(
            fold_key("ana"),
            fold_key("aná"),
            "an accent makes another name"
        );
    }

    #[test]
    fn search_ignores_accents_of_every_kind() {
        assert_eq!(fold_search("Kovačević"), "kovacevic");
        assert_eq!(fold_search("Łukasz Wójcik"), "lukasz wojcik");
        assert_eq!(fold_search("Søren ÅGÅRD"), "soren agard");
        assert_eq!(fold_search("Þórdís"), "thordis");
        assert_eq!(
            fold_search("Χρήστος"),
            fold_search("ΧΡΗΣΤΟΣ"),
            "final sigma and tonos"
        );
        assert_eq!(fold_search("İstanbul"), "istanbul");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["ﬁancée", "ǅ", "ŉ", "ΐ", "가", "Ǆ", "ᾳ"] {
            assert_eq!(fold_key(&fold_key(text)), fold_key(text), "{text}");
            assert_eq!(fold_search(&fold_search(text)), fold_search(text), "{text}");
        }
    }
}
