//! Signing in, the first account, and one's own password.

use zeroize::Zeroizing;

use super::actor::Session;
use super::hash::{needs_rehash, normalize_password, verify_password};
use crate::db::user::{self, UserRecord};
use crate::error::{Error, Result};
use crate::history::{Action, By, Changes, Target, record};
use crate::roster::{Roster, to_millis};
use crate::value::fold_key;
use crate::view::PasswordContext;

/// Longer, in bytes, than any name or password that could be right: one letter of 1,024 may be typed as three signs of
/// three bytes. What is longer is refused before work is done on it.
const LONGEST: usize = 16 * 1024;

impl Roster {
    /// Whether there is an account; a roster without one begins with [`Roster::create_first_admin`].
    pub async fn has_users(&self) -> Result<bool> {
        user::has_any(&mut *self.reader().await?).await
    }

    /// Signs in by username or e-mail.
    ///
    /// Unknown names, wrong passwords and inactive accounts get the same answer after the same work. A hash made with
    /// other parameters than today's is replaced on the way.
    pub async fn sign_in(&self, name: &str, password: &str) -> Result<Session> {
        let (user, password) = self.verify_sign_in(name, password).await?;
        let stored = user.password_hash.clone().unwrap_or_default();
        let rehashed = if needs_rehash(&stored, self.hashing()) {
            Some(self.hash_off_thread(password).await?)
        } else {
            None
        };
        let now = to_millis(self.now());
        let mut tx = self.begin().await?;
        // Between the check and now, the account may have been closed or its password changed.
        let fresh = user::find_by_id(&mut tx, user.id)
            .await?
            .ok_or(Error::SignInRefused)?;
        // Another window may have replaced the hash as well, which is no other password: that would count the epoch up.
        let same_password =
            fresh.password_hash == user.password_hash || fresh.session_epoch == user.session_epoch;
        if !fresh.is_active || fresh.deleted_at.is_some() || !same_password {
            return Err(Error::SignInRefused);
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
        Ok(Session::of_user(&fresh))
    }

    /// Whether this name and password would sign in; a failure counts like any other.
    pub async fn verify_password(&self, name: &str, password: &str) -> Result<bool> {
        match self.verify_sign_in(name, password).await {
            Ok(_) => Ok(true),
            Err(Error::SignInRefused | Error::TemporaryPasswordExpired) => Ok(false),
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
            return Err(Error::SignInRefused);
        }
        let found = user::find_by_key(&mut *self.reader().await?, &fold_key(name.trim())).await?;
        let password = normalize_password(password);
        let right = self
            .verify_off_thread(password.clone(), found.as_ref())
            .await?;
        match found {
            Some(user) if right && user.is_active => {
                if user
                    .password_expires
                    .is_some_and(|end| end <= to_millis(self.now()))
                {
                    self.record_failure(Some(&user)).await?;
                    return Err(Error::TemporaryPasswordExpired);
                }
                Ok((user, password))
            }
            found => {
                self.record_failure(found.as_ref()).await?;
                Err(Error::SignInRefused)
            }
        }
    }

    /// Hashes where there is nothing to verify, so that both take the same time.
    async fn verify_off_thread(
        &self,
        password: Zeroizing<String>,
        user: Option<&UserRecord>,
    ) -> Result<bool> {
        match user.and_then(|user| user.password_hash.clone()) {
            Some(stored) => {
                self.run_costly(move || verify_password(&password, &stored))
                    .await
            }
            None => self.hash_off_thread(password).await.map(|_| false),
        }
    }

    /// One event for each failure. What was typed as the name is not kept: it may well be a password.
    async fn record_failure(&self, user: Option<&UserRecord>) -> Result<()> {
        let name = user.map(UserRecord::display_name).unwrap_or_default();
        let target = Target {
            id: user.map(|user| user.id),
            ..Target::users(&name)
        };
        let mut tx = self.begin().await?;
        let nobody = By { id: None, name: "" };
        record(
            &mut tx,
            to_millis(self.now()),
            nobody,
            Action::SignInFailed,
            target,
            &Changes::default(),
        )
        .await?;
        Ok(tx.commit().await?)
    }

    /// Changes one's own password and ends all other sessions; needs the current one.
    pub async fn change_password(
        &self,
        session: &Session,
        current: &str,
        new: &str,
    ) -> Result<Session> {
        let user = self.find_own(session).await?;
        if current.len() > LONGEST
            || !self
                .verify_off_thread(normalize_password(current), Some(&user))
                .await?
        {
            self.record_failure(Some(&user)).await?;
            return Err(Error::field(
                "current_password",
                "This is not your current password.",
            ));
        }
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
        let mut fresh = user::find_by_id(write.db(), user.id)
            .await?
            .ok_or(Error::SessionEnded)?;
        fresh.password_hash = Some(hash);
        fresh.password_changed = Some(write.now());
        fresh.password_expires = None;
        fresh.must_change_password = false;
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
        Ok(Session::of_user(&fresh))
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
