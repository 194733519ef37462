//! The rules by name, and what they are made of.

use super::ExposureThrottle;
use crate::math::contract::Side;
use crate::math::kelly::normal_quantile;
use crate::math::throttle::{CushionRule, DrawdownThrottle, Jump, Throttle, ValueAtRiskLimit};
use crate::math::volatility::DAYS_PER_YEAR;
use crate::spec::{Column, Kind, Listed, Record, Slot, Unit, Word, word};

/// The rule that limits what may be carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Less the deeper the drawdown.
    Drawdown,
    /// Value at risk within its limit.
    ValueAtRisk,
    /// Parts sold at profits.
    ProfitLevels,
    /// A multiple of what lies above a fixed floor.
    Cppi,
    /// The same above a floor that rises with equity.
    Tipp,
    /// The same with the multiple that growth is largest with.
    GrossmanZhou,
    /// What can be closed without moving the price too far.
    Liquidity,
}

impl Listed for Rule {
    const VARIANTS: &'static [Rule] = &[
        Rule::Drawdown,
        Rule::ValueAtRisk,
        Rule::ProfitLevels,
        Rule::Cppi,
        Rule::Tipp,
        Rule::GrossmanZhou,
        Rule::Liquidity,
    ];
    const WORDS: &'static [Word] = &[
        word("drawdown", "Drawdown"),
        word("value-at-risk", "Value at risk"),
        word("profit-levels", "Profit levels"),
        word("cppi", "CPPI"),
        word("tipp", "TIPP"),
        word("grossman-zhou", "Grossman-Zhou"),
        word("liquidity", "Depth of the market"),
    ];
}

/// How a drawdown reduces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// In a straight line.
    Linear,
    /// In equal cuts.
    Stepped,
}

impl Listed for Shape {
    const VARIANTS: &'static [Shape] = &[Shape::Linear, Shape::Stepped];
    const WORDS: &'static [Word] = &[word("linear", "In a straight line"), word("stepped", "In steps")];
}

/// A share of the position, and the gain at which it is sold.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProfitLevel {
    /// The share, a fraction.
    pub share: f64,
    /// The gain since entry, a fraction of the entry price.
    pub gain: f64,
}

impl Record for ProfitLevel {
    const COLUMNS: &'static [Column] = &[
        Column { name: "share_pct", label: "Share", kind: Kind::Number, unit: Unit::Percent, neutral: None },
        Column { name: "gain_pct", label: "Gain", kind: Kind::Number, unit: Unit::Percent, neutral: None },
    ];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        match column {
            0 => Some(Slot::Number(&mut self.share)),
            1 => Some(Slot::Number(&mut self.gain)),
            _ => None,
        }
    }
}

impl ExposureThrottle {
    /// Whether the rule only ever reduces.
    pub(super) fn only_reduces(&self) -> bool {
        matches!(self.rule, Rule::ValueAtRisk | Rule::ProfitLevels | Rule::Liquidity)
    }

    /// The rule over equity; none for profit levels, which go by the price, and for the market's depth.
    pub(super) fn throttle(&self) -> Option<Throttle> {
        match self.rule {
            Rule::Drawdown => Some(Throttle::Drawdown(self.drawdown_throttle())),
            Rule::ValueAtRisk => Some(self.value_at_risk(self.volatility)),
            Rule::ProfitLevels | Rule::Liquidity => None,
            Rule::Cppi => Some(self.cushion((self.floor, 0.0), self.multiplier)),
            Rule::Tipp => Some(self.cushion((0.0, self.floor_share), self.multiplier)),
            Rule::GrossmanZhou => Some(self.cushion((0.0, self.floor_share), self.merton_fraction().max(0.0))),
        }
    }

    pub(super) fn drawdown_throttle(&self) -> DrawdownThrottle {
        DrawdownThrottle {
            peak: self.highest(),
            full_exposure: self.base_exposure,
            start: self.start,
            stop: self.stop,
            steps: (self.shape == Shape::Stepped).then_some(self.steps),
        }
    }

    fn cushion(&self, (floor, share_of_peak): (f64, f64), multiplier: f64) -> Throttle {
        Throttle::Cushion(CushionRule { floor, share_of_peak, peak: self.highest(), multiplier })
    }

    /// The rule were the market so volatile.
    pub(super) fn value_at_risk(&self, volatility: f64) -> Throttle {
        let loss_share = self.jump(1.0).loss(self.adverse_move(volatility));
        Throttle::ValueAtRisk(ValueAtRiskLimit { limit: self.value_at_risk_limit, loss_share })
    }

    /// The move that value at risk counts, were the market so volatile.
    pub(super) fn adverse_move(&self, volatility: f64) -> f64 {
        self.z() * volatility * (self.days / DAYS_PER_YEAR).sqrt()
    }

    /// A position of that worth as a jump of the price finds it.
    pub(super) fn jump(&self, notional: f64) -> Jump {
        Jump { contract: self.terms.contract, side: self.side, notional }
    }

    /// Standard deviations at the confidence.
    pub(super) fn z(&self) -> f64 {
        normal_quantile(self.confidence).unwrap_or(f64::NAN)
    }

    /// Excess return over variance.
    pub(super) fn merton_fraction(&self) -> f64 {
        (self.annual_return - self.risk_free) / (self.volatility * self.volatility)
    }

    /// The highest equity, from which a drawdown counts; a fixed floor knows no other than equity now.
    pub(super) fn highest(&self) -> f64 {
        match self.rule {
            Rule::Cppi => self.equity,
            _ => self.peak.unwrap_or_default().max(self.equity),
        }
    }

    /// The price at which a level is reached.
    pub(super) fn level_price(&self, level: &ProfitLevel) -> f64 {
        self.entry * (1.0 + self.side.sign() * level.gain)
    }

    /// Whether the price has reached a level, or been left by a few units in the last place below it.
    pub(super) fn is_reached(&self, level: &ProfitLevel) -> bool {
        let beyond = self.side.sign() * (self.price - self.level_price(level));
        beyond >= -8.0 * f64::EPSILON * self.price && self.gain_is_possible(level)
    }

    /// A short gains at most all of the price.
    pub(super) fn gain_is_possible(&self, level: &ProfitLevel) -> bool {
        self.side == Side::Long || level.gain < 1.0
    }

    /// Share of the position that is left where the price stands.
    pub(super) fn share_unsold(&self) -> f64 {
        let sold: f64 = self.levels.iter().filter(|level| self.is_reached(level)).map(|level| level.share).sum();
        (1.0 - sold).max(0.0)
    }
}
