//! Reading passwords: from standard input or from a hidden prompt, never from the command line, where every program on
//! the computer could see them.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use zeroize::Zeroizing;

use crate::failure::{Failure, plain_reason};

/// Far longer than any password can be; what is longer is refused as a password, not cut to one.
const LONGEST: usize = 16 * 1024;

/// Where a password comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// The first line of standard input.
    StandardInput,
    /// The person at the keyboard.
    Prompt,
}

impl Source {
    /// Standard input if that was asked for, else the person.
    pub(crate) fn of(password_stdin: bool) -> Self {
        if password_stdin {
            Self::StandardInput
        } else {
            Self::Prompt
        }
    }
}

/// A password to be set: a prompt asks twice.
pub(crate) fn read_new(source: Source) -> Result<Zeroizing<String>, Failure> {
    if source == Source::StandardInput {
        return read_line();
    }
    let password = ask("Password: ")?;
    if *ask("The same again: ")? == *password {
        Ok(password)
    } else {
        Err(Failure::field(
            "password",
            "These two are not the same. Type it again.",
        ))
    }
}

/// A password that exists already.
pub(crate) fn read_existing(source: Source) -> Result<Zeroizing<String>, Failure> {
    match source {
        Source::StandardInput => read_line(),
        Source::Prompt => ask("Password: "),
    }
}

fn ask(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::Usage(
            "there is no terminal to ask for the password; give it with --password-stdin"
                .to_owned(),
        ));
    }
    rpassword::prompt_password(prompt)
        .map(Zeroizing::new)
        .map_err(|error| unreadable(&error))
}

fn read_line() -> Result<Zeroizing<String>, Failure> {
    // With room for all of it: a buffer that grows leaves copies behind.
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST));
    io::stdin()
        .lock()
        .take(LONGEST as u64)
        .read_until(b'\n', &mut line)
        .map_err(|error| unreadable(&error))?;
    let password = std::str::from_utf8(strip_line_end(&line));
    password
        .map(|password| Zeroizing::new(password.to_owned()))
        .map_err(|_| {
            Failure::field(
                "password",
                "The password on standard input is not UTF-8 text.",
            )
        })
}

/// Takes off one line end and nothing else: spaces belong to the password.
fn strip_line_end(line: &[u8]) -> &[u8] {
    match line.strip_suffix(b"\n") {
        Some(line) => line.strip_suffix(b"\r").unwrap_or(line),
        None => line,
    }
}

fn unreadable(error: &io::Error) -> Failure {
    Failure::file(format!(
        "The password can’t be read: {}.",
        plain_reason(error)
    ))
}

#[cfg(test)]
mod tests {
    use super::strip_line_end;

    #[test]
    fn one_line_end_goes_and_nothing_else() {
        for (line, password) in [
            ("a b ", "a b "),
            (" a\n", " a"),
            ("a\r\n", "a"),
            ("a\r\r\n", "a\r"),
            ("a\r", "a\r"),
            ("\t\n", "\t"),
            ("\n", ""),
            ("", ""),
        ] {
            assert_eq!(
                strip_line_end(line.as_bytes()),
                password.as_bytes(),
                "{line:?}"
            );
        }
    }
}
