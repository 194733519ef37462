use super::*;
use crate::math::alike::Alike;
use proptest::prelude::*;

const MONTH: f64 = 30.0 / 365.0;
const WEEK: f64 = 7.0 / 365.0;

fn price(price: f64, annual_drift: f64, annual_volatility: f64) -> DriftingPrice {
    DriftingPrice { price, annual_drift, annual_volatility }
}

/// 100 at 60 % a year, no drift.
fn bitcoin() -> DriftingPrice {
    price(100.0, 0.0, 0.6)
}

/// The side follows from where the level lies.
fn barrier(of: DriftingPrice, level: f64) -> Barrier {
    if level < of.price { Barrier::Below(level) } else { Barrier::Above(level) }
}

fn chance(of: DriftingPrice, level: f64, years: f64) -> f64 {
    of.touch_probability(barrier(of, level), years).unwrap()
}

fn chance_on(of: DriftingPrice, level: f64, dates: Dates) -> f64 {
    of.touch_probability_on(barrier(of, level), dates).unwrap()
}

#[track_caller]
fn assert_close(actual: f64, expected: f64, relative: f64) {
    assert!((actual - expected).abs() <= relative * expected.abs(), "{actual} is not {expected}");
}

#[test]
fn haugs_touch_and_no_touch_values_are_met() {
    // Vectors prob-haug-*: 15 paid at expiry if 100 is touched, or not, within half a year; r = 10 %, volatility 20 %.
    // lballabio/QuantLib@2a13d455 test-suite/digitaloption.cpp, from Haug's table; its last digits are cut off.
    let paid = 15.0 * (-0.1f64 * 0.5).exponential();
    let touched = |spot| chance(price(spot, 0.1, 0.2), 100.0, 0.5);
    assert!((paid * touched(105.0) - 9.3604).abs() < 1.01e-4);
    assert!((paid * touched(95.0) - 11.2223).abs() < 1.01e-4);
    assert!((paid * (1.0 - touched(105.0)) - 4.9081).abs() < 1.01e-4);
    assert!((paid * (1.0 - touched(95.0)) - 3.0461).abs() < 1.01e-4);
}

#[test]
fn the_integral_over_the_time_of_first_passage_agrees() {
    // touch_reference.py; the first three are also vectors prob-derived-*.
    let cases = [
        (bitcoin(), 80.5, MONTH, 0.230_538_217_708_132_6),
        (bitcoin(), 109.45, MONTH, 0.572_448_236_945_095_2),
        (price(100.0, -0.3, 0.8), 130.0, 0.25, 0.385_484_847_955_672_84),
        (price(3000.0, 0.0, 0.65), 2_168.674_698_795_180_6, MONTH, 0.095_710_317_771_300_05),
        (price(3000.0, 0.1, 0.65), 2_168.674_698_795_180_6, 1.0, 0.669_570_714_933_964_3),
    ];
    for (of, level, years, expected) in cases {
        assert_close(chance(of, level, years), expected, 1e-12);
    }
}

#[test]
fn deep_tails_keep_their_digits() {
    // touch_reference.py. Written as it stands, the formula's product is infinity times nothing in the last two.
    let cases = [
        (price(100.0, 0.0, 0.5), 30.0, MONTH, 8.194_117_444_089_216e-17),
        (price(100.0, 60.0, 0.3), 99.0, 2.0, 1.529_763_409_523_978_7e-6),
        (price(100.0, -60.0, 0.3), 101.0, 2.0, 1.713_353_263_093_384_5e-6),
        (price(100.0, 5.0, 0.05), 300.0, 0.2, 5.148_422_079_038_828e-6),
        (price(100.0, -8.0, 0.05), 50.0, 0.08, 9.179_024_293_565_507e-5),
    ];
    for (of, level, years, expected) in cases {
        assert_close(chance(of, level, years), expected, 1e-11);
    }
}

#[test]
fn for_ever_is_certain_where_the_drift_points_at_the_level() {
    // Vectors prob-infinite-long and -short.
    let drifting = price(100.0, 0.1, 0.6);
    assert_eq!(drifting.touch_ever_probability(Barrier::Below(80.0)), Some(1.0));
    assert_close(drifting.touch_ever_probability(Barrier::Above(125.0)).unwrap(), 0.905_584_296_885_453, 1e-12);
    assert_eq!(
        drifting.touch_probability(Barrier::Above(125.0), f64::INFINITY),
        drifting.touch_ever_probability(Barrier::Above(125.0))
    );
    assert_eq!(
        price(100.0, 0.18, 0.6).touch_ever_probability(Barrier::Above(1e9)),
        Some(1.0),
        "no drift of the logarithm"
    );
}

#[test]
fn a_price_looked_at_on_dates_meets_the_refined_form() {
    // Vectors prob-discrete-*: their column "refined", and the recursion of touch_reference.py beside it, which says by
    // how much the form is off.
    let cases = [
        (90.5, Dates { years: WEEK, count: 7 }, 0.175_014, 0.172_469_6),
        (90.5, Dates { years: MONTH, count: 30 }, 0.524_021, 0.523_314_0),
        (80.5, Dates { years: MONTH, count: 30 }, 0.195_158, 0.194_475_7),
    ];
    for (level, dates, refined, recursion) in cases {
        let chance = chance_on(bitcoin(), level, dates);
        assert!((chance - refined).abs() < 1e-6, "{chance}");
        assert!((chance - recursion).abs() < 0.0026, "{chance}");
    }
    // And two more, refined form and recursion.
    let four_hourly = chance_on(bitcoin(), 90.5, Dates { years: WEEK, count: 42 });
    assert!((four_hourly - 0.209_25).abs() < 5e-6 && (four_hourly - 0.208_761_8).abs() < 0.0005);
    let short = chance_on(bitcoin(), 109.45, Dates { years: MONTH, count: 30 });
    assert!((short - 0.501_45).abs() < 5e-6 && (short - 0.500_825_3).abs() < 0.0007);
}

#[test]
fn one_date_is_exact_and_two_near_the_level_are_not() {
    // touch_reference.py: 0.123066..., 0.610143.
    let of_week = |count| Dates { years: WEEK, count };
    assert_close(chance_on(bitcoin(), 90.5, of_week(1)), 0.123_066_662_393_060_19, 1e-12);
    assert!((chance_on(bitcoin(), 99.5, of_week(2)) - 0.676_9).abs() < 5e-5);
}

#[test]
fn a_level_reached_already_is_touched() {
    assert_eq!(bitcoin().touch_probability(Barrier::Below(101.0), MONTH), Some(1.0));
    assert_eq!(bitcoin().touch_probability(Barrier::Above(100.0), 0.0), Some(1.0));
    assert_eq!(bitcoin().touch_ever_probability(Barrier::Below(100.0)), Some(1.0));
    assert_eq!(bitcoin().touch_probability_on(Barrier::Above(99.0), Dates { years: WEEK, count: 3 }), Some(1.0));
}

#[test]
fn without_time_or_volatility_only_the_drift_gets_there() {
    assert_eq!(chance(bitcoin(), 99.0, 0.0), 0.0);
    let still = |drift| price(100.0, drift, 0.0);
    // ln(1.1) = 0.0953: a drift of 0.1 a year gets there within the year, not within half of it.
    assert_eq!((chance(still(0.1), 110.0, 1.0), chance(still(0.1), 110.0, 0.5)), (1.0, 0.0));
    assert_eq!(still(0.1).touch_ever_probability(Barrier::Above(1e9)), Some(1.0));
    assert_eq!(still(0.0).touch_ever_probability(Barrier::Above(101.0)), Some(0.0));
    assert_eq!(still(0.1).touch_ever_probability(Barrier::Below(99.0)), Some(0.0));
}

#[test]
fn what_is_no_price_no_volatility_or_no_time_has_no_chance() {
    for of in [price(0.0, 0.0, 0.6), price(f64::NAN, 0.0, 0.6), price(100.0, f64::NAN, 0.6), price(100.0, 0.0, -0.1)] {
        assert_eq!(of.touch_probability(Barrier::Below(90.0), MONTH), None);
        assert_eq!(of.touch_ever_probability(Barrier::Below(90.0)), None);
    }
    assert_eq!(bitcoin().touch_probability(Barrier::Below(0.0), MONTH), None);
    assert_eq!(bitcoin().touch_probability(Barrier::Above(f64::INFINITY), MONTH), None);
    assert_eq!(bitcoin().touch_probability(Barrier::Below(90.0), -1.0), None);
    assert_eq!(bitcoin().touch_probability(Barrier::Below(90.0), f64::NAN), None);
    assert_eq!(bitcoin().touch_probability_on(Barrier::Below(90.0), Dates { years: WEEK, count: 0 }), None);
}

prop_compose! {
    fn any_price()(drift in -80.0..80.0f64, volatility in 0.01..5.0f64) -> DriftingPrice {
        price(100.0, drift, volatility)
    }
}

prop_compose! {
    fn any_level()(logarithm in 0.0001..4.0f64, below: bool) -> f64 {
        100.0 * (if below { -logarithm } else { logarithm }).exponential()
    }
}

proptest! {
    #[test]
    fn a_chance_grows_with_time_towards_that_for_ever(of in any_price(), level in any_level(), years in 0.0..3.0f64, more in 0.0..3.0f64) {
        let (now, later) = (chance(of, level, years), chance(of, level, years + more));
        let ever = of.touch_ever_probability(barrier(of, level)).unwrap();
        prop_assert!((0.0..=1.0).contains(&now) && now <= later * (1.0 + 1e-11) && later <= ever * (1.0 + 1e-11));
        let at_last = chance(of, level, 1e9);
        prop_assert!((at_last - ever).abs() <= 1e-3 * ever + 1e-300, "{at_last} {ever}");
    }

    #[test]
    fn a_level_farther_away_is_touched_less_often(of in any_price(), level in any_level(), farther in 1.0..3.0f64, years in 0.0..3.0f64) {
        let beyond = if level < 100.0 { level / farther } else { level * farther };
        prop_assert!(chance(of, beyond, years) <= chance(of, level, years) * (1.0 + 1e-11));
    }

    #[test]
    fn without_drift_twice_the_volatility_is_four_times_the_time(level in any_level(), volatility in 0.01..2.0f64, years in 0.001..1.0f64) {
        let (calm, wild) = (price(100.0, 0.0, volatility), price(100.0, 0.0, 2.0 * volatility));
        let (slow, quick) = (chance(calm, level, 4.0 * years), chance(wild, level, years));
        prop_assert!((slow - quick).abs() <= 1e-10 * quick);
        prop_assert!(chance(calm, level, years) <= quick * (1.0 + 1e-11), "and so more of it touches more often");
    }

    #[test]
    fn looking_now_and_then_sees_fewer_touches_than_looking_always_and_more_than_the_end(
        of in any_price(), level in any_level(), years in 0.001..3.0f64, count in 2..5000u32
    ) {
        let at_end = chance_on(of, level, Dates { years, count: 1 });
        let seen = chance_on(of, level, Dates { years, count });
        let often = chance_on(of, level, Dates { years, count: 2 * count });
        let always = chance(of, level, years);
        for (less, more) in [(at_end, seen), (seen, often), (often, always)] {
            prop_assert!(less <= more * (1.0 + 1e-11), "{less} {more}");
        }
    }

    #[test]
    fn no_number_makes_it_leave_the_range_of_a_chance(
        drift in proptest::num::f64::ANY, volatility in proptest::num::f64::ANY, at in proptest::num::f64::ANY,
        level in proptest::num::f64::ANY, years in proptest::num::f64::ANY, count in proptest::num::u32::ANY, below: bool
    ) {
        let of = price(at, drift, volatility);
        let barrier = if below { Barrier::Below(level) } else { Barrier::Above(level) };
        let answers = [
            of.touch_probability(barrier, years), of.touch_ever_probability(barrier),
            of.touch_probability_on(barrier, Dates { years, count }),
        ];
        prop_assert!(answers.into_iter().flatten().all(|chance| (0.0..=1.0).contains(&chance)));
    }
}
