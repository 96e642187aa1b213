//! The settings: what is chosen counts at once, and is there after a restart; what may not be chosen says why.

use gtk::glib::prelude::ToVariant as _;
use serde_json::json;

use crate::steps;
use crate::support::{
    PASSWORD, Roster, Window, button, checkbox, css, dialog, field, heading, link, radio, wait_for,
};

fn open_settings(roster: &Roster, name: &str) -> Window {
    let window = roster.open();
    steps::sign_in(&window, name);
    window.press("ctrl+,");
    window.find(&heading("Appearance"));
    window
}

fn root_data(window: &Window, name: &str) -> serde_json::Value {
    let script = "return document.documentElement.dataset[arguments[0]] ?? null;";
    window.run(script, vec![json!(name)])
}

#[test]
fn how_it_looks_counts_at_once_and_after_a_restart() {
    let roster = Roster::with_admin();
    let window = open_settings(&roster, "ana");
    window.click(&radio("Dark"));
    window.see("Setting saved.");
    window.click(&radio("Compact"));
    window.click(&radio("Large"));
    window.click(&checkbox("Less motion"));
    let chosen = [
        ("theme", json!("dark")),
        ("density", json!("compact")),
        ("textSize", json!("large")),
        ("motion", json!("less")),
    ];
    for (name, value) in &chosen {
        assert_eq!(&root_data(&window, name), value, "{name}");
    }
    window.wait_until(
        "a line for the last choice",
        "document.querySelectorAll('.toast').length === 1",
    );
    assert_eq!(window.quit(), 0);
    drop(window);

    let window = open_settings(&roster, "ana");
    for (name, value) in &chosen {
        assert_eq!(&root_data(&window, name), value, "{name}");
    }
    let checked =
        "return [...document.querySelectorAll('main input:checked')].map((one) => one.value);";
    assert_eq!(
        window.run(checked, Vec::new()),
        json!(["dark", "compact", "large", "on"])
    );
}

#[test]
fn arrows_move_among_the_choices_and_tabs_keep_their_focus() {
    let roster = Roster::with_admin();
    let window = open_settings(&roster, "ana");
    window.click(&radio("System"));
    window.press("Right");
    wait_for("the next choice", || {
        (root_data(&window, "theme") == json!("light")).then_some(())
    });
    window.click(&link("About"));
    window.find(&heading("Diagnostics"));
    window.wait_for_focus(&link("About"));
}

#[test]
fn it_follows_the_system_unless_told_otherwise() {
    let roster = Roster::with_admin();
    let window = open_settings(&roster, "ana");
    let is_dark = || {
        let script = "return matchMedia('(prefers-color-scheme: dark)').matches;";
        window.run(script, Vec::new()) == json!(true)
    };
    let paper = || {
        let script = "return getComputedStyle(document.body).backgroundColor;";
        window.run(script, Vec::new())
    };
    let become_dark = |dark: bool| {
        let scheme = if dark { 1_u32 } else { 2 };
        let said = (
            "org.freedesktop.appearance",
            "color-scheme",
            scheme.to_variant(),
        );
        let signal = (
            "/org/freedesktop/portal/desktop",
            "org.freedesktop.portal.Settings",
            "SettingChanged",
        );
        window.hear(None, signal, &said.to_variant());
    };
    assert!(!is_dark());
    let light = paper();
    for dark in [true, false, true] {
        become_dark(dark);
        wait_for("the page to follow", || (is_dark() == dark).then_some(()));
        assert_eq!(paper() == light, !dark);
    }
    window.click(&radio("Light"));
    wait_for("light, whatever the system says", || {
        (paper() == light).then_some(())
    });
    become_dark(false);
    become_dark(true);
    assert_eq!(paper(), light);
}

#[test]
fn the_lock_is_chosen_and_whoever_signed_in_is_forgotten() {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo"]);
    let window = roster.open();
    steps::sign_in(&window, "bo");
    steps::sign_out(&window);
    steps::wait_for_sign_in(&window);
    steps::sign_in(&window, "ana");
    window.press("ctrl+,");
    window.click(&link("Security"));
    window.find(&heading("Lock"));
    window.run_on(
        &css("#idle-lock"),
        "element.value = '30'; element.dispatchEvent(new Event('change', { bubbles: true }));",
    );
    window.see("Roster locks after 30 minutes.");
    window.click(&checkbox("Lock with the computer"));
    window.see("Setting saved.");
    window.click(&button("Forget Bo"));
    window.wait_until_gone(&button("Forget Bo"));
    window.wait_for_focus(&button("Forget Ana Kovačević"));
    window.click(&checkbox("Accounts on the sign-in page"));
    window.see("The sign-in page shows nobody any more.");
    window.wait_until_gone(&button("Forget Ana Kovačević"));
    steps::sign_out(&window);
    window.find(&field("Username or e-mail"));
    steps::sign_in(&window, "ana");
    window.press("ctrl+,");
    window.click(&link("Security"));
    window.wait_for_value(&css("#idle-lock"), "30");
    assert_eq!(window.count(&css("#screen-lock:not(:checked)")), 1);
    assert_eq!(window.count(&css("#show-tiles:not(:checked)")), 1);
}

#[test]
fn superusers_choose_the_shortest_password_and_it_holds() {
    let roster = Roster::with_admin();
    let window = open_settings(&roster, "ana");
    window.click(&link("Security"));
    window.see("15 characters");
    window.click(&button("Change the shortest password…"));
    window.find(&dialog("Shortest password"));
    window.fill(&field("Characters"), "7");
    window.press("Enter");
    window.see("Type a number from 8 to 64.");
    window.fill(&field("Characters"), "many");
    window.press("Enter");
    window.see("Type a number from 8 to 64.");
    window.fill(&field("Characters"), "30");
    window.press("Enter");
    window.see("New passwords have at least 30 characters.");
    window.see("30 characters");
    window.wait_for_focus(&button("Change the shortest password…"));
    window.click(&button("Change password…"));
    window.fill(&field("New password"), PASSWORD);
    window.see("30 characters or more");
    window.press("Escape");
    window.click(&link("Activity"));
    window.see("changed the settings of the roster");
    window.see("Shortest password");
}

#[test]
fn whoever_may_not_is_told_why() {
    let roster = Roster::with_admin();
    roster.add("bo", &[]);
    let window = open_settings(&roster, "bo");
    window.click(&link("Security"));
    window.find(&heading("Passwords"));
    assert!(window.is_off(&button("Change the shortest password…")));
    window.run_on(&button("Change the shortest password…"), "element.focus();");
    window.see("Only superusers can change this.");
    assert!(!window.is_off(&button("Change password…")));
    window.click(&link("About"));
    window.find(&heading("Diagnostics"));
    window.see("SQLite");
    assert!(window.is_off(&button("Show in the file manager")));
    assert!(window.is_off(&button("Check now")));
    assert_eq!(window.count(&css("dl dt").starting("People")), 0);
}

#[test]
fn diagnostics_name_nobody() {
    let roster = Roster::with_admin();
    let window = open_settings(&roster, "ana");
    window.click(&link("About"));
    window.find(&heading("Diagnostics"));
    window.see(&roster.office().display().to_string());
    // The clipboard belongs to the screen: what is given to it is what counts.
    window.run(
        "navigator.clipboard.writeText = async (text) => { window.copied = text; };",
        Vec::new(),
    );
    window.click(&button("Copy diagnostics"));
    window.see("Diagnostics copied.");
    let copied = window.run("return window.copied;", Vec::new());
    let copied = copied.as_str().expect("a text").to_owned();
    for part in [
        "Roster: ",
        "SQLite: 3.",
        "Schema: ",
        "Web engine: ",
        "People: 1",
    ] {
        assert!(copied.contains(part), "{part}: {copied}");
    }
    let home = roster.folder().display().to_string();
    for secret in ["ana", "Ana", "team.db", home.as_str()] {
        assert!(!copied.contains(secret), "{secret}: {copied}");
    }
}

#[test]
fn everything_is_larger_on_every_screen_and_stays_so() {
    let roster = Roster::with_admin();
    let window = roster.open();
    window.find(&field("Username or e-mail"));
    let width = |window: &Window, wanted: u32| {
        window.wait_until("that zoom", &format!("innerWidth === {wanted}"));
    };
    width(&window, 1100);
    window.press("ctrl+plus");
    width(&window, 1000);
    // The driver clicks beside what is zoomed.
    window.press("ctrl+0");
    width(&window, 1100);
    steps::sign_in(&window, "ana");
    window.press("ctrl+,");
    window.find(&heading("Appearance"));
    window.press("ctrl+plus");
    width(&window, 1000);
    window.wait_for_value(&css("#zoom"), "110");
    window.run_on(
        &css("#zoom"),
        "element.value = '200'; element.dispatchEvent(new Event('change', { bubbles: true }));",
    );
    width(&window, 550);
    window.see("Setting saved.");
    assert_eq!(window.quit(), 0, "{}", window.complaints());
    drop(window);
    let window = roster.open();
    window.find(&field("Password"));
    width(&window, 550);
    window.press("ctrl+0");
    width(&window, 1100);
}

#[test]
fn the_roster_is_looked_over() {
    let roster = Roster::with_admin();
    let window = open_settings(&roster, "ana");
    window.click(&link("About"));
    window.click(&button("Check now"));
    window.see("This roster is healthy.");
    assert_eq!(window.count(&css("[data-part=health] .status")), 3);
    roster.lose_a_profile();
    window.click(&button("Check now"));
    window.see("This roster is not as it should be");
    window.see("1 to mend");
    roster.ctl(&["check", "--repair"]);
    window.click(&button("Check now"));
    window.see_no("1 to mend");
    window.see_no("This roster is not as it should be");
}
