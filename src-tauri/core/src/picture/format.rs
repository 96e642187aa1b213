//! What a file is, by its first bytes; its name says nothing.

use super::error::PictureError;

/// The kinds of pictures that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Png,
    Jpeg,
    WebP,
    Gif,
    Bmp,
}

impl Format {
    pub(super) fn recognise(bytes: &[u8]) -> Result<Self, PictureError> {
        match bytes {
            [] => Err(PictureError::Empty),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Ok(Self::Png),
            [0xFF, 0xD8, 0xFF, ..] => Ok(Self::Jpeg),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Ok(Self::WebP),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Self::Gif),
            // Two letters are no proof: the length of the header behind them has to be one of the known ones.
            [
                b'B',
                b'M',
                _,
                _,
                _,
                _,
                _,
                _,
                _,
                _,
                _,
                _,
                _,
                _,
                12 | 16 | 40 | 52 | 56 | 64 | 108 | 124,
                0,
                0,
                0,
                ..,
            ] => Ok(Self::Bmp),
            _ => {
                Err(name_other_kind(bytes)
                    .map_or(PictureError::NotAPicture, PictureError::OtherKind))
            }
        }
    }
}

/// The kinds of files that people take for pictures that Roster reads.
fn name_other_kind(bytes: &[u8]) -> Option<&'static str> {
    Some(match bytes {
        [
            _,
            _,
            _,
            _,
            b'f',
            b't',
            b'y',
            b'p',
            b'a',
            b'v',
            b'i',
            b'f' | b's',
            ..,
        ] => "an AVIF picture",
        [
            _,
            _,
            _,
            _,
            b'f',
            b't',
            b'y',
            b'p',
            b'h' | b'm',
            b'e' | b'i',
            ..,
        ] => "a HEIC picture",
        [b'I', b'I', 0x2A, 0, ..] | [b'M', b'M', 0, 0x2A, ..] => "a TIFF or raw picture",
        [0xFF, 0x0A, ..] | [0, 0, 0, 0x0C, b'J', b'X', b'L', b' ', ..] => "a JPEG XL picture",
        [0, 0, 0, 0x0C, b'j', b'P', b' ', b' ', ..] => "a JPEG 2000 picture",
        [b'8', b'B', b'P', b'S', ..] => "a Photoshop file",
        [0, 0, 1 | 2, 0, ..] => "an icon file",
        [b'%', b'P', b'D', b'F', ..] => "a PDF document",
        [b'P', b'K', 3, 4, ..] => "an archive or office document",
        _ => return name_text(bytes),
    })
}

fn name_text(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(4096)];
    // The cut may go through a character.
    let text = match str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            str::from_utf8(&start[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    if text.contains("<svg") {
        return Some("an SVG drawing");
    }
    let printable = |character: char| !character.is_control() || character.is_whitespace();
    text.chars().all(printable).then_some("a text file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_kinds_are_named() {
        for (bytes, name) in [
            (b"\0\0\0\x18ftypheic\0\0\0\0".as_slice(), "a HEIC picture"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0", "a HEIC picture"),
            (b"\0\0\0\x18ftypavif\0\0\0\0", "an AVIF picture"),
            (b"II*\0\x08\0\0\0", "a TIFF or raw picture"),
            (
                b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "an SVG drawing",
            ),
            (b"BM is how this text begins", "a text file"),
            ("Grüße".as_bytes(), "a text file"),
        ] {
            assert_eq!(name_other_kind(bytes), Some(name));
            assert!(Format::recognise(bytes).is_err());
        }
        assert_eq!(name_other_kind(b"\x7FELF\x02\x01"), None);
    }
}
