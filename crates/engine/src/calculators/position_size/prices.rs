//! What each price on the ticket means: levels become prices, and stand on the side where they belong.

use super::{Method, PositionSize};
use crate::calculators::levels::Ground;
use crate::math::contract::Side;
use crate::number_text::shown;
use crate::spec::{Direction, Fault, Problem, Reference};

/// The prices of the ticket, once checked.
pub(super) struct Prices {
    /// The stop, where there is one.
    pub stop: Option<f64>,
    /// Shares and prices of the targets.
    pub targets: Vec<(f64, f64)>,
}

impl PositionSize {
    pub(super) fn prices(&self) -> Result<Prices, Vec<Problem>> {
        let mut problems = Vec::new();
        if self.equity <= 0.0 {
            problems.push(Problem::error("equity", Fault::BelowZero));
        }
        if self.method == Method::PercentVolatility && self.atr.is_none() {
            problems.push(Problem::error("atr", Fault::Needed));
        }
        let read = self.stop_price();
        let stop = read.clone().ok().flatten();
        let (targets, wrong) = self.ground(stop).targets(&self.targets);
        problems.extend(wrong);
        if let Err(problem) = read {
            // Targets in R follow from the stop: blaming them too would only add noise.
            problems.retain(|other| other.fault != Fault::NeedsStop);
            problems.push(problem);
        }
        if problems.is_empty() { Ok(Prices { stop, targets }) } else { Err(problems) }
    }

    fn stop_price(&self) -> Result<Option<f64>, Problem> {
        let Some(level) = self.stop else {
            return if self.method.needs_stop() { Err(Problem::error("stop", Fault::Needed)) } else { Ok(None) };
        };
        let price = self.ground(None).price(level, Direction::Losing).map_err(|fault| Problem::error("stop", fault))?;
        let ahead = self.side.sign() * (self.entry - price);
        if price == self.entry {
            return Err(Problem::error("stop", Fault::StopAtEntry));
        }
        if ahead < 0.0 {
            return Err(self.stop_on_the_wrong_side());
        }
        Ok(Some(price))
    }

    fn stop_on_the_wrong_side(&self) -> Problem {
        let entry = shown(self.entry, 12);
        let (word, label) = match self.side {
            Side::Long => ("short", "Make it a short"),
            Side::Short => ("long", "Make it a long"),
        };
        Problem::error("stop", Fault::StopWrongSide { entry, side: self.side })
            .with_fix(label, vec![("side", word.to_owned())])
    }

    fn ground(&self, stop: Option<f64>) -> Ground {
        let from = Reference { side: self.side, entry: self.entry, stop, atr: self.atr };
        Ground { from, price_rule: self.terms.price_rule }
    }
}
