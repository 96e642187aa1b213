//! What the real window leaves behind on the disk, in its log, on its standard error and after a crash: no secret.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::hostile_page::invoke;
use crate::steps;
use crate::support::{PASSWORD, Roster, Window};

const NEW_PASSWORD: &str = "tin harbor lamp canyon";

/// Takes and makes every kind of secret once.
fn do_everything(window: &Window) -> Vec<String> {
    let act = |command: &str, arguments| invoke(window, command, arguments).expect(command);
    let wrong = json!({ "name": "ana", "password": NEW_PASSWORD });
    invoke(window, "sign_in", wrong).expect_err("it is not hers yet");
    steps::sign_in(window, "ana");
    let codes = act("make_recovery_codes", json!({}));
    act("keep_recovery_codes", json!({}));
    let temporary = json!({ "id": 2, "choice": { "kind": "temporary" } });
    let temporary = act("reset_password", temporary);
    let change = json!({ "current_password": PASSWORD, "new_password": NEW_PASSWORD });
    act("change_password", change);
    act("back_up", json!({}));
    let mut secrets: Vec<String> = serde_json::from_value(codes).expect("codes are texts");
    secrets.extend(secrets.clone().iter().map(|code| code.replace('-', "")));
    let temporary = temporary.as_str().expect("a passphrase").to_owned();
    secrets.extend([PASSWORD.to_owned(), NEW_PASSWORD.to_owned(), temporary]);
    secrets
}

#[test]
fn a_crash_leaves_nothing_to_be_found() {
    let roster = Roster::with_admin();
    roster.add("bo", &[]);
    let window = roster.open();
    let secrets = do_everything(&window);
    let limits = window.read_process("limits");
    let core = limits.lines().find(|line| line.starts_with("Max core"));
    let figures: Vec<&str> = core.unwrap_or_default().split_whitespace().collect();
    assert_eq!(figures[4..6], ["0", "0"], "no core dumps: {limits}");

    window.end_by_signal("ABRT");
    assert_ne!(window.wait_for_exit(), 0);
    for file in list_files(roster.folder()) {
        let Ok(bytes) = fs::read(&file) else {
            continue;
        };
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        assert!(!name.starts_with("core"), "{}", file.display());
        for secret in &secrets {
            let found = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!found, "{} holds {secret}", file.display());
        }
    }
    let said = window.complaints();
    assert!(
        secrets.iter().all(|secret| !said.contains(secret)),
        "{said}"
    );
    let logs = fs::read_dir(roster.office().join("logs")).expect("it keeps a log");
    let logs: String = logs
        .flatten()
        .map(|file| fs::read_to_string(file.path()).expect("text"))
        .collect();
    assert!(
        logs.contains("start") && !logs.contains("ana"),
        "no names either: {logs}"
    );
}

#[test]
fn everything_in_the_data_folder_is_its_owners_alone() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let roster = Roster::with_admin();
    let (office, wide) = (roster.office(), fs::Permissions::from_mode(0o755));
    for name in ["logs", "backups"] {
        fs::create_dir_all(office.join(name)).expect("the folder can be written");
        fs::set_permissions(office.join(name), wide.clone()).expect("it is ours");
        let old = office.join(name).join("old.txt");
        fs::write(&old, "old").expect("the folder can be written");
        fs::set_permissions(&old, wide.clone()).expect("it is ours");
    }
    for name in ["team.db", "settings.json"] {
        let file = office.join(name);
        if !file.exists() {
            fs::write(&file, "{}").expect("the folder can be written");
        }
        fs::set_permissions(&file, wide.clone()).expect("it is ours");
    }
    let window = roster.open();
    steps::sign_in(&window, "ana");
    invoke(&window, "back_up", json!({})).expect("she may");
    for file in list_files(&office) {
        let mode = fs::metadata(&file).expect("it is there").mode();
        assert_eq!(mode & 0o077, 0, "{}", file.display());
    }
    for name in ["logs", "backups"] {
        let mode = fs::metadata(office.join(name)).expect("it is there").mode();
        assert_eq!(mode & 0o777, 0o700, "{name}");
    }
}

fn list_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => list_files(&entry.path()),
            Ok(kind) if kind.is_file() => vec![entry.path()],
            _ => Vec::new(),
        })
        .collect()
}
