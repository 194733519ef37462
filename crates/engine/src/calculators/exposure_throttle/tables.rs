//! What the rule allows elsewhere: at other equities, volatilities and prices.

use super::rule::Rule;
use super::solving::OTHER_RULE;
use super::{Allowance, ExposureThrottle};
use crate::spec::{Reason, Value, Word, word};

/// Rows of the table over equity, besides the highest.
const FALLS: u32 = 10;
/// Places of the picture.
pub(super) const PLACES: u32 = 120;
/// Other volatilities, in multiples of the one typed.
const VOLATILITIES: [f64; 7] = [0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0];
const NOTHING_ABOVE: Reason = Reason("The floor is not below the highest equity");

/// A profit level with its price and quantities.
#[derive(Clone, Copy, Debug)]
pub(super) struct ProfitStep {
    gain: f64,
    price: f64,
    sold: f64,
    left: f64,
    is_reached: bool,
}

impl ExposureThrottle {
    /// Equity, drawdown and exposure at so many even steps from the highest equity to the floor.
    fn falls(&self, count: u32) -> Result<Vec<[f64; 3]>, Reason> {
        let throttle = match self.rule {
            Rule::ValueAtRisk | Rule::ProfitLevels | Rule::Liquidity => None,
            _ => self.throttle(),
        };
        let (throttle, highest) = (throttle.ok_or(OTHER_RULE)?, self.highest());
        let floor = throttle.floor(highest);
        if floor >= highest {
            return Err(NOTHING_ABOVE);
        }
        let row = |step: u32| {
            let share = f64::from(step) / f64::from(count);
            let equity = highest * (1.0 - share) + floor * share;
            // Nothing is left of equity only where the floor is 0; what is allowed of nothing is nothing.
            let exposure = if equity > 0.0 && step < count { throttle.exposure(equity) } else { 0.0 };
            [equity, 1.0 - equity / highest, self.capped(exposure)]
        };
        Ok((0..=count).map(row).collect())
    }

    pub(super) fn drawdowns(&self) -> Result<Vec<[f64; 3]>, Reason> {
        self.falls(FALLS)
    }

    pub(super) fn volatilities(&self) -> Result<Vec<[f64; 2]>, Reason> {
        if self.rule != Rule::ValueAtRisk {
            return Err(OTHER_RULE);
        }
        Ok(VOLATILITIES.into_iter().map(|times| self.at_volatility(times * self.volatility)).collect())
    }

    fn at_volatility(&self, volatility: f64) -> [f64; 2] {
        [volatility, self.capped(self.value_at_risk(volatility).exposure(self.equity))]
    }

    /// Every level, the nearest first; what is left is rounded down to the lot, and what is sold is the difference.
    pub(super) fn profit_steps(&self) -> Result<Vec<ProfitStep>, Reason> {
        if self.rule != Rule::ProfitLevels {
            return Err(OTHER_RULE);
        }
        let mut levels = self.levels.clone();
        crate::math::order::ascending(&mut levels, |level| level.gain);
        let (mut share, mut before) = (1.0, self.quantity);
        let step = |level: &super::ProfitLevel| {
            share = f64::max(share - level.share, 0.0);
            let left = if share > 1e-9 { self.whole_lots(share * self.quantity) } else { 0.0 };
            let sold = before - left;
            before = left;
            ProfitStep {
                gain: level.gain,
                price: self.level_price(level),
                sold,
                left,
                is_reached: self.is_reached(level),
            }
        };
        Ok(levels.iter().map(step).collect())
    }

    /// Points of the picture: what it runs over depends on the rule.
    pub(super) fn curve(&self) -> Vec<[f64; 2]> {
        match self.rule {
            Rule::ValueAtRisk => {
                let volatility = |place: u32| self.volatility * (0.5 + 2.5 * f64::from(place) / f64::from(PLACES));
                (0..=PLACES).map(|place| self.at_volatility(volatility(place))).collect()
            }
            Rule::ProfitLevels => self.staircase(),
            Rule::Liquidity => self.impact_curve(),
            _ => {
                self.falls(PLACES).unwrap_or_default().into_iter().map(|[_, fall, exposure]| [fall, exposure]).collect()
            }
        }
    }

    /// What is left over the gain: each level is a step down.
    fn staircase(&self) -> Vec<[f64; 2]> {
        let mut levels = self.levels.clone();
        crate::math::order::ascending(&mut levels, |level| level.gain);
        let mut share = 1.0;
        let mut points = vec![[0.0, share]];
        for level in &levels {
            points.push([level.gain, share]);
            share = f64::max(share - level.share, 0.0);
            points.push([level.gain, share]);
        }
        let last = levels.last().map_or(0.0, |level| level.gain);
        points.push([1.25 * last, share]);
        points
    }
}

impl Allowance {
    /// Equity over exposure, as typed.
    fn equity(&self) -> f64 {
        self.cushion.unwrap_or_default() + self.floor.unwrap_or_default()
    }

    pub(super) fn drawdown_table(&self) -> Value {
        let row = |[equity, fall, exposure]: &[f64; 3]| {
            [*equity, *fall, *exposure, exposure * equity].into_iter().map(Value::Number).collect()
        };
        table(self.drawdowns.as_ref(), |rows| rows.iter().map(row).collect())
    }

    pub(super) fn volatility_table(&self) -> Value {
        let row = |[volatility, exposure]: &[f64; 2]| {
            [*volatility, *exposure, exposure * self.equity()].into_iter().map(Value::Number).collect()
        };
        table(self.volatilities.as_ref(), |rows| rows.iter().map(row).collect())
    }

    pub(super) fn profit_table(&self) -> Value {
        let state =
            |is_reached: bool| -> Word { if is_reached { word("reached", "reached") } else { word("ahead", "ahead") } };
        let row = |step: &ProfitStep| {
            let figures = [step.gain, step.price, step.sold, step.left].into_iter().map(Value::Number);
            figures.chain([Value::Word(state(step.is_reached))]).collect()
        };
        table(self.steps.as_ref(), |rows| rows.iter().map(row).collect())
    }
}

pub(super) fn table<T>(rows: Result<&T, &Reason>, filled: impl Fn(&T) -> Vec<Vec<Value>>) -> Value {
    rows.map_or_else(|reason| Value::Absent(*reason), |rows| Value::Table(filled(rows)))
}
