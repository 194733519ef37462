//! What the name of a contract says besides its coin: how it settles, and at times the leverage.

use super::Match;
use super::cell::contract_name;
use crate::number_text::parse;
use crate::presentation::table_rows::Cells;
use crate::records::RECORDS;
use crate::spec::{Column, Texts, Word};

fn place(columns: &[Column], name: &str) -> Option<usize> {
    columns.iter().position(|column| column.name == name)
}

/// Leaves a column alone that is only called like the kind of contract, and holds other words.
pub fn keep_kinds(columns: &[Column], words: &[Word], (found, body): (&mut [Option<Match>], &[Vec<&str>])) {
    let Some(slot) = place(columns, "contract").and_then(|at| found.get_mut(at)) else { return };
    let is_kind = |cell: &str| words.iter().any(|word| word.code.eq_ignore_ascii_case(cell.trim()));
    let theirs = slot.map_or(0, |found| found.theirs);
    let mut cells = body.iter().filter_map(|line| line.get(theirs)).filter(|cell| !cell.trim().is_empty());
    if !cells.all(|cell| is_kind(cell)) {
        *slot = None;
    }
}

/// Fills what the symbols say into cells that nothing else filled.
pub fn take_from_symbols(columns: &[Column], rows: &mut Cells) {
    let Some(symbol) = place(columns, "symbol") else { return };
    let [leverage, contract, size] = ["leverage", "contract", "contract_size"].map(|name| place(columns, name));
    for row in rows {
        let named = row.get(symbol).cloned().unwrap_or_default();
        let (name, times) = without_leverage(&named);
        if let (Some(times), Some(to)) = (times, row.get_mut(symbol)) {
            contract_name(name).clone_into(to);
            fill(row, leverage, times);
        }
        let known = inverse(contract_name(name));
        if let Some(its_size) = known
            && contract.and_then(|at| row.get(at)).is_some_and(|cell| cell.is_empty() || cell == "inverse")
        {
            fill(row, contract, "inverse");
            fill(row, size, &its_size);
        }
    }
}

fn fill(row: &mut [String], at: Option<usize>, text: &str) {
    if let Some(cell) = at.and_then(|at| row.get_mut(at)).filter(|cell| cell.is_empty()) {
        text.clone_into(cell);
    }
}

/// `BTCUSDT Perp 10x` is BTCUSDT Perp at a leverage of 10.
fn without_leverage(named: &str) -> (&str, Option<&str>) {
    let last = named.rsplit_once(' ').and_then(|(name, last)| Some((name, last.strip_suffix(['x', 'X', '×'])?)));
    match last.filter(|(_, times)| parse(times).is_ok()) {
        Some((name, times)) => (name, Some(times)),
        None => (named, None),
    }
}

/// The contract size of a symbol that settles in its coin, empty where no record says it; none where it settles otherwise
/// or venues disagree about the name.
fn inverse(symbol: &str) -> Option<String> {
    let is_named = |texts: &Texts| texts.get("symbol").is_some_and(|name| name.eq_ignore_ascii_case(symbol));
    let known: Vec<Texts> = RECORDS.iter().map(|record| record.texts()).filter(is_named).collect();
    let name = symbol.to_ascii_uppercase();
    let has_shape =
        name.contains("USD_") || name.contains("-USD-") || name.starts_with("PI_") || name.starts_with("FI_");
    let are_inverse = !known.is_empty() && known.iter().all(|texts| texts.get("contract") == Some("inverse"));
    let size = |texts: &Texts| texts.text_or_neutral("contract_size").to_owned();
    match known.first() {
        Some(first) => (are_inverse && known.iter().all(|texts| size(texts) == size(first))).then(|| size(first)),
        None => has_shape.then(String::new),
    }
}
