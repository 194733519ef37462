//! How much may I carry now?
//!
//! ```text
//! drawdown        X0 × (b − D) / (b − a), in a straight line or in steps       D = 1 − W / M
//! value at risk   limit / loss of a notional of 1 in a move of z σ √(days / 365)  reduces, never adds
//! profit levels   position × (1 − shares of the levels reached)                reduces, never adds
//! CPPI            m (W − F) / W
//! TIPP            m (W − k M) / W
//! Grossman-Zhou   (return − interest) / σ² × (W − k M) / W
//! depth           volume a day × (impact accepted / (Y σ a day))², over equity    reduces, never adds
//! at most the exposure limit; position = X W / notional per unit, rounded down to the lot
//! gap             the jump of the price that takes W − F from the position: 1/m for CPPI on a linear long
//! ```
//!
//! W equity, M its highest, F floor, X notional over equity, a and b drawdowns where reducing starts and ends, m
//! multiplier, k share of the highest equity, σ volatility a year, z standard deviations at the confidence, Y impact
//! coefficient.
//!
//! Sources: `math/throttle.rs`, `math/impact.rs`.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // Perold and Sharpe's example: a floor of 75 and a multiplier of 2 hold 50 of 100; a fall by a half reaches the floor.
//! let typed = [("throttle", "cppi"), ("side", "long"), ("equity", "100"), ("mark_price", "10"), ("capital_floor", "75")];
//! let texts: Texts = typed.into_iter().chain([("cushion_multiplier", "2"), ("held_quantity", "0")]).collect();
//! let outcome = calculators::find("exposure-throttle").ok_or("gone")?.prepare(&texts).outcome();
//! assert_eq!(outcome.number("exposure"), Some(0.5));
//! assert_eq!(outcome.number("gap_pct"), Some(0.5));
//! # Ok::<(), &str>(())
//! ```

mod closing;
mod rule;
mod solving;
mod tables;
#[cfg(test)]
mod tests;
mod wording;

use crate::math::contract::Side;
use crate::spec::{
    Basis, Column, Feed, Field, Kind, Listed, Next, Output, Range, Reason, Slot, Spec, Unit, Value, When, Word,
    Wording, key, word,
};

use super::terms::{self, HasTerms, Terms};
use super::trade::choice;
use rule::{ProfitLevel, Rule, Shape};

/// What is typed, as numbers: money in the settlement currency, shares as fractions.
#[derive(Clone, Debug)]
pub struct ExposureThrottle {
    /// The rule.
    pub rule: Rule,
    /// Long or short.
    pub side: Side,
    /// The price now.
    pub price: f64,
    /// All that the account is worth.
    pub equity: f64,
    /// What is held now, below 0 for a short.
    pub held: f64,
    /// The highest that equity has been; none: equity.
    pub peak: Option<f64>,
    /// Exposure while nothing is reduced.
    pub base_exposure: f64,
    /// Drawdown at which reducing starts.
    pub start: f64,
    /// Drawdown at which nothing is left.
    pub stop: f64,
    /// In a straight line, or in steps.
    pub shape: Shape,
    /// How many steps.
    pub steps: u32,
    /// Share of equity that value at risk may be.
    pub value_at_risk_limit: f64,
    /// Share of times in which the loss stays below value at risk.
    pub confidence: f64,
    /// Days over which it counts losses.
    pub days: f64,
    /// Volatility of the market a year.
    pub volatility: f64,
    /// The price at which the position was opened.
    pub entry: f64,
    /// The position before anything was sold.
    pub quantity: f64,
    /// Shares and the gains at which they are sold.
    pub levels: Vec<ProfitLevel>,
    /// Money that the account is not to fall below.
    pub floor: f64,
    /// Share of the highest equity that it is not to fall below.
    pub floor_share: f64,
    /// Notional over what lies above the floor.
    pub multiplier: f64,
    /// Expected return of the market a year.
    pub annual_return: f64,
    /// What idle money earns a year.
    pub risk_free: f64,
    /// How much the market trades in a day.
    pub daily_volume: f64,
    /// Impact over daily volatility times the root of the share of daily volume.
    pub impact_coefficient: f64,
    /// The most that closing may move the price.
    pub max_impact: f64,
    /// The most that notional may be, in multiples of equity; none: no limit.
    pub max_exposure: Option<f64>,
    /// The contract.
    pub terms: Terms,
}

impl Default for ExposureThrottle {
    fn default() -> ExposureThrottle {
        ExposureThrottle {
            rule: Rule::Drawdown,
            side: Side::Long,
            price: 0.0,
            equity: 0.0,
            held: 0.0,
            peak: None,
            base_exposure: 0.0,
            start: 0.0,
            stop: 0.0,
            shape: Shape::Linear,
            steps: 1,
            value_at_risk_limit: 0.0,
            confidence: 0.99,
            days: 1.0,
            volatility: 0.0,
            entry: 0.0,
            quantity: 0.0,
            levels: Vec::new(),
            floor: 0.0,
            floor_share: 0.0,
            multiplier: 0.0,
            annual_return: 0.0,
            risk_free: 0.0,
            daily_volume: 0.0,
            impact_coefficient: 1.0,
            max_impact: 0.0,
            max_exposure: None,
            terms: Terms::default(),
        }
    }
}

impl HasTerms for ExposureThrottle {
    fn terms(&mut self) -> &mut Terms {
        &mut self.terms
    }
}

/// What decides how much is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Binding {
    Rule,
    Exposure,
}

impl Listed for Binding {
    const VARIANTS: &'static [Binding] = &[Binding::Rule, Binding::Exposure];
    const WORDS: &'static [Word] = &[word("rule", "The rule"), word("exposure", "Exposure limit")];
}

/// What comes of it: money in the settlement currency, or why there is no number.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// Notional over equity, before the lot.
    exposure: f64,
    binding: Binding,
    amount: f64,
    /// In whole lots.
    quantity: f64,
    held_exposure: f64,
    trade: Result<f64, Reason>,
    after: f64,
    exposure_after: f64,
    smallest_order: f64,
    floor: Result<f64, Reason>,
    cushion: Result<f64, Reason>,
    gap: Result<f64, Reason>,
    held_gap: Result<f64, Reason>,
    drawdown: Result<f64, Reason>,
    share_left: Result<f64, Reason>,
    risk: Result<Risk, Reason>,
    closing: Result<closing::Closing, Reason>,
    /// Impact, exposure and position.
    impacts: Result<Vec<[f64; 3]>, Reason>,
    merton_fraction: Result<f64, Reason>,
    /// Equity, drawdown and exposure.
    drawdowns: Result<Vec<[f64; 3]>, Reason>,
    /// Volatility and exposure.
    volatilities: Result<Vec<[f64; 2]>, Reason>,
    steps: Result<Vec<tables::ProfitStep>, Reason>,
    curve: Vec<[f64; 2]>,
}

/// Value at risk and what it may be.
#[derive(Clone, Copy, Debug)]
struct Risk {
    held: Result<f64, Reason>,
    limit: f64,
    adverse_move: f64,
    z: f64,
}

type Row = Field<ExposureThrottle>;
type Figure = Output<Allowance>;

const BY_DRAWDOWN: &[When] = &[When { key: "throttle", is: &["drawdown"] }];
const IN_STEPS: &[When] =
    &[When { key: "throttle", is: &["drawdown"] }, When { key: "throttle_shape", is: &["stepped"] }];
const FROM_PEAK: &[When] = &[When { key: "throttle", is: &["drawdown", "tipp", "grossman-zhou"] }];
const RATCHETED: &[When] = &[When { key: "throttle", is: &["tipp", "grossman-zhou"] }];
const MULTIPLIED: &[When] = &[When { key: "throttle", is: &["cppi", "tipp"] }];
const BY_FLOOR: &[When] = &[When { key: "throttle", is: &["cppi"] }];
const BY_RISK: &[When] = &[When { key: "throttle", is: &["value-at-risk"] }];
const BY_VOLATILITY: &[When] = &[When { key: "throttle", is: &["value-at-risk", "grossman-zhou", "liquidity"] }];
const BY_PROFIT: &[When] = &[When { key: "throttle", is: &["profit-levels"] }];
const BY_DEPTH: &[When] = &[When { key: "throttle", is: &["liquidity"] }];
const BY_MERTON: &[When] = &[When { key: "throttle", is: &["grossman-zhou"] }];

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("throttle"), "Rule", "drawdown", |i| choice(&mut i.rule))
        .help("Drawdown: less the further equity is below its highest. Value at risk and profit levels only reduce. CPPI, TIPP and Grossman-Zhou hold a multiple of what lies above a floor: more as it grows, nothing at the floor. Depth of the market holds what can be closed without moving the price too far."),
    Row::new(key("side"), "Side", "long", |i| choice(&mut i.side)),
    Row::new(key("mark_price"), "Price now", "65000", |i| Slot::Number(&mut i.price))
        .help("The price at which you would trade.").range(Range::Above(0.0)).needed(),
    Row::new(key("equity"), "Equity", "10000", |i| Slot::Money(&mut i.equity))
        .help("All that the account is worth, open profit included.").inverse_example("0.5").range(Range::Above(0.0)),
    Row::new(key("held_quantity"), "Held now", "0.3", |i| Slot::Number(&mut i.held))
        .help("What you hold now, below 0 for a short; 0 for nothing.").inverse_example("300").needed(),
    Row::new(key("peak_equity"), "Highest equity", "11000", |i| Slot::OptionalMoney(&mut i.peak))
        .help("The most that equity has been. Empty, or less than equity: equity is the highest.").inverse_example("0.55").range(Range::AtLeast(0.0)).needed().when(FROM_PEAK),
    Row::new(key("base_exposure"), "Full exposure", "2", |i| Slot::Number(&mut i.base_exposure))
        .help("Notional over equity that you carry while nothing is reduced.").range(Range::AtLeast(0.0)).when(BY_DRAWDOWN),
    Row::new(key("throttle_start_pct"), "Reduce from", "5", |i| Slot::Number(&mut i.start))
        .help("The drawdown at which reducing starts.").range(Range::Between(0.0, 100.0)).when(BY_DRAWDOWN),
    Row::new(key("throttle_stop_pct"), "Nothing left at", "20", |i| Slot::Number(&mut i.stop))
        .help("The drawdown at which all is sold. Nothing earns it back from there: trade small, or start over with a new highest.").range(Range::Between(0.0, 100.0)).when(BY_DRAWDOWN),
    Row::new(key("throttle_shape"), "Reduce", "linear", |i| choice(&mut i.shape))
        .help("In a straight line with every move of equity, or in equal cuts that save trades.").when(BY_DRAWDOWN),
    Row::new(key("throttle_steps"), "Cuts", "3", |i| Slot::Count(&mut i.steps))
        .help("How many equal cuts lead to nothing: the last at the drawdown where nothing is left.").range(Range::Between(1.0, 100.0)).when(IN_STEPS),
    Row::new(key("value_at_risk_limit_pct"), "Value at risk up to", "5", |i| Slot::Number(&mut i.value_at_risk_limit))
        .help("The most that value at risk may be, as a share of equity.").range(Range::Above(0.0)).when(BY_RISK),
    Row::new(key("confidence_pct"), "Confidence", "99", |i| Slot::Number(&mut i.confidence))
        .help("In so many of 100 stretches of time the loss stays below value at risk, if returns are normal. In the rest it is larger, and nothing here says by how much.").range(Range::Between(51.0, 99.999)).when(BY_RISK),
    Row::new(key("value_at_risk_days"), "Days", "1", |i| Slot::Number(&mut i.days))
        .help("The stretch of time over which losses count.").range(Range::Above(0.0)).when(BY_RISK),
    Row::new(key("annual_vol_pct"), "Volatility", "57", |i| Slot::Number(&mut i.volatility))
        .help("How much the market fluctuates: per year, or per day as in 3/day.").range(Range::Above(0.0)).needed().when(BY_VOLATILITY),
    Row::new(key("daily_volume"), "Traded in a day", "20000", |i| Slot::Number(&mut i.daily_volume))
        .help("What the market trades in a day.").inverse_example("10000000").range(Range::Above(0.0)).when(BY_DEPTH),
    Row::new(key("max_impact_pct"), "Impact up to", "0.2", |i| Slot::Number(&mut i.max_impact))
        .help("The most that closing all of it may move the price. On average it fills two thirds of that worse.").range(Range::Between(0.0, 100.0)).when(BY_DEPTH),
    Row::new(key("impact_coefficient"), "Impact coefficient", "1", |i| Slot::Number(&mut i.impact_coefficient))
        .help("How many daily volatilities a day's volume would move the price: about 1 in every market measured.").range(Range::Above(0.0)).when(BY_DEPTH).folded(),
    Row::new(key("entry"), "Average entry", "60000", |i| Slot::Number(&mut i.entry))
        .help("The average price at which the position was opened: gains count from it.").range(Range::Above(0.0)).when(BY_PROFIT),
    Row::new(key("quantity"), "Position at first", "0.3", |i| Slot::Number(&mut i.quantity))
        .help("What was held before anything was sold: shares are of it.").inverse_example("300").range(Range::AtLeast(0.0)).when(BY_PROFIT),
    Row::new(key("profit_levels"), "Sell at profits", "25@5,25@10,25@20", |i| Slot::Rows(&mut i.levels))
        .help("Share in percent @ gain in percent of the entry price: 25@5 sells a quarter once the price is 5 % in your favour.").when(BY_PROFIT),
    Row::new(key("capital_floor"), "Floor", "8000", |i| Slot::Money(&mut i.floor))
        .help("Money that the account is not to fall below.").inverse_example("0.4").range(Range::AtLeast(0.0)).when(BY_FLOOR),
    Row::new(key("floor_share_pct"), "Keep of the highest", "80", |i| Slot::Number(&mut i.floor_share))
        .help("Share of the highest equity that is not to be lost. The floor rises with every new highest and never falls.").range(Range::Between(0.0, 100.0)).when(RATCHETED),
    Row::new(key("cushion_multiplier"), "Multiplier", "3", |i| Slot::Number(&mut i.multiplier))
        .help("Notional over what lies above the floor. At 3, a jump of a third of the price reaches the floor before you can trade.").range(Range::AtLeast(0.0)).when(MULTIPLIED),
    Row::new(key("annual_return_pct"), "Expected return", "40", |i| Slot::Number(&mut i.annual_return))
        .help("What the market is expected to return a year. For a short, turn the sign.").range(Range::Between(-1000.0, 1000.0)).when(BY_MERTON),
    Row::new(key("risk_free_pct"), "Interest on idle money", "0", |i| Slot::Number(&mut i.risk_free))
        .help("What your money earns a year when it is not in the market.").range(Range::Between(-100.0, 1000.0)).when(BY_MERTON).folded(),
    Row::new(key("max_exposure"), "Exposure limit", "", |i| Slot::Optional(&mut i.max_exposure))
        .help("The most that notional may be, in multiples of equity. Empty: no limit.").range(Range::AtLeast(0.0)).folded(),
    terms::contract(), terms::contract_size(), terms::lot_step(), terms::min_quantity(), terms::min_notional(),
];

const OURS: &str = "ours, derivation in docs/numbers.md";
const PEROLD_SHARPE: &str = "DOI 10.2469/faj.v44.n1.16";
const GROSSMAN_ZHOU: &str = "DOI 10.1111/j.1467-9965.1993.tb00044.x";

const DONIER_BONART: &str = "https://arxiv.org/abs/1412.4503";
const CACCIOLI: &str = "https://arxiv.org/abs/1204.0922";

const fn basis(formula: &'static str, source: &'static str) -> Basis {
    Basis { formula, source }
}

const fn column(name: &'static str, label: &'static str, unit: Unit) -> Column {
    Column { name, label, kind: Kind::Number, unit, neutral: None }
}

const DRAWDOWN_COLUMNS: &[Column] = &[
    column("equity", "Equity", Unit::Money),
    column("drawdown_pct", "Below the highest", Unit::Percent),
    column("exposure", "Exposure", Unit::Times),
    column("allowed_amount", "Position", Unit::Money),
];
const VOLATILITY_COLUMNS: &[Column] = &[
    column("annual_vol_pct", "Volatility", Unit::AnnualVolatility),
    column("exposure", "Exposure", Unit::Times),
    column("allowed_amount", "Position", Unit::Money),
];
const IMPACT_COLUMNS: &[Column] = &[
    column("impact_pct", "Impact", Unit::Percent),
    column("exposure", "Exposure", Unit::Times),
    column("allowed_amount", "Position", Unit::Money),
];
const PROFIT_COLUMNS: &[Column] = &[
    column("gain_pct", "Gain", Unit::Percent),
    column("price", "Price", Unit::Price),
    column("sold_quantity", "Sold there", Unit::Quantity),
    column("left_quantity", "Left", Unit::Quantity),
    Column { name: "state", label: "", kind: Kind::Choice, unit: Unit::None, neutral: None },
];

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("exposure"), "Exposure allowed", basis("by the rule, at most the exposure limit; before the lot", PEROLD_SHARPE), |o| Value::Number(o.exposure))
        .answer().feeds(Feed::Button("max_exposure")),
    Figure::new(key("trade_quantity"), "Trade now", basis("position allowed − held, in whole lots; value at risk, profit levels and depth only reduce", OURS), |o| o.trade.into()).cell("position_after"),
    Figure::new(key("allowed_amount"), "Position allowed", basis("exposure × equity", OURS), |o| Value::Number(o.amount)).cell("allowed_quantity"),
    Figure::new(key("gap_pct"), "Gap to the floor", basis("adverse jump g that takes c = equity − floor: linear c / n, inverse long c / (n + c), inverse short c / (n − c); n the notional held after the trade", OURS), |o| o.gap.into()).cell("floor_amount"),
    Figure::new(key("exposure_after"), "Exposure after it", basis("notional held after the trade / equity", OURS), |o| Value::Number(o.exposure_after)).cell("held_exposure"),
    Figure::new(key("position_after"), "Held after it", basis("held + trade", OURS), |o| Value::Number(o.after)).beside(),
    Figure::new(key("allowed_quantity"), "In lots", basis("position allowed / notional per unit, rounded down to the lot", OURS), |o| Value::Number(o.quantity)).beside(),
    Figure::new(key("floor_amount"), "Floor", basis("drawdown: highest × (1 − b); value at risk: equity − limit; CPPI: as typed; TIPP and Grossman-Zhou: k × highest", OURS), |o| o.floor.into()).beside(),
    Figure::new(key("held_exposure"), "Now", basis("notional held now / equity", OURS), |o| Value::Number(o.held_exposure)).beside(),
    Figure::new(key("cushion_amount"), "Above the floor", basis("equity − floor", PEROLD_SHARPE), |o| o.cushion.into()),
    Figure::new(key("held_gap_pct"), "Gap before the trade", basis("as the gap, with what is held now", OURS), |o| o.held_gap.into()),
    Figure::new(key("drawdown_pct"), "Drawdown", basis("1 − equity / highest equity", OURS), |o| o.drawdown.into()),
    Figure::new(key("share_left_pct"), "Left by the rule", basis("drawdown: (b − D) / (b − a), in steps 1 − floor(n (D − a) / (b − a)) / n; profit levels: 1 − Σ shares reached", OURS), |o| o.share_left.into()),
    Figure::new(key("value_at_risk_amount"), "Value at risk now", basis("loss of what is held in the adverse move x: linear n x, inverse long n x / (1 − x), inverse short n x / (1 + x)", OURS), |o| o.risk.and_then(|risk| risk.held).into()),
    Figure::new(key("value_at_risk_limit_amount"), "Its limit", basis("share × equity", OURS), |o| o.risk.map(|risk| risk.limit).into()),
    Figure::new(key("adverse_move_pct"), "Adverse move", basis("z × volatility × √(days / 365)", OURS), |o| o.risk.map(|risk| risk.adverse_move).into()),
    Figure::new(key("tail_z"), "Standard deviations", basis("normal quantile of the confidence", OURS), |o| o.risk.map(|risk| risk.z).into()),
    Figure::new(key("merton_fraction"), "Merton fraction", basis("(return − interest) / volatility²; none held where it is below 0", GROSSMAN_ZHOU), |o| o.merton_fraction.into()),
    Figure::new(key("unwind_impact_pct"), "Closing all moves the price", basis("coefficient × volatility a day × √(held / volume a day)", DONIER_BONART), |o| o.closing_figure(|closing| closing.impact)),
    Figure::new(key("unwind_slippage_pct"), "Fills worse on average by", basis("2/3 × impact: the mean of the path there", CACCIOLI), |o| o.closing_figure(|closing| closing.slippage)),
    Figure::new(key("unwind_cost_amount"), "Which costs", basis("2/3 × impact × notional held", CACCIOLI), |o| o.closing_money(|money| Ok(money.cost))),
    Figure::new(key("unwind_equity_amount"), "Equity left", basis("equity − 2/3 × impact × notional held", CACCIOLI), |o| o.closing_money(|money| Ok(money.equity_after))),
    Figure::new(key("critical_exposure"), "Closing takes all equity from", basis("3 / (2 × impact)", CACCIOLI), |o| o.closing_money(|money| Ok(money.critical))),
    Figure::new(key("unwind_peak_exposure"), "Highest exposure on the way out", basis("largest (1 − x) (1 ∓ I √x) / (1 / exposure − I √x + I x √x / 3), x the share closed, I the impact; − for a long", CACCIOLI), |o| o.closing_money(|money| money.peak.map(|peak| peak.exposure))),
    Figure::new(key("unwind_peak_sold_pct"), "Share closed by then", basis("the x where that is largest", CACCIOLI), |o| o.closing_money(|money| money.peak.map(|peak| peak.closed))),
    Figure::new(key("binding_limit"), "What decides", basis("the exposure limit where it is below what the rule allows", OURS), |o| Value::Word(Listed::word(o.binding))).words(<Binding as Listed>::WORDS),
    Figure::new(key("drawdown_exposures"), "As equity falls", basis("the rule at each equity, from the highest to the floor", OURS), Allowance::drawdown_table).columns(DRAWDOWN_COLUMNS),
    Figure::new(key("volatility_exposures"), "As volatility changes", basis("the rule at each volatility", OURS), Allowance::volatility_table).columns(VOLATILITY_COLUMNS),
    Figure::new(key("impact_exposures"), "As the impact accepted changes", basis("volume a day × (impact / (coefficient × volatility a day))² × notional of a unit / equity", DONIER_BONART), Allowance::impact_table).columns(IMPACT_COLUMNS),
    Figure::new(key("profit_steps"), "Profit levels", basis("entry × (1 + gain) for a long, entry × (1 − gain) for a short; what is left rounded down to the lot", OURS), Allowance::profit_table).columns(PROFIT_COLUMNS),
];

/// The calculator.
pub static EXPOSURE_THROTTLE: &Spec<ExposureThrottle, Allowance> = &Spec {
    slug: "exposure-throttle",
    title: "Exposure throttle",
    question: "How much may I carry now?",
    assumptions: "One position, before fees and funding. A rule protects only as often as it is followed: between two looks the price may jump over the floor. Value at risk takes returns as normal. Impact is that of an order worked within a day, from which nothing comes back. Reductions may be smaller than the smallest order.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, wording::chart),
    next: &[Next { label: "Size a trade within it", slug: "position-size" }],
};
