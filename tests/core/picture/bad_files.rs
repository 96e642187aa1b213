//! What is no picture, or no whole one: the error says which of these it is.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;
use std::{fs, thread};

use image::ImageFormat;
use roster_core::picture::{Picture, PictureError};
use tempfile::TempDir;

use super::{FIELDS, encode, fields, fixture, make_avatar, name_fields};

/// What opening the path comes to, in words; a path that is waited for fails the test.
fn open(path: &Path) -> Result<Picture, PictureError> {
    let (sender, receiver) = mpsc::channel();
    let path = path.to_owned();
    thread::spawn(move || sender.send(Picture::open(&path)));
    receiver
        .recv_timeout(Duration::from_secs(10))
        .expect("opening a path never waits")
}

fn refusal(path: &Path) -> String {
    open(path).unwrap_err().to_string()
}

fn file_in(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn the_content_counts_and_not_the_name() {
    let folder = TempDir::new().unwrap();
    for name in ["picture.jpg", "picture.txt", "picture"] {
        let png = file_in(&folder, name, &encode(fields(), ImageFormat::Png));
        let picture = open(&png).unwrap();
        let avatar = picture.crop(picture.central_crop()).unwrap();
        assert_eq!(name_fields(&avatar.large), FIELDS, "{name}");
    }
    let text = file_in(&folder, "picture.png", b"Dear Ana,\nhere is my picture.\n");
    assert_eq!(
        refusal(&text),
        "This is a text file, which Roster cannot read. Use a PNG, JPEG, WebP, GIF or BMP."
    );
}

#[test]
fn other_kinds_of_pictures_are_named() {
    for (start, name) in [
        (
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".as_slice(),
            "an SVG drawing",
        ),
        (b"\0\0\0\x1Cftypheic\0\0\0\0mif1heic", "a HEIC picture"),
        (b"MM\0*\0\0\0\x08", "a TIFF or raw picture"),
        (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3", "a PDF document"),
    ] {
        let refused = make_avatar(start.to_vec()).unwrap_err().to_string();
        let expected =
            format!("This is {name}, which Roster cannot read. Use a PNG, JPEG, WebP, GIF or BMP.");
        assert_eq!(refused, expected);
    }
    assert_eq!(
        make_avatar(b"\x7FELF\x02\x01\x01\0".to_vec())
            .unwrap_err()
            .to_string(),
        "This file is not a picture Roster can read. Use a PNG, JPEG, WebP, GIF or BMP."
    );
}

#[test]
fn what_ends_too_early_is_damaged() {
    let mut files = vec![
        encode(fields(), ImageFormat::Png),
        encode(fields(), ImageFormat::Jpeg),
        encode(fields(), ImageFormat::WebP),
        encode(fields(), ImageFormat::Gif),
        encode(fields(), ImageFormat::Bmp),
    ];
    files.extend(
        [
            "progressive.jpg",
            "lossy.webp",
            "animated.webp",
            "interlaced.png",
        ]
        .map(fixture),
    );
    for (index, file) in files.into_iter().enumerate() {
        for kept in [file.len() / 2, file.len() * 3 / 4, file.len() * 7 / 8] {
            let cut = file[..kept].to_vec();
            let avatar = make_avatar(cut.clone()).map(|avatar| avatar.large);
            let preview = Picture::read(cut).and_then(|picture| picture.preview());
            for made in [avatar, preview] {
                let said = made.map_or_else(|refused| refused.to_string(), |made| made.mime.into());
                assert_eq!(
                    said, "The picture is damaged: it ends too early.",
                    "file {index}, {kept} bytes"
                );
            }
        }
    }
}

#[test]
fn what_contradicts_itself_is_damaged() {
    let mut png = encode(fields(), ImageFormat::Png);
    let middle = png.len() - 30;
    png[middle] ^= 0x10;
    let refused = make_avatar(png).unwrap_err().to_string();
    assert_eq!(
        refused,
        "The picture is damaged: its parts do not fit together."
    );
}

#[test]
fn an_empty_file_and_a_missing_one() {
    let folder = TempDir::new().unwrap();
    let empty = file_in(&folder, "empty.png", b"");
    assert_eq!(refusal(&empty), "The file is empty.");
    for missing in [folder.path().join("gone.png"), empty.join("gone.png")] {
        assert_eq!(
            refusal(&missing),
            "The file is not there any more. Choose another picture."
        );
    }
}

#[test]
fn a_folder_is_no_picture() {
    let folder = TempDir::new().unwrap();
    assert_eq!(refusal(folder.path()), "This is a folder, not a picture.");
}

#[cfg(unix)]
#[test]
fn pipes_sockets_and_devices_are_refused_at_once() {
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    let folder = TempDir::new().unwrap();
    let (pipe, socket) = (
        folder.path().join("pipe.png"),
        folder.path().join("socket.png"),
    );
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let _listener = UnixListener::bind(&socket).unwrap();
    assert_eq!(refusal(&pipe), "This is a named pipe, not a picture file.");
    assert_eq!(refusal(&socket), "This is a socket, not a picture file.");
    assert_eq!(
        refusal(Path::new("/dev/zero")),
        "This is a device, not a picture file."
    );

    let link = folder.path().join("link.png");
    std::os::unix::fs::symlink(&pipe, &link).unwrap();
    assert_eq!(refusal(&link), "This is a named pipe, not a picture file.");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named_as_such() {
    use std::os::unix::fs::PermissionsExt;

    let folder = TempDir::new().unwrap();
    let file = file_in(&folder, "private.png", &encode(fields(), ImageFormat::Png));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    // Permissions do not bind root, as whom containers run tests. But the kernel has files that only take orders, and
    // refuses even root to read them.
    let unreadable = if fs::File::open(&file).is_ok() {
        find_order_box()
    } else {
        Some(file)
    };
    if let Some(unreadable) = unreadable {
        assert_eq!(
            refusal(&unreadable),
            "You may not read this file. Ask its owner, or choose another picture."
        );
    }
}

/// A file of the kernel's that can only be written.
#[cfg(unix)]
fn find_order_box() -> Option<PathBuf> {
    let buses = fs::read_dir("/sys/bus").ok()?;
    let files = buses.flatten().map(|bus| bus.path().join("drivers_probe"));
    files.into_iter().find(|file| file.is_file())
}
