//! The application with a mock window, a roster in a temporary folder, and nobody at the screen but the test.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use roster_core::auth::Session;
use roster_core::{Clock, HashingCost, Options, Roster};
use roster_desktop::{AppState, Choice, Desktop, LABEL, Language, Launch, avatar_scheme};
use serde_json::{Value, json};
use tauri::http::{HeaderMap, Request, Response};
use tauri::ipc::{CallbackFn, InvokeBody, InvokeError, InvokeResponse, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, Manager as _, Webview, WebviewWindow};
use tempfile::TempDir;

/// A password that keeps all rules.
pub(crate) const PASSWORD: &str = "four quiet maple roads";

/// Another one.
pub(crate) const OTHER_PASSWORD: &str = "tin harbor lamp canyon";

/// The computer's clock, which a test can put forward.
#[derive(Default)]
pub(crate) struct ShiftedClock(AtomicI64);

impl ShiftedClock {
    /// Puts it forward.
    pub(crate) fn advance(&self, by: Duration) {
        let millis = i64::try_from(by.as_millis()).unwrap();
        self.0.fetch_add(millis, Ordering::Relaxed);
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_millis(self.0.load(Ordering::Relaxed))
    }
}

/// The application, and the page as far as Rust can tell it from one.
pub(crate) struct Window {
    // Dropped before the folder that it works in.
    app: App<MockRuntime>,
    webview: WebviewWindow<MockRuntime>,
    /// The person at the screen.
    pub(crate) desktop: Arc<FakeDesktop>,
    /// The time as the application sees it.
    pub(crate) clock: Arc<ShiftedClock>,
    /// Where the roster is.
    pub(crate) folder: Arc<TempDir>,
}

/// A desktop on which everything is decided beforehand.
#[derive(Default)]
pub(crate) struct FakeDesktop {
    /// The file that the person will choose.
    pub(crate) chooses: Mutex<Option<PathBuf>>,
    /// If set, the dialog stays open until this is notified.
    pub(crate) hesitates: Mutex<Option<Arc<tokio::sync::Notify>>>,
    /// The folder in which each dialog began.
    pub(crate) dialogs: Mutex<Vec<Option<PathBuf>>>,
    /// The language that each dialog spoke.
    pub(crate) languages: Mutex<Vec<Language>>,
    /// The addresses that the browser was given.
    pub(crate) sites: Mutex<Vec<String>>,
    /// The folders that were shown.
    pub(crate) folders: Mutex<Vec<PathBuf>>,
    /// The rosters that the program was started for.
    pub(crate) rosters: Mutex<Vec<PathBuf>>,
    /// What the person was told while they looked at something else.
    pub(crate) notices: Mutex<Vec<(String, String)>>,
}

impl Desktop for FakeDesktop {
    fn choose_picture(&self, language: Language, folder: Option<&Path>) -> Choice {
        self.languages.lock().unwrap().push(language);
        self.dialogs
            .lock()
            .unwrap()
            .push(folder.map(Path::to_owned));
        let chosen = self.chooses.lock().unwrap().clone();
        let hesitates = self.hesitates.lock().unwrap().clone();
        Box::pin(async move {
            if let Some(decided) = hesitates {
                decided.notified().await;
            }
            chosen
        })
    }

    fn choose_import(&self, language: Language) -> Choice {
        self.choose_export(language, "")
    }

    fn choose_media(&self, language: Language) -> Choice {
        self.choose_export(language, "")
    }

    fn choose_roster(&self, language: Language) -> Choice {
        self.choose_export(language, "")
    }

    fn open_roster(&self, database: &Path) -> Result<(), String> {
        self.rosters.lock().unwrap().push(database.to_owned());
        Ok(())
    }

    fn notify(&self, title: &str, text: &str) -> Result<(), String> {
        let notice = (title.to_owned(), text.to_owned());
        self.notices.lock().unwrap().push(notice);
        Ok(())
    }

    fn choose_export(&self, language: Language, _: &str) -> Choice {
        self.languages.lock().unwrap().push(language);
        let chosen = self.chooses.lock().unwrap().clone();
        Box::pin(async move { chosen })
    }

    fn open_site(&self, url: &str) -> Result<(), String> {
        self.sites.lock().unwrap().push(url.to_owned());
        Ok(())
    }

    fn open_folder(&self, folder: &Path) -> Result<(), String> {
        self.folders.lock().unwrap().push(folder.to_owned());
        Ok(())
    }
}

impl Drop for Window {
    /// The processor is needed by the other tests: hundreds of windows that nobody sees look for changes for ever otherwise.
    fn drop(&mut self) {
        self.app.state::<AppState>().finish();
    }
}

impl Window {
    /// A window on a roster that does not exist yet.
    pub(crate) fn open() -> Self {
        Self::open_in(tempfile::tempdir().unwrap())
    }

    /// A window on the roster in this folder.
    pub(crate) fn open_in(folder: impl Into<Arc<TempDir>>) -> Self {
        let folder = folder.into();
        let desktop = Arc::new(FakeDesktop::default());
        let clock = Arc::new(ShiftedClock::default());
        let launch = Launch {
            database: folder.path().join("roster.db"),
            options: Options {
                clock: clock.clone(),
                ..fast_options()
            },
            recent: Some(folder.path().join("recent.json")),
            title: "Roster".to_owned(),
            desktop: desktop.clone(),
        };
        let mut app = roster_desktop::build(mock_builder(), launch).unwrap();
        set_up(&mut app);
        let webview = app.get_webview_window(LABEL).unwrap();
        Self {
            app,
            webview,
            desktop,
            clock,
            folder,
        }
    }

    /// Another window on the same roster.
    pub(crate) fn open_another(&self) -> Self {
        Self::open_in(self.folder.clone())
    }

    /// Calls a command as the page does.
    pub(crate) fn invoke(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        self.invoke_from(own_origin(), command, InvokeBody::Json(arguments))
    }

    /// Calls a command with bytes instead of JSON.
    pub(crate) fn invoke_with_bytes(&self, command: &str, bytes: Vec<u8>) -> Result<Value, Value> {
        self.invoke_from(own_origin(), command, InvokeBody::Raw(bytes))
    }

    /// Calls a command and goes on; the answer comes later.
    pub(crate) fn invoke_later(
        &self,
        command: &str,
        arguments: Value,
    ) -> Receiver<Result<Value, Value>> {
        let (sender, receiver) = channel();
        let request = request(own_origin(), command, InvokeBody::Json(arguments));
        let webview: Webview<MockRuntime> = self.webview.as_ref().clone();
        webview.on_message(
            request,
            Box::new(move |_, _, answer, _, _| {
                let answer = match answer {
                    InvokeResponse::Ok(body) => Ok(read_json(body)),
                    InvokeResponse::Err(InvokeError(error)) => Err(error),
                };
                sender.send(answer).unwrap();
            }),
        );
        receiver
    }

    /// Calls a command as a page from elsewhere would.
    pub(crate) fn invoke_from(
        &self,
        origin: &str,
        command: &str,
        body: InvokeBody,
    ) -> Result<Value, Value> {
        get_ipc_response(&self.webview, request(origin, command, body)).map(read_json)
    }

    /// Signs in; panics if that is refused.
    pub(crate) fn sign_in(&self, name: &str, password: &str) -> Value {
        self.invoke("sign_in", json!({"name": name, "password": password}))
            .unwrap()
    }

    /// Loads a picture as the page does, with the path after `avatar://localhost/`.
    pub(crate) fn load_picture(&self, path: &str) -> Response<Vec<u8>> {
        let request = Request::builder().uri(format!("avatar://localhost/{path}"));
        self.load(&request.body(Vec::new()).unwrap())
    }

    /// Sends any request to the scheme.
    pub(crate) fn load(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        let state = self.webview.state::<AppState>();
        wait(avatar_scheme::answer(&state, request))
    }

    /// The database file.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("roster.db")
    }

    /// Does something to the roster from outside, as `rosterctl` would.
    pub(crate) fn outside<T, F: Future<Output = T>>(
        &self,
        deed: impl FnOnce(Roster, Session) -> F,
    ) -> T {
        outside(&self.database(), deed)
    }
}

/// Does something to a roster with the authority of whoever may write the file.
pub(crate) fn outside<T, F: Future<Output = T>>(
    database: &Path,
    deed: impl FnOnce(Roster, Session) -> F,
) -> T {
    wait(async {
        let roster = Roster::open(database, fast_options()).await.unwrap();
        let done = deed(roster.clone(), Session::operator("tests")).await;
        roster.close().await;
        done
    })
}

/// Waits, on the runtime that the commands use.
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    tauri::async_runtime::block_on(future)
}

fn request(origin: &str, command: &str, body: InvokeBody) -> InvokeRequest {
    InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: origin.parse().unwrap(),
        body,
        headers: HeaderMap::new(),
        invoke_key: INVOKE_KEY.to_owned(),
    }
}

fn read_json(body: InvokeResponseBody) -> Value {
    match body {
        InvokeResponseBody::Json(text) => serde_json::from_str(&text).unwrap(),
        InvokeResponseBody::Raw(_) => panic!("no command answers with bytes"),
    }
}

/// The code of an error; what is not a command's own error has none.
pub(crate) fn code(answer: &Result<Value, Value>) -> &str {
    match answer {
        Ok(_) => "ok",
        Err(error) => error["code"].as_str().unwrap_or("no code"),
    }
}

/// The page's own address.
pub(crate) fn own_origin() -> &'static str {
    if cfg!(windows) {
        "http://tauri.localhost"
    } else {
        "tauri://localhost"
    }
}

/// Hashing as cheap as argon2 allows.
fn fast_options() -> Options {
    Options {
        hashing: HashingCost {
            memory: 8,
            passes: 1,
            lanes: 1,
        },
        ..Options::default()
    }
}

#[expect(
    deprecated,
    reason = "it is how the mock runtime sets an application up without running it"
)]
fn set_up(app: &mut App<MockRuntime>) {
    app.run_iteration(|_, _| {});
}
