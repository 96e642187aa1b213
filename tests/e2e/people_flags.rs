//! Status and roles, changed in the list itself.

use serde_json::json;

use crate::steps;
use crate::support::{
    Roster, Window, button, checkbox, css, dialog, field, find_violations, row, wait_for,
};

fn open_list(signed_in: &str) -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.add("marta", &["--first-name", "Marta"]);
    roster.add("reader", &["--staff", "--group", "Readers"]);
    let window = roster.open();
    steps::sign_in(&window, signed_in);
    steps::open_people(&window);
    (roster, window)
}

/// Brings the keyboard to a row.
#[track_caller]
fn go_to(window: &Window, username: &str, name: &str) {
    window.fill(&field("Search people"), &format!("username:{username}"));
    window.wait_until(
        "one row",
        "document.querySelector('.grid').getAttribute('aria-rowcount') === '2'",
    );
    window.press("Enter");
    window.wait_for_focus(&row(name));
}

#[track_caller]
fn wait_for_stored(roster: &Roster, flag: &str, wanted: bool) {
    wait_for(&format!("{flag} to be {wanted}"), || {
        (roster.ctl(&["user", "show", "marta"])[flag] == json!(wanted)).then_some(())
    });
}

#[test]
fn the_keyboard_changes_a_flag_and_takes_it_back() {
    let (roster, window) = open_list("ana");
    go_to(&window, "marta", "Marta");
    window.press("e");
    let sheet = dialog("Access of Marta");
    window.find(&sheet);
    window.wait_for_focus(&checkbox("Active").within(sheet.clone()));
    assert_eq!(find_violations(&window), Vec::<String>::new());
    window.press("Tab");
    window.press("Space");
    window.see("Marta is staff now.");
    wait_for_stored(&roster, "is_staff", true);
    window.find(&sheet);
    window.press("Escape");
    window.wait_until_gone(&sheet);
    window.wait_for_focus(&row("Marta"));
    window.click(&button("Undo"));
    wait_for_stored(&roster, "is_staff", false);
}

#[test]
fn the_pointer_changes_a_flag_in_its_cell() {
    let (roster, window) = open_list("ana");
    go_to(&window, "marta", "Marta");
    window.click(&css(".grid-body .is-current .cell > .edit-mark"));
    window.click(&checkbox("Active").within(dialog("Access of Marta")));
    window.see("Marta was deactivated and can no longer sign in.");
    wait_for_stored(&roster, "is_active", false);
    window.see("Inactive");
}

#[test]
fn a_row_that_a_filter_takes_away_takes_its_switches_along() {
    let (roster, window) = open_list("ana");
    window.fill(&field("Search people"), "is:active marta");
    window.wait_until(
        "one row",
        "document.querySelector('.grid').getAttribute('aria-rowcount') === '2'",
    );
    window.press("Enter");
    window.press("e");
    window.click(&checkbox("Active").within(dialog("Access of Marta")));
    wait_for_stored(&roster, "is_active", false);
    window.wait_until_gone(&dialog("Access of Marta"));
}

#[test]
fn what_was_changed_elsewhere_meanwhile_is_said_and_kept() {
    let (roster, window) = open_list("ana");
    go_to(&window, "marta", "Marta");
    window.press("e");
    let sheet = dialog("Access of Marta");
    window.find(&sheet);
    roster.ctl(&["user", "set", "marta", "--staff=true"]);
    window.click(&checkbox("Staff").within(sheet.clone()));
    window.see("Marta was changed elsewhere meanwhile");
    window.wait_until(
        "the switch as it is stored",
        "document.querySelector('.sheet[role=dialog]:popover-open [data-part=is_staff]').checked",
    );
    wait_for_stored(&roster, "is_staff", true);
    window.click(&checkbox("Staff").within(sheet));
    wait_for_stored(&roster, "is_staff", false);
}

#[test]
fn switches_that_are_off_say_why() {
    let (_roster, window) = open_list("reader");
    go_to(&window, "marta", "Marta");
    window.press("e");
    let sheet = dialog("Access of Marta");
    for flag in ["Active", "Staff", "Superuser"] {
        let switch = checkbox(flag).within(sheet.clone());
        window.find(&switch);
        assert!(window.is_off(&switch), "{flag} is off");
        let reason = window.run_on(
            &switch,
            "return document.getElementById(element.getAttribute('aria-describedby')).textContent;",
        );
        assert!(
            reason.as_str().is_some_and(|reason| reason.ends_with('.')),
            "{flag}: {reason}"
        );
    }
}
