//! How do I split capital over positions that move together?
//!
//! ```text
//! Kelly              maximise m'f - f'Σf/(2 c)  with sides and limits;  without any: f = c Σ⁻¹ m
//! from returns       maximise the average of (end^(1 - 1/c) - 1)/(1 - 1/c), end = 1 + r + f'(x - r), with limits; c = 1: ln end
//! inverse volatility f = side / σ, in proportion
//! equal risk         y (D C D y) = share of risk, f = side y / σ: long-only weights of the sided correlations
//! target volatility  the weights now times target / their volatility
//!
//! f weight over equity, below 0 short · m expected return less interest r · σ volatility a year · C correlations ·
//! Σ = σCσ · c share of Kelly · x returns of a period · D sides on the diagonal
//! ```
//!
//! Limits are solved for, not scaled to: all names held down by one factor, or cut off one by one, is not what grows
//! fastest within limits. Both are given, with what scaling gives up. An answer is given only where the conditions that
//! only the best split meets have been checked.
//!
//! Sources: E. O. Thorp (2006), ISBN 978-981-4293-49-5; S. Maillard, T. Roncalli, J. Teiletche (2010), DOI
//! 10.3905/jpm.2010.36.4.060; N. J. Higham (2002), DOI 10.1093/imanum/22.3.329; D. Goldfarb, A. Idnani (1983), DOI
//! 10.1007/BF02591962.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // One name by hand: 30 % a year over 0.5² is 1.2 of equity; half of it 0.6.
//! let typed = [("equity", "10000"), ("names", "name,return_pct,vol_pct;BTC,30,50"), ("correlations", "1"), ("kelly_share_pct", "50")];
//! let texts: Texts = typed.into_iter().collect();
//! let outcome = calculators::find("portfolio").ok_or("gone")?.prepare(&texts).outcome();
//! assert_eq!(outcome.number("gross_exposure").map(|gross| (gross * 1e9).round()), Some(0.6e9));
//! # Ok::<(), &str>(())
//! ```

mod correlations;
mod frontier;
mod rows;
mod solving;
mod tables;
#[cfg(test)]
mod tests;
mod wording;

use crate::math::portfolio::Square;
use crate::spec::{
    Basis, Field, Listed, Next, Output, Range, Reason, Slot, Spec, Symmetric, Value, When, Word, Wording, key, word,
};

use super::trade::choice;
use frontier::FrontierPoint;
pub use rows::NameRow;
use solving::Measures;

/// The key of the rows.
const NAMES: &str = "names";

/// What is typed, as numbers.
#[derive(Clone, Debug)]
pub struct Portfolio {
    /// All that the account is worth.
    pub equity: f64,
    /// The names.
    pub names: Vec<NameRow>,
    /// What decides the split.
    pub method: Method,
    /// Where correlations are from.
    pub source: Source,
    /// Correlations typed.
    pub correlations: Symmetric,
    /// Returns pasted.
    pub history: String,
    /// How many of their periods make a year.
    pub periods_per_year: f64,
    /// Share of full Kelly.
    pub share: f64,
    /// What idle money earns a year.
    pub interest: f64,
    /// Volatility wanted; none: all of equity is split.
    pub target: Option<f64>,
    /// The most of longs and shorts together.
    pub gross: Option<f64>,
    /// The most of longs less shorts.
    pub net: Option<f64>,
    /// The most of one name.
    pub name_limit: Option<f64>,
}

impl Default for Portfolio {
    fn default() -> Portfolio {
        Portfolio {
            equity: 0.0,
            names: Vec::new(),
            method: Method::Kelly,
            source: Source::Typed,
            correlations: Symmetric::default(),
            history: String::new(),
            periods_per_year: 365.0,
            share: 1.0,
            interest: 0.0,
            target: None,
            gross: None,
            net: None,
            name_limit: None,
        }
    }
}

/// What decides the split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Growth, from expected returns.
    Kelly,
    /// Growth, on the returns pasted.
    KellyReturns,
    /// Weights by 1 over volatility.
    InverseVolatility,
    /// Equal contributions to risk, or as budgeted.
    EqualRisk,
    /// The weights now, at a volatility.
    TargetVolatility,
}

impl Listed for Method {
    const VARIANTS: &'static [Method] =
        &[Method::Kelly, Method::KellyReturns, Method::InverseVolatility, Method::EqualRisk, Method::TargetVolatility];
    const WORDS: &'static [Word] = &[
        word("kelly", "Kelly"),
        word("kelly-returns", "Kelly on past returns"),
        word("inverse-volatility", "Inverse volatility"),
        word("equal-risk", "Equal risk"),
        word("target-volatility", "Weights now, to a volatility"),
    ];
}

impl Method {
    /// Whether growth decides.
    fn is_kelly(self) -> bool {
        matches!(self, Method::Kelly | Method::KellyReturns)
    }
}

/// Where correlations are from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Typed.
    Typed,
    /// Estimated from the returns pasted.
    Returns,
}

impl Listed for Source {
    const VARIANTS: &'static [Source] = &[Source::Typed, Source::Returns];
    const WORDS: &'static [Word] = &[word("typed", "Typed"), word("returns", "From past returns")];
}

/// What comes of it.
#[derive(Clone, Debug)]
pub struct Allocated {
    equity: f64,
    names: Vec<String>,
    now: Measures,
    after: Measures,
    /// Kelly scaled down to the limits.
    scaled: Result<Measures, Reason>,
    /// Kelly without sides and limits.
    unlimited: Result<Measures, Reason>,
    /// What scaling gives up a year.
    scaling_loss: Result<f64, Reason>,
    /// Loss of each name for each unit held, if its stop is hit; 1 without one.
    losses: Vec<f64>,
    limits_reached: Vec<String>,
    smallest_eigenvalue: f64,
    correlations: Square,
    is_estimated: bool,
    frontier: Vec<FrontierPoint>,
}

type Row = Field<Portfolio>;
type Figure = Output<Allocated>;

const TYPED: &[When] = &[When { key: "correlation_source", is: &["typed"] }];
const PASTED: &[When] = &[When { key: "correlation_source", is: &["returns"] }];
const KELLY: &[When] = &[When { key: "allocation_method", is: &["kelly", "kelly-returns"] }];
const SHARED: &[When] =
    &[When { key: "allocation_method", is: &["inverse-volatility", "equal-risk", "target-volatility"] }];
const TARGETED: &[When] = &[When { key: "allocation_method", is: &["target-volatility"] }];

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("equity"), "Equity", "10000", |i| Slot::Money(&mut i.equity))
        .help("All that the account is worth.").inverse_example("0.5").range(Range::Above(0.0)),
    Row::new(key("allocation_method"), "Split by", "kelly", |i| choice(&mut i.method))
        .help("Kelly: what grows fastest, from the returns you expect or on past ones as they were. Inverse volatility and equal risk need no expected returns; equal risk counts correlations too. Or the weights you hold, brought to a volatility."),
    Row::new(key("names"), NAMES_LABEL, "name,return_pct,vol_pct,side,stop_pct,weight_pct;BTC,30,50,long,8,40;ETH,42,65,long,10,30;SOL,55,90,long,15,10;DOGE,-40,100,short,20,-5", |i| Slot::Rows(&mut i.names))
        .help("One row each: name; return you expect of the market a year, below 0 for a fall; volatility a year, or per day as in 3/day (empty: from past returns); side long, short or either; loss at the stop in percent of the position; weight now in percent of equity, below 0 for a short; a limit of its own in percent of equity; its share of risk beside the others'."),
    Row::new(key("correlation_source"), "Correlations from", "typed", |i| choice(&mut i.source))
        .help("A matrix that you type, or estimated from past returns that you paste."),
    Row::new(key("correlations"), "Correlations", "1,0.82,0.7,0.6;0.82,1,0.75,0.62;0.7,0.75,1,0.58;0.6,0.62,0.58,1", |i| Slot::Matrix(&mut i.correlations))
        .help("One row and one column for each name, in their order: 1 where two move alike, 0 where they have nothing to do with each other, -1 where they move against each other; 1 on the diagonal.")
        .range(Range::Between(-1.0, 1.0)).size_from("names").when(TYPED),
    Row::new(key("return_history"), "Return history", "BTC,ETH,SOL,DOGE;1.2,1.9,2.4,1.1;-0.8,-1.5,-0.6,-2.9;2.1,2.4,4.4,0.9;-1.9,-2.2,-3.8,-1.7;0.4,-0.3,1.6,2.2;-0.2,0.8,-1.1,-0.4;1.5,0.9,3,3.4;-2.4,-3.6,-3.1,-4.8;0.7,1.6,0.2,-0.9;0.9,0.4,-1.2,1.3", |i| Slot::Text(&mut i.history))
        .help("In percent, a row a period and a column a name; a first row may name the columns, and columns of other names are left out. A paste from a spreadsheet works.").needed_when(PASTED).when(PASTED),
    Row::new(key("periods_per_year"), "Periods a year", "365", |i| Slot::Number(&mut i.periods_per_year))
        .help("365 for daily returns, 52 for weekly ones.").range(Range::Above(0.0)).when(PASTED),
    Row::new(key("kelly_share_pct"), "Share of Kelly", "50", |i| Slot::Number(&mut i.share))
        .help("How much of full Kelly to use: swings count 1 over this share as much as at full Kelly. Expected returns are guesses; many stay at 25 to 50.").range(Range::Between(1.0, 200.0)).when(KELLY),
    Row::new(key("target_vol_pct"), "Volatility wanted", "", |i| Slot::Optional(&mut i.target))
        .help("That the account should have a year. Empty: the weights add up to 100 % of equity, longs and shorts together.").range(Range::Above(0.0)).optional().needed_when(TARGETED).when(SHARED),
    Row::new(key("gross_limit"), "Gross limit", "1.5", |i| Slot::Optional(&mut i.gross))
        .help("The most of longs and shorts together, in multiples of equity. Empty: no limit.").range(Range::AtLeast(0.0)),
    Row::new(key("net_limit"), "Net limit", "", |i| Slot::Optional(&mut i.net))
        .help("The most of longs less shorts, either way, in multiples of equity. Empty: no limit.").range(Range::AtLeast(0.0)),
    Row::new(key("name_limit_pct"), "Limit per name", "", |i| Slot::Optional(&mut i.name_limit))
        .help("The most of one name, long or short, in percent of equity. A row may have its own. Empty: no limit.").range(Range::AtLeast(0.0)),
    Row::new(key("risk_free_pct"), "Interest on idle money", "0", |i| Slot::Number(&mut i.interest))
        .help("What your money earns a year when it is not in the market: the return that a position has to beat.").range(Range::Between(-100.0, 1000.0)).folded(),
];

/// The label of the rows, as sentences about them begin.
const NAMES_LABEL: &str = "Names";

const THORP: &str = "ISBN 978-981-4293-49-5";
const MAILLARD: &str = "DOI 10.3905/jpm.2010.36.4.060";
const IDNANI: &str = "DOI 10.1007/BF02591962";
const CHOUEIFATY: &str = "DOI 10.3905/JPM.2008.35.1.40";
const CARVER: &str = "robcarver17/pysystemtrade@74fb64bc982c3012f6329c8acfabe66a62e78451 sysquant/estimators/diversification_multipliers.py";
const OURS: &str = "ours, derivation in docs/numbers.md";

const fn basis(formula: &'static str, source: &'static str) -> Basis {
    Basis { formula, source }
}

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("gross_exposure"), "Gross exposure", basis("Σ |weight|", OURS), |o| Value::Number(o.after.gross)).answer(),
    Figure::new(key("account_vol_pct"), "Volatility", basis("√(f'Σf)", THORP), |o| Value::Number(o.after.volatility)).cell("net_exposure"),
    Figure::new(key("annual_growth_pct"), "Growth a year", basis("r + m'f − f'Σf/2; on past returns the average of ln(end) × periods a year", THORP), |o| o.after.growth.into()).by_sign().cell("scaled_growth_pct"),
    Figure::new(key("heat_pct"), "Heat, if every stop is hit", basis("Σ |weight| × loss at the stop; without a stop × 1", OURS), |o| Value::Number(o.after.heat)).cell("correlated_heat_pct"),
    Figure::new(key("effective_names"), "Effective number of names", basis("1 / Σ share², share = |weight| / Σ |weight|", "https://en.wikipedia.org/wiki/Herfindahl%E2%80%93Hirschman_index"), |o| Value::number_or(o.after.effective, NOTHING)).cell("diversification_multiplier"),
    Figure::new(key("net_exposure"), "Net exposure", basis("Σ weight", OURS), |o| Value::Number(o.after.net)).beside(),
    Figure::new(key("scaled_growth_pct"), "If scaled to the limits", basis("full split × one factor, at most 1, so that every limit holds; names on the wrong side left out", OURS), |o| solving::of(&o.scaled, |scaled| scaled.growth)).beside().by_sign(),
    Figure::new(key("correlated_heat_pct"), "Counting correlation", basis("√(h'Ch), h = weight × loss at the stop", OURS), |o| Value::Number(o.after.correlated_heat)).beside(),
    Figure::new(key("diversification_multiplier"), "Diversification multiplier", basis("1 / √(s'C⁺s), s shares of |weight| × σ, C⁺ correlations of the positions, none below 0", CARVER), |o| Value::number_or(o.after.multiplier, NOTHING)).beside(),
    Figure::new(key("scaling_loss_pct"), "Given up by scaling, a year", basis("growth less (1/c − 1) × variance / 2: here, less the same of the scaled split", OURS), |o| o.scaling_loss.into()),
    Figure::new(key("limits_reached"), "Held down by", basis("limits that the weights stand at", IDNANI), tables::limits_reached),
    Figure::new(key("heat_amount"), "Heat in money", basis("heat × equity", OURS), |o| Value::Number(o.after.heat * o.equity)),
    Figure::new(key("diversification_ratio"), "Diversification ratio", basis("Σ |weight| σ / volatility of the whole", CHOUEIFATY), |o| Value::number_or(o.after.ratio, NOTHING)),
    Figure::new(key("allocation"), "The split", basis("weights of the method; share of risk = weight × (Σf) / f'Σf", MAILLARD), tables::allocation).columns(tables::ALLOCATION_COLUMNS),
    Figure::new(key("allocation_measures"), "Before and after", basis("the figures above, of each split", OURS), tables::measures).columns(tables::MEASURE_COLUMNS),
    Figure::new(key("correlation_pairs"), "Correlations estimated", basis("Σ (x − x̄)(y − ȳ) / √(Σ (x − x̄)² Σ (y − ȳ)²); the 20 strongest", OURS), tables::pairs).columns(tables::PAIR_COLUMNS),
    Figure::new(key("smallest_eigenvalue"), "Smallest eigenvalue", basis("of the correlations; the variance of the least risky mix of length 1", "DOI 10.1515/crll.1846.30.51"), |o| Value::Number(o.smallest_eigenvalue)).check(),
];

const NOTHING: Reason = Reason("Nothing is held");

/// The calculator.
pub static PORTFOLIO: &Spec<Portfolio, Allocated> = &Spec {
    slug: "portfolio",
    title: "Allocation",
    question: "How do I split capital over correlated positions?",
    assumptions: "Expected returns, volatilities and correlations stay as they are, and the split is kept up all the time. Kelly from expected returns takes moves as small and even; Kelly on past returns takes every period as likely to come again. Weights are in multiples of equity, below 0 for a short.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, frontier::chart),
    next: &[
        Next { label: "Size one of the trades", slug: "position-size" },
        Next { label: "Kelly of one market", slug: "kelly" },
    ],
};
