//! The tables of a split: their columns, and the rows under them.

use super::solving::Measures;
use super::{Allocated, NOTHING};
use crate::math::order::descending;
use crate::spec::{Column, Kind, Reason, Unit, Value, Word, word};

/// Most pairs that are listed.
const MOST_PAIRS: usize = 20;

const fn head(name: &'static str, label: &'static str, unit: Unit) -> Column {
    Column { name, label, kind: Kind::Number, unit, neutral: None }
}

const NAME: Column = Column { name: "name", label: "Name", kind: Kind::Text, unit: Unit::None, neutral: None };

pub(super) const ALLOCATION_COLUMNS: &[Column] = &[
    NAME,
    head("weight_now_pct", "Now", Unit::Percent),
    head("weight_pct", "After", Unit::Percent),
    head("trade_amount", "Trade", Unit::Money),
    head("notional", "Position", Unit::Money),
    head("risk_share_pct", "Share of risk", Unit::Percent),
    head("heat_pct", "Heat", Unit::Percent),
    head("scaled_pct", "Scaled down", Unit::Percent),
    head("unlimited_pct", "No limits", Unit::Percent),
];

pub(super) const MEASURE_COLUMNS: &[Column] = &[
    Column { name: "of", label: "Of", kind: Kind::Choice, unit: Unit::None, neutral: None },
    head("gross", "Gross", Unit::Times),
    head("net", "Net", Unit::Times),
    head("vol_pct", "Volatility", Unit::Percent),
    head("growth_pct", "Growth", Unit::Percent),
    head("heat_pct", "Heat", Unit::Percent),
    head("correlated_heat_pct", "With correlation", Unit::Percent),
    head("effective_names", "Effective names", Unit::None),
];

pub(super) const PAIR_COLUMNS: &[Column] = &[
    NAME,
    Column { name: "other", label: "And", kind: Kind::Text, unit: Unit::None, neutral: None },
    head("correlation", "Correlation", Unit::None),
];

/// What a line of the measures is of.
const NOW: Word = word("now", "Now");
const AFTER: Word = word("after", "After");
const SCALED: Word = word("scaled", "Scaled down");
const UNLIMITED: Word = word("unlimited", "No limits");

pub(super) fn allocation(results: &Allocated) -> Value {
    let weight = |measures: &Measures, at: usize| measures.weights.get(at).copied().unwrap_or_default();
    let other = |measures: &Result<Measures, Reason>, at: usize| -> Value {
        measures.as_ref().map(|measures| weight(measures, at)).map_err(|reason| *reason).into()
    };
    let row = |(at, name): (usize, &String)| {
        let (now, after) = (weight(&results.now, at), weight(&results.after, at));
        let share = results.after.risk_shares.as_ref().and_then(|shares| shares.get(at).copied());
        vec![
            Value::Text(name.clone()),
            Value::Number(now),
            Value::Number(after),
            Value::Number((after - now) * results.equity),
            Value::Number(after * results.equity),
            Value::number_or(share, NOTHING),
            Value::Number(after.abs() * results.losses.get(at).copied().unwrap_or(1.0)),
            other(&results.scaled, at),
            other(&results.unlimited, at),
        ]
    };
    Value::Table(results.names.iter().enumerate().map(row).collect())
}

pub(super) fn measures(results: &Allocated) -> Value {
    let row = |(of, measures): (Word, &Measures)| {
        vec![
            Value::Word(of),
            Value::Number(measures.gross),
            Value::Number(measures.net),
            Value::Number(measures.volatility),
            measures.growth.into(),
            Value::Number(measures.heat),
            Value::Number(measures.correlated_heat),
            Value::number_or(measures.effective, NOTHING),
        ]
    };
    let others = [(SCALED, &results.scaled), (UNLIMITED, &results.unlimited)];
    let others = others.into_iter().filter_map(|(of, measures)| Some((of, measures.as_ref().ok()?)));
    let lines = [(NOW, &results.now), (AFTER, &results.after)].into_iter().chain(others);
    Value::Table(lines.map(row).collect())
}

pub(super) fn pairs(results: &Allocated) -> Value {
    if !results.is_estimated {
        return Value::Absent(Reason("Correlations are typed"));
    }
    let mut found = Vec::new();
    for row in 0..results.names.len() {
        for column in row + 1..results.names.len() {
            found.push((row, column, results.correlations.at(row, column)));
        }
    }
    descending(&mut found, |pair| pair.2.abs());
    let name = |at: usize| Value::Text(results.names.get(at).cloned().unwrap_or_default());
    let row =
        |(one, other, correlation): &(usize, usize, f64)| vec![name(*one), name(*other), Value::Number(*correlation)];
    Value::Table(found.iter().take(MOST_PAIRS).map(row).collect())
}

pub(super) fn limits_reached(results: &Allocated) -> Value {
    match results.limits_reached.is_empty() {
        true => Value::Absent(Reason("No limit")),
        false => Value::Text(results.limits_reached.join(", ")),
    }
}
