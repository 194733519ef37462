//! What the market's depth allows, and what closing all that is held would do.

use super::rule::Rule;
use super::solving::{NOTHING_HELD, OTHER_RULE};
use super::tables::{PLACES, table};
use super::{Allowance, ExposureThrottle};
use crate::math::contract::{Contract, Side};
use crate::math::impact::{Peak, SquareRootLaw, Unwinding, average_slippage};
use crate::math::volatility::daily_volatility;
use crate::spec::{Reason, Value};

const PRICE_GONE: Reason = Reason("None: the market would not take it at any price");
const NOT_INVERSE: Reason = Reason("Not of inverse contracts");
pub(super) const EQUITY_SPENT: Reason = Reason("None: closing takes all of equity");
/// Other impacts accepted, in multiples of the one typed.
const IMPACTS: [f64; 5] = [0.25, 0.5, 1.0, 2.0, 4.0];

/// What closing the position does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Closing {
    pub impact: f64,
    pub slippage: f64,
    pub money: Result<Money, Reason>,
}

/// What it does to equity.
#[derive(Clone, Copy, Debug)]
pub(super) struct Money {
    pub cost: f64,
    pub equity_after: f64,
    pub critical: f64,
    pub peak: Result<Peak, Reason>,
}

impl ExposureThrottle {
    fn law(&self) -> SquareRootLaw {
        SquareRootLaw {
            daily_volume: self.daily_volume,
            daily_volatility: daily_volatility(self.volatility),
            coefficient: self.impact_coefficient,
        }
    }

    /// Notional over equity of what can be closed at such an impact.
    pub(super) fn exposure_at_impact(&self, impact: f64) -> f64 {
        self.terms.payoff().notional(self.law().quantity(impact), self.price) / self.equity
    }

    /// What closing so much does; a long cannot push the price below nothing.
    pub(super) fn closing(&self, held: f64) -> Result<Closing, Reason> {
        let impact = self.law().impact(held);
        match self.rule {
            Rule::Liquidity if held <= 0.0 => Err(NOTHING_HELD),
            Rule::Liquidity if self.side == Side::Long && impact >= 1.0 => Err(PRICE_GONE),
            Rule::Liquidity => {
                Ok(Closing { impact, slippage: average_slippage(impact), money: self.closing_money(held, impact) })
            }
            _ => Err(OTHER_RULE),
        }
    }

    fn closing_money(&self, held: f64, impact: f64) -> Result<Money, Reason> {
        if self.terms.contract == Contract::Inverse {
            return Err(NOT_INVERSE);
        }
        let notional = self.terms.payoff().notional(held, self.price);
        let unwinding = Unwinding { side: self.side, impact, exposure: notional / self.equity };
        Ok(Money {
            cost: average_slippage(impact) * notional,
            equity_after: unwinding.equity_after() * notional,
            critical: unwinding.critical_exposure(),
            peak: unwinding.peak().ok_or(EQUITY_SPENT),
        })
    }

    /// Impact, exposure and position at other impacts accepted.
    pub(super) fn impacts(&self) -> Result<Vec<[f64; 3]>, Reason> {
        if self.rule != Rule::Liquidity {
            return Err(OTHER_RULE);
        }
        let row = |times: f64| {
            let impact = times * self.max_impact;
            let exposure = self.capped(self.exposure_at_impact(impact));
            [impact, exposure, exposure * self.equity]
        };
        Ok(IMPACTS.into_iter().map(row).collect())
    }

    /// Exposure allowed over the impact accepted, as far as twice what is accepted or what closing would do.
    pub(super) fn impact_curve(&self) -> Vec<[f64; 2]> {
        let end = 2.0 * self.max_impact.max(self.closing(self.held.abs()).map_or(0.0, |closing| closing.impact));
        let point = |place: u32| {
            let impact = end * f64::from(place) / f64::from(PLACES);
            [impact, self.capped(self.exposure_at_impact(impact))]
        };
        if end > 0.0 { (0..=PLACES).map(point).collect() } else { Vec::new() }
    }
}

impl Allowance {
    pub(super) fn closing_figure(&self, figure: fn(&Closing) -> f64) -> Value {
        self.closing.as_ref().map(figure).map_err(|reason| *reason).into()
    }

    pub(super) fn closing_money(&self, figure: fn(&Money) -> Result<f64, Reason>) -> Value {
        self.closing.and_then(|closing| closing.money).and_then(|money| figure(&money)).into()
    }

    pub(super) fn impact_table(&self) -> Value {
        table(self.impacts.as_ref(), |rows| rows.iter().map(|row| row.map(Value::Number).to_vec()).collect())
    }
}
