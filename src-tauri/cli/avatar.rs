//! `avatar ...`: pictures.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use roster_core::view::{ChangedPerson, Person, ProfileChanges};
use roster_core::{AvatarEdit, AvatarImage, AvatarSize, Error};
use serde::Serialize;

use crate::args::Named;
use crate::args::avatar::{AvatarCommand, AvatarSide, GetAvatarWish, SetAvatarWish};
use crate::desk::{Desk, Place};
use crate::failure::{Done, Failure, plain_reason};
use crate::person::PersonRecord;
use crate::print::Printer;

/// Runs one of the commands about pictures.
pub(crate) async fn run(place: &Place, printer: Printer, command: AvatarCommand) -> Done {
    let desk = place.open().await?;
    desk.work(async |desk| match command {
        AvatarCommand::Set(wish) => set_avatar(place, desk, printer, &wish).await,
        AvatarCommand::Get(wish) => get_avatar(desk, printer, &wish).await,
        AvatarCommand::Remove(whom) => remove_avatar(place, desk, printer, &whom).await,
    })
    .await
}

async fn set_avatar(place: &Place, desk: &Desk, printer: Printer, wish: &SetAvatarWish) -> Done {
    let before = desk.find_person(&wish.whom.name).await?;
    // On this thread: nothing else waits for it.
    let picture = desk.roster.open_picture(&wish.file).map_err(Error::from)?;
    let crop = wish.crop.unwrap_or_else(|| picture.central_crop());
    let avatar = picture.crop(crop).map_err(Error::from)?;
    let changed = edit_avatar(desk, &before, AvatarEdit::Use(Box::new(avatar))).await?;
    let name = &changed.person.face.name;
    printer.message(&format!("{name} has a new picture."));
    finish(place, printer, &changed)
}

async fn remove_avatar(place: &Place, desk: &Desk, printer: Printer, whom: &Named) -> Done {
    let before = desk.find_person(&whom.name).await?;
    let changed = edit_avatar(desk, &before, AvatarEdit::Remove).await?;
    let name = &changed.person.face.name;
    printer.message(&format!("{name} has no picture now."));
    finish(place, printer, &changed)
}

fn finish(place: &Place, printer: Printer, changed: &ChangedPerson) -> Done {
    if let Some(event) = changed.event {
        place.offer_undo(printer, event);
    }
    printer.json(&PersonRecord::of(&changed.person))
}

async fn edit_avatar(
    desk: &Desk,
    person: &Person,
    edit: AvatarEdit,
) -> Result<ChangedPerson, Failure> {
    let write = desk.roster.write(&desk.session).await?;
    let unchanged = ProfileChanges::default();
    Ok(write
        .edit_profile(person.face.id, person.version, &unchanged, Some(edit))
        .await?)
}

/// Where a picture was written, and what it is.
#[derive(Serialize)]
struct WrittenAvatar<'a> {
    file: &'a Path,
    mime: &'a str,
    bytes: usize,
}

async fn get_avatar(desk: &Desk, printer: Printer, wish: &GetAvatarWish) -> Done {
    let person = desk.find_person(&wish.whom.name).await?;
    let size = match wish.size {
        AvatarSide::Large => AvatarSize::Large,
        AvatarSide::Small => AvatarSize::Small,
    };
    let mut read = desk.roster.read(&desk.session).await?;
    let AvatarImage { bytes, mime } = read
        .show_avatar(person.face.id, size)
        .await?
        .ok_or_else(|| Failure::not_found(format!("{} has no picture.", person.face.name)))?;
    if wish.out == Path::new("-") {
        let mut out = io::stdout().lock();
        out.write_all(&bytes)?;
        return Ok(out.flush()?);
    }
    write_file(&wish.out, &bytes).map_err(|error| {
        Failure::file(format!(
            "{} can’t be written: {}.",
            wish.out.display(),
            plain_reason(&error)
        ))
    })?;
    printer.message(&format!("Wrote {}.", wish.out.display()));
    printer.json(&WrittenAvatar {
        file: &wish.out,
        mime: &mime,
        bytes: bytes.len(),
    })
}

/// Writes a file beside its place and moves it there: what was there before stays until all of the new one is.
fn write_file(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = target.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    let draft = target.with_file_name(draft_name(name));
    let write = || {
        let mut file = File::create_new(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&draft, target)
    };
    let outcome = write();
    if outcome.is_err() {
        // What it could not be written for is the error to tell.
        let _ = fs::remove_file(&draft);
    }
    outcome
}

/// A name that no other run uses at the same time.
fn draft_name(name: &std::ffi::OsStr) -> PathBuf {
    let mut draft = std::ffi::OsString::from(".");
    draft.push(name);
    draft.push(format!(".{}.part", std::process::id()));
    draft.into()
}
