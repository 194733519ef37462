//! Figures of other projects' tests, of no venue.

use super::*;

#[test]
fn inverse_cfds_of_10101_take_maintenance_at_entry() {
    // get10101/10101@3ae13509, cfd tests
    for (side, leverage, rate, expected) in [
        (LONG, 2.0, 0.0, 20_000.0),
        (SHORT, 2.0, 0.0, 60_000.0),
        (SHORT, 2.0, 0.1, 50_000.0),
        (SHORT, 3.0, 0.0, 45_000.0),
        (LONG, 3.0, 0.0, 22_500.0),
    ] {
        let tiers = flat(rate);
        let cfd = Position {
            payoff: Payoff::inverse(1.0),
            rules: at_entry(),
            ..position(&tiers, side, [30_000.0, 30_000.0, 1.0 / leverage])
        };
        near(price(&cfd), expected, 1e-8);
    }
}

#[test]
fn octobot_liquidation_and_bankruptcy_prices() {
    // OctoBot-Trading@1ad2f4d6, liquidation and bankruptcy tests: MMR 20 % at entry, entry 40
    let tiers = flat(0.2);
    let at = |collateral| Position { rules: at_entry(), ..position(&tiers, SHORT, [1.0, 40.0, collateral]) };
    near(price(&at(40.0)), 72.0, 1e-12);
    // at 100x their formula prints 32.4, on the winning side of the entry: such a position cannot be opened
    assert_eq!(at(0.4).liquidation(), Liquidation::CannotBeOpened(Unopenable::MarginBelowRequirement));
    near(at(0.4).bankruptcy_price(0.0).unwrap(), 40.4, 1e-9);
    near(position(&tiers, LONG, [1.0, 40.0, 0.4]).bankruptcy_price(0.0).unwrap(), 39.6, 1e-9);

    let inverse = |side, collateral| {
        let payoff = Payoff::inverse(1.0);
        Position { payoff, ..position(&tiers, side, [100.0, 100.0, collateral]) }.bankruptcy_price(0.0).unwrap()
    };
    near(inverse(LONG, 0.01), 99.00990099, 1e-7);
    near(inverse(SHORT, 0.01), 101.01010101, 1e-7);
    near(inverse(SHORT, 1.0 / 7.0), 116.66666667, 1e-7);
}
