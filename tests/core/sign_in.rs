//! Signing in: by either name, one answer to all that is not right, and what is noted.

use jiff::SignedDuration;
use roster_core::Error;
use roster_core::view::PasswordChoice;
use serde_json::json;

use crate::support::{PASSWORD, Role, World, cast, new_user, operator, typed, with_admin};

/// A roster with Grace, who has an address and full-width letters in mind.
async fn with_grace() -> (World, i64) {
    let (world, root) = with_admin().await;
    let mut form = new_user("Grace.Straße");
    form.email = "Grace@Example.ORG".into();
    let grace = world.add_user(&root.session, &form).await.unwrap();
    (world, grace.face.id)
}

fn is_refused<T>(result: &roster_core::Result<T>) -> bool {
    matches!(result, Err(Error::SignInRefused { .. }))
}

#[tokio::test]
async fn the_name_or_the_address_will_do_in_any_case() {
    let (world, id) = with_grace().await;
    for name in [
        "Grace.Straße",
        "grace.straße",
        "GRACE.STRASSE",
        "  grace.straße\n",
        "ｇｒａｃｅ.straße",
        "Grace@Example.ORG",
        "grace@example.org",
        "GRACE@EXAMPLE.ORG",
    ] {
        let session = world.roster.sign_in(name, PASSWORD).await;
        let session = session.unwrap_or_else(|error| panic!("{name:?}: {error}"));
        assert_eq!(session.user_id(), Some(id), "{name:?}");
    }
    assert!(
        is_refused(&world.roster.sign_in("gráce.straße", PASSWORD).await),
        "an accent is another name"
    );
}

#[tokio::test]
async fn a_password_is_the_same_from_every_keyboard_but_never_trimmed() {
    let (world, _) = with_admin().await;
    let mut form = new_user("zoe");
    form.password = typed("fünf ﬂinke Ahornwege");
    world.add_user(&operator(), &form).await.unwrap();
    assert!(
        world
            .roster
            .sign_in("zoe", "fu\u{308}nf flinke Ahornwege")
            .await
            .is_ok(),
        "NFKC"
    );
    for wrong in [
        " fünf ﬂinke Ahornwege",
        "fünf ﬂinke Ahornwege ",
        "Fünf ﬂinke Ahornwege",
        "fünf ﬂinke  Ahornwege",
    ] {
        assert!(
            is_refused(&world.roster.sign_in("zoe", wrong).await),
            "{wrong:?}"
        );
    }
}

#[tokio::test]
async fn a_password_of_the_greatest_length_signs_in_however_it_is_typed() {
    let (world, _) = with_admin().await;
    // 1,024 characters in normal form, three times as many code points and nine times as many bytes as typed.
    let composed: String = (0..1024)
        .map(|n| char::from_u32(0xAC01 + n % 399 * 28).unwrap_or('각'))
        .collect();
    let decomposed: String = composed.chars().flat_map(decompose_hangul).collect();
    let mut form = new_user("longest");
    form.password = typed(&composed);
    world.add_user(&operator(), &form).await.unwrap();
    assert!(world.roster.sign_in("longest", &composed).await.is_ok());
    assert!(
        world.roster.sign_in("longest", &decomposed).await.is_ok(),
        "as a Mac types it"
    );
}

/// A syllable as its three letters (Unicode 3.12).
fn decompose_hangul(syllable: char) -> [char; 3] {
    let index = u32::from(syllable) - 0xAC00;
    [
        0x1100 + index / (21 * 28),
        0x1161 + index % (21 * 28) / 28,
        0x11A7 + index % 28,
    ]
    .map(|code| char::from_u32(code).unwrap())
}

#[tokio::test]
async fn whatever_is_not_right_gets_one_answer() {
    let (world, _) = with_grace().await;
    for (name, state) in [
        ("inactive", "is_active = 0"),
        ("trashed", "deleted_at = 1"),
        ("nopassword", "password_hash = null"),
        ("nonsense", "password_hash = 'x'"),
        ("empty", "password_hash = ''"),
    ] {
        world.add_user(&operator(), &new_user(name)).await.unwrap();
        world
            .run(format!("update user set {state} where username = '{name}'"))
            .await;
    }
    let long = "x".repeat(100_000);
    for (name, password) in [
        ("nobody", PASSWORD),
        ("", PASSWORD),
        ("", ""),
        ("Grace.Straße", "four quiet maple road"),
        ("Grace.Straße", ""),
        ("inactive", PASSWORD),
        ("trashed", PASSWORD),
        ("nopassword", PASSWORD),
        ("nopassword", ""),
        ("nonsense", PASSWORD),
        ("nonsense", "x"),
        ("empty", ""),
        (&long, PASSWORD),
        ("Grace.Straße", &long),
        ("Grace.Straße\0", PASSWORD),
        ("%", PASSWORD),
        ("' or 1=1 --", PASSWORD),
    ] {
        let refused = world.roster.sign_in(name, password).await.unwrap_err();
        assert!(
            matches!(refused, Error::SignInRefused { .. }),
            "{name:.20?}: {refused:?}"
        );
        assert_eq!(
            refused.to_string(),
            "The username or password is not right."
        );
    }
}

#[tokio::test]
async fn a_sign_in_is_noted() {
    let (world, root) = with_admin().await;
    world.clock.advance(SignedDuration::from_hours(30));
    let version = world.version(root.id).await;
    world.roster.sign_in("root", PASSWORD).await.unwrap();
    let person = world.show(&root.session, root.id).await.unwrap();
    assert_eq!(
        person.last_login.as_deref(),
        Some("2026-06-15T18:00:00.000Z")
    );
    assert_eq!(
        person.version, version,
        "signing in is no change that an edit could conflict with"
    );
    assert_eq!(
        person.changed_at.as_deref(),
        Some("2026-06-14T12:00:00.000Z"),
        "nor one that is shown as one"
    );
    let event = world.last_event().await;
    assert_eq!(
        (event.action.as_str(), event.actor_id, event.target_id),
        ("sign_in", Some(root.id), Some(root.id))
    );
    assert_eq!((event.at, event.changes()), (1_781_546_400_000, json!({})));
}

#[tokio::test]
async fn each_failure_is_one_event_that_keeps_nothing_typed() {
    let (world, root) = with_admin().await;
    let before = world.events().await.len();
    for (name, password) in [
        ("root", "wrong"),
        ("my secret password", "wrong"),
        ("root", ""),
    ] {
        world.roster.sign_in(name, password).await.unwrap_err();
    }
    let events = world.events().await.split_off(before);
    let seen: Vec<_> = events
        .iter()
        .map(|event| {
            (
                event.action.as_str(),
                event.actor_id,
                event.actor_name.as_str(),
                event.target_id,
                event.target_name.as_str(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("sign_in_failed", None, "", Some(root.id), "root"),
            ("sign_in_failed", None, "", None, ""),
            ("sign_in_failed", None, "", Some(root.id), "root"),
        ],
        "what was typed as a name may be a password"
    );
    assert_eq!(
        world
            .show(&root.session, root.id)
            .await
            .unwrap()
            .last_login
            .unwrap(),
        "2026-06-14T12:00:00.000Z"
    );
}

#[tokio::test]
async fn a_temporary_password_ends_after_seven_days() {
    let (world, root) = with_admin().await;
    let ana = world.add("ana", Role::Plain).await;
    let choice = PasswordChoice::Temporary;
    let passphrase = world
        .reset_password(&root.session, ana.id, choice)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(passphrase.split('-').count(), 4, "four words: {passphrase}");

    world
        .clock
        .advance(SignedDuration::from_hours(7 * 24) - SignedDuration::from_millis(1));
    assert!(
        world.roster.sign_in("ana", &passphrase).await.is_ok(),
        "until the last moment"
    );
    world.clock.advance(SignedDuration::from_millis(1));
    assert!(
        is_refused(&world.roster.sign_in("ana", &passphrase).await),
        "then it is a password like any that is not right"
    );
    assert_eq!(world.last_event().await.action, "sign_in_failed");
    let ana = world.show(&root.session, ana.id).await.unwrap();
    assert!(ana.has_expired_password, "administrators see why");
}

#[tokio::test]
async fn a_chosen_password_never_ends() {
    let (world, root) = with_admin().await;
    world
        .clock
        .advance(SignedDuration::from_hours(24 * 365 * 10));
    let session = world.roster.sign_in("root", PASSWORD).await.unwrap();
    assert_eq!(session.user_id(), Some(root.id));
}

#[tokio::test]
async fn a_password_can_be_verified_without_signing_in() {
    let cast = cast().await;
    let (world, before) = (&cast.world, cast.world.events().await.len());
    assert!(world.roster.verify_password("ana", PASSWORD).await.unwrap());
    assert_eq!(world.events().await.len(), before, "which is no sign-in");
    for name in ["ana", "nobody"] {
        assert!(!world.roster.verify_password(name, "wrong").await.unwrap());
    }
    assert_eq!(
        world.events().await.len(),
        before + 2,
        "but failures count like any other"
    );
}

#[tokio::test]
async fn accounts_that_signed_in_here_are_shown_while_they_can() {
    let cast = cast().await;
    let ids = [cast.editor.id, cast.ana.id, 99, cast.root.id];
    let shown = async || -> Vec<String> {
        let accounts = cast.world.roster.list_recent_accounts(&ids).await.unwrap();
        accounts
            .into_iter()
            .map(|account| account.face.username)
            .collect()
    };
    assert_eq!(
        shown().await,
        ["editor", "ana", "root"],
        "in the order that was asked for"
    );
    cast.world
        .delete(&cast.root.session, cast.editor.id)
        .await
        .unwrap();
    cast.world
        .run("update user set is_active = 0 where username = 'ana'")
        .await;
    assert_eq!(
        shown().await,
        ["root"],
        "the deleted and the inactive are not shown"
    );
}
