//! Taking people and the history out, through the system's own dialog for saving a file.

use std::fs;

use crate::steps;
use crate::support::{
    Roster, Window, button, checkbox, column, css, dialog, field, heading, menu_item, radio, row,
};

/// Ana before the list, with three people in it.
fn with_people() -> (Roster, Window) {
    let roster = Roster::with_admin();
    for (username, first, last, location) in [
        ("bo", "Bo", "Åberg", "Oslo"),
        ("li", "李", "小龍", "Hong Kong"),
        ("eve", "Eve", "=1+1", "Oslo"),
    ] {
        let names = ["--first-name", first, "--last-name", last];
        roster.add(username, &names);
        roster.ctl(&["user", "set", username, "--location", location]);
    }
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    (roster, window)
}

/// What a file says, line by line.
#[track_caller]
fn read(roster: &Roster, name: &str) -> Vec<String> {
    let text = fs::read_to_string(roster.office().join(name)).expect("the file was written");
    text.trim_start_matches('\u{feff}')
        .lines()
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_list_is_saved_as_it_is_shown() {
    let (roster, window) = with_people();
    window.click(&button("Columns"));
    for name in [
        "E-mail",
        "Groups",
        "Staff",
        "Status",
        "Last sign-in",
        "Joined",
    ] {
        window.click(&checkbox(name));
    }
    window.click(&checkbox("Location"));
    window.click(&button("Done"));
    window.find(&column("Location"));
    window.click(&button("Username"));
    window.fill(&field("Search people"), "-ana");
    window.see("3 of 4 people");
    window.press("Enter");
    window.press("ctrl+a");
    window.see("3 picked");
    window.click(&button("Export…"));
    window.find(&dialog("Export 3 people"));
    window.click(&button("Save…"));
    let dialog = window.save_dialog();
    dialog.save_as(&roster.office().join("people.csv"));
    window.see("3 people were saved.");
    assert_eq!(
        read(&roster, "people.csv"),
        [
            "name,username,location",
            "李 小龍,li,Hong Kong",
            "Eve =1+1,eve,Oslo",
            "Bo Åberg,bo,Oslo",
        ]
    );
    let events = roster.ctl(&["history", "--limit", "1"]);
    assert_eq!(events[0]["action"], "export", "taking out is noted");
}

#[test]
fn only_those_picked_are_saved() {
    let (roster, window) = with_people();
    window.find(&row("Bo Åberg"));
    for number in [3, 5] {
        window.click(&css(&format!(
            ".grid-body [aria-rowindex='{number}'] .pick input"
        )));
    }
    window.see("2 picked");
    window.click(&button("Export…"));
    window.click(&button("Save…"));
    window
        .save_dialog()
        .save_as(&roster.office().join("two.csv"));
    window.see("2 people were saved.");
    let lines = read(&roster, "two.csv");
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(
        lines[1].contains("bo") && lines[2].contains("li"),
        "{lines:?}"
    );
}

#[test]
fn a_cancelled_dialog_saves_nothing_and_a_bad_place_is_said() {
    let (roster, window) = with_people();
    window.press("ctrl+a");
    window.click(&button("Export…"));
    window.click(&button("Save…"));
    window.save_dialog().cancel();
    window.until_on(&button("Save…"));
    window.press("Escape");
    window.wait_until_gone(&dialog("Export 4 people"));
    let events = roster.ctl(&["history", "--limit", "1"]);
    assert_ne!(events[0]["action"], "export");
    window.see("4 picked");
}

#[test]
fn the_history_is_saved_with_what_is_filtered() {
    let (roster, window) = with_people();
    window.click(&steps::place("Activity"));
    window.find(&heading("Activity"));
    window.fill(&field("Search activity"), "Hong Kong");
    window.see("1 entry");
    window.click(&button("Export…"));
    window
        .save_dialog()
        .save_as(&roster.office().join("history.csv"));
    window.see("1 entry was saved.");
    let lines = read(&roster, "history.csv");
    assert!(
        lines[0].starts_with("id,at,actor,action,target_kind"),
        "{lines:?}"
    );
    assert!(lines[1].contains("Hong Kong"), "{lines:?}");
    assert_eq!(lines.len(), 2);
}

#[test]
fn who_may_not_export_is_told_why() {
    let (roster, window) = with_people();
    roster.add("rita", &["--staff", "--group", "Readers"]);
    steps::sign_out(&window);
    steps::wait_for_sign_in(&window);
    steps::sign_in(&window, "rita");
    steps::open_people(&window);
    window.press("Space");
    window.see("1 picked");
    assert!(window.is_off(&button("Export…")));
}

#[test]
fn all_that_is_known_goes_into_any_format() {
    let (roster, window) = with_people();
    for (format, name, expected) in [
        ("Everything, as a spreadsheet", "all.csv", "'=1+1"),
        ("Everything, for Roster", "all.json", "\"username\""),
        ("Address cards", "all.vcf", "BEGIN:VCARD"),
    ] {
        window.click(&button("Import, export, print"));
        window.click(&menu_item("Export this list…"));
        window.find(&dialog("Export 4 people"));
        window.run_on(&radio(format), "element.click();");
        window.click(&button("Save…"));
        window.save_dialog().save_as(&roster.office().join(name));
        window.wait_until_gone(&dialog("Export 4 people"));
        window.see("4 people were saved.");
        let text = fs::read_to_string(roster.office().join(name)).expect("it was written");
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains("argon2"), "{text}");
    }
}

#[test]
fn a_formula_is_left_alone_where_that_is_wished() {
    let (roster, window) = with_people();
    window.click(&button("Import, export, print"));
    window.click(&menu_item("Export this list…"));
    assert_eq!(
        window.count(&checkbox(
            "For other programs: leave what looks like a formula as it is"
        )),
        0,
        "only where it matters"
    );
    window.run_on(&radio("Everything, as a spreadsheet"), "element.click();");
    window.click(&checkbox(
        "For other programs: leave what looks like a formula as it is",
    ));
    window.click(&button("Save…"));
    window
        .save_dialog()
        .save_as(&roster.office().join("raw.csv"));
    window.see("4 people were saved.");
    let text = read(&roster, "raw.csv").join("\n");
    assert!(text.contains(",=1+1,"), "{text}");
}

#[test]
fn everybody_can_save_their_own_data() {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo"]);
    let window = roster.open();
    steps::sign_in(&window, "bo");
    steps::open_account_menu(&window);
    window.click(&menu_item("Save my data…"));
    window.find(&dialog("Save my data"));
    window.click(&button("Save…"));
    window
        .save_dialog()
        .save_as(&roster.office().join("bo.json"));
    window.see("Your data was saved.");
    let text = fs::read_to_string(roster.office().join("bo.json")).expect("it was written");
    assert!(
        text.contains("\"bo\"") && !text.contains("\"ana\""),
        "{text}"
    );
}

#[test]
fn the_list_is_printed_as_a_directory() {
    let (_roster, window) = with_people();
    window.click(&button("Import, export, print"));
    window.click(&menu_item("Print this list…"));
    window.print_dialog().cancel();
    let count = window.run(
        "return document.querySelectorAll('.sheet-print .entry').length;",
        Vec::new(),
    );
    assert_eq!(count, 4);
}
