//! What an account loses if every stop is hit.

/// One row's loss at its stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StopLoss {
    /// The loss, in the account's currency.
    pub loss: f64,
    /// The coin that it is in, by index.
    pub coin: usize,
    /// Whether it is a fall of the market that brings it, or a rise.
    pub in_fall: bool,
}

/// The losses at their correlation: `sqrt(w' C w)`, with 1 between rows of one coin, `correlation` between others, and
/// losses of opposite ways against each other.
///
/// With one correlation c for all pairs the form is `c (sum of w)^2 + (1 - c) (sum over coins of (their sum)^2)`.
///
/// ```
/// use ballast_engine::math::account::heat::{StopLoss, correlated};
/// let loss = |loss, coin| StopLoss { loss, coin, in_fall: true };
/// assert_eq!(correlated(&[loss(3.0, 0), loss(4.0, 1)], 0.0), 5.0);
/// assert_eq!(correlated(&[loss(3.0, 0), loss(4.0, 1)], 1.0), 7.0);
/// ```
pub fn correlated(losses: &[StopLoss], correlation: f64) -> f64 {
    let coins = losses.iter().map(|loss| loss.coin + 1).max().unwrap_or_default();
    let mut sums = vec![0.0; coins];
    for StopLoss { loss, coin, in_fall } in losses {
        if let Some(sum) = sums.get_mut(*coin) {
            *sum += if *in_fall { *loss } else { -loss };
        }
    }
    let total: f64 = sums.iter().sum();
    let apart: f64 = sums.iter().map(|sum| sum * sum).sum();
    (correlation * total * total + (1.0 - correlation) * apart).max(0.0).sqrt()
}
