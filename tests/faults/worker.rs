//! The process that is killed: this program once more, told by its environment what to do over and over. It says on
//! standard output what is done, once it is.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use roster_core::view::Person;
use roster_core::{Error, Roster};

use crate::deeds::{IMPORTED, add, back_up, edit, import, paint, restore, show};
use crate::{operator, options};

const MODE: &str = "ROSTER_FAULTS_MODE";
const DATABASE: &str = "ROSTER_FAULTS_DATABASE";
const ROUND: &str = "ROSTER_FAULTS_ROUND";

/// What comes before each thing that is done, among what the test harness prints.
const DONE: &str = "done ";

/// How long anything may take before it counts as stuck.
const PATIENCE: Duration = Duration::from_mins(1);

/// The administrator of every roster here.
pub(crate) const ROOT: i64 = 1;

/// The numbers of a round begin here.
pub(crate) fn first_number(round: u32) -> u32 {
    round * 10_000
}

/// The people of a round.
pub(crate) fn name_of(round: u32, number: u32) -> String {
    format!("w{round}x{number}")
}

/// A worker at work.
pub(crate) struct Worker {
    child: Child,
    lines: Receiver<String>,
}

/// How a worker ended.
pub(crate) struct Outcome {
    /// What it has done, in order.
    pub(crate) done: Vec<String>,
    /// Whether it was killed, and had not ended by itself before.
    pub(crate) was_killed: bool,
}

impl Worker {
    /// Starts one, and waits until it is about to open the roster.
    pub(crate) fn start(mode: &str, database: &Path, round: u32) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "worker::work", "--nocapture"])
            .env(MODE, mode)
            .env(DATABASE, database)
            .env(ROUND, round.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                // The harness ends its own line only after the test.
                if let Some((_, done)) = line.split_once(DONE) {
                    let _ = sender.send(done.to_owned());
                }
            }
        });
        let worker = Self { child, lines };
        assert_eq!(worker.lines.recv_timeout(PATIENCE).unwrap(), "nothing");
        worker
    }

    /// Kills it after this time, wherever it is then.
    pub(crate) fn kill_after(mut self, time: Duration) -> Outcome {
        thread::sleep(time);
        let _ = self.child.kill();
        self.wait()
    }

    /// Waits until it ends by itself.
    pub(crate) fn wait(mut self) -> Outcome {
        let status = self.child.wait().unwrap();
        let was_killed = status.signal() == Some(9);
        assert!(
            was_killed || status.success(),
            "the worker failed: {status}"
        );
        Outcome {
            done: self.lines.iter().collect(),
            was_killed,
        }
    }
}

/// Does nothing, unless it was started by [`Worker::start`].
#[test]
fn work() {
    let Ok(mode) = std::env::var(MODE) else {
        return;
    };
    let database = std::env::var_os(DATABASE).unwrap();
    let round = std::env::var(ROUND).unwrap().parse().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        say("nothing");
        let roster = Roster::open(Path::new(&database), options()).await.unwrap();
        match mode.as_str() {
            "open" => say("open"),
            "write" => write(&roster, round).await,
            "import" => bring_in(&roster, round).await,
            "backup" => loop {
                say(&back_up(&roster).await.unwrap());
            },
            "restore" => swap(&roster).await,
            "count" => count(&roster, Duration::from_secs(u64::from(round))).await,
            other => panic!("no mode {other}"),
        }
        roster.close().await;
    });
}

fn say(done: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("\n{DONE}{done}\n").as_bytes())
        .unwrap();
    out.flush().unwrap();
}

/// Adds people, edits one, and changes their picture, until it is killed.
async fn write(roster: &Roster, round: u32) {
    let operator = operator();
    for number in first_number(round) + 1.. {
        add(roster, &name_of(round, number)).await.unwrap();
        say("add");
        let seen = show(roster, ROOT).await.unwrap();
        edit(roster, &operator, &seen, number).await.unwrap();
        say("edit");
        paint(roster, ROOT, number).await.unwrap();
        say("paint");
    }
}

/// Imports people, many at once, until it is killed.
async fn bring_in(roster: &Roster, round: u32) {
    let table = roster.path().with_file_name("people.csv");
    for number in 1.. {
        let added = import(roster, &table, &name_of(round, number)).await;
        assert_eq!(added.unwrap(), IMPORTED);
        say("import");
    }
}

/// Restores the two oldest backups by turns, until it is killed.
async fn swap(roster: &Roster) {
    let mut names = crate::inspect::list_copies(roster.path());
    names.retain(|name| name.contains("by-hand"));
    for name in names.iter().cycle() {
        restore(roster, name).await.unwrap();
        say(name);
    }
}

/// Adds one to a number that others add to as well, for some seconds.
async fn count(roster: &Roster, time: Duration) {
    let operator = operator();
    let begun = Instant::now();
    while begun.elapsed() < time {
        let seen: Person = show(roster, ROOT).await.unwrap();
        let number: u32 = seen.bio.parse().unwrap_or(0);
        match edit(roster, &operator, &seen, number + 1).await {
            Ok(()) => say("count"),
            Err(Error::Conflict(_)) => {}
            Err(other) => {
                panic!("the only thing that may be said is “changed elsewhere”: {other:?}")
            }
        }
    }
}
