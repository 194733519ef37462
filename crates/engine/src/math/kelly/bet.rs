//! A bet as a list of results with their probabilities.

use crate::math::alike::Alike;

/// Results further from zero than this are refused: sums of them would leave the range of a number.
const LARGEST_RESULT: f64 = 1e300;

/// How far probabilities may miss a sum of 1; within it they are scaled to it.
const PROBABILITY_TOLERANCE: f64 = 1e-9;

/// One thing that can happen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// From 0 to 1.
    pub probability: f64,
    /// What a stake of 1 gains (+) or loses (-): in R (multiples of what the stop would lose) or as a return.
    pub result: f64,
}

/// A bet with two outcomes, of which the losing one need not take the whole stake.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Binary {
    /// From 0 to 1.
    pub win_probability: f64,
    /// Gained per unit staked when it wins.
    pub win: f64,
    /// Lost per unit staked when it loses, 0 or more.
    pub loss: f64,
}

impl Binary {
    /// The win probability at which the edge is gone, (loss + cost) / (win + loss), with the cost of a round trip per
    /// unit staked. Absent where no win rate suffices.
    ///
    /// ```
    /// use ballast_engine::math::kelly::Binary;
    /// let bet = Binary { win_probability: 0.5, win: 3.0, loss: 1.0 };
    /// assert_eq!(bet.required_win_probability(0.0), Some(0.25));
    /// ```
    pub fn required_win_probability(&self, cost: f64) -> Option<f64> {
        let required = (self.loss + cost) / (self.win + self.loss);
        (0.0..=1.0).contains(&required).then_some(required)
    }
}

/// Why a list of outcomes is not a bet. Rows count from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BetProblem {
    /// There is not one outcome.
    NoOutcomes,
    /// A probability below 0, above 1, or not a number.
    ProbabilityOutOfRange {
        /// The outcome at fault.
        row: usize,
    },
    /// The probabilities add up to something other than 1.
    ProbabilitiesDoNotSumToOne {
        /// What they add up to.
        sum: f64,
    },
    /// A result that is no ordinary number, or further than 1e300 from zero.
    ResultOutOfRange {
        /// The outcome at fault.
        row: usize,
    },
    /// The loss of a binary bet was given as a negative number.
    NegativeLoss,
    /// A cost below 0, or not a number.
    CostOutOfRange,
}

/// How fast capital grows at some fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Growth {
    /// Mean growth of the logarithm of capital, per bet (per year in the continuous model); negative when it shrinks.
    Rate(f64),
    /// One outcome takes all the capital there is (or more), so that there is no growth to speak of.
    LosesEverything,
    /// The rate lies outside the range of a number.
    OutOfRange,
}

impl Growth {
    /// The rate, where there is one.
    pub fn rate(self) -> Option<f64> {
        match self {
            Self::Rate(rate) => Some(rate),
            Self::LosesEverything | Self::OutOfRange => None,
        }
    }

    pub(super) fn in_range(rate: f64) -> Self {
        if rate.is_finite() { Self::Rate(rate) } else { Self::OutOfRange }
    }
}

/// A bet that can be repeated: at least one outcome, probabilities that add up to 1.
///
/// ```
/// use ballast_engine::math::kelly::{Bet, Binary, FullKelly};
/// let bet = Bet::binary(Binary { win_probability: 0.5, win: 2.0, loss: 1.0 }).unwrap();
/// assert_eq!(bet.mean(), 0.5);
/// assert_eq!(bet.full_kelly(), FullKelly::Fraction(0.25));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Bet {
    outcomes: Vec<Outcome>,
}

impl Bet {
    /// A bet with the given outcomes. Probabilities may miss a sum of 1 by 1e-9 and are then scaled to it.
    pub fn from_outcomes(outcomes: &[Outcome]) -> Result<Self, BetProblem> {
        if outcomes.is_empty() {
            return Err(BetProblem::NoOutcomes);
        }
        for (row, outcome) in outcomes.iter().enumerate() {
            if !(0.0..=1.0).contains(&outcome.probability) {
                return Err(BetProblem::ProbabilityOutOfRange { row });
            }
            if !in_range(outcome.result) {
                return Err(BetProblem::ResultOutOfRange { row });
            }
        }
        let sum: f64 = outcomes.iter().map(|outcome| outcome.probability).sum();
        if (sum - 1.0).abs() > PROBABILITY_TOLERANCE {
            return Err(BetProblem::ProbabilitiesDoNotSumToOne { sum });
        }
        let scaled = outcomes.iter().map(|o| Outcome { probability: o.probability / sum, result: o.result });
        Ok(Self { outcomes: scaled.collect() })
    }

    /// A bet that either wins or loses.
    pub fn binary(binary: Binary) -> Result<Self, BetProblem> {
        if binary.loss < 0.0 {
            return Err(BetProblem::NegativeLoss);
        }
        Self::from_outcomes(&[
            Outcome { probability: binary.win_probability, result: binary.win },
            Outcome { probability: 1.0 - binary.win_probability, result: -binary.loss },
        ])
    }

    /// The bet that draws one of these past results at random, each as likely as the others.
    ///
    /// A loss larger than any in the list is taken to be impossible: the list had better be long.
    pub fn from_trades(results: &[f64]) -> Result<Self, BetProblem> {
        let probability = 1.0 / results.len() as f64;
        let outcomes: Vec<Outcome> = results.iter().map(|&result| Outcome { probability, result }).collect();
        Self::from_outcomes(&outcomes)
    }

    /// The same bet when each round trip costs `cost` (0 or more, in the unit of the results), win or lose.
    pub fn after_cost(&self, cost: f64) -> Result<Self, BetProblem> {
        if cost.is_nan() || cost < 0.0 {
            return Err(BetProblem::CostOutOfRange);
        }
        let outcomes: Vec<Outcome> =
            self.outcomes.iter().map(|o| Outcome { probability: o.probability, result: o.result - cost }).collect();
        Self::from_outcomes(&outcomes)
    }

    /// The outcomes, probabilities adding up to 1.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The edge: mean result per unit staked. It is also the cost per bet at which the edge is gone.
    pub fn mean(&self) -> f64 {
        self.likely().map(|o| o.probability * o.result).sum()
    }

    /// How far results scatter about their mean, as the probabilities stand (no correction for a small sample).
    pub fn standard_deviation(&self) -> f64 {
        let mean = self.mean();
        let widest = self.likely().map(|o| (o.result - mean).abs()).fold(0.0, f64::max);
        if widest == 0.0 {
            return 0.0;
        }
        let scaled_variance: f64 = self.likely().map(|o| o.probability * ((o.result - mean) / widest).powi(2)).sum();
        widest * scaled_variance.sqrt()
    }

    /// The largest loss that has any chance of coming, per unit staked, as a positive number; 0 when nothing loses.
    pub fn worst_loss(&self) -> f64 {
        self.likely().map(|o| -o.result).fold(0.0, f64::max)
    }

    /// The share of equity gone when the worst loss comes at this fraction.
    pub fn fraction_at_risk(&self, fraction: f64) -> f64 {
        fraction * self.worst_loss()
    }

    /// Chance of a result above 0.
    pub fn win_probability(&self) -> f64 {
        self.likely().filter(|o| o.result > 0.0).map(|o| o.probability).sum()
    }

    /// Growth of the logarithm of capital per bet when `fraction` (finite) of it is staked each time.
    pub fn growth(&self, fraction: f64) -> Growth {
        let rate: f64 = self.log_factors(fraction).map(|(probability, log)| probability * log).sum();
        if rate == f64::NEG_INFINITY { Growth::LosesEverything } else { Growth::in_range(rate) }
    }

    /// The outcomes that have any chance of coming.
    pub(super) fn likely(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(|outcome| outcome.probability > 0.0)
    }

    /// Probability, and logarithm of what capital is multiplied by (minus infinity when it is all lost).
    pub(super) fn log_factors(&self, fraction: f64) -> impl Iterator<Item = (f64, f64)> {
        self.likely().map(move |o| (o.probability, log_factor(fraction, o.result)))
    }
}

fn in_range(result: f64) -> bool {
    result.abs() <= LARGEST_RESULT
}

fn log_factor(fraction: f64, result: f64) -> f64 {
    let change = fraction * result;
    if change <= -1.0 {
        f64::NEG_INFINITY
    } else if change == f64::INFINITY {
        fraction.abs().natural_log() + result.abs().natural_log()
    } else {
        change.natural_log_one_plus()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_lower_every_result_and_end_the_edge_at_the_mean() {
        // Vector kelly.costs.round_trip: breakeven cost 0.375.
        let bet = Bet::binary(Binary { win_probability: 0.55, win: 1.5, loss: 1.0 }).unwrap();
        assert!((bet.mean() - 0.375).abs() < 1e-12);
        assert!(bet.after_cost(0.375).unwrap().mean().abs() < 1e-12);
    }

    #[test]
    fn five_outcomes_have_the_reference_mean_variance_and_growth() {
        // Vector kelly.multi.5way: scipy 1.17.1.
        let bet = five_way();
        assert!((bet.mean() - 0.325).abs() < 1e-12);
        assert!((bet.standard_deviation().powi(2) - 1.281_875).abs() < 1e-12);
        let growth = bet.growth(0.353_489_444_803_830_16).rate().unwrap();
        assert!((growth - 0.051_411_432_961_785_43).abs() < 1e-12);
    }

    #[test]
    fn the_win_rate_needed_counts_the_cost() {
        // Vectors size.required_win_rate.b0.5 and .costs; by hand: a cost above the win leaves none.
        let bet = |win| Binary { win_probability: 0.5, win, loss: 1.0 };
        assert!((bet(0.5).required_win_probability(0.0).unwrap() - 2.0 / 3.0).abs() < 1e-12);
        assert!((bet(2.0).required_win_probability(0.1).unwrap() - 1.1 / 3.0).abs() < 1e-12);
        assert_eq!(bet(0.5).required_win_probability(0.6), None);
    }

    #[test]
    fn the_two_numbers_called_kelly_differ_by_the_worst_loss() {
        // Vector kelly.binary.qs537: 40 times the capital is 0.4 of it at risk.
        let bet = Bet::binary(Binary { win_probability: 0.6, win: 0.02, loss: 0.01 }).unwrap();
        assert!((bet.fraction_at_risk(40.0) - 0.4).abs() < 1e-12);
    }

    #[test]
    fn probabilities_are_checked_and_named() {
        let outcome = |probability, result| Outcome { probability, result };
        // Vector bad.probs_do_not_sum.
        let over = Bet::from_outcomes(&[outcome(0.6, 1.0), outcome(0.5, -1.0)]);
        assert!(matches!(over, Err(BetProblem::ProbabilitiesDoNotSumToOne { sum }) if (sum - 1.1).abs() < 1e-12));
        // Vector bad.kelly_p_out_of_range.
        let binary = Bet::binary(Binary { win_probability: 1.2, win: 1.0, loss: 1.0 });
        assert_eq!(binary, Err(BetProblem::ProbabilityOutOfRange { row: 0 }));
        let nan = Bet::from_outcomes(&[outcome(f64::NAN, 1.0)]);
        assert_eq!(nan, Err(BetProblem::ProbabilityOutOfRange { row: 0 }));
    }

    #[test]
    fn an_empty_list_a_strange_result_and_a_negative_cost_are_refused() {
        assert_eq!(Bet::from_trades(&[]), Err(BetProblem::NoOutcomes));
        assert_eq!(Bet::from_trades(&[1.0, f64::INFINITY]), Err(BetProblem::ResultOutOfRange { row: 1 }));
        assert_eq!(Bet::from_trades(&[1.0]).unwrap().after_cost(-0.1), Err(BetProblem::CostOutOfRange));
        let negative = Binary { win_probability: 0.5, win: 1.0, loss: -1.0 };
        assert_eq!(Bet::binary(negative), Err(BetProblem::NegativeLoss));
    }

    #[test]
    fn staking_all_on_what_can_be_lost_has_no_growth() {
        let bet = five_way();
        assert_eq!(bet.growth(1.0), Growth::LosesEverything);
        assert_eq!(bet.growth(0.0), Growth::Rate(0.0));
    }

    pub(crate) fn five_way() -> Bet {
        let rows = [(0.1, 3.0), (0.3, 1.0), (0.15, 0.0), (0.35, -0.5), (0.1, -1.0)];
        Bet::from_outcomes(&rows.map(|(probability, result)| Outcome { probability, result })).unwrap()
    }
}
