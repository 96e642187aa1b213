//! The main job, from the first start to a second person's own profile.

use serde_json::json;

use crate::steps;
use crate::support::{
    PASSWORD, Roster, Window, button, checkbox, css, dialog, field, heading, link, part, radio, row,
};

/// What Grace chooses in place of the words she is given.
const GRACES_PASSWORD: &str = "ten brass lanterns glow";

#[test]
fn a_stranger_does_the_whole_main_job() {
    do_the_main_job(&Roster::empty());
}

/// Every name that this test knows is in English; the page says it in its own words.
#[test]
fn the_main_job_goes_from_right_to_left() {
    let roster = Roster::empty();
    roster.speak("ar");
    do_the_main_job(&roster);
}

fn do_the_main_job(roster: &Roster) {
    let picture = steps::paint_picture(&roster.pictures(), "Ana på stranden.png");
    let window = roster.open();

    create_first_administrator(&window);
    tell_about_oneself(&window);
    window.click(&button("Choose a picture…"));
    window.picker().choose(&picture);
    window.find(&dialog("Adjust picture"));
    window.settle();
    window.shoot("04-crop");
    window.click(&button("Use this picture"));
    save_profile(&window);
    assert_profile_is_stored(roster);

    let words = add_grace(&window);
    find_grace(&window);
    assert_eq!(
        roster.ctl(&["user", "show", "grace"])["must_change_password"],
        json!(true)
    );

    steps::sign_out(&window);
    sign_in_as_grace(&window, &words);
    assert!(roster.verifies("grace", GRACES_PASSWORD));
    assert!(!roster.verifies("grace", &words), "the words were for once");

    assert_eq!(window.quit(), 0, "{}", window.complaints());
}

fn create_first_administrator(window: &Window) {
    window.find(&heading("Create the first administrator"));
    window.shoot("01-first-run");
    window.fill(&field("First name"), "Ana");
    window.fill(&field("Last name"), "Kovačević");
    window.fill(&field("Username"), "ana");
    window.fill(&field("E-mail"), "ana@example.org");
    window.fill(&field("Password"), PASSWORD);
    window.click(&button("Create administrator"));
    window.find(&heading("Save your recovery codes"));
    window.click(&checkbox("I have saved them"));
    window.click(&button("Open Roster"));
    window.find(&heading("Ana Kovačević"));
    window.settle();
    window.shoot("02-own-profile");
}

fn tell_about_oneself(window: &Window) {
    window.click(&link("Edit profile"));
    window.fill(&field("Bio"), "Keeps the lights on.");
    window.fill(&field("Location"), "Zagreb");
    window.fill(&field("Birth date"), "9 April 1987");
    window.fill(&field("Phone"), "+385 1 2345 678");
    window.fill(&field("Website"), "https://example.org/ana");
    window.settle();
    window.shoot("03-edit-profile");
}

fn save_profile(window: &Window) {
    window.wait_until_gone(&dialog("Adjust picture"));
    window.settle();
    window.shoot("05-unsaved");
    window.click(&button("Save changes"));
    window.see("Saved");
    window.click(&link("Back to profile"));
    window.see("Keeps the lights on.");
    window.see("9 April 1987");
    wait_for_picture(window, ".profile-head");
    wait_for_picture(window, ".account-chip");
    window.settle();
    window.shoot("06-profile-saved");
}

#[track_caller]
fn wait_for_picture(window: &Window, place: &str) {
    window.wait_until(
        &format!("a picture in {place}"),
        &format!("document.querySelector({place:?} + ' .avatar img')?.naturalWidth > 0"),
    );
}

fn assert_profile_is_stored(roster: &Roster) {
    let ana = roster.ctl(&["user", "show", "ana"]);
    for (key, value) in [
        ("email", json!("ana@example.org")),
        ("first_name", json!("Ana")),
        ("last_name", json!("Kovačević")),
        ("is_superuser", json!(true)),
        ("bio", json!("Keeps the lights on.")),
        ("location", json!("Zagreb")),
        ("birth_date", json!("1987-04-09")),
        ("phone_number", json!("+385 1 2345 678")),
        ("portfolio_site", json!("https://example.org/ana")),
        ("has_avatar", json!(true)),
    ] {
        assert_eq!(ana[key], value, "{key} in the database");
    }
    assert!(roster.verifies("ana", PASSWORD));
}

/// Adds Grace, and gives back the words she shall sign in with.
fn add_grace(window: &Window) -> String {
    steps::open_people(window);
    wait_for_picture(window, ".grid");
    window.settle();
    window.shoot("07-people");
    window.click(&button("Add person"));
    window.fill(&field("Username"), "grace");
    window.fill(&field("E-mail"), "grace@example.org");
    window.fill(&field("First name"), "Grace");
    window.fill(&field("Last name"), "Hopper");
    window.click(&radio("Temporary"));
    window.click(&checkbox("Editors"));
    window.settle();
    window.shoot("08-add-person");
    window.click(&button("Add person"));
    window.find(&dialog("Grace Hopper was added"));
    window.settle();
    window.shoot("09-temporary-password");
    let words = window.text_of(&part("secret"));
    window.click(&button("Done"));
    words
}

fn find_grace(window: &Window) {
    window.find(&row("Grace Hopper"));
    window.fill(&field("Search people"), "hop GRA");
    window.see("1 of 2 people");
    window.wait_until_gone(&row("Ana Kovačević"));
    window.click(&row("Grace Hopper"));
    window.wait_for_text(&css(".panel h2"), "Grace Hopper");
    window.settle();
    window.shoot("10-found");
    window.press("ctrl+Enter");
    window.wait_for_value(&field("Username"), "grace");
    window.settle();
    window.shoot("11-edit-person");
}

fn sign_in_as_grace(window: &Window, words: &str) {
    steps::wait_for_sign_in(window);
    window.settle();
    window.shoot("12-sign-in");
    steps::ask_for_name(window);
    window.fill(&field("Username or e-mail"), "Grace@Example.ORG");
    steps::enter_password(window, words);
    window.find(&heading("Choose a new password"));
    window.fill(&field("New password"), GRACES_PASSWORD);
    window.fill(&field("Type it again"), GRACES_PASSWORD);
    window.settle();
    window.shoot("13-new-password");
    window.click(&button("Save and continue"));
    window.find(&heading("Grace Hopper"));
    window.wait_until_gone(&link("People"));
    window.settle();
    window.shoot("14-graces-profile");
}
