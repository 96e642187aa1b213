//! Every screen and every dialog, in light and dark, without one violation of the rules of accessibility.

use std::cell::RefCell;

use crate::support::{Roster, find_violations};
use crate::tour::{self, Guide, Walk};

const THEMES: [&str; 2] = ["light", "dark"];

/// Walks, asks the engine at every stop, and tells everything that was found at once.
fn check(walk: Walk) {
    let found = RefCell::new(Vec::new());
    walk(&Guide {
        open: &Roster::open,
        look: &|window, screen| {
            for theme in THEMES {
                window.set_theme(theme);
                for violation in find_violations(window) {
                    found
                        .borrow_mut()
                        .push(format!("{screen}, {theme}: {violation}"));
                }
            }
        },
    });
    let found = found.into_inner();
    assert!(
        found.is_empty(),
        "{} violations:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn before_signing_in() {
    check(tour::walk_gates);
}

#[test]
fn in_ones_own_profile() {
    check(tour::walk_profile);
}

#[test]
fn among_people() {
    check(tour::walk_people);
}

#[test]
fn among_groups_history_and_trash() {
    check(tour::walk_admin);
}

#[test]
fn in_the_settings() {
    check(tour::walk_settings);
}

#[test]
fn in_imports_and_exports() {
    check(tour::walk_import);
}

#[test]
fn the_engine_finds_what_is_wrong() {
    let roster = Roster::empty();
    let window = roster.open();
    window.run(
        "document.body.append(document.createElement('button'));",
        Vec::new(),
    );
    let violations = find_violations(&window);
    assert!(
        violations.iter().any(|one| one.contains("button-name")),
        "{violations:?}"
    );
    window.run("document.body.lastElementChild.remove();", Vec::new());
}
