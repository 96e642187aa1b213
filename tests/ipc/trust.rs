//! Waits, recovery codes, and the password again for what takes a proof: as the page meets them.

use std::time::Duration;

use roster_core::auth::ChangeUser;
use roster_core::view::UserChanges;
use serde_json::{Value, json};

use crate::actors::{Actor, cast, describe_everyone};
use crate::harness::{OTHER_PASSWORD, PASSWORD, Window, code};

const SIX_MINUTES: Duration = Duration::from_mins(6);

fn prove(window: &Window, password: &str) -> Result<Value, Value> {
    window.invoke("prove", json!({"password": password}))
}

#[test]
fn the_page_is_told_how_long_to_wait() {
    for name in ["vera", "nobody"] {
        let window = Actor::Nobody.window();
        let try_in = |password: &str| {
            let form = json!({"name": name, "password": password});
            window.invoke("sign_in", form).unwrap_err()
        };
        for _ in 0..4 {
            assert_eq!(try_in(OTHER_PASSWORD).get("retry_after"), None);
        }
        assert_eq!(
            try_in(OTHER_PASSWORD),
            json!({"code": "sign_in_refused", "message": "The username or password is not right.",
                "retry_after": 1000})
        );
        let waits = try_in(PASSWORD);
        assert_eq!(waits["code"], "throttled", "{waits}");
        assert!(waits["retry_after"].as_u64().unwrap() <= 1000, "{waits}");
        window.clock.advance(Duration::from_secs(1));
        let form = json!({"name": name, "password": PASSWORD});
        let expected = if name == "vera" {
            "ok"
        } else {
            "sign_in_refused"
        };
        assert_eq!(code(&window.invoke("sign_in", form)), expected);
    }
}

#[test]
fn what_takes_a_proof_asks_for_the_password_and_then_goes_on() {
    let window = Actor::Admin.window();
    window.clock.advance(SIX_MINUTES);
    let file = window.folder.path().join("out.csv");
    *window.desktop.chooses.lock().unwrap() = Some(file.clone());
    let before = describe_everyone(&window);
    let selection = json!({"kind": "matching", "search": ""});
    let calls = [
        ("make_recovery_codes", json!({})),
        (
            "export_users",
            json!({"selection": selection, "sort": [], "columns": ["username"]}),
        ),
        ("export_events", json!({"query": {"limit": 1}})),
        ("purge_user", json!({"id": cast().id("tom")})),
    ];
    for (command, arguments) in &calls {
        let answer = window.invoke(command, arguments.clone());
        assert_eq!(code(&answer), "proof_needed", "{command}");
        assert!(!file.exists(), "{command}");
    }
    assert_eq!(describe_everyone(&window), before);
    assert_eq!(code(&prove(&window, OTHER_PASSWORD)), "validation");
    assert_eq!(prove(&window, PASSWORD), Ok(Value::Null));
    for (command, arguments) in calls {
        assert_eq!(code(&window.invoke(command, arguments)), "ok", "{command}");
    }
}

#[test]
fn the_right_comes_before_the_proof() {
    let window = Actor::Editor.window();
    window.clock.advance(SIX_MINUTES);
    let purge = window.invoke("purge_user", json!({"id": cast().id("tom")}));
    assert_eq!(code(&purge), "forbidden");
    let export = window.invoke("export_events", json!({"query": {"limit": 1}}));
    assert_eq!(code(&export), "forbidden");
}

fn make_codes(window: &Window) -> Vec<String> {
    let codes = window.invoke("make_recovery_codes", json!({})).unwrap();
    serde_json::from_value(codes).unwrap()
}

fn recover(window: &Window, code: &str) -> Result<Value, Value> {
    let form = json!({"name": "paul", "code": code, "new_password": OTHER_PASSWORD});
    window.invoke("recover", form)
}

#[test]
fn codes_count_once_the_person_has_kept_them() {
    let window = Actor::Plain.window();
    let codes = make_codes(&window);
    assert_eq!(code(&recover(&window, &codes[0])), "sign_in_refused");
    window.clock.advance(SIX_MINUTES);
    let late = window.invoke("keep_recovery_codes", json!({}));
    assert_eq!(code(&late), "proof_needed");
    prove(&window, PASSWORD).unwrap();
    let me = window.invoke("keep_recovery_codes", json!({})).unwrap();
    assert_eq!(me["recovery_codes"], 10);
    assert_eq!(
        code(&window.invoke("keep_recovery_codes", json!({}))),
        "not_found",
        "once is enough"
    );
    let again = make_codes(&window);
    window.invoke("sign_out", json!({})).unwrap();
    assert_eq!(
        code(&recover(&window, &again[0])),
        "sign_in_refused",
        "those that were not kept are nothing"
    );
    let me = recover(&window, &codes[0]).unwrap();
    assert_eq!(
        (&me["username"], &me["recovery_codes"]),
        (&json!("paul"), &json!(9))
    );
    assert_eq!(
        code(&window.invoke("keep_recovery_codes", json!({}))),
        "not_found",
        "nobody keeps what was shown to somebody before"
    );
    assert_eq!(code(&recover(&window, &codes[0])), "sign_in_refused");
}

#[test]
fn a_sheet_of_codes_is_for_its_owner_alone() {
    let window = Actor::Plain.window();
    let codes = make_codes(&window);
    assert_eq!(
        window.invoke("save_recovery_codes", json!({})),
        Ok(json!(false)),
        "closed without a choice"
    );
    let file = window.folder.path().join("codes.txt");
    *window.desktop.chooses.lock().unwrap() = Some(file.clone());
    assert_eq!(
        window.invoke("save_recovery_codes", json!({})),
        Ok(json!(true))
    );
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("for paul") && codes.iter().all(|code| text.contains(code)));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn whoever_is_demoted_is_out_at_the_next_call() {
    let window = Actor::Superuser.window();
    let sam = cast().id("sam");
    window.outside(|roster, operator| async move {
        let read = async || roster.read(&operator).await.unwrap();
        let eve = read().await.show_user(cast().id("ada")).await.unwrap();
        let set = async |id, version, is_superuser| {
            let changes = UserChanges {
                is_superuser: Some(is_superuser),
                ..UserChanges::default()
            };
            let grant = roster.write(&operator).await.unwrap().grant::<ChangeUser>();
            let grant = grant.unwrap();
            grant.edit_user(id, version, &changes, None).await.unwrap();
        };
        set(eve.face.id, eve.version, true).await;
        let demoted = read().await.show_user(sam).await.unwrap();
        set(sam, demoted.version, false).await;
    });
    let after = window.invoke("show_me", json!({}));
    assert_eq!(code(&after), "session_ended");
    assert_eq!(code(&window.invoke("show_me", json!({}))), "not_signed_in");
}

#[test]
fn somebody_locked_is_let_in_by_an_administrator() {
    let window = Actor::Admin.window();
    let other = window.open_another();
    for _ in 0..5 {
        let form = json!({"name": "vera", "password": OTHER_PASSWORD});
        other.invoke("sign_in", form).unwrap_err();
    }
    let vera = json!({"id": cast().id("vera")});
    let shown = window.invoke("show_user", vera.clone()).unwrap();
    assert!(shown["locked_until"].is_string(), "{shown}");
    assert_eq!(shown["may"]["unlock"], Value::Null);
    let shown = window.invoke("unlock_user", vera).unwrap();
    assert_eq!(shown["locked_until"], Value::Null);
    other.sign_in("vera", PASSWORD);
}
