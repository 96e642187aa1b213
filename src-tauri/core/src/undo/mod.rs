//! The inverse of everything that history notes.

mod change;
mod reason;

pub(crate) use reason::why_not;
