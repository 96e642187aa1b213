//! Twice and four times as large, what stands before signing in, and the settings, keep all that they have: what no longer
//! fits beside moves below, and nothing is cut off, covered, or to be found by scrolling sideways. At four times, a window of
//! 1280 pixels is as wide as 320.

use std::cell::RefCell;

use serde_json::{Value, json};

use crate::support::{Roster, Window};
use crate::tour::{self, Guide, Walk};

/// The width that the guidelines name, and a height that screens have.
const SIZE: (u32, u32) = (1280, 1024);

/// How large, in percent, and how wide the page is then.
const ZOOMS: [(u32, u32); 2] = [(200, 640), (400, 320)];

/// As a person does it, wherever focus is.
fn press(window: &Window, key: &str, times: u32) {
    let script = "for (let time = 0; time < arguments[1]; time += 1)
        document.dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], ctrlKey: true, cancelable: true }));";
    window.run(script, vec![json!(key), json!(times)]);
}

fn zoom_to(window: &Window, percent: u32, width: u32) {
    press(window, "0", 1);
    press(window, "+", if percent == 200 { 5 } else { 8 });
    window.wait_until("a page of that width", &format!("innerWidth === {width}"));
    window.settle();
}

fn check(walk: Walk) {
    let found = RefCell::new(Vec::new());
    walk(&Guide {
        open: &|roster: &Roster| {
            let window = roster.open();
            window.resize(SIZE.0, SIZE.1);
            window
        },
        look: &|window, screen| {
            for (percent, width) in ZOOMS {
                zoom_to(window, percent, width);
                let lost: Value = window.run(include_str!("support/reflow.js"), Vec::new());
                for one in lost.as_array().into_iter().flatten() {
                    found.borrow_mut().push(format!(
                        "{screen}, {percent} %: {}",
                        one.as_str().unwrap_or_default()
                    ));
                }
                window.shoot(&format!("{screen}-{percent}"));
            }
            press(window, "0", 1);
            window.wait_until("the usual size", &format!("innerWidth === {}", SIZE.0));
            window.settle();
        },
    });
    let found = found.into_inner();
    assert!(
        found.is_empty(),
        "{} times:\n{}",
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
