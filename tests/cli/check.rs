//! `check`: what is wrong with a roster, and what can be mended.

use serde_json::json;

use crate::harness::Sandbox;

#[test]
fn a_healthy_roster_is_0() {
    let sandbox = Sandbox::prepared();
    assert_eq!(
        sandbox.run(&["check"]).succeeds().text(),
        "Nothing is wrong with this roster.\n"
    );
    let nothing = json!({"integrity": [], "foreign_keys": [], "missing_profiles": 0, "stale_search": 0, "stale_keys": 0});
    let report = sandbox.run(&["--json", "check"]).succeeds().json();
    assert_eq!(report, json!({"healthy": true, "found": nothing}));
    let report = sandbox
        .run(&["--json", "check", "--repair"])
        .succeeds()
        .json();
    assert_eq!(
        report,
        json!({"healthy": true, "found": nothing, "left": nothing})
    );
}

#[test]
fn what_is_missing_is_found_and_mended() {
    let sandbox = Sandbox::prepared();
    sandbox.meddle(
        "delete from profile where user_id = 2; update user set search_key = 'x' where id = 1",
    );
    let found = sandbox.run(&["check"]);
    assert_eq!(found.code, 1);
    assert!(
        found.text().contains("People without a profile       1\n"),
        "{found:?}"
    );
    assert!(
        found.text().contains("People whom a search may miss  1\n"),
        "{found:?}"
    );
    assert!(
        found.text().contains("rosterctl check --repair"),
        "{found:?}"
    );
    assert_eq!(found.stderr, "");
    sandbox
        .run(&["user", "show", "grace"])
        .refused()
        .says("rosterctl check");

    let mended = sandbox
        .run(&["--json", "check", "--repair"])
        .succeeds()
        .json();
    assert_eq!(mended["healthy"], true);
    assert_eq!(
        (
            &mended["found"]["missing_profiles"],
            &mended["left"]["missing_profiles"]
        ),
        (&json!(1), &json!(0))
    );
    assert_eq!(
        (
            &mended["found"]["stale_search"],
            &mended["left"]["stale_search"]
        ),
        (&json!(1), &json!(0))
    );
    assert_eq!(sandbox.show("grace")["bio"], "");
    sandbox.run(&["check"]).succeeds();
}

#[test]
fn what_cannot_be_mended_is_said() {
    let sandbox = Sandbox::prepared();
    sandbox.meddle("insert into membership (user_id, group_id) values (999, 1)");
    let report = sandbox.run(&["--json", "check"]);
    assert_eq!(report.code, 1);
    assert_eq!(
        report.json()["found"]["foreign_keys"],
        json!(["membership"])
    );
    let mended = sandbox.run(&["--json", "check", "--repair"]);
    let mended = mended.succeeds().json();
    let backup = mended["backup"].as_str().unwrap();
    assert!(backup.ends_with("-before-repair.db"), "{mended}");
    assert!(sandbox.path("data/backups").join(backup).is_file());

    // Two names of one key: nobody can say who is meant.
    sandbox.meddle("update user set username = 'ANA', username_key = 'x' where username = 'grace'");
    let told = sandbox.run(&["check", "--repair"]);
    assert_eq!(told.code, 1);
    assert!(told.text().contains("could not be mended"), "{told:?}");
    assert!(told.text().contains("is kept as roster-"), "{told:?}");

    let sandbox = Sandbox::prepared();
    // An index is forgotten, and its pages belong to nothing.
    sandbox.meddle(
        "pragma writable_schema = on; delete from sqlite_schema where name = 'user_by_name'",
    );
    let report = sandbox.run(&["--json", "check"]);
    assert_eq!(
        (report.code, report.json()["healthy"].as_bool()),
        (1, Some(false))
    );
    assert_ne!(report.json()["found"]["integrity"], json!([]));
}
