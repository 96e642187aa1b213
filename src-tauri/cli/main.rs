//! `rosterctl`: Roster for scripts and machines without a window. The same people, the same rules.
//!
//! ```text
//! args (what was typed) ──► roster | user | user_list | avatar | import | export | backup | group | history | undo ──► desk (the open roster) ──► roster-core
//!                                     │
//!                                     └──► print, person (what is shown)     failure (what is said, and the exit code)
//! ```
//!
//! Results go to standard output, messages to standard error. Nothing panics when either is closed.

#![forbid(unsafe_code)]

mod args;
mod avatar;
mod backup;
mod change;
mod desk;
mod export;
mod failure;
mod group;
mod history;
mod import;
mod log;
#[cfg(test)]
mod manual;
mod password;
mod person;
mod print;
mod roster;
mod table;
mod undo;
mod user;
mod user_list;

use std::process::ExitCode;

use clap::Parser as _;
use roster_core::private::keep_memory_private;

use crate::args::{Call, Command};
use crate::desk::Place;
use crate::failure::{Done, Failure};
use crate::print::Printer;

fn main() -> ExitCode {
    keep_memory_private();
    let call = match Call::try_parse() {
        Ok(call) => call,
        Err(error) => return failure::explain_usage(&error),
    };
    log::start();
    let printer = Printer { json: call.json };
    match run(call, printer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.explain(printer),
    }
}

fn run(call: Call, printer: Printer) -> Done {
    // One thread is enough: nothing here happens beside anything else, and hashing has threads of its own.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::file(format!("rosterctl can’t start: {error}.")))?;
    runtime.block_on(async {
        let place = Place::choose(call.database)?;
        match call.command {
            Command::Init(wish) => roster::init(&place, printer, wish).await,
            Command::Demo(wish) => roster::demo(&place, printer, &wish).await,
            Command::Import(wish) => import::run(&place, printer, &wish).await,
            Command::Export(wish) => export::run(&place, printer, &wish).await,
            Command::Backup(wish) => backup::back_up(&place, printer, &wish).await,
            Command::Restore(wish) => backup::restore(&place, printer, &wish).await,
            Command::Check(wish) => roster::check(&place, printer, &wish).await,
            Command::User(command) => user::run(&place, printer, command).await,
            Command::Avatar(command) => avatar::run(&place, printer, command).await,
            Command::Group(command) => group::run(&place, printer, command).await,
            Command::History(wish) => history::run(&place, printer, &wish).await,
            Command::Undo(wish) => undo::run(&place, printer, &wish).await,
        }
    })
}
