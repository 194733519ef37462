//! How long until interest alone liquidates, prices standing still.

use super::Loan;
use crate::math::alike::Alike;
use crate::math::solve::{Bracket, root};

/// Nothing is said beyond this many years.
const HORIZON_YEARS: u32 = 100;

/// What interest does to a loan that is healthy now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InterestOnly {
    /// The collateral earns at least what the debt costs.
    Never,
    /// Not within a hundred years.
    NotWithinHorizon,
    /// After so many years.
    After(f64),
}

impl Loan {
    /// Whether no row has a rate.
    pub fn is_free_of_interest(&self) -> bool {
        self.collaterals.iter().all(|row| row.supply_rate == 0.0) && self.debts.iter().all(|row| row.borrow_rate == 0.0)
    }

    /// Each deposit grows by its rate and each debt by its own, compounded; the first time that the health factor falls
    /// to 1. A month is looked at as a whole, so that a dip which mends itself within it is not seen.
    pub fn interest_only(&self) -> InterestOnly {
        let growing = |amount: f64, rate: f64| (amount, rate.natural_log_one_plus());
        let counted = self.collaterals.iter().map(|row| growing(row.counted(), row.supply_rate));
        let owed = self.debts.iter().map(|row| growing(-row.value(), row.borrow_rate));
        let terms: Vec<(f64, f64)> = counted.chain(owed).filter(|(amount, _)| *amount != 0.0).collect();
        let slowest_earning = slowest(&terms, 1.0);
        let slowest_relief = slowest(&terms, -1.0);
        if slowest_earning >= -slowest_relief {
            return InterestOnly::Never;
        }
        let above =
            |years: f64| terms.iter().map(|(amount, growth)| amount * (growth * years).exponential()).sum::<f64>();
        let month = |n: u32| f64::from(n) / 12.0;
        let met = (1..=12 * HORIZON_YEARS).find(|&n| above(month(n)) < 0.0);
        let bracket = met.map(|n| Bracket { low: month(n - 1), high: month(n) });
        bracket.and_then(|bracket| root(bracket, above)).map_or(InterestOnly::NotWithinHorizon, InterestOnly::After)
    }
}

/// The least growth among deposits (sign 1), or the least of minus the growth among debts (sign -1).
fn slowest(terms: &[(f64, f64)], sign: f64) -> f64 {
    let of_sign = terms.iter().filter(|(amount, _)| amount * sign > 0.0).map(|(_, growth)| growth * sign);
    of_sign.fold(f64::INFINITY, f64::min)
}
