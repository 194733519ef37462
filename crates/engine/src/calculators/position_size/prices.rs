//! What each price on the ticket means: levels become prices, and stand on the side where they belong.

use super::{Method, PositionSize};
use crate::math::contract::Side;
use crate::math::rounding::Rounding;
use crate::number_text::{canonical, percent, shown};
use crate::spec::{Direction, Fault, Level, Problem, Reference};

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
        let from = Reference { side: self.side, entry: self.entry, stop, atr: self.atr };
        let targets = self.target_prices(from, &mut problems);
        if let Err(problem) = read {
            // Targets in R follow from the stop: blaming them too would only add noise.
            problems.retain(|other| other.fault != Fault::NeedsStop);
            problems.push(problem);
        }
        if problems.is_empty() { Ok(Prices { stop, targets }) } else { Err(problems) }
    }

    fn stop_price(&self) -> Result<Option<f64>, Problem> {
        let Some(level) = self.stop else {
            let needed = !matches!(self.method, Method::PercentVolatility);
            return if needed { Err(Problem::error("stop", Fault::Needed)) } else { Ok(None) };
        };
        let from = Reference { side: self.side, entry: self.entry, stop: None, atr: self.atr };
        let price = level.price(from, Direction::Losing).map_err(|fault| Problem::error("stop", fault))?;
        let price = self.on_grid(level, price);
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

    /// A level that was not typed as a price falls on the grid of prices, towards the entry: never more loss or gain
    /// than was asked for.
    fn on_grid(&self, level: Level, price: f64) -> f64 {
        match level {
            Level::Price(_) => price,
            _ if price < self.entry => self.terms.price_rule.round(price, Rounding::Up),
            _ => self.terms.price_rule.round(price, Rounding::Down),
        }
    }

    fn target_prices(&self, from: Reference, problems: &mut Vec<Problem>) -> Vec<(f64, f64)> {
        let mut targets = Vec::new();
        for (row, target) in self.targets.iter().enumerate() {
            let price = target.level.ok_or(Fault::Needed).and_then(|level| {
                let price = level.price(from, Direction::Gaining)?;
                Ok(self.on_grid(level, price))
            });
            match price {
                Ok(price) if self.side.sign() * (price - self.entry) > 0.0 && target.share > 0.0 => {
                    targets.push((target.share, price))
                }
                Ok(_) if target.share <= 0.0 => {
                    problems
                        .push(Problem::error("targets", Fault::MustBeAbove("0".into())).in_cell(row, Some("Share")));
                }
                Ok(_) => {
                    let entry = shown(self.entry, 12);
                    let fault = Fault::TargetWrongSide { entry, side: self.side };
                    problems.push(Problem::error("targets", fault).in_cell(row, Some("Level")));
                }
                Err(fault) => problems.push(Problem::error("targets", fault).in_cell(row, Some("Level"))),
            }
        }
        let whole: f64 = self.targets.iter().map(|target| target.share).sum();
        if whole > 1.0 + 1e-9 {
            problems.push(Problem::error("targets", Fault::SharesAboveWhole(canonical(percent(whole)))));
        }
        targets
    }
}
