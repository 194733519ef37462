//! The rows of a book, as typed, and the lines that they stand for.

use super::BOOK;
use crate::math::option::{Instrument, Leg, OptionKind, Settlement};
use crate::number_text::{canonical, percent};
use crate::spec::{Choice, Column, Date, Fault, Kind, Listed, Problem, Record, Slot, Unit, Word, word};

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// A call.
    #[default]
    Call,
    /// A put.
    Put,
    /// A future.
    Future,
    /// A perpetual.
    Perpetual,
    /// Coins bought with the quote currency.
    Spot,
}

impl Listed for Line {
    const VARIANTS: &'static [Line] = &[Line::Call, Line::Put, Line::Future, Line::Perpetual, Line::Spot];
    const WORDS: &'static [Word] = &[
        word("call", "Call"),
        word("put", "Put"),
        word("future", "Future"),
        word("perpetual", "Perpetual"),
        word("spot", "Spot"),
    ];
}

impl Line {
    fn option(self) -> Option<OptionKind> {
        match self {
            Line::Call => Some(OptionKind::Call),
            Line::Put => Some(OptionKind::Put),
            Line::Future | Line::Perpetual | Line::Spot => None,
        }
    }
}

/// A row of the book.
#[derive(Clone, Debug)]
pub struct BookRow {
    /// What it is.
    pub line: Line,
    /// How much, below 0 for a short.
    pub quantity: f64,
    /// What it is paid in.
    pub settlement: Settlement,
    /// The strike of an option.
    pub strike: Option<f64>,
    /// When it expires.
    pub expiry: Option<Date>,
    /// Volatility of an option, a fraction a year.
    pub volatility: Option<f64>,
    /// Price of the future that it follows; none: that of the underlying.
    pub forward: Option<f64>,
    /// Premium or price at which it was entered; none: counted from now.
    pub entry: Option<f64>,
    /// What one contract is worth: coins, or quote currency of a coin-settled future.
    pub size: f64,
}

impl Default for BookRow {
    fn default() -> BookRow {
        BookRow {
            line: Line::Call,
            quantity: 0.0,
            settlement: Settlement::Quote,
            strike: None,
            expiry: None,
            volatility: None,
            forward: None,
            entry: None,
            size: 1.0,
        }
    }
}

const fn column(
    name: &'static str,
    label: &'static str,
    (kind, unit): (Kind, Unit),
    neutral: Option<&'static str>,
) -> Column {
    Column { name, label, kind, unit, neutral }
}

const QUANTITY: &str = "Quantity";
const STRIKE: &str = "Strike";
const EXPIRY: &str = "Expiry";
const VOLATILITY: &str = "Volatility";
const FORWARD: &str = "Forward";
const ENTRY: &str = "Entry";
const SIZE: &str = "Contract size";

const LINE_COLUMN: Column = column("kind", "Kind", (Kind::Choice, Unit::None), None);
const SETTLEMENT_COLUMN: Column = column("settlement", "Settled in", (Kind::Choice, Unit::None), Some("quote"));
const STRIKE_COLUMN: Column = column("strike", STRIKE, (Kind::Number, Unit::Price), Some(""));
const EXPIRY_COLUMN: Column = column("expiry", EXPIRY, (Kind::Date, Unit::None), Some(""));
const VOLATILITY_COLUMN: Column = column("vol_pct", VOLATILITY, (Kind::Number, Unit::AnnualVolatility), Some(""));
const FORWARD_COLUMN: Column = column("forward", FORWARD, (Kind::Number, Unit::Price), Some(""));
const SIZE_COLUMN: Column = column("size", SIZE, (Kind::Number, Unit::None), Some("1"));

fn chosen<T: Listed>(of: &mut T) -> Slot<'_> {
    let choice: &mut dyn Choice = of;
    Slot::Choice(choice)
}

impl Record for BookRow {
    const COLUMNS: &'static [Column] = &[
        LINE_COLUMN,
        column("quantity", QUANTITY, (Kind::Number, Unit::None), None),
        STRIKE_COLUMN,
        EXPIRY_COLUMN,
        VOLATILITY_COLUMN,
        column("entry", ENTRY, (Kind::Number, Unit::None), Some("")),
        SETTLEMENT_COLUMN,
        FORWARD_COLUMN,
        SIZE_COLUMN,
    ];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        match column {
            0 => Some(chosen(&mut self.line)),
            1 => Some(Slot::Number(&mut self.quantity)),
            2 => Some(Slot::Optional(&mut self.strike)),
            3 => Some(Slot::OptionalDate(&mut self.expiry)),
            4 => Some(Slot::Optional(&mut self.volatility)),
            5 => Some(Slot::Optional(&mut self.entry)),
            6 => Some(chosen(&mut self.settlement)),
            7 => Some(Slot::Optional(&mut self.forward)),
            8 => Some(Slot::Number(&mut self.size)),
            _ => None,
        }
    }
}

/// An option that may be traded: a row without quantity and entry.
#[derive(Clone, Debug, Default)]
pub struct OptionRow(pub BookRow);

impl Record for OptionRow {
    const COLUMNS: &'static [Column] =
        &[LINE_COLUMN, STRIKE_COLUMN, EXPIRY_COLUMN, VOLATILITY_COLUMN, SETTLEMENT_COLUMN, FORWARD_COLUMN, SIZE_COLUMN];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        let places = [0, 2, 3, 4, 6, 7, 8];
        self.0.cell(*places.get(column)?)
    }
}

/// What all rows of a table are read with.
#[derive(Clone, Copy)]
pub(super) struct Market {
    /// The table's key.
    pub key: &'static str,
    /// The price of the underlying.
    pub price: f64,
    /// Now.
    pub as_of: Date,
}

impl Market {
    fn error(&self, row: usize, column: &'static str, fault: Fault) -> Problem {
        Problem::error(self.key, fault).in_cell(row, Some(column))
    }

    /// The line of a row, or none where it has expired.
    ///
    /// # Errors
    /// Every cell that must be other than it is.
    pub(super) fn leg(&self, row: usize, typed: &BookRow) -> Result<Option<Leg>, Vec<Problem>> {
        let problems = self.problems(row, typed);
        if !problems.is_empty() {
            return Err(problems);
        }
        if typed.expiry.is_some_and(|expiry| expiry <= self.as_of) {
            return Ok(None);
        }
        let years = typed.expiry.map_or(0.0, |expiry| expiry.years_after(self.as_of));
        let instrument = match (typed.line.option(), typed.strike, typed.volatility) {
            (Some(kind), Some(strike), Some(volatility)) => Instrument::Option { kind, strike, years, volatility },
            _ => Instrument::Future,
        };
        let settlement = if typed.line == Line::Spot { Settlement::Quote } else { typed.settlement };
        let forward = typed.forward.unwrap_or(self.price);
        Ok(Some(Leg { instrument, settlement, units: typed.quantity * typed.size, forward }))
    }

    fn problems(&self, row: usize, typed: &BookRow) -> Vec<Problem> {
        let is_option = typed.line.option().is_some();
        let missing = [
            (STRIKE, typed.strike.is_none()),
            (EXPIRY, typed.expiry.is_none()),
            (VOLATILITY, typed.volatility.is_none()),
        ];
        let needed = missing.into_iter().filter(|(_, is_missing)| is_option && *is_missing);
        let least = if is_option { f64::MIN_POSITIVE } else { 0.0 };
        let positive = [
            (STRIKE, typed.strike),
            (VOLATILITY, typed.volatility),
            (FORWARD, typed.forward),
            (SIZE, Some(typed.size)),
            (ENTRY, typed.entry.map(|entry| entry + least)),
        ];
        let low = positive.into_iter().filter(|(_, number)| number.is_some_and(|number| number <= 0.0));
        needed
            .map(|(column, _)| self.error(row, column, Fault::Needed))
            .chain(low.map(|(column, _)| self.error(row, column, Fault::MustBeAbove("0".to_owned()))))
            .collect()
    }

    /// What is odd about a row, though it counts: expired, at midnight, a volatility that looks like a fraction.
    pub(super) fn warnings(&self, row: usize, typed: &BookRow) -> Vec<Problem> {
        let warning = |column, fault| Problem::warning(self.key, fault).in_cell(row, Some(column));
        let expiry = typed.expiry.and_then(|expiry| match expiry {
            expiry if expiry <= self.as_of => Some(warning(EXPIRY, Fault::Expired(expiry.to_string()))),
            expiry if expiry.is_midnight() => {
                Some(warning(EXPIRY, Fault::ExpiryAtMidnight(expiry.hours_later(8).to_string())))
            }
            _ => None,
        });
        let is_odd = |volatility: &f64| typed.line.option().is_some() && percent(*volatility) < 2.5;
        let volatility = typed.volatility.filter(is_odd).map(|volatility| {
            let means = percent(volatility);
            let fault = Fault::LooksLikeFraction { means: canonical(means), perhaps: canonical(percent(means)) };
            warning(VOLATILITY, fault)
        });
        expiry.into_iter().chain(volatility).collect()
    }
}

impl Market {
    /// Of the book itself.
    pub(super) fn of_book(price: f64, as_of: Date) -> Market {
        Market { key: BOOK, price, as_of }
    }
}
