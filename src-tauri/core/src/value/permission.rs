//! What an account may do.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Checked, Flaw};

/// One right. The names are those of the database, the command line and the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Permission {
    /// See the list of people and each of them.
    #[serde(rename = "user.view")]
    ViewUser,
    /// Add people; needs [`Permission::ChangeUser`] as well, or an adder could make what they can't change.
    #[serde(rename = "user.add")]
    AddUser,
    /// Change accounts: name, status, groups, password.
    #[serde(rename = "user.change")]
    ChangeUser,
    /// Move people to the trash and back.
    #[serde(rename = "user.delete")]
    DeleteUser,
    /// Change what others tell about themselves.
    #[serde(rename = "profile.change")]
    ChangeProfile,
    /// Add, change and delete groups.
    #[serde(rename = "group.manage")]
    ManageGroup,
    /// Read the history.
    #[serde(rename = "history.view")]
    ViewHistory,
    /// Bring people in from a file.
    #[serde(rename = "data.import")]
    ImportData,
    /// Take people out into a file.
    #[serde(rename = "data.export")]
    ExportData,
    /// Make, check and restore backups.
    #[serde(rename = "backup.manage")]
    ManageBackup,
}

impl Permission {
    /// Every permission, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::ViewUser,
        Self::AddUser,
        Self::ChangeUser,
        Self::DeleteUser,
        Self::ChangeProfile,
        Self::ManageGroup,
        Self::ViewHistory,
        Self::ImportData,
        Self::ExportData,
        Self::ManageBackup,
    ];

    /// The name in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ViewUser => "user.view",
            Self::AddUser => "user.add",
            Self::ChangeUser => "user.change",
            Self::DeleteUser => "user.delete",
            Self::ChangeProfile => "profile.change",
            Self::ManageGroup => "group.manage",
            Self::ViewHistory => "history.view",
            Self::ImportData => "data.import",
            Self::ExportData => "data.export",
            Self::ManageBackup => "backup.manage",
        }
    }

    /// Reads the name in the database.
    pub fn parse(name: &str) -> Checked<Self> {
        Self::ALL
            .into_iter()
            .find(|permission| permission.as_str() == name)
            .ok_or_else(|| Flaw::new(format!("There is no permission “{name}”.")))
    }

    /// What it allows, to follow "the right to ".
    #[must_use]
    pub fn allows(self) -> &'static str {
        match self {
            Self::ViewUser => "see people",
            Self::AddUser => "add people",
            Self::ChangeUser => "change accounts",
            Self::DeleteUser => "delete people",
            Self::ChangeProfile => "change profiles",
            Self::ManageGroup => "manage groups",
            Self::ViewHistory => "see the history",
            Self::ImportData => "import people",
            Self::ExportData => "export people",
            Self::ManageBackup => "manage backups",
        }
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Some of the permissions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PermissionSet(u16);

impl PermissionSet {
    /// All of them, as a superuser has.
    pub const ALL: Self = Self((1 << Permission::ALL.len()) - 1);

    /// Whether this one is among them.
    #[must_use]
    pub fn contains(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Whether all of `others` are among them.
    #[must_use]
    pub fn contains_all(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// Those of either.
    #[must_use]
    pub fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those of `self` that `others` lacks.
    #[must_use]
    pub fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// In the order in which they are shown.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL
            .into_iter()
            .filter(move |permission| self.contains(*permission))
    }
}

/// As the list of its names.
impl Serialize for PermissionSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(
            permissions
                .into_iter()
                .fold(0, |bits, permission| bits | permission.bit()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Permission, PermissionSet};

    #[test]
    fn names_are_the_same_everywhere() {
        for permission in Permission::ALL {
            assert_eq!(Permission::parse(permission.as_str()), Ok(permission));
            assert_eq!(
                serde_json::to_value(permission).unwrap(),
                permission.as_str()
            );
        }
        assert!(Permission::parse("user.fly").is_err());
    }

    #[test]
    fn sets_hold_what_was_put_in() {
        let set: PermissionSet = [Permission::ViewUser, Permission::ManageBackup]
            .into_iter()
            .collect();
        assert!(set.contains(Permission::ManageBackup) && !set.contains(Permission::AddUser));
        assert!(PermissionSet::ALL.contains_all(set) && !set.contains_all(PermissionSet::ALL));
        assert_eq!(
            set.iter().collect::<Vec<_>>(),
            [Permission::ViewUser, Permission::ManageBackup]
        );
        assert_eq!(PermissionSet::ALL.iter().count(), Permission::ALL.len());
    }
}
