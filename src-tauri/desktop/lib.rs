//! The desktop shell: a window, and a door from its page to the core.
//!
//! ```text
//! page ──invoke──► commands ──────► state (who is signed in) ──► roster-core
//!      ──<img>───► avatar_scheme ──┘
//! ```
//!
//! The page asks, the core decides. Here is what only a desktop has: the window and its rules, the system's file dialog
//! and browser, the settings file, the log. A library only so that `tests/ipc` can build the same application with a
//! mock window.

mod arguments;
pub mod avatar_scheme;
#[expect(
    clippy::needless_pass_by_value,
    reason = "Tauri hands a command its arguments by value"
)]
mod commands;
mod daily;
mod desktop;
mod drafts;
mod error;
mod export_file;
mod file_dialog;
mod imports;
mod lock;
mod logging;
mod menu;
#[cfg(target_os = "linux")]
mod notification;
mod picker;
mod preference_file;
mod preferences;
mod rosters;
mod single_instance;
mod start;
mod state;
#[cfg(target_os = "linux")]
mod system_lock;
#[cfg(target_os = "linux")]
mod toolkit;
mod watch;
mod window;
mod words;
mod work;

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use roster_core::Options;
use roster_core::location::default_database;
use roster_core::private::{keep_files_private, keep_memory_private};
use tauri::plugin::TauriPlugin;
use tauri::{App, AppHandle, Manager as _, RunEvent, Runtime};
use tauri_plugin_window_state::StateFlags;

use crate::arguments::{Arguments, Request};
use crate::preference_file::PreferenceFile;
use crate::rosters::RecentRosters;
use crate::single_instance::Instance;
use crate::state::Database;

pub use crate::desktop::{Choice, Desktop, NativeDesktop};
pub use crate::preferences::Language;
pub use crate::state::AppState;
pub use crate::window::LABEL;

/// How long the database may take to close. A program without a window must not stay: it would swallow the next start.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Which roster to open, and in which surroundings.
pub struct Launch {
    /// The database file.
    pub database: PathBuf,
    /// What the roster is opened with.
    pub options: Options,
    /// Where it is noted which rosters were opened; nowhere on a system without a folder for data.
    pub recent: Option<PathBuf>,
    /// The window's title.
    pub title: String,
    /// The system's dialogs and browser.
    pub desktop: Arc<dyn Desktop>,
}

/// Does what the arguments of the process ask for: as a rule, runs the app until its window is closed.
#[must_use]
pub fn run() -> ExitCode {
    keep_memory_private();
    match Request::of_process() {
        Ok(Request::Run(arguments)) => run_window(arguments),
        // Nobody to tell if this fails.
        Ok(Request::Print(text)) => {
            arguments::print(&text).map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
        }
        Err(reason) => {
            let _ = writeln!(std::io::stderr(), "roster: {reason}. See roster --help.");
            ExitCode::from(2)
        }
    }
}

fn run_window(arguments: Arguments) -> ExitCode {
    #[cfg(target_os = "linux")]
    if let Some(dialog) = &arguments.dialog {
        return file_dialog::run(dialog);
    }
    #[cfg(target_os = "linux")]
    toolkit::choose_painter();
    // Not for the dialog above: a folder that somebody makes there is theirs as any other.
    keep_files_private();
    let own = default_database();
    let Some(database) = arguments.database.or_else(|| own.clone()) else {
        return refuse(
            "There is no folder for programs’ data here. Say where the roster is: roster --db FILE",
        );
    };
    let is_own = own.as_ref() == Some(&database);
    if !has_display() {
        return refuse("There is no display. On a machine without one, use rosterctl.");
    }
    #[cfg(target_os = "linux")]
    toolkit::keep_scroll_bars();
    let Some(instance) = Instance::claim(&database, is_own, arguments.place) else {
        return ExitCode::SUCCESS;
    };
    let _log = logging::start(&database.with_file_name("logs"));
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "start");
    let title = window::title((!is_own).then_some(&database));
    let launch = Launch {
        database,
        options: Options::default(),
        recent: own.map(|own| own.with_file_name("recent.json")),
        title,
        desktop: Arc::new(NativeDesktop),
    };
    let builder = instance
        .attach(tauri::Builder::default())
        .plugin(remember_window());
    match build(builder, launch) {
        Ok(app) => {
            instance.listen(app.handle());
            if cfg!(target_os = "macos") {
                menu::attach(app.handle(), Language::default());
            }
            if let Some(place) = arguments.place {
                app.state::<AppState>().want(place);
            }
            #[cfg(target_os = "linux")]
            system_lock::listen(app.handle());
            let code = app.run_return(|app, event| on_event(app, &event));
            ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX))
        }
        Err(error) => refuse(&format!("Roster can’t start: {error}")),
    }
}

/// Puts the application together, for a real window or for a mock one.
pub fn build<R: Runtime>(builder: tauri::Builder<R>, launch: Launch) -> tauri::Result<App<R>> {
    builder
        .plugin(tauri_plugin_store::Builder::new().build())
        .register_asynchronous_uri_scheme_protocol(
            avatar_scheme::NAME,
            |context, request, responder| {
                avatar_scheme::respond(context.app_handle(), request, responder);
            },
        )
        .on_window_event(window::on_event)
        .enable_macos_default_menu(false)
        .on_menu_event(|app, event| menu::on_event(app, &event))
        .invoke_handler(commands::handler())
        .setup(|app| set_up(app.handle(), launch))
        .build(tauri::generate_context!())
}

fn set_up<R: Runtime>(app: &AppHandle<R>, launch: Launch) -> Result<(), Box<dyn Error>> {
    let preferences = PreferenceFile::open(app, &launch.database)?;
    let chosen = preferences.preferences();
    app.manage(AppState::new(
        Database::at(launch.database, launch.options),
        preferences,
        RecentRosters::new(launch.recent),
        launch.desktop,
    ));
    // The roster opens while the webview starts. Why it can't be opened is asked, and told, by the page's first call.
    let opening = app.clone();
    tauri::async_runtime::spawn(async move {
        let state = opening.state::<AppState>();
        if state.roster().await.is_ok() {
            state.rosters.remember(state.path());
        }
    });
    window::open(app, &launch.title, &chosen)?;
    watch::start(app.clone());
    lock::start(app.clone());
    daily::start(app.clone());
    Ok(())
}

fn on_event<R: Runtime>(app: &AppHandle<R>, event: &RunEvent) {
    if let RunEvent::Exit = event {
        let state = app.state::<AppState>();
        state.finish();
        let closing = async { tokio::time::timeout(LAST_WORDS, state.close()).await };
        if tauri::async_runtime::block_on(closing).is_err() {
            tracing::warn!("the database did not close in time");
        }
        tracing::info!("end");
    }
}

/// Size and place of the window come back; whether it shows is decided when its page is painted.
fn remember_window<R: Runtime>() -> TauriPlugin<R> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::all() - StateFlags::VISIBLE)
        .build()
}

/// Whether windows can be shown. Asked before Tauri does, which ends the program with a panic where they can't.
fn has_display() -> bool {
    #[cfg(target_os = "linux")]
    return gtk::init().is_ok();
    #[cfg(not(target_os = "linux"))]
    true
}

fn refuse(reason: &str) -> ExitCode {
    tracing::error!(reason, "not started");
    // Nobody to tell if this fails.
    let _ = writeln!(std::io::stderr(), "{reason}");
    ExitCode::FAILURE
}
