//! What fraction is worth risking, and what does it cost to be wrong?
//!
//! ```text
//! binary      f = p/(a + c) - q/(b - c)                      b = payoff ratio × a
//! outcomes    Σ p x/(1 + f x) = 0, x = result - c            trades: the same, each result as likely as the others
//! continuous  f = (μ - r - funding - cost)/σ²
//! used        f × shrink factor × share of Kelly, no more than the limits allow
//! shrink      t²/(1 + t²) by the sample; or full Kelly at the posterior mean win rate, or at the lower bound, over f
//! limits      exposure; all of equity; E[(1 + f X)^-λ] <= 1, λ = ln chance / ln(1 - fall); liquidation on the way
//!
//! f fraction: stake over equity (results in R) or notional over equity (returns) · p, q chance to win and to lose ·
//! a, b lost and won per unit staked · c cost of a round trip per unit staked, so for returns a share of the position ·
//! x result per unit staked ·
//! μ, r, σ return, interest and volatility a year, fractions · t average result over its standard error
//! ```
//!
//! Two numbers go by the name of Kelly, and both are given. **Exposure** is f where results are returns. The **share at
//! risk** is what a planned loss takes from equity: f × (1 + c) where results are in R, because 1 R is what the stop
//! loses before costs and position-size wants its risk with them; f × (worst loss + c) where they are returns. A result
//! beyond -1 R (a gap) does not change what is risked at the stop: what it would take stands apart, as the worst case.
//! Where no listed result loses a whole R, f may pass 100 %; it is then held to all of equity.
//!
//! Sources: J. L. Kelly, A New Interpretation of Information Rate, DOI 10.1002/j.1538-7305.1956.tb03809.x; E. O. Thorp,
//! The Kelly Criterion in Blackjack, Sports Betting and the Stock Market (2006), reprinted in ISBN 978-981-4293-49-5;
//! R. D. Baker and I. G. McHale, DOI 10.1287/deca.2013.0271, for the shrink factor.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // The deltax.trade lesson on Kelly: half of the bets win twice the stake, so 25 % of equity is full Kelly.
//! let typed = [("win_pct", "50"), ("payoff_ratio", "2"), ("kelly_share_pct", "50")];
//! let texts: Texts = typed.into_iter().collect();
//! let outcome = calculators::find("kelly").ok_or("gone")?.prepare(&texts).outcome();
//! assert_eq!(outcome.number("full_fraction_at_risk_pct"), Some(0.25));
//! assert_eq!(outcome.number("fraction_at_risk_pct"), Some(0.125));
//! # Ok::<(), &str>(())
//! ```

mod edge;
mod fractions;
mod horizon;
mod solving;
#[cfg(test)]
mod tests;
mod uncertainty;
mod wording;

use crate::math::kelly::{BetaPrior, TestedEdge};
use crate::spec::{
    Basis, Column, Feed, Field, Gain, Kind, Listed, Next, Output, Range, Reason, Record, Slot, Spec, Unit, Value, When,
    Word, Wording, key, word,
};

use super::trade::choice;
use fractions::{Binding, Evidence, doubling, growth_kept};

pub(super) use edge::looks_like_fraction;
pub use fractions::Fractions;

/// What is typed, as numbers: shares and rates as fractions.
#[derive(Clone, Debug)]
pub struct Kelly {
    /// How the edge is described.
    pub edge_model: EdgeModel,
    /// Share of the bets that win (binary).
    pub win_rate: f64,
    /// Average win over average loss (binary).
    pub payoff_ratio: f64,
    /// Share of the stake that a losing bet loses (binary); 1: results are in R.
    pub loss: f64,
    /// What can happen, and how likely it is (outcomes).
    pub outcomes: Vec<Chance>,
    /// Results of past trades in R (trades).
    pub trades: Vec<f64>,
    /// Cost of a round trip in multiples of the stake: of what the stop loses where results are in R, of the whole
    /// position where they are returns.
    pub cost: f64,
    /// How many bets the chances were counted on; none: not known.
    pub sample_size: Option<u32>,
    /// Years of history the return was measured on (continuous); none: not known.
    pub observed_years: Option<f64>,
    /// What uncertainty about the edge does to the fraction.
    pub shrinkage: Shrinkage,
    /// What was believed before the record, as imagined trades.
    pub prior: BetaPrior,
    /// How sure a lower bound is.
    pub confidence: f64,
    /// Share of full Kelly that is used.
    pub kelly_share: f64,
    /// The fall that is to stay unlikely; none: no limit.
    pub max_fall: Option<f64>,
    /// How likely it may be.
    pub max_fall_chance: f64,
    /// The fall that chances are asked for.
    pub fall: f64,
    /// The gain that chances are asked for.
    pub gain: f64,
    /// How many bets ahead (binary).
    pub trades_ahead: u32,
    /// How many days ahead (continuous).
    pub horizon_days: f64,
    /// Exchange leverage of an isolated position left alone; none: adjusted all the time (continuous).
    pub barrier_leverage: Option<f64>,
    /// Maintenance over its notional.
    pub barrier_maintenance: f64,
    /// Expected return of the market a year, before costs (continuous).
    pub annual_return: f64,
    /// Volatility of the market a year (continuous).
    pub annual_volatility: f64,
    /// What idle money earns a year (continuous).
    pub risk_free: f64,
    /// Funding paid a year on notional; below 0 it is received (continuous).
    pub annual_funding: f64,
    /// Fees and slippage a year on notional (continuous).
    pub annual_cost: f64,
    /// The most that notional may be, in multiples of equity; none: no limit.
    pub max_exposure: Option<f64>,
}

impl Default for Kelly {
    fn default() -> Kelly {
        Kelly {
            edge_model: EdgeModel::Binary,
            win_rate: 0.0,
            payoff_ratio: 0.0,
            loss: 1.0,
            outcomes: Vec::new(),
            trades: Vec::new(),
            cost: 0.0,
            sample_size: None,
            observed_years: None,
            shrinkage: Shrinkage::Sample,
            prior: BetaPrior { wins: 1.0, losses: 1.0 },
            confidence: 0.9,
            kelly_share: 1.0,
            max_fall: None,
            max_fall_chance: 0.1,
            fall: 0.5,
            gain: 1.0,
            trades_ahead: 100,
            horizon_days: 30.0,
            barrier_leverage: None,
            barrier_maintenance: 0.005,
            annual_return: 0.0,
            annual_volatility: 0.0,
            risk_free: 0.0,
            annual_funding: 0.0,
            annual_cost: 0.0,
            max_exposure: None,
        }
    }
}

/// How the edge is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeModel {
    /// It wins or it loses.
    Binary,
    /// Several results with their chances.
    Outcomes,
    /// Past trades, each as likely to come again as the others.
    Trades,
    /// A price with drift and volatility, held all the time.
    Continuous,
}

impl Listed for EdgeModel {
    const VARIANTS: &'static [EdgeModel] =
        &[EdgeModel::Binary, EdgeModel::Outcomes, EdgeModel::Trades, EdgeModel::Continuous];
    const WORDS: &'static [Word] = &[
        word("binary", "Win rate and payoff"),
        word("outcomes", "Several outcomes"),
        word("trades", "My past trades"),
        word("continuous", "Return and volatility"),
    ];
}

/// What uncertainty about the edge does to the fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shrinkage {
    /// t²/(1 + t²) of it is left, by the sample.
    Sample,
    /// Nothing.
    None,
    /// Full Kelly at the mean win rate after the record, beginning from a prior.
    Posterior,
    /// Full Kelly at the lower bound of the edge.
    LowerBound,
}

impl Listed for Shrinkage {
    const VARIANTS: &'static [Shrinkage] =
        &[Shrinkage::Sample, Shrinkage::None, Shrinkage::Posterior, Shrinkage::LowerBound];
    const WORDS: &'static [Word] = &[
        word("sample", "Shrink by the sample"),
        word("none", "Trust the edge as typed"),
        word("posterior", "Begin from a prior"),
        word("lower-bound", "Trust its lower bound"),
    ];
}

/// A result and its chance.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chance {
    /// The chance, a fraction.
    pub probability: f64,
    /// What comes of it.
    pub result: Gain,
}

impl Record for Chance {
    const COLUMNS: &'static [Column] = &[
        Column { name: "probability_pct", label: "Chance", kind: Kind::Number, unit: Unit::Percent, neutral: None },
        Column { name: "result", label: "Result", kind: Kind::Number, unit: Unit::R, neutral: None },
    ];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        match column {
            0 => Some(Slot::Number(&mut self.probability)),
            1 => Some(Slot::Gain(&mut self.result)),
            _ => None,
        }
    }
}

type Input = Field<Kelly>;
type Figure = Output<Fractions>;

const BINARY: &[When] = &[When { key: "edge_model", is: &["binary"] }];
const OUTCOMES: &[When] = &[When { key: "edge_model", is: &["outcomes"] }];
const TRADES: &[When] = &[When { key: "edge_model", is: &["trades"] }];
const CONTINUOUS: &[When] = &[When { key: "edge_model", is: &["continuous"] }];
const BETS: &[When] = &[When { key: "edge_model", is: &["binary", "outcomes", "trades"] }];
const COUNTED: &[When] = &[When { key: "edge_model", is: &["binary", "outcomes"] }];
const WITH_EXPOSURE: &[When] = &[When { key: "edge_model", is: &["binary", "outcomes", "continuous"] }];

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Input] = &[
    Input::new(key("edge_model"), "Edge described by", "binary", |i| choice(&mut i.edge_model))
        .help("What you know of your trades: how often they win and by how much, several outcomes with their chances, a list of past results, or the return and volatility of a market you hold."),
    Input::new(key("win_pct"), "Win rate", "40", |i| Slot::Number(&mut i.win_rate))
        .help("Of 100 such trades, how many win. Count your own: 40 wins in 100 trades is 40.").range(Range::Between(0.0, 100.0)).when(BINARY),
    Input::new(key("payoff_ratio"), "Payoff ratio", "1.8", |i| Slot::Number(&mut i.payoff_ratio))
        .help("Average win over average loss: 1.8 where wins average 180 and losses 100.").range(Range::Above(0.0)).when(BINARY),
    Input::new(key("loss_pct"), "Loss of a losing trade", "100", |i| Slot::Number(&mut i.loss))
        .help("How much of the stake a losing trade loses. 100: the stake is what the stop loses, and results are in R. Below 100: the stake is the whole position, such as 2 for a loss of 2 % of it, and the answer gives the exposure too.")
        .range(Range::Between(0.0, 100.0)).when(BINARY).folded(),
    Input::new(key("outcomes"), "Outcomes", "35@1.5,20@3,15@0,30@-1", |i| Slot::Rows(&mut i.outcomes))
        .help("Chance in percent @ result: 60@2, 40@-1 wins twice the stake in 60 of 100 trades. Results in multiples of what the stop loses (R), or with % as returns on the position: 60@4%, 40@-2%. Chances add up to 100.")
        .when(OUTCOMES),
    Input::new(key("trades"), "Trade list", "1.8,-1,-1.05,2.4,-0.4,0.3,-1,3.1,-1,1.2,-1.1,0.9,-1,2,-0.2,-1,1.5,-1,0.6,-0.7", |i| Slot::Series(&mut i.trades))
        .help("Results of your past trades in R, multiples of what the stop would have lost: 1.5 won one and a half times the risk, -1 was stopped. All of them, not the best.").when(TRADES),
    Input::new(key("cost_per_bet"), "Cost over stake", "0", |i| Slot::Number(&mut i.cost))
        .help("Fees and slippage of a round trip, counted in stakes. Where results are in R the stake is what the stop loses: 0.05 where costs come to 5 and the stop loses 100. Where they are returns, or a losing trade loses less than 100 %, it is the whole position: 0.001 for costs of 0.1 % of it. 0 if the results are after costs already.")
        .range(Range::AtLeast(0.0)).when(BETS).folded(),
    Input::new(key("sample_size"), "Number of past trades", "", |i| Slot::OptionalCount(&mut i.sample_size))
        .help("How many trades the figures were counted on, such as 40. The fewer, the likelier they were luck, and the smaller the fraction. Empty: not known, and the answer is only an upper bound.")
        .range(Range::AtLeast(1.0)).when(COUNTED),
    Input::new(key("annual_return_pct"), "Expected return", "40", |i| Slot::Number(&mut i.annual_return))
        .help("What the market is expected to return a year, before costs. For a short, turn the sign: 40 where you expect a fall of 40 %.").range(Range::Between(-1000.0, 1000.0)).when(CONTINUOUS),
    Input::new(key("annual_vol_pct"), "Volatility", "70", |i| Slot::Number(&mut i.annual_volatility))
        .help("How much the market's return scatters: per year, or per day as in 3/day.").range(Range::Above(0.0)).needed().when(CONTINUOUS),
    Input::new(key("risk_free_pct"), "Interest on idle money", "0", |i| Slot::Number(&mut i.risk_free))
        .help("What your money earns a year when it is not in the market: the return that a position has to beat.").range(Range::Between(-100.0, 1000.0)).when(CONTINUOUS).folded(),
    Input::new(key("annual_funding_pct"), "Funding a year", "0", |i| Slot::Number(&mut i.annual_funding))
        .help("Funding paid over a year of holding, as a share of the position; below 0 where you receive it.").range(Range::Between(-1000.0, 1000.0)).when(CONTINUOUS).folded(),
    Input::new(key("annual_cost_pct"), "Fees a year", "0", |i| Slot::Number(&mut i.annual_cost))
        .help("Fees and slippage over a year, as a share of the position.").range(Range::Between(0.0, 1000.0)).when(CONTINUOUS).folded(),
    Input::new(key("observed_years"), "Years observed", "", |i| Slot::Optional(&mut i.observed_years))
        .help("How many years of history the expected return was measured on. Empty: not known, and the answer is only an upper bound.")
        .range(Range::Above(0.0)).when(CONTINUOUS),
    Input::new(key("shrinkage"), "Uncertainty", "sample", |i| choice(&mut i.shrinkage))
        .help("A win rate counted on few trades is partly luck. Shrinking takes off what the track record cannot vouch for; the table below shows each way with what it assumes.").folded(),
    Input::new(key("prior_wins"), "Prior wins", "1", |i| Slot::Number(&mut i.prior.wins))
        .help("What you believed before the record, as imagined trades that won. 1 and 1: any win rate was as likely; 10 and 10: about even, as if 20 trades had shown it.").range(Range::Between(0.0, 1e6)).when(BINARY).folded(),
    Input::new(key("prior_losses"), "Prior losses", "1", |i| Slot::Number(&mut i.prior.losses))
        .help("The same, as imagined trades that lost.").range(Range::Between(0.0, 1e6)).when(BINARY).folded(),
    Input::new(key("bound_confidence_pct"), "Confidence", "90", |i| Slot::Number(&mut i.confidence))
        .help("How sure the lower bound of the edge is to lie below the true one.").range(Range::Between(50.0, 99.999)).folded(),
    Input::new(key("kelly_share_pct"), "Share of Kelly", "25", |i| Slot::Number(&mut i.kelly_share))
        .help("How much of full Kelly to use. 50 (half Kelly) keeps about three quarters of the growth with half the swings; many stay at 25.").range(Range::Between(0.0, 200.0)),
    Input::new(key("max_exposure"), "Exposure limit", "", |i| Slot::Optional(&mut i.max_exposure))
        .help("The most that the position may be, in multiples of equity. Holds where results are returns; in R it is position size that keeps it. Empty: no limit.")
        .range(Range::AtLeast(0.0)).when(WITH_EXPOSURE).folded(),
    Input::new(key("max_fall_pct"), "Never fall by", "", |i| Slot::Optional(&mut i.max_fall))
        .help("A fall of the account that should stay unlikely for ever, such as 30. The fraction is held to what keeps it so. Empty: no limit.").range(Range::Between(0.01, 99.99)).folded(),
    Input::new(key("max_fall_chance_pct"), "But for a chance of", "10", |i| Slot::Number(&mut i.max_fall_chance))
        .help("How likely that fall may be.").range(Range::Between(0.0001, 99.99)).folded(),
    Input::new(key("fall_pct"), "Chance to fall by", "50", |i| Slot::Number(&mut i.fall))
        .help("The fall that the chances below are for: 50 is being halved.").range(Range::Between(0.01, 99.99)).folded(),
    Input::new(key("gain_pct"), "Chance to gain", "100", |i| Slot::Number(&mut i.gain))
        .help("The gain that the chance below is for: 100 is doubling.").range(Range::Between(0.01, 1e6)).folded(),
    Input::new(key("trades_ahead"), "Within trades", "100", |i| Slot::Count(&mut i.trades_ahead))
        .help("How many trades ahead the chances by a date look.").range(Range::Between(1.0, 2000.0)).when(BINARY).folded(),
    Input::new(key("horizon_days"), "Within days", "30", |i| Slot::Number(&mut i.horizon_days))
        .help("How many days ahead the chances by a date look; how long an isolated position is left alone.").range(Range::Between(0.01, 36_500.0)).when(CONTINUOUS).folded(),
    Input::new(key("barrier_leverage"), "Isolated at", "", |i| Slot::Optional(&mut i.barrier_leverage))
        .help("Exchange leverage of an isolated long that is opened once and left alone, so that it may be liquidated on the way. Empty: adjusted all the time, never liquidated.").range(Range::Between(1.0, 500.0)).when(CONTINUOUS).folded(),
    Input::new(key("barrier_maintenance_pct"), "Its maintenance", "0.5", |i| Slot::Number(&mut i.barrier_maintenance))
        .help("Maintenance margin of that position over its notional.").range(Range::Between(0.0, 50.0)).when(CONTINUOUS).folded(),
];

const KELLY_1956: &str = "DOI 10.1002/j.1538-7305.1956.tb03809.x";
const THORP_2006: &str = "ISBN 978-981-4293-49-5";
const SHRINKING: &str = "DOI 10.1287/deca.2013.0271";
const BOUNDS: &str = "https://arxiv.org/abs/1603.06183";
const OURS: &str = "ours, derivation in docs/numbers.md";

const fn basis(formula: &'static str, source: &'static str) -> Basis {
    Basis { formula, source }
}

const TABLE_COLUMNS: &[Column] = &[
    Column { name: "stake", label: "Stake", kind: Kind::Choice, unit: Unit::None, neutral: None },
    Column { name: "fraction_at_risk_pct", label: "At risk", kind: Kind::Number, unit: Unit::Percent, neutral: None },
    Column { name: "exposure", label: "Exposure", kind: Kind::Number, unit: Unit::Times, neutral: None },
    Column { name: "growth_kept_pct", label: "Growth kept", kind: Kind::Number, unit: Unit::Percent, neutral: None },
    Column { name: "volatility_pct", label: "Volatility", kind: Kind::Number, unit: Unit::Percent, neutral: None },
    Column {
        name: "halving_chance_pct",
        label: "Ever halved, at most",
        kind: Kind::Number,
        unit: Unit::Percent,
        neutral: None,
    },
    Column {
        name: "double_before_halving_pct",
        label: "Doubles first, at least",
        kind: Kind::Number,
        unit: Unit::Percent,
        neutral: None,
    },
];

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("fraction_at_risk_pct"), "Type as risk per trade", basis("full Kelly × shrink factor × share of Kelly, within the limits; × (1 + cost) for results in R, × (worst loss + cost) for returns", OURS),
        |o| o.measure.at_risk(o.applied.fraction).into()).answer().feeds(Feed::Button("risk_pct")),
    Figure::new(key("exposure"), "Exposure", basis("full Kelly × shrink factor × share of Kelly, at most the exposure limit", OURS),
        |o| o.measure.exposure(o.applied.fraction).into()).answer().feeds(Feed::Button("max_exposure")),
    Figure::new(key("halving_chance_pct"), "Chance of ever being halved, if not luck, at most", basis("bets: 0.5^k, k from E[(1 + f X)^−k] = 1; continuous: 0.5^(2/c − 1), c = fraction / full Kelly", BOUNDS),
        |o| o.used_if(|used| Ok(used.chance_ever_to_halve.at_most))).cell("double_before_halving_pct"),
    Figure::new(key("edge_chance_pct"), "Chance that the edge is real", basis("win rate: P(win rate > needed), Beta(wins + prior wins, losses + prior losses); results: Student's, n − 1, at t; continuous N(t)", "DOI 10.1515/jqas-2017-0122, 10.1093/biomet/6.1.1"), |o| o.uncertainty.edge_chance.into()).cell("edge_evidence"),
    Figure::new(key("full_fraction_at_risk_pct"), "Full Kelly, share at risk", basis("f × planned loss, f from Σ p x/(1 + f x) = 0; one win and one loss: p/a − q/b", KELLY_1956),
        |o| o.measure.at_risk(o.full).into()).cell("full_exposure"),
    Figure::new(key("growth_kept_pct"), "Growth kept", basis("growth / growth at full Kelly; continuous: c (2 − c), over interest", THORP_2006),
        |o| o.used_if(growth_kept)).cell("growth_per_bet_pct"),
    Figure::new(key("full_exposure"), "Full Kelly, exposure", basis("returns: f as for the share at risk; continuous: (return − interest − funding − cost) / volatility²", THORP_2006),
        |o| o.measure.exposure(o.full).into()).beside(),
    Figure::new(key("double_before_halving_pct"), "Doubles before halving, at least", basis("bets: 1 − (1 − m)/(2^k − m), m = (2 × best factor)^−k; continuous: (1 − 0.5^k)/(1 − 0.25^k), k = 2/c − 1", OURS),
        |o| o.used_if(doubling)).beside(),
    Figure::new(key("edge_evidence"), "Evidence", basis("t below 2 is weak, 3 or more strong", "DOI 10.1093/rfs/hhv059"), |o| Value::Word(Listed::word(o.evidence()))).words(<Evidence as Listed>::WORDS).beside(),
    Figure::new(key("growth_per_bet_pct"), "Growth per trade", basis("Σ p ln(1 + f x)", KELLY_1956), |o| o.growth_if(false)).beside().by_sign(),
    Figure::new(key("annual_growth_pct"), "Growth per year", basis("interest + f × excess − f² × volatility² / 2", THORP_2006), |o| o.growth_if(true)).by_sign(),
    Figure::new(key("zero_growth_fraction_pct"), "Growth ends at, share at risk", basis("the second root of growth, × planned loss", THORP_2006),
        |o| o.zero_growth.and_then(|zero| o.measure.at_risk(zero)).into()),
    Figure::new(key("zero_growth_exposure"), "Growth ends at, exposure", basis("the second root of growth; continuous: twice full Kelly", THORP_2006),
        |o| o.zero_growth.and_then(|zero| o.measure.exposure(zero)).into()),
    Figure::new(key("worst_case_loss_pct"), "Worst case loses", basis("f × (worst result + cost)", OURS), |o| o.measure.worst_case(o.applied.fraction).into()),
    Figure::new(key("expectancy_r"), "Average result", basis("Σ p x, costs taken off; for returns over the worst loss", OURS), |o| o.expectancy.into()).by_sign(),
    Figure::new(key("required_win_pct"), "Win rate needed", basis("(a + c)/(a + b)", OURS), |o| o.required_win.into()),
    Figure::new(key("shrink_factor_pct"), "Left by uncertainty", basis("sample t²/(1 + t²); prior and lower bound: full Kelly there over full Kelly as typed", SHRINKING), Fractions::left),
    Figure::new(key("cautious_win_pct"), "Win rate gone by", basis("prior (wins + prior wins)/(trades + prior trades); lower bound: Wilson's, one-sided", "DOI 10.1515/jqas-2017-0122"), |o| o.uncertainty.win_rate.into()),
    Figure::new(key("edge_t"), "Edge over its standard error", basis("binary (b + a) √(p q/n); results s/√n; continuous volatility/√years as the standard error", SHRINKING),
        |o| Value::number_or(o.tested.and_then(TestedEdge::t_statistic), Reason(if o.tested.is_some() { "The record shows no scatter" } else { "Untested" }))),
    Figure::new(key("binding_limit"), "Held down by", basis("the limit below what shrinkage and share ask for", OURS), |o| Value::Word(Listed::word(o.binding()))).words(<Binding as Listed>::WORDS),
    Figure::new(key("account_vol_pct"), "Volatility of the account", basis("exposure × volatility", THORP_2006), |o| o.account_volatility.into()),
    Figure::new(key("fall_ever_pct"), "Ever falls that far, at most", basis("L^k as for halving, L = 1 − fall", BOUNDS), |o| o.ahead.fall_ever.into()),
    Figure::new(key("fall_by_date_pct"), "Falls that far by then", basis("win rate and payoff: all runs counted; continuous: first passage of log capital", THORP_2006), |o| o.by_date(|odds| odds.fall)),
    Figure::new(key("gain_by_date_pct"), "Gains that much by then", basis("the same, upwards", THORP_2006), |o| o.by_date(|odds| odds.rise)),
    Figure::new(key("loss_by_date_pct"), "Below the start then", basis("all ends counted; continuous N(−drift √T / volatility)", THORP_2006), |o| o.by_date(|odds| odds.below_start)),
    Figure::new(key("fall_limit_fraction_pct"), "The limit on falls allows", basis("largest f with E[(1 + f X)^−λ] ≤ 1, λ = ln chance / ln (1 − fall), × planned loss", BOUNDS), |o| o.ahead.for_fall.and_then(|fraction| o.measure.at_risk(fraction)).into()),
    Figure::new(key("fall_limit_exposure"), "The limit on falls allows, exposure", basis("the same f; continuous 2/(λ + 1) of full Kelly", BOUNDS), |o| o.ahead.for_fall.and_then(|fraction| o.measure.exposure(fraction)).into()),
    Figure::new(key("barrier_exposure"), "Best exposure if left alone", basis("m L, m from P ln(1 − m) + E[ln(1 + m y); not liquidated] at its greatest", OURS), |o| o.at_barrier(|barrier| barrier.exposure)),
    Figure::new(key("barrier_margin_pct"), "Its margin, of equity", basis("that m", OURS), |o| o.at_barrier(|barrier| barrier.margin)),
    Figure::new(key("barrier_chance_pct"), "It is liquidated by then", basis("first passage of (1 − 1/L)/(1 − maintenance)", OURS), |o| o.at_barrier(|barrier| barrier.liquidated)),
    Figure::new(key("barrier_growth_pct"), "Its growth per year", basis("what is greatest there / years", OURS), |o| o.at_barrier(|barrier| barrier.annual_growth)).by_sign(),
    Figure::new(key("uncertainty_table"), "What if your trades were luck", basis("each way of taking the uncertainty, before share and limits", SHRINKING), Fractions::uncertainty_table).columns(uncertainty::COLUMNS),
    Figure::new(key("fraction_table"), "If you risk more or less", basis("each row as the figures above, at that multiple of full Kelly", OURS), Fractions::table).columns(TABLE_COLUMNS),
];

/// The calculator.
pub static KELLY: &Spec<Kelly, Fractions> = &Spec {
    slug: "kelly",
    title: "Kelly",
    question: "What fraction is worth risking, and what does it cost me to be wrong?",
    assumptions: "Trades to come are drawn from the same odds, one after the other, each sized anew from equity. No loss is worse than those named. Halving and doubling are for ever, not by a date.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, wording::chart),
    next: &[
        Next { label: "Size a trade", slug: "position-size" },
        Next { label: "Could I go broke?", slug: "risk-of-ruin" },
        Next { label: "Split it over several positions", slug: "portfolio" },
    ],
};
