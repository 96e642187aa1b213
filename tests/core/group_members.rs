//! Who is in a group, from the group's side.

use std::ops::ControlFlow;

use roster_core::auth::{ManageGroup, Session};
use roster_core::view::{BulkOutcome, MemberPage, MemberQuery, NameMatch, Selection, UserFilter};
use roster_core::{Error, Result};
use serde_json::json;

use crate::support::{EDITORS, READERS, Role, World, cast, field_error, operator, with_admin};

impl World {
    pub(crate) async fn list_members(
        &self,
        by: &Session,
        id: i64,
        search: &str,
    ) -> Result<MemberPage> {
        let query = MemberQuery {
            search: search.to_owned(),
            offset: 0,
            limit: 100,
        };
        let grant = self.roster.read(by).await?.grant::<ManageGroup>()?;
        grant.list_members(id, &query).await
    }

    pub(crate) async fn match_names(
        &self,
        by: &Session,
        id: i64,
        text: &str,
    ) -> Result<Vec<NameMatch>> {
        let grant = self.roster.read(by).await?.grant::<ManageGroup>()?;
        grant.match_names(id, text).await
    }

    pub(crate) async fn add_members(
        &self,
        by: &Session,
        id: i64,
        selection: &Selection,
    ) -> Result<BulkOutcome> {
        let grant = self.roster.write(by).await?.grant::<ManageGroup>()?;
        let mut go_on = |_, _| ControlFlow::Continue(());
        grant.add_members(id, selection, &mut go_on).await
    }

    pub(crate) async fn remove_members(
        &self,
        by: &Session,
        id: i64,
        selection: &Selection,
    ) -> Result<BulkOutcome> {
        let grant = self.roster.write(by).await?.grant::<ManageGroup>()?;
        let mut go_on = |_, _| ControlFlow::Continue(());
        grant.remove_members(id, selection, &mut go_on).await
    }
}

fn ids(ids: &[i64]) -> Selection {
    Selection::Ids { ids: ids.to_vec() }
}

fn names(page: &MemberPage) -> Vec<&str> {
    page.rows.iter().map(|row| &*row.face.username).collect()
}

#[tokio::test]
async fn members_are_listed_searched_and_paged() {
    let cast = cast().await;
    let world = &cast.world;
    for name in ["zoë", "bob", "gone"] {
        world.add(name, Role::Reader).await;
    }
    world
        .run("update user set is_active = 0 where username = 'bob'")
        .await;
    let gone = world
        .value("select id from user where username = 'gone'")
        .await;
    world.delete(&operator(), gone).await.unwrap();
    let page = world.list_members(&operator(), READERS, "").await.unwrap();
    assert_eq!(names(&page), ["bob", "reader", "zoë"]);
    assert_eq!(page.total, 3, "without those in the trash");
    assert!(!page.rows[0].is_active && page.rows[1].is_active);
    let page = world
        .list_members(&operator(), READERS, " ZOE ")
        .await
        .unwrap();
    assert_eq!((names(&page), page.total), (vec!["zoë"], 1));
    let query = MemberQuery {
        search: String::new(),
        offset: 1,
        limit: 1,
    };
    let read = world.roster.read(&operator()).await.unwrap();
    let grant = read.grant::<ManageGroup>().unwrap();
    let page = grant.list_members(READERS, &query).await.unwrap();
    assert_eq!((names(&page), page.total), (vec!["reader"], 3));
    assert!(matches!(
        world.list_members(&operator(), 99, "").await,
        Err(Error::NotFound(_))
    ));
}

#[tokio::test]
async fn people_come_and_go_in_one_event_each() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    let these = ids(&[cast.ana.id, cast.reader.id, 99, cast.ana.id]);
    let added = world.add_members(by, READERS, &these).await.unwrap();
    assert_eq!(added.changed, 1);
    let mut reasons: Vec<&str> = added.skipped.iter().map(|one| &*one.reason).collect();
    reasons.sort_unstable();
    assert_eq!(
        reasons,
        [
            "They are in the group already.",
            "They are not in the roster any more."
        ]
    );
    let events = world.events().await;
    let header = events
        .iter()
        .find(|one| Some(one.id) == added.event)
        .unwrap();
    assert_eq!(
        (&*header.action, &*header.target_kind, &*header.target_name),
        ("add_members", "group", "Readers")
    );
    assert_eq!(
        (header.target_id, header.batch_size),
        (Some(READERS), Some(1))
    );
    let part = world.last_event().await;
    assert_eq!(
        (part.batch, part.target_id),
        (added.event, Some(cast.ana.id))
    );
    assert_eq!(
        part.changes(),
        json!({"groups": [[], [{"id": READERS, "name": "Readers"}]]})
    );
    let all = Selection::Matching {
        search: "group:readers".to_owned(),
        filter: UserFilter::default(),
        except: vec![cast.reader.id],
    };
    let removed = world.remove_members(by, READERS, &all).await.unwrap();
    assert_eq!((removed.changed, removed.skipped), (1, vec![]));
    let page = world.list_members(by, READERS, "").await.unwrap();
    assert_eq!(names(&page), ["reader"]);
}

#[tokio::test]
async fn who_of_the_members_opens_the_admin_pages_is_counted() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    let before = world.show_group(by, READERS).await.unwrap();
    let both = ids(&[cast.ana.id, cast.editor.id]);
    world.add_members(by, READERS, &both).await.unwrap();
    let after = world.show_group(by, READERS).await.unwrap();
    assert_eq!(
        (after.members, after.staff),
        (before.members + 2, before.staff + 1)
    );
}

#[tokio::test]
async fn a_pasted_list_says_of_each_line_whom_it_names() {
    let cast = cast().await;
    let world = &cast.world;
    let gone = world.add("gone", Role::Plain).await;
    world.delete(&operator(), gone.id).await.unwrap();
    world
        .run("update user set email = 'ana@b.c', email_key = 'ana@b.c' where username = 'ana'")
        .await;
    let text = "ANA@b.c\r\n\n  ana\neditor \nnobody\ngone\n";
    let matches = world.match_names(&operator(), EDITORS, text).await.unwrap();
    let shown: Vec<(&str, Option<&str>, Option<&str>)> = matches
        .iter()
        .map(|one| {
            let person = one.person.as_ref().map(|face| &*face.username);
            (&*one.line, person, one.refused.as_deref())
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("ANA@b.c", Some("ana"), None),
            ("ana", Some("ana"), Some("They are in the list already.")),
            (
                "editor",
                Some("editor"),
                Some("They are in the group already.")
            ),
            ("nobody", None, Some("Nobody here is called “nobody”.")),
            ("gone", Some("gone"), Some("They are in the trash.")),
        ]
    );
    let long = "x\n".repeat(10_001);
    let refused = world.match_names(&operator(), EDITORS, &long).await;
    assert!(field_error(refused, "names").contains("10,000"));
}

#[tokio::test]
async fn what_is_cancelled_leaves_nothing() {
    let (world, _) = with_admin().await;
    world.add_many(3_000).await;
    let write = world.roster.write(&operator()).await.unwrap();
    let grant = write.grant::<ManageGroup>().unwrap();
    let everyone = ids(&(2..=3_001).collect::<Vec<_>>());
    let mut stop = |_, _| ControlFlow::Break(());
    let outcome = grant.add_members(READERS, &everyone, &mut stop).await;
    assert!(matches!(outcome, Err(Error::Cancelled)), "{outcome:?}");
    assert_eq!(
        world.value::<i64>("select count(*) from membership").await,
        0
    );
    assert_eq!(world.value::<i64>("select count(*) from event").await, 1);
}
