//! Recovery codes: at the first start, instead of a password, and made anew.

use serde_json::json;

use crate::steps;
use crate::support::{
    PASSWORD, Roster, Window, button, checkbox, css, dialog, field, find_violations, heading,
    menu_item,
};

const NEW_PASSWORD: &str = "ten brass lanterns glow";

/// The codes on the page.
fn read_codes(window: &Window) -> Vec<String> {
    window.find(&css(".codes li:nth-child(10)"));
    let codes = window.run(
        "return [...document.querySelectorAll('.codes li')].map((one) => one.textContent);",
        Vec::new(),
    );
    serde_json::from_value(codes).expect("codes are text")
}

#[track_caller]
fn recover(window: &Window, name: &str, code: &str) {
    window.fill(&field("Username or e-mail"), name);
    window.fill(&field("Recovery code"), code);
    window.fill(&field("New password"), NEW_PASSWORD);
    window.fill(&field("Type it again"), NEW_PASSWORD);
    window.click(&button("Set the password and sign in"));
}

#[test]
fn the_first_administrator_saves_codes_before_anything_else() {
    let roster = Roster::empty();
    let window = roster.open();
    window.fill(&field("Username"), "ana");
    window.fill(&field("Password"), PASSWORD);
    window.click(&button("Create administrator"));
    window.find(&heading("Save your recovery codes"));
    let codes = read_codes(&window);
    assert_eq!(codes.len(), 10);
    assert!(window.is_off(&button("Open Roster")));
    assert_eq!(find_violations(&window), Vec::<String>::new());

    window.click(&button("Save to a file…"));
    let sheet = roster.office().join("codes.txt");
    window.save_dialog().save_as(&sheet);
    window.see("The codes were saved.");
    let saved = std::fs::read_to_string(&sheet).expect("the sheet is there");
    assert!(codes.iter().all(|code| saved.contains(code)), "{saved}");

    window.click(&checkbox("I have saved them"));
    window.click(&button("Open Roster"));
    window.find(&css("main.page"));
    window.see("10 left");

    steps::sign_out(&window);
    steps::wait_for_sign_in(&window);
    window.click(&button("Use a recovery code"));
    window.wait_for_value(&field("Username or e-mail"), "ana");
    recover(&window, "ana", &codes[4].to_lowercase());
    window.find(&css("main.page"));
    window.see("9 left");
    assert!(roster.verifies("ana", NEW_PASSWORD));
}

#[test]
fn what_is_wrong_is_said_and_nothing_typed_is_lost() {
    let roster = Roster::with_admin();
    let window = roster.open();
    window.click(&button("Use a recovery code"));
    window.find(&heading("Use a recovery code"));
    recover(&window, "ana", "not a code");
    window.see("A recovery code has 26 letters and digits.");
    window.wait_for_focus(&field("Recovery code"));
    let strange = "0123-4567-89ABC-DEFG-HJKM-NPQR1";
    recover(&window, "ana", strange);
    window.see("The username or the recovery code is not right.");
    window.wait_for_value(&field("Recovery code"), strange);
    window.wait_for_value(&field("New password"), NEW_PASSWORD);
    assert_eq!(find_violations(&window), Vec::<String>::new());
    roster.count_six_failures();
    window.click(&button("Set the password and sign in"));
    window.see("Wait 0:0");
    assert!(window.is_off(&field("Recovery code")));
    window.see("You can try again now.");
    window.wait_for_value(&field("Recovery code"), strange);
}

#[test]
fn codes_are_made_anew_from_ones_own_menu() {
    let roster = Roster::with_admin();
    roster.use_up_codes();
    let window = roster.open();
    steps::sign_in(&window, "ana");
    window.see("You have 2 recovery codes left. Make new ones soon.");
    steps::open_account_menu(&window);
    window.click(&menu_item("Recovery codes…"));
    window.find(&dialog("Recovery codes"));
    window.see("You have 2 left.");
    assert_eq!(find_violations(&window), Vec::<String>::new());
    window.resize(720, 520);
    window.click(&button("Make new codes"));
    let codes = read_codes(&window);
    window.wait_until(
        "the first code is in view, though not all of the dialog is",
        "(({ scrollTop, clientHeight, scrollHeight }) => scrollTop === 0 && clientHeight < scrollHeight)(\
             document.querySelector('dialog[open] .dialog-body'))",
    );
    assert!(window.is_off(&button("Use these codes")));
    assert_eq!(find_violations(&window), Vec::<String>::new());
    window.click(&checkbox("I have saved them"));
    window.click(&button("Use these codes"));
    window.see("The new recovery codes count from now on.");
    window.see("10 left");
    window.see_no("You have 2 recovery codes left.");
    steps::sign_out(&window);
    steps::wait_for_sign_in(&window);
    window.click(&button("Use a recovery code"));
    recover(&window, "ana@example.org", &codes[9].replace('-', ""));
    window.see("9 left");
    assert_eq!(
        roster.ctl(&["user", "show", "ana"])["must_change_password"],
        json!(false)
    );
}
