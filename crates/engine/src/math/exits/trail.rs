//! A stop that trails behind the best price: where it closes at the worst, and on average.
//!
//! ```text
//! stop         best (1 - s t) or best - s D                           s +1 long, -1 short
//! best         ln(best / start) s is exponential with rate l = b / (e^(b a) - 1), a = -s ln(1 - s t), b = -s y
//! average      of X^m (m = 1: the price; m = -1: its inverse, as inverse contracts pay)
//!              start^m e^(-m s a) l / (l - m s)      where l > m s, else it has no bound
//! no drift     the average price is the start, whatever the distance
//!
//! t  distance as a fraction, D in price    y  exponent of the walk, see [`super::race`]    start  the price when trailing begins
//! ```
//!
//! Exact as in [`super::race`]. Source: H. M. Taylor, "A Stopped Brownian Motion Formula", Annals of Probability 3(2) (1975),
//! DOI 10.1214/aop/1176996395. Without drift it is the optional stopping of a fair game.

use super::race::{Race, Walk};
use crate::math::alike::Alike;
use crate::math::contract::{Contract, Side};

/// How far a stop trails.
///
/// ```
/// use ballast_engine::math::{contract::Side, exits::trail::Trail};
/// assert_eq!(Trail::Share(0.25).behind(Side::Long, 54_000.0), 40_500.0);
/// assert_eq!(Trail::Distance(1_000.0).behind(Side::Short, 54_000.0), 55_000.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trail {
    /// A fraction of the best price.
    Share(f64),
    /// So much in price.
    Distance(f64),
}

/// A rest that trails: from where, and the stop that holds until the trailing one has passed it.
///
/// ```
/// # use ballast_engine::math::contract::{Contract, Side};
/// # use ballast_engine::math::exits::{race::Walk, trail::{NoMean, Trail, Trailing}};
/// # let trailing = Trailing { side: Side::Long, contract: Contract::Linear, start: 54_000.0, floor: 50_000.0 };
/// // The rest of a long trails from 54,000.
/// // A fair game brings what it began with.
/// assert_eq!(Trail::Share(0.02).mean_price(Walk::FAIR, trailing), Ok(54_000.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trailing {
    /// Long or short.
    pub side: Side,
    /// How the contract pays: which average counts.
    pub contract: Contract,
    /// The best price as trailing begins.
    pub start: f64,
    /// The stop in force.
    pub floor: f64,
}

/// Why there is no average.
///
/// ```
/// # use ballast_engine::math::contract::{Contract, Side};
/// # use ballast_engine::math::exits::{race::Walk, trail::{NoMean, Trail, Trailing}};
/// # let trailing = Trailing { side: Side::Long, contract: Contract::Linear, start: 54_000.0, floor: 50_000.0 };
/// // The rest of a long trails from 54,000.
/// let rising = Walk { exponent: -100.0 };
/// assert_eq!(Trail::Share(0.5).mean_price(rising, trailing), Err(NoMean::Unbounded));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMean {
    /// The drift outruns the stop.
    Unbounded,
    /// A distance in price has a closed form only without drift, and only where money is a multiple of the price.
    NoClosedForm,
}

impl Trail {
    /// The stop behind a best price.
    ///
    /// ```
    /// use ballast_engine::math::{contract::Side, exits::trail::Trail};
    /// assert_eq!(Trail::Distance(1_000.0).behind(Side::Long, 54_000.0), 53_000.0);
    /// ```
    pub fn behind(self, side: Side, best: f64) -> f64 {
        match self {
            Trail::Share(share) => best * (1.0 - side.sign() * share),
            Trail::Distance(distance) => best - side.sign() * distance,
        }
    }

    /// The best price at which the trailing stop stands there.
    fn ahead_of(self, side: Side, stop: f64) -> f64 {
        match self {
            Trail::Share(share) => stop / (1.0 - side.sign() * share),
            Trail::Distance(distance) => stop + side.sign() * distance,
        }
    }

    /// The price of the stop that pays what the stop pays on average.
    ///
    /// # Errors
    /// Why there is none.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Contract, Side};
    /// # use ballast_engine::math::exits::{race::Walk, trail::{NoMean, Trail, Trailing}};
    /// # let trailing = Trailing { side: Side::Long, contract: Contract::Linear, start: 54_000.0, floor: 50_000.0 };
    /// // The rest of a long trails from 54,000.
    /// // A fair game brings what it began with, however far the stop trails.
    /// assert_eq!(Trail::Share(0.02).mean_price(Walk::FAIR, trailing), Ok(54_000.0));
    /// assert_eq!(Trail::Distance(900.0).mean_price(Walk::FAIR, trailing), Ok(54_000.0));
    /// ```
    pub fn mean_price(self, walk: Walk, trailing: Trailing) -> Result<f64, NoMean> {
        let Trailing { side, contract, start, floor } = trailing;
        let power = if contract == Contract::Inverse { -1.0 } else { 1.0 };
        if walk == Walk::FAIR && power == 1.0 {
            return Ok(start);
        }
        let joined = self.ahead_of(side, floor);
        if side.sign() * (joined - start) <= 0.0 {
            return Ok(start * self.mean_multiple(walk, side, power)?.power(power));
        }
        let chance = walk.first(Race { from: start, wanted: joined, other: floor });
        let trailed = joined.power(power) * self.mean_multiple(walk, side, power)?;
        Ok((chance * trailed + (1.0 - chance) * floor.power(power)).power(power))
    }

    /// The average of `(exit / start)^power`; the power is 1 or -1.
    fn mean_multiple(self, walk: Walk, side: Side, power: f64) -> Result<f64, NoMean> {
        let Trail::Share(share) = self else { return Err(NoMean::NoClosedForm) };
        let sign = side.sign();
        let fall = -sign * (-sign * share).natural_log_one_plus();
        let leaning = -sign * walk.exponent;
        let rate = if leaning == 0.0 { 1.0 / fall } else { leaning / (leaning * fall).exponential_less_one() };
        let towards = power * sign;
        if rate <= towards {
            return Err(NoMean::Unbounded);
        }
        Ok((-towards * fall).exponential() * rate / (rate - towards))
    }
}
