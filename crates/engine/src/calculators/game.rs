//! What risk of ruin and the comparison of sizing rules are both asked of: results in R that come again and again, and
//! an account that stakes on them.

use super::kelly::looks_like_fraction;
use super::trade::choice;
use crate::math::kelly::{Bet, Binary, WinRecord};
use crate::number_text::{percent, shown};
use crate::simulation::{Plan, RaisedAfter, Results, Simulation, Stake, Tally};
use crate::spec::{Fault, Field, Listed, Problem, Range, Severity, Slot, When, Word, key, word};

/// Trades that are simulated at most, over all accounts and rules: some tens of milliseconds.
const MOST_TRADES: u32 = 4_000_000;

/// What is typed, as numbers: shares as fractions, money in the settlement currency.
#[derive(Clone, Debug)]
pub struct Game {
    /// How results are described.
    pub model: Model,
    /// Share of the trades that win (binary).
    pub win_rate: f64,
    /// Average win over average loss (binary).
    pub payoff_ratio: f64,
    /// Past results in R (trades).
    pub trades: Vec<f64>,
    /// How many trades the win rate was counted on; none: not known.
    pub sample_size: Option<u32>,
    /// How many past trades that followed one another are drawn together.
    pub block_length: u32,
    /// The account at the start.
    pub equity: f64,
    /// Share of equity that a trade risks.
    pub risk: f64,
    /// Whether every trade risks a share of equity or the same money.
    pub stake_rule: StakeRule,
    /// How many trades are looked ahead.
    pub trades_ahead: u32,
    /// Share of the start at or below which an account is ruined.
    pub ruin_level: f64,
    /// Share of the start at which one stops content.
    pub goal_level: Option<f64>,
    /// Losses in a row that are asked about.
    pub streak_length: u32,
    /// How many accounts are simulated.
    pub paths: u32,
    /// How many accounts are simulated for each rule.
    pub rule_paths: u32,
    /// What chance starts from.
    pub seed: u32,
    /// Profit a unit, in R of one unit, that adds a unit.
    pub ratio_delta: f64,
    /// Units at the start.
    pub start_units: u32,
    /// What a raise multiplies the stake by.
    pub raise_factor: f64,
    /// How many raises in a row.
    pub raise_limit: Option<u32>,
    /// The deepest fall that one would bear.
    pub drawdown_limit: f64,
    /// The largest loss to reckon with, in R.
    pub largest_loss: Option<f64>,
    /// The rule whose stakes are listed.
    pub path_of: Rule,
    /// What the picture shows.
    pub path_chart: PathChart,
}

impl Default for Game {
    fn default() -> Game {
        Game {
            model: Model::Binary,
            win_rate: 0.0,
            payoff_ratio: 0.0,
            trades: Vec::new(),
            sample_size: None,
            block_length: 1,
            equity: 0.0,
            risk: 0.0,
            stake_rule: StakeRule::Share,
            trades_ahead: 100,
            ruin_level: 0.5,
            goal_level: None,
            streak_length: 8,
            paths: 10_000,
            rule_paths: 2000,
            seed: 1,
            ratio_delta: 5.0,
            start_units: 1,
            raise_factor: 2.0,
            raise_limit: None,
            drawdown_limit: 0.2,
            largest_loss: None,
            path_of: Rule::FixedFractional,
            path_chart: PathChart::Equity,
        }
    }
}

/// How results are described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// A win rate and a payoff.
    Binary,
    /// Past trades, each as likely to come again as the others.
    Trades,
}

impl Listed for Model {
    const VARIANTS: &'static [Model] = &[Model::Binary, Model::Trades];
    const WORDS: &'static [Word] = &[word("binary", "Win rate and payoff"), word("trades", "My past trades")];
}

/// Whether every trade risks a share of equity or the same money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StakeRule {
    /// A share of equity as it stands.
    Share,
    /// That share of equity at the start, every time.
    Same,
}

impl Listed for StakeRule {
    const VARIANTS: &'static [StakeRule] = &[StakeRule::Share, StakeRule::Same];
    const WORDS: &'static [Word] = &[word("share", "A share of equity"), word("same", "The same money")];
}

/// A sizing rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A share of equity.
    FixedFractional,
    /// The same money.
    FixedSize,
    /// Units by closed profit.
    FixedRatio,
    /// The share that past trades would have liked best.
    OptimalF,
    /// The largest share that would not have fallen too deep.
    SecureF,
    /// More after a win.
    AntiMartingale,
    /// More after a loss.
    Martingale,
}

impl Listed for Rule {
    const VARIANTS: &'static [Rule] = &[
        Rule::FixedFractional,
        Rule::FixedSize,
        Rule::FixedRatio,
        Rule::OptimalF,
        Rule::SecureF,
        Rule::AntiMartingale,
        Rule::Martingale,
    ];
    const WORDS: &'static [Word] = &[
        word("fixed-fractional", "Fixed fractional"),
        word("fixed-size", "Fixed size"),
        word("fixed-ratio", "Fixed ratio"),
        word("optimal-f", "Optimal f"),
        word("secure-f", "Secure f"),
        word("anti-martingale", "Anti-martingale"),
        word("martingale", "Martingale"),
    ];
}

/// What the picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathChart {
    /// Equity after each trade.
    Equity,
    /// What each trade stakes.
    Stake,
}

impl Listed for PathChart {
    const VARIANTS: &'static [PathChart] = &[PathChart::Equity, PathChart::Stake];
    const WORDS: &'static [Word] = &[word("equity", "Equity"), word("stake", "Stakes")];
}

type Input = Field<Game>;

const BINARY: &[When] = &[When { key: "edge_model", is: &["binary"] }];
const TRADES: &[When] = &[When { key: "edge_model", is: &["trades"] }];

#[rustfmt::skip]
pub(super) const MODEL: Input = Input::new(key("edge_model"), "Results described by", "binary", |i| choice(&mut i.model))
    .help("A win rate and a payoff, or the list of your own past trades, from which trades to come are drawn at random.");
#[rustfmt::skip]
pub(super) const WIN_RATE: Input = Input::new(key("win_pct"), "Win rate", "45", |i| Slot::Number(&mut i.win_rate))
    .help("Of 100 such trades, how many win. Count your own: 45 wins in 100 trades is 45.").range(Range::Between(0.0, 100.0)).when(BINARY);
#[rustfmt::skip]
pub(super) const PAYOFF: Input = Input::new(key("payoff_ratio"), "Payoff ratio", "1.5", |i| Slot::Number(&mut i.payoff_ratio))
    .help("Average win over average loss: 1.5 where wins average 150 and losses 100. A losing trade loses 1 R, what it risked.").range(Range::Between(0.0, 1e6)).when(BINARY);
#[rustfmt::skip]
pub(super) const PAST_TRADES: Input = Input::new(key("trades"), "Trade list", "1.8,-1,-1.05,2.4,-0.4,0.3,-1,3.1,-1,1.2,-1.1,0.9,-1,2,-0.2,-1,1.5,-1,0.6,-0.7", |i| Slot::Series(&mut i.trades))
    .help("Results of your past trades in R, multiples of what the stop would have lost, in their order: 1.5 won one and a half times the risk, -1 was stopped. All of them, after costs.").range(Range::Between(-1e6, 1e6)).when(TRADES);
#[rustfmt::skip]
pub(super) const SAMPLE: Input = Input::new(key("sample_size"), "Number of past trades", "", |i| Slot::OptionalCount(&mut i.sample_size))
    .help("How many trades the win rate was counted on: gives the range in which the true one lies. Empty: not known.").range(Range::AtLeast(1.0)).when(BINARY);
#[rustfmt::skip]
pub(super) const BLOCK: Input = Input::new(key("block_length"), "Drawn together", "1", |i| Slot::Count(&mut i.block_length))
    .help("How many trades that followed one another are drawn together. 1: each alone. 5 or so if your losses come in clusters; the formulas for ever take each alone.").range(Range::Between(1.0, 1000.0)).when(TRADES).folded();
#[rustfmt::skip]
pub(super) const EQUITY: Input = Input::new(key("equity"), "Equity", "10000", |i| Slot::Money(&mut i.equity))
    .help("What the account is worth at the start.").range(Range::Above(0.0)).inverse_example("0.5");
#[rustfmt::skip]
pub(super) const RISK: Input = Input::new(key("risk_pct"), "Risk per trade", "2", |i| Slot::Number(&mut i.risk))
    .help("Share of equity that a trade loses if it is stopped: 1 R.").range(Range::Between(0.0, 100.0));
#[rustfmt::skip]
pub(super) const STAKE_RULE: Input = Input::new(key("stake_rule"), "Every trade risks", "share", |i| choice(&mut i.stake_rule))
    .help("A share of equity as it then stands, or the same money every time: that share of the equity at the start.");
#[rustfmt::skip]
pub(super) const AHEAD: Input = Input::new(key("trades_ahead"), "Trades ahead", "100", |i| Slot::Count(&mut i.trades_ahead))
    .help("How many trades to look ahead: a year of yours, say.").range(Range::Between(1.0, 10_000.0));
#[rustfmt::skip]
pub(super) const RUIN_LEVEL: Input = Input::new(key("ruin_level_pct"), "Ruined at", "50", |i| Slot::Number(&mut i.ruin_level))
    .help("The share of the starting equity at which you would give up: 50 is half of it lost. Trading stops there.").range(Range::Between(0.0, 100.0));
#[rustfmt::skip]
pub(super) const GOAL_LEVEL: Input = Input::new(key("goal_level_pct"), "Goal", "", |i| Slot::Optional(&mut i.goal_level))
    .help("The share of the starting equity at which you would stop content: 200 is twice of it. Empty: trade on.").range(Range::Above(100.0)).folded();
#[rustfmt::skip]
pub(super) const STREAK: Input = Input::new(key("streak_length"), "Losses in a row", "8", |i| Slot::Count(&mut i.streak_length))
    .help("How likely are so many losses in a row, and what would they take? A trade that ends at 0 breaks the run.").range(Range::Between(1.0, 10_000.0)).folded();
#[rustfmt::skip]
pub(super) const PATHS: Input = Input::new(key("simulation_paths"), "Simulated accounts", "10000", |i| Slot::Count(&mut i.paths))
    .help("More of them make the simulated figures steadier: four times as many halve the standard error.").range(Range::Between(100.0, 100_000.0)).folded();
#[rustfmt::skip]
pub(super) const RULE_PATHS: Input = Input::new(key("rule_paths"), "Simulated accounts a rule", "2000", |i| Slot::Count(&mut i.rule_paths))
    .help("More of them make the simulated figures steadier: four times as many halve the standard error.").range(Range::Between(100.0, 100_000.0)).folded();
#[rustfmt::skip]
pub(super) const SEED: Input = Input::new(key("simulation_seed"), "Seed", "1", |i| Slot::Count(&mut i.seed))
    .help("Where the random numbers start. The same seed gives the same figures everywhere; try another to see how much is chance.").range(Range::AtLeast(0.0)).folded();
#[rustfmt::skip]
pub(super) const RATIO_DELTA: Input = Input::new(key("ratio_delta_r"), "Fixed ratio: delta", "5", |i| Slot::Number(&mut i.ratio_delta))
    .help("Profit that each unit must earn before another is added, in R of one unit. Half of the deepest fall you expect of one unit is usual.").range(Range::Between(0.001, 1e6)).folded();
#[rustfmt::skip]
pub(super) const START_UNITS: Input = Input::new(key("start_units"), "Fixed ratio: units at the start", "1", |i| Slot::Count(&mut i.start_units))
    .help("How many units the first risk is split into.").range(Range::Between(1.0, 1000.0)).folded();
#[rustfmt::skip]
pub(super) const RAISE_FACTOR: Input = Input::new(key("raise_factor"), "Martingale: times", "2", |i| Slot::Number(&mut i.raise_factor))
    .help("What the stake is multiplied by: after a loss by a martingale, after a win by an anti-martingale. Otherwise it falls back to the first.").range(Range::Between(1.0, 100.0)).folded();
#[rustfmt::skip]
pub(super) const RAISE_LIMIT: Input = Input::new(key("raise_limit"), "Martingale: most raises", "", |i| Slot::OptionalCount(&mut i.raise_limit))
    .help("After so many raises in a row both start over. Empty: no limit but what the account holds.").range(Range::Between(0.0, 1000.0)).folded();
#[rustfmt::skip]
pub(super) const DRAWDOWN_LIMIT: Input = Input::new(key("drawdown_limit_pct"), "Deepest fall you would bear", "20", |i| Slot::Number(&mut i.drawdown_limit))
    .help("How far equity may fall from its highest. Secure f is the largest stake that keeps within it.").range(Range::Between(0.1, 100.0));
#[rustfmt::skip]
pub(super) const LARGEST_LOSS: Input = Input::new(key("largest_loss_r"), "Largest loss to reckon with", "", |i| Slot::Optional(&mut i.largest_loss))
    .help("In R: a gap through the stop may lose more than any trade so far. Empty: the largest so far.").range(Range::Between(0.001, 1e6)).folded();
#[rustfmt::skip]
pub(super) const PATH_OF: Input = Input::new(key("path_of"), "Stakes listed of", "fixed-fractional", |i| choice(&mut i.path_of))
    .help("The rule whose stakes and equity are listed trade by trade.").folded();
#[rustfmt::skip]
pub(super) const PATH_CHART: Input = Input::new(key("path_chart"), "Picture shows", "equity", |i| choice(&mut i.path_chart))
    .help("Equity after each trade, or what each trade stakes.").folded();

impl Game {
    /// The bet, in R.
    pub(super) fn bet(&self) -> Result<Bet, Vec<Problem>> {
        let bet = match self.model {
            Model::Binary => Bet::binary(Binary { win_probability: self.win_rate, win: self.payoff_ratio, loss: 1.0 }),
            Model::Trades if self.trades.len() < 2 => {
                return Err(vec![Problem::error("trades", Fault::TooFew { given: self.trades.len(), wanted: 2 })]);
            }
            Model::Trades => Bet::from_trades(&self.trades),
        };
        bet.map_err(|_| vec![Problem::overall(Fault::NoFiniteAnswer)])
    }

    /// What trades to come are drawn from.
    pub(super) fn results(&self) -> Results {
        match self.model {
            Model::Binary => Results::Coin { win_rate: self.win_rate, win: self.payoff_ratio, loss: -1.0 },
            Model::Trades => Results::List { results: self.trades.clone(), block: self.block_length },
        }
    }

    /// Chance that a trade loses.
    pub(super) fn loss_rate(&self) -> f64 {
        match self.model {
            Model::Binary => 1.0 - self.win_rate,
            Model::Trades => share_of(&self.trades, |result| result < 0.0),
        }
    }

    /// Wins counted on a record, where there is one.
    pub(super) fn record(&self) -> Option<WinRecord> {
        let (rate, trades) = match self.model {
            Model::Binary => (self.win_rate, self.sample_size?),
            Model::Trades => (share_of(&self.trades, |result| result > 0.0), u32::try_from(self.trades.len()).ok()?),
        };
        Some(WinRecord { wins: (rate * f64::from(trades)).round(), trades })
    }

    /// As many accounts as keep up with typing.
    pub(super) fn held(&self, paths: u32, rules: u32) -> u32 {
        paths.min(MOST_TRADES / (self.trades_ahead.max(1) * rules))
    }

    pub(super) fn plan(&self, stake: Stake) -> Plan {
        Plan { stake, ruin: self.ruin_level, goal: self.goal_level, trades: self.trades_ahead }
    }

    pub(super) fn simulated(&self, plan: Plan, results: &Results, (courses, places): (u32, Vec<u32>)) -> Tally {
        Simulation { plan, results, seed: u64::from(self.seed), courses, places }.tally()
    }

    /// The stake that a raising rule begins with.
    pub(super) fn raised(&self, after: RaisedAfter) -> Stake {
        Stake::Raised(crate::simulation::Raise {
            first: self.risk,
            factor: self.raise_factor,
            limit: self.raise_limit,
            after,
        })
    }

    /// What is odd about the inputs that both calculators take.
    pub(super) fn warnings(&self) -> Vec<Problem> {
        let mut warnings = Vec::new();
        if self.model == Model::Binary && self.win_rate == 1.0 {
            warnings.push(Problem::warning("win_pct", Fault::CertainWin));
        }
        let shares = [("win_pct", self.win_rate, self.model == Model::Binary), ("risk_pct", self.risk, true)];
        for (at, share, shown) in shares {
            let most = if at == "risk_pct" { 0.0001 } else { 0.01 };
            if shown && share > 0.0 && share <= most {
                warnings.push(looks_like_fraction(at, percent(share)));
            }
        }
        if self.model == Model::Trades && self.trades.len() < 100 {
            let few = Problem::warning("trades", Fault::FewObservations(self.trades.len()));
            let severity = if self.trades.len() < 30 { Severity::Warning } else { Severity::Notice };
            warnings.push(Problem { severity, ..few });
        }
        warnings
    }
}

/// A notice where fewer accounts are simulated than asked for.
pub(super) fn fewer_paths(at: &'static str, asked: u32, held: u32) -> Option<Problem> {
    let fewer = Problem::warning(at, Fault::FewerPaths(shown(f64::from(held), 0)));
    (held < asked).then_some(Problem { severity: Severity::Notice, ..fewer })
}

fn share_of(results: &[f64], is: impl Fn(f64) -> bool) -> f64 {
    results.iter().filter(|result| is(**result)).count() as f64 / results.len().max(1) as f64
}
