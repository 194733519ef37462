//! From what is typed to how the loan stands.

use super::standing::{Looped, Standing, factor, health_factor, stress};
use super::{DebtPosition, LoopBy};
use crate::math::loan::{
    Collateral, Debt, LiquidationRules, Loan, Loop, Moving, largest, leverage_after_rounds, leverage_at,
};
use crate::math::touch::{Barrier, DriftingPrice};
use crate::math::volatility::DAYS_PER_YEAR;
use crate::number_text::{canonical, percent, shown};
use crate::records::family_of;
use crate::spec::{Fault, Problem, Reason, Severity, Solved};

const NO_VOLATILITY: Reason = Reason("No volatility is given");
const NO_CHANCE: Reason = Reason("No finite chance with these figures");
const NO_LOOP: Reason = Reason("No loop is described");

/// Loan rows to how they stand.
pub(super) fn solve(input: &DebtPosition) -> Result<Solved<Standing>, Vec<Problem>> {
    let loan = input.loan()?;
    let rules = input.protocol.rules(input.close_factor);
    let looped = input.looped(&loan, &rules)?;
    let standing = Standing {
        wanted: input.wanted_health_factor,
        parts: loan.parts(Moving::Together),
        touch_within: input.touched(&loan, input.horizon_days / DAYS_PER_YEAR),
        touch_ever: input.touched(&loan, f64::INFINITY),
        stress: stress(&loan, &rules),
        looped,
        rules,
        loan,
    };
    let mut warnings = input.crossed_thresholds(&standing.loan);
    warnings.extend(input.whose_volatility(&standing));
    Ok(Solved { results: standing, warnings })
}

impl DebtPosition {
    /// Where both sides move the volatility is that of their ratio, which is small between coins of one family.
    fn whose_volatility(&self, standing: &Standing) -> Option<Problem> {
        self.annual_volatility?;
        let held = standing.leading_collateral().and_then(|(at, _)| self.collaterals.get(at))?;
        let owed = standing.leading_debt().and_then(|(at, _)| self.debts.get(at))?;
        let named = |symbol: &str, other: &str| if symbol.is_empty() { other.to_owned() } else { symbol.to_owned() };
        let pair = format!("{} against {}", named(&held.symbol, "the collateral"), named(&owed.symbol, "the debt"));
        let is_family = family_of(&held.symbol).is_some() && family_of(&held.symbol) == family_of(&owed.symbol);
        Some(match is_family {
            true => Problem::warning("annual_vol_pct", Fault::VolatilityOfFamily(pair)),
            false => Problem {
                severity: Severity::Notice,
                ..Problem::error("annual_vol_pct", Fault::VolatilityOfRatio(pair))
            },
        })
    }

    /// The chance that all that moves comes to the liquidating factor, as one price.
    fn touched(&self, loan: &Loan, years: f64) -> Result<f64, Reason> {
        let at = factor(loan)?;
        let annual_volatility = self.annual_volatility.ok_or(NO_VOLATILITY)?;
        let price = DriftingPrice { price: 1.0, annual_drift: self.annual_drift, annual_volatility };
        let barrier = if loan.parts(Moving::Together).fears_a_fall() { Barrier::Below(at) } else { Barrier::Above(at) };
        price.touch_probability(barrier, years).ok_or(NO_CHANCE)
    }

    /// The loop with the largest deposit and the largest debt, from the equity there is.
    fn looped(&self, loan: &Loan, rules: &LiquidationRules) -> Result<Result<Looped, Reason>, Vec<Problem>> {
        if self.loop_by == LoopBy::None {
            return Ok(Err(NO_LOOP));
        }
        let collateral = largest(&loan.collaterals, Collateral::value);
        let debt = largest(&loan.debts, Debt::value);
        let (Some(collateral), Some(debt)) = (collateral, debt) else {
            return Ok(Err(Reason("What I owe names no coin to borrow")));
        };
        if loan.equity() <= 0.0 {
            return Ok(Err(Reason("No equity is left to loop")));
        }
        let leverage = self.leverage(collateral.loan_to_value).map_err(|problem| vec![problem])?;
        let end = Loop { equity: loan.equity(), leverage }.loan(collateral, debt);
        Ok(Ok(Looped {
            leverage,
            net_rate: end.net_rate().ok_or(NO_CHANCE),
            health_factor: health_factor(&end),
            distance: factor(&end).map(|factor| factor - 1.0),
            stress: stress(&end, rules),
        }))
    }

    /// Collateral over equity, within what the collateral lets borrow.
    fn leverage(&self, most: f64) -> Result<f64, Problem> {
        match self.loop_by {
            LoopBy::Rounds => {
                let share = self.loop_borrow.unwrap_or(most);
                if share > most {
                    let fault = Fault::MustBeBetween("0".to_owned(), format!("{} %", canonical(percent(most))));
                    return Err(Problem::error("loop_borrow_pct", fault));
                }
                Ok(leverage_after_rounds(self.loop_count, share))
            }
            LoopBy::Leverage | LoopBy::None => {
                let highest = leverage_at(most);
                if self.wanted_leverage > highest * (1.0 + 1e-12) {
                    return Err(Problem::error("wanted_leverage", Fault::LeverageAboveTier(shown(highest, 2))));
                }
                Ok(self.wanted_leverage)
            }
        }
    }
}
