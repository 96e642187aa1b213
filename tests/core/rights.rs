//! Who may do what to whom: the table of product.md, and that the window is told beforehand what the deeds then do.

use std::fs;

use roster_core::auth::Session;
use roster_core::view::{Allowed, PasswordChoice, ProfileChanges, UserChanges};
use roster_core::{Error, Result};

use crate::support::{Role, World, cast, operator};

/// What can be done to a person, each in the smallest form that is a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Profile,
    Account,
    Flags,
    Staff,
    Superuser,
    Password,
    Delete,
}

const DEEDS: [Deed; 7] = [
    Deed::Profile,
    Deed::Account,
    Deed::Flags,
    Deed::Staff,
    Deed::Superuser,
    Deed::Password,
    Deed::Delete,
];

impl Deed {
    async fn attempt(self, world: &World, by: &Session, id: i64) -> Result<()> {
        let flag = async |column: &str| -> bool {
            sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
                "select {column} from user where id = {id}"
            )))
            .fetch_one(&mut world.raw().await)
            .await
            .unwrap()
        };
        let changes = match self {
            Self::Profile => {
                let changes = ProfileChanges {
                    bio: Some("changed".into()),
                    ..ProfileChanges::default()
                };
                return world.edit_profile(by, id, &changes, None).await.map(drop);
            }
            Self::Password => {
                return world
                    .reset_password(by, id, PasswordChoice::None)
                    .await
                    .map(drop);
            }
            Self::Delete => return world.delete(by, id).await,
            Self::Account => UserChanges {
                username: Some("renamed".into()),
                ..UserChanges::default()
            },
            Self::Flags => UserChanges {
                is_active: Some(!flag("is_active").await),
                ..UserChanges::default()
            },
            Self::Staff => UserChanges {
                is_staff: Some(!flag("is_staff").await),
                ..UserChanges::default()
            },
            Self::Superuser => UserChanges {
                is_superuser: Some(!flag("is_superuser").await),
                ..UserChanges::default()
            },
        };
        world.edit_user(by, id, &changes).await.map(drop)
    }

    fn reason(self, may: &Allowed) -> Option<&str> {
        match self {
            Self::Profile => &may.edit_profile,
            Self::Account => &may.edit_account,
            Self::Flags => &may.edit_flags,
            Self::Staff => &may.edit_staff,
            Self::Superuser => &may.edit_superuser,
            Self::Password => &may.reset_password,
            Self::Delete => &may.delete,
        }
        .as_deref()
    }
}

/// Somebody with a role, by name; a roster of all of them can be had again and again.
struct Stage {
    file: Vec<u8>,
    people: Vec<(&'static str, i64, Session)>,
}

impl Stage {
    /// One of each role, two superusers so that neither is the last, and people with single rights.
    async fn build() -> Self {
        let cast = cast().await;
        let world = cast.world;
        let mut people = vec![
            ("root", cast.root.id, cast.root.session),
            ("ana", cast.ana.id, cast.ana.session),
            ("reader", cast.reader.id, cast.reader.session),
            ("editor", cast.editor.id, cast.editor.session),
            ("admin", cast.admin.id, cast.admin.session),
        ];
        for (name, role, rights) in [
            ("second", Role::Superuser, vec![]),
            ("changer", Role::Reader, vec!["user.change"]),
            ("deleter", Role::Reader, vec!["user.delete"]),
            (
                "dormant",
                Role::Plain,
                vec!["user.view", "user.change", "user.delete"],
            ),
        ] {
            let somebody = world.add(name, role).await;
            world.permit(name, &rights).await;
            people.push((name, somebody.id, somebody.session));
        }
        world.roster.close().await;
        Self {
            file: fs::read(world.path()).unwrap(),
            people,
        }
    }

    /// A fresh copy.
    async fn set_up(&self) -> World {
        World::from_file(&self.file).await
    }

    fn person(&self, name: &str) -> &(&'static str, i64, Session) {
        self.people.iter().find(|person| person.0 == name).unwrap()
    }
}

/// Who may do what to whom, in words: the deeds that are allowed.
#[tokio::test]
async fn the_table_of_rights() {
    use Deed::{Account, Delete, Flags, Password, Profile, Staff};
    let stage = Stage::build().await;
    let by_change = vec![Profile, Account, Flags, Staff, Password];
    let by_admin = vec![Profile, Account, Flags, Staff, Password, Delete];
    let table = [
        ("ana", "ana", vec![Profile]),
        ("ana", "reader", vec![]),
        ("ana", "root", vec![]),
        ("dormant", "dormant", vec![Profile]),
        ("dormant", "ana", vec![]),
        ("reader", "reader", vec![Profile]),
        ("reader", "ana", vec![]),
        ("editor", "ana", vec![Profile]),
        ("editor", "admin", vec![Profile]),
        ("editor", "root", vec![]),
        ("deleter", "ana", vec![Delete]),
        ("deleter", "deleter", vec![Profile]),
        ("deleter", "root", vec![]),
        ("changer", "ana", by_change.clone()),
        ("changer", "reader", by_change),
        // With the rights of an editor one could change profiles, which a changer may as well; of an admin, much more.
        ("changer", "admin", vec![Profile, Account, Flags, Staff]),
        ("changer", "dormant", vec![Profile, Account, Flags]),
        ("admin", "ana", by_admin.clone()),
        ("admin", "dormant", by_admin.clone()),
        ("admin", "editor", by_admin),
        ("admin", "admin", vec![Profile]),
        ("admin", "root", vec![]),
        ("root", "admin", DEEDS.to_vec()),
        ("root", "second", DEEDS.to_vec()),
        ("root", "root", vec![Profile]),
        ("operator", "root", DEEDS.to_vec()),
        ("operator", "ana", DEEDS.to_vec()),
    ];
    for (by, target, allowed) in table {
        let session = if by == "operator" {
            operator()
        } else {
            stage.person(by).2.clone()
        };
        let id = stage.person(target).1;
        let mut world = stage.set_up().await;
        for deed in DEEDS {
            let outcome = deed.attempt(&world, &session, id).await;
            assert_eq!(
                outcome.is_ok(),
                allowed.contains(&deed),
                "{by} does {deed:?} to {target}: {outcome:?}"
            );
            if outcome.is_ok() {
                world = stage.set_up().await;
            }
        }
    }
}

/// A control that is on works, and one that is off says why it is: for everyone, with everyone.
#[tokio::test]
async fn what_the_window_is_told_is_what_happens() {
    let stage = Stage::build().await;
    let mut world = stage.set_up().await;
    for (by, by_id, session) in &stage.people {
        for (target, id, _) in &stage.people {
            let may = match world.show(session, *id).await {
                Ok(person) => Some(person.may),
                Err(Error::Forbidden(_)) => None,
                Err(other) => panic!("{by} looks at {target}: {other:?}"),
            };
            for deed in DEEDS {
                let reason = may
                    .as_ref()
                    .map_or(Some("can't even see them"), |may| deed.reason(may));
                let outcome = deed.attempt(&world, session, *id).await;
                let said = outcome.as_ref().err().map(ToString::to_string);
                assert_eq!(
                    outcome.is_ok(),
                    reason.is_none(),
                    "{by}, {deed:?}, {target}: was told {reason:?}, then {said:?}"
                );
                if may.is_some() && by_id != id {
                    assert_eq!(
                        said.as_deref(),
                        reason,
                        "{by}, {deed:?}, {target}: the same sentence"
                    );
                }
                if outcome.is_ok() {
                    world = stage.set_up().await;
                }
            }
        }
    }
}

/// A refusal says what would help, and nothing has changed.
#[tokio::test]
async fn what_is_refused_changes_nothing() {
    let stage = Stage::build().await;
    let world = stage.set_up().await;
    let before = (
        world.events().await.len(),
        world.value::<i64>("select sum(version) from user").await,
    );
    let (_, _, ana) = stage.person("ana");
    for (_, id, _) in &stage.people {
        for deed in DEEDS.iter().filter(|deed| **deed != Deed::Profile) {
            let refused = deed.attempt(&world, ana, *id).await;
            assert!(
                matches!(refused, Err(Error::Forbidden(ref sentence)) if sentence.ends_with('.')),
                "{refused:?}"
            );
        }
    }
    let after = (
        world.events().await.len(),
        world.value::<i64>("select sum(version) from user").await,
    );
    assert_eq!(before, after);
}

#[tokio::test]
async fn groups_can_be_listed_by_those_who_see_people() {
    let cast = cast().await;
    let names = async |by: &Session| -> Result<Vec<String>> {
        let grant = cast
            .world
            .roster
            .read(by)
            .await?
            .grant::<roster_core::auth::ViewUser>()?;
        Ok(grant
            .list_groups()
            .await?
            .into_iter()
            .map(|group| group.name)
            .collect())
    };
    assert_eq!(
        names(&cast.reader.session).await.unwrap(),
        ["Administrators", "Editors", "Readers"]
    );
    assert!(names(&cast.ana.session).await.is_err());
}
