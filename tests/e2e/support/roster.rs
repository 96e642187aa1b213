//! A roster in a folder of its own, looked at and changed from outside through `rosterctl`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use tempfile::TempDir;
use tokio::runtime::Builder;

use super::tools;
use super::window::Window;

/// Good enough for every rule.
pub(crate) const PASSWORD: &str = "four quiet maple roads";

/// Where the database lies, with all that Roster puts beside it.
const OFFICE: &str = "office";

/// Where pictures lie.
const PICTURES: &str = "pictures";

/// A folder with a database in it, or room for one.
pub(crate) struct Roster {
    folder: TempDir,
}

impl Roster {
    /// A folder without a database: Roster's first start.
    pub(crate) fn empty() -> Self {
        tools::require_programs();
        let folder = tempfile::Builder::new()
            .prefix("roster-e2e-")
            .tempdir()
            .expect("the temporary folder can be written");
        for name in [OFFICE, PICTURES, "tmp"] {
            fs::create_dir(folder.path().join(name)).expect("the temporary folder can be written");
        }
        Self { folder }
    }

    /// A roster whose administrator is `ana`, Ana Kovačević, with [`PASSWORD`].
    pub(crate) fn with_admin() -> Self {
        let roster = Self::empty();
        let arguments =
            "init --username ana --email ana@example.org --first-name Ana --password-stdin";
        let arguments = arguments.split(' ').chain(["--last-name", "Kovačević"]);
        roster.ctl_saying(PASSWORD, &arguments.collect::<Vec<_>>());
        roster
    }

    /// Adds somebody with [`PASSWORD`]; `options` are those of `rosterctl user add`.
    pub(crate) fn add(&self, username: &str, options: &[&str]) {
        let arguments = [&["user", "add", username, "--password-stdin"], options].concat();
        self.ctl_saying(PASSWORD, &arguments);
    }

    /// Gives somebody a picture.
    #[track_caller]
    pub(crate) fn set_picture(&self, username: &str, file: &Path) {
        let file = file.to_str().expect("tests name their files in UTF-8");
        self.ctl(&["avatar", "set", username, file]);
    }

    /// Does something with `rosterctl`, and gives back the JSON that it prints.
    #[track_caller]
    pub(crate) fn ctl(&self, arguments: &[&str]) -> Value {
        self.ctl_saying("", arguments)
    }

    /// The same, with something on its standard input.
    #[track_caller]
    pub(crate) fn ctl_saying(&self, input: &str, arguments: &[&str]) -> Value {
        let output = self.run_ctl(input, arguments);
        let (said, complaint) = (text(&output.stdout), text(&output.stderr));
        assert!(
            output.status.success(),
            "rosterctl {arguments:?} was refused: {said}{complaint}"
        );
        serde_json::from_str(&said).unwrap_or(Value::Null)
    }

    /// Whether a name and a password belong together.
    #[track_caller]
    pub(crate) fn verifies(&self, name: &str, password: &str) -> bool {
        let output = self.run_ctl(password, &["user", "verify", name, "--password-stdin"]);
        output.status.success()
    }

    fn run_ctl(&self, input: &str, arguments: &[&str]) -> Output {
        let mut program = Command::new(tools::rosterctl())
            .arg("--db")
            .arg(self.database())
            .arg("--json")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("rosterctl starts");
        let mut stdin = program.stdin.take().expect("it is piped");
        // A program that reads nothing may have closed it already.
        let _ = writeln!(stdin, "{input}");
        drop(stdin);
        program.wait_with_output().expect("rosterctl ends")
    }

    /// Runs SQL on the file, past every rule.
    #[track_caller]
    fn sql(&self, statement: &'static str) {
        let file = SqliteConnectOptions::new().filename(self.database());
        let work = async {
            let mut connection = file.connect().await?;
            sqlx::raw_sql(statement).execute(&mut connection).await?;
            connection.close().await
        };
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a thread of one's own needs nothing");
        runtime.block_on(work).expect("the statement is right");
    }

    /// The next failure to sign in is the seventh in a row, which is four seconds of waiting.
    pub(crate) fn count_six_failures(&self) {
        self.sql("UPDATE sign_in_throttle SET failures = 6");
    }

    /// Locks everyone but the first for a quarter of an hour, as many failures do.
    pub(crate) fn lock_others(&self) {
        self.sql(
            "INSERT OR REPLACE INTO sign_in_throttle (user_id, failures, failed_at, wait)
             SELECT id, 20, 1000 * unixepoch(), 900000 FROM user WHERE id > 1",
        );
    }

    /// Nobody who has recovery codes has more than two left.
    pub(crate) fn use_up_codes(&self) {
        self.sql(
            "UPDATE recovery_code SET used_at = 1 WHERE hash NOT IN (SELECT hash FROM recovery_code LIMIT 2)",
        );
    }

    /// What only a program past the core can do.
    pub(crate) fn lose_a_profile(&self) {
        self.sql("DELETE FROM profile WHERE user_id = 1");
    }

    /// Does what a later version does: it adds a migration of its own.
    pub(crate) fn pretend_newer(&self) {
        self.sql(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'from the future', 1, x'00', 0)",
        );
    }

    /// Lets the window speak a language from its start, unless it has settings already.
    pub(crate) fn speak(&self, language: &str) {
        let settings = self.office().join("settings.json");
        if !settings.exists() {
            fs::write(settings, format!("{{\"language\": \"{language}\"}}"))
                .expect("the folder can be written");
        }
    }

    /// Opens Roster on this database.
    #[track_caller]
    pub(crate) fn open(&self) -> Window {
        Window::open(self.folder.path(), &self.database())
    }

    /// The folder that the database lies in.
    pub(crate) fn office(&self) -> PathBuf {
        self.folder.path().join(OFFICE)
    }

    /// Everything around the window: its database, its home, its temporary files.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A folder for pictures and what pretends to be one.
    pub(crate) fn pictures(&self) -> PathBuf {
        self.folder.path().join(PICTURES)
    }

    /// The database file.
    pub(crate) fn database(&self) -> PathBuf {
        self.office().join("team.db")
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
