//! What the page is told first: which screen, and what that screen needs.

use std::path::Path;

use roster_core::view::{Me, RecentAccount};
use roster_core::{DatabaseError, Error, Roster};
use serde::Serialize;

use crate::preferences::Preferences;
use crate::state::AppState;

/// The answer to a page that has just been loaded.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Start {
    screen: Screen,
    /// Roster's version.
    version: &'static str,
    /// The computer account's name, where the first administrator is made.
    suggested_username: String,
    /// Who signed in here before, or whose window is locked.
    #[cfg_attr(test, ts(type = "RecentAccount[]"))]
    tiles: Vec<RecentAccount>,
    #[cfg_attr(test, ts(type = "Me | null"))]
    me: Option<Me>,
    preferences: Preferences,
    /// Something the person should know, said once.
    notice: Option<String>,
    broken: Option<Broken>,
    /// The name of the roster, if it is another than that of this computer account.
    other_roster: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
enum Screen {
    FirstRun,
    SignIn,
    SignedIn,
    Locked,
    Broken,
}

/// Why there is no roster to show.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct Broken {
    kind: BrokenKind,
    title: &'static str,
    message: String,
    path: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
enum BrokenKind {
    Newer,
    Damaged,
    NotADatabase,
    ReadOnly,
    DiskFull,
    Busy,
    Other,
}

impl Start {
    /// Looks at the roster and at who is signed in. A roster that can't be used is an answer, not an error.
    pub(crate) async fn look(state: &AppState) -> Self {
        let mut start = Self {
            screen: Screen::SignIn,
            version: env!("CARGO_PKG_VERSION"),
            suggested_username: String::new(),
            tiles: Vec::new(),
            me: None,
            preferences: state.preferences.preferences(),
            notice: state.preferences.take_notice(),
            broken: None,
            other_roster: state.rosters.name_other(state.path()),
        };
        if let Err(error) = start.choose_screen(state).await {
            start.screen = Screen::Broken;
            start.broken = Some(Broken::new(&error, state.path()));
        }
        start
    }

    async fn choose_screen(&mut self, state: &AppState) -> Result<(), Error> {
        let roster = state.roster().await?;
        if !roster.has_users().await? {
            self.screen = Screen::FirstRun;
            self.suggested_username = suggest_username(&whoami::username().unwrap_or_default());
        } else if let Some(me) = find_me(state).await? {
            self.screen = Screen::SignedIn;
            self.me = Some(me);
        } else if let Some(locked) = find_locked(state, roster).await? {
            self.screen = Screen::Locked;
            self.tiles = vec![locked];
        } else if self.preferences.show_tiles {
            self.tiles = roster
                .list_recent_accounts(&state.preferences.recent_accounts())
                .await?;
        }
        Ok(())
    }
}

/// The person who is signed in, if their session goes on.
async fn find_me(state: &AppState) -> Result<Option<Me>, Error> {
    let Some(caller) = state.caller_if_any().await? else {
        return Ok(None);
    };
    match caller.heed(caller.roster().show_me(caller.session()).await) {
        Err(Error::SessionEnded) => Ok(None),
        outcome => outcome.map(Some),
    }
}

/// Whose window is locked. It is over with somebody who can't sign in any more.
async fn find_locked(state: &AppState, roster: &Roster) -> Result<Option<RecentAccount>, Error> {
    let Some(id) = state.locked_user() else {
        return Ok(None);
    };
    let found = roster.list_recent_accounts(&[id]).await?.pop();
    if found.is_none() {
        state.end();
    }
    Ok(found)
}

impl Broken {
    fn new(error: &Error, path: &Path) -> Self {
        let (kind, title) = match error {
            Error::Database(cause) => explain(cause),
            _ => UNEXPLAINED,
        };
        Self {
            kind,
            title,
            message: error.to_string(),
            path: path.display().to_string(),
        }
    }
}

const UNEXPLAINED: (BrokenKind, &str) = (BrokenKind::Other, "This roster can’t be opened");

fn explain(cause: &DatabaseError) -> (BrokenKind, &'static str) {
    match cause {
        DatabaseError::Newer { .. } => (BrokenKind::Newer, "This roster needs a newer Roster"),
        DatabaseError::Damaged { .. } => (BrokenKind::Damaged, "This roster is damaged"),
        DatabaseError::NotADatabase { .. } => {
            (BrokenKind::NotADatabase, "This file is not a roster")
        }
        DatabaseError::ReadOnly => (BrokenKind::ReadOnly, "This roster can’t be written"),
        DatabaseError::DiskFull => (BrokenKind::DiskFull, "The disk is full"),
        DatabaseError::Busy => (BrokenKind::Busy, "This roster is in use"),
        DatabaseError::Unreachable { .. } | DatabaseError::Other => UNEXPLAINED,
    }
}

/// The login name, as far as it can be a username. Windows allows spaces in it.
fn suggest_username(login: &str) -> String {
    let allowed = |letter: char| {
        if letter.is_alphanumeric() || "@.+-_".contains(letter) {
            letter
        } else {
            '.'
        }
    };
    let name: String = login.trim().chars().map(allowed).take(150).collect();
    name.trim_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    use roster_core::DatabaseError;
    use serde_json::json;

    use ts_rs::TS;

    use super::{Broken, BrokenKind, Screen, Start, suggest_username};
    use crate::arguments::Place;
    use crate::commands::roster::About;
    use crate::commands::setting::Security;
    use crate::preferences::{
        AccountColumns, Density, Language, Preferences, TextSize, ThemeChoice,
    };
    use crate::rosters::{RosterList, RosterPlace};

    #[test]
    fn login_names_become_usernames() {
        for (login, username) in [
            ("ana", "ana"),
            ("Ana Kovačević", "Ana.Kovačević"),
            ("CORP\\ana", "CORP.ana"),
            ("  ", ""),
            ("a\u{202E}b", "a.b"),
        ] {
            assert_eq!(suggest_username(login), username);
        }
        assert_eq!(suggest_username(&"é".repeat(200)).chars().count(), 150);
    }

    #[test]
    fn a_broken_roster_is_explained() {
        let newer = DatabaseError::Newer {
            found: 12,
            known: 9,
        };
        let broken = Broken::new(&newer.into(), Path::new("team.db"));
        let shown = serde_json::to_value(broken).unwrap();
        assert_eq!(
            (&shown["kind"], &shown["path"]),
            (&json!("newer"), &json!("team.db"))
        );
        assert!(
            shown["message"]
                .as_str()
                .unwrap()
                .contains("schema 12, this app knows 9"),
            "{shown}"
        );
    }

    /// Writes the page's types of what only the window has. The file is committed, like the core's own.
    #[test]
    fn the_page_has_these_types() {
        let config = ts_rs::Config::new().with_large_int("number");
        let mut text = String::from(
            "// Written by a test of the shell (src-tauri/desktop/start.rs). Do not edit.\n\n\
             import type { ColumnChoice, Diagnostics, Me, RecentAccount, RosterSettings } from \"./core.d.ts\";\n\n",
        );
        for declaration in [
            Language::decl(&config),
            ThemeChoice::decl(&config),
            Density::decl(&config),
            TextSize::decl(&config),
            AccountColumns::decl(&config),
            Preferences::decl(&config),
            BrokenKind::decl(&config),
            Broken::decl(&config),
            Screen::decl(&config),
            Start::decl(&config),
            Security::decl(&config),
            RosterPlace::decl(&config),
            RosterList::decl(&config),
            Place::decl(&config),
            About::decl(&config),
        ] {
            writeln!(text, "export {declaration}\n").unwrap();
        }
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/js/shell.d.ts");
        let before = std::fs::read_to_string(&file)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if before != text {
            std::fs::write(&file, &text).unwrap();
            let checked = std::env::var_os("CI").is_some();
            assert!(
                !checked,
                "ui/js/shell.d.ts was out of date; it is written anew, commit it"
            );
        }
    }
}
