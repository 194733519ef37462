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
        let quantities = self.quantities(scale);
        Ok(if self.lot_step > 0.0 { self.settled(aim, quantities) } else { quantities })
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

    /// Lots taken off while it does not fit, then put on while it does.
    fn settled(&self, aim: Aim, mut quantities: Vec<f64>) -> Vec<f64> {
        let fits = |quantities: &[f64]| self.excess(aim, &self.walk(quantities)) <= aim.limit() * DUST;
        let most = 4 * quantities.len() + 16;
        for _ in 0..most {
            if fits(&quantities) {
                break;
            }
            quantities = self.quantities(self.scale_below(&quantities));
        }
        for _ in 0..most {
            let next = self.quantities(self.scale_above(&quantities));
            if next == quantities || !fits(&next) {
                break;
            }
            quantities = next;
        }
        quantities
    }

    /// The least scale at which one more lot is bought.
    fn scale_above(&self, quantities: &[f64]) -> f64 {
        self.scales(quantities, |quantity, weight| (quantity + self.lot_step) / weight).fold(f64::INFINITY, f64::min)
    }

    /// A scale at which one lot less is bought.
    fn scale_below(&self, quantities: &[f64]) -> f64 {
        self.scales(quantities, |quantity, weight| quantity / weight).fold(0.0, f64::max) * (1.0 - DUST)
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
