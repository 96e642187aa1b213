//! Getting back in without the password.

use std::time::Duration;

use super::access::Proven;
use super::actor::Session;
use super::own_password::context_of;
use super::recovery_code::{RecoveryCode, RecoveryCodes};
use super::sign_in::LONGEST;
use super::throttle::{Candidate, forgive, subject_of};
use crate::db::recovery_code::{self, CodeHash};
use crate::db::user::{self, UserRecord};
use crate::error::{Error, Result};
use crate::history::{Action, By, Changes, Target, record};
use crate::roster::{Roster, to_millis};
use crate::view::PasswordContext;

/// Not the right name and code, for a reason that costs no wait.
const REFUSED: Error = Error::RecoveryRefused {
    wait: Duration::ZERO,
};

impl Roster {
    /// Signs in by username or e-mail and a recovery code, which is used up, and sets a new password; every other session
    /// of the account ends.
    ///
    /// Slowed down like signing in, and with the same answer whatever is not right. A code whose letters can't be one,
    /// and a password that keeps no rule, are said to be so before anything is looked up, and cost nothing.
    pub async fn recover(&self, name: &str, code: &str, new: &str) -> Result<Session> {
        if name.len() > LONGEST || code.len() > LONGEST {
            return Err(REFUSED);
        }
        let code = RecoveryCode::parse(code).ok_or_else(|| {
            Error::field(
                "code",
                "A recovery code has 26 letters and digits. Compare it with your list.",
            )
        })?;
        let typed = PasswordContext {
            username: name.trim().to_owned(),
            ..PasswordContext::default()
        };
        self.check_new_password("new_password", new, &typed).await?;
        let hash = code.hash();
        let user = self.verify_code(name, &hash).await?;
        let password = self
            .hash_new_password("new_password", new, &context_of(&user))
            .await?;
        self.store_recovery(&user, &hash, password).await
    }

    async fn verify_code(&self, name: &str, hash: &CodeHash) -> Result<UserRecord> {
        let Candidate { user, subject } = Candidate::find(&mut *self.reader().await?, name).await?;
        self.refuse_waiting(subject).await?;
        let id = user.as_ref().map_or(0, |user| user.id);
        let right = recovery_code::is_unused(&mut *self.reader().await?, id, hash).await?;
        match user {
            Some(user) if right && user.is_active => Ok(user),
            user => {
                let wait = self.record_failure(subject, user.as_ref()).await?;
                Err(Error::RecoveryRefused { wait })
            }
        }
    }

    async fn store_recovery(
        &self,
        user: &UserRecord,
        code: &CodeHash,
        password: String,
    ) -> Result<Session> {
        let mut tx = self.begin().await?;
        let now = to_millis(self.now());
        forgive(&mut tx, subject_of(user), now).await?;
        let fresh = user::find_by_id(&mut tx, user.id).await?;
        let open = fresh.filter(|user| user.is_active && user.deleted_at.is_none());
        let mut fresh = open.ok_or(REFUSED)?;
        if !recovery_code::spend(&mut tx, user.id, code, now).await? {
            return Err(REFUSED);
        }
        fresh.set_own_password(password, now);
        user::update_password(&mut tx, &fresh).await?;
        user::update_last_login(&mut tx, fresh.id, now).await?;
        let name = fresh.display_name();
        let by = By {
            id: Some(fresh.id),
            name: &name,
        };
        for action in [Action::Recover, Action::SignIn] {
            let target = Target::user(fresh.id, &name);
            record(&mut tx, now, by, action, target, &Changes::default()).await?;
        }
        let fresh = user::find_by_id(&mut tx, user.id).await?.ok_or(REFUSED)?;
        tx.commit().await?;
        Ok(Session::of_user(&fresh, now))
    }
}

impl Proven {
    /// Lets these codes count from now on; those of before don't any more.
    pub async fn keep_recovery_codes(self, codes: &RecoveryCodes) -> Result<()> {
        let mut write = self.into_write();
        let id = write
            .actor()
            .id()
            .ok_or_else(|| Error::Forbidden("Only a person has recovery codes.".to_owned()))?;
        let user = user::find_by_id(write.db(), id)
            .await?
            .ok_or(Error::SessionEnded)?;
        let now = write.now();
        recovery_code::replace(write.db(), id, &codes.hashes(), now).await?;
        let name = user.display_name();
        let target = Target::user(id, &name);
        write
            .record(Action::MakeRecoveryCodes, target, &Changes::default())
            .await?;
        write.commit().await
    }
}
