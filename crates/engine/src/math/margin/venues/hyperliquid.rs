//! Hyperliquid: maintenance at the mark, half of the initial margin at the highest leverage.

use super::*;

fn half_of(max_leverage: f64) -> Tiers {
    flat(0.5 / max_leverage)
}

#[test]
fn isolated_positions_of_freqtrades_test() {
    // freqtrade@3b1fb5af tests/exchange/test_hyperliquid.py, real positions: highest leverage, size, entry, collateral, price
    for (side, max_leverage, numbers, expected) in [
        (LONG, 50.0, [0.015, 2458.5, 36.864593], 0.86915825),
        (LONG, 50.0, [0.00039, 63287.0, 24.673292], 22.37166537),
        (LONG, 20.0, [0.33, 145.83, 24.045107], 74.83696193),
        (LONG, 50.0, [0.00077, 62739.0, 24.137992], 31708.03843631),
        (SHORT, 20.0, [351.0, 0.14333, 25.136807], 0.20970228),
        (SHORT, 50.0, [0.00099, 65536.0, 21.604172], 86493.46174617),
        (LONG, 50.0, [0.0329, 2545.5, 20.909894], 1929.23322895),
        (SHORT, 50.0, [0.0327, 2552.0, 20.833393], 3157.53150453),
        (LONG, 50.0, [0.00121, 67033.0, 20.251817], 50804.00091827),
        (LONG, 50.0, [0.0237, 2521.9, 19.902091], 1699.14071943),
        (SHORT, 50.0, [0.00145, 68139.0, 19.72573], 80933.61590987),
        (LONG, 20.0, [0.33, 176.23, 19.364946], 120.56240404),
        (SHORT, 50.0, [0.00105, 68240.0, 17.887922], 84431.79820839),
        (SHORT, 50.0, [0.007, 2518.4, 17.62263], 4986.05799151),
        (LONG, 50.0, [0.0347, 2533.2, 17.555195], 2047.7642302),
        (LONG, 20.0, [360.0, 0.13284, 15.943218], 0.09082388),
        (LONG, 50.0, [0.00067, 67141.0, 14.979079], 45236.52992613),
        (LONG, 10.0, [0.5, 250.0, 25.0], 210.5263157894737),
        (SHORT, 10.0, [0.5, 190.0, 9.5], 199.04761904761904),
        (LONG, 10.0, [1.0, 350.0, 50.0], 315.7894736842105),
    ] {
        let tiers = half_of(max_leverage);
        near(price(&position(&tiers, side, numbers)), expected, 5e-8 * numbers[1]);
    }
}

#[test]
fn maintenance_is_half_of_the_initial_margin_at_the_highest_leverage() {
    // MetaMask/core HyperLiquidProvider.validation.test.ts: 1.25 % at 40x
    near(half_of(40.0).at(1.0).rate, 0.0125, 1e-15);
}

#[test]
fn in_cross_the_maintenance_of_the_others_is_reserved() {
    // TorchTrade issue #344: 95.40 without the other positions' 4
    let tiers = flat(0.004);
    let cross = Position { other_maintenance: 4.0, ..position(&tiers, LONG, [1.0, 100.0, 5.0]) };
    near(price(&cross), 99.40, 0.005);
    near(price(&Position { other_maintenance: 0.0, ..cross }), 95.40, 0.02);
}
