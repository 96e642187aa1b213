//! A page that was taken over, with a Reader signed in: every command with every argument forged, one at a time. Nothing in
//! the roster may be another afterwards, but what a Reader may change about themselves.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use serde_json::{Map, Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, SqliteConnection};

use crate::actors::{Actor, cast};
use crate::harness::{PASSWORD, Window, code, wait};
use crate::matrix::{COMMANDS, arguments_of};

/// Longer than all waits after failures.
const QUIET: Duration = Duration::from_hours(13);

/// What an argument is replaced by.
fn poisons() -> Vec<Value> {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(cast().id("sam")),
        json!(cast().id("rita")),
        json!(""),
        json!("sam"),
        json!("\0"),
        json!("../../roster.db"),
        json!("' or 1=1; drop table user --"),
        json!("__proto__"),
        json!("\u{202E}x\u{FFFF}"),
        json!("a ".repeat(100_000)),
        json!([]),
        json!([1, "x", null]),
        deep,
        json!({}),
        json!({"__proto__": {"is_superuser": true}, "constructor": {"prototype": {}}}),
        json!({"toString": "sam", "valueOf": 1, "toJSON": null, "length": 1e9}),
        json!({"kind": "matching", "search": ""}),
        json!({"kind": "ids", "ids": [cast().id("sam"), cast().id("vera")]}),
    ]
}

/// The arguments with one of their parts, at any depth, replaced; and all of them replaced.
fn forge(arguments: &Value) -> Vec<Value> {
    let mut forged = poisons();
    let mut places = Vec::new();
    collect_places(arguments, "", &mut places);
    for place in places {
        for poison in poisons() {
            let mut one = arguments.clone();
            *one.pointer_mut(&place).unwrap() = poison;
            forged.push(one);
        }
    }
    for (key, value) in [
        ("__proto__", json!({"is_superuser": true})),
        ("session", json!({"id": cast().id("sam")})),
        ("actor", json!(cast().id("sam"))),
    ] {
        let mut more = arguments.as_object().cloned().unwrap_or_default();
        more.insert(key.to_owned(), value);
        forged.push(Value::Object(more));
    }
    forged
}

fn collect_places(value: &Value, place: &str, places: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(place, value)| (place.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        let place = format!("{place}/{key}");
        places.push(place.clone());
        collect_places(child, &place, places);
    }
}

/// A window with Rita at the page again, whatever the last call did to that.
fn seat_rita(window: &Window) {
    let me = window.invoke("show_me", json!({}));
    if me.is_ok_and(|me| me["username"] == "rita") {
        return;
    }
    window.clock.advance(QUIET);
    window.sign_in("rita", PASSWORD);
}

#[test]
fn nothing_forged_reaches_beyond_a_readers_rights() {
    let window = Actor::Reader.window();
    let mut before = dump(&window);
    for &command in COMMANDS {
        // It takes nothing, and nothing answers afterwards.
        if command == "close_window" {
            continue;
        }
        let arguments = arguments_of(command, Actor::Reader);
        for forged in forge(&arguments) {
            seat_rita(&window);
            let shown: String = forged.to_string().chars().take(200).collect();
            let answer = window.invoke(command, forged);
            check_words(command, &shown, &answer);
        }
        for bytes in [Vec::new(), vec![0; 100], vec![0xFF; 1 << 20]] {
            seat_rita(&window);
            let answer = window.invoke_with_bytes(command, bytes);
            check_words(command, "bytes", &answer);
        }
        let after = dump(&window);
        assert_same(command, &before, &after);
        before = after;
    }
    let names: BTreeSet<String> = std::fs::read_dir(window.folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    let known = [
        "roster.db",
        "roster.db-shm",
        "roster.db-wal",
        "settings.json",
        "recent.json",
        "backups",
    ];
    assert!(
        names.iter().all(|name| known.contains(&name.as_str())),
        "{names:?}"
    );
    assert!(
        window
            .desktop
            .sites
            .lock()
            .unwrap()
            .iter()
            .all(|site| site == "https://vera.example/")
    );
    assert!(window.desktop.folders.lock().unwrap().is_empty());
}

/// A refusal is a sentence that says nothing of what is inside.
fn check_words(command: &str, shown: &str, answer: &Result<Value, Value>) {
    let text = match answer {
        Ok(answer) => answer.to_string(),
        Err(refusal) => {
            let said = refusal["message"].as_str().or(refusal.as_str());
            assert!(
                said.is_some_and(|said| !said.is_empty()),
                "{command} {shown}"
            );
            assert_ne!(code(answer), "internal", "{command} {shown}: {refusal}");
            refusal.to_string()
        }
    };
    for secret in [
        "argon2",
        "password_hash",
        "session_epoch",
        "sqlx",
        "panicked",
    ] {
        assert!(!text.contains(secret), "{command} {shown} says {secret}");
    }
}

fn assert_same(command: &str, before: &Map<String, Value>, after: &Map<String, Value>) {
    for (table, rows) in before {
        let (rows, now) = (rows.as_array().unwrap(), after[table].as_array().unwrap());
        let mut difference = String::new();
        for row in now.iter().filter(|row| !rows.contains(row)) {
            let _ = write!(difference, "\n+ {row}");
        }
        for row in rows.iter().filter(|row| !now.contains(row)) {
            let _ = write!(difference, "\n- {row}");
        }
        assert!(
            difference.is_empty(),
            "{command} changed {table}:{difference}"
        );
    }
}

/// Every row that is not Rita's own, and none of what a sign-in that fails may leave.
fn dump(window: &Window) -> Map<String, Value> {
    let file = SqliteConnectOptions::new()
        .filename(window.database())
        .read_only(true);
    let rita = cast().id("rita");
    wait(async {
        let mut db = file.connect().await.unwrap();
        let sql = "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'";
        let tables: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut db).await.unwrap();
        let mut all = Map::new();
        for table in tables {
            let condition = match table.as_str() {
                "user" => format!("id <> {rita}"),
                "profile" | "avatar" | "recovery_code" => {
                    format!("user_id <> {rita}")
                }
                "saved_view" => format!("owner_id <> {rita}"),
                "event" => format!(
                    "actor_id is not {rita} and action not in ('sign_in', 'sign_in_failed', 'lock')"
                ),
                // Failures are counted, and whoever signs in is noted.
                "sign_in_throttle" | "user_change" => continue,
                _ => "true".to_owned(),
            };
            let rows = read_rows(&mut db, &table, &condition).await;
            all.insert(table, rows);
        }
        db.close().await.unwrap();
        all
    })
}

async fn read_rows(db: &mut SqliteConnection, table: &str, condition: &str) -> Value {
    let sql = "select group_concat('quote(\"' || name || '\")', ', ') from pragma_table_info(?) \
         where name <> 'last_login'";
    let columns: String = sqlx::query_scalar(sql)
        .bind(table)
        .fetch_one(&mut *db)
        .await
        .unwrap();
    let sql = format!("select json_array({columns}) from \"{table}\" where {condition}");
    let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
        .fetch_all(db)
        .await
        .unwrap();
    rows.into_iter().map(Value::String).collect()
}
