//! Bringing people in: a plan first, then one transaction, then one undo.
//!
//! ```text
//! source   what a file is                       table, text, heading   from CSV        django/   from a Django database
//!   │ rows                                      json                   from Roster's own export
//!   ▼
//! spool    every row as it was read, in a nameless file of our own
//!   │ wish (each text as a value)
//!   ▼
//! judge    add, change, skip, conflict or error; merge, newcomer, claim, decision: the rules, without SQL
//!   │
//!   ▼
//! plan ──► page (rows to look at, judged anew)  ──► prepare (hashes and pictures) ──► apply (judged once more, and done)
//! ```
//!
//! A plan keeps a few bytes for each row. Whoever looks at a row, and the transaction that takes it, judge it again by the same
//! rules: what has changed in the roster since is seen, and said.

mod apply;
mod case;
mod claim;
mod decision;
mod django;
mod draft;
mod heading;
mod json;
mod judge;
mod merge;
mod newcomer;
mod page;
mod parse;
mod plan;
mod prepare;
mod report;
mod row;
mod source;
mod spool;
mod stage;
mod table;
mod text;
mod text_value;
mod wish;

pub use plan::ImportPlan;
pub use prepare::PreparedImport;
pub use source::ImportSource;
