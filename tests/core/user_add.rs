//! Adding people: three ways to a password, names that are free, and rights that one has.

use roster_core::Error;
use roster_core::view::{NewUser, PasswordChoice, PasswordContext};
use serde_json::json;

use crate::support::{
    ADMINISTRATORS, EDITORS, PASSWORD, READERS, cast, field_error, field_errors, forbidden,
    new_user, operator, with_admin,
};

#[tokio::test]
async fn a_new_person_is_there_with_all_that_was_said() {
    let cast = cast().await;
    let form = NewUser {
        username: "Grace+Hopper".into(),
        email: "Grace@Navy.example".into(),
        first_name: "Grace".into(),
        last_name: "Hopper".into(),
        is_staff: true,
        groups: vec![READERS, EDITORS, READERS],
        ..new_user("")
    };
    let person = cast
        .world
        .add_user(&cast.admin.session, &form)
        .await
        .unwrap();
    assert_eq!(
        (person.face.username.as_str(), person.face.name.as_str()),
        ("Grace+Hopper", "Grace Hopper")
    );
    assert_eq!(
        (person.email.as_str(), person.face.initials.as_str()),
        ("Grace@Navy.example", "GH")
    );
    assert!(person.is_active && person.is_staff && !person.is_superuser && person.has_password);
    let groups: Vec<&str> = person
        .groups
        .iter()
        .map(|group| group.name.as_str())
        .collect();
    assert_eq!(groups, ["Editors", "Readers"], "each group once");
    assert_eq!((person.version, person.last_login), (1, None));
    assert_eq!(
        (person.bio.as_str(), person.birth_date),
        ("", None),
        "with a profile from the first moment"
    );

    let event = cast.world.last_event().await;
    assert_eq!(
        (event.action.as_str(), event.actor_id, event.target_id),
        ("add", Some(cast.admin.id), Some(person.face.id))
    );
    assert_eq!(
        event.changes(),
        json!({
            "username": ["", "Grace+Hopper"], "email": ["", "Grace@Navy.example"], "first_name": ["", "Grace"],
            "last_name": ["", "Hopper"], "is_staff": [false, true], "groups": [[], [{"id": 2, "name": "Editors"}, {"id": 3, "name": "Readers"}]],
        })
    );
}

#[tokio::test]
async fn a_typed_password_signs_in() {
    let (world, root) = with_admin().await;
    let person = world
        .add_user(&root.session, &new_user("ana"))
        .await
        .unwrap();
    assert!(person.has_password && !person.must_change_password);
    assert!(world.roster.sign_in("ana", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn a_temporary_password_is_shown_once_and_must_be_changed() {
    let (world, root) = with_admin().await;
    let form = NewUser {
        password: PasswordChoice::Temporary,
        ..new_user("ana")
    };
    let credential = world
        .roster
        .prepare_credential(form.password.clone(), &PasswordContext::default())
        .await
        .unwrap();
    let grant = world
        .roster
        .write(&root.session)
        .await
        .unwrap()
        .grant()
        .unwrap();
    let added = grant.add_user(&form, &credential).await.unwrap();
    let person = added.person;
    assert!(person.has_password && person.must_change_password);
    let session = world
        .roster
        .sign_in("ana", credential.temporary().unwrap())
        .await
        .unwrap();
    assert!(matches!(
        world.roster.read(&session).await,
        Err(Error::PasswordChangeRequired)
    ));
}

#[tokio::test]
async fn without_a_password_nobody_signs_in() {
    let (world, root) = with_admin().await;
    let form = NewUser {
        password: PasswordChoice::None,
        ..new_user("ana")
    };
    let person = world.add_user(&root.session, &form).await.unwrap();
    assert!(!person.has_password && person.password_changed.is_none());
    assert!(matches!(
        world.roster.sign_in("ana", "").await,
        Err(Error::SignInRefused { .. })
    ));
}

#[tokio::test]
async fn a_typed_password_keeps_the_rules() {
    let (world, root) = with_admin().await;
    let weak = PasswordChoice::Typed {
        password: "ana.kovacevic.ana".into(),
    };
    let form = NewUser {
        password: weak,
        ..new_user("ana.kovacevic")
    };
    let said = field_error(world.add_user(&root.session, &form).await, "password");
    assert!(
        said.contains("easy to guess") || said.contains("like a name"),
        "{said}"
    );
    assert_eq!(
        world.value::<i64>("select count(*) from user").await,
        1,
        "nobody is added"
    );
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once_and_nobody_added() {
    let (world, root) = with_admin().await;
    let form = NewUser {
        email: "nowhere".into(),
        first_name: "\0".into(),
        last_name: "\u{301}".into(),
        ..new_user("a b")
    };
    let errors = field_errors(world.add_user(&root.session, &form).await);
    assert_eq!(
        errors.keys().map(String::as_str).collect::<Vec<_>>(),
        ["email", "first_name", "last_name", "username"]
    );
    let before = world.events().await.len();
    assert_eq!(world.value::<i64>("select count(*) from user").await, 1);
    assert_eq!(
        world.events().await.len(),
        before,
        "nor is there a row of history"
    );
}

#[tokio::test]
async fn names_and_addresses_are_one_space() {
    let (world, root) = with_admin().await;
    let form = NewUser {
        email: "Ana@Home.example".into(),
        ..new_user("Ana.Straße")
    };
    world.add_user(&root.session, &form).await.unwrap();
    let add = async |username: &str, email: &str| {
        let form = NewUser {
            email: email.into(),
            ..new_user(username)
        };
        world.add_user(&root.session, &form).await
    };
    for same in ["Ana.Straße", "ana.straße", "ANA.STRASSE", "ａｎａ.straße"] {
        let said = field_error(add(same, "").await, "username");
        assert_eq!(said, "Already taken. Try ana.strasse2.", "{same}");
    }
    let said = field_error(add("other", "ANA@home.example").await, "email");
    assert_eq!(said, "Somebody else uses this address already.");
    let said = field_error(add("ana@HOME.example", "").await, "username");
    assert!(
        said.starts_with("Already taken."),
        "one can sign in with either, so a name can't be another's address: {said}"
    );
    add("bob@home.example", "").await.unwrap();
    let said = field_error(add("other", "Bob@Home.example").await, "email");
    assert_eq!(
        said, "Somebody else uses this address already.",
        "nor an address another's name"
    );
    let both = field_errors(add("ana.straße", "ana@home.example").await);
    assert_eq!(both.len(), 2);
    add("eve@home.example", "Eve@Home.example").await.unwrap();
}

#[tokio::test]
async fn a_taken_name_comes_with_a_free_one() {
    let (world, root) = with_admin().await;
    for name in ["ana", "ana2", "ana3", "ana5"] {
        world
            .add_user(&root.session, &new_user(name))
            .await
            .unwrap();
    }
    let said = field_error(
        world.add_user(&root.session, &new_user("Ana")).await,
        "username",
    );
    assert_eq!(said, "Already taken. Try ana4.");
    world
        .add_user(&root.session, &new_user("ana4"))
        .await
        .unwrap();

    let longest = "é".repeat(150);
    world
        .add_user(&root.session, &new_user(&longest))
        .await
        .unwrap();
    let said = field_error(
        world.add_user(&root.session, &new_user(&longest)).await,
        "username",
    );
    let free = said
        .trim_start_matches("Already taken. Try ")
        .trim_end_matches('.');
    assert!(
        world.add_user(&root.session, &new_user(free)).await.is_ok(),
        "what is suggested can be used, also where the name is as long as can be: {said}"
    );
}

#[tokio::test]
async fn names_in_the_trash_are_reserved() {
    let cast = cast().await;
    cast.world
        .delete(&cast.root.session, cast.ana.id)
        .await
        .unwrap();
    let said = field_error(
        cast.world
            .add_user(&cast.root.session, &new_user("ANA"))
            .await,
        "username",
    );
    assert_eq!(
        said,
        "This belongs to somebody in the trash. Restore them, or choose another."
    );
    cast.world
        .purge(&cast.root.session, cast.ana.id)
        .await
        .unwrap();
    cast.world
        .add_user(&cast.root.session, &new_user("ANA"))
        .await
        .unwrap();
}

#[tokio::test]
async fn adding_takes_both_rights() {
    let cast = cast().await;
    for (somebody, missing) in [
        (
            &cast.ana,
            "Only staff can manage people. Ask an administrator.",
        ),
        (
            &cast.reader,
            "You need the right to add people. Ask an administrator.",
        ),
        (
            &cast.editor,
            "You need the right to add people. Ask an administrator.",
        ),
    ] {
        let refused = cast.world.add_user(&somebody.session, &new_user("x")).await;
        assert_eq!(forbidden(refused), missing);
    }
    cast.world.permit("editor", &["user.add"]).await;
    let refused = cast
        .world
        .add_user(&cast.editor.session, &new_user("x"))
        .await;
    assert_eq!(
        forbidden(refused),
        "You need the right to change accounts. Ask an administrator.",
        "who adds could otherwise make what they may not change"
    );
    cast.world.permit("editor", &["user.change"]).await;
    assert!(
        cast.world
            .add_user(&cast.editor.session, &new_user("x"))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn nobody_adds_somebody_with_more_rights_than_their_own() {
    let cast = cast().await;
    let superuser = NewUser {
        is_superuser: true,
        ..new_user("x")
    };
    let refused = cast.world.add_user(&cast.admin.session, &superuser).await;
    assert_eq!(
        forbidden(refused),
        "Only a superuser can make or unmake a superuser."
    );
    assert!(
        cast.world
            .add_user(&cast.root.session, &superuser)
            .await
            .is_ok()
    );

    cast.world
        .permit("editor", &["user.add", "user.change"])
        .await;
    let with = |groups: &[i64]| NewUser {
        groups: groups.to_vec(),
        is_staff: true,
        ..new_user("y")
    };
    let refused = cast
        .world
        .add_user(&cast.editor.session, &with(&[READERS, ADMINISTRATORS]))
        .await;
    assert_eq!(
        forbidden(refused),
        "The group Administrators has the right to delete people, and you don’t. Nobody grants a right that they do not hold."
    );
    assert!(
        cast.world
            .add_user(&cast.editor.session, &with(&[READERS, EDITORS]))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_group_that_is_gone_is_said_to_be() {
    let (world, _) = with_admin().await;
    let form = NewUser {
        groups: vec![READERS, 99],
        ..new_user("ana")
    };
    let said = field_error(world.add_user(&operator(), &form).await, "groups");
    assert_eq!(said, "One of these groups is gone. Choose again.");
}
