//! What can be typed after `import` and `export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use roster_core::view::{ExportFormat, ImportDecision};

pub(crate) const AFTER_IMPORT: &str = "\
Examples:
  rosterctl import volunteers.csv --dry-run
  rosterctl import volunteers.csv --on-conflict update --yes
  rosterctl import /srv/site/db.sqlite3 --media /srv/site/media --yes
  rosterctl import people.json --yes --temporary > passphrases.txt

Takes a table (CSV), the database of a Django site, or what `export --format json` writes. The plan comes first: --dry-run \
prints it and changes nothing; without --yes it is asked. All of it is one change, which one undo takes back.

A row that says something else of somebody than the roster does, or that could be about two people, is a conflict. \
Without --on-conflict such rows are left out.

Exits with 1 if any row was refused; the others are taken all the same. docs/IMPORT.md says which columns are understood.";

pub(crate) const AFTER_EXPORT: &str = "\
Examples:
  rosterctl export --out people.csv
  rosterctl export --format json --out people.json
  rosterctl export --format vcard --search 'group:Choir' > choir.vcf

Never has passwords in it. JSON has all that an import needs to make the same people again, with their pictures.";

#[derive(Debug, Args)]
pub(crate) struct ImportWish {
    /// Where the people are
    pub(crate) file: PathBuf,
    /// The folder of a Django site's pictures [default: the folder \"media\" beside the database]
    #[arg(long, value_name = "DIR")]
    pub(crate) media: Option<PathBuf>,
    /// Only print the plan
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// What is done with rows that are in conflict with the roster
    #[arg(long, value_name = "WHAT")]
    pub(crate) on_conflict: Option<ConflictWish>,
    /// Make a passphrase for everybody new who brings no password, and print them
    #[arg(long)]
    pub(crate) temporary: bool,
    /// Don't ask
    #[arg(long)]
    pub(crate) yes: bool,
}

/// What is done about conflicts.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ConflictWish {
    /// Leave the row out
    Skip,
    /// Let it take the place of what the person has
    Update,
    /// Add somebody new under a free name
    Rename,
}

impl ConflictWish {
    pub(crate) fn to_decision(self) -> ImportDecision {
        match self {
            Self::Skip => ImportDecision::Skip,
            Self::Update => ImportDecision::Update,
            Self::Rename => ImportDecision::Rename,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct ExportWish {
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    pub(crate) format: FormatWish,
    /// Only those who match, as in the list of people
    #[arg(
        long,
        value_name = "QUERY",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) search: String,
    /// Leave what a spreadsheet would take for a formula as it is: for programs
    #[arg(long)]
    pub(crate) raw: bool,
    /// Write here instead of to standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// How people are written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum FormatWish {
    /// A table
    Csv,
    /// For another roster
    Json,
    /// For address books
    Vcard,
}

impl ExportWish {
    pub(crate) fn format(&self) -> ExportFormat {
        match self.format {
            FormatWish::Csv => ExportFormat::Csv { raw: self.raw },
            FormatWish::Json => ExportFormat::Json,
            FormatWish::Vcard => ExportFormat::Vcard,
        }
    }
}
