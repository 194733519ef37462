//! What each price on the ticket means, and the parts that the targets take.

use super::ScaleOut;
use crate::calculators::levels::Ground;
use crate::calculators::trade::Order;
use crate::math::contract::Side;
use crate::math::exits::trail::Trail;
use crate::math::exits::{Breakeven, Leaving, Plan, Target, Unit};
use crate::math::funding::Stamps;
use crate::math::order::ascending;
use crate::math::rounding::{Rounding, round, round_down_computed};
use crate::number_text::shown;
use crate::spec::{Direction, Fault, Level, Problem, Reference};

/// The ticket, once checked.
pub(super) struct Prices {
    /// The plan.
    pub plan: Plan,
    /// Share and place in the list of each target, in the order in which the price meets them.
    pub shares: Vec<(f64, usize)>,
    /// The stop at which what is left comes out even.
    pub breakeven: Option<f64>,
    /// Where the stop might be moved.
    pub moved_stop: Option<f64>,
}

impl ScaleOut {
    /// The price now.
    pub(super) fn mark(&self) -> f64 {
        self.mark.unwrap_or(self.entry)
    }

    pub(super) fn prices(&self) -> Result<Prices, Vec<Problem>> {
        let read = self.stop_price();
        let (targets, mut problems) = self.ground(read.clone().ok()).targets(&self.targets);
        if self.targets.is_empty() {
            problems.push(Problem::error("targets", Fault::Needed));
        }
        let stop = match read {
            Ok(stop) => stop,
            Err(problem) => {
                // Targets in R follow from the stop: blaming them too would only add noise.
                problems.retain(|other| other.fault != Fault::NeedsStop);
                problems.push(problem);
                return Err(problems);
            }
        };
        let moved_stop = self.moved_price(stop);
        let trail = self.trail((stop, &targets));
        problems.extend(moved_stop.clone().err().into_iter().chain(trail.clone().err()));
        problems.extend(self.odds_problem());
        match (moved_stop, trail) {
            (Ok(moved_stop), Ok(trail)) if problems.is_empty() => Ok(self.planned(&targets, (stop, trail), moved_stop)),
            _ => Err(problems),
        }
    }

    fn ground(&self, stop: Option<f64>) -> Ground {
        let from = Reference { side: self.side, entry: self.entry, stop, atr: self.atr };
        Ground { from, price_rule: self.terms.price_rule }
    }

    fn stop_price(&self) -> Result<f64, Problem> {
        let level = self.stop.ok_or(Problem::error("stop", Fault::Needed))?;
        let price = self.ground(None).price(level, Direction::Losing).map_err(|fault| Problem::error("stop", fault))?;
        match self.side.sign() * (self.entry - price) {
            0.0 => Err(Problem::error("stop", Fault::StopAtEntry)),
            ahead if ahead < 0.0 => {
                let (word, label) = match self.side {
                    Side::Long => ("short", "Make it a short"),
                    Side::Short => ("long", "Make it a long"),
                };
                let fault = Fault::StopWrongSide { entry: shown(self.entry, 12), side: self.side };
                Err(Problem::error("stop", fault).with_fix(label, vec![("side", word.to_owned())]))
            }
            _ => Ok(price),
        }
    }

    fn moved_price(&self, stop: f64) -> Result<Option<f64>, Problem> {
        let price = |level| self.ground(Some(stop)).price(level, Direction::Losing);
        self.moved_stop.map(price).transpose().map_err(|fault| Problem::error("moved_stop", fault))
    }

    /// The distance as typed; one in price must leave a price at the last target.
    fn trail(&self, (stop, targets): (f64, &[(f64, f64)])) -> Result<Option<Trail>, Problem> {
        let problem = |fault| Problem::error("trail_by", fault);
        let trail = match self.trail_by {
            None => return Ok(None),
            Some(Level::Share(share)) => Trail::Share(share),
            Some(Level::Price(distance)) => Trail::Distance(distance),
            Some(Level::R(times)) => Trail::Distance(times * (self.entry - stop).abs()),
            Some(Level::Atr(times)) => Trail::Distance(times * self.atr.ok_or(problem(Fault::NeedsAtr))?),
        };
        let (Trail::Share(distance) | Trail::Distance(distance)) = trail;
        let leaves = |(_, price): &(f64, f64)| trail.behind(self.side, *price) > 0.0;
        match (distance > 0.0, targets.iter().all(leaves)) {
            (false, _) => Err(problem(Fault::MustBeAbove("0".into()))),
            (true, false) => Err(problem(Fault::LevelBelowZero)),
            (true, true) => Ok(Some(trail)),
        }
    }

    fn odds_problem(&self) -> Option<Problem> {
        let given = self.hit_odds.len();
        if given == 0 {
            return None;
        }
        if given != self.targets.len() {
            return Some(Problem::error("hit_odds", Fault::NotOnePerTarget { given, targets: self.targets.len() }));
        }
        let rises = self.hit_odds.windows(2).position(|pair| matches!(pair, [near, far] if far > near));
        rises.map(|row| Problem::error("hit_odds", Fault::OddsRise).in_cell(row + 1, None))
    }

    fn planned(&self, targets: &[(f64, f64)], (stop, trail): (f64, Option<Trail>), moved_stop: Option<f64>) -> Prices {
        let unit = self.unit();
        let breakeven = unit.price_for(unit.by_stop, 0.0).map(|price| self.on_tick(price));
        let mut met: Vec<(usize, (f64, f64))> = targets.iter().copied().enumerate().collect();
        ascending(&mut met, |(_, (_, price))| self.side.sign() * price);
        let (targets, rest) = self.in_lots(&met);
        let after = self.breakeven_after as usize;
        Prices {
            shares: met.iter().map(|(row, (share, _))| (*share, *row)).collect(),
            breakeven,
            moved_stop,
            plan: Plan {
                unit,
                targets,
                rest,
                stop,
                breakeven: breakeven.filter(|_| after > 0).map(|price| Breakeven { after, price }),
                trail,
            },
        }
    }

    /// The breakeven stop falls on the grid towards gain: never a loss.
    fn on_tick(&self, price: f64) -> f64 {
        let towards_gain = if self.side == Side::Long { Rounding::Up } else { Rounding::Down };
        // What arithmetic has left a few units in the last place beyond a tick is that tick.
        let computed = price * (1.0 - self.side.sign() * 8.0 * f64::EPSILON);
        let rounded = self.terms.price_rule.round(computed, towards_gain);
        if rounded == computed { price } else { rounded }
    }

    fn unit(&self) -> Unit {
        let leaving = |order: Order| {
            let planned = order.planned(self.entry, self.slippage, &self.terms);
            Leaving { fee_rate: planned.fee_rate, slippage: planned.slippage }
        };
        let stamps = Stamps::of(self.hours, self.terms.funding_interval_hours);
        Unit {
            payoff: self.terms.payoff(),
            side: self.side,
            planned_entry: self.entry,
            entry: self.entry_order.planned(self.entry, self.slippage, &self.terms).opening(self.side),
            holding_rate: stamps.cost(self.side.sign() * self.funding_rate).most,
            by_target: leaving(self.target_order),
            by_stop: leaving(Order::Market),
        }
    }

    /// Each share in whole lots; the last target takes what rounding leaves if the shares make a whole, else the rest does.
    fn in_lots(&self, met: &[(usize, (f64, f64))]) -> (Vec<Target>, f64) {
        let lot = self.terms.lot_step.unwrap_or_default();
        let whole: f64 = met.iter().map(|(_, (share, _))| share).sum();
        let mut left = self.quantity;
        let mut targets = Vec::new();
        for (at, (_, (share, price))) in met.iter().enumerate() {
            let is_last = at + 1 == met.len() && whole > 1.0 - 1e-9;
            let asked = share * self.quantity;
            let in_lots = if lot > 0.0 { round_down_computed(asked, lot) } else { asked };
            let quantity = if is_last { left } else { in_lots.min(left) };
            left = if is_last { 0.0 } else { self.without_dust(left - quantity) };
            targets.push(Target { price: *price, quantity });
        }
        (targets, left)
    }

    /// A remainder of decimals is one: 0.05 less 0.02 is 0.03. A quantity that is not in lots leaves what it leaves.
    fn without_dust(&self, left: f64) -> f64 {
        let lot = self.terms.lot_step.unwrap_or_default();
        let lots = round(left, lot, Rounding::Nearest);
        if (left - lots).abs() <= 1e-12 * self.quantity { lots } else { left }.max(0.0)
    }
}
