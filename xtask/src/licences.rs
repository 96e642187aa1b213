//! The licences of the libraries in the programs, as one file for people. Almost every one of them asks for no more than that:
//! to be named, with its terms, wherever its code goes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{self, Failure, Outcome, cargo, root};

/// How the packages call it. `commands/roster.rs` names it as well.
pub(crate) const FILE: &str = "third-party-licences.txt";

/// How files with terms begin, in capitals.
const TERMS: [&str; 6] = [
    "LICENSE",
    "LICENCE",
    "COPYING",
    "NOTICE",
    "COPYRIGHT",
    "UNLICENSE",
];

/// Whole texts of licences that libraries name without bringing them, by what stands for them.
const STANDARD: [(&str, &str); 2] = [("MIT", "LICENSE-MIT"), ("Apache-2.0", "LICENSE-APACHE")];

const HEAD: &str = "\
Roster is made of the libraries that are named here. Each stands under its own licence; where it offers several, Roster takes
the first of MIT, Apache-2.0 and the others. Their texts follow, each with the libraries that it belongs to.

SQLite, which is in libsqlite3-sys, is in the public domain.
";

/// A library in the programs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Library {
    name: String,
    version: String,
    licence: String,
}

impl Library {
    fn folder(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }
}

/// Names every library that the two programs have in them on these platforms, with its terms.
pub(crate) fn collect(triples: &[&str]) -> Outcome<String> {
    let mut libraries = BTreeSet::new();
    for triple in triples {
        let tree = ask(cargo().args([
            "tree",
            "--locked",
            "--package=roster",
            "--package=rosterctl",
            "--edges=normal,no-proc-macro",
            "--prefix=none",
            "--format={p}\t{l}",
            "--target",
            triple,
        ]))?;
        libraries.extend(read_tree(&tree));
    }
    let metadata = ask(cargo().args(["metadata", "--locked", "--format-version=1"]))?;
    let folders = read_folders(&metadata);
    let mut texts: BTreeMap<String, Vec<Library>> = BTreeMap::new();
    for library in &libraries {
        for text in terms_of(library, &folders)? {
            texts.entry(text).or_default().push(library.clone());
        }
    }
    Ok(write(&libraries, texts))
}

fn ask(command: &mut std::process::Command) -> Outcome<String> {
    let output = command
        .output()
        .map_err(|error| command::not_started(command, &error))?;
    let said = String::from_utf8_lossy(&output.stderr);
    command::judge(command, output.status, said.trim())?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Reads lines such as `serde v1.0.228<TAB>MIT OR Apache-2.0 (*)`; what has a path behind its version is Roster's own.
fn read_tree(tree: &str) -> Vec<Library> {
    let lines = tree.lines().filter_map(|line| {
        let (package, licence) = line.split_once('\t')?;
        let (name, version) = package.split_once(" v")?;
        (!version.contains(' ')).then(|| Library {
            name: name.to_owned(),
            version: version.to_owned(),
            licence: licence.trim_end_matches(" (*)").to_owned(),
        })
    });
    lines.collect()
}

/// Where the sources of each library are, by the name of the folder, which is its own with its version. The rest of what cargo
/// says is of no interest here, so this needs no reader of JSON.
fn read_folders(metadata: &str) -> BTreeMap<String, PathBuf> {
    let paths = metadata.split("\"manifest_path\":\"").skip(1);
    let folders = paths.filter_map(|rest| {
        let path = rest.split('"').next()?.replace("\\\\", "\\");
        let folder = Path::new(&path).parent()?.to_owned();
        let name = folder.file_name()?.to_string_lossy().into_owned();
        Some((name, folder))
    });
    folders.collect()
}

/// The texts that go with a library: of the licence that is taken, and whatever else has to be told.
fn terms_of(library: &Library, folders: &BTreeMap<String, PathBuf>) -> Outcome<Vec<String>> {
    let folder = folders.get(&library.folder()).ok_or_else(|| {
        Failure::new(format!(
            "The sources of {} are not where cargo says. Run cargo fetch, then the task again.",
            library.folder()
        ))
    })?;
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.is_file() && has_terms(path))
        .collect();
    files.sort();
    let wanted = wanted_among(&library.licence, &files);
    let texts = wanted
        .iter()
        .filter_map(|path| fs::read(path).ok())
        .map(|bytes| tidy(&String::from_utf8_lossy(&bytes)))
        .filter(|text| !text.is_empty());
    let texts: Vec<String> = texts.collect();
    if !texts.is_empty() {
        return Ok(texts);
    }
    standard_text(library).map(|text| vec![text])
}

fn has_terms(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_uppercase();
    let is_code = path.extension().is_some_and(|extension| extension == "rs");
    TERMS.iter().any(|start| name.starts_with(start)) && !is_code
}

/// Where a library can be had under MIT, its text is enough, with what it wants to be noticed besides; else all there is.
fn wanted_among<'a>(licence: &str, files: &'a [PathBuf]) -> Vec<&'a PathBuf> {
    let is_named = |path: &Path, part: &str| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.to_uppercase().contains(part)
    };
    let has_choice = licence.contains(" OR ") || licence.contains('/');
    if has_choice && licence.contains("MIT") && files.iter().any(|path| is_named(path, "MIT")) {
        let kept = |path: &&PathBuf| {
            ["MIT", "NOTICE", "COPYRIGHT"]
                .iter()
                .any(|part| is_named(path, part))
        };
        return files.iter().filter(kept).collect();
    }
    files.iter().collect()
}

/// The same text is one text, whatever ends its lines.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

/// The text of a licence that the library only names. Whose it is, it says where it comes from.
fn standard_text(library: &Library) -> Outcome<String> {
    let found = STANDARD
        .iter()
        .find(|(licence, _)| library.licence.contains(licence));
    let Some((_, file)) = found else {
        return Ok(format!(
            "{}, as https://spdx.org/licenses/ has it. The library brings no text of its own.",
            library.licence
        ));
    };
    let path = root().join(file);
    let text = fs::read_to_string(&path).map_err(|error| {
        Failure::new(format!("{} can't be read: {error}.", command::shown(&path)))
    })?;
    let lines = text
        .lines()
        .filter(|line| !line.starts_with("Copyright (c)"));
    let lines: Vec<&str> = lines.collect();
    Ok(tidy(&lines.join("\n")))
}

fn write(libraries: &BTreeSet<Library>, texts: BTreeMap<String, Vec<Library>>) -> String {
    let mut file = HEAD.to_owned();
    file.push('\n');
    for library in libraries {
        // Never fails, for a text.
        writeln!(
            file,
            "{} {} ({})",
            library.name, library.version, library.licence
        )
        .ok();
    }
    let mut texts: Vec<(Vec<Library>, String)> =
        texts.into_iter().map(|(text, of)| (of, text)).collect();
    texts.sort();
    for (of, text) in texts {
        let names: Vec<String> = of
            .iter()
            .map(|library| format!("{} {}", library.name, library.version))
            .collect();
        write!(
            file,
            "\n{}\n{}\n\n{text}\n",
            "=".repeat(80),
            names.join(", ")
        )
        .ok();
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_are_read_without_our_own() {
        let tree = "roster v0.1.0 (/src/roster)\tMIT OR Apache-2.0\n\
                    serde v1.0.228\tMIT OR Apache-2.0\n\
                    serde v1.0.228\tMIT OR Apache-2.0 (*)\n";
        let libraries: BTreeSet<Library> = read_tree(tree).into_iter().collect();
        let names: Vec<String> = libraries.iter().map(Library::folder).collect();
        assert_eq!(names, ["serde-1.0.228"]);
    }

    #[test]
    fn folders_are_read_on_any_system() {
        let metadata = r#"{"packages":[{"name":"a","manifest_path":"C:\\crates\\a-1.0.0\\Cargo.toml"},
            {"name":"b","manifest_path":"/crates/b-2.0.0/Cargo.toml","x":1}]}"#;
        let folders = read_folders(metadata);
        assert_eq!(
            folders.get("b-2.0.0"),
            Some(&PathBuf::from("/crates/b-2.0.0"))
        );
    }

    #[test]
    fn of_two_licences_one_is_enough() {
        let files = ["COPYRIGHT", "LICENSE-APACHE", "LICENSE-MIT"].map(PathBuf::from);
        let names = |licence| wanted_among(licence, &files).len();
        assert_eq!(names("MIT OR Apache-2.0"), 2);
        assert_eq!(names("Apache-2.0 AND MIT"), 3);
    }
}
