//! Where the stop lies after each fill.

use super::Leaving;
use super::schedule::on_grid;
use crate::math::contract::Side;
use crate::math::fills::Held;
use crate::math::rounding::PriceRule;

/// How far a price lies from another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distance {
    /// In price.
    Price(f64),
    /// As a fraction of the other.
    Share(f64),
}

impl Distance {
    /// In price, from that price.
    pub fn from(self, price: f64) -> f64 {
        match self {
            Distance::Price(distance) => distance,
            Distance::Share(share) => share * price,
        }
    }
}

/// What the stop follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopWay {
    /// Nothing: it stays.
    Fixed,
    /// The last fill, and never goes back.
    Trailing,
    /// The average entry.
    Average,
    /// Nothing until so many orders are filled; then it lies where closing costs nothing.
    Breakeven {
        /// So many.
        after: usize,
    },
}

/// The rule of a stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StopRule {
    /// What it follows.
    pub way: StopWay,
    /// Where it lies while it follows nothing.
    pub first: f64,
    /// How far behind it follows.
    pub distance: Distance,
    /// The grid of prices.
    pub price_rule: PriceRule,
}

impl StopRule {
    /// The stop after a fill: from the stop before, the price of the fill where it opened, what is held, and how many
    /// orders have opened.
    pub fn after(
        &self,
        (before, fill): (Option<f64>, Option<f64>),
        (held, opened): (&Held, usize),
        leaving: Leaving,
    ) -> Option<f64> {
        let entry = held.entry?;
        match (self.way, fill) {
            (StopWay::Trailing, Some(fill)) => Some(self.not_back(before, self.behind(fill, held.side), held.side)),
            (StopWay::Trailing, None) => before,
            (StopWay::Average, _) => Some(self.behind(entry, held.side)),
            (StopWay::Breakeven { after }, _) if opened >= after => {
                Some(self.breakeven(held, leaving).unwrap_or(self.first))
            }
            (StopWay::Fixed | StopWay::Breakeven { .. }, _) => Some(self.first),
        }
    }

    fn not_back(&self, before: Option<f64>, next: f64, side: Side) -> f64 {
        match (before, side) {
            (None, _) => next,
            (Some(before), Side::Long) => before.max(next),
            (Some(before), Side::Short) => before.min(next),
        }
    }

    fn behind(&self, price: f64, side: Side) -> f64 {
        on_grid(price - side.sign() * self.distance.from(price), side.sign(), self.price_rule)
    }

    /// The order at which closing pays for the fees of what is open and for its own.
    fn breakeven(&self, held: &Held, leaving: Leaving) -> Option<f64> {
        let fill = held.breakeven(held.entry_fees, leaving.fee_rate)?;
        let order = fill / (1.0 - held.side.sign() * leaving.slippage);
        Some(on_grid(order, held.side.sign(), self.price_rule))
    }
}
