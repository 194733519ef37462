//! How much each rule stakes, and what an account comes to by it. Money is in starting equities.

use crate::math::sizing::FixedRatio;

/// How the stake of the next trade is found: what a result of -1 R takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stake {
    /// A share of equity.
    Share(f64),
    /// The same money every time.
    Fixed(f64),
    /// So many units as the profit allows (Ryan Jones).
    Ratio {
        /// When a unit is added.
        rule: FixedRatio,
        /// What one unit stakes.
        unit: f64,
    },
    /// More after each win or loss.
    Raised(Raise),
}

/// A stake that is raised while results go one way, and falls back to the first once they do not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Raise {
    /// The first stake.
    pub first: f64,
    /// What it is multiplied by.
    pub factor: f64,
    /// After so many raises it starts over; none: no limit.
    pub limit: Option<u32>,
    /// After what it is raised.
    pub after: RaisedAfter,
}

/// After what a stake is raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RaisedAfter {
    /// A win: anti-martingale.
    Wins,
    /// A loss: martingale.
    Losses,
}

/// An account that follows a rule.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    rule: Stake,
    raises: u32,
    raised: f64,
    /// What it is worth; it starts at 1.
    pub equity: f64,
}

impl Account {
    /// Before the first trade.
    pub fn new(rule: Stake) -> Self {
        let raised = if let Stake::Raised(raise) = rule { raise.first } else { 0.0 };
        Self { rule, raises: 0, raised, equity: 1.0 }
    }

    /// What the next trade stakes. A rule that raises stakes at most all there is.
    pub fn stake(&self) -> f64 {
        match self.rule {
            Stake::Share(share) => share * self.equity,
            Stake::Fixed(stake) => stake,
            Stake::Ratio { rule, unit } => (rule.units(self.equity - 1.0) * unit).min(self.equity),
            Stake::Raised(_) => self.raised.min(self.equity),
        }
    }

    /// Takes a result, in R.
    pub fn take(&mut self, result: f64) {
        self.equity += self.stake() * result;
        let Stake::Raised(raise) = self.rule else { return };
        let goes_on = match raise.after {
            RaisedAfter::Wins => result > 0.0,
            RaisedAfter::Losses => result < 0.0,
        };
        if result == 0.0 {
            return;
        }
        if goes_on && raise.limit.is_none_or(|limit| self.raises < limit) {
            self.raises = self.raises.saturating_add(1);
            self.raised *= raise.factor;
        } else {
            (self.raises, self.raised) = (0, raise.first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stakes(rule: Stake, results: &[f64]) -> Vec<f64> {
        let mut account = Account::new(rule);
        let stake = |result: &f64| {
            let stake = account.stake();
            account.take(*result);
            stake
        };
        results.iter().map(stake).collect()
    }

    #[test]
    fn a_share_of_equity_compounds() {
        // Vector scale.anti_martingale.ff_path: 10,000 at 2 %, results 1, 1, -1, 2.
        let mut account = Account::new(Stake::Share(0.02));
        let path = [1.0, 1.0, -1.0, 2.0].map(|result| {
            account.take(result);
            account.equity * 10_000.0
        });
        let expected = [10_200.0, 10_404.0, 10_195.92, 10_603.756_8];
        assert!(path.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-8), "{path:?}");
    }

    #[test]
    fn a_martingale_doubles_after_losses_and_starts_over_after_a_win() {
        let raise = Raise { first: 0.01, factor: 2.0, limit: None, after: RaisedAfter::Losses };
        let results = [-1.0, -1.0, 0.0, -1.0, 1.0, -1.0];
        assert_eq!(stakes(Stake::Raised(raise), &results), [0.01, 0.02, 0.04, 0.04, 0.08, 0.01]);
        let limited = Raise { limit: Some(2), ..raise };
        assert_eq!(stakes(Stake::Raised(limited), &[-1.0; 5]), [0.01, 0.02, 0.04, 0.01, 0.02]);
    }

    #[test]
    fn a_rule_that_raises_stakes_no_more_than_there_is() {
        let raise = Raise { first: 0.5, factor: 4.0, limit: None, after: RaisedAfter::Losses };
        assert_eq!(stakes(Stake::Raised(raise), &[-1.0, -1.0, -1.0]), [0.5, 0.5, 0.0]);
    }

    #[test]
    fn an_anti_martingale_doubles_after_wins() {
        let raise = Raise { first: 0.01, factor: 2.0, limit: Some(2), after: RaisedAfter::Wins };
        assert_eq!(
            stakes(Stake::Raised(raise), &[1.0, 1.0, 1.0, 1.0, -1.0, 1.0]),
            [0.01, 0.02, 0.04, 0.01, 0.02, 0.01]
        );
    }
}
