//! GMX: requirement of the size in dollars, a least requirement, and coin as collateral.

use super::*;

/// Maintenance of the size at entry, with a least one.
fn of_size(floor: f64) -> Rules {
    Rules { floor, ..at_entry() }
}

#[test]
fn version_1_takes_the_worse_of_fees_and_one_percent() {
    // gmx-io/gmx-interface@a78e920e src/lib/__tests__/getLiquidationPrice.spec.ts: fees are 0.1 %, funding and 5 USD
    let tiers = flat(0.01);
    for ([size, collateral, entry, funding], expected) in [
        ([98_712.87, 9_871.29, 23_091.42, 0.0], 21_013.191_5),
        ([7_179_585.19, 145_919.45, 1_301.5, 55_354.6], 1_288.063),
    ] {
        let fees = 0.001 * size + funding + 5.0;
        let long = Position { rules: of_size(fees), ..position(&tiers, LONG, [size / entry, entry, collateral]) };
        near(price(&long), expected, 0.000_101);
    }
}

#[test]
fn version_2_with_collateral_in_dollars_and_in_the_coin() {
    // vectors gmx-v2-derived-*: 10,000 USD for 5 tokens, factor 0.5 %, at least 1 USD; pending fees 2, closing fee 6, impact -3
    let tiers = flat(0.005);
    let rules = Rules { closing_fee: 6.0 / 10e3, ..of_size(1.0) };
    let in_dollars = Position { rules, ..position(&tiers, LONG, [5.0, 2_000.0, 1_000.0 - 2.0 - 3.0]) };
    near(price(&in_dollars), 1_812.2, 1e-9);
    let in_coin = Position { collateral: -2.0 - 3.0, coin_collateral: 0.5, ..in_dollars };
    near(price(&in_coin), 1_829.272_727_272_73, 1e-9);
}

#[test]
fn version_2_least_collateral_of_the_interface() {
    // sdk/src/utils/__tests__/positions.spec.ts: 200 to keep, closing fee 50, profit 500 or loss 300: -250 and 550 are needed
    let tiers = flat(0.0);
    let rules = Rules { closing_fee: 50.0 / 10e3, ..of_size(200.0) };
    let needs = |mark: f64| -> f64 {
        let bare = Position { rules, ..position(&tiers, LONG, [5.0, 2_000.0, 0.0]) };
        bare.requirement(mark) - bare.equity(mark)
    };
    near(needs(2_100.0), -250.0, 1e-9);
    near(needs(1_940.0), 550.0, 1e-9);
}

#[test]
fn version_2_position_of_the_contracts_test() {
    // gmx-io/gmx-synthetics@a5c0c883 test/exchange/LiquidationOrder.ts: 10 ETH behind a long of 200,000 USD @ 5,000
    let tiers = flat(0.01);
    let long = Position { rules: of_size(1.0), coin_collateral: 10.0, ..position(&tiers, LONG, [40.0, 5_000.0, 0.0]) };
    let at = |mark| Position { mark, ..long }.liquidation();
    assert!(matches!(at(4_200.0), Liquidation::Price { .. }));
    assert_eq!(at(4_000.0), Liquidation::AlreadyLiquidatable);
    assert!((4_000.0..4_200.0).contains(&price(&long)));
}

#[test]
fn a_short_backed_by_as_much_of_the_coin_is_never_liquidated() {
    let tiers = flat(0.01);
    let short = Position { rules: of_size(1.0), ..position(&tiers, SHORT, [40.0, 5_000.0, 0.0]) };
    for coins in [40.0, 41.0, 80.0] {
        let backed = Position { coin_collateral: coins, ..short };
        assert_eq!(backed.liquidation(), Liquidation::Never(Never::CoinOutweighsShort));
    }
    // with less of it: 10 ETH and a loss of 40: (200,000 - 2,000) / (40 - 10)
    near(price(&Position { coin_collateral: 10.0, ..short }), 6_600.0, 1e-9);
}

#[test]
fn a_short_that_coin_outweighs_is_liquidated_on_the_side_that_is_nearer() {
    // 1 % up to 100 and 5 % above; 1.2 coins bought with 105.5 of borrowed money behind a short of 1 @ 90, so equity is
    // 0.2 * p - 15.5: it meets 1 % at 15.5 / 0.19, and falls short of the 5 % from 100 up to 15.5 / 0.15
    let tiers = table(&[[100.0, 0.01, 100.0, 0.0], [1e9, 0.05, 100.0, 0.0]]);
    let short = Position { coin_collateral: 1.2, ..position(&tiers, SHORT, [1.0, 90.0, -105.5]) };
    let at = |mark| Position { mark, ..short }.liquidation();
    let Liquidation::Price { price: below, tier: 0 } = at(90.0) else { panic!("{:?}", at(90.0)) };
    near(below, 15.5 / 0.19, 1e-9);
    assert_eq!(at(95.0), Liquidation::Price { price: 100.0, tier: 1 });
    assert_eq!(at(102.0), Liquidation::AlreadyLiquidatable);
    assert!(matches!(at(104.0), Liquidation::Price { tier: 1, .. }));
}
