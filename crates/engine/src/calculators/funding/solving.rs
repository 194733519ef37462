//! From the position to what holding it costs.

use super::{Against, Held, Holding};
use crate::calculators::levels::Ground;
use crate::calculators::trade::{far_from_entry, large_fees};
use crate::math::contract::costs::{CostToLeave, Fill, RoundTrip};
use crate::math::funding::{Leg, Stamps};
use crate::spec::{Direction, Level, Problem, Reason, Reference, Solved};

const NO_BREAKEVEN: Reason = Reason("No price pays for these costs");
const HEDGED: Reason = Reason("The second leg cancels the price");
const NO_TARGET: Reason = Reason("No target was given");
const NO_GAIN: Reason = Reason("The targets gain nothing after fees");
const NEVER_EATEN: Reason = Reason("Never: funding costs nothing");
const EARNS_NOTHING: Reason = Reason("Never: funding earns nothing");
const BEYOND_NUMBERS: Reason = Reason("More than a number can hold");

/// The position to what holding it costs.
pub(super) fn solve(input: &Holding) -> Result<Solved<Held>, Vec<Problem>> {
    let targets = input.target_prices()?;
    let leg =
        Leg { per_stamp: input.side.sign() * input.funding_rate, interval_hours: input.terms.funding_interval_hours };
    let (payoff, filled) = (input.terms.payoff(), input.entry_fill());
    let worth = payoff.notional(input.quantity, input.mark.unwrap_or(filled.price));
    let notional = payoff.notional(input.quantity, filled.price);
    let fees = filled.fee_rate * notional + input.target_order.fee(&input.terms) * worth;
    let stamps = Stamps::of(input.hours, leg.interval_hours);
    let cost = stamps.cost(leg.per_stamp * worth);
    let target_gain = input.target_gain(&targets);
    let carried = input.carried(leg, (fees, worth));
    let received = Leg { per_stamp: -leg.per_stamp, ..leg };
    let results = Held {
        fee_days: match &carried {
            Ok(carried) => carried.days,
            Err(_) => received.days_to_cost(fees / worth).ok_or(EARNS_NOTHING),
        },
        breakeven: input.breakeven(cost.most / notional),
        breakeven_expected: input.breakeven(cost.expected / notional),
        target_days: target_gain.and_then(|gain| match gain > 0.0 {
            true => leg.days_to_cost(gain / worth).ok_or(NEVER_EATEN),
            false => Err(NO_GAIN),
        }),
        target_gain,
        compounded: leg.annual_compounded().ok_or(BEYOND_NUMBERS),
        leg,
        stamps,
        cost,
        worth,
        notional,
        fees,
        carried,
    };
    Ok(Solved { results, warnings: input.warnings() })
}

impl Holding {
    fn entry_fill(&self) -> Fill {
        self.entry_order.planned(self.entry, self.slippage, &self.terms).opening(self.side)
    }

    /// The exit that pays for both fees and that share of the entry's notional.
    fn breakeven(&self, holding_rate: f64) -> Result<f64, Reason> {
        if self.against != Against::Nothing {
            return Err(HEDGED);
        }
        let cost = CostToLeave { exit_fee_rate: self.target_order.fee(&self.terms), holding_rate };
        self.terms.payoff().breakeven_price(self.side, self.entry_fill(), cost).ok_or(NO_BREAKEVEN)
    }

    /// Shares and prices of the targets; the stop counts only for those in R.
    fn target_prices(&self) -> Result<Vec<(f64, f64)>, Vec<Problem>> {
        if self.against != Against::Nothing {
            return Ok(Vec::new());
        }
        let in_r = self.targets.iter().any(|target| matches!(target.level, Some(Level::R(_))));
        let ground = |stop: Option<f64>| {
            let from = Reference { side: self.side, entry: self.entry, stop, atr: self.atr };
            Ground { from, price_rule: self.terms.price_rule }
        };
        let stop = self.stop.filter(|_| in_r).map(|stop| ground(None).price(stop, Direction::Losing));
        let stop = stop.transpose().map_err(|fault| vec![Problem::error("stop", fault)])?;
        let (targets, problems) = ground(stop).targets(&self.targets);
        if problems.is_empty() { Ok(targets) } else { Err(problems) }
    }

    /// Gain at the targets after the fees of entry and target, before funding.
    fn target_gain(&self, targets: &[(f64, f64)]) -> Result<f64, Reason> {
        let gain = |(share, price): &(f64, f64)| {
            let exit = self.target_order.planned(*price, self.slippage, &self.terms).closing(self.side);
            let trip = RoundTrip { side: self.side, entry: self.entry_fill(), exit, holding_rate: 0.0 };
            share * self.quantity * self.terms.payoff().proceeds(&trip).net()
        };
        match (self.against, targets.is_empty()) {
            (Against::Nothing, false) => Ok(targets.iter().map(gain).sum()),
            (Against::Nothing, true) => Err(NO_TARGET),
            _ => Err(HEDGED),
        }
    }

    fn warnings(&self) -> Vec<Problem> {
        let mark = self.mark.and_then(|mark| far_from_entry(mark, self.entry));
        let fees = large_fees(&[
            ("maker_fee_pct", self.terms.maker_fee),
            ("taker_fee_pct", self.terms.taker_fee),
            ("second_fee_pct", if self.against == Against::Nothing { 0.0 } else { self.second_fee }),
        ]);
        mark.map(|fault| Problem::warning("mark_price", fault)).into_iter().chain(fees).collect()
    }
}
