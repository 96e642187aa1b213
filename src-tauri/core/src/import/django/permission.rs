//! Django's permissions that mean something here as well.

use crate::value::{Permission, PermissionSet};

/// What a permission on a model allows in Roster; nothing if it has no counterpart. `tables` are that of the users, then
/// those of their profiles.
pub(super) fn translate<'a>(
    codename: &str,
    model_table: &str,
    mut tables: impl Iterator<Item = &'a str>,
) -> Option<PermissionSet> {
    let (verb, _) = codename.split_once('_')?;
    let is_users = tables.next() == Some(model_table);
    let permission = match (verb, model_table) {
        ("view", _) if is_users => Permission::ViewUser,
        ("add", _) if is_users => Permission::AddUser,
        ("change", _) if is_users => Permission::ChangeUser,
        ("delete", _) if is_users => Permission::DeleteUser,
        ("change", table) if tables.any(|profile| profile == table) => Permission::ChangeProfile,
        ("change", "auth_group") => Permission::ManageGroup,
        ("view", "admin_logentry") => Permission::ViewHistory,
        _ => return None,
    };
    Some([permission].into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::translate;
    use crate::value::Permission;

    #[test]
    fn only_what_means_the_same_is_taken_over() {
        let tables = ["auth_user", "accounts_profile"];
        let read = |codename, table| {
            let set = translate(codename, table, tables.into_iter())?;
            set.iter().next()
        };
        assert_eq!(
            read("delete_user", "auth_user"),
            Some(Permission::DeleteUser)
        );
        assert_eq!(
            read("change_profile", "accounts_profile"),
            Some(Permission::ChangeProfile)
        );
        assert_eq!(
            read("change_group", "auth_group"),
            Some(Permission::ManageGroup)
        );
        assert_eq!(read("add_profile", "accounts_profile"), None);
        assert_eq!(read("change_task", "work_task"), None);
        assert_eq!(read("nonsense", "auth_user"), None);
    }
}
