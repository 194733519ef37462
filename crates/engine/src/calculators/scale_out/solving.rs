//! From the ticket to its outcomes, with the stop where it is and with it moved.

use super::prices::Prices;
use super::{Exits, ScaleOut};
use crate::math::exits::Plan;
use crate::spec::{Problem, Reason, Solved};

/// A ticket to its outcomes.
pub(super) fn solve(input: &ScaleOut) -> Result<Solved<Exits>, Vec<Problem>> {
    let prices = input.prices()?;
    let warnings = input.warnings(&prices);
    let plan = &prices.plan;
    let last = plan.targets.len();
    let trails = plan.trail.filter(|_| plan.rest > 0.0).ok_or(Reason("Nothing trails"));
    let results = Exits {
        stake: Exits::stake_of(plan),
        parts: input.parts(plan, &prices.shares),
        ends: input.ends(plan),
        free_price: plan.free_price(),
        free_after: plan.free_after(),
        breakeven_stop: prices.breakeven.ok_or(Reason("No price pays for these costs")),
        trail_least: trails.map(|_| plan.worst_last(last)),
        trail_mean: input.trail_mean(plan),
        residue: input.residue(&prices),
        equity: input.equity,
        moved: input.moved(&prices).map(|moved| (moved.clone(), input.ends(&moved))),
        plan: plan.clone(),
    };
    Ok(Solved { results, warnings })
}

impl ScaleOut {
    /// What the last part takes beyond its share.
    fn residue(&self, prices: &Prices) -> f64 {
        let shares: f64 = prices.shares.iter().map(|(share, _)| share).sum();
        let last = |share: f64, quantity: f64| quantity - share * self.quantity;
        let residue = match (prices.shares.last(), prices.plan.targets.last()) {
            (Some((share, _)), Some(target)) if shares > 1.0 - 1e-9 => last(*share, target.quantity),
            _ => last(1.0 - shares, prices.plan.rest),
        };
        if residue.abs() <= 1e-12 * self.quantity { 0.0 } else { residue }
    }

    /// The plan with its stop moved, where the price has not passed that yet.
    fn moved(&self, prices: &Prices) -> Result<Plan, Reason> {
        let stop = prices.moved_stop.ok_or(Reason("No other stop was given"))?;
        if self.is_passed(stop, prices) {
            return Err(Reason("The price has passed that stop already"));
        }
        Ok(Plan { stop, ..prices.plan.clone() })
    }

    /// Whether a stop there would be filled at once, or stands beyond the first target.
    pub(super) fn is_passed(&self, stop: f64, prices: &Prices) -> bool {
        let beyond = |price: f64| self.side.sign() * (stop - price) >= 0.0;
        beyond(self.mark()) || prices.plan.targets.first().is_some_and(|target| beyond(target.price))
    }
}
