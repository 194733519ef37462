//! The largest quantity that may be added next.

use super::{Filled, Plan, Step};
use crate::math::contract::costs::Fill;
use crate::math::solve::{Bracket, root};

/// Why nothing may be added, or anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAdd {
    /// There is no stop.
    NoStop,
    /// However much is added, the stop loses no more than the budget.
    Unlimited,
    /// What is held loses the budget already.
    NothingLeft,
    /// The stop then in force lies beyond the price.
    StopPassed,
}

const MOST_DOUBLINGS: usize = 400;
const DUST: f64 = 1e-12;

impl Plan<'_> {
    /// What is held after adding that much at a price to what is filled.
    pub fn added(&self, quantity: f64, (price, fill): (f64, Fill)) -> Step {
        let held = if quantity > 0.0 { self.held.opened(quantity, fill) } else { self.held };
        self.step(self.filled.last(), Filled { price, fill, quantity, held })
    }

    /// The largest quantity, in whole lots, after which the stop then in force loses no more than the budget.
    ///
    /// # Errors
    /// There is no such limit, or nothing is left.
    pub fn largest_add(&self, at: (f64, Fill), budget: f64) -> Result<f64, NoAdd> {
        self.stop.ok_or(NoAdd::NoStop)?;
        let excess = |quantity: f64| -self.added(quantity, at).at_stop.unwrap_or_default() - budget;
        let mut fails = 1.0;
        let mut doublings = 0;
        while excess(fails) <= 0.0 {
            doublings += 1;
            fails *= 2.0;
            if doublings > MOST_DOUBLINGS {
                return Err(self.passed(fails, at).err().unwrap_or(NoAdd::Unlimited));
            }
        }
        let mut fits = fails / 2.0;
        doublings = 0;
        while excess(fits) > 0.0 {
            doublings += 1;
            fails = fits;
            fits /= 2.0;
            if doublings > MOST_DOUBLINGS {
                return Err(NoAdd::NothingLeft);
            }
        }
        let exact = root(Bracket { low: fits, high: fails }, excess).unwrap_or(fits);
        let quantity = self.lots_that_fit(exact, |quantity| excess(quantity) <= budget.abs() * DUST);
        self.passed(quantity, at).map(|()| quantity)
    }

    /// A stop at or beyond the price of the fill would close it at once.
    fn passed(&self, quantity: f64, at: (f64, Fill)) -> Result<(), NoAdd> {
        let ahead = |stop: f64| self.held.side.sign() * (at.1.price - stop) > 0.0;
        if self.added(quantity, at).stop.is_none_or(ahead) { Ok(()) } else { Err(NoAdd::StopPassed) }
    }

    /// That quantity and one lot.
    pub fn one_lot_more(&self, quantity: f64) -> f64 {
        self.in_lots(quantity + 1.5 * self.lot_step)
    }

    /// Where the average moves the stop, rounding to the grid may make one lot more or less fit.
    fn lots_that_fit(&self, exact: f64, fits: impl Fn(f64) -> bool) -> f64 {
        if self.lot_step <= 0.0 {
            return exact;
        }
        let lots = |quantity: f64| self.in_lots(quantity);
        let mut quantity = lots(exact);
        for _ in 0..8 {
            if quantity <= 0.0 || fits(quantity) {
                break;
            }
            quantity = lots(quantity - 0.5 * self.lot_step);
        }
        for _ in 0..8 {
            let next = self.one_lot_more(quantity);
            if !fits(next) {
                break;
            }
            quantity = next;
        }
        quantity
    }
}
