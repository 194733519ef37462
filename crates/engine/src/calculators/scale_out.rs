//! How do I take the position down?
//!
//! ```text
//! outcome    the first k targets are filled, then the stop:  sum over j <= k of q_j net(T_j) + rest net(S_k)
//! R          result / loss of the whole position at its stop, costs in both
//! free at P  q_1 net(P) = (Q - q_1) loss(S)
//! odds       P(T before S) = (x^y - S^y) / (T^y - S^y), y = 1 - 2 drift / volatility^2; without drift (x - S) / (T - S)
//! expected   sum over the outcomes of chance x result
//!
//! q_j, T_j  quantity and price of the j-th target · S stop, S_k that in force after k targets · Q the position · x price now
//! net(X)  what one unit brings if closed at X, after both fees, slippage and funding
//! ```
//!
//! Sources: first principles for results and the free price; I. Karatzas, S. Shreve, "Brownian Motion and Stochastic
//! Calculus", ISBN 978-0-387-97655-6, section 5.5, for the odds; H. M. Taylor, "A Stopped Brownian Motion Formula" (1975),
//! DOI 10.1214/aop/1176996395, for the average exit of a trailing stop.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // One coin at 50,000, stop 49,000: 40 % at 51,000, 30 % at 52,000, 30 % at 54,000 bring 2,200, on 1,000 at risk.
//! let typed = [("side", "long"), ("entry", "50k"), ("stop", "49k"), ("quantity", "1"), ("targets", "40@51k,30@52k,30@54k")];
//! let texts: Texts = typed.into_iter().collect();
//! let outcome = calculators::find("scale-out").ok_or("gone")?.prepare(&texts).outcome();
//! assert_eq!(outcome.number("plan_r_net"), Some(2.2));
//! # Ok::<(), &str>(())
//! ```

mod endings;
mod prices;
mod solving;
mod tables;
#[cfg(test)]
mod tests;
mod warnings;
mod wording;

use crate::math::contract::Side;
use crate::math::exits::Plan;
use crate::spec::{Basis, Field, Level, Next, Output, Range, Reason, Slot, Spec, Value, Wording, key};

use super::terms::{self, HasTerms, Terms};
use super::trade::{Order, Target, choice};
use endings::Ends;

/// What is typed, as numbers: money in the settlement currency, shares as fractions.
#[derive(Clone, Debug)]
pub struct ScaleOut {
    /// Long or short.
    pub side: Side,
    /// The entry price.
    pub entry: f64,
    /// Limit or market.
    pub entry_order: Order,
    /// Where the trade is given up.
    pub stop: Option<Level>,
    /// How much is held.
    pub quantity: f64,
    /// Shares, and where they are closed.
    pub targets: Vec<Target>,
    /// Limit or market.
    pub target_order: Order,
    /// After how many targets the stop moves to breakeven; 0: never.
    pub breakeven_after: u32,
    /// How far the stop of what no target closes trails.
    pub trail_by: Option<Level>,
    /// Where the stop might be moved now.
    pub moved_stop: Option<Level>,
    /// The price now; empty: the entry price.
    pub mark: Option<f64>,
    /// Chance of each target; empty: implied.
    pub hit_odds: Vec<f64>,
    /// Expected drift a year, a fraction.
    pub annual_drift: f64,
    /// Volatility a year, a fraction.
    pub annual_volatility: Option<f64>,
    /// Days within which a touch is asked for.
    pub horizon_days: f64,
    /// Average true range, in price.
    pub atr: Option<f64>,
    /// All that the account is worth.
    pub equity: Option<f64>,
    /// Slippage of market orders, a fraction.
    pub slippage: f64,
    /// Funding per stamp, a fraction; longs pay above 0.
    pub funding_rate: f64,
    /// How long it is held.
    pub hours: f64,
    /// The contract.
    pub terms: Terms,
}

impl Default for ScaleOut {
    fn default() -> ScaleOut {
        ScaleOut {
            side: Side::Long,
            entry: 0.0,
            entry_order: Order::Limit,
            stop: None,
            quantity: 0.0,
            targets: Vec::new(),
            target_order: Order::Limit,
            breakeven_after: 0,
            trail_by: None,
            moved_stop: None,
            mark: None,
            hit_odds: Vec::new(),
            annual_drift: 0.0,
            annual_volatility: None,
            horizon_days: 30.0,
            atr: None,
            equity: None,
            slippage: 0.0,
            funding_rate: 0.0,
            hours: 0.0,
            terms: Terms::default(),
        }
    }
}

impl HasTerms for ScaleOut {
    fn terms(&mut self) -> &mut Terms {
        &mut self.terms
    }
}

/// What is at stake: the unit of R.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stake {
    /// Loss of the whole at the stop, costs included.
    net: f64,
    /// The same between the prices planned.
    gross: f64,
}

/// What one part comes to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    share: f64,
    price: f64,
    quantity: f64,
    profit: f64,
    /// The stop in force once it is filled; none where nothing is left.
    stop: Option<f64>,
    /// Chance that the price comes there before the stop.
    chance: Result<f64, Reason>,
    /// Chance that the price touches it within the days, whatever the stop does.
    touch: Result<f64, Reason>,
}

/// What comes of it: money in the settlement currency, shares as fractions, or why there is no number.
#[derive(Clone, Debug)]
pub struct Exits {
    plan: Plan,
    stake: Stake,
    parts: Vec<Part>,
    ends: Ends,
    free_price: Option<f64>,
    free_after: Option<usize>,
    breakeven_stop: Result<f64, Reason>,
    trail_least: Result<f64, Reason>,
    trail_mean: Result<f64, Reason>,
    residue: f64,
    equity: Option<f64>,
    /// The same with the stop moved.
    moved: Result<(Plan, Ends), Reason>,
}

const NO_STAKE: Reason = Reason("Nothing is lost at the stop, funding and fees counted");

impl Stake {
    fn r_net(self, result: f64) -> Result<f64, Reason> {
        if self.net > 0.0 { Ok(result / self.net) } else { Err(NO_STAKE) }
    }

    fn r_gross(self, result: f64) -> f64 {
        result / self.gross
    }
}

impl Exits {
    fn at_stop(&self) -> f64 {
        -self.plan.risk()
    }

    fn in_r(&self, result: Result<f64, Reason>) -> Result<f64, Reason> {
        result.and_then(|result| self.stake.r_net(result))
    }

    /// Share of trades that must go all the way, if the others are stopped at once.
    fn required_win(&self, plan: &Plan, ends: &Ends) -> Result<f64, Reason> {
        let (loss, win) = (plan.risk(), ends.all().net);
        match (loss > 0.0, win >= 0.0) {
            (false, _) => Err(NO_STAKE),
            (true, false) => Err(Reason("No win rate suffices: the targets lose after costs")),
            (true, true) => Ok(loss / (loss + win)),
        }
    }

    fn moved_or(&self, number: impl Fn(&Plan, &Ends) -> Result<f64, Reason>) -> Value {
        self.moved.as_ref().map_err(|why| *why).and_then(|(plan, ends)| number(plan, ends)).into()
    }
}

type Row = Field<ScaleOut>;
type Figure = Output<Exits>;

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("side"), "Side", "long", |i| choice(&mut i.side)),
    Row::new(key("entry"), "Entry price", "65000", |i| Slot::Number(&mut i.entry))
        .help("The price at which the trade was opened; the average price where there were several fills.").range(Range::Above(0.0)),
    Row::new(key("stop"), "Stop price", "63500", |i| Slot::Level(&mut i.stop))
        .help("Where the trade was to be given up, with a market order: a price, or a distance such as 2.3% or 2atr. What is lost there is 1 R."),
    Row::new(key("quantity"), "Quantity", "0.05", |i| Slot::Number(&mut i.quantity))
        .help("How much is held.").inverse_example("100").range(Range::Above(0.0)),
    Row::new(key("targets"), "Targets", "40@1r,30@2r,30@4r", |i| Slot::Rows(&mut i.targets))
        .help("Shares of the position and where they are closed: 50@70000, 30@3r. What the shares leave stays with the stop, or trails.").needed(),
    Row::new(key("breakeven_after"), "Stop to breakeven after", "1", |i| Slot::Count(&mut i.breakeven_after))
        .help("After how many targets the stop moves to where what is left comes out even, costs included. 0: never.").range(Range::Between(0.0, 100.0)),
    Row::new(key("trail_by"), "Rest trails by", "", |i| Slot::Level(&mut i.trail_by))
        .help("How far the stop of what no target closes stays behind the best price once every target is hit: 1.5%, 2atr, 1r, or 800 in price. Empty: the stop stays where it is."),
    Row::new(key("moved_stop"), "Move the stop to", "0.5r", |i| Slot::Level(&mut i.moved_stop))
        .help("Where you think of moving the stop now: every outcome is shown with it and without."),
    Row::new(key("mark_price"), "Price now", "", |i| Slot::Optional(&mut i.mark))
        .help("The odds start from it. Empty: the entry price.").range(Range::Above(0.0)),
    Row::new(key("hit_odds"), "Chance of each target", "", |i| Slot::OptionalSeries(&mut i.hit_odds))
        .help("Your own, in percent, one for each target from the nearest: how often the price comes so far before the stop. A rest then counts at the worst it can come to. Empty: what the distances imply.").range(Range::Between(0.0, 100.0)).folded(),
    Row::new(key("annual_drift_pct"), "Drift", "0", |i| Slot::Number(&mut i.annual_drift))
        .help("By how much the price is expected to rise in a year, for the odds. Nobody knows it: 0 takes no view, and then the distances alone decide.").range(Range::Between(-1000.0, 1000.0)).folded(),
    Row::new(key("annual_vol_pct"), "Volatility", "", |i| Slot::Optional(&mut i.annual_volatility))
        .help("Per year, or per day as in 3/day: for the odds with a drift, and for the chance of a touch within the days.").range(Range::Above(0.0)).folded(),
    Row::new(key("horizon_days"), "Within", "30", |i| Slot::Number(&mut i.horizon_days))
        .help("The days within which the price may touch each target.").range(Range::Above(0.0)).folded(),
    Row::new(key("atr"), "Average true range", "800", |i| Slot::Optional(&mut i.atr))
        .help("Wilder's ATR, in price, for levels and distances in ATR.").range(Range::Above(0.0)).folded(),
    Row::new(key("equity"), "Equity", "10000", |i| Slot::OptionalMoney(&mut i.equity))
        .help("All that the account is worth, to show the loss at the stop as a share of it. May be left empty.").inverse_example("0.5").range(Range::Above(0.0)).optional().folded(),
    Row::new(key("entry_order"), "Entry order", "limit", |i| choice(&mut i.entry_order))
        .help("A limit order pays the maker fee; a market order pays the taker fee and slips.").folded(),
    Row::new(key("target_order"), "Target order", "limit", |i| choice(&mut i.target_order))
        .help("Whether targets are limit or market orders.").folded(),
    Row::new(key("slippage_pct"), "Slippage", "0", |i| Slot::Number(&mut i.slippage))
        .help("How much worse market orders and stops fill.").range(Range::Between(0.0, 50.0)).folded(),
    Row::new(key("funding_rate_pct"), "Funding rate", "0", |i| Slot::Number(&mut i.funding_rate))
        .help("Per stamp; longs pay when it is above 0. The number of stamps that costs more is counted, for every part.").range(Range::Between(-5.0, 5.0)).folded(),
    Row::new(key("hours"), "Hours held", "0", |i| Slot::Number(&mut i.hours))
        .help("How long the position is held, for funding.").range(Range::Between(0.0, 87_600.0)).folded(),
    terms::contract(), terms::contract_size(), terms::lot_step(), terms::min_quantity(), terms::min_notional(), terms::price_rule(),
    terms::maker_fee(), terms::taker_fee(), terms::funding_interval_hours(),
];

const OURS: &str = "ours, derivation in docs/numbers.md";

const fn ours(formula: &'static str) -> Basis {
    Basis { formula, source: OURS }
}

/// H. M. Taylor, "A Stopped Brownian Motion Formula", Annals of Probability 3(2), 1975.
const fn of_taylor(formula: &'static str) -> Basis {
    Basis { formula, source: "DOI 10.1214/aop/1176996395" }
}

/// I. Karatzas, S. Shreve, "Brownian Motion and Stochastic Calculus", section 5.5.
const fn of_karatzas(formula: &'static str) -> Basis {
    Basis { formula, source: "ISBN 978-0-387-97655-6" }
}

const NO_PRICE: Reason = Reason("Target 1 takes too little off");
const NEVER_FREE: Reason = Reason("No target does it");

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("plan_r_net"), "If every target is hit", ours("result of the last outcome / loss at the stop, costs in both; a rest leaves at the worst it can then"), |o| o.in_r(Ok(o.ends.all().net)).into())
        .answer(),
    Figure::new(key("expected_amount"), "Expected", of_karatzas("sum over the outcomes of chance × result; (x^γ − S^γ) / (T^γ − S^γ) from each target to the next, γ = 1 − 2 drift / volatility²"), |o| o.ends.expected.into()).cell("expected_r").by_sign(),
    Figure::new(key("free_price"), "Free from", ours("the price at which closing the first part pays for all else at the stop where it stands: q₁ net(P) = (Q − q₁) × loss at the stop"), |o| Value::number_or(o.free_price, if o.stake.net > 0.0 { NO_PRICE } else { NO_STAKE })).cell("free_after"),
    Figure::new(key("worst_after_first"), "Worst after target 1", ours("the least of the outcomes in which the first target is hit"), |o| Value::Number(o.ends.worst_after_first())).cell("worst_after_first_r").by_sign(),
    Figure::new(key("profit_at_stop"), "If stopped at once", ours("quantity × what one unit brings at the stop, costs included"), |o| Value::Number(o.at_stop())).cell("loss_at_stop_pct").by_sign(),
    Figure::new(key("expected_r"), "Expected in R", ours("expected / loss at the stop"), |o| o.in_r(o.ends.expected).into()).beside(),
    Figure::new(key("free_after"), "Nothing to lose after target", ours("the first k for which k targets and then the stop in force bring 0 or more"), |o| Value::number_or(o.free_after.map(|after| after as f64), NEVER_FREE)).beside(),
    Figure::new(key("worst_after_first_r"), "Worst after target 1, in R", ours("that / loss at the stop"), |o| o.in_r(Ok(o.ends.worst_after_first())).into()).beside(),
    Figure::new(key("loss_at_stop_pct"), "Loss at the stop", ours("loss if stopped at once / equity"), |o| Value::number_or(o.equity.map(|equity| -o.at_stop() / equity), Reason("No equity was given"))).beside(),
    Figure::new(key("exit_outcomes"), "Every outcome", ours("the first k targets are filled, the rest leaves at the stop in force then; chances as from the price now"), tables::outcomes).columns(tables::OUTCOMES),
    Figure::new(key("target_plan"), "Targets", ours("each share in whole lots, the last part takes what rounding leaves"), tables::parts).columns(tables::PARTS),
    Figure::new(key("moved_outcomes"), "If the stop is moved", ours("the same outcomes with the stop moved; R still that of the stop first typed"), tables::moved).columns(tables::MOVED),
    Figure::new(key("moved_profit_at_stop"), "Stopped there", ours("quantity × what one unit brings at the moved stop, costs included"), |o| o.moved_or(|plan, _| Ok(-plan.risk()))).by_sign(),
    Figure::new(key("moved_expected_amount"), "Expected with it moved", ours("chance × result with the moved stop, summed"), |o| o.moved_or(|_, ends| ends.expected)).by_sign(),
    Figure::new(key("required_win_pct"), "Win rate needed", ours("loss / (loss + win), won if every target is hit and lost at the stop"), |o| o.required_win(&o.plan, &o.ends).into()),
    Figure::new(key("moved_required_win_pct"), "Win rate needed with it moved", ours("the same with the moved stop"), |o| o.moved_or(|plan, ends| o.required_win(plan, ends))),
    Figure::new(key("gain_chance_pct"), "Chance of a gain", of_karatzas("sum of the chances of the outcomes above 0"), |o| o.ends.gain_chance.into()),
    Figure::new(key("plan_r_gross"), "R before costs", ours("the last outcome between the prices typed / loss at the stop between them"), |o| Value::Number(o.stake.r_gross(o.ends.all().gross))),
    Figure::new(key("breakeven_stop"), "Breakeven stop", ours("linear e'(1 + f + h) / ((1 − g)(1 − slippage)) for a long, on the tick towards gain"), |o| o.breakeven_stop.into()),
    Figure::new(key("trail_least_price"), "Trailing stop, at the worst", ours("last target × (1 − distance) for a long, or the stop in force where that is nearer"), |o| o.trail_least.into()),
    Figure::new(key("trail_mean_price"), "Trailing stop, on average", of_taylor("without drift the last target itself; else start × e^(−a) λ / (λ − 1) for a long, λ = γ' / (e^(γ' a) − 1), γ' = 2 drift / volatility² − 1, a = −ln(1 − distance)"), |o| o.trail_mean.into()),
    Figure::new(key("stop_price"), "Stop price", ours("the level, on the tick, towards the entry"), |o| Value::Number(o.plan.stop)),
    Figure::new(key("rest_quantity"), "Left after every target", ours("quantity − what the targets close"), |o| Value::Number(o.plan.rest)).check(),
    Figure::new(key("residue_quantity"), "Moved by rounding to the lot", ours("last part − its share of the quantity"), |o| Value::Number(o.residue)).check(),
];

/// The calculator.
pub static SCALE_OUT: &Spec<ScaleOut, Exits> = &Spec {
    slug: "scale-out",
    title: "Scale out",
    question: "How do I take the position down?",
    assumptions: "Targets fill whole at their price; stops fill as market orders. A trailing stop starts at the last target. Implied odds: a price watched all the time, without jumps, and with all the time it needs; without drift such odds are fair, and a plan loses its costs on average, whatever its shape.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, wording::chart),
    next: &[
        Next { label: "Size it by the risk", slug: "position-size" },
        Next { label: "See the liquidation", slug: "liquidation" },
    ],
};
