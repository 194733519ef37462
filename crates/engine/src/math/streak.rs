//! Runs of losses.
//!
//! ```text
//! no run of k in n trades    S(n) = S(n - 1) - (1 - q) q^k S(n - k - 1),  S(0..k-1) = 1, S(k) = 1 - q^k
//! expected trades to one     (q^-k - 1)/(1 - q)
//! longest run to expect      sum over k of the chance of a run of k
//! ```
//!
//! The recurrence is the chain over the length of the run that stands, with the transitions put into one another: the
//! first run of k ends at trade n where trades n - k + 1 to n lose, the one before wins, and nothing ran so long
//! before that. Exact, where the usual logarithm for the longest run is some 6 % low.
//!
//! Source: W. Feller, "An Introduction to Probability Theory and Its Applications" I, 3rd edition (1968), XIII.7, ISBN
//! 978-0-471-25708-0.

/// Chances below this add nothing that is shown to the longest run.
const NEGLIGIBLE: f64 = 1e-12;

/// Trades that lose with the same chance, each on its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trades {
    /// How many.
    pub count: u32,
    /// Chance that one loses, 0 to 1.
    pub loss_rate: f64,
}

impl Trades {
    /// Chance of at least one run of `length` losses or more (1 or more).
    ///
    /// ```
    /// use ballast_engine::math::streak::Trades;
    /// // The Markov chain over 100 trades of which 60 % lose: a run of seven (tests/vectors, streak.n100_k7_q0.6).
    /// let trades = Trades { count: 100, loss_rate: 0.6 };
    /// assert!((trades.chance_of_run(7) - 0.689_098_489_061_269_9).abs() < 1e-12);
    /// ```
    pub fn chance_of_run(&self, length: u32) -> f64 {
        let (count, length) = (self.count as usize, length as usize);
        if length > count || length == 0 {
            return if length == 0 { 1.0 } else { 0.0 };
        }
        let whole_run = self.loss_rate.powi(length as i32);
        let mut without = vec![1.0; count + 1];
        // The chance itself is summed, so that a small one keeps its digits.
        let mut chance = 0.0;
        for at in length..=count {
            let before = if at == length { 1.0 } else { (1.0 - self.loss_rate) * at_place(&without, at - length - 1) };
            chance += whole_run * before;
            if let Some(here) = without.get_mut(at) {
                *here = 1.0 - chance;
            }
        }
        chance.min(1.0)
    }

    /// The longest run of losses, on average.
    ///
    /// ```
    /// use ballast_engine::math::streak::Trades;
    /// // Two tosses of a coin: none, one, one or two in a row.
    /// assert_eq!(Trades { count: 2, loss_rate: 0.5 }.expected_longest_run(), 1.0);
    /// ```
    pub fn expected_longest_run(&self) -> f64 {
        let mut sum = 0.0;
        for length in 1..=self.count {
            let chance = self.chance_of_run(length);
            sum += chance;
            if chance < NEGLIGIBLE {
                break;
            }
        }
        sum
    }
}

fn at_place(list: &[f64], place: usize) -> f64 {
    list.get(place).copied().unwrap_or(1.0)
}

/// How many trades it takes on average until `length` losses have come in a row; none where it never happens or the
/// number is beyond all bounds.
///
/// ```
/// use ballast_engine::math::streak::expected_wait;
/// // Three tails in a row take 2 + 4 + 8 tosses.
/// assert_eq!(expected_wait(0.5, 3), Some(14.0));
/// ```
pub fn expected_wait(loss_rate: f64, length: u32) -> Option<f64> {
    if loss_rate >= 1.0 {
        return Some(f64::from(length));
    }
    let wait = (loss_rate.powi(-(length.min(100_000) as i32)) - 1.0) / (1.0 - loss_rate);
    wait.is_finite().then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_have_the_chances_of_the_markov_chain() {
        // Vectors streak.n100_k7_q0.6, n200_k10_q0.55, n1000_k8_q0.4, n20_k3_q0.5.
        let cases = [
            (100, 7, 0.6, 0.689_098_489_061_269_9, 86.806_127_114_769_11),
            (200, 10, 0.55, 0.198_843_238_376_116_17, 875.102_951_946_311_6),
            (1000, 8, 0.4, 0.324_317_928_822_808_7, 2_541.464_843_75),
            (20, 3, 0.5, 0.787_028_312_683_105_5, 14.0),
        ];
        for (count, length, loss_rate, chance, wait) in cases {
            let trades = Trades { count, loss_rate };
            assert!((trades.chance_of_run(length) - chance).abs() < 1e-12);
            assert!((expected_wait(loss_rate, length).unwrap() - wait).abs() < 1e-9);
        }
    }

    #[test]
    fn the_longest_run_of_two_trades_is_counted_by_hand() {
        // By hand, q = 1/2: none 1/4, one 1/2, two 1/4: 1 on average.
        assert!((Trades { count: 2, loss_rate: 0.5 }.expected_longest_run() - 1.0).abs() < 1e-15);
    }

    #[test]
    fn always_and_never_losing_are_certain() {
        let trades = |loss_rate| Trades { count: 10, loss_rate };
        assert_eq!((trades(1.0).chance_of_run(10), trades(1.0).expected_longest_run()), (1.0, 10.0));
        assert_eq!((trades(0.0).chance_of_run(1), trades(0.0).expected_longest_run()), (0.0, 0.0));
        assert_eq!((expected_wait(0.0, 3), expected_wait(1.0, 3)), (None, Some(3.0)));
        assert_eq!(trades(0.5).chance_of_run(11), 0.0);
    }
}
