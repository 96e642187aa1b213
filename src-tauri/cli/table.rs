//! Columns for people to read, whatever the width of their letters.

use unicode_width::UnicodeWidthStr as _;

/// Cells wider than this push their own row to the right instead of every row.
const WIDEST: usize = 40;

/// The space between columns.
const GAP: usize = 2;

/// Rows under their headings, without a line break at the end.
pub(crate) fn align_columns<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> String {
    let mut widths = head.map(width);
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(width(cell).min(WIDEST));
        }
    }
    let mut lines = vec![join_cells(&head, &widths)];
    lines.extend(rows.iter().map(|row| join_cells(row, &widths)));
    lines.join("\n")
}

/// Names and values, one a line; a value of many lines stays in its column. Empty values are left out.
pub(crate) fn align_values(facts: &[(&str, String)]) -> String {
    let shown = || facts.iter().filter(|(_, value)| !value.is_empty());
    let widest = shown().map(|(name, _)| width(name)).max().unwrap_or(0);
    let margin = format!("\n{}", " ".repeat(widest + GAP));
    let lines: Vec<String> = shown()
        .map(|(name, value)| {
            join_cells(&[name, value.replace('\n', &margin).as_str()], &[widest, 0])
        })
        .collect();
    lines.join("\n")
}

fn join_cells<T: AsRef<str>>(cells: &[T], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, column) in cells.iter().zip(widths) {
        let cell = cell.as_ref();
        line.push_str(cell);
        line.push_str(&" ".repeat(column.saturating_sub(width(cell)) + GAP));
    }
    line.truncate(line.trim_end().len());
    line
}

fn width(text: &str) -> usize {
    text.width()
}

#[cfg(test)]
mod tests {
    use super::{align_columns, align_values};

    #[test]
    fn wide_letters_count_twice() {
        let rows = [
            ["花子 山田".to_owned(), "x".to_owned()],
            ["Ana".to_owned(), String::new()],
            ["Zoë".to_owned(), "y".to_owned()],
        ];
        let table = align_columns(["NAME", "ROLE"], &rows);
        assert_eq!(table, "NAME       ROLE\n花子 山田  x\nAna\nZoë        y");
    }

    #[test]
    fn one_long_cell_moves_one_row() {
        let rows = [
            ["n".repeat(60), "x".to_owned()],
            ["Ana".to_owned(), "y".to_owned()],
        ];
        let table = align_columns(["NAME", "ROLE"], &rows);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[1], format!("{}  x", "n".repeat(60)));
        assert_eq!(lines[2], format!("Ana{}y", " ".repeat(39)));
    }

    #[test]
    fn values_stay_in_their_column() {
        let facts = [
            ("Name", "Ana".to_owned()),
            ("Phone", String::new()),
            ("About", "one\ntwo".to_owned()),
        ];
        assert_eq!(align_values(&facts), "Name   Ana\nAbout  one\n       two");
    }
}
