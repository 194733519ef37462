//! The second leg against the position: what both earn.

use super::{Against, Holding};
use crate::math::funding::{Carry, HOURS_A_YEAR, Leg};
use crate::spec::Reason;

const NO_SECOND_LEG: Reason = Reason("No second leg");
const EARNS_NOTHING: Reason = Reason("Nothing is earned");
const NOT_HELD: Reason = Reason("Held for no time");

/// What both legs come to: money in the settlement currency, shares of the notional of one as fractions.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    /// Earned a year before fees.
    pub annual: f64,
    /// Earned over the holding after all four fees.
    pub amount: f64,
    /// The same as a share a year.
    pub net_annual: Result<f64, Reason>,
    pub fees: f64,
    pub interest: f64,
    pub days: Result<f64, Reason>,
    /// Funding rate of the first leg at which nothing is earned over the holding.
    pub breakeven_rate: Result<f64, Reason>,
}

impl Holding {
    /// The two legs of the carry, where there are two. `fees` are those of the first leg, `worth` that of either.
    pub(super) fn carried(&self, first: Leg, (fees, worth): (f64, f64)) -> Result<Carried, Reason> {
        let per_stamp = -self.side.sign() * self.second_rate;
        let (second, interest) = match self.against {
            Against::Nothing => return Err(NO_SECOND_LEG),
            Against::Spot => (None, self.interest),
            Against::Perpetual => (Some(Leg { per_stamp, interval_hours: self.second_interval_hours }), 0.0),
        };
        let fees = fees + self.second_fee * (self.terms.payoff().notional(self.quantity, self.entry) + worth);
        let carry = Carry { first, second, interest, fees: fees / worth };
        let rate = carry.breakeven_per_stamp(self.hours).map(|per_stamp| self.side.sign() * per_stamp);
        let net = carry.over(self.hours);
        Ok(Carried {
            annual: carry.annual(),
            amount: net * worth,
            net_annual: if self.hours > 0.0 { Ok(net * HOURS_A_YEAR / self.hours) } else { Err(NOT_HELD) },
            fees,
            interest: interest * self.hours / HOURS_A_YEAR * worth,
            days: carry.days_to_cover().ok_or(EARNS_NOTHING),
            breakeven_rate: rate.ok_or(NOT_HELD),
        })
    }
}
