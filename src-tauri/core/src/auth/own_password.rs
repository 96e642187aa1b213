//! One's own password: showing it again, changing it, and choosing one in the place of a temporary one.

use super::actor::Session;
use super::hash::normalize_password;
use super::sign_in::LONGEST;
use super::throttle::{forgive, subject_of};
use crate::db::user::{self, UserRecord};
use crate::error::{Error, Result};
use crate::history::{Action, Changes, Target};
use crate::roster::{Roster, to_millis};
use crate::view::PasswordContext;

impl Roster {
    /// Shows again that it is this person, by their password: the session that goes on may do for five minutes what takes
    /// a proof. Slowed down like signing in.
    pub async fn prove(&self, session: &Session, password: &str) -> Result<Session> {
        let user = self.find_own(session).await?;
        self.verify_own(&user, "password", password).await?;
        let mut write = self.write_before_password(session).await?;
        let now = write.now();
        forgive(write.db(), subject_of(&user), now).await?;
        write.commit().await?;
        Ok(session.proven_at(now))
    }

    /// Changes one's own password and ends all other sessions; needs the current one. Slowed down like signing in.
    pub async fn change_password(
        &self,
        session: &Session,
        current: &str,
        new: &str,
    ) -> Result<Session> {
        let user = self.find_own(session).await?;
        self.verify_own(&user, "current_password", current).await?;
        if normalize_password(new) == normalize_password(current) {
            return Err(Error::field(
                "new_password",
                "This is your current password. Choose another one.",
            ));
        }
        self.store_own_password(session, &user, new).await
    }

    /// Chooses a password of one's own in the place of a temporary one; the session must be one that has to.
    pub async fn choose_password(&self, session: &Session, new: &str) -> Result<Session> {
        let user = self.find_own(session).await?;
        if !user.must_change_password {
            return Err(Error::Forbidden(
                "You have a password already. Change it with your current one.".to_owned(),
            ));
        }
        if self
            .verify_off_thread(normalize_password(new), Some(&user))
            .await?
        {
            return Err(Error::field(
                "new_password",
                "This is the temporary password. Choose another one.",
            ));
        }
        self.store_own_password(session, &user, new).await
    }

    /// Goes on if this is the user's password; else it is a failure, and said of `field`.
    async fn verify_own(&self, user: &UserRecord, field: &str, password: &str) -> Result<()> {
        let subject = subject_of(user);
        self.refuse_waiting(subject).await?;
        let right = password.len() <= LONGEST
            && self
                .verify_off_thread(normalize_password(password), Some(user))
                .await?;
        if right {
            return Ok(());
        }
        self.record_failure(subject, Some(user)).await?;
        Err(Error::field(field, "This is not your current password."))
    }

    async fn find_own(&self, session: &Session) -> Result<UserRecord> {
        let mut read = self.read_before_password(session).await?;
        let id = session
            .user_id()
            .ok_or_else(|| Error::Forbidden("Only a person has a password.".to_owned()))?;
        user::find_by_id(read.db(), id)
            .await?
            .ok_or(Error::SessionEnded)
    }

    async fn store_own_password(
        &self,
        session: &Session,
        user: &UserRecord,
        new: &str,
    ) -> Result<Session> {
        let hash = self
            .hash_new_password("new_password", new, &context_of(user))
            .await?;
        // Refused if the password was set by another meanwhile: that would have ended the session.
        let mut write = self.write_before_password(session).await?;
        let now = write.now();
        forgive(write.db(), subject_of(user), now).await?;
        let mut fresh = user::find_by_id(write.db(), user.id)
            .await?
            .ok_or(Error::SessionEnded)?;
        fresh.set_own_password(hash, now);
        user::update_password(write.db(), &fresh).await?;
        let name = fresh.display_name();
        let target = Target::user(fresh.id, &name);
        write
            .record(Action::ChangePassword, target, &Changes::default())
            .await?;
        let fresh = user::find_by_id(write.db(), user.id)
            .await?
            .ok_or(Error::SessionEnded)?;
        write.commit().await?;
        Ok(Session::of_user(&fresh, to_millis(self.now())))
    }
}

/// What a user's password must not resemble.
pub(crate) fn context_of(user: &UserRecord) -> PasswordContext {
    PasswordContext {
        username: user.username.clone(),
        email: user.email.clone(),
        first_name: user.first_name.clone(),
        last_name: user.last_name.clone(),
    }
}
