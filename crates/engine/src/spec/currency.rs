//! Money typed in one currency where the contract settles in another is never re-read silently: a conversion is offered.

use super::{Direction, Fix, Level, Naming, Range, Reading, Reference, Slot, Texts, Unit};
use crate::math::contract::Side;
use crate::number_text::{Style, canonical, decimals_for, display, parse, parse_with_unit, rounded};

/// The keys of another currency that money may be typed in, and of what one unit of it is worth.
pub const OWN_CURRENCY: [&str; 2] = ["equity_currency", "equity_rate"];

/// A sum typed in the account's own currency as settlement money, where its worth is known.
pub fn settled(texts: &Texts, money: &str) -> Option<String> {
    let [currency, rate] = OWN_CURRENCY.map(|key| texts.get(key).unwrap_or_default().trim());
    let (Ok(sum), typed) = parse_with_unit(money) else { return None };
    let rate = parse(rate).ok().filter(|rate| *rate > 0.0)?;
    let is_sign = typed == "€" && currency.eq_ignore_ascii_case("EUR");
    let is_named = !currency.is_empty() && typed.eq_ignore_ascii_case(currency);
    (is_sign || is_named).then(|| canonical(sum * rate))
}

/// Conversions of a sum between base and quote, at the stop and at the entry, where those prices are known.
pub fn conversions(texts: &Texts, naming: &Naming, key: &'static str, money: &str) -> Vec<Fix> {
    let (Ok(sum), currency) = parse_with_unit(money) else { return Vec::new() };
    let to_base = currency.eq_ignore_ascii_case(&naming.quote) && naming.settle == naming.base;
    let to_quote = currency.eq_ignore_ascii_case(&naming.base) && naming.settle == naming.quote;
    if !(to_base || to_quote) {
        return Vec::new();
    }
    let places = [("at the stop", stop_price(texts, naming)), ("at entry", entry_price(texts))];
    let priced = places.into_iter().filter_map(|(place, price)| Some((place, price?)));
    priced
        .map(|(place, price)| {
            conversion(naming, key, Priced { sum: if to_base { sum / price } else { sum * price }, place })
        })
        .collect()
}

struct Priced {
    sum: f64,
    place: &'static str,
}

/// What the button says is what it sets: four significant figures.
fn conversion(naming: &Naming, key: &'static str, converted: Priced) -> Fix {
    let decimals = decimals_for(converted.sum, 4, 0);
    let shown = display(converted.sum, Style { decimals, fixed: false, signed: false });
    let exact = canonical(rounded(converted.sum, decimals));
    let settle = &naming.settle;
    Fix { label: format!("Use {shown} {settle} ({})", converted.place), edits: vec![(key, format!("{exact}{settle}"))] }
}

fn entry_price(texts: &Texts) -> Option<f64> {
    texts.get("entry").and_then(|text| parse(text).ok()).filter(|price| *price > 0.0)
}

fn stop_price(texts: &Texts, naming: &Naming) -> Option<f64> {
    let mut level: Option<Level> = None;
    let reading = Reading { unit: Unit::Price, range: Range::Any, naming, size: None };
    let read = reading.fill(Slot::Level(&mut level), texts.get("stop")?);
    let side = if texts.get("side") == Some("short") { Side::Short } else { Side::Long };
    let from = Reference {
        side,
        entry: entry_price(texts)?,
        stop: None,
        atr: texts.get("atr").and_then(|text| parse(text).ok()),
    };
    if read.is_empty() { level?.price(from, Direction::Losing).ok() } else { None }
}
