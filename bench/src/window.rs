//! A real window, driven from outside, and what its processes cost.

use std::collections::HashMap;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::start::{Display, FILE};
use crate::{Outcome, Plan};

/// Milliseconds of a tick in which Linux counts the time of processes; it has been a hundredth of a second for ever.
const TICK: f64 = 10.0;

/// A program's window and the driver that opened it; both end with it.
pub(crate) struct Window {
    /// What is in it.
    pub(crate) page: Client,
    driver: Driver,
}

impl Window {
    /// Opens one of the release programs with the run's roster.
    pub(crate) async fn open(display: &Display, plan: &Plan, program: &str) -> Outcome<Self> {
        let driver = Driver::start(display, plan)?;
        let page = driver.connect(plan, program).await?;
        Ok(Self { page, driver })
    }

    pub(crate) async fn close(self) -> Outcome<()> {
        Ok(self.page.close().await?)
    }

    /// MB of all its processes, what several share counted in parts; the driver is not one of them.
    pub(crate) fn memory(&self) -> Option<f64> {
        let each = self.processes().into_iter().map(|process| {
            let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
            let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
            line.split_whitespace().nth(1)?.parse::<f64>().ok()
        });
        Some(each.sum::<Option<f64>>()? * 1024.0 / 1e6)
    }

    /// Milliseconds that its processes have worked so far.
    pub(crate) fn processor_time(&self) -> Option<f64> {
        let each = self.processes().into_iter().map(|process| {
            let fields = read_stat(process)?;
            let ticks = |place: usize| fields.get(place)?.parse::<f64>().ok();
            Some(ticks(11)? + ticks(12)?)
        });
        Some(each.sum::<Option<f64>>()? * TICK)
    }

    /// The program that the driver started, and all that it started in turn.
    fn processes(&self) -> Vec<u32> {
        let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
        let all = fs::read_dir("/proc").into_iter().flatten().flatten();
        for process in all.filter_map(|entry| entry.file_name().to_str()?.parse().ok()) {
            let parent = read_stat(process).and_then(|fields| fields.get(1)?.parse().ok());
            if let Some(parent) = parent {
                children.entry(parent).or_default().push(process);
            }
        }
        let mut found = Vec::new();
        let mut next = vec![self.driver.process.id()];
        while let Some(process) = next.pop() {
            let own = children.remove(&process).unwrap_or_default();
            found.extend(&own);
            next.extend(own);
        }
        found
    }
}

/// The fields of `/proc/PID/stat` behind the name, which may hold spaces: state, parent, and so on (proc(5)).
fn read_stat(process: u32) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = text.rsplit_once(") ")?;
    Some(fields.split(' ').map(str::to_owned).collect())
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
            .env("ROSTER_DB", plan.scratch.path().join(FILE))
            .env("XDG_DATA_HOME", plan.scratch.path())
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self { process, port })
    }

    async fn connect(&self, plan: &Plan, program: &str) -> Outcome<Client> {
        let program = plan.programs.join(program);
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
