//! Who changes whom: nobody themselves, nobody above themselves, and nobody gives what they do not have.

use roster_core::view::{PasswordChoice, ProfileChanges, UserChanges};
use serde_json::json;

use crate::support::{ADMINISTRATORS, Cast, EDITORS, READERS, Role, Somebody, cast, forbidden};
use crate::user_edit::{edit, groups, staff, username};

fn active(is_active: bool) -> UserChanges {
    UserChanges {
        is_active: Some(is_active),
        ..UserChanges::default()
    }
}

fn superuser(is_superuser: bool) -> UserChanges {
    UserChanges {
        is_superuser: Some(is_superuser),
        ..UserChanges::default()
    }
}

/// Gives the editor the right to change accounts, and no other.
async fn cast_with_changer() -> Cast {
    let cast = cast().await;
    cast.world.permit("editor", &["user.change"]).await;
    cast
}

#[tokio::test]
async fn nobody_changes_their_own_name_flags_or_groups() {
    let cast = cast().await;
    for own in [&cast.root, &cast.admin] {
        for (changes, what) in [
            (username("other"), "username"),
            (active(false), "status and groups"),
            (groups(&[EDITORS]), "status and groups"),
            (staff(false), "role"),
            (superuser(own.id == cast.admin.id), "role"),
        ] {
            let refused = edit(&cast, own, own, changes).await;
            assert_eq!(
                forbidden(refused),
                format!("Nobody changes their own {what}. Ask another administrator.")
            );
        }
    }
    let unchanged = UserChanges {
        permissions: None,
        username: Some("admin".into()),
        is_active: Some(true),
        is_staff: Some(true),
        is_superuser: Some(false),
        groups: Some(vec![ADMINISTRATORS]),
        profile: Some(ProfileChanges {
            bio: Some("mine".into()),
            ..ProfileChanges::default()
        }),
    };
    edit(&cast, &cast.admin, &cast.admin, unchanged)
        .await
        .expect("what a form repeats unchanged needs no right");
}

#[tokio::test]
async fn only_a_superuser_touches_a_superuser() {
    let cast = cast().await;
    let second = cast.world.add("second", Role::Superuser).await;
    let bio = UserChanges {
        profile: Some(ProfileChanges {
            bio: Some("x".into()),
            ..ProfileChanges::default()
        }),
        ..UserChanges::default()
    };
    for changes in [
        username("x"),
        active(false),
        staff(false),
        groups(&[READERS]),
        bio,
        superuser(false),
    ] {
        let refused = edit(&cast, &cast.admin, &second, changes.clone()).await;
        assert_eq!(
            forbidden(refused),
            "Only a superuser can change a superuser.",
            "{changes:?}"
        );
        edit(&cast, &cast.root, &second, changes).await.unwrap();
    }
    let refused = edit(&cast, &cast.admin, &cast.ana, superuser(true)).await;
    assert_eq!(
        forbidden(refused),
        "Only a superuser can make or unmake a superuser."
    );
    edit(&cast, &cast.root, &cast.ana, superuser(true))
        .await
        .unwrap();
}

#[tokio::test]
async fn nobody_grants_a_right_that_they_do_not_hold() {
    let cast = cast_with_changer().await;
    let refused = edit(&cast, &cast.editor, &cast.ana, groups(&[ADMINISTRATORS])).await;
    assert!(forbidden(refused).contains("Nobody grants a right that they do not hold."));
    edit(&cast, &cast.editor, &cast.ana, groups(&[EDITORS, READERS]))
        .await
        .unwrap();
    // Groups that stay are not granted, whoever gave them.
    edit(&cast, &cast.root, &cast.ana, groups(&[ADMINISTRATORS]))
        .await
        .unwrap();
    edit(
        &cast,
        &cast.editor,
        &cast.ana,
        groups(&[ADMINISTRATORS, READERS]),
    )
    .await
    .unwrap();
    let refused = edit(&cast, &cast.editor, &cast.ana, staff(true)).await;
    assert!(
        forbidden(refused).contains("the right to"),
        "staff opens the panel, where dormant rights wake up: that grants them too"
    );
    let person = cast
        .world
        .show(&cast.editor.session, cast.ana.id)
        .await
        .unwrap();
    assert!(
        person.may.edit_staff.is_some(),
        "which the window is told beforehand"
    );
    edit(&cast, &cast.root, &cast.ana, staff(true))
        .await
        .unwrap();
    edit(&cast, &cast.editor, &cast.ana, staff(false))
        .await
        .expect("to take is not to grant");
}

#[tokio::test]
async fn nobody_takes_over_an_account_with_more_rights() {
    let cast = cast_with_changer().await;
    let reset = async |by: &Somebody, target: &Somebody| {
        cast.world
            .reset_password(&by.session, target.id, PasswordChoice::Temporary)
            .await
    };
    assert!(
        forbidden(reset(&cast.editor, &cast.admin).await).starts_with("They have the right to"),
        "who sets a password can sign in with it"
    );
    assert_eq!(
        forbidden(reset(&cast.admin, &cast.root).await),
        "Only a superuser can change a superuser."
    );
    assert!(
        forbidden(reset(&cast.admin, &cast.admin).await).contains("Change password"),
        "one's own needs the current one"
    );
    assert!(
        forbidden(reset(&cast.reader, &cast.ana).await).contains("the right to change accounts")
    );
    assert!(reset(&cast.editor, &cast.ana).await.unwrap().is_some());
    assert!(reset(&cast.admin, &cast.editor).await.unwrap().is_some());
    let event = cast.world.last_event().await;
    assert_eq!(
        (event.action.as_str(), event.target_id, event.changes()),
        ("reset_password", Some(cast.editor.id), json!({}))
    );
}
