//! The window's commands, through the real application with a mock window: who may call what, what comes back, and what
//! a page gets that calls what it should not.
//!
//! The context is the real one, so `capabilities/main.json` applies as it does in the window.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod actors;
mod avatar;
mod backup;
mod direct_calls;
mod drift;
mod forged;
mod harness;
mod hostile;
mod import;
mod lock;
mod matrix;
mod picker;
mod roster;
mod secrets;
mod session;
mod start;
mod trust;
