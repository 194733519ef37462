//! What levels mean as prices, once for every calculator that takes them.

use super::trade::Target;
use crate::math::rounding::{PriceRule, Rounding};
use crate::number_text::{canonical, percent, shown};
use crate::spec::{Direction, Fault, Level, Problem, Reference};

/// What levels are measured from, and the grid that prices lie on.
#[derive(Clone, Copy, Debug)]
pub struct Ground {
    /// Side, entry, stop and average true range.
    pub from: Reference,
    /// The grid.
    pub price_rule: PriceRule,
}

impl Ground {
    /// A level as a price. One that was not typed as a price falls on the grid, towards the entry: never more loss or
    /// gain than was asked for.
    ///
    /// # Errors
    /// What the level lacks, or what is wrong with it.
    pub fn price(&self, level: Level, direction: Direction) -> Result<f64, Fault> {
        let price = level.price(self.from, direction)?;
        Ok(match level {
            Level::Price(_) => price,
            _ if price < self.from.entry => self.price_rule.round(price, Rounding::Up),
            _ => self.price_rule.round(price, Rounding::Down),
        })
    }

    /// Shares and prices of the targets that are in order, and what is wrong with the others.
    pub fn targets(&self, targets: &[Target]) -> (Vec<(f64, f64)>, Vec<Problem>) {
        let (mut priced, mut problems) = (Vec::new(), Vec::new());
        for (row, target) in targets.iter().enumerate() {
            match self.target(target) {
                Ok(fill) => priced.push(fill),
                Err((fault, column)) => {
                    problems.push(Problem::error("targets", fault).in_cell(row, Some(column)));
                }
            }
        }
        let whole: f64 = targets.iter().map(|target| target.share).sum();
        if whole > 1.0 + 1e-9 {
            problems.push(Problem::error("targets", Fault::SharesAboveWhole(canonical(percent(whole)))));
        }
        (priced, problems)
    }

    fn target(&self, target: &Target) -> Result<(f64, f64), (Fault, &'static str)> {
        let level = target.level.ok_or((Fault::Needed, "Level"))?;
        let price = self.price(level, Direction::Gaining).map_err(|fault| (fault, "Level"))?;
        let Reference { side, entry, .. } = self.from;
        match (target.share > 0.0, side.sign() * (price - entry) > 0.0) {
            (false, _) => Err((Fault::MustBeAbove("0".into()), "Share")),
            (true, false) => Err((Fault::TargetWrongSide { entry: shown(entry, 12), side }, "Level")),
            (true, true) => Ok((target.share, price)),
        }
    }
}
