//! From an account and its odds to what becomes of it.

use super::{Ever, FALL_SHARES, FAN_SHARES, Fan, Ruin, Streak, Within};
use crate::calculators::game::{Game, Model, StakeRule, fewer_paths};
use crate::math::kelly::{Bet, Binary, Bounds, WinRecord};
use crate::math::ruin::{self, Horizon, SizedBy, Units};
use crate::math::streak::{Trades, expected_wait};
use crate::simulation::{Stake, Tally, quantiles};
use crate::spec::{Problem, Reason, Solved, Value};

/// Places along the trades at which the fan is measured, at most.
const FAN_PLACES: u32 = 20;

const NOTHING_RISKED: Reason = Reason("Nothing is risked");
const BINARY_ONLY: Reason = Reason("Asked of a win rate and payoff only");
const EVEN_ONLY: Reason = Reason("Asked of a win rate at a payoff of 1 only");
const NO_GOAL: Reason = Reason("No goal is named");
const NEVER_ZERO: Reason = Reason("A share of equity never falls to 0: name a level above it");

pub(super) fn solve(input: &Game) -> Result<Solved<Ruin>, Vec<Problem>> {
    let bet = input.bet()?;
    let results = Ruin {
        within: input.within(),
        exact: input.exact(),
        ever: input.ever(&bet),
        streak: input.streak(),
        win_range: input.win_range(),
    };
    let mut warnings = input.warnings();
    warnings.extend(fewer_paths("simulation_paths", input.paths, input.held(input.paths, 1)));
    Ok(Solved { results, warnings })
}

impl Game {
    fn stake(&self) -> Stake {
        match self.stake_rule {
            StakeRule::Share => Stake::Share(self.risk),
            StakeRule::Same => Stake::Fixed(self.risk),
        }
    }

    fn within(&self) -> Within {
        let places = self.places();
        let mut tally =
            self.simulated(self.plan(self.stake()), &self.results(), (self.held(self.paths, 1), places.clone()));
        let money = |list: Vec<f64>| -> Vec<f64> { list.into_iter().map(|share| share * self.equity).collect() };
        let ends = money(quantiles(&mut tally.ends, &[0.05, 0.5]));
        let courses = f64::from(tally.courses());
        Within {
            paths: courses,
            ruin: tally.ruin(),
            standard_error: tally.standard_error(),
            interval: interval(WinRecord { wins: f64::from(tally.ruined), trades: tally.courses() })
                .unwrap_or((0.0, 1.0)),
            goal: self.goal_level.map(|_| f64::from(tally.reached) / courses).ok_or(NO_GOAL),
            falls: quantiles(&mut tally.drawdowns, &FALL_SHARES),
            median_end: ends.last().copied().unwrap_or_default(),
            bad_end: ends.first().copied().unwrap_or_default(),
            fan: self.fan(places, &mut tally),
        }
    }

    /// Evenly along the trades, the last one included.
    fn places(&self) -> Vec<u32> {
        let count = self.trades_ahead.min(FAN_PLACES);
        (1..=count).map(|at| (u64::from(at) * u64::from(self.trades_ahead) / u64::from(count.max(1))) as u32).collect()
    }

    fn fan(&self, places: Vec<u32>, tally: &mut Tally) -> Fan {
        let mut lines = vec![vec![self.equity]; FAN_SHARES.len()];
        for mark in &mut tally.marks {
            let heights = quantiles(mark, &FAN_SHARES);
            lines.iter_mut().zip(heights).for_each(|(line, height)| line.push(height * self.equity));
        }
        let places = std::iter::once(0.0).chain(places.into_iter().map(f64::from)).collect();
        Fan { places, lines, ruin: self.ruin_level * self.equity }
    }

    fn exact(&self) -> Result<f64, Reason> {
        if self.model != Model::Binary {
            return Err(BINARY_ONLY);
        }
        let sized_by = if self.stake_rule == StakeRule::Share { SizedBy::Share } else { SizedBy::Start };
        let horizon = Horizon {
            win_rate: self.win_rate,
            payoff_ratio: self.payoff_ratio,
            sized_by,
            risk: self.risk,
            ruin: self.ruin_level,
            goal: self.goal_level,
            trades: self.trades_ahead,
        };
        horizon.ruin().ok_or(Reason("Too many trades to count through"))
    }

    /// How many stakes of the first size ruin, a whole number where it is one but for the last digits.
    fn stakes_to_ruin(&self) -> Result<f64, Reason> {
        if self.risk == 0.0 {
            return Err(NOTHING_RISKED);
        }
        Ok(nearly_whole((1.0 - self.ruin_level) / self.risk))
    }

    fn ever(&self, bet: &Bet) -> Ever {
        let stakes = self.stakes_to_ruin();
        let bounds = self.bounds(bet);
        let even = self.model == Model::Binary && self.payoff_ratio == 1.0;
        let even_stakes = if even { stakes } else { Err(EVEN_ONLY) };
        let before_goal = self.before_goal(even_stakes);
        let feller = before_goal.ok().filter(|_| self.stake_rule == StakeRule::Same);
        let share = bet.odds(self.risk);
        Ever {
            at_most: feller.map_or(bounds.map(|bounds| bounds.at_most), Ok),
            at_least: match (feller, self.goal_level) {
                (Some(chance), _) => Ok(chance),
                (None, Some(_)) => Err(Reason("Not known with a goal")),
                (None, None) => bounds.map(|bounds| bounds.at_least),
            },
            unlucky: self.unlucky(),
            before_goal,
            equal_bets: even_stakes.map(|units| ruin::of_equal_stakes(bet, units).at_most),
            equal_stakes: stakes.map(|units| ruin::of_equal_stakes(bet, units).at_most),
            root: ruin::root_of_equal_stakes(bet)
                .ok_or(Reason("None: the average result is not above 0, or nothing loses")),
            diffusion: stakes.map(|units| ruin::by_diffusion(bet, units)),
            share: self.share_bounds(bet).map(|bounds| bounds.at_most),
            exponent: share
                .exponent()
                .filter(|k| *k > 0.0)
                .ok_or(Reason("None: no growth at this size, or nothing loses")),
            stakes,
            expectancy: bet.mean(),
            grows: match self.stake_rule {
                StakeRule::Share => bet.growth(self.risk).rate().is_some_and(|rate| rate > 0.0),
                StakeRule::Same => bet.mean() > 0.0,
            },
        }
    }

    /// By the rule chosen, for ever, without a goal.
    fn bounds(&self, bet: &Bet) -> Result<Bounds, Reason> {
        match self.stake_rule {
            StakeRule::Share => self.share_bounds(bet),
            StakeRule::Same => self.stakes_to_ruin().map(|units| ruin::of_equal_stakes(bet, units)),
        }
    }

    fn share_bounds(&self, bet: &Bet) -> Result<Bounds, Reason> {
        if self.risk == 0.0 {
            return Err(NOTHING_RISKED);
        }
        let takes_all = bet.fraction_at_risk(self.risk) >= 1.0;
        match bet.odds(self.risk).chance_ever_to_fall_to(self.ruin_level) {
            Ok(bounds) => Ok(bounds),
            Err(_) if takes_all => Ok(Bounds::exactly(1.0)),
            Err(_) => Err(NEVER_ZERO),
        }
    }

    /// Two barriers, at the whole stakes where they are reached.
    fn before_goal(&self, stakes: Result<f64, Reason>) -> Result<f64, Reason> {
        let goal = self.goal_level.ok_or(NO_GOAL)?;
        let start = stakes?.ceil();
        let above = nearly_whole((goal - 1.0) / self.risk).ceil();
        Ok(ruin::before_target(self.win_rate, Units { start, target: start + above }))
    }

    fn unlucky(&self) -> Result<f64, Reason> {
        if self.model != Model::Binary {
            return Err(BINARY_ONLY);
        }
        let (low, _) = self.win_range()?;
        let unlucky = Binary { win_probability: low, win: self.payoff_ratio, loss: 1.0 };
        let bet = Bet::binary(unlucky).map_err(|_| Reason("Beyond what a number can hold"))?;
        self.bounds(&bet).map(|bounds| bounds.at_most)
    }

    fn win_range(&self) -> Result<(f64, f64), Reason> {
        let record = self.record().ok_or(Reason("Say how many trades it was counted on"))?;
        interval(record).ok_or(Reason("No record"))
    }

    fn streak(&self) -> Streak {
        let trades = Trades { count: self.trades_ahead, loss_rate: self.loss_rate() };
        let length = self.streak_length;
        let drawdown = match self.stake_rule {
            StakeRule::Share => 1.0 - (1.0 - self.risk).powi(length as i32),
            StakeRule::Same => (self.risk * f64::from(length)).min(1.0),
        };
        Streak {
            longest: trades.expected_longest_run(),
            chance: trades.chance_of_run(length),
            wait: expected_wait(trades.loss_rate, length).ok_or(Reason("Never, or beyond what a number can hold")),
            drawdown,
            recovery: recovery(drawdown),
        }
    }
}

/// Gain that makes up for a fall.
fn recovery(fall: f64) -> Result<f64, Reason> {
    if fall < 1.0 { Ok(fall / (1.0 - fall)) } else { Err(Reason("None: nothing is left to recover with")) }
}

/// Wilson's 95 % interval.
fn interval(record: WinRecord) -> Option<(f64, f64)> {
    Some((record.lower_bound(0.975).ok()?, record.lower_bound(0.025).ok()?))
}

/// The whole number next to it, if the difference is only the last digits of a division.
fn nearly_whole(number: f64) -> f64 {
    let whole = number.round();
    if (number - whole).abs() <= 1e-9 * whole.abs() { whole } else { number }
}

impl Within {
    pub(super) fn fall(&self, at: usize) -> Value {
        Value::number_or(self.falls.get(at).copied(), Reason("Nothing simulated"))
    }
}

impl Ruin {
    pub(super) fn falls(&self) -> Value {
        let row = |(share, fall): (&f64, &f64)| {
            vec![Value::Number(*share), Value::Number(*fall), Value::from(recovery(*fall))]
        };
        Value::Table(FALL_SHARES.iter().zip(&self.within.falls).map(row).collect())
    }
}
