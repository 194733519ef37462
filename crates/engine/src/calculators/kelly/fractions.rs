//! The results: what a fraction means, how far it is to be trusted, and what more or less of it would do.

use super::horizon::Ahead;
use super::uncertainty::Uncertainty;
use crate::math::kelly::{Applied, GrowthPoint, Limit, TestedEdge, TradeOff};
use crate::spec::{Listed, Reason, Value, Word, word};

/// How a fraction reads: as a share of equity at risk, as an exposure, or as both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Measure {
    /// Results in R.
    Multiples {
        /// What the stop loses per unit staked, costs included.
        planned_loss: f64,
        /// What the worst result loses.
        worst_loss: f64,
    },
    /// Results are returns on the position.
    Returns {
        /// What the worst result loses per unit of notional, costs included.
        worst_loss: f64,
    },
    /// A market held all the time.
    Market,
}

impl Measure {
    /// The share of equity that a planned loss takes.
    pub(super) fn at_risk(self, fraction: f64) -> Result<f64, Reason> {
        match self {
            Measure::Multiples { planned_loss, .. } => Ok(fraction * planned_loss),
            Measure::Returns { worst_loss } => Ok(fraction * worst_loss),
            Measure::Market => Err(NO_WORST_LOSS),
        }
    }

    /// The share of equity that the worst result takes.
    pub(super) fn worst_case(self, fraction: f64) -> Result<f64, Reason> {
        match self {
            Measure::Multiples { worst_loss, .. } | Measure::Returns { worst_loss } => Ok(fraction * worst_loss),
            Measure::Market => Err(NO_WORST_LOSS),
        }
    }

    /// Notional over equity.
    pub(super) fn exposure(self, fraction: f64) -> Result<f64, Reason> {
        match self {
            Measure::Multiples { .. } => Err(Reason("Results are in R: the exposure follows from the stop")),
            Measure::Returns { .. } | Measure::Market => Ok(fraction),
        }
    }

    /// What one unit staked can lose at most, planned or not; 0 where no loss is the worst.
    pub(super) fn largest_loss(self) -> f64 {
        match self {
            Measure::Multiples { planned_loss, worst_loss } => planned_loss.max(worst_loss),
            Measure::Returns { worst_loss } => worst_loss,
            Measure::Market => 0.0,
        }
    }
}

/// Whether there is an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// There is.
    Edge,
    /// There is none.
    NoEdge,
    /// There was, before costs.
    LostToCosts,
    /// A win is certain: the fraction is only the limit that full Kelly tends to.
    Certain,
}

/// What the estimate of the edge rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    Untested,
    NoEdge,
    Weak,
    Fair,
    Strong,
}

impl Listed for Evidence {
    const VARIANTS: &'static [Evidence] =
        &[Evidence::Untested, Evidence::NoEdge, Evidence::Weak, Evidence::Fair, Evidence::Strong];
    const WORDS: &'static [Word] = &[
        word("untested", "Untested: an upper bound"),
        word("no-edge", "No edge"),
        word("weak", "Weak, may be luck (t below 2)"),
        word("fair", "Fair (t from 2 to 3)"),
        word("strong", "Strong (t of 3 or more)"),
    ];
}

/// What holds the fraction down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binding {
    None,
    Exposure,
    Equity,
    Fall,
    Liquidation,
}

impl Listed for Binding {
    const VARIANTS: &'static [Binding] =
        &[Binding::None, Binding::Exposure, Binding::Equity, Binding::Fall, Binding::Liquidation];
    const WORDS: &'static [Word] = &[
        word("none", "None"),
        word("exposure", "Exposure limit"),
        word("equity", "All of equity"),
        word("drawdown", "Limit on falls"),
        word("liquidation", "Liquidation on the way"),
    ];
}

/// A row of the table: what staking so much would do.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) name: Word,
    pub(super) trade_off: TradeOff,
    /// Standard deviation, per trade or per year.
    pub(super) volatility: f64,
}

/// What comes of it: shares and rates as fractions, or why there is no number.
#[derive(Clone, Debug)]
pub struct Fractions {
    pub(super) measure: Measure,
    pub(super) standing: Standing,
    pub(super) full: f64,
    pub(super) applied: Applied,
    pub(super) tested: Option<TestedEdge>,
    pub(super) shrink_factor: f64,
    pub(super) growth: Result<f64, Reason>,
    pub(super) zero_growth: Result<f64, Reason>,
    pub(super) used: Result<TradeOff, Reason>,
    pub(super) expectancy: Result<f64, Reason>,
    pub(super) required_win: Result<f64, Reason>,
    pub(super) account_volatility: Result<f64, Reason>,
    pub(super) rows: Vec<Row>,
    pub(super) curve: Vec<GrowthPoint>,
    pub(super) uncertainty: Uncertainty,
    pub(super) ahead: Ahead,
}

pub(super) const NO_EDGE: Reason = Reason("No edge");
const NO_WORST_LOSS: Reason = Reason("No worst loss in this model: see the exposure");
pub(super) const TAKES_EVERYTHING: Reason = Reason("One loss takes everything");
pub(super) const NOTHING_STAKED: Reason = Reason("Nothing is staked");

impl Fractions {
    pub(super) fn evidence(&self) -> Evidence {
        let lost = matches!(self.standing, Standing::NoEdge | Standing::LostToCosts);
        match self.tested {
            _ if lost => Evidence::NoEdge,
            None => Evidence::Untested,
            Some(tested) => match tested.t_statistic() {
                Some(t) if t < 2.0 => Evidence::Weak,
                Some(t) if t < 3.0 => Evidence::Fair,
                _ => Evidence::Strong,
            },
        }
    }

    pub(super) fn binding(&self) -> Binding {
        match self.applied.binding {
            None => Binding::None,
            Some(Limit::Exposure) => Binding::Exposure,
            Some(Limit::FractionAtRisk) => Binding::Equity,
            Some(Limit::Fall) => Binding::Fall,
            Some(Limit::Barrier) => Binding::Liquidation,
        }
    }

    /// Growth a bet, or a year.
    pub(super) fn growth_if(&self, yearly: bool) -> Value {
        match (self.measure == Measure::Market, yearly) {
            (true, false) => Value::Absent(Reason("Counted per year in this model")),
            (false, true) => Value::Absent(Reason("Depends on how many trades a year has")),
            _ => self.growth.into(),
        }
    }

    pub(super) fn used_if(&self, of: fn(&TradeOff) -> Result<f64, Reason>) -> Value {
        self.used.as_ref().map_err(|reason| *reason).and_then(of).into()
    }

    /// What is left of full Kelly; nothing to shrink without an edge.
    pub(super) fn left(&self) -> Value {
        let lost = matches!(self.standing, Standing::NoEdge | Standing::LostToCosts);
        if lost { Value::Absent(NO_EDGE) } else { Value::Number(self.shrink_factor) }
    }

    pub(super) fn table(&self) -> Value {
        let row = |row: &Row| {
            let (measure, fraction) = (self.measure, row.trade_off.fraction);
            let numbers = [
                measure.at_risk(fraction).map_err(|_| Reason("No worst loss")),
                measure.exposure(fraction).map_err(|_| Reason("In R")),
                growth_kept(&row.trade_off),
                Ok(row.volatility),
                Ok(row.trade_off.chance_ever_to_halve.at_most),
                doubling(&row.trade_off),
            ];
            std::iter::once(Value::Word(row.name)).chain(numbers.map(Value::from)).collect()
        };
        Value::Table(self.rows.iter().map(row).collect())
    }
}

pub(super) fn growth_kept(trade_off: &TradeOff) -> Result<f64, Reason> {
    trade_off.growth_kept.ok_or(TAKES_EVERYTHING)
}

pub(super) fn doubling(trade_off: &TradeOff) -> Result<f64, Reason> {
    trade_off.chance_to_double_before_halving.map(|bounds| bounds.at_least).map_err(|_| NOTHING_STAKED)
}
