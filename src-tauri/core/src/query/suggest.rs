//! What a term that is being typed may become.

use super::parse::{FIELDS, HAS, IS};
use crate::value::fold_search;
use crate::view::{GroupName, Suggestion};

/// As many as are read at a glance.
const MOST: usize = 8;

/// Second names of fields are understood, and not suggested.
const SECOND_NAMES: [&str; 3] = ["mail", "first", "last"];

/// Completions of the term at the cursor, which is counted in UTF-16 units; those that begin with what is there come
/// before those that only have it in them. Nothing is suggested for a term that is complete, or while none is begun.
pub(crate) fn suggest_terms(text: &str, cursor: u32, groups: &[GroupName]) -> Vec<Suggestion> {
    let (start, end) = find_term(text, to_bytes(text, cursor));
    let typed = &text[start..to_bytes(text, cursor).max(start)];
    let (sign, body) = match typed.strip_prefix('-') {
        Some(body) => ("-", body),
        None => ("", typed),
    };
    if body.is_empty() {
        return Vec::new();
    }
    let folded = fold_search(body);
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for (term, is_complete) in all_terms(groups) {
        let key = fold_search(&term);
        // A value is found by any part of it, once its field is there.
        let (field, value) = key.split_once(':').unwrap_or(("", &key));
        let value = value.trim_start_matches('"');
        if key == folded && is_complete {
            continue;
        }
        if key.starts_with(&folded) || key.replace('"', "").starts_with(&folded) {
            first.push((term, is_complete));
        } else if folded.split_once(':').is_some_and(|(name, part)| {
            name == field && value.contains(part.trim_start_matches('"'))
        }) || (!folded.contains(':') && value.starts_with(&folded))
        {
            then.push((term, is_complete));
        }
    }
    let found = first.into_iter().chain(then).take(MOST);
    let (start, end) = (to_units(text, start), to_units(text, end));
    found
        .map(|(term, is_complete)| Suggestion {
            text: format!("{sign}{term}"),
            start,
            end,
            is_complete,
        })
        .collect()
}

/// Every term that can be written without knowing anybody, and whether it is complete.
fn all_terms(groups: &[GroupName]) -> Vec<(String, bool)> {
    let mut terms = Vec::new();
    for (name, _) in FIELDS {
        match name {
            "is" => terms.extend(IS.iter().map(|(value, ..)| (format!("is:{value}"), true))),
            "has" => terms.extend(HAS.iter().map(|(value, ..)| (format!("has:{value}"), true))),
            "group" => terms.extend(groups.iter().map(|group| (name_group(group), true))),
            name if SECOND_NAMES.contains(&name) => {}
            name => terms.push((format!("{name}:"), false)),
        }
    }
    terms
}

fn name_group(group: &GroupName) -> String {
    if group.name.contains(char::is_whitespace) {
        format!("group:\"{}\"", group.name)
    } else {
        format!("group:{}", group.name)
    }
}

/// From where to where the term at this place goes: between spaces that are not in quotes.
fn find_term(text: &str, cursor: usize) -> (usize, usize) {
    let (mut start, mut in_quotes) = (0, false);
    for (place, letter) in text.char_indices() {
        if letter == '"' {
            in_quotes = !in_quotes;
        } else if letter.is_whitespace() && !in_quotes {
            if place >= cursor {
                return (start, place);
            }
            start = place + letter.len_utf8();
        }
    }
    (start, text.len())
}

/// The place in bytes of one in UTF-16 units; within a letter, that of the letter.
fn to_bytes(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (place, letter) in text.char_indices() {
        if left < letter.len_utf16() {
            return place;
        }
        left -= letter.len_utf16();
    }
    text.len()
}

fn to_units(text: &str, bytes: usize) -> u32 {
    u32::try_from(text[..bytes].encode_utf16().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::suggest_terms;
    use crate::view::GroupName;

    fn suggest(text: &str, cursor: u32) -> Vec<String> {
        let name = |(id, name): (i64, &str)| GroupName {
            id,
            name: name.to_owned(),
        };
        let groups: Vec<GroupName> = [(1, "Editors"), (2, "Night Shift"), (3, "Élan")]
            .into_iter()
            .map(name)
            .collect();
        let found = suggest_terms(text, cursor, &groups);
        found
            .into_iter()
            .map(|one| format!("{}@{}-{}", one.text, one.start, one.end))
            .collect()
    }

    #[test]
    fn a_beginning_becomes_a_term() {
        assert_eq!(suggest("us", 2), ["username:@0-2"]);
        assert_eq!(
            suggest("ana is:", 7),
            [
                "is:active",
                "is:inactive",
                "is:staff",
                "is:superuser",
                "is:locked",
                "is:never-signed-in"
            ]
            .map(|term| format!("{term}@4-7"))
        );
        assert_eq!(suggest("-is:su", 6), ["-is:superuser@0-6"]);
        assert_eq!(suggest("is:staff", 8), Vec::<String>::new(), "complete");
        assert_eq!(suggest("staff", 5), ["is:staff@0-5"]);
        assert_eq!(suggest("", 0), Vec::<String>::new());
        assert_eq!(suggest("zzz", 3), Vec::<String>::new());
    }

    #[test]
    fn groups_are_found_by_any_part_and_quoted_where_they_must_be() {
        assert_eq!(suggest("group:ni", 8), ["group:\"Night Shift\"@0-8"]);
        assert_eq!(
            suggest("group:\"night sh", 15),
            ["group:\"Night Shift\"@0-15"]
        );
        assert_eq!(suggest("group:shift x", 11), ["group:\"Night Shift\"@0-11"]);
        assert_eq!(suggest("group:el", 8), ["group:Élan@0-8"]);
    }

    #[test]
    fn places_are_counted_as_javascript_counts() {
        assert_eq!(suggest("😀 ha", 5), ["has:picture@3-5"]);
        assert_eq!(suggest("ha ana", 2), ["has:picture@0-2"]);
        assert_eq!(suggest("ha ana", 99), Vec::<String>::new());
    }

    proptest::proptest! {
        #[test]
        fn any_place_in_any_text_gives_a_few(text in "\\PC{0,20}|[-\":a isgroup]{0,20}", cursor in 0..30_u32) {
            let found = suggest_terms(&text, cursor, &[GroupName { id: 1, name: "a group".into() }]);
            proptest::prop_assert!(found.len() <= 8);
        }
    }
}
