//! Picking people in the list, and doing one thing to all of them.

use crate::steps;
use crate::support::{Roster, Window, button, checkbox, css, dialog, field, radio, row, wait_for};

const CROWD: &str = "2000";

fn open_list() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.ctl(&["demo", "--people", CROWD, "--seed", "7"]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    window.see("2,001 people");
    (roster, window)
}

/// How many rows in view are marked as picked.
#[track_caller]
fn wait_for_picked(window: &Window, count: u64) {
    let rows = css(".grid-body [aria-selected=true]");
    wait_for(&format!("{count} picked rows"), || {
        (window.count(&rows) == count).then_some(())
    });
}

#[test]
fn the_keyboard_picks_one_a_range_and_everyone() {
    let (_roster, window) = open_list();
    window.press("Home");
    window.press("Space");
    window.see("1 picked");
    window.press("shift+Down");
    window.see("2 picked");
    window.press("shift+Down");
    window.press("shift+Down");
    window.see("4 picked");
    window.press("shift+Up");
    window.see("3 picked");
    wait_for_picked(&window, 3);
    window.press("ctrl+a");
    window.see("2,001 picked");
    window.press("Down");
    window.press("Space");
    window.see("2,000 picked");
    window.press("Escape");
    window.wait_until_gone(&css(".bulk"));
    wait_for_picked(&window, 0);
}

#[test]
fn the_keyboard_never_goes_below_the_bar() {
    let (_roster, window) = open_list();
    window.press("Home");
    window.press("Space");
    window.see("1 picked");
    window.press("End");
    window.wait_until(
        "the last row above the bar",
        "document.activeElement.getAttribute('aria-rowindex') === '2002' && \
         document.activeElement.getBoundingClientRect().bottom <= document.querySelector('.bulk').getBoundingClientRect().top",
    );
}

#[test]
fn the_pointer_picks_boxes_and_ranges() {
    let (_roster, window) = open_list();
    let boxes = |number: u32| {
        css(&format!(
            ".grid-body [aria-rowindex='{number}'] .pick input"
        ))
    };
    window.click(&boxes(2));
    window.see("1 picked");
    window.click_holding("shift", &boxes(6));
    window.see("5 picked");
    window.click(&boxes(4));
    window.see("4 picked");
    window.click(&button("Pick all 2,001"));
    window.see("2,001 picked");
    window.click(&button("Pick nobody"));
    window.wait_until_gone(&css(".bulk"));
}

#[test]
fn many_people_change_at_once_and_the_protected_are_named() {
    let (roster, window) = open_list();
    window.fill(&field("Search people"), "is:active");
    window.wait_until(
        "a narrower list",
        "/1,\\d+ of 2,001 people/.test(document.body.innerText)",
    );
    window.press("Enter");
    window.press("ctrl+a");
    window.click(&button("Deactivate…"));
    window.wait_until(
        "a question",
        "/^Deactivate [\\d,]+ people\\?$/.test(document.querySelector('dialog h2')?.textContent)",
    );
    window.see("1 person stays as before");
    window.see("Ana Kovačević");
    window.click(&css("dialog [data-part=confirm]"));
    window.see("people were deactivated.");
    let left = roster.ctl(&["user", "list", "--search", "is:active", "--count"]);
    assert_eq!(left["count"], 1, "Ana herself stays active");
}

#[test]
fn people_are_put_into_a_group_and_taken_out() {
    let (roster, window) = open_list();
    roster.add("zed", &["--first-name", "Zed"]);
    window.fill(&field("Search people"), "username:zed");
    window.find(&row("Zed"));
    window.press("Enter");
    window.press("Space");
    for (action, question, told) in [
        (
            "Add to group…",
            "Add 1 person to “Readers”?",
            "1 person was added to “Readers”.",
        ),
        (
            "Remove from group…",
            "Remove 1 person from “Readers”?",
            "1 person was removed from “Readers”.",
        ),
    ] {
        window.find(&row("Zed"));
        if window.count(&css(".bulk")) == 0 {
            window.press("Space");
        }
        window.click(&button(action));
        window.click(&radio("Readers"));
        window.click(&button("Go on"));
        window.find(&dialog(question));
        window.click(&css("dialog [data-part=confirm]"));
        window.see(told);
        window.run(
            "document.querySelector('.grid [role=row][tabindex=\"0\"]')?.focus();",
            Vec::new(),
        );
    }
}

#[test]
fn who_may_not_change_people_is_told_why() {
    let roster = Roster::with_admin();
    roster.add("reader", &["--staff", "--group", "Readers"]);
    let window = roster.open();
    steps::sign_in(&window, "reader");
    steps::open_people(&window);
    window.press("Space");
    window.see("1 picked");
    wait_for("actions that are off", || {
        ["Activate…", "Deactivate…", "Move to trash…"]
            .iter()
            .all(|name| window.is_off(&button(name)))
            .then_some(())
    });
    window.find(&checkbox("Pick everyone in this list"));
}
