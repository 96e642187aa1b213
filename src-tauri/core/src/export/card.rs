//! Cards for address books: vCard 4.0 (RFC 6350).

use std::borrow::Cow;
use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::ExportedPerson;

/// The longest line, in bytes without its end (RFC 6350, 3.2).
const LINE: usize = 75;

/// Writes one person's card.
pub(super) fn write_card(out: &mut impl Write, exported: &ExportedPerson<'_>) -> io::Result<()> {
    let (user, profile) = (&exported.person.user, &exported.person.profile);
    let mut write = |name: &str, value: &str| {
        if value.is_empty() {
            return Ok(());
        }
        write_folded(out, &format!("{name}:{value}"))
    };
    write("BEGIN", "VCARD")?;
    write("VERSION", "4.0")?;
    write("KIND", "individual")?;
    write("FN", &escape(&user.display_name()))?;
    if !(user.first_name.is_empty() && user.last_name.is_empty()) {
        let names = format!(
            "{};{};;;",
            escape(&user.last_name),
            escape(&user.first_name)
        );
        write("N", &names)?;
    }
    write("NICKNAME", &escape(&user.username))?;
    write("EMAIL", &escape(&user.email))?;
    write("TEL;VALUE=text", &escape(&profile.phone_number))?;
    // An address (URI) is no text: commas and semicolons in it stay as they are.
    write("URL", &profile.portfolio_site)?;
    if !profile.location.is_empty() {
        write("ADR", &format!(";;;{};;;", escape(&profile.location)))?;
    }
    if let Some(day) = &profile.birth_date {
        write("BDAY", &day.replace('-', ""))?;
    }
    let groups: Vec<Cow<'_, str>> = exported
        .groups
        .iter()
        .map(|group| escape(&group.name))
        .collect();
    write("CATEGORIES", &groups.join(","))?;
    write("NOTE", &escape(&profile.bio))?;
    if let Some((bytes, mime)) = exported.avatar {
        write(
            "PHOTO",
            &format!("data:{mime};base64,{}", STANDARD.encode(bytes)),
        )?;
    }
    write("END", "VCARD")
}

/// Text as values have it (RFC 6350, 3.4). Line ends are `\n`, other control characters are none that people see.
fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['\\', ',', ';', '\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\\' | ',' | ';' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            '\r' => {}
            letter => escaped.push(letter),
        }
    }
    Cow::Owned(escaped)
}

/// A line, folded so that none is longer than it may be, and no character is cut.
fn write_folded(out: &mut impl Write, line: &str) -> io::Result<()> {
    let mut rest = line;
    let mut room = LINE;
    while rest.len() > room {
        let cut = rest.floor_char_boundary(room);
        out.write_all(&rest.as_bytes()[..cut])?;
        // A line that goes on begins with a space, which counts.
        out.write_all(b"\r\n ")?;
        rest = &rest[cut..];
        room = LINE - 1;
    }
    out.write_all(rest.as_bytes())?;
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::{LINE, escape, write_folded};

    #[test]
    fn lines_are_folded_and_no_letter_is_cut() {
        for text in [
            "x".repeat(75),
            "x".repeat(76),
            "é".repeat(200),
            "€".repeat(100),
            "😀".repeat(60),
        ] {
            let mut folded = Vec::new();
            write_folded(&mut folded, &text).unwrap();
            let folded = String::from_utf8(folded).unwrap();
            assert!(folded.ends_with("\r\n"));
            assert!(
                folded.split("\r\n").all(|line| line.len() <= LINE),
                "{folded}"
            );
            assert_eq!(folded.replace("\r\n ", "").trim_end(), text);
        }
    }

    #[test]
    fn signs_that_mean_something_are_escaped() {
        assert_eq!(escape("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
    }
}
