//! Scrolling the list in the real window, beside scrolling a page of the same rows that stand still.

use fantoccini::Client;
use serde_json::json;

use crate::Outcome;
use crate::page::run;
use crate::table::{Figure, Table, median};

/// Scrolls something by a wheel's notch a frame, and notes how long each frame took.
const TOOLS: &str = r"
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const one = (selector) => document.querySelector(selector);
    const scroll = async (box, frames, look) => {
        box.scrollTop = 0;
        await new Promise((resolve) => setTimeout(resolve, 400));
        const times = [];
        let last = await frame();
        for (let i = 0; i < frames; i += 1) {
            box.scrollTop += 120;
            const now = await frame();
            times.push(now - last);
            last = now;
            look?.();
        }
        return times;
    };
";

/// The list; a row that has nothing on it yet is counted in each frame in which it is seen.
const SCROLL_LIST: &str = r#"
    const [frames, done] = arguments;
    const grid = one(".grid");
    let blank = 0;
    const times = await scroll(grid, frames, () => {
        const { top, bottom } = grid.getBoundingClientRect();
        for (const row of grid.querySelectorAll("[role=row].is-loading:not([hidden])")) {
            const place = row.getBoundingClientRect();
            if (place.bottom > top && place.top < bottom) blank += 1;
        }
    });
    done({ times, blank });
"#;

/// The same rows again and again, as many as are scrolled by, in a box of the same size.
const SCROLL_STATIC: &str = r#"
    const [frames, done] = arguments;
    const grid = one(".grid");
    const still = document.createElement("div");
    still.className = "grid";
    still.style.blockSize = `${grid.clientHeight}px`;
    still.style.overflow = "auto";
    const rows = [...grid.querySelectorAll(".grid-row:not([hidden])")];
    const height = rows[0].getBoundingClientRect().height;
    for (let top = 0; top < frames * 120 + grid.clientHeight; top += height) {
        const row = rows[Math.round(top / height) % rows.length].cloneNode(true);
        row.style.position = "relative";
        row.style.translate = "none";
        still.append(row);
    }
    grid.hidden = true;
    grid.after(still);
    const times = await scroll(still, frames);
    still.remove();
    grid.hidden = false;
    done({ times, blank: 0 });
"#;

/// How many frames are looked at.
const FRAMES: u32 = 300;

pub(crate) async fn measure(page: &Client, size: u32, table: &mut Table) -> Outcome<()> {
    let (list, blank) = measure_one(page, SCROLL_LIST).await?;
    let (still, _) = measure_one(page, SCROLL_STATIC).await?;
    let figure = Figure::new("scrolling the list, per frame", list, "ms").of(size);
    table.add(figure.peer("rows that stand still", still, 1.2));
    table.add(Figure::new("blank rows seen in 300 frames", blank, "").of(size));
    Ok(())
}

/// The median time of a frame, and how many blank rows were seen.
async fn measure_one(page: &Client, script: &str) -> Outcome<(f64, f64)> {
    let answer = run(page, &format!("{TOOLS}{script}"), json!(FRAMES)).await?;
    let times: Vec<f64> = serde_json::from_value(answer["times"].clone())?;
    let blank = answer["blank"].as_f64().ok_or("nothing was counted")?;
    Ok((median(times), blank))
}
