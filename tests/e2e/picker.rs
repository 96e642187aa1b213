//! The system's own dialog for choosing a picture: cancelled, used, used wrongly, and left open.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::steps;
use crate::support::{Roster, Window, button, css, dialog, link, part};

/// Ana in her profile's form, with a picture already if wished.
fn editing(has_picture: bool) -> (Roster, Window) {
    let roster = Roster::with_admin();
    if has_picture {
        let file = steps::paint_picture(&roster.pictures(), "before.png");
        roster.set_picture("ana", &file);
    }
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::edit_own_profile(&window);
    (roster, window)
}

fn has_avatar(roster: &Roster) -> Value {
    roster.ctl(&["user", "show", "ana"])["has_avatar"].clone()
}

#[test]
fn a_cancelled_dialog_changes_nothing_and_ends_well() {
    let (roster, window) = editing(false);
    for _ in 0..2 {
        window.click(&button("Choose a picture…"));
        window.picker().cancel();
        window.until_on(&button("Choose a picture…"));
    }
    assert_eq!(window.count(&dialog("Adjust picture")), 0);
    assert!(window.is_off(&button("Save changes")));
    // The dialog's own thread once made programs crash at their end.
    assert_eq!(window.quit(), 0, "{}", window.complaints());
    assert_eq!(has_avatar(&roster), json!(false));
}

#[test]
fn while_the_dialog_is_open_there_is_no_second_one() {
    let (_roster, window) = editing(false);
    window.click(&button("Choose a picture…"));
    window.picker().activate();
    assert!(window.is_off(&button("Choose a picture…")));
    window.picker().cancel();
    window.until_on(&button("Choose a picture…"));
}

#[test]
fn a_picture_can_be_cropped_kept_adjusted_and_removed() {
    let (roster, window) = editing(false);
    let file = steps::paint_picture(&roster.pictures(), "after.png");
    window.click(&button("Choose a picture…"));
    window.picker().choose(&file);
    window.wait_for_focus(&part("stage"));
    window.press("plus");
    window.press("shift+Right");
    window.click(&button("Turn right"));
    window.click(&button("Use this picture"));
    window.wait_until_gone(&dialog("Adjust picture"));
    window.see("1 unsaved change");
    window.click(&button("Adjust…"));
    window.click(&button("Start over"));
    window.click(&button("Use this picture"));
    window.wait_until_gone(&dialog("Adjust picture"));
    window.press("ctrl+s");
    window.see("Saved");
    assert_eq!(has_avatar(&roster), json!(true));
    window.see_no("Saved");

    window.click(&button("Remove"));
    window.click(&button("Save changes"));
    window.see("Saved");
    assert_eq!(has_avatar(&roster), json!(false));
    assert_eq!(window.quit(), 0, "{}", window.complaints());
}

/// Writes a file whose name promises more than it holds.
fn write_file(roster: &Roster, name: &str, bytes: &[u8]) -> PathBuf {
    let file = roster.pictures().join(name);
    fs::write(&file, bytes).expect("the folder can be written");
    file
}

#[test]
fn a_bad_file_is_named_and_the_old_picture_stays() {
    let (roster, window) = editing(true);
    let good = fs::read(roster.pictures().join("before.png")).unwrap();
    let letter = write_file(&roster, "letter.png", b"Dear Ana, this is no picture.");
    let half = write_file(&roster, "half.png", &good[..good.len() / 2]);
    let nothing = write_file(&roster, "nothing.jpg", b"");

    for file in [letter, half, nothing] {
        window.click(&button("Choose a picture…"));
        window.picker().choose(&file);
        window.find(&css(".picture [role=alert]"));
        assert_eq!(
            window.count(&dialog("Adjust picture")),
            0,
            "{}",
            file.display()
        );
        assert!(window.is_off(&button("Save changes")));
        window.wait_until(
            "the old picture",
            "document.querySelector('.picture img').naturalWidth > 0",
        );
    }
    let file = steps::paint_picture(&roster.pictures(), "better.png");
    steps::choose_picture(&window, &file);
    window.wait_until_gone(&css(".picture [role=alert]"));
    window.see("1 unsaved change");
}

#[test]
fn a_picture_that_was_not_saved_is_forgotten() {
    let (roster, window) = editing(false);
    let file = steps::paint_picture(&roster.pictures(), "draft.png");
    steps::choose_picture(&window, &file);
    window.click(&steps::place("My profile"));
    window.click(&button("Discard changes"));
    window.find(&link("Edit profile"));
    assert_eq!(has_avatar(&roster), json!(false));
}

#[test]
fn looking_into_the_databases_folder_does_not_cut_it_off() {
    let roster = Roster::with_admin();
    let file = steps::paint_picture(&roster.office(), "beside.png");
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::edit_own_profile(&window);
    steps::choose_picture(&window, &file);
    // From now on the dialog begins in that folder, and GTK opens every file of a folder that it shows. In the window's
    // own process that would end SQLite's locks, and the next program to close the database would delete the journal
    // under the window's feet.
    window.click(&button("Choose a picture…"));
    window.picker().cancel();
    window.until_on(&button("Choose a picture…"));
    roster.ctl(&["user", "show", "ana"]);
    window.click(&button("Save changes"));
    window.see("Saved");
    assert_eq!(
        has_avatar(&roster),
        json!(true),
        "what the window saved is in the file"
    );
}

#[test]
fn closing_the_window_beside_an_open_dialog_ends_well() {
    let (_roster, window) = editing(false);
    window.click(&button("Choose a picture…"));
    window.picker().activate();
    assert_eq!(window.quit(), 0, "{}", window.complaints());
}
