//! The five lists of commands say the same: handler, permissions to be made, permissions given, page, table of tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// The part of a text between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text
        .split_once(start)
        .unwrap_or_else(|| panic!("no {start}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end}")).0
}

/// Everything in double quotes.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn handlers() -> BTreeSet<String> {
    let text = read("src-tauri/desktop/commands/mod.rs");
    let list = between(&text, "generate_handler![", "]");
    let paths = list
        .split(',')
        .map(str::trim)
        .filter(|path| !path.is_empty());
    paths
        .map(|path| path.rsplit("::").next().unwrap().to_owned())
        .collect()
}

#[test]
fn every_command_can_be_permitted() {
    let text = read("src-tauri/build.rs");
    assert_eq!(
        quoted(between(&text, "const COMMANDS: &[&str] = &[", "];")),
        handlers()
    );
}

#[test]
fn the_window_may_call_these_commands_and_nothing_else() {
    let capability: Value = serde_json::from_str(&read("capabilities/main.json")).unwrap();
    let permissions = capability["permissions"].as_array().unwrap();
    let allowed: BTreeSet<String> = permissions
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    let expected: BTreeSet<String> = handlers()
        .iter()
        .map(|command| format!("allow-{}", command.replace('_', "-")))
        .collect();
    assert_eq!(allowed, expected);
    assert_eq!(
        capability["windows"],
        serde_json::json!([roster_desktop::LABEL])
    );
    for key in ["remote", "webviews", "local"] {
        assert!(
            capability.get(key).is_none(),
            "{key} would widen the capability"
        );
    }
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities")).unwrap();
    assert_eq!(files.count(), 1, "one capability, one file");
}

#[test]
fn the_page_knows_every_command() {
    let text = read("ui/js/api.js");
    let calls = text
        .split("call(\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned());
    assert_eq!(calls.collect::<BTreeSet<_>>(), handlers());
}

#[test]
fn only_one_module_of_the_page_knows_tauri() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/js")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "js") && !path.ends_with("api.js") {
                let text = fs::read_to_string(&path).unwrap();
                assert!(
                    !text.contains("__TAURI"),
                    "{} goes past api.js",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_command_has_a_row_in_the_table_of_who_may_what() {
    let rows: BTreeSet<String> = crate::matrix::COMMANDS
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(rows, handlers());
}
