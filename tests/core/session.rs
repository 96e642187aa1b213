//! A session proves nothing by itself: each use reads the account again.

use roster_core::auth::{ChangeUser, DeleteUser, Session, ViewUser};
use roster_core::view::{BulkAction, PasswordChoice, ProfileChanges, UserChanges, UserQuery};
use roster_core::{Error, Result};

use crate::support::{
    ADMINISTRATORS, Cast, EDITORS, PASSWORD, Role, World, cast, forbidden, operator, with_admin,
};

/// Whether a session is refused everywhere it could be used.
async fn has_ended(world: &World, session: &Session) -> bool {
    let ended = |error: Option<Error>| matches!(error, Some(Error::SessionEnded));
    let all = [
        world.roster.read(session).await.err(),
        world.roster.write(session).await.err(),
        world.roster.show_me(session).await.err(),
        world
            .roster
            .change_password(session, "not the password", "five loud birch lanes")
            .await
            .err(),
        world
            .roster
            .choose_password(session, "five loud birch lanes")
            .await
            .err(),
    ]
    .map(ended);
    assert!(
        all.iter().all(|one| *one == all[0]),
        "a session ends everywhere or nowhere: {all:?}"
    );
    all[0]
}

async fn set(cast: &Cast, id: i64, changes: UserChanges) {
    cast.world
        .edit_user(&operator(), id, &changes)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_deactivated_account_is_out_at_once_and_for_good() {
    let cast = cast().await;
    let active = |is_active| UserChanges {
        is_active: Some(is_active),
        ..UserChanges::default()
    };
    set(&cast, cast.editor.id, active(false)).await;
    assert!(has_ended(&cast.world, &cast.editor.session).await);
    set(&cast, cast.editor.id, active(true)).await;
    assert!(
        has_ended(&cast.world, &cast.editor.session).await,
        "an old session does not come back to life"
    );
    assert!(cast.world.roster.sign_in("editor", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn a_deleted_account_is_out_at_once_and_for_good() {
    let cast = cast().await;
    cast.world
        .delete(&cast.root.session, cast.editor.id)
        .await
        .unwrap();
    assert!(has_ended(&cast.world, &cast.editor.session).await);
    cast.world
        .restore(&cast.root.session, cast.editor.id)
        .await
        .unwrap();
    assert!(
        has_ended(&cast.world, &cast.editor.session).await,
        "an old session does not come back to life"
    );
    assert!(cast.world.roster.sign_in("editor", PASSWORD).await.is_ok());
    cast.world
        .purge(&cast.root.session, cast.reader.id)
        .await
        .unwrap();
    assert!(
        has_ended(&cast.world, &cast.reader.session).await,
        "deleted for good"
    );
}

#[tokio::test]
async fn whoever_loses_a_flag_signs_in_again() {
    let cast = cast().await;
    let second = cast.world.add("second", Role::Superuser).await;
    let lose_staff = UserChanges {
        is_staff: Some(false),
        ..UserChanges::default()
    };
    let lose_all = UserChanges {
        is_superuser: Some(false),
        ..UserChanges::default()
    };
    set(&cast, cast.editor.id, lose_staff).await;
    set(&cast, second.id, lose_all).await;
    assert!(has_ended(&cast.world, &cast.editor.session).await);
    assert!(has_ended(&cast.world, &second.session).await);
}

#[tokio::test]
async fn so_does_whoever_loses_it_among_many_or_by_an_undo() {
    let cast = cast().await;
    let root = &cast.root.session;
    let world = &cast.world;
    world
        .bulk(root, BulkAction::Deactivate, &[cast.ana.id, cast.editor.id])
        .await
        .unwrap();
    assert!(has_ended(world, &cast.ana.session).await);
    assert!(has_ended(world, &cast.editor.session).await);
    let promoted = UserChanges {
        is_superuser: Some(true),
        ..UserChanges::default()
    };
    set(&cast, cast.admin.id, promoted).await;
    let before = world.roster.sign_in("admin", PASSWORD).await.unwrap();
    let promotion = world
        .value("select max(id) from event where action = 'change'")
        .await;
    world.undo(root, promotion, false).await.unwrap();
    assert!(has_ended(world, &before).await, "a promotion was undone");
    world
        .bulk(root, BulkAction::Trash, &[cast.reader.id])
        .await
        .unwrap();
    assert!(has_ended(world, &cast.reader.session).await);
}

#[tokio::test]
async fn rights_follow_the_groups_at_each_call() {
    let cast = cast().await;
    let world = &cast.world;
    let groups = |groups: &[i64]| UserChanges {
        groups: Some(groups.to_vec()),
        ..UserChanges::default()
    };
    let opens_list = async || {
        world
            .list(&cast.reader.session, &UserQuery::default())
            .await
    };
    assert!(opens_list().await.is_ok());
    set(&cast, cast.reader.id, groups(&[])).await;
    assert!(
        forbidden(opens_list().await).contains("the right to see people"),
        "a right that was taken is gone"
    );
    set(&cast, cast.reader.id, groups(&[EDITORS])).await;
    assert!(
        opens_list().await.is_ok(),
        "a right that was given is there, without signing in again"
    );
    world
        .run("delete from group_permission where group_id = 2 and permission = 'user.view'")
        .await;
    assert!(
        opens_list().await.is_err(),
        "and groups' own rights count as they are"
    );
    world.permit("reader", &["user.view"]).await;
    assert!(
        opens_list().await.is_ok(),
        "a right of one's own counts like a group's"
    );
}

#[tokio::test]
async fn what_takes_nothing_away_ends_no_session() {
    let cast = cast().await;
    let changes = UserChanges {
        username: Some("renamed".into()),
        groups: Some(vec![]),
        profile: Some(ProfileChanges {
            email: Some("a@b.example".into()),
            ..ProfileChanges::default()
        }),
        ..UserChanges::default()
    };
    set(&cast, cast.reader.id, changes).await;
    cast.world
        .roster
        .sign_in("renamed", PASSWORD)
        .await
        .unwrap();
    assert!(
        !has_ended(&cast.world, &cast.reader.session).await,
        "a name, an address, a second window"
    );
    let promoted = UserChanges {
        is_staff: Some(true),
        is_superuser: Some(true),
        ..UserChanges::default()
    };
    set(&cast, cast.ana.id, promoted).await;
    let me = cast.world.roster.show_me(&cast.ana.session).await.unwrap();
    assert!(me.is_superuser, "and what is given counts at once");
}

#[tokio::test]
async fn a_password_set_by_another_ends_every_session() {
    let cast = cast().await;
    let second = cast.world.roster.sign_in("ana", PASSWORD).await.unwrap();
    for choice in [PasswordChoice::None, PasswordChoice::Temporary] {
        cast.world
            .reset_password(&cast.root.session, cast.ana.id, choice)
            .await
            .unwrap();
        for session in [&cast.ana.session, &second] {
            assert!(has_ended(&cast.world, session).await);
        }
    }
}

#[tokio::test]
async fn somebody_with_a_temporary_password_can_only_choose_one() {
    let (world, root) = with_admin().await;
    let ana = world.add("ana", Role::Administrator).await;
    let passphrase = world
        .reset_password(&root.session, ana.id, PasswordChoice::Temporary)
        .await;
    let session = world
        .roster
        .sign_in("ana", &passphrase.unwrap().unwrap())
        .await
        .unwrap();
    let stopped = |result: Result<()>| matches!(result, Err(Error::PasswordChangeRequired));
    assert!(
        stopped(world.roster.read(&session).await.map(drop)),
        "nothing is shown"
    );
    assert!(
        stopped(world.roster.write(&session).await.map(drop)),
        "nothing is changed"
    );
    let me = world.roster.show_me(&session).await.unwrap();
    assert!(
        me.must_change_password,
        "but who they are, so that the window knows what to ask"
    );
    let session = world
        .roster
        .choose_password(&session, "five loud birch lanes")
        .await
        .unwrap();
    assert!(
        !world
            .roster
            .show_me(&session)
            .await
            .unwrap()
            .must_change_password
    );
    assert!(world.roster.read(&session).await.is_ok());
}

#[tokio::test]
async fn an_inactive_or_plain_account_has_no_rights_whatever_its_groups() {
    let cast = cast().await;
    set(
        &cast,
        cast.ana.id,
        UserChanges {
            groups: Some(vec![ADMINISTRATORS]),
            ..UserChanges::default()
        },
    )
    .await;
    let me = cast.world.roster.show_me(&cast.ana.session).await.unwrap();
    assert_eq!(
        (me.opens_people, me.permissions),
        (false, vec![]),
        "the panel is for staff"
    );
    let read = cast.world.roster.read(&cast.ana.session).await.unwrap();
    assert_eq!(
        forbidden(read.grant::<ViewUser>()),
        "Only staff can manage people. Ask an administrator."
    );
    let write = cast.world.roster.write(&cast.ana.session).await.unwrap();
    assert!(!forbidden(write.grant::<ChangeUser>()).is_empty());
    let write = cast.world.roster.write(&cast.ana.session).await.unwrap();
    assert!(!forbidden(write.grant::<DeleteUser>()).is_empty());
}

#[tokio::test]
async fn a_session_belongs_to_one_roster() {
    let (world, _) = with_admin().await;
    let (other, _) = with_admin().await;
    let ana = other.add("ana", Role::Plain).await;
    assert!(
        has_ended(&world, &ana.session).await,
        "there is no such account here"
    );
}

#[tokio::test]
async fn the_operator_has_all_rights_and_no_account() {
    let cast = cast().await;
    let operator = operator();
    assert_eq!(operator.user_id(), None);
    assert!(
        cast.world
            .list(&operator, &UserQuery::default())
            .await
            .is_ok()
    );
    assert!(matches!(
        cast.world.roster.show_me(&operator).await,
        Err(Error::NotFound(_))
    ));
    assert!(
        forbidden(cast.world.roster.change_password(&operator, "x", "y").await)
            .contains("Only a person")
    );
    let changes = ProfileChanges {
        bio: Some("set".into()),
        ..ProfileChanges::default()
    };
    cast.world
        .edit_profile(&operator, cast.root.id, &changes, None)
        .await
        .unwrap();
    let event = cast.world.last_event().await;
    assert_eq!(
        (event.actor_id, event.actor_name.as_str()),
        (None, "rosterctl (maria)"),
        "history names the login"
    );
}
