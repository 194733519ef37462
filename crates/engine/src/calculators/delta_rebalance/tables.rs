//! The tables of a book: their columns, and the rows under them.

use super::grid::{GridPoint, There};
use super::{Margin, OptionTrade, Rebalanced, RowFigures};
use crate::math::option::Sensitivities;
use crate::spec::{Column, Kind, Listed, Reason, Unit, Value, Word, word};

/// Every so many prices of the picture is a row.
const EACH_ROW: usize = 5;

const fn head(name: &'static str, label: &'static str, unit: Unit) -> Column {
    Column { name, label, kind: Kind::Number, unit, neutral: None }
}

const KIND: Column = Column { name: "kind", label: "Kind", kind: Kind::Choice, unit: Unit::None, neutral: None };
const DELTA: Column = head("delta", "Delta", Unit::Base);
const COIN_DELTA: Column = head("coin_delta", "Coin delta", Unit::Base);
const GAMMA: Column = head("gamma", "Gamma", Unit::None);
const VEGA: Column = head("vega", "Vega", Unit::Quote);
const THETA: Column = head("theta", "Theta", Unit::Quote);

const ROW: Column = Column { name: "row", label: "Row", kind: Kind::Count, unit: Unit::Count, neutral: None };

pub(super) const MARGIN_COLUMNS: &[Column] =
    &[ROW, KIND, head("initial", "Initial margin", Unit::Base), head("maintenance", "Maintenance", Unit::Base)];

pub(super) const ROW_COLUMNS: &[Column] = &[
    ROW,
    KIND,
    head("worth", "Worth", Unit::Quote),
    DELTA,
    COIN_DELTA,
    GAMMA,
    VEGA,
    THETA,
    head("profit", "Profit", Unit::Quote),
];

pub(super) const AFTER_COLUMNS: &[Column] = &[
    Column { name: "of", label: "Of", kind: Kind::Choice, unit: Unit::None, neutral: None },
    DELTA,
    COIN_DELTA,
    GAMMA,
    VEGA,
    THETA,
];

pub(super) const TRADE_COLUMNS: &[Column] = &[
    KIND,
    head("strike", "Strike", Unit::Price),
    head("quantity", "Quantity", Unit::None),
    head("price", "Price", Unit::None),
    head("worth", "Worth", Unit::Quote),
];

pub(super) const GRID_COLUMNS: &[Column] = &[
    head("price", "Price", Unit::Price),
    head("change_pct", "Change", Unit::Percent),
    head("profit", "Profit", Unit::Quote),
    head("coin_profit", "Profit", Unit::Base),
    DELTA,
    GAMMA,
    head("later_profit", "Later", Unit::Quote),
    head("later_coin_profit", "Later", Unit::Base),
    head("later_delta", "Later delta", Unit::Base),
    head("later_gamma", "Later gamma", Unit::None),
];

/// What a line of the table of sensitivities is of.
const NOW: Word = word("now", "Now");
const OPTIONS: Word = word("options", "Options traded");
const HEDGE: Word = word("hedge", "Hedge");
const AFTER: Word = word("after", "After");

fn sensitivities(of: &Sensitivities) -> Vec<Value> {
    [of.delta, of.coin_delta, of.gamma, of.vega, of.theta].into_iter().map(Value::Number).collect()
}

pub(super) fn book_rows(results: &Rebalanced) -> Value {
    let row = |(at, row): (usize, &RowFigures)| {
        let start = vec![Value::Number(at as f64 + 1.0), Value::Word(row.line.word())];
        let figures = match &row.alive {
            Some(alive) => std::iter::once(Value::Number(alive.worth)).chain(sensitivities(alive)).collect(),
            None => vec![Value::Absent(Reason("Expired")); 6],
        };
        start.into_iter().chain(figures).chain([row.profit.into()]).collect()
    };
    Value::Table(results.rows.iter().enumerate().map(row).collect())
}

pub(super) fn option_margins(results: &Rebalanced) -> Value {
    let row = |margin: &Margin| {
        let start = [Value::Number(margin.row as f64 + 1.0), Value::Word(margin.line.word())];
        start.into_iter().chain([margin.initial, margin.maintenance].map(Value::Number)).collect()
    };
    match results.margins.is_empty() {
        true => Value::Absent(Reason("No short option is settled in the coin")),
        false => Value::Table(results.margins.iter().map(row).collect()),
    }
}

pub(super) fn greeks_after(results: &Rebalanced) -> Value {
    let row =
        |(name, of): (Word, &Sensitivities)| std::iter::once(Value::Word(name)).chain(sensitivities(of)).collect();
    let options = (!results.trades.is_empty()).then_some((OPTIONS, &results.options));
    let lines =
        [Some((NOW, &results.book)), options, Some((HEDGE, &results.hedging.traded)), Some((AFTER, &results.after))];
    Value::Table(lines.into_iter().flatten().map(row).collect())
}

pub(super) fn option_trades(results: &Rebalanced) -> Value {
    let row = |trade: &OptionTrade| {
        let figures = [trade.strike, trade.quantity, trade.quotation, trade.traded.worth];
        std::iter::once(Value::Word(trade.line.word())).chain(figures.into_iter().map(Value::Number)).collect()
    };
    match results.trades.is_empty() {
        true => Value::Absent(Reason("No options are to be traded")),
        false => Value::Table(results.trades.iter().map(row).collect()),
    }
}

/// The rows, every fifth step of the picture.
pub(super) fn price_grid(results: &Rebalanced) -> Value {
    let figures = |there: &There| [there.profit.quote, there.profit.coin, there.delta, there.gamma].map(Value::Number);
    let row = |point: &GridPoint| {
        let later = match &point.later {
            Some(later) => figures(later).to_vec(),
            None => vec![Value::Absent(Reason("No later date")); 4],
        };
        let start = [point.price, point.change].map(Value::Number);
        start.into_iter().chain(figures(&point.now)).chain(later).collect()
    };
    Value::Table(results.grid.iter().step_by(EACH_ROW).map(row).collect())
}
