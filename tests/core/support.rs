//! What the tests stand on: a roster in a folder of its own, a clock that is set, and people who sign in.

mod import;
mod undo;
mod world;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use roster_core::auth::Session;
use roster_core::view::{FirstAdmin, NewUser, PasswordChoice};
use roster_core::{Clock, Error, HashingCost, Options, Result};

pub(crate) use undo::picture;
pub(crate) use world::{World, connect};

/// Everybody's password.
pub(crate) const PASSWORD: &str = "four quiet maple roads";

/// The groups that exist from the start.
pub(crate) const ADMINISTRATORS: i64 = 1;
pub(crate) const EDITORS: i64 = 2;
pub(crate) const READERS: i64 = 3;

/// A hash that takes no time worth speaking of.
pub(crate) const CHEAP: HashingCost = HashingCost {
    memory: 8,
    passes: 1,
    lanes: 1,
};

/// A clock that stands still until it is set: the time, and how much of it each look takes.
#[derive(Clone)]
pub(crate) struct TestClock(Arc<Mutex<(Timestamp, SignedDuration)>>);

impl TestClock {
    /// Noon of 14 June 2026, UTC.
    pub(crate) fn new() -> Self {
        let noon = "2026-06-14T12:00:00Z".parse().unwrap();
        Self(Arc::new(Mutex::new((noon, SignedDuration::ZERO))))
    }

    /// Forwards, or backwards.
    pub(crate) fn advance(&self, by: SignedDuration) {
        self.0.lock().unwrap().0 += by;
    }

    /// From now on each look finds it a millisecond later, as that of a busy machine.
    pub(crate) fn run(&self) {
        self.0.lock().unwrap().1 = SignedDuration::from_millis(1);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        let mut clock = self.0.lock().unwrap();
        let (now, step) = *clock;
        clock.0 = now + step;
        now
    }

    fn today(&self) -> Date {
        self.now().to_zoned(TimeZone::UTC).date()
    }
}

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing but their own profile.
    Plain,
    /// Staff who see people.
    Reader,
    /// Staff who change profiles.
    Editor,
    /// Staff with every permission, but no superuser.
    Administrator,
    Superuser,
}

/// Somebody in the roster who has signed in.
pub(crate) struct Somebody {
    pub(crate) id: i64,
    pub(crate) session: Session,
}

/// A roster with nobody in it.
pub(crate) async fn empty() -> World {
    World::open(world::make_folder()).await
}

/// A roster with one superuser, who has signed in.
pub(crate) async fn with_admin() -> (World, Somebody) {
    let world = empty().await;
    let session = world
        .roster
        .create_first_admin(first_admin("root"))
        .await
        .unwrap();
    let id = session.user_id().unwrap();
    (world, Somebody { id, session })
}

/// A roster with one of each: a plain user, a reader, an editor, an administrator and a superuser.
pub(crate) struct Cast {
    pub(crate) world: World,
    pub(crate) ana: Somebody,
    pub(crate) reader: Somebody,
    pub(crate) editor: Somebody,
    pub(crate) admin: Somebody,
    pub(crate) root: Somebody,
}

pub(crate) async fn cast() -> Cast {
    let (world, root) = with_admin().await;
    let ana = world.add("ana", Role::Plain).await;
    let reader = world.add("reader", Role::Reader).await;
    let editor = world.add("editor", Role::Editor).await;
    let admin = world.add("admin", Role::Administrator).await;
    Cast {
        world,
        ana,
        reader,
        editor,
        admin,
        root,
    }
}

pub(crate) fn options(clock: &TestClock) -> Options {
    Options {
        clock: Arc::new(clock.clone()),
        hashing: CHEAP,
    }
}

pub(crate) fn first_admin(username: &str) -> FirstAdmin {
    FirstAdmin {
        username: username.to_owned(),
        email: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        password: PASSWORD.to_owned(),
        demo: false,
    }
}

/// The form for somebody without rights.
pub(crate) fn new_user(username: &str) -> NewUser {
    NewUser {
        username: username.to_owned(),
        email: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        is_staff: false,
        is_superuser: false,
        groups: Vec::new(),
        password: typed(PASSWORD),
    }
}

pub(crate) fn typed(password: &str) -> PasswordChoice {
    PasswordChoice::Typed {
        password: password.to_owned(),
    }
}

/// The authority of the command line.
pub(crate) fn operator() -> Session {
    Session::operator("maria")
}

/// The sentences by field of a form that was refused.
pub(crate) fn field_errors<T>(result: Result<T>) -> BTreeMap<String, String> {
    match result.err() {
        Some(Error::Validation(errors)) => errors
            .iter()
            .map(|(field, sentence)| (field.to_owned(), sentence.to_owned()))
            .collect(),
        Some(other) => panic!("refused for another reason: {other:?}"),
        None => panic!("what is wrong in a form must be refused"),
    }
}

/// The sentence for the one field that is wrong.
pub(crate) fn field_error<T>(result: Result<T>, field: &str) -> String {
    let mut errors = field_errors(result);
    let sentence = errors.remove(field);
    assert!(errors.is_empty(), "only {field} is wrong: {errors:?}");
    sentence.unwrap_or_else(|| panic!("{field} must be refused"))
}

/// The sentence with which somebody without the right was sent away.
pub(crate) fn forbidden<T>(result: Result<T>) -> String {
    match result.err() {
        Some(Error::Forbidden(sentence)) => sentence,
        other => panic!("must be forbidden, was {other:?}"),
    }
}
