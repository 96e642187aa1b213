//! The one who asks, and the rights there are.

use sqlx::SqliteConnection;

use crate::db::user::UserRecord;
use crate::db::{Millis, group, user};
use crate::error::{Error, Result};
use crate::history::By;
use crate::value::{Permission, PermissionSet};

/// Who claims to ask. It proves nothing by itself: each use reads the user's row again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session(Claim);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Claim {
    /// Signed in when the account's epoch was this; last showed the password then.
    User {
        id: i64,
        epoch: i64,
        proved_at: Millis,
    },
    /// Whoever may write the file owns it; the command line acts so.
    Operator { login: String },
}

impl Session {
    /// The authority of whoever may write the database file, for programs without a window. History names them
    /// `rosterctl (login)`.
    #[must_use]
    pub fn operator(login: &str) -> Self {
        Self(Claim::Operator {
            login: login.to_owned(),
        })
    }

    /// Of somebody who showed their password, or what stands in for it, at this moment.
    pub(crate) fn of_user(user: &UserRecord, proved_at: Millis) -> Self {
        Self(Claim::User {
            id: user.id,
            epoch: user.session_epoch,
            proved_at,
        })
    }

    /// The same of somebody who showed their password again.
    pub(super) fn proven_at(&self, moment: Millis) -> Self {
        let mut session = self.clone();
        if let Claim::User { proved_at, .. } = &mut session.0 {
            *proved_at = moment;
        }
        session
    }

    /// Whose it is; nobody's for an operator.
    #[must_use]
    pub fn user_id(&self) -> Option<i64> {
        match self.0 {
            Claim::User { id, .. } => Some(id),
            Claim::Operator { .. } => None,
        }
    }
}

/// The one who asks, as the database knows them at this moment.
#[derive(Debug, Clone)]
pub struct Actor {
    id: Option<i64>,
    name: String,
    is_staff: bool,
    is_superuser: bool,
    must_change_password: bool,
    permissions: PermissionSet,
    /// The moment of the transaction.
    now: Millis,
    /// When they last showed their password; an operator owns the file, and need not.
    proved_at: Option<Millis>,
}

/// For how long a password that was shown counts.
const PROOF_LASTS: Millis = 5 * 60 * 1000;

impl Actor {
    /// Reads the row again: a session of somebody deactivated, deleted, or with a new password has ended.
    pub(super) async fn of_session(
        db: &mut SqliteConnection,
        session: &Session,
        now: Millis,
    ) -> Result<Self> {
        let (id, epoch, proved_at) = match &session.0 {
            Claim::Operator { login } => return Ok(Self::operator(login, now)),
            Claim::User {
                id,
                epoch,
                proved_at,
            } => (*id, *epoch, *proved_at),
        };
        let user = user::find_by_id(db, id).await?.ok_or(Error::SessionEnded)?;
        if !user.is_active || user.deleted_at.is_some() || user.session_epoch != epoch {
            return Err(Error::SessionEnded);
        }
        let own = group::permissions_of_user(db, id).await?;
        Ok(Self {
            id: Some(id),
            name: user.display_name(),
            is_staff: user.is_staff,
            is_superuser: user.is_superuser,
            must_change_password: user.must_change_password,
            permissions: if user.is_superuser {
                PermissionSet::ALL
            } else {
                own
            },
            now,
            proved_at: Some(proved_at),
        })
    }

    fn operator(login: &str, now: Millis) -> Self {
        Self {
            id: None,
            name: format!("rosterctl ({login})"),
            is_staff: true,
            is_superuser: true,
            must_change_password: false,
            permissions: PermissionSet::ALL,
            now,
            proved_at: None,
        }
    }

    /// The moment of the transaction.
    pub(crate) fn now(&self) -> Millis {
        self.now
    }

    /// Goes on if they showed their password within the last five minutes. A clock that was set back makes none younger.
    pub(super) fn refuse_stale_proof(&self) -> Result<()> {
        let is_recent = |at: Millis| (0..=PROOF_LASTS).contains(&(self.now - at));
        if self.proved_at.is_none_or(is_recent) {
            Ok(())
        } else {
            Err(Error::ProofNeeded)
        }
    }

    /// Their own id; none for an operator.
    pub(crate) fn id(&self) -> Option<i64> {
        self.id
    }

    pub(super) fn forget_id(&mut self) {
        self.id = None;
    }

    /// Whether this is the user with that id.
    #[must_use]
    pub fn is_user(&self, id: i64) -> bool {
        self.id == Some(id)
    }

    /// Whether they have every permission.
    #[must_use]
    pub fn is_superuser(&self) -> bool {
        self.is_superuser
    }

    /// What they may do in the admin panel, which is for staff only.
    #[must_use]
    pub fn permissions(&self) -> PermissionSet {
        if self.is_staff || self.is_superuser {
            self.permissions
        } else {
            PermissionSet::default()
        }
    }

    /// Nothing else goes before a new password is chosen.
    pub(crate) fn refuse_pending_password(&self) -> Result<()> {
        if self.must_change_password {
            Err(Error::PasswordChangeRequired)
        } else {
            Ok(())
        }
    }

    /// As history names them.
    pub(crate) fn by(&self) -> By<'_> {
        By {
            id: self.id,
            name: &self.name,
        }
    }

    /// Why they lack a right; nothing if they have it.
    #[must_use]
    pub fn why_not<R: Right>(&self) -> Option<String> {
        if R::SUPERUSERS_ONLY && !self.is_superuser {
            return Some("Only superusers can change this. Ask one of them.".to_owned());
        }
        if !self.is_staff && !self.is_superuser {
            return Some("Only staff can manage people. Ask an administrator.".to_owned());
        }
        let missing = R::REQUIRED
            .iter()
            .find(|permission| !self.permissions.contains(**permission))?;
        Some(format!(
            "You need the right to {}. Ask an administrator.",
            missing.allows()
        ))
    }
}

/// A right that the type system knows: what needs it is a method of `Granted<R, _>`.
pub trait Right {
    /// The permissions that make it up.
    const REQUIRED: &'static [Permission];

    /// Whether no permission is enough.
    const SUPERUSERS_ONLY: bool = false;
}

/// Change what holds for the whole roster.
#[derive(Debug, Clone, Copy)]
pub enum ChangeSettings {}

impl Right for ChangeSettings {
    const REQUIRED: &'static [Permission] = &[];
    const SUPERUSERS_ONLY: bool = true;
}

macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident: $($permission:ident)+;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy)]
            pub enum $name {}

            impl Right for $name {
                const REQUIRED: &'static [Permission] = &[$(Permission::$permission),+];
            }
        )*
    };
}

rights! {
    /// See people.
    ViewUser: ViewUser;
    /// Add people: who adds could otherwise make what they may not change.
    AddUser: AddUser ChangeUser;
    /// Change accounts.
    ChangeUser: ChangeUser;
    /// Delete people.
    DeleteUser: DeleteUser;
    /// Change others' profiles.
    ChangeProfile: ChangeProfile;
    /// Manage groups.
    ManageGroup: ManageGroup;
    /// Read the history.
    ViewHistory: ViewHistory;
    /// Bring people in.
    ImportData: ImportData;
    /// Take people out.
    ExportData: ExportData;
    /// Make and restore backups.
    ManageBackup: ManageBackup;
}
