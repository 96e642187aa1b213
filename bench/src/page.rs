//! The list in the real window: through IPC, and from a keystroke to painted rows.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::panel;
use crate::start::{ADMIN, Display, PASSWORD};
use crate::table::{Figure, Table, median};
use crate::{Outcome, Plan};

/// Asks for the first page, one after another, and gives back the times.
const TIME_PAGES: &str = r#"
    const [count, done] = arguments;
    const query = { search: "", sort: [], offset: 0, limit: 100 };
    const times = [];
    for (let i = 0; i < count; i += 1) {
        const start = performance.now();
        await window.__TAURI_INTERNALS__.invoke("list_users", { query });
        times.push(performance.now() - start);
    }
    done(times);
"#;

/// Types one letter after another and waits each time until rows for it stand on the page, then for the next frame.
const TIME_KEYSTROKES: &str = r#"
    const [words, done] = arguments;
    const box = document.querySelector("input[type=search]");
    // Said anew with every answer, after its rows.
    const order = document.querySelector("[data-part=order]");
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const changed = () => new Promise((resolve) => {
        const watch = new MutationObserver(() => { watch.disconnect(); resolve(); });
        watch.observe(order, { childList: true, characterData: true, subtree: true });
    });
    const times = [];
    for (const word of words) {
        // Ten keys a second: as fast as anybody types a name.
        await new Promise((resolve) => setTimeout(resolve, 100));
        await frame();
        const start = performance.now();
        const answer = changed();
        box.value = word;
        box.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await answer;
        await frame();
        times.push(performance.now() - start);
    }
    done(times);
"#;

/// What somebody types who looks for two people, one after the other.
const SEARCHES: [&str; 12] = [
    "s", "sm", "smi", "smit", "smith", "smith a", "smith an", "k", "ko", "kow", "kowal", "kowals e",
];

pub(crate) async fn measure(plan: &Plan, table: &mut Table) -> Outcome<()> {
    let display = Display::start()?;
    let driver = Driver::start(&display, plan)?;
    let page = driver.open(plan).await?;
    sign_in(&page).await?;
    let pages = run_times(&page, TIME_PAGES, json!(plan.repetitions(100))).await?;
    table.add(
        Figure::new(
            "list of 10000, first page, through IPC",
            median(pages),
            "ms",
        )
        .limit(8.0),
    );
    let keystrokes = run_times(&page, TIME_KEYSTROKES, json!(SEARCHES)).await?;
    table.add(Figure::new("keystroke to painted rows", median(keystrokes), "ms").limit(33.0));
    panel::measure(&page, plan.repetitions(12), table).await?;
    page.close().await?;
    Ok(())
}

async fn sign_in(page: &Client) -> Outcome<()> {
    let find = async |selector| {
        page.wait()
            .at_most(Duration::from_secs(20))
            .for_element(Locator::Css(selector))
            .await
    };
    find("input[name=username]").await?.send_keys(ADMIN).await?;
    find("input[name=password]")
        .await?
        .send_keys(PASSWORD)
        .await?;
    find("button[type=submit]").await?.click().await?;
    find("a[href='#/people']").await?.click().await?;
    find("[role=gridcell]").await?;
    Ok(())
}

async fn run_times(page: &Client, script: &str, argument: Value) -> Outcome<Vec<f64>> {
    Ok(serde_json::from_value(run(page, script, argument).await?)?)
}

/// Runs a script that is given an argument and what to call with its answer.
pub(crate) async fn run(page: &Client, script: &str, argument: Value) -> Outcome<Value> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         (async (...arguments) => {{ {script} }})(...arguments)
             .catch((reason) => done({{ failed: String(reason?.message ?? reason) }}));"
    );
    let answer = page.execute_async(&script, vec![argument]).await?;
    match answer.get("failed") {
        Some(reason) => Err(format!("the page could not be measured: {reason}").into()),
        None => Ok(answer),
    }
}

/// A WebDriver for the window, gone when dropped.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    fn start(display: &Display, plan: &Plan) -> Outcome<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port();
        let process = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("DISPLAY", &display.name)
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("ROSTER_DB", plan.scratch.path().join("roster.db"))
            .env("XDG_DATA_HOME", plan.scratch.path())
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self { process, port })
    }

    async fn open(&self, plan: &Plan) -> Outcome<Client> {
        let program = plan.programs.join("roster");
        let options = (
            "webkitgtk:browserOptions".to_owned(),
            json!({ "binary": program, "args": [] }),
        );
        let capabilities: Capabilities = [options].into_iter().collect();
        let address = format!("http://127.0.0.1:{}", self.port);
        for _ in 0..50 {
            if std::net::TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(ClientBuilder::new(HttpConnector::new())
                    .capabilities(capabilities)
                    .connect(&address)
                    .await?);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err("WebKitWebDriver does not answer".into())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Nothing can be done about a driver that does not go.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
