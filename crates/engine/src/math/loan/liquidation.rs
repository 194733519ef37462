//! What a liquidation takes, and what it leaves.

use super::{Collateral, Debt, Loan, largest};
use crate::math::order::within;

/// How a protocol liquidates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LiquidationRules {
    /// Takes all collateral and all debt of the account over, and credits what its own valuation leaves (Compound).
    pub takes_all: bool,
    /// The most of all debt that one liquidation may repay, a fraction.
    pub close_factor: f64,
    /// When it may repay the whole of a debt regardless, and what it must not leave (Aave).
    pub full_close: Option<FullClose>,
}

/// Aave's exceptions from its close factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FullClose {
    /// At or below this health factor.
    pub health_factor: f64,
    /// If collateral or debt of the pair is worth less than this.
    pub value: f64,
    /// A liquidation leaves nothing of a deposit or debt, or at least this.
    pub leftover: f64,
}

/// One liquidation, the largest that the rules allow, of the largest debt against the largest collateral; in value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Liquidated {
    /// Of all debt, what may be repaid.
    pub close_factor: f64,
    /// Debt repaid.
    pub repaid: f64,
    /// Collateral taken.
    pub seized: f64,
    /// What the borrower loses by it.
    pub cost: f64,
    /// What is left to the borrower once the rest of the debt is paid; 0 or more.
    pub left: f64,
}

/// Morpho's incentive factor from the market's LLTV: `min(1.15, 1/(1 - 0.3 (1 - LLTV)))`.
pub fn incentive_of_threshold(threshold: f64) -> f64 {
    (1.0 / (1.0 - 0.3 * (1.0 - threshold))).min(1.15)
}

impl Loan {
    /// What the rules allow at the prices of this loan, which is taken as liquidatable; absent where nothing is owed or
    /// nothing stands behind it.
    pub fn liquidated(&self, rules: &LiquidationRules) -> Option<Liquidated> {
        let collateral = largest(&self.collaterals, Collateral::value)?;
        let debt = largest(&self.debts, Debt::value)?;
        if debt.value() <= 0.0 || collateral.value() <= 0.0 {
            return None;
        }
        Some(if rules.takes_all { self.absorbed() } else { self.partly(rules, collateral, debt.value()) })
    }

    fn absorbed(&self) -> Liquidated {
        let credited: f64 = self.collaterals.iter().map(|row| row.value() * (1.0 - row.penalty)).sum();
        let left = (credited - self.debt_value()).max(0.0);
        let (seized, repaid) = (self.collateral_value(), self.debt_value());
        Liquidated { close_factor: 1.0, repaid, seized, cost: (seized - repaid - left).max(0.0), left }
    }

    fn partly(&self, rules: &LiquidationRules, collateral: &Collateral, debt: f64) -> Liquidated {
        let close_factor = self.close_factor(rules, collateral.value(), debt);
        let bonus = 1.0 + collateral.penalty;
        let allowed = debt.min(close_factor * self.debt_value()).min(collateral.value() / bonus);
        let repaid = rules.full_close.map_or(allowed, |rule| rule.without_dust(allowed, collateral, debt));
        let seized = repaid * bonus;
        let left = (self.equity() - (seized - repaid)).max(0.0);
        Liquidated { close_factor, repaid, seized, cost: seized - repaid, left }
    }

    fn close_factor(&self, rules: &LiquidationRules, collateral: f64, debt: f64) -> f64 {
        let health = self.health_factor().unwrap_or(f64::INFINITY);
        let whole = |rule: FullClose| health <= rule.health_factor || collateral < rule.value || debt < rule.value;
        if rules.full_close.is_some_and(whole) { 1.0 } else { rules.close_factor }
    }
}

impl FullClose {
    /// All of the debt, all of the collateral, or so little that enough is left of both.
    fn without_dust(self, repaid: f64, collateral: &Collateral, debt: f64) -> f64 {
        let bonus = 1.0 + collateral.penalty;
        let is_whole = repaid >= debt || repaid >= collateral.value() / bonus;
        let most = (debt - self.leftover).min((collateral.value() - self.leftover) / bonus);
        if is_whole { repaid } else { within(repaid, 0.0, most.max(0.0)) }
    }
}
