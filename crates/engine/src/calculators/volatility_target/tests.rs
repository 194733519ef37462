use super::solving::solve;
use super::*;
use crate::math::contract::Contract;
use crate::spec::{Fault, Naming, Problem, Texts};

/// As in tests/reference/volatility_target_reference.py: 20 % wanted, 57 % in the market.
fn bitcoin() -> VolatilityTargeting {
    let terms = Terms { lot_step: Some(0.001), ..Terms::default() };
    VolatilityTargeting {
        equity: 10_000.0,
        price: 65_000.0,
        target: 0.2,
        current: 0.57,
        terms,
        ..VolatilityTargeting::default()
    }
}

fn solved(input: &VolatilityTargeting) -> Targeted {
    solve(input).unwrap_or_else(|problems| panic!("{problems:?}")).results
}

fn refused(input: &VolatilityTargeting) -> Vec<Problem> {
    solve(input).err().unwrap_or_default()
}

fn adjustment(input: &VolatilityTargeting) -> Adjustment {
    solved(input).adjustment.unwrap()
}

fn naming() -> Naming {
    [("base", "BTC")].into_iter().collect::<Texts>().naming()
}

fn words(input: &VolatilityTargeting) -> String {
    wording::statement(input, &solved(input), &naming()).words
}

#[test]
fn the_size_is_rounded_down_to_the_lot_and_what_follows_from_it_with_it() {
    // volatility_target_reference.py: linear.lot.
    let targeted = solved(&bitcoin());
    assert_eq!((targeted.quantity, targeted.notional), (Ok(0.053), Ok(3_445.0)));
    assert!((targeted.exposure.unwrap() - 0.3445).abs() < 1e-12);
    assert!((targeted.daily_move.unwrap() - 102.782_138_559_427_32).abs() < 1e-9);
}

#[test]
fn an_inverse_contract_counts_equity_in_the_coin() {
    // volatility_target_reference.py: inverse.
    let terms = Terms { contract: Contract::Inverse, contract_size: 100.0, lot_step: Some(1.0), ..Terms::default() };
    assert_eq!(solved(&VolatilityTargeting { equity: 0.5, terms, ..bitcoin() }).quantity, Ok(114.0));
}

#[test]
fn what_is_held_is_traded_to_the_nearer_edge_and_no_further() {
    // volatility_target_reference.py: zone.sells_to_the_upper_edge, zone.buys_to_the_lower_edge, zone.short.
    let zone = VolatilityTargeting { buffer: 0.1, ..bitcoin() };
    let held = |held: f64| adjustment(&VolatilityTargeting { held: Some(held), ..zone.clone() });
    assert_eq!(held(0.08), Adjustment { low: 0.048, high: 0.059, trade: Ok(-0.021), after: 0.059, left: 0.0 });
    assert_eq!((held(0.02).trade, held(0.02).after), (Ok(0.028), 0.048));
    assert_eq!(held(0.05).trade, Ok(0.0));
    let short = adjustment(&VolatilityTargeting { side: Side::Short, held: Some(-0.08), ..zone });
    assert_eq!((short.trade, short.after), (Ok(0.021), -0.059));
}

#[test]
fn once_at_the_edge_there_is_nothing_left_to_trade() {
    for held in [0.0, 0.0481, 0.08, -0.3, 2.0] {
        let input = VolatilityTargeting { held: Some(held), buffer: 0.1, ..bitcoin() };
        let after = adjustment(&input).after;
        let again = adjustment(&VolatilityTargeting { held: Some(after), ..input });
        assert!(again.trade == Ok(0.0) || again.trade.is_err(), "{held}: {again:?}");
    }
}

#[test]
fn a_trade_below_the_smallest_order_is_not_made() {
    // volatility_target_reference.py: zone.trade_below_the_smallest_order.
    let terms = Terms { min_quantity: Some(0.005), ..bitcoin().terms };
    let input = VolatilityTargeting { held: Some(0.06), buffer: 0.1, terms, ..bitcoin() };
    let adjustment = adjustment(&input);
    assert_eq!((adjustment.trade, adjustment.after), (Err(Reason("Below the minimum")), 0.06));
    assert_eq!(
        words(&input),
        "No trade: what is missing to the edge of the zone is below the smallest order (0.005 BTC)"
    );
}

#[test]
fn without_a_position_held_no_trade_is_named() {
    assert_eq!(solved(&bitcoin()).adjustment, Err(Reason("Nothing held was given")));
    assert!(words(&bitcoin()).starts_with("Two days out of three move this long by less than 102.78 USDT"));
}

#[test]
fn the_line_says_what_to_trade_and_what_holds_the_size_down() {
    let held = VolatilityTargeting { held: Some(0.08), buffer: 0.1, ..bitcoin() };
    assert_eq!(words(&held), "Trade: sell 0.021 BTC to the edge of the zone");
    // Vector vol.target.floor: 2 with the floor of 10 %, 1.5 with the limit.
    let calm = VolatilityTargeting { current: 0.01, floor: 0.1, terms: Terms::default(), ..bitcoin() };
    assert_eq!(words(&calm), "The volatility floor of 10 % counts, not the 1 % measured");
    let capped = VolatilityTargeting { max_exposure: Some(1.5), ..calm };
    assert_eq!(words(&capped), "The exposure limit holds this to 1.5×; the target asks for 2×");
}

#[test]
fn a_size_below_the_smallest_order_is_no_size() {
    // volatility_target_reference.py: linear.below_the_smallest_notional: 0.002 is worth 130, not 200.
    let terms = Terms { min_notional: Some(200.0), ..bitcoin().terms };
    let small = VolatilityTargeting { equity: 400.0, terms, ..bitcoin() };
    let targeted = solved(&small);
    assert_eq!((targeted.binding, targeted.quantity.is_err()), (Binding::MinQuantity, true));
    assert_eq!(words(&small), "Too small to trade: the smallest order is 0.004 BTC");
}

#[test]
fn what_is_too_small_is_said_once() {
    // By hand: 20/57 of 400 buys 0.00216, and the target and what is missing to it are both below 0.004.
    let terms = Terms { min_notional: Some(200.0), ..bitcoin().terms };
    let small = VolatilityTargeting { equity: 400.0, held: Some(0.0), terms, ..bitcoin() };
    assert_eq!(words(&small), "No trade: what is missing to the target is below the smallest order (0.004 BTC)");
    let more = VolatilityTargeting { held: Some(0.01), ..small };
    assert_eq!(words(&more), "Trade: sell 0.008 BTC to the target. The target is below the smallest order (0.004 BTC)");
}

#[test]
fn the_largest_order_bounds_the_trade_and_not_the_position() {
    // volatility_target_reference.py: zone.largest_order.
    let terms = Terms { max_quantity: Some(0.01), ..bitcoin().terms };
    let input = VolatilityTargeting { held: Some(0.5), terms, ..bitcoin() };
    let targeted = solved(&input);
    assert_eq!((targeted.quantity, targeted.binding), (Ok(0.053), Binding::Target));
    let expected = Adjustment { low: 0.053, high: 0.053, trade: Ok(-0.01), after: 0.49, left: 0.437 };
    assert_eq!(targeted.adjustment, Ok(expected));
    assert_eq!(words(&input), "Trade: sell 0.01 BTC, the largest order; 0.437 BTC more to go to the target");
    let not_held = VolatilityTargeting { held: None, ..input };
    assert_eq!(words(&not_held), "More than one order takes: the largest is 0.01 BTC");
}

#[test]
fn where_the_largest_order_is_below_the_smallest_there_is_no_trade() {
    // By hand: an order of at least 650 is 0.01, and none above 0.005 is taken.
    let terms = Terms { min_notional: Some(650.0), max_quantity: Some(0.005), ..bitcoin().terms };
    let input = VolatilityTargeting { held: Some(0.5), terms, ..bitcoin() };
    assert_eq!(adjustment(&input).trade, Err(Reason("The largest order is below the smallest")));
    assert_eq!(words(&input), "No trade: the largest order is below the smallest");
}

#[test]
fn lots_that_are_worth_the_smallest_notional_to_the_last_digit_are_taken() {
    // volatility_target_reference.py: linear.just_the_smallest_notional: three lots of 1.15 are worth 3.45.
    let terms = Terms { lot_step: Some(1.0), min_notional: Some(3.45), ..Terms::default() };
    let input = VolatilityTargeting { equity: 3.46, price: 1.15, target: 0.5, current: 0.5, terms, ..bitcoin() };
    assert_eq!(solved(&input).quantity, Ok(3.0));
    assert_eq!(adjustment(&VolatilityTargeting { held: Some(0.0), ..input }).trade, Ok(3.0));
}

#[test]
fn a_limit_of_nothing_allows_nothing_and_that_is_an_answer() {
    let nothing = solved(&VolatilityTargeting { max_exposure: Some(0.0), ..bitcoin() });
    assert_eq!((nothing.quantity, nothing.binding), (Ok(0.0), Binding::Exposure));
}

#[test]
fn a_smallest_order_above_the_largest_is_refused() {
    let terms = Terms { min_quantity: Some(2.0), max_quantity: Some(1.0), ..bitcoin().terms };
    let problems = refused(&VolatilityTargeting { terms, ..bitcoin() });
    assert_eq!(
        (problems[0].key(), &problems[0].fault),
        (Some("min_quantity"), &Fault::MinimumAboveMaximum("1".into()))
    );
}
