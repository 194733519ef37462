//! One cell of a paste.

use crate::number_text::{canonical, parse, parse_with_unit, percent};
use crate::spec::{Column, Kind, Naming, Unit, Word};

/// Long or short, as a row's word or sign says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Bought.
    Long,
    /// Sold.
    Short,
}

/// What stands where there is nothing.
const NOTHING: &[&str] = &["", "-", "--", "—", "–", "n/a", "null", "nan"];
const LONG: &[&str] = &["long", "buy", "bid", "l", "b"];
const SHORT: &[&str] = &["short", "sell", "ask", "s", "a"];
/// Prices and values are counted in these; a size in one of them is no size.
const CURRENCIES: &[&str] = &["usd", "usdt", "usdc", "busd", "fdusd", "dai", "eur", "$", "€"];

/// The code of the word that a side has in a choice.
pub fn side_of(side: Side, words: &[Word]) -> Option<&'static str> {
    let wanted = if side == Side::Long { "long" } else { "short" };
    words.iter().find(|word| word.code == wanted).map(|word| word.code)
}

/// A cell as our column takes it; what cannot be told for certain stays as it stood.
pub fn cleaned(column: &Column, text: &str, (words, naming): (&[Word], &Naming)) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if NOTHING.contains(&text.to_ascii_lowercase().as_str()) {
        return String::new();
    }
    match column.kind {
        Kind::Choice => word(&text, words),
        Kind::Text if column.name == "symbol" => contract_name(&text).to_owned(),
        Kind::Text | Kind::Date | Kind::PriceRule => text,
        _ if column.name == "cap" => number(column, upper_end(&text), naming),
        _ => number(column, &text, naming),
    }
}

/// `BTCUSDT Perp` is the contract BTCUSDT.
pub fn contract_name(text: &str) -> &str {
    match text.rsplit_once(' ') {
        Some((name, kind)) if ["perp", "perpetual"].contains(&kind.to_ascii_lowercase().as_str()) => name,
        _ => text,
    }
}

fn word(text: &str, words: &[Word]) -> String {
    let is = |word: &&Word| word.code.eq_ignore_ascii_case(text) || word.label.eq_ignore_ascii_case(text);
    let lower = text.to_ascii_lowercase();
    let by_side = || match lower.as_str() {
        side if LONG.contains(&side) => side_of(Side::Long, words),
        side if SHORT.contains(&side) => side_of(Side::Short, words),
        _ => None,
    };
    let found = words.iter().find(is).map(|word| word.code).or_else(by_side);
    found.map_or_else(|| text.to_owned(), str::to_owned)
}

/// `50,000 - 250,000` is a row up to 250,000; one that is open above has no upper end.
fn upper_end(text: &str) -> &str {
    let is_open = text.starts_with('>') || text.ends_with('+') || text.contains('∞');
    let marks = ['-', '–', '—', '~', '≤', '<', '='];
    let last = text.rsplit(marks).next().map(str::trim).filter(|last| parse_with_unit(last).0.is_ok());
    if is_open { "" } else { last.unwrap_or(text) }
}

/// A number as links write it, with its unit only where that is not the column's own.
fn number(column: &Column, text: &str, naming: &Naming) -> String {
    let minus = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).map(|inside| format!("-{inside}"));
    let text = minus.as_deref().unwrap_or(text);
    let (number, unit) = parse_with_unit(text);
    let Ok(number) = number else { return text.to_owned() };
    let lower = unit.to_ascii_lowercase();
    let is_currency = CURRENCIES.contains(&lower.as_str());
    let is_own = match column.unit {
        _ if unit.is_empty() || unit.eq_ignore_ascii_case(naming.symbol(column.unit)) => true,
        Unit::Percent | Unit::AnnualVolatility => unit == "%",
        Unit::Times => lower == "x" || unit == "×",
        Unit::Money => false,
        _ if column.name == "quantity" => !is_currency && !lower.starts_with("cont") && unit != "%",
        _ => is_currency,
    };
    if is_own { canonical(number) } else { canonical(number) + unit }
}

/// A fraction as percent; whatever is no bare number stays.
pub fn in_percent(text: &str) -> String {
    parse(text).map_or_else(|_| text.to_owned(), |fraction| canonical(percent(fraction)))
}
