//! From the volatility wanted to the quantity, and from what is held to the trade.

use super::{Adjustment, Binding, Targeted, VolatilityTargeting};
use crate::math::contract::Payoff;
use crate::math::order::within;
use crate::math::rounding::{Rounding, round, round_down_computed};
use crate::math::sizing::OrderMinimum;
use crate::math::volatility::{
    Blend, Buffer, BufferWidth, NoTarget, TargetedExposure, VolatilityTarget, daily_volatility,
};
use crate::number_text::{canonical, percent};
use crate::spec::{Fault, Problem, Reason, Solved};

pub(super) const BELOW_MINIMUM: Reason = Reason("Below the minimum");
const NO_ORDER_FITS: Reason = Reason("The largest order is below the smallest");

/// The inputs to the size.
pub(super) fn solve(input: &VolatilityTargeting) -> Result<Solved<Targeted>, Vec<Problem>> {
    let targeted = input.target().exposure().map_err(|why| vec![no_target(why)])?;
    input.check_orders()?;
    Ok(Solved { results: input.results(targeted), warnings: input.warnings() })
}

fn no_target(why: NoTarget) -> Problem {
    match why {
        NoTarget::NoVolatility => Problem::error("annual_vol_pct", Fault::MustBeAbove("0".into())),
        NoTarget::OutOfRange => Problem::overall(Fault::NoFiniteAnswer),
    }
}

/// What the venue takes in one order, and what the size would be without it.
struct Sizing {
    payoff: Payoff,
    lot: f64,
    smallest_order: f64,
    largest_order: f64,
    /// Unsigned, before the lot.
    wanted: f64,
}

impl VolatilityTargeting {
    fn target(&self) -> VolatilityTarget {
        VolatilityTarget {
            target: self.target,
            current: self.current,
            blend: self.long_run.map(|long_run| Blend { long_run, current_weight: self.current_weight }),
            floor: Some(self.floor),
            max_exposure: self.max_exposure,
        }
    }

    fn check_orders(&self) -> Result<(), Vec<Problem>> {
        match (self.terms.min_quantity, self.terms.max_quantity) {
            (Some(least), Some(most)) if least > most => {
                Err(vec![Problem::error("min_quantity", Fault::MinimumAboveMaximum(canonical(most)))])
            }
            _ => Ok(()),
        }
    }

    fn warnings(&self) -> Vec<Problem> {
        let shares = [("target_vol_pct", self.target), ("annual_vol_pct", self.current)];
        let odd = shares.into_iter().filter(|(_, share)| *share > 0.0 && percent(*share) < 1.0);
        let warning = |(at, share): (&'static str, f64)| {
            let (means, perhaps) = (percent(share), canonical(percent(percent(share))));
            let fault = Fault::LooksLikeFraction { means: canonical(means), perhaps: perhaps.clone() };
            Problem::warning(at, fault).with_fix(format!("Use {perhaps} %"), vec![(at, perhaps)])
        };
        odd.map(warning).collect()
    }

    fn sizing(&self, exposure: f64) -> Sizing {
        let (payoff, lot) = (self.terms.payoff(), self.terms.lot_step.unwrap_or_default());
        let minimum = OrderMinimum {
            lot_step: lot,
            quantity: self.terms.min_quantity.unwrap_or_default(),
            notional: self.terms.min_notional.unwrap_or_default(),
        };
        Sizing {
            payoff,
            lot,
            smallest_order: minimum.smallest_order(payoff.notional(1.0, self.price)),
            largest_order: self.terms.max_quantity.unwrap_or(f64::INFINITY),
            wanted: payoff.quantity_for_notional(exposure * self.equity, self.price),
        }
    }

    fn results(&self, targeted: TargetedExposure) -> Targeted {
        let sizing = self.sizing(targeted.exposure);
        let quantity = sizing.quantity();
        let notional = quantity.map(|quantity| sizing.payoff.notional(quantity, self.price));
        let exposure = notional.map(|notional| notional / self.equity);
        let daily_volatility = daily_volatility(targeted.blended);
        Targeted {
            targeted,
            binding: self.binding(&targeted, &sizing),
            quantity,
            notional,
            exposure,
            account_volatility: exposure.map(|exposure| exposure * targeted.blended),
            daily_move: notional.map(|notional| notional * daily_volatility),
            daily_volatility,
            smallest_order: sizing.smallest_order,
            largest_order: sizing.largest_order,
            adjustment: self
                .held
                .ok_or(Reason("Nothing held was given"))
                .and_then(|held| self.adjustment(held, &sizing)),
        }
    }

    fn binding(&self, targeted: &TargetedExposure, sizing: &Sizing) -> Binding {
        match targeted {
            _ if sizing.quantity().is_err() => Binding::MinQuantity,
            TargetedExposure { cap_binds: true, .. } => Binding::Exposure,
            TargetedExposure { floor_binds: true, .. } => Binding::Floor,
            _ => Binding::Target,
        }
    }

    /// The trade to the nearer edge of the zone, or as much of it as one order takes: the largest order bounds the
    /// trade, not the position. Edges lie on the lot, towards zero, so that trading to one leaves nothing to trade.
    fn adjustment(&self, held: f64, sizing: &Sizing) -> Result<Adjustment, Reason> {
        let width = match self.average {
            Some(average_position) => BufferWidth::OfAverage { share: self.buffer, average_position },
            None => BufferWidth::OfTarget { share: self.buffer },
        };
        let buffer = Buffer { target: self.side.sign() * sizing.wanted, width };
        let zone = buffer.rebalance(held).ok_or(Reason("Beyond what a number can hold"))?;
        let (low, high) = (sizing.toward_zero(zone.lower), sizing.toward_zero(zone.upper));
        let edge = within(held, low.min(high), high.max(low));
        let trade = sizing.order(edge - held);
        let after = sizing.held_after(held, trade.unwrap_or_default());
        let is_largest_order = trade.is_ok() && (edge - held).abs() > sizing.largest_order * (1.0 + 1e-12);
        let left = if is_largest_order { sizing.toward_zero(edge - after).abs() } else { 0.0 };
        Ok(Adjustment { low, high, trade, after, left })
    }
}

impl Sizing {
    /// In whole lots, if the venue takes an order of that size.
    fn quantity(&self) -> Result<f64, Reason> {
        let quantity = round_down_computed(self.wanted, self.lot);
        if self.wanted > 0.0 && (quantity <= 0.0 || quantity < self.smallest_order) {
            Err(BELOW_MINIMUM)
        } else {
            Ok(quantity)
        }
    }

    /// What one order does of a trade, if the venue takes it.
    fn order(&self, wanted: f64) -> Result<f64, Reason> {
        let order = self.toward_zero(within(wanted, -self.largest_order, self.largest_order));
        match order.abs() {
            _ if wanted == 0.0 => Ok(0.0),
            size if size > 0.0 && size >= self.smallest_order => Ok(order),
            _ if self.largest_order < wanted.abs() => Err(NO_ORDER_FITS),
            _ => Err(BELOW_MINIMUM),
        }
    }

    fn toward_zero(&self, position: f64) -> f64 {
        position.signum() * round_down_computed(position.abs(), self.lot) + 0.0
    }

    /// What is held after a trade, without binary dust where it lies on the lot.
    fn held_after(&self, held: f64, trade: f64) -> f64 {
        let after = held + trade;
        let on_lot = round(after, self.lot, Rounding::Nearest);
        if (on_lot - after).abs() <= 1e-9 * self.lot { on_lot } else { after }
    }
}
