//! What not knowing the edge does to the fraction, each way beside the others with what it assumes.

use super::fractions::{Fractions, NO_EDGE};
use super::solving::{Edge, Game};
use super::{EdgeModel, Kelly, Shrinkage};
use crate::math::kelly::{Bet, Binary, Continuous, NoEstimate, TestedEdge, WinRecord};
use crate::spec::{Column, Kind, Listed, Reason, Unit, Value};

const UNTESTED: Reason = Reason("Untested");
const NEEDS_WIN_RATE: Reason = Reason("Needs a win rate and payoff");
const NO_ESTIMATE: Reason = Reason("The record allows no estimate");

pub(super) const COLUMNS: &[Column] = &[
    Column { name: "way", label: "Taking it", kind: Kind::Choice, unit: Unit::None, neutral: None },
    Column { name: "left_pct", label: "Left of full Kelly", kind: Kind::Number, unit: Unit::Percent, neutral: None },
    Column {
        name: "fraction_at_risk_pct",
        label: "Full Kelly then",
        kind: Kind::Number,
        unit: Unit::Percent,
        neutral: None,
    },
    Column { name: "exposure", label: "Exposure", kind: Kind::Number, unit: Unit::Times, neutral: None },
    Column { name: "assumes", label: "Assumes", kind: Kind::Text, unit: Unit::None, neutral: None },
];

/// The share of full Kelly that each way leaves, and what is known of the win rate.
#[derive(Clone, Debug)]
pub(super) struct Uncertainty {
    pub(super) ways: Vec<(Shrinkage, Result<f64, Reason>)>,
    /// The win rate that the way chosen goes by.
    pub(super) win_rate: Result<f64, Reason>,
    /// Chance that there is an edge at all, prior and record counted.
    pub(super) edge_chance: Result<f64, Reason>,
}

impl Uncertainty {
    pub(super) fn of(input: &Kelly, edge: &Edge, full: f64) -> Uncertainty {
        let left = |way: Shrinkage| {
            if full <= 0.0 {
                return Err(NO_EDGE);
            }
            match way {
                Shrinkage::None => Ok(1.0),
                Shrinkage::Sample => edge.tested.map(TestedEdge::shrink_factor).ok_or(UNTESTED),
                Shrinkage::Posterior => Ok(input.full_at(input.win_rate_by(way)?)? / full),
                Shrinkage::LowerBound => Ok(input.full_at_lower_bound(edge)? / full),
            }
        };
        Uncertainty {
            ways: Shrinkage::VARIANTS.iter().map(|way| (*way, left(*way))).collect(),
            win_rate: input.win_rate_by(input.shrinkage),
            edge_chance: input.edge_chance(edge),
        }
    }

    /// What the way chosen leaves; all of it where there is nothing to shrink by.
    pub(super) fn factor(&self, way: Shrinkage) -> f64 {
        let chosen = self.ways.iter().find(|(other, _)| *other == way);
        chosen.and_then(|(_, left)| left.ok()).unwrap_or(1.0)
    }
}

impl Kelly {
    fn record(&self) -> Result<WinRecord, Reason> {
        if self.edge_model != EdgeModel::Binary {
            return Err(NEEDS_WIN_RATE);
        }
        let trades = self.sample_size.ok_or(UNTESTED)?;
        Ok(WinRecord { wins: self.win_rate * f64::from(trades), trades })
    }

    /// The win rate that a way goes by.
    fn win_rate_by(&self, way: Shrinkage) -> Result<f64, Reason> {
        let rate = match way {
            Shrinkage::Posterior => self.record()?.posterior_mean(self.prior),
            Shrinkage::LowerBound => self.record()?.lower_bound(self.confidence),
            Shrinkage::Sample | Shrinkage::None if self.edge_model == EdgeModel::Binary => Ok(self.win_rate),
            Shrinkage::Sample | Shrinkage::None => return Err(NEEDS_WIN_RATE),
        };
        rate.map_err(|_| NO_ESTIMATE)
    }

    fn edge_chance(&self, edge: &Edge) -> Result<f64, Reason> {
        let trades = match self.edge_model {
            EdgeModel::Binary => {
                let required = self.required_win()?;
                return self.record()?.chance_above(required, self.prior).map_err(|_| NO_ESTIMATE);
            }
            EdgeModel::Outcomes | EdgeModel::Trades => self.observations(),
            EdgeModel::Continuous => None,
        };
        edge.tested.ok_or(UNTESTED)?.chance_above_zero(trades).ok_or(NO_ESTIMATE)
    }

    /// How many trades the edge was counted on.
    pub(super) fn observations(&self) -> Option<u32> {
        match self.edge_model {
            EdgeModel::Trades => u32::try_from(self.trades.len()).ok(),
            EdgeModel::Continuous => None,
            EdgeModel::Binary | EdgeModel::Outcomes => self.sample_size,
        }
    }

    /// Full Kelly of the same bet at another win rate.
    fn full_at(&self, win_rate: f64) -> Result<f64, Reason> {
        let binary = Binary { win_probability: win_rate, win: self.payoff_ratio * self.loss, loss: self.loss };
        let bet = Bet::binary(binary).and_then(|bet| bet.after_cost(self.cost)).map_err(|_| NO_ESTIMATE)?;
        bet.full_kelly().fraction().ok_or(NO_ESTIMATE)
    }

    /// Full Kelly where the edge is only as good as its lower bound: a lower win rate, or a cost more.
    fn full_at_lower_bound(&self, edge: &Edge) -> Result<f64, Reason> {
        if self.edge_model == EdgeModel::Binary {
            return self.full_at(self.win_rate_by(Shrinkage::LowerBound)?);
        }
        let tested = edge.tested.ok_or(UNTESTED)?;
        let doubt = tested.lower_bound(self.confidence).map(|bound| tested.edge - bound);
        let full = doubt.and_then(|doubt| match &edge.game {
            Game::Bet(bet) => bet.after_cost(doubt).map(|bet| bet.full_kelly()).map_err(|_| NoEstimate::OutOfRange),
            Game::Market(market) => Ok(Continuous { annual_cost: market.annual_cost + doubt, ..*market }.full_kelly()),
        });
        full.ok().and_then(|full| full.fraction()).ok_or(NO_ESTIMATE)
    }
}

impl Fractions {
    pub(super) fn uncertainty_table(&self) -> Value {
        let row = |(way, left): &(Shrinkage, Result<f64, Reason>)| {
            let full = left.map(|left| left * self.full);
            let at_risk = full.and_then(|full| self.measure.at_risk(full).map_err(|_| Reason("No worst loss")));
            let exposure = full.and_then(|full| self.measure.exposure(full).map_err(|_| Reason("In R")));
            let assumes = Value::Text(assumption(*way).to_owned());
            vec![Value::Word(Listed::word(*way)), (*left).into(), at_risk.into(), exposure.into(), assumes]
        };
        Value::Table(self.uncertainty.ways.iter().map(row).collect())
    }
}

fn assumption(way: Shrinkage) -> &'static str {
    match way {
        Shrinkage::Sample => {
            "The true edge scatters around the one measured by its standard error; most growth on average over that"
        }
        Shrinkage::Posterior => {
            "You believed the prior before the record. Growth is linear in the chance, so it is the prior that lowers the bet, not the doubt"
        }
        Shrinkage::LowerBound => {
            "The true edge is no better than its lower bound: caution by choice, not the most growth"
        }
        Shrinkage::None => "The figures typed are the truth",
    }
}
