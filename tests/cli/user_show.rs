//! `user show`.

use serde_json::json;

use crate::harness::{PERSON_KEYS, Sandbox, keys, sorted};

#[test]
fn programs_get_exactly_the_promised_keys() {
    let mut grace = Sandbox::prepared().show("grace");
    assert_eq!(keys(&grace), sorted(PERSON_KEYS));
    let joined = grace["date_joined"].take();
    let joined = joined.as_str().unwrap();
    assert!(
        joined.len() >= 20 && &joined[10..11] == "T" && joined.ends_with('Z'),
        "{joined} is RFC 3339 in UTC"
    );
    assert_eq!(
        grace,
        json!({
            "id": 2, "username": "grace", "email": "grace@example.org", "first_name": "Grace", "last_name": "Hopper",
            "is_active": true, "is_staff": false, "is_superuser": false, "must_change_password": false,
            "groups": ["Editors"], "date_joined": null, "last_login": null, "has_avatar": false, "bio": "",
            "location": "", "birth_date": null, "phone_number": "", "portfolio_site": "",
        })
    );
}

#[test]
fn keys_come_in_the_promised_order() {
    let shown = Sandbox::prepared()
        .run(&["--json", "user", "show", "grace"])
        .succeeds();
    let places = PERSON_KEYS.map(|key| {
        let quoted = format!("\"{key}\":");
        shown.text().find(&quoted).expect(key)
    });
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_name_is_a_username_or_an_address_in_any_case() {
    let sandbox = Sandbox::prepared();
    for name in [
        "grace",
        "GRACE",
        "ｇｒａｃｅ",
        " grace ",
        "Grace@Example.ORG",
    ] {
        assert_eq!(sandbox.show(name)["id"], 2, "{name}");
    }
    for name in ["grac", "grace@example.com", "Hopper", "", "*"] {
        sandbox.run(&["user", "show", name]).refused();
    }
}

#[test]
fn people_read_what_is_known() {
    let shown = Sandbox::prepared()
        .run(&["user", "show", "grace"])
        .succeeds();
    let lines: Vec<&str> = shown.text().lines().collect();
    assert_eq!(
        lines[..3],
        [
            "Username      grace",
            "Name          Grace Hopper",
            "E-mail        grace@example.org",
        ]
    );
    assert!(lines.contains(&"Last sign-in  never"));
    assert!(
        !shown.text().contains("Phone"),
        "what is not known is left out"
    );
    assert_eq!(shown.stderr, "", "a result needs no message");
}

#[test]
fn what_another_program_wrote_gives_the_terminal_no_orders() {
    let sandbox = Sandbox::prepared();
    sandbox.meddle("update profile set bio = char(27) || '[2Jgone' where user_id = 2");
    let shown = sandbox.run(&["user", "show", "grace"]).succeeds();
    assert!(!shown.text().contains('\u{1b}'), "{shown:?}");
    assert!(shown.text().contains("\u{FFFD}[2Jgone"));
}
