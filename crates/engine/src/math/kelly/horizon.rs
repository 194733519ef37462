//! Odds by a date: to have fallen or risen to a level within so many bets or years, and to stand below the start at the end.
//!
//! ```text
//! continuous   the logarithm of capital over interest drifts by f e - f^2 sigma^2 / 2 and scatters by f sigma a year:
//!              first passage as for a price, standing below the start N(-drift T / (f sigma sqrt(T)))
//! binary       after i bets with w wins capital is (1 + f b)^w (1 - f a)^(i - w): chances of all (i, w), added up bet by
//!              bet; what reaches the level is taken out. Exact.
//! ```
//!
//! Sources: E. O. Thorp, "The Kelly Criterion in Blackjack, Sports Betting and the Stock Market" (2006), sections 3 and 7,
//! ISBN 978-981-4293-49-5; the sums for bets are ours.

use super::bet::Bet;
use super::continuous::Continuous;
use crate::math::alike::Alike;
use crate::math::normal::cumulative;
use crate::math::touch::{Barrier, DriftingPrice};

/// The most bets that are looked ahead.
pub const MOST_BETS: u32 = 2000;

/// A level below the start and one above it, over the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Levels {
    /// Between 0 and 1.
    pub below: f64,
    /// Above 1.
    pub above: f64,
}

/// Chances by the horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HorizonOdds {
    /// To have stood at or below the lower level.
    pub fall: f64,
    /// To have stood at or above the upper one.
    pub rise: f64,
    /// To stand below the start at the end.
    pub below_start: f64,
}

impl Continuous {
    /// The odds of an exposure (above 0) over so many years (above 0).
    pub fn horizon_odds(&self, exposure: f64, levels: Levels, years: f64) -> Option<HorizonOdds> {
        let spread = self.volatility_at(exposure);
        let capital = DriftingPrice { price: 1.0, annual_drift: exposure * self.excess(), annual_volatility: spread };
        let drift = exposure * self.excess() - spread * spread / 2.0;
        (spread > 0.0 && years > 0.0).then_some(())?;
        Some(HorizonOdds {
            fall: capital.touch_probability(Barrier::Below(levels.below), years)?,
            rise: capital.touch_probability(Barrier::Above(levels.above), years)?,
            below_start: cumulative(-drift * years.sqrt() / spread),
        })
    }
}

impl Bet {
    /// The odds of staking a fraction over so many bets (at most [`MOST_BETS`]), where one win and one loss are all that
    /// can happen; none otherwise.
    pub fn horizon_odds(&self, fraction: f64, levels: Levels, bets: u32) -> Option<HorizonOdds> {
        let steps: Vec<(f64, f64)> = self.log_factors(fraction).collect();
        let ([one, other], true) = (<[(f64, f64); 2]>::try_from(steps).ok()?, bets <= MOST_BETS) else { return None };
        let walk = if one.1 > other.1 { Walk { win: one, loss: other } } else { Walk { win: other, loss: one } };
        let (below, above) = (levels.below.natural_log(), levels.above.natural_log());
        Some(HorizonOdds {
            fall: walk.absorbed(bets, |log| log <= below + rounding(below)),
            rise: walk.absorbed(bets, |log| log >= above - rounding(above)),
            below_start: walk.ends(bets, |log| log < -ROUNDING),
        })
    }
}

/// A level met but for the rounding of its logarithm counts as met.
const ROUNDING: f64 = 1e-12;

fn rounding(log: f64) -> f64 {
    ROUNDING * log.abs()
}

/// Chance and logarithm of the factor of each result.
struct Walk {
    win: (f64, f64),
    loss: (f64, f64),
}

impl Walk {
    fn log(&self, bets: u32, wins: usize) -> f64 {
        let losses = f64::from(bets) - wins as f64;
        // All of capital lost once is lost; none lost no times is not.
        let lost = if losses > 0.0 { losses * self.loss.1 } else { 0.0 };
        let won = if wins > 0 { wins as f64 * self.win.1 } else { 0.0 };
        won + lost
    }

    /// The chance that the walk is ever where `taken` within so many bets.
    fn absorbed(&self, bets: u32, taken: impl Fn(f64) -> bool) -> f64 {
        let mut chances = vec![1.0];
        let mut sum = 0.0;
        for bet in 1..=bets {
            chances = self.after(&chances);
            for (wins, chance) in chances.iter_mut().enumerate() {
                if *chance > 0.0 && taken(self.log(bet, wins)) {
                    sum += *chance;
                    *chance = 0.0;
                }
            }
        }
        f64::min(sum, 1.0)
    }

    fn ends(&self, bets: u32, counts: impl Fn(f64) -> bool) -> f64 {
        let chances = (0..bets).fold(vec![1.0], |chances, _| self.after(&chances));
        let counted = chances.iter().enumerate().filter(|(wins, _)| counts(self.log(bets, *wins)));
        f64::min(counted.map(|(_, chance)| chance).sum(), 1.0)
    }

    /// Chances by the number of wins, one bet later.
    fn after(&self, chances: &[f64]) -> Vec<f64> {
        let mut next = vec![0.0; chances.len() + 1];
        for (to, chance) in next.iter_mut().zip(chances) {
            *to += self.loss.0 * chance;
        }
        for (to, chance) in next.get_mut(1..).unwrap_or_default().iter_mut().zip(chances) {
            *to += self.win.0 * chance;
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::super::Binary;
    use super::*;

    #[test]
    fn half_kelly_over_five_years_is_first_passage() {
        // Vector kelly.finite_horizon: Sharpe 1/3, half Kelly, five years, 0.8 and 1.5.
        let market = Continuous { annual_drift: 0.05, annual_volatility: 0.15, ..Continuous::default() };
        let half = 0.5 * market.full_kelly().fraction().unwrap();
        let odds = market.horizon_odds(half, Levels { below: 0.8, above: 1.5 }, 5.0).unwrap();
        assert!((odds.fall - 0.371_363_051_896_641_76).abs() < 1e-12);
        assert!((odds.rise - 0.466_422_845_804_853_4).abs() < 1e-12);
        assert!((odds.below_start - 0.288_075_061_015_289_46).abs() < 1e-12);
    }

    #[test]
    fn two_even_bets_are_counted_by_hand() {
        // Stakes of a half: 1.5 or 0.5 times. Halved at once (1/2) or never within two; doubled by two wins (1/4).
        let bet = Bet::binary(Binary { win_probability: 0.5, win: 1.0, loss: 1.0 }).unwrap();
        let odds = bet.horizon_odds(0.5, Levels { below: 0.5, above: 2.0 }, 2).unwrap();
        assert_eq!(odds, HorizonOdds { fall: 0.5, rise: 0.25, below_start: 0.75 });
    }

    #[test]
    fn a_run_of_three_losses_in_three_is_its_own_chance() {
        // Ten percent staked: three losses stand at 0.729, two at best at 0.81.
        let bet = Bet::binary(Binary { win_probability: 0.6, win: 1.0, loss: 1.0 }).unwrap();
        let odds = bet.horizon_odds(0.1, Levels { below: 0.73, above: 9.0 }, 3).unwrap();
        assert!((odds.fall - 0.064).abs() < 1e-15);
        assert_eq!(odds.rise, 0.0);
    }

    #[test]
    fn one_loss_that_takes_all_is_a_fall_to_any_level() {
        let bet = Bet::binary(Binary { win_probability: 0.5, win: 1.0, loss: 1.0 }).unwrap();
        let odds = bet.horizon_odds(1.0, Levels { below: 0.01, above: 4.0 }, 2).unwrap();
        assert_eq!(odds, HorizonOdds { fall: 0.75, rise: 0.25, below_start: 0.75 });
    }

    #[test]
    fn the_chance_by_a_date_rises_towards_that_for_ever() {
        let bet = Bet::binary(Binary { win_probability: 0.55, win: 1.0, loss: 1.0 }).unwrap();
        let levels = Levels { below: 0.5, above: 2.0 };
        let by = |bets| bet.horizon_odds(0.1, levels, bets).unwrap().fall;
        let ever = bet.odds(0.1).chance_ever_to_fall_to(0.5).unwrap().at_most;
        assert!(by(50) < by(500) && by(500) < by(2000) && by(2000) < ever);
    }

    #[test]
    fn more_than_two_results_have_no_such_sum() {
        let bet = Bet::from_trades(&[1.0, -1.0, 2.0]).unwrap();
        assert_eq!(bet.horizon_odds(0.1, Levels { below: 0.5, above: 2.0 }, 10), None);
    }
}
