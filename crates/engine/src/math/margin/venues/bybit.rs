//! Bybit before the unified account.

use super::*;

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
fn margin_added_moves_liquidation_by_the_whole_of_it_where_the_fee_is_fixed_at_the_opening() {
    // the same tests' exchange/bybit.py: entry * (1 -+ 1 / leverage +- rate) -+ margin added / quantity
    let tiers = flat(0.005);
    let rules = Rules { closing_fee: 0.00055, fee_basis: FeeBasis::Opening, ..at_entry() };
    for (side, liquidated, bankrupt) in [(LONG, 49_300.0, 49_000.0), (SHORT, 70_700.0, 71_000.0)] {
        let bare = Position { rules, leverage: Some(10.0), ..position(&tiers, side, [1.0, 60_000.0, 0.0]) };
        let added = Position { collateral: bare.margin_at(10.0) + 5_000.0, ..bare };
        near(price(&added), liquidated, 1e-9);
        near(added.bankruptcy_after_fee_set_aside().unwrap(), bankrupt, 1e-9);
    }
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
