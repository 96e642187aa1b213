//! Roster's benchmarks: `cargo xtask bench [--quick] [--million]`. With `--list` only the list of people, which needs
//! neither the programs nor a display, with `--sign-in` only signing in, with `--import` only bringing people in, with
//! `--window` only the window; `--million` measures the list and an import with 1,000,000 people too. `--growth` measures
//! rosters of 1,000 to 1,000,000 people (`--quick`: to 100,000) and writes the table and the picture in the documentation.
//!
//! Machines differ and drift, so no figure stands alone: each is printed beside its limit, or beside a peer that did
//! the same work in the same run. Nothing here fails a build; it prints a table.

mod bulk;
mod growth;
mod import;
mod list;
mod memory;
mod page;
mod panel;
mod people;
mod picture;
mod scroll;
mod sign_in;
mod start;
mod table;
mod window;

use std::env;
use std::error::Error;
use std::path::PathBuf;

use table::{Figure, Table};

/// A failure of the bench itself ends it with a sentence.
type Outcome<T> = Result<T, Box<dyn Error>>;

/// What a run is given.
struct Plan {
    /// The folder of the release programs.
    programs: PathBuf,
    /// The bench's own folder, where peers' scripts are.
    sources: PathBuf,
    /// A folder for this run alone.
    scratch: tempfile::TempDir,
    /// Fewer repetitions.
    quick: bool,
    /// A million people as well.
    million: bool,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    if let Some(photograph) = env::args_os()
        .skip_while(|argument| argument != picture::ALONE)
        .nth(1)
    {
        return picture::print_peak_memory(photograph.as_ref());
    }
    let sources = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let plan = Plan {
        programs: env::current_exe()?
            .parent()
            .ok_or("the bench is nowhere")?
            .to_owned(),
        sources,
        scratch: tempfile::tempdir()?,
        quick: has_flag("--quick"),
        million: has_flag("--million"),
    };
    let mut table = Table::default();
    if has_flag("--growth") {
        return growth::measure(&plan).await;
    }
    if has_flag("--sign-in") {
        sign_in::measure(&plan, &mut table).await?;
        return table.print();
    }
    if has_flag("--import") {
        import::measure(&plan, &mut table).await?;
        return table.print();
    }
    if has_flag("--list") {
        list::measure(&plan, &mut table).await?;
        people::measure(&plan, &mut table).await?;
        return table.print();
    }
    if has_flag("--window") {
        start::measure(&plan, &mut table).await?;
        page::measure(&plan, &mut table).await?;
        return table.print();
    }
    table.add(binary_size(&plan)?);
    list::measure(&plan, &mut table).await?;
    people::measure(&plan, &mut table).await?;
    import::measure(&plan, &mut table).await?;
    sign_in::measure(&plan, &mut table).await?;
    picture::measure(&plan, &mut table)?;
    if cfg!(target_os = "linux") {
        start::measure(&plan, &mut table).await?;
        page::measure(&plan, &mut table).await?;
    } else {
        table.note("The window is measured on Linux only: its display can be a virtual one.");
    }
    table.print()
}

fn has_flag(flag: &str) -> bool {
    env::args().any(|argument| argument == flag)
}

impl Plan {
    /// How often to repeat what is short.
    fn repetitions(&self, usual: usize) -> usize {
        if self.quick {
            (usual / 4).max(3)
        } else {
            usual
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no program is larger than 2^52 bytes"
)]
fn binary_size(plan: &Plan) -> Outcome<Figure> {
    let program = plan
        .programs
        .join(format!("roster{}", env::consts::EXE_SUFFIX));
    let megabytes = std::fs::metadata(program)?.len() as f64 / 1e6;
    Ok(Figure::new("release binary", megabytes, "MB").limit(14.0))
}
