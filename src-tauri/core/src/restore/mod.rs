//! Backups as deeds: made, listed, looked into, and put in the place of the roster.
//!
//! Restoring is *one write like any other*: the copy is brought up to date apart from the roster, and then every row of
//! every table is replaced within one transaction, by the same connection rules as a new phone number. So whoever has the
//! roster open, in this process or another, reads on what was there before until it is done, and all of what is there
//! afterwards; a writer waits its turn; and a kill or a power cut leaves one or the other. Moving another file to the
//! roster's place would leave open connections with a file that has no name any more, and their writes in it; SQLite's
//! backup API writes into the open file as well, but not in the transaction that keeps the old state aside, writes the
//! event and ends the sessions.

mod inside;
mod rescue;

use std::path::{Path, PathBuf};

use sqlx::Connection as _;

use self::inside::{check_restorable, glance, look_inside, read_contents};
pub use self::rescue::{find_lost, find_rescue, preview_rescue, rescue_roster};
use crate::auth::{Granted, ManageBackup, Read, Session};
use crate::backup::{self, BackupName, Copied, backup_folder, copy_to, stage_copy};
use crate::check::mend_rows;
use crate::db::{Millis, check, contents, copy, open, user};
use crate::error::{Error, Result};
use crate::history::{Action, Changes, Target};
use crate::progress::{Progress, go_on};
use crate::roster::Roster;
use crate::view::{Backup, BackupList, BackupPreview, BackupReason, RestoreOutcome};

/// How long one regular backup counts as today's.
const DAY: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// A copy of a backup, checked and brought up to date, ready to take the roster's place. It goes when this does.
#[derive(Debug)]
pub struct StagedBackup {
    copied: Copied,
    /// What it is called in the history.
    name: String,
}

impl Roster {
    /// Makes the backup of the day, unless there is one, or there is nobody in the roster. Nobody has to ask for it.
    pub async fn back_up_daily(&self) -> Result<Option<Backup>> {
        let now = self.now();
        // One from the future tells of a clock that was set back, not of a backup.
        let is_fresh = backup::list(self.path()).iter().any(|name| {
            let age = now.duration_since(name.made_at);
            name.reason.is_regular() && !age.is_negative() && age < DAY
        });
        if is_fresh || !self.has_users().await? {
            return Ok(None);
        }
        let made = backup::add(self.path(), BackupReason::Daily, now, &mut go_on).await;
        *self.daily_trouble() = made.as_ref().err().map(ToString::to_string);
        Ok(Some(glance(self.path(), &made?).await))
    }

    /// Puts a backup in the roster's place: every row of it, the accounts and their passwords included. What was there
    /// before is kept aside, in the folder of backups. Everybody's session ends, that of the one who asked too. Takes a
    /// password that was shown a moment ago.
    ///
    /// Others read on meanwhile; who writes waits. Damage that keeps the roster from being copied aside keeps it from
    /// being replaced as well: see [`rescue_roster`].
    pub async fn restore_backup(
        &self,
        session: &Session,
        staged: StagedBackup,
    ) -> Result<RestoreOutcome> {
        self.read(session)
            .await?
            .grant::<ManageBackup>()?
            .access
            .check_proof()?;
        self.replace(session, &staged, Replaced::Anything).await
    }

    /// Puts a backup into a roster in which there is nobody, as after its file was lost: there is nobody to ask for a right
    /// or a password, so whoever may write the file may do this. `by` is who asks, for the history.
    ///
    /// Refuses a roster that has people.
    pub async fn refill_roster(
        &self,
        by: &str,
        file: &Path,
        progress: Progress<'_>,
    ) -> Result<RestoreOutcome> {
        if self.has_users().await? {
            return Err(Error::roster_is_sound());
        }
        let session = Session::operator(by);
        let read = self.read(&session).await?.grant::<ManageBackup>()?;
        let staged = read.stage_backup(file, progress).await?;
        self.replace(&session, &staged, Replaced::Nobody).await
    }

    async fn replace(
        &self,
        session: &Session,
        staged: &StagedBackup,
        replaced: Replaced,
    ) -> Result<RestoreOutcome> {
        // Within this process, writers queue for as long as it takes.
        let _turn = self.writer().acquire().await?;
        self.check_file()?;
        let pool = open::open_to_replace(self.path()).await?;
        let outcome = self.replace_rows(session, &pool, staged, replaced).await;
        if outcome.is_ok() {
            // The log has all of it once more; whoever reads may keep it for a while.
            let _ = sqlx::query("pragma wal_checkpoint(truncate)")
                .execute(&pool)
                .await;
        }
        pool.close().await;
        outcome
    }

    async fn replace_rows(
        &self,
        session: &Session,
        pool: &sqlx::SqlitePool,
        staged: &StagedBackup,
        replaced: Replaced,
    ) -> Result<RestoreOutcome> {
        let early = match replaced {
            Replaced::Anything => Some(self.keep_aside(pool).await?),
            Replaced::Nobody => None,
        };
        let tx = pool.begin_with("begin immediate").await?;
        let write = self.write_through(tx, session).await?;
        write.actor().refuse_pending_password()?;
        let mut granted = write.grant::<ManageBackup>()?.proven()?.into_write();
        let access = &mut granted.access;
        let aside = match early {
            // Nobody wrote since, and nobody can while this transaction lasts.
            Some((aside, version)) if contents::read_version(access.db()).await? == version => {
                Some(aside)
            }
            Some(_) => Some(self.add_aside().await?),
            None if contents::count_people(access.db()).await? > 0 => {
                return Err(Error::roster_is_sound());
            }
            None => None,
        };
        let aside = aside.map(|aside| aside.file);
        let before = contents::count_people(access.db()).await?;
        let id = access.actor().id();
        let asking = find_account(access.db(), id).await?;
        copy::attach_staged(access.db(), &staged.copied.path).await?;
        copy::keep_defences(access.db()).await?;
        copy::replace_all(access.db()).await?;
        if !check::list_dangling_tables(access.db()).await?.is_empty() {
            return Err(Error::internal("the staged copy has dangling rows"));
        }
        let people = contents::count_people(access.db()).await?;
        if find_account(access.db(), id).await? != asking {
            // In the backup nobody has that number, or somebody else.
            access.forget_actor_id();
        }
        let mut changes = Changes::default();
        changes.note("people", &before, &people);
        changes.note("kept_aside", "", aside.as_deref().unwrap_or_default());
        let target = Target::roster(&staged.name);
        access
            .record(Action::RestoreBackup, target, &changes)
            .await?;
        granted.access.commit().await?;
        Ok(RestoreOutcome {
            kept_aside: aside,
            people,
        })
    }

    /// Copies what is about to be replaced before the write begins, so that others need not wait for that as well; and says
    /// of which state the copy is at least.
    async fn keep_aside(&self, pool: &sqlx::SqlitePool) -> Result<(BackupName, i64)> {
        let version = contents::read_version(&mut *pool.acquire().await?).await?;
        Ok((self.add_aside().await?, version))
    }

    async fn add_aside(&self) -> Result<BackupName> {
        let now = self.now();
        backup::add(self.path(), BackupReason::BeforeRestore, now, &mut go_on).await
    }
}

/// What a backup takes the place of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Replaced {
    /// A roster, which is kept aside.
    Anything,
    /// One that has nobody in it.
    Nobody,
}

/// What tells an account from another of the same number.
async fn find_account(
    db: &mut sqlx::SqliteConnection,
    id: Option<i64>,
) -> Result<Option<(String, Millis)>> {
    let Some(id) = id else { return Ok(None) };
    let user = user::find_by_id(db, id).await?;
    Ok(user.map(|user| (user.username_key, user.date_joined)))
}

impl Granted<ManageBackup> {
    /// Makes a backup in the roster's own folder. That it was made is an event, noted first, so it is in the backup too.
    ///
    /// `progress` counts kilobytes.
    pub async fn back_up(self, progress: Progress<'_>) -> Result<Backup> {
        let roster = self.access.roster().clone();
        self.note_backup("").await?;
        let name = backup::add(roster.path(), BackupReason::ByHand, roster.now(), progress).await?;
        Ok(glance(roster.path(), &name).await)
    }

    /// The same at a place of one's choice, where nothing is yet; never removed by Roster.
    pub async fn back_up_to(self, target: &Path, progress: Progress<'_>) -> Result<()> {
        let roster = self.access.roster().clone();
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        self.note_backup(&name).await?;
        copy_to(roster.path(), target, progress).await
    }

    async fn note_backup(mut self, name: &str) -> Result<()> {
        let target = Target::roster(name);
        self.access
            .record(Action::BackUp, target, &Changes::default())
            .await?;
        self.access.commit().await
    }
}

impl Granted<ManageBackup, Read> {
    /// The copies that there are, each after a short look: not read to the end.
    pub async fn list_backups(self) -> Result<BackupList> {
        let database = self.access.roster().path();
        let mut backups = Vec::new();
        for name in backup::list(database) {
            backups.push(glance(database, &name).await);
        }
        Ok(BackupList {
            backups,
            kept: u32::try_from(backup::KEPT).unwrap_or(u32::MAX),
            trouble: self.access.roster().daily_trouble().clone(),
            folder: backup_folder(database).display().to_string(),
        })
    }

    /// Reads a backup to the end, and says what is in it. What can't be restored is an error that says why.
    pub async fn preview_restore(mut self, file: &Path) -> Result<BackupPreview> {
        let database = self.access.roster().path().to_owned();
        refuse_itself(&database, file)?;
        check_restorable(file).await?;
        let current = read_contents(self.access.db()).await?;
        look_inside(&database, file, Some(current)).await
    }

    /// Copies a backup, checks the copy and brings it up to date. The roster is not touched. Takes a password that was shown
    /// a moment ago, as restoring does: nobody should wait for a copy that they can't use.
    ///
    /// `progress` counts kilobytes.
    pub async fn stage_backup(self, file: &Path, progress: Progress<'_>) -> Result<StagedBackup> {
        self.access.check_proof()?;
        let database = self.access.roster().path().to_owned();
        let now = self.access.roster().now();
        // What it reads must not be held while a large file is copied.
        drop(self);
        refuse_itself(&database, file)?;
        let folder = backup_folder(&database);
        open::create_folder(&folder).map_err(|error| open::unreachable(&folder, &error))?;
        let name = BackupName::new(&database, BackupReason::BeforeRestore, now, 1);
        stage(file, &folder.join(name.file), progress).await
    }
}

/// A checked copy beside `place`, of the schema that this program knows.
async fn stage(file: &Path, place: &Path, progress: Progress<'_>) -> Result<StagedBackup> {
    check_restorable(file).await?;
    let copied = stage_copy(file, place, progress).await?;
    open::update_copy(&copied.path).await?;
    mend_copy(&copied.path).await?;
    let name = file.file_name().unwrap_or_default();
    Ok(StagedBackup {
        copied,
        name: name.to_string_lossy().into_owned(),
    })
}

/// What the roster was before a repair may come back, and what was wrong with it need not.
async fn mend_copy(file: &Path) -> Result<()> {
    let mut db = open::connect_to_change(file).await?;
    let mended = async {
        let mut tx = db.begin_with("begin immediate").await?;
        mend_rows(&mut tx).await?;
        tx.commit().await?;
        // The file may have changed after it was looked at, and a migration moves rows.
        let flaws = check::list_flaws(&mut db).await?;
        let dangling = check::list_dangling_tables(&mut db).await?;
        Ok::<_, Error>(flaws.is_empty() && dangling.is_empty())
    }
    .await;
    db.close().await?;
    if mended? {
        Ok(())
    } else {
        Err(Error::internal("the staged copy has flaws"))
    }
}

/// Where a backup of the roster's own folder is, by the name that it has in lists. Never anything else.
pub fn find_backup(database: &Path, name: &str) -> Result<PathBuf> {
    BackupName::parse(database, name)
        .map(|name| backup_folder(database).join(name.file))
        .filter(|file| file.is_file())
        .ok_or_else(|| Error::NotFound("This backup is not there any more.".to_owned()))
}

/// The roster is no backup of itself.
fn refuse_itself(database: &Path, file: &Path) -> Result<()> {
    let real = |path: &Path| path.canonicalize().ok();
    if real(database).is_some_and(|database| real(file) == Some(database)) {
        return Err(Error::Backup(
            "This is the roster itself, not a backup of it.".to_owned(),
        ));
    }
    Ok(())
}
