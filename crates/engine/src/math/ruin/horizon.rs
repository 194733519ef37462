//! Ruin within a number of trades, exactly, for a win and a loss.
//!
//! Equity after n trades follows from the number of wins alone, so that the chance to stand at each number, not yet
//! ruined, is carried from trade to trade.

/// More trades than this take longer than a keystroke may.
const MOST_TRADES: u32 = 2000;

/// Equity this close to a level counts as on it.
const ON_THE_LEVEL: f64 = 1e-9;

/// What a trade stakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizedBy {
    /// A share of equity as it stands.
    Share,
    /// The same share of equity at the start.
    Start,
}

/// A coin tossed so many times. Levels in starting equities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Horizon {
    /// Chance to win.
    pub win_rate: f64,
    /// Gained for each unit staked.
    pub payoff_ratio: f64,
    /// What a trade stakes.
    pub sized_by: SizedBy,
    /// The share.
    pub risk: f64,
    /// Ruined at or below.
    pub ruin: f64,
    /// Content at or above.
    pub goal: Option<f64>,
    /// How many.
    pub trades: u32,
}

impl Horizon {
    /// Chance to be ruined within the trades; none where there are too many to count through.
    pub fn ruin(&self) -> Option<f64> {
        if self.trades > MOST_TRADES {
            return None;
        }
        if 1.0 <= self.ruin + ON_THE_LEVEL {
            return Some(1.0);
        }
        let powers = self.powers();
        let mut ruined = 0.0;
        // Chance of so many wins among those still trading.
        let mut alive = vec![1.0];
        for trade in 1..=self.trades as usize {
            let mut next = vec![0.0; alive.len() + 1];
            for (wins, chance) in alive.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
                for (won, share) in [(0, 1.0 - self.win_rate), (1, self.win_rate)] {
                    let (wins, chance) = (wins + won, chance * share);
                    let equity = self.equity(wins, trade - wins, &powers);
                    if equity <= self.ruin + ON_THE_LEVEL {
                        ruined += chance;
                    } else if self.goal.is_none_or(|goal| equity < goal - ON_THE_LEVEL)
                        && let Some(to) = next.get_mut(wins)
                    {
                        *to += chance;
                    }
                }
            }
            alive = next;
        }
        Some(ruined)
    }

    /// What so many wins, and so many losses, multiply equity by.
    fn powers(&self) -> Vec<(f64, f64)> {
        let (up, down) = (1.0 + self.risk * self.payoff_ratio, 1.0 - self.risk);
        (0..=self.trades as i32).map(|count| (up.powi(count), down.powi(count))).collect()
    }

    fn equity(&self, wins: usize, losses: usize, powers: &[(f64, f64)]) -> f64 {
        let power = |count: usize| powers.get(count).copied().unwrap_or_default();
        match self.sized_by {
            SizedBy::Start => 1.0 + self.risk * (self.payoff_ratio * wins as f64 - losses as f64),
            SizedBy::Share => power(wins).0 * power(losses).1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coin() -> Horizon {
        Horizon {
            win_rate: 0.5,
            payoff_ratio: 1.0,
            sized_by: SizedBy::Start,
            risk: 0.5,
            ruin: 0.0,
            goal: None,
            trades: 4,
        }
    }

    #[test]
    fn four_tosses_are_counted_by_hand() {
        // Two units: lost by LL, or by LWLL and WLLL: 1/4 + 2/16.
        assert_eq!(coin().ruin(), Some(0.375));
        // With a goal of three units only LL and LWLL are left.
        assert_eq!(Horizon { goal: Some(1.5), ..coin() }.ruin(), Some(0.3125));
    }

    #[test]
    fn a_share_of_equity_falls_by_factors() {
        // By hand: half of equity a toss, ruined at a quarter: LL; W and L together leave 3/4, so LWLL and WLLL get there too.
        let share = Horizon { sized_by: SizedBy::Share, ruin: 0.25, ..coin() };
        // LL 1/4; LWLL 0.1875, WLLL 0.1875: both at or below a quarter.
        assert_eq!(share.ruin(), Some(0.375));
    }

    #[test]
    fn a_long_horizon_comes_to_the_closed_form() {
        // Vector ruin.payoff_b.p0.5_b2_u5: 0.0901699437, no horizon.
        let long = Horizon { payoff_ratio: 2.0, risk: 0.2, trades: 2000, ..coin() };
        assert!((long.ruin().unwrap() - 0.090_169_943_749_458_16).abs() < 1e-9);
        assert_eq!(Horizon { trades: 2001, ..long }.ruin(), None);
    }
}
