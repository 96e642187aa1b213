//! The first administrator: once, complete, and a superuser.

use roster_core::Error;
use roster_core::view::{Field, FirstAdmin, UserQuery};
use serde_json::json;

use crate::support::{PASSWORD, cast, empty, field_error, field_errors, first_admin, with_admin};

#[tokio::test]
async fn the_first_administrator_is_a_superuser_and_signed_in() {
    let world = empty().await;
    assert!(!world.roster.has_users().await.unwrap());
    let form = FirstAdmin {
        username: " Ana.K ".into(),
        email: "Ana@Riverside.example".into(),
        first_name: "Ana".into(),
        last_name: "Kovačević".into(),
        ..first_admin("")
    };
    let session = world.roster.create_first_admin(form).await.unwrap();
    let me = world.roster.show_me(&session).await.unwrap();
    assert_eq!(
        (me.face.username.as_str(), me.face.name.as_str()),
        ("Ana.K", "Ana Kovačević")
    );
    assert!(me.is_superuser && me.is_staff && me.opens_people && me.adds_people.is_none());
    assert_eq!(
        me.permissions.len(),
        10,
        "a superuser holds all permissions"
    );
    assert!(!me.must_change_password);
    let person = world.show(&session, me.face.id).await.unwrap();
    assert_eq!(person.email, "Ana@Riverside.example", "stored as typed");
    assert_eq!(person.date_joined, "2026-06-14T12:00:00.000Z");
    assert_eq!(
        person.last_login.as_deref(),
        Some("2026-06-14T12:00:00.000Z"),
        "they are signed in"
    );
    assert!(world.roster.has_users().await.unwrap());
    assert!(world.roster.sign_in("ANA.K", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn the_first_administrator_stands_in_history() {
    let (world, root) = with_admin().await;
    let event = world.last_event().await;
    assert_eq!(
        (event.action.as_str(), event.actor_id),
        ("add", Some(root.id))
    );
    assert_eq!(
        (event.target_id, event.target_name.as_str()),
        (Some(root.id), "root")
    );
    assert_eq!(
        event.changes(),
        json!({"username": ["", "root"], "is_superuser": [false, true]})
    );
}

#[tokio::test]
async fn there_is_only_one_first_administrator() {
    let (world, _) = with_admin().await;
    let second = world.roster.create_first_admin(first_admin("second")).await;
    assert!(matches!(second, Err(Error::AlreadySetUp)), "{second:?}");
    let check = world.roster.check_first_field(Field::Username, "x").await;
    assert!(
        matches!(check, Err(Error::AlreadySetUp)),
        "nor are their names checked for nobody: {check:?}"
    );
}

#[tokio::test]
async fn a_roster_whose_people_are_all_in_the_trash_has_people() {
    let cast = cast().await;
    cast.world
        .run("update user set deleted_at = 1 where is_superuser = 0")
        .await;
    assert!(
        matches!(
            cast.world.roster.create_first_admin(first_admin("x")).await,
            Err(Error::AlreadySetUp)
        ),
        "nobody becomes the first because others were deleted"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_want_to_be_first_one_is() {
    let world = empty().await;
    let tasks: Vec<_> = (0..6)
        .map(|number| {
            let roster = world.roster.clone();
            tokio::spawn(async move {
                roster
                    .create_first_admin(first_admin(&format!("admin{number}")))
                    .await
            })
        })
        .collect();
    let mut made = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => made += 1,
            Err(error) => assert!(matches!(error, Error::AlreadySetUp), "{error:?}"),
        }
    }
    assert_eq!(made, 1);
    assert_eq!(world.value::<i64>("select count(*) from user").await, 1);
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let world = empty().await;
    let form = FirstAdmin {
        username: "a b".into(),
        email: "nowhere".into(),
        first_name: "x".repeat(151),
        last_name: "\u{202E}x".into(),
        ..first_admin("")
    };
    let errors = field_errors(world.roster.create_first_admin(form).await);
    assert_eq!(
        errors.keys().map(String::as_str).collect::<Vec<_>>(),
        ["email", "first_name", "last_name", "username"]
    );
    assert!(!world.roster.has_users().await.unwrap(), "nothing is saved");
}

#[tokio::test]
async fn their_password_keeps_the_rules() {
    let world = empty().await;
    for (password, says) in [
        ("", "Choose a password."),
        ("tin-harbor-42", "2 more characters"),
        ("73910284651938274", "only numbers"),
        ("passwordpassword", "easy to guess"),
        ("kqvjzm0wpdb9trfh7x", "too much like a name"),
    ] {
        let form = FirstAdmin {
            username: "kqvjzmwpdbtrfhx".into(),
            password: password.into(),
            ..first_admin("")
        };
        let said = field_error(world.roster.create_first_admin(form).await, "password");
        assert!(said.contains(says), "{password:?}: {said}");
    }
    assert!(!world.roster.has_users().await.unwrap(), "nothing is saved");
}

#[tokio::test]
async fn demo_people_may_come_along() {
    let world = empty().await;
    let form = FirstAdmin {
        demo: true,
        ..first_admin("root")
    };
    let session = world.roster.create_first_admin(form).await.unwrap();
    let query = UserQuery {
        limit: 100,
        ..UserQuery::default()
    };
    let page = world.list(&session, &query).await.unwrap();
    assert_eq!(
        page.total, 25,
        "the administrator and twenty-four people to look around with"
    );
    let others = page.rows.iter().filter(|row| row.face.username != "root");
    assert!(
        others.clone().all(|row| !row.is_superuser),
        "who are there to be looked at"
    );
}

/// They would otherwise be told that nothing was done, and then that there is an administrator already.
#[tokio::test]
async fn without_demo_people_there_is_still_an_administrator() {
    let world = empty().await;
    world
        .run(
            "create trigger no_second before insert on user when exists (select 1 from user) \
             begin select raise(abort, 'no room'); end",
        )
        .await;
    let form = FirstAdmin {
        demo: true,
        ..first_admin("ana")
    };
    let session = world.roster.create_first_admin(form).await.unwrap();
    assert!(world.roster.show_me(&session).await.unwrap().is_superuser);
    assert_eq!(world.value::<i64>("select count(*) from user").await, 1);
}

#[tokio::test]
async fn their_fields_are_checked_while_they_type() {
    let world = empty().await;
    let check = |field, value| world.roster.check_first_field(field, value);
    assert_eq!(check(Field::Username, "ana").await.unwrap().error, None);
    assert!(
        check(Field::Username, "a b")
            .await
            .unwrap()
            .error
            .unwrap()
            .contains("no spaces")
    );
    assert!(
        check(Field::Email, "ana@")
            .await
            .unwrap()
            .error
            .unwrap()
            .contains("after")
    );
    assert_eq!(
        check(Field::Email, "").await.unwrap().error,
        None,
        "an address is optional"
    );
}
