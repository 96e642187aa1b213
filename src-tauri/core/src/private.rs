//! What other accounts of the computer, and whoever finds what a crash left behind, must not see.

use std::fs;
use std::path::Path;

/// Keeps the memory of this process, in which passwords are for a moment, out of core dumps: to be called first of all.
///
/// On Linux other programs of the same account can't look into it either, and a crash handler of the system gets nothing;
/// processes that it starts, the webview's say, leave no core files. On Windows dumps are off unless somebody asks for them.
pub fn keep_memory_private() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let nothing = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        // A system that refuses is no reason not to start.
        if let Err(error) = setrlimit(Resource::Core, nothing) {
            tracing::warn!(%error, "core dumps stay as they are");
        }
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
            tracing::warn!(%error, "the memory can be dumped");
        }
    }
}

/// Lets only their owner into files that this process makes from now on: a log that begins at midnight, say. To be called
/// before anything is made.
pub fn keep_files_private() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Takes a folder that is Roster's alone, and the files in it, from everyone but their owner, if it is there. Whoever is not
/// the owner can't, and goes on all the same.
pub fn tighten_folder(folder: &Path) {
    tighten_file(folder);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        // What a link leads to is somebody else's business.
        if entry.file_type().is_ok_and(|kind| kind.is_file()) {
            tighten_file(&entry.path());
        }
    }
}

/// Takes a file, or a folder by itself, from everyone but its owner, if it is there.
#[cfg(unix)]
pub fn tighten_file(file: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let Ok(metadata) = fs::metadata(file) else {
        return;
    };
    let mode = metadata.permissions().mode();
    if mode & 0o077 != 0 {
        let _ = fs::set_permissions(file, fs::Permissions::from_mode(mode & 0o7700));
    }
}

/// Elsewhere, files have the rights of their folder.
#[cfg(not(unix))]
pub fn tighten_file(_: &Path) {}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, File};
    use std::os::unix::fs::PermissionsExt as _;

    use super::keep_files_private;

    #[test]
    fn new_files_are_their_owners_alone() {
        keep_files_private();
        let folder = tempfile::tempdir().unwrap();
        let [log, inner] = ["roster.log", "logs"].map(|name| folder.path().join(name));
        File::create(&log).unwrap();
        fs::create_dir(&inner).unwrap();
        let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&log), mode(&inner)), (0o600, 0o700));
    }
}
