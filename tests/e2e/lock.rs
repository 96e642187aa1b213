//! Locking: by key, by itself, with work in progress, and back again.

use std::thread;
use std::time::Duration;

use gtk::glib::prelude::ToVariant as _;
use serde_json::json;

use crate::steps;
use crate::support::{
    PASSWORD, Roster, Window, button, checkbox, css, dialog, field, find_violations, heading, link,
    menu_item,
};

fn signed_in() -> (Roster, Window) {
    let roster = Roster::with_admin();
    let window = roster.open();
    steps::sign_in(&window, "ana");
    (roster, window)
}

/// Whether a text is anywhere in the page, shown or not.
fn holds(window: &Window, text: &str) -> bool {
    let script = "return document.documentElement.innerHTML.includes(arguments[0])
        || [...document.querySelectorAll('input, textarea')].some((one) => one.value.includes(arguments[0]));";
    window.run(script, vec![json!(text)]) == json!(true)
}

#[track_caller]
fn unlock(window: &Window) {
    window.wait_for_focus(&field("Password"));
    window.type_text(PASSWORD);
    window.press("Enter");
}

#[test]
fn unsaved_work_leaves_the_page_and_comes_back() {
    let (_roster, window) = signed_in();
    steps::edit_own_profile(&window);
    window.fill(&field("Bio"), "Nobody else should read this.");
    window.press("ctrl+l");
    window.find(&button("Unlock"));
    for text in ["Nobody else should read this.", "ana@example.org", "Zagreb"] {
        assert!(!holds(&window, text), "{text} is not in the page");
    }
    assert_eq!(find_violations(&window), Vec::<String>::new());
    window.fill(&field("Password"), "not hers");
    window.press("Enter");
    window.see("This is not your current password.");
    window.press("ctrl+s");
    unlock(&window);
    window.wait_for_value(&field("Bio"), "Nobody else should read this.");
    window.wait_for_focus(&field("Bio"));
    window.see("1 unsaved change");
    window.press("ctrl+s");
    window.see("Saved");
}

#[test]
fn a_dialog_does_not_stop_it_and_is_there_again() {
    let (_roster, window) = signed_in();
    steps::open_people(&window);
    window.click(&button("Add person"));
    window.fill(&field("Username"), "grace");
    window.press("ctrl+l");
    window.find(&button("Unlock"));
    assert!(!holds(&window, "grace"));
    window.press("n");
    window.wait_for_value(&field("Password"), "n");
    window.fill(&field("Password"), "");
    unlock(&window);
    window.find(&dialog("Add person"));
    window.wait_for_value(&field("Username"), "grace");
    window.wait_until("a modal dialog", "document.querySelector('dialog:modal')");
    window.press("Escape");
    window.wait_until_gone(&dialog("Add person"));
    window.see("Ana Kovačević");
}

#[test]
fn the_systems_file_dialog_does_not_stop_it_and_closes() {
    let (_roster, window) = signed_in();
    steps::edit_own_profile(&window);
    window.click(&button("Choose a picture…"));
    window.picker().activate();
    window.run(
        "window.dispatchEvent(new KeyboardEvent('keydown', { key: 'l', ctrlKey: true }));",
        Vec::new(),
    );
    window.picker().wait_until_gone();
    window.find(&button("Unlock"));
    unlock(&window);
    window.find(&button("Choose a picture…"));
}

#[test]
fn closing_it_over_unsaved_work_says_so_without_showing_it() {
    let (_roster, window) = signed_in();
    steps::edit_own_profile(&window);
    window.fill(&field("Bio"), "Not saved.");
    window.press("ctrl+l");
    window.find(&button("Unlock"));
    window.ask_to_quit();
    window.see("There are unsaved changes");
    assert!(!holds(&window, "Not saved."));
    // Later: the answer to a click would find no window any more.
    window.run_on(
        &button("Close and lose them"),
        "setTimeout(() => element.click(), 100);",
    );
    assert_eq!(window.wait_for_exit(), 0);
}

#[test]
fn somebody_else_signs_in_and_finds_nothing() {
    let (roster, window) = signed_in();
    roster.add("bo", &["--first-name", "Bo"]);
    window.press("ctrl+l");
    window.click(&button("Sign in as someone else"));
    steps::wait_for_sign_in(&window);
    steps::sign_in(&window, "bo");
    window.find(&heading("Bo"));
    assert!(!holds(&window, "ana@example.org"));
}

#[test]
fn a_page_that_is_loaded_anew_is_still_locked() {
    let (_roster, window) = signed_in();
    window.press("ctrl+l");
    window.find(&button("Unlock"));
    // Later: an answer that is still on its way would be lost.
    window.run("setTimeout(() => location.reload(), 100);", Vec::new());
    thread::sleep(Duration::from_secs(2));
    window.find(&button("Unlock"));
    unlock(&window);
    window.find(&link("Edit profile"));
}

/// Where the system tells of it, and what it says.
const SLEEP: (&str, &str, &str) = (
    "/org/freedesktop/login1",
    "org.freedesktop.login1.Manager",
    "PrepareForSleep",
);
const SCREEN: (&str, &str, &str) = (
    "/org/freedesktop/ScreenSaver",
    "org.freedesktop.ScreenSaver",
    "ActiveChanged",
);
const LOCK: &str = "org.freedesktop.login1.Session";

#[test]
fn it_locks_with_the_computer() {
    let (_roster, window) = signed_in();
    let own = "/org/freedesktop/login1/session/_37";
    let (logind, nothing) = (Some("org.freedesktop.login1"), ().to_variant());
    let (begins, ends) = ((true,).to_variant(), (false,).to_variant());
    window.hear(logind, SLEEP, &ends);
    window.hear(None, SCREEN, &ends);
    window.hear(None, SLEEP, &begins);
    window.hear(
        logind,
        ("/org/freedesktop/login1/session/_38", LOCK, "Lock"),
        &nothing,
    );
    thread::sleep(Duration::from_millis(500));
    window.find(&link("Edit profile"));

    let signals = [
        (logind, SLEEP, &begins),
        (logind, (own, LOCK, "Lock"), &nothing),
        (None, SCREEN, &begins),
    ];
    for (name, signal, said) in signals {
        window.hear(name, signal, said);
        window.find(&button("Unlock"));
        unlock(&window);
        window.find(&link("Edit profile"));
    }
}

#[test]
fn it_is_announced_and_whoever_is_there_goes_on() {
    let (_roster, window) = signed_in();
    steps::open_account_menu(&window);
    window.click(&menu_item("Lock when away…"));
    window.find(&dialog("Lock when you are away"));
    assert_eq!(find_violations(&window), Vec::<String>::new());
    window.fill(&field("After this many minutes"), "61");
    window.press("Enter");
    window.see("Type a number from 1 to 60.");
    window.fill(&field("After this many minutes"), "1");
    window.press("Enter");
    window.see("Roster locks after 1 minute.");
    thread::sleep(Duration::from_secs(24));
    window.find(&css(".away"));
    window.see("Roster locks in");
    window.press("Tab");
    window.wait_until_gone(&css(".away"));
    steps::open_account_menu(&window);
    window.click(&menu_item("Lock when away…"));
    window.click(&checkbox("Lock by itself"));
    window.click(&button("Save"));
    window.see("Roster does not lock by itself any more.");
}
