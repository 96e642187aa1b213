//! A photograph of 12 megapixels to both sizes of an avatar.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use roster_core::picture::Picture;

use crate::table::{Figure, Table, median};
use crate::{Outcome, Plan};

pub(crate) fn measure(plan: &Plan, table: &mut Table) -> Outcome<()> {
    let photograph = plan.scratch.path().join("photograph.jpg");
    let Some(pillow) = run_pillow(plan, &photograph) else {
        table.note("Pillow and numpy are not installed for `python3`, so the picture has no peer and was left out.");
        return Ok(());
    };
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
