//! How a person appears where there is room for a picture and a name.

use icu_properties::{CodePointMapData, props::Script};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::db::list::ListRecord;
use crate::db::user::{UserRecord, display_name};
use crate::view::Face;

/// How many colours there are for initials.
const HUES: u64 = 12;

/// The face of a user whose picture has this version.
pub(crate) fn show_face(user: &UserRecord, avatar: Option<String>) -> Face {
    make_face(
        user.id,
        &user.username,
        &user.first_name,
        &user.last_name,
        avatar,
    )
}

/// The face in a row of a list.
pub(crate) fn show_row_face(row: &ListRecord) -> Face {
    make_face(
        row.id,
        &row.username,
        &row.first_name,
        &row.last_name,
        row.avatar.clone(),
    )
}

fn make_face(
    id: i64,
    username: &str,
    first_name: &str,
    last_name: &str,
    avatar: Option<String>,
) -> Face {
    Face {
        id,
        username: username.to_owned(),
        name: display_name(username, first_name, last_name),
        initials: initials(username, first_name, last_name),
        hue: hue(id),
        avatar,
    }
}

/// The first letters of first and last name. One character where a name is written in a script that has no initials,
/// and the first letter of the username where there is no name.
fn initials(username: &str, first_name: &str, last_name: &str) -> String {
    let names: Vec<&str> = [first_name, last_name]
        .into_iter()
        .filter(|name| !name.is_empty())
        .collect();
    let Some(first) = names.first().and_then(|name| first_letter(name)) else {
        return first_letter(username)
            .map(str::to_uppercase)
            .unwrap_or_default();
    };
    if has_no_initials(first) {
        // Family names come first in these scripts' order, and are what people go by.
        return names
            .last()
            .and_then(|name| first_letter(name))
            .unwrap_or(first)
            .to_owned();
    }
    let last = names
        .get(1)
        .and_then(|name| first_letter(name))
        .filter(|letter| !has_no_initials(letter));
    format!("{first}{}", last.unwrap_or_default()).to_uppercase()
}

/// The first letter with its accents, passing over quotes and other signs.
fn first_letter(text: &str) -> Option<&str> {
    text.graphemes(true)
        .find(|letter| letter.chars().next().is_some_and(char::is_alphanumeric))
}

fn has_no_initials(letter: &str) -> bool {
    let script = letter
        .chars()
        .next()
        .map(|c| CodePointMapData::<Script>::new().get(c));
    matches!(
        script,
        Some(
            Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Hangul
                | Script::Arabic
                | Script::Hebrew
        )
    )
}

/// Spread over the colours, and the same for ever: a rename keeps the colour by which people know a face.
fn hue(id: i64) -> u8 {
    // Fibonacci hashing: consecutive ids land far apart.
    let spread = id.unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    u8::try_from(spread % HUES).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{hue, initials};

    #[test]
    fn initials_follow_the_script() {
        assert_eq!(initials("ana", "Ana", "Kovačević"), "AK");
        assert_eq!(initials("oconnell", "Zoë", "O’Connell"), "ZO");
        assert_eq!(initials("yamada", "花子", "山田"), "山");
        assert_eq!(initials("fatima", "فاطمة", "بن علي"), "ب");
        assert_eq!(initials("kim", "김서연", ""), "김");
        assert_eq!(initials("kiosk-2", "", ""), "K");
        assert_eq!(initials("soren", "søren", "ågård"), "SÅ");
        assert_eq!(initials("x", "(Bob)", ""), "B");
        assert_eq!(initials("_", "!!", ""), "");
    }

    #[test]
    fn hues_are_spread_and_stay() {
        let hues: std::collections::BTreeSet<u8> = (1..=60).map(hue).collect();
        assert_eq!(hues.len(), 12, "every colour is used");
        assert!(hues.iter().all(|&hue| hue < 12));
    }
}
