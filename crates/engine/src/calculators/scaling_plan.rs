//! How do I build up this position, from nothing or from what I hold?
//!
//! ```text
//! pyramid        orders a step above one another (below, for a short), so many times N or percent; sizes equal, falling or own
//! safety orders  orders a deviation below one another; sums of quote money: base, r, r v, r v^2 ...
//! after a fill   E = average entry;  loss at the stop S = q (d (E - S) + fees);  L by the margin, as `liquidation` has it
//! whole ladder   q(i) in whole lots of k w(i), with the largest k at which no step loses more than the risk at its stop
//! next add       the largest quantity after which the stop then in force loses no more than the risk
//! bounce         breakeven price after the fill / price of the fill - 1
//! further 10 %   what closing all of it 10 % beyond the last fill brings
//!
//! q quantity · w weight · d +1 long, -1 short · r first safety order over the base order · v volume multiplier
//! ```
//!
//! Sources: pyramid by units, Faith, Way of the Turtle, ISBN 978-0-07-148664-4; safety orders,
//! <https://3commas.io/blog/dca-safety-orders-calculator>; liquidation as in that calculator; the rest is derived in
//! docs/numbers.md and walked fill by fill in `tests/it/fills.rs`.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // The Turtles' crude oil: N 1.20, units at 28.30, 28.90, 29.50 and 30.10, all stops at 27.70 then: 5 N at risk.
//! let typed = [("side", "long"), ("entry", "28.3"), ("atr", "1.2"), ("step", "0.5atr")];
//! let stop = [("stop", "2atr"), ("stop_rule", "trailing"), ("rung_count", "4"), ("leverage", "1")];
//! let size = [("ladder_by", "first-quantity"), ("first_quantity", "1"), ("equity", "1000"), ("risk_pct", "1")];
//! let texts: Texts = typed.into_iter().chain(stop).chain(size).collect();
//! let outcome = calculators::find("scaling-plan").ok_or("gone")?.prepare(&texts).outcome();
//! let lost = -outcome.number("profit_at_stop").ok_or("no stop")?;
//! assert!((lost - 5.0 * 1.2).abs() < 1e-9);
//! # Ok::<(), &str>(())
//! ```

mod choices;
mod orders;
mod outputs;
mod results;
mod solving;
#[cfg(test)]
mod tests;
mod warnings;
mod wording;

use crate::math::contract::Side;
use crate::spec::{Field, Level, Next, Range, Slot, Spec, When, Wording, key};

use super::average_entry::FillRow;
use super::terms::{self, HasTerms, Terms};
use super::trade::{MarginMode, Order, Target, choice};
pub use choices::{LadderBy, PlanKind, RungRow, RungState, StepFrom, StopFollows, Weighting};
pub use results::Ladder;

/// What is typed, as numbers: money in the settlement currency, shares as fractions.
#[derive(Clone, Debug)]
pub struct ScalingPlan {
    /// Long or short.
    pub side: Side,
    /// How the position is built.
    pub plan: PlanKind,
    /// The price of the first order.
    pub entry: f64,
    /// What is held already, in the order of its fills.
    pub fills: Vec<FillRow>,
    /// Orders in all.
    pub rung_count: u32,
    /// The distance between orders.
    pub step: Option<Level>,
    /// What it is measured from.
    pub step_from: StepFrom,
    /// Each distance over the one before.
    pub step_multiplier: f64,
    /// The first safety order over the base order.
    pub safety_ratio: f64,
    /// Each safety order over the one before.
    pub volume_multiplier: f64,
    /// The proportion of a pyramid's units.
    pub weighting: Weighting,
    /// That proportion, as typed.
    pub weights: Vec<f64>,
    /// The orders of one's own plan.
    pub rungs: Vec<RungRow>,
    /// Where it is all given up.
    pub stop: Option<Level>,
    /// What the stop does after each fill.
    pub stop_rule: StopFollows,
    /// When it moves to breakeven.
    pub breakeven_after: u32,
    /// What decides the size.
    pub ladder_by: LadderBy,
    /// Share of equity that may be lost.
    pub risk: f64,
    /// Money that may be lost.
    pub risk_amount: f64,
    /// The first order.
    pub first_quantity: f64,
    /// Money for all of it.
    pub funds: f64,
    /// All that the account is worth.
    pub equity: f64,
    /// The exchange's setting.
    pub leverage: f64,
    /// Isolated or cross.
    pub margin_mode: MarginMode,
    /// Where it is closed with gain.
    pub targets: Vec<Target>,
    /// Average true range, in price.
    pub atr: Option<f64>,
    /// The price now.
    pub mark: Option<f64>,
    /// Limit or market.
    pub entry_order: Order,
    /// Limit or market.
    pub target_order: Order,
    /// Slippage of market orders, a fraction.
    pub slippage: f64,
    /// What is not yet bound as margin; empty: equity.
    pub free_margin: Option<f64>,
    /// Cash without open profit; empty: equity.
    pub wallet_balance: Option<f64>,
    /// Open profit of other positions.
    pub other_profit: f64,
    /// Maintenance of other positions.
    pub other_maintenance: f64,
    /// The contract.
    pub terms: Terms,
}

impl Default for ScalingPlan {
    fn default() -> ScalingPlan {
        ScalingPlan {
            side: Side::Long,
            plan: PlanKind::Pyramid,
            entry: 0.0,
            fills: Vec::new(),
            rung_count: 1,
            step: None,
            step_from: StepFrom::Base,
            step_multiplier: 1.0,
            safety_ratio: 1.0,
            volume_multiplier: 1.0,
            weighting: Weighting::Equal,
            weights: Vec::new(),
            rungs: Vec::new(),
            stop: None,
            stop_rule: StopFollows::Nothing,
            breakeven_after: 1,
            ladder_by: LadderBy::RiskPercent,
            risk: 0.0,
            risk_amount: 0.0,
            first_quantity: 0.0,
            funds: 0.0,
            equity: 0.0,
            leverage: 1.0,
            margin_mode: MarginMode::Isolated,
            targets: Vec::new(),
            atr: None,
            mark: None,
            entry_order: Order::Limit,
            target_order: Order::Limit,
            slippage: 0.0,
            free_margin: None,
            wallet_balance: None,
            other_profit: 0.0,
            other_maintenance: 0.0,
            terms: Terms::default(),
        }
    }
}

impl HasTerms for ScalingPlan {
    fn terms(&mut self) -> &mut Terms {
        &mut self.terms
    }
}

type Row = Field<ScalingPlan>;

/// As many orders as anybody places, and a page can show.
const MOST_RUNGS: usize = 50;

const RULED: &[When] = &[When { key: "plan", is: &["pyramid", "dca"] }];
const SAFETY_ORDERS: &[When] = &[When { key: "plan", is: &["dca"] }];
const PYRAMID: &[When] = &[When { key: "plan", is: &["pyramid"] }];
const OWN_WEIGHTS: &[When] = &[When { key: "plan", is: &["pyramid"] }, When { key: "weighting", is: &["custom"] }];
const OWN_ORDERS: &[When] = &[When { key: "plan", is: &["custom"] }];
const TO_BREAKEVEN: &[When] = &[When { key: "stop_rule", is: &["breakeven"] }];
const BY_RISK: &[When] = &[When { key: "ladder_by", is: &["risk-pct", "risk-amount"] }];
const NOT_IN_MONEY: &[When] = &[When { key: "ladder_by", is: &["risk-pct", "first-quantity", "funds"] }];
const IN_MONEY: &[When] = &[When { key: "ladder_by", is: &["risk-amount"] }];
const BY_FIRST: &[When] = &[When { key: "ladder_by", is: &["first-quantity"] }];
const BY_FUNDS: &[When] = &[When { key: "ladder_by", is: &["funds"] }];
const IN_CROSS: &[When] = &[When { key: "margin_mode", is: &["cross"] }];

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("side"), "Side", "long", |i| choice(&mut i.side)),
    Row::new(key("plan"), "Build it", "pyramid", |i| choice(&mut i.plan))
        .help("Pyramid: add while it goes your way. DCA, safety orders: buy more as it goes against you, to lower the average. Custom: row by row."),
    Row::new(key("entry"), "Entry price", "65000", |i| Slot::Number(&mut i.entry))
        .help("The price of the first order; what is filled already counts from its own first fill.").range(Range::Above(0.0)),
    Row::new(key("rung_count"), "Orders", "4", |i| Slot::Count(&mut i.rung_count))
        .help("Orders in all, the first included.").range(Range::Between(1.0, MOST_RUNGS as f64)).when(RULED),
    Row::new(key("step"), "Distance between orders", "2%", |i| Slot::Level(&mut i.step))
        .help("How far the price goes before the next order, up for a long pyramid, down for safety orders of a long: 2%, 0.5atr as the Turtles had it, 0.25r, or a distance in price.").needed_when(RULED).when(RULED),
    Row::new(key("step_from"), "Measured from", "base", |i| choice(&mut i.step_from))
        .help("Whether distances add up from the first order, or each is measured from the order before: 2 % twice is 96, or 96.04.").when(RULED).folded(),
    Row::new(key("step_multiplier"), "Distance multiplier", "1", |i| Slot::Number(&mut i.step_multiplier))
        .help("Each distance is that many times the one before.").range(Range::Between(0.1, 10.0)).when(RULED),
    Row::new(key("safety_ratio"), "First safety order", "1", |i| Slot::Number(&mut i.safety_ratio))
        .help("Its sum of money over that of the base order.").range(Range::Between(0.001, 1000.0)).when(SAFETY_ORDERS),
    Row::new(key("volume_multiplier"), "Volume multiplier", "1", |i| Slot::Number(&mut i.volume_multiplier))
        .help("The sum of each safety order is that many times the one before.").range(Range::Between(0.1, 10.0)).when(SAFETY_ORDERS),
    Row::new(key("weighting"), "Quantities", "equal", |i| choice(&mut i.weighting))
        .help("How the quantities of the orders compare.").when(PYRAMID),
    Row::new(key("weights"), "Weights", "1,0.6,0.3,0.1", |i| Slot::Series(&mut i.weights))
        .help("How the quantities compare, one for each order: 1, 0.6, 0.3.").range(Range::AtLeast(0.0)).when(OWN_WEIGHTS),
    Row::new(key("rungs"), "Orders", "price,weight;65000,1;64000,1;62500,2", |i| Slot::Rows(&mut i.rungs))
        .help("In the order in which they fill: a price, or a distance from the entry such as -2% or 0.5atr; a quantity, or else a weight; and whether it is filled.").when(OWN_ORDERS),
    Row::new(key("fills"), "Filled already", "", |i| Slot::Rows(&mut i.fills))
        .help("What you hold, as quantity and price of each fill: 0.1@65000. They stand for the first orders of the plan. Empty: nothing.").optional().when(RULED),
    Row::new(key("stop"), "Stop price", "2.5%", |i| Slot::Level(&mut i.stop))
        .help("Where all of it is given up, with a market order: a price, or a distance such as 8% or 2atr.").needed_when(BY_RISK),
    Row::new(key("stop_rule"), "The stop", "trailing", |i| choice(&mut i.stop_rule))
        .help("Whether the stop stays, trails each fill at the same distance and never goes back, keeps that distance from the average entry, or moves to breakeven after some fills."),
    Row::new(key("breakeven_after_fills"), "Breakeven after", "2", |i| Slot::Count(&mut i.breakeven_after))
        .help("After so many fills the stop lies where closing pays for its fees.").range(Range::Between(1.0, MOST_RUNGS as f64)).when(TO_BREAKEVEN),
    Row::new(key("ladder_by"), "Size by", "risk-pct", |i| choice(&mut i.ladder_by))
        .help("What the stop may lose of the whole ladder, in percent of equity or in money; the quantity of the first order; or the money that the plan may bind."),
    Row::new(key("risk_pct"), "Risk of the whole ladder", "1", |i| Slot::Number(&mut i.risk))
        .help("Share of equity that the position may lose at its stop after any of its fills, costs included.").range(Range::Between(0.0, 100.0)).when(NOT_IN_MONEY),
    Row::new(key("risk_amount"), "Risk of the whole ladder", "100", |i| Slot::Money(&mut i.risk_amount))
        .help("Money that the position may lose at its stop after any of its fills, costs included.").inverse_example("0.005").range(Range::AtLeast(0.0)).when(IN_MONEY),
    Row::new(key("first_quantity"), "First order", "0.01", |i| Slot::Number(&mut i.first_quantity))
        .help("Quantity of the first order; the others follow from it.").inverse_example("100").range(Range::Above(0.0)).when(BY_FIRST),
    Row::new(key("funds"), "Money for all orders", "1000", |i| Slot::Money(&mut i.funds))
        .help("What margins and entry fees of all orders may come to; in cross margin also the loss that is open by then.").inverse_example("0.05").range(Range::Above(0.0)).when(BY_FUNDS),
    Row::new(key("equity"), "Equity", "10000", |i| Slot::Money(&mut i.equity))
        .help("All that the account is worth.").inverse_example("0.5").range(Range::Above(0.0)),
    Row::new(key("leverage"), "Leverage", "10", |i| Slot::Number(&mut i.leverage))
        .help("The leverage set at the exchange. It decides the margin and, when isolated, the liquidation price; not the risk.").range(Range::Between(1.0, 500.0)),
    Row::new(key("margin_mode"), "Margin", "isolated", |i| choice(&mut i.margin_mode))
        .help("Isolated: only the position's own margin stands behind it, and each order brings its own. Cross: the whole wallet does."),
    Row::new(key("atr"), "Average true range", "800", |i| Slot::Optional(&mut i.atr))
        .help("Wilder's ATR, in price; the Turtles' N. Needed for distances in ATR.").range(Range::Above(0.0)),
    Row::new(key("targets"), "Targets", "100@5r", |i| Slot::Rows(&mut i.targets))
        .help("Shares of the position and where they are closed: 50@70000, 50@3r. R is the distance from the first entry to the stop. Empty: none."),
    Row::new(key("mark_price"), "Mark price", "", |i| Slot::Optional(&mut i.mark))
        .help("The price now, for what is held. Empty: the last fill.").range(Range::Above(0.0)).folded(),
    Row::new(key("entry_order"), "Orders are", "limit", |i| choice(&mut i.entry_order))
        .help("Limit orders pay the maker fee; market orders, and stop orders as pyramids use them, pay the taker fee and slip.").folded(),
    Row::new(key("target_order"), "Target order", "limit", |i| choice(&mut i.target_order))
        .help("Whether targets are limit or market orders; breakeven counts the same.").folded(),
    Row::new(key("slippage_pct"), "Slippage", "0", |i| Slot::Number(&mut i.slippage))
        .help("How much worse market orders and the stop fill.").range(Range::Between(0.0, 50.0)).folded(),
    Row::new(key("free_margin"), "Free margin", "", |i| Slot::OptionalMoney(&mut i.free_margin))
        .help("What is not yet bound as margin; what is held of this position is bound already. Empty: all equity, for all of the plan.").range(Range::AtLeast(0.0)).folded(),
    Row::new(key("wallet_balance"), "Wallet balance", "", |i| Slot::OptionalMoney(&mut i.wallet_balance))
        .help("Cash without open profit, which stands behind a cross position. Empty: equity.").range(Range::AtLeast(0.0)).when(IN_CROSS).folded(),
    Row::new(key("other_profit"), "Profit of other positions", "0", |i| Slot::Money(&mut i.other_profit))
        .help("Open profit of the other positions in the same wallet; below 0 a loss.").when(IN_CROSS).folded(),
    Row::new(key("other_maintenance"), "Maintenance of other positions", "0", |i| Slot::Money(&mut i.other_maintenance))
        .help("Maintenance margin of the other positions in the same wallet.").range(Range::AtLeast(0.0)).when(IN_CROSS).folded(),
    terms::contract(), terms::contract_size(), terms::lot_step(), terms::min_quantity(), terms::max_quantity(), terms::min_notional(),
    terms::price_rule(), terms::maker_fee(), terms::taker_fee(), terms::reserve_fees(), terms::tiers(), terms::maintenance(),
    terms::maintenance_at(), terms::requirement_fee(), terms::tier_axis(), terms::requirement_fee_at(), terms::rate_per_coin(),
    terms::initial_rate(), terms::requirement_floor(),
];

/// The calculator.
pub static SCALING_PLAN: &Spec<ScalingPlan, Ladder> = &Spec {
    slug: "scaling-plan",
    title: "Scaling plan",
    question: "How do I build up this position, from nothing or from what I hold?",
    assumptions: "Orders fill one after the other at their price, each rounded down to its lot. The stop fills as a market order and closes all that is held. Liquidation after each fill with the mark at that fill, as on the liquidation tab.",
    fields: FIELDS,
    outputs: outputs::OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, wording::chart),
    next: &[
        Next { label: "See the liquidation", slug: "liquidation" },
        Next { label: "Enter the fills", slug: "average-entry" },
        Next { label: "Odds of losing runs, martingale", slug: "money-management" },
    ],
};
