//! The text of a table: its lines, their cells, and the column that each cell belongs to.

use super::{Column, Fault};

/// A table's text, laid out.
pub struct TableText<'a> {
    /// The columns in the order in which the lines have them.
    pub order: Vec<usize>,
    /// The cells of every line but the header.
    pub lines: Vec<Vec<&'a str>>,
}

impl<'a> TableText<'a> {
    /// From pairs, from named columns, or from bare rows.
    ///
    /// # Errors
    /// A header that names a column which is not there, and pairs that are none.
    pub fn read(columns: &[Column], text: &'a str) -> Result<TableText<'a>, Fault> {
        let order: Vec<usize> = (0..columns.len()).collect();
        if columns.len() == 2 && holds_pairs(text) {
            let lines = pair_texts(text).into_iter().map(pair).collect::<Result<_, _>>()?;
            return Ok(TableText { order, lines });
        }
        let mut lines: Vec<Vec<&str>> =
            text.split([';', '\n']).map(str::trim).filter(|line| !line.is_empty()).map(cells).collect();
        let named = |cell: &str| columns.iter().position(|column| cell.eq_ignore_ascii_case(column.name));
        let has_header = lines.first().is_some_and(|header| header.iter().any(|cell| named(cell).is_some()));
        if !has_header {
            return Ok(TableText { order, lines });
        }
        let header = lines.remove(0);
        let order = header
            .into_iter()
            .map(|cell| named(cell).ok_or_else(|| Fault::UnknownColumn(cell.to_owned())))
            .collect::<Result<_, _>>()?;
        Ok(TableText { order, lines })
    }

    /// The first column that must be there and is not.
    pub fn missing(&self, columns: &'static [Column]) -> Option<&'static Column> {
        let mut absent = columns.iter().enumerate().filter(|(at, _)| !self.order.contains(at));
        absent.find(|(_, column)| column.neutral.is_none()).map(|(_, column)| column)
    }

    /// The cell of a line in that column; nothing where the line does not reach so far.
    pub fn cell(&self, line: &[&'a str], column: usize) -> Option<&'a str> {
        let place = self.order.iter().position(|&named| named == column)?;
        line.get(place).copied()
    }
}

/// The cells of a line, separated by commas or tabs.
///
/// ```
/// use ballast_engine::spec::cells;
/// assert_eq!(cells("BTC, \"65,000\",long"), ["BTC", "65,000", "long"]);
/// ```
pub fn cells(line: &str) -> Vec<&str> {
    cells_between(line, &[',', '\t'])
}

/// The cells of a line between such separators; a cell in double quotes may hold them.
pub fn cells_between<'a>(line: &'a str, separators: &[char]) -> Vec<&'a str> {
    let (mut found, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, letter) in line.char_indices() {
        let opens = || line.get(start..at).is_some_and(|before| before.trim().is_empty());
        if letter == '"' && (quoted || opens()) {
            quoted = !quoted;
        } else if !quoted && separators.contains(&letter) {
            found.extend(line.get(start..at));
            start = at + letter.len_utf8();
        }
    }
    found.extend(line.get(start..));
    found.into_iter().map(unquoted).collect()
}

fn unquoted(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).map_or(cell, str::trim)
}

/// Whether a text in a field for pairs holds them, and no table of two columns.
pub(super) fn holds_pairs(text: &str) -> bool {
    text.contains('@') || !text.contains([';', '\n', '\t'])
}

/// The pairs of a list. Separators split, but a comma before three digits that end there groups thousands: `50@70,000`.
pub fn pair_texts(text: &str) -> Vec<&str> {
    let (mut pairs, mut start) = (Vec::new(), 0);
    for (at, separator) in text.match_indices([',', ';', '\n']) {
        if separator != "," || !groups_thousands(text, at) {
            pairs.extend(text.get(start..at));
            start = at + separator.len();
        }
    }
    pairs.extend(text.get(start..));
    pairs.into_iter().map(str::trim).filter(|pair| !pair.is_empty()).collect()
}

fn groups_thousands(text: &str, comma: usize) -> bool {
    let (before, after) = (text.get(..comma).unwrap_or_default(), text.get(comma + 1..).unwrap_or_default());
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    // What an `@` follows before the next separator is the first of another pair: `5@95,150.5@90`.
    let is_next_pair = after.split([',', ';', '\n']).next().unwrap_or_default().contains('@');
    digits == 3 && !is_next_pair && before.ends_with(|letter: char| letter.is_ascii_digit())
}

/// `50@70000`; a lone `70000` leaves the first cell to its neutral text.
fn pair(text: &str) -> Result<Vec<&str>, Fault> {
    let mut parts = text.split('@').map(str::trim);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(first), Some(second), None) => Ok(vec![first, second]),
        (Some(second), None, None) => Ok(vec!["", second]),
        _ => Err(Fault::NotAPair),
    }
}
