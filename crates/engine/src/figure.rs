//! Figures as people read them: so many decimals as the unit and the size call for, and the unit's symbol.

use crate::number_text::{Style, canonical, decimals_for, display, percent};
use crate::spec::{Naming, OutputRow, Tone, Unit, Value};

/// A figure on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The number, or the word, or why there is none.
    pub text: String,
    /// The unit's symbol; empty for words.
    pub symbol: String,
    /// What Copy puts on the clipboard: the bare number.
    pub bare: String,
    /// A gain above 0, a loss below, where the row says so.
    pub tone: Option<bool>,
    /// Whether there is a number or word.
    pub is_present: bool,
}

/// An output's value as people read it.
///
/// ```
/// use ballast_engine::{calculators, figure};
/// let texts = [("entry", "80"), ("stop", "100"), ("side", "short"), ("equity", "10000"), ("risk_pct", "1"), ("leverage", "1")];
/// let calculator = calculators::find("position-size").ok_or("no such calculator")?;
/// let outcome = calculator.prepare(&texts.into_iter().collect()).outcome();
/// let (row, value) = outcome.outputs.iter().find(|(row, _)| row.key.name == "profit_at_stop").ok_or("no such output")?;
/// assert_eq!(figure::of_output(row, value, &outcome.naming).text, "−100.00");
/// # Ok::<(), &str>(())
/// ```
pub fn of_output(row: &OutputRow, value: &Value, naming: &Naming) -> Figure {
    let tone = |number: f64| (row.tone == Tone::BySign && number != 0.0).then_some(number > 0.0);
    let words = |text: &str, is_present| Figure {
        text: text.to_owned(),
        symbol: String::new(),
        bare: text.to_owned(),
        tone: None,
        is_present,
    };
    match value {
        Value::Number(number) => Figure {
            text: text_of(*number, row.key.unit, (naming, row.tone == Tone::BySign)),
            symbol: naming.symbol(row.key.unit).to_owned(),
            bare: canonical(if row.key.unit.is_percent() { percent(*number) } else { *number }),
            tone: tone(*number),
            is_present: true,
        },
        Value::Word(word) => words(word.label, true),
        Value::Text(text) => words(text, true),
        Value::Absent(reason) => words(reason.0, false),
        Value::Series(_) | Value::Table(_) => words("", true),
    }
}

/// A number in its unit, without the symbol.
///
/// ```
/// use ballast_engine::figure::number;
/// use ballast_engine::spec::{Texts, Unit};
/// let naming = Texts::new().naming();
/// assert_eq!(number(0.0231, Unit::Percent, &naming), "2.31");
/// assert_eq!(number(-98.859, Unit::Money, &naming), "−98.86");
/// ```
pub fn number(number: f64, unit: Unit, naming: &Naming) -> String {
    text_of(number, unit, (naming, false))
}

/// A number in its unit with its sign, without the symbol.
///
/// ```
/// use ballast_engine::figure::signed;
/// use ballast_engine::spec::{Texts, Unit};
/// assert_eq!(signed(286.2, Unit::Money, &Texts::new().naming()), "+286.20");
/// ```
pub fn signed(number: f64, unit: Unit, naming: &Naming) -> String {
    text_of(number, unit, (naming, true))
}

/// A number with its unit's symbol, and a chance that is hardly one, or nearly certain, as neither: `98.86 USDT`, `2.31 %`, `10×`.
///
/// ```
/// use ballast_engine::figure::with_symbol;
/// use ballast_engine::spec::{Texts, Unit};
/// let naming = Texts::new().naming();
/// assert_eq!([with_symbol(98.86, Unit::Money, &naming), with_symbol(10.0, Unit::Times, &naming)], ["98.86 USDT", "10×"]);
/// assert_eq!(with_symbol(6.93e-10, Unit::Percent, &naming), "0.0000000693 %");
/// assert_eq!(with_symbol(0.9999999993, Unit::Percent, &naming), "99.99999993 %");
/// ```
pub fn with_symbol(value: f64, unit: Unit, naming: &Naming) -> String {
    match (unit, naming.symbol(unit)) {
        (_, "") => number(value, unit, naming),
        (Unit::Times, symbol) => number(value, unit, naming) + symbol,
        (_, symbol) => format!("{} {symbol}", number(value, unit, naming)),
    }
}

fn text_of(value: f64, unit: Unit, (naming, signed): (&Naming, bool)) -> String {
    let value = if unit.is_percent() { percent(value) } else { value };
    let (decimals, fixed) = match unit {
        Unit::Money | Unit::Quote if is_fiat_like(naming.symbol(unit)) && (value == 0.0 || value.abs() >= 0.005) => {
            (2, true)
        }
        Unit::Money | Unit::Quote => (decimals_for(value, 6, 0).min(12), false),
        Unit::Price => (decimals_for(value, 7, 0), false),
        Unit::Quantity | Unit::Base | Unit::Contracts | Unit::ContractSize => (decimals_for(value, 8, 0), false),
        Unit::R => (2, true),
        Unit::Count => (0, false),
        // A chance that is small or nearly certain is neither none nor certainty.
        Unit::Percent if value > 99.9 && value < 100.0 => (decimals_for(100.0 - value, 1, 0).min(12), false),
        Unit::Percent => (decimals_for(value, 3, 0).min(12), false),
        Unit::AnnualVolatility | Unit::Times => (decimals_for(value, 3, 0).min(6), false),
        _ => (decimals_for(value, 4, 0), false),
    };
    display(value, Style { decimals, fixed, signed })
}

/// Dollars, their stand-ins and euros are shown to the cent.
fn is_fiat_like(currency: &str) -> bool {
    currency.as_bytes().windows(3).any(|letters| letters == b"USD") || matches!(currency, "EUR" | "DAI" | "GBP")
}
