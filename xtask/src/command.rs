//! Other programs: finding them, running them, and saying in a sentence what went wrong.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::report;

/// Why a task can't go on: what happened, then what to do about it.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// The folder of the whole project.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// A path as it is shown: from the project's folder, if it lies there.
pub(crate) fn shown(path: &Path) -> std::path::Display<'_> {
    path.strip_prefix(root()).unwrap_or(path).display()
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    let chosen = env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty());
    // `join` leaves an absolute path as it is.
    root().join(chosen.unwrap_or_else(|| OsString::from("target")))
}

/// A program that cargo built, by its name without any extension.
pub(crate) fn built(profile: &str, name: &str) -> PathBuf {
    target()
        .join(profile)
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// The cargo that started this task, in the project's folder.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.current_dir(root());
    command
}

/// Any other program, in the project's folder.
pub(crate) fn program(name: &str) -> Command {
    // Windows starts `npm.cmd` only when it is asked for by its full name.
    let path = find_program(name).map_or_else(|| OsString::from(name), PathBuf::into_os_string);
    let mut command = Command::new(path);
    command.current_dir(root());
    command
}

/// A program by its path, in the project's folder.
pub(crate) fn program_at(path: &Path) -> Command {
    let mut command = Command::new(path);
    command.current_dir(root());
    command
}

/// Looks through `PATH`, as a shell would, without starting anything.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd", ".bat"]
    } else {
        &[""]
    };
    find_in(env::split_paths(&path), name, endings)
}

fn find_in(
    folders: impl Iterator<Item = PathBuf>,
    name: &str,
    endings: &[&str],
) -> Option<PathBuf> {
    folders
        .flat_map(|folder| {
            endings
                .iter()
                .map(move |ending| folder.join(format!("{name}{ending}")))
        })
        .find(|candidate| candidate.is_file())
}

/// Runs a command with its output shown, after saying what it is; `advice` is what to do when it fails.
pub(crate) fn run(command: &mut Command, advice: &str) -> Outcome {
    report::step(&line_of(command));
    let status = command
        .status()
        .map_err(|error| not_started(command, &error))?;
    judge(command, status, advice)
}

/// Runs a command that has much to say and little that matters; what it said is shown only when it fails.
pub(crate) fn run_quietly(command: &mut Command, advice: &str) -> Outcome {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(command, &error))?;
    if !output.status.success() {
        report::print(&String::from_utf8_lossy(&output.stdout));
        report::print(&String::from_utf8_lossy(&output.stderr));
    }
    judge(command, output.status, advice)
}

/// Turns a bad exit status into the sentence about it.
pub(crate) fn judge(command: &Command, status: ExitStatus, advice: &str) -> Outcome {
    if status.success() {
        return Ok(());
    }
    let ending = status.code().map_or_else(
        || String::from("was ended by a signal"),
        |code| format!("ended with exit code {code}"),
    );
    Err(Failure::new(format!(
        "`{}` {ending}. {advice}",
        line_of(command)
    )))
}

/// The sentence about a program that could not even be started.
pub(crate) fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!(
        "`{}` could not be started: {error}. Check that it is installed and in PATH.",
        short_name(command.get_program())
    ))
}

/// What a command prints, or nothing when it can't be run or fails. For looking around, never for work.
pub(crate) fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let path = find_program(program)?;
    let output = Command::new(path)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as one would type it.
pub(crate) fn line_of(command: &Command) -> String {
    let mut words = vec![short_name(command.get_program())];
    words.extend(
        command
            .get_args()
            .map(|argument| quote(&argument.to_string_lossy())),
    );
    words.join(" ")
}

fn short_name(program: &OsStr) -> String {
    Path::new(program)
        .file_stem()
        .unwrap_or(program)
        .to_string_lossy()
        .into_owned()
}

fn quote(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./=:,@+%".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{word}'")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_folder_with_the_workspace() {
        assert!(root().join("xtask").join("Cargo.toml").is_file());
    }

    #[test]
    fn a_command_reads_as_one_would_type_it() {
        let mut command = Command::new("/usr/bin/apt-get");
        command.args(["install", "--yes", "pkgconfig(webkit2gtk-4.1)"]);
        assert_eq!(
            line_of(&command),
            "apt-get install --yes 'pkgconfig(webkit2gtk-4.1)'"
        );
    }

    #[test]
    fn a_program_is_found_where_it_lies_and_nowhere_else() {
        let here = || [PathBuf::from(env!("CARGO_MANIFEST_DIR"))].into_iter();
        assert!(find_in(here(), "Cargo", &[".exe", ".toml"]).is_some());
        assert!(find_in(here(), "Cargo", &[".exe"]).is_none());
        assert!(
            find_in(here(), "src", &[""]).is_none(),
            "a folder is no program"
        );
    }

    #[test]
    fn a_failed_command_says_what_ran_and_what_to_do() {
        let mut command = cargo();
        command
            .args(["no-such-command-of-cargo"])
            .stderr(Stdio::null());
        let status = command.status().expect("cargo starts");
        let sentence = judge(&command, status, "Mend it.")
            .expect_err("cargo refuses")
            .to_string();
        assert!(
            sentence.starts_with("`cargo no-such-command-of-cargo` ended with exit code"),
            "{sentence}"
        );
        assert!(sentence.ends_with("Mend it."), "{sentence}");
    }
}
