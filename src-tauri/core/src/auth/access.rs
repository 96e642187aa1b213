//! Transactions that know who asks.

use std::marker::PhantomData;

use sqlx::{Sqlite, SqliteConnection, Transaction};

use super::actor::{Actor, Right, Session};
use crate::db::Millis;
use crate::error::{Error, Result};
use crate::history::{Action, Changes, Links, Target, record, record_linked};
use crate::roster::{Roster, to_millis};

/// One consistent look at the roster, by someone.
pub struct Read {
    roster: Roster,
    tx: Transaction<'static, Sqlite>,
    actor: Actor,
}

/// One change to the roster, by someone: nobody else writes until it is done, and it leaves nothing unless it succeeds.
pub struct Write {
    roster: Roster,
    tx: Transaction<'static, Sqlite>,
    actor: Actor,
    /// One for the whole change, so that a mark in a row and its event agree.
    now: Millis,
}

/// A change by someone who showed their password within the last five minutes: for what can't be taken back, or takes
/// everything out.
pub struct Proven(Write);

/// A transaction whose actor has the right `R`. Methods that need the right are written for this type.
pub struct Granted<R: Right, T = Write> {
    pub(crate) access: T,
    right: PhantomData<R>,
}

impl Roster {
    /// Begins a look at the roster; refuses a session that has ended, or that must choose a password first.
    pub async fn read(&self, session: &Session) -> Result<Read> {
        let read = self.read_before_password(session).await?;
        read.actor.refuse_pending_password()?;
        Ok(read)
    }

    /// Like [`Roster::read`], for the few things that go before a password is chosen.
    pub(crate) async fn read_before_password(&self, session: &Session) -> Result<Read> {
        let mut tx = self.begin_read().await?;
        let actor = Actor::of_session(&mut tx, session, to_millis(self.now())).await?;
        Ok(Read {
            roster: self.clone(),
            tx,
            actor,
        })
    }

    /// Begins a change; refuses a session that has ended, or that must choose a password first.
    pub async fn write(&self, session: &Session) -> Result<Write> {
        let write = self.write_before_password(session).await?;
        write.actor.refuse_pending_password()?;
        Ok(write)
    }

    /// Like [`Roster::write`], for choosing the password.
    pub(crate) async fn write_before_password(&self, session: &Session) -> Result<Write> {
        self.write_through(self.begin().await?, session).await
    }

    /// Like [`Roster::write`], in a transaction of the caller's own; the password may still be due.
    pub(crate) async fn write_through(
        &self,
        mut tx: Transaction<'static, Sqlite>,
        session: &Session,
    ) -> Result<Write> {
        let now = to_millis(self.now());
        let actor = Actor::of_session(&mut tx, session, now).await?;
        Ok(Write {
            roster: self.clone(),
            tx,
            actor,
            now,
        })
    }
}

impl Read {
    /// Goes on only with a password that was shown a moment ago, as the deed itself does.
    pub fn check_proof(&self) -> Result<()> {
        self.actor.refuse_stale_proof()
    }

    /// Who asks.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Goes on only with this right.
    pub fn grant<R: Right>(self) -> Result<Granted<R, Self>> {
        check_right::<R>(&self.actor)?;
        Ok(Granted {
            access: self,
            right: PhantomData,
        })
    }

    pub(crate) fn db(&mut self) -> &mut SqliteConnection {
        &mut self.tx
    }

    pub(crate) fn roster(&self) -> &Roster {
        &self.roster
    }
}

impl Write {
    /// Who asks.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Goes on only with this right.
    pub fn grant<R: Right>(self) -> Result<Granted<R, Self>> {
        check_right::<R>(&self.actor)?;
        Ok(Granted {
            access: self,
            right: PhantomData,
        })
    }

    pub(crate) fn db(&mut self) -> &mut SqliteConnection {
        &mut self.tx
    }

    pub(crate) fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The moment, as tables keep it.
    pub(crate) fn now(&self) -> Millis {
        self.now
    }

    /// Writes what was done into the history, and returns the number of the event.
    pub(crate) async fn record(
        &mut self,
        action: Action,
        target: Target<'_>,
        changes: &Changes,
    ) -> Result<i64> {
        let now = self.now();
        record(&mut self.tx, now, self.actor.by(), action, target, changes).await
    }

    /// Writes an event that other events belong to.
    pub(crate) async fn record_linked(
        &mut self,
        entry: (Action, Target<'_>, &Changes),
        links: Links,
    ) -> Result<i64> {
        let now = self.now();
        record_linked(&mut self.tx, now, self.actor.by(), entry, links).await
    }

    /// From here on history knows the actor by name only: their account went in this very change.
    pub(crate) fn forget_actor_id(&mut self) {
        self.actor.forget_id();
    }

    /// Makes it so.
    pub(crate) async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}

impl Write {
    /// Goes on only with a password that was shown a moment ago; see [`Roster::prove`].
    pub fn proven(self) -> Result<Proven> {
        self.actor.refuse_stale_proof()?;
        Ok(Proven(self))
    }
}

impl Proven {
    pub(crate) fn into_write(self) -> Write {
        self.0
    }
}

impl<R: Right> Granted<R> {
    /// Goes on only with a password that was shown a moment ago; see [`Roster::prove`]. After the right, so that nobody is
    /// asked for a password in vain.
    pub fn proven(self) -> Result<Granted<R, Proven>> {
        Ok(Granted {
            access: self.access.proven()?,
            right: PhantomData,
        })
    }
}

impl<R: Right> Granted<R, Proven> {
    pub(crate) fn into_write(self) -> Granted<R> {
        Granted {
            access: self.access.into_write(),
            right: PhantomData,
        }
    }
}

fn check_right<R: Right>(actor: &Actor) -> Result<()> {
    actor
        .why_not::<R>()
        .map_or(Ok(()), |sentence| Err(Error::Forbidden(sentence)))
}
