//! How everything grows with the number of people: a table and a picture for `docs/PERFORMANCE.md`, made in one run.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use plotters::prelude::*;

use crate::table::{Figure, Table};
use crate::{Outcome, Plan, import, page, people, start};

/// From a club to a city; the last is left out of a quick run.
const SIZES: [u32; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// Where the table stands in the document.
const MARKS: [&str; 2] = ["<!-- growth: begin -->\n", "<!-- growth: end -->\n"];

/// What Django's admin is asked for, in the order in which the script answers.
const DJANGO: [(&str, &str); 6] = [
    ("Django: first page of all", "ms"),
    ("Django: search, median", "ms"),
    (DJANGO_SEARCH, "ms"),
    ("Django: page from the middle", "ms"),
    ("Django: a filter", "ms"),
    ("Django: adding with bulk_create, each", "µs"),
];

const DJANGO_SEARCH: &str = "Django: search, worst";

/// The lines of the picture.
const LINES: [(&str, &str); 5] = [
    ("Django's admin, worst search", DJANGO_SEARCH),
    (
        "Roster, counts of all filters, worst",
        "counts of all filters, worst",
    ),
    (
        "Roster, exact count, worst",
        "exact count after the rows, worst",
    ),
    ("Roster, search in three orders, worst", people::WORST_PAGE),
    ("Roster, jump to any row, worst", "jump to any row, worst"),
];

pub(crate) async fn measure(plan: &Plan) -> Outcome<()> {
    let sizes = if plan.quick { &SIZES[..3] } else { &SIZES[..] };
    let mut table = Table::default();
    for size in sizes {
        people::measure_size(plan, *size, &mut table).await?;
        let file = import::write_table(plan.scratch.path(), *size)?;
        import::measure_size(plan, &file, *size, &mut table).await?;
        fs::remove_file(file)?;
        measure_window(plan, *size, &mut table).await?;
        measure_django(plan, *size, &mut table);
    }
    table.print()?;
    let docs = plan.sources.join("../docs");
    write_table(&docs.join("PERFORMANCE.md"), &table, sizes)?;
    draw(&docs.join("images/growth.svg"), &table, sizes)
}

/// The window with a roster of so many people.
async fn measure_window(plan: &Plan, size: u32, table: &mut Table) -> Outcome<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let file = plan.scratch.path().join(start::FILE);
    if file.exists() {
        fs::remove_file(&file)?;
    }
    start::make_roster(&file, size).await?;
    start::measure_size(plan, size, table)?;
    page::measure_size(plan, size, table).await
}

fn measure_django(plan: &Plan, size: u32, table: &mut Table) {
    let script = plan.sources.join("peers/admin.py");
    let answer = Command::new("python3")
        .arg(script)
        .arg(size.to_string())
        .output();
    let text = answer.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let numbers: Vec<f64> = text
        .iter()
        .flat_map(|text| text.split_whitespace())
        .filter_map(|number| number.parse().ok())
        .collect();
    if numbers.len() != DJANGO.len() {
        table.note("Django is not installed for `python3`: its admin is missing.");
        return;
    }
    for ((what, unit), number) in DJANGO.into_iter().zip(numbers) {
        table.add(Figure::new(what, number, unit).of(size));
    }
}

/// Puts the table into the document, in place of the last one.
fn write_table(path: &Path, table: &Table, sizes: &[u32]) -> Outcome<()> {
    let text = fs::read_to_string(path)?;
    let [begin, end] = MARKS;
    let (head, rest) = text.split_once(begin).ok_or("the document has no place")?;
    let (_, tail) = rest.split_once(end).ok_or("the place has no end")?;
    let titles: Vec<String> = sizes.iter().map(|size| group(*size)).collect();
    let titles = titles.join(" | ");
    let ruler = "--:|".repeat(sizes.len());
    let mut rows = format!("| figure | limit | {titles} |\n|---|--:|{ruler}\n");
    for (what, limit, values) in table.by_size(sizes) {
        let cells: Vec<String> = values.into_iter().map(Option::unwrap_or_default).collect();
        writeln!(rows, "| {what} | {limit} | {} |", cells.join(" | "))?;
    }
    fs::write(path, format!("{head}{begin}\n{rows}\n{end}{tail}"))?;
    Ok(())
}

/// With a comma after each thousand.
fn group(number: u32) -> String {
    if number < 1000 {
        return number.to_string();
    }
    format!("{},{:03}", group(number / 1000), number % 1000)
}

/// Both axes by powers of ten, so that what grows with the number of people is a straight line.
fn draw(path: &Path, table: &Table, sizes: &[u32]) -> Outcome<()> {
    let area = SVGBackend::new(path, (860, 480)).into_drawing_area();
    area.fill(&WHITE)?;
    let most = f64::from(*sizes.last().ok_or("no sizes")?);
    let mut chart = ChartBuilder::on(&area)
        .margin(16)
        .x_label_area_size(44)
        .y_label_area_size(64)
        .build_cartesian_2d((1000.0..most).log_scale(), (0.05..10_000.0).log_scale())?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .x_desc("people")
        .y_desc("milliseconds")
        .x_label_formatter(&|people| format!("{people:.0}"))
        .y_label_formatter(&|time| format!("{time}"))
        .draw()?;
    for (index, (name, what)) in LINES.into_iter().enumerate() {
        let colour = Palette99::pick(index).to_rgba();
        let points = table.values(what);
        chart
            .draw_series(
                LineSeries::new(points.iter().copied(), colour.stroke_width(2)).point_size(3),
            )?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE)
        .border_style(BLACK.mix(0.2))
        .draw()?;
    area.present()?;
    Ok(())
}
