//! `user add`.

use serde_json::{Value, json};

use crate::harness::{OTHER_PASSWORD, PERSON_KEYS, Sandbox, keys, sorted};

fn add(sandbox: &Sandbox, words: &[&str]) -> crate::harness::Outcome {
    sandbox.run(&[&["--json", "user", "add"], words].concat())
}

#[test]
fn a_person_is_added_with_everything() {
    let sandbox = Sandbox::prepared();
    let words = [
        "José",
        "--email",
        "Jose@Example.org",
        "--first-name",
        " José María ",
        "--last-name",
        "山田",
        "--staff",
        "--superuser",
        "--group",
        "readers",
        "--group",
        "EDITORS",
        "--no-password",
    ];
    let person = add(&sandbox, &words).succeeds().json();
    assert_eq!(keys(&person), sorted(PERSON_KEYS), "nothing but the person");
    assert_eq!(person, sandbox.show("josé"));
    assert_eq!(person["email"], "Jose@Example.org", "kept as typed");
    assert_eq!(
        person["first_name"], "José María",
        "space around a name is a slip"
    );
    assert_eq!(person["groups"], json!(["Editors", "Readers"]));
    assert_eq!(
        (&person["is_staff"], &person["is_superuser"]),
        (&json!(true), &json!(true))
    );
}

#[test]
fn a_person_without_flags_has_no_rights() {
    let sandbox = Sandbox::prepared();
    let person = add(&sandbox, &["bob", "--no-password"]).succeeds().json();
    for flag in [
        "is_staff",
        "is_superuser",
        "must_change_password",
        "has_avatar",
    ] {
        assert_eq!(person[flag], false, "{flag}");
    }
    assert_eq!(person["is_active"], true);
    assert_eq!(person["groups"], json!([]));
    sandbox
        .run_with(&["user", "verify", "bob", "--password-stdin"], "")
        .refused();
}

#[test]
fn a_temporary_passphrase_is_shown_once() {
    let sandbox = Sandbox::prepared();
    let added = sandbox
        .run(&["user", "add", "bob", "--temporary"])
        .succeeds();
    let passphrase = added.text().strip_suffix('\n').unwrap();
    assert_eq!(passphrase.split('-').count(), 4, "alone on standard output");
    assert!(!added.stderr.contains(passphrase));
    assert_eq!(sandbox.show("bob")["must_change_password"], true);
    sandbox
        .run_with(&["user", "verify", "bob", "--password-stdin"], passphrase)
        .succeeds();

    let person = add(&sandbox, &["eve", "--temporary"]).succeeds().json();
    let mut expected = sorted(PERSON_KEYS);
    expected.push("temporary_password".to_owned());
    expected.sort();
    assert_eq!(keys(&person), expected);
    assert!(person["temporary_password"].as_str().unwrap().len() >= 15);
    assert_eq!(sandbox.show("eve").get("temporary_password"), None);
}

#[test]
fn a_password_from_standard_input_works() {
    let sandbox = Sandbox::prepared();
    let added = sandbox.run_with(
        &["user", "add", "bob", "--password-stdin"],
        &format!("{OTHER_PASSWORD}\nthe second line is nothing\n"),
    );
    assert_eq!(added.succeeds().text(), "", "only a passphrase is a result");
    sandbox
        .run_with(
            &["user", "verify", "bob", "--password-stdin"],
            OTHER_PASSWORD,
        )
        .succeeds();
}

#[test]
fn what_is_taken_stays_with_its_owner() {
    let sandbox = Sandbox::prepared();
    for (words, field) in [
        (&["GRACE", "--no-password"][..], "username"),
        (&["ｇｒａｃｅ", "--no-password"], "username"),
        (&["grace@example.org", "--no-password"], "username"),
        (
            &["bob", "--email", "GRACE@example.org", "--no-password"],
            "email",
        ),
    ] {
        assert_eq!(add(&sandbox, words).refused_fields(), [field], "{words:?}");
    }
    let taken = sandbox.run(&["user", "add", "grace", "--no-password"]);
    taken
        .refused()
        .says("error: username: Already taken. Try grace2.");
}

#[test]
fn names_that_deceive_are_refused() {
    let sandbox = Sandbox::prepared();
    let long = "x".repeat(151);
    for name in [
        "a b",
        "a\nb",
        "ana\u{202E}",
        "a/b",
        "\u{301}a",
        "",
        "🙂",
        &long,
    ] {
        let outcome = add(&sandbox, &["--no-password", "--", name]);
        assert_eq!(outcome.refused_fields(), ["username"], "{name:?}");
    }
    for name in [
        "Ana\nMarta",
        "Ana\u{202E}anA",
        "\u{2067}Ana",
        "\u{301}\u{301}",
        "\u{200B}",
        "a\u{7f}",
        &long,
    ] {
        let words = [
            "bob",
            "--no-password",
            "--first-name",
            name,
            "--last-name",
            name,
        ];
        let fields = add(&sandbox, &words).refused_fields();
        assert_eq!(fields, ["first_name", "last_name"], "{name:?}");
    }
    assert_eq!(count(&sandbox), 2, "nobody was added");
    // 150 characters are fine, however many bytes.
    let longest = "é".repeat(150);
    add(
        &sandbox,
        &[&longest, "--no-password", "--first-name", &longest],
    )
    .succeeds();
}

/// No program can be given an argument with a NUL in it, so it comes in by the one door that takes any byte.
#[test]
fn a_nul_in_a_password_is_just_a_character() {
    let sandbox = Sandbox::prepared();
    let words = ["user", "add", "bob", "--password-stdin"];
    sandbox.run_with(&words, "tin\0harbor lamp 77\n").succeeds();
    let verify = ["user", "verify", "bob", "--password-stdin"];
    sandbox.run_with(&verify, "tin\0harbor lamp 77").succeeds();
    sandbox.run_with(&verify, "tin").refused();
}

#[test]
fn addresses_must_look_like_addresses() {
    let sandbox = Sandbox::prepared();
    for address in [
        "bob",
        "@b.org",
        "bob@",
        "bob@localhost",
        "b b@b.org",
        "a@b..c",
        "a@[1.2.3.4]",
        "Bob <a@b.org>",
        "a\n@b.org",
    ] {
        let outcome = add(&sandbox, &["bob", "--no-password", "--email", address]);
        assert_eq!(outcome.refused_fields(), ["email"], "{address}");
    }
    for (name, address) in [
        ("b1", "a@b.co"),
        ("b2", "bob+roster@mail.example.org"),
        ("b3", "åsa@exämple.se"),
    ] {
        add(&sandbox, &[name, "--no-password", "--email", address]).succeeds();
    }
}

#[test]
fn an_unknown_group_is_named_with_those_there_are() {
    let sandbox = Sandbox::prepared();
    let words = ["bob", "--no-password", "--group", "Wizards"];
    let error = add(&sandbox, &words).refused().error();
    let sentence = "There is no group “Wizards”. There are: Administrators, Editors, Readers.";
    assert_eq!(
        error,
        json!({"code": "validation", "message": sentence, "fields": {"groups": sentence}})
    );
    assert_eq!(count(&sandbox), 2, "nobody was added");
}

#[test]
fn a_roster_without_an_administrator_gets_one_first() {
    let sandbox = Sandbox::prepared();
    sandbox.meddle("drop trigger user_keeps_last_superuser_row; delete from user");
    let error = add(&sandbox, &["bob", "--no-password"]).refused().error();
    assert_eq!(error["code"], "protected");
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("rosterctl init")
    );
}

fn count(sandbox: &Sandbox) -> Value {
    let words = ["--json", "user", "list", "--count"];
    sandbox.run(&words).succeeds().json()["count"].take()
}
