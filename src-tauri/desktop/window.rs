//! The one window: how it opens, what it refuses, and its colours.

use std::path::PathBuf;
use std::time::Duration;

use tauri::utils::config::{Color, WindowConfig};
use tauri::webview::{NewWindowResponse, PermissionResponse};
use tauri::{
    AppHandle, Manager, Runtime, Theme, Url, WebviewWindow, WebviewWindowBuilder, Window,
    WindowEvent,
};

use crate::arguments::Place;
use crate::preferences::{Preferences, ThemeChoice};
use crate::state::AppState;

/// The window's name in `tauri.conf.json` and `capabilities/main.json`.
pub const LABEL: &str = "main";

/// `--bg-page` of `ui/css/tokens.css`, so that nothing flashes before the page is painted.
const PAPER_LIGHT: Color = Color(251, 250, 248, 255);
const PAPER_DARK: Color = Color(27, 25, 23, 255);

/// What the page hears when somebody wants to close the window over unsaved changes. It answers with `close_window`, or
/// not at all.
const ASK_TO_CLOSE: &str = "window.dispatchEvent(new Event('roster:close'))";

/// What the page hears when it should ask, with `take_place`, where to go.
const GO: &str = "window.dispatchEvent(new Event('roster:go'))";

/// How long a page may take to call `show_window`. A page that fails must not leave an invisible program behind.
const PATIENCE: Duration = Duration::from_secs(2);

/// The window's title; another roster than one's own is named.
pub(crate) fn title(database: Option<&PathBuf>) -> String {
    match database.and_then(|path| path.file_name()) {
        Some(name) => format!("Roster – {}", name.to_string_lossy()),
        None => "Roster".to_owned(),
    }
}

/// Opens the window, still hidden, on the app's own page. It can go nowhere else.
pub(crate) fn open<R: Runtime>(
    app: &AppHandle<R>,
    title: &str,
    preferences: &Preferences,
) -> tauri::Result<()> {
    let config = WindowConfig {
        title: title.to_owned(),
        ..configured(app)?
    };
    let dev_server = app
        .config()
        .build
        .dev_url
        .clone()
        .filter(|_| tauri::is_dev());
    let mut builder = WebviewWindowBuilder::from_config(app, &config)?;
    if cfg!(target_os = "linux") {
        // WebKitGTK would strew its files among people's data.
        builder = builder.data_directory(app.path().app_cache_dir()?);
    }
    let window = builder
        .on_navigation(move |url| is_own_page(url, dev_server.as_ref()))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .build()?;
    apply_theme(&window, preferences.theme);
    apply_zoom(&window, preferences.zoom);
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        if !window.is_visible().unwrap_or(false) {
            tracing::warn!("the page did not ask for the window; showing it anyway");
            show(&window);
        }
    });
    Ok(())
}

fn configured<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<WindowConfig> {
    app.config()
        .app
        .windows
        .iter()
        .find(|window| window.label == LABEL)
        .cloned()
        .ok_or(tauri::Error::WindowNotFound)
}

/// Shows the window and gives it the keyboard.
pub(crate) fn show<R: Runtime>(window: &WebviewWindow<R>) {
    if let Err(error) = window.show().and_then(|()| window.set_focus()) {
        tracing::error!(%error, "the window can't be shown");
    }
}

/// A window with unsaved changes asks its page before it closes. One that is not as the system wishes stays so when the
/// system changes its mind.
pub(crate) fn on_event<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    match event {
        WindowEvent::CloseRequested { api, .. } => {
            let is_held = window.state::<AppState>().has_unsaved_changes();
            // A page that can't be reached can't save either.
            if is_held && ask_page(window.app_handle()).is_ok() {
                api.prevent_close();
            }
        }
        WindowEvent::ThemeChanged(theme) => {
            if let Some(window) = window.get_webview_window(LABEL) {
                keep_theme(&window, *theme);
            }
        }
        _ => {}
    }
}

fn ask_page<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let window = app.get_webview_window(LABEL);
    window
        .ok_or(tauri::Error::WindowNotFound)?
        .eval(ASK_TO_CLOSE)
}

/// Closes the window without asking.
pub(crate) fn close<R: Runtime>(window: &WebviewWindow<R>) {
    if let Err(error) = window.destroy() {
        tracing::error!(%error, "the window can't be closed");
    }
}

/// Brings the open window to the front, because the program was started once more.
pub(crate) fn bring_to_front<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A window that is not minimised says no; that is fine.
        let _ = window.unminimize();
        show(&window);
    }
}

/// Brings the window to the front, and leads its page to a place: now, or once somebody is signed in.
pub(crate) fn go_to<R: Runtime>(app: &AppHandle<R>, place: Place) {
    app.state::<AppState>().want(place);
    bring_to_front(app);
    if let Some(window) = app.get_webview_window(LABEL) {
        // A page that can't be reached asks when it is there.
        let _ = window.eval(GO);
    }
}

/// Gives the title bar, the system's dialogs and the empty window the colours of the page.
pub(crate) fn apply_theme<R: Runtime>(window: &WebviewWindow<R>, choice: ThemeChoice) {
    let wanted = match choice {
        ThemeChoice::System => None,
        ThemeChoice::Light => Some(Theme::Light),
        ThemeChoice::Dark => Some(Theme::Dark),
    };
    if let Err(error) = set_theme(window, wanted) {
        tracing::warn!(%error, "the window keeps its colours");
    }
}

/// Shows the page larger or smaller, all of it; `percent` may be anything.
pub(crate) fn apply_zoom<R: Runtime>(window: &WebviewWindow<R>, percent: u32) {
    if let Err(error) = window.set_zoom(f64::from(percent.clamp(50, 400)) / 100.0) {
        tracing::warn!(%error, "the page keeps its size");
    }
}

/// The system has become light or dark, or the window was made so.
fn keep_theme<R: Runtime>(window: &WebviewWindow<R>, theme: Theme) {
    let wanted = match window.state::<AppState>().preferences.preferences().theme {
        ThemeChoice::System => theme,
        ThemeChoice::Light => Theme::Light,
        ThemeChoice::Dark => Theme::Dark,
    };
    let kept = if wanted == theme {
        window.set_background_color(Some(paper(theme)))
    } else {
        set_theme(window, Some(wanted))
    };
    if let Err(error) = kept {
        tracing::warn!(%error, "the window keeps its colours");
    }
}

fn paper(theme: Theme) -> Color {
    if theme == Theme::Dark {
        PAPER_DARK
    } else {
        PAPER_LIGHT
    }
}

fn set_theme<R: Runtime>(window: &WebviewWindow<R>, wanted: Option<Theme>) -> tauri::Result<()> {
    window.set_theme(wanted)?;
    let theme = window.theme()?;
    // GTK knows no "as the system": without this, going back to it would always mean light.
    if cfg!(target_os = "linux") && wanted.is_none() {
        window.set_theme(Some(theme))?;
    }
    window.set_background_color(Some(paper(theme)))
}

/// Whether an address is the app's own page. Everything else stays out: other sites, `avatar:` documents (which Tauri
/// would treat as local, with the right to call commands), `about:blank`, files.
fn is_own_page(url: &Url, dev_server: Option<&Url>) -> bool {
    let own_origin = match dev_server {
        Some(server) => url.origin() == server.origin(),
        // The page's address has another form where WebView2 can't serve custom schemes.
        None if cfg!(windows) => {
            matches!(url.scheme(), "http" | "https") && url.host_str() == Some("tauri.localhost")
        }
        None => url.scheme() == "tauri" && url.host_str() == Some("localhost"),
    };
    own_origin
        && url.port() == dev_server.and_then(Url::port)
        && matches!(url.path(), "" | "/" | "/index.html")
}

#[cfg(test)]
mod tests {
    use super::is_own_page;

    fn allowed(url: &str) -> bool {
        is_own_page(&url.parse().unwrap(), None)
    }

    #[test]
    fn only_the_own_page_opens() {
        let own = if cfg!(windows) {
            "http://tauri.localhost"
        } else {
            "tauri://localhost"
        };
        for page in ["", "/", "/index.html", "/#people", "/index.html?x#y"] {
            assert!(allowed(&format!("{own}{page}")), "{page}");
        }
        for elsewhere in [
            "https://example.org/",
            "http://localhost/",
            "tauri://example.org/",
            "tauri://localhost.example.org/",
            "tauri://localhost:1/index.html",
            "avatar://localhost/user/1/96",
            "http://avatar.localhost/user/1/96",
            "ipc://localhost/show_start",
            "file:///etc/passwd",
            "data:text/html,x",
            "blob:tauri://localhost/0",
            "about:blank",
            "javascript:alert(1)",
        ] {
            assert!(!allowed(elsewhere), "{elsewhere}");
        }
        assert!(
            !allowed(&format!("{own}/icons.svg")),
            "a picture is no page"
        );
    }

    #[test]
    fn in_development_only_the_dev_server_opens() {
        let server = "http://localhost:1430".parse().unwrap();
        assert!(is_own_page(
            &"http://localhost:1430/".parse().unwrap(),
            Some(&server)
        ));
        assert!(!is_own_page(
            &"http://localhost:1431/".parse().unwrap(),
            Some(&server)
        ));
        assert!(!is_own_page(
            &"tauri://localhost/".parse().unwrap(),
            Some(&server)
        ));
    }
}
