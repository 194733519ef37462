//! Bybit, the unified account and before: the closing fee at bankruptcy, reserved with the margin and counted in the
//! requirement.

use super::*;

const FEE: f64 = 0.00055;

fn reserved() -> Rules {
    let (fee_basis, cross_fee_basis) = (FeeBasis::Bankruptcy, FeeBasis::Opening);
    Rules { closing_fee: FEE, fee_basis, cross_fee_basis, ..Rules::default() }
}

#[test]
fn the_margins_of_a_position_of_june_2024() {
    // Bybit v5 position/list of 26 June 2024, BTCUSDT 0.001 @ 60,766.7 at 10x, before maintenance moved to the mark
    let tiers = flat(0.005);
    let rules = Rules { basis: MaintenanceBasis::Entry, ..reserved() };
    let bare = Position { rules, ..position(&tiers, LONG, [0.001, 60_766.7, 0.0]) };
    near(bare.margin_at(10.0), 6.106_749_52, 1e-8);
    near(Position { collateral: bare.margin_at(10.0), ..bare }.requirement(60_766.7), 0.333_913_02, 1e-8);
    // in cross margin the wallet is larger, the fee the same
    let wallet = Position { collateral: 1_000.0, rules: rules.in_cross(bare.payoff, LONG, 10.0), ..bare };
    near(wallet.requirement(60_766.7), 0.333_913_02, 1e-8);
}

#[test]
fn a_cross_position_of_the_help_page_of_old() {
    // help.bybit.com 360039261334: 10,000 @ 8,000 with 0.5 BTC in the wallet, fee 0.075 %; 5,739.08 shown as 5,739.5, and
    // 5,718.57 where the wallet is gone
    let tiers = flat(0.005);
    let (basis, cross_fee_basis) = (MaintenanceBasis::Entry, FeeBasis::Bankruptcy);
    let rules = Rules { basis, cross_fee_basis, closing_fee: 0.00075, ..reserved() };
    let inverse = Payoff::inverse(1.0);
    for leverage in [2.0, 10.0, 100.0] {
        let rules = rules.in_cross(inverse, LONG, leverage);
        let long = Position { payoff: inverse, rules, ..position(&tiers, LONG, [10_000.0, 8_000.0, 0.5]) };
        near(price(&long), 5_739.08, 0.005);
        near(long.bankruptcy_after_fee_set_aside().unwrap(), 5_718.57, 0.005);
    }
    let rules = rules.in_cross(inverse, LONG, 10.0);
    let long = Position { payoff: inverse, rules, ..position(&tiers, LONG, [10_000.0, 8_000.0, 0.5]) };
    near(ShownPrice::Against.of(price(&long), LONG, PriceRule::Tick(0.5)), 5_739.5, 1e-9);
}

#[test]
fn a_position_to_which_margin_was_added() {
    // the same sample: 0.01 ETH added at 12x, positionIM 0.01926611. By a fee fixed at the opening, which the margin holds,
    // the price would be 1,550.70: the fee of the requirement is that of all the margin
    let tiers = flat(0.005);
    let rules = Rules { basis: MaintenanceBasis::Entry, closing_fee: 0.0006, ..reserved() };
    let bare = Position {
        payoff: Payoff::inverse(1.0),
        rules,
        leverage: Some(12.0),
        ..position(&tiers, LONG, [200.0, 1_812.700_048_44, 0.0])
    };
    let long = Position { collateral: bare.margin_at(12.0) + 0.01, ..bare };
    // each of its two parts is printed to the eighth decimal
    near(long.collateral, 0.019_266_11, 1e-8);
    let shown = |price| ShownPrice::Against.of(price, LONG, PriceRule::Tick(0.05));
    near(shown(price(&long)), 1_550.8, 1e-9);
    near(shown(long.bankruptcy_after_fee_set_aside().unwrap()), 1_544.2, 1e-9);
}

#[test]
fn an_inverse_position_of_the_api_sample() {
    // bybit-exchange/docs@072c197d docs/v5/position/manual-add-margin.mdx: 200 ETHUSD, value and margin in ETH, tick 0.05
    let tiers = flat(0.005);
    let (worth, margin, fee) = (0.110_332_65, 0.019_266_11, 0.0006);
    let rules = Rules { basis: MaintenanceBasis::Entry, closing_fee: fee, ..reserved() };
    let long =
        Position { payoff: Payoff::inverse(1.0), rules, ..position(&tiers, LONG, [200.0, 200.0 / worth, margin]) };
    let shown = |price| ShownPrice::Against.of(price, LONG, PriceRule::Tick(0.05));
    near(shown(price(&long)), 1_550.8, 1e-9);
    near(shown(long.bankruptcy_price(fee).unwrap()), 1_544.2, 1e-9);
}

#[test]
fn the_formula_of_may_2026_for_inverse_positions() {
    // help page of 27 May 2026; vectors bybit-uta-inverse-2026-*: 60,000 USD @ 50,000 at 10x
    let tiers = flat(0.005);
    let at = |side| {
        let bare =
            Position { payoff: Payoff::inverse(1.0), rules: reserved(), ..position(&tiers, side, [60e3, 50e3, 0.0]) };
        Position { collateral: bare.margin_at(10.0), ..bare }
    };
    near(price(&at(LONG)), 45_681.818_181_818_2, 1e-8);
    near(price(&at(SHORT)), 55_277.777_777_777_7, 1e-8);
}

#[test]
fn margin_added_moves_liquidation_by_itself_less_the_fee() {
    // the same page: Q(1+MMR)/(Q/EP + Q/EP/lev + extra/(1+taker) + ded), Q(1-MMR)/(Q/EP - Q/EP/lev - extra/(1-taker) - ded)
    let tiers = table(&[[1.0, 0.005, 100.0, 0.0], [1e9, 0.01, 50.0, 0.005]]);
    let extra = 0.03;
    let at = |side| {
        let bare =
            Position { payoff: Payoff::inverse(1.0), rules: reserved(), ..position(&tiers, side, [60e3, 50e3, 0.0]) };
        price(&Position { collateral: bare.margin_at(10.0) + extra, ..bare })
    };
    near(at(LONG), 60e3 * 1.01 / (1.2 + 0.12 + extra / (1.0 + FEE) + 0.005), 1e-8);
    near(at(SHORT), 60e3 * 0.99 / (1.2 - 0.12 - extra / (1.0 - FEE) - 0.005), 1e-8);
}

#[test]
fn the_stop_that_leverage_is_found_for_is_where_it_liquidates() {
    let tiers = flat(0.005);
    for (payoff, quantity) in [(Payoff::LINEAR, 2.0), (Payoff::inverse(1.0), 60e3)] {
        for (side, stop, fee_basis) in [
            (LONG, 46e3, FeeBasis::Bankruptcy),
            (SHORT, 54e3, FeeBasis::Bankruptcy),
            (LONG, 46e3, FeeBasis::Opening),
            (SHORT, 54e3, FeeBasis::Opening),
        ] {
            let rules = Rules { fee_basis, ..reserved() };
            let bare = Position { payoff, rules, ..position(&tiers, side, [quantity, 50e3, 0.0]) };
            let bare = Position { leverage: Some(bare.leverage_for_stop(stop)), ..bare };
            let by_margin = Position { collateral: bare.margin_for_stop(stop), ..bare };
            near(price(&by_margin), stop, 1e-8);
            near(bare.margin_at(bare.leverage_for_stop(stop)) / bare.margin_for_stop(stop), 1.0, 1e-12);
        }
    }
}
