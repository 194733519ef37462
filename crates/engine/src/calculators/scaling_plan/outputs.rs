//! What a plan gives, as rows.

use super::RungState;
use super::results::{Ladder, Row};
use crate::math::contract::Amounts;
use crate::spec::{Basis, Column, Feed, Kind, Listed, Output, Reason, Unit, Value, key};

type Figure = Output<Ladder>;

const OURS: &str = "ours, derivation in docs/numbers.md";

const fn ours(formula: &'static str) -> Basis {
    Basis { formula, source: OURS }
}

const fn figures(name: &'static str, label: &'static str, unit: Unit) -> Column {
    Column { name, label, kind: Kind::Number, unit, neutral: None }
}

const PLAN_COLUMNS: &[Column] = &[
    figures("order", "Order", Unit::Count),
    Column { name: "state", label: "State", kind: Kind::Choice, unit: Unit::None, neutral: None },
    figures("price", "Price", Unit::Price),
    figures("quantity", "Quantity", Unit::Quantity),
    figures("held_quantity", "Held then", Unit::Quantity),
    figures("average_entry", "Average", Unit::Price),
    figures("notional", "Notional", Unit::Money),
    figures("initial_margin", "Margin", Unit::Money),
    figures("exposure", "Leverage on equity", Unit::Times),
    figures("stop_price", "Stop then", Unit::Price),
    figures("profit_at_stop", "If stopped", Unit::Money),
    figures("liquidation_price", "Liquidation", Unit::Price),
    figures("bounce_pct", "To breakeven", Unit::Percent),
    figures("profit_at_targets", "At targets", Unit::Money),
];

fn ladder_plan(ladder: &Ladder) -> Value {
    let row = |(at, row): (usize, &Row)| {
        let state = if row.step.is_filled { RungState::Filled } else { RungState::Open };
        vec![
            Value::Number(at as f64 + 1.0),
            Value::Word(state.word()),
            Value::Number(row.step.price),
            Value::Number(row.step.quantity),
            Value::Number(row.held),
            row.entry.into(),
            row.notional.into(),
            row.margin.into(),
            row.exposure.into(),
            row.stop.into(),
            row.at_stop.into(),
            row.price.into(),
            row.bounce.into(),
            row.at_targets.into(),
        ]
    };
    Value::Table(ladder.rows.iter().enumerate().map(row).collect())
}

/// A linear contract of one coin has no other unit to be read in.
fn contracts(ladder: &Ladder) -> Value {
    match ladder.amounts {
        Ok(amounts) if amounts.contracts == amounts.base => Value::Absent(Reason("A contract is one coin")),
        _ => amount(ladder, |amounts| amounts.contracts),
    }
}

fn amount(ladder: &Ladder, of: fn(&Amounts) -> Option<f64>) -> Value {
    ladder.amounts.and_then(|amounts| of(&amounts).ok_or(Reason("Has no such unit"))).into()
}

#[rustfmt::skip] // in the order of the page
pub(super) const OUTPUTS: &[Figure] = &[
    Figure::new(key("quantity"), "Quantity, all filled", ours("what is filled + the open orders: the largest multiples of the lot in their shares of one scale at which no step loses more than the risk"), |o| o.quantity.into())
        .answer().feeds(Feed::Button("quantity")),
    Figure::new(key("profit_at_stop"), "All filled and stopped", ours("profit between average entry and stop fill − fees of the entries and of the stop"), |o| o.last(|row| row.at_stop).into()).cell("loss_at_stop_pct").by_sign(),
    Figure::new(key("average_entry"), "Average, all filled", ours("Σ quantity × fill / Σ quantity; inverse Σ quantity / Σ (quantity / fill)"), |o| o.last(|row| row.entry).into()).cell("breakeven_price").feeds(Feed::Button("entry")),
    Figure::new(key("funds_needed"), "Money needed", ours("the most of any step: margin + entry fees + closing fee set aside, in cross margin + the loss open at its fill"), |o| o.funds.into()).cell("exposure"),
    Figure::new(key("liquidation_price"), "Liquidation, all filled", Basis { formula: "the mark at which margin + profit = maintenance requirement, with the mark at the last fill", source: "https://www.binance.com/en/support/faq/b3c689c1f50a44cabb3a84e663b81d93" }, |o| o.last(|row| row.price).into()).cell("liquidation_distance_pct"),
    Figure::new(key("loss_at_stop_pct"), "Loss, of equity", ours("loss of the whole ladder at its stop / equity"), |o| o.share_at_stop.into()).beside(),
    Figure::new(key("breakeven_price"), "Breakeven", ours("the price at which closing all of it pays for the fees of the entries and its own"), |o| o.last(|row| row.breakeven).into()).beside(),
    Figure::new(key("exposure"), "Leverage on equity", ours("notional of the whole ladder / equity"), |o| o.last(|row| row.exposure).into()).beside(),
    Figure::new(key("liquidation_distance_pct"), "From the last order", ours("liquidation price / last fill − 1"), |o| o.liquidation_distance.into()).beside(),
    Figure::new(key("first_quantity"), "First open order", ours("its share of the scale, in whole lots"), |o| o.first.into()),
    Figure::new(key("risk_budget_amount"), "Risk budget", ours("risk × equity, or the money typed"), |o| Value::Number(o.budget)),
    Figure::new(key("realised_risk_amount"), "Most lost at the stop", ours("the largest loss at the stop then in force, of what is held now and after each open order"), |o| o.worst.into()),
    Figure::new(key("realised_risk_pct"), "Most lost, of equity", ours("that loss / equity"), |o| o.worst_share.into()),
    Figure::new(key("worst_rung"), "After order", ours("the first step with that loss"), |o| o.worst_rung.into()),
    Figure::new(key("stop_price"), "Stop, all filled", ours("the stop in force after the last fill, on the tick, towards less loss"), |o| o.last(|row| row.stop).into()),
    Figure::new(key("next_rung_price"), "Next order at", ours("the price of the first open order"), |o| o.next.price.into()),
    Figure::new(key("room_quantity"), "Largest next add", ours("(budget + profit of what is held at the stop) / loss of one more unit there, in whole lots; with a stop that moves with it, the largest that fits"), |o| o.next.quantity.into()),
    Figure::new(key("average_after"), "Average after that", ours("average entry with that add filled"), |o| o.next.average.into()),
    Figure::new(key("next_quantity"), "One lot more", ours("that add + one lot"), |o| o.next.one_more.map(|(quantity, _)| quantity).into()),
    Figure::new(key("next_overshoot_amount"), "One lot more exceeds the budget by", ours("loss at the stop with one lot more − budget"), |o| o.next.one_more.map(|(_, over)| over).into()),
    Figure::new(key("profit_at_next_tenth"), "Another 10 % against you", ours("profit of closing all of it at market 10 % beyond the last fill, without the stop"), |o| o.further.into()).by_sign(),
    Figure::new(key("bounce_pct"), "From the last order to breakeven", ours("breakeven price / last fill − 1; for a long below 0 in profit"), |o| o.last(|row| row.bounce).into()),
    Figure::new(key("profit_at_targets"), "At targets, all filled", ours("Σ share × (profit at the target − fees of the entries and of the target)"), |o| o.last(|row| row.at_targets).into()).by_sign(),
    Figure::new(key("r_net"), "R net, all filled", ours("gain at the targets / loss at the stop, costs in both"), |o| o.r_net.into()),
    Figure::new(key("notional"), "Notional, all filled", ours("quantity × average entry (linear), contracts × size / average (inverse)"), |o| o.last(|row| row.notional).into()),
    Figure::new(key("initial_margin"), "Margin, all filled", ours("notional / leverage; isolated also the closing fee that the requirement counts at bankruptcy"), |o| o.last(|row| row.margin).into()),
    Figure::new(key("base_quantity"), "In the coin", ours("contracts × size / average entry (inverse)"), |o| amount(o, |a| a.base)).check(),
    Figure::new(key("quote_quantity"), "In the quote currency", ours("quantity × average entry"), |o| amount(o, |a| a.quote)).check(),
    Figure::new(key("contract_quantity"), "In contracts", ours("base quantity / contract size (linear)"), contracts).check(),
    Figure::new(key("ladder_plan"), "Orders", ours("after each fill: what is held, its margin, stop, loss there, liquidation and way to breakeven"), ladder_plan).columns(PLAN_COLUMNS),
];
