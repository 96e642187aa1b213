//! The people of the tests, and a roster with all of them.

use std::sync::OnceLock;

use roster_core::Roster;
use roster_core::auth::{AddUser, ChangeUser, DeleteUser, Session, ViewHistory, ViewUser};
use roster_core::view::{
    EventQuery, FirstAdmin, NewUser, PasswordChoice, PasswordContext, UserChanges, UserQuery,
};
use serde_json::{Value, json};

use crate::harness::{OTHER_PASSWORD, PASSWORD, Window, outside};

/// Who sits at the page. The last three signed in as an administrator and lost that while the page stayed open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Actor {
    /// There are people, and none of them is signed in.
    Nobody,
    /// There is no account at all yet.
    FirstRun,
    /// An account without any right.
    Plain,
    /// Staff in the group Readers.
    Reader,
    /// Staff in the group Editors.
    Editor,
    /// Staff in the group Administrators.
    Admin,
    /// A superuser.
    Superuser,
    /// Signed in with a temporary password.
    Pending,
    /// Deactivated by somebody else.
    Deactivated,
    /// Moved to the trash by somebody else.
    Deleted,
    /// Has a new password since.
    Stale,
}

impl Actor {
    /// All of them, in the order of the table's columns.
    pub(crate) const ALL: [Self; 11] = [
        Self::Nobody,
        Self::FirstRun,
        Self::Plain,
        Self::Reader,
        Self::Editor,
        Self::Admin,
        Self::Superuser,
        Self::Pending,
        Self::Deactivated,
        Self::Deleted,
        Self::Stale,
    ];

    fn username(self) -> Option<&'static str> {
        match self {
            Self::Nobody | Self::FirstRun => None,
            Self::Plain => Some("paul"),
            Self::Reader => Some("rita"),
            Self::Editor => Some("emil"),
            Self::Admin | Self::Deactivated | Self::Deleted | Self::Stale => Some("ada"),
            Self::Superuser => Some("sam"),
            Self::Pending => Some("petra"),
        }
    }

    /// What is typed at the sign-in screen.
    pub(crate) fn password(self) -> String {
        if self == Self::Pending {
            cast().temporary.clone()
        } else {
            PASSWORD.to_owned()
        }
    }

    /// A window with this person at the page.
    pub(crate) fn window(self) -> Window {
        let folder = tempfile::tempdir().unwrap();
        if self != Self::FirstRun {
            std::fs::write(folder.path().join("roster.db"), &cast().database).unwrap();
        }
        let window = Window::open_in(folder);
        if let Some(name) = self.username() {
            window.sign_in(name, &self.password());
        }
        window
    }

    /// What happens to them behind the page's back.
    pub(crate) fn fall(self, window: &Window) {
        let ada = cast().id("ada");
        match self {
            Self::Deactivated => window.outside(|roster, operator| async move {
                deactivate(&roster, &operator, ada).await;
            }),
            Self::Deleted => window.outside(|roster, operator| async move {
                let write = roster
                    .write(&operator)
                    .await
                    .unwrap()
                    .grant::<DeleteUser>()
                    .unwrap();
                write
                    .delete_user(ada, version(&roster, &operator, ada).await)
                    .await
                    .unwrap();
            }),
            Self::Stale => window.outside(|roster, _| async move {
                let session = roster.sign_in("ada", PASSWORD).await.unwrap();
                roster
                    .change_password(&session, PASSWORD, OTHER_PASSWORD)
                    .await
                    .unwrap();
            }),
            _ => {}
        }
    }
}

/// A roster that holds everyone, made once.
pub(crate) struct Cast {
    database: Vec<u8>,
    people: Vec<(String, i64)>,
    /// The event that Vera's profile was filled in by.
    veras_change: i64,
    /// Petra's temporary password.
    temporary: String,
}

impl Cast {
    /// Somebody's number.
    pub(crate) fn id(&self, username: &str) -> i64 {
        let found = self.people.iter().find(|(name, _)| name == username);
        found
            .unwrap_or_else(|| panic!("nobody is called {username}"))
            .1
    }

    /// The event that Vera's profile was filled in by.
    pub(crate) fn veras_change(&self) -> i64 {
        self.veras_change
    }
}

/// Everyone: the actors; Vera, whom things are done to; Tom, who is in the trash.
pub(crate) fn cast() -> &'static Cast {
    static CAST: OnceLock<Cast> = OnceLock::new();
    CAST.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("roster.db");
        let (people, temporary, veras_change) = outside(&database, |roster, operator| async move {
            let (people, temporary) = hire(&roster, &operator).await;
            (people, temporary, last_event(&roster, &operator).await)
        });
        Cast {
            database: std::fs::read(&database).unwrap(),
            people,
            veras_change,
            temporary,
        }
    })
}

async fn hire(roster: &Roster, operator: &Session) -> (Vec<(String, i64)>, String) {
    let admin = FirstAdmin {
        username: "sam".into(),
        email: "sam@roster.example".into(),
        first_name: String::new(),
        last_name: String::new(),
        password: PASSWORD.into(),
        demo: false,
    };
    let sam = roster
        .create_first_admin(admin)
        .await
        .unwrap()
        .user_id()
        .unwrap();
    let typed = || PasswordChoice::Typed {
        password: PASSWORD.into(),
    };
    let mut people = vec![("sam".to_owned(), sam)];
    for (name, group) in [
        ("paul", ""),
        ("rita", "Readers"),
        ("emil", "Editors"),
        ("ada", "Administrators"),
        ("vera", ""),
    ] {
        people.push((
            name.to_owned(),
            add(roster, operator, name, group, typed()).await.0,
        ));
    }
    let (petra, temporary) = add(
        roster,
        operator,
        "petra",
        "Administrators",
        PasswordChoice::Temporary,
    )
    .await;
    let (tom, _) = add(roster, operator, "tom", "", PasswordChoice::None).await;
    let trash = roster
        .write(operator)
        .await
        .unwrap()
        .grant::<DeleteUser>()
        .unwrap();
    trash.delete_user(tom, 1).await.unwrap();
    let site = json!({"portfolio_site": "https://vera.example"});
    let vera = people.iter().find(|(name, _)| name == "vera").unwrap().1;
    let profile = roster.write(operator).await.unwrap();
    profile
        .edit_profile(vera, 1, &serde_json::from_value(site).unwrap(), None)
        .await
        .unwrap();
    people.extend([("petra".to_owned(), petra), ("tom".to_owned(), tom)]);
    (people, temporary.unwrap())
}

/// The number of the latest event.
async fn last_event(roster: &Roster, operator: &Session) -> i64 {
    let history = roster.read(operator).await.unwrap();
    let query = EventQuery {
        limit: 1,
        ..EventQuery::default()
    };
    let page = history.grant::<ViewHistory>().unwrap();
    page.list_events(&query).await.unwrap().rows[0].id
}

async fn add(
    roster: &Roster,
    operator: &Session,
    name: &str,
    group: &str,
    choice: PasswordChoice,
) -> (i64, Option<String>) {
    let groups = roster
        .read(operator)
        .await
        .unwrap()
        .grant::<ViewUser>()
        .unwrap()
        .list_groups()
        .await
        .unwrap();
    let form = NewUser {
        username: name.into(),
        email: format!("{name}@roster.example"),
        first_name: String::new(),
        last_name: String::new(),
        is_staff: !group.is_empty(),
        is_superuser: false,
        groups: groups
            .into_iter()
            .filter(|known| known.name == group)
            .map(|known| known.id)
            .collect(),
        password: PasswordChoice::None,
    };
    let credential = roster
        .prepare_credential(choice, &PasswordContext::default())
        .await
        .unwrap();
    let write = roster
        .write(operator)
        .await
        .unwrap()
        .grant::<AddUser>()
        .unwrap();
    let added = write.add_user(&form, &credential).await.unwrap();
    (
        added.person.face.id,
        credential.temporary().map(str::to_owned),
    )
}

/// Deactivates somebody.
async fn deactivate(roster: &Roster, operator: &Session, id: i64) {
    let version = version(roster, operator, id).await;
    let changes = UserChanges {
        is_active: Some(false),
        ..UserChanges::default()
    };
    let write = roster
        .write(operator)
        .await
        .unwrap()
        .grant::<ChangeUser>()
        .unwrap();
    write.edit_user(id, version, &changes, None).await.unwrap();
}

/// Somebody's version.
async fn version(roster: &Roster, operator: &Session, id: i64) -> i64 {
    roster
        .read(operator)
        .await
        .unwrap()
        .show_user(id)
        .await
        .unwrap()
        .version
}

/// Everything that the roster says about everyone, to see whether anything changed.
pub(crate) fn describe_everyone(window: &Window) -> Value {
    window.outside(|roster, operator| async move {
        let read = roster
            .read(&operator)
            .await
            .unwrap()
            .grant::<ViewUser>()
            .unwrap();
        let query = UserQuery {
            limit: UserQuery::MAX_LIMIT,
            ..UserQuery::default()
        };
        serde_json::to_value(read.list_details(&query).await.unwrap()).unwrap()
    })
}
