//! What was typed into the search box, taken apart. Any text is a search.
//!
//! ```text
//! search  = term { space term }            all must hold
//! term    = [ "-" ] ( word | phrase | field ":" ( word | phrase ) | fact )
//! phrase  = '"' text '"'                   as it stands; a quote without its partner is a letter
//! field   = username | email | mail | first_name | first | last_name | last | name | group
//! fact    = is:active | is:inactive | is:staff | is:superuser | is:locked | is:never-signed-in
//!         | has:picture
//! ```
//!
//! Case never matters, nor do accents. `group:` means the groups of that name, or with that in their names while none is
//! called so. A field with nothing behind it is one that is still being typed, and is passed over. Whatever else looks
//! like a term and is none, is a word.

use super::{Facts, Scope, Word, fact};
use crate::value::fold_search;

/// More terms than anybody types; the rest are ignored.
const MOST: usize = 20;

/// A search, before the names of groups are looked up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Search {
    pub(crate) words: Vec<Word>,
    pub(crate) facts: Facts,
    /// Folded names, and whether nobody of those groups is meant.
    pub(crate) groups: Vec<(bool, String)>,
}

/// What the box means.
pub(crate) fn parse_search(typed: &str) -> Search {
    let mut search = Search::default();
    let mut rest = typed.trim_start();
    for _ in 0..MOST {
        if rest.is_empty() {
            break;
        }
        let (term, after) = next_term(rest);
        search.add(&term);
        rest = after.trim_start();
    }
    search
}

/// A term as it was typed.
pub(super) struct RawTerm<'a> {
    pub(super) negated: bool,
    /// What stands before the colon, if that is a field.
    pub(super) field: Option<Field>,
    /// What stands behind it, or the whole; without the quotes of a phrase.
    pub(super) value: &'a str,
    is_phrase: bool,
}

/// What can stand before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    In(Scope),
    Group,
    Is,
    Has,
}

/// The fields by name; those of several names with the one to suggest first.
pub(super) const FIELDS: [(&str, Field); 11] = [
    ("username", Field::In(Scope::Username)),
    ("email", Field::In(Scope::Email)),
    ("mail", Field::In(Scope::Email)),
    ("name", Field::In(Scope::Name)),
    ("first_name", Field::In(Scope::FirstName)),
    ("first", Field::In(Scope::FirstName)),
    ("last_name", Field::In(Scope::LastName)),
    ("last", Field::In(Scope::LastName)),
    ("group", Field::Group),
    ("is", Field::Is),
    ("has", Field::Has),
];

/// What can stand behind `is:`, and which fact it means to hold or not.
pub(super) const IS: [(&str, u8, bool); 6] = [
    ("active", fact::ACTIVE, true),
    ("inactive", fact::ACTIVE, false),
    ("staff", fact::STAFF, true),
    ("superuser", fact::SUPERUSER, true),
    ("locked", fact::LOCKED, true),
    ("never-signed-in", fact::SIGNED_IN, false),
];

/// What can stand behind `has:`.
pub(super) const HAS: [(&str, u8, bool); 1] = [("picture", fact::PICTURE, true)];

impl Search {
    fn add(&mut self, term: &RawTerm<'_>) {
        let text = if term.is_phrase {
            term.value
        } else {
            term.value.trim()
        };
        // A field has no line breaks, and a word with one in it could match across two.
        let folded = fold_search(text.trim()).replace('\n', " ");
        // Nothing is left of a lone accent, and everything contains nothing.
        if folded.is_empty() {
            return;
        }
        match term.field {
            Some(Field::Is | Field::Has) => {
                if let Some((_, fact, holds)) = find_fact(term.field, &folded) {
                    self.facts.demand(fact, holds != term.negated);
                }
            }
            Some(Field::Group) => self.groups.push((term.negated, folded)),
            Some(Field::In(scope)) => self.words.push(Word {
                negated: term.negated,
                scope,
                text: folded,
            }),
            None => self.words.push(Word {
                negated: term.negated,
                scope: Scope::Anywhere,
                text: folded,
            }),
        }
    }
}

fn find_fact(field: Option<Field>, value: &str) -> Option<(&'static str, u8, bool)> {
    let values: &[(&'static str, u8, bool)] = match field {
        Some(Field::Is) => &IS,
        Some(Field::Has) => &HAS,
        _ => &[],
    };
    values.iter().copied().find(|(name, ..)| *name == value)
}

/// The first term of a text that begins with one, and what follows.
pub(super) fn next_term(text: &str) -> (RawTerm<'_>, &str) {
    let (negated, body) = match text.strip_prefix('-') {
        Some(body) if !body.is_empty() && !body.starts_with(char::is_whitespace) => (true, body),
        _ => (false, text),
    };
    if let Some((field, value)) = split_field(body) {
        let (value, is_phrase, after) = next_value(value);
        let is_known = match field {
            Field::Is | Field::Has => {
                value.is_empty() || find_fact(Some(field), &fold_search(value)).is_some()
            }
            Field::In(_) | Field::Group => true,
        };
        if is_known {
            let field = Some(field);
            return (
                RawTerm {
                    negated,
                    field,
                    value,
                    is_phrase,
                },
                after,
            );
        }
    }
    let (value, is_phrase, after) = next_value(body);
    (
        RawTerm {
            negated,
            field: None,
            value,
            is_phrase,
        },
        after,
    )
}

fn split_field(text: &str) -> Option<(Field, &str)> {
    let (name, value) = text.split_once(':')?;
    FIELDS
        .iter()
        .find(|(field, _)| name.eq_ignore_ascii_case(field))
        .map(|(_, field)| (*field, value))
}

/// A word or phrase, whether it is a phrase, and what follows.
fn next_value(text: &str) -> (&str, bool, &str) {
    if let Some(quoted) = text.strip_prefix('"')
        && let Some((phrase, after)) = quoted.split_once('"')
        && (after.is_empty() || after.starts_with(char::is_whitespace))
        && !phrase.trim().is_empty()
    {
        return (phrase, true, after);
    }
    match text.find(char::is_whitespace) {
        Some(end) => (&text[..end], false, &text[end..]),
        None => (text, false, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::{Facts, Scope, Search, fact, parse_search};

    /// The words as a person would write them down.
    fn show(search: &Search) -> Vec<String> {
        let sign = |negated| if negated { "-" } else { "" };
        let words = search.words.iter().map(|word| match word.scope {
            Scope::Anywhere => format!("{}{}", sign(word.negated), word.text),
            scope => format!("{}{scope:?}({})", sign(word.negated), word.text),
        });
        let groups = search
            .groups
            .iter()
            .map(|(negated, name)| format!("{}Group({name})", sign(*negated)));
        words.chain(groups).collect()
    }

    #[test]
    fn words_are_folded_and_phrases_kept_together() {
        let words = |typed| show(&parse_search(typed));
        assert_eq!(words("  Ana  KOVAČEVIĆ "), ["ana", "kovacevic"]);
        assert_eq!(words("\"de la\" peña"), ["de la", "pena"]);
        assert_eq!(words("\"open"), ["\"open"]);
        assert_eq!(words("a\"b\" \"\""), ["a\"b\"", "\"\""]);
        assert_eq!(words(" \u{301} "), Vec::<String>::new());
        assert_eq!(words("%_"), ["%_"], "no character is special to the search");
        assert_eq!(words("\"a\nb\""), ["a b"], "no word has a line break");
    }

    #[test]
    fn terms_say_where_to_look_and_what_not_to_find() {
        let words = |typed| show(&parse_search(typed));
        assert_eq!(words("email:ANA"), ["Email(ana)"]);
        assert_eq!(words("Mail:\"a b\" x"), ["Email(a b)", "x"]);
        assert_eq!(words("first:á last:b"), ["FirstName(a)", "LastName(b)"]);
        assert_eq!(words("-ana -\"x y\" -name:z"), ["-ana", "-x y", "-Name(z)"]);
        assert_eq!(words("group:\"Night Shift\""), ["Group(night shift)"]);
        assert_eq!(words("-group:editors"), ["-Group(editors)"]);
    }

    #[test]
    fn what_is_no_term_is_a_word() {
        let words = |typed| show(&parse_search(typed));
        assert_eq!(
            words("foo:bar is:xyz is:lock"),
            ["foo:bar", "is:xyz", "is:lock"]
        );
        assert_eq!(words("- a --b"), ["-", "a", "--b"]);
        assert_eq!(words("-is:xyz"), ["-is:xyz"]);
        assert_eq!(words("kiosk-2 :x"), ["kiosk-2", ":x"]);
        assert_eq!(words("email: is: x"), ["x"], "unfinished terms wait");
        assert_eq!(
            words("email:\"x"),
            ["Email(\"x)"],
            "a lone quote is a letter"
        );
    }

    #[test]
    fn facts_hold_or_not() {
        let facts = |typed| parse_search(typed).facts;
        let wanted = |wanted, unwanted| Facts { wanted, unwanted };
        assert_eq!(
            facts("is:Staff has:picture"),
            wanted(fact::STAFF | fact::PICTURE, 0)
        );
        assert_eq!(
            facts("is:inactive -is:superuser"),
            wanted(0, fact::ACTIVE | fact::SUPERUSER)
        );
        assert_eq!(
            facts("is:locked -is:staff"),
            wanted(fact::LOCKED, fact::STAFF)
        );
        assert_eq!(facts("-is:never-signed-in"), wanted(fact::SIGNED_IN, 0));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_search(text in "\\PC{0,40}|[-\":a is]{0,30}|(-?(is|email|group|has):\"?[ax \"]{0,4} ?){0,30}") {
            let search = parse_search(&text);
            let terms = search.words.len() + search.groups.len();
            proptest::prop_assert!(terms <= 20);
            proptest::prop_assert!(search.words.iter().all(|word| !word.text.is_empty() && !word.text.contains('\n')));
        }
    }
}
