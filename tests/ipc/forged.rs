//! Arguments that no page of ours sends: refused without a trace, and never with a panic.

use serde_json::{Value, json};

use crate::actors::{Actor, cast, describe_everyone};
use crate::harness::{Window, code};

/// A call must be refused, by the command or by the reading of its arguments.
fn assert_refused(window: &Window, command: &str, arguments: Value) {
    let shown = arguments.to_string();
    let shown: String = shown.chars().take(200).collect();
    let refusal = window
        .invoke(command, arguments)
        .expect_err(&format!("{command} {shown}"));
    let said = refusal["message"]
        .as_str()
        .or(refusal.as_str())
        .unwrap_or_default();
    assert!(
        !said.is_empty() && !said.contains("panic"),
        "{command} {shown}: {refusal}"
    );
    for inside in ["sqlx", "SQL", "src/", "RUST_BACKTRACE", "user_id"] {
        assert!(!said.contains(inside), "{command} {shown}: {said}");
    }
}

#[test]
fn numbers_that_are_no_ids() {
    let window = Actor::Superuser.window();
    let before = describe_everyone(&window);
    let strange = [
        json!(-1),
        json!(0),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1.5),
        json!(1e300),
        json!("1"),
        json!("1 or 1=1"),
        json!(null),
        json!(true),
        json!([1]),
        json!({"$gt": 0}),
    ];
    for id in strange {
        for command in ["show_user", "preview_delete", "restore_user", "open_site"] {
            assert_refused(&window, command, json!({"id": id}));
        }
        assert_refused(&window, "delete_user", json!({"id": id, "version": 1}));
        assert_refused(
            &window,
            "edit_profile",
            json!({"id": id, "version": 1, "changes": {"bio": "x"}}),
        );
        assert_refused(
            &window,
            "edit_user",
            json!({"id": id, "version": 1, "changes": {"is_active": false}}),
        );
        assert_refused(
            &window,
            "reset_password",
            json!({"id": id, "choice": {"kind": "none"}}),
        );
        assert_refused(
            &window,
            "crop_avatar",
            json!({"draft": id, "crop": {"x": 0, "y": 0, "side": 1, "turns": 0}}),
        );
    }
    assert_eq!(describe_everyone(&window), before);
}

#[test]
fn versions_that_were_never_seen() {
    let window = Actor::Superuser.window();
    let before = describe_everyone(&window);
    let id = cast().id("vera");
    for version in [
        json!(0),
        json!(-1),
        json!(i64::MAX),
        json!("2"),
        json!(null),
    ] {
        assert_refused(
            &window,
            "delete_user",
            json!({"id": id, "version": version}),
        );
        assert_refused(
            &window,
            "edit_profile",
            json!({"id": id, "version": version, "changes": {"bio": "x"}}),
        );
    }
    assert_eq!(describe_everyone(&window), before);
}

#[test]
fn keys_that_a_form_does_not_have() {
    let window = Actor::Plain.window();
    let before = describe_everyone(&window);
    let id = cast().id("paul");
    for key in [
        "__proto__",
        "constructor",
        "is_superuser",
        "is_staff",
        "password_hash",
        "session_epoch",
        "username",
        "groups",
    ] {
        let changes = json!({"bio": "x", key: true});
        assert_refused(
            &window,
            "edit_profile",
            json!({"id": id, "version": 1, "changes": changes}),
        );
    }
    assert_eq!(describe_everyone(&window), before);
}

#[test]
fn nobody_becomes_somebody_by_saying_so() {
    let window = Actor::Plain.window();
    let sam = cast().id("sam");
    for claim in [
        "actor", "session", "user_id", "userId", "me", "as", "state", "window", "app",
    ] {
        let me = window.invoke("show_me", json!({claim: sam})).unwrap();
        assert_eq!(me["username"], "paul", "{claim}");
        let groups = window.invoke("list_groups", json!({claim: sam}));
        assert_eq!(code(&groups), "forbidden", "{claim}");
    }
}

#[test]
fn pages_are_as_long_as_they_may_be() {
    let window = Actor::Superuser.window();
    let list = |query: Value| window.invoke("list_users", json!({"query": query}));
    let page = list(json!({"search": "", "sort": [], "offset": 0, "limit": u32::MAX})).unwrap();
    assert!(page["rows"].as_array().unwrap().len() <= 500);
    let none = list(json!({"search": "", "sort": [], "offset": u32::MAX, "limit": 0})).unwrap();
    assert_eq!(none["rows"], json!([]));
    for (key, value) in [
        ("limit", json!(-1)),
        ("offset", json!(-1)),
        ("limit", json!("all")),
        ("limit", json!(1e10)),
    ] {
        let mut query = json!({"search": "", "sort": [], "offset": 0, "limit": 10});
        query[key] = value;
        assert_refused(&window, "list_users", json!({"query": query}));
    }
    let sort = json!([{"column": "password_hash", "descending": false}]);
    assert_refused(
        &window,
        "list_users",
        json!({"query": {"search": "", "sort": sort, "offset": 0, "limit": 10}}),
    );
}

#[test]
fn searches_are_words_whatever_they_say() {
    let window = Actor::Superuser.window();
    for search in [
        "' or 1=1 --",
        "%",
        "_",
        "\\",
        "\"",
        "\0",
        "\u{202E}",
        "is:",
        "-",
        "(",
        "*",
        &"a ".repeat(50_000),
    ] {
        let query = json!({"search": search, "sort": [], "offset": 0, "limit": 10});
        let answer = window.invoke("list_users", json!({"query": query}));
        assert_eq!(code(&answer), "ok", "{search:.20}: {answer:?}");
    }
    let many: Vec<Value> = (0..10_000)
        .map(|_| json!({"column": "name", "descending": true}))
        .collect();
    let query = json!({"search": "", "sort": many, "offset": 0, "limit": 10});
    let answer = window.invoke("list_users", json!({"query": query}));
    assert_ne!(
        code(&answer),
        "no code",
        "an answer in a sentence: {answer:?}"
    );
}

#[test]
fn texts_of_the_wrong_kind() {
    let window = Actor::Nobody.window();
    for (name, password) in [
        (json!(null), json!("x")),
        (json!(7), json!("x")),
        (json!("a"), json!(["x"])),
        (json!({}), json!({})),
    ] {
        assert_refused(
            &window,
            "sign_in",
            json!({"name": name, "password": password}),
        );
    }
    assert_refused(&window, "sign_in", json!({}));
    assert_refused(&window, "sign_in", json!([]));
    assert_refused(&window, "sign_in", json!("name"));
    assert_refused(&window, "sign_in", Value::Null);
    let bytes = window.invoke_with_bytes("sign_in", b"name=sam".to_vec());
    assert!(bytes.is_err(), "{bytes:?}");
}

#[test]
fn crops_outside_the_picture() {
    let window = Actor::Plain.window();
    let draft = window
        .invoke_with_bytes("load_avatar", crate::avatar::png(64, 48))
        .unwrap()["draft"]
        .clone();
    for crop in [
        json!({"x": 0, "y": 0, "side": 0, "turns": 0}),
        json!({"x": -1, "y": 0, "side": 48, "turns": 0}),
        json!({"x": 60, "y": 40, "side": 48, "turns": 0}),
        json!({"x": 0, "y": 0, "side": 1e300, "turns": 0}),
        json!({"x": 0, "y": 0, "side": 48, "turns": 300}),
        json!({"x": null, "y": 0, "side": 48, "turns": 0}),
        json!({"x": 0, "y": 0, "side": "48", "turns": 0}),
        json!({}),
    ] {
        assert_refused(
            &window,
            "crop_avatar",
            json!({"draft": draft, "crop": crop}),
        );
    }
}

#[test]
fn preferences_that_do_not_exist() {
    let window = Actor::Nobody.window();
    let good = window.invoke("show_start", json!({})).unwrap()["preferences"].clone();
    for (key, value) in [
        ("theme", json!("neon")),
        ("language", json!("../de")),
        ("density", json!(40)),
        ("text_size", json!("huge")),
        ("less_motion", json!(1)),
        ("lock_with_screen", json!("no")),
        ("columns", json!(["password_hash"])),
        ("dismissed_nudges", json!(["x"])),
        ("show_tiles", json!("no")),
        ("picture_folder", json!("/etc")),
        ("recent_accounts", json!([{"id": 1, "at": 0}])),
    ] {
        let mut preferences = good.clone();
        preferences[key] = value;
        assert_refused(
            &window,
            "save_preferences",
            json!({"preferences": preferences}),
        );
    }
    assert_eq!(
        window.invoke("show_start", json!({})).unwrap()["preferences"],
        good
    );
}
