//! Roster's window.

// No console window beside the app on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use clap::Parser as _;
use roster_desktop::Arguments;

fn main() -> std::process::ExitCode {
    roster_desktop::run(Arguments::parse())
}
