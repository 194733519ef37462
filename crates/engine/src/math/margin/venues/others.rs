//! Kraken Futures, KuCoin, edgeX, Phemex.

use super::*;

#[test]
fn kraken_inverse_example_holds_only_with_maintenance_at_mark() {
    // support.kraken.com 360022835671: 1,000 contracts @ 8,000 with 0.01 BTC, 1 %
    let tiers = flat(0.01);
    let long = Position { payoff: Payoff::inverse(1.0), ..position(&tiers, LONG, [1_000.0, 8_000.0, 0.01]) };
    near(price(&long), 7_481.0, 0.5);
    near(long.bankruptcy_price(0.0).unwrap(), 7_407.0, 0.5);
    near(price(&Position { rules: at_entry(), ..long }), 7_476.6, 0.05);
}

#[test]
fn kraken_tiers_are_of_contracts_and_stay_where_they_are() {
    // nautilus_trader@a95c8042, PI_XBTUSD: 1 % to 500,000 contracts and 2 % beyond, on the whole position
    let tiers = table(&[[500e3, 0.01, 50.0, 0.0], [1e12, 0.02, 25.0, 0.0]]);
    let rules = Rules { tier_axis: TierAxis::Quantity, ..Rules::default() };
    let at = |side, quantity: f64| Position {
        payoff: Payoff::inverse(1.0),
        rules,
        ..position(&tiers, side, [quantity, 8_000.0, quantity / 8_000.0 / 20.0])
    };
    // V * (s + MMR) / (s * V / E + W) for one rate, with W a twentieth
    for (side, s) in [(LONG, 1.0), (SHORT, -1.0)] {
        for (quantity, rate) in [(499_999.0, 0.01), (500_000.0, 0.01), (500_001.0, 0.02)] {
            near(price(&at(side, quantity)), 8_000.0 * (s + rate) / (s + 0.05), 1e-8);
        }
    }
    assert_eq!(at(LONG, 500_000.0).allowed_leverage(), 50.0);
    assert_eq!(at(LONG, 500_001.0).allowed_leverage(), 25.0);
    assert_eq!(at(LONG, 1.1e12).unopenable(), Some(Unopenable::BeyondLastTier));
}

#[test]
fn kucoin_positions_print_prices_on_a_tick() {
    // KuCoin API docs, copy-trading sample: XBTUSDTM; margin of the position, its maintenance at the entry
    let tiers = flat(0.479_649_599_9 / 97.302);
    let bitcoin = Position { rules: at_entry(), ..position(&tiers, LONG, [0.001, 97_302.0, 53.511_841_596_6]) };
    near(price(&bitcoin), 44_269.81, 0.011);
    near(
        Position { collateral: 20.9874 + 32.433_999_996_7, ..bitcoin }.bankruptcy_price(0.0).unwrap(),
        43_880.61,
        0.011,
    );
    // OctoBot-Trading, ETHUSDTM on a tick of 0.05; posMaint holds the closing fee, the initial margin does not
    let tiers = flat(0.506_375_94 / (0.02 * 4_182.1));
    let ether = Position { rules: at_entry(), ..position(&tiers, LONG, [0.02, 4_182.1, 3.688_975_86]) };
    near(ShownPrice::Against.of(price(&ether), LONG, PriceRule::Tick(0.05)), 4_023.0, 1e-9);
    let bust = Position { collateral: 3.636_608_7, ..ether }.bankruptcy_price(0.0).unwrap();
    near(ShownPrice::Nearest.of(bust, LONG, PriceRule::Tick(0.05)), 4_000.25, 1e-9);
}

#[test]
fn edgex_positions_of_the_api_sample() {
    // edgeX API docs: a long's value 97.734426609 and equity 15.791238609; a short's prices, 11,195.61 and 11,139.91
    let tiers = flat(0.005);
    let long = position(&tiers, LONG, [0.001, 97_734.426_609, 15.791_238_609]);
    near(price(&long), 82_354.9, 0.12);
    near(long.bankruptcy_price(0.0).unwrap(), 81_943.1, 0.12);
    let short = position(&tiers, SHORT, [1.0, 10_000.0, 1_195.61]);
    near(short.bankruptcy_price(0.0).unwrap(), 11_195.61, 1e-9);
    near(price(&short), 11_139.91, 0.01);
}

#[test]
fn phemex_counts_the_closing_fee() {
    // Phemex help, liquidation price of USDT-M: 500 @ 0.4 at 5x, assigned margin 40.096, fee 0.06 %, maintenance 1 %
    let tiers = flat(0.01);
    let long = Position { rules: with_fee(0.0006), ..position(&tiers, LONG, [500.0, 0.4, 40.096]) };
    near(price(&long), 0.3232, 5e-5);
}
