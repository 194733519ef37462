//! From the plan to its sizes, and where the position stands after each fill.

use super::results::{Ladder, NOTHING_HELD, NextAdd, Row};
use super::{LadderBy, PlanKind, ScalingPlan};
use crate::calculators::trade::{Order, liquidation_price};
use crate::math::contract::costs::Fill;
use crate::math::ladder::{Aim, NoAdd, NoScale, Plan, Size, Step};
use crate::math::margin::Liquidation;
use crate::math::rounding::{Rounding, round};
use crate::math::sizing::OrderMinimum;
use crate::spec::{Fault, Problem, Reason, Solved};

const NO_STOP: Reason = Reason("No stop was given");
const NO_TARGET: Reason = Reason("No target was given");
const NOTHING_LOST: Reason = Reason("Nothing is lost at the stop");
const NO_LIMIT: Reason = Reason("No limit: the stop then in force loses nothing");
const ALREADY_LOST: Reason = Reason("None: the stop loses the whole risk already");
const NO_BREAKEVEN: Reason = Reason("No price pays for these costs");
/// How much further the price goes against the position.
const FURTHER: f64 = 0.1;

/// A plan to its ladder.
pub(super) fn solve(input: &ScalingPlan) -> Result<Solved<Ladder>, Vec<Problem>> {
    let tiers = input.terms.tiers().map_err(|problem| vec![problem])?;
    let plan = input.plan(&tiers)?;
    let base = plan.filled.first().map_or(input.entry, |step| step.price);
    let ground = input.ground(base, plan.stop.map(|stop| stop.first));
    let (targets, wrong) = ground.targets(&input.targets);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let (steps, unsized_because) = match input.quantities(&plan)? {
        Ok(quantities) => (plan.walk(&quantities), None),
        Err(reason) => (plan.walk(&vec![0.0; plan.rungs.len()]), Some(reason)),
    };
    let view = View { input, plan: &plan, targets: &targets };
    let results = view.ladder(&steps, unsized_because);
    if results.rows.iter().any(|row| row.liquidation == Some(Liquidation::Undefined)) {
        return Err(vec![Problem::overall(Fault::NoFiniteAnswer)]);
    }
    let warnings = input.warnings(&plan, &results);
    Ok(Solved { results, warnings })
}

impl ScalingPlan {
    /// What all of it may lose.
    pub(super) fn budget(&self) -> f64 {
        if self.ladder_by == LadderBy::RiskAmount { self.risk_amount } else { self.risk * self.equity }
    }

    /// The quantities of the open orders, or why they have none.
    fn quantities(&self, plan: &Plan<'_>) -> Result<Result<Vec<f64>, Reason>, Vec<Problem>> {
        let aim = match self.ladder_by {
            LadderBy::RiskPercent | LadderBy::RiskAmount => Aim::Loss(self.budget()),
            LadderBy::Funds => Aim::Funds(self.funds),
            LadderBy::FirstQuantity => return self.by_first_quantity(plan).map(Ok),
        };
        Ok(plan.largest(aim).map_err(|why| match (why, aim) {
            (NoScale::Unlimited, _) => NO_LIMIT,
            (NoScale::NothingLeft, Aim::Loss(_)) => Reason("Nothing is left of the risk"),
            (NoScale::NothingLeft, Aim::Funds(_)) => Reason("Nothing is left of the money"),
        }))
    }

    fn by_first_quantity(&self, plan: &Plan<'_>) -> Result<Vec<f64>, Vec<Problem>> {
        let first = match self.plan {
            PlanKind::Custom => plan.rungs.iter().find_map(|rung| match rung.size {
                Size::Weight(weight) => Some(weight),
                Size::Fixed(_) => None,
            }),
            PlanKind::Pyramid | PlanKind::SafetyOrders => self.first_weight(plan),
        };
        match first {
            Some(weight) if weight > 0.0 => Ok(plan.quantities(self.first_quantity / weight)),
            Some(_) => Err(vec![Problem::error("first_quantity", Fault::FirstWeightZero)]),
            None => Ok(plan.quantities(0.0)),
        }
    }

    /// A sum of lots, as the multiple of the lot that it is.
    fn without_dust(&self, sum: f64) -> f64 {
        let lots = round(sum, self.terms.lot_step.unwrap_or_default(), Rounding::Nearest);
        if (lots - sum).abs() <= 1e-12 * sum { lots } else { sum }
    }

    fn notional_of_one(&self, price: f64) -> f64 {
        self.terms.payoff().notional(1.0, price)
    }
}

/// A plan and what it is seen with.
struct View<'a> {
    input: &'a ScalingPlan,
    plan: &'a Plan<'a>,
    /// Shares and prices.
    targets: &'a [(f64, f64)],
}

impl View<'_> {
    fn row(&self, step: &Step, mark: f64) -> Row {
        let (input, held) = (self.input, step.held);
        let entry = held.entry.ok_or(NOTHING_HELD);
        let notional = entry.map(|_| held.entry_notional());
        let target_fee = input.target_order.fee(&input.terms);
        let breakeven = entry.and_then(|_| held.breakeven(held.entry_fees, target_fee).ok_or(NO_BREAKEVEN));
        let liquidation = self.plan.backing.position(&held, mark).map(|position| position.liquidation());
        let at_targets =
            |(share, price): &(f64, f64)| share * held.profit_if_closed(input.closing(*price, input.target_order));
        Row {
            step: *step,
            liquidation,
            price: liquidation.map_or(Err(NOTHING_HELD), liquidation_price),
            entry,
            notional,
            margin: entry.map(|_| self.plan.backing.margin(&held)),
            exposure: notional.map(|notional| notional / input.equity),
            held: input.without_dust(held.quantity),
            stop: entry.and_then(|_| step.stop.ok_or(NO_STOP)),
            at_stop: entry.and_then(|_| step.at_stop.ok_or(NO_STOP)),
            breakeven,
            bounce: breakeven.map(|price| price / step.fill.price - 1.0),
            at_targets: match (entry, self.targets.is_empty()) {
                (Err(reason), _) => Err(reason),
                (_, true) => Err(NO_TARGET),
                _ => Ok(self.targets.iter().map(at_targets).sum()),
            },
        }
    }

    fn rows(&self, steps: &[Step]) -> Vec<Row> {
        let filled = self.plan.filled.len();
        let mark = |at: usize, step: &Step| match self.input.mark {
            Some(mark) if at + 1 == filled => mark,
            _ => step.fill.price,
        };
        self.plan.filled.iter().chain(steps).enumerate().map(|(at, step)| self.row(step, mark(at, step))).collect()
    }

    fn ladder(&self, steps: &[Step], unsized_because: Option<Reason>) -> Ladder {
        let (input, rows) = (self.input, self.rows(steps));
        let whole = rows.last().filter(|row| row.step.held.quantity > 0.0);
        let quantity = whole.map(|row| row.held).ok_or(unsized_because.unwrap_or(TOO_SMALL));
        let at_stop = whole.map_or(Err(NOTHING_HELD), |row| row.at_stop);
        let loss = at_stop.and_then(|profit| if profit < 0.0 { Ok(-profit) } else { Err(NOTHING_LOST) });
        let worst = self.plan.stop.ok_or(NO_STOP).map(|_| self.plan.worst_loss(steps));
        let liquidation = whole.map_or(Err(NOTHING_HELD), |row| row.price);
        Ladder {
            quantity,
            first: first_order(steps).ok_or(unsized_because.unwrap_or(Reason("Nothing is open"))),
            budget: input.budget(),
            share_at_stop: at_stop.map(|profit| -profit / input.equity),
            worst,
            worst_share: worst.map(|loss| loss / input.equity),
            worst_rung: worst.and_then(|worst| self.worst_rung(&rows, worst)),
            funds: quantity.map(|_| self.plan.funds(steps)),
            free: input.free_margin.map_or(input.equity, |free| free + self.plan.backing.margin(&self.plan.held)),
            r_net: whole.map_or(Err(NOTHING_HELD), |row| row.at_targets).and_then(|gain| Ok(gain / loss?)),
            liquidation_distance: liquidation
                .and_then(|price| Ok(price / whole.ok_or(NOTHING_HELD)?.step.fill.price - 1.0)),
            next: self.next_add(),
            further: self.further(whole),
            amounts: whole
                .ok_or(NOTHING_HELD)
                .and_then(|row| Ok(input.terms.payoff().amounts(row.step.held.quantity, row.entry?))),
            targets: self.targets.iter().map(|(_, price)| *price).collect(),
            liquidated_at: liquidated_at(&rows, input.side.sign()),
            unsized_because,
            rows,
        }
    }

    /// The first step from now on that loses as much as any.
    fn worst_rung(&self, rows: &[Row], worst: f64) -> Result<f64, Reason> {
        let now = self.plan.filled.len().max(1);
        let place = rows.iter().enumerate().find(|(at, row)| at + 1 >= now && row.step.loss() >= worst && worst > 0.0);
        place.map(|(at, _)| at as f64 + 1.0).ok_or(NOTHING_LOST)
    }

    /// The largest add at the next open order.
    fn next_add(&self) -> NextAdd {
        let none =
            |reason| NextAdd { price: Err(reason), quantity: Err(reason), average: Err(reason), one_more: Err(reason) };
        let Some(rung) = self.plan.rungs.first() else { return none(Reason("No order is open")) };
        let at = (rung.price, rung.fill);
        let budget = self.input.budget();
        let quantity = self.plan.largest_add(at, budget).map_err(|why| match why {
            NoAdd::NoStop => NO_STOP,
            NoAdd::Unlimited => NO_LIMIT,
            NoAdd::NothingLeft => ALREADY_LOST,
            NoAdd::StopPassed => Reason("None: the stop lies beyond the price of the next order"),
        });
        let smallest = self.input.smallest_order(rung.fill);
        let quantity = quantity
            .and_then(|quantity| if quantity > 0.0 && quantity >= smallest { Ok(quantity) } else { Err(TOO_SMALL) });
        let one_more = quantity.and_then(|quantity| {
            self.input.terms.lot_step.ok_or(Reason("No lot step"))?;
            let more = self.plan.one_lot_more(quantity);
            let lost = -self.plan.added(more, at).at_stop.ok_or(NO_STOP)?;
            Ok((more, lost - budget))
        });
        let average = quantity.and_then(|quantity| self.plan.added(quantity, at).held.entry.ok_or(NOTHING_HELD));
        NextAdd { price: Ok(rung.price), quantity, average, one_more }
    }

    /// What closing all of it a tenth beyond the last fill brings, unless it is liquidated on the way.
    fn further(&self, whole: Option<&Row>) -> Result<f64, Reason> {
        let row = whole.ok_or(NOTHING_HELD)?;
        let sign = self.input.side.sign();
        let price = row.step.fill.price * (1.0 - sign * FURTHER);
        match row.liquidation {
            Some(Liquidation::Price { price: liquidation, .. }) if sign * (price - liquidation) <= 0.0 => {
                Err(Reason("Liquidated before that"))
            }
            Some(Liquidation::AlreadyLiquidatable) => Err(Reason("Liquidated before that")),
            _ => Ok(row.step.held.profit_if_closed(self.input.closing(price, Order::Market))),
        }
    }
}

const TOO_SMALL: Reason = Reason("Less than the smallest order");

/// The first order that is still to come and is for anything.
fn first_order(steps: &[Step]) -> Option<f64> {
    steps.iter().map(|step| step.quantity).find(|quantity| *quantity > 0.0)
}

/// The first step after which liquidation comes before the stop, or before the next fill.
fn liquidated_at(rows: &[Row], sign: f64) -> Option<usize> {
    let is_before = |price: f64, row: &Row| match row.liquidation {
        Some(Liquidation::Price { price: liquidation, .. }) => sign * (price - liquidation) <= 0.0,
        Some(Liquidation::AlreadyLiquidatable) => true,
        _ => false,
    };
    let by_stop = |row: &Row| row.step.stop.is_some_and(|stop| is_before(stop, row));
    let by_next = |at: usize, row: &Row| rows.get(at + 1).is_some_and(|next| is_before(next.step.fill.price, row));
    rows.iter().enumerate().position(|(at, row)| by_stop(row) || by_next(at, row))
}

impl ScalingPlan {
    /// The smallest order that the venue takes there.
    pub(super) fn smallest_order(&self, fill: Fill) -> f64 {
        let minimum = OrderMinimum {
            lot_step: self.terms.lot_step.unwrap_or_default(),
            quantity: self.terms.min_quantity.unwrap_or_default(),
            notional: self.terms.min_notional.unwrap_or_default(),
        };
        minimum.smallest_order(self.notional_of_one(fill.price))
    }
}
