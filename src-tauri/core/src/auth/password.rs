//! What makes a good password (NIST SP 800-63B-4, 3.1.1.2; Django's validators), and what becomes of it.

use sqlx::SqliteConnection;
use zeroize::Zeroizing;
use zxcvbn::zxcvbn;

use super::hash::{hash_password, normalize_password};
use super::passphrase::suggest_password;
use crate::db::setting;
use crate::error::{Error, FieldErrors, Result};
use crate::roster::{HashingCost, Roster};
use crate::value::fold_search;
use crate::view::{CheckedRule, PasswordChoice, PasswordContext, PasswordReport, PasswordRule};

/// The longest password, in characters.
const MAX: usize = 1024;

/// What zxcvbn looks at; it takes long over long texts, and nobody guesses the hundredth character.
const JUDGED: usize = 100;

/// The least zxcvbn score: "safely unguessable" offline against a slow hash.
const LEAST_SCORE: u8 = 3;

/// The likeness from which a password is "like your name", as in Django.
const TOO_SIMILAR: f64 = 0.7;

/// How long a temporary passphrase can be used.
pub(crate) const TEMPORARY_DAYS: i64 = 7;

/// Checks every rule at once, to be shown while typing.
#[must_use]
pub fn check_password(password: &str, context: &PasswordContext, minimum: usize) -> PasswordReport {
    let password = normalize_password(password);
    let length = password.chars().count();
    let judged: String = password.chars().take(JUDGED).collect();
    let guessing = u8::from(zxcvbn(&judged, &known_words(context)).score());
    let rule = |rule, met, text: String| CheckedRule { rule, met, text };
    let rules = vec![
        rule(
            PasswordRule::Length,
            length >= minimum && length <= MAX,
            length_text(length, minimum),
        ),
        rule(
            PasswordRule::NotNumeric,
            length > 0 && !password.chars().all(char::is_numeric),
            "Not only numbers".into(),
        ),
        rule(
            PasswordRule::NotCommon,
            guessing >= LEAST_SCORE,
            "Not easy to guess".into(),
        ),
        rule(
            PasswordRule::NotSimilar,
            length > 0 && !is_similar(&password, context),
            "Not like your name".into(),
        ),
    ];
    let acceptable = rules.iter().all(|rule| rule.met);
    let score = match (length, acceptable) {
        (0, _) => 0,
        (_, true) => guessing + 1,
        // Never "strong" before it can be used.
        (_, false) => (guessing + 1).min(3),
    };
    PasswordReport {
        score,
        hint: hint(&rules, length, minimum),
        rules,
        acceptable,
    }
}

fn length_text(length: usize, minimum: usize) -> String {
    if length > MAX {
        "At most 1,024 characters".to_owned()
    } else {
        format!("{minimum} characters or more")
    }
}

fn hint(rules: &[CheckedRule], length: usize, minimum: usize) -> String {
    let unmet = rules.iter().find(|rule| !rule.met).map(|rule| rule.rule);
    match unmet {
        _ if length == 0 => {
            "A few unrelated words are easy to remember and hard to guess.".to_owned()
        }
        Some(PasswordRule::Length) if length > MAX => {
            "This is longer than can be stored.".to_owned()
        }
        Some(PasswordRule::Length) if minimum - length == 1 => "One more character.".to_owned(),
        Some(PasswordRule::Length) => {
            format!("{} more characters; add another word.", minimum - length)
        }
        Some(PasswordRule::NotNumeric) => "Add a word or two.".to_owned(),
        Some(PasswordRule::NotCommon) => {
            "Add one more unrelated word to make it strong.".to_owned()
        }
        Some(PasswordRule::NotSimilar) => "Leave out your names and your address.".to_owned(),
        None => "Easy to remember, hard to guess.".to_owned(),
    }
}

fn known_words(context: &PasswordContext) -> Vec<&str> {
    [
        &context.username,
        &context.email,
        &context.first_name,
        &context.last_name,
        "roster",
    ]
    .into_iter()
    .filter(|word| !word.is_empty())
    .collect()
}

/// Whether the password is hardly more than a name or an address, or a part of one.
fn is_similar(password: &str, context: &PasswordContext) -> bool {
    let password = fold_search(password);
    let length = password.chars().count();
    let parts = |text: &str| -> Vec<String> {
        let folded = fold_search(text);
        folded
            .split(|c: char| !c.is_alphanumeric())
            .chain([folded.as_str()])
            .map(str::to_owned)
            .collect()
    };
    [
        &context.username,
        &context.email,
        &context.first_name,
        &context.last_name,
    ]
    .into_iter()
    .flat_map(|t| parts(t))
    .any(|part| {
        let known = part.chars().count();
        // Of a long password, a short name is no great part.
        known >= 3
            && (password.matches(&part).count() * known * 2 >= length
                || strsim::normalized_damerau_levenshtein(&password, &part) >= TOO_SIMILAR)
    })
}

/// A password on its way into the database: checked and hashed before the transaction, which must be short.
pub struct Credential {
    pub(crate) hash: Option<String>,
    pub(crate) temporary: Option<Zeroizing<String>>,
}

impl Credential {
    /// The passphrase to hand over, if one was made.
    #[must_use]
    pub fn temporary(&self) -> Option<&str> {
        self.temporary
            .as_ref()
            .map(|passphrase| passphrase.as_str())
    }

    /// How long it can be used, in days, if not for ever.
    pub(crate) fn days(&self) -> Option<i64> {
        self.temporary.as_ref().map(|_| TEMPORARY_DAYS)
    }
}

/// The shortest password that can be chosen, in characters.
pub(crate) async fn minimum_password(db: &mut SqliteConnection) -> Result<usize> {
    let length = setting::minimum_password(db).await?;
    usize::try_from(length).map_err(|error| Error::internal(error.to_string()))
}

impl Roster {
    /// The shortest password that can be chosen, in characters.
    pub async fn minimum_password(&self) -> Result<usize> {
        let mut db = self.reader().await?;
        minimum_password(&mut db).await
    }

    /// Makes a credential of what was chosen: checks the rules, makes up a passphrase, hashes. Takes its time.
    pub async fn prepare_credential(
        &self,
        choice: PasswordChoice,
        context: &PasswordContext,
    ) -> Result<Credential> {
        match choice {
            PasswordChoice::None => Ok(Credential {
                hash: None,
                temporary: None,
            }),
            PasswordChoice::Typed { password } => {
                let password = Zeroizing::new(password);
                let hash = self
                    .hash_new_password("password", &password, context)
                    .await?;
                Ok(Credential {
                    hash: Some(hash),
                    temporary: None,
                })
            }
            PasswordChoice::Temporary => {
                let passphrase = Zeroizing::new(suggest_password()?);
                let hash = self
                    .hash_off_thread(normalize_password(&passphrase))
                    .await?;
                Ok(Credential {
                    hash: Some(hash),
                    temporary: Some(passphrase),
                })
            }
        }
    }

    /// Checks the rules and hashes; what is wrong is said of `field`.
    pub(crate) async fn hash_new_password(
        &self,
        field: &str,
        typed: &str,
        context: &PasswordContext,
    ) -> Result<String> {
        self.check_new_password(field, typed, context).await?;
        self.hash_off_thread(normalize_password(typed)).await
    }

    /// Checks the rules; what is wrong is said of `field`.
    pub(super) async fn check_new_password(
        &self,
        field: &str,
        typed: &str,
        context: &PasswordContext,
    ) -> Result<()> {
        let report = check_password(typed, context, self.minimum_password().await?);
        if report.acceptable {
            return Ok(());
        }
        Err(Error::Validation(FieldErrors::one(field, refuse(&report))))
    }

    /// The hash for somebody new: of the password that comes along, or else of a passphrase that is made up and comes back.
    pub(crate) async fn hash_for_newcomer(
        &self,
        typed: Option<Zeroizing<String>>,
    ) -> Result<(String, Option<Zeroizing<String>>)> {
        let Some(typed) = typed else {
            let passphrase = Zeroizing::new(suggest_password()?);
            let hash = self
                .hash_off_thread(normalize_password(&passphrase))
                .await?;
            return Ok((hash, Some(passphrase)));
        };
        Ok((
            self.hash_off_thread(normalize_password(&typed)).await?,
            None,
        ))
    }

    pub(super) async fn hash_off_thread(&self, normalized: Zeroizing<String>) -> Result<String> {
        let cost: HashingCost = self.hashing();
        self.run_costly(move || hash_password(&normalized, cost))
            .await?
    }
}

fn refuse(report: &PasswordReport) -> String {
    let unmet = report
        .rules
        .iter()
        .find(|rule| !rule.met)
        .map(|rule| rule.rule);
    match unmet {
        Some(PasswordRule::Length) if report.score == 0 => "Choose a password.".to_owned(),
        Some(PasswordRule::Length) => {
            format!("This password has the wrong length. {}", report.hint)
        }
        Some(PasswordRule::NotNumeric) => {
            "This password is only numbers. Add a word or two.".to_owned()
        }
        Some(PasswordRule::NotCommon) => {
            "This password is easy to guess. Add one more unrelated word.".to_owned()
        }
        _ => "This password is too much like a name or an address. Leave it out.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{PasswordRule, check_password};
    use crate::view::PasswordContext;

    fn context() -> PasswordContext {
        PasswordContext {
            username: "ana.kovacevic".into(),
            email: "ana.kovacevic@riverside.example".into(),
            first_name: "Ana".into(),
            last_name: "Kovačević".into(),
        }
    }

    fn unmet(password: &str) -> Vec<PasswordRule> {
        check_password(password, &context(), 15)
            .rules
            .iter()
            .filter(|rule| !rule.met)
            .map(|rule| rule.rule)
            .collect()
    }

    #[test]
    fn long_unlike_and_unguessable_is_fine() {
        for good in [
            "four quiet maple roads",
            "tin-harbor-lamp-42",
            "пять тихих дорог клён",
            "四条安静的枫树路在雨中等待着谁呢",
        ] {
            assert_eq!(unmet(good), [], "{good}");
        }
        assert_eq!(
            check_password("four quiet maple roads", &context(), 15).score,
            5
        );
    }

    #[test]
    fn each_rule_refuses_its_own() {
        use PasswordRule::{Length, NotCommon, NotNumeric, NotSimilar};
        assert_eq!(unmet("tin-harbor-lamp"), [], "15 characters are enough");
        assert!(unmet("tin-harbor-42").contains(&Length));
        assert!(unmet(&"xq7".repeat(400)).contains(&Length), "over 1,024");
        assert!(unmet("73910284651938274").contains(&NotNumeric));
        assert!(unmet("passwordpassword").contains(&NotCommon));
        assert!(unmet("aaaaaaaaaaaaaaaaaaaa").contains(&NotCommon));
        assert!(unmet("KOVACEVIC-kovačević").contains(&NotSimilar));
        assert!(unmet("ana.kovacevic@riverside.example").contains(&NotSimilar));
        assert!(
            unmet("four quiet maple ana").is_empty(),
            "a short name within a long phrase is fine"
        );
    }

    #[test]
    fn nothing_typed_scores_nothing() {
        let report = check_password("", &context(), 15);
        assert_eq!((report.score, report.acceptable), (0, false));
        assert!(
            report.rules.iter().all(|rule| !rule.met),
            "no rule is ticked before a key is pressed"
        );
    }
}
