//! Debian's changelog of the version that is packed, from `CHANGELOG.md`.

use std::fs;

use crate::command::{Failure, Outcome, answer, root};

const MAINTAINER: &str = "The Roster authors <roster-app@users.noreply.github.com>";

/// The longest line that Debian's tools like.
const WIDTH: usize = 78;

/// The newest part of the changelog, in Debian's form.
pub(crate) fn for_debian() -> Outcome<String> {
    let file = root().join("CHANGELOG.md");
    let text = fs::read_to_string(&file)
        .map_err(|error| Failure::new(format!("CHANGELOG.md can't be read: {error}.")))?;
    // The last commit's, so that the same sources give the same package.
    let date = answer("git", &["log", "-1", "--format=%cD"])
        .or_else(|| answer("date", &["-u", "-R"]))
        .ok_or_else(|| {
            Failure::new("There is neither git nor date to ask for the day. Install git.")
        })?;
    Ok(entry(&text, env!("CARGO_PKG_VERSION"), &date))
}

fn entry(text: &str, version: &str, date: &str) -> String {
    let mut lines = vec![
        format!("roster ({version}) stable; urgency=medium"),
        String::new(),
    ];
    for change in newest_changes(text) {
        lines.extend(wrap(&change));
    }
    lines.push(String::new());
    lines.push(format!(" -- {MAINTAINER}  {}", two_digit_day(date)));
    lines.join("\n") + "\n"
}

/// The points of the first version that has any, each as one line.
fn newest_changes(text: &str) -> Vec<String> {
    let mut changes: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.starts_with("## ") && !changes.is_empty() {
            break;
        }
        if let Some(change) = line.strip_prefix("- ") {
            changes.push(change.trim().to_owned());
        } else if let Some(more) = line.strip_prefix("  ")
            && let Some(change) = changes.last_mut()
        {
            change.push(' ');
            change.push_str(more.trim());
        }
    }
    changes
}

fn wrap(change: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::from("  *");
    for word in change.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::replace(&mut line, String::from("   ")));
        }
        line.push(' ');
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// git writes "Sat, 5 Dec", Debian "Sat, 05 Dec".
fn two_digit_day(date: &str) -> String {
    match date.split_once(", ") {
        Some((weekday, rest)) if rest.chars().nth(1) == Some(' ') => format!("{weekday}, 0{rest}"),
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_becomes_an_entry() {
        let text = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0]\n\n### Added\n\n- One thing\n  and more.\n- Two.\n\n\
                    ## [0.1.0]\n\n- Old.\n";
        let entry = entry(text, "0.2.0", "Sat, 5 Dec 2026 09:00:00 +0000");
        assert_eq!(
            entry,
            "roster (0.2.0) stable; urgency=medium\n\n  * One thing and more.\n  * Two.\n\n \
             -- The Roster authors <roster-app@users.noreply.github.com>  Sat, 05 Dec 2026 09:00:00 +0000\n"
        );
    }

    #[test]
    fn long_changes_are_wrapped() {
        let lines = wrap(&"word ".repeat(40));
        assert!(
            lines.iter().all(|line| line.chars().count() <= WIDTH),
            "{lines:?}"
        );
        assert!(lines[1].starts_with("    word"), "{lines:?}");
    }
}
