//! Somebody who is in the roster, with what a row says, as far as the one who imports may.

use super::newcomer::blank_person;
use super::wish::Wish;
use crate::auth::Actor;
use crate::db::person::PersonRecord;
use crate::user::batch::Scene;
use crate::user::rights::{why_not_give, why_not_give_group};
use crate::value::{BirthDate, Email};

/// What takes the place of an avatar's version in a plan: the picture is not made yet.
pub(super) const PLANNED_AVATAR: &str = "new";

/// The person as the row wants them; what it says nothing of stays. Groups are added by the caller.
pub(super) fn merge(old: &PersonRecord, wish: &Wish, takes_mail: bool) -> PersonRecord {
    let mut new = old.clone();
    let (user, profile) = (&mut new.user, &mut new.profile);
    // The same address in other letters is no other address.
    let is_other = |email: &&Email| email.key() != user.email_key.as_deref();
    if let Some(email) = wish.email.as_ref().filter(is_other).filter(|_| takes_mail) {
        user.set_email(email);
    }
    macro_rules! take {
        ($($part:ident: $($field:ident)+;)+) => {
            $($(if let Some(value) = &wish.$field {
                value.as_str().clone_into(&mut $part.$field);
            })+)+
        };
    }
    take!(
        user: first_name last_name;
        profile: bio location phone_number portfolio_site;
    );
    if let Some(day) = wish.birth_date.and_then(BirthDate::to_iso) {
        profile.birth_date = Some(day);
    }
    user.is_active = wish.is_active.unwrap_or(user.is_active);
    user.is_staff = wish.is_staff.unwrap_or(user.is_staff);
    user.is_superuser = wish.is_superuser.unwrap_or(user.is_superuser);
    new.permissions = new.permissions.with(wish.permissions);
    if new.avatar.is_none() && wish.avatar.is_some() {
        new.avatar = Some(PLANNED_AVATAR.to_owned());
    }
    new
}

/// Whether something takes the place of something else. What was empty is filled, and sets only grow.
pub(super) fn is_overwritten(old: &PersonRecord, new: &PersonRecord) -> bool {
    let texts = |person: &PersonRecord| {
        let (user, profile) = (&person.user, &person.profile);
        [
            user.email.clone(),
            user.first_name.clone(),
            user.last_name.clone(),
            profile.bio.clone(),
            profile.location.clone(),
            profile.birth_date.clone().unwrap_or_default(),
            profile.phone_number.clone(),
            profile.portfolio_site.clone(),
        ]
    };
    let flags = |person: &PersonRecord| {
        (
            person.user.is_active,
            person.user.is_staff,
            person.user.is_superuser,
        )
    };
    let replaced = texts(old)
        .into_iter()
        .zip(texts(new))
        .any(|(old, new)| !old.is_empty() && old != new);
    replaced || flags(old) != flags(new)
}

/// Takes back what the one who imports may not do, and says so.
pub(super) struct Permit<'a> {
    scene: &'a Scene,
    notes: &'a mut Vec<String>,
}

impl<'a> Permit<'a> {
    pub(super) fn new(scene: &'a Scene, notes: &'a mut Vec<String>) -> Self {
        Self { scene, notes }
    }

    fn actor(&self) -> &'a Actor {
        &self.scene.actor
    }

    /// Somebody new, by the rules of adding by hand.
    pub(super) fn check_newcomer(&mut self, person: &mut PersonRecord) {
        if person.user.is_superuser && !self.actor().is_superuser() {
            person.user.is_superuser = false;
            self.notes.push(
                "They do not become a superuser: Only a superuser can make or unmake a superuser."
                    .to_owned(),
            );
        }
        self.check_sets(None, &blank_person(), person);
    }

    /// Somebody who is there, by the rules of editing by hand. What they tell about themselves is refused as a whole, flags
    /// and groups one by one.
    pub(super) fn check_change(
        &mut self,
        old: &PersonRecord,
        new: &mut PersonRecord,
    ) -> Result<(), String> {
        let actor = self.actor();
        let target = self.scene.target(old);
        if let Some(sentence) = target.why_not_edit_profile(actor) {
            return Err(sentence);
        }
        let opens = |is_on: bool| target.last_superuser().filter(|_| !is_on);
        let refusals = [
            (
                "Active",
                new.user.is_active != old.user.is_active,
                target
                    .why_not_edit_account(actor, "status and groups")
                    .or_else(|| opens(new.user.is_active)),
            ),
            (
                "Staff",
                new.user.is_staff != old.user.is_staff,
                target.why_not_edit_staff(actor),
            ),
            (
                "Superuser",
                new.user.is_superuser != old.user.is_superuser,
                target
                    .why_not_edit_superuser(actor)
                    .or_else(|| opens(new.user.is_superuser)),
            ),
        ];
        for (what, differs, refusal) in refusals {
            let Some(sentence) = refusal.filter(|_| differs) else {
                continue;
            };
            match what {
                "Active" => new.user.is_active = old.user.is_active,
                "Staff" => new.user.is_staff = old.user.is_staff,
                _ => new.user.is_superuser = old.user.is_superuser,
            }
            self.notes
                .push(format!("{what} stays as it is: {sentence}"));
        }
        self.check_sets(target.why_not_edit_groups(actor).as_deref(), old, new);
        Ok(())
    }

    /// Groups and permissions that are given have to be one's own.
    fn check_sets(&mut self, refusal: Option<&str>, old: &PersonRecord, new: &mut PersonRecord) {
        let actor = self.actor();
        let given: Vec<i64> = new.groups.difference(&old.groups).copied().collect();
        for id in given {
            let Some(group) = self.scene.group(id) else {
                continue;
            };
            let sentence = refusal
                .map(str::to_owned)
                .or_else(|| why_not_give_group(actor, group));
            if let Some(sentence) = sentence {
                new.groups.remove(&id);
                self.notes.push(format!(
                    "The group “{}” is left out: {sentence}",
                    group.name
                ));
            }
        }
        for permission in new.permissions.without(old.permissions).iter() {
            let sentence = refusal
                .map(str::to_owned)
                .or_else(|| why_not_give(actor, permission));
            if let Some(sentence) = sentence {
                new.permissions = new.permissions.without([permission].into_iter().collect());
                self.notes.push(format!(
                    "The right to {} is left out: {sentence}",
                    permission.allows()
                ));
            }
        }
    }
}
