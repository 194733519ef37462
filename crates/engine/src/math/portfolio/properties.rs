//! What must hold for any names, correlations and limits.

use super::bounds::{gross, net};
use super::parity::risk_parity;
use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() }
}

/// Names with slopes, volatilities and correlations that can hold: one common factor and their own.
#[derive(Clone, Debug)]
struct Names {
    slope: Vec<f64>,
    volatilities: Vec<f64>,
    correlations: Square,
    bounds: Bounds,
}

impl Names {
    fn growth(&self) -> Growth {
        Growth { slope: self.slope.clone(), curvature: self.correlations.scaled(&self.volatilities) }
    }
}

fn names() -> impl Strategy<Value = Names> {
    let stance = prop::sample::select(vec![Stance::Long, Stance::Short, Stance::Either]);
    let name = (-1.0..1.5f64, 0.1..2.0f64, -0.95..0.95f64, -0.95..0.95f64, stance, prop::option::of(0.0..1.0f64));
    let totals = (prop::option::of(0.0..3.0f64), prop::option::of(0.0..1.5f64));
    (prop::collection::vec(name, 1..13), totals).prop_map(|(rows, (gross, net))| {
        let factor = |at: usize| (rows[at].2, rows[at].3 * (1.0 - rows[at].2 * rows[at].2).sqrt());
        let pair = |row: usize, column: usize| {
            if row == column { 1.0 } else { factor(row).0 * factor(column).0 + factor(row).1 * factor(column).1 }
        };
        Names {
            slope: rows.iter().map(|row| row.0).collect(),
            volatilities: rows.iter().map(|row| row.1).collect(),
            correlations: Square::of(rows.len(), &pair),
            bounds: Bounds {
                stances: rows.iter().map(|row| row.4).collect(),
                names: rows.iter().map(|row| row.5).collect(),
                gross,
                net,
            },
        }
    })
}

/// A split that keeps the limits, from any numbers: scaled down, the wrong sides left out.
fn allowed(names: &Names, from: &[f64]) -> Vec<f64> {
    let clipped: Vec<f64> = names
        .bounds
        .names
        .iter()
        .zip(from)
        .zip(&names.bounds.stances)
        .map(|((most, weight), stance)| {
            let sided = if stance.forbids(*weight) { -weight } else { *weight };
            most.map_or(sided, |most| sided.clamp(-most, most))
        })
        .collect();
    names.bounds.scaled_down(&clipped)
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn the_best_within_limits_keeps_them_and_is_proven(names in names()) {
        let best = names.growth().best_within(&names.bounds);
        prop_assert!(best.is_some());
        prop_assert!(names.bounds.allow(&best.unwrap_or_default()));
    }

    #[test]
    fn scaling_the_free_best_down_is_never_better(names in names()) {
        let growth = names.growth();
        let (best, free) = (growth.best_within(&names.bounds).unwrap_or_default(), growth.best().unwrap_or_default());
        let scaled = names.bounds.scaled_down(&free);
        prop_assert!(names.bounds.allow(&scaled));
        prop_assert!(growth.at(&scaled) <= growth.at(&best) + 1e-9);
        prop_assert!(growth.at(&best) <= growth.at(&free) + 1e-9);
    }

    #[test]
    fn the_free_best_is_beaten_by_no_small_change_either_way(names in names()) {
        let growth = names.growth();
        let best = growth.best().unwrap_or_default();
        for at in 0..best.len() {
            for change in [-1e-3, 1e-3] {
                let mut moved = best.clone();
                moved[at] += change;
                prop_assert!(growth.at(&moved) < growth.at(&best));
            }
        }
    }

    #[test]
    fn the_order_of_names_does_not_matter(names in names()) {
        let count = names.slope.len();
        let turned = |at: usize| count - 1 - at;
        let backwards = Names {
            slope: names.slope.iter().rev().copied().collect(),
            volatilities: names.volatilities.iter().rev().copied().collect(),
            correlations: Square::of(count, &|row, column| names.correlations.at(turned(row), turned(column))),
            bounds: Bounds {
                stances: names.bounds.stances.iter().rev().copied().collect(),
                names: names.bounds.names.iter().rev().copied().collect(),
                ..names.bounds.clone()
            },
        };
        let (one, other) = (names.growth().best_within(&names.bounds), backwards.growth().best_within(&backwards.bounds));
        for (one, other) in one.unwrap_or_default().iter().zip(other.unwrap_or_default().iter().rev()) {
            prop_assert!((one - other).abs() < 1e-7, "{one} {other}");
        }
    }

    #[test]
    fn risk_shares_add_up_and_are_equal_where_asked(names in names()) {
        let sign = |at: usize| if names.slope[at] < 0.0 { -1.0 } else { 1.0 };
        let sided = Square::of(names.slope.len(), &|row, column| sign(row) * sign(column) * names.correlations.at(row, column));
        let held = risk_parity(&sided, &vec![1.0; names.slope.len()]).unwrap_or_default();
        let weights: Vec<f64> = held.iter().zip(&names.volatilities).enumerate().map(|(at, (y, v))| sign(at) * y / v).collect();
        let split = Split { weights: &weights, volatilities: &names.volatilities, correlations: &names.correlations };
        let shares = split.risk_shares().unwrap_or_default();
        prop_assert_eq!(shares.len(), names.slope.len());
        prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let equal = 1.0 / shares.len() as f64;
        prop_assert!(shares.iter().all(|share| (share - equal).abs() < 1e-8 * equal));
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn no_random_split_within_the_limits_is_better(
        (names, splits) in names().prop_flat_map(|names| {
            let count = names.slope.len();
            (Just(names), prop::collection::vec(prop::collection::vec(-2.0..2.0f64, count), 1000))
        })
    ) {
        let growth = names.growth();
        let best = growth.at(&growth.best_within(&names.bounds).unwrap_or_default());
        for split in splits {
            let split = allowed(&names, &split);
            prop_assert!(names.bounds.allow(&split), "{} {}", gross(&split), net(&split));
            prop_assert!(growth.at(&split) <= best + 1e-10);
        }
    }
}
