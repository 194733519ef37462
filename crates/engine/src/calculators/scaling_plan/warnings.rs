//! What is odd about a plan that can be solved: each said at its order.

use super::results::{Ladder, Row};
use super::{PlanKind, ScalingPlan};
use crate::calculators::trade::large_fees;
use crate::math::ladder::{Plan, Size};
use crate::math::margin::{Liquidation, Unopenable};
use crate::math::rounding::round_down_computed;
use crate::number_text::{canonical, decimals_for, shown};
use crate::spec::{Fault, Problem};

const TABLE: &str = "ladder_plan";
/// Dust of sums, as a part of a limit.
const DUST: f64 = 1e-9;

impl ScalingPlan {
    pub(super) fn warnings(&self, plan: &Plan<'_>, ladder: &Ladder) -> Vec<Problem> {
        let mut warnings =
            large_fees(&[("maker_fee_pct", self.terms.maker_fee), ("taker_fee_pct", self.terms.taker_fee)]);
        warnings.extend(self.first_quantity_off_lot());
        warnings.extend(self.passed(plan, ladder));
        let mut said: Vec<&str> = Vec::new();
        for (at, row) in ladder.rows.iter().enumerate().filter(|(_, row)| !row.step.is_filled) {
            let before = at.checked_sub(1).and_then(|before| ladder.rows.get(before));
            let faults = self.order_faults(plan, (at, row, before), ladder);
            // Where one order is odd, those after it are so too: the table shows them.
            for fault in faults.into_iter().filter(|fault| !said.contains(&fault.code())).collect::<Vec<_>>() {
                said.push(fault.code());
                warnings.push(Problem::warning(TABLE, fault).in_cell(at, None));
            }
        }
        warnings.extend(self.stop_beyond_liquidation(ladder));
        warnings.extend(self.unopenable(plan, ladder));
        warnings.extend(funds_short(ladder));
        warnings
    }

    fn order_faults(
        &self,
        plan: &Plan<'_>,
        (at, row, before): (usize, &Row, Option<&Row>),
        ladder: &Ladder,
    ) -> Vec<Fault> {
        let mut faults = Vec::new();
        let sign = self.side.sign();
        let step = &row.step;
        let reached_before = |level: f64| sign * (step.fill.price - level) <= 0.0;
        if let Some(before) = before.filter(|before| before.step.held.quantity > 0.0) {
            faults.extend(
                before.step.stop.filter(|stop| reached_before(*stop)).map(|stop| Fault::RungBeyondStop(text(stop))),
            );
            let liquidated = match before.liquidation {
                Some(Liquidation::Price { price, .. }) if reached_before(price) => Some(price),
                _ => None,
            };
            faults.extend(liquidated.map(|price| Fault::RungBeyondLiquidation(text(price))));
            faults.extend(self.average_passes_stop(before, row));
        }
        let passed = step.stop.filter(|stop| step.quantity > 0.0 && reached_before(*stop));
        let was_beyond = before.is_some_and(|before| before.step.stop == step.stop);
        faults.extend(passed.filter(|_| !was_beyond).map(|stop| Fault::ClosedAtOnce(text(stop))));
        let raised = before.map_or(0.0, |before| before.step.loss());
        if step.loss() > ladder.budget * (1.0 + DUST) && step.loss() > raised {
            faults.push(Fault::AddRaisesRisk { loss: text(step.loss()), budget: text(ladder.budget) });
        }
        faults.extend(self.out_of_order(at, ladder));
        if ladder.unsized_because.is_none() {
            faults.extend(self.size_faults(plan, (at, row)));
        }
        faults
    }

    /// What was in profit at the stop no longer is.
    fn average_passes_stop(&self, before: &Row, row: &Row) -> Option<Fault> {
        let is_safe = |row: &Row| Some(self.side.sign() * (row.step.stop? - row.step.held.entry?) >= 0.0);
        match (is_safe(before), is_safe(row), row.step.held.entry, row.step.stop) {
            (Some(true), Some(false), Some(average), Some(stop)) => {
                Some(Fault::AveragePassesStop { average: text(average), stop: text(stop) })
            }
            _ => None,
        }
    }

    /// Own orders that go one way and then the other.
    fn out_of_order(&self, at: usize, ladder: &Ladder) -> Option<Fault> {
        let open = |at: usize| ladder.rows.get(at).filter(|row| !row.step.is_filled).map(|row| row.step.price);
        let (first, before, price) = (open(at.checked_sub(2)?)?, open(at.checked_sub(1)?)?, open(at)?);
        let turns = (before - first) * (price - before) < 0.0;
        (turns && self.plan == PlanKind::Custom).then(|| Fault::RungOutOfOrder(text(before)))
    }

    fn size_faults(&self, plan: &Plan<'_>, (at, row): (usize, &Row)) -> Vec<Fault> {
        let (mut faults, quantity) = (Vec::new(), row.step.quantity);
        let smallest = self.smallest_order(row.step.fill);
        if quantity <= 0.0 || quantity < smallest * (1.0 - 1e-12) {
            faults.push(Fault::BelowSmallestOrder(shown(smallest, 12)));
        }
        let most = self.terms.max_quantity.filter(|most| quantity > *most);
        faults.extend(most.map(|most| Fault::AboveLargestOrder(shown(most, 12))));
        let rung = plan.rungs.get(at - plan.filled.len());
        if let Some(Size::Fixed(typed)) = rung.map(|rung| rung.size)
            && self.is_off_lot(typed)
        {
            faults.push(Fault::NotInLots);
        }
        faults
    }

    fn is_off_lot(&self, quantity: f64) -> bool {
        self.terms.lot_step.is_some_and(|lot| (quantity - round_down_computed(quantity, lot)).abs() > 1e-12 * quantity)
    }

    fn first_quantity_off_lot(&self) -> Option<Problem> {
        let is_typed = self.ladder_by == super::LadderBy::FirstQuantity;
        let lots = round_down_computed(self.first_quantity, self.terms.lot_step.unwrap_or_default());
        (is_typed && self.is_off_lot(self.first_quantity)).then(|| {
            let text = canonical(lots);
            let problem = Problem::warning("first_quantity", Fault::NotInLots);
            if lots > 0.0 { problem.with_fix(format!("Use {text}"), vec![("first_quantity", text)]) } else { problem }
        })
    }

    /// An open order, or the stop, that the mark has left behind.
    fn passed(&self, plan: &Plan<'_>, ladder: &Ladder) -> Vec<Problem> {
        let (Some(mark), Some(held)) = (self.mark, plan.filled.last()) else { return Vec::new() };
        let sign = self.side.sign();
        let stop = held.stop.filter(|stop| held.held.quantity > 0.0 && sign * (mark - stop) <= 0.0);
        let mut problems: Vec<Problem> =
            stop.map(|_| Problem::warning("stop", Fault::StopBeyondPrice(text(mark)))).into_iter().collect();
        let next = ladder.rows.get(plan.filled.len()).map(|row| row.step.price);
        // From the last fill, the price has gone as far as the order, or further.
        let is_passed = |next: f64| (next - held.price) * (mark - next) >= 0.0 && next != held.price;
        if next.is_some_and(is_passed) {
            problems.push(Problem::warning(TABLE, Fault::RungPassed(text(mark))).in_cell(plan.filled.len(), None));
        }
        problems
    }

    fn stop_beyond_liquidation(&self, ladder: &Ladder) -> Option<Problem> {
        let beyond = |row: &Row| match (row.step.stop, row.liquidation) {
            (Some(stop), Some(Liquidation::Price { price, .. })) if self.side.sign() * (stop - price) <= 0.0 => {
                Some(price)
            }
            _ => None,
        };
        let price = ladder.rows.iter().find_map(beyond)?;
        Some(Problem::warning("stop", Fault::StopBeyondLiquidation(text(price))))
    }

    /// The first step that the venue would not take at this leverage.
    fn unopenable(&self, plan: &Plan<'_>, ladder: &Ladder) -> Option<Problem> {
        let (at, row, why) = ladder.rows.iter().enumerate().find_map(|(at, row)| match row.liquidation {
            Some(Liquidation::CannotBeOpened(why)) => Some((at, row, why)),
            _ => None,
        })?;
        let position = plan.backing.position(&row.step.held, row.step.fill.price)?;
        Some(match why {
            Unopenable::LeverageAboveTier => {
                Problem::warning("leverage", Fault::LeverageAboveTier(canonical(position.allowed_leverage())))
            }
            Unopenable::BeyondLastTier => {
                let cap = position.tiers.rows().last().map_or(f64::INFINITY, |tier| tier.cap);
                Problem::warning(TABLE, Fault::BeyondLastTier(text(cap))).in_cell(at, None)
            }
            Unopenable::MarginBelowRequirement => Problem::warning("leverage", Fault::LeverageCannotOpen),
        })
    }
}

/// The first step that needs more than there is.
fn funds_short(ladder: &Ladder) -> Option<Problem> {
    let is_short = |row: &Row| row.step.needed > ladder.free * (1.0 + DUST);
    let (at, row) = ladder.rows.iter().enumerate().find(|(_, row)| is_short(row))?;
    let fault = Fault::FundsShort { needed: text(row.step.needed), free: text(ladder.free) };
    Some(Problem::warning(TABLE, fault).in_cell(at, None))
}

fn text(number: f64) -> String {
    shown(number, decimals_for(number, 7, 0))
}
