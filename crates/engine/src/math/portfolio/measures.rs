//! What a split risks: volatility and whose it is, heat at the stops, and how many independent names it amounts to.

use super::bounds::gross;
use super::matrix::Square;

/// A split with what its risk is made of.
///
/// ```
/// # use ballast_engine::math::portfolio::{Split, Square};
/// # let independent = Square::identity(2);
/// # let split = Split { weights: &[0.5, 0.5], volatilities: &[0.6, 0.8], correlations: &independent };
/// // Half each in two independent names of 60 % and 80 % volatility: 30 % and 40 % make 50 %.
/// assert!((split.volatility() - 0.5).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Split<'a> {
    /// Weight of each name over equity; below 0: short.
    pub weights: &'a [f64],
    /// Volatility of each a year.
    pub volatilities: &'a [f64],
    /// Their correlations.
    pub correlations: &'a Square,
}

impl Split<'_> {
    /// Each weight times its volatility.
    fn risks(&self) -> Vec<f64> {
        self.weights.iter().zip(self.volatilities).map(|(weight, volatility)| weight * volatility).collect()
    }

    /// Volatility of the whole a year.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::{Split, Square};
    /// # let independent = Square::identity(2);
    /// # let split = Split { weights: &[0.5, 0.5], volatilities: &[0.6, 0.8], correlations: &independent };
    /// // Half each in two independent names of 60 % and 80 % volatility: 30 % and 40 % make 50 %.
    /// assert!((split.volatility() - 0.5).abs() < 1e-15);
    /// ```
    pub fn volatility(&self) -> f64 {
        let risks = self.risks();
        self.correlations.between(&risks, &risks).max(0.0).sqrt()
    }

    /// Share of each name in the variance; they add up to 1. `None` without risk.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::{Split, Square};
    /// # let independent = Square::identity(2);
    /// # let split = Split { weights: &[0.5, 0.5], volatilities: &[0.6, 0.8], correlations: &independent };
    /// // Half each in two independent names of 60 % and 80 % volatility: 30 % and 40 % make 50 %.
    /// // 0.09 and 0.16 of 0.25
    /// let shares = split.risk_shares().unwrap_or_default();
    /// assert!(shares.iter().zip([0.36, 0.64]).all(|(share, wanted)| (share - wanted).abs() < 1e-15));
    /// ```
    pub fn risk_shares(&self) -> Option<Vec<f64>> {
        let risks = self.risks();
        let moved = self.correlations.times(&risks);
        let variance: f64 = risks.iter().zip(&moved).map(|(one, other)| one * other).sum();
        let shares = risks.iter().zip(&moved).map(|(one, other)| one * other / variance);
        (variance > 0.0).then(|| shares.collect())
    }

    /// The sum of the volatilities over that of the whole (Choueifaty). `None` without risk.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::{Split, Square};
    /// # let independent = Square::identity(2);
    /// # let split = Split { weights: &[0.5, 0.5], volatilities: &[0.6, 0.8], correlations: &independent };
    /// // Half each in two independent names of 60 % and 80 % volatility: 30 % and 40 % make 50 %.
    /// assert!(split.diversification_ratio().is_some_and(|ratio| (ratio - 1.4).abs() < 1e-12));
    /// ```
    pub fn diversification_ratio(&self) -> Option<f64> {
        let whole = self.volatility();
        (whole > 0.0).then(|| gross(&self.risks()) / whole)
    }

    /// 1 over the volatility of the shares of risk, counting no pair as less than independent.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::{Split, Square};
    /// # let independent = Square::identity(2);
    /// # let split = Split { weights: &[0.5, 0.5], volatilities: &[0.6, 0.8], correlations: &independent };
    /// // Half each in two independent names of 60 % and 80 % volatility: 30 % and 40 % make 50 %.
    /// // 3/7 and 4/7 of the risk: 7 / 5
    /// assert!(split.diversification_multiplier().is_some_and(|multiplier| (multiplier - 1.4).abs() < 1e-12));
    /// ```
    pub fn diversification_multiplier(&self) -> Option<f64> {
        let risks = self.risks();
        let sum = gross(&risks);
        let shares: Vec<f64> = risks.iter().map(|risk| risk.abs() / sum).collect();
        let sign = |at: usize| risks.get(at).map_or(1.0, |risk| risk.signum());
        let floored = Square::of(risks.len(), &|row, column| {
            (sign(row) * sign(column) * self.correlations.at(row, column)).max(0.0)
        });
        (sum > 0.0).then(|| 1.0 / floored.between(&shares, &shares).sqrt())
    }
}

/// How many names of equal weight are as concentrated: 1 over the sum of squared shares (Herfindahl). `None` without
/// weights.
///
/// ```
/// use ballast_engine::math::portfolio::measures::effective_number;
/// assert_eq!(effective_number(&[0.25, -0.25, 0.25, 0.25]), Some(4.0));
/// ```
pub fn effective_number(weights: &[f64]) -> Option<f64> {
    let sum = gross(weights);
    let squares: f64 = weights.iter().map(|weight| (weight / sum) * (weight / sum)).sum();
    (sum > 0.0).then(|| 1.0 / squares)
}

/// Losses at the stops put together by their correlations; below 0 for a short.
///
/// ```
/// use ballast_engine::math::portfolio::{Square, measures::correlated_heat};
/// // Losses of 300 and 400 that have nothing to do with each other.
/// assert!((correlated_heat(&[300.0, 400.0], &Square::identity(2)) - 500.0).abs() < 1e-9);
/// ```
pub fn correlated_heat(losses: &[f64], correlations: &Square) -> f64 {
    correlations.between(losses, losses).max(0.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heat_is_the_sum_of_losses_and_less_where_they_do_not_come_together() {
        // size.portfolio_heat: 300, 250 and 400.
        let cells = [[1.0, 0.8, 0.3], [0.8, 1.0, 0.5], [0.3, 0.5, 1.0]];
        let heat = correlated_heat(&[300.0, 250.0, 400.0], &Square::of(3, &|row, column| cells[row][column]));
        assert!((heat - 777.495_980_697_006_5).abs() < 1e-9);
    }

    #[test]
    fn the_effective_number_is_that_of_equal_names() {
        assert_eq!(effective_number(&[0.25, -0.25, 0.25, 0.25]), Some(4.0));
        assert_eq!(effective_number(&[0.0, 0.0]), None);
    }
}
