//! Pictures in the database: one transaction with the profile, a version, and eyes that may see them.

use std::io::Cursor;

use roster_core::auth::{ChangeUser, Session};
use roster_core::picture::{Avatar, EncodedImage, Picture};
use roster_core::view::{ProfileChanges, UserChanges};
use roster_core::{AvatarEdit, AvatarSize, Error, Result};
use serde_json::json;

use crate::support::{Cast, cast, forbidden};

/// A picture as the picture module hands it over; what is in it does not matter here.
fn picture(mark: u8) -> AvatarEdit {
    let image = |size: usize| EncodedImage {
        bytes: vec![mark; size],
        mime: "image/png",
    };
    AvatarEdit::Use(Box::new(Avatar {
        large: image(2000),
        small: image(200),
        hash: format!("{mark:016x}"),
    }))
}

async fn set(cast: &Cast, by: &Session, id: i64, edit: AvatarEdit) -> Result<Option<String>> {
    let person = cast
        .world
        .edit_profile(by, id, &ProfileChanges::default(), Some(edit))
        .await?;
    Ok(person.face.avatar)
}

async fn see(cast: &Cast, by: &Session, id: i64, size: AvatarSize) -> Result<Option<Vec<u8>>> {
    let mut read = cast.world.roster.read(by).await?;
    Ok(read.show_avatar(id, size).await?.map(|image| image.bytes))
}

#[tokio::test]
async fn a_picture_is_set_replaced_and_removed() {
    let cast = cast().await;
    let (session, id) = (&cast.ana.session, cast.ana.id);
    assert_eq!(
        see(&cast, session, id, AvatarSize::Large).await.unwrap(),
        None,
        "initials at first"
    );
    let first = set(&cast, session, id, picture(1)).await.unwrap();
    assert_eq!(
        see(&cast, session, id, AvatarSize::Large).await.unwrap(),
        Some(vec![1; 2000])
    );
    assert_eq!(
        see(&cast, session, id, AvatarSize::Small).await.unwrap(),
        Some(vec![1; 200])
    );
    let second = set(&cast, session, id, picture(2)).await.unwrap();
    assert!(
        first.is_some() && second.is_some() && first != second,
        "each picture has a version of its own"
    );
    assert_eq!(
        see(&cast, session, id, AvatarSize::Small).await.unwrap(),
        Some(vec![2; 200])
    );
    assert_eq!(
        set(&cast, session, id, AvatarEdit::Remove).await.unwrap(),
        None
    );
    assert_eq!(
        see(&cast, session, id, AvatarSize::Small).await.unwrap(),
        None
    );
    assert_eq!(
        cast.world.version(id).await,
        4,
        "each is a change that an edit could conflict with"
    );
}

#[tokio::test]
async fn a_chosen_picture_comes_back_in_both_sizes() {
    let cast = cast().await;
    let (session, id) = (&cast.ana.session, cast.ana.id);
    let mut chosen = Vec::new();
    image::RgbImage::from_pixel(30, 20, image::Rgb([200, 30, 30]))
        .write_to(&mut Cursor::new(&mut chosen), image::ImageFormat::Png)
        .unwrap();
    let chosen = Picture::read(chosen).unwrap();
    let avatar = chosen.crop(chosen.central_crop()).unwrap();
    let hash = avatar.hash.clone();
    let shown = set(&cast, session, id, AvatarEdit::Use(Box::new(avatar))).await;
    assert_eq!(shown.unwrap(), Some(hash), "its version is in the profile");
    for (size, pixels) in [(AvatarSize::Large, 512), (AvatarSize::Small, 96)] {
        let bytes = see(&cast, session, id, size).await.unwrap().unwrap();
        let image = image::load_from_memory(&bytes).unwrap();
        assert_eq!((image.width(), image.height()), (pixels, pixels));
    }
}

#[tokio::test]
async fn a_picture_stands_in_history_by_its_version() {
    let cast = cast().await;
    let (session, id) = (&cast.ana.session, cast.ana.id);
    set(&cast, session, id, picture(1)).await.unwrap();
    assert_eq!(
        cast.world.last_event().await.changes(),
        json!({"avatar": [null, "0000000000000001"]}),
        "never by its bytes"
    );
    let before = cast.world.events().await.len();
    set(&cast, session, id, picture(1)).await.unwrap();
    assert_eq!(
        cast.world.events().await.len(),
        before,
        "the same picture again is no change"
    );
    set(&cast, session, id, AvatarEdit::Remove).await.unwrap();
    set(&cast, session, id, AvatarEdit::Remove).await.unwrap();
    assert_eq!(
        cast.world.events().await.len(),
        before + 1,
        "nor is removing none"
    );
}

#[tokio::test]
async fn picture_and_profile_change_together_or_not_at_all() {
    let cast = cast().await;
    let (session, id) = (&cast.ana.session, cast.ana.id);
    let wrong = ProfileChanges {
        email: Some("@".into()),
        ..ProfileChanges::default()
    };
    assert!(
        cast.world
            .edit_profile(session, id, &wrong, Some(picture(1)))
            .await
            .is_err()
    );
    assert_eq!(
        see(&cast, session, id, AvatarSize::Small).await.unwrap(),
        None,
        "a form with a wrong field"
    );

    set(&cast, session, id, picture(1)).await.unwrap();
    let write = cast.world.roster.write(session).await.unwrap();
    let late = write
        .edit_profile(id, 1, &ProfileChanges::default(), Some(picture(2)))
        .await;
    assert!(matches!(late, Err(Error::Conflict(_))));
    assert_eq!(
        see(&cast, session, id, AvatarSize::Small).await.unwrap(),
        Some(vec![1; 200]),
        "a conflict keeps the old picture"
    );

    cast.world
        .run("update sqlite_sequence set seq = 9223372036854775807 where name = 'event'")
        .await;
    let full = set(&cast, session, id, picture(2)).await;
    assert!(matches!(full, Err(Error::Database(_))));
    assert_eq!(
        see(&cast, session, id, AvatarSize::Small).await.unwrap(),
        Some(vec![1; 200]),
        "so does a full disk"
    );
}

#[tokio::test]
async fn an_account_and_its_picture_change_in_one_step() {
    let cast = cast().await;
    let changes = UserChanges {
        is_staff: Some(true),
        ..UserChanges::default()
    };
    let grant = cast
        .world
        .roster
        .write(&cast.root.session)
        .await
        .unwrap()
        .grant::<ChangeUser>()
        .unwrap();
    let saved = grant
        .edit_user(cast.ana.id, 1, &changes, Some(picture(3)))
        .await
        .unwrap();
    let person = saved.person;
    assert_eq!((person.is_staff, person.version), (true, 2));
    assert_eq!(person.face.avatar.as_deref(), Some("0000000000000003"));
    assert_eq!(
        cast.world.last_event().await.changes(),
        json!({"is_staff": [false, true], "avatar": [null, "0000000000000003"]})
    );
}

#[tokio::test]
async fn a_picture_is_shown_to_oneself_and_to_those_who_see_people() {
    let cast = cast().await;
    set(&cast, &cast.ana.session, cast.ana.id, picture(1))
        .await
        .unwrap();
    set(&cast, &cast.root.session, cast.root.id, picture(2))
        .await
        .unwrap();
    let small = AvatarSize::Small;
    for by in [
        &cast.ana,
        &cast.reader,
        &cast.editor,
        &cast.admin,
        &cast.root,
    ] {
        assert!(
            see(&cast, &by.session, cast.ana.id, small)
                .await
                .unwrap()
                .is_some()
        );
    }
    assert!(
        forbidden(see(&cast, &cast.ana.session, cast.root.id, small).await).contains("Only staff")
    );
    assert!(
        see(&cast, &cast.reader.session, cast.root.id, small)
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        see(&cast, &cast.reader.session, 99, small)
            .await
            .unwrap()
            .is_none(),
        "of nobody there is no picture"
    );
}

#[tokio::test]
async fn pictures_are_set_by_those_who_change_profiles() {
    let cast = cast().await;
    for (by, allowed) in [
        (&cast.reader, false),
        (&cast.editor, true),
        (&cast.admin, true),
        (&cast.root, true),
    ] {
        let outcome = set(
            &cast,
            &by.session,
            cast.ana.id,
            picture(by.id.try_into().unwrap()),
        )
        .await;
        assert_eq!(outcome.is_ok(), allowed);
    }
    assert!(
        set(
            &cast,
            &cast.editor.session,
            cast.root.id,
            AvatarEdit::Remove
        )
        .await
        .is_err(),
        "nor a superuser's"
    );
}

#[tokio::test]
async fn a_picture_stays_in_the_trash_unseen_and_comes_back() {
    let cast = cast().await;
    let (session, id) = (&cast.root.session, cast.ana.id);
    set(&cast, &cast.ana.session, id, picture(7)).await.unwrap();
    cast.world.delete(session, id).await.unwrap();
    for size in [AvatarSize::Large, AvatarSize::Small] {
        assert_eq!(see(&cast, session, id, size).await.unwrap(), None);
    }
    let person = cast.world.restore(session, id).await.unwrap();
    assert_eq!(person.face.avatar.as_deref(), Some("0000000000000007"));
    assert_eq!(
        see(&cast, session, id, AvatarSize::Large).await.unwrap(),
        Some(vec![7; 2000])
    );
    cast.world.purge(session, id).await.unwrap();
    assert_eq!(
        cast.world.value::<i64>("select count(*) from avatar").await,
        0,
        "deleted for good, it is gone"
    );
}

#[tokio::test]
async fn the_sign_in_screen_shows_small_pictures_of_those_who_can() {
    let cast = cast().await;
    let roster = &cast.world.roster;
    set(&cast, &cast.ana.session, cast.ana.id, picture(1))
        .await
        .unwrap();
    let image = roster
        .show_recent_avatar(cast.ana.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (image.bytes, image.mime.as_str()),
        (vec![1; 200], "image/png")
    );
    assert!(
        roster
            .show_recent_avatar(cast.root.id)
            .await
            .unwrap()
            .is_none(),
        "initials"
    );
    let accounts = roster.list_recent_accounts(&[cast.ana.id]).await.unwrap();
    assert_eq!(accounts[0].face.avatar.as_deref(), Some("0000000000000001"));
    cast.world
        .run("update user set is_active = 0 where username = 'ana'")
        .await;
    assert!(
        roster
            .show_recent_avatar(cast.ana.id)
            .await
            .unwrap()
            .is_none(),
        "not of the inactive"
    );
    cast.world
        .run("update user set is_active = 1, deleted_at = 1 where username = 'ana'")
        .await;
    assert!(
        roster
            .show_recent_avatar(cast.ana.id)
            .await
            .unwrap()
            .is_none(),
        "nor of the deleted"
    );
}
