//! What the search box offers while one types its language.

use crate::steps;
use crate::support::{Roster, Target, Window, css, field};

fn search() -> Target {
    field("Search people")
}

fn offers() -> Target {
    css(".suggestions [role=option]")
}

fn open_list() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo", "--group", "Editors"]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    window.see("2 people");
    (roster, window)
}

#[test]
fn a_term_is_completed_by_keyboard_alone() {
    let (_roster, window) = open_list();
    window.press("/");
    window.type_text("is:");
    window.wait_until(
        "six offers",
        "document.querySelectorAll('.suggestions:popover-open [role=option]').length === 6",
    );
    window.press("Down");
    window.press("Down");
    window.wait_until(
        "the second to be chosen, and the keyboard in the field",
        "document.activeElement.ariaExpanded === 'true' && document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).textContent === 'is:inactive'",
    );
    window.press("Enter");
    window.wait_for_value(&search(), "is:inactive ");
    window.see("0 of 2 people");
    window.wait_until_gone(&offers());
    window.type_text("group:ed");
    window.wait_until(
        "an offer",
        "document.querySelectorAll('.suggestions:popover-open [role=option]').length === 1",
    );
    window.press("Escape");
    window.wait_until_gone(&offers());
    window.wait_for_value(&search(), "is:inactive group:ed");
}

#[test]
fn plain_typing_is_left_alone() {
    let (_roster, window) = open_list();
    window.press("/");
    window.type_text("us");
    window.see("0 of 2 people");
    assert_eq!(window.count(&offers()), 0, "a plain word offers nothing");
    window.press("alt+Down");
    window.wait_until(
        "offers that were asked for",
        "document.querySelectorAll('.suggestions:popover-open [role=option]').length === 1",
    );
    window.press("Down");
    window.press("Tab");
    window.wait_for_value(&search(), "username:");
    window.type_text("bo");
    window.see("1 of 2 people");
    window.wait_until(
        "a mark",
        "document.querySelector('.grid .sub mark, .grid .cell mark')",
    );
    window.press("Enter");
    window.wait_until(
        "the keyboard in the list",
        "document.activeElement.role === 'row'",
    );
}
