//! The tables: rules side by side, steps of fixed ratio, one rule trade by trade.

use super::{Figures, Line, Martingale, OptimalF, Rules};
use crate::calculators::game::Rule;
use crate::spec::{Listed, Reason, Value};

/// Trades listed one by one, at most.
pub(super) const LISTED: usize = 100;

/// Steps of fixed ratio that are listed.
pub(super) const UNITS_LISTED: u32 = 9;

impl Rules {
    pub(super) fn optimal(&self, figure: impl Fn(&OptimalF) -> Result<f64, Reason>) -> Value {
        match &self.optimal {
            Ok(optimal) => figure(optimal).into(),
            Err(why) => Value::Absent(*why),
        }
    }

    pub(super) fn martingale(&self, figure: impl Fn(&Martingale) -> f64) -> Value {
        match &self.martingale {
            Ok(martingale) => Value::Number(figure(martingale)),
            Err(why) => Value::Absent(*why),
        }
    }

    /// Of the rules that keep within the limit, the one that grows most.
    pub(super) fn best_line(&self) -> Option<(Rule, &Figures)> {
        let within = self.lines.iter().filter_map(|line| Some((line.rule, line.figures.as_ref().ok()?)));
        let within = within.filter(|(_, figures)| figures.bad_fall <= self.drawdown_limit && figures.middle_end > 1.0);
        // The first of equals, in the order of the table.
        within.fold(None, |best: Option<(Rule, &Figures)>, other| match best {
            Some(best) if best.1.middle_end >= other.1.middle_end => Some(best),
            _ => Some(other),
        })
    }

    pub(super) fn best(&self) -> Value {
        match self.best_line() {
            Some((rule, _)) => Value::Word(Listed::word(rule)),
            None => Value::Absent(Reason("None: each falls deeper, or does not grow")),
        }
    }

    pub(super) fn table(&self) -> Value {
        Value::Table(self.lines.iter().map(|line| self.row(line)).collect())
    }

    fn row(&self, line: &Line) -> Vec<Value> {
        let cell = |figure: fn(&Figures) -> f64| match &line.figures {
            Ok(figures) => Value::Number(figure(figures)),
            Err(why) => Value::Absent(*why),
        };
        let money = |figure: fn(&Figures) -> f64| match cell(figure) {
            Value::Number(shares) => Value::Number(shares * self.equity),
            absent => absent,
        };
        vec![
            Value::Word(Listed::word(line.rule)),
            money(|figures| figures.end),
            cell(|figures| figures.growth),
            cell(|figures| figures.drawdown),
            cell(|figures| figures.ruin),
            cell(|figures| figures.standard_error),
            cell(|figures| figures.bad_fall),
            money(|figures| figures.largest_stake),
        ]
    }

    pub(super) fn ratio_table(&self) -> Value {
        let row = |(units, profit): &(f64, f64)| vec![Value::Number(*units), Value::Number(*profit)];
        Value::Table(self.ratio.rows.iter().map(row).collect())
    }

    pub(super) fn path(&self) -> Value {
        let line = self.lines.iter().find(|line| line.rule == self.path_of).map(|line| &line.figures);
        match line {
            Some(Ok(figures)) => Value::Table(figures.first_steps().map(|step| self.path_row(step)).collect()),
            Some(Err(why)) => Value::Absent(*why),
            None => Value::Absent(Reason("No such rule")),
        }
    }

    fn path_row(&self, (at, step): (usize, &super::Step)) -> Vec<Value> {
        let money = |shares: f64| Value::Number(shares * self.equity);
        vec![Value::Number(at as f64 + 1.0), Value::Number(step.result), money(step.stake), money(step.equity)]
    }
}
