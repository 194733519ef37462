//! The perpetual that takes delta to nothing, and where it no longer does.

use super::LiquidityPosition;
use crate::math::contract::Contract;
use crate::math::liquidity::Liquidity;
use crate::math::rounding::{Rounding, round};
use crate::spec::Reason;

const QUANTO: Reason = Reason("None: a quanto contract pays in a third currency");
const NOT_ASKED: Reason = Reason("What is held was not given");
pub(super) const NO_MORE_DELTA: Reason = Reason("Never: delta cannot rise so far");
pub(super) const NO_LESS_DELTA: Reason = Reason("Never: delta cannot fall so far");

/// The prices at which delta has moved by the amount chosen.
pub(super) struct Band {
    pub(super) low: Result<f64, Reason>,
    pub(super) high: Result<f64, Reason>,
}

impl LiquidityPosition {
    /// The perpetual wanted, to the nearest lot: what is left of delta is then at most half a lot.
    pub(super) fn hedge(&self, delta: f64) -> Result<f64, Reason> {
        // A notional in settlement money whose profit moves by delta for a move of 1 in the price.
        let notional = match self.terms.contract {
            Contract::Linear => delta * self.price,
            Contract::Inverse => delta,
            Contract::Quanto => return Err(QUANTO),
        };
        let quantity = self.terms.payoff().quantity_for_notional(notional, self.price);
        Ok(-round(quantity, self.lot(), Rounding::Nearest))
    }

    pub(super) fn trade(&self, hedge: Result<f64, Reason>) -> Result<f64, Reason> {
        let (hedge, held) = (hedge?, self.held.ok_or(NOT_ASKED)?);
        let trade = hedge - held;
        let nearest = round(trade.abs(), self.lot(), Rounding::Nearest).copysign(trade);
        // What a subtraction leaves beside the lot.
        let dust = 1e-9 * self.lot() + 8.0 * f64::EPSILON * held.abs().max(hedge.abs());
        Ok(if (nearest - trade).abs() <= dust { nearest } else { trade })
    }

    /// The coins that a quantity of the perpetual is worth, as far as small moves go.
    pub(super) fn in_coins(&self, quantity: f64) -> f64 {
        match self.terms.contract {
            Contract::Linear => quantity,
            Contract::Inverse | Contract::Quanto => self.terms.payoff().notional(quantity, self.price),
        }
    }

    pub(super) fn band(&self, liquidity: &Liquidity) -> Band {
        let delta = liquidity.delta(self.price);
        let at = |delta: f64, none: Reason| liquidity.price_of_delta(delta).ok_or(none);
        Band { low: at(delta + self.rehedge_delta, NO_MORE_DELTA), high: at(delta - self.rehedge_delta, NO_LESS_DELTA) }
    }

    fn lot(&self) -> f64 {
        self.terms.lot_step.unwrap_or_default()
    }
}
