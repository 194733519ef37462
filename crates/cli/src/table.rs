//! Texts in columns.

/// A column's cells stand at its left, or figures at its right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Side {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// Lines of aligned cells, two spaces apart and without white space at their end.
pub fn aligned(rows: &[Vec<String>], sides: &[Side], indent: &str) -> String {
    let width = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..sides.len()).map(|at| width(at).unwrap_or_default()).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).zip(sides).map(|((cell, &width), side)| match side {
            Side::Left => format!("{cell:<width$}"),
            Side::Right => format!("{cell:>width$}"),
        });
        let line = indent.to_owned() + &cells.collect::<Vec<_>>().join("  ");
        line.trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_end_and_words_begin_at_one_place() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = [row(["Loss", "−98.86"]), row(["Quantity", "1"])];
        assert_eq!(aligned(&rows, &[Side::Left, Side::Right], "  "), "  Loss      −98.86\n  Quantity       1\n");
    }
}
