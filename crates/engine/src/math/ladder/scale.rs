//! How large a ladder may be: the largest scale at which a measure of its steps stays within a limit.

use super::{Plan, Size, Step};
use crate::math::solve::{Bracket, root};

/// What limits a ladder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// The most that any step loses at the stop then in force.
    Loss(f64),
    /// The most that any step needs.
    Funds(f64),
}

/// Why there is no scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoScale {
    /// However large, nothing reaches the limit.
    Unlimited,
    /// What is held, or typed, is at the limit already.
    NothingLeft,
}

/// Doublings and halvings from 1: beyond every price and sum there is.
const MOST_DOUBLINGS: usize = 400;
/// Enough to part any two scales that floats can tell.
const MOST_HALVINGS: usize = 200;
/// Dust of sums, as a part of the limit.
const DUST: f64 = 1e-12;

impl Plan<'_> {
    /// The quantities of the largest ladder that stays within the limit. Each is the largest multiple of the lot in its
    /// share of one scale; the scale at which the next of them gains a lot no longer fits.
    ///
    /// # Errors
    /// Nothing limits it, or nothing is left.
    pub fn largest(&self, aim: Aim) -> Result<Vec<f64>, NoScale> {
        let scale = self.exact_scale(aim)?;
        Ok(self.quantities(if self.lot_step > 0.0 { self.scale_in_lots(aim, scale) } else { scale }))
    }

    /// Before lots, the scale at which the limit is met.
    fn exact_scale(&self, aim: Aim) -> Result<f64, NoScale> {
        let excess = |scale: f64| self.excess(aim, &self.walk(&self.unrounded(scale)));
        if !self.rungs.iter().any(|rung| matches!(rung.size, Size::Weight(weight) if weight > 0.0)) {
            return Ok(0.0);
        }
        if excess(0.0) >= 0.0 {
            return Err(NoScale::NothingLeft);
        }
        let mut fails = 1.0;
        let mut doublings = 0;
        while excess(fails) <= 0.0 {
            doublings += 1;
            fails *= 2.0;
            if doublings > MOST_DOUBLINGS {
                return Err(NoScale::Unlimited);
            }
        }
        let mut fits = fails / 2.0;
        while excess(fits) > 0.0 && fits > 0.0 {
            fails = fits;
            fits /= 2.0;
        }
        Ok(root(Bracket { low: fits, high: fails }, excess).unwrap_or(fits))
    }

    /// A scale whose ladder of whole lots fits, and whose next lot does not. Rounding down leaves room for more than the
    /// exact scale; only the ticks of a stop that moves can ask for less.
    fn scale_in_lots(&self, aim: Aim, exact: f64) -> f64 {
        let fits = |scale: f64| self.excess(aim, &self.walk(&self.quantities(scale))) <= aim.limit() * DUST;
        let (mut low, mut high) = (exact, exact);
        let mut share = 1e-3;
        while low > 0.0 && !fits(low) {
            high = low;
            low = exact * (1.0_f64 - share).max(0.0);
            share *= 2.0;
        }
        share = 1e-3;
        while low > 0.0 && high <= low && share < 1e9 {
            high = exact * (1.0 + share);
            if fits(high) {
                low = high;
            }
            share *= 2.0;
        }
        for _ in 0..MOST_HALVINGS {
            let next = self.scale_above(low);
            if next >= high || !fits(next) {
                break;
            }
            let middle = f64::midpoint(next, high);
            if middle < high && fits(middle) {
                low = middle;
            } else {
                (low, high) = (next, middle);
            }
        }
        low
    }

    /// The least scale at which one more lot is bought.
    fn scale_above(&self, scale: f64) -> f64 {
        let quantities = self.quantities(scale);
        self.scales(&quantities, |quantity, weight| (quantity + self.lot_step) / weight).fold(f64::INFINITY, f64::min)
    }

    fn scales(&self, quantities: &[f64], of: impl Fn(f64, f64) -> f64) -> impl Iterator<Item = f64> {
        self.rungs.iter().zip(quantities).filter_map(move |(rung, quantity)| match rung.size {
            Size::Weight(weight) if weight > 0.0 => Some(of(*quantity, weight)),
            _ => None,
        })
    }

    /// By how much the steps pass the limit.
    fn excess(&self, aim: Aim, steps: &[Step]) -> f64 {
        match aim {
            Aim::Loss(budget) => self.worst_loss(steps) - budget,
            Aim::Funds(funds) => self.funds(steps) - funds,
        }
    }
}

impl Aim {
    fn limit(self) -> f64 {
        match self {
            Aim::Loss(limit) | Aim::Funds(limit) => limit,
        }
    }
}
