//! What the program may be started with.
//!
//! A few words need no framework: clap, which `rosterctl` has, would be a thirtieth of this program.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use lexopt::{Arg, Parser, ValueExt as _};
use roster_core::location::DATABASE_VARIABLE;
use serde::Serialize;

const HELP: &str = "\
Keeps the people who share a computer or a small organisation.

Usage: roster [people | profile | settings] [--db FILE | FILE]

Where the roster is open already, its window comes to the front, and goes there.

Arguments:
  people         Go to the list of people, once somebody is signed in
  profile        Go to one's own profile
  settings       Go to the settings
  FILE           The same as --db FILE; a name alone ends in .db

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
    /// Where to go once somebody is signed in.
    pub(crate) place: Option<Place>,
    /// Only shows this dialog, and prints the path that was chosen.
    #[cfg(target_os = "linux")]
    pub(crate) dialog: Option<Dialog>,
}

/// A screen that the program can be started for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) enum Place {
    /// The list of people.
    People,
    /// One's own profile.
    Profile,
    /// The settings.
    Settings,
}

impl Place {
    const ALL: [Self; 3] = [Self::People, Self::Profile, Self::Settings];

    /// The word for it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Profile => "profile",
            Self::Settings => "settings",
        }
    }

    /// The place that a word is for.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.as_str() == word)
    }
}

/// A dialog that a second process of this program shows.
#[cfg(target_os = "linux")]
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Dialog {
    /// For choosing a picture, beginning in this folder.
    Picture(PathBuf),
    /// For choosing a file that people come from.
    Import,
    /// For choosing a folder with pictures.
    Media,
    /// For choosing another roster.
    Roster,
    /// For saving an export under this name.
    Export(OsString),
}

/// What the arguments ask for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// To run.
    Run(Arguments),
    /// To print this, and no more.
    Print(String),
}

#[cfg(target_os = "linux")]
impl Dialog {
    const PICTURE: &str = "choose-picture";
    const IMPORT: &str = "choose-import";
    const MEDIA: &str = "choose-media";
    const ROSTER: &str = "choose-roster";
    const EXPORT: &str = "choose-export";

    /// How the second process is told.
    pub(crate) fn to_argument(&self) -> OsString {
        let (option, value) = match self {
            Self::Picture(folder) => (Self::PICTURE, Some(folder.as_os_str())),
            Self::Import => (Self::IMPORT, None),
            Self::Media => (Self::MEDIA, None),
            Self::Roster => (Self::ROSTER, None),
            Self::Export(name) => (Self::EXPORT, Some(name.as_os_str())),
        };
        let mut argument = OsString::from(format!("--{option}"));
        if let Some(value) = value {
            argument.push("=");
            argument.push(value);
        }
        argument
    }
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
                Arg::Long(Dialog::PICTURE) => {
                    arguments.dialog = Some(Dialog::Picture(parser.value()?.into()));
                }
                #[cfg(target_os = "linux")]
                Arg::Long(Dialog::IMPORT) => arguments.dialog = Some(Dialog::Import),
                #[cfg(target_os = "linux")]
                Arg::Long(Dialog::MEDIA) => arguments.dialog = Some(Dialog::Media),
                #[cfg(target_os = "linux")]
                Arg::Long(Dialog::ROSTER) => arguments.dialog = Some(Dialog::Roster),
                #[cfg(target_os = "linux")]
                Arg::Long(Dialog::EXPORT) => {
                    arguments.dialog = Some(Dialog::Export(parser.value()?));
                }
                Arg::Value(word) => arguments.take_word(word)?,
                other => return Err(other.unexpected()),
            }
        }
        if arguments.database.is_none() {
            arguments.database = variable.map(PathBuf::from);
        }
        Ok(Self::Run(arguments))
    }
}

impl Arguments {
    /// A word that is no option: a place, or a file if it looks like one.
    fn take_word(&mut self, word: OsString) -> Result<(), lexopt::Error> {
        let place = word.to_str().and_then(Place::parse);
        let path = Path::new(&word);
        if place.is_some() && self.place.is_none() {
            self.place = place;
        } else if looks_like_a_file(path) && self.database.is_none() {
            self.database = Some(path.to_owned());
        } else {
            return Err(Arg::Value(word).unexpected());
        }
        Ok(())
    }
}

/// Only then: a place that is spelled wrong would else become a roster with nobody in it.
fn looks_like_a_file(path: &Path) -> bool {
    path.components().count() > 1
        || path.is_absolute()
        || path.extension().is_some_and(|end| end == "db")
}

/// The place among the arguments of another process of this program.
#[cfg(not(target_os = "linux"))]
pub(crate) fn place_among(arguments: Vec<String>) -> Option<Place> {
    match Request::parse(Parser::from_iter(arguments), None) {
        Ok(Request::Run(arguments)) => arguments.place,
        Ok(Request::Print(_)) | Err(_) => None,
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

    use super::{Arguments, Place, Request};

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
        for form in [&["--db", "team.db"][..], &["--db=team.db"], &["team.db"]] {
            assert_eq!(database(form, Some("env.db")), Some("team.db".into()));
        }
    }

    #[test]
    fn what_nobody_understands_is_refused() {
        for form in [
            &["--db"][..],
            &["--nonsense"],
            &["-x"],
            &["poeple"],
            &["people", "profile"],
            &["one.db", "two.db"],
            &["--db", "one.db", "two.db"],
        ] {
            assert!(parse(form, None).is_err(), "{form:?}");
        }
    }

    #[test]
    fn a_place_is_a_word_and_a_file_looks_like_one() {
        for (form, place, file) in [
            (&["people"][..], Some(Place::People), None),
            (&["profile"], Some(Place::Profile), None),
            (&["settings"], Some(Place::Settings), None),
            (&["people", "team.db"], Some(Place::People), Some("team.db")),
            (
                &["--db", "people", "people"],
                Some(Place::People),
                Some("people"),
            ),
            (&["./people"], None, Some("./people")),
            (&["/srv/team/roster"], None, Some("/srv/team/roster")),
        ] {
            let Ok(Request::Run(arguments)) = parse(form, None) else {
                panic!("{form:?} is refused");
            };
            assert_eq!(arguments.place, place, "{form:?}");
            assert_eq!(
                arguments.database.as_deref(),
                file.map(Path::new),
                "{form:?}"
            );
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_second_process_understands_the_first() {
        use super::Dialog;
        for dialog in [
            Dialog::Picture("/tmp/a=b ü".into()),
            Dialog::Import,
            Dialog::Media,
            Dialog::Roster,
            Dialog::Export("--db".into()),
        ] {
            let request = Request::parse(Parser::from_args([dialog.to_argument()]), None).unwrap();
            let expected = Arguments {
                dialog: Some(dialog),
                ..Arguments::default()
            };
            assert_eq!(request, Request::Run(expected));
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
