//! `--filter KEY=VALUE`.

use roster_core::value::TimeBound;
use roster_core::view::{DayRange, LastLoginFilter, UserFilter};

/// The keys there are, for whoever misspells one.
const KEYS: &str = "active, staff, superuser, picture, locked, never-signed-in, group, no-group, joined-from, joined-to, \
     last-login-from, last-login-to";

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FilterWish {
    Active(bool),
    Staff(bool),
    Superuser(bool),
    Picture(bool),
    Locked(bool),
    NeverSignedIn(bool),
    Group(String),
    NoGroup(bool),
    JoinedFrom(String),
    JoinedTo(String),
    LastLoginFrom(String),
    LastLoginTo(String),
}

/// Understands one condition, or says which there are.
pub(super) fn parse_filter(typed: &str) -> Result<FilterWish, String> {
    let Some((key, value)) = typed.split_once('=') else {
        return Err(format!("write KEY=VALUE, with one of these keys: {KEYS}"));
    };
    let parse_flag = || match value {
        "true" | "yes" => Ok(true),
        "false" | "no" => Ok(false),
        _ => Err(format!("{key} is true or false")),
    };
    let parse_time = || match TimeBound::parse(value) {
        Ok(_) => Ok(value.to_owned()),
        Err(flaw) => Err(flaw.to_string()),
    };
    Ok(match key {
        "active" => FilterWish::Active(parse_flag()?),
        "staff" => FilterWish::Staff(parse_flag()?),
        "superuser" => FilterWish::Superuser(parse_flag()?),
        "picture" => FilterWish::Picture(parse_flag()?),
        "locked" => FilterWish::Locked(parse_flag()?),
        "never-signed-in" => FilterWish::NeverSignedIn(parse_flag()?),
        "group" => FilterWish::Group(value.to_owned()),
        "no-group" => FilterWish::NoGroup(parse_flag()?),
        "joined-from" => FilterWish::JoinedFrom(parse_time()?),
        "joined-to" => FilterWish::JoinedTo(parse_time()?),
        "last-login-from" => FilterWish::LastLoginFrom(parse_time()?),
        "last-login-to" => FilterWish::LastLoginTo(parse_time()?),
        _ => return Err(format!("there is no filter “{key}”; there are: {KEYS}")),
    })
}

/// Puts the conditions together; `group_id` finds a group by its name.
pub(crate) fn join_filters<E: From<String>>(
    wishes: &[FilterWish],
    group_id: impl Fn(&str) -> Result<i64, E>,
) -> Result<UserFilter, E> {
    let mut filter = UserFilter::default();
    let (mut joined, mut last_login) = (DayRange::default(), DayRange::default());
    let mut never = None;
    for wish in wishes {
        match wish {
            FilterWish::Active(holds) => set("active", &mut filter.is_active, *holds)?,
            FilterWish::Staff(holds) => set("staff", &mut filter.is_staff, *holds)?,
            FilterWish::Superuser(holds) => set("superuser", &mut filter.is_superuser, *holds)?,
            FilterWish::Picture(holds) => set("picture", &mut filter.has_picture, *holds)?,
            FilterWish::Locked(holds) => set("locked", &mut filter.is_locked, *holds)?,
            FilterWish::NeverSignedIn(holds) => set("never-signed-in", &mut never, *holds)?,
            FilterWish::Group(name) => filter.groups.push(group_id(name)?),
            FilterWish::NoGroup(holds) => filter.no_group = *holds,
            FilterWish::JoinedFrom(time) => set("joined-from", &mut joined.from, time.clone())?,
            FilterWish::JoinedTo(time) => set("joined-to", &mut joined.to, time.clone())?,
            FilterWish::LastLoginFrom(time) => {
                set("last-login-from", &mut last_login.from, time.clone())?;
            }
            FilterWish::LastLoginTo(time) => {
                set("last-login-to", &mut last_login.to, time.clone())?;
            }
        }
    }
    filter.joined = (joined != DayRange::default()).then_some(joined);
    let has_range = last_login != DayRange::default();
    filter.last_login = match never {
        Some(true) if has_range => {
            let words = "who never signed in has no last sign-in: leave out never-signed-in or last-login-from and -to";
            return Err(words.to_owned().into());
        }
        Some(true) => Some(LastLoginFilter::Never),
        Some(false) => Some(LastLoginFilter::Between { range: last_login }),
        None => has_range.then_some(LastLoginFilter::Between { range: last_login }),
    };
    Ok(filter)
}

fn set<T: PartialEq, E: From<String>>(key: &str, place: &mut Option<T>, value: T) -> Result<(), E> {
    if place.as_ref().is_some_and(|other| *other != value) {
        return Err(format!("{key} can hold one value at a time").into());
    }
    *place = Some(value);
    Ok(())
}
