//! An answer as people read it: the page's figures and words, one below the other.

use ballast_engine::presentation::Sheet;
use ballast_engine::spec::{OutputRow, Role, Value};

use crate::table::{Side, aligned};

/// The widest figure that others are set in line with; words may be longer.
const WIDEST: usize = 18;

/// Title, answer, the line beneath it, the working and tables; `explained`: each with formula and source.
pub fn written(sheet: &Sheet, explained: bool) -> String {
    let groups: [(&str, &[Role]); 2] =
        [("", &[Role::Answer, Role::Cell, Role::Beside]), ("Working", &[Role::Working, Role::Check])];
    let mut parts = vec![format!("{}\n", sheet.calculator.title())];
    for (head, roles) in groups {
        let rows: Vec<&OutputRow> = roles.iter().flat_map(|role| rows_of(sheet, *role)).collect();
        let (figures, tables): (Vec<&OutputRow>, Vec<&OutputRow>) =
            rows.into_iter().partition(|row| row.columns.is_empty());
        let figures = self::figures(sheet, &figures, explained);
        if !figures.is_empty() {
            let head = if head.is_empty() { String::new() } else { format!("{head}\n") };
            parts.push(head + &figures);
        }
        if head.is_empty() {
            parts.extend(sheet.statement().filter(|words| !words.is_empty()).map(|words| words + "\n"));
        }
        parts.extend(tables.into_iter().filter_map(|row| table(sheet, row, explained)));
    }
    parts.join("\n")
}

fn rows_of(sheet: &Sheet, role: Role) -> impl Iterator<Item = &'static OutputRow> {
    sheet.calculator.outputs().into_iter().filter(move |row| row.role == role)
}

fn figures(sheet: &Sheet, rows: &[&OutputRow], explained: bool) -> String {
    let shown: Vec<(&OutputRow, String, String)> = rows.iter().filter_map(|row| shown(sheet, row)).collect();
    let numbers = shown.iter().filter(|(row, ..)| matches!(sheet.outcome.value(row.key.name), Some(Value::Number(_))));
    let width = numbers.map(|(_, text, _)| text.chars().count()).max().unwrap_or_default().min(WIDEST);
    let cells: Vec<Vec<String>> = shown
        .iter()
        .map(|(row, text, symbol)| {
            let is_number = matches!(sheet.outcome.value(row.key.name), Some(Value::Number(_)));
            let figure = if is_number { format!("{text:>width$}") } else { text.clone() };
            let key = if explained { format!("  ({})", row.key.name) } else { String::new() };
            let parted = if symbol == "×" { "" } else { " " };
            vec![row.label.to_owned() + &key, [&figure, parted, symbol].concat()]
        })
        .collect();
    let lines = aligned(&cells, &[Side::Left, Side::Left], "  ");
    if !explained {
        return lines;
    }
    let with_basis = |(line, (row, ..)): (&str, &(&OutputRow, String, String))| format!("{line}\n{}", basis(row));
    lines.lines().zip(&shown).map(with_basis).collect()
}

/// A figure's row, its text and its unit; no figure where there are rows or numbers in order.
fn shown<'a>(sheet: &Sheet, row: &&'a OutputRow) -> Option<(&'a OutputRow, String, String)> {
    let figure = sheet.figure(row).filter(|figure| !figure.text.is_empty())?;
    Some((row, figure.text, figure.symbol))
}

fn basis(row: &OutputRow) -> String {
    format!("      = {}\n      {}\n", row.formula, row.source)
}

fn table(sheet: &Sheet, row: &OutputRow, explained: bool) -> Option<String> {
    let table = sheet.table(row)?;
    let sides: Vec<Side> =
        table.is_figures.iter().map(|is_figures| if *is_figures { Side::Right } else { Side::Left }).collect();
    let rows: Vec<Vec<String>> = std::iter::once(table.header).chain(table.rows).collect();
    let basis = if explained { basis(row) } else { String::new() };
    Some(format!("{}\n{}{basis}", row.label, aligned(&rows, &sides, "  ")))
}
