//! Where the orders of a ladder lie, and in which proportion.

use super::Distance;
use crate::math::contract::{Contract, Payoff};
use crate::math::rounding::{PriceRule, Rounding};

/// What each step is measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// The first fill: steps add up.
    FromBase,
    /// The fill before.
    FromPrevious,
}

/// How far apart the orders lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spacing {
    /// The first step.
    pub step: Distance,
    /// What it is measured from.
    pub measured: Measured,
    /// Each step is that many times the one before.
    pub multiplier: f64,
    /// +1 where orders lie above one another, -1 where below.
    pub toward: f64,
}

/// Two prices that an order is measured from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Earlier {
    /// The first fill.
    pub base: f64,
    /// The fill before.
    pub previous: f64,
}

impl Spacing {
    /// The price of order `number`, the first after the base being 1. May be 0 or less, where there is no such order.
    ///
    /// ```
    /// use ballast_engine::math::ladder::schedule::{Earlier, Measured, Spacing};
    /// use ballast_engine::math::ladder::Distance;
    /// let step = Distance::Share(0.02);
    /// let spacing = Spacing { step, measured: Measured::FromPrevious, multiplier: 1.0, toward: -1.0 };
    /// // help.hxr.com, condition of DCA safety orders: 98, then 96.04; from the base price 96
    /// assert!((spacing.price(2, Earlier { base: 100.0, previous: 98.0 }) - 96.04).abs() < 1e-12);
    /// ```
    pub fn price(&self, number: usize, earlier: Earlier) -> f64 {
        let step = |before: usize| self.multiplier.powi(i32::try_from(before).unwrap_or(i32::MAX));
        let (from, steps) = match self.measured {
            Measured::FromBase => (earlier.base, (0..number).map(step).sum()),
            Measured::FromPrevious => (earlier.previous, step(number.saturating_sub(1))),
        };
        match self.step {
            Distance::Share(share) => from * (1.0 + self.toward * share * steps),
            Distance::Price(distance) => from + self.toward * distance * steps,
        }
    }
}

/// A computed price on the grid, in the direction of `toward`: no order lies nearer than it was asked for, no stop loses
/// more. What arithmetic left beside a price of the grid counts as that price.
pub fn on_grid(price: f64, toward: f64, rule: PriceRule) -> f64 {
    if rule == PriceRule::Any {
        return price;
    }
    let dust = toward * 16.0 * f64::EPSILON * price;
    rule.round(price - dust, if toward > 0.0 { Rounding::Up } else { Rounding::Down })
}

/// `count` down to 1.
pub fn falling(count: usize) -> Vec<f64> {
    (1..=count).rev().map(|weight| weight as f64).collect()
}

/// Fibonacci's numbers down to 1: 5, 3, 2, 1.
pub fn fibonacci_falling(count: usize) -> Vec<f64> {
    let mut weights = Vec::with_capacity(count);
    let (mut one, mut next) = (1.0, 2.0);
    for _ in 0..count {
        weights.push(one);
        (one, next) = (next, one + next);
    }
    weights.reverse();
    weights
}

/// The sums of base order and safety orders: 1, then the first safety order's, each after it `growth` times the one
/// before.
pub fn safety_orders(count: usize, first: f64, growth: f64) -> Vec<f64> {
    let sum = |at: usize| match at {
        0 => 1.0,
        _ => first * growth.powi(i32::try_from(at - 1).unwrap_or(i32::MAX)),
    };
    (0..count).map(sum).collect()
}

/// The quantity, in proportion, that a sum of quote money buys at a price.
pub fn bought(payoff: Payoff, sum: f64, price: f64) -> f64 {
    match payoff.contract {
        Contract::Linear | Contract::Quanto => sum / price,
        // A contract is a fixed sum of quote money.
        Contract::Inverse => sum,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_fall_to_one() {
        assert_eq!(falling(3), [3.0, 2.0, 1.0]);
        assert_eq!(fibonacci_falling(5), [8.0, 5.0, 3.0, 2.0, 1.0]);
        assert_eq!(safety_orders(4, 0.5, 3.0), [1.0, 0.5, 1.5, 4.5]);
    }

    #[test]
    fn deviations_from_the_base_add_up_and_grow_with_the_step() {
        // keikoalert.com settings as vector scale.dca.mild: 1.5 % and steps of 1.2
        let spacing =
            Spacing { step: Distance::Share(0.015), measured: Measured::FromBase, multiplier: 1.2, toward: -1.0 };
        let deviation = |number: usize| 100.0 - spacing.price(number, Earlier { base: 100.0, previous: f64::NAN });
        for (number, expected) in [(1, 1.5), (2, 3.3), (3, 5.46), (6, 14.89488)] {
            assert!((deviation(number) - expected).abs() < 1e-12, "{}", deviation(number));
        }
    }

    #[test]
    fn a_price_that_lies_on_the_grid_but_for_dust_stays_there() {
        let tick = PriceRule::Tick(0.1);
        assert_eq!(on_grid(100.0 * (1.0 + 0.021), 1.0, tick), 102.1);
        assert_eq!(on_grid(66_300.000_000_000_01, 1.0, tick), 66_300.0);
        assert_eq!(on_grid(102.11, 1.0, tick), 102.2);
        assert_eq!(on_grid(97.99, -1.0, tick), 97.9);
    }
}
