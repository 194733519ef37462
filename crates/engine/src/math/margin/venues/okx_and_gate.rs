//! OKX and Gate: the closing fee in the requirement.

use super::*;

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
