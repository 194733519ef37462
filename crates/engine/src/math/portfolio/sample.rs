//! Returns as they were: their correlations, and the split that would have grown fastest on them.

use super::bounds::{Bounds, Growth};
use super::matrix::{Square, dot};
use crate::math::alike::Alike;

/// Returns, a row a period and a column a name.
///
/// ```
/// # use ballast_engine::math::portfolio::sample::{Play, Sample};
/// # let sample = Sample { periods: vec![vec![0.5], vec![-0.25]] };
/// # let play = Play { interest: 0.0, share: 1.0 };
/// // Half won, then a quarter lost.
/// assert_eq!(sample.means(), [0.125]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// The periods.
    pub periods: Vec<Vec<f64>>,
}

/// What a sample says of its names.
///
/// ```
/// use ballast_engine::math::portfolio::sample::{Estimate, Sample};
/// // The second name moves three times as far as the first.
/// let sample = Sample { periods: vec![vec![0.01, 0.03], vec![-0.01, -0.03]] };
/// let together = sample.estimate().map(|Estimate { correlations, .. }| correlations.at(0, 1));
/// assert!(together.is_ok_and(|correlation| (correlation - 1.0).abs() < 1e-12));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Standard deviation of each a period, with one degree of freedom less.
    pub deviations: Vec<f64>,
    /// Their correlations.
    pub correlations: Square,
}

impl Sample {
    fn names(&self) -> usize {
        self.periods.first().map_or(0, Vec::len)
    }

    /// The average return of each name.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::sample::{Play, Sample};
    /// # let sample = Sample { periods: vec![vec![0.5], vec![-0.25]] };
    /// # let play = Play { interest: 0.0, share: 1.0 };
    /// // Half won, then a quarter lost.
    /// assert_eq!(sample.means(), [0.125]);
    /// ```
    pub fn means(&self) -> Vec<f64> {
        let count = self.periods.len() as f64;
        (0..self.names()).map(|name| self.column(name).sum::<f64>() / count).collect()
    }

    fn column(&self, name: usize) -> impl Iterator<Item = f64> + '_ {
        self.periods.iter().filter_map(move |period| period.get(name).copied())
    }

    /// Deviations and correlations (Pearson's); the place of a name that never moved otherwise.
    ///
    /// # Errors
    /// A name whose returns are all the same, which is correlated with nothing.
    ///
    /// ```
    /// use ballast_engine::math::portfolio::sample::Sample;
    /// // The second name never moved.
    /// let sample = Sample { periods: vec![vec![0.01, 0.02], vec![-0.01, 0.02]] };
    /// assert_eq!(sample.estimate().map(|estimate| estimate.deviations), Err(1));
    /// ```
    pub fn estimate(&self) -> Result<Estimate, usize> {
        let means = self.means();
        let centred: Vec<Vec<f64>> =
            means.iter().enumerate().map(|(name, mean)| self.column(name).map(|one| one - mean).collect()).collect();
        let lengths: Vec<f64> = centred.iter().map(|column| dot(column, column).sqrt()).collect();
        if let Some(flat) = lengths.iter().position(|length| *length <= 1e-12) {
            return Err(flat);
        }
        let between = |row: usize, column: usize| match (centred.get(row), centred.get(column)) {
            _ if row == column => 1.0,
            (Some(one), Some(other)) => dot(one, other),
            _ => 0.0,
        };
        let units: Vec<f64> = lengths.iter().map(|length| 1.0 / length).collect();
        let products = Square::of(means.len(), &between);
        let correlations = Square::of(means.len(), &|row, column| match row == column {
            true => 1.0,
            false => products.at(row, column) * units.get(row).unwrap_or(&0.0) * units.get(column).unwrap_or(&0.0),
        });
        let freedom = (self.periods.len() as f64 - 1.0).sqrt();
        Ok(Estimate { deviations: lengths.into_iter().map(|length| length / freedom).collect(), correlations })
    }
}

/// How a sample is played: what idle money earns a period, and the share of Kelly.
///
/// ```
/// # use ballast_engine::math::portfolio::sample::{Play, Sample};
/// # let sample = Sample { periods: vec![vec![0.5], vec![-0.25]] };
/// # let play = Play { interest: 0.0, share: 1.0 };
/// // Half won, then a quarter lost.
/// let half = Play { share: 0.5, ..play };
/// // At the whole of equity: 1.5 * 0.75 = 1.125 over two periods, whatever the share of Kelly.
/// assert_eq!(sample.growth(&[1.0], half), sample.growth(&[1.0], play));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Play {
    /// Interest of idle money a period.
    pub interest: f64,
    /// 1 is full Kelly, 0.5 half.
    pub share: f64,
}

/// Most steps to the best split.
const MOST_STEPS: usize = 200;

impl Sample {
    /// Equity after each period for 1 before it.
    fn ends(&self, weights: &[f64], play: Play) -> Vec<f64> {
        let excess = |period: &Vec<f64>| -> f64 {
            period.iter().zip(weights).map(|(one, weight)| weight * (one - play.interest)).sum()
        };
        self.periods.iter().map(|period| 1.0 + play.interest + excess(period)).collect()
    }

    /// Average growth a period of a split; `None` where it would have been ruined.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::sample::{Play, Sample};
    /// # let sample = Sample { periods: vec![vec![0.5], vec![-0.25]] };
    /// # let play = Play { interest: 0.0, share: 1.0 };
    /// // Half won, then a quarter lost.
    /// assert!(sample.growth(&[1.0], play).is_some_and(|growth| (growth - 1.125_f64.ln() / 2.0).abs() < 1e-15));
    /// // Four times equity would have been lost.
    /// assert_eq!(sample.growth(&[4.0], play), None);
    /// ```
    pub fn growth(&self, weights: &[f64], play: Play) -> Option<f64> {
        let ends = self.ends(weights, play);
        let grows = ends.iter().all(|end| *end > 0.0);
        grows.then(|| ends.iter().map(|end| end.natural_log()).sum::<f64>() / ends.len() as f64)
    }

    /// What a share of Kelly maximises: average power of what is left, of which growth is the limit at full Kelly.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::sample::{Play, Sample};
    /// # let sample = Sample { periods: vec![vec![0.5], vec![-0.25]] };
    /// # let play = Play { interest: 0.0, share: 1.0 };
    /// // Half won, then a quarter lost.
    /// assert_eq!(sample.worth(&[1.0], play), sample.growth(&[1.0], play));
    /// ```
    pub fn worth(&self, weights: &[f64], play: Play) -> Option<f64> {
        let power = 1.0 - 1.0 / play.share;
        if power == 0.0 {
            return self.growth(weights, play);
        }
        let ends = self.ends(weights, play);
        let of = |end: &f64| ((power * end.natural_log()).exponential_less_one()) / power;
        ends.iter().all(|end| *end > 0.0).then(|| ends.iter().map(of).sum::<f64>() / ends.len() as f64)
    }

    /// The growth a period that, if certain, would be worth as much.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::sample::{Play, Sample};
    /// # let sample = Sample { periods: vec![vec![0.5], vec![-0.25]] };
    /// # let play = Play { interest: 0.0, share: 1.0 };
    /// // Half won, then a quarter lost.
    /// assert_eq!(sample.certain_growth(&[1.0], play), sample.growth(&[1.0], play));
    /// ```
    pub fn certain_growth(&self, weights: &[f64], play: Play) -> Option<f64> {
        let (power, worth) = (1.0 - 1.0 / play.share, self.worth(weights, play)?);
        Some(if power == 0.0 { worth } else { (power * worth).natural_log_one_plus() / power })
    }

    /// The worth near a split: the parabola that fits there.
    fn near(&self, weights: &[f64], play: Play) -> Growth {
        let (names, count) = (self.names(), self.periods.len() as f64);
        let mut slope = vec![0.0; names];
        let mut curvature = Square::of(names, &|_, _| 0.0);
        for (period, end) in self.periods.iter().zip(self.ends(weights, play)) {
            let excess: Vec<f64> = period.iter().map(|one| one - play.interest).collect();
            let first = end.power(-1.0 / play.share) / count;
            let second = first / (end * play.share);
            slope.iter_mut().zip(&excess).for_each(|(slope, one)| *slope += first * one);
            for (row, one) in curvature.rows_mut().zip(&excess) {
                row.iter_mut().zip(&excess).for_each(|(cell, other)| *cell += second * one * other);
            }
        }
        // Of the parabola around 0, not around the split.
        let bent = curvature.times(weights);
        slope.iter_mut().zip(bent).for_each(|(slope, bent)| *slope += bent);
        Growth { slope, curvature }
    }

    /// The split of the greatest worth within limits, by parabolas that fit ever nearer. `None` where the best could not
    /// be proven: the last parabola's own best must be where it was laid.
    ///
    /// ```
    /// use ballast_engine::math::portfolio::{Bounds, Stance, sample::{Play, Sample}};
    /// // A coin that wins three in five at even money: Kelly stakes p - q = a fifth.
    /// let sample = Sample { periods: [1.0, 1.0, 1.0, -1.0, -1.0].map(|result| vec![result]).to_vec() };
    /// let bounds = Bounds { stances: vec![Stance::Long], names: vec![None], ..Bounds::default() };
    /// let best = sample.best_within(&bounds, Play { interest: 0.0, share: 1.0 }).unwrap_or_default();
    /// assert!(matches!(best[..], [stake] if (stake - 0.2).abs() < 1e-9));
    /// ```
    pub fn best_within(&self, bounds: &Bounds, play: Play) -> Option<Vec<f64>> {
        let mut weights = vec![0.0; self.names()];
        for _ in 0..MOST_STEPS {
            let toward = self.near(&weights, play).best_within(bounds)?;
            let far = weights.iter().zip(&toward).map(|(one, other)| (one - other).abs()).fold(0.0, f64::max);
            if far <= 1e-10 * (1.0 + super::bounds::gross(&toward)) {
                return Some(toward);
            }
            weights = self.step(&weights, &toward, play)?;
        }
        None
    }

    /// As far toward a split as gains, halving the way until it does.
    fn step(&self, from: &[f64], toward: &[f64], play: Play) -> Option<Vec<f64>> {
        let before = self.worth(from, play)?;
        let mut share = 1.0;
        for _ in 0..60 {
            let there: Vec<f64> = from.iter().zip(toward).map(|(one, other)| one + share * (other - one)).collect();
            // Near the best a step gains less than digits can show.
            if self.worth(&there, play).is_some_and(|worth| worth >= before - 1e-15 * (1.0 + before.abs())) {
                return Some(there);
            }
            share *= 0.5;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::portfolio::Stance;

    /// Two independent bets at even money that win six times in ten.
    fn two_bets() -> Sample {
        let outcomes = [(9, [1.0, 1.0]), (6, [1.0, -1.0]), (6, [-1.0, 1.0]), (4, [-1.0, -1.0])];
        let periods = outcomes.iter().flat_map(|(times, result)| vec![result.to_vec(); *times]).collect();
        Sample { periods }
    }

    #[test]
    fn two_simultaneous_bets_get_less_than_one_alone() {
        // kelly.simultaneous.two60: 5/26 each, by the first-order condition.
        let bounds = Bounds { stances: vec![Stance::Long; 2], names: vec![None; 2], ..Bounds::default() };
        let best = two_bets().best_within(&bounds, Play { interest: 0.0, share: 1.0 }).unwrap();
        assert!(best.iter().all(|weight| (weight - 5.0 / 26.0).abs() < 1e-12), "{best:?}");
    }

    #[test]
    fn the_best_split_is_beaten_by_no_change_that_the_limits_allow() {
        let bounds = Bounds { stances: vec![Stance::Either; 2], names: vec![None; 2], gross: Some(0.3), net: None };
        for share in [0.25, 1.0] {
            let play = Play { interest: 0.01, share };
            let best = two_bets().best_within(&bounds, play).unwrap();
            let worth = two_bets().worth(&best, play).unwrap();
            for change in [[1e-4, 0.0], [-1e-4, 0.0], [0.0, 1e-4], [0.0, -1e-4], [1e-4, -1e-4], [-1e-4, 1e-4]] {
                let moved: Vec<f64> = best.iter().zip(change).map(|(one, change)| one + change).collect();
                if bounds.allow(&moved) {
                    assert!(two_bets().worth(&moved, play).unwrap() < worth);
                }
            }
        }
    }

    #[test]
    fn a_split_that_a_period_would_have_ruined_is_not_considered() {
        assert_eq!(two_bets().growth(&[1.2, 0.0], Play { interest: 0.0, share: 1.0 }), None);
    }

    #[test]
    fn correlations_are_pearson_s() {
        let sample = Sample { periods: vec![vec![1.0, 2.0], vec![2.0, 3.0], vec![3.0, 7.0]] };
        let estimate = sample.estimate().unwrap();
        // By hand: deviations 1 and √7, covariance 2.5.
        assert!((estimate.correlations.at(0, 1) - 2.5 / 7f64.sqrt()).abs() < 1e-15);
        assert!((estimate.deviations[1] - 7f64.sqrt()).abs() < 1e-15);
        assert_eq!(Sample { periods: vec![vec![1.0, 2.0], vec![1.0, 3.0]] }.estimate(), Err(0));
    }
}
