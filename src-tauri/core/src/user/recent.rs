//! The accounts that signed in on this computer before.

use super::face::show_face;
use crate::db::{avatar, user};
use crate::error::Result;
use crate::roster::{Roster, show_optional};
use crate::view::RecentAccount;

impl Roster {
    /// Those of these accounts that can still sign in, in the same order.
    ///
    /// Needs no session: it is what the sign-in screen shows. Only the shell calls it, with the ids that it remembered.
    pub async fn list_recent_accounts(&self, ids: &[i64]) -> Result<Vec<RecentAccount>> {
        let mut tx = self.begin_read().await?;
        let mut accounts = Vec::with_capacity(ids.len());
        for &id in ids {
            let found = user::find_by_id(&mut tx, id).await?;
            if let Some(user) = found.filter(|user| user.is_active && user.deleted_at.is_none()) {
                let face = show_face(&user, avatar::find_hash(&mut tx, id).await?);
                accounts.push(RecentAccount {
                    face,
                    last_login: show_optional(user.last_login),
                });
            }
        }
        Ok(accounts)
    }
}
