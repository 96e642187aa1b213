//! Why an event can't be undone, as far as the event itself and the one who asks tell.

use super::change::read_changes;
use crate::auth::{Actor, ChangeUser, DeleteUser, ManageGroup, ViewHistory};
use crate::db::event::StoredEvent;
use crate::history::{Action, TargetKind};
use crate::user::rights::Target;

/// Why not, or nothing.
type Reason = Option<String>;

/// Why the actor can't undo an event, or nothing if they can. Asks no database, so that a page of events costs nothing;
/// what has become of the people since is for the undo itself to find out.
pub(crate) fn why_not(actor: &Actor, event: &StoredEvent) -> Reason {
    why_never(event)
        .map(str::to_owned)
        .or_else(|| why_not_see(actor, event))
        .or_else(|| why_not_change(actor, event))
}

/// What nobody can undo.
pub(super) fn why_never(event: &StoredEvent) -> Option<&'static str> {
    if event.undone_by.is_some() {
        return Some("This was undone already.");
    }
    match Action::parse(&event.action) {
        Some(Action::Purge) => Some("Whoever was deleted for good can’t be brought back."),
        Some(Action::SignIn | Action::SignInFailed | Action::Lock | Action::Unlock) => {
            Some("Signing in changed nothing that could be set back.")
        }
        Some(Action::MakeRecoveryCodes) => {
            Some("Earlier recovery codes are not kept, so none can work again.")
        }
        Some(Action::ChangePassword | Action::ResetPassword | Action::Recover) => {
            Some("Earlier passwords are not kept, so none can be set again.")
        }
        Some(Action::Change) if event.is_about(TargetKind::Roster) => {
            Some("A setting is set back where it was chosen, under Settings.")
        }
        Some(Action::Export) => Some("What was taken out of the roster can’t be taken back."),
        Some(Action::BackUp) => Some("Making a backup changed nothing that could be set back."),
        Some(Action::RestoreBackup) => {
            Some("To go back, restore the backup that was made before this one was restored.")
        }
        Some(Action::Add) if event.target_id.is_none() && event.batch_size.is_none() => {
            Some("Who was added was not noted one by one. Select them in the list to delete them.")
        }
        Some(_) => None,
        None => Some("This was done by another version of Roster, and this one does not know it."),
    }
}

/// What somebody did themselves, or what was done to them, they may see without the right to.
pub(super) fn why_not_see(actor: &Actor, event: &StoredEvent) -> Reason {
    let is_mine = |id: Option<i64>| id.is_some_and(|id| actor.is_user(id));
    let is_about_me = event.is_about(TargetKind::User) && is_mine(event.target_id);
    actor
        .why_not::<ViewHistory>()
        .filter(|_| !is_mine(event.actor_id) && !is_about_me)
}

/// Of many fields, it is enough to be able to set back one.
fn why_not_change(actor: &Actor, event: &StoredEvent) -> Reason {
    let fields = read_changes(event);
    if let Some(id) = event.target_id.filter(|_| !event.is_whole()) {
        let target = Target::unknown(id);
        let mut reasons = fields
            .iter()
            .map(|change| why_not_set(&target, actor, &change.field));
        let first = reasons.next()?;
        return first.filter(|_| reasons.all(|reason| reason.is_some()));
    }
    if event.is_about(TargetKind::Group) && !fields.is_empty() {
        return actor.why_not::<ManageGroup>();
    }
    let accounts = actor.why_not::<ChangeUser>();
    match Action::parse(&event.action) {
        _ if event.is_about(TargetKind::Group) => actor.why_not::<ManageGroup>().and(accounts),
        Some(Action::Add | Action::Delete | Action::Restore) => actor.why_not::<DeleteUser>(),
        // What it did or had undone is known from its parts only.
        Some(Action::Import | Action::Undo) => actor.why_not::<DeleteUser>().and(accounts),
        _ => accounts,
    }
}

/// Why the actor can't set a field of somebody, whatever to: as if it were done by hand.
pub(super) fn why_not_set(target: &Target, actor: &Actor, field: &str) -> Reason {
    match field {
        "username" => target.why_not_edit_account(actor, "username"),
        "is_active" => target.why_not_edit_account(actor, "status and groups"),
        "is_staff" => target.why_not_edit_staff(actor),
        "is_superuser" => target.why_not_edit_superuser(actor),
        "must_change_password" => target.why_not_edit_account(actor, "password"),
        // From either side: the person's, or the group's.
        "groups" => target
            .why_not_edit_membership(actor)
            .and(target.why_not_edit_groups(actor)),
        "permissions" => target.why_not_edit_groups(actor),
        "deleted" => target.why_not_delete(actor).map(|refusal| refusal.message),
        _ => target.why_not_edit_profile(actor),
    }
}
