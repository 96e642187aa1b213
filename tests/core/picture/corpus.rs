//! Hundreds of bad files of every kind, and some that are good but made to be dear: each ends in an error or in a picture,
//! in little time and within 512 MB.
//!
//! They are decoded in a process of its own, whose memory is nobody else's: a panic, an overflow of the stack or the end
//! by the system would be that of the process, and its last line names the file.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use roster_core::picture::{Picture, PictureError};
use tempfile::TempDir;

use super::random::good_files;
use super::{bombs, fixture};

/// Tells the inner process where its files are.
const FOLDER: &str = "ROSTER_TEST_CORPUS";

/// What any picture may take, in KiB: less than 512 MB, with what the test itself needs.
const MOST_MEMORY: u64 = 512 * 1000 * 1000 / 1024;

/// Two seconds is what a person may have to wait, in the program as it is shipped; this build is a fraction as fast, and
/// the machine may be busy. A decoder that never ends takes longer.
const MOST_TIME: Duration = Duration::from_mins(1);

/// What became of a file.
struct Verdict {
    name: String,
    time: Duration,
    peak: u64,
    said: String,
}

#[test]
fn no_file_is_worth_more_than_a_picture() {
    let folder = TempDir::new().unwrap();
    for name in bombs::NAMES {
        fs::write(folder.path().join(name), bombs::make(name)).unwrap();
    }
    let verdicts = decode_alone(folder.path());
    let named: Vec<&str> = verdicts.iter().map(|verdict| &*verdict.name).collect();
    let mut sent: Vec<&str> = bombs::NAMES.into();
    sent.sort_unstable();
    assert_eq!(named, sent);
    for Verdict {
        name,
        time,
        peak,
        said,
    } in verdicts
    {
        assert!(time < MOST_TIME, "{name} took {time:?}: {said}");
        assert!(peak < MOST_MEMORY, "{name} took {peak} KiB: {said}");
    }
}

#[test]
fn damage_anywhere_ends_in_an_error_or_a_picture() {
    for (number, file) in good_files().into_iter().enumerate() {
        for kept in places(file.len(), 16) {
            decode(&file[..kept], &format!("file {number}, {kept} bytes"));
        }
        for place in places(file.len(), 32) {
            let mut changed = file.clone();
            changed[place] ^= 1 << (place % 8);
            decode(&changed, &format!("file {number}, a bit of byte {place}"));
        }
        // Where sizes, counts and lengths stand.
        for place in places(file.len().min(100), 10) {
            for lie in [[0; 4], [0xFF; 4], [0x7F, 0xFF, 0xFF, 0xFF]] {
                let mut changed = file.clone();
                let end = changed.len().min(place + 4);
                changed[place..end].copy_from_slice(&lie[..end - place]);
                decode(&changed, &format!("file {number}, a lie at {place}"));
            }
        }
    }
}

#[test]
fn a_file_in_a_file_is_one_file() {
    let files = good_files();
    for first in &files {
        for second in [&files[0], &files[1], &fixture("animated.webp")] {
            let half = first.len() / 2;
            let spliced = [&first[..half], second, &first[half..]].concat();
            decode(&spliced, "one in the middle of another");
            decode(&[&first[..], second].concat(), "one behind another");
        }
    }
}

/// So many places within a file, the first bytes among them.
fn places(length: usize, count: usize) -> impl Iterator<Item = usize> {
    let step = (length / count).max(1);
    (0..length.min(count / 2)).chain((count / 2..length).step_by(step))
}

/// Decodes in every way that the window does. What can be shown can be cropped.
fn decode(file: &[u8], what: &str) -> String {
    let picture = match Picture::read(file.to_vec()) {
        Ok(picture) => picture,
        Err(refused) => return say(&refused, what),
    };
    match (picture.preview(), picture.crop(picture.central_crop())) {
        (Ok(preview), Ok(avatar)) => {
            assert!(!preview.bytes.is_empty() && !avatar.large.bytes.is_empty());
            format!("{picture:?}")
        }
        (Err(refused), Err(_)) => say(&refused, what),
        (preview, avatar) => panic!(
            "{what}: {:?}, {:?}: damage is found wherever it is",
            preview.err(),
            avatar.err()
        ),
    }
}

fn say(refused: &PictureError, what: &str) -> String {
    let said = refused.to_string();
    assert!(said.ends_with('.') && said.len() < 200, "{what}: {said}");
    said
}

/// Has each file decoded in one process of its own.
fn decode_alone(folder: &Path) -> Vec<Verdict> {
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "picture::corpus::decodes_what_it_is_given"])
        .args(["--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{failed}");
    let verdicts = said.lines().filter_map(|line| {
        let mut parts = line.strip_prefix("file\t")?.split('\t');
        Some(Verdict {
            name: parts.next()?.to_owned(),
            time: Duration::from_millis(parts.next()?.parse().ok()?),
            peak: parts.next()?.parse().ok()?,
            said: parts.next()?.to_owned(),
        })
    });
    verdicts.collect()
}

#[test]
#[ignore = "the inner process of the first of these tests"]
fn decodes_what_it_is_given() {
    let folder = env::var_os(FOLDER).unwrap();
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().flatten().collect();
    files.sort_by_key(fs::DirEntry::file_name);
    for file in files {
        let name = file.file_name().into_string().unwrap();
        // If this is the last that is heard, it is known which file it was.
        tell(&format!("begins\t{name}"));
        let bytes = fs::read(file.path()).unwrap();
        forget_peak();
        let begun = Instant::now();
        let said = decode(&bytes, &name);
        let time = begun.elapsed().as_millis();
        tell(&format!("file\t{name}\t{time}\t{}\t{said}", read_peak()));
    }
}

/// In one piece, on a line of its own: the test program has words of its own about tests that take long.
fn tell(line: &str) {
    let mut out = std::io::stdout();
    out.write_all(format!("\n{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// The kernel counts the most memory from now on.
fn forget_peak() {
    if cfg!(target_os = "linux") {
        fs::write("/proc/self/clear_refs", "5").unwrap();
    }
}

/// The most memory since, in KiB; nothing where the system does not tell.
fn read_peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.map_or(0, |number| number.parse().unwrap())
}
