//! Signing in and out, one's own password, and what the sign-in screen remembers.

use serde_json::{Value, json};

use crate::actors::{Actor, cast};
use crate::harness::{OTHER_PASSWORD, PASSWORD, Window, code};

fn start(window: &Window) -> Value {
    window.invoke("show_start", json!({})).unwrap()
}

fn tile_names(window: &Window) -> Vec<String> {
    let tiles = start(window)["tiles"].as_array().unwrap().clone();
    tiles
        .iter()
        .map(|tile| tile["username"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_first_administrator_is_signed_in() {
    let window = Actor::FirstRun.window();
    let form = json!({"username": "Ana", "email": "ana@roster.example", "first_name": "Ana", "last_name": "Kovač",
        "password": PASSWORD, "demo": false});
    let me = window
        .invoke("create_first_admin", json!({"form": form}))
        .unwrap();
    assert_eq!(
        (&me["name"], &me["is_superuser"]),
        (&json!("Ana Kovač"), &json!(true))
    );
    let start = start(&window);
    assert_eq!(
        (&start["screen"], &start["me"]["id"]),
        (&json!("signed_in"), &me["id"])
    );
}

#[test]
fn a_wrong_first_form_names_its_fields() {
    let window = Actor::FirstRun.window();
    let form = json!({"username": "a b", "email": "not an address", "first_name": "", "last_name": "", "password": "short",
        "demo": false});
    let refusal = window
        .invoke("create_first_admin", json!({"form": form}))
        .unwrap_err();
    assert_eq!(refusal["code"], "validation");
    for field in ["username", "email"] {
        assert!(refusal["fields"][field].is_string(), "{field}: {refusal}");
    }
    assert_eq!(start(&window)["screen"], "first_run");
}

#[test]
fn unknown_and_wrong_get_the_same_answer() {
    let window = Actor::Nobody.window();
    let try_in = |name: &str, password: &str| {
        window
            .invoke("sign_in", json!({"name": name, "password": password}))
            .unwrap_err()
    };
    let unknown = try_in("nobody", PASSWORD);
    assert_eq!(
        unknown,
        json!({"code": "sign_in_refused", "message": "The username or password is not right."})
    );
    assert_eq!(try_in("vera", OTHER_PASSWORD), unknown);
    assert_eq!(try_in("tom", PASSWORD), unknown, "in the trash");
    assert_eq!(try_in("", ""), unknown);
    assert_eq!(
        try_in(&"x".repeat(1_000_000), &"y".repeat(1_000_000)),
        unknown
    );
}

#[test]
fn a_refused_sign_in_leaves_the_one_who_is_signed_in() {
    let window = Actor::Plain.window();
    assert_eq!(
        code(&window.invoke("sign_in", json!({"name": "sam", "password": "x"}))),
        "sign_in_refused"
    );
    assert_eq!(
        window.invoke("show_me", json!({})).unwrap()["username"],
        "paul"
    );
}

#[test]
fn the_next_to_sign_in_takes_over() {
    let window = Actor::Superuser.window();
    window.sign_in("paul", PASSWORD);
    assert_eq!(
        window.invoke("show_me", json!({})).unwrap()["username"],
        "paul"
    );
    let everyone = json!({"query": {"search": "", "sort": [], "offset": 0, "limit": 10}});
    assert_eq!(code(&window.invoke("list_users", everyone)), "forbidden");
}

#[test]
fn after_signing_out_nothing_is_left() {
    let window = Actor::Superuser.window();
    assert_eq!(window.invoke("sign_out", json!({})), Ok(Value::Null));
    assert_eq!(code(&window.invoke("show_me", json!({}))), "not_signed_in");
    let start = start(&window);
    assert_eq!(
        (&start["screen"], &start["me"]),
        (&json!("sign_in"), &Value::Null)
    );
    assert_eq!(
        window.invoke("sign_out", json!({})),
        Ok(Value::Null),
        "twice is fine"
    );
}

#[test]
fn a_temporary_password_leads_to_a_new_one_first() {
    let window = Actor::Pending.window();
    let me = window.invoke("show_me", json!({})).unwrap();
    assert_eq!(me["must_change_password"], true);
    let weak = window
        .invoke("choose_password", json!({"new_password": "short"}))
        .unwrap_err();
    assert!(weak["fields"]["new_password"].is_string(), "{weak}");
    let me = window
        .invoke("choose_password", json!({"new_password": OTHER_PASSWORD}))
        .unwrap();
    assert_eq!(me["must_change_password"], false);
    assert_eq!(
        code(&window.invoke("list_groups", json!({}))),
        "ok",
        "the session goes on, with all rights"
    );
}

#[test]
fn a_change_of_password_keeps_this_session_and_ends_others() {
    let here = Actor::Plain.window();
    let there = here.open_another();
    there.sign_in("paul", PASSWORD);
    let passwords = json!({"current_password": PASSWORD, "new_password": OTHER_PASSWORD});
    assert_eq!(here.invoke("change_password", passwords), Ok(Value::Null));
    assert_eq!(code(&here.invoke("show_me", json!({}))), "ok");
    assert_eq!(code(&there.invoke("show_me", json!({}))), "session_ended");
    assert_eq!(start(&there)["screen"], "sign_in");
}

#[test]
fn a_wrong_current_password_is_told_to_its_field() {
    let window = Actor::Plain.window();
    let passwords = json!({"current_password": "x", "new_password": OTHER_PASSWORD});
    let refusal = window.invoke("change_password", passwords).unwrap_err();
    assert!(
        refusal["fields"]["current_password"].is_string(),
        "{refusal}"
    );
    assert_eq!(code(&window.invoke("show_me", json!({}))), "ok");
}

#[test]
fn the_sign_in_screen_offers_who_signed_in_before() {
    let window = Actor::Nobody.window();
    assert!(tile_names(&window).is_empty());
    for name in ["paul", "VERA@roster.example", "paul", "sam"] {
        window.sign_in(name, PASSWORD);
    }
    window.invoke("sign_out", json!({})).unwrap();
    assert_eq!(
        tile_names(&window),
        ["sam", "paul", "vera"],
        "the latest first, each once"
    );
    window
        .invoke("forget_account", json!({"id": cast().id("paul")}))
        .unwrap();
    assert_eq!(tile_names(&window), ["sam", "vera"]);
}

#[test]
fn an_account_that_is_closed_is_not_offered() {
    for actor in [Actor::Deactivated, Actor::Deleted] {
        let window = actor.window();
        window.invoke("sign_out", json!({})).unwrap();
        assert_eq!(tile_names(&window), ["ada"]);
        actor.fall(&window);
        assert!(tile_names(&window).is_empty(), "{actor:?}");
    }
}

#[test]
fn while_somebody_is_signed_in_nobody_is_offered() {
    let window = Actor::Plain.window();
    assert!(tile_names(&window).is_empty());
}

#[test]
fn a_browser_gets_only_what_the_profile_says() {
    let window = Actor::Reader.window();
    window
        .invoke(
            "open_site",
            json!({"id": cast().id("vera"), "url": "https://evil.example"}),
        )
        .unwrap();
    assert_eq!(
        *window.desktop.sites.lock().unwrap(),
        ["https://vera.example/"]
    );
    assert_eq!(
        code(&window.invoke("open_site", json!({"id": cast().id("rita")}))),
        "not_found"
    );
}
