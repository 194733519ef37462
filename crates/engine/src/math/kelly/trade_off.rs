//! What staking less or more than full Kelly gives and costs, row by row.

use super::bet::{Bet, Growth};
use super::continuous::{Continuous, FractionalOdds};
use super::full::FullKelly;
use super::odds::{Bounds, NoOdds};

/// The rows that always show: quarter, half, full and double Kelly.
pub const MULTIPLES: [f64; 4] = [0.25, 0.5, 1.0, 2.0];

/// One row: staking `multiple` times full Kelly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TradeOff {
    /// Fraction over full Kelly.
    pub multiple: f64,
    /// The fraction staked.
    pub fraction: f64,
    /// Growth of the logarithm of capital, per bet or per year.
    pub growth: Growth,
    /// Share of full Kelly's growth (over interest) that is left; absent where `growth` has no rate.
    pub growth_kept: Option<f64>,
    /// Chance that capital ever falls to half.
    pub chance_ever_to_halve: Bounds,
    /// Chance that capital doubles before it halves; absent where nothing is at stake.
    pub chance_to_double_before_halving: Result<Bounds, NoOdds>,
}

impl Bet {
    /// The row for `multiple` (0 or more) times full Kelly; absent without a finite full Kelly above 0.
    ///
    /// Odds are bounds, since the last bet may carry capital past a level: see [`super::Odds`].
    pub fn trade_off(&self, multiple: f64) -> Option<TradeOff> {
        let FullKelly::Fraction(full) = self.full_kelly() else { return None };
        let fraction = multiple * full;
        let growth = self.growth(fraction);
        let best = self.growth(full).rate();
        let odds = self.odds(fraction);
        Some(TradeOff {
            multiple,
            fraction,
            growth,
            growth_kept: growth.rate().zip(best).map(|(rate, best)| rate / best).filter(|kept| kept.is_finite()),
            chance_ever_to_halve: odds.chance_ever_to_fall_to(0.5).ok()?,
            chance_to_double_before_halving: odds.chance_to_double_before_halving(),
        })
    }
}

impl Continuous {
    /// The row for `multiple` (0 or more) times full Kelly; absent without a finite full Kelly above 0. Odds are
    /// exact within the model.
    pub fn trade_off(&self, multiple: f64) -> Option<TradeOff> {
        let FullKelly::Fraction(full) = self.full_kelly() else { return None };
        let fraction = multiple * full;
        let odds = FractionalOdds::new(multiple);
        let fall = odds.and_then(|odds| odds.chance_ever_to_fall_to(0.5)).unwrap_or(0.0);
        Some(TradeOff {
            multiple,
            fraction,
            growth: self.growth(fraction),
            growth_kept: Some(odds.map_or(0.0, FractionalOdds::growth_kept)),
            chance_ever_to_halve: Bounds::exactly(fall),
            chance_to_double_before_halving: odds.map(|odds| Bounds::exactly(odds.chance_to_double_before_halving())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Binary;
    use super::*;

    #[test]
    fn quarter_and_half_kelly_of_a_bet_agree_with_decimal_arithmetic() {
        // kelly_reference.py: binary.often_and_small (p 0.9, +0.2, -1, cost 0.01).
        let bet = Bet::binary(Binary { win_probability: 0.9, win: 0.2, loss: 1.0 }).unwrap().after_cost(0.01).unwrap();
        let quarter = bet.trade_off(0.25).unwrap();
        assert!((quarter.growth_kept.unwrap() - 0.403_848_928_814_176_33).abs() < 1e-12);
        assert!((quarter.chance_ever_to_halve.at_most - 0.004_323_247_178_971_412).abs() < 1e-12);
        let double = bet.trade_off(2.0).unwrap();
        assert!((double.growth_kept.unwrap() - -1.161_130_155_804_521_3).abs() < 1e-11);
        assert_eq!(double.chance_ever_to_halve, Bounds::exactly(1.0));
        let odds = double.chance_to_double_before_halving.unwrap();
        assert!((odds.at_least - 0.422_476_480_044_800_5).abs() < 1e-12);
        assert!((odds.at_most - 0.695_582_802_193_080_4).abs() < 1e-12);
    }

    #[test]
    fn the_rows_of_a_market_are_thorps() {
        // kelly_reference.py: continuous.perpetual.
        let market = Continuous { annual_drift: 0.44, annual_volatility: 0.62, ..Continuous::default() };
        let expected = [(0.4375, 0.007_812_5), (0.75, 0.125), (1.0, 0.5), (0.0, 1.0)];
        for (multiple, (kept, half)) in MULTIPLES.into_iter().zip(expected) {
            let row = market.trade_off(multiple).unwrap();
            assert_eq!((row.growth_kept, row.chance_ever_to_halve), (Some(kept), Bounds::exactly(half)));
        }
        assert!((market.trade_off(0.25).unwrap().fraction - 0.286_160_249_739_854_3).abs() < 1e-12);
    }

    #[test]
    fn staking_nothing_keeps_nothing_and_risks_nothing() {
        let market = Continuous { annual_drift: 0.4, annual_volatility: 0.6, ..Continuous::default() };
        let bet = Bet::binary(Binary { win_probability: 0.6, win: 1.0, loss: 1.0 }).unwrap();
        for row in [market.trade_off(0.0).unwrap(), bet.trade_off(0.0).unwrap()] {
            assert_eq!((row.growth_kept, row.chance_ever_to_halve), (Some(0.0), Bounds::exactly(0.0)));
            assert_eq!(row.chance_to_double_before_halving, Err(NoOdds::NothingAtStake));
        }
    }

    #[test]
    fn twice_a_large_fraction_loses_everything_sooner_or_later() {
        let bet = Bet::binary(Binary { win_probability: 0.9, win: 1.0, loss: 1.0 }).unwrap();
        let double = bet.trade_off(2.0).unwrap();
        assert_eq!((double.growth, double.growth_kept), (Growth::LosesEverything, None));
        assert_eq!(double.chance_ever_to_halve, Bounds::exactly(1.0));
    }

    #[test]
    fn without_an_edge_there_are_no_rows() {
        assert_eq!(Bet::from_trades(&[-1.0, 0.5]).unwrap().trade_off(1.0), None);
        assert_eq!(Continuous::default().trade_off(1.0), None);
    }
}
