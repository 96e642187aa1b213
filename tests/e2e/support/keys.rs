//! Names of keys.

/// The keys of a chord such as `ctrl+shift+Tab`, in the order in which they are pressed.
pub(super) fn chord(names: &str) -> Vec<char> {
    names.split('+').map(key).collect()
}

/// A key by its name, or a character by itself. The codes are those of the WebDriver standard.
pub(super) fn key(name: &str) -> char {
    match name {
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "shift" => '\u{e008}',
        "ctrl" => '\u{e009}',
        "alt" => '\u{e00a}',
        "Escape" => '\u{e00c}',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "Left" => '\u{e012}',
        "Up" => '\u{e013}',
        "Right" => '\u{e014}',
        "Down" => '\u{e015}',
        "Delete" => '\u{e017}',
        "F6" => '\u{e036}',
        "Space" => ' ',
        "plus" => '+',
        character => {
            let mut characters = character.chars();
            match (characters.next(), characters.next()) {
                (Some(only), None) => only,
                _ => panic!("there is no key \"{name}\""),
            }
        }
    }
}
