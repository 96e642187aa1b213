//! Checking one field before the form is saved.

use super::account::{NOBODY, check_free};
use crate::auth::{AddUser, ChangeProfile, ChangeUser, Read};
use crate::db::user;
use crate::error::{Error, FieldErrors, Result};
use crate::roster::Roster;
use crate::value::{
    Bio, BirthDate, Email, Flaw, Location, PersonName, PhoneNumber, Site, Username,
};
use crate::view::{Field, FieldCheck};

impl Read {
    /// What is wrong with a value for the person `id`, or for somebody new.
    ///
    /// Whether a name or an address is taken is told to those who could save it, and to nobody else.
    pub async fn check_field(
        &mut self,
        field: Field,
        value: &str,
        id: Option<i64>,
    ) -> Result<FieldCheck> {
        let checked = check_form(field, value, self.roster());
        let Ok(Some(key)) = checked else {
            return Ok(show_check(checked));
        };
        if !self.could_save(field, id) {
            return Ok(FieldCheck::default());
        }
        let name = field_name(field);
        let mut errors = FieldErrors::default();
        check_free(
            self.db(),
            id.unwrap_or(NOBODY),
            name,
            Some(&key),
            &mut errors,
        )
        .await?;
        let error = errors
            .iter()
            .next()
            .map(|(_, sentence)| sentence.to_owned());
        let note = (error.is_none() && field == Field::Username && id.is_none())
            .then(|| "Free to use.".to_owned());
        Ok(FieldCheck { error, note })
    }

    /// Whether the one who asks may give this name or address to the person, or to somebody new.
    fn could_save(&self, field: Field, id: Option<i64>) -> bool {
        let actor = self.actor();
        let changes_profile = |id| actor.is_user(id) || actor.why_not::<ChangeProfile>().is_none();
        match id {
            None => actor.why_not::<AddUser>().is_none(),
            Some(id) if field == Field::Email && changes_profile(id) => true,
            Some(id) => !actor.is_user(id) && actor.why_not::<ChangeUser>().is_none(),
        }
    }
}

impl Roster {
    /// The same for the first account of all, before there is anybody to ask.
    pub async fn check_first_field(&self, field: Field, value: &str) -> Result<FieldCheck> {
        if user::has_any(&mut *self.reader().await?).await? {
            return Err(Error::AlreadySetUp);
        }
        Ok(show_check(check_form(field, value, self)))
    }
}

fn show_check(checked: Result<Option<String>, Flaw>) -> FieldCheck {
    FieldCheck {
        error: checked.err().map(|flaw| flaw.to_string()),
        note: None,
    }
}

/// Checks the form; a value that must be unique comes back as its key.
fn check_form(field: Field, value: &str, roster: &Roster) -> Result<Option<String>, Flaw> {
    match field {
        Field::Username => Username::parse(value).map(|name| Some(name.key().to_owned())),
        Field::Email => Email::parse(value).map(|email| email.key().map(str::to_owned)),
        Field::FirstName | Field::LastName => PersonName::parse(value).map(|_| None),
        Field::Bio => Bio::parse(value).map(|_| None),
        Field::Location => Location::parse(value).map(|_| None),
        Field::BirthDate => BirthDate::parse(value, roster.today()).map(|_| None),
        Field::PhoneNumber => PhoneNumber::parse(value).map(|_| None),
        Field::PortfolioSite => Site::parse(value).map(|_| None),
    }
}

fn field_name(field: Field) -> &'static str {
    if field == Field::Username {
        "username"
    } else {
        "email"
    }
}
