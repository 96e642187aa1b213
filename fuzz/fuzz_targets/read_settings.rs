//! Any bytes as the settings file: an error, or preferences that stay the same when they are kept and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;

// The shell's own, without Tauri around it.
#[path = "../../src-tauri/desktop/preferences.rs"]
mod preferences;

use preferences::{Preferences, parse_settings};

fuzz_target!(|bytes: &[u8]| {
    let Ok(settings) = parse_settings(bytes) else {
        return;
    };
    let read = Preferences::read(|key| settings.get(key).cloned());
    assert_eq!(read.clone().normalised(), read, "normal is normal");
    let Ok(Value::Object(kept)) = serde_json::to_value(&read) else {
        panic!("preferences are an object");
    };
    let again = Preferences::read(|key| kept.get(key).cloned());
    assert_eq!(again, read, "what is kept comes back");
    // The largest that can come of it: fifty accounts of forty columns.
    let size = serde_json::to_vec(&kept).map_or(usize::MAX, |text| text.len());
    assert!(size < 50 * 40 * 200 + 10_000, "{size} bytes");
});
