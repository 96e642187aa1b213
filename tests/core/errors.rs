//! What leaves the core: errors in one shape, and never a secret in any view.

use std::time::Duration;

use roster_core::auth::{DeleteUser, ViewUser};
use roster_core::view::{AddedUser, PasswordChoice, Person, ProfileChanges, UserQuery};
use roster_core::{DatabaseError, Error, FieldErrors};
use serde_json::{Value, json};

use crate::support::{PASSWORD, cast, new_user};

fn view(error: &Error) -> Value {
    serde_json::to_value(error.to_view()).unwrap()
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a list")]
fn every_error_has_one_shape() {
    let database = |error| Error::Database(error);
    let place = || "/home/ana/roster.db".into();
    for (error, code, message) in [
        (
            Error::SignInRefused {
                wait: Duration::ZERO,
            },
            "sign_in_refused",
            "The username or password is not right.",
        ),
        (
            Error::RecoveryRefused {
                wait: Duration::ZERO,
            },
            "sign_in_refused",
            "The username or the recovery code is not right.",
        ),
        (
            Error::ProofNeeded,
            "proof_needed",
            "This needs your password again.",
        ),
        (
            Error::SessionEnded,
            "session_ended",
            "You were signed out because your account was changed elsewhere. Sign in again.",
        ),
        (
            Error::PasswordChangeRequired,
            "password_change_required",
            "Choose a new password first.",
        ),
        (
            Error::Forbidden("Only staff.".into()),
            "forbidden",
            "Only staff.",
        ),
        (
            Error::AlreadySetUp,
            "forbidden",
            "This roster already has an administrator. Sign in instead.",
        ),
        (Error::NotFound("Gone.".into()), "not_found", "Gone."),
        (
            Error::Protected("The last one.".into()),
            "protected",
            "The last one.",
        ),
        (
            database(DatabaseError::Newer {
                found: 12,
                known: 9,
            }),
            "database",
            "This roster was made by a newer Roster (schema 12, this app knows 9). Install the newest Roster to open it. It was not touched.",
        ),
        (
            database(DatabaseError::NotADatabase { path: place() }),
            "database",
            "/home/ana/roster.db is not a roster. It was not touched.",
        ),
        (
            database(DatabaseError::Damaged { path: place() }),
            "database",
            "The roster at /home/ana/roster.db is damaged and can't be read.",
        ),
        (
            database(DatabaseError::ReadOnly),
            "database",
            "The roster can't be written: the file or its folder is read-only.",
        ),
        (
            database(DatabaseError::DiskFull),
            "database",
            "The disk is full. Nothing was changed; make some room and try again.",
        ),
        (
            database(DatabaseError::Busy),
            "database",
            "Another program is using the roster, such as a backup. Try again in a moment.",
        ),
        (
            database(DatabaseError::Unreachable {
                path: place(),
                reason: "permission denied".into(),
            }),
            "database",
            "The roster at /home/ana/roster.db can't be opened: permission denied.",
        ),
        (
            database(DatabaseError::Other),
            "database",
            "The database reported a problem. The log has the details.",
        ),
        (
            Error::Internal("argon2: secret details".into()),
            "internal",
            "Something went wrong inside Roster. Nothing was changed; the log has the details.",
        ),
    ] {
        assert_eq!(
            view(&error),
            json!({"code": code, "message": message}),
            "{error:?}"
        );
    }
}

#[test]
fn a_wait_is_said_in_words_and_in_milliseconds() {
    for (millis, words) in [
        (1, "1 second"),
        (1_000, "1 second"),
        (1_001, "2 seconds"),
        (59_000, "59 seconds"),
        (60_000, "1 minute"),
        (61_000, "2 minutes"),
        (900_000, "15 minutes"),
    ] {
        let wait = Duration::from_millis(millis);
        assert_eq!(
            view(&Error::Throttled { wait }),
            json!({"code": "throttled", "message": format!("Too many tries. Wait {words}, then try again."),
                "retry_after": millis})
        );
    }
    let wait = Duration::from_secs(8);
    let refused = view(&Error::SignInRefused { wait });
    assert_eq!(
        refused,
        json!({"code": "sign_in_refused", "message": "The username or password is not right.", "retry_after": 8000})
    );
}

#[test]
fn wrong_fields_are_named() {
    let one = Error::Validation(FieldErrors::one("email", "Wrong."));
    assert_eq!(
        view(&one),
        json!({"code": "validation", "message": "Wrong.", "fields": {"email": "Wrong."}})
    );
    let mut errors = FieldErrors::one("username", "Taken.");
    errors.add("email", "Wrong.");
    errors.add("email", "Wrong in another way.");
    assert_eq!(
        view(&Error::Validation(errors)),
        json!({"code": "validation", "message": "2 fields need attention.", "fields": {"email": "Wrong.", "username": "Taken."}}),
        "the first sentence for a field stays"
    );
}

#[tokio::test]
async fn a_conflict_carries_the_person() {
    let cast = cast().await;
    let write = cast.world.roster.write(&cast.ana.session).await.unwrap();
    let changes = ProfileChanges::default();
    let error = write
        .edit_profile(cast.ana.id, 99, &changes, None)
        .await
        .unwrap_err();
    let view = view(&error);
    assert_eq!(view["code"], "conflict");
    assert_eq!(
        view["message"],
        "This was changed elsewhere while you were editing."
    );
    assert_eq!(view["current"]["username"], "ana");
    assert_eq!(view["current"]["version"], 1);
}

#[tokio::test]
async fn the_shape_of_a_person_is_pinned() {
    let cast = cast().await;
    let person = cast
        .world
        .show(&cast.ana.session, cast.ana.id)
        .await
        .unwrap();
    let hue = person.face.hue;
    assert!(hue < 12);
    let mut shown = serde_json::to_value(&person).unwrap();
    let effective = shown["effective"].take();
    assert_eq!(effective["rows"].as_array().unwrap().len(), 10);
    assert_eq!(
        effective["rows"][0],
        json!({
            "permission": "user.view", "held": false, "by_superuser": false, "by_groups": [], "direct": false,
            "edit": "Nobody changes their own status and groups. Ask another administrator.",
        })
    );
    assert_eq!(
        shown,
        json!({
            "id": cast.ana.id, "username": "ana", "name": "ana", "initials": "A", "hue": hue, "avatar": null,
            "version": 1, "email": "", "first_name": "", "last_name": "",
            "is_active": true, "is_staff": false, "is_superuser": false, "must_change_password": false, "has_password": true,
            "has_expired_password": false, "locked_until": null,
            "groups": [], "permissions": [], "effective": null, "date_joined": "2026-06-14T12:00:00.000Z", "last_login": "2026-06-14T12:00:00.000Z",
            "password_changed": "2026-06-14T12:00:00.000Z", "changed_at": "2026-06-14T12:00:00.000Z", "changed_by": "rosterctl (maria)",
            "bio": "", "location": "", "birth_date": null, "phone_number": "", "portfolio_site": "",
            "may": {
                "edit_profile": null,
                "edit_account": "Nobody changes their own username. Ask another administrator.",
                "edit_flags": "Nobody changes their own status and groups. Ask another administrator.",
                "edit_groups": "Nobody changes their own status and groups. Ask another administrator.",
                "edit_staff": "Nobody changes their own role. Ask another administrator.",
                "edit_superuser": "Nobody changes their own role. Ask another administrator.",
                "reset_password": "Use “Change password” in your account menu for your own.",
                "unlock": "Only staff can manage people. Ask an administrator.",
                "delete": "Nobody deletes their own account. Ask another administrator.",
            },
            "is_me": true,
        }),
    );
}

/// Everything that a page or a program can be shown, as JSON.
#[tokio::test]
async fn no_view_holds_a_hash_or_a_password() {
    let cast = cast().await;
    let (world, roster, root) = (&cast.world, &cast.world.roster, &cast.root.session);
    let query = UserQuery {
        limit: 100,
        ..UserQuery::default()
    };
    let mut views: Vec<Value> = Vec::new();
    let mut keep = |view: Value| views.push(view);
    keep(serde_json::to_value(roster.show_me(root).await.unwrap()).unwrap());
    keep(serde_json::to_value(world.list(root, &query).await.unwrap()).unwrap());
    let view_users = async || {
        roster
            .read(root)
            .await
            .unwrap()
            .grant::<ViewUser>()
            .unwrap()
    };
    let details: Vec<Person> = view_users().await.list_details(&query).await.unwrap();
    assert_eq!(details.len(), 5);
    keep(serde_json::to_value(details).unwrap());
    keep(serde_json::to_value(view_users().await.list_groups().await.unwrap()).unwrap());
    let delete = roster
        .read(root)
        .await
        .unwrap()
        .grant::<DeleteUser>()
        .unwrap();
    keep(serde_json::to_value(delete.preview_delete(cast.ana.id).await.unwrap()).unwrap());
    keep(serde_json::to_value(roster.list_recent_accounts(&[cast.ana.id]).await.unwrap()).unwrap());
    let person = world.add_user(root, &new_user("new")).await.unwrap();
    keep(
        serde_json::to_value(AddedUser {
            person,
            event: None,
            temporary_password: None,
        })
        .unwrap(),
    );
    world
        .reset_password(root, cast.ana.id, PasswordChoice::None)
        .await
        .unwrap();
    let write = roster.write(root).await.unwrap();
    let conflict = write
        .edit_profile(cast.ana.id, 99, &ProfileChanges::default(), None)
        .await
        .unwrap_err();
    keep(view(&conflict));
    for event in world.events().await {
        keep(json!([
            event.changes(),
            event.actor_name,
            event.target_name
        ]));
    }

    let hash: String = world
        .value("select password_hash from user where username = 'root'")
        .await;
    let text = Value::Array(views).to_string();
    for secret in [
        hash.as_str(),
        "$argon2",
        "password_hash",
        "session_epoch",
        PASSWORD,
    ] {
        assert!(!text.contains(secret), "{secret} must never leave the core");
    }
}

/// What is printed while looking for a mistake ends up in logs and reports.
#[tokio::test]
async fn nothing_that_can_be_printed_holds_a_hash() {
    let cast = cast().await;
    let read = cast.world.roster.read(&cast.root.session).await.unwrap();
    let printed = format!("{:?} {:?}", read.actor(), cast.root.session);
    assert!(!printed.contains("argon2"), "{printed}");
}
