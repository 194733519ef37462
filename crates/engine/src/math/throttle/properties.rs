//! What must hold of every rule, on random accounts and paths.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Slack for the rounding of floats, a share of equity.
const DUST: f64 = 1e-9;

fn any_contract() -> impl Strategy<Value = (Contract, Side)> {
    prop::sample::select(vec![
        (Contract::Linear, Side::Long),
        (Contract::Linear, Side::Short),
        (Contract::Inverse, Side::Long),
        (Contract::Inverse, Side::Short),
    ])
}

fn any_throttle() -> impl Strategy<Value = Throttle> {
    let money = (0.0..150.0_f64, 0.0..1.0_f64, 50.0..200.0_f64);
    let shape = (0.1..12.0_f64, 0.0..0.4_f64, 0.01..0.5_f64, prop::option::of(1..9_u32));
    let risk = (0.001..0.3_f64, 0.001..0.5_f64);
    (money, shape, risk, 0..3_u8).prop_map(
        |((floor, share_of_peak, peak), (times, start, width, steps), (limit, loss_share), which)| match which {
            0 => Throttle::Drawdown(DrawdownThrottle { peak, full_exposure: times, start, stop: start + width, steps }),
            1 => Throttle::ValueAtRisk(ValueAtRiskLimit { limit, loss_share }),
            _ => Throttle::Cushion(CushionRule { floor, share_of_peak, peak, multiplier: times }),
        },
    )
}

/// The rule once this equity has been seen.
fn remembering(rule: Throttle, equity: f64) -> Throttle {
    match rule {
        Throttle::Drawdown(rule) => Throttle::Drawdown(DrawdownThrottle { peak: rule.peak.max(equity), ..rule }),
        Throttle::Cushion(rule) => Throttle::Cushion(CushionRule { peak: rule.peak.max(equity), ..rule }),
        Throttle::ValueAtRisk(_) => rule,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_jump_as_large_as_the_gap_ends_on_the_floor_where_nothing_more_is_allowed(
        rule in any_throttle(), (contract, side) in any_contract(), equity in 1.0..300.0_f64,
    ) {
        let (notional, floor) = (rule.exposure(equity) * equity, rule.floor(equity));
        let jump = Jump { contract, side, notional };
        let Some(gap) = jump.that_takes(equity - floor) else { return Ok(()) };
        let after = equity - jump.loss(gap);
        prop_assert!((after - floor.min(equity)).abs() <= DUST * equity);
        prop_assert!(equity - jump.loss(0.999 * gap) >= floor.min(equity) - DUST * equity);
        if !matches!(rule, Throttle::ValueAtRisk(_)) {
            let allowed = remembering(rule, equity).exposure(after) * after;
            prop_assert!(allowed <= 20.0 * DUST * equity, "{}", allowed);
        }
    }

    #[test]
    fn a_floor_holds_on_every_path_whose_steps_stay_within_the_gap(
        steps in prop::collection::vec(-0.999..1.5_f64, 1..60), multiplier in 1.0..8.0_f64, share in 0.0..0.95_f64,
    ) {
        let mut rule = CushionRule { floor: 70.0, share_of_peak: share, peak: 100.0, multiplier };
        let mut equity = 100.0;
        for step in steps {
            let floor = rule.floor_at(equity);
            let notional = Throttle::Cushion(rule).exposure(equity) * equity;
            let jump = Jump { contract: Contract::Linear, side: Side::Long, notional };
            // A fall is a share of the gap, a rise as drawn.
            let fall = jump.that_takes(equity - floor).unwrap_or(1.0);
            equity -= jump.loss(if step < 0.0 { -step * fall } else { -step });
            prop_assert!(equity >= floor - DUST * floor, "{} fell below {}", equity, floor);
            rule.peak = rule.peak.max(equity);
            prop_assert!(rule.floor_at(equity) >= floor);
        }
    }

    #[test]
    fn less_equity_never_allows_more(rule in any_throttle(), equity in 1.0..300.0_f64, fall in 0.0..1.0_f64) {
        let poorer = equity * (1.0 - fall * 0.99);
        let remembering = remembering(rule, equity);
        prop_assert!(remembering.exposure(poorer) <= remembering.exposure(equity) * (1.0 + DUST));
    }

    #[test]
    fn steps_lag_the_straight_line_by_less_than_one(equity in 50.0..100.0_f64, steps in 1..20_u32) {
        let line = DrawdownThrottle { peak: 100.0, full_exposure: 1.0, start: 0.05, stop: 0.4, steps: None };
        let stepped = DrawdownThrottle { steps: Some(steps), ..line };
        let lag = stepped.share_left(equity) - line.share_left(equity);
        prop_assert!((-1e-8..1.0 / f64::from(steps) + 1e-8).contains(&lag), "{}", lag);
    }
}
