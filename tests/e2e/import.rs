//! Bringing people in: from the file to the undo.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::steps;
use crate::support::{
    Roster, Target, Window, button, css, dialog, heading, link, menu_item, part, radio,
};

/// A list with everything in it: somebody new, somebody who gets a telephone, somebody with another name than is known,
/// and a row that can't be taken.
const PEOPLE: &str = "username,email,first_name,last_name,phone_number,groups\n\
    nora,nora@example.org,Nora,Næss,+47 555 0100,Readers\n\
    bo,,Bo,Åberg,+46 555 0199,\n\
    li,,Bruce,Lee,,\n\
    bad row!,,Bad,Row,,\n";

/// Ana, with Bo and Li in the roster, and a file to import.
fn with_file(text: &str) -> (Roster, Window, PathBuf) {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo", "--last-name", "Åberg"]);
    roster.add("li", &["--first-name", "李", "--last-name", "小龍"]);
    let file = roster.pictures().join("people.csv");
    fs::write(&file, text).expect("the folder can be written");
    let window = roster.open();
    steps::sign_in(&window, "ana");
    (roster, window, file)
}

/// Chooses a file on the import's first step.
#[track_caller]
fn choose(window: &Window, file: &Path) {
    window.click(&steps::place("Import"));
    window.find(&heading("Import people"));
    window.click(&css(".source").starting("A spreadsheet (CSV)"));
    window.import_dialog().choose(file);
}

/// A tile of the plan.
fn tile(verdict: &str) -> Target {
    css(&format!("[data-verdict={verdict}]"))
}

#[track_caller]
fn assert_counts(window: &Window, counts: [&str; 5]) {
    window.find(&css(".plan"));
    for (verdict, count) in ["add", "change", "skip", "conflict", "error"]
        .iter()
        .zip(counts)
    {
        window.wait_for_text(&css(&format!("[data-verdict={verdict}] b")), count);
    }
}

/// Chooses an option of a list, as a person does.
#[track_caller]
fn select(window: &Window, target: &Target, value: &str) {
    window.run_on(
        target,
        &format!("element.value = '{value}'; element.dispatchEvent(new Event('change', {{ bubbles: true }}));"),
    );
}

#[test]
fn a_list_is_planned_imported_and_undone() {
    let (roster, window, file) = with_file(PEOPLE);
    steps::open_people(&window);
    window.click(&button("Import, export, print"));
    window.click(&menu_item("Import people…"));
    window.find(&heading("Import people"));
    window.click(&css(".source").starting("A spreadsheet (CSV)"));
    window.import_dialog().choose(&file);
    assert_counts(&window, ["1", "1", "0", "1", "1"]);

    window.click(&tile("error"));
    window.wait_until(
        "only those with errors",
        "document.querySelector('.grid').getAttribute('aria-rowcount') === '2'",
    );
    window.click(&tile("error"));
    window.wait_until(
        "all rows",
        "document.querySelector('.grid').getAttribute('aria-rowcount') === '5'",
    );
    window.click(&css(".grid-body [aria-rowindex='3']"));
    window.see("+46 555 0199");
    window.press("Escape");

    window.click(&button("Import 2 people"));
    window.see("2 people imported");
    window.see("1 added and 1 changed");
    assert_eq!(
        roster.ctl(&["user", "show", "nora"])["groups"],
        json!(["Readers"])
    );
    assert_eq!(
        roster.ctl(&["user", "show", "bo"])["phone_number"],
        "+46 555 0199"
    );
    assert_eq!(roster.ctl(&["user", "show", "li"])["first_name"], "李");

    window.click(&button("Save rows…"));
    window
        .save_dialog()
        .save_as(&roster.office().join("left.csv"));
    window.see("were saved.");
    let left = fs::read_to_string(roster.office().join("left.csv")).expect("it was written");
    assert!(left.contains("bad row!"), "{left}");

    window.click(&link("Show them"));
    window.find(&heading("People"));
    window.see("an import");
    window.wait_until(
        "only who was added",
        "document.querySelector('.grid').getAttribute('aria-rowcount') === '2'",
    );
    window.click(&steps::place("Import"));

    window.click(&button("Undo import"));
    window.see("Undone.");
    assert!(window.is_off(&button("Undo import")));
    assert_eq!(roster.ctl(&["user", "show", "bo"])["phone_number"], "");
}

#[test]
fn conflicts_are_decided_one_by_one_or_all_alike() {
    let (roster, window, file) = with_file(PEOPLE);
    choose(&window, &file);
    assert_counts(&window, ["1", "1", "0", "1", "1"]);
    window.see("1 is undecided");
    window.click(&tile("conflict"));
    window.click(&css(".grid-body [aria-rowindex='2']"));
    window.find(&dialog("Bruce Lee"));
    window.run_on(&radio("Change who is there"), "element.click();");
    window.press("Escape");
    window.wait_until_gone(&dialog("Bruce Lee"));
    window.see("All are decided.");
    window.find(&button("Import 3 people"));
    select(&window, &part("decide-all"), "skip");
    window.find(&button("Import 2 people"));
    select(&window, &part("decide-all"), "update");
    window.click(&button("Import 3 people"));
    window.see("3 people imported");
    assert_eq!(roster.ctl(&["user", "show", "li"])["first_name"], "Bruce");
}

#[test]
fn columns_are_matched_by_hand() {
    let (roster, window, file) = with_file("Kürzel;Rufname;Wohnort\nnora;Nora;Bergen\n");
    choose(&window, &file);
    window.click(&button("Match columns…"));
    let dialog_name = "What do the columns say?";
    window.find(&dialog(dialog_name));
    window.see("Bergen");
    for (number, value) in [(1, "username"), (2, "first_name"), (3, "first_name")] {
        select(
            &window,
            &css(&format!(".match tr:nth-child({number}) select")),
            value,
        );
    }
    assert!(
        window.is_off(&button("Make the plan again")),
        "two say the same"
    );
    select(&window, &css(".match tr:nth-child(3) select"), "location");
    window.click(&button("Make the plan again"));
    window.wait_until_gone(&dialog(dialog_name));
    assert_counts(&window, ["1", "0", "0", "0", "0"]);
    window.click(&button("Import 1 person"));
    window.see("1 person imported");
    assert_eq!(roster.ctl(&["user", "show", "nora"])["location"], "Bergen");
}

#[test]
fn a_dropped_list_is_planned() {
    let (_roster, window, _) = with_file(PEOPLE);
    window.click(&steps::place("Import"));
    window.find(&heading("Import people"));
    let script = format!(
        "const data = new DataTransfer();
         data.items.add(new File([{}], 'höst – 1.csv'));
         document.querySelector('.drop').dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }}));",
        json!(PEOPLE)
    );
    window.run(&script, Vec::new());
    assert_counts(&window, ["1", "1", "0", "1", "1"]);
    window.see("höst – 1.csv");
}

#[test]
fn what_is_no_list_is_explained() {
    let (roster, window, file) = with_file("");
    choose(&window, &file);
    window.see("This file can’t be imported");
    window.click(&css(".source").starting("A Django database"));
    window.import_dialog().choose(&roster.database());
    window.until_on(&css(".source").starting("A Django database"));
    window.see("This file can’t be imported");
    assert_eq!(window.count(&css(".plan")), 0);
}

#[test]
fn a_django_site_comes_with_pictures_and_passwords() {
    let (roster, window, _) = with_file("");
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/django/userprofile");
    let place = roster.pictures().join("site");
    fs::create_dir(&place).expect("the folder can be written");
    fs::copy(site.join("db.sqlite3"), place.join("db.sqlite3")).expect("it can be copied");
    window.click(&steps::place("Import"));
    window.click(&css(".source").starting("A Django database"));
    window.import_dialog().choose(&place.join("db.sqlite3"));
    window.see("18 rows");
    window.click(&button("Pictures folder…"));
    window.media_dialog().cancel();
    window.see("Pictures are left out");
    copy_folder(&site.join("media"), &place.join("media"));
    window.click(&button("Another file"));
    window.click(&css(".source").starting("A Django database"));
    window.import_dialog().choose(&place.join("db.sqlite3"));
    window.find(&button("Other pictures folder…"));
    select(&window, &part("decide-all"), "rename");
    window.click(&checkbox_temporary());
    window.click(&css("[data-part=start]"));
    window.see("people imported");
    window.see("pictures came along");
    assert_eq!(
        roster.ctl(&["user", "show", "dmitri"])["username"],
        "dmitri"
    );
    assert!(roster.verifies("bob", "correct horse 1 staple"));
    assert_eq!(window.count(&button("Print slips…")), 0, "nobody got one");
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).expect("the folder can be written");
    for entry in fs::read_dir(from).expect("the fixture is there") {
        let entry = entry.expect("the fixture can be read");
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).expect("it can be copied");
        }
    }
}

/// Whether those without a password get a passphrase.
fn checkbox_temporary() -> Target {
    part("temporary")
}

#[test]
fn passphrases_are_handed_out_once() {
    let (roster, window, file) = with_file("username,first_name\nnora,Nora\nolav,Olav\n");
    choose(&window, &file);
    window.see("Give temporary passphrases to 2 new people");
    window.click(&button("Import 2 people"));
    window.see("2 people imported");
    window.click(&button("Import more…"));
    window.find(&dialog("Leave 2 passphrases behind?"));
    window.click(&button("Stay here"));
    window.click(&button("Print slips…"));
    window.print_dialog().cancel();
    let slips = window.run(
        "return document.querySelectorAll('.sheet-print .slip').length;",
        Vec::new(),
    );
    assert_eq!(slips, 2);
    let list = roster.office().join("list.txt");
    window.click(&button("Save list…"));
    window.save_dialog().save_as(&list);
    window.see("The passphrases were saved.");
    let text = fs::read_to_string(&list).expect("it was written");
    let line = text.lines().find(|line| line.starts_with("Nora\tnora\t"));
    let passphrase = line
        .and_then(|line| line.rsplit('\t').next())
        .expect("Nora has a line");
    assert!(roster.verifies("nora", passphrase));
    window.click(&button("Import more…"));
    window.find(&css(".source").starting("A spreadsheet (CSV)"));
    assert_eq!(window.count(&css(".sheet-print")), 0, "the slips are gone");
}

#[test]
fn an_import_goes_on_elsewhere_and_can_be_stopped() {
    let mut text = "username,first_name\n".to_owned();
    for number in 0..60_000 {
        text.extend(["p", &number.to_string(), ",P\n"]);
    }
    let (roster, window, file) = with_file(&text);
    choose(&window, &file);
    window.click(&checkbox_temporary());
    window.click(&button("Import 60,000 people"));
    window.click(&steps::place("My profile"));
    window.click(&css(".rail-work"));
    window.click(&button("Stop"));
    window.see("Stopped. Nobody was imported.");
    assert_eq!(roster.ctl(&["user", "list", "--count"])["count"], 3);
}

#[test]
fn who_may_not_import_is_told_why() {
    let (roster, window, _) = with_file("");
    roster.add("rita", &["--staff", "--group", "Readers"]);
    steps::sign_out(&window);
    steps::wait_for_sign_in(&window);
    steps::sign_in(&window, "rita");
    assert_eq!(window.count(&steps::place("Import")), 0);
    steps::open_people(&window);
    window.click(&button("Import, export, print"));
    assert!(window.is_off(&menu_item("Import people…")));
    window.press("Escape");
    window.run("location.hash = '#/import';", Vec::new());
    window.see("You can’t import people");
    assert!(window.is_off(&css(".source").starting("A spreadsheet (CSV)")));
}
