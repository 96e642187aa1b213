//! A photograph of 12 megapixels to both sizes of an avatar.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use roster_core::picture::Picture;

use crate::memory;
use crate::table::{Figure, Table, median};
use crate::{Outcome, Plan};

/// The argument that makes the bench read one picture and print how much memory that took.
pub(crate) const ALONE: &str = "--picture-alone";

pub(crate) fn measure(plan: &Plan, table: &mut Table) -> Outcome<()> {
    let photograph = plan.scratch.path().join("photograph.jpg");
    let Some(pillow) = run_pillow(plan, &photograph) else {
        table.note("Pillow and numpy are not installed for `python3`, so the picture has no peer and was left out.");
        return Ok(());
    };
    if let Some(peak) = measure_peak_memory(&photograph)? {
        table.add(Figure::new("memory of a process that does it once", peak, "MB").limit(150.0));
    }
    let bytes = std::fs::read(&photograph)?;
    let mut times = Vec::new();
    for _ in 0..plan.repetitions(20) {
        let start = Instant::now();
        let picture = Picture::read(bytes.clone())?;
        picture.crop(picture.central_crop())?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    table.add(
        Figure::new("12 MP JPEG to 512 and 96 px", median(times), "ms").peer(
            "Pillow draft, 512 px",
            pillow,
            1.0,
        ),
    );
    Ok(())
}

/// The most memory that a process of its own needed, or nothing where the system does not tell.
fn measure_peak_memory(photograph: &Path) -> Outcome<Option<f64>> {
    let output = Command::new(std::env::current_exe()?)
        .arg(ALONE)
        .arg(photograph)
        .output()?;
    Ok(String::from_utf8(output.stdout)?.trim().parse().ok())
}

/// What the process that [`measure_peak_memory`] starts does.
pub(crate) fn print_peak_memory(photograph: &Path) -> Outcome<()> {
    let picture = Picture::read(std::fs::read(photograph)?)?;
    picture.crop(picture.central_crop())?;
    if let Some(peak) = memory::peak() {
        writeln!(std::io::stdout(), "{peak}")?;
    }
    Ok(())
}

/// Makes the photograph and returns Pillow's time with reduced decoding, or nothing where there is no Pillow.
fn run_pillow(plan: &Plan, photograph: &Path) -> Option<f64> {
    let script = plan.sources.join("peers/pictures.py");
    // Package managers give Pillow to the system's own Python, whatever comes first in PATH.
    ["python3", "/usr/bin/python3"].iter().find_map(|python| {
        let output = Command::new(python)
            .arg(&script)
            .arg(photograph)
            .output()
            .ok()?;
        String::from_utf8_lossy(&output.stdout)
            .lines()
            .nth(1)?
            .trim()
            .parse()
            .ok()
    })
}
