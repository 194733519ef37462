//! Margin of an option sold, settled in the coin (Deribit, standard margin).
//!
//! ```text
//! initial      max(15 % - out of the money / index, 10 %) + mark        a put: at least its maintenance
//! maintenance  call 7.5 % + mark      put max(7.5 %, 7.5 % * mark) + mark
//! ```
//!
//! In coins for an option on one coin; what is out of the money is in quote, never below 0. An option bought is paid for
//! at once and needs none. Rules as of 2022: copies of the venue's page, and the tests of QuantConnect/Lean forks.

/// Call or put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// The right to buy.
    Call,
    /// The right to sell.
    Put,
}

/// An option on one coin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OptionTerms {
    /// Call or put.
    pub kind: OptionKind,
    /// The price at which it may be exercised, quote per coin.
    pub strike: f64,
    /// Its mark price, in coins.
    pub mark: f64,
}

/// What an option sold binds, in coins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OptionMargin {
    /// To sell it.
    pub initial: f64,
    /// To keep it.
    pub maintenance: f64,
}

const MOST: f64 = 0.15;
const LEAST: f64 = 0.10;
const KEPT: f64 = 0.075;

impl OptionTerms {
    /// The margin of one, sold, at an index price.
    pub fn margin(&self, index: f64) -> OptionMargin {
        let out_of_the_money = match self.kind {
            OptionKind::Call => self.strike - index,
            OptionKind::Put => index - self.strike,
        };
        let base = (MOST - out_of_the_money.max(0.0) / index).max(LEAST) + self.mark;
        match self.kind {
            OptionKind::Call => OptionMargin { initial: base, maintenance: KEPT + self.mark },
            OptionKind::Put => {
                let maintenance = KEPT.max(KEPT * self.mark) + self.mark;
                OptionMargin { initial: base.max(maintenance), maintenance }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_buying_power_tests() {
        // index 10,000, strike 9,000, mark 0.025: call 1,750 and 1,000 USD, put 1,250 and 1,000 USD
        let at = |kind| OptionTerms { kind, strike: 9_000.0, mark: 0.025 }.margin(10_000.0);
        for (kind, initial) in [(OptionKind::Call, 1_750.0), (OptionKind::Put, 1_250.0)] {
            let margin = at(kind);
            assert!((margin.initial * 10_000.0 - initial).abs() < 1e-9, "{margin:?}");
            assert!((margin.maintenance * 10_000.0 - 1_000.0).abs() < 1e-9, "{margin:?}");
        }
    }

    #[test]
    fn a_put_worth_more_than_a_coin_keeps_more() {
        let margin = OptionTerms { kind: OptionKind::Put, strike: 30_000.0, mark: 2.0 }.margin(10_000.0);
        assert!((margin.maintenance - 2.15).abs() < 1e-12 && margin.initial == margin.maintenance);
    }
}
