//! Groups: made, given permissions, filled, emptied, deleted, and each of it undone.

use serde_json::Value;

use crate::steps;
use crate::support::{Roster, Window, button, checkbox, css, dialog, field, heading, link, part};

/// Ana before the groups, with three people to put into them.
fn with_people() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo", "--last-name", "Åberg"]);
    roster.add("li", &["--first-name", "李", "--group", "Editors"]);
    roster.add("max", &["--email", "max@example.org"]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    window.click(&steps::place("Groups"));
    window.find(&heading("Groups"));
    (roster, window)
}

fn group(roster: &Roster, name: &str) -> Value {
    let groups = roster.ctl(&["group", "list"]);
    let groups = groups.as_array().expect("a list");
    let found = groups.iter().find(|group| group["name"] == name);
    found.cloned().unwrap_or(Value::Null)
}

#[track_caller]
fn open(window: &Window, name: &str) {
    window.click(&css(".master-item").starting(name));
    window.wait_for_text(&part("title"), name);
}

#[test]
fn a_group_is_added_given_permissions_and_renamed() {
    let (roster, window) = with_people();
    window.click(&button("Add group…"));
    window.fill(&field("Name"), "editors");
    window.press("Enter");
    window.find(&css("dialog [data-field=name] .error"));
    window.fill(&field("Name").within(css("dialog")), "Library");
    window.fill(&field("What it is for").within(css("dialog")), "Lend books");
    window.press("Enter");
    window.wait_for_text(&part("title"), "Library");
    window.wait_for_value(&field("What it is for"), "Lend books");
    window.find(&css(".master-item[aria-current] small").starting("Lend books"));
    window.see("The group Library was added.");

    window.click(&checkbox("See people"));
    window.click(&checkbox("Change profiles"));
    window.fill(&field("Name"), "Reading room");
    window.see("2 unsaved changes. It affects 0 people.");
    window.press("ctrl+s");
    window.see("The group Reading room was changed.");
    let saved = group(&roster, "Reading room");
    assert_eq!(
        saved["permissions"],
        serde_json::json!(["user.view", "profile.change"])
    );
    window.click(&button("Undo"));
    window.wait_for_text(&part("title"), "Library");
    assert_eq!(group(&roster, "Reading room"), Value::Null);
}

#[test]
fn people_are_added_by_search_and_by_a_pasted_list_and_removed() {
    let (roster, window) = with_people();
    open(&window, "Editors");
    window.find(&button("Remove 李 from the group"));
    window.click(&button("Add people…"));
    window.fill(&field("Find somebody"), "åberg");
    window.wait_until(
        "Bo among those found",
        "document.querySelector('dialog [role=option]')?.textContent.includes('Bo')",
    );
    window.press("Enter");
    window.see("1 person will be added");
    steps::paste_lines(
        &window,
        &field("Or paste a list"),
        "bo\nMAX@example.org\nli\nnobody",
    );
    window.see("2 people will be added · 2 lines add nobody");
    window.see("They are in the group already.");
    window.see("Nobody here is called “nobody”.");
    window.click(&button("Add 2 people"));
    window.see("2 people were added to Editors.");
    window.find(&button("Remove Bo Åberg from the group"));
    assert_eq!(group(&roster, "Editors")["members"], 3);

    window.fill(&field("Search members"), "max");
    window.wait_until_gone(&button("Remove Bo Åberg from the group"));
    window.click(&button("Remove max from the group"));
    window.see("max was removed from Editors.");
    window.see("Nobody in this group matches.");
    assert_eq!(group(&roster, "Editors")["members"], 2);
    window.press("ctrl+z");
    window.find(&button("Remove max from the group"));
    assert_eq!(group(&roster, "Editors")["members"], 3);
}

#[test]
fn a_group_is_copied_and_its_people_are_shown_in_the_list() {
    let (roster, window) = with_people();
    open(&window, "Editors");
    window.see("0 of 1 are staff.");
    window.click(&button("Make a copy…"));
    window.wait_for_value(&field("Name").within(css("dialog")), "Editors (copy)");
    window.fill(&field("Name").within(css("dialog")), "Night shift");
    window.press("Enter");
    window.wait_for_text(&part("title"), "Night shift");
    let (copy, model) = (group(&roster, "Night shift"), group(&roster, "Editors"));
    assert_eq!(copy["permissions"], model["permissions"]);
    assert_eq!(
        (&copy["members"], &model["members"]),
        (&0.into(), &1.into())
    );

    open(&window, "Editors");
    window.click(&button("Show them"));
    window.find(&heading("People"));
    window.wait_for_text(&part("count"), "1 of 4 people");
    window.find(&button("Remove filter Group: Editors"));
}

#[test]
fn a_button_takes_the_first_press_beside_an_open_list() {
    let (roster, window) = with_people();
    open(&window, "Editors");
    window.click(&button("Add people…"));
    window.fill(&field("Find somebody"), "max");
    window.wait_until(
        "Max among those found",
        "document.querySelector('dialog [role=option]')?.textContent.includes('max')",
    );
    steps::paste_lines(&window, &field("Or paste a list"), "bo");
    window.see("1 person will be added");
    window.find(&css("dialog [role=option]"));
    window.click(&button("Add 1 person"));
    window.see("1 person was added to Editors.");
    assert_eq!(group(&roster, "Editors")["members"], 2);
}

#[test]
fn a_deleted_group_comes_back_with_everyone_who_was_in_it() {
    let (roster, window) = with_people();
    open(&window, "Editors");
    window.click(&button("Delete group…"));
    window.find(&dialog("Delete the group Editors?"));
    window.see("1 person leaves the group");
    window.click(&button("Delete group"));
    window.see("The group Editors was deleted.");
    assert_eq!(group(&roster, "Editors"), Value::Null);
    window.click(&button("Undo"));
    window.wait_for_text(&part("title"), "Editors");
    window.see("李");
    assert_eq!(group(&roster, "Editors")["members"], 1);
}

#[test]
fn two_versions_of_a_name_are_put_to_the_person() {
    let (roster, window) = with_people();
    open(&window, "Readers");
    window.fill(&field("Name"), "Mine");
    roster.ctl(&["group", "set", "Readers", "--name", "Theirs"]);
    // The list follows; what is typed stays.
    window.find(&css(".master-item").starting("Theirs"));
    assert_eq!(window.value_of(&field("Name")), "Mine");
    window.press("ctrl+s");
    window.see("This group was changed elsewhere");
    assert_eq!(group(&roster, "Mine"), Value::Null);
    window.click(&button("Keep mine"));
    window.press("ctrl+s");
    window.see("The group Mine was changed.");
    assert_ne!(group(&roster, "Mine"), Value::Null);
}

#[test]
fn who_may_not_manage_groups_is_not_led_there() {
    let roster = Roster::with_admin();
    roster.add("rita", &["--staff", "--group", "Readers"]);
    let window = roster.open();
    steps::sign_in(&window, "rita");
    window.find(&steps::place("People"));
    assert_eq!(window.count(&link("Groups").within(css(".rail"))), 0);
    window.run("location.hash = '#/groups';", Vec::new());
    window.see("You need the right to manage groups.");
}
