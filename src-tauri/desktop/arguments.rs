//! What the program may be started with.
//!
//! Two options need no framework: clap, which `rosterctl` has, would be a thirtieth of this program.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt as _};
use roster_core::location::DATABASE_VARIABLE;

const HELP: &str = "\
Keeps the people who share a computer or a small organisation.

Usage: roster [--db FILE]

Options:
      --db FILE  Open this roster instead of your own [also: ROSTER_DB]
  -h, --help     Print help
  -V, --version  Print version
";

/// What the program was started with.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// Another roster than one's own.
    pub(crate) database: Option<PathBuf>,
    /// Only shows the dialog for choosing a picture, beginning in this folder, and prints the path.
    #[cfg(target_os = "linux")]
    pub(crate) picture_folder: Option<PathBuf>,
}

/// What the arguments ask for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// To run.
    Run(Arguments),
    /// To print this, and no more.
    Print(String),
}

impl Arguments {
    /// How the second process is told that it is to show the dialog; its folder is the next argument.
    #[cfg(target_os = "linux")]
    pub(crate) const CHOOSE_PICTURE: &str = "choose-picture";
}

impl Request {
    /// Reads the arguments of this process, and the variable that names a roster. The error is a sentence.
    pub(crate) fn of_process() -> Result<Self, String> {
        let variable = std::env::var_os(DATABASE_VARIABLE).filter(|path| !path.is_empty());
        Self::parse(Parser::from_env(), variable).map_err(|error| error.to_string())
    }

    fn parse(mut parser: Parser, variable: Option<OsString>) -> Result<Self, lexopt::Error> {
        let mut arguments = Arguments::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("db") => arguments.database = Some(parser.value()?.parse()?),
                Arg::Long("help") | Arg::Short('h') => return Ok(Self::Print(HELP.to_owned())),
                Arg::Long("version") | Arg::Short('V') => {
                    return Ok(Self::Print(format!(
                        "roster {}\n",
                        env!("CARGO_PKG_VERSION")
                    )));
                }
                #[cfg(target_os = "linux")]
                Arg::Long(Arguments::CHOOSE_PICTURE) => {
                    let folder = parser.optional_value().unwrap_or_else(|| ".".into());
                    arguments.picture_folder = Some(folder.into());
                }
                other => return Err(other.unexpected()),
            }
        }
        if arguments.database.is_none() {
            arguments.database = variable.map(PathBuf::from);
        }
        Ok(Self::Run(arguments))
    }
}

/// Prints what was asked for.
pub(crate) fn print(text: &str) -> io::Result<()> {
    io::stdout().write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use lexopt::Parser;

    use super::{Arguments, Request};

    fn parse(arguments: &[&str], variable: Option<&str>) -> Result<Request, String> {
        Request::parse(Parser::from_args(arguments), variable.map(Into::into))
            .map_err(|error| error.to_string())
    }

    fn database(arguments: &[&str], variable: Option<&str>) -> Option<String> {
        match parse(arguments, variable).unwrap() {
            Request::Run(Arguments { database, .. }) => {
                database.map(|path| Path::new(&path).display().to_string())
            }
            Request::Print(text) => panic!("{text}"),
        }
    }

    #[test]
    fn a_roster_can_be_named() {
        assert_eq!(database(&[], None), None);
        assert_eq!(database(&[], Some("env.db")), Some("env.db".into()));
        for form in [&["--db", "team.db"][..], &["--db=team.db"]] {
            assert_eq!(database(form, Some("env.db")), Some("team.db".into()));
        }
    }

    #[test]
    fn what_nobody_understands_is_refused() {
        for form in [&["--db"][..], &["--nonsense"], &["team.db"], &["-x"]] {
            assert!(parse(form, None).is_err(), "{form:?}");
        }
    }

    #[test]
    fn help_and_version_start_nothing() {
        for form in ["--help", "-h", "--version", "-V"] {
            assert!(
                matches!(parse(&[form], None), Ok(Request::Print(_))),
                "{form}"
            );
        }
    }
}
