//! The loan loop: borrow against the collateral, buy more of it, and again.
//!
//! ```text
//! after n rounds at l       leverage L = 1 + l + ... + l^n      a leverage takes (L - 1) / L of the collateral as debt
//! earned a year on equity   L supply - (L - 1) borrow
//! ```

use super::{Collateral, Debt, Loan};
use crate::math::alike::Alike;

/// A position built up from equity alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loop {
    /// Own money put in, in value.
    pub equity: f64,
    /// Collateral over equity, 1 or more.
    pub leverage: f64,
}

/// Collateral over equity after so many rounds, each borrowing that share of what was last put in.
pub fn leverage_after_rounds(rounds: u32, share: f64) -> f64 {
    if share == 1.0 {
        return f64::from(rounds) + 1.0;
    }
    (1.0 - share.power(f64::from(rounds) + 1.0)) / (1.0 - share)
}

/// The leverage at which debt over collateral is that share; none at 1.
pub fn leverage_at(share: f64) -> f64 {
    1.0 / (1.0 - share)
}

impl Loop {
    /// The loan that it ends in, with that collateral and that debt at their prices and rates.
    pub fn loan(self, collateral: &Collateral, debt: &Debt) -> Loan {
        let deposited = self.equity * self.leverage / collateral.price;
        let borrowed = self.equity * (self.leverage - 1.0) / debt.price;
        Loan {
            collaterals: vec![Collateral { quantity: deposited, ..*collateral }],
            debts: vec![Debt { quantity: borrowed, ..*debt }],
        }
    }
}
