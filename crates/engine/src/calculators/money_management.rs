//! How do sizing rules compare on my trades?
//!
//! ```text
//! fixed fractional   f × equity                      fixed size         f × equity at the start
//! fixed ratio        units by closed profit, each f / N0 of the start: N = ⌊(1 + √(1 + 4 (N0 (N0 − 1) + 2 P/δ)))/2⌋
//! optimal f          the share at which past trades grow fastest: max Σ ln(1 + f T / L)
//! secure f           the largest share, up to that, whose deepest fall stays within the limit
//! anti-martingale    the first stake × factor after each win, back to the first after a loss
//! martingale         the first stake × factor after each loss, back to the first after a win
//!
//! f risk a trade · P profit so far · δ delta · N0 units at the start · T result, L largest loss, in R
//! ```
//!
//! Past trades are replayed in their order, and what may come is drawn from them at random; a win rate and payoff has no
//! order, and its column figures are the middle of what is simulated. Every rule meets the same results. Rules that
//! raise never stake more than there is. Trading stops at the level of ruin.
//!
//! Sources: R. Jones, The Trading Game, ISBN 978-0-471-31698-5 (fixed ratio); R. Vince, The Mathematics of Money
//! Management, ISBN 978-0-471-54738-9 (optimal f); L. Zamansky and D. Stendahl, Secure Fractional Money Management,
//! Technical Analysis of Stocks & Commodities 16(7), 1998 (secure f).
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // Vince's coin: wins twice what it loses. Optimal f is 25 %, growth 6.066 % a toss.
//! let typed = [("edge_model", "trades"), ("trades", "2,-1"), ("equity", "10000"), ("risk_pct", "2")];
//! let texts: Texts = typed.into_iter().collect();
//! let outcome = calculators::find("money-management").ok_or("gone")?.prepare(&texts).outcome();
//! assert!((outcome.number("optimal_f_pct").unwrap_or_default() - 0.25).abs() < 1e-12);
//! # Ok::<(), &str>(())
//! ```

mod rules;
mod solving;
#[cfg(test)]
mod tests;
mod wording;

use super::game::{self, Game, Rule};
use crate::spec::{Basis, Column, Field, Kind, Listed, Next, Output, Reason, Spec, Unit, Value, Wording, key};

/// What each rule comes to, and what stands behind some of them.
pub struct Rules {
    lines: Vec<Line>,
    optimal: Result<OptimalF, Reason>,
    /// Whether the figures of a rule are those of past trades in their order.
    is_replay: bool,
    martingale: Result<Martingale, Reason>,
    ratio: RatioSteps,
    drawdown_limit: f64,
    path_of: Rule,
    equity: f64,
}

/// One rule.
struct Line {
    rule: Rule,
    /// Its figures, or why there are none.
    figures: Result<Figures, Reason>,
}

/// What a rule comes to; money in starting equities.
struct Figures {
    end: f64,
    growth: f64,
    drawdown: f64,
    largest_stake: f64,
    ruin: f64,
    standard_error: f64,
    /// End of the middle simulated account, and the fall that one in twenty exceeds.
    middle_end: f64,
    bad_fall: f64,
    /// Result, stake and equity, trade by trade, of the replay or of the first simulated account.
    steps: Vec<Step>,
}

/// A trade: result in R, stake and equity after it in starting equities.
#[derive(Clone, Copy)]
struct Step {
    result: f64,
    stake: f64,
    equity: f64,
}

/// The share that past trades would have liked best, and the one they would have forgiven.
#[derive(Clone, Copy)]
struct OptimalF {
    /// Share of equity to stake a trade: what -1 R takes.
    share: f64,
    /// What f is a share of: the largest loss to reckon with, in R.
    largest_loss: f64,
    growth: f64,
    wealth: Result<f64, Reason>,
    drawdown: f64,
    /// The secure share of equity to stake.
    secure: f64,
    secure_growth: f64,
    /// The same where trades are drawn anew instead of in their order.
    secure_drawn: f64,
}

/// What ruins a martingale.
struct Martingale {
    losses: f64,
    chance: f64,
    /// In starting equities.
    next_stake: f64,
    lost: f64,
}

/// Units of fixed ratio; money.
struct RatioSteps {
    most: f64,
    next: f64,
    rows: Vec<(f64, f64)>,
}

type Figure = Output<Rules>;

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Field<Game>] = &[
    game::MODEL, game::WIN_RATE, game::PAYOFF, game::PAST_TRADES, game::EQUITY, game::RISK, game::AHEAD, game::RUIN_LEVEL, game::DRAWDOWN_LIMIT,
    game::RATIO_DELTA, game::START_UNITS, game::RAISE_FACTOR, game::RAISE_LIMIT, game::LARGEST_LOSS, game::BLOCK, game::PATH_OF, game::PATH_CHART, game::RULE_PATHS,
    game::SEED,
];

const JONES: &str = "ISBN 978-0-471-31698-5";
const VINCE: &str = "ISBN 978-0-471-54738-9";
const OURS: &str = "ours, derivation in docs/numbers.md";

const fn basis(formula: &'static str, source: &'static str) -> Basis {
    Basis { formula, source }
}

const fn column(name: &'static str, label: &'static str, unit: Unit) -> Column {
    Column { name, label, kind: Kind::Number, unit, neutral: None }
}

const RULE_COLUMNS: &[Column] = &[
    Column { name: "rule", label: "Rule", kind: Kind::Choice, unit: Unit::None, neutral: None },
    column("end_amount", "Ending equity", Unit::Money),
    column("growth_per_bet_pct", "Growth a trade", Unit::Percent),
    column("drawdown_pct", "Deepest fall", Unit::Percent),
    column("ruin_chance_pct", "Ruined, simulated", Unit::Percent),
    column("ruin_standard_error_pct", "Standard error", Unit::Percent),
    column("drawdown_bad_pct", "One in twenty falls deeper than", Unit::Percent),
    column("largest_stake_amount", "Largest stake", Unit::Money),
];

const STEP_COLUMNS: &[Column] =
    &[column("units", "Units", Unit::Count), column("profit_amount", "Profit needed", Unit::Money)];

const PATH_COLUMNS: &[Column] = &[
    column("trade", "Trade", Unit::Count),
    column("result_r", "Result", Unit::R),
    column("stake_amount", "Stake", Unit::Money),
    column("equity_amount", "Equity after", Unit::Money),
];

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("best_rule"), "Grows most within your limit", basis("of the rules of which 95 % of simulated accounts fall no deeper than the limit, the one whose middle account ends highest", OURS), Rules::best).answer().words(<Rule as Listed>::WORDS),
    Figure::new(key("optimal_f_pct"), "Optimal f", basis("f from max Σ ln(1 + f T / L), L the largest loss", VINCE), |o| o.optimal(|f| Ok(f.share * f.largest_loss))).cell("optimal_f_drawdown_pct"),
    Figure::new(key("secure_f_pct"), "Secure f", basis("the largest f up to optimal f whose deepest fall is within the limit: past trades in their order; a win rate: 95 % of 500 simulated accounts", OURS), |o| o.optimal(|f| Ok(f.secure * f.largest_loss))).cell("secure_f_growth_pct"),
    Figure::new(key("martingale_losses"), "Losses that ruin a martingale", basis("the fewest k with f (m^k − 1)/(m − 1) ≥ 1 − L, m the factor", OURS), |o| o.martingale(|m| m.losses)).cell("martingale_chance_pct"),
    Figure::new(key("ratio_units"), "Fixed ratio holds at most", basis("⌊(1 + √(1 + 4 (N0 (N0 − 1) + 2 P/δ)))/2⌋ at the highest profit of the trades listed", JONES), |o| Value::Number(o.ratio.most)).cell("ratio_next_amount"),
    Figure::new(key("optimal_f_drawdown_pct"), "Deepest fall at optimal f", basis("past trades in their order; a win rate: 95 % of simulated accounts fall no deeper", VINCE), |o| o.optimal(|f| Ok(f.drawdown))).beside(),
    Figure::new(key("secure_f_growth_pct"), "Growth a trade at secure f", basis("e^(Σ p ln(1 + f T / L)) − 1", VINCE), |o| o.optimal(|f| Ok(f.secure_growth))).beside().by_sign(),
    Figure::new(key("martingale_chance_pct"), "Chance of that run", basis("a run of k losses within the trades ahead, S(n) = S(n − 1) − (1 − q) q^k S(n − k − 1)", "ISBN 978-0-471-25708-0"), |o| o.martingale(|m| m.chance)).beside(),
    Figure::new(key("ratio_next_amount"), "Adds the next at a profit of", basis("δ (N (N − 1) − N0 (N0 − 1)) / 2", JONES), |o| Value::Number(o.ratio.next)).beside(),
    Figure::new(key("rules_table"), "Side by side", basis("each rule on the same results; ending equity, growth and fall of past trades in their order, or of the middle simulated account", OURS), Rules::table).columns(RULE_COLUMNS),
    Figure::new(key("optimal_f_growth_pct"), "Growth a trade at optimal f", basis("geometric mean − 1", VINCE), |o| o.optimal(|f| Ok(f.growth))).by_sign(),
    Figure::new(key("optimal_f_wealth"), "Wealth after them at optimal f", basis("Π (1 + f T / L)", VINCE), |o| o.optimal(|f| f.wealth)),
    Figure::new(key("equity_per_stake_r"), "Equity for 1 R at optimal f", basis("L / f", VINCE), |o| o.optimal(|f| per_stake(f.share))),
    Figure::new(key("geometric_trade_r"), "Geometric average trade", basis("(geometric mean − 1) × L / f", VINCE), |o| o.optimal(|f| per_stake(f.share).map(|per_stake| f.growth * per_stake))).by_sign(),
    Figure::new(key("secure_f_drawn_pct"), "Secure f, in any order", basis("the largest f up to optimal f of which 95 % of 500 simulated accounts fall no deeper than the limit", OURS), |o| o.optimal(|f| Ok(f.secure_drawn * f.largest_loss))),
    Figure::new(key("martingale_stake_amount"), "It would stake next", basis("f m^k × equity", OURS), |o| o.martingale(|m| m.next_stake * o.equity)),
    Figure::new(key("martingale_lost_amount"), "It has lost by then", basis("f (m^k − 1)/(m − 1) × equity, at most all", OURS), |o| o.martingale(|m| m.lost * o.equity)),
    Figure::new(key("ratio_steps"), "Fixed ratio adds units at", basis("δ (N (N − 1) − N0 (N0 − 1)) / 2", JONES), Rules::ratio_table).columns(STEP_COLUMNS),
    Figure::new(key("path_table"), "Trade by trade", basis("the rule chosen: past trades in their order, or the first simulated account; the first 100 trades", OURS), Rules::path).columns(PATH_COLUMNS),
];

/// Equity for each R staked.
fn per_stake(share: f64) -> Result<f64, Reason> {
    if share > 0.0 { Ok(1.0 / share) } else { Err(Reason("No edge: nothing is staked")) }
}

/// The calculator.
pub static MONEY_MANAGEMENT: &Spec<Game, Rules> = &Spec {
    slug: "money-management",
    title: "Money management",
    question: "How do sizing rules compare on my trades?",
    assumptions: "Every rule meets the same results. Past trades are replayed in their order; what may come is drawn from them. Trading stops at the level of ruin; no rule that raises stakes more than there is. Optimal f and secure f know no loss larger than those listed, and secure f no other order.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, wording::chart),
    next: &[
        Next { label: "Could I go broke?", slug: "risk-of-ruin" },
        Next { label: "Size a trade", slug: "position-size" },
    ],
};
