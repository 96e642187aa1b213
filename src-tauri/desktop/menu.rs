//! The menu at the top of a Mac's screen, where people look for Settings, Copy and Quit. Elsewhere windows have none: what is in
//! it stands in the window, or is the system's. It is made by the same code everywhere, so that it compiles everywhere.

use tauri::menu::{AboutMetadata, Menu, MenuEvent, MenuItem, PredefinedMenuItem, Submenu};
use tauri::{AppHandle, Runtime};

use crate::arguments::Place;
use crate::preferences::Language;
use crate::window;

const SETTINGS: &str = "settings";

/// Gives the program its menu, in this language.
pub(crate) fn attach<R: Runtime>(app: &AppHandle<R>, language: Language) {
    if let Err(error) = make(app, language).and_then(|menu| app.set_menu(menu)) {
        tracing::warn!(%error, "there is no menu");
    }
}

/// The page speaks another language: so does the menu, where there is one.
pub(crate) fn speak<R: Runtime>(app: &AppHandle<R>, language: Language) {
    if cfg!(target_os = "macos") {
        attach(app, language);
    }
}

/// Does what was chosen; what is the system's, it does itself.
pub(crate) fn on_event<R: Runtime>(app: &AppHandle<R>, event: &MenuEvent) {
    if event.id() == SETTINGS {
        window::go_to(app, Place::Settings);
    }
}

fn make<R: Runtime>(app: &AppHandle<R>, language: Language) -> tauri::Result<Menu<R>> {
    let words = &language.words().menu;
    let line = || PredefinedMenuItem::separator(app);
    let about = AboutMetadata {
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        ..AboutMetadata::default()
    };
    let own = Submenu::with_items(
        app,
        "Roster",
        true,
        &[
            &PredefinedMenuItem::about(app, Some(words.about), Some(about))?,
            &line()?,
            &MenuItem::with_id(app, SETTINGS, words.settings, true, Some("Cmd+,"))?,
            &line()?,
            &PredefinedMenuItem::services(app, Some(words.services))?,
            &line()?,
            &PredefinedMenuItem::hide(app, Some(words.hide))?,
            &PredefinedMenuItem::hide_others(app, Some(words.hide_others))?,
            &PredefinedMenuItem::show_all(app, Some(words.show_all))?,
            &line()?,
            &PredefinedMenuItem::quit(app, Some(words.quit))?,
        ],
    )?;
    let edit = Submenu::with_items(
        app,
        words.edit,
        true,
        &[
            &PredefinedMenuItem::undo(app, Some(words.undo))?,
            &PredefinedMenuItem::redo(app, Some(words.redo))?,
            &line()?,
            &PredefinedMenuItem::cut(app, Some(words.cut))?,
            &PredefinedMenuItem::copy(app, Some(words.copy))?,
            &PredefinedMenuItem::paste(app, Some(words.paste))?,
            &PredefinedMenuItem::select_all(app, Some(words.select_all))?,
        ],
    )?;
    let window = Submenu::with_items(
        app,
        words.window,
        true,
        &[
            &PredefinedMenuItem::minimize(app, Some(words.minimize))?,
            &PredefinedMenuItem::fullscreen(app, Some(words.full_screen))?,
            &line()?,
            &PredefinedMenuItem::close_window(app, Some(words.close))?,
        ],
    )?;
    Menu::with_items(app, &[&own, &edit, &window])
}
