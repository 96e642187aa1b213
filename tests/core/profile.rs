//! Profiles: every field and its limits, one's own and others', and the row of history.

use roster_core::view::{Person, ProfileChanges};
use serde_json::json;

use crate::support::{PASSWORD, cast, field_error, field_errors};

/// A change of one field, by its name.
pub(crate) fn change(field: &str, value: &str) -> ProfileChanges {
    serde_json::from_value(json!({ field: value })).unwrap()
}

/// What a field holds, by its name.
fn show(person: &Person, field: &str) -> String {
    let json = serde_json::to_value(person).unwrap();
    json[field].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn every_field_takes_what_fits_and_clears() {
    let cast = cast().await;
    let (session, id) = (&cast.ana.session, cast.ana.id);
    for (field, typed, stored) in [
        ("email", " Ana@Home.example ", "Ana@Home.example"),
        ("first_name", " Ana ", "Ana"),
        ("last_name", "Núñez de la Peña", "Núñez de la Peña"),
        ("bio", "one\r\ntwo\n", "one\ntwo"),
        ("location", "Göteborg, Sweden", "Göteborg, Sweden"),
        ("birth_date", "9 April 1987", "1987-04-09"),
        ("birth_date", "2026-06-14", "2026-06-14"),
        ("birth_date", "1900-01-01", "1900-01-01"),
        ("phone_number", "+46 (0)70-123.45", "+46 (0)70-123.45"),
        ("portfolio_site", "ana.example/me", "https://ana.example/me"),
        ("portfolio_site", "http://ana.example", "http://ana.example"),
    ] {
        let person = cast
            .world
            .edit_profile(session, id, &change(field, typed), None)
            .await
            .unwrap();
        assert_eq!(show(&person, field), stored, "{field} {typed:?}");
        let person = cast
            .world
            .edit_profile(session, id, &change(field, ""), None)
            .await
            .unwrap();
        assert_eq!(show(&person, field), "", "an empty {field} clears");
    }
}

#[tokio::test]
async fn every_field_refuses_what_does_not_fit() {
    let cast = cast().await;
    let (session, id) = (&cast.ana.session, cast.ana.id);
    let long = |count: usize| "x".repeat(count);
    let email = format!("{}@home.example", long(245));
    let site = format!("https://ana.example/{}", long(2000));
    let (name, bio, location, phone) = (long(151), long(5001), long(101), "1".repeat(33));
    for (field, typed, says) in [
        ("email", "ana", "has an “@” in it"),
        ("email", "ana@home", "missing an ending"),
        (
            "email",
            "ana\u{202E}@home.example",
            "hidden control character",
        ),
        ("email", email.as_str(), "at most 254"),
        ("first_name", &name, "at most 150"),
        ("first_name", "A\0na", "hidden control character"),
        ("first_name", "A\nna", "Line breaks"),
        ("first_name", "\u{202E}anA", "hidden control character"),
        ("last_name", &name, "at most 150"),
        ("last_name", "\u{301}\u{302}", "nothing to see"),
        ("bio", &bio, "at most 5,000"),
        ("bio", "a\u{7}b", "hidden control character"),
        ("location", &location, "at most 100"),
        ("location", "a\u{2028}b", "Line breaks"),
        ("birth_date", "31 February 2001", "no such day"),
        ("birth_date", "2001-02-31", "no such day"),
        ("birth_date", "2026-06-15", "still to come"),
        ("birth_date", "1850-01-01", "go back to 1900"),
        ("birth_date", "yesterday", "like 9 April 1987"),
        ("phone_number", &phone, "at most 32"),
        ("phone_number", "call me", "can’t be part of a phone number"),
        ("phone_number", "1", "at least three digits"),
        (
            "portfolio_site",
            "javascript:alert(1)",
            "begin with https:// or http://",
        ),
        (
            "portfolio_site",
            "file:///etc/passwd",
            "begin with https:// or http://",
        ),
        (
            "portfolio_site",
            "https://ana:secret@home.example",
            "name or password",
        ),
        ("portfolio_site", "home", "missing an ending"),
        ("portfolio_site", &site, "at most 2,000"),
    ] {
        let refused = cast
            .world
            .edit_profile(session, id, &change(field, typed), None)
            .await;
        let said = field_error(refused, field);
        assert!(
            said.replace('\'', "’").contains(says),
            "{field} {typed:.30?}: {said}"
        );
    }
    assert_eq!(cast.world.version(id).await, 1, "nothing was saved");
}

#[tokio::test]
async fn every_limit_itself_fits() {
    let cast = cast().await;
    // Characters count, however many bytes they take.
    let long = |count: usize| "ü".repeat(count);
    let site = format!("https://ana.example/{}", "x".repeat(1980));
    for (field, typed) in [
        ("first_name", long(150)),
        ("last_name", long(150)),
        ("bio", long(5000)),
        ("location", long(100)),
        ("phone_number", "1".repeat(32)),
        ("portfolio_site", site),
    ] {
        let changes = change(field, &typed);
        let person = cast
            .world
            .edit_profile(&cast.ana.session, cast.ana.id, &changes, None)
            .await
            .unwrap();
        assert_eq!(show(&person, field), typed);
    }
}

#[tokio::test]
async fn today_is_the_clocks_today() {
    let cast = cast().await;
    let tomorrow = change("birth_date", "2026-06-15");
    let edit = async || {
        cast.world
            .edit_profile(&cast.ana.session, cast.ana.id, &tomorrow, None)
            .await
    };
    field_error(edit().await, "birth_date");
    cast.world
        .clock
        .advance(jiff::SignedDuration::from_hours(12));
    assert!(edit().await.is_ok(), "born today");
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once_and_nothing_saved() {
    let cast = cast().await;
    let changes = ProfileChanges {
        email: Some("@".into()),
        location: Some("x".repeat(101)),
        bio: Some("fine".into()),
        ..ProfileChanges::default()
    };
    let refused = cast
        .world
        .edit_profile(&cast.ana.session, cast.ana.id, &changes, None)
        .await;
    assert_eq!(
        refused.as_ref().err().map(ToString::to_string).as_deref(),
        Some("2 fields need attention.")
    );
    assert_eq!(
        field_errors(refused)
            .keys()
            .map(String::as_str)
            .collect::<Vec<_>>(),
        ["email", "location"]
    );
    let person = cast
        .world
        .show(&cast.ana.session, cast.ana.id)
        .await
        .unwrap();
    assert_eq!((person.bio.as_str(), person.version), ("", 1));
}

#[tokio::test]
async fn a_change_stands_in_history_with_old_and_new() {
    let cast = cast().await;
    let (session, id) = (&cast.ana.session, cast.ana.id);
    let edit = async |field: &str, value: &str| {
        cast.world
            .edit_profile(session, id, &change(field, value), None)
            .await
            .unwrap()
    };
    edit("first_name", "Ana").await;
    let person = edit("first_name", "Anna").await;
    assert_eq!(
        (person.version, person.changed_by.as_deref()),
        (3, Some("Ana")),
        "who did it, as they were called then"
    );
    let event = cast.world.last_event().await;
    assert_eq!(
        (
            event.action.as_str(),
            event.actor_id,
            event.actor_name.as_str()
        ),
        ("change", Some(id), "Ana")
    );
    assert_eq!(
        (event.target_id, event.target_name.as_str()),
        (Some(id), "Anna")
    );
    assert_eq!(event.changes(), json!({"first_name": ["Ana", "Anna"]}));

    let before = cast.world.events().await.len();
    assert_eq!(edit("first_name", "  Anna ").await.version, 3);
    assert_eq!(edit("location", " ").await.version, 3);
    assert_eq!(
        cast.world.events().await.len(),
        before,
        "what changes nothing leaves no trace"
    );
}

#[tokio::test]
async fn what_is_absent_stays() {
    let cast = cast().await;
    let (session, id) = (&cast.ana.session, cast.ana.id);
    let edit = async |changes: ProfileChanges| {
        cast.world
            .edit_profile(session, id, &changes, None)
            .await
            .unwrap()
    };
    edit(change("bio", "Reads.")).await;
    edit(change("birth_date", "1987-04-09")).await;
    edit(change("email", "ana@home.example")).await;
    let person = edit(change("location", "Porto")).await;
    assert_eq!(
        (
            person.bio.as_str(),
            person.birth_date.as_deref(),
            person.email.as_str()
        ),
        ("Reads.", Some("1987-04-09"), "ana@home.example")
    );
}

#[tokio::test]
async fn a_new_address_signs_in_and_the_old_one_does_not() {
    let cast = cast().await;
    let edit = async |value: &str| {
        cast.world
            .edit_profile(
                &cast.ana.session,
                cast.ana.id,
                &change("email", value),
                None,
            )
            .await
            .unwrap()
    };
    edit("old@home.example").await;
    edit("new@home.example").await;
    assert!(
        cast.world
            .roster
            .sign_in("NEW@home.example", PASSWORD)
            .await
            .is_ok()
    );
    assert!(
        cast.world
            .roster
            .sign_in("old@home.example", PASSWORD)
            .await
            .is_err()
    );
}
