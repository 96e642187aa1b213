//! `user list`.

use serde_json::{Value, json};

use crate::harness::{PERSON_KEYS, Sandbox, keys, sorted};

fn with_demo(people: &str) -> Sandbox {
    let sandbox = Sandbox::prepared();
    sandbox.run(&["demo", "--people", people]).succeeds();
    sandbox
}

fn list(sandbox: &Sandbox, flags: &[&str]) -> Vec<Value> {
    let words = [&["--json", "user", "list"], flags].concat();
    let people = sandbox.run(&words).succeeds().json();
    people.as_array().expect("an array").clone()
}

fn usernames(sandbox: &Sandbox, flags: &[&str]) -> Vec<String> {
    let name = |person: &Value| person["username"].as_str().unwrap().to_owned();
    list(sandbox, flags).iter().map(name).collect()
}

#[test]
fn everyone_comes_by_username() {
    let sandbox = with_demo("24");
    let people = list(&sandbox, &[]);
    assert_eq!(people.len(), 26);
    for person in &people {
        assert_eq!(keys(person), sorted(PERSON_KEYS));
    }
    let names = usernames(&sandbox, &[]);
    assert!(names.is_sorted(), "{names:?}");
    let grace = names.iter().position(|name| name == "grace").unwrap();
    assert_eq!(people[grace], sandbox.show("grace"), "the same as show");
}

#[test]
fn the_pages_of_the_core_are_not_the_limit() {
    let sandbox = with_demo("1100");
    let all = usernames(&sandbox, &[]);
    assert_eq!(all.len(), 1102);
    let distinct: std::collections::BTreeSet<&String> = all.iter().collect();
    assert_eq!(distinct.len(), 1102, "nobody comes twice");
    assert_eq!(first_column(&sandbox, &[]), all);
    assert_eq!(first_column(&sandbox, &["--limit", "700"]), all[..700]);
    assert_eq!(first_column(&sandbox, &["--limit", "500"]), all[..500]);
    let middle = ["--limit", "501", "--offset", "499"];
    assert_eq!(first_column(&sandbox, &middle), all[499..1000]);
    assert_eq!(usernames(&sandbox, &["--offset", "1100"]), all[1100..]);
    for nobody in [["--limit", "0"], ["--offset", "4294967295"]] {
        assert_eq!(list(&sandbox, &nobody), Vec::<Value>::new());
    }
}

/// The usernames as people read them.
fn first_column(sandbox: &Sandbox, flags: &[&str]) -> Vec<String> {
    let words = [&["user", "list"], flags].concat();
    let table = sandbox.run(&words).succeeds();
    let first = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
    table.text().lines().skip(1).map(first).collect()
}

#[test]
fn a_count_is_one_number() {
    let sandbox = with_demo("24");
    let count = |flags: &[&str]| {
        let words = [&["--json", "user", "list", "--count"], flags].concat();
        sandbox.run(&words).succeeds().json()
    };
    assert_eq!(count(&[]), json!({"count": 26}));
    assert_eq!(count(&["--search", "hopper"]), json!({"count": 2}));
    assert_eq!(count(&["--search", "nobody at all"]), json!({"count": 0}));
    let text = sandbox.run(&["user", "list", "--count"]).succeeds();
    assert_eq!(text.text(), "26\n");
}

#[test]
fn a_search_finds_words_in_any_field() {
    let sandbox = with_demo("24");
    let found = |search: &str| usernames(&sandbox, &["--search", search]);
    assert_eq!(found("KOVACEVIC ana"), ["ana.kovacevic"]);
    assert_eq!(found("\"de la peña\""), ["jm.nunez"]);
    assert_eq!(found("riverside hopper"), ["grace.hopper"]);
    assert_eq!(found("山田"), ["yamada.hanako"]);
    assert_eq!(found("%"), Vec::<String>::new());
    let nobody = sandbox.run(&["user", "list", "--search", "xyz"]).succeeds();
    assert_eq!(
        (nobody.text(), nobody.stderr.as_str()),
        ("", "Nobody was found.\n")
    );
}

#[test]
fn any_column_sorts_and_more_than_one() {
    let sandbox = with_demo("24");
    let by = |sort: &str, key: &str| {
        let people = list(&sandbox, &["--sort", sort]);
        people
            .iter()
            .map(|person| person[key].clone())
            .collect::<Vec<_>>()
    };
    let joined: Vec<String> = by("date_joined", "date_joined")
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(joined.is_sorted());
    let mut backwards = by("-date_joined", "id");
    backwards.reverse();
    assert_eq!(backwards, by("date_joined", "id"));
    assert_eq!(by("-is_superuser,-is_staff,username", "username")[0], "ana");
    assert_eq!(
        by("last_login", "last_login")[0],
        Value::Null,
        "never comes first"
    );
    for column in [
        "name",
        "username",
        "email",
        "first_name",
        "last_name",
        "is_staff",
        "is_superuser",
        "is_active",
        "groups",
        "date_joined",
        "last_login",
    ] {
        assert_eq!(by(column, "id").len(), 26, "{column}");
        assert_eq!(by(&format!("-{column}"), "id").len(), 26, "-{column}");
    }
    let separate = [
        "user",
        "list",
        "--sort",
        "-is_superuser",
        "--sort",
        "username",
    ];
    sandbox.run(&separate).succeeds();
}

#[test]
fn people_read_a_table() {
    let sandbox = with_demo("24");
    let table = sandbox.run(&["user", "list"]).succeeds();
    let head = table.text().lines().next().unwrap();
    assert_eq!(
        head.split_whitespace().collect::<Vec<_>>().join(" "),
        "USERNAME NAME E-MAIL STATUS ROLE GROUPS LAST SIGN-IN"
    );
    let column = head.find("STATUS").unwrap();
    let hanako = table
        .text()
        .lines()
        .find(|line| line.contains("山田"))
        .unwrap();
    let before = hanako.split("active").next().unwrap();
    let width = before
        .chars()
        .map(|c| if c.is_ascii() { 1 } else { 2 })
        .sum::<usize>();
    assert_eq!(width, column, "wide letters take two columns");
    assert!(table.text().lines().all(|line| !line.ends_with(' ')));
    assert_eq!(table.stderr, "");
}

#[test]
fn filters_narrow_and_all_must_hold() {
    let sandbox = with_demo("60");
    let found = |flags: &[&str]| list(&sandbox, flags);
    let everyone = found(&[]);
    let expected =
        |holds: &dyn Fn(&Value) -> bool| everyone.iter().filter(|one| holds(one)).count();
    let is = |one: &Value, key: &str| one[key] == json!(true);
    let active = found(&["--filter", "active=true", "--filter", "staff=no"]);
    assert_eq!(
        active.len(),
        expected(&|one| is(one, "is_active") && !is(one, "is_staff"))
    );
    let in_any = found(&["--filter", "group=editors", "--filter", "group=Readers"]);
    assert_eq!(in_any.len(), expected(&|one| one["groups"] != json!([])));
    let in_none = found(&["--filter", "no-group=true"]);
    assert_eq!(in_none.len() + in_any.len(), everyone.len());
    let never = found(&["--filter", "never-signed-in=true"]);
    assert_eq!(never.len(), expected(&|one| one["last_login"].is_null()));
    let ever = found(&["--filter", "never-signed-in=false"]);
    assert_eq!(never.len() + ever.len(), everyone.len());
    let pictures = found(&["--filter", "picture=true", "--filter", "superuser=false"]);
    assert_eq!(
        pictures.len(),
        expected(&|one| is(one, "has_avatar") && !is(one, "is_superuser"))
    );
    let moment = ever[3]["last_login"].as_str().unwrap();
    let before = found(&["--filter", &format!("last-login-to={moment}")]);
    assert_eq!(
        before.len(),
        expected(&|one| one["last_login"].as_str().is_some_and(|at| at <= moment)),
        "both ends are included"
    );
    assert_eq!(
        found(&[
            "--filter",
            "joined-from=2000-01-01",
            "--filter",
            "joined-to=9000-01-01"
        ])
        .len(),
        everyone.len()
    );
    assert_eq!(found(&["--filter", "joined-to=2000-01-01"]).len(), 0);
    let counted = sandbox
        .run(&[
            "user",
            "list",
            "--count",
            "--filter",
            "active=false",
            "--search",
            "-is:staff",
        ])
        .succeeds();
    let expected = expected(&|one| !is(one, "is_active") && !is(one, "is_staff"));
    assert_eq!(counted.text(), format!("{expected}\n"));
}

#[test]
fn a_filter_that_is_none_is_wrong_usage() {
    let sandbox = with_demo("5");
    for (filters, said) in [
        (&["color=red"][..], "joined-from"),
        (&["active"], "KEY=VALUE"),
        (&["active=maybe"], "true or false"),
        (&["joined-from=yesterday"], "2026-06-14"),
        (&["group=nobody"], "Administrators, Editors, Readers"),
        (
            &["never-signed-in=true", "last-login-to=2026-01-01"],
            "never signed in",
        ),
        (&["staff=true", "staff=false"], "one value"),
    ] {
        let mut words = vec!["user", "list"];
        words.extend(filters.iter().flat_map(|filter| ["--filter", filter]));
        sandbox.run(&words).wrong_usage().says(said);
        words.insert(0, "--json");
        let said = sandbox.run(&words).wrong_usage().error();
        assert_eq!(said["code"], "usage", "{filters:?}");
    }
}

#[test]
fn a_search_speaks_the_query_language() {
    let sandbox = with_demo("24");
    let found = |search: &str| usernames(&sandbox, &["--search", search]);
    assert_eq!(found("is:superuser"), ["ana"]);
    assert_eq!(found("username:grace. last:hopper"), ["grace.hopper"]);
    assert_eq!(found("hopper -username:\"grace.\""), ["grace"]);
    assert_eq!(found("group:nothing"), Vec::<String>::new());
    assert_eq!(found("-is:active"), found("is:inactive"));
}
