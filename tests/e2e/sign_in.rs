//! Signing in: with tiles, with a name, and with mistakes.

use crate::steps;
use crate::support::{
    PASSWORD, Roster, Target, Window, button, css, field, heading, link, menu_item, part,
};

/// What everyone is told whose name and password do not fit.
const REFUSAL: &str = "The username or password is not right.";

fn password() -> Target {
    field("Password")
}

#[track_caller]
fn be_refused(window: &Window, name: &str, wrong: &str) -> String {
    window.fill(&field("Username or e-mail"), name);
    steps::enter_password(window, wrong);
    window.wait_for_value(&password(), "");
    window.see(REFUSAL);
    window.wait_for_focus(&password());
    window.text_of(&css("main [role=alert]"))
}

#[test]
fn a_wrong_password_and_an_unknown_name_are_told_the_same() {
    let roster = Roster::with_admin();
    let window = roster.open();
    window.wait_for_focus(&field("Username or e-mail"));

    let wrong = be_refused(&window, "ana", "four quiet maple road");
    let unknown = be_refused(&window, "nobody", PASSWORD);
    assert_eq!(wrong, unknown);
    roster.add("bo", &[]);
    roster.ctl(&["user", "set", "bo", "--active=false"]);
    let inactive = be_refused(&window, "bo", PASSWORD);
    assert_eq!(wrong, inactive);

    window.wait_for_value(&field("Username or e-mail"), "bo");
    window.fill(&field("Username or e-mail"), "ANA@example.org");
    window.fill(&password(), PASSWORD);
    window.press("Enter");
    window.find(&heading("Ana Kovačević"));
}

#[test]
fn a_password_can_be_read_while_it_is_typed() {
    let roster = Roster::with_admin();
    let window = roster.open();
    window.fill(&password(), PASSWORD);
    let kind = |kind: &str| {
        css(&format!(
            "input[type={kind}][autocomplete=current-password]"
        ))
    };
    window.find(&kind("password"));
    window.click(&button("Show password"));
    window.find(&kind("text"));
    window.wait_for_value(&password(), PASSWORD);
}

/// A roster where Ana and Bo have signed in, and out again.
fn with_two_tiles() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo", "--last-name", "Åberg"]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::sign_out(&window);
    steps::wait_for_sign_in(&window);
    steps::sign_in(&window, "bo");
    steps::sign_out(&window);
    window.find(&heading("Who is signing in?"));
    (roster, window)
}

#[test]
fn who_signed_in_before_has_a_tile() {
    let (_roster, window) = with_two_tiles();
    window.wait_for_focus(&steps::tile("Bo Åberg"));
    window.press("Right");
    window.wait_for_focus(&steps::tile("Ana Kovačević"));
    window.press("Right");
    window.wait_for_focus(&steps::tile("Other account"));
    window.press("Home");
    window.wait_for_focus(&steps::tile("Bo Åberg"));

    window.type_text("kovac");
    window.wait_until_gone(&steps::tile("Bo Åberg"));
    window.press("Enter");
    window.find(&heading("Ana Kovačević"));
    window.wait_for_focus(&password());
    window.type_text(PASSWORD);
    window.press("Enter");
    window.find(&css("main.page"));
    window.see("ana@example.org");
}

#[test]
fn a_tile_can_be_removed_and_stays_away() {
    let (roster, window) = with_two_tiles();
    window.click(&button("Remove accounts from this list"));
    let entry = steps::tile("Remove from this list: Bo Åberg");
    window.click(&entry);
    window.wait_until_gone(&entry);
    window.click(&button("Done"));
    window.find(&steps::tile("Ana Kovačević"));
    assert_eq!(window.quit(), 0);
    drop(window);

    let window = roster.open();
    window.find(&heading("Ana Kovačević"));
    window.see_no("Bo Åberg");
    assert!(roster.verifies("bo", PASSWORD), "only the tile went");
}

#[test]
fn nothing_of_a_person_is_left_after_signing_out() {
    let roster = Roster::with_admin();
    let window = roster.open();
    steps::sign_in(&window, "ana");
    window.run("window.leftover = 'Ana';", Vec::new());
    steps::sign_out(&window);
    window.find(&password());
    window.wait_until("a page without memory", "window.leftover === undefined");
    window.wait_until("an address that leads nowhere", "location.hash === ''");
    window.run("history.back();", Vec::new());
    window.find(&password());
    window.wait_until_gone(&part("account"));
}

#[test]
fn a_deactivated_person_is_led_out() {
    let roster = Roster::with_admin();
    roster.add("bo", &[]);
    let window = roster.open();
    steps::sign_in(&window, "bo");
    window.find(&link("Edit profile"));
    roster.ctl(&["user", "set", "bo", "--active=false"]);
    window.click(&link("Edit profile"));
    window.find(&password());
}

#[test]
fn the_chosen_theme_lasts() {
    let roster = Roster::with_admin();
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_account_menu(&window);
    window.click(&menu_item("Dark"));
    window.wait_until("a dark page", IS_DARK);
    assert_eq!(window.quit(), 0);
    drop(window);

    let window = roster.open();
    window.find(&password());
    window.wait_until("a dark page", IS_DARK);
}

const IS_DARK: &str = "document.documentElement.dataset.theme === 'dark' \
    && getComputedStyle(document.documentElement).colorScheme.includes('dark')";
