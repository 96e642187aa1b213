//! What a person does in more than one test.

use std::path::{Path, PathBuf};

use image::{Rgb, RgbImage};

use crate::support::{
    PASSWORD, Target, Window, button, css, dialog, field, link, menu_item, wait_for,
};

/// Signs in by name, whichever accounts the screen offers first.
#[track_caller]
pub(crate) fn sign_in(window: &Window, name: &str) {
    ask_for_name(window);
    window.fill(&field("Username or e-mail"), name);
    enter_password(window, PASSWORD);
    window.find(&css("main.page"));
}

/// Goes from the tiles, or from one account's password, to the form for any account.
#[track_caller]
pub(crate) fn ask_for_name(window: &Window) {
    wait_for("a form that asks for a name", || {
        for way in [button("Someone else"), tile("Other account")] {
            if window.count(&way) == 1 {
                window.click(&way);
            }
        }
        (window.count(&field("Username or e-mail")) == 1).then_some(())
    });
}

/// The tile of somebody who signed in before.
pub(crate) fn tile(name: &str) -> Target {
    css(".account").starting(name)
}

/// Types a password into the sign-in form and sends it.
#[track_caller]
pub(crate) fn enter_password(window: &Window, password: &str) {
    window.fill(&field("Password"), password);
    window.click(&button("Sign in"));
}

/// Leaves the signed-in window by its menu.
#[track_caller]
pub(crate) fn sign_out(window: &Window) {
    open_account_menu(window);
    window.click(&menu_item("Sign out"));
}

/// Waits until nobody is signed in.
#[track_caller]
pub(crate) fn wait_for_sign_in(window: &Window) {
    window.wait_until(
        "the sign-in screen",
        "document.querySelector('.auth form, .auth .accounts')",
    );
}

/// Opens the menu at the foot of the rail.
#[track_caller]
pub(crate) fn open_account_menu(window: &Window) {
    window.click(&css(".account-chip"));
    window.find(&menu_item("Sign out"));
}

/// A place of the rail.
pub(crate) fn place(name: &str) -> Target {
    link(name).within(css(".rail"))
}

/// Goes to one's own profile, and there to its form.
#[track_caller]
pub(crate) fn edit_own_profile(window: &Window) {
    window.click(&place("My profile"));
    window.click(&link("Edit profile"));
    window.find(&field("Bio"));
}

/// Opens the list of people, and waits for its rows.
#[track_caller]
pub(crate) fn open_people(window: &Window) {
    window.click(&place("People"));
    wait_for_rows(window);
}

/// Waits until the list shows people.
#[track_caller]
pub(crate) fn wait_for_rows(window: &Window) {
    window.wait_until(
        "rows with names",
        "document.querySelector('.grid:not([aria-busy]) [role=row]:not([hidden]) .name')",
    );
}

/// Puts several lines into a field at once. Typed, each line break would be a key with a meaning of its own.
#[track_caller]
pub(crate) fn paste_lines(window: &Window, target: &Target, lines: &str) {
    let text = serde_json::to_string(lines).expect("text can be written");
    window.run_on(
        target,
        &format!("element.value = {text}; element.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));"),
    );
}

/// Chooses a picture with the system's dialog, and takes the crop that is offered.
#[track_caller]
pub(crate) fn choose_picture(window: &Window, file: &Path) {
    window.click(&button("Choose a picture…"));
    window.picker().choose(file);
    window.find(&dialog("Adjust picture"));
    window.click(&button("Use this picture"));
    window.wait_until_gone(&dialog("Adjust picture"));
}

/// Paints a picture, wider than high, and keeps it in a file of that name.
pub(crate) fn paint_picture(folder: &Path, name: &str) -> PathBuf {
    let file = folder.join(name);
    let picture = RgbImage::from_fn(480, 320, |x, y| {
        let shade = |value: u32| u8::try_from(value % 256).expect("less than 256");
        Rgb([shade(x / 2), shade(y * 3 / 4), shade(200 - x / 4)])
    });
    picture.save(&file).expect("the folder can be written");
    file
}
