//! How likely a price is to touch a level, within a time or ever.
//!
//! ```text
//! a = |ln(level / price)|    u = drift of the logarithm towards the level: -/+ (mu - sigma^2/2) below/above
//! watched all the time   P = N((u T - a)/s) + e^(2 u a/sigma^2)  N(-(a + u T)/s)            s = sigma sqrt(T)
//! on n dates             P = N((u T - a)/s) + e^(2 u a'/sigma^2) N(-(2 a' - a + u T)/s)     a' = a + 0.5826 sigma sqrt(T/n)
//! on one date            P = N((u T - a)/s)
//! ever                   P = 1 if u >= 0, else e^(2 u a/sigma^2)
//! ```
//!
//! Exact where the price is watched all the time and for one date, but for the model: a constant drift and volatility,
//! no jumps. For several dates it is an approximation from above (`tests/reference/touch_reference.py`): 0.0007 too high for a month of
//! days at 60 % a year, 0.0025 for a week of them, and useless where dates are few and the level lies within one step's
//! usual move: 0.5 % away, 0.677 for two dates of a week where it is 0.610. The last date leaves no time to come back, so
//! the first term keeps the level where it is.
//!
//! Sources: E. G. Haug, "The Complete Guide to Option Pricing Formulas" (2007), ISBN 978-0-07-138997-6, one-touch
//! options; M. Broadie, P. Glasserman, S. Kou, "A Continuity Correction for Discrete Barrier Options" (1997), DOI
//! 10.1111/1467-9965.00035, for the 0.5826 = -zeta(1/2)/sqrt(2 pi).

use super::normal::{cumulative, scaled_tail};
use super::order::within;
use crate::math::alike::Alike;

/// `-zeta(1/2) / sqrt(2 pi)`: by how many standard deviations of one step a price looked at now and then overshoots.
const OVERSHOOT: f64 = 0.582_597_157_939_010_7;

/// A price and how it drifts and fluctuates.
///
/// ```
/// # use ballast_engine::math::touch::{Barrier, Dates, DriftingPrice};
/// let certain = DriftingPrice { price: 100.0, annual_drift: 0.2, annual_volatility: 0.0 };
/// assert_eq!(certain.touch_probability(Barrier::Above(110.0), 1.0), Some(1.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DriftingPrice {
    /// Above 0.
    pub price: f64,
    /// Expected simple return over a year (the drift of the price, not of its logarithm).
    pub annual_drift: f64,
    /// Standard deviation of the return over a year, 0 or more.
    pub annual_volatility: f64,
}

/// The level, above 0, and the side from which it is dangerous. A price beyond it has touched it.
///
/// ```
/// # use ballast_engine::math::touch::{Barrier, Dates, DriftingPrice};
/// # let price = DriftingPrice { price: 100.0, annual_drift: 0.0, annual_volatility: 0.6 };
/// // A price beyond it has touched it.
/// assert_eq!(price.touch_probability(Barrier::Below(101.0), 0.1), Some(1.0));
/// assert_eq!(price.touch_probability(Barrier::Above(99.0), 0.1), Some(1.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Barrier {
    /// Touched by falling, as what liquidates a long.
    Below(f64),
    /// Touched by rising, as what liquidates a short.
    Above(f64),
}

/// Dates at equal distances, the last at the end; the start is none of them.
///
/// ```
/// # use ballast_engine::math::touch::{Barrier, Dates, DriftingPrice};
/// # let price = DriftingPrice { price: 100.0, annual_drift: 0.0, annual_volatility: 0.6 };
/// // Even odds to end above the median, 100 e^(-0.6^2/2).
/// let once = price.touch_probability_on(Barrier::Below(100.0 * (-0.18_f64).exp()), Dates { years: 1.0, count: 1 });
/// assert!(once.is_some_and(|chance| (chance - 0.5).abs() < 1e-12));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dates {
    /// From now to the last date.
    pub years: f64,
    /// How many, 1 or more.
    pub count: u32,
}

impl DriftingPrice {
    /// Chance to touch the level within so many years (365 days each), watched all the time; an infinite number of
    /// years is for ever. Absent unless price and level are above 0, volatility and years 0 or more and all are numbers.
    ///
    /// ```
    /// use ballast_engine::math::touch::{Barrier, DriftingPrice};
    /// let price = DriftingPrice { price: 100.0, annual_drift: 0.0, annual_volatility: 0.6 };
    /// let within_a_month = price.touch_probability(Barrier::Below(80.5), 30.0 / 365.0).unwrap_or(f64::NAN);
    /// assert!((within_a_month - 0.230_538_2).abs() < 1e-7);
    /// ```
    pub fn touch_probability(self, barrier: Barrier, years: f64) -> Option<f64> {
        if years == f64::INFINITY {
            return self.touch_ever_probability(barrier);
        }
        self.ahead(barrier, years, |way| way.first_passage(way.distance))
    }

    /// Chance ever to touch the level.
    ///
    /// ```
    /// # use ballast_engine::math::touch::{Barrier, Dates, DriftingPrice};
    /// # let price = DriftingPrice { price: 100.0, annual_drift: 0.0, annual_volatility: 0.6 };
    /// // Without drift the logarithm falls: every level below is met, one at twice the price half the time.
    /// assert_eq!(price.touch_ever_probability(Barrier::Below(1.0)), Some(1.0));
    /// assert!(price.touch_ever_probability(Barrier::Above(200.0)).is_some_and(|chance| (chance - 0.5).abs() < 1e-12));
    /// ```
    pub fn touch_ever_probability(self, barrier: Barrier) -> Option<f64> {
        self.ahead(barrier, 1.0, Way::ever)
    }

    /// Chance that the price stands at or beyond the level on one of the dates. Approximate for more than one date.
    ///
    /// ```
    /// # use ballast_engine::math::touch::{Barrier, Dates, DriftingPrice};
    /// # let price = DriftingPrice { price: 100.0, annual_drift: 0.0, annual_volatility: 0.6 };
    /// let once = price.touch_probability_on(Barrier::Below(100.0 * (-0.18_f64).exp()), Dates { years: 1.0, count: 1 });
    /// assert!(once.is_some_and(|chance| (chance - 0.5).abs() < 1e-12));
    /// assert_eq!(price.touch_probability_on(Barrier::Below(90.0), Dates { years: 1.0, count: 0 }), None);
    /// ```
    pub fn touch_probability_on(self, barrier: Barrier, dates: Dates) -> Option<f64> {
        match dates.count {
            0 => None,
            1 => self.ahead(barrier, dates.years, |way| cumulative(way.end())),
            count => self.ahead(barrier, dates.years, |way| {
                way.first_passage(way.distance + OVERSHOOT * way.spread / f64::from(count).sqrt())
            }),
        }
    }

    /// A probability of what lies ahead; 1 where the level is reached already.
    fn ahead(self, barrier: Barrier, years: f64, probability: impl Fn(Way) -> f64) -> Option<f64> {
        let (level, towards) = match barrier {
            Barrier::Below(level) => (level, -1.0),
            Barrier::Above(level) => (level, 1.0),
        };
        let sound = self.price > 0.0 && level > 0.0 && self.annual_volatility >= 0.0 && years >= 0.0;
        let distance = towards * (level / self.price).natural_log();
        if !sound || !distance.is_finite() || !self.annual_drift.is_finite() {
            return None;
        }
        if distance <= 0.0 {
            return Some(1.0);
        }
        let log_drift = self.annual_drift - self.annual_volatility * self.annual_volatility / 2.0;
        let (volatility, spread) = (self.annual_volatility, self.annual_volatility * years.sqrt());
        let way = Way { distance, drift: towards * log_drift, volatility, spread, years };
        let probability = probability(way);
        (!probability.is_nan()).then(|| within(probability, 0.0, 1.0))
    }
}

/// The way to the level, in logarithms.
#[derive(Clone, Copy)]
struct Way {
    /// Above 0.
    distance: f64,
    /// Per year, towards the level.
    drift: f64,
    volatility: f64,
    /// Standard deviation at the end.
    spread: f64,
    years: f64,
}

impl Way {
    /// By how many standard deviations the expected end lies beyond the level.
    fn end(self) -> f64 {
        let beyond = self.drift * self.years - self.distance;
        match (self.spread == 0.0, beyond >= 0.0) {
            (false, _) => beyond / self.spread,
            (true, true) => f64::INFINITY,
            (true, false) => f64::NEG_INFINITY,
        }
    }

    /// Ends beyond the level, or was reflected at `mirror` (at the level, or beyond it) before ending short of it.
    fn first_passage(self, mirror: f64) -> f64 {
        let end = self.end();
        if end.is_infinite() {
            return cumulative(end);
        }
        let reflected = (2.0 * mirror - self.distance + self.drift * self.years) / self.spread;
        if reflected <= 0.0 {
            // Only a drift away from the level comes here, so the exponent is below 0.
            return cumulative(end)
                + (2.0 * (self.drift / self.volatility) * (mirror / self.volatility)).exponential()
                    * cumulative(-reflected);
        }
        // The same product with the squares of the normal tail taken out of it: neither factor overflows.
        let beyond_level = 4.0 * (mirror / self.spread) * ((mirror - self.distance) / self.spread);
        cumulative(end) + (-(end * end + beyond_level) / 2.0).exponential() * scaled_tail(reflected)
    }

    fn ever(self) -> f64 {
        if self.drift > 0.0 || (self.drift == 0.0 && self.volatility > 0.0) {
            return 1.0;
        }
        if self.volatility == 0.0 {
            return 0.0;
        }
        (2.0 * (self.drift / self.volatility) * (self.distance / self.volatility)).exponential()
    }
}

#[cfg(test)]
mod tests;
