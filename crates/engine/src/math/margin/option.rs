//! Deribit's margin of a short option that is settled in its coin, standard margin, for one coin of the underlying.
//!
//! ```text
//! call  initial  max(0.15 - OTM / index, 0.1) + mark              maintenance  0.075 + mark
//! put   initial  max(the same, maintenance)                       maintenance  max(0.075, 0.075 * mark) + mark
//!
//! mark  price of the option in coin     OTM  how far it is out of the money, in quote money; 0 in the money
//! ```
//!
//! Source: doc.tslab.pro, Deribit margin requirements calculation, read November 2026; figures of the tests of a fork of
//! LEAN. A long option pays its premium and holds nothing more. Liquidation is of the account: by the option alone there is
//! no price of it.

use crate::math::option::OptionKind;

/// One short option.
///
/// ```
/// use ballast_engine::math::{margin::option::ShortOption, option::OptionKind};
/// // A test of a fork of LEAN: an index of 10,000, a strike of 9,000, a mark of 0.025.
/// let call = ShortOption { kind: OptionKind::Call, index: 10_000.0, strike: 9_000.0, mark: 0.025 };
/// assert!((call.initial_margin() * call.index - 1_750.0).abs() < 1e-9);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShortOption {
    /// Call or put.
    pub kind: OptionKind,
    /// Price of the underlying, quote per coin; above 0.
    pub index: f64,
    /// Strike, quote per coin.
    pub strike: f64,
    /// Price of the option, in coin.
    pub mark: f64,
}

impl ShortOption {
    /// Initial margin in coin, for one coin of the underlying.
    ///
    /// ```
    /// use ballast_engine::math::{margin::option::ShortOption, option::OptionKind};
    /// // A test of a fork of LEAN: an index of 10,000, a strike of 9,000, a mark of 0.025.
    /// let call = ShortOption { kind: OptionKind::Call, index: 10_000.0, strike: 9_000.0, mark: 0.025 };
    /// assert!((call.initial_margin() * 10_000.0 - 1_750.0).abs() < 1e-9);
    /// let put = ShortOption { kind: OptionKind::Put, ..call };
    /// assert!((put.initial_margin() * 10_000.0 - 1_250.0).abs() < 1e-9);
    /// ```
    pub fn initial_margin(self) -> f64 {
        let out_of_the_money = match self.kind {
            OptionKind::Call => self.strike - self.index,
            OptionKind::Put => self.index - self.strike,
        };
        let margin = (0.15 - out_of_the_money.max(0.0) / self.index).max(0.1) + self.mark;
        match self.kind {
            OptionKind::Call => margin,
            OptionKind::Put => margin.max(self.maintenance_margin()),
        }
    }

    /// Maintenance margin in coin, for one coin of the underlying.
    ///
    /// ```
    /// use ballast_engine::math::{margin::option::ShortOption, option::OptionKind};
    /// // A test of a fork of LEAN: an index of 10,000, a strike of 9,000, a mark of 0.025.
    /// let call = ShortOption { kind: OptionKind::Call, index: 10_000.0, strike: 9_000.0, mark: 0.025 };
    /// assert!((call.maintenance_margin() * 10_000.0 - 1_000.0).abs() < 1e-9);
    /// ```
    pub fn maintenance_margin(self) -> f64 {
        let least = match self.kind {
            OptionKind::Call => 0.075,
            OptionKind::Put => (0.075 * self.mark).max(0.075),
        };
        least + self.mark
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(kind: OptionKind, strike: f64, mark: f64) -> ShortOption {
        ShortOption { kind, index: 10_000.0, strike, mark }
    }

    fn in_dollars(option: ShortOption) -> [f64; 2] {
        [option.initial_margin(), option.maintenance_margin()].map(|coins| (coins * option.index * 1e6).round() / 1e6)
    }

    #[test]
    fn margins_of_the_lean_forks_tests() {
        // Deribit buying-power tests of a fork of LEAN: index 10,000, strike 9,000, mark 0.025
        assert_eq!(in_dollars(short(OptionKind::Call, 9_000.0, 0.025)), [1_750.0, 1_000.0]);
        assert_eq!(in_dollars(short(OptionKind::Put, 9_000.0, 0.025)), [1_250.0, 1_000.0]);
    }

    #[test]
    fn the_initial_margin_falls_with_the_distance_from_the_money_to_a_tenth() {
        // by the formula: 4 % out of the money leaves 11 %, 30 % leaves the least
        assert_eq!(in_dollars(short(OptionKind::Call, 10_400.0, 0.01)), [1_200.0, 850.0]);
        assert_eq!(in_dollars(short(OptionKind::Call, 13_000.0, 0.01)), [1_100.0, 850.0]);
        assert_eq!(in_dollars(short(OptionKind::Put, 9_600.0, 0.01)), [1_200.0, 850.0]);
    }

    #[test]
    fn a_put_worth_more_than_two_coins_holds_its_maintenance_from_the_start() {
        // deep in the money: 7.5 % of a mark of 3 coins is more than the 15 %
        assert_eq!(in_dollars(short(OptionKind::Put, 40_000.0, 3.0)), [32_250.0, 32_250.0]);
    }
}
