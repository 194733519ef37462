//! dYdX v4: cross accounts, by the oracle price.

use super::*;

#[test]
fn positions_of_the_documentation_and_of_abacus() {
    // v4-documentation, liquidations page; dydxprotocol/v4-abacus@b0cf2199 V4CalculationTests and V4TradeInputTests:
    // equity at the oracle price, size short, oracle price, rate, maintenance of the others
    for ([equity, size, oracle, rate, other_maintenance], expected, tolerance) in [
        ([1_000.0, 3.0, 3_000.0, 0.05, 0.0], 3_174.6, 0.005),
        ([1_000.0, 1.5, 3_000.0, 0.05, 175.0], 3_380.95, 0.005),
        ([100.0, 1.0, 1_000.0, 0.03, 0.0], 1_067.961_165_048_543_8, 1e-8),
        ([5_772.436_277, 3.0, 1_000.0, 0.03, 0.0], 2_838.976_141_423_949, 1e-6),
    ] {
        let tiers = flat(rate);
        let short = Position { other_maintenance, ..position(&tiers, SHORT, [size, oracle, equity]) };
        near(price(&short), expected, tolerance);
    }
}

#[test]
fn the_account_of_abacus_has_its_equity_and_its_free_collateral() {
    // V4CalculationTests: 1 bought for 900 of borrowed quote at an oracle price of 1,000, initial margin 5 %
    let tiers = Tiers::flat(0.03, 20.0).unwrap();
    let long = Position { mark: 1_000.0, ..position(&tiers, LONG, [1.0, 900.0, 0.0]) };
    near(long.equity(1_000.0), 100.0, 1e-9);
    near(long.equity(1_000.0) - long.notional(1_000.0) / long.allowed_leverage(), 50.0, 1e-9);
    near(long.notional(1_000.0) / long.equity(1_000.0), 10.0, 1e-9);
}
