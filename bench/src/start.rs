//! From the start of the process to a window that can be used, beside the least Tauri window.
//!
//! Both windows are hidden until their page asks to be shown. Roster's asks when it knows which screen is due, and lays it out
//! while the system makes the window: its first frame follows at once, and is not part of the time.

use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use roster_core::auth::Session;
use roster_core::view::FirstAdmin;
use roster_core::{HashingCost, Options, Roster};

use crate::list::PEOPLE;
use crate::table::{Figure, Table, median};
use crate::{Outcome, Plan};

/// A window that is not there by then never comes.
const PATIENCE: Duration = Duration::from_secs(30);

/// The measured roster, in the run's folder.
pub(crate) const FILE: &str = "roster.db";

/// As many people are added in one transaction.
const BATCH: u32 = 100_000;

/// Who signs in to the measured roster.
pub(crate) const ADMIN: &str = "bench";

/// Their password.
pub(crate) const PASSWORD: &str = "four quiet maple roads";

pub(crate) async fn measure(plan: &Plan, table: &mut Table) -> Outcome<()> {
    make_roster(&plan.scratch.path().join(FILE), PEOPLE).await?;
    measure_size(plan, PEOPLE, table)
}

/// Starts with the roster that is there, which holds as many people.
pub(crate) fn measure_size(plan: &Plan, size: u32, table: &mut Table) -> Outcome<()> {
    let display = Display::start()?;
    let (mut ours, mut empty) = (Vec::new(), Vec::new());
    for round in 0..=plan.repetitions(12) {
        let times = (
            time_window(plan, &display, "roster", "^Roster")?,
            time_window(plan, &display, "empty-window", "^Empty window$")?,
        );
        // The first round fills the caches of the disk.
        if round > 0 {
            ours.push(times.0);
            empty.push(times.1);
        }
    }
    let figure = Figure::new("window usable", median(ours), "ms").of(size);
    table.add(figure.peer("empty Tauri window", median(empty), 1.15));
    Ok(())
}

/// A roster with one who can sign in, and many others.
pub(crate) async fn make_roster(file: &Path, people: u32) -> Outcome<()> {
    let roster = Roster::open(
        file,
        Options {
            hashing: HashingCost::STANDARD,
            ..Options::default()
        },
    )
    .await?;
    let form = FirstAdmin {
        username: ADMIN.to_owned(),
        email: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        password: PASSWORD.to_owned(),
        demo: false,
    };
    roster.create_first_admin(form).await?;
    let operator = Session::operator(ADMIN);
    for batch in 0..people.div_ceil(BATCH) {
        let count = BATCH.min(people - batch * BATCH);
        roster
            .add_demo_people(&operator, count, batch.into())
            .await?;
    }
    roster.close().await;
    Ok(())
}

fn time_window(plan: &Plan, display: &Display, program: &str, title: &str) -> Outcome<f64> {
    let start = Instant::now();
    let mut app = Command::new(plan.programs.join(program))
        .env("DISPLAY", &display.name)
        .env("ROSTER_DB", plan.scratch.path().join(FILE))
        .env("XDG_DATA_HOME", plan.scratch.path())
        .env("XDG_CACHE_HOME", plan.scratch.path())
        // No session bus: a start alone is measured, not the talk with one before it.
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let shown = wait_for_window(display, title, &mut app);
    let time = start.elapsed().as_secs_f64() * 1e3;
    app.kill()?;
    app.wait()?;
    match shown {
        Ok(()) => Ok(time),
        Err(reason) => Err(format!("{program} {reason}").into()),
    }
}

/// Waits until the window is seen; the error says what happened instead.
fn wait_for_window(display: &Display, title: &str, app: &mut Child) -> Result<(), String> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Ok(Some(status)) = app.try_wait() {
            return Err(format!("ended before its window came: {status}"));
        }
        let search = Command::new("xdotool")
            .args(["search", "--onlyvisible", "--name", title])
            .env("DISPLAY", &display.name)
            .stderr(Stdio::null())
            .output();
        if search.is_ok_and(|output| !output.stdout.is_empty()) {
            return Ok(());
        }
        sleep(Duration::from_millis(2));
    }
    Err(format!("showed no window within {} s", PATIENCE.as_secs()))
}

/// A virtual display, gone when dropped.
pub(crate) struct Display {
    server: Child,
    /// As `DISPLAY` wants it.
    pub(crate) name: String,
}

impl Display {
    pub(crate) fn start() -> Outcome<Self> {
        let mut server = Command::new("Xvfb")
            // Without -noreset it begins anew when the last window goes, and the next program finds no display.
            .args(["-noreset", "-displayfd", "1", "-screen", "0", "1280x800x24"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut number = String::new();
        let mut byte = [0];
        let mut pipe = server.stdout.take().ok_or("Xvfb says nothing")?;
        while pipe.read(&mut byte)? == 1 && byte != *b"\n" {
            number.push(char::from(byte[0]));
        }
        Ok(Self {
            server,
            name: format!(":{number}"),
        })
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Nothing can be done about a display that does not go.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
