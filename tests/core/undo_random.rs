//! `undo(do(x)) == x`, and `redo(undo(do(x))) == do(x)`, in random histories, and all of a history backwards.

use jiff::SignedDuration;
use proptest::prelude::*;
use roster_core::value::Permission;
use roster_core::view::{
    BulkAction, GroupChanges, NewGroup, ProfileChanges, Selection, UserChanges,
};
use roster_core::{AvatarEdit, Result};

use crate::support::{World, new_user, operator, picture, with_admin};

/// How many people there are at first, beside the superuser; their ids follow theirs.
const PEOPLE: u8 = 5;

/// Something that is done.
#[derive(Debug, Clone)]
enum Deed {
    Profile(u8, ProfileChanges),
    Account(u8, UserChanges),
    Picture(u8, Option<u8>),
    Trash(u8),
    Restore(u8),
    Add(u8),
    Bulk(BulkAction, Vec<u8>),
    AddGroup(NewGroup),
    EditGroup(i64, GroupChanges),
    DeleteGroup(i64),
    /// From the group's side.
    AddMembers(i64, Vec<u8>),
    RemoveMembers(i64, Vec<u8>),
}

impl Deed {
    /// Does it; what a rule forbids stays undone.
    async fn apply(&self, world: &World) -> Result<()> {
        let by = operator();
        let id = |who: &u8| i64::from(*who) + 1;
        match self {
            Self::Profile(who, changes) => {
                world.edit_profile(&by, id(who), changes, None).await?;
            }
            Self::Account(who, changes) => {
                world.edit_user(&by, id(who), changes).await?;
            }
            Self::Picture(who, mark) => {
                let edit = mark.map_or(AvatarEdit::Remove, picture);
                let changes = ProfileChanges::default();
                world
                    .edit_profile(&by, id(who), &changes, Some(edit))
                    .await?;
            }
            Self::Trash(who) => world.delete(&by, id(who)).await?,
            Self::Restore(who) => {
                world.restore(&by, id(who)).await?;
            }
            Self::Add(number) => {
                let mut form = new_user(&format!("new{number}"));
                form.groups = vec![2];
                world.add_user(&by, &form).await?;
            }
            Self::Bulk(action, whom) => {
                let ids: Vec<i64> = whom.iter().map(id).collect();
                world.bulk(&by, *action, &ids).await?;
            }
            Self::AddGroup(form) => {
                world.add_group(&by, form).await?;
            }
            Self::EditGroup(group, changes) => {
                world.edit_group(&by, *group, changes).await?;
            }
            Self::DeleteGroup(group) => {
                world.delete_group(&by, *group).await?;
            }
            Self::AddMembers(group, whom) => {
                let ids = whom.iter().map(id).collect();
                let selection = Selection::Ids { ids };
                world.add_members(&by, *group, &selection).await?;
            }
            Self::RemoveMembers(group, whom) => {
                let ids = whom.iter().map(id).collect();
                let selection = Selection::Ids { ids };
                world.remove_members(&by, *group, &selection).await?;
            }
        }
        Ok(())
    }

    /// Undoing these leaves somebody in the trash who was nowhere before.
    fn is_add(&self) -> bool {
        matches!(self, Self::Add(_))
    }
}

fn who() -> impl Strategy<Value = u8> {
    0..=PEOPLE + 1
}

fn text() -> impl Strategy<Value = Option<String>> {
    let texts = &["", "Ana", "Zoë", "山田 花子", "O’Neil \"x\""][..];
    prop::option::weighted(0.4, prop::sample::select(texts).prop_map(str::to_owned))
}

fn profile() -> impl Strategy<Value = ProfileChanges> {
    let email = prop::sample::select(&["", "a@home.example", "B@home.example"][..]);
    let date = prop::sample::select(&["", "1987-04-09", "2001-01-31"][..]);
    let phone = prop::sample::select(&["", "+44 1 22", "0 3"][..]);
    let site = prop::sample::select(&["", "https://ana.example/"][..]);
    let option = |texts: prop::sample::Select<&'static str>| {
        prop::option::weighted(0.3, texts.prop_map(str::to_owned))
    };
    (
        [text(), text(), text(), text()],
        option(email),
        option(date),
        option(phone),
        option(site),
    )
        .prop_map(
            |([first_name, last_name, bio, location], email, birth_date, phone_number, site)| {
                ProfileChanges {
                    email,
                    first_name,
                    last_name,
                    bio,
                    location,
                    birth_date,
                    phone_number,
                    portfolio_site: site,
                    avatar: None,
                }
            },
        )
}

fn account() -> impl Strategy<Value = UserChanges> {
    let flag = || prop::option::weighted(0.3, any::<bool>());
    let name = prop::sample::select(&["ana", "Bo", "p1", "p2"][..]).prop_map(str::to_owned);
    let groups = prop::sample::subsequence(vec![1_i64, 2, 3, 4], 0..=3);
    let permissions = prop::sample::subsequence(Permission::ALL.to_vec(), 0..=4);
    (
        prop::option::weighted(0.3, name),
        [flag(), flag(), flag()],
        prop::option::weighted(0.4, groups),
        prop::option::weighted(0.4, permissions),
        prop::option::weighted(0.3, profile()),
    )
        .prop_map(|(username, flags, groups, permissions, profile)| {
            let [is_active, is_staff, is_superuser] = flags;
            UserChanges {
                username,
                is_active,
                is_staff,
                is_superuser,
                groups,
                permissions,
                profile,
            }
        })
}

fn group() -> impl Strategy<Value = Deed> {
    let name = || prop::sample::select(&["Readers", "Choir", "Team"][..]).prop_map(str::to_owned);
    let permissions = || prop::sample::subsequence(Permission::ALL.to_vec(), 0..=5);
    let which = || 1..=5_i64;
    let description = || prop::sample::select(&["", "Sing"][..]).prop_map(str::to_owned);
    let option = prop::option::of(description());
    let changes = (
        prop::option::of(name()),
        option,
        prop::option::of(permissions()),
    )
        .prop_map(|(name, description, permissions)| GroupChanges {
            name,
            description,
            permissions,
        });
    let form =
        (name(), description(), permissions()).prop_map(|(name, description, permissions)| {
            NewGroup {
                name,
                description,
                permissions,
            }
        });
    let whom = || prop::collection::vec(who(), 1..6);
    prop_oneof![
        2 => form.prop_map(Deed::AddGroup),
        2 => (which(), changes).prop_map(|(group, changes)| Deed::EditGroup(group, changes)),
        2 => which().prop_map(Deed::DeleteGroup),
        2 => (which(), whom()).prop_map(|(group, whom)| Deed::AddMembers(group, whom)),
        2 => (which(), whom()).prop_map(|(group, whom)| Deed::RemoveMembers(group, whom)),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    let group_id = 1..=5_i64;
    let action = prop_oneof![
        Just(BulkAction::Activate),
        Just(BulkAction::Deactivate),
        Just(BulkAction::RequirePassword),
        Just(BulkAction::Trash),
        Just(BulkAction::Restore),
        group_id
            .clone()
            .prop_map(|group| BulkAction::AddToGroup { group }),
        group_id.prop_map(|group| BulkAction::RemoveFromGroup { group }),
    ];
    let whom = prop::collection::vec(who(), 1..6);
    prop_oneof![
        2 => (who(), profile()).prop_map(|(who, changes)| Deed::Profile(who, changes)),
        3 => (who(), account()).prop_map(|(who, changes)| Deed::Account(who, changes)),
        2 => (who(), prop::option::of(1..4_u8)).prop_map(|(who, mark)| Deed::Picture(who, mark)),
        2 => who().prop_map(Deed::Trash),
        3 => who().prop_map(Deed::Restore),
        1 => (0..9_u8).prop_map(Deed::Add),
        5 => group(),
        4 => (action, whom).prop_map(|(action, whom)| Deed::Bulk(action, whom)),
    ]
}

/// People with passwords, so that new ones can be required of them.
async fn prepare() -> World {
    let (world, _) = with_admin().await;
    world.add_many(u32::from(PEOPLE)).await;
    world
        .run("update user set password_hash = 'x', password_changed = 0 where id > 1")
        .await;
    world
}

/// Does something and undoes it, again and again. Gives the event that stands for it then, if it was done.
async fn try_deed(world: &World, deed: &Deed, stays: bool) -> Option<i64> {
    let by = operator();
    let last = world.last_event_id().await;
    let before = world.state(true).await;
    let without_trash = world.state(false).await;
    let outcome = deed.apply(world).await;
    let event = world.last_event_id().await;
    if event == last {
        assert_eq!(
            world.state(true).await,
            before,
            "{outcome:?} leaves nothing"
        );
        return None;
    }
    let after = world.state(true).await;
    let undo = world.undo(&by, event, false).await.unwrap();
    assert_eq!(world.state(false).await, without_trash, "undone: {deed:?}");
    if !deed.is_add() {
        assert_eq!(world.state(true).await, before, "undone: {deed:?}");
    }
    let undone = world.state(true).await;
    let redo = world.undo(&by, undo.event, false).await.unwrap();
    assert_eq!(world.state(true).await, after, "redone: {deed:?}");
    let again = world.undo(&by, redo.event, false).await.unwrap();
    assert_eq!(world.state(true).await, undone, "undone again: {deed:?}");
    let refused = world.undo(&by, event, false).await;
    assert!(refused.is_err(), "what is undone can't be undone again");
    if stays {
        world.undo(&by, again.event, false).await.unwrap();
        assert_eq!(world.state(true).await, after, "redone again: {deed:?}");
        return Some(event);
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_undone_is_as_it_was(
        deeds in prop::collection::vec((deed(), prop::bool::weighted(0.8)), 1..24),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let world = prepare().await;
            let first = world.state(false).await;
            let mut events = Vec::new();
            for (deed, stays) in &deeds {
                world.clock.advance(SignedDuration::from_secs(1));
                events.extend(try_deed(&world, deed, *stays).await);
            }
            for event in events.into_iter().rev() {
                world.undo(&operator(), event, false).await.unwrap();
            }
            assert_eq!(world.state(false).await, first, "all of it backwards");
        });
    }
}
