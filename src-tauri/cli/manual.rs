//! The man pages and completions in `packaging/`, made from what `args` says.
//!
//! They are files that everybody can read, and not made while packing: so a change shows in its review, and neither the
//! program nor its release build carries what makes them. This test keeps them true.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::args::Call;

/// File by file what should be in `packaging/`.
type Pages = BTreeMap<PathBuf, Vec<u8>>;

#[test]
fn the_manual_and_the_completions_say_what_rosterctl_does() {
    let mut pages = Pages::new();
    let mut command = Call::command().disable_help_subcommand(true);
    command.build();
    describe(&command, &mut pages);
    complete(&mut pages);

    let packaging = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging");
    let mut renewed = leftovers(&packaging.join("man"), &pages);
    for (name, text) in &pages {
        let file = packaging.join(name);
        if fs::read(&file).ok().as_ref() != Some(text) {
            fs::write(&file, text).unwrap();
            renewed.push(name.clone());
        }
    }
    assert!(
        renewed.is_empty() || env::var_os("CI").is_none(),
        "these files in packaging/ were out of date; they are written anew, commit them: {renewed:?}"
    );
}

/// A page for each command, as git has them: `rosterctl-user-add.1`.
fn describe(command: &Command, pages: &mut Pages) {
    let file = format!("{}.1", man_name(command));
    pages.insert(Path::new("man").join(file), page(command));
    for inner in command.get_subcommands() {
        describe(inner, pages);
    }
}

fn man_name(command: &Command) -> &str {
    command
        .get_display_name()
        .unwrap_or_else(|| command.get_name())
}

fn page(command: &Command) -> Vec<u8> {
    let man = Man::new(command.clone());
    // Without a version or a date, which would change every page with every release.
    let name = man_name(command).to_uppercase();
    let mut page = format!(".TH {name} 1 \"\" Roster \"Roster’s commands\"\n").into_bytes();
    man.render_name_section(&mut page).unwrap();
    man.render_synopsis_section(&mut page).unwrap();
    man.render_description_section(&mut page).unwrap();
    man.render_options_section(&mut page).unwrap();
    if command.get_subcommands().next().is_some() {
        man.render_subcommands_section(&mut page).unwrap();
    }
    if let Some(rest) = command.get_after_help() {
        render_rest(&rest.to_string(), &mut page);
    }
    page
}

/// What stands at the end of a help text: headings that end in a colon, lines set in, and words of their own.
fn render_rest(text: &str, page: &mut Vec<u8>) {
    let mut roff = Roff::new();
    roff.control("SH", ["NOTES"]);
    let mut is_set_in = false;
    for line in text.lines() {
        if line.starts_with("  ") != is_set_in && !line.is_empty() {
            is_set_in = !is_set_in;
            roff.control(if is_set_in { "nf" } else { "fi" }, []);
        }
        if line.is_empty() {
            roff.control("PP", []);
        } else {
            roff.text([roman(line)]);
        }
    }
    roff.to_writer(page).unwrap();
}

/// Under the names by which shells look for them.
fn complete(pages: &mut Pages) {
    for (shell, name) in [
        (Shell::Bash, "rosterctl"),
        (Shell::Zsh, "_rosterctl"),
        (Shell::Fish, "rosterctl.fish"),
    ] {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Call::command(), "rosterctl", &mut script);
        pages.insert(Path::new("completions").join(name), script);
    }
}

/// Takes pages of commands away that are no more.
fn leftovers(folder: &Path, pages: &Pages) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().flatten();
    let names = files.map(|file| Path::new("man").join(file.file_name()));
    let old: Vec<PathBuf> = names
        .filter(|name| name.to_string_lossy().contains("rosterctl") && !pages.contains_key(name))
        .collect();
    for name in &old {
        fs::remove_file(folder.join("..").join(name)).unwrap();
    }
    old
}
