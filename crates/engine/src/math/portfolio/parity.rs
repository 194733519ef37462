//! Weights that share risk as asked: equal risk contributions, or any budget.
//!
//! ```text
//! y_i (C y)_i = b_i      y in units of volatility, then weight = y / volatility, in any proportion
//! ```
//!
//! They are the minimum of `y'Cy/2 - sum b ln y`, which is strictly convex and self-concordant once no budget is below 1, so
//! that Newton's damped steps lead to it from anywhere; the answer is checked against the equation. With sides given,
//! `C` is the correlation between the positions: its sign turns between a long and a short.
//!
//! Sources: F. Spinu, "An Algorithm for Computing Risk Parity Weights" (2013), DOI 10.2139/ssrn.2297383; S. Maillard,
//! T. Roncalli, J. Teiletche (2010), DOI 10.3905/jpm.2010.36.4.060.

use super::matrix::{Factor, Square, dot};

/// Most steps; some ten are needed.
const MOST_STEPS: usize = 500;

/// How far a share of risk may be from its budget, relative to it.
const SHARED: f64 = 1e-9;

/// A decrement below which a full step is safe.
const NEAR: f64 = 0.25;

/// Positions in units of their own volatility that share risk as the budgets, all above 0. `None` where there are none:
/// the positions hedge each other wholly.
///
/// ```
/// use ballast_engine::math::portfolio::{Square, parity::risk_parity};
/// // Independent names share risk as the squares of what is held: a budget of 4 to 1 is held 2 to 1.
/// let held = risk_parity(&Square::identity(2), &[4.0, 1.0]).unwrap_or_default();
/// assert!(matches!(held[..], [one, other] if (one / other - 2.0).abs() < 1e-8));
/// ```
pub fn risk_parity(correlations: &Square, budgets: &[f64]) -> Option<Vec<f64>> {
    let least = budgets.iter().copied().fold(f64::INFINITY, f64::min);
    let budgets: Vec<f64> = budgets.iter().map(|budget| budget / least).collect();
    let mut held: Vec<f64> = budgets.iter().map(|budget| budget.sqrt()).collect();
    let start = (budgets.iter().sum::<f64>() / correlations.between(&held, &held)).sqrt();
    held.iter_mut().for_each(|one| *one *= start);
    for _ in 0..MOST_STEPS {
        if shares_as(correlations, &held, &budgets) {
            return Some(held);
        }
        let (direction, decrement) = newton(correlations, &held, &budgets)?;
        let step = if decrement > NEAR { 1.0 / (1.0 + decrement) } else { 1.0 };
        held.iter_mut().zip(&direction).for_each(|(one, toward)| *one += step * toward);
    }
    None
}

fn shares_as(correlations: &Square, held: &[f64], budgets: &[f64]) -> bool {
    let moved = correlations.times(held);
    let each = held.iter().zip(&moved).zip(budgets);
    each.into_iter().all(|((one, moved), budget)| *one > 0.0 && (one * moved - budget).abs() <= SHARED * budget)
}

/// The step to the minimum of the parabola that fits here, and how far that is.
fn newton(correlations: &Square, held: &[f64], budgets: &[f64]) -> Option<(Vec<f64>, f64)> {
    let moved = correlations.times(held);
    let parts = held.iter().zip(budgets).zip(&moved);
    let down: Vec<f64> = parts.map(|((one, budget), moved)| budget / one - moved).collect();
    let bend: Vec<f64> = held.iter().zip(budgets).map(|(one, budget)| budget / (one * one)).collect();
    let own = |row: usize, column: usize| if row == column { bend.get(row).copied().unwrap_or_default() } else { 0.0 };
    let curvature = Square::of(held.len(), &|row, column| correlations.at(row, column) + own(row, column));
    let direction = Factor::of(&curvature, 0.0)?.solve(&down);
    let decrement = dot(&direction, &down).max(0.0).sqrt();
    decrement.is_finite().then_some((direction, decrement))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_share_risk_by_inverse_volatility_whatever_their_correlation() {
        for correlation in [-0.9, 0.0, 0.7] {
            let matrix = Square::of(2, &|row, column| if row == column { 1.0 } else { correlation });
            let held = risk_parity(&matrix, &[1.0, 1.0]).unwrap();
            assert!((held[0] / held[1] - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_illustration_of_maillard_roncalli_and_teiletche_is_reproduced() {
        // 2010, four assets: 38.4, 19.2, 24.3 and 18.2 %.
        let cells = [[1.0, 0.8, 0.0, 0.0], [0.8, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, -0.5], [0.0, 0.0, -0.5, 1.0]];
        let held = risk_parity(&Square::of(4, &|row, column| cells[row][column]), &[1.0; 4]).unwrap();
        let weights: Vec<f64> = held.iter().zip([0.1, 0.2, 0.3, 0.4]).map(|(one, vol)| one / vol).collect();
        let sum: f64 = weights.iter().sum();
        for (weight, wanted) in weights.iter().zip([0.384, 0.192, 0.243, 0.182]) {
            assert!((weight / sum - wanted).abs() < 6e-4);
        }
    }

    #[test]
    fn positions_that_hedge_each_other_wholly_share_nothing() {
        let matrix = Square::of(2, &|row, column| if row == column { 1.0 } else { -1.0 });
        assert_eq!(risk_parity(&matrix, &[1.0, 1.0]), None);
    }
}
