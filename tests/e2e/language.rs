//! Languages: chosen before anybody is there, applied at once, kept, and read in their own direction.

use serde_json::json;

use crate::steps;
use crate::support::{
    PASSWORD, Roster, Target, Window, button, css, field, find_violations, heading, link, row,
};

fn choice() -> Target {
    css("select[data-language]")
}

/// The system draws the list of a select, so the choice is made past it, once it is there.
#[track_caller]
fn choose(window: &Window, language: &str) {
    window.wait_until(
        "the choice of the language",
        &format!("document.querySelector('[data-language] [value={language}]') !== null"),
    );
    let script = format!(
        "element.value = {language:?}; element.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    );
    window.run_on(&choice(), &script);
    if language != "system" {
        window.find(&css(&format!("html[lang={language}]")));
    }
}

fn direction(window: &Window) -> serde_json::Value {
    window.run(
        "return getComputedStyle(document.body).direction;",
        Vec::new(),
    )
}

#[test]
fn a_language_is_chosen_on_the_first_page_and_kept() {
    let roster = Roster::empty();
    let window = roster.open();
    window.find(&heading("Create the first administrator"));
    assert_eq!(direction(&window), json!("ltr"));
    window.fill(&field("First name"), "Ana");
    window.fill(&field("Username"), "two words");
    window.press("Tab");
    window.see("A username has no spaces.");

    choose(&window, "ar");
    window.wait_for_text(&css("h2"), "إنشاء المسؤول الأول");
    assert_eq!(direction(&window), json!("rtl"));
    window.see("لا مسافات في اسم المستخدم");
    window.wait_for_value(&field("First name"), "Ana");
    assert_eq!(find_violations(&window), Vec::<String>::new());

    choose(&window, "de");
    window.wait_for_text(&css("h2"), "Ersten Administrator anlegen");
    assert_eq!(direction(&window), json!("ltr"));
    window.wait_for_value(&field("First name"), "Ana");

    window.fill(&field("Username"), "ana");
    window.fill(&field("Password"), PASSWORD);
    window.click(&button("Create administrator"));
    window.see("Bewahren Sie Ihre Wiederherstellungscodes auf");
    assert_eq!(window.quit(), 0, "{}", window.complaints());

    let window = roster.open();
    window.find(&css("html[lang=de]"));
    window.see("Anmelden");
    choose(&window, "en");
    window.see("Sign in");
    steps::sign_in(&window, "ana");
    window.find(&link("Edit profile"));
}

#[test]
fn refusals_of_the_core_are_in_the_language_too() {
    let roster = Roster::with_admin();
    roster.speak("fr");
    let window = roster.open();
    steps::ask_for_name(&window);
    window.fill(&field("Username or e-mail"), "ana");
    steps::enter_password(&window, "not her password");
    window.see("Le nom d’utilisateur ou le mot de passe est incorrect.");
    steps::sign_in(&window, "ana");
    steps::edit_own_profile(&window);
    window.fill(&field("E-mail"), "ana@");
    window.press("Tab");
    window.see("La partie après le « @ » manque.");
}

#[test]
fn what_nobody_speaks_is_english() {
    let roster = Roster::with_admin();
    roster.speak("tlh");
    let window = roster.open();
    window.find(&css("html[lang=en]"));
    window.find(&heading("Sign in"));
    assert_eq!(window.count(&choice()), 1);
}

/// As the settings do it.
#[track_caller]
fn speak(window: &Window, language: &str) {
    let script = format!(
        "void import(new URL('js/language.js', document.baseURI).href).then(({{ speak }}) => speak({language:?}));"
    );
    window.run(&script, Vec::new());
    window.find(&css(&format!("html[lang={language}]")));
}

#[test]
fn the_screen_in_view_and_the_rail_follow_at_once() {
    let roster = Roster::with_admin();
    roster.add("groups", &["--first-name", "Groups", "--last-name", ""]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    window.find(&row("Groups"));

    speak(&window, "ar");
    window.wait_for_text(&css("main h1"), "الأشخاص");
    window.wait_for_text(&css(".rail [href='#/profile'] .label"), "ملفي الشخصي");
    window.wait_for_text(&css("[data-part=role]"), "مستخدم فائق");
    window.find(&row("Groups"));

    speak(&window, "en");
    window.wait_for_text(&css("main h1"), "People");
    window.wait_for_text(&css(".rail [href='#/profile'] .label"), "My profile");
    window.wait_for_text(&css("[data-part=role]"), "Superuser");
}

#[test]
fn no_head_of_a_column_is_cut() {
    let roster = Roster::with_admin();
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    for language in ["de", "fr", "es", "ar"] {
        speak(&window, language);
        steps::wait_for_rows(&window);
        window.settle();
        let cut = window.run(
            "return [...document.querySelectorAll('.grid-head .sort > span:first-child')]
               .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent);",
            Vec::new(),
        );
        assert_eq!(cut, json!([]), "{language}");
    }
}

#[test]
fn the_settings_choose_a_language_too() {
    let roster = Roster::with_admin();
    let window = roster.open();
    steps::sign_in(&window, "ana");
    window.press("ctrl+,");
    window.wait_for_text(&css("main h1"), "Settings");
    choose(&window, "es");
    window.wait_for_text(&css("main h1"), "Configuración");
    window.wait_for_text(&css(".rail [href='#/people'] .label"), "Personas");
    window.wait_for_focus(&choice());
    choose(&window, "en");
    window.wait_for_text(&css("main h1"), "Settings");
}

#[test]
fn the_systems_dialogs_speak_it_too() {
    let roster = Roster::with_admin();
    roster.speak("de");
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::edit_own_profile(&window);
    window.click(&button("Choose a picture…"));
    window.wait_for_title("^Bild auswählen$");
}
