//! Funding by its stamps: how many a holding meets, what a year of it comes to, and carry between two legs.
//!
//! ```text
//! stamps      of a holding of h hours with one every i: floor(h/i) or ceil(h/i), h/i on average over when it begins
//! a year      simple  c 8760 / i              compounded  1 - (1 - c)^(8760 / i)
//! carry       b = - c 8760 / i - c2 8760 / i2 - interest
//! covered     fees / (b / 365), in days
//!
//! c, c2  cost per stamp of each leg over notional, below 0 where it is received    i, i2  hours between stamps
//! ```
//!
//! Ours, from first principles; the simple rate is what venues print (0.01 % every 8 hours is 10.95 % a year).

use crate::math::alike::Alike;

/// Hours of a year of 365 days.
pub const HOURS_A_YEAR: f64 = 8_760.0;

/// A quotient this near to a whole number, as a part of it, is that number: 2.4 / 0.8 is three stamps.
const DUST: f64 = 1e-12;

/// How many stamps a holding meets: it depends on when it begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stamps {
    /// At least.
    pub fewest: f64,
    /// On average over the moments at which it may begin.
    pub expected: f64,
    /// At most.
    pub most: f64,
}

impl Stamps {
    /// Those of a holding of so many hours.
    ///
    /// ```
    /// use ballast_engine::math::funding::Stamps;
    /// let stamps = Stamps::of(20.0, 8.0);
    /// assert_eq!((stamps.fewest, stamps.expected, stamps.most), (2.0, 2.5, 3.0));
    /// ```
    pub fn of(hours: f64, interval_hours: f64) -> Stamps {
        let expected = hours / interval_hours;
        let whole = expected.round();
        if (expected - whole).abs() <= DUST * whole {
            return Stamps { fewest: whole, expected, most: whole };
        }
        Stamps { fewest: expected.floor(), expected, most: expected.ceil() }
    }

    /// The range of what they cost, and what to expect.
    ///
    /// ```
    /// use ballast_engine::math::funding::Stamps;
    /// let cost = Stamps::of(20.0, 8.0).cost(10.0);
    /// assert_eq!((cost.least, cost.expected, cost.most), (20.0, 25.0, 30.0));
    /// ```
    pub fn cost(self, per_stamp: f64) -> HoldingCost {
        let (few, many) = (per_stamp * self.fewest, per_stamp * self.most);
        HoldingCost { least: few.min(many), expected: per_stamp * self.expected, most: few.max(many) }
    }
}

/// What a holding costs; below 0 it brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HoldingCost {
    /// By the number of stamps that costs less.
    pub least: f64,
    /// On average over the moments at which it may begin.
    pub expected: f64,
    /// By the number of stamps that costs more.
    pub most: f64,
}

/// Funding of one leg as a share of its notional.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    /// What a stamp costs; below 0 it brings.
    pub per_stamp: f64,
    /// Hours between two stamps.
    pub interval_hours: f64,
}

impl Leg {
    fn stamps_a_year(&self) -> f64 {
        HOURS_A_YEAR / self.interval_hours
    }

    /// What a year costs, each stamp on the same notional.
    ///
    /// ```
    /// use ballast_engine::math::funding::Leg;
    /// // The usual 0.01 % every eight hours is 10.95 % a year.
    /// assert!((Leg { per_stamp: 0.0001, interval_hours: 8.0 }.annual() - 0.1095).abs() < 1e-15);
    /// ```
    pub fn annual(&self) -> f64 {
        self.per_stamp * self.stamps_a_year()
    }

    /// What a year costs where the position shrinks by what is paid, or grows by what is received. `None` beyond what a
    /// number can hold.
    ///
    /// ```
    /// use ballast_engine::math::funding::Leg;
    /// // 1 - 0.9999^1095.
    /// let year = Leg { per_stamp: 0.0001, interval_hours: 8.0 }.annual_compounded();
    /// assert!(year.is_some_and(|cost| (cost - 0.103_722_8).abs() < 1e-6));
    /// ```
    pub fn annual_compounded(&self) -> Option<f64> {
        let cost = 1.0 - (1.0 - self.per_stamp).power(self.stamps_a_year());
        Some(cost).filter(|cost| cost.is_finite())
    }

    /// Days until its stamps have cost as much as `share` of the notional, on average; `None` where they cost nothing.
    ///
    /// ```
    /// use ballast_engine::math::funding::Leg;
    /// // A hundred stamps of 0.01 % are 1 %.
    /// let days = Leg { per_stamp: 0.0001, interval_hours: 8.0 }.days_to_cost(0.01);
    /// assert!(days.is_some_and(|days| (days - 100.0 / 3.0).abs() < 1e-9));
    /// ```
    pub fn days_to_cost(&self, share: f64) -> Option<f64> {
        let days = share / self.per_stamp * self.interval_hours / 24.0;
        (self.per_stamp > 0.0 && days.is_finite()).then_some(days)
    }
}

/// A position and a second leg against it, as shares of the notional of either.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Carry {
    /// The position.
    pub first: Leg,
    /// The perpetual against it, where there is one.
    pub second: Option<Leg>,
    /// Interest a year on the second leg; below 0 it is earned.
    pub interest: f64,
    /// The fees of all four fills.
    pub fees: f64,
}

impl Carry {
    /// What a year earns before fees; below 0 it costs.
    pub fn annual(&self) -> f64 {
        -self.first.annual() - self.against()
    }

    /// What the second leg costs a year.
    fn against(&self) -> f64 {
        self.second.map_or(0.0, |leg| leg.annual()) + self.interest
    }

    /// What so many hours earn on average after all four fees.
    pub fn over(&self, hours: f64) -> f64 {
        self.annual() * hours / HOURS_A_YEAR - self.fees
    }

    /// Days until what it earns has paid all four fees; `None` where it earns nothing.
    pub fn days_to_cover(&self) -> Option<f64> {
        let days = self.fees / self.annual() * 365.0;
        (self.annual() > 0.0 && days.is_finite()).then_some(days)
    }

    /// What a stamp of the first leg must cost, at most, for so many hours to come out even; mostly below 0.
    pub fn breakeven_per_stamp(&self, hours: f64) -> Option<f64> {
        let a_year = -self.fees * HOURS_A_YEAR / hours - self.against();
        Some(a_year / self.first.stamps_a_year()).filter(|cost| cost.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} is not {expected}");
    }

    const USUAL: Leg = Leg { per_stamp: 0.0001, interval_hours: 8.0 };

    #[test]
    fn a_holding_between_stamps_meets_one_more_or_one_less() {
        assert_eq!(Stamps::of(20.0, 8.0), Stamps { fewest: 2.0, expected: 2.5, most: 3.0 });
        assert_eq!(Stamps::of(24.0, 8.0), Stamps { fewest: 3.0, expected: 3.0, most: 3.0 });
        assert_eq!(Stamps::of(0.0, 8.0).most, 0.0);
        let dusty = Stamps::of(2.4, 0.8);
        assert_eq!((dusty.fewest, dusty.most), (3.0, 3.0));
    }

    #[test]
    fn what_is_received_is_least_with_the_fewest_stamps() {
        let cost = Stamps::of(20.0, 8.0).cost(-1.0);
        assert_eq!(cost, HoldingCost { least: -3.0, expected: -2.5, most: -2.0 });
    }

    #[test]
    fn the_usual_rate_is_ten_point_ninety_five_percent_a_year() {
        near(USUAL.annual(), 0.1095);
        near(USUAL.annual_compounded().unwrap(), 1.0 - 0.9999_f64.powi(1095));
        near(Leg { per_stamp: -0.0001, ..USUAL }.annual_compounded().unwrap(), 1.0 - 1.0001_f64.powi(1095));
        assert_eq!(Leg { per_stamp: -0.05, interval_hours: 0.01 }.annual_compounded(), None);
    }

    #[test]
    fn a_target_of_one_percent_lasts_a_hundred_stamps() {
        near(USUAL.days_to_cost(0.01).unwrap(), 100.0 / 3.0);
        assert_eq!(Leg { per_stamp: -0.0001, ..USUAL }.days_to_cost(0.01), None);
    }

    #[test]
    fn carry_covers_its_fees_where_its_days_say_and_breaks_even_at_its_rate() {
        let second = Leg { per_stamp: 0.00002, interval_hours: 4.0 };
        let carry =
            Carry { first: Leg { per_stamp: -0.0003, ..USUAL }, second: Some(second), interest: 0.03, fees: 0.002 };
        near(carry.annual(), 0.0003 * 1095.0 - 0.00002 * 2190.0 - 0.03);
        near(carry.over(carry.days_to_cover().unwrap() * 24.0), 0.0);
        let per_stamp = carry.breakeven_per_stamp(720.0).unwrap();
        near(Carry { first: Leg { per_stamp, ..USUAL }, ..carry }.over(720.0), 0.0);
        assert_eq!(Carry { first: USUAL, ..carry }.days_to_cover(), None);
        assert_eq!(carry.breakeven_per_stamp(0.0), None);
    }
}
