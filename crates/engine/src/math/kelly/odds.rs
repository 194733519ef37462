//! How deep a repeated bet falls, and whether it doubles before it halves.
//!
//! Let `k` be the number other than 0 with `E[(1 + f X)^-k] = 1`. Then `W^-k` (W: capital over its start) is a fair
//! game: its mean stays 1 for ever. Stopping the game when a level is reached gives the odds, up to what is not known:
//! how far the last bet carried capital **past** the level. That last factor lies between `worst = min(1 + f x)` and
//! `best = max(1 + f x)`, and so each chance lies between two bounds:
//!
//! ```text
//! ever at or below L, k > 0     (L worst)^k <= P <= L^k           (growth <= 0, that is k <= 0: P = 1)
//! reaching 2 before 1/2         two(ln 2 + ln best, ln 2) <= P <= two(ln 2, ln 2 - ln worst)
//! two(up, down) = (1 - e^(-k down)) / (1 - e^(-k (up + down)))    the same game with exact landings
//! ```
//!
//! The first upper bound is Ville's inequality for `W^-k` (equal when nothing overshoots); the lower one follows
//! because capital that overshoots stands at least at `L worst`, and because `W^-k` vanishes on the paths that never
//! fall so far. For the second, `E[W^-k] = 1` holds at the stop too, as `W` is bounded both ways until then: with
//! chance P capital stands in `2..2 best`, else in `worst/2..1/2`; taking the ends that make P least and greatest
//! gives the two sides. With `m = (2 best)^-k` the lower one reads `1 - (1 - m)/(2^k - m)`. For `k < 0` (shrinking
//! capital) nothing changes but the sign; at `k = 0` `two` is `down / (up + down)`.
//!
//! Sources: Lundberg's exponent, S. Asmussen and H. Albrecher, "Ruin Probabilities" (2010), ISBN 978-981-4282-52-9;
//! E. Busseti, E. K. Ryu and S. Boyd, "Risk-Constrained Kelly Gambling" (2016), arXiv:1603.06183, for the first
//! upper bound. The other three are ours, checked by simulation in `tests/reference/kelly_reference.py`.

use crate::math::alike::Alike;
use std::f64::consts::LN_2;

use super::bet::Bet;
use super::search::last_where;

/// Growth below this share of the mean size of a step is rounding error: taken as none at all.
const GROWTH_ROUNDING: f64 = 8.0 * f64::EPSILON;

/// Where the search for the root starts, in units of the largest step: far below any root that differs from 0.
const SMALLEST_ROOT: f64 = 1e-250;

/// A chance known to lie between two bounds, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// It is no smaller than this.
    pub at_least: f64,
    /// It is no larger than this.
    pub at_most: f64,
}

impl Bounds {
    /// A chance known exactly.
    pub fn exactly(chance: f64) -> Self {
        Self { at_least: chance, at_most: chance }
    }
}

/// Why there are no odds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoOdds {
    /// Nothing is staked: capital neither doubles nor halves.
    NothingAtStake,
    /// The level asked about is not above 0 and at most 1 (times the capital at the start).
    LevelOutOfRange,
}

/// How a repeated bet moves capital at some fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Odds {
    /// No outcome moves capital.
    NothingAtStake,
    /// No outcome lowers capital, some raise it.
    NeverLoses,
    /// No outcome raises capital, some lower it.
    NeverWins,
    /// Capital rises and falls.
    Walk(Walk),
}

/// A bet that both wins and loses, at some fraction. Built by [`Bet::odds`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Walk {
    /// `k`, above 0 where capital grows, 0 where it does neither, below 0 where it shrinks.
    exponent: f64,
    /// Logarithm of the largest factor, above 0.
    best: f64,
    /// Logarithm of the smallest factor, below 0; minus infinity where one loss takes everything.
    worst: f64,
}

impl Bet {
    /// The odds of staking `fraction` (0 or more, finite) of capital on this bet, again and again, for ever.
    pub fn odds(&self, fraction: f64) -> Odds {
        Odds::of_steps(self.log_factors(fraction).collect())
    }

    /// The odds of staking the same money on this bet, again and again, for ever: in stakes, not in logarithms.
    pub fn odds_of_equal_stakes(&self) -> Odds {
        Odds::of_steps(self.likely().map(|outcome| (outcome.probability, outcome.result)).collect())
    }
}

impl Odds {
    /// Of a walk by these steps, with their probabilities.
    fn of_steps(steps: Vec<(f64, f64)>) -> Odds {
        let best = steps.iter().fold(0.0, |best: f64, (_, log)| best.max(*log));
        let worst = steps.iter().fold(0.0, |worst: f64, (_, log)| worst.min(*log));
        match (best > 0.0, worst < 0.0) {
            (false, false) => Odds::NothingAtStake,
            (true, false) => Odds::NeverLoses,
            (false, true) => Odds::NeverWins,
            (true, true) => Odds::Walk(Walk { exponent: exponent(&steps), best, worst }),
        }
    }
}

/// The root `k` other than 0 of `E[(1 + f X)^-k] = 1`, from probabilities and logarithms of the factors, of which some
/// are above and some below 0.
fn exponent(steps: &[(f64, f64)]) -> f64 {
    let growth: f64 = steps.iter().map(|(p, log)| p * log).sum();
    let size: f64 = steps.iter().map(|(p, log)| p * log.abs()).sum();
    if growth.abs() <= GROWTH_ROUNDING * size && size.is_finite() {
        return 0.0;
    }
    let sign = if growth > 0.0 { 1.0 } else { -1.0 };
    // In units of the largest finite step, so that no product leaves the range of a number before its sum does.
    let unit = steps.iter().map(|(_, log)| log.abs()).filter(|log| log.is_finite()).fold(0.0, f64::max);
    let excess = |scaled: f64| -> f64 {
        steps.iter().map(|(p, log)| p * (-sign * scaled * (log / unit)).exponential_less_one()).sum()
    };
    let scaled = last_where(SMALLEST_ROOT, f64::MAX, |scaled| excess(scaled) < 0.0);
    sign * (scaled / unit).min(f64::MAX)
}

impl Odds {
    /// The root `k` of `E[(1 + f X)^-k] = 1`, where the bet both wins and loses.
    pub fn exponent(self) -> Option<f64> {
        match self {
            Self::Walk(walk) => Some(walk.exponent),
            Self::NothingAtStake | Self::NeverLoses | Self::NeverWins => None,
        }
    }

    /// Chance ever to lose `distance` (0 or more): in logarithms of capital, or in stakes where they are equal.
    pub fn chance_ever_to_lose(self, distance: f64) -> Bounds {
        match self {
            _ if distance == 0.0 => Bounds::exactly(1.0),
            Self::NothingAtStake | Self::NeverLoses => Bounds::exactly(0.0),
            Self::NeverWins => Bounds::exactly(1.0),
            Self::Walk(walk) if walk.exponent <= 0.0 => Bounds::exactly(1.0),
            Self::Walk(walk) => Bounds {
                at_least: (walk.exponent * (walk.worst - distance)).exponential(),
                at_most: (-walk.exponent * distance).exponential(),
            },
        }
    }

    /// Chance that capital ever stands at or below `level` (above 0, at most 1) times what it is at the start.
    pub fn chance_ever_to_fall_to(self, level: f64) -> Result<Bounds, NoOdds> {
        if !(level > 0.0 && level <= 1.0) {
            return Err(NoOdds::LevelOutOfRange);
        }
        Ok(self.chance_ever_to_lose(-level.natural_log()))
    }

    /// Chance that capital doubles before it halves.
    pub fn chance_to_double_before_halving(self) -> Result<Bounds, NoOdds> {
        match self {
            Self::NothingAtStake => Err(NoOdds::NothingAtStake),
            Self::NeverLoses => Ok(Bounds::exactly(1.0)),
            Self::NeverWins => Ok(Bounds::exactly(0.0)),
            Self::Walk(walk) => Ok(Bounds {
                at_least: up_before_down(walk.exponent, Distances { up: LN_2 + walk.best, down: LN_2 }),
                at_most: up_before_down(walk.exponent, Distances { up: LN_2, down: LN_2 - walk.worst }),
            }),
        }
    }
}

/// Two levels of capital as logarithms, both above 0: how far up the one lies and how far down the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Distances {
    pub up: f64,
    pub down: f64,
}

/// Chance that a walk with exponent `k` which lands on its levels exactly reaches the upper one first.
pub(crate) fn up_before_down(exponent: f64, distances: Distances) -> f64 {
    let Distances { up, down } = distances;
    let pull = exponent.abs();
    // The same quotient for both signs, arranged so that nothing overflows.
    let quotient = (-pull * down).exponential_less_one() / (-pull * (up + down)).exponential_less_one();
    if pull == 0.0 || quotient.is_nan() {
        1.0 / (1.0 + up / down)
    } else if exponent > 0.0 {
        quotient
    } else {
        (-pull * up).exponential() * quotient
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Bet, Binary};
    use super::*;

    fn binary(win_probability: f64, win: f64, loss: f64) -> Bet {
        Bet::binary(Binary { win_probability, win, loss }).unwrap()
    }

    fn assert_bounds(actual: Bounds, at_least: f64, at_most: f64) {
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-11 * b;
        assert!(close(actual.at_least, at_least) && close(actual.at_most, at_most), "{actual:?}");
    }

    #[test]
    fn the_exponent_and_its_bound_agree_with_scipy() {
        // Vectors ruin.fixed_fractional.p0.4_b2_f0.02_L0.5 and .p0.55_b1_f0.05_L0.7.
        let odds = binary(0.4, 2.0, 1.0).odds(0.02);
        assert!((odds.exponent().unwrap() - 8.803_536_725_238_64).abs() < 1e-9);
        assert!((odds.chance_ever_to_fall_to(0.5).unwrap().at_most - 0.002_238_058_208_982_468).abs() < 1e-9);
        let odds = binary(0.55, 1.0, 1.0).odds(0.05);
        assert!((odds.exponent().unwrap() - 3.008_388_602_464_864).abs() < 1e-9);
        assert!((odds.chance_ever_to_fall_to(0.7).unwrap().at_most - 0.341_975_276_273_695_5).abs() < 1e-9);
    }

    #[test]
    fn the_simulated_chance_lies_within_the_bounds() {
        // Vector ruin.fixed_fractional.p0.55_b1_f0.05_L0.7: Monte Carlo 0.3202, 40,000 games.
        let bounds = binary(0.55, 1.0, 1.0).odds(0.05).chance_ever_to_fall_to(0.7).unwrap();
        assert!(bounds.at_least < 0.3202 && 0.3202 < bounds.at_most);
        // kelly_reference.py: simulation.double_before_half.seldom_and_large, simulated 0.73.
        let bounds = binary(0.25, 5.0, 1.0).odds(0.08).chance_to_double_before_halving().unwrap();
        assert_bounds(bounds, 0.691_974_829_199_166_1, 0.767_608_031_555_888_5);
    }

    #[test]
    fn full_kelly_has_exponent_one_and_halves_at_most_every_other_time() {
        // At the maximum E[X / (1 + f X)] = 0, hence E[1 / (1 + f X)] = 1: Thorp's one half, as a bound.
        let bet = binary(0.45, 2.15, 0.85);
        let odds = bet.odds(bet.full_kelly().fraction().unwrap());
        assert!((odds.exponent().unwrap() - 1.0).abs() < 1e-12);
        // kelly_reference.py: binary.partial_loss_with_cost.
        assert_bounds(odds.chance_ever_to_fall_to(0.5).unwrap(), 0.383_720_930_232_558_16, 0.5);
        let double = odds.chance_to_double_before_halving().unwrap();
        assert_bounds(double, 0.593_406_593_406_593_4, 0.762_589_928_057_554);
    }

    #[test]
    fn the_lower_bound_on_doubling_is_the_one_with_m() {
        // 1 - (1 - m) / (2^k - m), m = (2 best)^-k, at half Kelly of the same bet.
        let (k, best): (f64, f64) = (2.895_564_628_147_596, 1.0 + 0.273_597_811_217_510_26 / 2.0 * 2.15);
        let m = (2.0 * best).power(-k);
        let bounds = binary(0.45, 2.15, 0.85).odds(0.273_597_811_217_510_26 / 2.0);
        let double = bounds.chance_to_double_before_halving().unwrap();
        assert!((double.at_least - (1.0 - (1.0 - m) / (2_f64.power(k) - m))).abs() < 1e-11);
    }

    #[test]
    fn capital_that_shrinks_falls_for_certain_but_may_double_first() {
        // kelly_reference.py: binary.even_money_without_cost at double Kelly.
        let odds = binary(0.55, 1.0, 1.0).odds(0.2);
        assert_eq!(odds.chance_ever_to_fall_to(0.5), Ok(Bounds::exactly(1.0)));
        let double = odds.chance_to_double_before_halving().unwrap();
        assert_bounds(double, 0.440_575_145_122_199_1, 0.567_987_103_523_160_6);
    }

    #[test]
    fn a_fair_game_of_logarithms_falls_for_certain() {
        // Factors 2 and 1/2 at even odds: no growth, and by symmetry 2 comes before 1/2 half of the time.
        let odds = binary(0.5, 1.0, 0.5).odds(1.0);
        assert_eq!((odds.exponent(), odds.chance_ever_to_fall_to(0.5)), (Some(0.0), Ok(Bounds::exactly(1.0))));
        // ln 2 / (3 ln 2) and 2 ln 2 / (3 ln 2).
        assert_bounds(odds.chance_to_double_before_halving().unwrap(), 1.0 / 3.0, 2.0 / 3.0);
    }

    #[test]
    fn a_loss_that_takes_everything_leaves_only_the_chance_to_win_first() {
        // Double or nothing: E[W^1] = 1, so that 2 before 0 happens with 1/2 exactly; never less than 1/4 by overshoot.
        let double = binary(0.5, 1.0, 1.0).odds(1.0).chance_to_double_before_halving().unwrap();
        assert!(double.at_least <= 0.5 && (double.at_most - 0.5).abs() < 1e-12);
    }

    #[test]
    fn where_nothing_moves_or_only_one_way_the_odds_are_certain() {
        let bet = binary(0.55, 1.0, 1.0);
        assert_eq!(bet.odds(0.0).chance_to_double_before_halving(), Err(NoOdds::NothingAtStake));
        assert_eq!(bet.odds(0.0).chance_ever_to_fall_to(0.5), Ok(Bounds::exactly(0.0)));
        let wins = Bet::from_trades(&[1.0, 2.0]).unwrap().odds(0.1);
        assert_eq!(wins.chance_to_double_before_halving(), Ok(Bounds::exactly(1.0)));
        let loses = Bet::from_trades(&[-1.0, -2.0]).unwrap().odds(0.1);
        assert_eq!(loses.chance_ever_to_fall_to(0.5), Ok(Bounds::exactly(1.0)));
        assert_eq!(bet.odds(0.1).chance_ever_to_fall_to(0.0), Err(NoOdds::LevelOutOfRange));
    }
}
