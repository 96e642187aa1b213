//! Taking people out, so that others and Roster itself can read them.

use std::ops::ControlFlow;

use calcard::vcard::{VCard, VCardProperty, VCardValue};
use roster_core::auth::{ExportData, Session};
use roster_core::view::{
    ExportFormat, ImportDecision, ImportOptions, ImportPasswords, ImportVerdict, ProfileChanges,
    Selection, UserFilter,
};
use roster_core::{AvatarEdit, Error, Result};

use crate::support::{World, cast, forbidden, operator, typed, with_admin};
use proptest::prelude::*;

const RAW: ExportFormat = ExportFormat::Csv { raw: true };
const GUARDED: ExportFormat = ExportFormat::Csv { raw: false };

fn everybody() -> Selection {
    Selection::Matching {
        search: String::new(),
        filter: UserFilter::default(),
        except: Vec::new(),
    }
}

async fn export(world: &World, by: &Session, format: ExportFormat) -> Result<String> {
    let mut out = Vec::new();
    let grant = world
        .roster
        .write(by)
        .await?
        .grant::<ExportData>()?
        .proven()?;
    let mut go_on = |_, _| ControlFlow::Continue(());
    grant
        .export_people(&everybody(), &[], format, &mut out, &mut go_on)
        .await?;
    Ok(String::from_utf8(out).unwrap())
}

/// People with everything, and with odd things.
const TABLE: &str = "username,email,first_name,last_name,is_active,is_staff,is_superuser,groups,date_joined,last_login,bio,location,birth_date,phone_number,portfolio_site\n\
    ana,ana@example.org,Ana,Núñez,true,true,false,\"Choir, Readers\",2019-01-01T12:00:00.123Z,2024-05-01T08:30:00Z,\"one, two; three\\\n\nfour\",Zagreb,1987-04-09,+385 91 555,https://example.org/a?b=c;d\n\
    mia,,=cmd(),@x,false,false,false,\"\"\"Bass, deep\"\"\",2020-02-02,,'=quoted,\"München, Süd\",,,\n\
    山田,y@example.org,花子,,true,false,true,,2021-03-03,,,,,,\n";

async fn with_people() -> World {
    let (world, root) = with_admin().await;
    let done = world.import(&root.session, TABLE, None).await.unwrap();
    assert_eq!((done.added, done.refused), (3, 0), "{:?}", done.troubles);
    let id: i64 = world
        .value("select id from user where username = 'ana'")
        .await;
    let photo = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/fixtures/pictures/progressive.jpg");
    let photo = world.roster.open_picture(&photo).unwrap();
    let avatar = photo.crop(photo.central_crop()).unwrap();
    let edit = AvatarEdit::Use(Box::new(avatar));
    world
        .edit_profile(&root.session, id, &ProfileChanges::default(), Some(edit))
        .await
        .unwrap();
    world
}

#[tokio::test]
async fn json_makes_the_same_roster_again() {
    let world = with_people().await;
    let first = export(&world, &operator(), ExportFormat::Json)
        .await
        .unwrap();
    assert!(!first.contains("argon2") && !first.contains("password_hash"));
    let other = crate::support::empty().await;
    let path = other.write_file("people.json", &first);
    let plan = other
        .plan_file(&operator(), &path, &ImportOptions::default())
        .await
        .unwrap();
    let done = other
        .apply(&operator(), &plan, ImportPasswords::None)
        .await
        .unwrap();
    assert_eq!(
        (done.added, done.pictures, done.troubles.len()),
        (4, 1, 0),
        "{:?}",
        done.troubles
    );
    let second = export(&other, &operator(), ExportFormat::Json)
        .await
        .unwrap();
    assert_eq!(first, second);
    let picture: bool = other
        .value("select length(small) > 100 and mime = 'image/jpeg' from avatar")
        .await;
    assert!(picture);
    let again = other
        .plan_file(&operator(), &path, &ImportOptions::default())
        .await
        .unwrap();
    assert_eq!(again.summary().skip, 4, "a second time, nothing is new");
}

#[tokio::test]
async fn tables_make_the_same_people_again() {
    let world = with_people().await;
    for format in [GUARDED, RAW] {
        let table = export(&world, &operator(), format).await.unwrap();
        assert_eq!(table.contains("'=cmd()"), format == GUARDED);
        let other = crate::support::empty().await;
        let done = other.import(&operator(), &table, None).await.unwrap();
        assert_eq!(
            (done.added, done.troubles.len()),
            (4, 0),
            "{:?}",
            done.troubles
        );
        let again = export(&other, &operator(), format).await.unwrap();
        assert_eq!(
            again,
            table.replace(",true,\"one, two", ",false,\"one, two"),
            "all but the picture"
        );
    }
}

#[tokio::test]
async fn cards_are_read_by_others() {
    let world = with_people().await;
    let cards = export(&world, &operator(), ExportFormat::Vcard)
        .await
        .unwrap();
    assert!(
        cards
            .split("\r\n")
            .all(|line| line.len() <= 75 && !line.contains('\n'))
    );
    let parsed: Vec<VCard> = cards
        .split_inclusive("END:VCARD\r\n")
        .map(|card| VCard::parse(card).unwrap())
        .collect();
    assert_eq!(parsed.len(), 4);
    let ana = &parsed[0];
    let text = |property: VCardProperty| {
        let entry = ana
            .entries
            .iter()
            .find(|entry| entry.name == property)
            .unwrap();
        let texts = entry.values.iter().filter_map(VCardValue::as_text);
        texts.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(text(VCardProperty::Fn), ["Ana Núñez"]);
    assert_eq!(text(VCardProperty::Email), ["ana@example.org"]);
    assert_eq!(text(VCardProperty::Note), ["one, two; three\\\n\nfour"]);
    assert_eq!(text(VCardProperty::Categories), ["Choir", "Readers"]);
    assert!(
        ana.entries
            .iter()
            .any(|entry| entry.name == VCardProperty::Photo)
    );
    assert!(
        cards.contains("URL:https://example.org/a?b=c;d\r\n"),
        "an address is no text"
    );
}

#[tokio::test]
async fn exporting_takes_its_rights_and_can_be_cancelled() {
    let cast = cast().await;
    for by in [&cast.ana, &cast.reader, &cast.editor] {
        forbidden(export(&cast.world, &by.session, ExportFormat::Json).await);
    }
    let grant = cast.world.roster.write(&cast.root.session).await.unwrap();
    let grant = grant.grant::<ExportData>().unwrap().proven().unwrap();
    let cancelled = grant
        .export_people(&everybody(), &[], RAW, Vec::new(), &mut |_, _| {
            ControlFlow::Break(())
        })
        .await;
    assert!(matches!(cancelled, Err(Error::Cancelled)));
}

#[tokio::test]
async fn anybody_can_take_out_what_is_their_own() {
    let cast = cast().await;
    let mut out = Vec::new();
    let write = cast.world.roster.write(&cast.ana.session).await.unwrap();
    write
        .export_own(ExportFormat::Json, &mut out)
        .await
        .unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(
        text.contains("\"username\":\"ana\"") && !text.contains("reader"),
        "{text}"
    );
    let last = cast.world.last_event().await;
    assert_eq!(
        (&*last.action, last.target_id),
        ("export", Some(cast.ana.id))
    );
}

#[tokio::test]
async fn lists_of_people_from_the_command_line_can_be_read() {
    let (world, root) = with_admin().await;
    let list = r#"[{"id": 7, "username": "ana", "is_active": false, "groups": ["Readers"], "birth_date": null, "shoe": "38"},
        {"username": "bob", "bio": ["x"]}]"#;
    let path = world.write_file("list.json", list);
    let plan = world
        .plan_file(&root.session, &path, &ImportOptions::default())
        .await
        .unwrap();
    let rows = world.rows(&root.session, &plan).await;
    assert_eq!(
        (rows[0].verdict, rows[1].verdict),
        (ImportVerdict::Add, ImportVerdict::Error)
    );
    for broken in [
        "{}",
        "[1]",
        "{\"people\": [{]}",
        "[{\"username\": \"ana\"}",
        "{\"people\": 3}",
    ] {
        let path = world.write_file("broken.json", broken);
        let refused = world
            .plan_file(&root.session, &path, &ImportOptions::default())
            .await
            .err();
        assert!(matches!(refused, Some(Error::Import(_))), "{broken}");
    }
}

/// Text that people might type anywhere.
fn some_text() -> impl Strategy<Value = String> {
    "[a-zé'\"=+@,;|山\\- ]{0,12}".prop_map(|text| text.trim().to_owned())
}

/// Groups that a file may describe, with what they allow.
const GROUPS: [(&str, &str, &[&str]); 4] = [
    ("Bass, deep", "Sings; \"low\"", &[]),
    ("Choir", "", &["user.view", "profile.change"]),
    ("Ζήτα", "日本語の説明", &["data.export"]),
    ("قراء", "", &[]),
];

/// A line as people may have it in a profile: nothing, or something visible without blank space around it.
fn some_line() -> impl Strategy<Value = String> {
    "([a-zA-Zé'\"=+@,;|:<>&%\\\\/{}山אش😀-]([a-zé'\"=+@,;|:<>&%\\\\/{}山אش😀 -]{0,30}[a-zé'\"=+@,;|山אش😀-])?)?"
}

/// Somebody as Roster exports them; `number` makes them nobody else.
fn some_person() -> impl Strategy<Value = serde_json::Value> {
    let flags = any::<[bool; 4]>();
    let texts = [some_line(), some_line(), some_line()];
    let bio = prop::collection::vec(some_line(), 0..4)
        .prop_map(|lines| lines.join("\n").trim().to_owned());
    let sets = (
        prop::sample::subsequence(&GROUPS[..], 0..=GROUPS.len()),
        prop::sample::subsequence(vec!["user.view", "user.add", "history.view"], 0..=3),
    );
    let moments = (
        0..1_780_000_000_000_i64,
        prop::option::of(0..1_780_000_000_000_i64),
    );
    let rest = (
        prop::option::of("19[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"),
        prop::option::of("\\+[1-9]{2} [0-9]{3} [0-9]{4}"),
        prop::option::of("https://[a-z]{1,8}\\.example/[a-z]{1,5}(\\?[a-z]=[a-z;,&]{0,4})?"),
        any::<[bool; 2]>(),
        "[a-zA-Zé山.+@_-]{0,8}",
    );
    (flags, texts, bio, sets, moments, rest).prop_map(
        |(flags, [first, last, place], bio, (groups, permissions), (joined, seen), rest)| {
            let (born, phone, site, [has_mail, has_picture], name) = rest;
            let show = |at: i64| format!("{:.3}", jiff::Timestamp::from_millisecond(at).unwrap());
            let groups: Vec<&str> = groups.iter().map(|(name, ..)| *name).collect();
            serde_json::json!({
                "username": name, "email": if has_mail { "Someone@example.org" } else { "" },
                "first_name": first, "last_name": last, "is_active": flags[0], "is_staff": flags[1],
                "is_superuser": flags[2], "must_change_password": flags[3], "groups": groups, "permissions": permissions,
                "date_joined": show(joined), "last_login": seen.map(show), "bio": bio, "location": place,
                "birth_date": born, "phone_number": phone.unwrap_or_default(), "portfolio_site": site.unwrap_or_default(),
                "avatar": has_picture,
            })
        },
    )
}

/// The file that Roster would write of these people, as a value.
fn make_file(mut people: Vec<serde_json::Value>, picture: &str) -> serde_json::Value {
    for (number, person) in people.iter_mut().enumerate() {
        let with_number = |text: &serde_json::Value| format!("p{number}{}", text.as_str().unwrap());
        person["username"] = with_number(&person["username"]).into();
        if person["email"] != "" {
            person["email"] = with_number(&person["email"]).into();
        }
        person["avatar"] = match person["avatar"].as_bool() {
            Some(true) => picture.into(),
            _ => serde_json::Value::Null,
        };
    }
    let is_used = |name: &str| {
        let mut groups = people
            .iter()
            .map(|person| person["groups"].as_array().unwrap());
        groups.any(|groups| groups.contains(&name.into()))
    };
    let groups = GROUPS.iter().filter(|(name, ..)| is_used(name));
    let groups: Vec<_> = groups
        .map(|(name, description, permissions)| {
            serde_json::json!({ "name": name, "description": description, "permissions": permissions })
        })
        .collect();
    serde_json::json!({ "format": "roster people 1", "people": people, "groups": groups })
}

/// What a roster with nobody in it exports after it has imported this.
async fn pass_through(file: &str) -> String {
    let world = crate::support::empty().await;
    let path = world.write_file("people.json", file);
    let plan = world
        .plan_file(&operator(), &path, &ImportOptions::default())
        .await
        .unwrap();
    let done = world
        .apply(&operator(), &plan, ImportPasswords::None)
        .await
        .unwrap();
    assert_eq!(
        (done.refused, done.troubles.len()),
        (0, 0),
        "{:?}",
        done.troubles
    );
    export(&world, &operator(), ExportFormat::Json)
        .await
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_is_exported_is_the_same_after_a_round_trip(people in prop::collection::vec(some_person(), 1..8)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            static PICTURE: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();
            let picture = PICTURE.get_or_init(async || {
                let exported = export(&with_people().await, &operator(), ExportFormat::Json).await.unwrap();
                let exported: serde_json::Value = serde_json::from_str(&exported).unwrap();
                let people = exported["people"].as_array().unwrap();
                people.iter().find_map(|person| person["avatar"].as_str()).unwrap().to_owned()
            }).await;
            let mut wanted = make_file(people, picture);
            let first = pass_through(&wanted.to_string()).await;
            let mut found: serde_json::Value = serde_json::from_str(&first).unwrap();
            for file in [&mut wanted, &mut found] {
                let people = file["people"].as_array_mut().unwrap();
                people.sort_by_key(|person| person["username"].to_string());
                let groups = file["groups"].as_array_mut().unwrap();
                groups.sort_by_key(|group| group["name"].to_string());
            }
            prop_assert_eq!(found, wanted);
            prop_assert_eq!(pass_through(&first).await, first);
            Ok(())
        })?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_people_say_survives_a_table(texts in proptest::collection::vec((some_text(), some_text(), some_text()), 1..6)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (world, _) = with_admin().await;
            for (number, (first, last, bio)) in texts.iter().enumerate() {
                let mut form = crate::support::new_user(&format!("p{number}"));
                form.first_name.clone_from(first);
                form.last_name.clone_from(last);
                form.password = typed(crate::support::PASSWORD);
                let person = world.add_user(&operator(), &form).await.unwrap();
                let changes = ProfileChanges { bio: Some(bio.clone()), ..ProfileChanges::default() };
                world.edit_profile(&operator(), person.face.id, &changes, None).await.unwrap();
            }
            let table = export(&world, &operator(), GUARDED).await.unwrap();
            let other = crate::support::empty().await;
            let done = other.import(&operator(), &table, Some(ImportDecision::Skip)).await.unwrap();
            prop_assert_eq!(done.refused, 0, "{:?}", done.troubles);
            prop_assert_eq!(export(&other, &operator(), GUARDED).await.unwrap(), table);
            Ok(())
        })?;
    }
}
