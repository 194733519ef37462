//! What closing a position does to the price, and to the position while it is closed.
//!
//! ```text
//! impact        I = Y σ √(Q / V)        Q = V (I / (Y σ))²
//! on average    2/3 I: the mean of I √x over the share x that is closed already
//! equity        E(x) = 1/L − I √x + I x√x / 3           over the notional at first; all closed 1/L − 2/3 I
//! leverage      (1 − x)(1 ∓ I √x) / E(x)                − of a long, whose price falls; + of a short
//! critical      L = 3 / (2 I): closing takes all of equity
//!
//! Q quantity · V volume a day · σ volatility a day · Y about 1 · L notional over equity at first
//! ```
//!
//! While a part is closed the rest is marked at the price moved so far, and nothing comes back: leverage may rise first.
//!
//! Sources: J. Donier and J. Bonart, "A Million Metaorder Analysis of Market Impact on the Bitcoin" (2015), arXiv
//! 1412.4503, for the square root; F. Caccioli, J.-P. Bouchaud and D. Farmer, "Impact-adjusted valuation and the
//! criticality of leverage" (2012), arXiv 1204.0922, for equity and leverage on the way.

use super::contract::Side;
use super::solve::{Bracket, root};

/// The mean of the root of a share, over all shares from 0 to 1.
const MEAN_ROOT: f64 = 2.0 / 3.0;

/// How a market gives way.
///
/// ```
/// use ballast_engine::math::impact::SquareRootLaw;
/// // A hundredth of the day's volume moves the price by a tenth of a daily volatility.
/// let law = SquareRootLaw { daily_volume: 20_000.0, daily_volatility: 0.04, coefficient: 1.0 };
/// assert!((law.impact(200.0) - 0.004).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SquareRootLaw {
    /// What is traded in a day, above 0.
    pub daily_volume: f64,
    /// Volatility a day, a fraction above 0.
    pub daily_volatility: f64,
    /// Impact of a day's volume, in daily volatilities; above 0.
    pub coefficient: f64,
}

impl SquareRootLaw {
    /// How far such a quantity moves the price, a fraction.
    ///
    /// ```
    /// use ballast_engine::math::impact::SquareRootLaw;
    /// // One unit in four hundred of the day's moves the price by a twentieth of a daily volatility of 4 %.
    /// let law = SquareRootLaw { daily_volume: 20_000.0, daily_volatility: 0.04, coefficient: 1.0 };
    /// assert!((law.impact(50.0) - 0.002).abs() < 1e-15);
    /// ```
    pub fn impact(self, quantity: f64) -> f64 {
        self.coefficient * self.daily_volatility * (quantity / self.daily_volume).sqrt()
    }

    /// The quantity that moves the price so far.
    ///
    /// ```
    /// use ballast_engine::math::impact::SquareRootLaw;
    /// let law = SquareRootLaw { daily_volume: 20_000.0, daily_volatility: 0.04, coefficient: 1.0 };
    /// assert!((law.quantity(0.002) - 50.0).abs() < 1e-9);
    /// ```
    pub fn quantity(self, impact: f64) -> f64 {
        self.daily_volume * (impact / (self.coefficient * self.daily_volatility)).powi(2)
    }
}

/// How much worse than the price at first all of it fills, where the last fill is off by the impact.
///
/// ```
/// use ballast_engine::math::impact::average_slippage;
/// assert!((average_slippage(0.003) - 0.002).abs() < 1e-15);
/// ```
pub fn average_slippage(impact: f64) -> f64 {
    MEAN_ROOT * impact
}

/// A linear position that is closed at once.
///
/// ```
/// # use ballast_engine::math::{contract::Side, impact::{Peak, Unwinding}};
/// # let sale = Unwinding { side: Side::Long, impact: 0.1, exposure: 10.0 };
/// // A long at ten times equity, whose sale moves the price by a tenth.
/// // 1/10 - 2/3 of 1/10
/// assert!((sale.equity_after() - 1.0 / 30.0).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unwinding {
    /// Long or short.
    pub side: Side,
    /// How far closing all of it moves the price.
    pub impact: f64,
    /// Notional over equity at first, above 0.
    pub exposure: f64,
}

/// The most that leverage is on the way out.
///
/// ```
/// # use ballast_engine::math::{contract::Side, impact::{Peak, Unwinding}};
/// # let sale = Unwinding { side: Side::Long, impact: 0.1, exposure: 10.0 };
/// // A long at ten times equity, whose sale moves the price by a tenth.
/// // On a grid of 1e5 places.
/// assert!(sale.peak().is_some_and(|Peak { closed, .. }| (closed - 0.237_46).abs() < 1e-5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peak {
    /// Notional over equity then.
    pub exposure: f64,
    /// Share of the position closed by then.
    pub closed: f64,
}

impl Unwinding {
    /// The exposure at which closing takes all of equity.
    ///
    /// ```
    /// # use ballast_engine::math::{contract::Side, impact::{Peak, Unwinding}};
    /// # let sale = Unwinding { side: Side::Long, impact: 0.1, exposure: 10.0 };
    /// // A long at ten times equity, whose sale moves the price by a tenth.
    /// assert!((sale.critical_exposure() - 15.0).abs() < 1e-12);
    /// ```
    pub fn critical_exposure(self) -> f64 {
        1.0 / (MEAN_ROOT * self.impact)
    }

    /// Equity after it, over the notional at first; below 0 beyond the critical exposure.
    ///
    /// ```
    /// # use ballast_engine::math::{contract::Side, impact::{Peak, Unwinding}};
    /// # let sale = Unwinding { side: Side::Long, impact: 0.1, exposure: 10.0 };
    /// // A long at ten times equity, whose sale moves the price by a tenth.
    /// assert!((sale.equity_after() - 1.0 / 30.0).abs() < 1e-15);
    /// ```
    pub fn equity_after(self) -> f64 {
        self.equity(1.0)
    }

    /// Where leverage is highest; none where equity does not last.
    ///
    /// ```
    /// # use ballast_engine::math::{contract::Side, impact::{Peak, Unwinding}};
    /// # let sale = Unwinding { side: Side::Long, impact: 0.1, exposure: 10.0 };
    /// // A long at ten times equity, whose sale moves the price by a tenth.
    /// // On a grid of 1e5 places.
    /// assert!(sale.peak().is_some_and(|peak| (peak.exposure - 13.158_308_185_190_611).abs() < 1e-9));
    /// assert_eq!(Unwinding { exposure: 15.1, ..sale }.peak(), None);
    /// ```
    pub fn peak(self) -> Option<Peak> {
        if self.equity_after() <= 0.0 {
            return None;
        }
        let rise = |closed_root: f64| self.rise(closed_root);
        // Without a rise at first there is none later: what is left falls faster than equity.
        let top = if rise(0.0) > 0.0 { root(Bracket { low: 0.0, high: 1.0 }, rise)? } else { 0.0 };
        Some(Peak { exposure: self.notional(top) / self.equity(top), closed: top * top })
    }

    /// Over the notional at first, once so much is closed that its share's root is `u`.
    fn equity(self, u: f64) -> f64 {
        1.0 / self.exposure - self.impact * u * (1.0 - u * u / 3.0)
    }

    fn notional(self, u: f64) -> f64 {
        (1.0 - u * u) * self.price(u)
    }

    fn price(self, u: f64) -> f64 {
        1.0 - self.side.sign() * self.impact * u
    }

    /// The sign of leverage's slope: notional' × equity − notional × equity'.
    fn rise(self, u: f64) -> f64 {
        let left = 1.0 - u * u;
        let notional_slope = -2.0 * u * self.price(u) - self.side.sign() * self.impact * left;
        notional_slope * self.equity(u) + self.notional(u) * self.impact * left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64, within: f64) {
        assert!((found - expected).abs() <= within, "{found} is not {expected}");
    }

    #[test]
    fn the_critical_leverage_of_a_tenth_of_impact_is_fifteen() {
        // Vector impact.critical_leverage: the path on a grid of 1e5 places.
        let sale = Unwinding { side: Side::Long, impact: 0.1, exposure: 10.0 };
        near(sale.critical_exposure(), 15.0, 1e-12);
        near(sale.equity_after(), 0.033_333_333_333_333_34, 1e-15);
        let peak = sale.peak().unwrap();
        near(peak.exposure, 13.158_308_185_190_611, 1e-9);
        near(peak.closed, 0.237_46, 1e-5);
        assert_eq!(Unwinding { exposure: 15.1, ..sale }.peak(), None);
    }

    #[test]
    fn no_place_on_the_way_has_more_leverage_than_the_peak() {
        for side in [Side::Long, Side::Short] {
            for (impact, exposure) in [(0.001, 50.0), (0.02, 0.4), (0.02, 1.0), (0.1, 2.0), (0.3, 4.9), (0.9, 1.6)] {
                let closing = Unwinding { side, impact, exposure };
                let peak = closing.peak().unwrap();
                let highest = (0..1000)
                    .map(|place| f64::from(place) / 1000.0)
                    .map(|u| closing.notional(u) / closing.equity(u))
                    .fold(0.0, f64::max);
                assert!(highest <= peak.exposure * (1.0 + 1e-12), "{closing:?} {highest} {peak:?}");
            }
        }
    }

    #[test]
    fn a_position_without_debt_is_never_more_exposed_than_at_first() {
        let spot = Unwinding { side: Side::Long, impact: 0.1, exposure: 0.8 };
        assert_eq!(spot.peak(), Some(Peak { exposure: 0.8, closed: 0.0 }));
    }
}
