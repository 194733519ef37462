//! What holds for every bet and every market.

use crate::math::alike::Alike;
use proptest::prelude::*;

use super::*;

/// Bets of 1 to 8 outcomes of ordinary size.
fn any_bet() -> impl Strategy<Value = Bet> {
    prop::collection::vec((1u32..100, -3.0..6.0f64), 1..8).prop_map(|rows| bet_of(&rows))
}

/// Bets whose results lie anywhere between 1e-300 and 1e300, on either side of zero.
fn wild_bet() -> impl Strategy<Value = Bet> {
    prop::collection::vec((1u32..=1_000_000, wild_number()), 1..6).prop_map(|rows| bet_of(&rows))
}

fn wild_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        (-300..300, -10.0..10.0f64).prop_map(|(power, digits)| (digits * 10f64.powi(power)).clamp(-1e300, 1e300)),
        -2.0..5.0f64,
    ]
}

fn bet_of(rows: &[(u32, f64)]) -> Bet {
    let total: f64 = rows.iter().map(|&(weight, _)| f64::from(weight)).sum();
    let outcomes: Vec<Outcome> =
        rows.iter().map(|&(weight, result)| Outcome { probability: f64::from(weight) / total, result }).collect();
    Bet::from_outcomes(&outcomes).unwrap()
}

fn rate(bet: &Bet, fraction: f64) -> f64 {
    bet.growth(fraction).rate().unwrap_or(f64::NEG_INFINITY)
}

fn is_chance(chance: f64) -> bool {
    (0.0..=1.0).contains(&chance)
}

fn are_sound(bounds: Bounds) -> bool {
    is_chance(bounds.at_least) && is_chance(bounds.at_most) && bounds.at_least <= bounds.at_most * (1.0 + 1e-9)
}

proptest! {
    #[test]
    fn no_other_fraction_grows_faster(bet in any_bet(), shift in 0.001..0.5f64) {
        if let FullKelly::Fraction(full) = bet.full_kelly() {
            prop_assert!(full > 0.0 && bet.fraction_at_risk(full) < 1.0);
            let best = rate(&bet, full);
            prop_assert!(best > 0.0);
            prop_assert!(rate(&bet, full * (1.0 + shift)) <= best * (1.0 + 1e-9));
            prop_assert!(rate(&bet, full * (1.0 - shift)) <= best * (1.0 + 1e-9));
        }
    }

    #[test]
    fn nothing_is_staked_where_the_mean_is_not_above_zero(bet in any_bet()) {
        prop_assert_eq!(bet.full_kelly() == FullKelly::NoEdge, bet.mean() <= 1e-14);
    }

    #[test]
    fn growth_changes_sign_at_the_zero_growth_point(bet in any_bet(), shift in 0.001..0.5f64) {
        if let (ZeroGrowth::At(zero), FullKelly::Fraction(full)) = (bet.zero_growth(), bet.full_kelly()) {
            prop_assert!(zero > full);
            prop_assert!(rate(&bet, zero * (1.0 + shift)) < 0.0);
            prop_assert!(rate(&bet, full + (zero - full) * (1.0 - shift)) > 0.0);
        }
    }

    #[test]
    fn the_growth_curve_is_concave(bet in any_bet()) {
        let curve = bet.growth_curve(41);
        for three in curve.windows(3) {
            let middle = (three[0].growth + three[2].growth) / 2.0;
            prop_assert!(three[1].growth >= middle - 1e-12);
        }
    }

    #[test]
    fn the_exponent_solves_its_equation(bet in any_bet(), share in 0.01..0.99f64) {
        let fraction = share / bet.worst_loss().max(0.1);
        if let Some(k) = bet.odds(fraction).exponent() {
            let mean: f64 = bet.outcomes().iter().map(|o| o.probability * (1.0 + fraction * o.result).power(-k)).sum();
            prop_assert!((mean - 1.0).abs() < 1e-9 * (1.0 + k.abs()), "k {} mean {}", k, mean);
            prop_assert_eq!(k > 0.0, rate(&bet, fraction) > 0.0);
        }
    }

    #[test]
    fn betting_less_never_raises_the_chance_to_fall(bet in any_bet(), share in 0.01..0.99f64, level in 0.01..1.0f64) {
        if let FullKelly::Fraction(full) = bet.full_kelly() {
            let bound = |fraction: f64| bet.odds(fraction).chance_ever_to_fall_to(level).unwrap().at_most;
            prop_assert!(bound(full * share) <= bound(full) * (1.0 + 1e-9));
        }
    }

    #[test]
    fn odds_are_chances_and_their_bounds_in_order(bet in any_bet(), fraction in 0.0..3.0f64, level in 0.001..=1.0f64) {
        let odds = bet.odds(fraction);
        prop_assert!(are_sound(odds.chance_ever_to_fall_to(level).unwrap()));
        if let Ok(double) = odds.chance_to_double_before_halving() {
            prop_assert!(are_sound(double), "{:?}", double);
        }
    }

    #[test]
    fn shrinkage_and_limits_only_ever_lower_the_fraction(
        edge in wild_number(), standard_error in 0.0..10.0f64, cap in 0.0..10.0f64, full in 0.0..50.0f64
    ) {
        let shrink_factor = TestedEdge { edge, standard_error }.shrink_factor();
        prop_assert!(is_chance(shrink_factor));
        let limits = Limits { exposure: Some(cap), fraction_at_risk: Some(cap / 10.0), ..Limits::default() };
        let applied = Plan { full, shrink_factor, multiple: 1.0, limits }.applied(0.5);
        prop_assert!(applied.fraction <= full && applied.fraction <= cap && applied.fraction >= 0.0);
        prop_assert_eq!(applied.binding.is_some(), applied.fraction < applied.wanted);
    }

    #[test]
    fn no_bet_however_wild_gives_what_is_not_a_number(bet in wild_bet(), cost in 0.0..1.0f64, wild in wild_number()) {
        for bet in [bet.after_cost(cost).unwrap(), bet] {
            prop_assert!(bet.mean().is_finite() && bet.standard_deviation().is_finite());
            prop_assert!(bet.growth_curve(9).iter().all(|point| point.growth.is_finite()));
            prop_assert!(bet.full_kelly().fraction().is_none_or(|full| full.is_finite() && full >= 0.0));
            prop_assert!(bet.growth(wild.abs()) != Growth::OutOfRange);
            prop_assert!(are_sound(bet.odds(wild.abs()).chance_ever_to_fall_to(0.5).unwrap()));
            for row in MULTIPLES.iter().filter_map(|&multiple| bet.trade_off(multiple)) {
                prop_assert!(are_sound(row.chance_ever_to_halve), "{:?}", row);
                prop_assert!(row.growth_kept.is_none_or(f64::is_finite));
                prop_assert!(row.chance_to_double_before_halving.is_ok_and(are_sound), "{:?}", row);
            }
        }
    }

    #[test]
    fn no_market_however_wild_gives_what_is_not_a_number(
        rates in prop::array::uniform4(wild_number()), annual_volatility in wild_number(), multiple in wild_number()
    ) {
        let [annual_drift, annual_interest, annual_funding, annual_cost] = rates;
        let market = Continuous { annual_drift, annual_interest, annual_funding, annual_cost, annual_volatility };
        if market.check().is_ok() {
            prop_assert!(market.full_kelly().fraction().is_none_or(|full| full.is_finite() && full >= 0.0));
            prop_assert!(market.growth_curve(9).iter().all(|point| point.growth.is_finite()));
            prop_assert!(market.growth(multiple).rate().is_none_or(f64::is_finite));
            if let Some(row) = market.trade_off(multiple.abs()) {
                prop_assert!(are_sound(row.chance_ever_to_halve));
                prop_assert!(row.growth_kept.is_some_and(f64::is_finite));
            }
        }
    }
}
