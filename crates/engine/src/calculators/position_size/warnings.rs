//! What is odd about a ticket that can be solved.

use super::prices::Prices;
use super::solving::Plan;
use super::{Method, PositionSize, Sized};
use crate::calculators::trade::{far_from_entry, large_fees};
use crate::math::rounding::round_down_computed;
use crate::math::volatility::FluctuatingPrice;
use crate::number_text::{canonical, decimals_for, percent, shown};
use crate::spec::{Fault, Problem, Severity};

impl PositionSize {
    pub(super) fn warnings(&self, prices: &Prices, plan: &Plan<'_>) -> Vec<Problem> {
        let mut warnings = Vec::new();
        let typed_risk = percent(self.risk);
        let is_share = matches!(self.method, Method::RiskPercent | Method::PercentVolatility);
        if is_share && typed_risk > 0.0 && typed_risk <= 0.05 {
            let perhaps = canonical(typed_risk * 100.0);
            warnings
                .push(Problem::warning("risk_pct", Fault::LooksLikeFraction { means: canonical(typed_risk), perhaps }));
        }
        let fees = [("maker_fee_pct", self.terms.maker_fee), ("taker_fee_pct", self.terms.taker_fee)];
        warnings.extend(large_fees(&fees));
        warnings.extend(prices.stop.into_iter().flat_map(|stop| self.stop_warnings(stop, plan)));
        warnings.extend(self.quantity_warning(plan.smallest_order()));
        let shares: f64 = self.targets.iter().map(|target| target.share).sum();
        if !self.targets.is_empty() && shares < 1.0 - 1e-9 {
            let rest = canonical((percent(1.0 - shares) * 1e9).round() / 1e9);
            warnings.push(Problem {
                severity: Severity::Notice,
                ..Problem::warning("targets", Fault::TargetsLeaveRest(rest))
            });
        }
        warnings
    }

    /// Too far, too close for its costs, too close for the market: each said, whatever else is.
    fn stop_warnings(&self, stop: f64, plan: &Plan<'_>) -> Vec<Problem> {
        let mut faults: Vec<Fault> = far_from_entry(stop, self.entry).into_iter().collect();
        let loss = plan.at_stop.map(|at_stop| at_stop.loss()).filter(|loss| *loss > 0.0);
        let costs = plan.costs_of_stop(self, stop) / loss.unwrap_or(f64::INFINITY);
        if costs > 0.25 {
            faults.push(Fault::CostsLarge(shown(100.0 * costs, 0)));
        }
        let market = |annual_volatility| FluctuatingPrice { price: self.entry, annual_volatility }.usual_move(1.0);
        if let Some(hour) = self.annual_volatility.map(market).filter(|hour| (stop - self.entry).abs() < *hour) {
            faults.push(Fault::StopWithinHour(shown(hour, decimals_for(hour, 4, 0))));
        }
        faults.into_iter().map(|fault| Problem::warning("stop", fault)).collect()
    }

    /// A quantity typed that the venue would refuse.
    fn quantity_warning(&self, smallest: f64) -> Option<Problem> {
        let lots = round_down_computed(self.quantity, self.terms.lot_step.unwrap_or_default());
        let off_lot = self.terms.lot_step.is_some() && (self.quantity - lots).abs() > 1e-12 * self.quantity;
        let problem = |fault, quantity: f64| {
            let text = canonical(quantity);
            Problem::warning("quantity", fault).with_fix(format!("Use {text}"), vec![("quantity", text)])
        };
        match (self.method, self.quantity < smallest * (1.0 - 1e-12)) {
            (Method::Quantity, true) => Some(problem(Fault::BelowSmallestOrder(shown(smallest, 12)), smallest)),
            (Method::Quantity, false) if off_lot => Some(problem(Fault::NotInLots, lots)),
            _ => None,
        }
    }

    fn risk_warning_of(&self, share: f64) -> Option<Problem> {
        let key = match self.method {
            Method::RiskAmount => "risk_amount",
            Method::Quantity => "quantity",
            Method::FixedRatio | Method::UnitsPerMoney => "unit_quantity",
            Method::AllMargin => "leverage",
            Method::RiskPercent | Method::PercentVolatility => "risk_pct",
        };
        let above = |limit: Option<f64>| {
            limit.filter(|limit| share > limit * (1.0 + 1e-9)).map(|limit| canonical(percent(limit)))
        };
        match (above(self.risk_alarm), above(self.risk_warning)) {
            (Some(limit), _) => Some(Problem::warning(key, Fault::RiskVeryHigh(limit))),
            (None, Some(limit)) => Some(Problem::warning(key, Fault::RiskHigh(limit))),
            _ => None,
        }
    }
}

impl Sized {
    pub(super) fn stop_beyond_liquidation(&self, input: &PositionSize, prices: &Prices) -> Vec<Problem> {
        let mut warnings = Vec::new();
        if let (Some(stop), Ok(liquidation)) = (prices.stop, self.liquidation)
            && input.side.sign() * (stop - liquidation) <= 0.0
        {
            let price = shown(liquidation, decimals_for(liquidation, 7, 0));
            let problem = Problem::warning("stop", Fault::StopBeyondLiquidation(price));
            warnings.push(match self.leverage_max_for_stop {
                Ok(leverage) => {
                    problem.with_fix(format!("Use {}×", canonical(leverage)), vec![("leverage", canonical(leverage))])
                }
                Err(_) => problem,
            });
        }
        if !self.can_be_opened
            && let Ok(leverage) = self.leverage_max_for_stop
        {
            let text = canonical(leverage);
            let problem = Problem::warning("leverage", Fault::LeverageCannotOpen);
            warnings.push(problem.with_fix(format!("Use {text}×"), vec![("leverage", text)]));
        }
        let shares = [self.risked_share, self.share_lost_at_stop].into_iter().flatten();
        warnings.extend(shares.reduce(f64::max).and_then(|share| input.risk_warning_of(share)));
        warnings
    }
}
