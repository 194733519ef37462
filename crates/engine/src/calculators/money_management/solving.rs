//! From results and an account to what each rule makes of them.

use super::rules::{LISTED, UNITS_LISTED};
use super::{Figures, Line, Martingale, OptimalF, RatioSteps, Rules, Step};
use crate::calculators::game::{Game, Model, Rule, fewer_paths};
use crate::math::alike::Alike;
use crate::math::kelly::{Bet, FullKelly, Unbounded};
use crate::math::optimal_f::{deepest_fall, secure_share, terminal_wealth};
use crate::math::sizing::FixedRatio;
use crate::math::solve::largest_where;
use crate::math::streak::Trades;
use crate::number_text::{canonical, percent, shown};
use crate::simulation::{Plan, RaisedAfter, Random, Results, Sampler, Simulation, Stake, Tally, quantiles};
use crate::spec::{Fault, Listed, Problem, Reason, Severity, Solved};

/// Secure f of a win rate is sought to this part of optimal f, on so many accounts.
const PARTS: u64 = 1 << 12;
const SECURE_PATHS: u32 = 500;

/// How many rules share the time there is: the seven, and the search for secure f as three more; and into how many the
/// search itself divides it.
const RULES: u32 = 10;
const SEARCHES: u32 = 20;

/// More losses in a row than this need no telling apart.
const MOST_LOSSES: u32 = 10_000;

/// Money this close to the level counts as on it.
const ON_THE_LEVEL: f64 = 1e-9;

const NO_LOSS: Reason = Reason("No trade loses: no share is too large");

pub(super) fn solve(input: &Game) -> Result<Solved<Rules>, Vec<Problem>> {
    let bet = input.bet()?;
    let results = input.results();
    let listed = input.listed(&results);
    let optimal = input.optimal_f(&bet, &results);
    let lines = Rule::VARIANTS.iter().map(|rule| Line {
        rule: *rule,
        figures: input.stake_by(*rule, optimal.as_ref()).map(|stake| input.figures(stake, &results, &listed)),
    });
    let lines: Vec<Line> = lines.collect();
    let mut warnings = input.warnings();
    warnings.extend(input.loss_beyond_record(&bet));
    warnings.extend(fewer_paths("rule_paths", input.rule_paths, input.held(input.rule_paths, RULES)));
    let results = Rules {
        ratio: input.ratio_steps(&lines),
        lines,
        optimal,
        is_replay: input.model == Model::Trades,
        martingale: input.martingale(),
        drawdown_limit: input.drawdown_limit,
        path_of: input.path_of,
        equity: input.equity,
    };
    Ok(Solved { results, warnings })
}

impl Game {
    /// The results that rules are shown on one by one: past trades, or the first simulated account.
    fn listed(&self, results: &Results) -> Vec<f64> {
        match results {
            Results::List { results, .. } => results.clone(),
            Results::Coin { .. } => {
                let mut sampler = Sampler::new(results, Random::stream(u64::from(self.seed), 0));
                (0..self.trades_ahead).map(|_| sampler.draw()).collect()
            }
        }
    }

    fn ratio(&self) -> (FixedRatio, f64) {
        let start = f64::from(self.start_units);
        let unit = self.risk / start;
        (FixedRatio { delta: self.ratio_delta * unit, start }, unit)
    }

    fn stake_by(&self, rule: Rule, optimal: Result<&OptimalF, &Reason>) -> Result<Stake, Reason> {
        let (ratio, unit) = self.ratio();
        match rule {
            Rule::FixedFractional => Ok(Stake::Share(self.risk)),
            Rule::FixedSize => Ok(Stake::Fixed(self.risk)),
            Rule::FixedRatio if self.risk == 0.0 => Ok(Stake::Fixed(0.0)),
            Rule::FixedRatio => Ok(Stake::Ratio { rule: ratio, unit }),
            Rule::OptimalF => optimal.map(|f| Stake::Share(f.share)).map_err(|why| *why),
            Rule::SecureF => optimal.map(|f| Stake::Share(f.secure)).map_err(|why| *why),
            Rule::AntiMartingale => Ok(self.raised(RaisedAfter::Wins)),
            Rule::Martingale => Ok(self.raised(RaisedAfter::Losses)),
        }
    }

    fn figures(&self, stake: Stake, results: &Results, listed: &[f64]) -> Figures {
        let mut tally = self.simulated(self.plan(stake), results, (self.held(self.rule_paths, RULES), Vec::new()));
        let replay = Plan { trades: u32::try_from(listed.len()).unwrap_or(u32::MAX), ..self.plan(stake) };
        let (mut replayed, steps) = replay.replay(listed);
        let (ruin, standard_error) = (tally.ruin(), tally.standard_error());
        let middle = |values: &mut Vec<f64>| quantiles(values, &[0.5]).first().copied().unwrap_or_default();
        let falls = quantiles(&mut tally.drawdowns, &[0.5, 0.95]);
        let middle_end = middle(&mut tally.ends);
        let shown: &mut Tally = if self.model == Model::Trades { &mut replayed } else { &mut tally };
        let end = middle(&mut shown.ends);
        let trades = if self.model == Model::Trades { listed.len() as f64 } else { f64::from(self.trades_ahead) };
        let step = |(result, (stake, equity)): (&f64, (f64, f64))| Step { result: *result, stake, equity };
        Figures {
            end,
            growth: (end.natural_log() / trades).exponential_less_one(),
            drawdown: middle(&mut shown.drawdowns),
            largest_stake: middle(&mut shown.largest_stakes),
            ruin,
            standard_error,
            middle_end,
            bad_fall: falls.last().copied().unwrap_or_default(),
            steps: listed.iter().zip(steps).map(step).collect(),
        }
    }

    fn optimal_f(&self, bet: &Bet, results: &Results) -> Result<OptimalF, Reason> {
        let full = match bet.full_kelly() {
            FullKelly::Fraction(full) => full,
            FullKelly::NoEdge => 0.0,
            FullKelly::Unbounded(Unbounded::NoLosingOutcome) => return Err(NO_LOSS),
            FullKelly::Unbounded(_) => return Err(Reason("No trade can lose: no share is too large")),
        };
        let largest_loss = bet.worst_loss().max(self.largest_loss.unwrap_or_default());
        // Nobody stakes more than the largest loss may take.
        let share = if largest_loss > 0.0 { full.min(1.0 / largest_loss) } else { full };
        let growth = |share: f64| bet.growth(share).rate().map_or(-1.0, f64::exponential_less_one);
        let secure_drawn = self.secure_by_simulation(share, results);
        let (secure, drawdown, wealth) = match results {
            Results::List { results, .. } => (
                secure_share(results, share, self.drawdown_limit),
                deepest_fall(results, share),
                Ok(terminal_wealth(results, share)),
            ),
            Results::Coin { .. } => {
                (secure_drawn, self.fall_of_most(share, results), Err(Reason("Asked of a list of trades only")))
            }
        };
        Ok(OptimalF {
            share,
            largest_loss,
            growth: growth(share),
            wealth,
            drawdown,
            secure,
            secure_growth: growth(secure),
            secure_drawn,
        })
    }

    /// The fall that 95 of 100 accounts do not exceed, whatever the level of ruin.
    fn fall_of_most(&self, share: f64, results: &Results) -> f64 {
        let plan = Plan { stake: Stake::Share(share), ruin: 0.0, goal: None, trades: self.trades_ahead };
        let courses = self.held(SECURE_PATHS, SEARCHES);
        let simulation = Simulation { plan, results, seed: u64::from(self.seed), courses, places: Vec::new() };
        quantiles(&mut simulation.tally().drawdowns, &[0.95]).first().copied().unwrap_or_default()
    }

    /// Every account's deepest fall only grows with the share, and so does the one that 95 of 100 do not exceed.
    fn secure_by_simulation(&self, most: f64, results: &Results) -> f64 {
        let part = |parts: u64| most * (parts as f64 / PARTS as f64);
        let holds = |parts: u64| self.fall_of_most(part(parts), results) <= self.drawdown_limit;
        largest_where(0..=PARTS, holds).map_or(0.0, part)
    }

    fn martingale(&self) -> Result<Martingale, Reason> {
        if self.risk == 0.0 {
            return Err(Reason("Nothing is risked"));
        }
        if self.raise_limit.is_some() {
            return Err(Reason("Asked of a martingale without a limit"));
        }
        let (mut losses, mut lost, mut stake) = (0_u32, 0.0, self.risk);
        while lost < 1.0 - self.ruin_level - ON_THE_LEVEL && losses < MOST_LOSSES {
            lost += stake;
            stake *= self.raise_factor;
            losses += 1;
        }
        if losses == MOST_LOSSES {
            return Err(Reason("More than ten thousand"));
        }
        Ok(Martingale {
            losses: f64::from(losses),
            chance: Trades { count: self.trades_ahead, loss_rate: self.loss_rate() }.chance_of_run(losses),
            next_stake: stake,
            lost: lost.min(1.0),
        })
    }

    fn ratio_steps(&self, lines: &[Line]) -> RatioSteps {
        let (rule, unit) = self.ratio();
        let money = FixedRatio { delta: rule.delta * self.equity, ..rule };
        let steps = lines.iter().find(|line| line.rule == Rule::FixedRatio).and_then(|line| line.figures.as_ref().ok());
        let highest =
            steps.map_or(1.0, |figures| figures.steps.iter().fold(1.0, |high: f64, step| high.max(step.equity)));
        let most = if unit > 0.0 { rule.units(highest - 1.0) } else { rule.start };
        let row = |step: u32| {
            let units = rule.start + f64::from(step);
            (units, money.profit_needed(units))
        };
        RatioSteps { most, next: money.profit_needed(most + 1.0), rows: (1..=UNITS_LISTED).map(row).collect() }
    }

    /// A loss to reckon with beside those of the record.
    fn loss_beyond_record(&self, bet: &Bet) -> Option<Problem> {
        let (largest, worst) = (self.largest_loss?, bet.worst_loss());
        let record = shown(worst, 4);
        if largest < worst {
            let within = Problem::warning("largest_loss_r", Fault::LossWithinRecord(record));
            return Some(Problem { severity: Severity::Notice, ..within });
        }
        let full = bet.full_kelly().fraction().filter(|_| largest > worst)?;
        let takes = canonical((percent(full * largest) * 10.0).round() / 10.0);
        Some(Problem::warning("largest_loss_r", Fault::LossBeyondRecord { worst: record, takes }))
    }
}

impl Figures {
    /// Thinned for the picture and the table.
    pub(super) fn first_steps(&self) -> impl Iterator<Item = (usize, &Step)> {
        self.steps.iter().enumerate().take(LISTED)
    }
}
