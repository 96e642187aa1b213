//! The main job without a pointer.

use serde_json::json;

use crate::steps;
use crate::support::{
    PASSWORD, Roster, Target, Window, button, checkbox, css, dialog, field, heading, link,
    menu_item, part, radio,
};

const NEW_PASSWORD: &str = "ten brass lanterns glow";

#[test]
fn the_main_job_needs_no_pointer() {
    let roster = Roster::empty();
    let picture = steps::paint_picture(&roster.pictures(), "keys.png");
    let window = roster.open();

    window.wait_for_focus(&field("First name"));
    for text in ["Ana", "Kovačević"] {
        window.type_text(text);
        window.press("Tab");
    }
    write(&window, &field("Username"), "ana");
    write(&window, &field("Password"), PASSWORD);
    window.press("Enter");
    window.find(&heading("Save your recovery codes"));
    tab_to(&window, &checkbox("I have saved them"));
    window.press("Space");
    tab_to(&window, &button("Open Roster"));
    window.press("Enter");
    window.find(&heading("Ana Kovačević"));

    tab_to(&window, &link("Edit profile"));
    window.press("Enter");
    tab_to(&window, &button("Choose a picture…"));
    window.press("Enter");
    window.picker().choose(&picture);
    window.wait_for_focus(&part("stage"));
    window.press("plus");
    window.press("Right");
    tab_to(&window, &button("Use this picture"));
    window.press("Enter");
    window.wait_until_gone(&dialog("Adjust picture"));
    window.wait_for_focus(&button("Choose a picture…"));
    write(&window, &field("Bio"), "Typed, not clicked.");
    window.press("ctrl+s");
    window.see("Saved");
    assert_eq!(
        roster.ctl(&["user", "show", "ana"])["has_avatar"],
        json!(true)
    );

    let words = add_person(&window);
    find_person(&window);
    sign_out(&window);
    sign_in_with(&window, &words);
    assert!(roster.verifies("bo", NEW_PASSWORD));
}

/// Goes on with Tab until an element has focus, as a person would who sees where it is.
#[track_caller]
fn tab_to(window: &Window, target: &Target) {
    window.find(target);
    for _ in 0..60 {
        if window.has_focus(target) {
            let ring = window.run_on(target, "return getComputedStyle(element).outlineStyle;");
            assert_ne!(ring, json!("none"), "{target} shows that it has focus");
            return;
        }
        window.press("Tab");
    }
    panic!("Tab does not lead to {target}.");
}

/// Goes to a field with Tab and replaces what stands there.
#[track_caller]
fn write(window: &Window, target: &Target, text: &str) {
    tab_to(window, target);
    window.press("ctrl+a");
    window.type_text(text);
}

fn add_person(window: &Window) -> String {
    window.press("ctrl+2");
    steps::wait_for_rows(window);
    window.press("n");
    window.wait_for_focus(&field("Username"));
    window.type_text("bo");
    write(window, &field("First name"), "Bo");
    write(window, &field("Last name"), "Åberg");
    tab_to(window, &radio("Temporary"));
    tab_to(window, &checkbox("Readers"));
    window.press("Space");
    window.press("Enter");
    window.wait_for_focus(&button("Copy"));
    let words = window.text_of(&part("secret"));
    tab_to(window, &button("Done"));
    window.press("Enter");
    words
}

fn find_person(window: &Window) {
    window.press("/");
    window.type_text("åberg");
    window.see("1 of 2 people");
    window.press("Escape");
    window.press("Escape");
    window.press("Enter");
    window.wait_until(
        "the keyboard in the panel",
        "document.activeElement.closest('.panel')",
    );
    window.wait_for_text(&css(".panel h2"), "Bo Åberg");
    window.press("Escape");
}

fn sign_out(window: &Window) {
    tab_to(window, &css(".account-chip"));
    window.press("Enter");
    window.wait_for_focus(&menu_item("Same as the system"));
    window.press("Up");
    window.wait_for_focus(&menu_item("Sign out"));
    window.press("Enter");
    steps::wait_for_sign_in(window);
    window.wait_for_focus(&field("Password"));
}

fn sign_in_with(window: &Window, words: &str) {
    tab_to(window, &button("Someone else"));
    window.press("Enter");
    window.wait_for_focus(&field("Username or e-mail"));
    window.type_text("bo");
    write(window, &field("Password"), words);
    window.press("Enter");
    window.find(&heading("Choose a new password"));
    window.wait_for_focus(&field("New password"));
    window.type_text(NEW_PASSWORD);
    write(window, &field("Type it again"), NEW_PASSWORD);
    window.press("Enter");
    window.find(&heading("Bo Åberg"));
}
