//! How much memory this process has, where the system tells.

use std::fs;

/// What it has now, in MB.
pub(crate) fn resident() -> Option<f64> {
    read_status("VmRSS:")
}

/// The most it ever had, in MB.
pub(crate) fn peak() -> Option<f64> {
    read_status("VmHWM:")
}

fn read_status(field: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(field))?;
    let kibibytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}
