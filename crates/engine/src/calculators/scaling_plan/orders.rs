//! From what is typed to the plan: what is filled, where the other orders lie, and the rule of the stop.

use super::{LadderBy, PlanKind, RungRow, RungState, ScalingPlan, StepFrom, StopFollows, Weighting};
use crate::calculators::levels::Ground;
use crate::calculators::terms::ReserveFees;
use crate::calculators::trade::{MarginMode, Order};
use crate::math::contract::Side;
use crate::math::contract::costs::Fill;
use crate::math::fills::Held;
use crate::math::ladder::schedule::{self, Earlier};
use crate::math::ladder::{
    Backing, Distance, Filled, Leaving, Measured, Plan, Rung, Size, Spacing, Step, StopRule, StopWay, Wallet,
};
use crate::math::margin::Tiers;
use crate::math::order::within;
use crate::number_text::{canonical, shown};
use crate::spec::{Direction, Fault, Level, Problem, Reference};

/// A fill as typed.
#[derive(Clone, Copy)]
struct Typed {
    row: usize,
    quantity: f64,
    price: f64,
}

impl ScalingPlan {
    /// The plan before it is sized.
    pub(super) fn plan<'t>(&self, tiers: &'t Tiers) -> Result<Plan<'t>, Vec<Problem>> {
        let filled = self.filled()?;
        let base = filled.first().map_or(self.entry, |fill| fill.price);
        let mut problems: Vec<Problem> = Vec::new();
        let stop = self.stop_rule(base, !filled.is_empty()).unwrap_or_else(|problem| {
            problems.push(problem);
            None
        });
        let nothing = Held::nothing(self.terms.payoff(), self.side);
        let mut plan = Plan {
            filled: Vec::new(),
            held: nothing,
            rungs: Vec::new(),
            stop,
            leaving: Leaving { fee_rate: self.terms.taker_fee, slippage: self.slippage },
            backing: self.backing(tiers),
            lot_step: self.terms.lot_step.unwrap_or_default(),
        };
        for fill in &filled {
            match self.fill(&mut plan, fill) {
                Ok(()) => {}
                Err(problem) => problems.push(problem),
            }
        }
        match self.rungs(&filled) {
            Ok(rungs) => plan.rungs = rungs,
            Err(more) => problems.extend(more),
        }
        if problems.is_empty() { Ok(plan) } else { Err(problems) }
    }

    /// Side, the first fill and the ATR, which levels are measured from.
    pub(super) fn ground(&self, base: f64, stop: Option<f64>) -> Ground {
        let from = Reference { side: self.side, entry: base, stop, atr: self.atr };
        Ground { from, price_rule: self.terms.price_rule }
    }

    /// What an order at a price fills at.
    pub(super) fn opening(&self, price: f64) -> Fill {
        self.entry_order.planned(price, self.slippage, &self.terms).opening(self.side)
    }

    /// What is held already, of whichever plan.
    fn filled(&self) -> Result<Vec<Typed>, Vec<Problem>> {
        let (key, filled) = match self.plan {
            PlanKind::Custom => ("rungs", self.filled_rows()?),
            PlanKind::Pyramid | PlanKind::SafetyOrders => {
                let typed = self.fills.iter().enumerate();
                ("fills", typed.map(|(row, fill)| Typed { row, quantity: fill.quantity, price: fill.price }).collect())
            }
        };
        let fault = |fill: &Typed| {
            let at = |fault, column| Some(Problem::error(key, fault).in_cell(fill.row, Some(column)));
            match (fill.quantity == 0.0, fill.price > 0.0) {
                (true, _) => at(Fault::EmptyFill, "Quantity"),
                (_, false) => at(Fault::MustBeAbove("0".into()), "Price"),
                _ => None,
            }
        };
        let problems: Vec<Problem> = filled.iter().filter_map(fault).collect();
        if problems.is_empty() { Ok(filled) } else { Err(problems) }
    }

    fn filled_rows(&self) -> Result<Vec<Typed>, Vec<Problem>> {
        let rows = self.rungs.iter().enumerate().filter(|(_, row)| row.state == RungState::Filled);
        let (mut filled, mut problems) = (Vec::new(), Vec::new());
        for (row, rung) in rows {
            match (self.row_price(rung, self.entry), rung.quantity) {
                (Ok(price), Some(quantity)) => filled.push(Typed { row, quantity, price }),
                (Ok(_), None) => problems.push(in_rungs(row, "Quantity", Fault::Needed)),
                (Err(fault), _) => problems.push(in_rungs(row, "Price", fault)),
            }
        }
        if problems.is_empty() { Ok(filled) } else { Err(problems) }
    }

    fn fill(&self, plan: &mut Plan<'_>, fill: &Typed) -> Result<(), Problem> {
        let order = if fill.quantity > 0.0 { self.entry_order } else { self.target_order };
        let at = Fill { price: fill.price, fee_rate: order.fee(&self.terms) };
        let held = if fill.quantity > 0.0 {
            plan.held.opened(fill.quantity, at)
        } else {
            plan.held.closed(-fill.quantity, at).map_err(|too_much| {
                let key = if self.plan == PlanKind::Custom { "rungs" } else { "fills" };
                let fault = Fault::ClosesTooMuch(shown(too_much.held, 12));
                Problem::error(key, fault).in_cell(fill.row, Some("Quantity"))
            })?
        };
        let filled = Filled { price: fill.price, fill: at, quantity: fill.quantity, held };
        let step = plan.step(plan.filled.last(), filled);
        plan.filled.push(Step { is_filled: true, ..step });
        plan.held = held;
        Ok(())
    }

    fn backing<'t>(&self, tiers: &'t Tiers) -> Backing<'t> {
        let rules = self.terms.rules();
        let closing = self.terms.reserve_fees == ReserveFees::Both;
        let wallet = Wallet {
            balance: self.wallet_balance.unwrap_or(self.equity),
            other_profit: self.other_profit,
            other_maintenance: self.other_maintenance,
        };
        let is_cross = self.margin_mode == MarginMode::Cross;
        Backing {
            leverage: self.leverage,
            rules: if is_cross { rules.in_cross(self.terms.payoff(), self.side, self.leverage) } else { rules },
            tiers,
            wallet: is_cross.then_some(wallet),
            reserved_closing_fee: if closing { self.terms.taker_fee.max(0.0) } else { 0.0 },
        }
    }

    /// The rule of the stop, where there is one.
    fn stop_rule(&self, base: f64, is_held: bool) -> Result<Option<StopRule>, Problem> {
        let error = |fault| Problem::error("stop", fault);
        let is_needed = matches!(self.ladder_by, LadderBy::RiskPercent | LadderBy::RiskAmount);
        let Some(level) = self.stop else {
            return if is_needed { Err(error(Fault::Needed)) } else { Ok(None) };
        };
        let first = self.ground(base, None).price(level, Direction::Losing).map_err(error)?;
        let ahead = self.side.sign() * (base - first);
        // What is held may be stopped with a gain; a distance to follow at must be one.
        let follows = matches!(self.stop_rule, StopFollows::LastFill | StopFollows::Average);
        if ahead <= 0.0 && (!is_held || follows) {
            return Err(self.stop_on_the_wrong_side(first, base));
        }
        let distance = match level {
            Level::Share(share) => Distance::Share(share.abs()),
            Level::Atr(times) => Distance::Price(times.abs() * self.atr.unwrap_or_default()),
            Level::Price(_) | Level::R(_) => Distance::Price(ahead),
        };
        let way = match self.stop_rule {
            StopFollows::Nothing => StopWay::Fixed,
            StopFollows::LastFill => StopWay::Trailing,
            StopFollows::Average => StopWay::Average,
            StopFollows::Breakeven => StopWay::Breakeven { after: self.breakeven_after as usize },
        };
        Ok(Some(StopRule { way, first, distance, price_rule: self.terms.price_rule }))
    }

    fn stop_on_the_wrong_side(&self, stop: f64, base: f64) -> Problem {
        if stop == base {
            return Problem::error("stop", Fault::StopAtEntry);
        }
        let (word, label) = match self.side {
            Side::Long => ("short", "Make it a short"),
            Side::Short => ("long", "Make it a long"),
        };
        Problem::error("stop", Fault::StopWrongSide { entry: shown(base, 12), side: self.side })
            .with_fix(label, vec![("side", word.to_owned())])
    }

    fn rungs(&self, filled: &[Typed]) -> Result<Vec<Rung>, Vec<Problem>> {
        match self.plan {
            PlanKind::Custom => self.own_rungs(),
            PlanKind::Pyramid | PlanKind::SafetyOrders => self.ruled_rungs(filled).map_err(|problem| vec![problem]),
        }
    }

    fn own_rungs(&self) -> Result<Vec<Rung>, Vec<Problem>> {
        if self.rungs.is_empty() {
            return Err(vec![Problem::error("rungs", Fault::Needed)]);
        }
        if self.rungs.len() > super::MOST_RUNGS {
            return Err(vec![Problem::error("rungs", Fault::TooManyRows(super::MOST_RUNGS))]);
        }
        let (mut rungs, mut problems) = (Vec::new(), Vec::new());
        for (row, rung) in self.rungs.iter().enumerate().filter(|(_, rung)| rung.state == RungState::Open) {
            let is_below_zero = |number: Option<f64>| number.is_some_and(|number| number < 0.0);
            match self.row_price(rung, self.entry) {
                Err(fault) => problems.push(in_rungs(row, "Price", fault)),
                _ if is_below_zero(rung.quantity) => {
                    problems.push(in_rungs(row, "Quantity", Fault::MustBeAtLeast("0".into())));
                }
                _ if is_below_zero(rung.weight) => {
                    problems.push(in_rungs(row, "Weight", Fault::MustBeAtLeast("0".into())));
                }
                Ok(price) => rungs.push(Rung { price, fill: self.opening(price), size: size_of(rung) }),
            }
        }
        if problems.is_empty() { Ok(rungs) } else { Err(problems) }
    }

    /// A row's price: as typed, or an offset from the entry in the direction of its sign.
    fn row_price(&self, rung: &RungRow, base: f64) -> Result<f64, Fault> {
        let offset = match rung.price.ok_or(Fault::Needed)? {
            Level::Price(price) => return if price > 0.0 { Ok(price) } else { Err(Fault::LevelBelowZero) },
            Level::Share(share) => share * base,
            Level::Atr(times) => times * self.atr.ok_or(Fault::NeedsAtr)?,
            Level::R(times) => {
                let stop = self.stop.ok_or(Fault::NeedsStop)?;
                times * (base - self.ground(base, None).price(stop, Direction::Losing)?).abs()
            }
        };
        let price = base + offset;
        if price > 0.0 {
            Ok(schedule::on_grid(price, offset.signum(), self.terms.price_rule))
        } else {
            Err(Fault::LevelBelowZero)
        }
    }

    /// The orders of a pyramid or of safety orders, but for those that are filled.
    fn ruled_rungs(&self, filled: &[Typed]) -> Result<Vec<Rung>, Problem> {
        let opened: Vec<&Typed> = filled.iter().filter(|fill| fill.quantity > 0.0).collect();
        let count = within(f64::from(self.rung_count), 0.0, super::MOST_RUNGS as f64) as usize;
        let sums = self.proportion(count)?;
        let spacing = self.spacing(filled.first().map_or(self.entry, |fill| fill.price))?;
        let entry = self.opening(self.entry).price;
        let mut earlier = Earlier {
            base: opened.first().map_or(entry, |fill| fill.price),
            previous: opened.last().map_or(entry, |fill| fill.price),
        };
        let mut rungs = Vec::with_capacity(count);
        for (number, sum) in sums.into_iter().enumerate().filter(|(number, _)| *number >= opened.len()) {
            let price = match number {
                0 => self.entry,
                _ => schedule::on_grid(spacing.price(number, earlier), spacing.toward, self.terms.price_rule),
            };
            if price <= 0.0 || !price.is_finite() {
                return Err(self.below_zero(number));
            }
            let fill = self.opening(price);
            earlier.previous = fill.price;
            let weight = match self.plan {
                PlanKind::SafetyOrders => schedule::bought(self.terms.payoff(), sum, price),
                _ => sum,
            };
            rungs.push(Rung { price, fill, size: Size::Weight(weight) });
        }
        Ok(rungs)
    }

    /// What the first order of the plan weighs, filled or not.
    pub(super) fn first_weight(&self, plan: &Plan<'_>) -> Option<f64> {
        let sum = self.proportion(super::MOST_RUNGS.min(self.rung_count as usize)).ok()?.first().copied()?;
        let base = plan.filled.first().map_or(self.entry, |step| step.price);
        Some(match self.plan {
            PlanKind::SafetyOrders => schedule::bought(self.terms.payoff(), sum, base),
            _ => sum,
        })
    }

    fn below_zero(&self, number: usize) -> Problem {
        let text = canonical(number as f64);
        Problem::error("step", Fault::LevelBelowZero).with_fix(format!("Use {text} orders"), vec![("rung_count", text)])
    }

    /// The distance between orders. A sign would say what the plan says already.
    fn step(&self, base: f64) -> Result<Distance, Fault> {
        let step = match self.step.ok_or(Fault::Needed)? {
            Level::Share(share) => Distance::Share(share),
            Level::Price(distance) => Distance::Price(distance),
            Level::Atr(times) => Distance::Price(times * self.atr.ok_or(Fault::NeedsAtr)?),
            Level::R(times) => {
                let stop = self.stop.ok_or(Fault::NeedsStop)?;
                Distance::Price(times * (base - self.ground(base, None).price(stop, Direction::Losing)?).abs())
            }
        };
        let (Distance::Share(distance) | Distance::Price(distance)) = step;
        if distance > 0.0 { Ok(step) } else { Err(Fault::MustBeAbove("0".into())) }
    }

    fn spacing(&self, base: f64) -> Result<Spacing, Problem> {
        let step = self.step(base).map_err(|fault| Problem::error("step", fault))?;
        let measured = match self.step_from {
            StepFrom::Base => Measured::FromBase,
            StepFrom::Previous => Measured::FromPrevious,
        };
        let gaining = self.side.sign();
        let toward = if self.plan == PlanKind::SafetyOrders { -gaining } else { gaining };
        Ok(Spacing { step, measured, multiplier: self.step_multiplier, toward })
    }

    /// Quantities of a pyramid, sums of quote money of safety orders, in proportion.
    fn proportion(&self, count: usize) -> Result<Vec<f64>, Problem> {
        match (self.plan, self.weighting) {
            (PlanKind::SafetyOrders, _) => {
                Ok(schedule::safety_orders(count, self.safety_ratio, self.volume_multiplier))
            }
            (_, Weighting::Equal) => Ok(vec![1.0; count]),
            (_, Weighting::Decreasing) => Ok(schedule::falling(count)),
            (_, Weighting::Fibonacci) => Ok(schedule::fibonacci_falling(count)),
            (_, Weighting::Custom) if self.weights.len() < count => {
                Err(Problem::error("weights", Fault::TooFew { given: self.weights.len(), wanted: count }))
            }
            (_, Weighting::Custom) => Ok(self.weights.iter().copied().take(count).collect()),
        }
    }

    /// An order that closes all of it with a gain, or in time.
    pub(super) fn closing(&self, price: f64, order: Order) -> Fill {
        order.planned(price, self.slippage, &self.terms).closing(self.side)
    }
}

fn size_of(rung: &RungRow) -> Size {
    rung.quantity.map_or_else(|| Size::Weight(rung.weight.unwrap_or(1.0)), Size::Fixed)
}

fn in_rungs(row: usize, column: &'static str, fault: Fault) -> Problem {
    Problem::error("rungs", fault).in_cell(row, Some(column))
}
