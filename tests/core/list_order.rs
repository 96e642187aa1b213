//! The order of the list, and its pages.

use roster_core::auth::ViewUser;
use roster_core::view::{NewUser, Sort, SortColumn, UserQuery};

use crate::list::{search, usernames, with_people};
use crate::support::{ADMINISTRATORS, EDITORS, READERS, new_user, with_admin};

fn sorted(column: SortColumn, descending: bool) -> UserQuery {
    UserQuery {
        sort: vec![Sort { column, descending }],
        ..search("")
    }
}

#[tokio::test]
async fn a_page_says_how_many_there_are() {
    let (world, root) = with_people().await;
    let query = UserQuery {
        offset: 1,
        limit: 1,
        ..search("uni")
    };
    let page = world.list(&root, &query).await.unwrap();
    assert_eq!(
        (page.rows.len(), page.offset, page.total, page.everyone),
        (1, 1, 2, 8)
    );
    assert_eq!(page.rows[0].face.username, "marta");
    let beyond = world
        .list(
            &root,
            &UserQuery {
                offset: u32::MAX,
                ..query
            },
        )
        .await
        .unwrap();
    assert_eq!(
        (beyond.rows.len(), beyond.total),
        (0, 2),
        "beyond the end there is nothing, and no error"
    );
}

#[tokio::test]
async fn a_page_has_between_one_and_five_hundred_rows() {
    let (world, root) = with_admin().await;
    world.add_many(600).await;
    for (asked, given) in [
        (0, 1),
        (1, 1),
        (499, 499),
        (500, 500),
        (501, 500),
        (u32::MAX, 500),
    ] {
        let page = world
            .list(
                &root.session,
                &UserQuery {
                    limit: asked,
                    ..search("")
                },
            )
            .await
            .unwrap();
        assert_eq!(page.rows.len(), given, "asked for {asked}");
    }
}

#[tokio::test]
async fn every_column_sorts_both_ways() {
    let (world, root) = with_people().await;
    world
        .run(
            "update user set date_joined = 1000 * id, last_login = 5000 - id where id < 4; \
              update user set is_active = 0 where username = 'soren'; \
              update user set is_staff = 1 where username in ('marta', 'root')",
        )
        .await;
    let first = async |column, descending| {
        usernames(&world, &root, &sorted(column, descending))
            .await
            .remove(0)
    };
    for (column, lowest, highest) in [
        (SortColumn::Name, "percent_", "hanako"),
        (SortColumn::Username, "ana", "soren"),
        (SortColumn::Email, "root", "marta"),
        (SortColumn::FirstName, "root", "hanako"),
        (SortColumn::LastName, "root", "hanako"),
        (SortColumn::IsStaff, "ana", "marta"),
        (SortColumn::IsSuperuser, "ana", "root"),
        (SortColumn::IsActive, "soren", "hanako"),
        (SortColumn::DateJoined, "root", "hanako"),
        (SortColumn::LastLogin, "soren", "root"),
    ] {
        assert_eq!(
            (
                first(column, false).await.as_str(),
                first(column, true).await.as_str()
            ),
            (lowest, highest),
            "{column:?}"
        );
    }
}

#[tokio::test]
async fn who_has_not_comes_before_who_has() {
    let (world, root) = with_people().await;
    let by_email = usernames(&world, &root, &sorted(SortColumn::Email, false)).await;
    assert_eq!(
        by_email[..4],
        ["root", "soren", "kiosk-2", "hanako"],
        "no address, by id"
    );
    let by_login = usernames(&world, &root, &sorted(SortColumn::LastLogin, true)).await;
    assert_eq!(by_login[0], "root", "never signed in comes last, downwards");
}

#[tokio::test]
async fn groups_sort_by_their_names_and_none_comes_first() {
    let (world, root) = with_admin().await;
    world
        .run("insert into \"group\" (id, name, name_key) values (4, 'élan', 'élan'), (5, 'adults', 'adults')")
        .await;
    for (username, groups) in [
        ("readers", vec![READERS]),
        ("editors", vec![EDITORS]),
        ("editors-readers", vec![READERS, EDITORS]),
        ("nobody", vec![]),
        ("administrators", vec![ADMINISTRATORS]),
        ("adults", vec![5]),
    ] {
        world
            .add_user(
                &root.session,
                &NewUser {
                    groups,
                    ..new_user(username)
                },
            )
            .await
            .unwrap();
    }
    let up = usernames(&world, &root.session, &sorted(SortColumn::Groups, false)).await;
    assert_eq!(
        up,
        [
            "root",
            "nobody",
            "administrators",
            "adults",
            "editors",
            "editors-readers",
            "readers"
        ],
        "a to z in any case"
    );
    let mut down = usernames(&world, &root.session, &sorted(SortColumn::Groups, true)).await;
    down.reverse();
    assert_eq!(down, up);
}

#[tokio::test]
async fn further_columns_decide_where_the_first_is_equal() {
    let (world, root) = with_people().await;
    world
        .run("update user set is_staff = 1 where username in ('marta', 'ana', 'root')")
        .await;
    let sort = |columns: &[(SortColumn, bool)]| UserQuery {
        sort: columns
            .iter()
            .map(|&(column, descending)| Sort { column, descending })
            .collect(),
        ..search("")
    };
    let staff_first = sort(&[(SortColumn::IsStaff, true), (SortColumn::Username, false)]);
    assert_eq!(
        usernames(&world, &root, &staff_first).await,
        [
            "ana", "marta", "root", "hanako", "kiosk-2", "lukasz", "percent_", "soren"
        ]
    );
    let both = sort(&[(SortColumn::IsStaff, true), (SortColumn::Username, true)]);
    assert_eq!(
        usernames(&world, &root, &both).await[..3],
        ["root", "marta", "ana"]
    );
    let twice = sort(&[(SortColumn::Username, true), (SortColumn::Username, false)]);
    assert_eq!(
        usernames(&world, &root, &twice).await[0],
        "soren",
        "the first level wins"
    );
    let many = sort(&[(SortColumn::Groups, false); 40]);
    assert_eq!(
        usernames(&world, &root, &many).await.len(),
        8,
        "a foolish order is an order"
    );
}

#[tokio::test]
async fn details_are_the_same_people_in_the_same_order() {
    let (world, root) = with_people().await;
    let query = UserQuery {
        offset: 2,
        limit: 3,
        ..sorted(SortColumn::Name, true)
    };
    let grant = world
        .roster
        .read(&root)
        .await
        .unwrap()
        .grant::<ViewUser>()
        .unwrap();
    let details = grant.list_details(&query).await.unwrap();
    let names: Vec<String> = details
        .iter()
        .map(|person| person.face.username.clone())
        .collect();
    assert_eq!(names, usernames(&world, &root, &query).await);
    for person in details {
        assert_eq!(person, world.show(&root, person.face.id).await.unwrap());
    }
}
