//! Importing tables: what becomes of each row, and that it becomes so.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use roster_core::Error;
use roster_core::auth::{ImportData, ViewUser};
use roster_core::view::{
    ImportDecision, ImportField, ImportOptions, ImportPasswords, ImportRow, ImportVerdict,
    ProfileChanges, UserFilter, UserQuery,
};
use serde_json::{Value, json};

use crate::support::{PASSWORD, Role, operator, with_admin};

use ImportDecision::{Rename, Skip, Update};
use ImportVerdict as V;

fn verdicts(rows: &[ImportRow]) -> Vec<ImportVerdict> {
    rows.iter().map(|row| row.verdict).collect()
}

#[tokio::test]
async fn rows_are_where_an_editor_has_them_however_lines_end() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    let table = "username,bio\nana,plain\nbob,\"two\nlines\"\n\ncy,last\n";
    for end in ["\n", "\r\n"] {
        let plan = world.plan(by, table.replace('\n', end)).await.unwrap();
        let rows = world.rows(by, &plan).await;
        let lines: Vec<u32> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 3, 6], "{end:?}");
    }
}

#[tokio::test]
async fn people_come_with_all_that_the_table_says() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    let table = "\u{feff}User name;E-Mail;Vorname;Nachname;Gruppen;Geburtstag;Telefon;Website;About;Ort;Joined;Active\n\
        ana;ana@example.org;Ana;Núñez;\"Choir; Editors\";1987-04-09;'+385 91 555 0142;example.org/ana;\"two\nlines\";Zagreb;2019-01-01 12:00:00;yes\n\
        \n\
        bob;;;;;;;;;;;no\n";
    let plan = world.plan(by, table).await.unwrap();
    let summary = plan.summary();
    assert_eq!(
        (summary.rows, summary.would_add, summary.without_password),
        (2, 2, 2)
    );
    assert_eq!(
        summary.new_groups.len(),
        1,
        "editors are there already: {summary:?}"
    );
    let rows = world.rows(by, &plan).await;
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5]);
    let done = world.apply(by, &plan, ImportPasswords::None).await.unwrap();
    assert_eq!(
        (done.added, done.changed, done.refused, done.groups),
        (2, 0, 0, 1)
    );
    let page = world
        .list(
            by,
            &UserQuery {
                limit: 10,
                ..UserQuery::default()
            },
        )
        .await
        .unwrap();
    assert_eq!(page.total, 3);
    let ana = world.show(by, page.rows[0].face.id).await.unwrap();
    assert_eq!(
        (&*ana.face.name, &*ana.email, &*ana.bio),
        ("Ana Núñez", "ana@example.org", "two\nlines")
    );
    assert_eq!(
        (&*ana.phone_number, &*ana.portfolio_site, &*ana.location),
        ("+385 91 555 0142", "https://example.org/ana", "Zagreb")
    );
    assert_eq!(ana.birth_date.as_deref(), Some("1987-04-09"));
    assert_eq!(ana.date_joined, "2019-01-01T12:00:00.000Z");
    assert_eq!(
        ana.groups
            .iter()
            .map(|group| &*group.name)
            .collect::<Vec<_>>(),
        ["Choir", "Editors"]
    );
    assert!(!ana.has_password && ana.is_active);
    let bob = world.show(by, page.rows[1].face.id).await.unwrap();
    assert!(!bob.is_active);
    let events = world.events().await;
    let header = events
        .iter()
        .find(|event| event.action == "import")
        .unwrap();
    assert_eq!(
        (header.batch_size, &*header.target_name),
        (Some(2), "2 people")
    );
    assert_eq!(
        events
            .iter()
            .filter(|event| event.batch == Some(header.id))
            .count(),
        3,
        "and the group"
    );
}

#[tokio::test]
async fn every_trouble_is_said_and_the_rest_goes_ahead() {
    let (world, root) = with_admin().await;
    let table = "username,email,birth_date,is_staff,first_name\n\
        good,good@example.org,1990-01-01,false,Good\n\
        bad row!,,,,\n\
        zoe,zoe@,,,\n\
        day,,3/4/87,,\n\
        flag,,,perhaps,\n\
        ,,,,Nameless\n\
        long,,,,x,surplus\n\
        short\n\
        GOOD,,,,Twin\n\
        other,GOOD@example.org,,,\n";
    let plan = world.plan(&root.session, table).await.unwrap();
    let rows = world.rows(&root.session, &plan).await;
    assert_eq!(
        verdicts(&rows),
        [
            V::Add,
            V::Error,
            V::Error,
            V::Error,
            V::Error,
            V::Error,
            V::Error,
            V::Add,
            V::Conflict,
            V::Conflict
        ]
    );
    let field = |row: usize| rows[row].errors.keys().cloned().collect::<Vec<_>>();
    assert_eq!(field(1), ["username"]);
    assert_eq!(field(2), ["email"]);
    assert!(
        rows[3].errors["birth_date"].contains("1987-04-09"),
        "which form is expected"
    );
    assert_eq!(field(4), ["is_staff"]);
    assert!(rows[6].reason.as_deref().unwrap().contains("6 cells"));
    assert_eq!(rows[8].decisions, [Skip, Rename]);
    assert!(
        rows.iter()
            .all(|row| row.reason.is_some() != (row.verdict == V::Add))
    );
    let done = world
        .apply(&root.session, &plan, ImportPasswords::None)
        .await
        .unwrap();
    assert_eq!((done.added, done.refused), (2, 8));
    assert_eq!(done.troubles.len(), 8);
    assert!(
        done.troubles
            .iter()
            .all(|trouble| trouble.is_refused && !trouble.reason.is_empty())
    );
}

#[tokio::test]
async fn what_is_there_is_filled_and_only_replaced_when_somebody_says_so() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    world.import(by, "username,email,first_name,city\nana,ana@example.org,Ana,\nbob,bob@example.org,Bob,Oslo\n", None).await.unwrap();
    let same = "username,first_name\nANA,Ana\n";
    let rows = world.rows(by, &world.plan(by, same).await.unwrap()).await;
    assert_eq!(verdicts(&rows), [ImportVerdict::Skip]);
    let filled = "username,city,groups\nana,Zagreb,Readers\n";
    let plan = world.plan(by, filled).await.unwrap();
    let rows = world.rows(by, &plan).await;
    assert_eq!(verdicts(&rows), [ImportVerdict::Change]);
    let fields: Vec<&str> = rows[0]
        .changes
        .iter()
        .map(|change| &*change.field)
        .collect();
    assert_eq!(fields, ["groups", "location"]);
    let done = world.apply(by, &plan, ImportPasswords::None).await.unwrap();
    assert_eq!((done.added, done.changed), (0, 1));

    let other = "username,first_name,email\nbob,Robert,ana@example.org\n";
    let plan = world.plan(by, other).await.unwrap();
    let rows = world.rows(by, &plan).await;
    assert_eq!(rows[0].decisions, [Skip, Update, Rename]);
    assert_eq!(
        world
            .apply(by, &plan, ImportPasswords::None)
            .await
            .unwrap()
            .refused,
        1,
        "nobody decided"
    );
    let differs = "username,city\nbob,Bergen\n";
    let plan = world.plan(by, differs).await.unwrap();
    assert_eq!(plan.summary().undecided, 1);
    assert!(plan.decide(0, Some(Update)) && !plan.decide(1, Some(Skip)));
    assert_eq!(
        (plan.summary().undecided, plan.summary().would_change),
        (0, 1)
    );
    world.apply(by, &plan, ImportPasswords::None).await.unwrap();
    let bob = world.value::<String>(
        "select location from profile join user on user.id = user_id where username = 'bob'",
    );
    assert_eq!(bob.await, "Bergen");
}

#[tokio::test]
async fn a_new_name_is_free_and_takes_nobodys_address() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    world
        .import(
            by,
            "username,email,city\nana,ana@example.org,Zagreb\n",
            None,
        )
        .await
        .unwrap();
    let table = "username,email,city\nana,ana@example.org,Split\nana2,,\nANA,,\n";
    let done = world.import(by, table, Some(Rename)).await.unwrap();
    assert_eq!(done.added, 3, "{:?}", done.troubles);
    let names: String = world
        .value("select group_concat(username || ':' || email, ' ' order by username) from user")
        .await;
    assert_eq!(names, "ANA4: ana:ana@example.org ana2: ana3: root:");
}

#[tokio::test]
async fn who_has_no_username_is_found_by_address_or_gets_one() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    world
        .import(by, "username,email\nana,ana@example.org\n", None)
        .await
        .unwrap();
    let table = "Name,Mail,City\nAna Núñez,Ana@Example.org,Zagreb\nBob Ray,bob@example.org,Oslo\nB,ana@other.example,\n";
    let plan = world.plan(by, table).await.unwrap();
    let rows = world.rows(by, &plan).await;
    assert_eq!(
        verdicts(&rows),
        [
            ImportVerdict::Change,
            ImportVerdict::Add,
            ImportVerdict::Add
        ]
    );
    let names: Vec<&str> = rows.iter().map(|row| &*row.username).collect();
    assert_eq!(names, ["ana", "bob", "ana2"]);
    assert_eq!(
        world
            .apply(by, &plan, ImportPasswords::None)
            .await
            .unwrap()
            .added,
        2
    );
}

#[tokio::test]
async fn what_changed_since_the_plan_is_left_out_and_said() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    world
        .import(by, "username,city\nana,Zagreb\n", None)
        .await
        .unwrap();
    let plan = world
        .plan(by, "username,city\nana,Split\nnew,\nlate,\n")
        .await
        .unwrap();
    assert!(plan.decide(0, Some(Update)));
    world
        .import(by, "username,city\nlate,Oslo\n", None)
        .await
        .unwrap();
    let id: i64 = world
        .value("select id from user where username = 'ana'")
        .await;
    let changes = ProfileChanges {
        location: Some("Rijeka".into()),
        ..ProfileChanges::default()
    };
    world.edit_profile(by, id, &changes, None).await.unwrap();
    let done = world.apply(by, &plan, ImportPasswords::None).await.unwrap();
    assert_eq!(
        (done.added, done.changed, done.refused, done.same),
        (1, 0, 1, 1)
    );
    assert!(
        done.troubles[0]
            .reason
            .contains("has changed since the plan"),
        "{:?}",
        done.troubles
    );
    assert_eq!(world.show(by, id).await.unwrap().location, "Rijeka");
}

#[tokio::test]
async fn passwords_come_along_or_are_made_and_shown_once() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    let hash = "pbkdf2_sha256$1000000$seasalt$r1uLUxoxpP2Ued/qxvmje7UH9PUJBkRrvf9gGPL7Cps=";
    let table = format!(
        "username,password,password_hash\nana,{PASSWORD},\nbob,,{hash}\neve,,\nmia,Welcome1,\n"
    );
    let plan = world.plan(by, table).await.unwrap();
    assert_eq!(plan.summary().without_password, 1);
    let done = world
        .apply(by, &plan, ImportPasswords::Temporary)
        .await
        .unwrap();
    assert_eq!((done.added, done.refused), (3, 1));
    let [eve] = &done.passphrases[..] else {
        panic!("one passphrase")
    };
    assert_eq!(eve.username, "eve");
    for (name, password) in [
        ("ana", PASSWORD),
        ("bob", "lètmein"),
        ("eve", &eve.passphrase),
    ] {
        world.roster.sign_in(name, password).await.unwrap();
    }
    let hashes: String = world
        .value("select group_concat(substr(password_hash, 1, 9)) from user where username <> 'mia'")
        .await;
    assert!(
        !hashes.contains("pbkdf2"),
        "hashed anew at the first sign-in: {hashes}"
    );
    world.roster.sign_in("bob", "lètmein").await.unwrap();
    assert!(world.roster.sign_in("bob", "letmein").await.is_err());
    let must: i64 = world
        .value("select must_change_password from user where username = 'eve'")
        .await;
    assert_eq!(must, 1);
    let history: String = world.value("select group_concat(changes) from event").await;
    assert!(
        !history.contains("pbkdf2") && !history.contains(PASSWORD),
        "history knows no passwords"
    );
}

#[tokio::test]
async fn columns_are_matched_by_hand_where_their_names_say_nothing() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    let path = world.write_file("x.tsv", "A\tB\tC\nana\tx\tZagreb\n");
    let source = world.roster.open_import(&path, None).await.unwrap();
    assert_eq!(source.file().columns.len(), 3);
    assert!(
        source.file().notices[0].contains("No column"),
        "{:?}",
        source.file()
    );
    let plan = async |columns: Vec<Option<ImportField>>| {
        let options = ImportOptions {
            columns: Some(columns),
        };
        world.plan_file(by, &path, &options).await
    };
    for wrong in [
        vec![None, None, None],
        vec![Some(ImportField::Username)],
        vec![
            Some(ImportField::Username),
            Some(ImportField::Username),
            None,
        ],
    ] {
        assert!(matches!(plan(wrong).await, Err(Error::Validation(_))));
    }
    let plan = plan(vec![
        Some(ImportField::Username),
        None,
        Some(ImportField::Location),
    ])
    .await
    .unwrap();
    assert_eq!(plan.summary().add, 1);
}

#[tokio::test]
async fn what_is_no_table_gets_a_sentence() {
    let (world, root) = with_admin().await;
    let refusal = async |content: &[u8]| match world.plan(&root.session, content).await.err() {
        Some(Error::Import(sentence)) => sentence,
        other => panic!("{other:?}"),
    };
    assert!(refusal(b"").await.contains("nothing in this file"));
    assert!(refusal(b"username\n").await.contains("nobody in this file"));
    assert!(
        refusal(b"PK\x03\x04and so on and so on")
            .await
            .contains("Save it as CSV")
    );
    assert!(refusal(b"\0\x01\x02\0\0\0bytes").await.contains("no text"));
    let endless = format!("username,bio\nana,\"{}", "x\n".repeat(2 << 20));
    assert!(refusal(endless.as_bytes()).await.contains("quotation mark"));
    let own = world
        .roster
        .open_import(&world.path(), None)
        .await
        .err()
        .unwrap();
    assert!(own.to_string().contains("the roster itself"), "{own}");
    let folder = world.path();
    assert!(
        world
            .roster
            .open_import(folder.parent().unwrap(), None)
            .await
            .is_err()
    );
    assert!(
        world
            .roster
            .open_import(&folder.with_file_name("gone.csv"), None)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn cancelling_leaves_nothing() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    let mut table = String::from("username,groups\n");
    for number in 0..5_000 {
        writeln!(table, "p{number},Choir").unwrap();
    }
    let plan = world.plan(by, &table).await.unwrap();
    let before = world.state(true).await;
    let prepared = world
        .roster
        .prepare_import(by, &plan, ImportPasswords::None, &mut |_, _| {
            ControlFlow::Continue(())
        })
        .await
        .unwrap();
    let grant = world
        .roster
        .write(by)
        .await
        .unwrap()
        .grant::<ImportData>()
        .unwrap()
        .proven()
        .unwrap();
    let mut seen = Vec::new();
    let cancelled = grant
        .apply_import(&prepared, &mut |done, total| {
            seen.push((done, total));
            if done >= 4_000 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .await;
    assert!(matches!(cancelled, Err(Error::Cancelled)));
    assert_eq!(seen, [(2_000, 5_000), (4_000, 5_000)]);
    assert_eq!(world.state(true).await, before);
    assert_eq!(
        world
            .events()
            .await
            .iter()
            .filter(|event| event.action == "import")
            .count(),
        0
    );
    let done = world.apply(by, &plan, ImportPasswords::None).await.unwrap();
    assert_eq!(done.added, 5_000, "the plan is still good");
}

#[tokio::test]
async fn the_report_can_be_corrected_and_imported() {
    let (world, _) = with_admin().await;
    let by = &operator();
    let table = "username,birth_date,first_name\ngood,,\nbad,3/4/87,=Bad\n";
    let plan = world.plan(by, table).await.unwrap();
    let mut report = Vec::new();
    let grant = world
        .roster
        .read(by)
        .await
        .unwrap()
        .grant::<ImportData>()
        .unwrap();
    assert_eq!(
        grant.write_import_report(&plan, &mut report).await.unwrap(),
        1
    );
    let report = String::from_utf8(report)
        .unwrap()
        .replace("3/4/87", "1987-04-03");
    let done = world.import(by, &report, None).await.unwrap();
    assert_eq!(done.added, 1, "{report}");
    let name: String = world
        .value("select first_name from user where username = 'bad'")
        .await;
    assert_eq!(name, "=Bad");
}

#[tokio::test]
async fn history_keeps_the_account_of_who_comes_but_not_the_profile() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    let table = "username,email,first_name,last_name,is_active,is_staff,is_superuser,must_change_password,groups,bio\n\
        ana,Ana@example.org,Ana,\"K\"\"o\"\"š\",no,yes,yes,yes,Readers,\"two\nlines\"\n\
        bob,,,,,,,,,\n";
    let plan = world.plan(by, table).await.unwrap();
    let temporary = ImportPasswords::Temporary;
    let done = world.apply(by, &plan, temporary).await.unwrap();
    assert_eq!((done.added, done.passphrases.len()), (2, 2));
    let parts: String = world
        .value(
            "select json_group_array(json(changes) order by id) from event where batch is not null",
        )
        .await;
    let parts: Value = serde_json::from_str(&parts).unwrap();
    let readers = json!([{"id": 3, "name": "Readers"}]);
    let expected = json!([
        {
            "username": ["", "ana"],
            "email": ["", "Ana@example.org"],
            "first_name": ["", "Ana"],
            "last_name": ["", "K\"o\"š"],
            "is_active": [true, false],
            "is_staff": [false, true],
            "is_superuser": [false, true],
            "must_change_password": [false, true],
            "groups": [[], readers],
        },
        {"username": ["", "bob"]},
    ]);
    assert_eq!(
        parts, expected,
        "a passphrase that ends is no wish of the file"
    );
    let names: String = world
        .value("select group_concat(names_key, '|' order by id) from event where batch is not null")
        .await;
    assert!(
        names.contains("\nana k\"o\"s|") && names.ends_with("\nbob"),
        "{names:?}"
    );
}

#[tokio::test]
async fn nobody_is_changed_by_two_rows_even_if_both_have_come_to_mean_them() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    world
        .import(by, "username,email\nana,\nbob,b@example.org\n", None)
        .await
        .unwrap();
    let plan = world
        .plan(
            by,
            "username,email,city,phone\nana,,Split,\n,b@example.org,,+385 1 234567\n",
        )
        .await
        .unwrap();
    let rows = world.rows(by, &plan).await;
    assert_eq!(verdicts(&rows), [V::Change, V::Change]);
    let before = world.state(false).await;
    world
        .run(
            "update user set email = '', email_key = null where username = 'bob'; \
             update user set email = 'b@example.org', email_key = 'b@example.org' where username = 'ana'",
        )
        .await;
    let moved = world.state(false).await;
    assert_ne!(before, moved);
    let done = world.apply(by, &plan, ImportPasswords::None).await.unwrap();
    assert_eq!((done.changed, done.refused), (1, 1));
    let trouble = &done.troubles[0];
    assert_eq!((trouble.line, trouble.is_refused), (3, true));
    assert_eq!(
        trouble.reason,
        "Line 2 of the file has changed this person already, and nobody is changed by two rows of one import."
    );
    world.undo(by, done.event.unwrap(), false).await.unwrap();
    assert_eq!(world.state(false).await, moved);
}

#[tokio::test]
async fn a_plan_says_which_line_is_about_the_same() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    world
        .import(by, "username,email\nana,ana@example.org\n", None)
        .await
        .unwrap();
    let plan = world
        .plan(
            by,
            "username,email,city,bio\nana,,Split,\n,ana@example.org,Zadar,\nbob,b@example.org,,\"two\nlines\"\n\
             BOB,,Pula,\nrob,b@example.org,,\n",
        )
        .await
        .unwrap();
    let rows = world.rows(by, &plan).await;
    let reasons = rows.iter().map(|row| (row.line, row.reason.as_deref()));
    assert_eq!(
        reasons.collect::<Vec<_>>(),
        [
            (2, None),
            (3, Some("Line 2 of the file is about the same person.")),
            (4, None),
            (
                6,
                Some("Line 4 of the file has the same username, apart from case.")
            ),
            (7, Some("Line 4 of the file has the same e-mail address.")),
        ]
    );
    let done = world.apply(by, &plan, ImportPasswords::None).await.unwrap();
    assert_eq!((done.changed, done.added, done.refused), (1, 1, 3));
    let reasons = done.troubles.iter().map(|trouble| &*trouble.reason);
    assert!(reasons.clone().all(|reason| reason.starts_with("Line ")));
}

#[tokio::test]
async fn whom_an_import_added_can_be_listed() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    let first = "username,city,groups\nana,,\nbob,,Choir\n";
    let first = world.import(by, first, None).await.unwrap();
    let second = "username,city,groups\nzoe,,Band\nana,Split,\ncleo,,Choir\n";
    let second = world.import(by, second, None).await.unwrap();
    let third = "username,city\nbob,Oslo\n";
    let third = world.import(by, third, None).await.unwrap();
    assert_eq!((second.added, second.changed, third.changed), (2, 1, 1));
    let by_hand = world.add("dora", Role::Plain).await;
    let list = async |event: Option<i64>| -> Vec<String> {
        let query = UserQuery {
            filter: UserFilter {
                added_by: event,
                ..UserFilter::default()
            },
            limit: 10,
            ..UserQuery::default()
        };
        let page = world.list(by, &query).await.unwrap();
        let names: Vec<String> = page.rows.into_iter().map(|row| row.face.username).collect();
        let look = async || {
            let read = world.roster.read(by).await.unwrap();
            read.grant::<ViewUser>().unwrap()
        };
        let count = look().await.count_users(&query).await.unwrap();
        assert_eq!((page.total, count as usize), (count, names.len()));
        let counts = look().await.count_filters(&query).await.unwrap();
        assert_eq!(counts.is_active.yes + counts.is_active.no, count);
        let place = look().await.locate_user(by_hand.id, &query).await.unwrap();
        assert_eq!(place.is_some(), names.contains(&"dora".to_owned()));
        names
    };
    assert_eq!(list(first.event).await, ["ana", "bob"]);
    assert_eq!(list(second.event).await, ["cleo", "zoe"]);
    let none: [&str; 0] = [];
    assert_eq!(list(third.event).await, none, "it added nobody");
    let by_hand = world.last_event().await.id;
    assert_eq!(
        list(Some(by_hand)).await,
        none,
        "somebody who was added by hand"
    );
    assert_eq!(list(Some(i64::MAX)).await, none);
    assert_eq!(list(None).await.len(), 6);
    let undo = world.undo(by, second.event.unwrap(), false).await.unwrap();
    assert_eq!(list(second.event).await, none, "they are in the trash");
    world.undo(by, undo.event, false).await.unwrap();
    assert_eq!(list(second.event).await, ["cleo", "zoe"]);
}

#[tokio::test]
async fn a_long_table_is_taken_and_undone_as_a_short_one() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    let mut table = String::from("username,email,first_name,city,groups\n");
    for number in 0..5_000 {
        let (city, group) = (
            ["", "Łódź"][number % 2],
            ["", "Readers", "Choir"][number % 3],
        );
        writeln!(
            table,
            "q{number},q{number}@example.org,Ana {number},{city},{group}"
        )
        .unwrap();
    }
    // Names that the first rows have, in the last chunk; and somebody who is there.
    table.push_str("q1,other@example.org,Eve,,\nq2,q3@example.org,Eva,,\nroot,,,Oslo,Choir\n");
    let plan = world.plan(by, &table).await.unwrap();
    plan.decide_all(Some(Rename));
    let before = world.state(false).await;
    let done = world.apply(by, &plan, ImportPasswords::None).await.unwrap();
    assert_eq!((done.added, done.changed, done.groups), (5_002, 1, 1));
    for (sql, count) in [
        (
            "select count(*) from user where username in ('q15002', 'q25003')",
            2,
        ),
        (
            "select count(*) from profile where location = 'Łódź'",
            2_500,
        ),
        (
            "select count(*) from membership join user on user.id = user_id where username like 'q%'",
            3_333,
        ),
        (
            "select count(*) from event where batch is not null and action = 'add' and target_kind = 'user'",
            5_002,
        ),
        (
            "select count(*) from user where search_key = username || char(10) || email || char(10) || 'ana ' || substr(username, 2)",
            5_000,
        ),
    ] {
        assert_eq!(world.value::<i64>(sql).await, count, "{sql}");
    }
    let after = world.state(false).await;
    let undo = world.undo(by, done.event.unwrap(), false).await.unwrap();
    assert_eq!(world.state(false).await, before);
    world.undo(by, undo.event, false).await.unwrap();
    assert_eq!(world.state(false).await, after);
}
