//! Signing in.

use std::time::Duration;

use zeroize::Zeroizing;

use super::actor::Session;
use super::hash::{needs_rehash, normalize_password, verify_password};
use super::throttle::{Candidate, forgive, subject_of};
use crate::db::user::{self, UserRecord};
use crate::error::{Error, Result};
use crate::history::{Action, By, Changes, Target, record};
use crate::roster::{Roster, to_millis};

/// Longer, in bytes, than any name or password that could be right: one letter of 1,024 may be typed as three signs of
/// three bytes. What is longer is refused before work is done on it.
pub(super) const LONGEST: usize = 16 * 1024;

/// Not the right name and password, for a reason that costs no wait.
const REFUSED: Error = Error::SignInRefused {
    wait: Duration::ZERO,
};

impl Roster {
    /// Whether there is an account; a roster without one begins with [`Roster::create_first_admin`].
    pub async fn has_users(&self) -> Result<bool> {
        user::has_any(&mut *self.reader().await?).await
    }

    /// Signs in by username or e-mail.
    ///
    /// Unknown names, wrong passwords, expired ones and inactive accounts get the same answer after the same work, and
    /// are slowed down alike. A hash made with other parameters than today's is replaced on the way.
    pub async fn sign_in(&self, name: &str, password: &str) -> Result<Session> {
        let (user, password) = self.verify_sign_in(name, password).await?;
        let stored = user.password_hash.clone().unwrap_or_default();
        let rehashed = if needs_rehash(&stored, self.hashing()) {
            Some(self.hash_off_thread(password).await?)
        } else {
            None
        };
        let mut tx = self.begin().await?;
        let now = to_millis(self.now());
        forgive(&mut tx, subject_of(&user), now).await?;
        // Between the check and now, the account may have been closed or its password changed.
        let fresh = user::find_by_id(&mut tx, user.id).await?.ok_or(REFUSED)?;
        // Another window may have replaced the hash as well, which is no other password: that would count the epoch up.
        let same_password =
            fresh.password_hash == user.password_hash || fresh.session_epoch == user.session_epoch;
        if !fresh.is_active || fresh.deleted_at.is_some() || !same_password {
            return Err(REFUSED);
        }
        if let Some(hash) = rehashed {
            user::replace_hash(&mut tx, fresh.id, &hash).await?;
        }
        user::update_last_login(&mut tx, fresh.id, now).await?;
        let name = fresh.display_name();
        let (by, target) = (
            By {
                id: Some(fresh.id),
                name: &name,
            },
            Target::user(fresh.id, &name),
        );
        record(
            &mut tx,
            now,
            by,
            Action::SignIn,
            target,
            &Changes::default(),
        )
        .await?;
        tx.commit().await?;
        Ok(Session::of_user(&fresh, now))
    }

    /// Whether this name and password would sign in. It counts like signing in: a failure as one, and a success forgets
    /// those before; while there is a wait, it is refused.
    pub async fn verify_password(&self, name: &str, password: &str) -> Result<bool> {
        match self.verify_sign_in(name, password).await {
            Ok((user, _)) => {
                let mut tx = self.begin().await?;
                forgive(&mut tx, subject_of(&user), to_millis(self.now())).await?;
                tx.commit().await?;
                Ok(true)
            }
            Err(Error::SignInRefused { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The user who may sign in so, and the password in its normal form.
    async fn verify_sign_in(
        &self,
        name: &str,
        password: &str,
    ) -> Result<(UserRecord, Zeroizing<String>)> {
        if name.len() > LONGEST || password.len() > LONGEST {
            return Err(REFUSED);
        }
        let Candidate { user, subject } = Candidate::find(&mut *self.reader().await?, name).await?;
        self.refuse_waiting(subject).await?;
        // As it was typed: a hash that was imported is of that.
        let typed = Zeroizing::new(password.to_owned());
        let right = self.verify_off_thread(typed, user.as_ref()).await?;
        let now = to_millis(self.now());
        let may_sign_in = |user: &UserRecord| right && user.is_active && !user.has_expired(now);
        match user {
            Some(user) if may_sign_in(&user) => Ok((user, normalize_password(password))),
            user => {
                let wait = self.record_failure(subject, user.as_ref()).await?;
                Err(Error::SignInRefused { wait })
            }
        }
    }

    /// Hashes where there is nothing to verify, so that both take the same time.
    pub(super) async fn verify_off_thread(
        &self,
        password: Zeroizing<String>,
        user: Option<&UserRecord>,
    ) -> Result<bool> {
        if let Some(stored) = user.and_then(|user| user.password_hash.clone()) {
            self.run_costly(move || verify_password(&password, &stored))
                .await
        } else {
            let password = normalize_password(&password);
            self.hash_off_thread(password).await.map(|_| false)
        }
    }
}
