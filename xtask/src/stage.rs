//! What goes into a package beside the program and what `tauri.conf.json` names: rosterctl, the man pages, Debian's
//! changelog, the licences of libraries, and what the package depends on. All that is made here lies in `packaging/` of cargo's folder.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::bundle::APPLE;
use crate::bundle::Programs;
use crate::changelog;
use crate::command::{self, Failure, Outcome, find_program, program, root, target};
use crate::licences;
use crate::report;

/// What the bundler is given besides `tauri.conf.json`.
pub(crate) struct Stage {
    /// A configuration that it lays over that one.
    pub(crate) config: PathBuf,
}

/// Lays everything ready.
pub(crate) fn prepare(programs: &Programs, is_debug: bool) -> Outcome<Stage> {
    let folder = target().join("packaging");
    // Without the pages of the last time: a command may be gone since.
    fs::remove_dir_all(&folder).ok();
    make_folder(&folder)?;

    let rosterctl = folder.join("rosterctl");
    copy(
        &programs.path_of("rosterctl"),
        // The bundler looks for this name, and takes the end off again.
        &folder.join(format!(
            "rosterctl-{}{}",
            programs.triple,
            std::env::consts::EXE_SUFFIX
        )),
    )?;
    let mut config = Config::default();
    config.add(
        "externalBin",
        &list(&[rosterctl.to_string_lossy().into_owned()]),
    );
    let licences = folder.join(licences::FILE);
    let triples: &[&str] = if cfg!(target_os = "macos") {
        &APPLE
    } else {
        &[&programs.triple]
    };
    write(&licences, &licences::collect(triples)?)?;
    config.add(
        "resources",
        &object(&[(&licences.to_string_lossy(), text(licences::FILE))]),
    );
    if cfg!(target_os = "linux") {
        add_linux(&mut config, &folder, programs, is_debug)?;
    }
    if let Ok(thumbprint) = std::env::var("WINDOWS_CERTIFICATE_THUMBPRINT") {
        config.add(
            "windows",
            &object(&[("certificateThumbprint", text(&thumbprint))]),
        );
    }

    let file = folder.join("tauri.json");
    write(&file, &object(&[("bundle", config.close())]))?;
    Ok(Stage { config: file })
}

fn add_linux(config: &mut Config, folder: &Path, programs: &Programs, is_debug: bool) -> Outcome {
    let pages = copy_pages(&folder.join("man"))?;
    let changes = folder.join("changelog");
    write(&changes, &changelog::for_debian()?)?;
    compress(pages.iter().chain([&changes]))?;

    let pages: Vec<(String, String)> = pages
        .iter()
        .map(|page| {
            let name = page.file_name().unwrap_or_default().to_string_lossy();
            (format!("/usr/share/man/man1/{name}.gz"), compressed(page))
        })
        .collect();
    let files: Vec<(&str, String)> = pages
        .iter()
        .map(|(place, page)| (place.as_str(), page.clone()))
        .collect();
    let mut rpm = vec![("files", object(&files))];
    if !is_debug {
        // As for Debian: see `bundle::squeeze`.
        rpm.push((
            "compression",
            object(&[("type", text("xz")), ("level", "9".to_owned())]),
        ));
    }

    // Not `bundle.linux.deb.changelog`: the bundler puts that into a folder with a capital letter.
    let changes = ("/usr/share/doc/roster/changelog.gz", compressed(&changes));
    let files: Vec<(&str, String)> = files.into_iter().chain([changes]).collect();
    let mut deb = vec![("files", object(&files))];
    if let Some(depends) = libraries_of(folder, programs)? {
        deb.push(("depends", list(&depends)));
    }
    config.add(
        "linux",
        &object(&[("deb", object(&deb)), ("rpm", object(&rpm))]),
    );
    Ok(())
}

fn copy_pages(folder: &Path) -> Outcome<Vec<PathBuf>> {
    make_folder(folder)?;
    let source = root().join("packaging").join("man");
    let mut pages = Vec::new();
    for page in fs::read_dir(&source).into_iter().flatten().flatten() {
        let copied = folder.join(page.file_name());
        copy(&page.path(), &copied)?;
        pages.push(copied);
    }
    pages.sort();
    Ok(pages)
}

fn compress<'a>(files: impl Iterator<Item = &'a PathBuf>) -> Outcome {
    let mut gzip = program("gzip");
    // Without names and dates: the same text gives the same file.
    gzip.args(["-9", "-n", "-f"]).args(files);
    command::run_quietly(&mut gzip, "Install gzip, then run the task again.")
}

/// Where gzip leaves a file, as JSON.
fn compressed(file: &Path) -> String {
    text(&file.with_added_extension("gz").to_string_lossy())
}

/// The packages with the libraries that both programs load, in the versions they need; none where Debian's tools are
/// not there to ask. The bundler adds the two big ones by itself, so these are left to it.
fn libraries_of(folder: &Path, programs: &Programs) -> Outcome<Option<Vec<String>>> {
    if find_program("dpkg-shlibdeps").is_none() {
        report::step(
            "dpkg-shlibdeps is not here: the package for Debian names fewer libraries than it needs.",
        );
        return Ok(None);
    }
    let control = folder.join("debian").join("control");
    make_folder(&folder.join("debian"))?;
    write(
        &control,
        "Source: roster\n\nPackage: roster\nArchitecture: any\n",
    )?;
    let mut shlibdeps = program("dpkg-shlibdeps");
    shlibdeps.current_dir(folder).arg("-O");
    shlibdeps.args(["roster", "rosterctl"].map(|name| programs.path_of(name)));
    let output = shlibdeps
        .output()
        .map_err(|error| command::not_started(&shlibdeps, &error))?;
    command::judge(&shlibdeps, output.status, "Look at the programs with ldd.")?;
    Ok(Some(read_libraries(&String::from_utf8_lossy(
        &output.stdout,
    ))))
}

/// Reads `shlibs:Depends=libc6 (>= 2.34), libgtk-3-0 (>= 3.9.10)`.
fn read_libraries(answer: &str) -> Vec<String> {
    let depends = answer
        .lines()
        .find_map(|line| line.strip_prefix("shlibs:Depends="));
    depends
        .unwrap_or_default()
        .split(", ")
        .filter(|library| !library.is_empty())
        .map(str::to_owned)
        .collect()
}

/// An object of JSON that grows.
#[derive(Default)]
struct Config(Vec<(String, String)>);

impl Config {
    fn add(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }

    fn close(&self) -> String {
        let fields: Vec<(&str, String)> = self
            .0
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        object(&fields)
    }
}

/// An object; the values are JSON already.
fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}: {value}", text(name)))
        .collect();
    format!("{{{}}}", fields.join(", "))
}

/// A list of texts that are not JSON yet.
fn list(plain: &[String]) -> String {
    let items: Vec<String> = plain.iter().map(|item| text(item)).collect();
    format!("[{}]", items.join(", "))
}

fn text(plain: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in plain.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                write!(quoted, "\\u{:04x}", u32::from(letter)).ok();
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

pub(crate) fn make_folder(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to)
        .map(|_| ())
        .map_err(|error| unwritable(to, &error))
}

fn write(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).map_err(|error| unwritable(file, &error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!(
        "{} could not be written: {error}. Make room there.",
        command::shown(path)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_quoted_whatever_a_path_has_in_it() {
        let config = object(&[("externalBin", list(&["C:\\a \"b\"\n".to_owned()]))]);
        assert_eq!(config, r#"{"externalBin": ["C:\\a \"b\"\u000a"]}"#);
    }

    #[test]
    fn libraries_are_read_with_their_versions() {
        let answer = "shlibs:Depends=libc6 (>= 2.34), libgtk-3-0 (>= 3.9.10)\n";
        assert_eq!(
            read_libraries(answer),
            ["libc6 (>= 2.34)", "libgtk-3-0 (>= 3.9.10)"]
        );
        assert!(read_libraries("").is_empty());
    }
}
