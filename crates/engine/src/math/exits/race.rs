//! Which of two prices is met first, however long it takes.
//!
//! ```text
//! P(wanted before other) = (x^y - o^y) / (w^y - o^y)        y = 1 - 2 mu / sigma^2;  y = 0: logarithms in place of powers
//! without drift            (x - o) / (w - o), whatever the volatility
//!
//! x  the price now    w, o  the price wanted and the other, on either side of it    mu  drift, sigma  volatility, a year
//! ```
//!
//! Exact for a price watched all the time, of constant drift and volatility, without jumps: `x^y` is the function of such a
//! price that has no drift (its scale function). Source: I. Karatzas, S. Shreve, "Brownian Motion and Stochastic
//! Calculus" (1991), ISBN 978-0-387-97655-6, section 5.5.

use crate::math::alike::Alike;

/// How a price moves, as far as it decides which of two prices is met first.
///
/// ```
/// use ballast_engine::math::exits::race::Walk;
/// // 1 - 2 * 0.18 / 0.6^2
/// let walk = Walk::of(0.18, Some(0.6));
/// assert!(walk.is_some_and(|walk| walk.exponent.abs() < 1e-15));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Walk {
    /// The power of the price that has no drift: `1 - 2 mu / sigma^2`.
    pub exponent: f64,
}

/// A price now and two others.
///
/// ```
/// use ballast_engine::math::exits::race::{Race, Walk};
/// // Feller's table: 9 units of 10, a fair game, ruin 0.1.
/// let ruin = Walk::FAIR.first(Race { from: 109.0, wanted: 100.0, other: 110.0 });
/// assert!((ruin - 0.1).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Race {
    /// The price now.
    pub from: f64,
    /// The price whose chance is asked for.
    pub wanted: f64,
    /// The price on the other side.
    pub other: f64,
}

impl Walk {
    /// A price that no one expects to rise or to fall.
    ///
    /// ```
    /// use ballast_engine::math::exits::race::{Race, Walk};
    /// assert_eq!(Walk::FAIR.first(Race { from: 100.0, wanted: 110.0, other: 90.0 }), 0.5);
    /// ```
    pub const FAIR: Walk = Walk { exponent: 1.0 };

    /// A price with that expected return and that standard deviation a year. Without drift the volatility does not matter
    /// and may be missing.
    ///
    /// ```
    /// use ballast_engine::math::exits::race::Walk;
    /// assert_eq!(Walk::of(0.0, None), Some(Walk::FAIR));
    /// assert_eq!(Walk::of(0.1, None), None);
    /// ```
    pub fn of(annual_drift: f64, annual_volatility: Option<f64>) -> Option<Walk> {
        match annual_volatility {
            _ if annual_drift == 0.0 => Some(Walk::FAIR),
            Some(volatility) => {
                let exponent = 1.0 - 2.0 * annual_drift / (volatility * volatility);
                exponent.is_finite().then_some(Walk { exponent })
            }
            None => None,
        }
    }

    /// Chance that the price wanted is met before the other; 1 or 0 where one of them is passed already.
    ///
    /// ```
    /// use ballast_engine::math::exits::race::{Race, Walk};
    /// assert_eq!(Walk::FAIR.first(Race { from: 100.0, wanted: 130.0, other: 90.0 }), 0.25);
    /// ```
    pub fn first(self, race: Race) -> f64 {
        let Race { from, wanted, other } = race;
        let ahead = (wanted - from) * (wanted - other).signum();
        let behind = (from - other) * (wanted - other).signum();
        match (ahead <= 0.0, behind <= 0.0) {
            (true, _) => return 1.0,
            (false, true) => return 0.0,
            _ => {}
        }
        if self.exponent == 1.0 {
            return (from - other) / (wanted - other);
        }
        let (moved, whole) = ((from / other).natural_log(), (wanted / other).natural_log());
        let (a, b) = (self.exponent * moved, self.exponent * whole);
        match b {
            0.0 => moved / whole,
            // The same quotient with the larger power taken out: neither part overflows.
            _ if b > 0.0 => (a - b).exponential() * (-a).exponential_less_one() / (-b).exponential_less_one(),
            _ => a.exponential_less_one() / b.exponential_less_one(),
        }
    }
}
