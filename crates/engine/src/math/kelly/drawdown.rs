//! The fraction that keeps a fall unlikely enough: full Kelly under a limit on drawdown.
//!
//! ```text
//! wanted     P(capital ever falls to alpha or below) <= beta        lambda = ln beta / ln alpha
//! bet        the largest f with E[(1 + f X)^-lambda] <= 1
//! continuous c <= 2 / (lambda + 1) of full Kelly, since P = alpha^(2/c - 1)
//! ```
//!
//! For a bet the condition is enough, not needed: the last loss may carry capital past the level, so the true chance is
//! below beta. Written as a function of f it is convex, 0 at f = 0 and falling there if there is an edge, so that it holds
//! up to one point and not beyond.
//!
//! Source: E. Busseti, E. K. Ryu, S. Boyd, "Risk-Constrained Kelly Gambling" (2016), arXiv:1603.06183.

use super::bet::Bet;
use super::continuous::Continuous;
use super::full::FullKelly;
use super::search::last_where;
use crate::math::alike::Alike;

/// A fall, and the chance that it may have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FallLimit {
    /// What capital should not fall to, over its start: between 0 and 1, both excluded.
    pub level: f64,
    /// How likely it may be that it ever does: between 0 and 1, both excluded.
    pub chance: f64,
}

impl FallLimit {
    /// The power whose mean must not exceed 1.
    pub fn exponent(self) -> f64 {
        self.chance.natural_log() / self.level.natural_log()
    }
}

impl Bet {
    /// The largest fraction that keeps within the limit; 0 without an edge, none where nothing loses.
    pub fn fraction_for_fall(&self, limit: FallLimit) -> Option<f64> {
        let (worst, power) = (self.worst_loss(), limit.exponent());
        match self.full_kelly() {
            FullKelly::NoEdge => return Some(0.0),
            _ if worst == 0.0 => return None,
            _ => {}
        }
        let keeps = |at_risk: f64| {
            let logs = self.log_factors(at_risk / worst);
            logs.map(|(probability, log)| probability * (-power * log).exponential_less_one()).sum::<f64>() <= 0.0
        };
        Some(last_where(0.0, 1.0, keeps) / worst)
    }
}

impl Continuous {
    /// The largest exposure that keeps within the limit; none without a finite full Kelly.
    pub fn exposure_for_fall(&self, limit: FallLimit) -> Option<f64> {
        self.full_kelly().fraction().map(|full| 2.0 / (limit.exponent() + 1.0) * full)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Binary, FractionalOdds};
    use super::*;

    const SEVENTY: FallLimit = FallLimit { level: 0.7, chance: 0.1 };

    #[test]
    fn a_sixty_percent_coin_may_stake_a_quarter_of_kelly_to_keep_seventy_percent() {
        // Vector kelly.risk_constrained.
        let bet = Bet::binary(Binary { win_probability: 0.6, win: 1.0, loss: 1.0 }).unwrap();
        assert!((SEVENTY.exponent() - 6.455_696_235_812_881).abs() < 1e-12);
        assert!((bet.fraction_for_fall(SEVENTY).unwrap() - 0.054_257_285_463_285_09).abs() < 1e-12);
    }

    #[test]
    fn at_the_fraction_the_bound_on_the_fall_is_the_chance() {
        let trades = [2.0, -1.0, -1.0, 2.0, -1.0, 3.0, -1.0, -1.2, 2.0, -1.0, 2.0, -1.0];
        let bet = Bet::from_trades(&trades).unwrap();
        let odds = bet.odds(bet.fraction_for_fall(SEVENTY).unwrap());
        assert!((odds.chance_ever_to_fall_to(0.7).unwrap().at_most - 0.1).abs() < 1e-9);
    }

    #[test]
    fn in_the_continuous_model_it_is_exact() {
        let market = Continuous { annual_drift: 0.4, annual_volatility: 0.6, ..Continuous::default() };
        let multiple = market.exposure_for_fall(SEVENTY).unwrap() / market.full_kelly().fraction().unwrap();
        let fall = FractionalOdds::new(multiple).unwrap().chance_ever_to_fall_to(0.7).unwrap();
        assert!((fall - 0.1).abs() < 1e-12);
    }

    #[test]
    fn without_an_edge_nothing_keeps_within_it() {
        let bet = Bet::binary(Binary { win_probability: 0.5, win: 1.0, loss: 1.0 }).unwrap();
        assert_eq!(bet.fraction_for_fall(SEVENTY), Some(0.0));
    }
}
