//! The list of people, with ten thousand of them.

use serde_json::Value;

use crate::steps;
use crate::support::{
    Roster, Target, Window, button, checkbox, column, css, dialog, field, link, wait_for,
};

/// Demo people, beside Ana.
const CROWD: &str = "10000";

/// Ana before the long list.
fn before_the_crowd() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.ctl(&["demo", "--people", CROWD, "--seed", "7"]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    window.see("10,001 people");
    (roster, window)
}

fn search() -> Target {
    field("Search people")
}

/// The usernames in the rows, from the top.
fn usernames_shown(window: &Window) -> Vec<String> {
    let script = "
        const rows = [...document.querySelectorAll('.grid [role=row][aria-rowindex]:not([hidden], .grid-head)')];
        rows.sort((a, b) => a.ariaRowIndex - b.ariaRowIndex);
        return rows.map((row) => row.querySelector('.person .sub').textContent);";
    serde_json::from_value(window.run(script, Vec::new())).expect("usernames are texts")
}

/// The same from outside.
fn usernames_stored(roster: &Roster, options: &[&str]) -> Vec<String> {
    let people = roster.ctl(&[&["user", "list", "--limit", "12"], options].concat());
    let people = people.as_array().expect("a list").iter();
    people
        .map(|person| person["username"].as_str().expect("a text").to_owned())
        .collect()
}

#[track_caller]
fn wait_for_rows_like(window: &Window, roster: &Roster, options: &[&str]) {
    let wanted = usernames_stored(roster, options);
    let mut shown = Vec::new();
    wait_for(&format!("the rows of {options:?}: {wanted:?}"), || {
        shown = usernames_shown(window);
        shown.starts_with(&wanted).then_some(())
    });
}

/// The number of the current row, from 1, and whether it is wholly in view.
fn current_row(window: &Window) -> Value {
    window.run(
        "const row = document.querySelector('.grid [aria-current]');
         if (row === null) return null;
         const [box, grid, head] = [row, row.closest('.grid'), document.querySelector('.grid-head')].map((one) => one.getBoundingClientRect());
         const inView = box.top >= head.bottom - 1 && box.bottom <= grid.bottom + 1;
         return [row.ariaRowIndex - 1, inView, row === document.activeElement];",
        Vec::new(),
    )
}

#[track_caller]
fn wait_for_current(window: &Window, number: u32) {
    wait_for(&format!("row {number} to be current"), || {
        (current_row(window) == serde_json::json!([number, true, true])).then_some(())
    });
}

#[test]
fn a_search_finds_every_word_anywhere_and_marks_it() {
    let (roster, window) = before_the_crowd();
    window.press("/");
    window.wait_for_focus(&search());
    window.type_text("KOVACEVIC ana");
    window.wait_until(
        "marked rows",
        "[...document.querySelectorAll('.grid mark')].some((mark) => mark.textContent === 'Kovačević')",
    );
    wait_for_rows_like(&window, &roster, &["--search", "KOVACEVIC ana"]);
    let count = roster.ctl(&["user", "list", "--search", "KOVACEVIC ana", "--count"]);
    let count = count["count"].as_u64().expect("a number");
    window.see(&format!("{count} of 10,001 people"));

    window.press("Escape");
    window.wait_for_value(&search(), "");
    window.see("10,001 people");
    window.press("Escape");
    window.wait_until(
        "the keyboard in the list",
        "document.activeElement.role === 'row'",
    );
}

#[test]
fn a_search_without_a_match_says_so_and_leads_back() {
    let (_roster, window) = before_the_crowd();
    window.fill(&search(), "xyzzy");
    window.see("Nobody matches “xyzzy”");
    window.see("0 of 10,001 people");
    window.click(&button("Clear search").within(css("[data-part=empty]")));
    window.see("10,001 people");
    steps::wait_for_rows(&window);
}

#[test]
fn every_column_sorts_as_rosterctl_does() {
    let (roster, window) = before_the_crowd();
    window.click(&button("Columns"));
    for name in ["First name", "Last name"] {
        window.click(&checkbox(name));
    }
    window.click(&button("Done"));
    for (head, sort) in [
        ("Person", "name"),
        ("E-mail", "email"),
        ("First name", "first_name"),
        ("Last name", "last_name"),
        ("Groups", "groups"),
        ("Staff", "-is_staff"),
        ("Status", "is_active"),
        ("Last sign-in", "-last_login"),
        ("Joined", "-date_joined"),
        ("Username", "username"),
    ] {
        window.click(&button(head).within(column(head)));
        wait_for_rows_like(&window, &roster, &["--sort", sort]);
    }
    window.click(&button("Username").within(column("Username")));
    wait_for_rows_like(&window, &roster, &["--sort", "-username"]);
    window.click(&button("Last name").within(column("Last name")));
    window.click_holding("shift", &button("First name").within(column("First name")));
    wait_for_rows_like(&window, &roster, &["--sort", "last_name,first_name"]);
}

#[test]
fn the_keyboard_goes_everywhere() {
    let (_roster, window) = before_the_crowd();
    window.press("End");
    wait_for_current(&window, 10_001);
    window.press("Home");
    wait_for_current(&window, 1);
    window.press("Down");
    wait_for_current(&window, 2);
    window.press("PageDown");
    wait_for("a page further down", || {
        (current_row(&window)[0].as_u64()? > 10).then_some(())
    });
    window.press("PageUp");
    wait_for_current(&window, 2);

    window.press("Enter");
    window.wait_until(
        "the keyboard in the panel",
        "document.activeElement.closest('.panel')",
    );
    window.press("Escape");
    wait_for_current(&window, 2);
    window.press("ctrl+Enter");
    window.find(&field("Username"));
    window.click(&link("Back to people"));
    wait_for_current(&window, 2);

    window.press("n");
    window.find(&dialog("Add person"));
    window.press("Escape");
    window.wait_until_gone(&dialog("Add person"));
    window.press("ctrl+f");
    window.wait_for_focus(&search());
}

#[test]
fn a_focused_head_is_never_covered() {
    let (_roster, window) = before_the_crowd();
    window.press("Home");
    window.press("Up");
    let heads = window.count(&css(".grid-head [role=columnheader]"));
    let there = std::iter::repeat_n("Right", 8);
    let back = std::iter::repeat_n("Left", 8);
    assert_eq!(heads, 9);
    for key in there.chain(back) {
        let covered = window.run(
            "const head = document.activeElement;
             const box = head.getBoundingClientRect();
             // Its padding may lie below the scrollbar, which takes the pointer some way beside what is seen of it
             const corners = [box.left + 2, box.right - 8].map((x) => document.elementFromPoint(x, box.top + box.height / 2));
             return head.closest('.grid-head') && corners.every((one) => head.contains(one)) ? null : `${head.textContent} from ${box.left} to ${box.right} is covered by ${corners.map((one) => one?.outerHTML.slice(0, 80))}`;",
            Vec::new(),
        );
        assert_eq!(covered, Value::Null);
        window.press(key);
    }
}

/// Scrolls a part of the way; answers with what is wrong with the rows in view once they are painted.
const SCROLL: &str = "
    const [part] = arguments;
    const grid = document.querySelector('.grid');
    grid.scrollTop = part * (grid.scrollHeight - grid.clientHeight);
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    await painted();
    await painted();
    // Without the bar that scrolls sideways.
    const bottom = grid.getBoundingClientRect().top + grid.clientHeight;
    const top = document.querySelector('.grid-head').getBoundingClientRect().bottom;
    const boxes = () => [...document.querySelectorAll('.grid [role=row][aria-rowindex]:not([hidden], .grid-head)')]
      .map((row) => ({ row, box: row.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > top && box.top < bottom)
      .sort((a, b) => a.box.top - b.box.top);
    let reached = top + 1;
    for (const { box } of boxes()) {
      if (box.top > reached + 1) return `a hole at ${reached} before ${box.top}`;
      reached = box.bottom;
    }
    if (reached < bottom - 1) return `nothing below ${reached}`;
    const start = performance.now();
    while (boxes().some(({ row }) => row.querySelector('.name').textContent === '')) {
      if (performance.now() - start > 5000) return 'rows without names';
      await new Promise((done) => setTimeout(done, 10));
    }
    return null;";

#[test]
fn no_row_is_missing_while_scrolling() {
    let (_roster, window) = before_the_crowd();
    let steps = (0..=20).map(|step| f64::from(step) / 20.0);
    let jumps = [0.5, 0.013, 0.987, 0.2501, 0.2503, 0.0];
    for part in steps.chain(jumps) {
        let trouble = window.run_async(SCROLL, vec![part.into()]);
        assert_eq!(trouble, Value::Null, "at {part} of the way");
    }
}

#[test]
fn the_list_follows_what_others_do() {
    let (roster, window) = before_the_crowd();
    roster.ctl(&["user", "add", "0first", "--no-password"]);
    window.run("window.dispatchEvent(new Event('focus'));", Vec::new());
    window.see("10,002 people");
}
