//! Kelly for a price that drifts and fluctuates without jumps, with the position adjusted all the time.
//!
//! ```text
//! excess e = mu - r - funding - drag        S = e / sigma
//! full f   = e / sigma^2                    g(f) = r + f e - f^2 sigma^2 / 2      g(full) = r + S^2 / 2
//! at c times full: growth kept c (2 - c)    volatility c S
//! ever at or below x: x^(2/c - 1), 1 if c >= 2
//! y before x: (x^k - 1) / ((x/y)^k - 1), k = 2/c - 1
//! ```
//!
//! The odds are exact, but for the model: drift and volatility known and constant, no jumps, no cost of adjusting,
//! capital measured net of interest `r`. Real prices jump: their odds are worse.
//!
//! Source: E. O. Thorp, "The Kelly Criterion in Blackjack, Sports Betting and the Stock Market" (2006), section 7;
//! the two-barrier formula is the scale function of a Brownian motion with drift.

use super::bet::Growth;
use super::full::{FullKelly, GrowthPoint, Unbounded, ZeroGrowth, evenly_spaced};
use super::odds::{Distances, NoOdds, up_before_down};
use crate::math::alike::Alike;

/// The growth curve runs to this multiple of the zero-growth exposure.
const CURVE_END: f64 = 1.15;

/// Rates beyond this are refused: products of them would leave the range of a number.
const LARGEST_RATE: f64 = 1e100;

/// What the continuous model takes. All are fractions per year; for a short the caller turns the sign of drift and
/// funding.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Continuous {
    /// Expected simple return of the market per year (the drift of the price, not of its logarithm).
    pub annual_drift: f64,
    /// Interest that idle capital earns; it is also what a position has to beat.
    pub annual_interest: f64,
    /// Funding paid (+) or received (-) on the position's notional.
    pub annual_funding: f64,
    /// Fees and slippage on the position's notional.
    pub annual_cost: f64,
    /// Standard deviation of the market's return over a year, 0 or more.
    pub annual_volatility: f64,
}

/// What is wrong with an input of the continuous model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContinuousProblem {
    /// One of drift, interest, funding and cost is no ordinary number, or beyond 1e100.
    RateOutOfRange,
    /// Volatility is below 0, no ordinary number, or beyond 1e100.
    VolatilityOutOfRange,
}

impl Continuous {
    /// Says what is wrong with these inputs, if anything. The methods below answer only for what passes.
    pub fn check(&self) -> Result<(), ContinuousProblem> {
        let rates = [self.annual_drift, self.annual_interest, self.annual_funding, self.annual_cost];
        if !rates.iter().all(|rate| rate.abs() <= LARGEST_RATE) {
            return Err(ContinuousProblem::RateOutOfRange);
        }
        if !(0.0..=LARGEST_RATE).contains(&self.annual_volatility) {
            return Err(ContinuousProblem::VolatilityOutOfRange);
        }
        Ok(())
    }

    /// The edge: drift less interest, funding and cost, per year.
    pub fn excess(&self) -> f64 {
        self.annual_drift - self.annual_interest - self.annual_funding - self.annual_cost
    }

    /// The exposure, as a multiple of equity, at which capital grows fastest.
    pub fn full_kelly(&self) -> FullKelly {
        let excess = self.excess();
        if excess.is_nan() || excess <= 0.0 {
            return FullKelly::NoEdge;
        }
        if self.annual_volatility == 0.0 {
            return FullKelly::Unbounded(Unbounded::NoVolatility);
        }
        // Two divisions: the square of a small volatility would vanish.
        let exposure = excess / self.annual_volatility / self.annual_volatility;
        if exposure.is_finite() { FullKelly::Fraction(exposure) } else { FullKelly::Unbounded(Unbounded::OutOfRange) }
    }

    /// Growth of the logarithm of capital per year at an exposure, interest on idle capital included.
    pub fn growth(&self, exposure: f64) -> Growth {
        let volatility = self.volatility_at(exposure);
        Growth::in_range(self.annual_interest + exposure * self.excess() - volatility * volatility / 2.0)
    }

    /// Standard deviation of the logarithm of capital over a year at an exposure. At full Kelly it is the Sharpe
    /// ratio.
    pub fn volatility_at(&self, exposure: f64) -> f64 {
        exposure.abs() * self.annual_volatility
    }

    /// The exposure beyond which capital grows more slowly than idle capital: twice full Kelly.
    pub fn zero_growth(&self) -> ZeroGrowth {
        match self.full_kelly() {
            FullKelly::NoEdge => ZeroGrowth::Always,
            FullKelly::Unbounded(why) => ZeroGrowth::Never(why),
            FullKelly::Fraction(full) if (2.0 * full).is_finite() => ZeroGrowth::At(2.0 * full),
            FullKelly::Fraction(_) => ZeroGrowth::Never(Unbounded::OutOfRange),
        }
    }

    /// `points` (2 or more) points of the growth curve, evenly spaced from 0 to a little beyond zero growth. Empty
    /// where there is no such point.
    pub fn growth_curve(&self, points: usize) -> Vec<GrowthPoint> {
        let ZeroGrowth::At(zero) = self.zero_growth() else { return Vec::new() };
        evenly_spaced(CURVE_END * zero, points)
            .filter_map(|fraction| self.growth(fraction).rate().map(|growth| GrowthPoint { fraction, growth }))
            .collect()
    }
}

/// What staking `multiple` times full Kelly means in the continuous model, whatever drift and volatility are.
///
/// ```
/// use ballast_engine::math::kelly::FractionalOdds;
/// let half = FractionalOdds::new(0.5).unwrap();
/// assert_eq!(half.growth_kept(), 0.75);
/// assert_eq!(half.chance_ever_to_fall_to(0.5), Ok(0.125));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FractionalOdds {
    multiple: f64,
}

impl FractionalOdds {
    /// `multiple`: the exposure over full Kelly, above 0. Anything else stakes nothing.
    pub fn new(multiple: f64) -> Result<Self, NoOdds> {
        if multiple > 0.0 && multiple.is_finite() { Ok(Self { multiple }) } else { Err(NoOdds::NothingAtStake) }
    }

    /// Share of full Kelly's growth over interest that is left: 1 at full, 0 at double, below 0 beyond.
    pub fn growth_kept(self) -> f64 {
        (self.multiple * (2.0 - self.multiple)).max(f64::MIN)
    }

    /// Chance that capital ever stands at or below `level` (above 0, at most 1) times what it is at the start.
    pub fn chance_ever_to_fall_to(self, level: f64) -> Result<f64, NoOdds> {
        if !(level > 0.0 && level <= 1.0) {
            return Err(NoOdds::LevelOutOfRange);
        }
        Ok(if self.exponent() <= 0.0 || level == 1.0 { 1.0 } else { level.power(self.exponent()) })
    }

    /// Chance that capital reaches `above` (more than 1) before `below` (between 0 and 1), both times what it is at
    /// the start.
    pub fn chance_to_reach(self, above: f64, below: f64) -> Result<f64, NoOdds> {
        if !(above > 1.0 && above.is_finite() && below > 0.0 && below < 1.0) {
            return Err(NoOdds::LevelOutOfRange);
        }
        Ok(up_before_down(self.exponent(), Distances { up: above.natural_log(), down: -below.natural_log() }))
    }

    /// Chance that capital doubles before it halves.
    pub fn chance_to_double_before_halving(self) -> f64 {
        let ln_2 = std::f64::consts::LN_2;
        up_before_down(self.exponent(), Distances { up: ln_2, down: ln_2 })
    }

    /// `k = 2/c - 1`: above -1.
    fn exponent(self) -> f64 {
        2.0 / self.multiple - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(actual: f64, expected: f64) -> bool {
        (actual - expected).abs() <= 1e-12
    }

    #[test]
    fn thorps_index_fund_is_held_two_point_two_times() {
        // Vector kelly.continuous.thorp_sp500.
        let fund =
            Continuous { annual_drift: 0.11, annual_interest: 0.06, annual_volatility: 0.15, ..Continuous::default() };
        let FullKelly::Fraction(full) = fund.full_kelly() else { panic!("{:?}", fund.full_kelly()) };
        assert!(close(full, 2.222_222_222_222_222_3));
        assert!(close(fund.growth(full).rate().unwrap(), 0.115_555_555_555_555_56));
        assert!(close(fund.growth(1.0).rate().unwrap(), 0.09875));
        assert!(close(fund.volatility_at(full), 1.0 / 3.0));
        // Twice full Kelly earns no more than idle capital (vector kelly.fractional.c2).
        let ZeroGrowth::At(zero) = fund.zero_growth() else { panic!("{:?}", fund.zero_growth()) };
        assert!(close(fund.growth(zero).rate().unwrap(), 0.06));
    }

    #[test]
    fn funding_and_fees_come_off_the_drift() {
        // Vector kelly.costs.funding_continuous: 0.5714 instead of 0.8163.
        let market = Continuous { annual_drift: 0.4, annual_volatility: 0.7, ..Continuous::default() };
        assert!(close(market.full_kelly().fraction().unwrap(), 0.816_326_530_612_245));
        let held = Continuous { annual_funding: 0.1, annual_cost: 0.02, ..market };
        assert!(close(held.full_kelly().fraction().unwrap(), 0.571_428_571_428_571_5));
    }

    #[test]
    fn fractions_of_kelly_have_thorps_odds() {
        // Vectors kelly.fractional.c1, .c1.5, .c2: growth kept, ever half, ever a fifth, double before half.
        let cases = [
            (1.0, 1.0, 0.5, 0.2, 0.666_666_666_666_666_6),
            (1.5, 0.75, 0.793_700_525_984_099_8, 0.584_803_547_642_573_3, 0.557_506_665_975_557_8),
            (2.0, 0.0, 1.0, 1.0, 0.5),
        ];
        for (multiple, kept, half, fifth, double) in cases {
            let odds = FractionalOdds::new(multiple).unwrap();
            assert!(close(odds.growth_kept(), kept));
            assert!(close(odds.chance_ever_to_fall_to(0.5).unwrap(), half));
            assert!(close(odds.chance_ever_to_fall_to(0.2).unwrap(), fifth));
            assert!(close(odds.chance_to_double_before_halving(), double));
            assert_eq!(odds.chance_to_reach(2.0, 0.5), Ok(odds.chance_to_double_before_halving()));
        }
    }

    #[test]
    fn half_kelly_halves_one_time_in_eight() {
        // Vector kelly.ever_hit.sim: closed form 0.125, Monte Carlo 0.1206.
        assert_eq!(FractionalOdds::new(0.5).unwrap().chance_ever_to_fall_to(0.5), Ok(0.125));
    }

    #[test]
    fn a_multiple_between_the_rows_agrees_with_decimal_arithmetic() {
        // kelly_reference.py: continuous.perpetual, shrunk_half.
        let odds = FractionalOdds::new(0.601_740_571_902_196_4 / 2.0).unwrap();
        assert!(close(odds.growth_kept(), 0.511_217_642_933_900_8));
        assert!(close(odds.chance_ever_to_fall_to(0.5).unwrap(), 0.019_951_168_845_477_655));
        assert!(close(odds.chance_to_double_before_halving(), 0.980_439_094_091_081_7));
    }

    #[test]
    fn what_has_no_answer_says_why() {
        let still = Continuous { annual_drift: 0.1, ..Continuous::default() };
        assert_eq!(still.full_kelly(), FullKelly::Unbounded(Unbounded::NoVolatility));
        let falling = Continuous { annual_drift: -0.1, annual_volatility: 0.5, ..Continuous::default() };
        assert_eq!((falling.full_kelly(), falling.zero_growth()), (FullKelly::NoEdge, ZeroGrowth::Always));
        let negative = Continuous { annual_volatility: -0.5, ..falling };
        assert_eq!(negative.check(), Err(ContinuousProblem::VolatilityOutOfRange));
        let nan = Continuous { annual_funding: f64::NAN, ..falling };
        assert_eq!(nan.check(), Err(ContinuousProblem::RateOutOfRange));
        assert_eq!(FractionalOdds::new(0.0), Err(NoOdds::NothingAtStake));
        assert_eq!(FractionalOdds::new(1.0).unwrap().chance_ever_to_fall_to(1.5), Err(NoOdds::LevelOutOfRange));
        assert_eq!(FractionalOdds::new(1.0).unwrap().chance_to_reach(0.9, 0.5), Err(NoOdds::LevelOutOfRange));
    }
}
