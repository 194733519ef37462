//! Risk of ruin: closed forms.
//!
//! ```text
//! finite target (Feller)     P = ((q/p)^a - (q/p)^z) / ((q/p)^a - 1);  p = q: 1 - z/a
//! equal bets, no target      ((1 - A)/(1 + A))^u,  A = p - q
//! payoff b to 1              x^u,  p x^(b+1) - x + q = 0, x in (0, 1)
//! diffusion                  e^(-2 mu u / sigma^2)
//! share of equity, level L   L^k,  E[(1 + f X)^-k] = 1                    (in `kelly`)
//! within n trades            absorbing chain over the number of wins      (in `horizon`)
//!
//! p, q chance to win and lose · z, a units at the start and at the target · u units that may be lost · mu, sigma mean
//! and standard deviation of a result in units
//! ```
//!
//! A in the second is the **edge**. Some libraries put the win rate there and the number of trades for u, which is
//! the chance of something else.
//!
//! Sources: W. Feller, "An Introduction to Probability Theory and Its Applications" I, 3rd edition (1968), XIV.2 and
//! XIV.8, ISBN 978-0-471-25708-0; S. Asmussen and H. Albrecher, "Ruin Probabilities" (2010), ISBN 978-981-4282-52-9.

mod horizon;

pub use horizon::{Horizon, SizedBy};

use crate::math::alike::Alike;
use crate::math::kelly::{Bet, Bounds, Distances, Odds, up_before_down};

/// Capital in units of the stake.
///
/// ```
/// # use ballast_engine::math::{kelly::{Bet, Binary}, ruin::{Units, before_target, by_diffusion, of_equal_stakes, root_of_equal_stakes}};
/// // A fair game from 9 of 10 units.
/// assert!((before_target(0.5, Units { start: 9.0, target: 10.0 }) - 0.1).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Units {
    /// At the start.
    pub start: f64,
    /// At the target, above the start.
    pub target: f64,
}

/// Chance to lose all units before reaching the target, staking one unit at even money.
///
/// ```
/// use ballast_engine::math::ruin::{Units, before_target};
/// // Feller's table: p = 0.45, 9 units of 10.
/// assert!((before_target(0.45, Units { start: 9.0, target: 10.0 }) - 0.210).abs() < 0.0005);
/// ```
pub fn before_target(win_rate: f64, units: Units) -> f64 {
    if win_rate <= 0.0 {
        return 1.0;
    }
    if win_rate >= 1.0 {
        return 0.0;
    }
    // Seen from below: losing all is going up by the start before going down by what is missing.
    let pull = ((1.0 - win_rate) / win_rate).natural_log();
    up_before_down(pull, Distances { up: units.start, down: units.target - units.start })
}

/// Chance ever to lose `units` stakes of 1, drawn from this bet for ever: (bounds, and whether they are one number).
///
/// ```
/// # use ballast_engine::math::{kelly::{Bet, Binary}, ruin::{Units, before_target, by_diffusion, of_equal_stakes, root_of_equal_stakes}};
/// // Even money at 55 %: (0.45 / 0.55)^10
/// let bet = Bet::binary(Binary { win_probability: 0.55, win: 1.0, loss: 1.0 })?;
/// assert!((of_equal_stakes(&bet, 10.0).at_most - 0.134_430_632_749_311_86).abs() < 1e-12);
/// # Ok::<(), ballast_engine::math::kelly::BetProblem>(())
/// ```
pub fn of_equal_stakes(bet: &Bet, units: f64) -> Bounds {
    let bounds = bet.odds_of_equal_stakes().chance_ever_to_lose(units);
    let lands = units.fract() == 0.0 && bet.outcomes().iter().all(|outcome| lands_on_whole(outcome.result));
    if lands { Bounds::exactly(bounds.at_most) } else { bounds }
}

/// Losses of one unit and gains of whole ones never carry past a whole level from above.
fn lands_on_whole(result: f64) -> bool {
    result == -1.0 || (result >= 0.0 && result.fract() == 0.0)
}

/// The root x in (0, 1) of `p x^(b+1) - x + q = 0`, or `E[x^X] = 1` for any bet; none where nothing grows.
///
/// ```
/// # use ballast_engine::math::{kelly::{Bet, Binary}, ruin::{Units, before_target, by_diffusion, of_equal_stakes, root_of_equal_stakes}};
/// // Two to one at even chances: the golden ratio.
/// let bet = Bet::binary(Binary { win_probability: 0.5, win: 2.0, loss: 1.0 })?;
/// assert!(root_of_equal_stakes(&bet).is_some_and(|root| (root - (5_f64.sqrt() - 1.0) / 2.0).abs() < 1e-12));
/// # Ok::<(), ballast_engine::math::kelly::BetProblem>(())
/// ```
pub fn root_of_equal_stakes(bet: &Bet) -> Option<f64> {
    match bet.odds_of_equal_stakes() {
        Odds::Walk(_) => {
            bet.odds_of_equal_stakes().exponent().filter(|exponent| *exponent > 0.0).map(|k| (-k).exponential())
        }
        _ => None,
    }
}

/// Chance ever to lose `units` of a continuous gain with the bet's mean and standard deviation.
///
/// ```
/// # use ballast_engine::math::{kelly::{Bet, Binary}, ruin::{Units, before_target, by_diffusion, of_equal_stakes, root_of_equal_stakes}};
/// // A mean of 0.02 and a variance of 0.9996: e^(-2 * 0.02 * 50 / 0.9996)
/// let bet = Bet::binary(Binary { win_probability: 0.51, win: 1.0, loss: 1.0 })?;
/// assert!((by_diffusion(&bet, 50.0) - (-2.0_f64 / 0.9996).exp()).abs() < 1e-12);
/// # Ok::<(), ballast_engine::math::kelly::BetProblem>(())
/// ```
pub fn by_diffusion(bet: &Bet, units: f64) -> f64 {
    let (mean, deviation) = (bet.mean(), bet.standard_deviation());
    if mean <= 0.0 { 1.0 } else { (-2.0 * mean * units / deviation / deviation).exponential() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::kelly::Binary;

    fn coin(win_probability: f64, win: f64) -> Bet {
        Bet::binary(Binary { win_probability, win, loss: 1.0 }).unwrap()
    }

    #[test]
    fn fellers_table_comes_out() {
        // Vectors ruin.feller.*.
        let cases = [(0.5, 9.0, 10.0, 0.1), (0.5, 8000.0, 10_000.0, 0.2), (0.45, 90.0, 100.0, 0.865_569_368_919_027_1)];
        for (win_rate, start, target, chance) in cases {
            assert!((before_target(win_rate, Units { start, target }) - chance).abs() < 1e-12);
        }
        assert_eq!(before_target(0.0, Units { start: 1.0, target: 2.0 }), 1.0);
        assert_eq!(before_target(1.0, Units { start: 1.0, target: 2.0 }), 0.0);
    }

    #[test]
    fn equal_bets_and_payoffs_have_the_exact_root() {
        // Vectors ruin.equal_bet.e0.1_u10, ruin.payoff_b.p0.4_b2_u10, .p0.5_b2_u5.
        let cases = [
            (0.55, 1.0, 10.0, 0.45 / 0.55, 0.134_430_632_749_311_86),
            (0.4, 2.0, 10.0, 0.822_875_655_532_295_9, 0.142_344_975_088_052_44),
            (0.5, 2.0, 5.0, 0.618_033_988_749_872_8, 0.090_169_943_749_458_16),
        ];
        for (win_rate, payoff, units, root, chance) in cases {
            let bet = coin(win_rate, payoff);
            assert!((root_of_equal_stakes(&bet).unwrap() - root).abs() < 1e-12);
            let bounds = of_equal_stakes(&bet, units);
            assert!((bounds.at_most - chance).abs() < 1e-12 && bounds.at_least == bounds.at_most);
        }
    }

    #[test]
    fn where_a_win_is_no_whole_number_of_stakes_the_chance_lies_between_bounds() {
        let bounds = of_equal_stakes(&coin(0.4, 1.8), 10.0);
        assert!(bounds.at_least < bounds.at_most && bounds.at_most < 1.0);
    }

    #[test]
    fn without_an_edge_ruin_is_certain() {
        assert_eq!(of_equal_stakes(&coin(0.5, 1.0), 10.0), Bounds::exactly(1.0));
        assert_eq!((root_of_equal_stakes(&coin(0.3, 1.0)), by_diffusion(&coin(0.3, 1.0), 5.0)), (None, 1.0));
    }

    #[test]
    fn the_diffusion_is_near_the_exact_chance_where_the_edge_is_small() {
        // By hand: mean 0.02, variance 0.9996; 50 units: e^(-2.0008).
        assert!((by_diffusion(&coin(0.51, 1.0), 50.0) - (-2.0 * 0.02 * 50.0 / 0.9996_f64).exponential()).abs() < 1e-15);
        assert!(
            (by_diffusion(&coin(0.51, 1.0), 50.0) / of_equal_stakes(&coin(0.51, 1.0), 50.0).at_most - 1.0).abs() < 0.01
        );
    }
}
