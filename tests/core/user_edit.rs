//! Changing accounts: what another may change, what nobody changes for themselves, and what is not lost on the way.

use roster_core::auth::ChangeUser;
use roster_core::view::{PasswordChoice, ProfileChanges, UserChanges};
use roster_core::{Error, Result};
use serde_json::json;

use crate::support::{Cast, PASSWORD, READERS, Somebody, cast, field_error, field_errors};

pub(crate) fn username(name: &str) -> UserChanges {
    UserChanges {
        username: Some(name.into()),
        ..UserChanges::default()
    }
}

pub(crate) fn groups(groups: &[i64]) -> UserChanges {
    UserChanges {
        groups: Some(groups.to_vec()),
        ..UserChanges::default()
    }
}

pub(crate) fn staff(is_staff: bool) -> UserChanges {
    UserChanges {
        is_staff: Some(is_staff),
        ..UserChanges::default()
    }
}

pub(crate) async fn edit(
    cast: &Cast,
    by: &Somebody,
    target: &Somebody,
    changes: UserChanges,
) -> Result<()> {
    cast.world
        .edit_user(&by.session, target.id, &changes)
        .await
        .map(drop)
}

#[tokio::test]
async fn an_account_and_its_profile_change_in_one_step() {
    let cast = cast().await;
    let changes = UserChanges {
        username: Some("Ana.K".into()),
        is_staff: Some(true),
        groups: Some(vec![READERS]),
        profile: Some(ProfileChanges {
            email: Some("ana@home.example".into()),
            last_name: Some("Kovačević".into()),
            bio: Some("Reads.".into()),
            birth_date: Some("9 April 1987".into()),
            ..ProfileChanges::default()
        }),
        ..UserChanges::default()
    };
    let before = cast.world.events().await.len();
    let person = cast
        .world
        .edit_user(&cast.admin.session, cast.ana.id, &changes)
        .await
        .unwrap();
    assert_eq!(
        (person.face.username.as_str(), person.face.name.as_str()),
        ("Ana.K", "Kovačević")
    );
    assert_eq!(
        (person.email.as_str(), person.bio.as_str()),
        ("ana@home.example", "Reads.")
    );
    assert_eq!(person.birth_date.as_deref(), Some("1987-04-09"));
    assert_eq!(
        (person.is_staff, person.version),
        (true, 2),
        "one change, one version"
    );
    assert_eq!(person.changed_by.as_deref(), Some("admin"));
    let events = cast.world.events().await;
    assert_eq!(events.len(), before + 1, "and one row of history");
    assert_eq!(
        events.last().unwrap().changes(),
        json!({
            "groups": [[], [{"id": READERS, "name": "Readers"}]], "username": ["ana", "Ana.K"], "email": ["", "ana@home.example"],
            "last_name": ["", "Kovačević"], "is_staff": [false, true], "bio": ["", "Reads."],
            "birth_date": [null, "1987-04-09"],
        })
    );
    assert!(cast.world.roster.sign_in("ana.k", PASSWORD).await.is_ok());
    assert!(
        cast.world
            .roster
            .sign_in("ANA@home.example", PASSWORD)
            .await
            .is_ok()
    );
    assert!(
        cast.world.roster.sign_in("ana", PASSWORD).await.is_err(),
        "the old name is free again"
    );
}

#[tokio::test]
async fn an_edit_that_changes_nothing_leaves_no_trace() {
    let cast = cast().await;
    edit(&cast, &cast.root, &cast.reader, username("Reader"))
        .await
        .unwrap();
    let before = (
        cast.world.events().await.len(),
        cast.world.version(cast.reader.id).await,
    );
    let same = UserChanges {
        permissions: None,
        username: Some(" Reader".into()),
        is_active: Some(true),
        is_staff: Some(true),
        is_superuser: Some(false),
        groups: Some(vec![READERS]),
        profile: Some(ProfileChanges {
            email: Some(" ".into()),
            bio: Some("\r\n".into()),
            birth_date: Some(String::new()),
            ..ProfileChanges::default()
        }),
    };
    edit(&cast, &cast.root, &cast.reader, same).await.unwrap();
    edit(&cast, &cast.root, &cast.reader, UserChanges::default())
        .await
        .unwrap();
    let after = (
        cast.world.events().await.len(),
        cast.world.version(cast.reader.id).await,
    );
    assert_eq!(before, after, "no history, no version");
    assert!(
        cast.world.roster.read(&cast.reader.session).await.is_ok(),
        "and nobody is signed out"
    );
}

#[tokio::test]
async fn an_edit_of_what_has_changed_meanwhile_is_a_conflict() {
    let cast = cast().await;
    let seen = cast.world.version(cast.ana.id).await;
    edit(&cast, &cast.root, &cast.ana, username("anna"))
        .await
        .unwrap();
    let grant = cast
        .world
        .roster
        .write(&cast.admin.session)
        .await
        .unwrap()
        .grant::<ChangeUser>()
        .unwrap();
    let late = grant.edit_user(cast.ana.id, seen, &staff(true), None).await;
    let Err(Error::Conflict(current)) = late else {
        panic!("must be a conflict: {late:?}")
    };
    assert_eq!(
        (current.face.username.as_str(), current.version),
        ("anna", seen + 1),
        "with the person as they are now"
    );
    assert_eq!(
        current.may.edit_superuser.as_deref(),
        Some("Only a superuser can make or unmake a superuser."),
        "as the one who asks sees them"
    );
    assert!(!current.is_staff, "and nothing is changed");
    let grant = cast
        .world
        .roster
        .write(&cast.admin.session)
        .await
        .unwrap()
        .grant::<ChangeUser>()
        .unwrap();
    assert!(
        grant
            .edit_user(cast.ana.id, seen + 1, &staff(true), None)
            .await
            .is_ok(),
        "which can then be edited"
    );
}

#[tokio::test]
async fn names_stay_unique_when_they_change() {
    let cast = cast().await;
    let email = |email: &str| UserChanges {
        profile: Some(ProfileChanges {
            email: Some(email.into()),
            ..ProfileChanges::default()
        }),
        ..UserChanges::default()
    };
    edit(&cast, &cast.root, &cast.ana, email("ana@home.example"))
        .await
        .unwrap();
    let refused = edit(&cast, &cast.root, &cast.reader, username("ANA")).await;
    assert_eq!(field_error(refused, "username"), "Already taken. Try ana2.");
    let refused = edit(
        &cast,
        &cast.root,
        &cast.reader,
        username("Ana@Home.example"),
    )
    .await;
    assert!(field_error(refused, "username").starts_with("Already taken."));
    let refused = edit(&cast, &cast.root, &cast.reader, email("ANA@HOME.EXAMPLE")).await;
    assert_eq!(
        field_error(refused, "email"),
        "Somebody else uses this address already."
    );
    edit(&cast, &cast.root, &cast.ana, username("Ana"))
        .await
        .expect("one's own name in other letters is free");
    edit(&cast, &cast.root, &cast.ana, email("Ana@home.example"))
        .await
        .expect("and so is one's own address");
    cast.world
        .delete(&cast.root.session, cast.ana.id)
        .await
        .unwrap();
    let refused = edit(&cast, &cast.root, &cast.reader, username("ana")).await;
    assert!(field_error(refused, "username").contains("in the trash"));
}

#[tokio::test]
async fn every_wrong_field_is_named_and_nothing_saved() {
    let cast = cast().await;
    let changes = UserChanges {
        username: Some(String::new()),
        is_staff: Some(true),
        profile: Some(ProfileChanges {
            email: Some("@".into()),
            birth_date: Some("tomorrow".into()),
            bio: Some("fine".into()),
            ..ProfileChanges::default()
        }),
        ..UserChanges::default()
    };
    let errors = field_errors(edit(&cast, &cast.root, &cast.ana, changes).await);
    assert_eq!(
        errors.keys().map(String::as_str).collect::<Vec<_>>(),
        ["birth_date", "email", "username"]
    );
    let person = cast
        .world
        .show(&cast.root.session, cast.ana.id)
        .await
        .unwrap();
    assert_eq!(
        (person.is_staff, person.bio.as_str(), person.version),
        (false, "", 1)
    );
}

#[tokio::test]
async fn a_group_that_is_gone_is_said_to_be_and_nothing_saved() {
    let cast = cast().await;
    let changes = UserChanges {
        username: Some("anna".into()),
        ..groups(&[READERS, 99])
    };
    let refused = edit(&cast, &cast.root, &cast.ana, changes).await;
    assert_eq!(
        field_error(refused, "groups"),
        "One of these groups is gone. Choose again."
    );
    let person = cast
        .world
        .show(&cast.root.session, cast.ana.id)
        .await
        .unwrap();
    assert_eq!(
        (person.face.username.as_str(), person.groups.len()),
        ("ana", 0)
    );
}

#[tokio::test]
async fn who_is_gone_cannot_be_changed() {
    let cast = cast().await;
    cast.world
        .delete(&cast.root.session, cast.ana.id)
        .await
        .unwrap();
    for id in [cast.ana.id, 99, 0, -1] {
        let missing = |error: Option<Error>| matches!(error, Some(Error::NotFound(_)));
        let by = &cast.root.session;
        assert!(
            missing(cast.world.edit_user(by, id, &staff(true)).await.err()),
            "{id}"
        );
        assert!(
            missing(
                cast.world
                    .reset_password(by, id, PasswordChoice::None)
                    .await
                    .err()
            ),
            "{id}"
        );
        assert!(missing(cast.world.show(by, id).await.err()), "{id}");
    }
}
