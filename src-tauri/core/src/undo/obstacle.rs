//! What stands in the way of setting something back, in sentences.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::db::event::LaterChange;
use crate::error::{Error, LAST_SUPERUSER};

/// Something that can't be set back, and why.
#[derive(Debug, Clone)]
pub(super) struct Obstacle {
    pub(super) field: Option<String>,
    pub(super) message: String,
    /// The later event that is in the way.
    pub(super) event: Option<i64>,
    pub(super) cause: Cause,
}

/// Why something can't be set back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// The one who asks may not do it by hand either.
    Forbidden,
    /// It is not what the event left any more; by whom it was changed is still to be found out.
    Changed,
    /// Anything else that has become of it.
    Conflict,
}

impl Obstacle {
    /// A right that is missing, or a rule.
    pub(super) fn forbidden(field: &str, message: String) -> Self {
        Self::about(field, message, Cause::Forbidden)
    }

    /// Something that has become of a field.
    pub(super) fn conflict(field: &str, message: impl Into<String>) -> Self {
        Self::about(field, message.into(), Cause::Conflict)
    }

    /// A field that something else has changed.
    pub(super) fn changed(field: &str) -> Self {
        let message = format!(
            "{} is not what this change left any more.",
            name_field(field)
        );
        Self::about(field, message, Cause::Changed)
    }

    /// A field, or a value, that another version of Roster noted.
    pub(super) fn unreadable(field: &str) -> Self {
        let message = "This was noted by another version of Roster, which this one can’t undo.";
        Self::conflict(field, message)
    }

    /// Something that has become of the person or the group.
    pub(super) fn whole(message: impl Into<String>) -> Self {
        Self {
            field: None,
            ..Self::conflict("", message)
        }
    }

    fn about(field: &str, message: String, cause: Cause) -> Self {
        Self {
            field: Some(field.to_owned()),
            message,
            event: None,
            cause,
        }
    }

    /// Says who changed the field, and when.
    pub(super) fn blame(&mut self, later: &LaterChange, zone: &TimeZone) {
        let Some(field) = &self.field else { return };
        let moment = Timestamp::from_millisecond(later.at).unwrap_or(Timestamp::UNIX_EPOCH);
        self.message = format!(
            "{} was changed again by {} on {}.",
            name_field(field),
            later.actor_name,
            moment.to_zoned(zone.clone()).strftime("%-d %B %Y at %H:%M")
        );
        self.event = Some(later.id);
    }

    /// The refusal that it is when nothing is left to be done. `message` says it in full.
    pub(super) fn into_error(self, message: String) -> Error {
        match self.cause {
            Cause::Forbidden if self.message == LAST_SUPERUSER => Error::Protected(message),
            Cause::Forbidden => Error::Forbidden(message),
            Cause::Changed | Cause::Conflict => Error::UndoConflict(message),
        }
    }
}

/// A field at the beginning of a sentence.
fn name_field(field: &str) -> &str {
    match field {
        "username" => "The username",
        "email" => "The e-mail address",
        "first_name" => "The first name",
        "last_name" => "The last name",
        "bio" => "The text about them",
        "location" => "The location",
        "birth_date" => "The birth date",
        "phone_number" => "The phone number",
        "portfolio_site" => "The site",
        "avatar" => "The picture",
        "name" => "The name",
        "description" => "The description",
        _ => "What was changed",
    }
}
