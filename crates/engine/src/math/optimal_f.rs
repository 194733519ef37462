//! Optimal f and secure f: the share of equity that past trades would have liked best, and the one they would have
//! forgiven.
//!
//! ```text
//! optimal f   max over f of prod(1 + f T / L)          L the largest loss; f = L × full Kelly of the list
//! secure f    the largest f up to it whose deepest fall, in the order of the list, stays within a limit
//! ```
//!
//! Along any stretch of trades `ln prod(1 + f T / L)` is concave in f and 0 at f = 0, so the deepest fall only grows with
//! f: the root that secure f is sought at is bracketed by 0 and optimal f, and there is only one.
//!
//! Source: R. Vince, "The Mathematics of Money Management" (1992), ISBN 978-0-471-54738-9; secure f after L. Zamansky and
//! D. Stendahl, "Secure Fractional Money Management", Technical Analysis of Stocks & Commodities 16(7) (1998).

use crate::math::solve::{Bracket, root};

/// The deepest fall of equity, from its highest, the start included, when each result is staked this share of equity.
pub fn deepest_fall(results: &[f64], share: f64) -> f64 {
    let (mut equity, mut peak, mut kept) = (1.0_f64, 1.0_f64, 1.0_f64);
    for result in results {
        equity *= 1.0 + share * result;
        peak = peak.max(equity);
        kept = kept.min(equity / peak);
    }
    (1.0 - kept).min(1.0)
}

/// The largest share up to `most` at which the deepest fall of these results, in their order, is no deeper than `limit`
/// (above 0).
///
/// ```
/// use ballast_engine::math::optimal_f::secure_share;
/// // Two losses in a row: 1 - (1 - f)^2 = 0.19 at f = 0.1.
/// assert!((secure_share(&[1.0, -1.0, -1.0, 3.0], 0.5, 0.19) - 0.1).abs() < 1e-12);
/// ```
pub fn secure_share(results: &[f64], most: f64, limit: f64) -> f64 {
    let excess = |share: f64| deepest_fall(results, share) - limit;
    if excess(most) <= 0.0 {
        return most;
    }
    root(Bracket { low: 0.0, high: most }, excess).unwrap_or_default()
}

/// Where equity stands after these results, each staked this share of it: Vince's terminal wealth relative.
pub fn terminal_wealth(results: &[f64], share: f64) -> f64 {
    results.iter().map(|result| 1.0 + share * result).product()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::kelly::Bet;

    const VINCE: [f64; 9] = [9.0, 18.0, 7.0, 1.0, 10.0, -5.0, -3.0, -17.0, -7.0];

    #[test]
    fn vinces_nine_trades_come_out() {
        // Vectors kelly.optimal_f.vince_seq and kelly.secure_f.dd20.
        let share = Bet::from_trades(&VINCE).unwrap().full_kelly().fraction().unwrap();
        assert!((share * 17.0 - 0.236_708_179_867_552_22).abs() < 1e-12);
        assert!((terminal_wealth(&VINCE, share) - 1.095_718_684_746_520_8).abs() < 1e-12);
        assert!((deepest_fall(&VINCE, share) - 0.385_838_814_826_203_97).abs() < 1e-12);
        assert!((secure_share(&VINCE, share, 0.2) * 17.0 - 0.113_804_102_940_407_77).abs() < 1e-12);
    }

    #[test]
    fn where_optimal_f_falls_no_deeper_it_is_secure() {
        assert_eq!(secure_share(&VINCE, 0.01, 0.9), 0.01);
    }
}
