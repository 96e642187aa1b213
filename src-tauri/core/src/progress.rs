//! Long work, as whoever waits for it sees it.

use std::ops::ControlFlow;

use crate::error::{Error, Result};

/// Told now and then how many of how many people are done. `Break` cancels: the work stops, and leaves nothing.
pub type Progress<'a> = &'a mut (dyn FnMut(u32, u32) -> ControlFlow<()> + Send);

/// Says how far it is, and stops if that is wished.
pub(crate) fn report(progress: &mut Progress<'_>, done: usize, total: usize) -> Result<()> {
    let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
    match progress(count(done), count(total)) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::Cancelled),
    }
}

/// For work that nobody waits for.
pub(crate) fn go_on(_: u32, _: u32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
