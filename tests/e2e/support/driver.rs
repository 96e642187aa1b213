//! WebKit's WebDriver with one window: what a person can do to a page, command by command.
//!
//! Asked and answered in turn, so tests are plain functions; the asynchronous client stays in here.

use std::ffi::OsStr;
use std::future::Future;
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::str::FromStr;
use std::time::Duration;

use fantoccini::actions::{
    Actions, InputSource as _, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions,
    PointerAction,
};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tauri::Url;
use tauri::http::Method;
use tokio::runtime::{Builder, Runtime};

use super::display::Display;
use super::group::Group;
use super::wait::wait_for;

/// How long a command may take before the window counts as stuck.
const PATIENCE: Duration = Duration::from_mins(1);

/// What the driver calls the keys that are pressed.
const KEYBOARD: &str = "keyboard";

/// Why a command was not carried out.
pub(crate) type Refusal = String;

/// One window under control. Dropped, the window and its driver are gone.
pub(super) struct Driver {
    client: Client,
    runtime: Runtime,
    _program: Group,
}

impl Driver {
    /// Starts `program` on the display, and waits until its page is loaded.
    pub(super) fn open(display: &Display, program: &Command) -> Self {
        let port = free_port();
        let mut command = display.command("WebKitWebDriver");
        // The program inherits what the driver has.
        command
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(
                program
                    .get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            );
        let group = Group::start(&command);
        wait_for_port(port);
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a thread of one's own needs nothing");
        let client = runtime.block_on(async {
            // No `browserName`: it would have to be what the window calls itself.
            let arguments: Vec<_> = program.get_args().map(OsStr::to_string_lossy).collect();
            let options =
                json!({ "binary": program.get_program().to_string_lossy(), "args": arguments });
            let capabilities: Capabilities = [("webkitgtk:browserOptions".to_owned(), options)]
                .into_iter()
                .collect();
            let session = ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities)
                .connect(&format!("http://127.0.0.1:{port}"))
                .await
                .expect("Roster opens its window");
            // Or else the client asks a driver that is gone to close the window.
            session.persist().await.expect("the session has begun");
            session
        });
        Self {
            client,
            runtime,
            _program: group,
        }
    }

    /// Runs a script in the page; `arguments` are its arguments.
    pub(super) fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Refusal> {
        self.wait(self.client.execute(script, arguments))
    }

    /// Asks the page something that changes nothing. None while the page is being replaced by another, as it is after
    /// signing out: then the question went with it. None as well if an element in the answer is replaced before the
    /// answer is here.
    pub(super) fn ask(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<Option<Value>, Refusal> {
        let answer = self.client.execute(script, arguments);
        self.wait(async {
            match answer.await {
                Ok(answer) => Ok(Some(answer)),
                Err(CmdError::Standard(refusal))
                    if matches!(
                        refusal.error,
                        ErrorStatus::NoSuchFrame | ErrorStatus::StaleElementReference
                    ) =>
                {
                    Ok(None)
                }
                Err(refusal) => Err(refusal),
            }
        })
    }

    /// Runs a script that calls its last argument with the answer.
    pub(super) fn run_async(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Refusal> {
        self.wait(self.client.execute_async(script, arguments))
    }

    /// What assistive technology is told that an element is, and what it is called.
    pub(super) fn computed(&self, element: &Handle) -> Result<(String, String), Refusal> {
        let ask = |what| -> Result<String, Refusal> {
            let command = Computed {
                element: element.0.to_string(),
                what,
            };
            let answer = self.wait(self.client.issue_cmd(command))?;
            Ok(answer.as_str().unwrap_or_default().to_owned())
        };
        Ok((ask("computedrole")?, ask("computedlabel")?))
    }

    /// Clicks with the pointer; refused when something lies over the element.
    pub(super) fn click(&self, element: &Handle) -> Result<(), Refusal> {
        self.wait(self.element(element).click())
    }

    /// Clicks with a key held down.
    pub(super) fn click_holding(&self, key: char, element: &Handle) -> Result<(), Refusal> {
        let still = KeyAction::Pause {
            duration: Duration::ZERO,
        };
        let keyboard = KeyActions::new(KEYBOARD.to_owned())
            .then(KeyAction::Down { value: key })
            .then(still.clone())
            .then(still)
            .then(KeyAction::Up { value: key });
        let pointer = MouseActions::new("pointer".to_owned())
            .then(PointerAction::MoveToElement {
                element: self.element(element),
                duration: None,
                x: 0.0,
                y: 0.0,
            })
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.wait(
            self.client
                .perform_actions(Actions::from(keyboard).and(pointer)),
        )
    }

    /// Presses the pointer on one element and lets go of it on another.
    pub(super) fn drag(&self, from: &Handle, to: &Handle) -> Result<(), Refusal> {
        let over = |element: &Handle| PointerAction::MoveToElement {
            element: self.element(element),
            duration: None,
            x: 0.0,
            y: 0.0,
        };
        let pointer = MouseActions::new("pointer".to_owned())
            .then(over(from))
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(over(to))
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.wait(self.client.perform_actions(pointer))
    }

    /// Presses keys together, in this order, and lets go of them. They go to whatever has focus.
    pub(super) fn press(&self, keys: &[char]) -> Result<(), Refusal> {
        let down = keys.iter().map(|&value| KeyAction::Down { value });
        let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
        self.act(down.chain(up))
    }

    /// Types key by key into whatever has focus.
    pub(super) fn type_text(&self, text: &str) -> Result<(), Refusal> {
        self.act(
            text.chars()
                .flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]),
        )
    }

    fn act(&self, keys: impl Iterator<Item = KeyAction>) -> Result<(), Refusal> {
        let actions = keys.fold(KeyActions::new(KEYBOARD.to_owned()), KeyActions::then);
        self.wait(self.client.perform_actions(actions))
    }

    /// The page as a PNG.
    pub(super) fn picture(&self) -> Result<Vec<u8>, Refusal> {
        self.wait(self.client.screenshot())
    }

    /// Makes the window as large as this.
    pub(super) fn resize(&self, width: u32, height: u32) -> Result<(), Refusal> {
        self.wait(self.client.set_window_rect(0, 0, width, height))
    }

    /// How many windows there are.
    pub(super) fn count_windows(&self) -> Result<usize, Refusal> {
        self.wait(self.client.windows())
            .map(|windows| windows.len())
    }

    fn element(&self, handle: &Handle) -> Element {
        Element::from_element_id(self.client.clone(), handle.0.clone())
    }

    fn wait<T>(&self, answer: impl Future<Output = Result<T, CmdError>>) -> Result<T, Refusal> {
        let answer = self
            .runtime
            .block_on(async { tokio::time::timeout(PATIENCE, answer).await });
        match answer {
            Ok(answer) => answer.map_err(|error| format!("{error:?}")),
            Err(_) => Err(format!("no answer in {} s", PATIENCE.as_secs())),
        }
    }
}

/// An element of the page, as long as the page has it.
#[derive(Debug, Clone)]
pub(crate) struct Handle(ElementRef);

impl Handle {
    /// Reads what a script gave back for an element.
    pub(super) fn from_value(value: &Value) -> Option<Self> {
        let reference = value.as_object()?.values().next()?.as_str()?;
        Some(Self(ElementRef::from(reference.to_owned())))
    }
}

/// A question of the standard that the client has no word for.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(
        &self,
        base_url: &Url,
        session_id: Option<&str>,
    ) -> Result<Url, <Url as FromStr>::Err> {
        let Self { element, what } = self;
        let session = session_id.unwrap_or_default();
        base_url.join(&format!("session/{session}/element/{element}/{what}"))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    listener.local_addr().expect("it is bound").port()
}

fn wait_for_port(port: u16) {
    wait_for("WebKitWebDriver to answer", || {
        TcpStream::connect(("127.0.0.1", port)).ok()
    });
}
