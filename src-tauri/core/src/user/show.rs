//! One person, in full.

use sqlx::SqliteConnection;
use url::Url;

use super::effective::Rights;
use super::face::show_face;
use super::rights::Target;
use crate::auth::{
    Actor, AddUser, DeleteUser, ExportData, ImportData, ManageBackup, ManageGroup, Read, Session,
    ViewHistory, ViewUser,
};
use crate::db::group::{self, GroupRecord};
use crate::db::recovery_code::{self, CodeCount};
use crate::db::sign_in_throttle::{self, Subject};
use crate::db::user::{self, UserRecord};
use crate::db::{avatar, event, profile};
use crate::error::{Error, Result};
use crate::roster::{Roster, show_millis, show_optional};
use crate::view::{Me, Person};

impl Roster {
    /// The person who is signed in; also while a new password has to be chosen.
    pub async fn show_me(&self, session: &Session) -> Result<Me> {
        let mut read = self.read_before_password(session).await?;
        let id = session.user_id().ok_or_else(Error::no_such_user)?;
        let user = find_present(read.db(), id).await?;
        let hash = avatar::find_hash(read.db(), id).await?;
        let codes = recovery_code::count(read.db(), id).await?;
        let actor = read.actor();
        Ok(Me {
            face: show_face(&user, hash),
            is_staff: user.is_staff,
            is_superuser: user.is_superuser,
            must_change_password: user.must_change_password,
            permissions: actor.permissions().iter().collect(),
            opens_people: actor.why_not::<ViewUser>().is_none(),
            opens_groups: actor.why_not::<ManageGroup>().is_none(),
            opens_history: actor.why_not::<ViewHistory>().is_none(),
            opens_trash: actor.why_not::<DeleteUser>().is_none(),
            manages_backups: actor.why_not::<ManageBackup>(),
            adds_people: actor.why_not::<AddUser>(),
            imports_people: actor.why_not::<ImportData>(),
            exports_people: actor.why_not::<ExportData>(),
            recovery_codes: codes.left,
            recovery_notice: describe_codes(codes, user.is_superuser),
        })
    }
}

impl Read {
    /// Everything about oneself, or about another with the right to see people.
    pub async fn show_user(&mut self, id: i64) -> Result<Person> {
        self.check_sees(id)?;
        let user = find_present(self.db(), id).await?;
        let actor = self.actor().clone();
        show_person(self.db(), &actor, user).await
    }

    /// The address of a person's site, to be opened in the browser.
    pub async fn show_site(&mut self, id: i64) -> Result<Option<Url>> {
        self.check_sees(id)?;
        find_present(self.db(), id).await?;
        let profile = profile::find(self.db(), id).await?;
        Ok(profile.and_then(|profile| Url::parse(&profile.portfolio_site).ok()))
    }

    /// Goes on for oneself, or with the right to see people.
    pub(crate) fn check_sees(&self, id: i64) -> Result<()> {
        match self.actor().why_not::<ViewUser>() {
            Some(sentence) if !self.actor().is_user(id) => Err(Error::Forbidden(sentence)),
            _ => Ok(()),
        }
    }
}

/// So few codes left are worth a word.
const FEW_CODES: u32 = 3;

/// What somebody should know about their codes. Who never made any does not want them, but a superuser, whom perhaps
/// nobody else can help.
fn describe_codes(codes: CodeCount, is_superuser: bool) -> Option<String> {
    match codes {
        CodeCount { made: 0, .. } if is_superuser => Some(
            "You have no recovery codes. If you forget your password, only another administrator could help you."
                .to_owned(),
        ),
        CodeCount { made: 0, .. } => None,
        CodeCount { left: 0, .. } => {
            Some("You have used your last recovery code. Make new ones.".to_owned())
        }
        CodeCount { left: 1, .. } => {
            Some("You have one recovery code left. Make new ones soon.".to_owned())
        }
        CodeCount { left, .. } => (left <= FEW_CODES)
            .then(|| format!("You have {left} recovery codes left. Make new ones soon.")),
    }
}

/// A user who is not in the trash.
pub(super) async fn find_present(db: &mut SqliteConnection, id: i64) -> Result<UserRecord> {
    user::find_by_id(db, id)
        .await?
        .filter(|user| user.deleted_at.is_none())
        .ok_or_else(Error::no_such_user)
}

/// Puts together what is shown of a user to an actor.
pub(super) async fn show_person(
    db: &mut SqliteConnection,
    actor: &Actor,
    user: UserRecord,
) -> Result<Person> {
    let id = user.id;
    let profile = profile::find(db, id)
        .await?
        .ok_or_else(|| Error::internal(format!("user {id} has no profile")))?;
    let hash = avatar::find_hash(db, id).await?;
    let known = group::list_records(db).await?;
    let rights = Rights::load(db, &user, &known).await?;
    let (changed_at, changed_by) = event::find_last_change(db, id).await?.unzip();
    let target = Target::load(db, &user).await?;
    let throttle = sign_in_throttle::find(db, Subject::User(id)).await?;
    let wait = throttle.map_or(0, |throttle| throttle.remaining(actor.now()));
    let locked_until = (wait > 0).then(|| actor.now() + wait);
    let has_expired_password = user.has_expired(actor.now());
    let mut may = target.allowed(actor);
    if locked_until.is_none() {
        let not_locked = || "This account is not locked.".to_owned();
        may.unlock = may.unlock.or_else(|| Some(not_locked()));
    }
    Ok(Person {
        face: show_face(&user, hash),
        version: user.version,
        email: user.email,
        first_name: user.first_name,
        last_name: user.last_name,
        is_active: user.is_active,
        is_staff: user.is_staff,
        is_superuser: user.is_superuser,
        must_change_password: user.must_change_password,
        has_password: user.password_hash.is_some(),
        has_expired_password,
        locked_until: show_optional(locked_until),
        groups: rights.groups.iter().map(GroupRecord::to_name).collect(),
        permissions: rights.direct.iter().collect(),
        effective: rights.explain(&target, actor),
        date_joined: show_millis(user.date_joined),
        last_login: show_optional(user.last_login),
        password_changed: show_optional(user.password_changed),
        changed_at: show_optional(changed_at),
        changed_by,
        bio: profile.bio,
        location: profile.location,
        birth_date: profile.birth_date,
        phone_number: profile.phone_number,
        portfolio_site: profile.portfolio_site,
        may,
        is_me: actor.is_user(id),
    })
}
