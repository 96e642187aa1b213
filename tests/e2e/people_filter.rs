//! Filters beside the list of people, and their counts.

use crate::steps;
use crate::support::{Roster, Window, button, checkbox, css, dialog, field, part, radio};

/// Ana, and three people who differ in what can be filtered by.
fn a_few_people() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo", "--group", "Editors"]);
    roster.add("cy", &["--first-name", "Cy", "--group", "Editors"]);
    roster.ctl(&["user", "add", "dee", "--first-name", "Dee", "--no-password"]);
    roster.ctl(&["user", "set", "cy", "--active=false"]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    window.see("4 people");
    (roster, window)
}

/// The count that stands beside a choice of the sheet.
#[track_caller]
fn wait_for_count(window: &Window, choice: &str, count: u32) {
    window.wait_until(
        &format!("{count} beside {choice}"),
        &format!(
            "[...document.querySelectorAll('.sheet:popover-open .facet-row')].some((row) => row.querySelector('.label').textContent === '{choice}' && row.querySelector('.hint').textContent === '{count}')"
        ),
    );
}

#[test]
fn filters_narrow_the_list_and_count_what_is_left() {
    let (_roster, window) = a_few_people();
    window.click(&button("Filter"));
    wait_for_count(&window, "Editors", 2);
    wait_for_count(&window, "Inactive", 1);
    window.click(&checkbox("Editors"));
    window.see("2 of 4 people");
    wait_for_count(&window, "Inactive", 1);
    wait_for_count(&window, "In no group", 2);
    window.click(&checkbox("Inactive"));
    window.see("1 of 4 people");
    wait_for_count(&window, "Editors", 1);
    window.click(&button("Done"));
    window.wait_for_focus(&button("Filter 2 in use"));

    window.click(&button("Remove filter Group: Editors"));
    window.wait_for_focus(&button("Remove filter Status: Inactive"));
    window.click(&button("Clear all"));
    window.see("4 people");
    window.wait_until_gone(&part("filter-line"));
}

#[test]
fn dates_are_chosen_or_typed() {
    let (_roster, window) = a_few_people();
    window.click(&button("Filter"));
    wait_for_count(&window, "Never", 3);
    window
        .click(&radio("Never").within(css("[data-part=dates] fieldset").starting("Last sign-in")));
    window.see("3 of 4 people");
    window.click(&radio("Between…").within(css("[data-part=dates] fieldset").starting("Joined")));
    window.fill(&field("To"), "31 February 2026");
    window.see("Write a day like 1 June 2026 or 2026-06-01.");
    window.fill(&field("To"), "1 June 2020");
    window.see("0 of 4 people");
    window.click(&button("Done"));
    window.see("Nobody matches the filters");
    window.see("Joined: Until 1 June 2020");
    window.click(&button("Remove all filters"));
    window.see("4 people");
}

#[test]
fn counts_follow_the_search_and_esc_closes_the_sheet() {
    let (_roster, window) = a_few_people();
    window.fill(&field("Search people"), "bo");
    window.see("1 of 4 people");
    window.click(&button("Filter"));
    wait_for_count(&window, "Editors", 1);
    wait_for_count(&window, "Inactive", 0);
    window.press("Escape");
    window.wait_until_gone(&dialog("Filter people"));
    window.wait_for_focus(&button("Filter"));
}
