use super::race::{Race, Walk};
use super::trail::{NoMean, Trail, Trailing};
use super::*;
use crate::math::alike::Alike;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const FREE_OF_COST: Leaving = Leaving { fee_rate: 0.0, slippage: 0.0 };

fn unit(side: Side) -> Unit {
    Unit {
        payoff: Payoff::LINEAR,
        side,
        planned_entry: 50_000.0,
        entry: Fill { price: 50_000.0, fee_rate: 0.0 },
        holding_rate: 0.0,
        by_target: FREE_OF_COST,
        by_stop: FREE_OF_COST,
    }
}

/// Reference vector scale.out.ladder: 40 % at 51,000, 30 % at 52,000, 30 % at 54,000.
fn ladder() -> Plan {
    let target = |price, quantity| Target { price, quantity };
    Plan {
        unit: unit(Side::Long),
        targets: vec![target(51_000.0, 0.4), target(52_000.0, 0.3), target(54_000.0, 0.3)],
        rest: 0.0,
        stop: 49_000.0,
        breakeven: Some(Breakeven { after: 1, price: 50_000.0 }),
        trail: None,
    }
}

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected} within {tolerance}");
}

#[test]
fn every_outcome_of_a_ladder_is_that_of_the_reference() {
    let nets = |plan: &Plan| (0..=3).map(|hit| plan.worst_ending(hit).net).collect::<Vec<_>>();
    for (found, expected) in nets(&ladder()).into_iter().zip([-1_000.0, 400.0, 1_000.0, 2_200.0]) {
        near(found, expected, 1e-9);
    }
    let unmoved = Plan { breakeven: None, ..ladder() };
    for (found, expected) in nets(&unmoved).into_iter().zip([-1_000.0, -200.0, 700.0, 2_200.0]) {
        near(found, expected, 1e-9);
    }
}

#[test]
fn a_breakeven_stop_waits_for_a_target_beyond_it() {
    let dear = Plan { breakeven: Some(Breakeven { after: 1, price: 51_500.0 }), ..ladder() };
    assert_eq!([0, 1, 2, 3].map(|hit| dear.stop_after(hit)), [49_000.0, 49_000.0, 51_500.0, 51_500.0]);
}

#[test]
fn a_stop_nearer_than_breakeven_stays() {
    let locked = Plan { stop: 50_400.0, ..ladder() };
    assert_eq!(locked.stop_after(2), 50_400.0);
}

#[test]
fn nothing_more_is_left_than_the_rest() {
    let target = |quantity| Target { price: 51_000.0, quantity };
    let thirds = Plan { targets: vec![target(0.1), target(0.2), target(0.3)], ..ladder() };
    assert_eq!((thirds.left(3), thirds.left(2)), (0.0, 0.3));
}

#[test]
fn a_trade_is_free_where_the_first_part_pays_for_the_rest() {
    // By hand: 0.4 (P - 50,000) = 0.6 x 1,000.
    near(ladder().free_price().unwrap(), 51_500.0, 1e-9);
    assert_eq!((ladder().free_after(), Plan { breakeven: None, ..ladder() }.free_after()), (Some(1), Some(2)));
    let locked = Plan { stop: 50_400.0, ..ladder() };
    assert_eq!((locked.free_price(), locked.free_after()), (None, Some(0)));
}

#[test]
fn a_short_may_have_no_free_price() {
    let target = |price, quantity| Target { price, quantity };
    let stop = 51_000.0;
    let targets = vec![target(48_000.0, 0.01), target(47_000.0, 0.99)];
    let short = Plan { unit: unit(Side::Short), targets, stop, breakeven: None, ..ladder() };
    assert_eq!(short.free_price(), None);
}

#[test]
fn a_fair_game_is_decided_by_the_distances() {
    // W. Feller, An Introduction to Probability Theory, vol. 1, XIV.3: 9 of 10 units, ruin 0.1.
    near(Walk::FAIR.first(Race { from: 109.0, wanted: 100.0, other: 110.0 }), 0.1, 1e-15);
    near(Walk::FAIR.first(Race { from: 109.0, wanted: 110.0, other: 100.0 }), 0.9, 1e-15);
}

#[test]
fn an_unfair_game_is_that_of_the_gambler() {
    // The same table, p = 0.45: ruin 0.210 of 9 in 10, 0.866 of 90 in 100, to three decimals.
    let odds: f64 = 0.55 / 0.45;
    for (held, whole, ruin) in [(9.0, 10.0, 0.210), (90.0, 100.0, 0.866)] {
        let step = 0.001_f64;
        let walk = Walk { exponent: odds.natural_log() / step };
        let price = |units: f64| (units * step).exponential();
        near(walk.first(Race { from: price(held), wanted: 1.0, other: price(whole) }), ruin, 5.1e-4);
    }
}

#[test]
fn a_price_passed_already_has_been_met() {
    let race = |from| Walk::FAIR.first(Race { from, wanted: 110.0, other: 90.0 });
    assert_eq!([race(111.0), race(110.0), race(90.0), race(80.0)], [1.0, 1.0, 0.0, 0.0]);
}

#[test]
fn strong_drifts_stay_within_a_chance() {
    for exponent in [-1e6, -300.0, 0.0, 1e-300, 300.0, 1e6] {
        let up = Walk { exponent }.first(Race { from: 100.0, wanted: 130.0, other: 70.0 });
        let down = Walk { exponent }.first(Race { from: 100.0, wanted: 70.0, other: 130.0 });
        near(up + down, 1.0, 1e-12);
        assert!((0.0..=1.0).contains(&up), "{exponent}: {up}");
    }
    assert_eq!(Walk::of(0.5, None), None);
    assert_eq!(Walk::of(0.0, None), Some(Walk::FAIR));
}

#[test]
fn a_drift_may_outrun_a_trailing_stop() {
    let trailing = Trailing { side: Side::Long, contract: Contract::Linear, start: 100.0, floor: 50.0 };
    let steep = Walk { exponent: -60.0 };
    assert_eq!(Trail::Share(0.1).mean_price(steep, trailing), Err(NoMean::Unbounded));
    assert_eq!(Trail::Distance(10.0).mean_price(steep, trailing), Err(NoMean::NoClosedForm));
}

/// Exit of a trailing stop on a walk of small steps of the logarithm, averaged over the steps of the best price: at each the
/// walk either makes a new best or falls all the way to the stop, as the gambler of Feller's book is ruined.
fn walked(exponent: f64, share: f64, sign: f64) -> f64 {
    let step: f64 = 1e-5;
    let fall = -sign * (-sign * share).natural_log_one_plus();
    let odds = sign * exponent * step;
    // Ruin of a gambler who holds `fall / step` units and plays for one more.
    let ruin = if exponent == 0.0 {
        step / (fall + step)
    } else {
        1.0 - (odds * fall / step).exponential_less_one() / (odds * (fall / step + 1.0)).exponential_less_one()
    };
    let (mut survived, mut sum, mut best) = (1.0, 0.0, 0.0);
    while survived > 1e-15 {
        sum += survived * ruin * (sign * (best - fall)).exponential();
        survived *= 1.0 - ruin;
        best += step;
    }
    sum
}

#[test]
fn the_average_exit_of_a_trailing_stop_is_that_of_a_walk_in_small_steps() {
    for (exponent, share, side) in
        [(-0.7, 0.02, Side::Long), (2.5, 0.05, Side::Long), (0.0, 0.03, Side::Short), (3.0, 0.02, Side::Short)]
    {
        let floor = if side == Side::Long { 0.5 } else { 2.0 };
        let trailing = Trailing { side, contract: Contract::Linear, start: 1.0, floor };
        let mean = Trail::Share(share).mean_price(Walk { exponent }, trailing).unwrap();
        near(mean, walked(exponent, share, side.sign()), 2e-5);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn one_of_two_prices_is_met_first(
        from in 0.5..1.5f64, up in 0.001..1.0f64, down in 0.001..0.9f64, exponent in -50.0..50.0f64,
    ) {
        let (above, below) = (from * (1.0 + up), from * (1.0 - down));
        let walk = Walk { exponent };
        let rises = walk.first(Race { from, wanted: above, other: below });
        let falls = walk.first(Race { from, wanted: below, other: above });
        prop_assert!((rises + falls - 1.0).abs() <= 1e-11, "{rises} {falls}");
    }

    #[test]
    fn the_price_for_a_result_brings_it(
        kind in 0..3usize, short: bool, net in -0.3..0.3f64, fees in [-0.001..0.01f64, -0.001..0.01f64],
        slippage in 0.0..0.01f64, holding_rate in -0.02..0.02f64,
    ) {
        let payoff = [Payoff::LINEAR, Payoff::inverse(10.0), Payoff::quanto(0.001)][kind];
        let side = if short { Side::Short } else { Side::Long };
        let leaving = Leaving { fee_rate: fees[1], slippage };
        let entry = Fill { price: 120.0, fee_rate: fees[0] };
        let unit = Unit { payoff, side, planned_entry: 120.0, entry, holding_rate, by_target: leaving, by_stop: leaving };
        let wanted = net * payoff.notional(1.0, 120.0);
        let price = unit.price_for(leaving, wanted).unwrap();
        prop_assert!((unit.net(leaving, price) - wanted).abs() <= 1e-13 * payoff.notional(1.0, 120.0));
    }
}
