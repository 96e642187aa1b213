//! Why something was not done, how that is said, and with which exit code.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use roster_core::view::ErrorCode;
use roster_core::{DatabaseError, Error};
use serde::Serialize;

use crate::log;
use crate::print::{Printer, write_message};

/// What every command ends in.
pub(crate) type Done = Result<(), Failure>;

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It was not done; the person is told why.
    Refused(Refusal),
    /// It was not even tried, after too many failures in a row.
    Throttled(Refusal),
    /// It was asked for in a way that can't be understood.
    Usage(String),
    /// Whoever read the results has gone, as `head` does. Nobody is left to be told anything.
    NobodyReads,
    /// All has been said already.
    Said,
}

/// A refusal in words and for programs.
#[derive(Debug, Serialize)]
pub(crate) struct Refusal {
    code: Code,
    message: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<String, String>,
}

/// The core's codes, and those of what only a command line can get wrong.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Code {
    Core(ErrorCode),
    Own(&'static str),
}

impl Failure {
    /// A file outside the roster, or a pipe, that can't be read or written.
    pub(crate) fn file(message: impl Into<String>) -> Self {
        Self::own("file", message)
    }

    /// There is nothing that can be opened as a roster.
    pub(crate) fn no_roster(message: impl Into<String>) -> Self {
        Self::with_code(ErrorCode::Database, message)
    }

    /// What was named is not there.
    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::with_code(ErrorCode::NotFound, message)
    }

    /// A rule of the roster forbids it.
    pub(crate) fn protected(message: impl Into<String>) -> Self {
        Self::with_code(ErrorCode::Protected, message)
    }

    /// One wrong field.
    pub(crate) fn field(field: &str, message: impl Into<String>) -> Self {
        let errors = roster_core::FieldErrors::one(field, message);
        Self::from(Error::Validation(errors))
    }

    fn own(code: &'static str, message: impl Into<String>) -> Self {
        Self::Refused(Refusal {
            code: Code::Own(code),
            message: message.into(),
            fields: BTreeMap::new(),
        })
    }

    fn with_code(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::Refused(Refusal {
            code: Code::Core(code),
            message: message.into(),
            fields: BTreeMap::new(),
        })
    }

    /// Says on standard error what happened, and gives the exit code: 1 for what was refused, 2 for wrong usage, 3 for
    /// what was not tried.
    pub(crate) fn explain(self, printer: Printer) -> ExitCode {
        match self {
            Self::Refused(refusal) => refusal.explain(printer, 1),
            Self::Throttled(refusal) => refusal.explain(printer, 3),
            Self::Usage(message) => {
                write_message(&if printer.json {
                    usage_to_json(message)
                } else {
                    format!("error: {message}\n\nFor more information, try '--help'.")
                });
                ExitCode::from(2)
            }
            Self::NobodyReads => ExitCode::SUCCESS,
            Self::Said => ExitCode::from(1),
        }
    }
}

impl Refusal {
    fn explain(&self, printer: Printer, exit: u8) -> ExitCode {
        write_message(&if printer.json {
            to_json(self)
        } else {
            self.to_text()
        });
        ExitCode::from(exit)
    }

    /// The sentence, or one for each field.
    fn to_text(&self) -> String {
        match self.fields.len() {
            0 => format!("error: {}", self.message),
            1 => self
                .fields
                .iter()
                .fold(String::new(), |_, (field, sentence)| {
                    format!("error: {field}: {sentence}")
                }),
            _ => {
                let mut text = format!("error: {}", self.message);
                for (field, sentence) in &self.fields {
                    // Writing to a string can't fail.
                    let _ = write!(text, "\n  {field}: {sentence}");
                }
                text
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let message = match &error {
            // The core refers to the log; here, that is what it logged.
            Error::Internal(_) | Error::Database(DatabaseError::Other) => {
                let words = "Something went wrong inside Roster. `rosterctl check` may tell more.";
                log::take().map(|details| format!("{words} ({details})"))
            }
            _ => None,
        };
        let view = error.to_view();
        let refusal = Refusal {
            code: Code::Core(view.code),
            message: message.unwrap_or(view.message),
            fields: view.fields.unwrap_or_default(),
        };
        if view.code == ErrorCode::Throttled {
            Self::Throttled(refusal)
        } else {
            Self::Refused(refusal)
        }
    }
}

/// Writing results failed.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::NobodyReads
        } else {
            Self::file(format!(
                "The result can’t be written: {}.",
                plain_reason(&error)
            ))
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

/// What the operating system says, as part of a sentence.
pub(crate) fn plain_reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error")
        .next()
        .unwrap_or(&text)
        .to_lowercase()
}

/// Says what is wrong with the command line, or shows the help or the version that was asked for.
///
/// Nothing was parsed, so whether programs read the answer has to be seen from the bare words.
pub(crate) fn explain_usage(error: &clap::Error) -> ExitCode {
    let code = u8::try_from(error.exit_code()).unwrap_or(2);
    let wants_json = std::env::args_os().any(|argument| argument == "--json");
    if error.use_stderr() && wants_json {
        let text = error.render().to_string();
        let text = text.strip_prefix("error: ").unwrap_or(&text);
        write_message(&usage_to_json(text.trim_end().to_owned()));
    } else {
        // Nobody to tell if this fails.
        let _ = error.print();
    }
    ExitCode::from(code)
}

fn usage_to_json(message: String) -> String {
    to_json(&Refusal {
        code: Code::Own("usage"),
        message,
        fields: BTreeMap::new(),
    })
}

fn to_json(refusal: &Refusal) -> String {
    serde_json::json!({ "error": refusal }).to_string()
}
