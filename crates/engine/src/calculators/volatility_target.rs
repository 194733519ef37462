//! How much keeps my risk constant?
//!
//! ```text
//! σ'  = max(floor, w σ + (1 - w) σ∞)          exposure = min(limit, target / σ')
//! q   = exposure × equity / notional per unit, rounded down to the lot
//! zone  d q ± half-width, each edge rounded to the lot towards zero;  half-width = share × |q before rounding|, or share × |average|
//! trade to the nearer edge of the zone, at most the largest order; nothing within it
//!
//! σ volatility a year now, σ∞ in the long run, w weight of the one now · target volatility a year of the account ·
//! q quantity · d +1 long, -1 short
//! ```
//!
//! A usual day in money is exposure × equity × blended volatility / √365: the floor makes the position smaller, it does
//! not make the market wilder, so it does not enter there.
//!
//! Sources: R. Carver, Systematic Trading, ISBN 978-0-85719-445-9, chapters 9 and 11; github.com/robcarver17/pysystemtrade,
//! systems/buffering.py at b7f1e348a5f2a514ba37a3bdc6f31c92c2d2a7d9 for the zone, sysquant/estimators/vol.py at
//! 16c7a2d52c698bd189133d010d116ed1dad53231 for the blend.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // By hand: 20 % over 40 % is half of equity, 5,000 USDT, which at 50,000 buys 0.1.
//! let typed = [("side", "long"), ("equity", "10k"), ("entry", "50k"), ("target_vol_pct", "20"), ("annual_vol_pct", "40"), ("lot_step", "0.001")];
//! let texts: Texts = typed.into_iter().collect();
//! let outcome = calculators::find("volatility-target").ok_or("gone")?.prepare(&texts).outcome();
//! assert_eq!(outcome.number("quantity"), Some(0.1));
//! assert_eq!(outcome.number("exposure"), Some(0.5));
//! # Ok::<(), &str>(())
//! ```

mod solving;
#[cfg(test)]
mod tests;
mod wording;

use crate::math::contract::Side;
use crate::math::volatility::TargetedExposure;
use crate::spec::{
    Basis, Feed, Field, Listed, Next, Output, Range, Reason, Slot, Spec, Value, Word, Wording, key, word,
};

use super::terms::{self, HasTerms, Terms};
use super::trade::choice;

/// What is typed, as numbers: money in the settlement currency, volatilities as fractions a year.
#[derive(Clone, Debug)]
pub struct VolatilityTargeting {
    /// Long or short.
    pub side: Side,
    /// All that the account is worth.
    pub equity: f64,
    /// The price.
    pub price: f64,
    /// The volatility that the account should have.
    pub target: f64,
    /// The market's volatility now.
    pub current: f64,
    /// The market's volatility in the long run; none: no blend.
    pub long_run: Option<f64>,
    /// Weight of the current volatility in the blend, 0 to 1.
    pub current_weight: f64,
    /// Volatility below which the estimate is not believed.
    pub floor: f64,
    /// The most that notional may be, in multiples of equity; none: no limit.
    pub max_exposure: Option<f64>,
    /// What is held now, below 0 for a short; none: nothing to compare with.
    pub held: Option<f64>,
    /// Half-width of the no-trade zone, a share.
    pub buffer: f64,
    /// The position that the share is of; none: the target.
    pub average: Option<f64>,
    /// The contract.
    pub terms: Terms,
}

impl Default for VolatilityTargeting {
    fn default() -> VolatilityTargeting {
        VolatilityTargeting {
            side: Side::Long,
            equity: 0.0,
            price: 0.0,
            target: 0.0,
            current: 0.0,
            long_run: None,
            current_weight: 1.0,
            floor: 0.0,
            max_exposure: None,
            held: None,
            buffer: 0.0,
            average: None,
            terms: Terms::default(),
        }
    }
}

impl HasTerms for VolatilityTargeting {
    fn terms(&mut self) -> &mut Terms {
        &mut self.terms
    }
}

/// What decides the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binding {
    Target,
    Floor,
    Exposure,
    MinQuantity,
}

impl Listed for Binding {
    const VARIANTS: &'static [Binding] = &[Binding::Target, Binding::Floor, Binding::Exposure, Binding::MinQuantity];
    const WORDS: &'static [Word] = &[
        word("target", "Volatility target"),
        word("floor", "Volatility floor"),
        word("exposure", "Exposure limit"),
        word("min-quantity", "Smallest order"),
    ];
}

/// What to do about what is held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Adjustment {
    low: f64,
    high: f64,
    trade: Result<f64, Reason>,
    after: f64,
    /// What is still to be traded after the largest order; 0 where one order does it.
    left: f64,
}

/// What comes of it: money in the settlement currency, or why there is no number.
#[derive(Clone, Debug)]
pub struct Targeted {
    targeted: TargetedExposure,
    binding: Binding,
    quantity: Result<f64, Reason>,
    notional: Result<f64, Reason>,
    exposure: Result<f64, Reason>,
    account_volatility: Result<f64, Reason>,
    daily_move: Result<f64, Reason>,
    daily_volatility: f64,
    smallest_order: f64,
    largest_order: f64,
    adjustment: Result<Adjustment, Reason>,
}

type Row = Field<VolatilityTargeting>;
type Figure = Output<Targeted>;

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("side"), "Side", "long", |i| choice(&mut i.side)),
    Row::new(key("entry"), "Price", "65000", |i| Slot::Number(&mut i.price))
        .help("The price now.").range(Range::Above(0.0)),
    Row::new(key("equity"), "Equity", "10000", |i| Slot::Money(&mut i.equity))
        .help("All that the account is worth.").inverse_example("0.5").range(Range::Above(0.0)),
    Row::new(key("target_vol_pct"), "Volatility wanted", "20", |i| Slot::Number(&mut i.target))
        .help("How much the account should fluctuate, per year. At 20 % a usual year ends within 20 % of its mean two times out of three, and a usual day moves the account by 1 %.").range(Range::Between(0.0, 1000.0)),
    Row::new(key("annual_vol_pct"), "Market volatility", "57", |i| Slot::Number(&mut i.current))
        .help("How much the market fluctuates now: per year, or per day as in 3/day.").range(Range::Above(0.0)).needed(),
    Row::new(key("long_run_vol_pct"), "Long-run volatility", "", |i| Slot::Optional(&mut i.long_run))
        .help("The market's usual volatility over years, towards which the current one is pulled. Empty: the current one alone counts.").range(Range::Above(0.0)).folded(),
    Row::new(key("current_weight_pct"), "Weight of the current", "100", |i| Slot::Number(&mut i.current_weight))
        .help("How much the current volatility counts against the long-run one; 70 is common. Matters only with a long-run volatility.").range(Range::Between(0.0, 100.0)).folded(),
    Row::new(key("vol_floor_pct"), "Volatility floor", "0", |i| Slot::Number(&mut i.floor))
        .help("The market counts as no calmer than this. Very low volatility seldom lasts, and the position would be largest just before it ends.").range(Range::AtLeast(0.0)).folded(),
    Row::new(key("max_exposure"), "Exposure limit", "", |i| Slot::Optional(&mut i.max_exposure))
        .help("The most that notional may be, in multiples of equity. Empty: no limit.").range(Range::AtLeast(0.0)).folded(),
    Row::new(key("held_quantity"), "Held now", "", |i| Slot::Optional(&mut i.held))
        .help("What you hold now, below 0 for a short; 0 for nothing. Empty: the trade is not asked for."),
    Row::new(key("buffer_pct"), "No-trade zone", "0", |i| Slot::Number(&mut i.buffer))
        .help("Trade only when the position is off by more than this share, and then only to the edge: 10 is common. It saves costs.").range(Range::Between(0.0, 1000.0)),
    Row::new(key("average_quantity"), "Average position", "", |i| Slot::Optional(&mut i.average))
        .help("The position you hold on average, which the zone is a share of. Empty: a share of the target, which closes the zone when the target is near 0.").folded(),
    terms::contract(), terms::contract_size(), terms::lot_step(), terms::min_quantity(), terms::max_quantity(), terms::min_notional(),
];

const OURS: &str = "ours, derivation in docs/numbers.md";
const CARVER: &str = "ISBN 978-0-85719-445-9";
const BUFFERING: &str = "robcarver17/pysystemtrade@b7f1e348a5f2a514ba37a3bdc6f31c92c2d2a7d9 systems/buffering.py";
const BLENDING: &str = "robcarver17/pysystemtrade@16c7a2d52c698bd189133d010d116ed1dad53231 sysquant/estimators/vol.py";

const fn basis(formula: &'static str, source: &'static str) -> Basis {
    Basis { formula, source }
}

impl Targeted {
    fn adjusted(&self, of: fn(&Adjustment) -> Result<f64, Reason>) -> Value {
        self.adjustment.as_ref().map_err(|reason| *reason).and_then(of).into()
    }
}

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("quantity"), "Quantity", basis("exposure × equity / notional per unit, rounded down to the lot", OURS), |o| o.quantity.into()).answer(),
    Figure::new(key("exposure"), "Exposure", basis("notional / equity; before the lot min(limit, target / volatility used)", CARVER), |o| o.exposure.into())
        .cell("uncapped_exposure").feeds(Feed::Button("max_exposure")),
    Figure::new(key("notional"), "Notional", basis("quantity × price (linear), contracts × size / price (inverse)", OURS), |o| o.notional.into()).cell("account_vol_pct"),
    Figure::new(key("daily_sigma_amount"), "A usual day, up or down", basis("notional × blended volatility / √365", CARVER), |o| o.daily_move.into()).cell("daily_vol_pct"),
    Figure::new(key("trade_quantity"), "Trade now", basis("nearer edge of the zone − held, 0 within it, in whole lots, at most the largest order", BUFFERING), |o| o.adjusted(|to| to.trade)).cell("position_after"),
    Figure::new(key("uncapped_exposure"), "Exposure the target asks for", basis("target / volatility used", CARVER),
        |o| Value::number_or(o.targeted.uncapped, Reason("Beyond what a number can hold"))).beside(),
    Figure::new(key("account_vol_pct"), "Volatility of the account", basis("exposure × blended volatility", CARVER), |o| o.account_volatility.into()).beside(),
    Figure::new(key("daily_vol_pct"), "The market in a day", basis("blended volatility / √365", CARVER), |o| Value::Number(o.daily_volatility)).beside(),
    Figure::new(key("position_after"), "Held after it", basis("held + trade", BUFFERING), |o| o.adjusted(|to| Ok(to.after))).beside(),
    Figure::new(key("used_vol_pct"), "Volatility used", basis("max(floor, w × current + (1 − w) × long run)", BLENDING), |o| Value::Number(o.targeted.counted)),
    Figure::new(key("buffer_low"), "Zone from", basis("target − share × |target, or average|, to the lot towards zero", BUFFERING), |o| o.adjusted(|to| Ok(to.low))),
    Figure::new(key("buffer_high"), "Zone to", basis("target + share × |target, or average|, to the lot towards zero", BUFFERING), |o| o.adjusted(|to| Ok(to.high))),
    Figure::new(key("binding_limit"), "What decides the size", basis("the last of floor, exposure limit and smallest order that changes it", OURS), |o| Value::Word(Listed::word(o.binding))).words(<Binding as Listed>::WORDS),
];

/// The calculator.
pub static VOLATILITY_TARGET: &Spec<VolatilityTargeting, Targeted> = &Spec {
    slug: "volatility-target",
    title: "Volatility target",
    question: "How much keeps my risk constant?",
    assumptions: "One market, held alone. Volatility stays what it was measured to be, a year has 365 days, and returns of different days do not depend on each other.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, |_, _, _| None),
    next: &[Next { label: "Size a trade within it", slug: "position-size" }],
};
