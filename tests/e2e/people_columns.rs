//! Columns of the list: which, in which order, how wide, and for whom.

use serde_json::Value;

use crate::steps;
use crate::support::{Roster, Window, button, checkbox, column, find_violations, wait_for};

fn heads(window: &Window) -> Value {
    window.run(
        "return [...document.querySelectorAll('.grid-head .sort > span:first-child')].map((one) => one.textContent);",
        Vec::new(),
    )
}

#[track_caller]
fn wait_for_heads(window: &Window, wanted: &[&str]) {
    wait_for(&format!("the columns {wanted:?}"), || {
        (heads(window) == serde_json::json!(wanted)).then_some(())
    });
}

fn width_of_email(window: &Window) -> i64 {
    window
        .run_on(&column("E-mail"), "return element.offsetWidth;")
        .as_i64()
        .expect("a width is a number")
}

#[test]
fn columns_are_chosen_ordered_and_sized_for_each_account() {
    let roster = Roster::with_admin();
    roster.add("bo", &["--staff", "--superuser"]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    window.click(&button("Columns"));
    for name in ["Groups", "Staff", "Status", "Last sign-in"] {
        window.click(&checkbox(name));
    }
    window.click(&checkbox("Superuser"));
    window.click(&button("Move Superuser earlier"));
    window.wait_for_focus(&button("Move Superuser earlier"));
    window.click(&button("Done"));
    wait_for_heads(
        &window,
        &["Person", "Username", "E-mail", "Superuser", "Joined"],
    );

    // By keyboard, on the head itself.
    window.click(&button("E-mail"));
    window.press("alt+Left");
    wait_for_heads(
        &window,
        &["Person", "E-mail", "Username", "Superuser", "Joined"],
    );
    window.wait_for_focus(&button("E-mail").within(column("E-mail")));
    let before = width_of_email(&window);
    for _ in 0..3 {
        window.press("alt+shift+Right");
    }
    wait_for("a wider column", || {
        (width_of_email(&window) >= before + 40).then_some(())
    });
    let wider = width_of_email(&window);
    drop(window);

    let window = roster.open();
    steps::sign_in(&window, "bo");
    steps::open_people(&window);
    wait_for_heads(
        &window,
        &[
            "Person",
            "Username",
            "E-mail",
            "Groups",
            "Staff",
            "Status",
            "Last sign-in",
            "Joined",
        ],
    );
    steps::sign_out(&window);
    steps::wait_for_sign_in(&window);
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    wait_for_heads(
        &window,
        &["Person", "E-mail", "Username", "Superuser", "Joined"],
    );
    assert_eq!(width_of_email(&window), wider, "the width is remembered");
    window.run_on(
        &column("E-mail"),
        "element.querySelector('.edge').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));",
    );
    wait_for("the usual width", || {
        (width_of_email(&window) != wider).then_some(())
    });
}

#[test]
fn location_and_phone_number_are_columns_that_sort_nothing() {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo"]);
    roster.ctl(&[
        "user",
        "set",
        "bo",
        "--location",
        "Bergen",
        "--phone-number",
        "+47 55 55 20 00",
    ]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    window.see_no("Bergen");
    window.click(&button("Columns"));
    for name in ["Username", "E-mail", "Groups", "Last sign-in", "Joined"] {
        window.click(&checkbox(name));
    }
    for name in ["Location", "Phone"] {
        window.click(&checkbox(name));
    }
    window.click(&button("Done"));
    window.see("Bergen");
    window.see("+47 55 55 20 00");
    assert_eq!(window.count(&button("Location")), 0);
    assert_eq!(find_violations(&window), Vec::<String>::new());

    // Its head takes the keyboard all the same.
    window.run_on(&column("Phone"), "element.focus();");
    window.press("alt+Left");
    window.wait_until(
        "the phone number before the location",
        "[...document.querySelectorAll('.grid-head [role=columnheader]')].map((one) => one.textContent).join().includes('Phone,Location')",
    );
    window.wait_for_focus(&column("Phone"));
}

#[test]
fn a_head_is_dragged_to_another_place_and_sorts_nothing() {
    let roster = Roster::with_admin();
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    window.click(&button("Columns"));
    for name in ["Groups", "Staff", "Last sign-in", "Joined"] {
        window.click(&checkbox(name));
    }
    window.click(&button("Done"));
    window.click(&button("Close details"));
    wait_for_heads(&window, &["Person", "Username", "E-mail", "Status"]);
    window.drag(&column("Status"), &column("Username"));
    wait_for_heads(&window, &["Person", "Status", "Username", "E-mail"]);
    window.drag(&column("Status"), &column("E-mail"));
    wait_for_heads(&window, &["Person", "Username", "E-mail", "Status"]);
    // Before all others means after the person, who stays.
    window.drag(&column("E-mail"), &column("Person"));
    wait_for_heads(&window, &["Person", "E-mail", "Username", "Status"]);
    assert_eq!(
        window.run_on(&column("Username"), "return element.ariaSort;"),
        "ascending"
    );
    window.click(&button("Status"));
    window.wait_until(
        "the order of a click",
        "[...document.querySelectorAll('.grid-head [aria-sort=ascending]')].map((one) => one.textContent).join() === 'Status'",
    );
}
