//! Tables as the rows of an editor, and back.

use super::{Sheet, Step};
use crate::number_text::{canonical, parse_with_unit};
use crate::spec::{Column, Fault, Kind, Place, Range, Severity, TableText};

/// The texts of a table's cells, a row each.
pub type Cells = Vec<Vec<String>>;

/// Beyond so many rows a table is edited as text: nobody walks through more fields than that.
pub const MOST_EDITED: usize = 40;

/// Up to so many columns all of them are shown.
const MOST_SHOWN: usize = 6;

/// The rows of a text, a cell for every column; `None` where it has cells that belong to no column.
///
/// ```
/// use ballast_engine::presentation::{joined_rows, split_rows};
/// use ballast_engine::calculators;
/// let columns = calculators::find("liquidation").ok_or("gone")?.columns("tiers");
/// let rows = split_rows(columns, "rate_pct,cap;0.4,\"50,000\";0.5").ok_or("no rows")?;
/// assert_eq!(rows, [["50,000", "0.4", "", ""], ["", "0.5", "", ""]]);
/// assert_eq!(joined_rows(columns, &rows), "cap,rate_pct;50000,0.4;,0.5");
/// # Ok::<(), &str>(())
/// ```
pub fn split_rows(columns: &[Column], text: &str) -> Option<Cells> {
    let table = TableText::read(columns, text).ok()?;
    let row = |line: &Vec<&str>| {
        let fits = line.len() <= table.order.len();
        fits.then(|| (0..columns.len()).map(|at| table.cell(line, at).unwrap_or_default().to_owned()).collect())
    };
    table.lines.iter().map(row).collect()
}

/// Rows as one text. Its header names what must be there and what is; rows in which nothing stands yet are left out.
pub fn joined_rows(columns: &[Column], rows: &[Vec<String>]) -> String {
    let written: Vec<&Vec<String>> = rows.iter().filter(|row| !is_blank(row)).collect();
    if written.is_empty() {
        return String::new();
    }
    let is_there = |(at, column): &(usize, &Column)| {
        column.neutral.is_none() || written.iter().any(|row| !cell(row, *at).trim().is_empty())
    };
    let named: Vec<(usize, &Column)> = columns.iter().enumerate().filter(is_there).collect();
    let header = named.iter().map(|(_, column)| column.name.to_owned()).collect::<Vec<_>>().join(",");
    let line = |row: &&Vec<String>| -> String {
        named.iter().map(|(at, column)| cell_text(column, cell(row, *at))).collect::<Vec<_>>().join(",")
    };
    std::iter::once(header).chain(written.iter().map(line)).collect::<Vec<_>>().join(";")
}

/// Whether nothing stands in a row.
pub fn is_blank(row: &[String]) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", String::as_str)
}

/// A cell as a text holds it: a number loses its grouping, and what else has a comma is quoted.
fn cell_text(column: &Column, typed: &str) -> String {
    let typed = typed.replace([';', '\n', '\r', '\t', '"'], " ");
    let typed = typed.trim();
    let number = match column.kind {
        Kind::Text | Kind::Choice | Kind::Date => None,
        _ => Some(parse_with_unit(typed)).and_then(|(number, unit)| Some((number.ok()?, unit))),
    };
    match (typed.contains(','), number) {
        (false, _) => typed.to_owned(),
        (true, Some((number, unit))) => canonical(number) + unit,
        (true, None) => format!("\"{typed}\""),
    }
}

/// The columns that these rows call for: of many columns those that must be there, and those in which anything stands.
pub fn used_columns(columns: &[Column], rows: &[Vec<String>]) -> Vec<bool> {
    let is_used = |(at, column): (usize, &Column)| {
        let says =
            |row: &Vec<String>| !matches!(cell(row, at).trim(), "") && column.neutral != Some(cell(row, at).trim());
        columns.len() <= MOST_SHOWN || column.neutral.is_none() || rows.iter().any(says)
    };
    columns.iter().enumerate().map(is_used).collect()
}

impl Sheet {
    /// The error of a table in that cell, or in the row that it is in.
    pub fn cell_fault(&self, key: &str, row: usize, column: &Column) -> Option<&Fault> {
        let is_here =
            |at: &Place| at.key == key && at.row == Some(row) && at.column.is_none_or(|label| label == column.label);
        let errors = self.outcome.problems.iter().filter(|problem| problem.severity == Severity::Error);
        errors.filter(|problem| problem.at.as_ref().is_some_and(is_here)).map(|problem| &problem.fault).next()
    }

    /// As [`Sheet::stepped`], for a cell of a table; rows may be of other contracts, so no tick or lot is theirs.
    pub fn stepped_cell(&self, column: &Column, text: &str, step: Step) -> Option<String> {
        self.moved((column.kind, column.unit, Range::Any), (text, None), step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Unit;

    const COLUMNS: &[Column] = &[
        Column { name: "symbol", label: "Symbol", kind: Kind::Text, unit: Unit::None, neutral: None },
        Column { name: "side", label: "Side", kind: Kind::Choice, unit: Unit::None, neutral: None },
        Column { name: "quantity", label: "Quantity", kind: Kind::Number, unit: Unit::Base, neutral: None },
        Column { name: "entry", label: "Entry", kind: Kind::Number, unit: Unit::Price, neutral: None },
        Column { name: "mark", label: "Mark", kind: Kind::Number, unit: Unit::Price, neutral: Some("") },
        Column { name: "stop", label: "Stop", kind: Kind::Level, unit: Unit::Price, neutral: Some("") },
        Column { name: "weight_pct", label: "Weight", kind: Kind::Number, unit: Unit::Percent, neutral: Some("100") },
    ];

    fn rows(text: &str) -> Cells {
        split_rows(COLUMNS, text).unwrap()
    }

    #[test]
    fn what_was_split_joins_to_the_same_text() {
        let text = "symbol,side,quantity,entry,stop;BTC,long,0.5,65000,2%;ETH,short,3,3500,";
        assert_eq!(joined_rows(COLUMNS, &rows(text)), text);
    }

    #[test]
    fn a_half_typed_cell_is_kept_as_it_is() {
        let mut typed = rows("symbol,side,quantity,entry;BTC,long,0.5,65000");
        typed[0][3] = "65,0.0,".to_owned();
        let text = joined_rows(COLUMNS, &typed);
        assert_eq!(text, "symbol,side,quantity,entry;BTC,long,0.5,\"65,0.0,\"");
        assert_eq!(rows(&text), typed);
    }

    #[test]
    fn a_name_may_hold_a_comma_and_a_number_loses_its_grouping() {
        let mut typed = rows("BTC,long,0.5,65000");
        typed[0][0] = "BTC, mine; \"best\"".to_owned();
        typed[0][3] = "65,000.5".to_owned();
        assert_eq!(joined_rows(COLUMNS, &typed), "symbol,side,quantity,entry;\"BTC, mine   best\",long,0.5,65000.5");
    }

    #[test]
    fn rows_in_which_nothing_stands_are_no_rows() {
        let blank = vec![String::new(); COLUMNS.len()];
        assert_eq!(joined_rows(COLUMNS, &[blank.clone(), blank.clone()]), "");
        assert_eq!(
            joined_rows(COLUMNS, &[blank, rows("BTC,long,1,2").remove(0)]),
            "symbol,side,quantity,entry;BTC,long,1,2"
        );
        assert_eq!(rows(""), Cells::new());
    }

    #[test]
    fn cells_that_belong_to_no_column_are_not_for_an_editor() {
        assert_eq!(split_rows(COLUMNS, "symbol,colour;BTC,red"), None);
        assert_eq!(split_rows(COLUMNS, "BTC,long,1,2,,,,8"), None);
    }

    #[test]
    fn a_header_that_leaves_out_what_is_needed_can_still_be_mended_in_the_editor() {
        assert_eq!(rows("symbol;BTC"), [["BTC", "", "", "", "", "", ""]]);
    }

    #[test]
    fn of_many_columns_those_in_which_nothing_stands_are_folded_away() {
        let used = used_columns(COLUMNS, &rows("symbol,side,quantity,entry,stop,weight_pct;BTC,long,0.5,65000,2%,100"));
        assert_eq!(used, [true, true, true, true, false, true, false]);
        assert_eq!(used_columns(&COLUMNS[..6], &[]), [true; 6]);
    }
}
