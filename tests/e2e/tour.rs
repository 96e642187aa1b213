//! A walk past every screen and state, for whoever wants to look at them all.

use std::fs;

use crate::steps;
use crate::support::{
    PASSWORD, Roster, Window, button, checkbox, css, dialog, field, heading, link, menu_item,
    radio, row,
};

/// How a walk goes: what opens a window, and what is done at each stop.
pub(crate) struct Guide<'a> {
    /// Opens Roster, in the size that is wished.
    pub(crate) open: &'a dyn Fn(&Roster) -> Window,
    /// Looks at a screen that is at rest; told its name.
    pub(crate) look: &'a dyn Fn(&Window, &str),
}

impl Guide<'_> {
    fn open(&self, roster: &Roster) -> Window {
        (self.open)(roster)
    }

    #[track_caller]
    fn stop(&self, window: &Window, name: &str) {
        window.settle();
        (self.look)(window, name);
    }
}

/// A part of the tour.
pub(crate) type Walk = fn(&Guide);

/// What stands before the signed-in window.
pub(crate) fn walk_gates(guide: &Guide) {
    walk_first_run(guide);
    walk_broken(guide);
    walk_sign_in(guide);
}

fn walk_first_run(guide: &Guide) {
    let roster = Roster::empty();
    let window = guide.open(&roster);
    window.find(&heading("Create the first administrator"));
    guide.stop(&window, "first-run");
    window.fill(&field("Username"), "two words");
    window.fill(&field("Password"), "12345");
    window.click(&button("Create administrator"));
    window.find(&css("[data-field=username] .error"));
    guide.stop(&window, "first-run-refused");
    window.fill(&field("Username"), "ana");
    window.fill(&field("Password"), PASSWORD);
    window.click(&button("Create administrator"));
    window.find(&css(".codes li:last-child"));
    guide.stop(&window, "first-run-codes");
}

fn walk_broken(guide: &Guide) {
    let roster = Roster::with_admin();
    roster.pretend_newer();
    let window = guide.open(&roster);
    window.find(&heading("This roster needs a newer Roster"));
    guide.stop(&window, "broken-newer");
    drop(window);
    fs::write(roster.database(), b"Dear diary. ".repeat(500)).expect("the folder can be written");
    let window = guide.open(&roster);
    window.find(&heading("This file is not a roster"));
    guide.stop(&window, "broken-no-database");
    drop(window);
    let roster = Roster::with_admin();
    roster.ctl(&["backup"]);
    fs::write(roster.database(), b"Dear diary. ".repeat(500)).expect("the folder can be written");
    let window = guide.open(&roster);
    window.see("The newest good backup is from ");
    guide.stop(&window, "broken-rescue");
    window.click(&button("Restore…"));
    window.find(&button("Restore backup"));
    guide.stop(&window, "broken-rescue-ask");
}

fn walk_sign_in(guide: &Guide) {
    let roster = crowded();
    let words = roster.ctl(&["user", "password", "tanaka", "--temporary"]);
    let words = words["temporary_password"]
        .as_str()
        .expect("the words are shown")
        .to_owned();
    let window = guide.open(&roster);
    window.find(&field("Username or e-mail"));
    guide.stop(&window, "sign-in-other");
    for name in ["ana", "grace", "khalid"] {
        steps::sign_in(&window, name);
        steps::sign_out(&window);
        steps::wait_for_sign_in(&window);
    }
    window.find(&heading("Who is signing in?"));
    guide.stop(&window, "sign-in-tiles");
    window.click(&button("Remove accounts from this list"));
    guide.stop(&window, "sign-in-removing");
    window.click(&button("Done"));
    window.click(&steps::tile("Grace B. Hopper"));
    guide.stop(&window, "sign-in-password");
    steps::enter_password(&window, "not her password");
    window.see("The username or password is not right.");
    guide.stop(&window, "sign-in-refused");
    roster.lock_others();
    steps::enter_password(&window, "not her password");
    window.see("Too many tries.");
    guide.stop(&window, "sign-in-wait");
    window.click(&button("Use a recovery code"));
    window.fill(&field("Recovery code"), "not a code");
    window.fill(&field("New password"), "grace");
    window.click(&button("Set the password and sign in"));
    window.fill(&field("Type it again"), "grace");
    window.click(&button("Set the password and sign in"));
    window.find(&css("[data-field=code] .error"));
    guide.stop(&window, "sign-in-recovery");
    window.click(&button("Back to sign in"));
    roster.ctl(&["user", "unlock", "tanaka"]);
    steps::ask_for_name(&window);
    window.fill(&field("Username or e-mail"), "tanaka");
    steps::enter_password(&window, &words);
    window.find(&heading("Choose a new password"));
    guide.stop(&window, "new-password");
    for label in ["New password", "Type it again"] {
        window.fill(&field(label), "tanaka tanaka");
    }
    window.click(&button("Save and continue"));
    window.find(&css("[data-field=new_password] .error"));
    guide.stop(&window, "new-password-refused");
}

/// One's own profile, with everything that can happen in its form.
pub(crate) fn walk_profile(guide: &Guide) {
    let roster = crowded();
    let picture = steps::paint_picture(&roster.pictures(), "ana.png");
    let window = guide.open(&roster);
    steps::sign_in(&window, "wolfe");
    guide.stop(&window, "profile-empty");
    steps::sign_out(&window);
    steps::wait_for_sign_in(&window);
    steps::sign_in(&window, "ana");
    guide.stop(&window, "profile");

    steps::edit_own_profile(&window);
    guide.stop(&window, "profile-edit");
    window.click(&button("Choose a picture…"));
    window.picker().choose(&picture);
    window.find(&dialog("Adjust picture"));
    guide.stop(&window, "picture-crop");
    window.click(&button("Cancel"));
    window.fill(&field("Birth date"), "31 February 1990");
    window.fill(&field("E-mail"), "not an address");
    window.press("Tab");
    window.see("2 fields need attention");
    guide.stop(&window, "profile-edit-wrong");
    window.click(&steps::place("My profile"));
    window.find(&dialog("Save your changes?"));
    guide.stop(&window, "unsaved");
    window.click(&button("Keep editing"));
    window.click(&button("Discard"));
    guide.stop(&window, "discarded");
    walk_conflict(&roster, &window, guide);
    walk_account_menu(&window, guide);
}

fn walk_conflict(roster: &Roster, window: &Window, guide: &Guide) {
    window.fill(&field("Location"), "Zagreb");
    window.fill(&field("Phone"), "112");
    roster.ctl(&[
        "user",
        "set",
        "ana",
        "--location",
        "Split",
        "--phone-number",
        "+385 21 000",
    ]);
    window.press("ctrl+s");
    window.see("This profile was changed elsewhere");
    guide.stop(window, "conflict");
    window.click(&button("Use theirs"));
    window.click(&steps::place("My profile"));
    window.find(&link("Edit profile"));
}

fn walk_account_menu(window: &Window, guide: &Guide) {
    steps::open_account_menu(window);
    guide.stop(window, "account-menu");
    window.click(&menu_item("Change password…"));
    window.fill(&field("New password"), "Ana Kovačević");
    guide.stop(window, "change-password");
    window.press("Escape");
    window.wait_until_gone(&dialog("Change password"));
    steps::open_account_menu(window);
    window.click(&menu_item("Recovery codes…"));
    window.find(&dialog("Recovery codes"));
    guide.stop(window, "recovery-codes-renew");
    window.click(&button("Make new codes"));
    window.find(&css(".codes li:last-child"));
    guide.stop(window, "recovery-codes");
    window.press("Escape");
    window.wait_until_gone(&dialog("Recovery codes"));
    window.run(
        "void import(new URL('js/components/proof_dialog.js', document.baseURI).href).then(({ askProof }) => askProof());",
        Vec::new(),
    );
    window.find(&dialog("Is it still you?"));
    guide.stop(window, "proof");
    window.press("Escape");
    window.wait_until_gone(&dialog("Is it still you?"));
    walk_lock(window, guide);
}

fn walk_lock(window: &Window, guide: &Guide) {
    steps::open_account_menu(window);
    window.click(&menu_item("Lock when away…"));
    window.find(&dialog("Lock when you are away"));
    guide.stop(window, "lock-after");
    window.press("Escape");
    window.wait_until_gone(&dialog("Lock when you are away"));
    window.run(
        "window.dispatchEvent(new CustomEvent('roster:away', { detail: 300000 }));",
        Vec::new(),
    );
    window.see("Roster locks in");
    guide.stop(window, "locks-soon");
    window.press("ctrl+l");
    window.find(&button("Unlock"));
    guide.stop(window, "locked");
    window.fill(&field("Password"), PASSWORD);
    window.press("Enter");
    window.find(&link("Edit profile"));
}

/// The list of people and all that is reached from it.
pub(crate) fn walk_people(guide: &Guide) {
    let roster = crowded();
    let window = guide.open(&roster);
    steps::sign_in(&window, "ana");
    window.press("ctrl+2");
    steps::wait_for_rows(&window);
    guide.stop(&window, "people");
    walk_view_menus(&window, guide);
    walk_list(&window, guide);
    window.fill(&field("Search people"), "ana");
    window.wait_until("marked rows", "document.querySelector('.grid mark')");
    guide.stop(&window, "people-search");
    window.fill(&field("Search people"), "nobody is called this");
    window.see("Nobody matches");
    guide.stop(&window, "people-no-match");
    open_panel(&window, "grace b", "Grace B. Hopper");
    guide.stop(&window, "people-panel");
    window.click(&button("More actions"));
    window.find(&menu_item("Delete…"));
    guide.stop(&window, "people-panel-menu");
    window.press("Escape");
    walk_reset(&window, guide);
    walk_delete(&window, guide);
    walk_person(&window, guide);
    walk_add(&window, guide);
}

/// Filters in use, the sheet they come from, suggestions, saved views, and people picked.
fn walk_list(window: &Window, guide: &Guide) {
    window.click(&button("Filter"));
    window.click(&checkbox("Editors"));
    window.wait_until("a chip", "document.querySelector('.filters .chip')");
    guide.stop(window, "people-filter");
    window.click(&button("Done"));
    guide.stop(window, "people-filtered");
    window.click(&button("Save view…"));
    window.find(&dialog("Save this view"));
    window.type_text("Editors");
    guide.stop(window, "people-save-view");
    window.press("Enter");
    window.wait_until_gone(&dialog("Save this view"));
    window.click(&button("Saved views"));
    guide.stop(window, "people-views");
    window.click(&menu_item("Everyone"));
    steps::wait_for_rows(window);
    window.click(&field("Search people"));
    window.type_text("is:");
    window.find(&css(".suggestions [role=option]").starting("is:staff"));
    guide.stop(window, "people-suggestions");
    window.press("Escape");
    window.press("Escape");
    window.press("Escape");
    window.wait_until("the list", "document.activeElement.role === 'row'");
    window.press("e");
    window.find(&css(".switch-lines"));
    guide.stop(window, "people-flags");
    window.press("Escape");
    window.press("Space");
    window.press("shift+Down");
    window.press("shift+Down");
    window.see("3 picked");
    guide.stop(window, "people-picked");
    window.press("ctrl+a");
    window.click(&css("[data-bulk=trash]"));
    window.find(&css("dialog [data-part=confirm]"));
    guide.stop(window, "people-bulk");
    window.click(&button("Cancel"));
    window.click(&css("[data-bulk=add_to_group]"));
    window.find(&radio("Readers"));
    guide.stop(window, "people-bulk-group");
    window.click(&button("Cancel"));
    window.click(&button("Pick nobody"));
}

fn walk_view_menus(window: &Window, guide: &Guide) {
    window.click(&button("Columns"));
    guide.stop(window, "people-columns");
    window.press("Escape");
    window.click(&button("Row height"));
    guide.stop(window, "people-row-height");
    window.press("Escape");
}

/// Finds somebody and opens the panel with them, which lies over the list where there is little room.
fn open_panel(window: &Window, search: &str, name: &str) {
    window.fill(&field("Search people"), search);
    window.click(&row(name));
    window.wait_for_text(&css(".panel h2"), name);
}

fn walk_reset(window: &Window, guide: &Guide) {
    window.click(&button("Reset password"));
    window.find(&dialog("Reset the password of Grace B. Hopper?"));
    guide.stop(window, "reset-password");
    window.click(&button("Reset password"));
    window.find(&dialog("Grace B. Hopper has a temporary password"));
    guide.stop(window, "reset-password-done");
    window.click(&button("Done"));
}

fn walk_delete(window: &Window, guide: &Guide) {
    window.click(&button("More actions"));
    window.click(&menu_item("Delete…"));
    window.find(&dialog("Delete Grace B. Hopper?"));
    guide.stop(window, "delete");
    window.click(&button("Delete person"));
    window.see("was moved to the trash");
    guide.stop(window, "deleted");
    window.click(&button("Undo"));
    window.find(&row("Grace B. Hopper"));
    open_panel(window, "ana@example.org", "Ana Kovačević");
    window.click(&button("More actions"));
    window.click(&menu_item("Delete…"));
    window.find(&dialog("Ana Kovačević cannot be deleted"));
    guide.stop(window, "delete-refused");
    window.click(&button("Close"));
}

fn walk_person(window: &Window, guide: &Guide) {
    open_panel(window, "grace b", "Grace B. Hopper");
    window.click(&button("Edit"));
    window.wait_for_value(&field("Username"), "grace");
    guide.stop(window, "person-edit");
    // Not by the list of sections: a small window has no room for it.
    window.run(
        "document.querySelector('[data-name=danger]').scrollIntoView();",
        Vec::new(),
    );
    guide.stop(window, "person-edit-end");
    window.run(
        "location.hash = location.hash.replace('people', 'profile').replace('/edit', '');",
        Vec::new(),
    );
    window.find(&heading("Grace B. Hopper"));
    window.find(&button("Copy e-mail"));
    guide.stop(window, "profile-of-another");
    window.press("ctrl+2");
    steps::wait_for_rows(window);
}

fn walk_add(window: &Window, guide: &Guide) {
    window.click(&button("Add person"));
    window.fill(&field("Username"), "grace");
    window.find(&css("[data-field=username] .error"));
    guide.stop(window, "add-person");
    window.click(&radio("Type it"));
    window.fill(&field("Password"), PASSWORD);
    guide.stop(window, "add-person-typed");
    window.click(&radio("None yet"));
    guide.stop(window, "add-person-none");
    window.click(&radio("Temporary"));
    window.fill(&field("Username"), "li");
    window.fill(&field("First name"), "李");
    window.click(&checkbox("Add another"));
    window.click(&button("Add person"));
    window.see("was added");
    guide.stop(window, "add-another");
    window.click(&checkbox("Add another"));
    window.fill(&field("Username"), "bo");
    window.click(&button("Add person"));
    window.find(&dialog("bo was added"));
    guide.stop(window, "added");
    window.click(&button("Done"));
}

/// Groups, the history, the trash, and somebody's rights.
pub(crate) fn walk_admin(guide: &Guide) {
    let roster = crowded();
    roster.ctl(&[
        "user",
        "set",
        "grace",
        "--location",
        "New York",
        "--active",
        "false",
    ]);
    roster.ctl(&["user", "delete", "wolfe"]);
    roster.ctl(&["user", "delete", "khalid"]);
    let window = guide.open(&roster);
    steps::sign_in(&window, "ana");
    walk_groups(&window, guide);
    walk_activity(&window, guide);
    walk_trash(&window, guide);
    walk_rights(&window, guide);
}

fn walk_groups(window: &Window, guide: &Guide) {
    window.press("ctrl+3");
    window.click(&css(".master-item").starting("Editors"));
    window.wait_for_text(&css("[data-part=title]"), "Editors");
    window.find(&css("[data-part=members] li:first-child"));
    guide.stop(window, "groups");
    window.click(&checkbox("Add people"));
    window.see("1 unsaved change");
    guide.stop(window, "groups-changed");
    window.click(&button("Discard"));
    window.click(&button("Add group…"));
    guide.stop(window, "group-add");
    window.press("Escape");
    window.click(&button("Add people…"));
    window.fill(&field("Find somebody"), "a");
    window.find(&css("dialog [role=option]:first-child"));
    steps::paste_lines(window, &field("Or paste a list"), "rivka\ngrace\nnobody");
    window.see("2 lines add nobody");
    guide.stop(window, "group-add-members");
    window.press("Escape");
    window.run(
        "document.querySelector('[data-part=member-section]').scrollIntoView();",
        Vec::new(),
    );
    guide.stop(window, "groups-members");
    window.click(&css(".master-item").starting("Readers"));
    window.wait_for_text(&css("[data-part=title]"), "Readers");
    window.click(&button("Delete group…"));
    window.find(&dialog("Delete the group Readers?"));
    guide.stop(window, "group-delete");
    window.press("Escape");
}

fn walk_activity(window: &Window, guide: &Guide) {
    window.press("ctrl+4");
    window.find(&css("ol:first-of-type > .event:first-child"));
    guide.stop(window, "activity");
    window.click(&button("About anyone"));
    window.find(&css("[data-part=about-sheet] [role=option]:first-child"));
    guide.stop(window, "activity-about");
    window.press("Escape");
    window.click(&button("All actions"));
    guide.stop(window, "activity-actions");
    window.press("Escape");
    window.click(&button("Any time"));
    guide.stop(window, "activity-time");
    window.press("Escape");
    window.fill(&field("Search activity"), "New York");
    window.see("1 entry");
    window.click(&button("Undo"));
    window.find(&dialog("Undo this?"));
    guide.stop(window, "undo");
    window.press("Escape");
    window.fill(&field("Search activity"), "nothing has these words");
    window.see("No entry matches");
    guide.stop(window, "activity-no-match");
}

fn walk_trash(window: &Window, guide: &Guide) {
    window.press("ctrl+5");
    window.see("2 people");
    guide.stop(window, "trash");
    window.click(&css(".trash-row:first-child .btn-danger"));
    window.find(&button("Delete for good"));
    guide.stop(window, "trash-purge");
    window.press("Escape");
}

/// The settings.
pub(crate) fn walk_settings(guide: &Guide) {
    let roster = crowded();
    let window = guide.open(&roster);
    steps::sign_in(&window, "ana");
    window.press("ctrl+,");
    window.find(&heading("Appearance"));
    // First of all: a minute after its start, the window makes a backup by itself.
    walk_backups(&roster, &window, guide);
    walk_sections(&window, guide);
    steps::sign_out(&window);
    steps::wait_for_sign_in(&window);
    steps::sign_in(&window, "wolfe");
    window.press("ctrl+,");
    window.find(&heading("Appearance"));
    window.click(&link("Security"));
    window.find(&heading("Passwords"));
    guide.stop(&window, "settings-security-refused");
    window.click(&link("Backups"));
    window.see("You can’t see the backups");
    guide.stop(&window, "settings-backups-refused");
}

fn walk_sections(window: &Window, guide: &Guide) {
    window.press("ctrl+,");
    window.find(&heading("Appearance"));
    guide.stop(window, "settings-appearance");
    window.click(&link("Security"));
    window.find(&heading("Passwords"));
    guide.stop(window, "settings-security");
    window.click(&button("Change the shortest password…"));
    window.find(&dialog("Shortest password"));
    guide.stop(window, "settings-minimum-password");
    window.press("Escape");
    window.click(&link("Rosters"));
    window.find(&heading("Rosters"));
    guide.stop(window, "settings-rosters");
    window.press("ctrl+o");
    window.find(&dialog("Open another roster"));
    guide.stop(window, "rosters");
    window.press("Escape");
    window.click(&link("About"));
    window.find(&heading("Diagnostics"));
    guide.stop(window, "settings-about");
}

fn walk_backups(roster: &Roster, window: &Window, guide: &Guide) {
    window.press("ctrl+,");
    window.click(&link("Backups"));
    window.find(&heading("There is no backup yet"));
    guide.stop(window, "settings-backups-empty");
    window.click(&button("Back up now"));
    window.see("Backup made and checked.");
    roster.ctl(&["backup"]);
    window.click(&button("Back up now"));
    window.see("By hand");
    guide.stop(window, "settings-backups");
    window.click(&css(".table tr:last-child .btn"));
    window.until_on(&button("Restore backup"));
    guide.stop(window, "backup-restore");
    window.press("Escape");
}

/// Bringing people in, and taking them out.
pub(crate) fn walk_import(guide: &Guide) {
    let roster = crowded();
    let file = roster.pictures().join("autumn-volunteers.csv");
    fs::write(&file, VOLUNTEERS).expect("the folder can be written");
    let window = guide.open(&roster);
    steps::sign_in(&window, "wolfe");
    window.run("location.hash = '#/import';", Vec::new());
    window.see("You can’t import people");
    guide.stop(&window, "import-refused");
    steps::sign_out(&window);
    steps::wait_for_sign_in(&window);
    steps::sign_in(&window, "ana");
    window.press("ctrl+6");
    window.find(&css(".sources"));
    guide.stop(&window, "import-choose");
    window.click(&css(".source:first-child"));
    window.import_dialog().choose(&roster.database());
    window.see("This file can’t be imported");
    guide.stop(&window, "import-unreadable");
    window.click(&css(".source:first-child"));
    window.import_dialog().choose(&file);
    window.find(&row("2"));
    guide.stop(&window, "import-plan");
    walk_plan(&window, guide);
    walk_running(&window, guide);
    guide.stop(&window, "import-done");
    window.click(&button("Import more…"));
    window.find(&dialog("Leave 4 passphrases behind?"));
    guide.stop(&window, "import-lose");
    window.press("Escape");
    walk_export(&window, guide);
}

/// What is asked about a plan.
fn walk_plan(window: &Window, guide: &Guide) {
    window.click(&css("[data-verdict=conflict]"));
    window.click(&css(".grid-body [aria-rowindex='2']"));
    window.find(&css("dialog .options"));
    guide.stop(window, "import-conflict");
    window.press("Escape");
    window.click(&css("[data-verdict=error]"));
    window.click(&css(".grid-body [aria-rowindex='2']"));
    window.find(&css("dialog .notes"));
    guide.stop(window, "import-error");
    window.press("Escape");
    window.click(&css("[data-verdict=error]"));
    window.click(&button("Match columns…"));
    window.find(&css(".match"));
    guide.stop(window, "import-match");
    window.press("Escape");
    window.click(&css("[data-part=notes]"));
    window.find(&dialog("About this file"));
    guide.stop(window, "import-notes");
    window.press("Escape");
}

/// Work under way ends too soon to be looked at, so only the page is told of it.
fn walk_running(window: &Window, guide: &Guide) {
    let usual = "const usual = window.fetch;
        window.fetch = (url, options) => String(url).includes('apply_import')
          ? new Promise((resolve) => { window.goOn = () => { window.fetch = usual; resolve(usual(url, options)); }; })
          : usual(url, options);";
    window.run(usual, Vec::new());
    window.click(&css("[data-part=start]"));
    window.find(&css(".run"));
    window.run(
        "const tell = (done) => window.dispatchEvent(new CustomEvent('roster:progress', { detail: { work: 'import-apply', done, total: 412 } }));
         tell(1);
         setTimeout(() => tell(268), 1000);",
        Vec::new(),
    );
    window.see("a second");
    guide.stop(window, "import-run");
    window.click(&steps::place("My profile"));
    window.find(&css(".rail-work"));
    guide.stop(window, "import-rail");
    window.click(&css(".rail-work"));
    window.find(&css(".run"));
    window.run("window.goOn();", Vec::new());
    window.see("people imported");
}

fn walk_export(window: &Window, guide: &Guide) {
    window.click(&steps::place("People"));
    steps::wait_for_rows(window);
    window.click(&button("Import, export, print"));
    window.find(&menu_item("Print this list…"));
    guide.stop(window, "people-in-out");
    window.click(&menu_item("Export this list…"));
    window.find(&css("dialog .options"));
    guide.stop(window, "export");
    window.run_on(&radio("Everything, as a spreadsheet"), "element.click();");
    guide.stop(window, "export-csv");
    window.press("Escape");
    steps::open_account_menu(window);
    window.click(&menu_item("Save my data…"));
    window.find(&dialog("Save my data"));
    guide.stop(window, "export-own");
    window.press("Escape");
}

/// A list with all that a plan can find in it.
const VOLUNTEERS: &str = "Username,E-mail,First name,Last name,Phone,Groups,Shoe size\n\
    wiremu,wiremu@example.org,Wiremu,Parata,,Volunteers,41\n\
    rivka,,רבקה,כהן,+972 3 555 0142,Readers,\n\
    jiwoo,,Ji-woo,Kim,,,38\n\
    bad row!,zoe@,Bad,Row,,,\n\
    priya.sharma,priya@example.org,प्रिया,शर्मा,,Volunteers;Readers,\n\
    tanaka,,太郎,田中,,,\n\
    wang.fang,,芳,王,,,\n\
    olav,olav@example.org,Olav,Æsøy,+47 555 0100,Volunteers,45\n";

fn walk_rights(window: &Window, guide: &Guide) {
    window.press("ctrl+2");
    steps::wait_for_rows(window);
    open_panel(window, "grace b", "Grace B. Hopper");
    window.click(&button("Edit"));
    window.wait_for_value(&field("Username"), "grace");
    window.click(&checkbox("Active"));
    window.click(&checkbox("Readers"));
    window.run(
        "document.querySelector('[data-part=rights]').scrollIntoView();",
        Vec::new(),
    );
    guide.stop(window, "person-rights");
    window.click(&button("Add people: No. Why?"));
    window.find(&css(".why:popover-open"));
    guide.stop(window, "person-rights-why");
    window.press("Escape");
    window.click(&css("[data-tab=history]"));
    window.find(&css("ol:first-of-type > .event:first-child"));
    guide.stop(window, "person-history");
}

/// A roster with all kinds of people: long names, names from right to left, names in other letters, and few words.
fn crowded() -> Roster {
    let roster = Roster::with_admin();
    roster.ctl(&["demo", "--people", "24", "--seed", "7"]);
    for [username, first, last] in [
        ["khalid", "خالد", "الحسيني"],
        ["grace", "Grace B.", "Hopper"],
        [
            "wolfe",
            "Hubert Blaine",
            "Wolfeschlegelsteinhausenbergerdorff Senior of Philadelphia",
        ],
    ] {
        roster.add(username, &["--first-name", first, "--last-name", last]);
    }
    for [username, first, last] in [
        ["rivka", "רבקה", "כהן"],
        ["tanaka", "太郎", "田中"],
        ["jiwoo", "지우", "김"],
        [
            "a.user.name.that.fills.a.hundred.and.fifty.letters.and.more.than.any.column.can.show",
            "",
            "",
        ],
    ] {
        let names = ["--first-name", first, "--last-name", last, "--no-password"];
        roster.ctl(&[&["user", "add", username], &names[..]].concat());
    }
    describe(
        &roster,
        "grace",
        "Rear admiral, and the author of the first compiler.",
        "Arlington",
    );
    describe(
        &roster,
        "ana",
        "Keeps the lights on.\n\nAsk me about the printer.",
        "Zagreb, Croatia",
    );
    roster
}

fn describe(roster: &Roster, username: &str, bio: &str, location: &str) {
    let email = format!("{username}@example.org");
    let site = format!("https://example.org/{username}");
    let picture = steps::paint_picture(&roster.pictures(), &format!("{username}.jpg"));
    let texts = [
        "--email",
        &email,
        "--bio",
        bio,
        "--location",
        location,
        "--portfolio-site",
        &site,
    ];
    let more = [
        "--birth-date",
        "1987-04-09",
        "--phone-number",
        "+385 1 2345 678",
        "--group",
        "+Editors",
    ];
    roster.ctl(&[&["user", "set", username], &texts[..], &more[..]].concat());
    roster.set_picture(username, &picture);
}
