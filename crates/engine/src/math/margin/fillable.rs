//! The worst price at which a liquidation may be filled, where the venue sets one (dYdX v4).
//!
//! ```text
//! fillable    P - s * a * k * m * P          a = clamp(b * (1 - equity / requirement), 0, 1)
//!
//! P oracle price   s +1 long, -1 short   m maintenance rate of the position   k spread over that rate
//! b bankruptcy adjustment   equity and requirement of the whole subaccount
//! ```
//!
//! dydxprotocol/v4-chain@84d4664b protocol/x/clob/keeper/liquidations.go; figures of its tests below.

use super::position::Position;

/// How far from the oracle a liquidation may be filled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FillLimit {
    /// How quickly the limit falls behind the oracle as equity runs out; at least 0.
    pub adjustment: f64,
    /// The furthest it falls, over the maintenance rate of the position; at least 0.
    pub spread: f64,
}

impl Position<'_> {
    /// The worst price at which a liquidation at the mark may be filled; none while there is nothing to liquidate.
    pub fn fillable_price(&self, limit: FillLimit) -> Option<f64> {
        let (equity, requirement) = (self.equity(self.mark), self.requirement(self.mark));
        if equity >= requirement {
            return None;
        }
        let behind = (limit.adjustment * (1.0 - equity / requirement)).clamp(0.0, 1.0);
        let rate = self.maintenance(self.mark) / self.notional(self.mark);
        Some(self.mark * (1.0 - self.trade.side.sign() * behind * limit.spread * rate))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Rules, Tiers};
    use super::*;
    use crate::math::contract::{Payoff, Side, Trade};

    /// 0.1 BTC at an oracle price of 50,000, maintenance 10 %; the quote balance as in the tests of the chain.
    fn fillable(side: Side, quote: f64, [adjustment, spread]: [f64; 2]) -> Option<f64> {
        let tiers = Tiers::flat(0.1, f64::INFINITY).unwrap();
        let position = Position {
            payoff: Payoff::LINEAR,
            trade: Trade { side, quantity: 0.1, entry: 50_000.0 },
            mark: 50_000.0,
            collateral: quote + side.sign() * 5_000.0,
            coin_collateral: 0.0,
            other_profit: 0.0,
            other_maintenance: 0.0,
            rules: Rules::default(),
            leverage: None,
            tiers: &tiers,
        };
        position.fillable_price(FillLimit { adjustment, spread })
    }

    #[test]
    fn the_figures_of_the_chain_s_own_tests() {
        // dydxprotocol/v4-chain@84d4664b protocol/x/clob/keeper/liquidations_test.go TestGetFillablePrice
        for (side, quote, limit, expected) in [
            (Side::Long, -4_501.0, [2.0, 0.1], 49_998.0),
            (Side::Long, -4_501.0, [1.0, 0.2], 49_998.0),
            (Side::Long, -4_501.0, [1.0, 1.0], 49_990.0),
            (Side::Long, -5_000.0, [1.0, 0.1], 49_500.0),
            (Side::Short, 5_000.0, [1.0, 0.1], 50_500.0),
            (Side::Short, 4_500.0, [1.0, 0.1], 50_500.0),
        ] {
            let found = fillable(side, quote, limit).unwrap();
            assert!((found - expected).abs() < 1e-5, "{quote} {limit:?}: {found}");
        }
    }

    #[test]
    fn there_is_no_such_price_while_nothing_is_to_be_liquidated() {
        assert_eq!(fillable(Side::Long, -4_500.0, [1.0, 0.1]), None);
    }
}
