//! Rules of thumb that give a number of units, whatever those risk.
//!
//! ```text
//! units per money   floor(equity / money per unit)
//! fixed ratio       profit needed for n units  delta (n (n - 1) - s (s - 1)) / 2     s units at the start
//!                   units                      floor((1 + sqrt(1 + 4 (s (s - 1) + 2 profit / delta))) / 2), at least 1
//! ```
//!
//! Fixed ratio counts closed profit, not equity, and each unit more takes delta times the units held: from n to n + 1 it
//! is n delta. Losing units goes the same way down.
//!
//! Sources: V. K. Tharp, Trade Your Way to Financial Freedom, ISBN 978-0-07-147871-7, the first of his models; R. Jones,
//! The Trading Game, ISBN 978-0-471-31698-5, for fixed ratio.

use crate::math::rounding::round_down_computed;

/// How many whole units one may hold with that equity, at so much money for each (above 0).
pub fn units_for_money(equity: f64, money_per_unit: f64) -> f64 {
    round_down_computed(equity.max(0.0) / money_per_unit, 1.0)
}

/// Fixed ratio as agreed with oneself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedRatio {
    /// Profit that each unit held must earn before there is one more; above 0.
    pub delta: f64,
    /// Units at the start, 1 or more.
    pub start: f64,
}

impl FixedRatio {
    /// Closed profit from which on so many units are held; below 0 for fewer than at the start.
    ///
    /// ```
    /// use ballast_engine::math::sizing::FixedRatio;
    /// let rule = FixedRatio { delta: 1000.0, start: 1.0 };
    /// assert_eq!([2.0, 3.0, 4.0, 5.0].map(|units| rule.profit_needed(units)), [1e3, 3e3, 6e3, 10e3]);
    /// ```
    pub fn profit_needed(self, units: f64) -> f64 {
        self.delta * (units * (units - 1.0) - self.start * (self.start - 1.0)) / 2.0
    }

    /// Whole units at a closed profit, 1 at least.
    pub fn units(self, profit: f64) -> f64 {
        let radicand = 1.0 + 4.0 * (self.start * (self.start - 1.0) + 2.0 * profit / self.delta);
        let mut units = ((1.0 + radicand.max(0.0).sqrt()) / 2.0).floor().max(1.0);
        // The root may miss a threshold by its last digit, six times 0.05 is a little more than 0.3, and a profit summed
        // over many trades misses by more than its last digit.
        let missed = f64::max(8.0 * f64::EPSILON * profit.abs(), 1e-9 * self.delta);
        let earned = |units: f64| self.profit_needed(units) <= profit + missed;
        if earned(units + 1.0) {
            units += 1.0;
        }
        if units > 1.0 && !earned(units) {
            units -= 1.0;
        }
        units
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_met_exactly_and_one_cent_less_is_one_unit_less() {
        let rule = FixedRatio { delta: 1000.0, start: 1.0 };
        for units in 2..200 {
            let needed = rule.profit_needed(f64::from(units));
            assert_eq!((rule.units(needed), rule.units(needed - 0.01)), (f64::from(units), f64::from(units - 1)));
        }
    }

    #[test]
    fn what_was_earned_to_the_last_cent_counts_though_floats_miss_it() {
        assert_eq!(FixedRatio { delta: 0.05, start: 1.0 }.units(0.3), 4.0);
        let summed: f64 = [0.1; 1000].iter().sum();
        assert_eq!((summed < 100.0, FixedRatio { delta: 100.0, start: 1.0 }.units(summed)), (true, 2.0));
    }

    #[test]
    fn a_start_with_three_units_needs_twenty_four_thousand_for_the_sixth() {
        // Vector size.fixed_ratio.start_n.
        let rule = FixedRatio { delta: 2000.0, start: 3.0 };
        assert_eq!((rule.units(26_000.0), rule.profit_needed(6.0)), (6.0, 24_000.0));
    }

    #[test]
    fn however_much_was_lost_one_unit_is_left() {
        let rule = FixedRatio { delta: 1000.0, start: 3.0 };
        assert_eq!((rule.units(-2_999.99), rule.units(-1e9), rule.units(-2_000.0)), (1.0, 1.0, 2.0));
    }

    #[test]
    fn money_per_unit_counts_whole_units() {
        // Vector size.units_per_fixed_money: 130,000 at 50,000 each, 100 shares a unit: 200.
        assert_eq!((units_for_money(130e3, 50e3), units_for_money(49_999.0, 50e3)), (2.0, 0.0));
    }
}
