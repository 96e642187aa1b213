//! A roster on disk, what can be done in it in one line, and a way past the core.

use std::path::{Path, PathBuf};

use roster_core::auth::{AddUser, ChangeUser, DeleteUser, Session, ViewUser};
use roster_core::view::{
    NewUser, PasswordChoice, PasswordContext, Person, ProfileChanges, UserChanges, UserPage,
    UserQuery,
};
use roster_core::{AvatarEdit, Result, Roster};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, SqliteConnection};

use super::{
    ADMINISTRATORS, EDITORS, PASSWORD, READERS, Role, Somebody, TestClock, new_user, operator,
    options,
};

/// A roster on disk, in a folder that goes when it goes.
pub(crate) struct World {
    pub(crate) roster: Roster,
    pub(crate) clock: TestClock,
    folder: tempfile::TempDir,
}

/// A row of history, as the table keeps it.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Event {
    pub(crate) id: i64,
    pub(crate) at: i64,
    pub(crate) actor_id: Option<i64>,
    pub(crate) actor_name: String,
    pub(crate) action: String,
    pub(crate) target_kind: String,
    pub(crate) target_id: Option<i64>,
    pub(crate) target_name: String,
    pub(crate) batch: Option<i64>,
    pub(crate) batch_size: Option<u32>,
    changes: String,
}

impl Event {
    /// Old and new values by field.
    pub(crate) fn changes(&self) -> serde_json::Value {
        serde_json::from_str(&self.changes).unwrap()
    }
}

impl World {
    /// A roster with this content.
    pub(crate) async fn from_file(content: &[u8]) -> Self {
        let folder = make_folder();
        std::fs::write(folder.path().join("roster.db"), content).unwrap();
        Self::open(folder).await
    }

    pub(super) async fn open(folder: tempfile::TempDir) -> Self {
        let clock = TestClock::new();
        let path = folder.path().join("roster.db");
        let roster = Roster::open(&path, options(&clock)).await.unwrap();
        Self {
            roster,
            clock,
            folder,
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("roster.db")
    }

    /// The names of the copies that are kept, in order.
    pub(crate) fn list_copies(&self) -> Vec<String> {
        let folder = roster_core::backup::backup_folder(&self.path());
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// A way past the core, as another program has it. Close it where the file matters: the last one out folds the log in.
    pub(crate) async fn raw(&self) -> SqliteConnection {
        connect(&self.path()).await
    }

    /// One value, read past the core.
    pub(crate) async fn value<T>(&self, sql: &'static str) -> T
    where
        T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
    {
        let mut db = self.raw().await;
        let value = sqlx::query_scalar(sql).fetch_one(&mut db).await.unwrap();
        db.close().await.unwrap();
        value
    }

    /// Statements, run past the core.
    pub(crate) async fn run(&self, sql: impl Into<String>) {
        let mut db = self.raw().await;
        sqlx::raw_sql(AssertSqlSafe(sql.into()))
            .execute(&mut db)
            .await
            .unwrap();
        db.close().await.unwrap();
    }

    /// Gives somebody permissions of their own.
    pub(crate) async fn permit(&self, username: &str, permissions: &[&str]) {
        let sql = "insert into user_permission \
             select user.id, permission.value from user, json_each(?) as permission where username = ?";
        let mut db = self.raw().await;
        sqlx::query(sql)
            .bind(serde_json::json!(permissions).to_string())
            .bind(username)
            .execute(&mut db)
            .await
            .unwrap();
        db.close().await.unwrap();
    }

    /// All of history, the oldest first.
    pub(crate) async fn events(&self) -> Vec<Event> {
        let sql = "select id, at, actor_id, actor_name, action, target_kind, target_id, target_name, batch, batch_size, \
             changes from event order by id";
        let mut db = self.raw().await;
        let events = sqlx::query_as(sql).fetch_all(&mut db).await.unwrap();
        db.close().await.unwrap();
        events
    }

    pub(crate) async fn last_event(&self) -> Event {
        self.events().await.pop().unwrap()
    }

    /// Adds somebody, and signs them in.
    pub(crate) async fn add(&self, username: &str, role: Role) -> Somebody {
        let mut form = new_user(username);
        form.is_staff = role != Role::Plain;
        form.is_superuser = role == Role::Superuser;
        form.groups = match role {
            Role::Plain | Role::Superuser => vec![],
            Role::Reader => vec![READERS],
            Role::Editor => vec![EDITORS],
            Role::Administrator => vec![ADMINISTRATORS],
        };
        let person = self.add_user(&operator(), &form).await.unwrap();
        let session = self.roster.sign_in(username, PASSWORD).await.unwrap();
        Somebody {
            id: person.face.id,
            session,
        }
    }

    /// Adds people past the core, named `p1`, `p2` and so on, as the core would keep them.
    pub(crate) async fn add_many(&self, count: u32) {
        self.run(format!(
            "with recursive number (n) as (select 1 union all select n + 1 from number where n < {count}) \
             insert into user (username, username_key, name_key, search_key, date_joined) \
             select 'p' || n, 'p' || n, 'p' || n, 'p' || n || char(10, 10), 0 from number"
        ))
        .await;
    }

    pub(crate) async fn add_user(&self, by: &Session, form: &NewUser) -> Result<Person> {
        let context = PasswordContext {
            username: form.username.clone(),
            email: form.email.clone(),
            first_name: form.first_name.clone(),
            last_name: form.last_name.clone(),
        };
        let credential = self
            .roster
            .prepare_credential(form.password.clone(), &context)
            .await?;
        let grant = self.roster.write(by).await?.grant::<AddUser>()?;
        let added = grant.add_user(form, &credential).await?;
        Ok(added.person)
    }

    /// The version that an edit has to name.
    pub(crate) async fn version(&self, id: i64) -> i64 {
        let mut db = self.raw().await;
        let version = sqlx::query_scalar("select version from user where id = ?")
            .bind(id)
            .fetch_optional(&mut db)
            .await
            .unwrap();
        db.close().await.unwrap();
        version.unwrap_or(1)
    }

    pub(crate) async fn show(&self, by: &Session, id: i64) -> Result<Person> {
        self.roster.read(by).await?.show_user(id).await
    }

    pub(crate) async fn edit_profile(
        &self,
        by: &Session,
        id: i64,
        changes: &ProfileChanges,
        avatar: Option<AvatarEdit>,
    ) -> Result<Person> {
        let version = self.version(id).await;
        let write = self.roster.write(by).await?;
        let saved = write.edit_profile(id, version, changes, avatar).await?;
        Ok(saved.person)
    }

    pub(crate) async fn edit_user(
        &self,
        by: &Session,
        id: i64,
        changes: &UserChanges,
    ) -> Result<Person> {
        let version = self.version(id).await;
        let grant = self.roster.write(by).await?.grant::<ChangeUser>()?;
        let saved = grant.edit_user(id, version, changes, None).await?;
        Ok(saved.person)
    }

    /// Sets another's password; a passphrase that was made up comes back.
    pub(crate) async fn reset_password(
        &self,
        by: &Session,
        id: i64,
        choice: PasswordChoice,
    ) -> Result<Option<String>> {
        let context = PasswordContext::default();
        let credential = self.roster.prepare_credential(choice, &context).await?;
        let grant = self.roster.write(by).await?.grant::<ChangeUser>()?;
        grant.reset_password(id, &credential).await?;
        Ok(credential.temporary().map(str::to_owned))
    }

    pub(crate) async fn delete(&self, by: &Session, id: i64) -> Result<()> {
        let version = self.version(id).await;
        let grant = self.roster.write(by).await?.grant::<DeleteUser>()?;
        grant.delete_user(id, version).await.map(drop)
    }

    pub(crate) async fn restore(&self, by: &Session, id: i64) -> Result<Person> {
        let grant = self.roster.write(by).await?.grant::<DeleteUser>()?;
        let restored = grant.restore_user(id).await?;
        Ok(restored.person)
    }

    pub(crate) async fn purge(&self, by: &Session, id: i64) -> Result<()> {
        let grant = self.roster.write(by).await?.grant::<DeleteUser>()?;
        grant.proven()?.purge_user(id).await.map(drop)
    }

    pub(crate) async fn list(&self, by: &Session, query: &UserQuery) -> Result<UserPage> {
        let grant = self.roster.read(by).await?.grant::<ViewUser>()?;
        grant.list_users(query).await
    }
}

/// In memory where the system has a place for files there: a test commits dozens of times, and each waits for the disk.
pub(super) fn make_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

/// A connection past the core that keeps foreign keys, as everyone who writes to a roster should.
pub(crate) async fn connect(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .connect()
        .await
        .unwrap()
}
