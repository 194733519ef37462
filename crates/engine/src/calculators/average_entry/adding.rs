//! How much may still be added so that the stop loses no more than the risk.

use super::solving::{NO_EQUITY, NOTHING_HELD};
use super::{FillsTaken, RiskBy};
use crate::calculators::levels::Ground;
use crate::calculators::trade::Order;
use crate::math::contract::costs::Fill;
use crate::math::fills::{Addition, Held, NoRoom};
use crate::math::rounding::round_down_computed;
use crate::math::sizing::OrderMinimum;
use crate::spec::{Direction, Problem, Reason, Reference};

const NO_STOP: Reason = Reason("No stop was given");
const NO_PRICE: Reason = Reason("No price was given to add at");
pub(super) const STOP_PASSED: Reason = Reason("None: the stop lies beyond the price of the next fill");
pub(super) const ALREADY_LOST: Reason = Reason("None: the stop loses the whole risk already");
pub(super) const BELOW_MINIMUM: Reason = Reason("None: less than the smallest order is left of the risk");
const NOTHING_LOST: Reason = Reason("No limit: more would lose nothing at the stop");

/// The prices that what is held is measured at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prices {
    /// The price now, if there is any.
    pub mark: Option<f64>,
    /// Where more would be added.
    pub next: Option<f64>,
    /// The stop.
    pub stop: Option<f64>,
    /// The price now, where it lies beyond the stop.
    pub passed: Option<f64>,
}

/// What may be added, and what is at stake then.
#[derive(Clone, Debug)]
pub(super) struct Adding {
    pub next: Option<f64>,
    pub stop: Result<f64, Reason>,
    pub budget: Result<f64, Reason>,
    pub profit_at_stop: Result<f64, Reason>,
    pub whole_profit_at_stop: Result<f64, Reason>,
    pub room: Result<f64, Reason>,
    pub average: Result<f64, Reason>,
    pub at_risk: Result<f64, Reason>,
}

impl FillsTaken {
    pub(super) fn prices(&self, held: &Held) -> Result<Prices, Problem> {
        let mark = self.mark.or(held.entry);
        let next = self.add_price.or(mark);
        let stop = match (self.stop, held.entry.or(next)) {
            (Some(level), Some(entry)) => {
                let from = Reference { side: self.side, entry, stop: None, atr: self.atr };
                let ground = Ground { from, price_rule: self.terms.price_rule };
                Some(ground.price(level, Direction::Losing).map_err(|fault| Problem::error("stop", fault))?)
            }
            _ => None,
        };
        let passed = mark.filter(|mark| held.quantity > 0.0 && stop.is_some_and(|stop| !self.is_ahead(stop, *mark)));
        Ok(Prices { mark, next, stop, passed })
    }

    /// Whether the stop lies on the losing side of a price.
    fn is_ahead(&self, stop: f64, price: f64) -> bool {
        self.side.sign() * (price - stop) > 0.0
    }

    pub(super) fn adding(&self, held: &Held, prices: &Prices) -> Adding {
        let stop = prices.stop.ok_or(NO_STOP);
        let stop_fill = stop.map(|stop| Order::Market.planned(stop, self.slippage, &self.terms).closing(self.side));
        let held_fill = stop_fill.and_then(|fill| if held.quantity > 0.0 { Ok(fill) } else { Err(NOTHING_HELD) });
        let budget = match self.risk_by {
            RiskBy::Share => self.equity.map(|equity| self.risk * equity).ok_or(NO_EQUITY),
            RiskBy::Money => Ok(self.risk_amount),
        };
        let next = prices.next.ok_or(NO_PRICE);
        let addition = next.and_then(|next| {
            let (stop_fill, budget) = (stop_fill?, budget?);
            if !self.is_ahead(stop?, next) {
                return Err(STOP_PASSED);
            }
            let next = self.entry_order.planned(next, self.slippage, &self.terms).opening(self.side);
            Ok(Addition { next, stop: stop_fill, budget })
        });
        let room = addition.and_then(|addition| self.room(held, &addition));
        let after = room.and_then(|room| Ok(held.opened(room, addition?.next)));
        let open_at_stop = held_fill.map(|fill| held.profit_if_closed(fill));
        Adding {
            next: prices.next,
            stop,
            budget,
            profit_at_stop: open_at_stop,
            whole_profit_at_stop: open_at_stop.map(|profit| profit + held.entry_fees + held.realised_net()),
            room,
            average: after.and_then(|after| after.entry.ok_or(NOTHING_HELD)),
            at_risk: after.and_then(|after| Ok(-after.profit_if_closed(stop_fill?))),
        }
    }

    /// In whole lots, if the venue takes an order of that size.
    fn room(&self, held: &Held, addition: &Addition) -> Result<f64, Reason> {
        let Fill { price, .. } = addition.next;
        let room = held.room(addition).map_err(|why| match why {
            NoRoom::NothingLost => NOTHING_LOST,
            NoRoom::AlreadyLost => ALREADY_LOST,
        })?;
        let lot_step = self.terms.lot_step.unwrap_or_default();
        let minimum = OrderMinimum {
            lot_step,
            quantity: self.terms.min_quantity.unwrap_or_default(),
            notional: self.terms.min_notional.unwrap_or_default(),
        };
        let lots = round_down_computed(room, lot_step);
        let smallest = minimum.smallest_order(held.payoff.notional(1.0, price));
        if lots > 0.0 && lots >= smallest { Ok(lots) } else { Err(BELOW_MINIMUM) }
    }
}
