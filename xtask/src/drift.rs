//! What must agree, or must not occur, and what no compiler looks at.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Failure, Outcome, root, shown};
use crate::report;
use crate::unused;

/// Ways from a string to markup or code. The page's policy refuses them at run time; here they are found first.
const FORBIDDEN_IN_SCRIPTS: [&str; 8] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "setHTMLUnsafe",
    "document.write",
    "eval(",
    "new Function(",
    "setAttribute(\"style\"",
];

/// Looks at everything, and names all that is wrong.
pub(crate) fn look() -> Outcome {
    report::step("drift: page, migrations, modules, identifier, release, unused dependencies");
    let mut findings = Vec::new();
    for script in files_under(&root().join("ui").join("js"), "js")? {
        findings.extend(findings_in(&script, forbidden_in_script)?);
    }
    for page in files_under(&root().join("ui"), "html")? {
        findings.extend(findings_in(&page, forbidden_in_markup)?);
    }
    for migration in files_under(&root().join("migrations"), "sql")? {
        findings.extend(findings_in(&migration, forbidden_in_migration)?);
    }
    for folder in ["src-tauri", "tests", "bench", "xtask"] {
        findings.extend(unnamed_modules(&root().join(folder))?);
    }
    findings.extend(identifiers_differ()?);
    findings.extend(release_is_missing()?);
    findings.extend(unused::look()?);
    if findings.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{}\nMend these lines.",
        findings.join("\n")
    )))
}

/// Applies `forbidden` to each line of a file; it answers with what is wrong there.
fn findings_in(path: &Path, forbidden: fn(&str) -> Option<String>) -> Outcome<Vec<String>> {
    let text = read(path)?;
    let shown = shown(path);
    // Not `lines`, which would hide the carriage returns that a migration must not have.
    let lines = text.split('\n').enumerate();
    let findings = lines.filter_map(|(index, line)| {
        forbidden(line).map(|reason| format!("{shown}:{}: {reason}", index + 1))
    });
    Ok(findings.collect())
}

fn forbidden_in_script(line: &str) -> Option<String> {
    let is_comment = ["//", "/*", "*"]
        .iter()
        .any(|start| line.trim_start().starts_with(start));
    if is_comment {
        return None;
    }
    let found = FORBIDDEN_IN_SCRIPTS
        .iter()
        .find(|word| line.contains(*word))?;
    Some(format!(
        "`{found}` makes markup or code out of a string; set text and properties instead"
    ))
}

fn forbidden_in_markup(line: &str) -> Option<String> {
    let attributes = line
        .split([' ', '\t'])
        .skip(1)
        .filter_map(|word| word.split_once('='))
        .map(|(name, _)| name);
    for name in attributes {
        if name == "style" {
            return Some(
                "an inline style, which the page's policy refuses; use a class".to_owned(),
            );
        }
        let is_handler = name.strip_prefix("on").is_some_and(|event| {
            !event.is_empty() && event.chars().all(|letter| letter.is_ascii_lowercase())
        });
        if is_handler {
            return Some(format!(
                "`{name}=`, which the page's policy refuses; listen from a module"
            ));
        }
    }
    None
}

/// A migration is known by the hash of its bytes: one that Git checks out with other line ends is another one.
fn forbidden_in_migration(line: &str) -> Option<String> {
    line.ends_with('\r')
        .then(|| "ends with CR LF; migrations have LF alone".to_owned())
}

/// Files that no module beside them names are compiled by nobody, and rot.
fn unnamed_modules(folder: &Path) -> Outcome<Vec<String>> {
    let files = files_under(folder, "rs")?;
    let mut findings = Vec::new();
    for file in &files {
        let Some(name) = file.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        // Those that cargo looks for itself.
        if ["lib", "main", "mod", "build"].contains(&name) {
            continue;
        }
        let named = format!("mod {name};");
        let beside = file.parent().map(Path::to_path_buf).unwrap_or_default();
        let parents = [
            beside.join("mod.rs"),
            beside.join("lib.rs"),
            beside.join("main.rs"),
            beside.with_extension("rs"),
        ];
        let mut is_named = false;
        for parent in parents.iter().filter(|parent| parent.is_file()) {
            is_named |= read(parent)?.contains(&named);
        }
        if !is_named {
            findings.push(format!(
                "{}: no module names it, so nobody compiles it; delete it, or name it",
                shown(file)
            ));
        }
    }
    Ok(findings)
}

/// The shell and `rosterctl` find the same database only if the window and the core have one identifier.
fn identifiers_differ() -> Outcome<Option<String>> {
    let window = quoted_after(&read(&root().join("tauri.conf.json"))?, "\"identifier\":");
    let core = quoted_after(
        &read(&root().join("src-tauri/core/src/location.rs"))?,
        "const IDENTIFIER: &str =",
    );
    Ok(match (window, core) {
        (Some(window), Some(core)) if window == core => None,
        (window, core) => Some(format!(
            "tauri.conf.json has the identifier {window:?}, src-tauri/core/src/location.rs has {core:?}; make them the same"
        )),
    })
}

/// Software centres show the newest release that the metainfo has.
fn release_is_missing() -> Outcome<Option<String>> {
    let version = env!("CARGO_PKG_VERSION");
    let shown = "packaging/app.roster.Roster.metainfo.xml";
    let newest = quoted_after(&read(&root().join(shown))?, "<release version=");
    Ok((newest.as_deref() != Some(version))
        .then(|| format!("{shown} should begin its releases with {version}, and has {newest:?}")))
}

/// The text between the first two quotation marks after `marker`.
fn quoted_after(text: &str, marker: &str) -> Option<String> {
    let (_, rest) = text.split_once(marker)?;
    rest.split('"').nth(1).map(str::to_owned)
}

pub(crate) fn files_under(folder: &Path, extension: &str) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        if path.is_dir() {
            files.extend(files_under(&path, extension)?);
        } else if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

pub(crate) fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!(
        "{} can't be read: {error}. Is it there, and yours to read?",
        path.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_no_module_names_is_found() {
        let folder = folder_for_this_run();
        fs::create_dir_all(folder.join("named")).expect("a folder");
        for (file, text) in [
            ("lib.rs", "mod named;\nmod other;\n"),
            ("named.rs", "mod inner;\n"),
            ("named/inner.rs", ""),
            ("other.rs", ""),
            ("orphan.rs", ""),
        ] {
            fs::write(folder.join(file), text).expect("a file");
        }
        let findings = unnamed_modules(&folder).expect("it can be read");
        fs::remove_dir_all(&folder).expect("it can be removed");
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].contains("orphan.rs"), "{findings:?}");
    }

    /// The standard library makes no temporary folders.
    fn folder_for_this_run() -> PathBuf {
        std::env::temp_dir().join(format!("roster-xtask-{}", std::process::id()))
    }

    #[test]
    fn markup_from_strings_is_found() {
        assert!(forbidden_in_script("row.innerHTML = name;").is_some());
        assert!(forbidden_in_script("  const f = new Function(text);").is_some());
    }

    #[test]
    fn text_and_properties_are_fine() {
        assert!(forbidden_in_script("row.textContent = name;").is_none());
        assert!(forbidden_in_script("evaluate(row);").is_none());
        assert!(forbidden_in_script("  // never innerHTML").is_none());
    }

    #[test]
    fn inline_styles_and_handlers_are_found() {
        assert!(forbidden_in_markup("<div class=\"a\" style=\"color:red\">").is_some());
        assert!(forbidden_in_markup("<button onclick=\"go()\">").is_some());
    }

    #[test]
    fn other_attributes_are_fine() {
        assert!(forbidden_in_markup("<link rel=\"stylesheet\" href=\"style=a.css\">").is_none());
        assert!(forbidden_in_markup("<button data-once=\"1\" class=\"on\">").is_none());
    }

    #[test]
    fn a_carriage_return_is_found() {
        assert!(forbidden_in_migration("create table user (\r").is_some());
        assert!(forbidden_in_migration("create table user (").is_none());
    }

    #[test]
    fn a_quoted_value_is_read() {
        assert_eq!(
            quoted_after(
                "{ \"identifier\": \"app.roster.Roster\" }",
                "\"identifier\":"
            )
            .as_deref(),
            Some("app.roster.Roster")
        );
        assert_eq!(quoted_after("{}", "\"identifier\":"), None);
    }
}
