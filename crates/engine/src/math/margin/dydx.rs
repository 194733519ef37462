//! dYdX v4: at what price a position that is being liquidated is filled.
//!
//! ```text
//! fillable    P - s * ABR * SMMR * PMMR / q           ABR = clamp(BA * (1 - TNC / TMMR), 0, 1)
//!
//! P  oracle price    TNC, TMMR  equity and requirement of the account    PMMR  maintenance of the position
//! ```
//!
//! Source: dydxprotocol/v4-chain@84d4664b protocol/x/clob/keeper/liquidations.go and its test, whose figures the tests
//! here give; the page of the documentation has the sign of the fillable price wrong for shorts.

use super::position::Position;
use crate::math::order::within;

/// How far below the oracle price a liquidation may be filled, as the chain is set.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, Trade};
/// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
/// # let tiers = Tiers::flat(0.1, 20.0)?;
/// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
/// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
/// // A test of the chain: 0.1 BTC at 50,000 with 499 of equity, where 10 % must be held.
/// let spread = FillableSpread { bankruptcy_adjustment: 2.0, to_maintenance: 0.1 };
/// assert!(fillable_price(&position, spread).is_some_and(|price| (price - 49_998.0).abs() < 1e-5));
/// # Ok::<(), ballast_engine::math::margin::TierFault>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FillableSpread {
    /// How fast the spread widens with the shortfall of equity below maintenance.
    pub bankruptcy_adjustment: f64,
    /// The widest spread, as a multiple of the position's maintenance.
    pub to_maintenance: f64,
}

/// The price at which a liquidation order is posted. None if the requirement is zero.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, Trade};
/// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
/// # let tiers = Tiers::flat(0.1, 20.0)?;
/// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
/// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
/// // A test of the chain: 0.1 BTC at 50,000 with 499 of equity, where 10 % must be held.
/// let spread = FillableSpread { bankruptcy_adjustment: 1.0, to_maintenance: 1.0 };
/// assert!(fillable_price(&position, spread).is_some_and(|price| (price - 49_990.0).abs() < 1e-5));
/// # Ok::<(), ballast_engine::math::margin::TierFault>(())
/// ```
pub fn fillable_price(position: &Position<'_>, spread: FillableSpread) -> Option<f64> {
    let (mark, required) = (position.mark, position.requirement(position.mark));
    let shortfall = 1.0 - position.equity(mark) / required;
    let rating = within(spread.bankruptcy_adjustment * shortfall, 0.0, 1.0);
    let away = rating * spread.to_maintenance * position.maintenance(mark) / position.trade.quantity;
    (required > 0.0).then_some(mark - position.trade.side.sign() * away)
}

#[cfg(test)]
mod tests {
    use super::super::{Rules, Tiers};
    use super::*;
    use crate::math::contract::{Payoff, Side, Trade};

    /// Of a table row: signed size, oracle price, equity besides it, maintenance of the other positions; 10 % maintenance.
    fn with_position<T>([size, oracle, quote, other_maintenance]: [f64; 4], ask: impl Fn(&Position) -> T) -> T {
        let tiers = Tiers::flat(0.1, f64::INFINITY).unwrap();
        let side = if size > 0.0 { Side::Long } else { Side::Short };
        ask(&Position {
            payoff: Payoff::LINEAR,
            trade: Trade { side, quantity: size.abs(), entry: oracle },
            mark: oracle,
            collateral: quote + size * oracle,
            coin_collateral: 0.0,
            other_profit: 0.0,
            other_maintenance,
            rules: Rules::default(),
            leverage: None,
            tiers: &tiers,
        })
    }

    #[test]
    fn fillable_price_as_the_chain_computes_it() {
        // TestGetFillablePrice: account, bankruptcy adjustment, spread to maintenance, price
        for (account, bankruptcy_adjustment, to_maintenance, expected) in [
            ([0.1, 50e3, -4_501.0, 0.0], 2.0, 0.1, 49_998.0),
            ([0.1, 50e3, -4_501.0, 0.0], 1.0, 0.2, 49_998.0),
            ([0.1, 50e3, -5_000.0, 0.0], 1.0, 0.1, 49_500.0),
            ([-0.1, 50e3, 5_000.0, 0.0], 1.0, 0.1, 50_500.0),
            ([-0.1, 50e3, 4_500.0, 0.0], 1.0, 0.1, 50_500.0),
            ([0.1, 3e3, -490.0 + 200.0, 20.0], 1.0, 0.1, 2_976.0),
            ([0.1, 50e3, -4_501.0, 0.0], 1.0, 1e-6, 49_999.999_99),
            ([0.1, 50e3, -4_501.0, 0.0], 1.0, 1.0, 49_990.0),
        ] {
            let spread = FillableSpread { bankruptcy_adjustment, to_maintenance };
            let price = with_position(account, |position| fillable_price(position, spread));
            assert!((price.unwrap() - expected).abs() < 1e-5, "{account:?}: {price:?} is not {expected}");
        }
    }

    #[test]
    fn above_maintenance_the_fillable_price_is_the_oracles() {
        let spread = FillableSpread { bankruptcy_adjustment: 1.0, to_maintenance: 1.5 };
        assert_eq!(with_position([0.1, 50e3, -4_000.0, 0.0], |position| fillable_price(position, spread)), Some(50e3));
    }
}
