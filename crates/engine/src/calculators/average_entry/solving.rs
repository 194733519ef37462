//! From the fills to what is held.

use super::{FillRow, FillsTaken, Holding};
use crate::calculators::trade::{far_from_entry, large_fees};
use crate::math::contract::costs::Fill;
use crate::math::fills::Held;
use crate::number_text::shown;
use crate::spec::{Fault, Problem, Reason, Solved};

pub(super) const NOTHING_HELD: Reason = Reason("Nothing is held");
pub(super) const NO_EQUITY: Reason = Reason("No equity was given");

/// What is held after a fill.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub fill: FillRow,
    pub held: Held,
}

/// Fees of the fills, as fractions of what each was worth.
#[derive(Clone, Copy, Debug)]
struct FeeRates {
    opening: f64,
    closing: f64,
}

/// The fills to what is held.
pub(super) fn solve(input: &FillsTaken) -> Result<Solved<Holding>, Vec<Problem>> {
    input.check_fills()?;
    let steps = input.steps()?;
    let held = steps.last().map_or_else(|| input.nothing(), |step| step.held);
    let prices = input.prices(&held).map_err(|problem| vec![problem])?;
    let warnings = input.warnings(&steps, &prices);
    let adding = input.adding(&held, &prices);
    let entry = held.entry.ok_or(NOTHING_HELD);
    let mark = prices.mark.ok_or(NOTHING_HELD);
    let notional = entry.map(|_| held.entry_notional());
    let mark_notional = entry.and_then(|_| Ok(held.payoff.notional(held.quantity, mark?)));
    let open_profit = entry.and_then(|_| Ok(held.profit(mark?)));
    let initial_margin = notional.map(|notional| notional / input.leverage);
    let breakeven = |sunk: f64| held.breakeven(sunk, input.target_order.fee(&input.terms)).ok_or(NO_BREAKEVEN);
    let results = Holding {
        entry,
        mark,
        notional,
        mark_notional,
        exposure: mark_notional.and_then(|notional| Ok(notional / input.equity.ok_or(NO_EQUITY)?)),
        open_profit,
        roe: open_profit.and_then(|profit| Ok(profit / initial_margin?)),
        initial_margin,
        breakeven: entry.and_then(|_| breakeven(held.entry_fees)),
        breakeven_whole: entry.and_then(|_| breakeven(-held.realised_net())),
        adding,
        held,
        steps,
    };
    Ok(Solved { results, warnings })
}

const NO_BREAKEVEN: Reason = Reason("No price pays for these costs");

impl FillsTaken {
    fn nothing(&self) -> Held {
        Held::nothing(self.terms.payoff(), self.side)
    }

    fn check_fills(&self) -> Result<(), Vec<Problem>> {
        if self.fills.is_empty() {
            return Err(vec![Problem::error("fills", Fault::Needed)]);
        }
        let fault = |(row, fill): (usize, &FillRow)| {
            let at = |fault, column| Some(Problem::error("fills", fault).in_cell(row, Some(column)));
            match (fill.quantity == 0.0, fill.price > 0.0) {
                (true, _) => at(Fault::EmptyFill, "Quantity"),
                (_, false) => at(Fault::MustBeAbove("0".into()), "Price"),
                _ => None,
            }
        };
        let problems: Vec<Problem> = self.fills.iter().enumerate().filter_map(fault).collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The fills in turn, each with what is held after it.
    fn steps(&self) -> Result<Vec<Step>, Vec<Problem>> {
        let rates = self.fee_rates();
        let mut held = self.nothing();
        let mut steps = Vec::with_capacity(self.fills.len());
        for (row, fill) in self.fills.iter().enumerate() {
            held = if fill.quantity > 0.0 {
                held.opened(fill.quantity, Fill { price: fill.price, fee_rate: rates.opening })
            } else {
                let closing = Fill { price: fill.price, fee_rate: rates.closing };
                held.closed(-fill.quantity, closing).map_err(|too_much| {
                    let fault = Fault::ClosesTooMuch(shown(too_much.held, 12));
                    vec![Problem::error("fills", fault).in_cell(row, Some("Quantity"))]
                })?
            };
            steps.push(Step { fill: *fill, held });
        }
        Ok(steps)
    }

    /// By the orders; or one rate for all fills, that of the sum typed over what they were worth together.
    fn fee_rates(&self) -> FeeRates {
        let by_order =
            FeeRates { opening: self.entry_order.fee(&self.terms), closing: self.target_order.fee(&self.terms) };
        let payoff = self.terms.payoff();
        let worth: f64 = self.fills.iter().map(|fill| payoff.notional(fill.quantity.abs(), fill.price)).sum();
        self.fees_paid.map_or(by_order, |paid| FeeRates { opening: paid / worth, closing: paid / worth })
    }

    fn warnings(&self, steps: &[Step], prices: &super::adding::Prices) -> Vec<Problem> {
        let fills = steps.windows(2).enumerate().filter_map(|(row, pair)| {
            let [before, after] = pair else { return None };
            let fault = far_from_entry(after.fill.price, before.held.entry?)?;
            Some(Problem::warning("fills", fault).in_cell(row + 1, Some("Price")))
        });
        let average = steps.last().and_then(|step| step.held.entry);
        let mark = self.mark.and_then(|mark| Some(Problem::warning("mark_price", far_from_entry(mark, average?)?)));
        let fees = large_fees(&[("maker_fee_pct", self.terms.maker_fee), ("taker_fee_pct", self.terms.taker_fee)]);
        let passed = prices.passed.map(|price| Problem::warning("stop", Fault::StopBeyondPrice(shown(price, 12))));
        fills.chain(mark).chain(fees).chain(passed).collect()
    }
}
