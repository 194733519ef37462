//! The tables of the answer.

use super::tables::column;
use super::{Overview, PositionRisk, Reduction, StopCount, WARNING_LEVELS, Warned};
use crate::math::account::{Way, moved};
use crate::spec::{Column, Kind, Listed, Reason, Unit, Value, Word, word};

const NAME: (Kind, Unit) = (Kind::Text, Unit::None);
const WORD: (Kind, Unit) = (Kind::Choice, Unit::None);
const PRICE: (Kind, Unit) = (Kind::Number, Unit::Price);
const MONEY: (Kind, Unit) = (Kind::Number, Unit::Money);
const PERCENT: (Kind, Unit) = (Kind::Number, Unit::Percent);

pub(super) const POSITIONS: &[Column] = &[
    column(("symbol", "Symbol"), NAME, None),
    column(("side", "Side"), WORD, None),
    column(("liquidation_price", "Liquidation"), PRICE, None),
    column(("distance_pct", "Distance"), PERCENT, None),
    column(("together_price", "Moved together"), PRICE, None),
    column(("loss_at_stop", "Loss at the stop"), MONEY, None),
    column(("counted_to", "Counted to"), WORD, None),
    column(("notional", "Notional"), MONEY, None),
    column(("maintenance", "Maintenance"), MONEY, None),
    column(("requirement_share_pct", "Of the requirement"), PERCENT, None),
];

pub(super) const WARNINGS: &[Column] = &[
    column(("used_pct", "Utilisation"), PERCENT, None),
    column(("way", "Market"), WORD, None),
    column(("shock_pct", "Common move"), PERCENT, None),
    column(("equity", "Equity there"), MONEY, None),
];

pub(super) const WARNING_PRICES: &[Column] = &[
    column(("symbol", "Symbol"), NAME, None),
    column(("way", "Market"), WORD, None),
    column(("price_50", "At 50 %"), PRICE, None),
    column(("price_75", "At 75 %"), PRICE, None),
    column(("price_90", "At 90 %"), PRICE, None),
    column(("price_100", "Liquidated"), PRICE, None),
];

pub(super) const REDUCTIONS: &[Column] = &[
    column(("symbol", "Symbol"), NAME, None),
    column(("side", "Side"), WORD, None),
    column(("closes", "Closes"), MONEY, None),
    column(("shock_pct", "Liquidated at"), PERCENT, None),
    column(("used_pct", "Utilisation"), PERCENT, None),
    column(("free_margin", "Free margin"), MONEY, None),
];

impl Listed for StopCount {
    const VARIANTS: &'static [StopCount] = &[StopCount::Stop, StopCount::Now, StopCount::Liquidation, StopCount::Whole];
    const WORDS: &'static [Word] = &[
        word("stop", "Stop"),
        word("now", "Stop passed: closed now"),
        word("liquidation", "Own liquidation: no stop"),
        word("notional", "Whole notional: no stop"),
    ];
}

impl Listed for Way {
    const VARIANTS: &'static [Way] = &Way::BOTH;
    const WORDS: &'static [Word] = &[word("fall", "Falls"), word("rise", "Rises")];
}

impl Overview {
    pub(super) fn name(&self, symbol: usize) -> &str {
        self.symbols.get(symbol).map_or("", |(name, ..)| name)
    }
}

pub(super) fn positions(overview: &Overview) -> Value {
    let row = |risk: &PositionRisk| {
        vec![
            Value::Text(overview.name(risk.symbol).to_owned()),
            Value::Word(risk.side.word()),
            risk.held.into(),
            risk.held.map(|price| price / risk.mark - 1.0).into(),
            risk.together.into(),
            Value::Number(risk.loss),
            Value::Word(risk.counted.word()),
            Value::Number(risk.notional),
            Value::Number(risk.maintenance),
            risk.share.into(),
        ]
    };
    Value::Table(overview.risks.iter().map(row).collect())
}

pub(super) fn warnings(overview: &Overview) -> Value {
    let row = |warned: &Warned| {
        vec![Value::Number(warned.level), Value::Word(warned.way.word()), warned.shock.into(), warned.equity.into()]
    };
    table_or(overview.warned.iter().map(row).collect(), overview)
}

pub(super) fn warning_prices(overview: &Overview) -> Value {
    let mut rows = Vec::new();
    for levels in overview.warned.chunks(WARNING_LEVELS.len()) {
        let Some(Warned { way, .. }) = levels.first() else { continue };
        for (name, mark, moves) in &overview.symbols {
            let price = |warned: &Warned| warned.shock.map(|shock| moved(*mark, moves * shock)).into();
            let names = [Value::Text(name.clone()), Value::Word(way.word())];
            rows.push(names.into_iter().chain(levels.iter().map(price)).collect());
        }
    }
    table_or(rows, overview)
}

/// The rows; where there are none, the reason why no move leads anywhere.
fn table_or(rows: Vec<Vec<Value>>, overview: &Overview) -> Value {
    match overview.room {
        Err(reason) if rows.is_empty() => Value::Absent(reason),
        _ if rows.is_empty() => Value::Absent(Reason("None")),
        _ => Value::Table(rows),
    }
}

pub(super) fn reductions(overview: &Overview) -> Value {
    let row = |reduction: &Reduction| {
        let risk = overview.risks.get(reduction.position)?;
        Some(vec![
            Value::Text(overview.name(risk.symbol).to_owned()),
            Value::Word(risk.side.word()),
            Value::Number(reduction.closes),
            reduction.room.into(),
            reduction.used.into(),
            reduction.free.into(),
        ])
    };
    Value::Table(overview.reductions.iter().filter_map(row).collect())
}
