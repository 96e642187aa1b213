//! Profiles: whose they are to see and to change, and two who change one at once.

use roster_core::Error;

use crate::profile::change;
use crate::support::{cast, forbidden};

#[tokio::test]
async fn a_conflict_shows_the_person_as_they_are_now() {
    let cast = cast().await;
    let id = cast.ana.id;
    let seen = cast.world.version(id).await;
    cast.world
        .edit_profile(
            &cast.editor.session,
            id,
            &change("bio", "by the editor"),
            None,
        )
        .await
        .unwrap();
    let write = cast.world.roster.write(&cast.ana.session).await.unwrap();
    let late = write
        .edit_profile(id, seen, &change("location", "Porto"), None)
        .await;
    let Err(Error::Conflict(current)) = late else {
        panic!("must be a conflict: {late:?}")
    };
    assert_eq!(
        (current.bio.as_str(), current.location.as_str()),
        ("by the editor", "")
    );
    assert_eq!(current.changed_by.as_deref(), Some("editor"));
    let write = cast.world.roster.write(&cast.ana.session).await.unwrap();
    let again = write
        .edit_profile(id, current.version, &change("location", "Porto"), None)
        .await
        .unwrap()
        .person;
    assert_eq!(
        (again.bio.as_str(), again.location.as_str()),
        ("by the editor", "Porto"),
        "both are there"
    );
}

#[tokio::test]
async fn profiles_are_ones_own_and_others_need_a_right() {
    let cast = cast().await;
    let edit = async |by, id| {
        cast.world
            .edit_profile(by, id, &change("bio", "x"), None)
            .await
    };
    for somebody in [
        &cast.ana,
        &cast.reader,
        &cast.editor,
        &cast.admin,
        &cast.root,
    ] {
        assert!(
            edit(&somebody.session, somebody.id).await.is_ok(),
            "one's own"
        );
    }
    assert_eq!(
        forbidden(edit(&cast.ana.session, cast.reader.id).await),
        "Only staff can manage people. Ask an administrator."
    );
    assert_eq!(
        forbidden(edit(&cast.reader.session, cast.ana.id).await),
        "You need the right to change profiles. Ask an administrator."
    );
    assert_eq!(
        forbidden(edit(&cast.editor.session, cast.root.id).await),
        "Only a superuser can change a superuser."
    );
    let clear = change("bio", "");
    for by in [&cast.editor, &cast.admin, &cast.root] {
        cast.world
            .edit_profile(&by.session, cast.ana.id, &clear, None)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn others_are_seen_with_the_right_to() {
    let cast = cast().await;
    assert!(
        cast.world
            .show(&cast.ana.session, cast.ana.id)
            .await
            .unwrap()
            .is_me
    );
    assert!(
        forbidden(cast.world.show(&cast.ana.session, cast.root.id).await).contains("Only staff")
    );
    assert!(
        forbidden(cast.world.show(&cast.ana.session, 99).await).contains("Only staff"),
        "nor is it told who exists"
    );
    assert!(
        !cast
            .world
            .show(&cast.reader.session, cast.root.id)
            .await
            .unwrap()
            .is_me
    );
}

#[tokio::test]
async fn a_site_is_opened_by_those_who_see_the_person() {
    let cast = cast().await;
    let site = async |by, id| {
        cast.world
            .roster
            .read(by)
            .await
            .unwrap()
            .show_site(id)
            .await
    };
    assert_eq!(site(&cast.ana.session, cast.ana.id).await.unwrap(), None);
    cast.world
        .edit_profile(
            &cast.ana.session,
            cast.ana.id,
            &change("portfolio_site", "ana.example"),
            None,
        )
        .await
        .unwrap();
    assert_eq!(
        site(&cast.reader.session, cast.ana.id)
            .await
            .unwrap()
            .unwrap()
            .as_str(),
        "https://ana.example/"
    );
    assert!(!forbidden(site(&cast.ana.session, cast.reader.id).await).is_empty());
}
