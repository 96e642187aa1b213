//! What a copy is called: whose it is, when it was made and why, so that a list needs no other file.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::view::BackupReason;

/// No colons, which Windows takes for something else. UTC.
const TIME: &str = "%Y-%m-%dT%H-%M-%S";

/// How long a time is.
const TIME_LENGTH: usize = "2026-06-14T12-00-00".len();

/// The name of a copy, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BackupName {
    /// The file within the folder of copies.
    pub(crate) file: String,
    pub(crate) made_at: Timestamp,
    pub(crate) reason: BackupReason,
    /// Tells those of one moment apart: 1 for the first.
    pub(crate) number: u32,
}

impl BackupName {
    /// The name of a copy of this database; from the second on of the same moment with a number.
    pub(crate) fn new(database: &Path, reason: BackupReason, at: Timestamp, number: u32) -> Self {
        let end = match number {
            1 => String::new(),
            number => format!("-{number}"),
        };
        let file = format!(
            "{}-{}-{}{end}.db",
            stem(database),
            at.strftime(TIME),
            suffix(reason)
        );
        Self {
            file,
            // As the name has it: a copy that was just made and the same in a list are one.
            made_at: Timestamp::from_second(at.as_second()).unwrap_or(at),
            reason,
            number,
        }
    }

    /// Takes a file's name apart; nothing if it is no copy of this database. Never a path: a name that was asked for and
    /// comes out of here lies in the folder.
    pub(crate) fn parse(database: &Path, file: &str) -> Option<Self> {
        let rest = file.strip_prefix(&stem(database))?.strip_prefix('-')?;
        let (time, rest) = rest.split_at_checked(TIME_LENGTH)?;
        let rest = rest.strip_prefix('-')?.strip_suffix(".db")?;
        let (reason, number) = BackupReason::ALL.into_iter().find_map(|reason| {
            let number = match rest.strip_prefix(suffix(reason))? {
                "" => 1,
                number => number.strip_prefix('-')?.parse().ok()?,
            };
            Some((reason, number))
        })?;
        let time = DateTime::strptime(TIME, time).ok()?;
        let made_at = time.to_zoned(TimeZone::UTC).ok()?.timestamp();
        Some(Self {
            file: file.to_owned(),
            made_at,
            reason,
            number,
        })
    }
}

fn stem(database: &Path) -> String {
    let stem = database.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn suffix(reason: BackupReason) -> &'static str {
    match reason {
        BackupReason::Daily => "daily",
        BackupReason::ByHand => "by-hand",
        BackupReason::BeforeUpdate => "before-update",
        BackupReason::BeforeRestore => "before-restore",
        BackupReason::BeforeRepair => "before-repair",
        BackupReason::Damaged => "damaged",
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::BackupName;
    use crate::view::BackupReason;

    #[test]
    fn a_name_says_when_and_why() {
        let database = Path::new("/data/roster.db");
        let noon = "2026-06-14T12:00:00.361Z".parse().unwrap();
        for reason in BackupReason::ALL {
            for number in [1, 2] {
                let name = BackupName::new(database, reason, noon, number);
                assert_eq!(BackupName::parse(database, &name.file), Some(name));
            }
        }
        let name = BackupName::new(database, BackupReason::Daily, noon, 1);
        assert_eq!(name.file, "roster-2026-06-14T12-00-00-daily.db");
    }

    #[test]
    fn other_files_are_no_copies() {
        let database = Path::new("/data/roster.db");
        for file in [
            "",
            "roster.db",
            "roster-2026-06-14T12-00-00-daily.db-wal",
            "roster-2026-06-14T12-00-00-daily.db.part",
            "roster-2026-06-14T12-00-00-weekly.db",
            "roster-2026-06-14T12-00-00-daily-x.db",
            "roster-2026-13-14T12-00-00-daily.db",
            "roster-2026-06-14T12-00-00é-daily.db",
            "other-2026-06-14T12-00-00-daily.db",
            "../roster-2026-06-14T12-00-00-daily.db",
            "roster-../06-14T12-00-00-x-daily.db",
        ] {
            assert_eq!(BackupName::parse(database, file), None, "{file:?}");
        }
        let file = "roster-2026-06-14T12-00-00-daily.db";
        let other = Path::new("/data/roster-2026.db");
        assert_eq!(
            BackupName::parse(other, file),
            None,
            "another roster in the same folder"
        );
    }
}
