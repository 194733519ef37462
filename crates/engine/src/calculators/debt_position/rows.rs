//! What I have and what I owe, as typed, and from there to a loan.

use super::DebtPosition;
use super::protocol::Protocol;
use crate::calculators::trade::choice;
use crate::math::loan::{Collateral, Debt, Loan};
use crate::spec::{Column, Fault, Kind, Listed, Problem, Range, Record, Slot, Texts, Unit, Word, word};

/// Whether a coin's price moves against the currency that prices are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moves {
    /// As its symbol suggests; without one collateral moves and debt does not.
    #[default]
    BySymbol,
    /// It does.
    Yes,
    /// It is worth the same always.
    No,
}

impl Listed for Moves {
    const VARIANTS: &'static [Moves] = &[Moves::BySymbol, Moves::Yes, Moves::No];
    const WORDS: &'static [Word] = &[word("auto", "By its symbol"), word("yes", "Moves"), word("no", "Stays")];
}

/// What the symbols of coins pegged to a currency have in them.
const PEGGED: &[&str] = &["USD", "DAI", "GHO", "FRAX", "EUR", "GBP"];

impl Moves {
    fn is_volatile(self, symbol: &str, without_symbol: bool) -> bool {
        match self {
            Moves::BySymbol if symbol.is_empty() => without_symbol,
            Moves::BySymbol => !PEGGED.iter().any(|name| symbol.to_ascii_uppercase().contains(name)),
            Moves::Yes => true,
            Moves::No => false,
        }
    }
}

/// A deposit, as typed.
#[derive(Clone, Debug, Default)]
pub struct CollateralRow {
    /// The coin's name; may be empty.
    pub symbol: String,
    /// Coins.
    pub quantity: f64,
    /// Its price.
    pub price: f64,
    /// What counts before liquidation; for Maker the liquidation ratio.
    pub threshold: f64,
    /// What may be borrowed; empty: the threshold.
    pub loan_to_value: Option<f64>,
    /// Earned a year.
    pub supply_rate: f64,
    /// What a liquidation takes on top; empty: the protocol's usual.
    pub penalty: Option<f64>,
    /// Whether it moves.
    pub moves: Moves,
}

/// A debt, as typed.
#[derive(Clone, Debug, Default)]
pub struct DebtRow {
    /// The coin's name; may be empty.
    pub symbol: String,
    /// Coins.
    pub quantity: f64,
    /// Its price.
    pub price: f64,
    /// Paid a year.
    pub borrow_rate: f64,
    /// Whether it moves.
    pub moves: Moves,
}

const fn column(name: &'static str, label: &'static str, (unit, neutral): (Unit, Option<&'static str>)) -> Column {
    Column { name, label, kind: Kind::Number, unit, neutral }
}

const SYMBOL: Column = Column { name: "symbol", label: "Coin", kind: Kind::Text, unit: Unit::None, neutral: Some("") };
const QUANTITY: Column = column("quantity", "Quantity", (Unit::None, None));
const PRICE: Column = column("price", "Price", (Unit::Price, None));
const MOVES: Column =
    Column { name: "moves", label: "Price moves", kind: Kind::Choice, unit: Unit::None, neutral: Some("auto") };
const THRESHOLD: Column = column("threshold_pct", "Threshold", (Unit::Percent, None));
const LOAN_TO_VALUE: Column = column("loan_to_value_pct", "Loan to value", (Unit::Percent, Some("")));
const SUPPLY_RATE: Column = column("supply_rate_pct", "Earns a year", (Unit::Percent, Some("0")));
const PENALTY: Column = column("penalty_pct", "Penalty", (Unit::Percent, Some("")));
const BORROW_RATE: Column = column("borrow_rate_pct", "Costs a year", (Unit::Percent, Some("0")));

impl Record for CollateralRow {
    const COLUMNS: &'static [Column] =
        &[SYMBOL, QUANTITY, PRICE, THRESHOLD, LOAN_TO_VALUE, SUPPLY_RATE, PENALTY, MOVES];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        Some(match column {
            0 => Slot::Text(&mut self.symbol),
            1 => Slot::Number(&mut self.quantity),
            2 => Slot::Number(&mut self.price),
            3 => Slot::Number(&mut self.threshold),
            4 => Slot::Optional(&mut self.loan_to_value),
            5 => Slot::Number(&mut self.supply_rate),
            6 => Slot::Optional(&mut self.penalty),
            7 => choice(&mut self.moves),
            _ => return None,
        })
    }
}

impl Record for DebtRow {
    const COLUMNS: &'static [Column] = &[SYMBOL, QUANTITY, PRICE, BORROW_RATE, MOVES];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        Some(match column {
            0 => Slot::Text(&mut self.symbol),
            1 => Slot::Number(&mut self.quantity),
            2 => Slot::Number(&mut self.price),
            3 => Slot::Number(&mut self.borrow_rate),
            4 => choice(&mut self.moves),
            _ => return None,
        })
    }
}

/// A number of a row with the range that its column holds it to.
struct Bound {
    key: &'static str,
    row: usize,
    column: Column,
    number: f64,
    range: Range,
}

impl Bound {
    fn problem(&self) -> Option<Problem> {
        let shown = if self.column.unit.is_percent() { crate::number_text::percent(self.number) } else { self.number };
        let fault = self.range.check(shown, self.column.unit, &Texts::new().naming()).err()?;
        Some(Problem::error(self.key, fault).in_cell(self.row, Some(self.column.label)))
    }
}

const RATES: Range = Range::Between(0.0, 1000.0);
/// A share typed with two decimals of a percent may be so much off.
const ROUNDED: f64 = 1e-4;
const SHARES: Range = Range::Between(0.0, 100.0);

impl CollateralRow {
    fn problems(&self, row: usize, protocol: Protocol) -> Vec<Problem> {
        let threshold =
            if protocol.states_ratio() { Range::Between(100.0, 10_000.0) } else { Range::Between(0.01, 100.0) };
        let bound = |column, number, range| Bound { key: "collaterals", row, column, number, range }.problem();
        let optional = |column, number: Option<f64>, range| number.and_then(|number| bound(column, number, range));
        let found = [
            bound(QUANTITY, self.quantity, Range::AtLeast(0.0)),
            bound(PRICE, self.price, Range::Above(0.0)),
            bound(THRESHOLD, self.threshold, threshold),
            optional(LOAN_TO_VALUE, self.loan_to_value, SHARES),
            bound(SUPPLY_RATE, self.supply_rate, RATES),
            optional(PENALTY, self.penalty, SHARES),
        ];
        found.into_iter().flatten().collect()
    }

    fn collateral(&self, protocol: Protocol, coin: usize) -> Collateral {
        let threshold = if protocol.states_ratio() { 1.0 / self.threshold } else { self.threshold };
        Collateral {
            coin,
            quantity: self.quantity,
            price: self.price,
            threshold,
            // What would be liquidated at once cannot be borrowed.
            loan_to_value: self.loan_to_value.map_or(threshold, |share| share.min(threshold)),
            supply_rate: self.supply_rate,
            penalty: self.penalty.unwrap_or_else(|| protocol.usual_penalty(threshold)),
            is_volatile: self.moves.is_volatile(&self.symbol, true),
        }
    }
}

impl DebtRow {
    fn problems(&self, row: usize) -> Vec<Problem> {
        let bound = |column, number, range| Bound { key: "debts", row, column, number, range }.problem();
        let found = [
            bound(QUANTITY, self.quantity, Range::AtLeast(0.0)),
            bound(PRICE, self.price, Range::Above(0.0)),
            bound(BORROW_RATE, self.borrow_rate, RATES),
        ];
        found.into_iter().flatten().collect()
    }

    fn debt(&self, coin: usize) -> Debt {
        Debt {
            coin,
            quantity: self.quantity,
            price: self.price,
            borrow_rate: self.borrow_rate,
            is_volatile: self.moves.is_volatile(&self.symbol, false),
        }
    }
}

impl DebtPosition {
    /// The rows as a loan.
    ///
    /// # Errors
    /// Every cell out of range, and rows that the protocol does not keep in one position.
    pub(super) fn loan(&self) -> Result<Loan, Vec<Problem>> {
        let mut problems = self.surplus_rows();
        if self.collaterals.is_empty() {
            problems.push(Problem::error("collaterals", Fault::Needed));
        }
        problems.extend(self.collaterals.iter().enumerate().flat_map(|(at, row)| row.problems(at, self.protocol)));
        problems.extend(self.debts.iter().enumerate().flat_map(|(at, row)| row.problems(at)));
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut coins = Coins::default();
        let collaterals =
            self.collaterals.iter().map(|row| row.collateral(self.protocol, coins.of(&row.symbol))).collect();
        let debts = self.debts.iter().map(|row| row.debt(coins.of(&row.symbol))).collect();
        Ok(Loan { collaterals, debts })
    }

    /// Thresholds that lie below what may be borrowed: one of the two is mistyped.
    pub(super) fn crossed_thresholds(&self, loan: &Loan) -> Vec<Problem> {
        let crossed = |(at, (row, counted)): (usize, (&CollateralRow, &Collateral))| {
            let share = row.loan_to_value.filter(|share| *share > counted.threshold + ROUNDED)?;
            let fault = Fault::BelowLoanToValue(crate::number_text::canonical(crate::number_text::percent(share)));
            Some(Problem::warning("collaterals", fault).in_cell(at, Some(THRESHOLD.label)))
        };
        self.collaterals.iter().zip(&loan.collaterals).enumerate().filter_map(crossed).collect()
    }

    fn surplus_rows(&self) -> Vec<Problem> {
        let (collaterals, debts) = self.protocol.most_rows();
        let surplus = |key, rows: usize, most: usize| {
            (rows > most)
                .then(|| Problem::error(key, Fault::OneRowOnly(self.protocol.word().label)).in_cell(most, None))
        };
        let found =
            [surplus("collaterals", self.collaterals.len(), collaterals), surplus("debts", self.debts.len(), debts)];
        found.into_iter().flatten().collect()
    }
}

/// Symbols as numbers: the same name is the same coin, and rows without a name are coins of their own.
#[derive(Default)]
struct Coins<'a>(Vec<&'a str>);

impl<'a> Coins<'a> {
    fn of(&mut self, symbol: &'a str) -> usize {
        let known = self.0.iter().position(|name| !name.is_empty() && name.eq_ignore_ascii_case(symbol));
        known.unwrap_or_else(|| {
            self.0.push(symbol);
            self.0.len() - 1
        })
    }
}
