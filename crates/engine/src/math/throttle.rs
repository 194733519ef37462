//! How much may be carried: exposure that shrinks with drawdown, with volatility, or with what is left above a floor.
//!
//! ```text
//! drawdown        X = X0 * left(D)         D = 1 - W / M
//!   linear        left = (b - D) / (b - a), from 1 to 0
//!   stepped       1 - floor(n (D - a) / (b - a)) / n
//! value at risk   X = limit / loss(z s)    s deviation of the market over the horizon, loss of a notional of 1 in that move
//! above a floor   X = m (W - F) / W        F = max(floor, k M)
//!   CPPI k = 0;  TIPP M the highest W so far;  Grossman and Zhou m = (return - interest) / variance, floor 0
//! never below 0, never above the limit on X
//!
//! W equity · M its highest so far · X exposure, notional over equity · a, b drawdowns where reducing starts and ends
//! ```
//!
//! One jump of the price by g takes from a position worth N: linear g N; inverse g / (1 - g) N of a long and
//! g / (1 + g) N of a short, in coins. The gap is the jump that takes all that lies above the floor.
//!
//! Sources: A. F. Perold and W. F. Sharpe, "Dynamic Strategies for Asset Allocation" (1988), DOI 10.2469/faj.v44.n1.16;
//! T. Estep and M. Kritzman, "TIPP: Insurance without Complexity", Journal of Portfolio Management, summer 1988; S. J.
//! Grossman and Z. Zhou, "Optimal Investment Strategies for Controlling Drawdowns" (1993), DOI
//! 10.1111/j.1467-9965.1993.tb00044.x, for logarithmic utility; P. Jorion, "Value at Risk". The drawdown throttle is ours.

#[cfg(test)]
mod properties;

use super::contract::{Contract, Side};
use super::order::within;

/// Nearer than this to a whole step counts as the step: drawdowns come out of a division.
const STEP_TOLERANCE: f64 = 1e-9;

/// A rule that turns equity into the exposure allowed.
///
/// ```
/// # use ballast_engine::math::{contract::{Contract, Side}, throttle::{CushionRule, DrawdownThrottle, Jump, Throttle, ValueAtRiskLimit}};
/// // All down to 5 % below the highest, nothing from 25 % on.
/// let rule = DrawdownThrottle { peak: 100.0, full_exposure: 2.0, start: 0.05, stop: 0.25, steps: None };
/// assert!((Throttle::Drawdown(rule).exposure(85.0) - 1.0).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Throttle {
    /// Less the deeper the drawdown.
    Drawdown(DrawdownThrottle),
    /// As much as keeps value at risk within its limit.
    ValueAtRisk(ValueAtRiskLimit),
    /// A multiple of what lies above a floor.
    Cushion(CushionRule),
}

/// Full exposure down to one drawdown, none from another on.
///
/// ```
/// # use ballast_engine::math::{contract::{Contract, Side}, throttle::{CushionRule, DrawdownThrottle, Jump, Throttle, ValueAtRiskLimit}};
/// // All down to 5 % below the highest, nothing from 25 % on.
/// let rule = DrawdownThrottle { peak: 100.0, full_exposure: 2.0, start: 0.05, stop: 0.25, steps: None };
/// assert!((rule.share_left(85.0) - 0.5).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawdownThrottle {
    /// Highest equity so far; equity above it is the new highest.
    pub peak: f64,
    /// Exposure without a drawdown.
    pub full_exposure: f64,
    /// Drawdown at which reducing starts, 0 or more.
    pub start: f64,
    /// Drawdown at which nothing is left, above the start and at most 1.
    pub stop: f64,
    /// So many equal cuts; none: in a straight line.
    pub steps: Option<u32>,
}

/// A limit on what a usual bad stretch may cost.
///
/// ```
/// # use ballast_engine::math::{contract::{Contract, Side}, throttle::{CushionRule, DrawdownThrottle, Jump, Throttle, ValueAtRiskLimit}};
/// // 5 % may be lost, and a notional of 1 loses 10 %.
/// let rule = Throttle::ValueAtRisk(ValueAtRiskLimit { limit: 0.05, loss_share: 0.1 });
/// assert_eq!(rule.exposure(100.0), 0.5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueAtRiskLimit {
    /// Share of equity that may be lost.
    pub limit: f64,
    /// What a notional of 1 loses in the adverse move at the confidence chosen: [`Jump::loss`]; above 0.
    pub loss_share: f64,
}

/// A floor, and how boldly what lies above it is used.
///
/// ```
/// # use ballast_engine::math::{contract::{Contract, Side}, throttle::{CushionRule, DrawdownThrottle, Jump, Throttle, ValueAtRiskLimit}};
/// // Perold and Sharpe: a floor of 75 under 100 and a multiplier of 2 put 50 into stocks.
/// let rule = Throttle::Cushion(CushionRule { floor: 75.0, share_of_peak: 0.0, peak: 0.0, multiplier: 2.0 });
/// assert_eq!(rule.exposure(100.0), 0.5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CushionRule {
    /// Money that must be left, whatever the highest equity was.
    pub floor: f64,
    /// Share of the highest equity that must be left; 0 for a floor that stays where it is.
    pub share_of_peak: f64,
    /// Highest equity so far; equity above it is the new highest.
    pub peak: f64,
    /// Notional over what lies above the floor.
    pub multiplier: f64,
}

/// A position as a sudden move of the price finds it.
///
/// ```
/// # use ballast_engine::math::{contract::{Contract, Side}, throttle::{CushionRule, DrawdownThrottle, Jump, Throttle, ValueAtRiskLimit}};
/// let long = Jump { contract: Contract::Linear, side: Side::Long, notional: 1_000.0 };
/// assert_eq!(long.loss(0.25), 250.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jump {
    /// How the contract pays.
    pub contract: Contract,
    /// Long or short.
    pub side: Side,
    /// What the position is worth, in settlement money.
    pub notional: f64,
}

impl Throttle {
    /// Notional over equity that the rule allows, 0 or more.
    ///
    /// ```
    /// use ballast_engine::math::throttle::{CushionRule, Throttle};
    /// // Perold and Sharpe: a floor of 75 under 100 and a multiplier of 2 put 50 into stocks.
    /// let rule = Throttle::Cushion(CushionRule { floor: 75.0, share_of_peak: 0.0, peak: 0.0, multiplier: 2.0 });
    /// assert_eq!(rule.exposure(100.0), 0.5);
    /// ```
    pub fn exposure(&self, equity: f64) -> f64 {
        match self {
            Throttle::Drawdown(rule) => rule.full_exposure * rule.share_left(equity),
            Throttle::ValueAtRisk(rule) => rule.limit / rule.loss_share,
            Throttle::Cushion(rule) => (rule.multiplier * (equity - rule.floor_at(equity)) / equity).max(0.0),
        }
    }

    /// The equity at which nothing more may be held; for value at risk, what is left once the limit is lost.
    ///
    /// ```
    /// # use ballast_engine::math::{contract::{Contract, Side}, throttle::{CushionRule, DrawdownThrottle, Jump, Throttle, ValueAtRiskLimit}};
    /// // All down to 5 % below the highest, nothing from 25 % on.
    /// let rule = DrawdownThrottle { peak: 100.0, full_exposure: 2.0, start: 0.05, stop: 0.25, steps: None };
    /// assert_eq!(Throttle::Drawdown(rule).floor(90.0), 75.0);
    /// ```
    pub fn floor(&self, equity: f64) -> f64 {
        match self {
            Throttle::Drawdown(rule) => rule.peak.max(equity) * (1.0 - rule.stop),
            Throttle::ValueAtRisk(rule) => equity * (1.0 - rule.limit),
            Throttle::Cushion(rule) => rule.floor_at(equity),
        }
    }
}

impl DrawdownThrottle {
    /// How far equity stands below its highest.
    ///
    /// ```
    /// # use ballast_engine::math::{contract::{Contract, Side}, throttle::{CushionRule, DrawdownThrottle, Jump, Throttle, ValueAtRiskLimit}};
    /// // All down to 5 % below the highest, nothing from 25 % on.
    /// let rule = DrawdownThrottle { peak: 100.0, full_exposure: 2.0, start: 0.05, stop: 0.25, steps: None };
    /// assert_eq!((rule.drawdown(75.0), rule.drawdown(120.0)), (0.25, 0.0));
    /// ```
    pub fn drawdown(&self, equity: f64) -> f64 {
        1.0 - equity / self.peak.max(equity)
    }

    /// Share of the full exposure that is left, 1 to 0.
    ///
    /// ```
    /// # use ballast_engine::math::{contract::{Contract, Side}, throttle::{CushionRule, DrawdownThrottle, Jump, Throttle, ValueAtRiskLimit}};
    /// // All down to 5 % below the highest, nothing from 25 % on.
    /// let rule = DrawdownThrottle { peak: 100.0, full_exposure: 2.0, start: 0.05, stop: 0.25, steps: None };
    /// assert_eq!((rule.share_left(98.0), rule.share_left(70.0)), (1.0, 0.0));
    /// ```
    pub fn share_left(&self, equity: f64) -> f64 {
        let used = (self.drawdown(equity) - self.start) / (self.stop - self.start);
        let used = match self.steps {
            None => used,
            Some(steps) => {
                let steps = f64::from(steps.max(1));
                (used * steps + STEP_TOLERANCE).floor() / steps
            }
        };
        within(1.0 - used, 0.0, 1.0)
    }
}

impl CushionRule {
    /// The floor under this equity: it rises with every new highest, and never falls.
    ///
    /// ```
    /// # use ballast_engine::math::{contract::{Contract, Side}, throttle::{CushionRule, DrawdownThrottle, Jump, Throttle, ValueAtRiskLimit}};
    /// let rule = CushionRule { floor: 75.0, share_of_peak: 0.75, peak: 120.0, multiplier: 2.0 };
    /// assert_eq!(rule.floor_at(100.0), 90.0);
    /// ```
    pub fn floor_at(&self, equity: f64) -> f64 {
        self.floor.max(self.share_of_peak * self.peak.max(equity))
    }
}

impl Jump {
    /// The adverse jump of the price that takes so much money; none where no jump does.
    ///
    /// ```
    /// # use ballast_engine::math::{contract::{Contract, Side}, throttle::{CushionRule, DrawdownThrottle, Jump, Throttle, ValueAtRiskLimit}};
    /// let short = Jump { contract: Contract::Inverse, side: Side::Short, notional: 1.0 };
    /// // A rise of all takes half of an inverse short, and none takes the whole.
    /// assert_eq!((short.that_takes(0.5), short.that_takes(1.0)), (Some(1.0), None));
    /// ```
    pub fn that_takes(&self, money: f64) -> Option<f64> {
        let (least, notional) = (money.max(0.0), self.notional);
        let gap = match (self.contract, self.side) {
            (Contract::Linear | Contract::Quanto, _) => least / notional,
            (Contract::Inverse, Side::Long) => least / (notional + least),
            (Contract::Inverse, Side::Short) if notional > least => least / (notional - least),
            (Contract::Inverse, Side::Short) => return None,
        };
        let is_possible = notional > 0.0 && gap.is_finite() && (self.side == Side::Short || gap <= 1.0);
        is_possible.then_some(gap)
    }

    /// What an adverse jump of the price takes; without end where the coins of an inverse long end.
    ///
    /// ```
    /// # use ballast_engine::math::{contract::{Contract, Side}, throttle::{CushionRule, DrawdownThrottle, Jump, Throttle, ValueAtRiskLimit}};
    /// let long = Jump { contract: Contract::Inverse, side: Side::Long, notional: 1.0 };
    /// assert_eq!((long.loss(0.5), long.loss(1.0)), (1.0, f64::INFINITY));
    /// ```
    pub fn loss(&self, gap: f64) -> f64 {
        let share = match (self.contract, self.side) {
            (Contract::Linear | Contract::Quanto, _) => gap,
            (Contract::Inverse, Side::Long) if gap >= 1.0 => f64::INFINITY,
            (Contract::Inverse, Side::Long) => gap / (1.0 - gap),
            (Contract::Inverse, Side::Short) => gap / (1.0 + gap),
        };
        share * self.notional
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CPPI: CushionRule = CushionRule { floor: 800.0, share_of_peak: 0.0, peak: 0.0, multiplier: 4.0 };
    const TIPP: CushionRule = CushionRule { floor: 0.0, share_of_peak: 0.8, peak: 100.0, multiplier: 3.0 };

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} is not {expected}");
    }

    #[test]
    fn a_cushion_is_followed_step_by_step() {
        // Vector scale.cppi.path: exposure and wealth at each step, at most all of wealth.
        let prices = [100.0, 104.0, 98.0, 91.0, 95.0, 110.0];
        let steps = [
            [800.0, 1032.0],
            [928.0, 978.461_538_461_538_5],
            [713.846_153_846_153_8, 927.472_527_472_527_5],
            [509.890_109_890_110_1, 949.885_279_555_609_4],
            [599.541_118_222_437_5, 1_044.549_666_643_362_8],
        ];
        let mut wealth = 1000.0;
        for (pair, [exposure, after]) in prices.windows(2).zip(steps) {
            let held = wealth * Throttle::Cushion(CPPI).exposure(wealth).min(1.0);
            wealth += held * (pair[1] / pair[0] - 1.0);
            near(held, exposure);
            near(wealth, after);
        }
    }

    #[test]
    fn a_straight_line_leads_from_all_to_nothing() {
        // Vector scale.drawdown_throttle, in a straight line; three steps meet it where each is completed.
        let rule = |steps| DrawdownThrottle { peak: 100.0, full_exposure: 2.0, start: 0.05, stop: 0.2, steps };
        for (equity, left) in
            [(100.0, 1.0), (95.0, 1.0), (90.0, 2.0 / 3.0), (85.0, 1.0 / 3.0), (80.0, 0.0), (75.0, 0.0)]
        {
            near(rule(None).share_left(equity), left);
            near(rule(Some(3)).share_left(equity), left);
            near(Throttle::Drawdown(rule(None)).exposure(equity), 2.0 * left);
        }
        near(rule(Some(3)).share_left(88.0), 2.0 / 3.0);
    }

    #[test]
    fn a_floor_that_ratchets_follows_the_highest_equity_up_and_never_down() {
        near(TIPP.floor_at(100.0), 80.0);
        near(TIPP.floor_at(90.0), 80.0);
        near(TIPP.floor_at(150.0), 120.0);
        near(CushionRule { floor: 85.0, ..TIPP }.floor_at(100.0), 85.0);
    }

    #[test]
    fn nothing_may_be_held_at_the_floor_or_below() {
        for equity in [800.0, 700.0, 1.0] {
            assert_eq!(Throttle::Cushion(CPPI).exposure(equity), 0.0);
        }
    }

    #[test]
    fn the_gap_of_a_cushion_is_one_over_its_multiplier() {
        // Vector scale.cppi.gap_limit.
        for (multiplier, gap) in [(2.0, 0.5), (3.0, 1.0 / 3.0), (4.0, 0.25), (5.0, 0.2)] {
            let jump = Jump { contract: Contract::Linear, side: Side::Long, notional: multiplier * 25.0 };
            near(jump.that_takes(25.0).unwrap(), gap);
        }
    }

    #[test]
    fn in_coins_a_fall_takes_more_and_a_rise_less() {
        let inverse = |side| Jump { contract: Contract::Inverse, side, notional: 2.0 };
        // A long of 2 BTC loses 2/3 BTC in a fall of a quarter, a short 2/5 in a rise of a quarter.
        near(inverse(Side::Long).loss(0.25), 2.0 / 3.0);
        near(inverse(Side::Short).loss(0.25), 0.4);
        near(inverse(Side::Long).that_takes(2.0 / 3.0).unwrap(), 0.25);
        near(inverse(Side::Short).that_takes(0.4).unwrap(), 0.25);
        assert_eq!(inverse(Side::Short).that_takes(2.0), None);
    }

    #[test]
    fn a_long_worth_less_than_the_cushion_cannot_break_the_floor() {
        let long = Jump { contract: Contract::Linear, side: Side::Long, notional: 20.0 };
        assert_eq!(long.that_takes(25.0), None);
        assert_eq!(Jump { side: Side::Short, ..long }.that_takes(25.0), Some(1.25));
        assert_eq!(Jump { notional: 0.0, ..long }.that_takes(25.0), None);
    }
}
