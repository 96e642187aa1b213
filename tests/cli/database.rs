//! Files that are no rosters, or not such as this program can use. None of them is changed.

use std::fs;

use crate::harness::{Outcome, Sandbox, meddle_with};

/// Commands that read, that write, and that could make a roster.
const COMMANDS: [&[&str]; 5] = [
    &["--json", "user", "list"],
    &["--json", "user", "add", "bob", "--no-password"],
    &["--json", "check", "--repair"],
    &["--json", "demo", "--people", "1"],
    &["--json", "init", "--username", "bob", "--password-stdin"],
];

#[track_caller]
fn refuses(outcome: Outcome, sentence: &str) {
    let error = outcome.refused().error();
    assert_eq!(error["code"], "database", "{error}");
    let message = error["message"].as_str().unwrap();
    assert!(
        message.contains(sentence),
        "{sentence:?} is not in {message:?}"
    );
}

fn refuses_everything(sandbox: &Sandbox, sentence: &str) {
    let before = fs::read(sandbox.database()).unwrap();
    for words in COMMANDS {
        refuses(sandbox.run(words), sentence);
    }
    assert!(
        fs::read(sandbox.database()).unwrap() == before,
        "it was not touched"
    );
}

#[test]
fn a_roster_that_is_not_there_is_not_made_by_chance() {
    let sandbox = Sandbox::empty();
    let commands: [&[&str]; 9] = [
        &["--json", "user", "list"],
        &["--json", "user", "show", "ana"],
        &["--json", "user", "add", "bob", "--no-password"],
        &["--json", "user", "set", "bob", "--bio", "x"],
        &["--json", "user", "password", "bob", "--temporary"],
        &["--json", "user", "verify", "bob", "--password-stdin"],
        &["--json", "user", "delete", "bob"],
        &["--json", "avatar", "get", "bob", "--out", "-"],
        &["--json", "check", "--repair"],
    ];
    for words in commands {
        refuses(sandbox.run(words), "There is no roster at ");
    }
    let path = sandbox.database();
    let told = sandbox.run(&["user", "list"]).refused();
    assert!(told.stderr.contains("rosterctl init"), "{told:?}");
    assert!(told.stderr.contains(path.to_str().unwrap()), "{told:?}");
    assert!(!sandbox.path("data").exists(), "not even its folder");
    // A file without a byte in it is only a place.
    sandbox.write("data/roster.db", b"");
    refuses(
        sandbox.run(&["--json", "user", "list"]),
        "There is no roster at ",
    );
    assert_eq!(fs::metadata(path).unwrap().len(), 0);
}

#[test]
fn garbage_is_no_roster() {
    let sandbox = Sandbox::empty();
    sandbox.write("data/roster.db", &b"Dear diary, ".repeat(1000));
    refuses_everything(&sandbox, "is not a roster");
}

#[test]
fn a_damaged_roster_is_offered_its_newest_good_backup() {
    let sandbox = Sandbox::prepared();
    let made = sandbox.run(&["--json", "backup"]).succeeds().json();
    let name = made["file"].as_str().unwrap().rsplit('/').next().unwrap();
    fs::write(sandbox.database(), b"Dear diary").unwrap();
    refuses_everything(&sandbox, "The newest good backup is from ");
    refuses_everything(&sandbox, &format!("rosterctl restore {name}"));
    let restored = sandbox.run(&["--json", "restore", name, "--yes"]);
    let restored = restored.succeeds().json();
    assert_eq!(restored["people"], 2);
    let aside = restored["kept_aside"].as_str().unwrap();
    assert_eq!(
        fs::read(sandbox.path("data/backups").join(aside)).unwrap(),
        b"Dear diary"
    );
    assert_eq!(sandbox.show("grace")["first_name"], "Grace");
}

#[test]
fn another_programs_database_is_no_roster() {
    let sandbox = Sandbox::empty();
    sandbox.write("data/roster.db", b"");
    meddle_with(
        &sandbox.database(),
        "create table user (id integer primary key, username text)",
    );
    refuses_everything(&sandbox, "is not a roster");
}

#[test]
fn a_newer_roster_is_left_alone() {
    let sandbox = Sandbox::prepared();
    sandbox.meddle(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
         values (9999, 'from the future', 1, x'00', 0)",
    );
    refuses_everything(&sandbox, "newer Roster (schema 9999");
}

#[test]
fn a_damaged_roster_is_left_alone() {
    let sandbox = Sandbox::prepared();
    let mut bytes = fs::read(sandbox.database()).unwrap();
    let page = 4096;
    bytes[page..].fill(0xA5);
    fs::write(sandbox.database(), bytes).unwrap();
    refuses_everything(&sandbox, "damaged");
}

#[test]
fn damage_that_shows_late_is_told_too() {
    let sandbox = Sandbox::prepared();
    let page =
        sandbox.look_up("select cast(rootpage as text) from sqlite_schema where name = 'profile'");
    let page: usize = page.parse().unwrap();
    let mut bytes = fs::read(sandbox.database()).unwrap();
    bytes[(page - 1) * 4096..page * 4096].fill(0xA5);
    fs::write(sandbox.database(), bytes).unwrap();
    refuses(
        sandbox.run(&["--json", "user", "show", "grace"]),
        "The roster is damaged",
    );
    refuses(
        sandbox.run(&["--json", "user", "list"]),
        "The roster is damaged",
    );
}

#[test]
fn a_folder_is_no_roster() {
    let sandbox = Sandbox::empty();
    fs::create_dir_all(sandbox.database()).unwrap();
    for words in COMMANDS {
        refuses(sandbox.run(words), "can't be opened");
    }
    assert!(
        fs::read_dir(sandbox.database()).unwrap().next().is_none(),
        "nothing is put into it"
    );
}

/// Permissions don't bind root, who runs many a test. SQLite refuses to write a file of a later format for anybody.
#[test]
fn a_read_only_roster_can_be_read_but_not_written() {
    let sandbox = Sandbox::prepared();
    let mut bytes = fs::read(sandbox.database()).unwrap();
    let write_version = 18;
    bytes[write_version] = 9;
    fs::write(sandbox.database(), bytes).unwrap();
    assert_eq!(
        sandbox.run(&["user", "list", "--count"]).succeeds().text(),
        "2\n"
    );
    refuses(
        sandbox.run(&["--json", "user", "set", "grace", "--bio", "x"]),
        "read-only",
    );
    assert_eq!(sandbox.show("grace")["bio"], "");
}
