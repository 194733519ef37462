//! dYdX v4: at what price a position that is being liquidated is filled, and who pays for the difference.
//!
//! ```text
//! bankruptcy  P - s * TNC * (PMMR / TMMR) / q         quote of closing a part, rounded up to the quantum of 1e-6 USDC
//! fillable    P - s * ABR * SMMR * PMMR / q           ABR = clamp(BA * (1 - TNC / TMMR), 0, 1)
//! insurance   d < 0 ? d : min(d, fee * fill)          d = fill - bankruptcy, in quote
//!
//! P  oracle price    TNC, TMMR  equity and requirement of the account    PMMR  maintenance of the position
//! ```
//!
//! Source: dydxprotocol/v4-chain@84d4664b protocol/x/clob/keeper/liquidations.go and its test, whose figures the tests
//! here give; the page of the documentation has the sign of the fillable price wrong for shorts.

use super::position::Position;
use crate::math::order::within;
use crate::math::rounding::round_up;

const QUOTE_QUANTUM: f64 = 1e-6;

/// How far below the oracle price a liquidation may be filled, as the chain is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FillableSpread {
    /// How fast the spread widens with the shortfall of equity below maintenance.
    pub bankruptcy_adjustment: f64,
    /// The widest spread, as a multiple of the position's maintenance.
    pub to_maintenance: f64,
}

/// A liquidation order of some of a position, at the oracle price that is the position's mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closing<'p, 't> {
    /// The position as it stands, linear.
    pub position: &'p Position<'t>,
    /// How much of it is closed; above 0.
    pub quantity: f64,
}

/// The price at which a liquidation order is posted. None if the requirement is zero.
pub fn fillable_price(position: &Position<'_>, spread: FillableSpread) -> Option<f64> {
    let (mark, required) = (position.mark, position.requirement(position.mark));
    let shortfall = 1.0 - position.equity(mark) / required;
    let rating = within(spread.bankruptcy_adjustment * shortfall, 0.0, 1.0);
    let away = rating * spread.to_maintenance * position.maintenance(mark) / position.trade.quantity;
    (required > 0.0).then_some(mark - position.trade.side.sign() * away)
}

impl Closing<'_, '_> {
    /// The quote that closing brings (a short's is negative) if it leaves the account as much equity for each unit of
    /// maintenance as it had. None if the requirement is zero.
    pub fn bankruptcy_quote(self) -> Option<f64> {
        let Closing { position, quantity } = self;
        let mark = position.mark;
        let mut rest = *position;
        rest.trade.quantity -= quantity;
        let released = (position.maintenance(mark) - rest.maintenance(mark)).abs();
        let required = position.requirement(mark);
        let worth = position.trade.side.sign() * quantity * mark;
        (required > 0.0).then(|| round_up(worth - position.equity(mark) * released / required, QUOTE_QUANTUM))
    }

    /// What the insurance fund gets of a fill at a price, or pays where it is negative; it gets at most a fee, a fraction of
    /// the fill.
    pub fn insurance_delta(self, fill_price: f64, most_fee: f64) -> Option<f64> {
        let fill = self.position.trade.side.sign() * self.quantity * fill_price;
        self.bankruptcy_quote().map(|bankruptcy| (fill - bankruptcy).min(fill.abs() * most_fee))
    }
}

/// The open interest of a market, and between which two sums its initial margin grows; all in quote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenInterest {
    /// Open interest now.
    pub notional: f64,
    /// Up to this the base rate holds.
    pub lower: f64,
    /// From this on the whole notional is required.
    pub upper: f64,
}

impl OpenInterest {
    /// The initial margin rate; maintenance does not grow. `min(base + max((OI - lower) / (upper - lower) * (1 - base), 0), 1)`.
    pub fn initial_rate(self, base: f64) -> f64 {
        let grown = (self.notional - self.lower) / (self.upper - self.lower);
        (base + (grown * (1.0 - base)).max(0.0)).min(1.0)
    }
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
    fn bankruptcy_of_closing_as_the_chain_computes_it() {
        // v4-chain@84d4664b liquidations_test.go TestGetBankruptcyPriceInQuoteQuantums: account, part closed, quote
        for (account, closed, expected) in [
            ([0.1, 50e3, -4_501.0, 0.0], 0.1, 4_501.0),
            ([-0.1, 50e3, 5_499.0, 0.0], 0.1, -5_499.0),
            ([0.1, 50e3, -5_000.0, 0.0], 0.05, 2_500.0),
            ([-0.1, 50e3, 5_000.0, 0.0], 0.1, -5_000.0),
            ([-0.1, 50e3, 4_900.0, 0.0], 0.1, -4_900.0),
            // beside 0.004 BTC at 50,000: worth 200, maintenance 20
            ([0.1, 3e3, -490.0 + 200.0, 20.0], 0.1, 294.0),
            ([1.0, 50e3, -13.0, 0.0], 0.000_213_47, 0.002_776),
            ([1.0, 50e3, 1.0, 0.0], 1.0, -1.0),
        ] {
            let quote = with_position(account, |position| Closing { position, quantity: closed }.bankruptcy_quote());
            assert!((quote.unwrap() - expected).abs() < 5e-7, "{account:?}: {quote:?} is not {expected}");
        }
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
    fn insurance_delta_as_the_chain_computes_it() {
        // TestGetLiquidationInsuranceFundDelta: account, price of the fill, highest fee, delta
        for (account, fill_price, most_fee, expected) in [
            ([0.1, 50e3, -5_100.0, 0.0], 56_100.0, 0.005, 28.05),
            ([0.1, 50e3, -5_100.0, 0.0], 56_100.0, 0.025, 140.25),
            ([-0.1, 50e3, 4_900.0, 0.0], 44_100.0, 1.0, 490.0),
            ([-0.1, 50e3, 4_900.0, 0.0], 48_951.0, 0.005, 4.9),
            ([-0.1, 50e3, 4_900.0, 0.0], 49_000.0, 0.005, 0.0),
            ([0.1, 50e3, -5_100.0, 0.0], 50_490.0, 0.005, -51.0),
            ([-0.1, 50e3, 4_900.0, 0.0], 49_490.0, 0.005, -49.0),
        ] {
            let delta = with_position(account, |position| {
                Closing { position, quantity: 0.1 }.insurance_delta(fill_price, most_fee)
            });
            assert!((delta.unwrap() - expected).abs() < 1e-6, "{account:?}: {delta:?} is not {expected}");
        }
    }

    #[test]
    fn above_maintenance_the_fillable_price_is_the_oracles() {
        let spread = FillableSpread { bankruptcy_adjustment: 1.0, to_maintenance: 1.5 };
        assert_eq!(with_position([0.1, 50e3, -4_000.0, 0.0], |position| fillable_price(position, spread)), Some(50e3));
    }

    #[test]
    fn the_initial_rate_grows_with_the_open_interest() {
        // formula of the dYdX v4 documentation, vector dydx-oi-scaled-imf-mid
        let at = |notional| OpenInterest { notional, lower: 25e6, upper: 50e6 }.initial_rate(0.05);
        assert!((at(37.5e6) - 0.525).abs() < 1e-12);
        assert_eq!([at(0.0), at(25e6), at(60e6)], [0.05, 0.05, 1.0]);
    }
}
