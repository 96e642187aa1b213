//! Ways to look at the list that have a name: one's own, and nobody else's.

use roster_core::Result;
use roster_core::auth::{Session, ViewUser};
use roster_core::view::{
    ColumnChoice, DayRange, LastLoginFilter, SavedView, Sort, SortColumn, UserFilter, ViewContent,
};

use crate::support::{World, cast, field_error, forbidden, operator};

async fn save(
    world: &World,
    by: &Session,
    name: &str,
    content: &ViewContent,
) -> Result<Vec<SavedView>> {
    let grant = world.roster.write(by).await?.grant::<ViewUser>()?;
    grant.save_view(name, content).await
}

async fn list(world: &World, by: &Session) -> Result<Vec<SavedView>> {
    let grant = world.roster.read(by).await?.grant::<ViewUser>()?;
    grant.list_saved_views().await
}

fn names(views: &[SavedView]) -> Vec<&str> {
    views.iter().map(|view| &*view.name).collect()
}

fn content() -> ViewContent {
    ViewContent {
        search: "is:staff -\"a b\"".into(),
        filter: UserFilter {
            is_active: Some(true),
            groups: vec![1, 2],
            last_login: Some(LastLoginFilter::Between {
                range: DayRange {
                    from: Some("2026-06-14".into()),
                    to: None,
                },
            }),
            ..UserFilter::default()
        },
        sort: vec![Sort {
            column: SortColumn::LastLogin,
            descending: true,
        }],
        columns: vec![ColumnChoice {
            column: "email".into(),
            width: Some(240),
        }],
    }
}

#[tokio::test]
async fn a_view_comes_back_as_it_was_saved() {
    let cast = cast().await;
    let by = &cast.reader.session;
    save(&cast.world, by, " Night shift ", &content())
        .await
        .unwrap();
    let views = list(&cast.world, by).await.unwrap();
    assert_eq!(names(&views), ["Night shift"]);
    assert_eq!(views[0].content, content());
    let json = serde_json::to_string(&views[0].content).unwrap();
    assert!(!json.contains("null"), "what is absent is left out: {json}");
    assert!(
        list(&cast.world, &cast.root.session)
            .await
            .unwrap()
            .is_empty(),
        "nobody sees another's"
    );
}

#[tokio::test]
async fn the_same_name_is_the_same_view() {
    let cast = cast().await;
    let by = &cast.reader.session;
    save(&cast.world, by, "Staff", &content()).await.unwrap();
    let views = save(&cast.world, by, "STAFF", &ViewContent::default())
        .await
        .unwrap();
    assert_eq!(names(&views), ["STAFF"]);
    assert_eq!(views[0].content, ViewContent::default());
    save(&cast.world, &cast.root.session, "staff", &content())
        .await
        .unwrap();
    let id = views[0].id;
    let write = async |by| {
        cast.world
            .roster
            .write(by)
            .await
            .unwrap()
            .grant::<ViewUser>()
            .unwrap()
    };
    let views = save(&cast.world, by, "Other", &content()).await.unwrap();
    assert_eq!(names(&views), ["Other", "STAFF"]);
    let taken = write(by).await.rename_view(id, "other").await;
    assert_eq!(
        field_error(taken, "name"),
        "You have a view of this name already."
    );
    let views = write(by).await.rename_view(id, "staff").await.unwrap();
    assert_eq!(
        names(&views),
        ["Other", "staff"],
        "one's own name in other letters is free"
    );
    assert!(
        write(&cast.root.session)
            .await
            .rename_view(id, "mine")
            .await
            .is_err(),
        "another's"
    );
    assert!(
        write(&cast.root.session)
            .await
            .delete_view(id)
            .await
            .is_err(),
        "another's"
    );
    assert_eq!(
        names(&write(by).await.delete_view(id).await.unwrap()),
        ["Other"]
    );
    assert!(write(by).await.delete_view(id).await.is_err(), "gone");
}

#[tokio::test]
async fn views_have_limits() {
    let cast = cast().await;
    let by = &cast.reader.session;
    for name in ["", "  ", "a\u{202e}b", &"x".repeat(151)] {
        field_error(save(&cast.world, by, name, &content()).await, "name");
    }
    let long = ViewContent {
        search: "x".repeat(5001),
        ..content()
    };
    field_error(save(&cast.world, by, "long", &long).await, "content");
    let wrong = ViewContent {
        filter: UserFilter {
            joined: Some(DayRange {
                from: Some("soon".into()),
                to: None,
            }),
            ..UserFilter::default()
        },
        ..content()
    };
    field_error(save(&cast.world, by, "wrong", &wrong).await, "joined");
    for number in 0..100 {
        save(&cast.world, by, &format!("view {number}"), &content())
            .await
            .unwrap();
    }
    let sentence = field_error(save(&cast.world, by, "one more", &content()).await, "name");
    assert!(sentence.contains("100 views"), "{sentence}");
    save(&cast.world, by, "VIEW 7", &ViewContent::default())
        .await
        .unwrap();
    assert_eq!(list(&cast.world, by).await.unwrap().len(), 100);
}

#[tokio::test]
async fn only_those_who_see_people_and_are_signed_in_have_views() {
    let cast = cast().await;
    forbidden(save(&cast.world, &cast.ana.session, "x", &content()).await);
    forbidden(list(&cast.world, &operator()).await);
    save(&cast.world, &cast.reader.session, "x", &content())
        .await
        .unwrap();
    cast.world
        .purge(&cast.root.session, cast.reader.id)
        .await
        .unwrap();
    let left: i64 = cast.world.value("select count(*) from saved_view").await;
    assert_eq!(left, 0, "CASCADE");
}

#[tokio::test]
async fn what_cannot_be_read_shows_everybody() {
    let cast = cast().await;
    let by = &cast.reader.session;
    save(&cast.world, by, "x", &content()).await.unwrap();
    cast.world
        .run("update saved_view set view = '{\"later\": 1}'")
        .await;
    assert_eq!(
        list(&cast.world, by).await.unwrap()[0].content,
        ViewContent::default()
    );
}
