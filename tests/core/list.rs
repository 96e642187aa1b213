//! The list of people: search, order, pages, and where somebody stands in it.

use roster_core::auth::{Session, ViewUser};
use roster_core::view::{NewUser, PasswordChoice, ProfileChanges, UserChanges, UserQuery};
use roster_core::{Error, Result};

use crate::support::{World, cast, forbidden, new_user, operator, with_admin};

/// Username, e-mail, first and last name.
const PEOPLE: [[&str; 4]; 7] = [
    ["ana", "ana@riverside.example", "Ana", "Kovačević"],
    ["marta", "Marta.L@uni.example", "Marta", "Núñez de la Peña"],
    ["soren", "", "Søren", "Ågård"],
    ["lukasz", "l.wojcik@uni.example", "Łukasz", "Wójcik"],
    ["kiosk-2", "", "", ""],
    ["percent_", "a%b@odd.example", "100%", "O'Connell \"Zed\""],
    ["hanako", "", "花子", "山田"],
];

/// These people, and a superuser named root who looks at them.
pub(crate) async fn with_people() -> (World, Session) {
    let (world, root) = with_admin().await;
    for [username, email, first_name, last_name] in PEOPLE {
        let form = NewUser {
            email: email.into(),
            first_name: first_name.into(),
            last_name: last_name.into(),
            password: PasswordChoice::None,
            ..new_user(username)
        };
        world.add_user(&root.session, &form).await.unwrap();
    }
    (world, root.session)
}

pub(crate) fn search(words: &str) -> UserQuery {
    UserQuery {
        search: words.into(),
        limit: 100,
        ..UserQuery::default()
    }
}

pub(crate) async fn usernames(world: &World, by: &Session, query: &UserQuery) -> Vec<String> {
    let page = world.list(by, query).await.unwrap();
    page.rows.into_iter().map(|row| row.face.username).collect()
}

#[tokio::test]
async fn everyone_is_listed_by_username() {
    let (world, root) = with_people().await;
    assert_eq!(
        usernames(&world, &root, &search("")).await,
        [
            "ana", "hanako", "kiosk-2", "lukasz", "marta", "percent_", "root", "soren"
        ]
    );
}

#[tokio::test]
async fn words_are_found_anywhere_whatever_their_case_and_accents() {
    let (world, root) = with_people().await;
    for (words, found) in [
        ("ana", vec!["ana", "hanako"]),
        ("KOVACEVIC", vec!["ana"]),
        ("kovač", vec!["ana"]),
        ("Ko\u{301}vace", vec!["ana"]),
        ("ｋｏｖａｃ", vec!["ana"]),
        ("soren agard", vec!["soren"]),
        ("Łuk", vec!["lukasz"]),
        ("wojcik", vec!["lukasz"]),
        ("山田", vec!["hanako"]),
        ("uni.example", vec!["lukasz", "marta"]),
        ("UNI.example L", vec!["lukasz", "marta"]),
        ("wojcik uni marta", vec![]),
        ("  nunez   peña ", vec!["marta"]),
        ("ana\triverside", vec!["ana"]),
        ("kiosk-", vec!["kiosk-2"]),
        ("nobody", vec![]),
        (
            "",
            vec![
                "ana", "hanako", "kiosk-2", "lukasz", "marta", "percent_", "root", "soren",
            ],
        ),
        (
            " \t\u{a0}",
            vec![
                "ana", "hanako", "kiosk-2", "lukasz", "marta", "percent_", "root", "soren",
            ],
        ),
        (
            "\u{301}",
            vec![
                "ana", "hanako", "kiosk-2", "lukasz", "marta", "percent_", "root", "soren",
            ],
        ),
    ] {
        assert_eq!(
            usernames(&world, &root, &search(words)).await,
            found,
            "{words:?}"
        );
    }
}

#[tokio::test]
async fn a_phrase_in_quotes_is_found_as_it_stands() {
    let (world, root) = with_people().await;
    for (words, found) in [
        ("\"de la peña\"", vec!["marta"]),
        ("\"la de\"", vec![]),
        ("\"ana kovacevic\"", vec!["ana"]),
        ("\"kovacevic ana\"", vec![]),
        ("\"de la\" marta", vec!["marta"]),
        ("\"zed\"", vec!["percent_"]),
        ("\"", vec!["percent_"]),
        ("\"zed", vec!["percent_"]),
        ("\"\"", vec![]),
    ] {
        assert_eq!(
            usernames(&world, &root, &search(words)).await,
            found,
            "{words:?}"
        );
    }
}

#[tokio::test]
async fn a_word_never_matches_across_two_fields() {
    let (world, root) = with_people().await;
    for words in [
        "anaana",
        "\"ana ana\"",
        "exampleana",
        "kovacevicana",
        "\"riverside.example ana\"",
        "ana\\nana",
    ] {
        assert_eq!(
            usernames(&world, &root, &search(words)).await,
            Vec::<String>::new(),
            "{words:?}"
        );
    }
}

#[tokio::test]
async fn no_sign_is_special_to_a_search() {
    let (world, root) = with_people().await;
    for (words, found) in [
        ("%", vec!["percent_"]),
        ("_", vec!["percent_"]),
        ("a%b", vec!["percent_"]),
        ("o'c", vec!["percent_"]),
        ("*", vec![]),
        ("?", vec![]),
        ("\\", vec![]),
        ("'; drop table user; --", vec![]),
        ("[a-z]", vec![]),
        ("\0", vec![]),
    ] {
        assert_eq!(
            usernames(&world, &root, &search(words)).await,
            found,
            "{words:?}"
        );
    }
    assert_eq!(
        usernames(&world, &root, &search(&"x".repeat(100_000))).await,
        Vec::<String>::new()
    );
    assert_eq!(
        usernames(&world, &root, &search(&"ana ".repeat(50_000))).await,
        ["ana", "hanako"]
    );
}

#[tokio::test]
async fn a_search_follows_a_change() {
    let cast = cast().await;
    let changes = UserChanges {
        username: Some("ÅNA".into()),
        ..UserChanges::default()
    };
    cast.world
        .edit_user(&cast.root.session, cast.ana.id, &changes)
        .await
        .unwrap();
    assert_eq!(
        usernames(&cast.world, &cast.root.session, &search("ana")).await,
        ["ÅNA"]
    );
    cast.world
        .delete(&cast.root.session, cast.ana.id)
        .await
        .unwrap();
    assert_eq!(
        usernames(&cast.world, &cast.root.session, &search("ana")).await,
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn a_row_shows_what_the_person_shows() {
    let (world, root) = with_people().await;
    let told = ProfileChanges {
        location: Some("Zürich".into()),
        phone_number: Some("+41 44 668 18 00".into()),
        ..ProfileChanges::default()
    };
    let marta = world.list(&root, &search("marta")).await.unwrap().rows[0]
        .face
        .id;
    world.edit_profile(&root, marta, &told, None).await.unwrap();
    let page = world.list(&root, &search("")).await.unwrap();
    for row in page.rows {
        let person = world.show(&root, row.face.id).await.unwrap();
        assert_eq!(row.face, person.face);
        assert_eq!(
            (row.email, row.first_name, row.last_name),
            (person.email, person.first_name, person.last_name)
        );
        assert_eq!(
            (row.is_active, row.is_staff, row.is_superuser),
            (person.is_active, person.is_staff, person.is_superuser)
        );
        assert_eq!(
            (row.location, row.phone_number),
            (person.location, person.phone_number)
        );
        assert_eq!(
            (row.has_password, row.date_joined, row.last_login),
            (person.has_password, person.date_joined, person.last_login)
        );
        assert_eq!(
            row.groups,
            person
                .groups
                .into_iter()
                .map(|group| group.name)
                .collect::<Vec<_>>()
        );
    }
}

#[tokio::test]
async fn somebody_is_found_by_name_or_address() {
    let (world, root) = with_people().await;
    let find = async |name: &str| -> Result<i64> {
        let grant = world
            .roster
            .read(&root)
            .await
            .unwrap()
            .grant::<ViewUser>()?;
        grant.find_user(name).await
    };
    let marta = find("marta").await.unwrap();
    for name in ["MARTA", " marta ", "marta.l@UNI.example"] {
        assert_eq!(find(name).await.unwrap(), marta, "{name:?}");
    }
    let missing = find("Martha").await.unwrap_err();
    assert!(
        matches!(missing, Error::NotFound(ref sentence) if sentence == "Nobody here is called “Martha”."),
        "{missing:?}"
    );
}

#[tokio::test]
async fn somebody_who_does_not_match_has_no_place() {
    let (world, root) = with_people().await;
    let locate = async |id, query: &UserQuery| {
        let grant = world
            .roster
            .read(&root)
            .await
            .unwrap()
            .grant::<ViewUser>()
            .unwrap();
        grant.locate_user(id, query).await.unwrap()
    };
    let ana: i64 = world
        .value("select id from user where username = 'ana'")
        .await;
    assert_eq!(locate(ana, &search("")).await, Some(0));
    assert_eq!(locate(ana, &search("uni")).await, None);
    assert_eq!(locate(99, &search("")).await, None);
    world.delete(&operator(), ana).await.unwrap();
    assert_eq!(
        locate(ana, &search("")).await,
        None,
        "nor has somebody in the trash"
    );
}

#[tokio::test]
async fn the_list_takes_the_right_to_see_people() {
    let cast = cast().await;
    assert_eq!(
        forbidden(cast.world.list(&cast.ana.session, &search("")).await),
        "Only staff can manage people. Ask an administrator."
    );
    for by in [&cast.reader, &cast.editor, &cast.admin, &cast.root] {
        assert!(cast.world.list(&by.session, &search("")).await.is_ok());
    }
}
