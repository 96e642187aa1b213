//! Roster's own tasks: `cargo xtask run | test | check | shots | bench | bundle | fuzz | audit`.
//!
//! Each task looks first whether this machine has what it needs, installs what is missing, and goes on. It uses the
//! standard library alone: it is the first thing that is compiled on a machine where nothing else is there yet.
//!
//! | file | what it holds |
//! |---|---|
//! | `task` | what was asked for on the command line |
//! | `setup`, `need`, `probe`, `package` | what each task needs, how to see that it is there, what brings it |
//! | `command`, `executable` | finding and running other programs, and those that cargo has built |
//! | `report`, `count` | what a task says while it works, and at its end |
//! | `stage`, `changelog`, `licences`, `inspect` | what is packed beside the programs, and a look at the packages |
//! | `run`, `test`, `check`, `drift`, `unused`, `shots`, `bench`, `bundle`, `fuzz`, `audit` | the tasks themselves |

mod audit;
mod bench;
mod bundle;
mod changelog;
mod check;
mod command;
mod count;
mod drift;
mod executable;
mod fuzz;
mod inspect;
mod licences;
mod need;
mod package;
mod probe;
mod report;
mod run;
mod setup;
mod shots;
mod stage;
mod task;
mod test;
mod unused;

use std::env;
use std::process::ExitCode;

use command::Outcome;
use task::Task;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match Task::parse(&arguments)
        .map_err(command::Failure::new)
        .and_then(perform)
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            report::fail(&failure);
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Outcome {
    match task {
        Task::Help => {
            report::print(task::HELP);
            Ok(())
        }
        Task::Run(wish) => run::open(&wish),
        Task::Test(selection) => test::all(&selection),
        Task::Check => check::all(),
        Task::Shots => shots::take(),
        Task::Bench(flags) => bench::measure(&flags),
        Task::Bundle(wish) => bundle::build(&wish),
        Task::Fuzz(wish) => fuzz::search(&wish),
        Task::Audit => audit::all(),
    }
}
