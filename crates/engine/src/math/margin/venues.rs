//! Published figures of venues and of other projects' tests. Each case names its source.

use super::tiers::tests::{ethusdt_2021, table};
use super::*;
use crate::math::contract::{Payoff, Side, Trade};
use crate::math::rounding::{PriceRule, Rounding};

mod bybit_unified;
mod deribit;
mod gmx;

const LONG: Side = Side::Long;
const SHORT: Side = Side::Short;

fn at_entry() -> Rules {
    Rules { basis: MaintenanceBasis::Entry, ..Rules::default() }
}

fn flat(rate: f64) -> Tiers {
    Tiers::flat(rate, f64::INFINITY).unwrap()
}

fn position(tiers: &Tiers, side: Side, [quantity, entry, collateral]: [f64; 3]) -> Position<'_> {
    Position {
        payoff: Payoff::LINEAR,
        trade: Trade { side, quantity, entry },
        mark: entry,
        collateral,
        coin_collateral: 0.0,
        other_profit: 0.0,
        other_maintenance: 0.0,
        rules: Rules::default(),
        leverage: None,
        tiers,
    }
}

/// Maintenance at the mark, and that closing fee in the requirement.
fn with_fee(closing_fee: f64) -> Rules {
    Rules { closing_fee, ..Rules::default() }
}

fn price(position: &Position) -> f64 {
    match position.liquidation() {
        Liquidation::Price { price, .. } => price,
        other => panic!("{other:?} instead of a price"),
    }
}

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected} within {tolerance}");
}

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

#[test]
fn bybit_until_2025_takes_maintenance_at_entry() {
    let liquidated = |rate: f64, side: Side, numbers: [f64; 3]| {
        let tiers = flat(rate);
        price(&Position { rules: at_entry(), ..position(&tiers, side, numbers) })
    };
    // help.bybit.com 900000181046: short 8,000 at 40x; cross long of 2 BTC with 2,000 free beside 1 % initial margin
    near(liquidated(0.005, SHORT, [1.0, 8_000.0, 200.0]), 8_160.0, 1e-9);
    near(liquidated(0.005, LONG, [2.0, 10_000.0, 2_000.0 + 200.0]), 8_950.0, 1e-9);
    // freqtrade@c9ae5e1e test_exchange.py::test_get_liquidation_price, entry 10 and 1 %
    near(liquidated(0.01, LONG, [1.0, 10.0, 10.0]), 0.1, 1e-6);
    near(liquidated(0.01, LONG, [1.0, 10.0, 10.0 / 3.0]), 6.766_666_6, 1e-6);
    near(liquidated(0.01, LONG, [1.0, 10.0, 2.0]), 8.1, 1e-6);
    near(liquidated(0.01, SHORT, [1.0, 10.0, 10.0]), 19.9, 1e-6);
    near(liquidated(0.01, SHORT, [1.0, 10.0, 2.0]), 11.9, 1e-6);
}

#[test]
fn bybit_inverse_at_entry_and_its_bust_price() {
    let tiers = flat(0.005);
    let at = |side, quantity, entry, collateral| Position {
        payoff: Payoff::inverse(1.0),
        rules: at_entry(),
        ..position(&tiers, side, [quantity, entry, collateral])
    };
    // Bybit ADL help page: long 7,890.08 at 50x, 7,773.50
    near(price(&at(LONG, 7_890.08, 7_890.08, 0.02)), 7_773.5, 0.5);
    // help.bybit.com 360039261334: 10,000 @ 8,000 with 0.5 BTC, fee 0.075 % counted in the bust price
    near(at(LONG, 10_000.0, 8_000.0, 0.5).bankruptcy_price(0.00075).unwrap(), 5_718.57, 0.005);
    // Bybit help, isolated mode (UTA) before September 2025: 60,000 USD short @ 50,000 at 10x
    let uta = at(SHORT, 60_000.0, 50_000.0, 0.12);
    near(uta.notional(50_000.0), 1.2, 1e-12);
    near(initial_margin(uta.notional(50_000.0), 10.0), 0.12, 1e-12);
    near(uta.maintenance(70_000.0), 0.006, 1e-15);
    near(price(&uta), 55_248.6187845304, 1e-6);
}

#[test]
fn bybit_inverse_of_2026_takes_maintenance_at_mark() {
    // formula of the help page of 27 May 2026: 60,000 USD @ 50,000 at 10x, 0.5 %
    let tiers = flat(0.005);
    let at = |side| Position { payoff: Payoff::inverse(1.0), ..position(&tiers, side, [60e3, 50e3, 0.12]) };
    near(price(&at(LONG)), 45_681.8181818182, 1e-6);
    near(price(&at(SHORT)), 55_277.7777777778, 1e-6);
}

#[test]
fn okx_and_gate_count_the_closing_fee_in_the_requirement() {
    let counting = |[rate, closing_fee]: [f64; 2], side: Side, numbers: [f64; 3]| {
        let tiers = flat(rate);
        price(&Position { rules: with_fee(closing_fee), ..position(&tiers, side, numbers) })
    };
    // freqtrade@c9ae5e1e test_exchange.py::test_get_liquidation_price
    near(counting([0.01, 0.0006], SHORT, [2.0, 10.0, 4.0]), 11.87413417771621, 1e-11);
    near(counting([0.01, 0.0006], SHORT, [1.0, 8.0, 1.6]), 9.499307342172967, 1e-11);
    near(counting([0.01, 0.0006], LONG, [1.0, 10.0, 2.0]), 8.085708510208207, 1e-11);
    near(counting([0.01, 0.0006], LONG, [1.0, 10.0, 10.0 / 3.0]), 6.738090425173506, 1e-11);
    // freqtrade issue #7294: the Gate app shows the same price
    near(counting([0.005, 7.5e-6], LONG, [0.5423, 1_680.05, 182.81]), 1_349.70, 0.01);
    // OKX position quoted in ccxt js/okx.js: cross long of 0.01 BTC, ratio 140.4993 of equity to maintenance and fee
    let maintenance: f64 = 1.365_287_443_343_582_9;
    let mark = maintenance / 0.004 / 0.01;
    let equity = 140.499_301_175_991_55 * maintenance * (0.0045 / 0.004);
    near(counting([0.004, 0.0005], LONG, [0.01, mark, equity]), 12_608.959_083_877_446, 1e-4);
}

#[test]
fn a_wrong_tier_puts_the_price_on_the_wrong_side_so_the_position_cannot_be_opened() {
    // freqtrade issue #7294: 25 % on a position with 20 % of margin printed 0.0000147365, above the entry
    let tiers = flat(0.25);
    let shib = Position { rules: with_fee(7.5e-6), ..position(&tiers, LONG, [65_997_400.0, 1.3841e-5, 184.05]) };
    assert_eq!(shib.liquidation(), Liquidation::CannotBeOpened(Unopenable::MarginBelowRequirement));
}

#[test]
fn okx_coin_margined_position_of_the_api_sample() {
    // OKX API docs, ETH-USD-210430: one contract of 10 USD; shown 2,352.84966818 with one tick of safety on top
    let tiers = flat(0.008);
    let mark = 10.0 * 0.008 / 3.11811092368e-5;
    let eth = Position {
        payoff: Payoff::inverse(10.0),
        rules: with_fee(0.0005),
        mark,
        ..position(&tiers, LONG, [1.0, 2_566.31, 0.0003896645377994])
    };
    near(price(&eth) + 0.01, 2_352.849_668_181_823_3, 2.4e-5);
    near(1.0 / eth.margin_used().unwrap(), 11.731_726_509_588_816, 1.2e-7);
}

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
fn quanto_liquidates_at_the_distance_of_a_linear_contract() {
    // reference vector bitmex-quanto-liq: maintenance at entry, 10,000 contracts of 1e-6 XBT a point at 25x
    let tiers = flat(0.01);
    let quanto =
        Position { payoff: Payoff::quanto(1e-6), rules: at_entry(), ..position(&tiers, LONG, [10_000.0, 500.0, 0.2]) };
    near(price(&quanto), 485.0, 1e-9);
    near(quanto.bankruptcy_price(0.0).unwrap(), 480.0, 1e-9);
}

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

#[test]
fn kucoin_edgex_and_hyperliquid_positions() {
    // OctoBot-Trading, KuCoin ETHUSDTM sample: prices on a tick of 0.05; posMaint holds the closing fee
    let tiers = flat(0.50637594 / (0.02 * 4_182.1));
    let kucoin = Position { rules: at_entry(), ..position(&tiers, LONG, [0.02, 4_182.1, 3.68897586]) };
    near(PriceRule::Tick(0.05).round(price(&kucoin), Rounding::Up), 4_023.0, 1e-9);
    // edgeX API docs, position sample: value 97.734426609, equity 15.791238609 at the mark
    let tiers = flat(0.005);
    let edgex = position(&tiers, LONG, [0.001, 97_734.426_609, 15.791_238_609]);
    near(price(&edgex), 82_354.9, 0.12);
    near(edgex.bankruptcy_price(0.0).unwrap(), 81_943.1, 0.12);
    // TorchTrade issue #344: other positions' maintenance of 4 must be reserved
    let tiers = flat(0.004);
    let cross = Position { other_maintenance: 4.0, ..position(&tiers, LONG, [1.0, 100.0, 5.0]) };
    near(price(&cross), 99.40, 0.005);
    // freqtrade@3b1fb5af tests/exchange/test_hyperliquid.py, real positions: SOL at 20x, BTC at 50x
    let (sol, btc) = (flat(1.0 / 40.0), flat(1.0 / 100.0));
    near(price(&position(&sol, LONG, [0.33, 145.83, 24.045107])), 74.83696193, 7.3e-6);
    near(price(&position(&btc, LONG, [0.00077, 62_739.0, 24.137992])), 31_708.03843631, 3.2e-3);
}
