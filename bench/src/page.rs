//! The list in the real window: through IPC, and from a keystroke to painted rows.

use std::time::Duration;

use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::list::PEOPLE;
use crate::start::{ADMIN, Display, PASSWORD};
use crate::table::{Figure, Table, median};
use crate::window::Window;
use crate::{Outcome, Plan, panel, scroll};

/// How long nobody does anything.
const REST: Duration = Duration::from_secs(10);

/// Asks for the first page, one after another, and gives back the times.
const TIME_PAGES: &str = r#"
    const [count, done] = arguments;
    const query = { search: "", sort: [], offset: 0, limit: 100 };
    const times = [];
    for (let i = 0; i < count; i += 1) {
        const start = performance.now();
        await window.__TAURI_INTERNALS__.invoke("list_users", { query });
        times.push(performance.now() - start);
    }
    done(times);
"#;

/// Types one letter after another and waits each time until rows for it stand on the page, then for the next frame.
const TIME_KEYSTROKES: &str = r#"
    const [words, done] = arguments;
    const box = document.querySelector("input[type=search]");
    // Said anew with every answer, after its rows.
    const order = document.querySelector("[data-part=order]");
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const changed = () => new Promise((resolve) => {
        const watch = new MutationObserver(() => { watch.disconnect(); resolve(); });
        watch.observe(order, { childList: true, characterData: true, subtree: true });
    });
    const times = [];
    for (const word of words) {
        // Ten keys a second: as fast as anybody types a name.
        await new Promise((resolve) => setTimeout(resolve, 100));
        await frame();
        const start = performance.now();
        const answer = changed();
        box.value = word;
        box.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await answer;
        await frame();
        times.push(performance.now() - start);
    }
    done(times);
"#;

/// What somebody types who looks for two people, one after the other.
const SEARCHES: [&str; 12] = [
    "s", "sm", "smi", "smit", "smith", "smith a", "smith an", "k", "ko", "kow", "kowal", "kowals e",
];

pub(crate) async fn measure(plan: &Plan, table: &mut Table) -> Outcome<()> {
    let display = Display::start()?;
    let least = measure_least_memory(&display, plan).await?;
    let window = Window::open(&display, plan, "roster").await?;
    measure_list(&window, plan, PEOPLE, table).await?;
    measure_rest(&window, least, PEOPLE, table).await?;
    panel::measure(&window.page, plan.repetitions(12), table).await?;
    window.close().await
}

/// The list alone, in a roster of so many people.
pub(crate) async fn measure_size(plan: &Plan, size: u32, table: &mut Table) -> Outcome<()> {
    let display = Display::start()?;
    let least = measure_least_memory(&display, plan).await?;
    let window = Window::open(&display, plan, "roster").await?;
    measure_list(&window, plan, size, table).await?;
    measure_rest(&window, least, size, table).await?;
    window.close().await
}

async fn measure_list(window: &Window, plan: &Plan, size: u32, table: &mut Table) -> Outcome<()> {
    let page = &window.page;
    sign_in(page).await?;
    let times = run_times(page, TIME_PAGES, json!(plan.repetitions(100))).await?;
    let figure = Figure::new("first page through IPC", median(times), "ms").of(size);
    table.add(figure.limit(8.0));
    let times = run_times(page, TIME_KEYSTROKES, json!(SEARCHES)).await?;
    let figure = Figure::new("keystroke to painted rows", median(times), "ms").of(size);
    table.add(figure.limit(33.0));
    scroll::measure(page, size, table).await
}

/// MB of the least Tauri window. Measured alone: what two windows share would be counted half for each.
async fn measure_least_memory(display: &Display, plan: &Plan) -> Outcome<f64> {
    let empty = Window::open(display, plan, "empty-window").await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let least = empty.memory().unwrap_or(f64::NAN);
    empty.close().await?;
    Ok(least)
}

/// What the window costs while nobody does anything.
async fn measure_rest(window: &Window, least: f64, size: u32, table: &mut Table) -> Outcome<()> {
    // What goes on after the last deed comes to an end first.
    tokio::time::sleep(REST).await;
    let (Some(before), Some(memory)) = (window.processor_time(), window.memory()) else {
        return Ok(());
    };
    tokio::time::sleep(REST).await;
    let spent = window.processor_time().unwrap_or(f64::NAN) - before;
    let figure = Figure::new("processor time in 10 s of rest", spent, "ms").of(size);
    table.add(figure.limit(50.0));
    let figure = Figure::new("memory of the window", memory, "MB").of(size);
    table.add(figure.limit(1.15 * least + 128.0));
    Ok(())
}

async fn sign_in(page: &Client) -> Outcome<()> {
    let find = async |selector| {
        page.wait()
            .at_most(Duration::from_secs(20))
            .for_element(Locator::Css(selector))
            .await
    };
    find("input[name=username]").await?.send_keys(ADMIN).await?;
    find("input[name=password]")
        .await?
        .send_keys(PASSWORD)
        .await?;
    find("button[type=submit]").await?.click().await?;
    find("a[href='#/people']").await?.click().await?;
    find("[role=gridcell]").await?;
    Ok(())
}

async fn run_times(page: &Client, script: &str, argument: Value) -> Outcome<Vec<f64>> {
    Ok(serde_json::from_value(run(page, script, argument).await?)?)
}

/// Runs a script that is given an argument and what to call with its answer.
pub(crate) async fn run(page: &Client, script: &str, argument: Value) -> Outcome<Value> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         (async (...arguments) => {{ {script} }})(...arguments)
             .catch((reason) => done({{ failed: String(reason?.message ?? reason) }}));"
    );
    let answer = page.execute_async(&script, vec![argument]).await?;
    match answer.get("failed") {
        Some(reason) => Err(format!("the page could not be measured: {reason}").into()),
        None => Ok(answer),
    }
}
