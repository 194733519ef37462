//! A position built in steps: the orders of a plan, filled one after the other, and what is at stake after each.
//!
//! ```text
//! orders      base       p(i) = p(0) * (1 +- sum of step * m^j for j < i)        m  step multiplier
//!             previous   p(i) = p(i-1) * (1 +- step * m^(i-1))                   a step in price: + instead of *
//! sizes       q(i) = the largest multiple of the lot in k * w(i)                 w  weights, k  scale of the ladder
//! stop        fixed; a distance behind the last fill, never moved back; a distance from the average entry;
//!             where closing costs nothing, once so many orders are filled
//! scale       the largest k at which no step from here on loses more than the budget at the stop then in force,
//!             or at which no step needs more money than there is
//! largest add the largest quantity at a price after which the stop then in force loses no more than the budget
//! ```
//!
//! Everything is measured from prices as filled. Sources: the schedule of adds and stops is that of the Turtles (Faith,
//! Way of the Turtle, ISBN 978-0-07-148664-4: units half an N apart, from the actual fill of the one before, all stops 2 N
//! behind the newest); steps, multipliers and deviations are those of safety orders
//! (<https://3commas.io/blog/dca-safety-orders-calculator>). Scale and largest add are ours, derived in docs/numbers.md.

mod adding;
pub mod backing;
mod scale;
pub mod schedule;
pub mod stops;

pub use adding::NoAdd;
pub use backing::{Backing, Wallet};
pub use scale::{Aim, NoScale};
pub use schedule::{Measured, Spacing};
pub use stops::{Distance, StopRule, StopWay};

use super::contract::costs::{Fill, Order};
use super::fills::Held;
use super::rounding::round_down_computed;

/// How much an order is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// That quantity, whatever the scale.
    Fixed(f64),
    /// That many times the scale, in whole lots.
    Weight(f64),
}

/// An order of the plan that is still open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rung {
    /// The order's price.
    pub price: f64,
    /// What it fills at.
    pub fill: Fill,
    /// How much.
    pub size: Size,
}

/// A fill, and what is held after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The order's price; that of the fill where it is filled already.
    pub price: f64,
    /// What it filled at.
    pub fill: Fill,
    /// Base units or contracts; below 0 where it closed.
    pub quantity: f64,
    /// Whether it is filled already.
    pub is_filled: bool,
    /// What is held.
    pub held: Held,
    /// How many orders have opened so far.
    pub opened: usize,
    /// The stop then in force.
    pub stop: Option<f64>,
    /// What closing all of it at that stop brings, entry fees and the stop's own counted.
    pub at_stop: Option<f64>,
    /// What the venue asks for up to here: margin, fees, and in cross margin the loss that is open.
    pub needed: f64,
}

impl Step {
    /// What is lost at the stop then in force, at least 0; 0 without a stop.
    pub fn loss(&self) -> f64 {
        self.at_stop.map_or(0.0, |profit| (-profit).max(0.0))
    }
}

/// What is held, what is to be added, and the stop of it all. Money in the settlement currency.
#[derive(Clone, Debug)]
pub struct Plan<'t> {
    /// The steps that are filled already.
    pub filled: Vec<Step>,
    /// What is held after them.
    pub held: Held,
    /// The orders still open.
    pub rungs: Vec<Rung>,
    /// The stop, where there is one.
    pub stop: Option<StopRule>,
    /// Fee and slippage of the stop.
    pub leaving: Leaving,
    /// What stands behind the position.
    pub backing: Backing<'t>,
    /// The step of quantities; 0 for none.
    pub lot_step: f64,
}

/// A fill, and what is held after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Filled {
    /// The order's price.
    pub price: f64,
    /// What it filled at.
    pub fill: Fill,
    /// Base units or contracts; below 0 where it closes.
    pub quantity: f64,
    /// What is held then.
    pub held: Held,
}

/// What closing at a stop costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leaving {
    /// Fee as a fraction of the filled notional.
    pub fee_rate: f64,
    /// Slippage as a fraction of the price.
    pub slippage: f64,
}

impl Plan<'_> {
    /// What a fill leads to, after a step or after nothing.
    pub fn step(&self, before: Option<&Step>, filled: Filled) -> Step {
        let Filled { price, fill, quantity, held } = filled;
        let opens = quantity > 0.0;
        let opened = before.map_or(0, |step| step.opened) + usize::from(opens);
        let last = (before.and_then(|step| step.stop), opens.then_some(fill.price));
        let stop = self.stop.and_then(|rule| rule.after(last, (&held, opened), self.leaving));
        let at_stop = stop.map(|stop| without_dust(held.profit_if_closed(self.closing(stop)), held.entry_notional()));
        let needed = self.backing.needed(&held, fill.price);
        Step { price, fill, quantity, is_filled: false, held, opened, stop, at_stop, needed }
    }

    /// The fill of a stop at that price.
    pub fn closing(&self, stop: f64) -> Fill {
        let Leaving { fee_rate, slippage } = self.leaving;
        Order { price: stop, fee_rate, slippage }.closing(self.held.side)
    }

    /// The steps still to come with these quantities.
    pub fn walk(&self, quantities: &[f64]) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::with_capacity(quantities.len());
        let (mut held, mut before) = (self.held, self.filled.last().copied());
        for (rung, quantity) in self.rungs.iter().zip(quantities) {
            held = if *quantity > 0.0 { held.opened(*quantity, rung.fill) } else { held };
            let step =
                self.step(before.as_ref(), Filled { price: rung.price, fill: rung.fill, quantity: *quantity, held });
            before = Some(step);
            steps.push(step);
        }
        steps
    }

    /// The quantities at a scale, in whole lots.
    pub fn quantities(&self, scale: f64) -> Vec<f64> {
        self.sized(|weight| self.in_lots(scale * weight))
    }

    /// A quantity rounded down to the lot.
    fn in_lots(&self, quantity: f64) -> f64 {
        if self.lot_step > 0.0 { round_down_computed(quantity, self.lot_step) } else { quantity }
    }

    /// The same before they are rounded.
    fn unrounded(&self, scale: f64) -> Vec<f64> {
        self.sized(|weight| scale * weight)
    }

    fn sized(&self, of_weight: impl Fn(f64) -> f64) -> Vec<f64> {
        let quantity = |rung: &Rung| match rung.size {
            Size::Fixed(quantity) => quantity,
            Size::Weight(weight) => of_weight(weight),
        };
        self.rungs.iter().map(quantity).collect()
    }

    /// The most that any step from here on loses at its stop: what is held now, and after each order.
    pub fn worst_loss(&self, steps: &[Step]) -> f64 {
        self.filled.last().into_iter().chain(steps).map(Step::loss).fold(0.0, f64::max)
    }

    /// The most that any step from here on needs.
    pub fn funds(&self, steps: &[Step]) -> f64 {
        self.filled.last().into_iter().chain(steps).map(|step| step.needed).fold(0.0, f64::max)
    }
}

/// What a stop at breakeven leaves of a position is dust of arithmetic, which no scale may be built on.
fn without_dust(profit: f64, worth: f64) -> f64 {
    if profit.abs() <= 1e-12 * worth { 0.0 } else { profit }
}
