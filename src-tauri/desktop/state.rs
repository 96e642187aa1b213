//! What the window's process remembers: the open database, who is signed in, their unsaved pictures, the preferences.
//!
//! The page has none of this. It holds no token and no acting id; a command finds out here who asks.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jiff::Timestamp;
use roster_core::auth::{Read, RecoveryCodes, Right, Session, Write};
use roster_core::view::Me;
use roster_core::{Error, Options, Roster};
use tokio::sync::{Notify, OnceCell};

use crate::arguments::Place;
use crate::desktop::Desktop;
use crate::drafts::Drafts;
use crate::error::{Answer, CommandError};
use crate::imports::Imports;
use crate::lock::Presence;
use crate::picker::Picker;
use crate::preference_file::PreferenceFile;
use crate::preferences::Language;
use crate::rosters::RecentRosters;
use crate::work::Work;

/// Everything that commands share.
pub struct AppState {
    database: Database,
    current: RwLock<Option<Arc<Sitting>>>,
    /// The page holds something that was not saved.
    unsaved: AtomicBool,
    /// Where to go once somebody is signed in.
    wanted: Mutex<Option<Place>>,
    /// What the page speaks.
    language: Mutex<Language>,
    pub(crate) preferences: PreferenceFile,
    pub(crate) rosters: RecentRosters,
    pub(crate) picker: Picker,
    pub(crate) work: Work,
    /// Imports go on beside other work, and are stopped by themselves.
    pub(crate) import_work: Work,
    pub(crate) desktop: Arc<dyn Desktop>,
    pub(crate) presence: Presence,
    /// Tells dialogs that they have to close.
    pub(crate) locking: Notify,
    is_over: AtomicBool,
}

/// From signing in to signing out.
struct Sitting {
    session: Session,
    /// Shared with the sitting that follows a new proof or a change of one's password.
    drafts: Arc<Drafts>,
    codes: Arc<NewCodes>,
    imports: Arc<Imports>,
    is_locked: Arc<AtomicBool>,
}

impl Sitting {
    fn is_locked(&self) -> bool {
        self.is_locked.load(Ordering::SeqCst)
    }
}

/// Recovery codes that were made and shown, and are not kept yet.
#[derive(Default)]
pub(crate) struct NewCodes(Mutex<Option<Arc<RecoveryCodes>>>);

impl NewCodes {
    /// In the place of those before.
    pub(crate) fn put(&self, codes: RecoveryCodes) {
        *self.lock() = Some(Arc::new(codes));
    }

    /// Those there are.
    pub(crate) fn get(&self) -> Option<Arc<RecoveryCodes>> {
        self.lock().clone()
    }

    /// They are kept elsewhere now.
    pub(crate) fn clear(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<RecoveryCodes>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AppState {
    /// Nobody is signed in, and nothing is opened yet.
    pub(crate) fn new(
        database: Database,
        preferences: PreferenceFile,
        rosters: RecentRosters,
        desktop: Arc<dyn Desktop>,
    ) -> Self {
        let presence = Presence::new(database.options.clock.now());
        Self {
            database,
            presence,
            locking: Notify::new(),
            current: RwLock::default(),
            unsaved: AtomicBool::new(false),
            wanted: Mutex::default(),
            language: Mutex::default(),
            preferences,
            rosters,
            picker: Picker::default(),
            work: Work::default(),
            import_work: Work::default(),
            desktop,
            is_over: AtomicBool::new(false),
        }
    }

    /// The window is gone: what looks again and again in the background ends when it looks next.
    pub fn finish(&self) {
        self.is_over.store(true, Ordering::SeqCst);
    }

    /// Whether the window is gone.
    pub(crate) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::SeqCst)
    }

    /// Where the roster is.
    pub(crate) fn path(&self) -> &Path {
        &self.database.path
    }

    /// Somebody started the program for this place.
    pub(crate) fn want(&self, place: Place) {
        *self.wanted.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
    }

    /// The place that the program was last started for, once.
    pub(crate) fn take_wanted(&self) -> Option<Place> {
        self.wanted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// The page speaks this from now on.
    pub(crate) fn note_language(&self, language: Language) {
        *self.language.lock().unwrap_or_else(PoisonError::into_inner) = language;
    }

    /// What the page speaks.
    pub(crate) fn language(&self) -> Language {
        *self.language.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the roster is opened with.
    pub(crate) fn options(&self) -> &Options {
        &self.database.options
    }

    /// The open roster. Whoever asks first opens it; while it can't be opened, each call tries again and says why not.
    pub(crate) async fn roster(&self) -> Result<&Roster, Error> {
        self.database.open().await
    }

    /// The roster, if somebody opened it already.
    pub(crate) fn open_roster(&self) -> Option<&Roster> {
        self.database.roster.get()
    }

    /// Someone signed in; whoever was signed in before is not any more. The sign-in screen will offer the account.
    pub(crate) async fn begin(&self, session: Session) -> Answer<Me> {
        let me = self.roster().await?.show_me(&session).await?;
        self.replace(Some(Arc::new(Sitting {
            session,
            drafts: Arc::default(),
            codes: Arc::default(),
            imports: Arc::default(),
            is_locked: Arc::default(),
        })));
        self.note_activity();
        self.preferences.remember_account(me.face.id);
        Ok(me)
    }

    /// Nobody is signed in any more; unsaved pictures go, and an import stops.
    pub(crate) fn end(&self) {
        self.import_work.cancel();
        self.replace(None);
    }

    /// The person behind a command.
    pub(crate) async fn caller(&self) -> Answer<Caller<'_>> {
        match self.caller_if_any().await? {
            Some(caller) => Ok(caller),
            None if self.is_locked() => Err(CommandError::locked()),
            None => Err(CommandError::not_signed_in()),
        }
    }

    /// The person whose window is locked, or not: for unlocking it.
    pub(crate) async fn locked_caller(&self) -> Answer<Caller<'_>> {
        let roster = self.roster().await?;
        let sitting = self.sitting().ok_or_else(CommandError::not_signed_in)?;
        Ok(Caller {
            state: self,
            roster,
            sitting,
        })
    }

    /// The same for what also goes before anybody signs in. While the window is locked, nobody is there.
    pub(crate) async fn caller_if_any(&self) -> Result<Option<Caller<'_>>, Error> {
        // First: a roster that can't be opened is the answer to everything.
        let roster = self.roster().await?;
        let sitting = self.sitting().filter(|sitting| !sitting.is_locked());
        Ok(sitting.map(|sitting| Caller {
            state: self,
            roster,
            sitting,
        }))
    }

    /// Whether there is a sitting, without asking the core whether it goes on.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.sitting().is_some()
    }

    /// From now on nobody is there until the password is shown.
    pub(crate) fn lock(&self) -> Answer<()> {
        let sitting = self.sitting().ok_or_else(CommandError::not_signed_in)?;
        sitting.is_locked.store(true, Ordering::SeqCst);
        self.locking.notify_waiters();
        Ok(())
    }

    /// Whether the window is locked.
    pub(crate) fn is_locked(&self) -> bool {
        self.sitting().is_some_and(|sitting| sitting.is_locked())
    }

    /// Whose window is locked, if it is.
    pub(crate) fn locked_user(&self) -> Option<i64> {
        let sitting = self.sitting().filter(|sitting| sitting.is_locked())?;
        sitting.session.user_id()
    }

    /// The person is there.
    pub(crate) fn note_activity(&self) {
        self.presence.note(self.now());
    }

    /// The time, as the roster has it.
    pub(crate) fn now(&self) -> Timestamp {
        self.database.options.clock.now()
    }

    /// The page holds something that was not saved, or does not any more.
    pub(crate) fn note_unsaved_changes(&self, unsaved: bool) {
        self.unsaved.store(unsaved, Ordering::Relaxed);
    }

    /// Whether the page should be asked before its window closes.
    pub(crate) fn has_unsaved_changes(&self) -> bool {
        self.unsaved.load(Ordering::Relaxed)
    }

    /// Closes the file, so that nothing is left beside it.
    pub(crate) async fn close(&self) {
        self.end();
        if let Some(roster) = self.open_roster() {
            roster.close().await;
        }
    }

    fn sitting(&self) -> Option<Arc<Sitting>> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn replace(&self, sitting: Option<Arc<Sitting>>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = sitting;
    }

    /// Puts another sitting, or none, in the place of this one, unless it is over already: a slow command must neither
    /// sign out the next person nor bring back the last.
    fn replace_sitting(&self, old: &Arc<Sitting>, new: Option<Sitting>) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current
            .as_ref()
            .is_some_and(|current| Arc::ptr_eq(current, old))
        {
            *current = new.map(Arc::new);
        }
    }
}

/// Where the roster is, and the roster once it is open.
///
/// It opens while the window does: neither waits for the other before the page's first call.
pub(crate) struct Database {
    path: PathBuf,
    options: Options,
    roster: OnceCell<Roster>,
}

impl Database {
    pub(crate) fn at(path: PathBuf, options: Options) -> Self {
        Self {
            path,
            options,
            roster: OnceCell::new(),
        }
    }

    async fn open(&self) -> Result<&Roster, Error> {
        self.roster
            .get_or_try_init(|| async {
                let roster = Roster::open(&self.path, self.options.clone()).await?;
                // If that fails, whoever opens the roster next does it; people can be shown all the same.
                let _ = roster.purge_trash().await;
                Ok(roster)
            })
            .await
    }
}

/// The person who is signed in, for the length of one command.
///
/// Each way to the core goes through [`Caller::heed`], so a session that the core calls over ends here at once.
pub(crate) struct Caller<'a> {
    state: &'a AppState,
    roster: &'a Roster,
    sitting: Arc<Sitting>,
}

impl Caller<'_> {
    /// The open roster.
    pub(crate) fn roster(&self) -> &Roster {
        self.roster
    }

    /// The session, for the calls that take it as it is.
    pub(crate) fn session(&self) -> &Session {
        &self.sitting.session
    }

    /// Pictures that this person has read but not saved.
    pub(crate) fn drafts(&self) -> &Drafts {
        &self.sitting.drafts
    }

    /// Recovery codes that this person was shown and did not keep yet.
    pub(crate) fn codes(&self) -> &NewCodes {
        &self.sitting.codes
    }

    /// What this person imports from.
    pub(crate) fn imports(&self) -> &Imports {
        &self.sitting.imports
    }

    /// Reads as this person, with the rights that they have now.
    pub(crate) async fn read(&self) -> Result<Read, Error> {
        self.heed(self.roster.read(self.session()).await)
    }

    /// Writes as this person, with the rights that they have at the moment of the write.
    pub(crate) async fn write(&self) -> Result<Write, Error> {
        self.heed(self.roster.write(self.session()).await)
    }

    /// Refuses whoever lacks a right, before work that takes its time. The write itself checks again.
    pub(crate) async fn check_right<R: Right>(&self) -> Result<(), Error> {
        self.read().await?.grant::<R>()?;
        Ok(())
    }

    /// The same for what takes a proof as well; the right comes first.
    pub(crate) async fn check_proven_right<R: Right>(&self) -> Result<(), Error> {
        self.check_right::<R>().await?;
        self.read().await?.check_proof()
    }

    /// Goes on with the session that follows a new proof, or a change of one's own password.
    pub(crate) fn go_on(&self, session: Session) {
        let next = Sitting {
            session,
            drafts: self.sitting.drafts.clone(),
            codes: self.sitting.codes.clone(),
            imports: self.sitting.imports.clone(),
            is_locked: self.sitting.is_locked.clone(),
        };
        self.state.replace_sitting(&self.sitting, Some(next));
    }

    /// Goes on with the session that showed its password, in a window that is not locked any more.
    pub(crate) fn unlock(&self, session: Session) {
        self.state.note_activity();
        self.sitting.is_locked.store(false, Ordering::SeqCst);
        self.go_on(session);
    }

    /// Passes on what the core answers; a session that is over is forgotten.
    pub(crate) fn heed<T>(&self, answer: Result<T, Error>) -> Result<T, Error> {
        if matches!(answer, Err(Error::SessionEnded)) {
            self.state.replace_sitting(&self.sitting, None);
        }
        answer
    }
}
