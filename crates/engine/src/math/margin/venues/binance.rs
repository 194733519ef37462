//! Binance USD-M and COIN-M.

use super::*;

/// First tiers of Binance BTCUSDT of 18 March 2021 (announcement 86cf9aa472574b8cb2e05bb751c2a9a6).
fn btcusdt_2021() -> Tiers {
    table(&[
        [50e3, 0.004, 125.0, 0.0],
        [250e3, 0.005, 100.0, 50.0],
        [1e6, 0.01, 50.0, 1_300.0],
        [10e6, 0.025, 20.0, 16_300.0],
    ])
}

#[test]
fn binance_usdm_isolated_and_cross_examples_of_the_faq() {
    // Binance FAQ b3c689c1f50a44cabb3a84e663b81d93: 3,683.979 ETH and 109.488 BTC, wallet 1,535,443.01
    let (eth_tiers, btc_tiers) = (ethusdt_2021(), btcusdt_2021());
    let eth = position(&eth_tiers, LONG, [3_683.979, 1_456.84, 1_535_443.01]);
    let btc = position(&btc_tiers, LONG, [109.488, 32_481.98, 1_535_443.01]);
    near(price(&eth), 1_114.78, 0.005);
    let beside = |other: &Position, mark: f64| (other.payoff.profit(&other.trade, mark), other.maintenance(mark));
    let (other_profit, other_maintenance) = beside(&btc, 31_967.27);
    near(price(&Position { other_profit, other_maintenance, ..eth }), 1_153.26, 0.005);
    // freqtrade@c9ae5e1e tests/exchange/test_binance.py::test_liquidation_price_binance
    let (other_profit, other_maintenance) = beside(&eth, 1_335.18);
    near(price(&Position { other_profit, other_maintenance, ..btc }), 26_316.89, 0.005);
}

#[test]
fn binance_usdm_positions_of_the_api_sample() {
    // nautilus_trader@a95c8042, http_futures_account_positions_hedge.json; wallet = isolatedMargin - unrealizedProfit
    let tiers = btcusdt_2021();
    let long = [20.0, 6_563.665, 15_517.54150468 - 2_316.8342356];
    near(price(&position(&tiers, LONG, long)), 5_930.78, 0.005);
    let short = [10.0, 6_679.50671178 - 1_156.4671178 / 10.0, 5_413.95799991 + 1_156.4671178];
    near(price(&position(&tiers, SHORT, short)), 7_189.95, 0.005);
}

#[test]
fn binance_usdm_figures_of_freqtrade() {
    // freqtrade@c9ae5e1e test_exchange.py::test_get_liquidation_price: 1 % with a deduction of 0.01, so 0 below 1
    let tiers = table(&[[1.0, 0.0, 125.0, 0.0], [1e9, 0.01, 125.0, 0.01]]);
    near(price(&position(&tiers, SHORT, [1.0, 8.0, 1.6])), 9.514851485148514, 1e-12);
    near(price(&position(&tiers, SHORT, [0.6, 10.0, 1.2])), 11.897689768976898, 1e-12);
    near(price(&position(&tiers, LONG, [1.0, 8.0, 1.6])), 6.454545454545454, 1e-12);
    near(price(&position(&tiers, LONG, [1.0, 10.0, 10.0 / 3.0])), 6.723905723905723, 1e-12);
    near(price(&position(&tiers, LONG, [0.6, 10.0, 1.2])), 8.063973063973064, 1e-12);
}

#[test]
fn binance_coinm_maintenance_and_liquidation() {
    // Binance FAQ ceccfcfb4e3a45e3b48b0b1bb1a8ae46: maintenance of 100 contracts of 100 USD at 25,000
    let tiers = flat(0.004);
    let long = Position { payoff: Payoff::inverse(100.0), ..position(&tiers, LONG, [100.0, 25_000.0, 0.04]) };
    near(long.maintenance(25_000.0), 0.0016, 1e-15);
    // reference vector binance-coinm-derived-long: 10,000 * 1.004 / (0.4 + 0.04)
    near(price(&long), 22_818.1818181818, 1e-8);
}
