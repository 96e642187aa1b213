//! Saved views of the list, in the rail and in the menu of the list.

use crate::steps;
use crate::support::{
    Roster, Target, Window, button, checkbox, column, css, dialog, field, link, menu_item, part,
};

fn open_list() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo", "--group", "Editors"]);
    roster.add("cy", &["--first-name", "Cy"]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    window.see("3 people");
    (roster, window)
}

fn in_rail(name: &str) -> Target {
    link(name).within(css(".rail-views"))
}

fn open_menu(window: &Window) {
    window.click(&button("Saved views"));
    window.find(&menu_item("Save as a new view…"));
}

/// Shows the editors only, and keeps that under a name.
fn save_editors(window: &Window) {
    window.click(&button("Filter"));
    window.click(&checkbox("Editors"));
    window.see("1 of 3 people");
    window.click(&button("Save view…").within(css(".sheet")));
    window.find(&dialog("Save this view"));
    window.type_text("Our editors");
    window.press("Enter");
    window.see("“Our editors” was saved.");
    window.find(&in_rail("Our editors"));
}

#[test]
fn a_view_keeps_filters_order_and_columns() {
    let (roster, window) = open_list();
    window.click(&button("Columns"));
    window.click(&checkbox("First name"));
    window.click(&button("Done"));
    window.click(&button("E-mail").within(column("E-mail")));
    save_editors(&window);

    window.click(&in_rail("Everyone"));
    window.see("3 people");
    window.find(&column("First name"));
    window.click(&in_rail("Our editors"));
    window.see("1 of 3 people");
    window.find(&column("First name"));
    window.find(&css("[role=columnheader][aria-sort=ascending]").starting("E-mail"));
    window.find(&css(".rail-views [aria-current=true]"));

    // Asked for again, it stands as it was kept, whatever was done to it since.
    window.fill(&field("Search people"), "zzz");
    window.see("0 of 3 people");
    window.click(&in_rail("Our editors"));
    window.see("1 of 3 people");
    drop(window);

    let window = roster.open();
    steps::sign_in(&window, "ana");
    window.click(&in_rail("Our editors"));
    window.see("1 of 3 people");
}

#[test]
fn a_view_is_updated_renamed_and_deleted_and_comes_back() {
    let (_roster, window) = open_list();
    save_editors(&window);
    open_menu(&window);
    assert!(
        window.is_off(&menu_item("Update this view")),
        "nothing has changed"
    );
    window.press("Escape");
    window.fill(&field("Search people"), "b");
    window.see("1 of 3 people");
    open_menu(&window);
    window.click(&menu_item("Update this view"));
    window.see("“Our editors” was updated.");

    open_menu(&window);
    window.click(&menu_item("Rename this view…"));
    window.find(&dialog("Rename “Our editors”"));
    window.fill(&field("Name"), "B people");
    window.press("Enter");
    window.find(&in_rail("B people"));

    open_menu(&window);
    window.click(&menu_item("Delete this view"));
    window.see("“B people” was deleted.");
    window.wait_until_gone(&in_rail("B people"));
    window.click(&button("Undo"));
    window.click(&in_rail("Everyone"));
    window.see("3 people");
    window.click(&in_rail("B people"));
    window.wait_for_value(&field("Search people"), "b");
}

#[test]
fn a_narrow_window_has_the_views_in_the_menu() {
    let (_roster, window) = open_list();
    save_editors(&window);
    window.resize(720, 520);
    window.wait_until_gone(&in_rail("Our editors"));
    // What is clicked while the window finds its new size is no longer where it was.
    window.settle();
    open_menu(&window);
    window.click(&menu_item("Everyone"));
    window.see("3 people");
    open_menu(&window);
    window.click(&menu_item("Our editors"));
    window.see("1 of 3 people");
    window.find(&part("filter-line"));
}
