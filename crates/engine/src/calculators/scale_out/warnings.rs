//! What is odd about a plan that can be worked out.

use super::ScaleOut;
use super::prices::Prices;
use crate::calculators::trade::{far_from_entry, large_fees, stop_passed};
use crate::math::rounding::round_down_computed;
use crate::number_text::{canonical, decimals_for, shown};
use crate::spec::{Fault, Problem};

impl ScaleOut {
    pub(super) fn warnings(&self, prices: &Prices) -> Vec<Problem> {
        let stop = prices.plan.stop;
        let mut warnings =
            large_fees(&[("maker_fee_pct", self.terms.maker_fee), ("taker_fee_pct", self.terms.taker_fee)]);
        warnings.extend(far_from_entry(stop, self.entry).map(|fault| Problem::warning("stop", fault)));
        warnings.extend(stop_passed(self.side, stop, self.mark()).map(|fault| Problem::warning("stop", fault)));
        warnings.extend(self.quantity_warning());
        warnings.extend(self.target_warnings(prices));
        warnings.extend(self.breakeven_warning(prices));
        if self.trail_by.is_some() && prices.plan.rest <= 0.0 {
            warnings.push(Problem::warning("trail_by", Fault::NothingTrails));
        }
        warnings.extend(prices.moved_stop.and_then(|moved| self.moved_warning(moved, prices)));
        warnings
    }

    fn quantity_warning(&self) -> Option<Problem> {
        let lots = round_down_computed(self.quantity, self.terms.lot_step?);
        let text = canonical(lots);
        let is_off = (self.quantity - lots).abs() > 1e-12 * self.quantity;
        let problem = Problem::warning("quantity", Fault::NotInLots);
        (is_off && lots > 0.0).then(|| problem.with_fix(format!("Use {text}"), vec![("quantity", text)]))
    }

    /// Out of order, rounded to nothing, or too small for an order of its own.
    fn target_warnings(&self, prices: &Prices) -> Vec<Problem> {
        let mut warnings = Vec::new();
        if prices.shares.windows(2).any(|pair| matches!(pair, [(_, one), (_, next)] if next < one)) {
            warnings.push(Problem::warning("targets", Fault::TargetsOutOfOrder));
        }
        let payoff = self.terms.payoff();
        for ((_, row), target) in prices.shares.iter().zip(&prices.plan.targets) {
            let least = payoff.quantity_for_notional(self.terms.min_notional.unwrap_or_default(), target.price);
            let least = least.max(self.terms.min_quantity.unwrap_or_default());
            let fault = match (target.quantity == 0.0, target.quantity < least * (1.0 - 1e-12)) {
                (true, _) => Fault::ShareBelowLot,
                (false, true) => Fault::ExitBelowSmallest(shown(least, decimals_for(least, 4, 0))),
                _ => continue,
            };
            warnings.push(Problem::warning("targets", fault).in_cell(*row, Some("Share")));
        }
        warnings
    }

    fn breakeven_warning(&self, prices: &Prices) -> Option<Problem> {
        let (after, breakeven) = (self.breakeven_after as usize, prices.breakeven?);
        let problem = |fault| Some(Problem::warning("breakeven_after", fault));
        match after.checked_sub(1).map(|last| prices.plan.targets.get(last)) {
            None => None,
            Some(None) => problem(Fault::BeyondLastTarget(prices.plan.targets.len())),
            Some(Some(target)) if self.side.sign() * (target.price - breakeven) <= 0.0 => {
                problem(Fault::BreakevenBeyondTarget(shown(breakeven, decimals_for(breakeven, 7, 0))))
            }
            Some(Some(_)) => None,
        }
    }

    fn moved_warning(&self, moved: f64, prices: &Prices) -> Option<Problem> {
        if self.is_passed(moved, prices) {
            let first = prices.plan.targets.first().map_or(self.mark(), |target| target.price);
            let sign = self.side.sign();
            let nearest = if sign * (first - self.mark()) < 0.0 { first } else { self.mark() };
            return Some(Problem::warning("moved_stop", Fault::StopBeyondPrice(shown(nearest, 12))));
        }
        let is_away = self.side.sign() * (prices.plan.stop - moved) > 0.0;
        is_away.then(|| Problem::warning("moved_stop", Fault::StopMovedAway(shown(prices.plan.stop, 12))))
    }
}
