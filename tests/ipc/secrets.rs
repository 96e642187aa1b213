//! After everything that takes or makes a secret was done once, nothing that lies on the disk holds one.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use crate::actors::{Actor, cast};
use crate::harness::{OTHER_PASSWORD, PASSWORD, Window, wait};

/// What somebody typed into the field for the name by mistake.
const MISTYPED: &str = "plum orchard seven candles";

/// Does what there is to do, and gives back what nobody may find.
fn do_everything(window: &Window) -> Vec<String> {
    let mut secrets = vec![
        PASSWORD.to_owned(),
        OTHER_PASSWORD.to_owned(),
        MISTYPED.to_owned(),
    ];
    let invoke = |command: &str, arguments: Value| window.invoke(command, arguments).unwrap();
    let export_to = |name: &str| {
        *window.desktop.chooses.lock().unwrap() = Some(window.folder.path().join(name));
    };
    for (name, password) in [("sam", OTHER_PASSWORD), (MISTYPED, PASSWORD)] {
        let form = json!({"name": name, "password": password});
        window.invoke("sign_in", form).unwrap_err();
    }
    window.sign_in("sam", PASSWORD);
    let new = json!({"current_password": PASSWORD, "new_password": OTHER_PASSWORD});
    invoke("change_password", new);
    let codes = invoke("make_recovery_codes", json!({}));
    let codes: Vec<String> = serde_json::from_value(codes).unwrap();
    invoke("keep_recovery_codes", json!({}));
    let vera = cast().id("vera");
    let handed = invoke(
        "reset_password",
        json!({"id": vera, "choice": {"kind": "temporary"}}),
    );
    secrets.push(handed.as_str().unwrap().to_owned());
    let suggested = invoke("suggest_password", json!({}));
    secrets.push(suggested.as_str().unwrap().to_owned());
    let form = json!({"username": "nora", "email": "", "first_name": "", "last_name": "", "is_staff": false,
        "is_superuser": false, "groups": [], "password": {"kind": "typed", "password": suggested}});
    invoke("add_user", json!({"form": form}));
    export_to("people.csv");
    let all = json!({"kind": "matching", "search": ""});
    invoke(
        "export_users",
        json!({"selection": all, "sort": [], "columns": ["username", "email"]}),
    );
    export_to("history.csv");
    invoke("export_events", json!({"query": {"limit": 500}}));
    invoke("back_up", json!({}));
    invoke("lock", json!({}));
    window
        .invoke("unlock", json!({"password": PASSWORD}))
        .unwrap_err();
    invoke("unlock", json!({"password": OTHER_PASSWORD}));
    invoke("sign_out", json!({}));
    let recovery = json!({"name": "sam", "code": codes[0], "new_password": PASSWORD});
    invoke("recover", recovery);
    invoke("back_up", json!({}));
    // As they are printed, and as they are hashed.
    secrets.extend(codes.iter().map(|code| code.replace('-', "")));
    secrets.extend(codes);
    secrets
}

#[test]
fn nothing_on_the_disk_holds_a_secret() {
    let window = Actor::Nobody.window();
    let secrets = do_everything(&window);
    window.clock.advance(Duration::from_hours(1));
    let files = list_files(window.folder.path());
    assert!(
        files.len() >= 6,
        "exports, backups, settings and the roster: {files:?}"
    );
    for file in &files {
        let bytes = fs::read(file).unwrap();
        let is_roster = bytes.starts_with(b"SQLite format 3\0");
        for secret in &secrets {
            assert!(!holds(&bytes, secret), "{} holds {secret}", file.display());
        }
        let is_log = file.to_string_lossy().ends_with("-wal");
        if is_roster {
            assert_eq!(
                find_hashes(file),
                Vec::<String>::new(),
                "{}",
                file.display()
            );
        } else if !is_log {
            assert!(!holds(&bytes, "argon2"), "{} holds a hash", file.display());
        }
    }
}

#[cfg(unix)]
#[test]
fn what_roster_makes_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let window = Actor::Nobody.window();
    do_everything(&window);
    for file in list_files(window.folder.path()) {
        let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        // What somebody exported lies where they wanted it, for whom they wish.
        let is_export = file.extension().is_some_and(|extension| extension == "csv");
        assert!(
            is_export || mode == 0o600,
            "{} has {mode:o}",
            file.display()
        );
    }
    let backups = fs::metadata(window.folder.path().join("backups")).unwrap();
    assert_eq!(backups.permissions().mode() & 0o777, 0o700);
}

fn list_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                list_files(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| !path.to_string_lossy().ends_with("-shm"))
        .collect()
}

/// As text, or as two bytes a letter.
fn holds(bytes: &[u8], secret: &str) -> bool {
    let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let has = |needle: &[u8]| bytes.windows(needle.len()).any(|part| part == needle);
    has(secret.as_bytes()) || has(&wide)
}

/// The columns that hold a hash of a password, but for the one that is meant to.
fn find_hashes(file: &Path) -> Vec<String> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    wait(async {
        let mut db = options.connect().await.unwrap();
        let sql = "select t.name, c.name from sqlite_schema as t, pragma_table_info(t.name) as c \
             where t.type = 'table' and not (t.name = 'user' and c.name = 'password_hash')";
        let columns: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(&mut db).await.unwrap();
        let mut found = Vec::new();
        for (table, column) in columns {
            let sql = format!(
                "select exists (select 1 from \"{table}\" where instr(cast(\"{column}\" as text), 'argon2') > 0)"
            );
            let query = sqlx::query_scalar(AssertSqlSafe(sql));
            if query.fetch_one(&mut db).await.unwrap() {
                found.push(format!("{table}.{column}"));
            }
        }
        db.close().await.unwrap();
        found
    })
}
