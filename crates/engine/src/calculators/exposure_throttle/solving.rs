//! From the rule to what may be held, and from what is held to the trade.

use super::rule::{ProfitLevel, Rule};
use super::{Allowance, Binding, ExposureThrottle, Risk};
use crate::math::rounding::{Rounding, round, round_down_computed, round_up};
use crate::math::sizing::OrderMinimum;
use crate::number_text::{canonical, percent};
use crate::spec::{Fault, Problem, Reason, Solved};

pub(super) const BELOW_MINIMUM: Reason = Reason("Below the minimum");
const NO_FLOOR: Reason = Reason("This rule has no floor");
pub(super) const NOTHING_HELD: Reason = Reason("None: nothing is held");
pub(super) const AT_FLOOR: Reason = Reason("None left: equity is at the floor or below");
const NEVER: Reason = Reason("None: no jump reaches the floor");
const ALL_OF_IT: Reason = Reason("Without end: such a move takes all of the price");
pub(super) const OTHER_RULE: Reason = Reason("Not of this rule");
/// Shares may miss the whole by so much.
const SHARES_TOLERANCE: f64 = 1e-9;

/// The inputs to what is allowed.
pub(super) fn solve(input: &ExposureThrottle) -> Result<Solved<Allowance>, Vec<Problem>> {
    let problems = input.faults();
    if problems.is_empty() {
        Ok(Solved { results: input.allowance(), warnings: input.warnings() })
    } else {
        Err(problems)
    }
}

/// What is bought or sold, and what is then held, both unsigned.
struct Order {
    trade: Result<f64, Reason>,
    after: f64,
}

impl ExposureThrottle {
    fn faults(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.side.sign() * self.held < 0.0 {
            let other = if self.held < 0.0 { "short" } else { "long" };
            let problem = Problem::error("held_quantity", Fault::HeldOnOtherSide { side: self.side });
            problems.push(problem.with_fix(format!("Make it a {other}"), vec![("side", other.to_owned())]));
        }
        if self.rule == Rule::Drawdown && self.stop <= self.start {
            let start = format!("{} %", canonical(percent(self.start)));
            problems.push(Problem::error("throttle_stop_pct", Fault::MustBeAbove(start)));
        }
        if self.rule == Rule::ProfitLevels {
            problems.extend(self.level_faults());
        }
        problems
    }

    fn level_faults(&self) -> Vec<Problem> {
        let fault = |level: &ProfitLevel| match level {
            level if level.share < 0.0 => Some(("Share", Fault::MustBeAtLeast("0".into()))),
            level if level.gain <= 0.0 => Some(("Gain", Fault::MustBeAbove("0".into()))),
            level if !self.gain_is_possible(level) => Some(("Gain", Fault::LevelBelowZero)),
            _ => None,
        };
        let in_row = |(row, level): (usize, &ProfitLevel)| {
            let (column, fault) = fault(level)?;
            Some(Problem::error("profit_levels", fault).in_cell(row, Some(column)))
        };
        let mut problems: Vec<Problem> = self.levels.iter().enumerate().filter_map(in_row).collect();
        let sum: f64 = self.levels.iter().map(|level| level.share).sum();
        if self.levels.is_empty() {
            problems.push(Problem::error("profit_levels", Fault::Needed));
        } else if sum > 1.0 + SHARES_TOLERANCE {
            problems.push(Problem::error("profit_levels", Fault::SharesAboveWhole(canonical(percent(sum)))));
        }
        problems
    }

    /// Shares typed as fractions.
    fn warnings(&self) -> Vec<Problem> {
        let share = match self.rule {
            Rule::Drawdown => ("throttle_stop_pct", self.stop),
            Rule::Tipp | Rule::GrossmanZhou => ("floor_share_pct", self.floor_share),
            _ => return Vec::new(),
        };
        let (at, means) = (share.0, percent(share.1));
        if means <= 0.0 || means >= 1.0 {
            return Vec::new();
        }
        let perhaps = canonical(percent(means));
        let fault = Fault::LooksLikeFraction { means: canonical(means), perhaps: perhaps.clone() };
        vec![Problem::warning(at, fault).with_fix(format!("Use {perhaps} %"), vec![(at, perhaps)])]
    }

    fn allowance(&self) -> Allowance {
        let (payoff, throttle) = (self.terms.payoff(), self.throttle());
        let by_rule = throttle.map_or_else(|| self.exposure_by_market(), |throttle| throttle.exposure(self.equity));
        let exposure = self.capped(by_rule);
        let amount = exposure * self.equity;
        let quantity = self.whole_lots(payoff.quantity_for_notional(amount, self.price));
        let order = self.order(quantity);
        let (held, notional) = (self.held.abs(), |quantity: f64| payoff.notional(quantity, self.price));
        let floor = throttle.map(|throttle| throttle.floor(self.equity)).ok_or(NO_FLOOR);
        let gap = |quantity: f64| floor.and_then(|floor| self.gap(floor, notional(quantity)));
        let sign = self.side.sign();
        Allowance {
            exposure,
            binding: if exposure < by_rule { Binding::Exposure } else { Binding::Rule },
            amount,
            quantity: sign * quantity,
            held_exposure: notional(held) / self.equity,
            trade: order.trade.map(|trade| sign * trade),
            after: sign * order.after,
            exposure_after: notional(order.after) / self.equity,
            smallest_order: self.smallest_order(),
            floor,
            cushion: floor.map(|floor| self.equity - floor),
            gap: gap(order.after),
            held_gap: gap(held),
            drawdown: self.drawdown(),
            share_left: self.share_left(),
            risk: self.risk(notional(held)),
            closing: self.closing(held),
            impacts: self.impacts(),
            merton_fraction: self.of_rule(Rule::GrossmanZhou, Self::merton_fraction),
            drawdowns: self.drawdowns(),
            volatilities: self.volatilities(),
            steps: self.profit_steps(),
            curve: self.curve(),
        }
    }

    /// At most the exposure limit.
    pub(super) fn capped(&self, exposure: f64) -> f64 {
        exposure.min(self.max_exposure.unwrap_or(f64::INFINITY))
    }

    /// Of the rules that know no floor.
    fn exposure_by_market(&self) -> f64 {
        if self.rule == Rule::Liquidity { self.exposure_at_impact(self.max_impact) } else { self.unsold_exposure() }
    }

    fn unsold_exposure(&self) -> f64 {
        self.terms.payoff().notional(self.quantity * self.share_unsold(), self.price) / self.equity
    }

    /// Rounded down to the lot; as it is where there is none.
    pub(super) fn whole_lots(&self, quantity: f64) -> f64 {
        self.terms.lot_step.map_or(quantity, |lot| round_down_computed(quantity, lot))
    }

    fn lot(&self) -> f64 {
        self.terms.lot_step.unwrap_or_default()
    }

    fn smallest_order(&self) -> f64 {
        let minimum = OrderMinimum {
            lot_step: self.lot(),
            quantity: self.terms.min_quantity.unwrap_or_default(),
            notional: self.terms.min_notional.unwrap_or_default(),
        };
        minimum.smallest_order(self.terms.payoff().notional(1.0, self.price))
    }

    /// The trade from what is held to what is allowed: enough lots sold, no more lots bought than fit.
    fn order(&self, allowed: f64) -> Order {
        let held = self.held.abs();
        let missing = allowed - held;
        // What a subtraction leaves beside the lot.
        let dust = 1e-9 * self.lot() + 8.0 * f64::EPSILON * held.max(allowed);
        let nearest = round(missing.abs(), self.lot(), Rounding::Nearest);
        let is_in_lots = (nearest - missing.abs()).abs() <= dust;
        if missing < 0.0 {
            let sold = if is_in_lots { nearest } else { round_up(-missing, self.lot()) }.min(held);
            return Order { trade: Ok(-sold), after: self.on_lot(held - sold, dust) };
        }
        let bought = if is_in_lots { nearest } else { self.whole_lots(missing) };
        match bought {
            _ if self.only_reduces() => Order { trade: Ok(0.0), after: held },
            bought if bought > 0.0 && bought < self.smallest_order() => {
                Order { trade: Err(BELOW_MINIMUM), after: held }
            }
            bought => Order { trade: Ok(bought), after: self.on_lot(held + bought, dust) },
        }
    }

    fn on_lot(&self, quantity: f64, dust: f64) -> f64 {
        let nearest = round(quantity, self.lot(), Rounding::Nearest);
        if (nearest - quantity).abs() <= dust { nearest } else { quantity }
    }

    fn gap(&self, floor: f64, notional: f64) -> Result<f64, Reason> {
        if self.equity <= floor {
            return Err(AT_FLOOR);
        }
        if notional <= 0.0 {
            return Err(NOTHING_HELD);
        }
        self.jump(notional).that_takes(self.equity - floor).ok_or(NEVER)
    }

    fn of_rule(&self, rule: Rule, figure: fn(&Self) -> f64) -> Result<f64, Reason> {
        if self.rule == rule { Ok(figure(self)) } else { Err(OTHER_RULE) }
    }

    fn drawdown(&self) -> Result<f64, Reason> {
        match self.rule {
            Rule::Drawdown | Rule::Tipp | Rule::GrossmanZhou => Ok(1.0 - self.equity / self.highest()),
            _ => Err(OTHER_RULE),
        }
    }

    fn share_left(&self) -> Result<f64, Reason> {
        match self.rule {
            Rule::Drawdown => Ok(self.drawdown_throttle().share_left(self.equity)),
            Rule::ProfitLevels => Ok(self.share_unsold()),
            _ => Err(OTHER_RULE),
        }
    }

    fn risk(&self, held: f64) -> Result<Risk, Reason> {
        if self.rule != Rule::ValueAtRisk {
            return Err(OTHER_RULE);
        }
        let adverse_move = self.adverse_move(self.volatility);
        let loss = self.jump(held).loss(adverse_move);
        Ok(Risk {
            held: if loss.is_finite() { Ok(loss) } else { Err(ALL_OF_IT) },
            limit: self.value_at_risk_limit * self.equity,
            adverse_move,
            z: self.z(),
        })
    }
}
