//! People to look around with: the same for the same seed, and like real ones.

use std::collections::HashSet;

use roster_core::auth::ViewUser;
use roster_core::view::{ProfileChanges, UserChanges, UserQuery};

use crate::support::{PASSWORD, World, cast, forbidden, new_user, operator, with_admin};

/// All that a roster says of its people, without the ids.
async fn list_everything(world: &World) -> Vec<String> {
    sqlx::query_scalar(
        "select json_array(username, email, first_name, last_name, is_active, is_staff, date_joined, last_login, \
             bio, location, birth_date, phone_number, (select group_concat(group_id) from membership where user_id = id)) \
         from user join profile on user_id = id order by username_key",
    )
    .fetch_all(&mut world.raw().await)
    .await
    .unwrap()
}

#[tokio::test]
async fn the_same_seed_makes_the_same_people() {
    let mut rosters = Vec::new();
    for seed in [5, 5, 6] {
        let (world, root) = with_admin().await;
        assert_eq!(
            world
                .roster
                .add_demo_people(&root.session, 200, seed)
                .await
                .unwrap(),
            200
        );
        rosters.push(list_everything(&world).await);
    }
    assert_eq!(rosters[0].len(), 201, "as many as asked for");
    assert_eq!(rosters[0], rosters[1]);
    assert_ne!(rosters[0], rosters[2]);
}

#[tokio::test]
async fn names_are_unique_also_beside_people_who_are_there() {
    let (world, root) = with_admin().await;
    world
        .add_user(&root.session, &new_user("ana.kovacevic"))
        .await
        .unwrap();
    world
        .add_user(&root.session, &new_user("grace.hopper@riverside.example"))
        .await
        .unwrap();
    let mut form = new_user("somebody");
    form.email = "Zoe.OConnell@riverside.example".into();
    world.add_user(&root.session, &form).await.unwrap();
    for seed in 0..3 {
        world
            .roster
            .add_demo_people(&root.session, 1000, seed)
            .await
            .unwrap();
    }
    let keys: Vec<String> = sqlx::query_scalar("select username_key from user union all select email_key from user where email_key is not null")
        .fetch_all(&mut world.raw().await)
        .await
        .unwrap();
    let unique: HashSet<&String> = keys.iter().collect();
    assert_eq!(
        unique.len(),
        keys.len(),
        "names and addresses are one space"
    );
    assert_eq!(world.value::<i64>("select count(*) from user").await, 3004);
    assert_eq!(
        world.value::<i64>("select count(*) from profile").await,
        3004
    );
}

#[tokio::test]
async fn demo_people_are_people_whom_the_core_would_have_taken() {
    let (world, root) = with_admin().await;
    world
        .roster
        .add_demo_people(&root.session, 60, 7)
        .await
        .unwrap();
    let grant = world
        .roster
        .read(&root.session)
        .await
        .unwrap()
        .grant::<ViewUser>()
        .unwrap();
    let query = UserQuery {
        limit: 500,
        ..UserQuery::default()
    };
    for person in grant.list_details(&query).await.unwrap() {
        let changes = UserChanges {
            username: Some(person.face.username.clone()).filter(|_| !person.is_me),
            profile: Some(ProfileChanges {
                email: Some(person.email.clone()),
                first_name: Some(person.first_name.clone()),
                last_name: Some(person.last_name.clone()),
                bio: Some(person.bio.clone()),
                location: Some(person.location.clone()),
                birth_date: Some(person.birth_date.clone().unwrap_or_default()),
                phone_number: Some(person.phone_number.clone()),
                portfolio_site: Some(person.portfolio_site.clone()),
                avatar: None,
            }),
            ..UserChanges::default()
        };
        let same = world
            .edit_user(&root.session, person.face.id, &changes)
            .await
            .unwrap();
        assert_eq!(same, person, "every value is in its normal form");
        if !person.is_me {
            assert!(!person.is_superuser, "they are there to be looked at");
            assert_eq!(
                person.has_password,
                person.last_login.is_some(),
                "who signed in once had a password"
            );
        }
        assert!(
            person.date_joined.as_str() <= "2026-06-14T12:00:00.000Z",
            "nobody joined in the future"
        );
        assert!(person.last_login.is_none_or(
            |last| last >= person.date_joined && last.as_str() <= "2026-06-14T12:00:00.000Z"
        ));
    }
    assert!(
        world
            .roster
            .sign_in("ana.kovacevic", PASSWORD)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn adding_them_is_one_row_of_history() {
    let (world, root) = with_admin().await;
    let before = world.events().await.len();
    world
        .roster
        .add_demo_people(&root.session, 30, 1)
        .await
        .unwrap();
    assert_eq!(world.events().await.len(), before + 1);
    let event = world.last_event().await;
    assert_eq!(
        (
            event.action.as_str(),
            event.actor_id,
            event.target_name.as_str()
        ),
        ("add", Some(root.id), "30 demo people")
    );
}

#[tokio::test]
async fn adding_them_takes_the_right_to_add() {
    let cast = cast().await;
    for by in [&cast.ana, &cast.reader, &cast.editor] {
        assert!(!forbidden(cast.world.roster.add_demo_people(&by.session, 5, 1).await).is_empty());
    }
    for by in [&cast.admin.session, &operator()] {
        assert_eq!(
            cast.world.roster.add_demo_people(by, 5, 1).await.unwrap(),
            5
        );
    }
    assert_eq!(
        cast.world
            .roster
            .add_demo_people(&operator(), 0, 1)
            .await
            .unwrap(),
        0,
        "none is a number too"
    );
}
