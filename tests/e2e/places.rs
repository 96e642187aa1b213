//! Going from one place to another and back: each is as it was left, and true.

use crate::steps;
use crate::support::{Roster, Window, button, css, field, part};

#[track_caller]
fn go(window: &Window, name: &str) {
    window.click(&steps::place(name));
    window.find(&css(".rail [aria-current]").starting(name));
}

/// Waits until the keyboard is on somebody's row.
#[track_caller]
fn wait_for_current(window: &Window, name: &str) {
    let expression = format!(
        "document.activeElement.matches('.grid-row.is-current')
         && document.activeElement.querySelector('.name').textContent === '{name}'"
    );
    window.wait_until(&format!("the keyboard on {name}"), &expression);
}

/// Ana and three more in the list.
fn in_the_list() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo", "--last-name", "Åberg"]);
    roster.add("bob", &["--first-name", "Bob"]);
    roster.add("li", &["--first-name", "李"]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    window.see("4 people");
    (roster, window)
}

#[test]
fn the_list_comes_back_as_it_was_left_and_knows_what_has_changed() {
    let (roster, window) = in_the_list();
    window.fill(&field("Search people"), "bo");
    window.see("2 of 4 people");
    window.click(&css(".grid-row .name").starting("Bob"));
    wait_for_current(&window, "Bob");
    window.press("Space");
    window.see("1 picked");

    go(&window, "Groups");
    roster.ctl(&["user", "set", "bob", "--last-name", "Marley"]);
    roster.add("bobby", &[]);
    go(&window, "People");
    window.wait_until("the title", "document.title.startsWith('People ')");
    window.wait_for_value(&field("Search people"), "bo");
    window.see("3 of 5 people");
    wait_for_current(&window, "Bob Marley");
    window.see_no("picked");

    // In the rail again and again, faster than it can be read.
    for name in ["Groups", "People", "Activity", "People", "Groups", "People"] {
        window.click(&steps::place(name));
    }
    window.see("3 of 5 people");
    wait_for_current(&window, "Bob Marley");

    // What changes while it is in view again is seen, too.
    roster.ctl(&["user", "delete", "bobby"]);
    window.see("2 of 4 people");
}

#[test]
fn the_group_comes_back_and_nothing_discarded_with_it() {
    let (roster, window) = in_the_list();
    roster.ctl(&["group", "add", "Actors"]);
    go(&window, "Groups");
    window.wait_for_text(&part("title"), "Actors");
    window.fill(&field("What it is for"), "Tea");
    window.click(&steps::place("People"));
    window.click(&button("Discard changes").within(css("dialog[open]")));
    window.see("4 people");
    go(&window, "Groups");
    window.wait_for_text(&part("title"), "Actors");
    window.wait_for_value(&field("What it is for"), "");

    go(&window, "People");
    roster.ctl(&["group", "set", "Actors", "--description", "Cake"]);
    go(&window, "Groups");
    window.wait_for_value(&field("What it is for"), "Cake");

    go(&window, "People");
    roster.ctl(&["group", "delete", "Actors"]);
    go(&window, "Groups");
    window.wait_for_text(&part("title"), "Administrators");
}
