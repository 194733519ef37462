//! Intervals of simulated ruin cover what closed forms give.

use super::*;
use crate::math::kelly::WinRecord;
use crate::math::ruin::{Horizon, SizedBy, Units, before_target};

/// In how many of 100 seeds the 95 % interval holds the chance.
fn covered(plan: &Plan, win_rate: f64, win: f64, chance: f64) -> usize {
    let results = Results::Coin { win_rate, win, loss: -1.0 };
    let holds = |seed: &u64| {
        let simulation =
            Simulation { plan: plan.clone(), results: &results, seed: *seed, courses: 1000, places: Vec::new() };
        let record = WinRecord { wins: f64::from(simulation.tally().ruined), trades: 1000 };
        record.lower_bound(0.975).unwrap() <= chance && chance <= record.lower_bound(0.025).unwrap()
    };
    (1000..1100).filter(holds).count()
}

#[test]
fn intervals_of_a_share_of_equity_cover_the_exact_chance_in_90_to_99_of_100_seeds() {
    let plan = Plan { stake: Stake::Share(0.05), ruin: 0.7, goal: None, trades: 100 };
    let horizon = Horizon {
        win_rate: 0.45,
        payoff_ratio: 1.5,
        sized_by: SizedBy::Share,
        risk: 0.05,
        ruin: 0.7,
        goal: None,
        trades: 100,
    };
    let chance = horizon.ruin().unwrap();
    assert!((0.05..0.95).contains(&chance), "{chance}");
    let covered = covered(&plan, 0.45, 1.5, chance);
    assert!((90..=99).contains(&covered), "{covered}");
}

#[test]
fn intervals_of_equal_stakes_cover_fellers_chance_in_90_to_99_of_100_seeds() {
    // Long enough that hardly a course is open at the end: 20 units between two barriers.
    let plan = Plan { stake: Stake::Fixed(0.1), ruin: 0.0, goal: Some(2.0), trades: 3000 };
    let chance = before_target(0.52, Units { start: 10.0, target: 20.0 });
    let covered = covered(&plan, 0.52, 1.0, chance);
    assert!((90..=99).contains(&covered), "{covered}");
}

#[test]
fn a_chance_that_is_off_by_a_tenth_of_itself_is_not_covered() {
    let plan = Plan { stake: Stake::Fixed(0.1), ruin: 0.0, goal: Some(2.0), trades: 3000 };
    let chance = before_target(0.52, Units { start: 10.0, target: 20.0 });
    for off in [0.9, 1.1] {
        let covered = covered(&plan, 0.52, 1.0, off * chance);
        assert!(covered < 90, "{off}: {covered}");
    }
}
