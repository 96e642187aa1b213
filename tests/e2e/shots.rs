//! Pictures of every screen and state, for eyes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::target_folder;
use crate::tour::{self, Guide, Walk};

/// The window as it first opens, as small as it gets, and large.
const SIZES: [(u32, u32); 3] = [(1100, 720), (720, 520), (1600, 1000)];

#[test]
#[ignore = "paints for eyes and judges nothing: cargo xtask shots"]
fn take_all_shots() {
    let folder = env::var_os("ROSTER_SHOTS_DIR")
        .map_or_else(|| target_folder().join("shots"), PathBuf::from);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    for size in SIZES {
        take(&folder, size, tour::walk_gates);
        take(&folder, size, tour::walk_profile);
        take(&folder, size, tour::walk_people);
        take(&folder, size, tour::walk_admin);
        take(&folder, size, tour::walk_settings);
        take(&folder, size, tour::walk_import);
    }
}

fn take(folder: &Path, (width, height): (u32, u32), walk: Walk) {
    walk(&Guide {
        open: &|roster| {
            let window = roster.open();
            window.resize(width, height);
            window
        },
        look: &|window, screen| {
            for theme in ["dark", "light"] {
                window.set_theme(theme);
                window.shoot_into(folder, &format!("{screen}-{width}x{height}-{theme}"));
            }
        },
    });
}

/// From right to left, and with long words; `ROSTER_SHOTS_LANGUAGES=fr,es` takes others.
#[test]
#[ignore = "paints for eyes and judges nothing: cargo xtask shots"]
fn take_shots_in_other_languages() {
    let languages = env::var("ROSTER_SHOTS_LANGUAGES");
    for language in languages.as_deref().unwrap_or("ar,de").split(',') {
        take_in(language);
    }
}

/// Every screen in another language, as the window first opens and as small as it gets.
fn take_in(language: &str) {
    let folder = env::var_os("ROSTER_SHOTS_DIR")
        .map_or_else(|| target_folder().join("shots"), PathBuf::from)
        .join(language);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    for walk in [
        tour::walk_gates,
        tour::walk_profile,
        tour::walk_people,
        tour::walk_admin,
        tour::walk_settings,
        tour::walk_import,
    ] {
        walk(&Guide {
            open: &|roster| {
                roster.speak(language);
                roster.open()
            },
            look: &|window, screen| {
                for (width, height) in [(720, 520), (1100, 720)] {
                    window.resize(width, height);
                    window.settle();
                    window.shoot_into(&folder, &format!("{screen}-{width}x{height}"));
                }
            },
        });
    }
}
