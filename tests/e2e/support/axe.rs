//! axe-core, the engine that knows the rules of accessibility, put into the page from outside.

use std::fs;

use serde_json::{Value, json};

use super::page::Page;
use super::tools;

/// Every rule that the engine has; each finding as one line.
const ASK: &str = "
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) =>
      look.squash(`${id}: ${help}. ${target.join(' ')}: ${failureSummary}`)));";

/// What fades in, or turns from light to dark, has too little contrast on its way.
const FINISH: &str = "
    document.body.getBoundingClientRect();
    for (const one of document.getAnimations()) {
        if (one.effect.getComputedTiming().endTime !== Infinity) one.finish();
    }";

/// What breaks a rule in the page as it is now.
#[track_caller]
pub(crate) fn find_violations(page: &Page) -> Vec<String> {
    page.settle();
    page.run(FINISH, Vec::new());
    if page.run("return window.axe === undefined;", Vec::new()) == json!(true) {
        let engine = fs::read_to_string(tools::axe()).expect("the engine can be read");
        // It looks for a module system first, and would find none of its own.
        page.run(&format!("{engine}\nwindow.axe = axe;"), Vec::new());
    }
    let found: Value = page.run_async(ASK, Vec::new());
    serde_json::from_value(found).expect("findings are lines")
}
