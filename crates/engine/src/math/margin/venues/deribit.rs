//! Deribit: a rate that rises with the size in coins.

use super::*;

fn rising(rate_per_coin: f64) -> Rules {
    Rules { rate_per_coin, ..Rules::default() }
}

fn rates(maintenance: f64, initial: f64) -> Tiers {
    Tiers::flat(maintenance, 1.0 / initial).unwrap()
}

#[test]
fn margins_of_the_linear_perpetuals() {
    // support.deribit.com 25944738177565: 25 BTC at 100,000; 6,000 SOL at 200
    let tiers = rates(0.01, 0.02);
    let bitcoin = Position { rules: rising(5e-5), ..position(&tiers, LONG, [25.0, 100e3, 53_125.0]) };
    near(bitcoin.maintenance(100e3), 28_125.0, 1e-6);
    near(bitcoin.margin_at(bitcoin.allowed_leverage()), 53_125.0, 1e-6);
    let tiers = rates(0.02, 0.04);
    let solana = Position { rules: rising(5e-6), ..position(&tiers, LONG, [6_000.0, 200.0, 84e3]) };
    near(solana.margin_at(solana.allowed_leverage()), 84_000.0, 1e-6);
}

#[test]
fn margins_of_the_inverse_perpetuals() {
    // parameters of the release note of 11 January 2022; vectors deribit-inverse-*-im-*: 100 BTC, 1,000 ETH
    let tiers = rates(0.01, 0.02);
    for (rate_per_coin, coins, at, initial, maintenance) in
        [(5e-5, 100.0, 50e3, 0.025, 0.015), (4e-6, 1_000.0, 3e3, 0.024, 0.014)]
    {
        let inverse = Position {
            payoff: Payoff::inverse(10.0),
            rules: rising(rate_per_coin),
            ..position(&tiers, SHORT, [coins * at / 10.0, at, coins])
        };
        near(inverse.maintenance(at) / coins, maintenance, 1e-12);
        near(1.0 / inverse.allowed_leverage(), initial, 1e-12);
    }
}

#[test]
fn an_inverse_position_is_liquidated_at_the_root_of_a_quadratic() {
    // vectors deribit-inverse-liq-*: 1,000,000 USD @ 50,000 with 2 BTC
    let tiers = rates(0.01, 0.02);
    let at = |side| Position {
        payoff: Payoff::inverse(10.0),
        rules: rising(5e-5),
        ..position(&tiers, side, [100e3, 50e3, 2.0])
    };
    near(price(&at(LONG)), 45_958.542_591_946_8, 1e-7);
    near(price(&at(SHORT)), 54_949.448_486_667_2, 1e-7);
}

#[test]
fn a_rate_too_small_to_matter_changes_nothing() {
    let tiers = rates(0.01, 0.02);
    for side in [LONG, SHORT] {
        let straight = Position { payoff: Payoff::inverse(10.0), ..position(&tiers, side, [100e3, 50e3, 2.0]) };
        let bent = Position { rules: rising(1e-300), ..straight };
        near(price(&bent), price(&straight), 1e-9);
    }
}

#[test]
fn a_short_that_the_coin_covers_is_not_liquidated_by_the_requirement_of_its_size() {
    // 3,000 BTC short against 3,000 BTC: nothing is required of it as the price rises without limit
    let tiers = rates(0.01, 0.02);
    let hedged = Position {
        payoff: Payoff::inverse(10.0),
        rules: rising(5e-5),
        ..position(&tiers, SHORT, [15e6, 50e3, 3_000.0])
    };
    assert_eq!(hedged.liquidation(), Liquidation::Never(Never::CoversAnyRise));
}

#[test]
fn a_size_beyond_what_the_leverage_allows_cannot_be_opened() {
    let tiers = rates(0.01, 0.02);
    let at = |quantity| Position {
        rules: rising(5e-5),
        leverage: Some(40.0),
        ..position(&tiers, LONG, [quantity, 100e3, 1e9])
    };
    assert_eq!(at(100.0).largest_quantity(40.0, at(100.0).tiers.at(1.0)).round(), 100.0);
    assert_eq!(at(99.9).unopenable(), None);
    assert_eq!(at(100.1).unopenable(), Some(Unopenable::LeverageAboveTier));
}
