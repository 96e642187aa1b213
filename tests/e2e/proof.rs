//! The password again, for what can't be taken back.

use crate::steps;
use crate::support::{PASSWORD, Roster, Window, button, dialog, field, heading};

/// Ana before the trash with Bo in it, long after she signed in: the core's first answer is that it wants a proof.
/// What time does is tried out in `tests/core` and `tests/ipc`; here it is the page that must ask, and go on.
fn long_after_sign_in() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo"]);
    roster.ctl(&["user", "delete", "bo"]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    window.run(
        "const usual = window.fetch;
         let proven = false;
         window.fetch = async (url, options) => {
           if (String(url).includes('purge_user') && !proven) {
             const refusal = { code: 'proof_needed', message: 'This needs your password again.' };
             return Response.json(refusal, { headers: { 'Tauri-Response': 'error' } });
           }
           const answer = await usual(url, options);
           if (String(url).includes('prove') && answer.headers.get('Tauri-Response') === 'ok') proven = true;
           return answer;
         };",
        Vec::new(),
    );
    window.click(&steps::place("Trash"));
    window.find(&heading("Trash"));
    window.click(&button("Delete now… Bo"));
    window.click(&button("Delete for good"));
    window.find(&dialog("Is it still you?"));
    (roster, window)
}

#[test]
fn the_password_is_asked_for_and_the_deed_goes_on() {
    let (roster, window) = long_after_sign_in();
    window.wait_for_focus(&field("Your password"));
    window.type_text("not hers");
    window.press("Enter");
    window.see("This is not your current password.");
    window.wait_for_focus(&field("Your password"));
    window.wait_for_value(&field("Your password"), "");
    window.type_text(PASSWORD);
    window.press("Enter");
    window.wait_until_gone(&dialog("Is it still you?"));
    window.see("Bo was deleted for good.");
    drop(roster);
}

#[test]
fn whoever_would_rather_not_leaves_everything_as_it_is() {
    let (roster, window) = long_after_sign_in();
    window.press("Escape");
    window.wait_until_gone(&dialog("Is it still you?"));
    window.see("This needs your password again.");
    roster.ctl(&["user", "restore", "bo"]);
}
