//! Fixed ratio: another unit for every so much closed profit a unit.
//!
//! ```text
//! profit needed for N units, from N0   P(N) = delta (N (N - 1) - N0 (N0 - 1)) / 2
//! units for a profit                   N(P) = (1 + sqrt(1 + 4 (N0 (N0 - 1) + 2 P / delta))) / 2, whole, at least 1
//! ```
//!
//! Each step from N to N + 1 units asks each of the N units for `delta` more. It counts closed profit, not equity.
//!
//! Source: R. Jones, "The Trading Game" (1999), ISBN 978-0-471-31698-2.

/// The rule. Profit and delta in the same money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedRatio {
    /// Profit a unit, above 0, that adds a unit.
    pub delta: f64,
    /// Units at the start, 1 or more.
    pub start: f64,
}

impl FixedRatio {
    /// Whole units for a closed profit; at least 1.
    ///
    /// ```
    /// use ballast_engine::math::fixed_ratio::FixedRatio;
    /// assert_eq!(FixedRatio { delta: 2000.0, start: 3.0 }.units(26_000.0), 6.0);
    /// ```
    pub fn units(&self, profit: f64) -> f64 {
        // A billionth of a step, so that a profit which adds up to a threshold in decimals reaches it in binary.
        let steps = profit / self.delta + 1e-9;
        let radicand = 1.0 + 4.0 * (self.start * (self.start - 1.0) + 2.0 * steps);
        (0.5 * (1.0 + radicand.max(0.0).sqrt())).floor().max(1.0)
    }

    /// Closed profit needed for so many units.
    pub fn profit_for(&self, units: f64) -> f64 {
        self.delta * (units * (units - 1.0) - self.start * (self.start - 1.0)) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_those_of_the_published_table() {
        // Vector size.fixed_ratio.thresholds.
        let rule = FixedRatio { delta: 1000.0, start: 1.0 };
        assert_eq!([2.0, 3.0, 4.0, 5.0].map(|units| rule.profit_for(units)), [1000.0, 3000.0, 6000.0, 10_000.0]);
    }

    #[test]
    fn a_unit_is_added_at_its_threshold_and_not_before() {
        let rule = FixedRatio { delta: 2000.0, start: 3.0 };
        assert_eq!((rule.profit_for(6.0), rule.units(24_000.0), rule.units(23_999.0)), (24_000.0, 6.0, 5.0));
    }

    #[test]
    fn a_loss_takes_units_off_down_to_one() {
        let rule = FixedRatio { delta: 2000.0, start: 3.0 };
        // By hand: 3 units stand on 3 x 2 / 2 = 3 steps; -4000 leaves 1 step, 2 units; -1e6 leaves one.
        assert_eq!((rule.units(-4000.0), rule.units(-1e6)), (2.0, 1.0));
    }
}
