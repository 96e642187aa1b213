//! Any text as the stored hash of a password: it verifies nothing, or takes no more time and memory than is allowed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use roster_core::auth::fuzzing::{hash_password, needs_rehash, verify_password};

fuzz_target!(|input: (&str, &str)| {
    let (typed, stored) = input;
    if verify_password(typed, stored) {
        // Somebody would have to find a collision first: whatever verifies was made of what was typed.
        assert!(stored.starts_with("$argon2"), "{stored}");
    }
    let _ = needs_rehash(stored);
    if typed.len() < 200 {
        let own = hash_password(typed).expect("any text has a hash");
        assert!(verify_password(typed, &own));
        assert!(needs_rehash(&own), "made at another cost");
        let other = format!("{typed}x");
        assert!(!verify_password(&other, &own));
    }
});
