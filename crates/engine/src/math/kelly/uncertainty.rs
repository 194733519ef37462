//! How far an edge measured on few trades can be trusted.
//!
//! ```text
//! t = edge / standard error         share of full Kelly left  k = t^2 / (1 + t^2)
//! binary       SE = (a + b) sqrt(p (1 - p) / n)
//! results      SE = s / sqrt(n), s the sample standard deviation (n - 1)
//! continuous   SE = sigma / sqrt(years)
//! ```
//!
//! Each supposes that trades are independent, drawn from the same market as those to come, and that nobody chose the
//! best of many strategies by the same trades. None of that is quite true; the error is then larger.
//!
//! Source of `k`: R. D. Baker and I. G. McHale, "Optimal Betting Under Parameter Uncertainty: Improving the Kelly
//! Criterion", Decision Analysis 10(3) (2013), DOI 10.1287/deca.2013.0271, their "back of the envelope" rule, here
//! re-derived: staking `k f` on an edge `e` known with error `s` grows by `k e^2 - k^2 (e^2 + s^2) / 2` times a
//! constant on average, greatest at `k = e^2 / (e^2 + s^2)`. Within some percent of their optimum for t of 2 or more,
//! too cautious below 1.

use crate::math::normal::cumulative;
use crate::math::order::within;
use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::beta::checked_beta_reg;

use super::bet::{Bet, Binary};
use super::continuous::Continuous;

/// Why an edge cannot be tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEstimate {
    /// Fewer trades than the standard error needs.
    TooFewTrades {
        /// The number it needs.
        needed: u32,
    },
    /// Length of history not above 0.
    NoHistory,
    /// Confidence not between 0 and 1 (both excluded).
    ConfidenceOutOfRange,
    /// More wins than trades.
    MoreWinsThanTrades,
    /// A prior that counts less than 0 wins or losses, or no trade at all.
    EmptyPrior,
    /// The error is larger than a number can be.
    OutOfRange,
}

/// An edge with its standard error, both in the unit of the results (per year in the continuous model).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TestedEdge {
    /// Mean result after costs.
    pub edge: f64,
    /// Standard error of it, 0 or more.
    pub standard_error: f64,
}

impl TestedEdge {
    /// The edge of a binary bet whose win probability was counted over `trades` trades; win and loss are taken as
    /// known, costs as taken off both.
    pub fn of_binary(binary: Binary, trades: u32) -> Result<Self, NoEstimate> {
        if trades == 0 {
            return Err(NoEstimate::TooFewTrades { needed: 1 });
        }
        let (win, lose) = (binary.win_probability, 1.0 - binary.win_probability);
        let edge = win * binary.win - lose * binary.loss;
        Self::checked(edge, (binary.win + binary.loss) * (win * lose / f64::from(trades)).sqrt())
    }

    /// The edge of a bet whose outcomes were counted over `trades` trades (the number of trades itself, for a list
    /// of them).
    pub fn of_results(bet: &Bet, trades: u32) -> Result<Self, NoEstimate> {
        if trades < 2 {
            return Err(NoEstimate::TooFewTrades { needed: 2 });
        }
        // s / sqrt(n), with s the spread of the bet corrected from n to n - 1.
        Self::checked(bet.mean(), bet.standard_deviation() / f64::from(trades - 1).sqrt())
    }

    /// The edge of a market whose drift was measured over so many years and whose volatility is taken as known.
    /// Looking more often within those years does not help: 60 % volatility and 3 years leave 35 % either way.
    pub fn of_drift(market: &Continuous, years: f64) -> Result<Self, NoEstimate> {
        if !(years > 0.0 && years.is_finite()) {
            return Err(NoEstimate::NoHistory);
        }
        Self::checked(market.excess(), market.annual_volatility / years.sqrt())
    }

    fn checked(edge: f64, standard_error: f64) -> Result<Self, NoEstimate> {
        let finite = edge.is_finite() && standard_error.is_finite();
        if finite { Ok(Self { edge, standard_error: standard_error.abs() }) } else { Err(NoEstimate::OutOfRange) }
    }

    /// How many standard errors the edge lies above 0; absent where the error is 0 or the quotient too large.
    pub fn t_statistic(self) -> Option<f64> {
        let t = self.edge / self.standard_error;
        t.is_finite().then_some(t)
    }

    /// Share of full Kelly left, 0 (no edge) to 1 (an edge without error).
    pub fn shrink_factor(self) -> f64 {
        if self.edge <= 0.0 {
            return 0.0;
        }
        let inverse_t = self.standard_error / self.edge;
        1.0 / (1.0 + inverse_t * inverse_t)
    }

    /// Chance, after the record and nothing believed before it, that the true edge lies above 0: Student's distribution
    /// where the spread was measured on so many trades too, the normal one where it is known. Absent where the record
    /// shows no scatter. Student (W. S. Gosset), "The Probable Error of a Mean" (1908), DOI 10.1093/biomet/6.1.1.
    pub fn chance_above_zero(self, trades: Option<u32>) -> Option<f64> {
        let t = self.t_statistic()?;
        let Some(trades) = trades else { return Some(cumulative(t)) };
        let freedom = f64::from(trades.checked_sub(1)?);
        let tail = checked_beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t)).ok()? / 2.0;
        Some(if t > 0.0 { 1.0 - tail } else { tail })
    }

    /// The edge that the true one exceeds with this confidence (between 0 and 1), taking the error as normal:
    /// `edge - z SE`. A cautious bet is the same bet at an extra cost of `z SE`.
    pub fn lower_bound(self, confidence: f64) -> Result<f64, NoEstimate> {
        let bound = self.edge - normal_quantile(confidence)? * self.standard_error;
        if bound.is_finite() { Ok(bound) } else { Err(NoEstimate::OutOfRange) }
    }
}

/// Wins counted over a number of trades.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WinRecord {
    /// Trades that won; need not be whole, where a rate was typed.
    pub wins: f64,
    /// All trades.
    pub trades: u32,
}

/// What one believes of the win probability before the record, as imagined trades: (1, 1) is "anything is as likely",
/// (10, 10) "about even, as if 20 trades had shown it".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BetaPrior {
    /// Imagined wins, 0 or more, not necessarily whole.
    pub wins: f64,
    /// Imagined losses, 0 or more.
    pub losses: f64,
}

impl WinRecord {
    /// The win probability that the true one exceeds with this confidence (between 0 and 1): the lower end of the
    /// Wilson score interval. E. B. Wilson, "Probable Inference" (1927), DOI 10.1080/01621459.1927.10502953.
    pub fn lower_bound(self, confidence: f64) -> Result<f64, NoEstimate> {
        self.check()?;
        if self.trades == 0 {
            return Err(NoEstimate::TooFewTrades { needed: 1 });
        }
        let z = normal_quantile(confidence)?;
        let trades = f64::from(self.trades);
        let rate = self.wins / trades;
        let spread = (rate * (1.0 - rate) / trades + (z / (2.0 * trades)).powi(2)).sqrt();
        let bound = (rate + z * z / (2.0 * trades) - z * spread) / (1.0 + z * z / trades);
        Ok(within(bound, 0.0, 1.0))
    }

    /// Mean win probability after the record. Growth is linear in the probability, so the best bet of somebody who
    /// believes the prior is full Kelly at this mean: the prior lowers the bet, not uncertainty as such.
    /// D. Chu, Y. Wu and T. B. Swartz, "Modified Kelly criteria" (2018), DOI 10.1515/jqas-2017-0122, equation 14.
    pub fn posterior_mean(self, prior: BetaPrior) -> Result<f64, NoEstimate> {
        let (wins, losses) = self.posterior(prior)?;
        Ok(wins / (wins + losses))
    }

    /// Chance, after the record, that the true win probability exceeds `required` (0 to 1): the one at which the edge
    /// is gone.
    pub fn chance_above(self, required: f64, prior: BetaPrior) -> Result<f64, NoEstimate> {
        let (wins, losses) = self.posterior(prior)?;
        // The mirror image of the lower tail, so that a small chance keeps its digits.
        checked_beta_reg(losses, wins, 1.0 - within(required, 0.0, 1.0)).map_err(|_| NoEstimate::EmptyPrior)
    }

    fn posterior(self, prior: BetaPrior) -> Result<(f64, f64), NoEstimate> {
        self.check()?;
        let valid = |count: f64| (0.0..=1e15).contains(&count);
        let (wins, losses) = (prior.wins + self.wins, prior.losses + f64::from(self.trades) - self.wins);
        if !(valid(prior.wins) && valid(prior.losses)) || wins + losses <= 0.0 {
            return Err(NoEstimate::EmptyPrior);
        }
        Ok((wins, losses))
    }

    fn check(self) -> Result<(), NoEstimate> {
        if self.wins > f64::from(self.trades) { Err(NoEstimate::MoreWinsThanTrades) } else { Ok(()) }
    }
}

/// How many standard deviations a normal number stays below with that chance.
///
/// # Errors
/// A chance that is not between 0 and 1.
pub fn normal_quantile(confidence: f64) -> Result<f64, NoEstimate> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(NoEstimate::ConfidenceOutOfRange);
    }
    Ok(Normal::standard().inverse_cdf(confidence))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(actual: f64, expected: f64) -> bool {
        (actual - expected).abs() <= 1e-12 * expected.abs()
    }

    #[test]
    fn an_edge_of_four_tenths_of_its_error_keeps_an_eighth() {
        // Vector kelly.shrink.bakermchale.p52_sd05: k = 0.1379, t = 0.4; SE = (b + 1) sigma_p = 0.1.
        let tested = TestedEdge { edge: 0.04, standard_error: 0.1 };
        assert!((tested.t_statistic().unwrap() - 0.4).abs() < 1e-12);
        assert!((tested.shrink_factor() - 0.137_931_034_482_758_7).abs() < 1e-12);
    }

    #[test]
    fn the_error_of_a_binary_edge_comes_from_its_win_rate() {
        // kelly_reference.py: binary.partial_loss_with_cost, 120 trades.
        let after_cost = Binary { win_probability: 0.45, win: 2.15, loss: 0.85 };
        let tested = TestedEdge::of_binary(after_cost, 120).unwrap();
        assert!(close(tested.standard_error, 0.136_244_265_934_387_13));
        assert!(close(tested.t_statistic().unwrap(), 3.669_879_217_087_869));
        assert!(close(tested.shrink_factor(), 0.930_882_010_705_143_1));
    }

    #[test]
    fn the_error_of_a_trade_list_is_its_sample_deviation_over_the_root_of_its_length() {
        // kelly_reference.py: trades.twelve_trades_with_cost.
        let trades = [2.0, -1.0, -1.0, 2.0, -1.0, 3.0, -1.0, -1.0, 2.0, -1.0, 2.0, -1.0];
        let bet = Bet::from_trades(&trades).unwrap().after_cost(0.08).unwrap();
        let tested = TestedEdge::of_results(&bet, 12).unwrap();
        assert!(close(tested.standard_error, 0.481_999_203_654_147_45));
        assert!(close(tested.shrink_factor(), 0.216_450_452_414_695_3));
    }

    #[test]
    fn three_years_leave_a_third_of_volatility_as_the_error_of_drift() {
        // kelly_reference.py: continuous.perpetual.
        let market = Continuous {
            annual_drift: 0.6,
            annual_interest: 0.04,
            annual_funding: 0.1,
            annual_cost: 0.02,
            annual_volatility: 0.62,
        };
        let tested = TestedEdge::of_drift(&market, 3.0).unwrap();
        assert!(close(tested.standard_error, 0.357_957_166_897_567_96));
        assert!(close(tested.shrink_factor(), 0.601_740_571_902_196_4));
        assert!((tested.lower_bound(0.9).unwrap() - -0.018_740_567_635_488_148).abs() < 1e-12);
    }

    #[test]
    fn a_prior_pulls_the_win_rate_towards_itself() {
        // Vector kelly.shrink.beta_posterior.
        let (record, prior) = (WinRecord { wins: 30.0, trades: 50 }, BetaPrior { wins: 10.0, losses: 10.0 });
        assert!(close(record.posterior_mean(prior).unwrap(), 0.571_428_571_428_571_4));
        assert!((record.chance_above(0.5, prior).unwrap() - 0.885_799_887_323_351_5).abs() < 1e-10);
        // kelly_reference.py: record.beta_and_wilson, a binomial sum in fractions.
        let (record, prior) = (WinRecord { wins: 33.0, trades: 60 }, BetaPrior { wins: 5.0, losses: 7.0 });
        assert!((record.chance_above(0.4, prior).unwrap() - 0.985_515_606_187_225_4).abs() < 1e-12);
    }

    #[test]
    fn the_cautious_win_rate_is_wilsons() {
        // Vector odds.win_rate_wilson: 95 % two-sided is 97.5 % one-sided.
        let record = WinRecord { wins: 27.0, trades: 50 };
        assert!((record.lower_bound(0.975).unwrap() - 0.403_988_713_991_574_77).abs() < 1e-10);
        assert!((record.lower_bound(0.025).unwrap() - 0.670_303_478_077_756_6).abs() < 1e-10);
        assert!(
            (WinRecord { wins: 33.0, trades: 60 }.lower_bound(0.9).unwrap() - 0.467_451_662_470_495_24).abs() < 1e-12
        );
    }

    #[test]
    fn an_edge_below_zero_is_left_nothing_and_one_without_error_everything() {
        assert_eq!(TestedEdge { edge: -0.1, standard_error: 0.1 }.shrink_factor(), 0.0);
        let certain = TestedEdge { edge: 0.1, standard_error: 0.0 };
        assert_eq!((certain.shrink_factor(), certain.t_statistic()), (1.0, None));
    }

    #[test]
    fn what_cannot_be_estimated_says_why() {
        let even = Binary { win_probability: 0.5, win: 1.0, loss: 1.0 };
        assert_eq!(TestedEdge::of_binary(even, 0), Err(NoEstimate::TooFewTrades { needed: 1 }));
        let one = Bet::from_trades(&[1.0]).unwrap();
        assert_eq!(TestedEdge::of_results(&one, 1), Err(NoEstimate::TooFewTrades { needed: 2 }));
        assert_eq!(TestedEdge::of_drift(&Continuous::default(), 0.0), Err(NoEstimate::NoHistory));
        let certain = TestedEdge { edge: 0.1, standard_error: 0.1 };
        assert_eq!(certain.lower_bound(1.0), Err(NoEstimate::ConfidenceOutOfRange));
        let none = BetaPrior { wins: 0.0, losses: 0.0 };
        assert_eq!(WinRecord { wins: 0.0, trades: 0 }.posterior_mean(none), Err(NoEstimate::EmptyPrior));
        assert_eq!(WinRecord { wins: 2.0, trades: 1 }.posterior_mean(none), Err(NoEstimate::MoreWinsThanTrades));
    }
}
