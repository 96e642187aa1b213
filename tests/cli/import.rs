//! `import` and `export`.

use serde_json::json;

use crate::harness::{Sandbox, keys, sorted};

const TABLE: &[u8] = b"username,email,city,groups\n\
    zoe,zoe@example.org,Oslo,\"Choir, Editors\"\n\
    grace,grace@example.org,Arlington,\n\
    bad name,,,\n";

#[test]
fn a_dry_run_prints_the_plan_and_changes_nothing() {
    let sandbox = Sandbox::prepared();
    let file = sandbox.write("people.csv", TABLE);
    let file = file.to_str().unwrap();
    let plan = sandbox.run(&["import", file, "--dry-run"]);
    assert_eq!(plan.code, 1, "a row is refused");
    let lines: Vec<&str> = plan.text().lines().collect();
    assert!(
        lines[0].starts_with("LINE  WHAT HAPPENS  USERNAME"),
        "{plan:?}"
    );
    assert!(lines[1].starts_with("2     add           zoe"), "{plan:?}");
    assert!(
        lines[2].contains("change") && lines[2].contains("\"Arlington\""),
        "{plan:?}"
    );
    assert!(
        lines[3].contains("error") && lines[3].contains("username: A username has no spaces"),
        "{plan:?}"
    );
    assert!(
        plan.stderr.contains("3 rows: 1 to add, 1 to change"),
        "{plan:?}"
    );
    assert!(plan.stderr.contains("New group: Choir."), "{plan:?}");
    let plan = sandbox.run(&["--json", "import", file, "--dry-run"]).json();
    assert_eq!(keys(&plan), sorted(["file", "summary", "rows"]));
    assert_eq!(plan["summary"]["would_add"], 1);
    assert_eq!(plan["rows"][2]["verdict"], "error");
    sandbox.run(&["user", "show", "zoe"]).refused();
}

#[test]
fn what_is_fine_is_imported_and_undone() {
    let sandbox = Sandbox::prepared();
    let file = sandbox.write("people.csv", TABLE);
    let file = file.to_str().unwrap();
    let asked = sandbox.run(&["import", file]);
    assert_eq!(asked.code, 1, "nobody is there to say yes");
    assert!(asked.stderr.contains("add --yes"), "{asked:?}");
    let done = sandbox.run(&["import", file, "--yes", "--temporary"]);
    assert_eq!(done.code, 1, "a row was refused");
    assert!(done.text().starts_with("zoe\t"), "the passphrase: {done:?}");
    assert!(done.stderr.contains("line 4: bad name: "), "{done:?}");
    assert!(
        done.stderr.contains("Added 1 person and changed 1"),
        "{done:?}"
    );
    assert_eq!(sandbox.show("zoe")["groups"], json!(["Choir", "Editors"]));
    assert_eq!(sandbox.show("grace")["location"], "Arlington");
    let event = sandbox.run(&["--json", "history", "--limit", "1"]).json();
    assert_eq!(event[0]["action"], "import");
    sandbox
        .run(&["undo", &event[0]["id"].to_string()])
        .succeeds();
    assert_eq!(sandbox.show("grace")["location"], "");
    sandbox.run(&["user", "show", "zoe"]).refused();
}

#[test]
fn conflicts_are_left_out_unless_something_is_said() {
    let sandbox = Sandbox::prepared();
    let file = sandbox.write("people.csv", b"username,first_name\ngrace,Amazing\n");
    let file = file.to_str().unwrap();
    let import = |on_conflict: &[&str]| {
        let words = [&["--json", "import", file, "--yes"], on_conflict].concat();
        sandbox.run(&words)
    };
    let left_out = import(&[]);
    assert_eq!((left_out.code, &left_out.json()["refused"]), (1, &json!(1)));
    let skipped = import(&["--on-conflict", "skip"]).succeeds().json();
    assert_eq!(
        (&skipped["skipped"], &skipped["event"]),
        (&json!(1), &json!(null))
    );
    let renamed = import(&["--on-conflict", "rename"]).succeeds().json();
    assert_eq!(renamed["added"], 1);
    assert_eq!(sandbox.show("grace2")["first_name"], "Amazing");
    import(&["--on-conflict", "update"]).succeeds();
    assert_eq!(sandbox.show("grace")["first_name"], "Amazing");
    sandbox
        .run(&["import", file, "--on-conflict", "perhaps"])
        .wrong_usage();
}

#[test]
fn a_django_site_is_read() {
    let sandbox = Sandbox::prepared();
    let site = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/django/userprofile/db.sqlite3"
    );
    let done = sandbox
        .run(&["--json", "import", site, "--yes", "--on-conflict", "rename"])
        .succeeds()
        .json();
    assert_eq!((&done["added"], &done["pictures"]), (&json!(18), &json!(6)));
    assert_eq!(sandbox.show("mia")["last_name"], "=cmd()");
    let verified = sandbox.run_with(
        &["user", "verify", "dmitri", "--password-stdin"],
        "correct horse 3 staple",
    );
    verified.succeeds();
}

#[test]
fn files_that_are_none_are_refused() {
    let sandbox = Sandbox::prepared();
    let error = sandbox
        .run(&["--json", "import", "nowhere.csv", "--yes"])
        .refused()
        .error();
    assert_eq!(error["code"], "database");
    let empty = sandbox.write("empty.csv", b"");
    let error = sandbox
        .run(&["--json", "import", empty.to_str().unwrap()])
        .refused()
        .error();
    assert_eq!(error["code"], "import");
}

#[test]
fn people_are_exported_in_every_form() {
    let sandbox = Sandbox::prepared();
    let table = sandbox.run(&["export"]).succeeds();
    assert!(
        table
            .text()
            .starts_with("username,email,first_name,last_name,is_active,"),
        "{table:?}"
    );
    assert!(
        table
            .text()
            .contains("\ngrace,grace@example.org,Grace,Hopper,true,false,false,false,Editors,")
    );
    let json = sandbox
        .run(&["export", "--format", "json", "--search", "hopper"])
        .succeeds()
        .json();
    assert_eq!(json["people"][0]["username"], "grace");
    assert_eq!(json["groups"][0]["name"], "Editors");
    let cards = sandbox.run(&["export", "--format", "vcard"]).succeeds();
    assert!(cards.text().contains("FN:Grace Hopper\r\n"));
    sandbox.run(&["export", "--format", "pdf"]).wrong_usage();
}

#[test]
fn a_file_is_there_when_all_of_it_is_written() {
    let sandbox = Sandbox::prepared();
    let out = sandbox.write("out/people.json", b"old");
    let words = ["export", "--format", "json", "--out", out.to_str().unwrap()];
    sandbox.run(&words).succeeds().says("Wrote 2 people to ");
    let written = std::fs::read_to_string(&out).unwrap();
    assert!(written.contains("\"grace\""));
    assert_eq!(std::fs::read_dir(out.parent().unwrap()).unwrap().count(), 1);
    let nowhere = sandbox.path("gone/people.csv");
    sandbox
        .run(&["export", "--out", nowhere.to_str().unwrap()])
        .refused()
        .says("can’t be written");
}
