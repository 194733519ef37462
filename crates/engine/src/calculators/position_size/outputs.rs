//! The figures of a size.

use super::orders;
use super::{Sized, TargetFill};
use crate::math::contract::Amounts;
use crate::math::sizing::{Allowance, Limit};
use crate::spec::{Basis, Column, Feed, Kind, Listed, Output, Reason, Unit, Value, key};

type Figure = Output<Sized>;

const OURS: &str = "ours, derivation in docs/numbers.md";

const fn ours(formula: &'static str) -> Basis {
    Basis { formula, source: OURS }
}

const TARGET_COLUMNS: &[Column] = &[
    Column { name: "share_pct", label: "Share", kind: Kind::Number, unit: Unit::Percent, neutral: None },
    Column { name: "price", label: "Price", kind: Kind::Number, unit: Unit::Price, neutral: None },
    Column { name: "quantity", label: "Quantity", kind: Kind::Number, unit: Unit::Quantity, neutral: None },
    Column { name: "profit", label: "Profit", kind: Kind::Number, unit: Unit::Money, neutral: None },
    Column { name: "r_net", label: "R net", kind: Kind::Number, unit: Unit::R, neutral: None },
];

const LIMIT_COLUMNS: &[Column] = &[
    Column { name: "limit", label: "Limit", kind: Kind::Choice, unit: Unit::None, neutral: None },
    Column { name: "quantity", label: "Allows", kind: Kind::Number, unit: Unit::Quantity, neutral: None },
    Column {
        name: "lifted_quantity",
        label: "Size without it",
        kind: Kind::Number,
        unit: Unit::Quantity,
        neutral: None,
    },
];

fn limits(sized: &Sized) -> Value {
    let row = |(allowance, lifted): &(Allowance, Result<f64, Reason>)| {
        let quantity = Some(allowance.quantity).filter(|quantity| quantity.is_finite());
        let allows = Value::number_or(quantity, Reason("No limit"));
        vec![Value::Word(Listed::word(allowance.limit)), allows, (*lifted).into()]
    };
    Value::Table(sized.limits.iter().map(row).collect())
}

fn target_plan(sized: &Sized) -> Value {
    let row = |fill: &TargetFill| {
        let numbers = [fill.share, fill.price, fill.quantity, fill.profit].map(Value::Number);
        numbers.into_iter().chain([Value::number_or(fill.r, Reason("No stop was given"))]).collect()
    };
    Value::Table(sized.target_plan.iter().map(row).collect())
}

/// A linear contract of one coin has no other unit to be read in.
fn contracts(sized: &Sized) -> Value {
    match sized.amounts {
        Ok(amounts) if amounts.contracts == amounts.base => Value::Absent(Reason("A contract is one coin")),
        _ => amount(sized, |amounts| amounts.contracts),
    }
}

fn amount(sized: &Sized, of: fn(&Amounts) -> Option<f64>) -> Value {
    sized.amounts.and_then(|amounts| of(&amounts).ok_or(Reason("Has no such unit"))).into()
}

#[rustfmt::skip] // in the order of the page
pub(super) const OUTPUTS: &[Figure] = &[
    Figure::new(key("quantity"), "Quantity", ours("the smallest of what each limit allows, rounded down to the lot"), |o| o.quantity.into())
        .answer().feeds(Feed::Desk("quantity")),
    Figure::new(key("profit_at_stop"), "If stopped", ours("- quantity × loss per unit"), |o| o.profit_at_stop.into()).cell("loss_at_stop_pct").by_sign(),
    Figure::new(key("profit_at_targets"), "At targets", ours("sum over the targets of quantity × (gain − fees of entry and target − funding)"), |o| o.profit_at_targets.into()).cell("r_net").by_sign(),
    Figure::new(key("liquidation_price"), "Liquidation", Basis { formula: "the mark at which margin + profit = maintenance requirement", source: "https://www.binance.com/en/support/faq/b3c689c1f50a44cabb3a84e663b81d93" }, |o| o.liquidation.into()).cell("liquidation_distance_pct"),
    Figure::new(key("initial_margin"), "Initial margin", ours("notional at entry / exchange leverage, or × the venue's initial rate; with the closing fee where the venue counts it at the bankruptcy price"), |o| o.initial_margin.into()).cell("exposure"),
    Figure::new(key("loss_at_stop_pct"), "Loss at the stop", ours("loss if stopped / equity"), |o| o.share_lost_at_stop.into()).beside(),
    Figure::new(key("r_net"), "R net", ours("gain at the targets / loss at the stop, costs in both"), |o| o.r_net.into()).beside(),
    Figure::new(key("liquidation_distance_pct"), "Distance to liquidation", ours("liquidation price / entry fill − 1"), |o| o.liquidation.map(|price| price / o.mark - 1.0).into()).beside(),
    Figure::new(key("exposure"), "Exposure", ours("notional / equity, whatever the exchange leverage"), |o| o.exposure.into()).beside(),
    Figure::new(key("loss_per_unit"), "Loss per unit if stopped, costs included", ours("loss between the two fills + both fees + funding, per unit"), |o| o.loss_per_unit.into()),
    Figure::new(key("risk_budget_amount"), "Risk budget", ours("risk × equity, or the money typed"), |o| Value::number_or(Some(o.budget).filter(|budget| budget.is_finite()), Reason("No budget in this method"))),
    Figure::new(key("realised_risk_amount"), "Realised risk", ours("quantity × loss per unit (per ATR, where that is the method)"), |o| o.risked.into()),
    Figure::new(key("realised_risk_pct"), "Realised risk of equity", ours("realised risk / equity"), |o| o.risked_share.into()),
    Figure::new(key("fees_if_stopped"), "Fees, entry and stop", ours("fee × filled notional, on each side"), |o| o.fees_if_stopped.into()),
    Figure::new(key("funding_amount"), "Funding counted", ours("funding per stamp × the number of stamps that costs more × notional"), |o| o.funding.into()),
    Figure::new(key("funding_expected_amount"), "Funding expected", ours("funding per stamp × hours / hours between stamps × notional"), |o| o.funding_expected.into()),
    Figure::new(key("funding_least_amount"), "Funding at the least", ours("funding per stamp × the number of stamps that costs less × notional"), |o| o.funding_least.into()),
    Figure::new(key("breakeven_price"), "Breakeven price, both fees", ours("linear e'(1 + f + h)/(1 − g) for a long; venues often show one fee only"), |o| o.breakeven.into()),
    Figure::new(key("required_win_pct"), "Win rate needed", ours("loss / (loss + win), from the same fills"), |o| o.required_win.into()),
    Figure::new(key("r_gross"), "R before costs", ours("the same between the prices typed, without fees, funding and slippage"), |o| o.r_gross.into()),
    Figure::new(key("notional"), "Notional", ours("quantity × entry fill (linear), contracts × size / entry fill (inverse)"), |o| o.notional.into()),
    Figure::new(key("stop_price"), "Stop price", ours("the level, on the tick, towards the entry"), |o| Value::number_or(o.stop_price, Reason("No stop was given"))),
    Figure::new(key("stop_distance_pct"), "Stop distance", ours("stop price / entry price − 1"), |o| Value::number_or(o.stop_distance, Reason("No stop was given"))),
    Figure::new(key("binding_limit"), "What decides the size", ours("the limit that allows least"), |o| Value::Word(Listed::word(o.size.binding))).words(<Limit as Listed>::WORDS),
    Figure::new(key("lifted_quantity"), "Size if that were lifted", ours("the smallest of what the other limits allow, rounded down to the lot"), |o| o.lifted.into()),
    Figure::new(key("rule_units"), "Units by the rule", Basis { formula: "fixed ratio ⌊(1 + √(1 + 4 (n(n − 1) + 2 P/δ)))/2⌋, n units at the start; units per money ⌊equity / money per unit⌋", source: "ISBN 978-0-471-31698-5" }, |o| o.rule_units.into()),
    Figure::new(key("unit_profit_needed"), "Needed for these units", Basis { formula: "δ (N(N − 1) − n(n − 1))/2", source: "ISBN 978-0-471-31698-5" }, |o| o.unit_profit_needed.into()),
    Figure::new(key("ratio_next_amount"), "Needed for one more", Basis { formula: "the same for N + 1 units", source: "ISBN 978-0-471-31698-5" }, |o| o.ratio_next_amount.into()),
    Figure::new(key("risk_in_own_currency"), "Realised risk, in your other currency", ours("realised risk / worth of one unit of it"), |o| o.risk_in_own_currency.into()),
    Figure::new(key("leverage_needed"), "Leverage needed", ours("the lowest whole leverage at which the margin of the size fits"), |o| o.leverage_needed.into()),
    Figure::new(key("leverage_max_for_stop"), "Leverage that keeps the stop first", ours("the highest whole leverage whose liquidation price lies beyond the stop"), |o| o.leverage_max_for_stop.into()),
    Figure::new(key("day_room_amount"), "Left of the day's limit", ours("equity × limit − lost today − open risk, at least 0"), |o| Value::number_or(o.day_room, Reason("No day limit"))),
    Figure::new(key("unrounded_quantity"), "Before rounding", ours("the smallest of what each limit allows"), |o| Value::number_or(Some(o.size.unrounded).filter(|q| q.is_finite()), Reason("Nothing limits it"))),
    Figure::new(key("next_quantity"), "One lot more", ours("quantity + lot"), |o| Value::number_or(o.next, Reason("No lot step"))),
    Figure::new(key("next_overshoot_amount"), "One lot more exceeds the budget by", ours("quantity of the next lot × loss per unit − budget, at least 0"), |o| Value::number_or(o.next.filter(|_| o.budget.is_finite()).map(|_| o.next_overshoot), Reason("No lot step, or no budget"))),
    Figure::new(key("base_quantity"), "In the coin", ours("contracts × size / price (inverse)"), |o| amount(o, |a| a.base)).check(),
    Figure::new(key("quote_quantity"), "In the quote currency", ours("quantity × price"), |o| amount(o, |a| a.quote)).check(),
    Figure::new(key("contract_quantity"), "In contracts", ours("base quantity / contract size (linear)"), contracts).check(),
    Figure::new(key("target_plan"), "Targets", ours("each share in whole lots, the last takes what rounding leaves"), target_plan).columns(TARGET_COLUMNS),
    Figure::new(key("limits"), "What each limit allows, and the size without it", ours("see the formulas at the top of the sizing module"), limits).columns(LIMIT_COLUMNS).check(),
    Figure::new(key("orders"), "Orders", ours("quantities in whole lots, the last target takes what rounding leaves; prices on the tick, never to your disadvantage"), |o| orders::table(&o.orders)).columns(orders::COLUMNS).check(),
];
