//! How a command fails: the core's error as the page gets it, and the few errors that only the window has.

use std::fmt::Display;

use roster_core::Error;
use roster_core::view::{ErrorCode, ErrorView};
use serde::Serialize;

/// What a command returns.
pub(crate) type Answer<T> = Result<T, CommandError>;

/// `{code, message, fields?, current?}`; the message is a finished sentence for the person.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct CommandError(ErrorView);

impl CommandError {
    /// Nobody is signed in.
    pub(crate) fn not_signed_in() -> Self {
        Self::new(ErrorCode::NotSignedIn, "Sign in first.")
    }

    /// The window waits for the password of whoever is signed in.
    pub(crate) fn locked() -> Self {
        Self::new(ErrorCode::Locked, "Roster is locked. Unlock it first.")
    }

    /// The dialog is on the screen already, perhaps behind the window.
    pub(crate) fn picker_is_open() -> Self {
        Self::new(
            ErrorCode::Picture,
            "The file dialog is open already. It may be behind this window.",
        )
    }

    /// A picture was read before, but is not kept any more.
    pub(crate) fn no_such_draft() -> Self {
        Self::new(
            ErrorCode::Picture,
            "This picture is not open any more. Choose it again.",
        )
    }

    /// A form wants to save a picture before it was cropped.
    pub(crate) fn not_cropped() -> Self {
        Self::new(
            ErrorCode::Picture,
            "Choose first which part of the picture to show.",
        )
    }

    /// The command wants the bytes of a file as they are.
    pub(crate) fn no_bytes() -> Self {
        Self::new(
            ErrorCode::Picture,
            "There is no picture in what was dropped or pasted.",
        )
    }

    /// There is nothing to open in the browser.
    pub(crate) fn no_site() -> Self {
        Self::new(ErrorCode::NotFound, "There is no website in this profile.")
    }

    /// The system has no browser, or it does not start.
    pub(crate) fn no_browser(reason: impl Display) -> Self {
        tracing::error!(%reason, "the browser can't be opened");
        Self::new(
            ErrorCode::Internal,
            "The browser can't be opened. The log has the details.",
        )
    }

    /// The system has no file manager, or there is no such folder.
    pub(crate) fn no_file_manager(reason: impl Display) -> Self {
        tracing::error!(%reason, "the folder can't be shown");
        Self::new(
            ErrorCode::Internal,
            "The folder can't be shown. The log has the details.",
        )
    }

    /// It is no use to open a roster twice in one window.
    pub(crate) fn roster_is_open() -> Self {
        Self::new(ErrorCode::Conflict, "This roster is open already.")
    }

    /// The roster is none of those that can be chosen.
    pub(crate) fn no_such_roster() -> Self {
        Self::new(
            ErrorCode::NotFound,
            "This roster is not on the list any more. Choose its file.",
        )
    }

    /// This program can't be started once more.
    pub(crate) fn no_second_window(reason: impl Display) -> Self {
        tracing::error!(%reason, "the other roster can't be opened");
        Self::new(
            ErrorCode::Internal,
            "The other roster can’t be opened from here. The log has the details.",
        )
    }

    /// What can't be read can't be kept aside row by row; it can be moved, once nobody has it open.
    pub(crate) fn damaged_inside(backup: &str) -> Self {
        Self::new(
            ErrorCode::Backup,
            &format!(
                "The roster is damaged inside, so it can’t be kept aside while it is open. Close Roster, then run: rosterctl restore {backup}"
            ),
        )
    }

    /// Only packages have them.
    pub(crate) fn no_licences(reason: impl Display) -> Self {
        tracing::info!(%reason, "there are no licences to show");
        Self::new(
            ErrorCode::NotFound,
            "This Roster was not installed from a package, so the licences of its libraries are not with it.",
        )
    }

    /// The settings work for now, but will be forgotten.
    pub(crate) fn unsaved_preferences(reason: impl Display) -> Self {
        tracing::error!(%reason, "the settings can't be saved");
        Self::new(
            ErrorCode::Internal,
            "This setting could not be saved and lasts only until Roster is closed.",
        )
    }

    /// The recovery codes on the page were kept already, or belong to somebody who signed out.
    pub(crate) fn no_new_codes() -> Self {
        Self::new(
            ErrorCode::NotFound,
            "These recovery codes are not open any more. Make new ones.",
        )
    }

    /// The file was forgotten: another one was chosen, or somebody else signed in.
    pub(crate) fn no_import() -> Self {
        Self::new(
            ErrorCode::Import,
            "This file is not open any more. Choose it again.",
        )
    }

    /// There is nothing in what was dropped.
    pub(crate) fn nothing_dropped() -> Self {
        Self::new(ErrorCode::Import, "There is no file in what was dropped.")
    }

    /// The conflict was settled meanwhile, or can't be decided in this way.
    pub(crate) fn not_decided() -> Self {
        Self::new(
            ErrorCode::Import,
            "This row can’t be decided in this way. Look at it again.",
        )
    }

    /// The passphrases were made by another import, or there were none.
    pub(crate) fn no_passphrases() -> Self {
        Self::new(
            ErrorCode::NotFound,
            "These passphrases are not open any more. Reset the passwords of those who need one.",
        )
    }

    /// Something that should not happen: logged here, once and in full.
    pub(crate) fn internal(reason: impl Display) -> Self {
        tracing::error!(%reason, "internal error");
        Self(Error::Internal(String::new()).to_view())
    }

    /// What the page does about it.
    pub(crate) fn code(&self) -> ErrorCode {
        self.0.code
    }

    fn new(code: ErrorCode, message: &str) -> Self {
        Self(ErrorView {
            code,
            message: message.to_owned(),
            fields: None,
            current: None,
            current_group: None,
            retry_after: None,
        })
    }
}

impl From<Error> for CommandError {
    fn from(error: Error) -> Self {
        Self(error.to_view())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use roster_core::{Error, FieldErrors};
    use serde_json::json;

    use super::CommandError;

    fn shown(error: impl Into<CommandError>) -> serde_json::Value {
        serde_json::to_value(error.into()).unwrap()
    }

    #[test]
    fn the_page_gets_code_and_sentence() {
        assert_eq!(
            shown(Error::SignInRefused {
                wait: Duration::ZERO
            }),
            json!({"code": "sign_in_refused", "message": "The username or password is not right."})
        );
        assert_eq!(
            shown(CommandError::not_signed_in()),
            json!({"code": "not_signed_in", "message": "Sign in first."})
        );
    }

    #[test]
    fn wrong_fields_are_named() {
        let error = Error::Validation(FieldErrors::one("username", "Already taken."));
        assert_eq!(
            shown(error),
            json!({"code": "validation", "message": "Already taken.", "fields": {"username": "Already taken."}})
        );
    }

    #[test]
    fn what_went_wrong_inside_stays_inside() {
        let error = shown(CommandError::internal(
            "no such table: user at /home/ana/roster.db",
        ));
        assert_eq!(error["code"], "internal");
        assert!(!error.to_string().contains("table"), "{error}");
    }
}
