//! Every control before signing in, and in the settings, has a role and a name, as assistive technology hears them: asked of
//! the engine, which has worked them out from markup, labels and styles.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::support::Roster;
use crate::tour::{self, Guide, Walk};

/// What a control can be. A group or a region is one that scrolls, and is reached with Tab for that.
const ROLES: [&str; 23] = [
    "button",
    "checkbox",
    "combobox",
    "columnheader",
    "grid",
    "gridcell",
    "group",
    "link",
    "listbox",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "option",
    "radio",
    "region",
    "row",
    "rowheader",
    "searchbox",
    "slider",
    "spinbutton",
    "switch",
    "tab",
    "textbox",
];

fn check(walk: Walk) {
    let found = RefCell::new(BTreeSet::new());
    let count = RefCell::new(0);
    walk(&Guide {
        open: &Roster::open,
        look: &|window, screen| {
            for (markup, role, name) in window.list_controls() {
                *count.borrow_mut() += 1;
                if !ROLES.contains(&role.as_str()) {
                    let found = &mut found.borrow_mut();
                    found.insert(format!("{markup} is \"{role}\" ({screen})"));
                }
                if name.trim().is_empty() {
                    let found = &mut found.borrow_mut();
                    found.insert(format!("{markup}, a {role}, has no name ({screen})"));
                }
            }
        },
    });
    assert!(count.into_inner() > 20, "there is more to see on this walk");
    let found: Vec<_> = found.into_inner().into_iter().collect();
    assert!(
        found.is_empty(),
        "{} controls:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn before_signing_in() {
    check(tour::walk_gates);
}

#[test]
fn in_the_settings() {
    check(tour::walk_settings);
}
