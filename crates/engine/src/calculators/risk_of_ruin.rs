//! Could I go broke?
//!
//! ```text
//! within n trades    simulated; for a win rate and payoff also counted exactly
//! for ever           share of equity: L^k, E[(1 + f X)^-k] = 1 · same money: x^u, E[x^X] = 1 · no growth: 1
//! before a goal      even money, same money: ((q/p)^a − (q/p)^z) / ((q/p)^a − 1)
//! losses in a row    S(n) = S(n − 1) − p q^k S(n − k − 1), S chance of no run of k
//! to recover         d / (1 − d)
//!
//! f risk a trade, a share of equity · X result in R · L level of ruin over the start · u = (1 − L)/f stakes to ruin ·
//! z, a = stakes from ruin to the start and to the goal · p, q chance to win and lose · d fall from the highest
//! ```
//!
//! With a share of equity nothing ever falls to 0: ruin is a level that one names. What is simulated stops at ruin or
//! at the goal. The formula `((1 − w)/(1 + w))^n` with the win rate w and the number of trades n, found in libraries, is
//! not among these: the second of them has the edge p − q there, and the stakes that may be lost.
//!
//! Sources: W. Feller, An Introduction to Probability Theory and Its Applications I, ISBN 978-0-471-25708-0; S. Asmussen
//! and H. Albrecher, Ruin Probabilities, ISBN 978-981-4282-52-9; E. Busseti, E. K. Ryu and S. Boyd,
//! <https://arxiv.org/abs/1603.06183>, for the bound with a share of equity; E. B. Wilson, DOI
//! 10.1080/01621459.1927.10502953, for the intervals.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // Equal bets at even money, 55 % won, ten of them to lose: (0.45/0.55)^10.
//! let typed = [("win_pct", "55"), ("payoff_ratio", "1"), ("equity", "1000"), ("risk_pct", "10"), ("ruin_level_pct", "0"), ("stake_rule", "same")];
//! let texts: Texts = typed.into_iter().collect();
//! let outcome = calculators::find("risk-of-ruin").ok_or("gone")?.prepare(&texts).outcome();
//! assert!((outcome.number("ruin_ever_pct").unwrap_or_default() - 0.13443063274931186).abs() < 1e-12);
//! # Ok::<(), &str>(())
//! ```

mod solving;
#[cfg(test)]
mod tests;
mod wording;

use super::game::{self, Game};
use crate::spec::{Basis, Column, Field, Kind, Next, Output, Reason, Spec, Unit, Value, Wording, key};

/// What is said of the account.
pub struct Ruin {
    within: Within,
    /// Counted exactly within the trades.
    exact: Result<f64, Reason>,
    ever: Ever,
    streak: Streak,
    /// The 95 % interval of the win rate.
    win_range: Result<(f64, f64), Reason>,
}

/// What the simulation says.
struct Within {
    paths: f64,
    ruin: f64,
    standard_error: f64,
    interval: (f64, f64),
    goal: Result<f64, Reason>,
    /// Deepest falls at the shares of [`FALL_SHARES`].
    falls: Vec<f64>,
    median_end: f64,
    bad_end: f64,
    fan: Fan,
}

/// Quantiles of equity along the trades, in money.
struct Fan {
    /// After which trades.
    places: Vec<f64>,
    /// For each of [`FAN_SHARES`], equity at each place.
    lines: Vec<Vec<f64>>,
    /// The level of ruin.
    ruin: f64,
}

const FALL_SHARES: [f64; 5] = [0.5, 0.75, 0.9, 0.95, 0.99];
const FAN_SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// What closed forms say.
struct Ever {
    at_most: Result<f64, Reason>,
    at_least: Result<f64, Reason>,
    unlucky: Result<f64, Reason>,
    before_goal: Result<f64, Reason>,
    equal_bets: Result<f64, Reason>,
    equal_stakes: Result<f64, Reason>,
    root: Result<f64, Reason>,
    diffusion: Result<f64, Reason>,
    share: Result<f64, Reason>,
    exponent: Result<f64, Reason>,
    stakes: Result<f64, Reason>,
    expectancy: f64,
    /// Whether the account grows in the long run by the rule chosen.
    grows: bool,
}

/// What losses in a row do.
struct Streak {
    longest: f64,
    chance: f64,
    wait: Result<f64, Reason>,
    drawdown: f64,
    recovery: Result<f64, Reason>,
}

type Figure = Output<Ruin>;

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Field<Game>] = &[
    game::MODEL, game::WIN_RATE, game::PAYOFF, game::PAST_TRADES, game::SAMPLE, game::EQUITY, game::RISK, game::STAKE_RULE, game::AHEAD, game::RUIN_LEVEL,
    game::GOAL_LEVEL, game::STREAK, game::BLOCK, game::PATHS, game::SEED,
];

const FELLER: &str = "ISBN 978-0-471-25708-0";
const LUNDBERG: &str = "ISBN 978-981-4282-52-9";
const BOUNDS: &str = "https://arxiv.org/abs/1603.06183";
const WILSON: &str = "DOI 10.1080/01621459.1927.10502953";
const OURS: &str = "ours, derivation in docs/numbers.md";

const fn basis(formula: &'static str, source: &'static str) -> Basis {
    Basis { formula, source }
}

const fn percent(name: &'static str, label: &'static str) -> Column {
    Column { name, label, kind: Kind::Number, unit: Unit::Percent, neutral: None }
}

const FALL_COLUMNS: &[Column] = &[
    percent("share_pct", "Of the accounts"),
    percent("drawdown_pct", "Fall no deeper than"),
    percent("recovery_pct", "Gain to recover"),
];

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("ruin_chance_pct"), "Chance of ruin", basis("simulated accounts at or below the level within the trades / all of them", OURS), |o| Value::Number(o.within.ruin)).answer(),
    Figure::new(key("ruin_ever_pct"), "Ever ruined, at most", basis("share of equity: L^k; same money: x^u; no growth: 1", BOUNDS), |o| o.ever.at_most.into()).cell("ruin_ever_least_pct"),
    Figure::new(key("drawdown_bad_pct"), "One in twenty falls deeper than", basis("95 % of the simulated accounts fall no deeper from their highest, the start included", OURS), |o| o.within.fall(3)).cell("drawdown_median_pct"),
    Figure::new(key("longest_streak"), "Longest losing streak", basis("Σ over k of the chance of a run of k", FELLER), |o| Value::Number(o.streak.longest)).cell("streak_chance_pct"),
    Figure::new(key("median_end_amount"), "Equity after the trades", basis("half of the simulated accounts end at or below it", OURS), |o| Value::Number(o.within.median_end)).cell("bad_end_amount"),
    Figure::new(key("ruin_ever_least_pct"), "At least", basis("share of equity: (L × worst factor)^k; same money: x^(u + worst loss)", OURS), |o| o.ever.at_least.into()).beside(),
    Figure::new(key("drawdown_median_pct"), "Every other falls deeper than", basis("half of the simulated accounts fall no deeper", OURS), |o| o.within.fall(0)).beside(),
    Figure::new(key("streak_chance_pct"), "Chance of the run asked about", basis("1 − S(n), S(n) = S(n − 1) − (1 − q) q^k S(n − k − 1)", FELLER), |o| Value::Number(o.streak.chance)).beside(),
    Figure::new(key("bad_end_amount"), "One in twenty ends below", basis("5 % of the simulated accounts end at or below it", OURS), |o| Value::Number(o.within.bad_end)).beside(),
    Figure::new(key("ruin_standard_error_pct"), "Standard error of the chance", basis("√(P (1 − P) / accounts)", WILSON), |o| Value::Number(o.within.standard_error)),
    Figure::new(key("ruin_low_pct"), "Simulated, 95 % from", basis("Wilson's interval of the simulated share", WILSON), |o| Value::Number(o.within.interval.0)),
    Figure::new(key("ruin_high_pct"), "Simulated, 95 % to", basis("Wilson's interval of the simulated share", WILSON), |o| Value::Number(o.within.interval.1)),
    Figure::new(key("ruin_exact_pct"), "Counted exactly", basis("every order of wins and losses within the trades, carried from trade to trade by the number of wins", OURS), |o| o.exact.into()),
    Figure::new(key("goal_chance_pct"), "Reaches the goal first", basis("simulated accounts at or above the goal / all of them", OURS), |o| o.within.goal.into()),
    Figure::new(key("ruin_share_pct"), "Ever, share of equity, at most", basis("L^k, k > 0 the root of E[(1 + f X)^−k] = 1", BOUNDS), |o| o.ever.share.into()),
    Figure::new(key("lundberg_exponent"), "Its exponent k", basis("E[(1 + f X)^−k] = 1", BOUNDS), |o| o.ever.exponent.into()),
    Figure::new(key("ruin_equal_stakes_pct"), "Ever, same money", basis("x^u, u = (1 − L) / f; exact where wins and u are whole", LUNDBERG), |o| o.ever.equal_stakes.into()),
    Figure::new(key("ruin_root"), "Ever one stake lower, x", basis("p x^(b + 1) − x + q = 0; any results: E[x^X] = 1", FELLER), |o| o.ever.root.into()),
    Figure::new(key("stakes_to_ruin"), "Stakes to ruin", basis("(1 − L) / f", OURS), |o| o.ever.stakes.into()),
    Figure::new(key("ruin_equal_bets_pct"), "Ever, same money at even odds", basis("((1 − A) / (1 + A))^u, A = 2 p − 1 the edge", FELLER), |o| o.ever.equal_bets.into()),
    Figure::new(key("ruin_before_goal_pct"), "Before the goal, same money at even odds", basis("((q/p)^a − (q/p)^z) / ((q/p)^a − 1); p = q: 1 − z/a", FELLER), |o| o.ever.before_goal.into()),
    Figure::new(key("ruin_diffusion_pct"), "Ever, as a diffusion", basis("e^(−2 mean u / deviation²)", LUNDBERG), |o| o.ever.diffusion.into()),
    Figure::new(key("ruin_unlucky_pct"), "Ever, if the record was luck", basis("as the chance ever to be ruined, at the low end of the win rate", OURS), |o| o.ever.unlucky.into()),
    Figure::new(key("win_low_pct"), "Win rate, 95 % from", basis("Wilson's interval", WILSON), |o| o.win_range.map(|(low, _)| low).into()),
    Figure::new(key("win_high_pct"), "Win rate, 95 % to", basis("Wilson's interval", WILSON), |o| o.win_range.map(|(_, high)| high).into()),
    Figure::new(key("expectancy_r"), "Average result", basis("Σ p x", OURS), |o| Value::Number(o.ever.expectancy)).by_sign(),
    Figure::new(key("streak_wait"), "Trades until that run", basis("(q^−k − 1) / (1 − q)", FELLER), |o| o.streak.wait.into()),
    Figure::new(key("streak_drawdown_pct"), "That run takes", basis("share of equity: 1 − (1 − f)^k; same money: k f", OURS), |o| Value::Number(o.streak.drawdown)),
    Figure::new(key("recovery_pct"), "Gain to recover", basis("d / (1 − d)", OURS), |o| o.streak.recovery.into()),
    Figure::new(key("drawdown_table"), "Deepest falls", basis("order statistics of the simulated accounts; d / (1 − d)", OURS), Ruin::falls).columns(FALL_COLUMNS),
    Figure::new(key("simulated_paths"), "Simulated accounts", basis("as asked for, or as many as keep up with typing", OURS), |o| Value::Number(o.within.paths)).check(),
];

/// The calculator.
pub static RISK_OF_RUIN: &Spec<Game, Ruin> = &Spec {
    slug: "risk-of-ruin",
    title: "Risk of ruin",
    question: "Could I go broke?",
    assumptions: "Trades to come are drawn from the same odds, one after the other. A losing trade of a win rate loses 1 R. Trading stops at ruin or at the goal; the simulation is seeded and comes out the same everywhere.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, wording::chart),
    next: &[
        Next { label: "Compare sizing rules", slug: "money-management" },
        Next { label: "Size a trade", slug: "position-size" },
    ],
};
