//! `user ...`: accounts and profiles.

use std::time::Duration;

use roster_core::Error;
use roster_core::auth::{AddUser, ChangeUser, Credential, DeleteUser, ViewUser};
use roster_core::value::fold_key;
use roster_core::view::{
    ChangedPerson, GroupName, NewUser, PasswordChoice, PasswordContext, Person, ProfileChanges,
    UserChanges,
};
use serde::Serialize;

use crate::args::Named;
use crate::args::user::{
    AddWish, Changes, DeleteWish, GroupChange, PasswordWish, SetWish, UserCommand, VerifyWish,
};
use crate::desk::{Desk, Place};
use crate::failure::{Done, Failure};
use crate::password::{self, Source};
use crate::person::{PersonRecord, describe_person};
use crate::print::Printer;
use crate::user_list::list_users;

/// Runs one of the commands about people.
pub(crate) async fn run(place: &Place, printer: Printer, command: UserCommand) -> Done {
    let desk = place.open().await?;
    desk.work(async |desk| match command {
        UserCommand::List(wish) => list_users(desk, printer, &wish).await,
        UserCommand::Show(whom) => show_user(desk, printer, &whom).await,
        UserCommand::Add(wish) => add_user(place, desk, printer, wish).await,
        UserCommand::Set(wish) => set_user(place, desk, printer, wish).await,
        UserCommand::Password(wish) => set_password(desk, printer, &wish).await,
        UserCommand::Unlock(whom) => unlock_user(desk, printer, &whom).await,
        UserCommand::Verify(wish) => verify_password(desk, printer, &wish).await,
        UserCommand::Delete(wish) => delete_user(place, desk, printer, &wish).await,
        UserCommand::Restore(whom) => restore_user(place, desk, printer, &whom).await,
    })
    .await
}

async fn show_user(desk: &Desk, printer: Printer, whom: &Named) -> Done {
    let person = desk.find_person(&whom.name).await?;
    printer.result(&PersonRecord::of(&person), || describe_person(&person))
}

async fn add_user(place: &Place, desk: &Desk, printer: Printer, wish: AddWish) -> Done {
    if !desk.roster.has_users().await? {
        return Err(Failure::protected(format!(
            "This roster has no administrator yet. Make one first: {}",
            place.suggest("init --username NAME")
        )));
    }
    desk.check_form(&wish.names.form(&wish.name)).await?;
    let groups = find_groups(desk, wish.groups.iter().map(String::as_str)).await?;
    let choice = if wish.password.temporary {
        PasswordChoice::Temporary
    } else if wish.password.no_password {
        PasswordChoice::None
    } else {
        read_choice(wish.password.password_stdin)?
    };
    let context = PasswordContext {
        username: wish.name.clone(),
        email: wish.names.email.clone(),
        first_name: wish.names.first_name.clone(),
        last_name: wish.names.last_name.clone(),
    };
    let credential = desk.roster.prepare_credential(choice, &context).await?;
    let form = NewUser {
        username: wish.name,
        email: wish.names.email,
        first_name: wish.names.first_name,
        last_name: wish.names.last_name,
        is_staff: wish.staff,
        is_superuser: wish.superuser,
        groups: groups.into_iter().map(|group| group.id).collect(),
        password: PasswordChoice::None,
    };
    let ChangedPerson { person, event } = desk
        .write::<AddUser>()
        .await?
        .add_user(&form, &credential)
        .await?;
    printer.message(&format!("Added {}.", introduce(&person)));
    if let Some(event) = event {
        place.offer_undo(printer, event);
    }
    hand_over(printer, &person, &credential)
}

async fn set_user(place: &Place, desk: &Desk, printer: Printer, wish: SetWish) -> Done {
    if wish.changes == Changes::default() {
        return Err(Failure::Usage(
            "say what shall be different, as in: rosterctl user set grace --active=false"
                .to_owned(),
        ));
    }
    let before = desk.find_person(&wish.whom.name).await?;
    let groups = change_groups(desk, &before, &wish.changes.groups).await?;
    let changes = to_user_changes(wish.changes, groups);
    let write = desk.write::<ChangeUser>().await?;
    let ChangedPerson { person, event } = write
        .edit_user(before.face.id, before.version, &changes, None)
        .await?;
    let name = introduce(&person);
    if let Some(event) = event {
        printer.message(&format!("Changed {name}."));
        place.offer_undo(printer, event);
    } else {
        printer.message(&format!("Nothing is different: {name} was so already."));
    }
    printer.json(&PersonRecord::of(&person))
}

fn to_user_changes(wish: Changes, groups: Option<Vec<i64>>) -> UserChanges {
    UserChanges {
        username: wish.username,
        is_active: wish.active,
        is_staff: wish.staff,
        is_superuser: wish.superuser,
        groups,
        permissions: None,
        profile: Some(ProfileChanges {
            email: wish.email,
            first_name: wish.first_name,
            last_name: wish.last_name,
            bio: wish.bio,
            location: wish.location,
            birth_date: wish.birth_date,
            phone_number: wish.phone_number,
            portfolio_site: wish.portfolio_site,
            avatar: None,
        }),
    }
}

/// All the groups that a person shall be in after the changes; nothing if none was asked for.
async fn change_groups(
    desk: &Desk,
    person: &Person,
    changes: &[GroupChange],
) -> Result<Option<Vec<i64>>, Failure> {
    if changes.is_empty() {
        return Ok(None);
    }
    let names = changes.iter().map(GroupChange::group);
    let chosen = find_groups(desk, names).await?;
    let mut groups: Vec<i64> = person.groups.iter().map(|group| group.id).collect();
    for (change, group) in changes.iter().zip(chosen) {
        groups.retain(|id| *id != group.id);
        if let GroupChange::Join(_) = change {
            groups.push(group.id);
        }
    }
    Ok(Some(groups))
}

/// The groups of these names, in the same order; case does not matter.
async fn find_groups(
    desk: &Desk,
    names: impl Iterator<Item = &str>,
) -> Result<Vec<GroupName>, Failure> {
    let known = desk.read::<ViewUser>().await?.list_groups().await?;
    let find = |name: &str| {
        let key = fold_key(name.trim());
        known
            .iter()
            .find(|group| fold_key(&group.name) == key)
            .cloned()
            .ok_or_else(|| {
                let names: Vec<&str> = known.iter().map(|group| &*group.name).collect();
                Failure::field(
                    "groups",
                    format!(
                        "There is no group “{name}”. There are: {}.",
                        names.join(", ")
                    ),
                )
            })
    };
    names.map(find).collect()
}

async fn set_password(desk: &Desk, printer: Printer, wish: &PasswordWish) -> Done {
    let person = desk.find_person(&wish.whom.name).await?;
    let choice = if wish.temporary {
        PasswordChoice::Temporary
    } else {
        read_choice(wish.password_stdin)?
    };
    let context = PasswordContext {
        username: person.face.username.clone(),
        email: person.email.clone(),
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
    };
    let credential = desk.roster.prepare_credential(choice, &context).await?;
    desk.write::<ChangeUser>()
        .await?
        .reset_password(person.face.id, &credential)
        .await?;
    let person = desk.find_person(&person.face.username).await?;
    printer.message(&format!("Set another password for {}.", introduce(&person)));
    hand_over(printer, &person, &credential)
}

/// Prints the passphrase, if one was made up, alone in its line; it can't be shown again.
fn hand_over(printer: Printer, person: &Person, credential: &Credential) -> Done {
    let passphrase = credential.temporary();
    let record = PersonRecord::with_password(person, passphrase);
    printer.result(&record, || passphrase.unwrap_or_default().to_owned())
}

/// Reads a password to be set. The core wipes it when it is done.
fn read_choice(password_stdin: bool) -> Result<PasswordChoice, Failure> {
    let mut password = password::read_new(Source::of(password_stdin))?;
    Ok(PasswordChoice::Typed {
        password: std::mem::take(&mut *password),
    })
}

async fn unlock_user(desk: &Desk, printer: Printer, whom: &Named) -> Done {
    let before = desk.find_person(&whom.name).await?;
    let grant = desk.write::<ChangeUser>().await?;
    let person = grant.unlock_user(before.face.id).await?;
    printer.message(&if before.locked_until.is_some() {
        format!("Unlocked {}.", introduce(&person))
    } else {
        format!("{} was not locked.", introduce(&person))
    });
    printer.json(&PersonRecord::of(&person))
}

async fn verify_password(desk: &Desk, printer: Printer, wish: &VerifyWish) -> Done {
    let password = password::read_existing(Source::of(wish.password_stdin))?;
    if !desk
        .roster
        .verify_password(&wish.whom.name, &password)
        .await?
    {
        return Err(Error::SignInRefused {
            wait: Duration::ZERO,
        }
        .into());
    }
    printer.message("The password is right.");
    printer.json(&Verified { right: true })
}

#[derive(Serialize)]
struct Verified {
    right: bool,
}

/// Who was deleted, and how.
#[derive(Serialize)]
struct DeletedUser<'a> {
    id: i64,
    username: &'a str,
    /// Not to the trash: there is no way back.
    for_good: bool,
    /// For `undo`; nothing if there is no way back.
    event: Option<i64>,
}

async fn delete_user(place: &Place, desk: &Desk, printer: Printer, wish: &DeleteWish) -> Done {
    if wish.now {
        return purge_user(desk, printer, &wish.whom.name).await;
    }
    let person = desk.find_person(&wish.whom.name).await?;
    let write = desk.write::<DeleteUser>().await?;
    let event = write.delete_user(person.face.id, person.version).await?;
    printer.message(&format!("Moved {} to the trash.", introduce(&person)));
    place.offer_undo(printer, event);
    printer.json(&DeletedUser {
        id: person.face.id,
        username: &person.face.username,
        for_good: false,
        event: Some(event),
    })
}

/// For good, whether they are still in the list or in the trash already.
async fn purge_user(desk: &Desk, printer: Printer, name: &str) -> Done {
    let id = match desk.read::<ViewUser>().await?.find_user(name).await {
        Err(Error::NotFound(_)) => {
            desk.read::<DeleteUser>()
                .await?
                .find_deleted_user(name)
                .await?
        }
        found => found?,
    };
    let grant = desk.write::<DeleteUser>().await?.proven()?;
    let username = grant.purge_user(id).await?;
    printer.message(&format!("Deleted {username} for good."));
    printer.json(&DeletedUser {
        id,
        username: &username,
        for_good: true,
        event: None,
    })
}

async fn restore_user(place: &Place, desk: &Desk, printer: Printer, whom: &Named) -> Done {
    let read = desk.read::<DeleteUser>().await?;
    let id = read.find_deleted_user(&whom.name).await?;
    let write = desk.write::<DeleteUser>().await?;
    let ChangedPerson { person, event } = write.restore_user(id).await?;
    printer.message(&format!("Restored {}.", introduce(&person)));
    if let Some(event) = event {
        place.offer_undo(printer, event);
    }
    printer.json(&PersonRecord::of(&person))
}

/// The name and, where it differs, the username: two people may have one name.
fn introduce(person: &Person) -> String {
    if person.face.name == person.face.username {
        person.face.name.clone()
    } else {
        format!("{} ({})", person.face.name, person.face.username)
    }
}
