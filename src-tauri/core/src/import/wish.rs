//! What a row wants: each text as the value that it stands for, or what is wrong with it.

use jiff::Timestamp;
use jiff::civil::Date;
use zeroize::Zeroizing;

use super::row::{AvatarSource, SourceRow};
use super::text_value::{describe, parse_flag, parse_moment};
use crate::auth::{check_password, why_not_take_hash};
use crate::db::Millis;
use crate::error::FieldErrors;
use crate::value::{
    Bio, BirthDate, Checked, Email, Location, PermissionSet, PersonName, PhoneNumber, Site,
    Username,
};
use crate::view::{ImportField, PasswordContext};

/// By what values are judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    pub(super) now: Timestamp,
    pub(super) today: Date,
    /// The shortest password.
    pub(super) minimum_password: usize,
    /// What can't be taken of a person is left out, and the person still comes: databases have held it for years, and there
    /// is nobody who would correct them.
    pub(super) is_lenient: bool,
}

/// What a row wants; what it says nothing of is absent.
#[derive(Default)]
pub(super) struct Wish {
    pub(super) username: Option<Username>,
    pub(super) email: Option<Email>,
    pub(super) first_name: Option<PersonName>,
    pub(super) last_name: Option<PersonName>,
    pub(super) is_active: Option<bool>,
    pub(super) is_staff: Option<bool>,
    pub(super) is_superuser: Option<bool>,
    pub(super) must_change_password: Option<bool>,
    pub(super) date_joined: Option<Millis>,
    pub(super) last_login: Option<Millis>,
    pub(super) bio: Option<Bio>,
    pub(super) location: Option<Location>,
    pub(super) birth_date: Option<BirthDate>,
    pub(super) phone_number: Option<PhoneNumber>,
    pub(super) portfolio_site: Option<Site>,
    pub(super) groups: Vec<String>,
    pub(super) permissions: PermissionSet,
    pub(super) password: Option<WishedPassword>,
    pub(super) avatar: Option<AvatarSource>,
    /// What is left out, and why.
    pub(super) notes: Vec<String>,
}

/// A password that comes along.
#[derive(Clone)]
pub(super) enum WishedPassword {
    Typed(Zeroizing<String>),
    Hash(String),
}

/// Reads the values of a row.
struct Parser<'a> {
    row: &'a SourceRow,
    measure: &'a Measure,
    errors: FieldErrors,
    notes: Vec<String>,
}

impl Wish {
    /// Checks every value, and says what is wrong with any.
    pub(super) fn parse(row: &SourceRow, measure: &Measure) -> Result<Self, FieldErrors> {
        let mut parser = Parser {
            row,
            measure,
            errors: FieldErrors::default(),
            notes: row.notes.clone(),
        };
        if let Some(flaw) = &row.flaw {
            return Err(FieldErrors::one("row", flaw.clone()));
        }
        let today = measure.today;
        let mut wish = Self {
            username: parser.check_strictly(ImportField::Username, Username::parse),
            email: parser.check(ImportField::Email, Email::parse),
            first_name: parser.check(ImportField::FirstName, PersonName::parse),
            last_name: parser.check(ImportField::LastName, PersonName::parse),
            is_active: parser.check(ImportField::IsActive, parse_flag),
            is_staff: parser.check(ImportField::IsStaff, parse_flag),
            is_superuser: parser.check(ImportField::IsSuperuser, parse_flag),
            must_change_password: parser.check(ImportField::MustChangePassword, parse_flag),
            date_joined: parser.check(ImportField::DateJoined, |text| {
                parse_moment(text, measure.now)
            }),
            last_login: parser.check(ImportField::LastLogin, |text| {
                parse_moment(text, measure.now)
            }),
            bio: parser.check(ImportField::Bio, Bio::parse),
            location: parser.check(ImportField::Location, Location::parse),
            birth_date: parser.check(ImportField::BirthDate, |text| BirthDate::parse(text, today)),
            phone_number: parser.check(ImportField::PhoneNumber, PhoneNumber::parse),
            portfolio_site: parser.check(ImportField::PortfolioSite, Site::parse),
            groups: row.groups.clone(),
            permissions: row.permissions.iter().copied().collect(),
            password: parser.read_password(),
            avatar: row.avatar.clone(),
            notes: Vec::new(),
        };
        parser.split_name(&mut wish);
        parser.require_name(&wish);
        if parser.errors == FieldErrors::default() {
            wish.notes = parser.notes;
            Ok(wish)
        } else {
            Err(parser.errors)
        }
    }
}

impl Parser<'_> {
    /// A value; one that can't be taken is an error, or where the measure is lenient, is left out.
    fn check<T>(
        &mut self,
        field: ImportField,
        parse: impl FnOnce(&str) -> Checked<T>,
    ) -> Option<T> {
        let text = self.row.get(field)?;
        match parse(text) {
            Ok(value) => Some(value),
            Err(flaw) if self.measure.is_lenient => {
                self.notes.push(format!(
                    "{} “{}” is left out: {flaw}",
                    describe(field),
                    shorten(text)
                ));
                None
            }
            Err(flaw) => {
                self.errors.add(field.key(), flaw.to_string());
                None
            }
        }
    }

    fn check_strictly<T>(
        &mut self,
        field: ImportField,
        parse: impl FnOnce(&str) -> Checked<T>,
    ) -> Option<T> {
        self.errors.check(field.key(), parse(self.row.get(field)?))
    }

    /// A column with both names gives what no column of its own gives.
    fn split_name(&mut self, wish: &mut Wish) {
        if self.row.get(ImportField::FirstName).is_some()
            || self.row.get(ImportField::LastName).is_some()
        {
            return;
        }
        let Some(name) = self.row.get(ImportField::Name).map(str::trim) else {
            return;
        };
        let (first, last) = name.rsplit_once(char::is_whitespace).unwrap_or((name, ""));
        let field = ImportField::Name;
        wish.first_name = self.check(field, |_| PersonName::parse(first));
        wish.last_name = self
            .check(field, |_| PersonName::parse(last))
            .filter(|name| !name.as_str().is_empty());
    }

    fn require_name(&mut self, wish: &Wish) {
        let has_name = self.row.get(ImportField::Username).is_some();
        if !has_name && wish.email.is_none() {
            self.errors.add(
                ImportField::Username.key(),
                "There is neither a username nor an e-mail address in this row.",
            );
        }
    }

    fn read_password(&mut self) -> Option<WishedPassword> {
        let typed = self.row.get(ImportField::Password);
        let hash = self.row.get(ImportField::PasswordHash);
        // A table that was made from Django's calls its hashes passwords.
        let hash = hash.or_else(|| typed.filter(|text| looks_hashed(text)));
        if let Some(hash) = hash.map(str::trim) {
            return match why_not_take_hash(hash) {
                None => Some(WishedPassword::Hash(hash.to_owned())),
                Some(sentence) => {
                    self.notes.push(sentence);
                    None
                }
            };
        }
        let typed = typed?;
        let text = |field| self.row.get(field).unwrap_or_default().to_owned();
        let context = PasswordContext {
            username: text(ImportField::Username),
            email: text(ImportField::Email),
            first_name: text(ImportField::FirstName),
            last_name: text(ImportField::LastName),
        };
        let report = check_password(typed, &context, self.measure.minimum_password);
        if report.acceptable {
            return Some(WishedPassword::Typed(Zeroizing::new(typed.to_owned())));
        }
        let unmet = report.rules.iter().find(|rule| !rule.met);
        let rule = unmet
            .map(|rule| rule.text.to_lowercase())
            .unwrap_or_default();
        let sentence = format!(
            "This password does not keep the rules: {rule}. {}",
            report.hint
        );
        self.errors.add(ImportField::Password.key(), sentence);
        None
    }
}

/// Whether a text is made like what Django and others keep of a password.
fn looks_hashed(text: &str) -> bool {
    let begins = [
        "pbkdf2_sha",
        "argon2$",
        "$argon2",
        "bcrypt",
        "scrypt$",
        "md5$",
        "sha1$",
        "$2a$",
        "$2b$",
        "$2y$",
    ];
    begins.iter().any(|begin| text.starts_with(begin)) && text.matches('$').count() >= 2
}

/// As much of a text as a sentence can hold.
fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::{Measure, SourceRow, Wish, WishedPassword};
    use crate::view::ImportField;

    fn measure(is_lenient: bool) -> Measure {
        Measure {
            now: "2026-06-14T12:00:00Z".parse().unwrap(),
            today: "2026-06-14".parse().unwrap(),
            minimum_password: 15,
            is_lenient,
        }
    }

    fn row(values: &[(ImportField, &str)]) -> SourceRow {
        let mut row = SourceRow::at(2);
        for (field, value) in values {
            row.set(*field, *value);
        }
        row
    }

    #[test]
    fn one_name_becomes_two() {
        let wish = Wish::parse(
            &row(&[
                (ImportField::Email, "a@b.example"),
                (ImportField::Name, "Ana María Núñez"),
            ]),
            &measure(false),
        );
        let wish = wish.ok().unwrap();
        assert_eq!(wish.first_name.unwrap().as_str(), "Ana María");
        assert_eq!(wish.last_name.unwrap().as_str(), "Núñez");
    }

    #[test]
    fn what_is_wrong_is_an_error_or_left_out() {
        let odd = row(&[
            (ImportField::Username, "ana"),
            (ImportField::PhoneNumber, "call me"),
            (ImportField::BirthDate, "3/4/87"),
        ]);
        let errors = Wish::parse(&odd, &measure(false)).err().unwrap();
        assert_eq!(
            errors.iter().map(|(field, _)| field).collect::<Vec<_>>(),
            ["birth_date", "phone_number"]
        );
        let wish = Wish::parse(&odd, &measure(true)).ok().unwrap();
        assert!(
            wish.phone_number.is_none() && wish.notes.len() == 2,
            "{:?}",
            wish.notes
        );
        let nameless = row(&[(ImportField::FirstName, "Ana")]);
        assert!(Wish::parse(&nameless, &measure(true)).is_err());
    }

    #[test]
    fn passwords_keep_the_rules_and_hashes_are_told_from_them() {
        let typed = |password| {
            Wish::parse(
                &row(&[
                    (ImportField::Username, "ana"),
                    (ImportField::Password, password),
                ]),
                &measure(false),
            )
        };
        assert!(matches!(
            typed("four quiet maple roads").ok().unwrap().password,
            Some(WishedPassword::Typed(_))
        ));
        assert!(typed("Welcome1").is_err());
        let hash =
            typed("pbkdf2_sha256$1000000$seasalt$r1uLUxoxpP2Ued/qxvmje7UH9PUJBkRrvf9gGPL7Cps=");
        assert!(matches!(
            hash.ok().unwrap().password,
            Some(WishedPassword::Hash(_))
        ));
        let weak = typed("md5$salt$0123456789abcdef0123456789abcdef")
            .ok()
            .unwrap();
        assert!(
            weak.password.is_none() && weak.notes[0].contains("needs a new password"),
            "{:?}",
            weak.notes
        );
    }
}
