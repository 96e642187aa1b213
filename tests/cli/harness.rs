//! Runs the built program on rosters that nobody else uses.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, SqliteConnection};
use tempfile::TempDir;

/// The password of the administrator `ana` in a prepared roster.
pub(crate) const PASSWORD: &str = "four quiet maple roads";

/// A password that nobody has, and that keeps the rules.
pub(crate) const OTHER_PASSWORD: &str = "tin-harbor-lamp-42";

/// The keys of a person, as product.md section 13 promises them.
pub(crate) const PERSON_KEYS: [&str; 18] = [
    "id",
    "username",
    "email",
    "first_name",
    "last_name",
    "is_active",
    "is_staff",
    "is_superuser",
    "must_change_password",
    "groups",
    "date_joined",
    "last_login",
    "has_avatar",
    "bio",
    "location",
    "birth_date",
    "phone_number",
    "portfolio_site",
];

/// A folder with a roster in it, or with room for one.
pub(crate) struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    /// Nothing is there yet, not even the folder of the roster.
    pub(crate) fn empty() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// A roster with the administrator `ana`, whose password is [`PASSWORD`], and with `grace`, who has none.
    pub(crate) fn prepared() -> Self {
        static PREPARED: OnceLock<Vec<u8>> = OnceLock::new();
        let bytes = PREPARED.get_or_init(|| {
            let first = Self::empty();
            first
                .run_with(&["init", "--username", "ana", "--password-stdin"], PASSWORD)
                .succeeds();
            first
                .run(&[
                    "user",
                    "add",
                    "grace",
                    "--no-password",
                    "--email",
                    "grace@example.org",
                    "--first-name",
                    "Grace",
                    "--last-name",
                    "Hopper",
                    "--group",
                    "Editors",
                ])
                .succeeds();
            assert!(
                !first.path("data/roster.db-wal").exists(),
                "a program that ends leaves one file"
            );
            std::fs::read(first.database()).unwrap()
        });
        let sandbox = Self::empty();
        sandbox.write("data/roster.db", bytes);
        sandbox
    }

    /// Where the roster is, or will be.
    pub(crate) fn database(&self) -> PathBuf {
        self.path("data/roster.db")
    }

    /// A path within the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and makes the folder that it is in.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Runs the program on the roster, with nothing on standard input.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Outcome {
        self.run_with(arguments, "")
    }

    /// Runs the program on the roster, with this on standard input.
    pub(crate) fn run_with<S: AsRef<OsStr>>(&self, arguments: &[S], input: &str) -> Outcome {
        let mut child = self.start(arguments);
        feed(&mut child, input.as_bytes());
        Outcome::of(child.wait_with_output().unwrap())
    }

    /// Starts the program on the roster, with all its standard streams piped.
    pub(crate) fn start<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Child {
        let mut command = self.bare_command();
        command.env("ROSTER_DB", self.database()).args(arguments);
        command.spawn().unwrap()
    }

    /// The program without a roster: it would find the one of this home, which is the sandbox.
    pub(crate) fn bare_command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rosterctl"));
        command
            .env_remove("ROSTER_DB")
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.path("home"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// A person as `user show` gives them to programs.
    pub(crate) fn show(&self, name: &str) -> Value {
        self.run(&["--json", "user", "show", name])
            .succeeds()
            .json()
    }

    /// Runs statements on the roster past the program, as another program might.
    pub(crate) fn meddle(&self, statements: &str) {
        meddle_with(&self.database(), statements);
    }

    /// One text out of the roster, past the program.
    pub(crate) fn look_up(&self, query: &str) -> String {
        let mut text = String::new();
        on_database(&self.database(), async |db| {
            let query = sqlx::query_scalar(AssertSqlSafe(query.to_owned()));
            text = query.fetch_one(db).await.unwrap();
        });
        text
    }
}

/// Runs statements on a database file, making it if need be.
pub(crate) fn meddle_with(database: &Path, statements: &str) {
    on_database(database, async |db| {
        let statements = sqlx::raw_sql(AssertSqlSafe(statements.to_owned()));
        statements.execute(db).await.unwrap();
    });
}

fn on_database(database: &Path, work: impl AsyncFnOnce(&mut SqliteConnection)) {
    let options = SqliteConnectOptions::new()
        .filename(database)
        .create_if_missing(true)
        .foreign_keys(false);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut db = options.connect().await.unwrap();
        work(&mut db).await;
        db.close().await.unwrap();
    });
}

/// Writes standard input and closes it. A program that does not read it may be gone before.
pub(crate) fn feed(child: &mut Child, input: &[u8]) {
    let _ = child.stdin.take().unwrap().write_all(input);
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Outcome {
    /// Looks at the end of a run; nothing that it says may give a password away.
    pub(crate) fn of(output: Output) -> Self {
        let outcome = Self {
            code: output.status.code().expect("the program ended by itself"),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        };
        for secret in ["argon2", PASSWORD, OTHER_PASSWORD] {
            let shown = String::from_utf8_lossy(&outcome.stdout);
            assert!(
                !shown.contains(secret) && !outcome.stderr.contains(secret),
                "a secret is shown: {outcome:?}"
            );
        }
        assert!(!outcome.stderr.contains("panicked"), "{outcome:?}");
        outcome
    }

    /// It did what it was asked.
    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        assert_eq!(self.code, 0, "{}", self.stderr);
        self
    }

    /// It refused, with nothing on standard output.
    #[track_caller]
    pub(crate) fn refused(self) -> Self {
        assert_eq!(self.code, 1, "{self:?}");
        assert_eq!(self.text(), "", "a refusal is no result");
        self
    }

    /// It did not understand.
    #[track_caller]
    pub(crate) fn wrong_usage(self) -> Self {
        assert_eq!(self.code, 2, "{self:?}");
        assert_eq!(self.text(), "", "wrong usage is no result");
        assert!(!self.stderr.is_empty(), "wrong usage is explained");
        self
    }

    /// It refused for a reason, told to people.
    #[track_caller]
    pub(crate) fn says(self, part: &str) -> Self {
        assert!(self.stderr.contains(part), "{part:?} is not in {self:?}");
        self
    }

    /// Standard output as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("results are UTF-8")
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The error object on standard error.
    #[track_caller]
    pub(crate) fn error(&self) -> Value {
        let mut error: Value =
            serde_json::from_str(&self.stderr).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        assert_eq!(keys(&error), ["error"], "an error is one object");
        error["error"].take()
    }

    /// The names of the fields that were refused.
    #[track_caller]
    pub(crate) fn refused_fields(self) -> Vec<String> {
        let error = self.refused().error();
        assert_eq!(error["code"], "validation");
        keys(&error["fields"])
    }
}

/// The keys of an object, in alphabetical order.
#[track_caller]
pub(crate) fn keys(object: &Value) -> Vec<String> {
    let object = object.as_object().expect("an object");
    let mut keys: Vec<String> = object.keys().cloned().collect();
    keys.sort();
    keys
}

/// Names in alphabetical order, to compare with [`keys`].
pub(crate) fn sorted<const N: usize>(mut names: [&str; N]) -> Vec<String> {
    names.sort_unstable();
    names.map(str::to_owned).to_vec()
}
