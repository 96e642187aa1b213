//! Programs that tests start, and that never outlive them.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::tools;

/// Runs the program and waits for the end of its own input, which comes when the test lets go of it or is itself
/// killed; then ends the whole process group. The trap lets the shell stay until the program is gone.
const KEEP: &str = r#""$@" & read -r end; trap : TERM; kill 0; wait"#;

/// How long a program may take to say that it is ready.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program and everything it starts.
#[derive(Debug)]
pub(super) struct Group {
    keeper: Child,
}

impl Group {
    /// Starts a program with its arguments and environment.
    pub(super) fn start(program: &Command) -> Self {
        let keeper = keep(program)
            .stdout(Stdio::null())
            .spawn()
            .expect("every Linux has a shell");
        Self { keeper }
    }

    /// Starts a program, and waits for the first line that it prints.
    pub(super) fn start_and_read(program: &Command) -> (Self, String) {
        let mut keeper = keep(program)
            .stdout(Stdio::piped())
            .spawn()
            .expect("every Linux has a shell");
        let output = keeper.stdout.take().expect("it is piped");
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut lines = BufReader::new(output).lines();
            // Nobody waits any more when the program was too slow.
            let _ = sender.send(lines.next());
            // What comes later is read too: a program that can't print would stop.
            lines.map_while(Result::ok).for_each(drop);
        });
        let group = Self { keeper };
        match receiver.recv_timeout(PATIENCE) {
            Ok(Some(Ok(line))) => (group, line),
            answer => panic!(
                "{} did not start: {answer:?}. {}",
                program.get_program().to_string_lossy(),
                tools::ADVICE
            ),
        }
    }
}

/// The shell that keeps a program, in a process group of its own.
fn keep(program: &Command) -> Command {
    let mut keeper = Command::new("sh");
    keeper
        .args(["-c", KEEP, "keep"])
        .arg(program.get_program())
        .args(program.get_args())
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0);
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => keeper.env(name, value),
            None => keeper.env_remove(name),
        };
    }
    keeper
}

impl Drop for Group {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // It ends by its own signal; there is nothing to learn from how.
        let _ = self.keeper.wait();
    }
}
