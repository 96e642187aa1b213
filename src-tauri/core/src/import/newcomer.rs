//! Somebody new, as a row describes them.

use std::collections::BTreeSet;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::merge::merge;
use super::wish::{Measure, Wish, WishedPassword};
use crate::db::person::PersonRecord;
use crate::db::profile::ProfileRecord;
use crate::db::user::UserRecord;
use crate::roster::to_millis;
use crate::user::batch::Scene;
use crate::value::{PermissionSet, Username};
use crate::view::GroupName;

/// Nobody in particular: what everyone is who was just added.
pub(super) fn blank_person() -> PersonRecord {
    PersonRecord {
        user: UserRecord::blank(),
        profile: ProfileRecord::blank(),
        avatar: None,
        groups: BTreeSet::new(),
        permissions: PermissionSet::default(),
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

/// What history says of somebody new: the account, as when somebody is added by hand. Written out as it is: a tree of values
/// of each takes longer to make and to drop than SQLite takes to store it.
pub(super) struct AccountNote<'a> {
    pub(super) scene: &'a Scene,
    pub(super) person: &'a PersonRecord,
    /// As the row wishes it; a passphrase that ends has to be changed in any case.
    pub(super) must_change_password: bool,
}

impl Serialize for AccountNote<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { scene, person, .. } = self;
        let (old, new) = (UserRecord::blank(), &person.user);
        let mut map = serializer.serialize_map(None)?;
        macro_rules! note {
            ($($field:ident)+) => {
                $(if old.$field != new.$field {
                    map.serialize_entry(stringify!($field), &(&old.$field, &new.$field))?;
                })+
            };
        }
        if person.avatar.is_some() {
            map.serialize_entry("avatar", &((), &person.avatar))?;
        }
        note!(email first_name);
        if !person.groups.is_empty() {
            let none: [GroupName; 0] = [];
            map.serialize_entry("groups", &(none, scene.name_groups(person)))?;
        }
        note!(is_active is_staff is_superuser last_name);
        if self.must_change_password {
            map.serialize_entry("must_change_password", &(false, true))?;
        }
        let none = PermissionSet::default();
        if person.permissions != none {
            map.serialize_entry("permissions", &(none, person.permissions))?;
        }
        note!(username);
        map.end()
    }
}
