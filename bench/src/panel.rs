//! The admin panel in the real window: from what somebody does to what they see, one interaction after another, and a
//! change of everybody from the click to the line that says it is done.

use std::collections::BTreeMap;

use fantoccini::Client;
use serde_json::json;

use crate::Outcome;
use crate::page::run;
use crate::table::{Figure, Table, median};

/// What each script below stands on.
const TOOLS: &str = r#"
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const until = async (holds) => {
        const end = performance.now() + 20_000;
        while (!holds()) {
            if (performance.now() > end) throw new Error(`waited in vain for ${holds}`);
            await new Promise((resolve) => setTimeout(resolve, 1));
        }
    };
    const one = (selector) => document.querySelector(selector);
    const part = (name) => one(`[data-part="${name}"]`);
    // Said anew with every answer, after its rows.
    const answered = () => new Promise((resolve) => {
        const watch = new MutationObserver(() => { watch.disconnect(); resolve(); });
        watch.observe(part("order"), { childList: true, characterData: true, subtree: true });
    });
    const press = (key, more) => one(".grid [role=row][tabindex='0']")
        .dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
    const current = () => one(".grid-row.is-current:not(.is-loading)");
    const time = async (act, came) => {
        // One thing at a time, on a page that is done with the last one.
        await new Promise((resolve) => setTimeout(resolve, 400));
        await frame();
        const start = performance.now();
        const answer = came === answered ? answered() : null;
        act();
        await (answer ?? until(came));
        await frame();
        return performance.now() - start;
    };
"#;

/// Answers with one time each, by name, in the order in which somebody might do these things.
const TIME_INTERACTIONS: &str = r#"
    const [, done] = arguments;
    const times = {};
    const note = async (name, act, came) => (times[name] = [await time(act, came)]);
    const heads = () => [...document.querySelectorAll(".grid-head .sort")];
    const total = () => Number(one(".grid").getAttribute("aria-rowcount"));
    const at = (index) => () => current()?.getAttribute("aria-rowindex") === String(index);
    const go = (place) => () => one(`a[href='#/${place}']`).click();
    await note("sort by another column", () => heads()[2].click(), answered);
    await note("sort back", () => heads()[1].click(), answered);
    one(".grid [role=row]:not([hidden]) .name").click();
    await note("jump to the end", () => press("End"), at(total()));
    await note("jump to the start", () => press("Home"), at(2));
    const shown = () => one(".panel [data-part=username]").textContent;
    const before = shown();
    await note("next person, with details", () => press("ArrowDown"), () => shown() !== before);
    await note("pick one", () => press(" "), () => !part("bulk").hidden);
    await note("pick everybody", () => press("a", { ctrlKey: true }), () => part("pick-all").hidden);
    await note("pick nobody", () => part("pick-none").click(), () => part("bulk").hidden);
    await note("open the filters", () => part("filter").click(), () => part("facts").querySelector("input") !== null);
    const box = () => part("facts").querySelector("input");
    await note("filter", () => box().click(), answered);
    await note("filter no more", () => box().click(), answered);
    part("filter-sheet").hidePopover();
    await note("open groups", go("groups"), () => one(".master-item") !== null);
    await note("open the history", go("activity"), () => one(".event") !== null);
    await note("open the trash", go("trash"), () => part("empty")?.hidden === false);
    await note("open people", go("people"), () => current() !== null);
    done(times);
"#;

/// Deactivates everybody there is, and undoes it.
const TIME_BULK: &str = r#"
    const [, done] = arguments;
    const times = { change: [], undo: [] };
    const said = (words) => () => [...document.querySelectorAll(".toast")].some((toast) => toast.textContent.includes(words));
    for (const toast of document.querySelectorAll(".toast")) toast.remove();
    one(".grid [role=row]:not([hidden]) .name").click();
    press("a", { ctrlKey: true });
    await until(() => !part("bulk").hidden);
    one("[data-bulk=deactivate]").click();
    await until(() => one("dialog [data-part=confirm]"));
    times.change.push(await time(() => one("dialog [data-part=confirm]").click(), said("deactivated")));
    const undo = [...document.querySelectorAll(".toast button")].at(-1);
    times.undo.push(await time(() => undo.click(), said("Undone")));
    done(times);
"#;

pub(crate) async fn measure(page: &Client, rounds: usize, table: &mut Table) -> Outcome<()> {
    let times = time_all(page, TIME_INTERACTIONS, rounds).await?;
    for (what, times) in times {
        table.add(Figure::new(format!("10000 people, {what}"), median(times), "ms").limit(50.0));
    }
    let times = time_all(page, TIME_BULK, 3).await?;
    for (what, times) in times {
        let what = format!("10000 people changed at once, {what} to toast");
        table.add(Figure::new(what, median(times), "ms").limit(1000.0));
    }
    Ok(())
}

/// Runs the script again and again; once each, because a script that takes half a minute is ended.
async fn time_all(
    page: &Client,
    script: &str,
    rounds: usize,
) -> Outcome<BTreeMap<String, Vec<f64>>> {
    let mut all: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for _ in 0..rounds {
        let times = run(page, &format!("{TOOLS}{script}"), json!(null)).await?;
        let times: BTreeMap<String, Vec<f64>> = serde_json::from_value(times)?;
        for (what, times) in times {
            all.entry(what).or_default().extend(times);
        }
    }
    Ok(all)
}
