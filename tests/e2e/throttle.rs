//! Waiting after too many wrong passwords, and being let in again.

use crate::steps;
use crate::support::{
    PASSWORD, Roster, button, css, field, find_violations, heading, menu_item, row,
};

#[test]
fn the_wait_is_counted_down_and_then_the_form_works_again() {
    let roster = Roster::with_admin();
    let window = roster.open();
    window.fill(&field("Username or e-mail"), "ana");
    steps::enter_password(&window, "wrong");
    window.see("The username or password is not right.");
    roster.count_six_failures();
    steps::enter_password(&window, "wrong");
    window.see("The username or password is not right. Wait 0:0");
    assert!(window.is_off(&button("Sign in")));
    assert!(window.is_off(&field("Password")));
    assert_eq!(find_violations(&window), Vec::<String>::new());
    assert!(!roster.verifies("ana", PASSWORD), "rosterctl waits as well");
    window.see("You can try again now.");
    window.wait_for_focus(&field("Password"));
    window.wait_for_value(&field("Username or e-mail"), "ana");
    window.type_text(PASSWORD);
    window.press("Enter");
    window.find(&heading("Ana Kovačević"));
}

#[test]
fn a_wait_that_began_elsewhere_is_shown_and_can_be_left() {
    let roster = Roster::with_admin();
    roster.add("bo", &[]);
    roster.lock_others();
    let window = roster.open();
    window.fill(&field("Username or e-mail"), "bo");
    steps::enter_password(&window, PASSWORD);
    window.see("Too many tries. Wait 1");
    window.click(&button("Use a recovery code"));
    window.find(&heading("Use a recovery code"));
    window.click(&button("Back to sign in"));
    window.fill(&field("Username or e-mail"), "ana");
    steps::enter_password(&window, PASSWORD);
    window.find(&heading("Ana Kovačević"));
}

#[test]
fn an_administrator_sees_who_is_locked_and_lets_them_in() {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo"]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    roster.lock_others();
    steps::open_people(&window);
    window.fill(&field("Search people"), "is:locked");
    window.wait_until(
        "one row",
        "document.querySelector('.grid').getAttribute('aria-rowcount') === '2'",
    );
    window.see("Locked");
    window.click(&row("Bo"));
    window.find(&heading("Bo").within(css(".panel")));
    window.click(&button("More actions"));
    window.click(&menu_item("Unlock"));
    window.see("Bo can try to sign in again.");
    assert!(roster.verifies("bo", PASSWORD));
    window.see("Nobody matches");
    window.fill(&field("Search people"), "bo");
    window.click(&row("Bo"));
    window.find(&heading("Bo").within(css(".panel")));
    window.click(&button("More actions"));
    window.find(&menu_item("Delete…"));
    assert!(window.is_off(&menu_item("Unlock")), "nothing is left to do");
}
