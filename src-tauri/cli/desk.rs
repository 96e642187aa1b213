//! The open roster, and whoever sits before it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use roster_core::auth::{Granted, Read, Right, Session, ViewUser, Write};
use roster_core::location::{DATABASE_VARIABLE, default_database};
use roster_core::restore::find_rescue;
use roster_core::view::{Field, Person};
use roster_core::{Error, FieldErrors, Options, Roster};

use crate::failure::Failure;
use crate::print::Printer;

/// Where a roster is, or will be.
pub(crate) struct Place {
    path: PathBuf,
    /// Whether a command line has to name it.
    is_named: bool,
}

impl Place {
    /// The file that was named, or the app's own.
    pub(crate) fn choose(named: Option<PathBuf>) -> Result<Self, Failure> {
        let is_named = named.is_some();
        let path = named.or_else(default_database).ok_or_else(|| {
            Failure::no_roster(format!(
                "There is no folder for programs’ data here. Say where the roster is: --db FILE, or {DATABASE_VARIABLE}."
            ))
        })?;
        Ok(Self { path, is_named })
    }

    /// The file, whether it is there or not.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is no roster. Whatever else is wrong, the core says.
    pub(crate) fn is_missing(&self) -> bool {
        match fs::metadata(&self.path) {
            // A file without a byte in it is only the place for a roster.
            Ok(file) => file.is_file() && file.len() == 0,
            Err(error) => error.kind() == ErrorKind::NotFound,
        }
    }

    /// Opens the roster that is there. None is made: after a slip in a path, that would look as if everyone were gone.
    pub(crate) async fn open(&self) -> Result<Desk, Failure> {
        if self.is_missing() {
            return Err(Failure::no_roster(format!(
                "There is no roster at {}. Make one with: {}",
                self.path.display(),
                self.suggest("init --username NAME"),
            )));
        }
        Desk::open(self).await
    }

    /// Opens the roster, and makes it if it is not there.
    pub(crate) async fn open_or_create(&self) -> Result<Desk, Failure> {
        Desk::open(self).await
    }

    /// Says how to take back what was just done.
    pub(crate) fn offer_undo(&self, printer: Printer, event: i64) {
        let undo = self.suggest(&format!("undo {event}"));
        printer.message(&format!("To undo it: {undo}"));
    }

    /// A command line for this roster.
    pub(crate) fn suggest(&self, command: &str) -> String {
        if !self.is_named {
            return format!("rosterctl {command}");
        }
        let path = self.path.display().to_string();
        let quote = if path.contains(char::is_whitespace) {
            "\""
        } else {
            ""
        };
        format!("rosterctl {command} --db {quote}{path}{quote}")
    }
}

/// The open roster, and whoever sits before it: they may write its file, so they own it.
pub(crate) struct Desk {
    /// The roster.
    pub(crate) roster: Roster,
    /// The authority of the one at the keyboard; history names their login.
    pub(crate) session: Session,
}

impl Desk {
    async fn open(place: &Place) -> Result<Self, Failure> {
        match Self::open_or_explain(place).await {
            Ok(desk) => Ok(desk),
            Err(error) => Err(match find_rescue(&place.path, &error).await {
                Some(offer) => {
                    let command = place.suggest(&format!("restore {}", offer.backup.name));
                    let words = format!("{error} {} Restore it with: {command}", offer.sentence);
                    Failure::no_roster(words)
                }
                None => error.into(),
            }),
        }
    }

    /// The same, with the core's own reason if it can't be opened.
    pub(crate) async fn open_or_explain(place: &Place) -> Result<Self, Error> {
        let roster = Roster::open(&place.path, Options::default()).await?;
        // If that fails, whoever opens the roster next does it; what was asked for now may not even write.
        let _ = roster.purge_trash().await;
        Ok(Self {
            roster,
            session: Session::operator(&login()),
        })
    }

    /// Does something, and closes the roster however that ends.
    pub(crate) async fn work<T>(
        self,
        deed: impl AsyncFnOnce(&Self) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let outcome = deed(&self).await;
        self.roster.close().await;
        outcome
    }

    /// A look at the roster, with a right.
    pub(crate) async fn read<R: Right>(&self) -> Result<Granted<R, Read>, Failure> {
        Ok(self.roster.read(&self.session).await?.grant()?)
    }

    /// A change to the roster, with a right.
    pub(crate) async fn write<R: Right>(&self) -> Result<Granted<R, Write>, Failure> {
        Ok(self.roster.write(&self.session).await?.grant()?)
    }

    /// Whoever has this username or e-mail address.
    pub(crate) async fn find_person(&self, name: &str) -> Result<Person, Failure> {
        let id = self.read::<ViewUser>().await?.find_user(name).await?;
        Ok(self.roster.read(&self.session).await?.show_user(id).await?)
    }

    /// Checks a form before a password is asked for, or hashed; the deed itself checks it again.
    pub(crate) async fn check_form(&self, fields: &[FormField<'_>]) -> Result<(), Failure> {
        let mut errors = FieldErrors::default();
        let mut read = self.roster.read(&self.session).await?;
        for (field, name, value) in fields {
            if let Some(sentence) = read.check_field(*field, value, None).await?.error {
                errors.add(name, sentence);
            }
        }
        Ok(errors.into_result()?)
    }

    /// The same for the first account of all; a roster with people refuses.
    pub(crate) async fn check_first_form(&self, fields: &[FormField<'_>]) -> Result<(), Failure> {
        let mut errors = FieldErrors::default();
        for (field, name, value) in fields {
            if let Some(sentence) = self.roster.check_first_field(*field, value).await?.error {
                errors.add(name, sentence);
            }
        }
        Ok(errors.into_result()?)
    }
}

fn login() -> String {
    whoami::username().unwrap_or_else(|_| "unknown".to_owned())
}

/// How history names whoever sits here, also where there is no roster to ask.
pub(crate) fn actor_name() -> String {
    format!("rosterctl ({})", login())
}

/// A field of a form, its name in errors, and what was typed.
pub(crate) type FormField<'a> = (Field, &'static str, &'a str);
