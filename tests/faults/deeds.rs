//! Things to do to a roster, each of which can be told from the file afterwards.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

use roster_core::auth::{AddUser, ImportData, ManageBackup, Session};
use roster_core::picture::Picture;
use roster_core::restore::find_backup;
use roster_core::view::{
    ImportOptions, ImportPasswords, NewUser, PasswordChoice, PasswordContext, Person,
    ProfileChanges,
};
use roster_core::{AvatarEdit, Result, Roster};

use crate::operator;

/// The group that exists from the start and allows least.
const READERS: i64 = 3;

/// Adds somebody without a password, in a group.
pub(crate) async fn add(roster: &Roster, name: &str) -> Result<Person> {
    let form = NewUser {
        username: name.to_owned(),
        email: format!("{name}@roster.example"),
        first_name: String::new(),
        last_name: String::new(),
        is_staff: false,
        is_superuser: false,
        groups: vec![READERS],
        password: PasswordChoice::None,
    };
    let credential = roster
        .prepare_credential(PasswordChoice::None, &PasswordContext::default())
        .await?;
    let write = roster.write(&operator()).await?.grant::<AddUser>()?;
    Ok(write.add_user(&form, &credential).await?.person)
}

/// Writes a number where another was, if nobody else wrote since it was read.
pub(crate) async fn edit(roster: &Roster, by: &Session, seen: &Person, number: u32) -> Result<()> {
    let changes = ProfileChanges {
        bio: Some(number.to_string()),
        location: Some(number.to_string()),
        ..ProfileChanges::default()
    };
    let write = roster.write(by).await?;
    write
        .edit_profile(seen.face.id, seen.version, &changes, None)
        .await
        .map(drop)
}

/// Somebody, as they are now.
pub(crate) async fn show(roster: &Roster, id: i64) -> Result<Person> {
    roster.read(&operator()).await?.show_user(id).await
}

/// Sets a picture of one colour, told by the number.
pub(crate) async fn paint(roster: &Roster, id: i64, number: u32) -> Result<()> {
    // Numbers that follow each other give colours that no compression takes for one another.
    let [red, green, blue, _] = number.wrapping_mul(0x9e37_79b1).to_be_bytes();
    let image = image::RgbImage::from_pixel(96, 96, image::Rgb([red, green, blue]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image
        .write_to(&mut bytes, image::ImageFormat::Png)
        .map_err(std::io::Error::other)
        .unwrap();
    let picture = Picture::read(bytes.into_inner())?;
    let avatar = picture.crop(picture.central_crop())?;
    let seen = show(roster, id).await?;
    let write = roster.write(&operator()).await?;
    let edit = AvatarEdit::Use(Box::new(avatar));
    let changes = ProfileChanges::default();
    write
        .edit_profile(id, seen.version, &changes, Some(edit))
        .await
        .map(drop)
}

/// Makes a backup; its name.
pub(crate) async fn back_up(roster: &Roster) -> Result<String> {
    let write = roster.write(&operator()).await?.grant::<ManageBackup>()?;
    Ok(write.back_up(&mut go_on).await?.name)
}

/// Puts a backup in the roster's place.
pub(crate) async fn restore(roster: &Roster, name: &str) -> Result<()> {
    let file = find_backup(roster.path(), name)?;
    let read = roster.read(&operator()).await?.grant::<ManageBackup>()?;
    let staged = read.stage_backup(&file, &mut go_on).await?;
    roster.restore_backup(&operator(), staged).await.map(drop)
}

/// How many people one import adds: so many that the roster sets triggers aside for them.
pub(crate) const IMPORTED: u32 = 10_500;

/// Adds many people by a table that is written first, at `table`.
pub(crate) async fn import(roster: &Roster, table: &Path, name: &str) -> Result<u32> {
    let mut text = String::from("username,email,location\n");
    for number in 0..IMPORTED {
        writeln!(text, "{name}.{number},{name}.{number}@roster.example,Here").unwrap();
    }
    std::fs::write(table, text).unwrap();
    let source = roster.open_import(table, None).await?;
    let read = roster.read(&operator()).await?.grant::<ImportData>()?;
    let plan = read
        .plan_import(&source, &ImportOptions::default(), &mut go_on)
        .await?;
    let prepared = roster
        .prepare_import(&operator(), &plan, ImportPasswords::None, &mut go_on)
        .await?;
    let write = roster.write(&operator()).await?.grant::<ImportData>()?;
    let done = write.proven()?.apply_import(&prepared, &mut go_on).await?;
    Ok(done.added)
}

fn go_on(_: u32, _: u32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
