//! `cargo xtask shots`: a picture of every screen, and from them those of the documentation.

use std::fs;
use std::path::Path;

use crate::command::{Failure, Outcome, root, target};
use crate::report;
use crate::run::take_pictures;

/// Pictures of the documentation, in `docs/images`, and what they are taken from.
const IN_DOCUMENTATION: [(&str, &str); 12] = [
    ("people.png", "people-filtered"),
    ("guide/first-run.png", "first-run"),
    ("guide/sign-in.png", "sign-in-tiles"),
    ("guide/profile.png", "profile"),
    ("guide/crop.png", "picture-crop"),
    ("guide/people.png", "people-filtered"),
    ("guide/bulk.png", "people-bulk"),
    ("guide/groups.png", "groups"),
    ("guide/activity.png", "activity"),
    ("guide/import.png", "import-plan"),
    ("guide/settings.png", "settings-security"),
    ("guide/backups.png", "settings-backups"),
];

/// What a reader sees on a page of paper's colour: the window as it first opens, light.
const AS_IT_OPENS: &str = "1100x720-light";

/// A picture of every screen, in light and dark, in three sizes; those that the documentation shows are renewed.
pub(crate) fn take() -> Outcome {
    let folder = target().join("shots");
    take_pictures(&folder, &["--exact", "shots::take_all_shots", "--ignored"])?;
    renew_documentation(&folder, &root().join("docs").join("images"))
}

fn renew_documentation(shots: &Path, images: &Path) -> Outcome {
    for (name, screen) in IN_DOCUMENTATION {
        let shot = shots.join(format!("{screen}-{AS_IT_OPENS}.png"));
        fs::copy(&shot, images.join(name)).map_err(|error| {
            Failure::new(format!(
                "docs/images/{name} could not be renewed from {}: {error}. Name the screen that shows it in xtask/src/shots.rs.",
                shot.display()
            ))
        })?;
    }
    report::step(&format!(
        "{} of them are the documentation’s now, in docs/images",
        IN_DOCUMENTATION.len()
    ));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_of_the_documentation_is_renewed_and_shown() {
        let docs = root().join("docs");
        let mut pages = fs::read_to_string(root().join("README.md")).unwrap();
        pages += &fs::read_to_string(docs.join("USER_GUIDE.md")).unwrap();
        for (name, _) in IN_DOCUMENTATION {
            assert!(docs.join("images").join(name).is_file(), "{name} is there");
            assert!(
                pages.contains(&format!("images/{name})")),
                "{name} is shown"
            );
        }
        let guide = fs::read_dir(docs.join("images").join("guide")).unwrap();
        let there = guide.count() + 1;
        assert_eq!(there, IN_DOCUMENTATION.len(), "no other is there");
    }
}
