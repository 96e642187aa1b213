//! Somebody new, as a row describes them.

use std::collections::BTreeSet;

use super::merge::merge;
use super::wish::{Measure, Wish, WishedPassword};
use crate::db::person::PersonRecord;
use crate::db::profile::ProfileRecord;
use crate::db::user::UserRecord;
use crate::history::Changes;
use crate::roster::to_millis;
use crate::user::batch::Scene;
use crate::value::{PermissionSet, Username};

/// Nobody in particular: what everyone is who was just added.
pub(super) fn blank_person() -> PersonRecord {
    PersonRecord {
        user: UserRecord::blank(),
        profile: blank_profile(),
        avatar: None,
        groups: BTreeSet::new(),
        permissions: PermissionSet::default(),
    }
}

fn blank_profile() -> ProfileRecord {
    ProfileRecord {
        bio: String::new(),
        location: String::new(),
        birth_date: None,
        phone_number: String::new(),
        portfolio_site: String::new(),
    }
}

/// The person as the row wants them, under this name, before anybody has asked what the one who imports may do.
pub(super) fn make_newcomer(
    wish: &Wish,
    username: &Username,
    measure: &Measure,
    takes_mail: bool,
) -> PersonRecord {
    let mut person = merge(&blank_person(), wish, takes_mail);
    let now = to_millis(measure.now);
    let user = &mut person.user;
    user.set_username(username);
    user.date_joined = wish.date_joined.unwrap_or(now);
    user.last_login = wish.last_login;
    user.must_change_password = wish.must_change_password.unwrap_or(false);
    if let Some(WishedPassword::Hash(hash)) = &wish.password {
        user.password_hash = Some(hash.clone());
        user.password_changed = Some(now);
    }
    person
}

/// What history says of somebody new: the account, as when somebody is added by hand.
pub(super) fn note_newcomer(scene: &Scene, person: &PersonRecord) -> Changes {
    let account = PersonRecord {
        profile: blank_profile(),
        ..person.clone()
    };
    scene.note(&blank_person(), &account)
}
