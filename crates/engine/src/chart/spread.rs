//! Keeping labels apart: the smallest total movement that leaves every label its own room, in the same order.

use crate::math::order::within;

/// A label that would like to be somewhere along one direction, px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    /// Where it would like to be.
    pub at: f64,
    /// Room that it takes before that point.
    pub before: f64,
    /// Room that it takes after that point.
    pub after: f64,
}

/// Where each label goes, in the order given: no two rooms overlap and, where `low..high` is long enough for all of
/// them, none leaves it. Minimises the sum of squared movements (isotonic regression by pooling adjacent violators,
/// Ayer et al. 1955, <https://doi.org/10.1214/aoms/1177728423>).
#[must_use]
pub fn spread(wishes: &[Wish], low: f64, high: f64) -> Vec<f64> {
    let mut offset = 0.0;
    let mut previous_after = 0.0;
    let offsets: Vec<f64> = wishes
        .iter()
        .map(|wish| {
            offset += previous_after + wish.before;
            previous_after = wish.after;
            offset
        })
        .collect();
    // Less the room of all before it, each label only has to stay at or after its predecessor.
    let slack = (high - low - offset - previous_after).max(0.0);
    let targets = wishes.iter().zip(&offsets).map(|(wish, offset)| wish.at - low - offset);
    let settled = nondecreasing(targets);
    settled.iter().zip(&offsets).map(|(start, offset)| low + within(*start, 0.0, slack) + offset).collect()
}

/// The nearest sequence that never falls.
fn nondecreasing(targets: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for target in targets {
        let mut pool = (target, 1);
        while let Some(&(mean, count)) = pools.last()
            && mean > pool.0
        {
            pools.pop();
            let joint = count + pool.1;
            pool = ((mean * count as f64 + pool.0 * pool.1 as f64) / joint as f64, joint);
        }
        pools.push(pool);
    }
    pools.into_iter().flat_map(|(mean, count)| std::iter::repeat_n(mean, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(at: f64) -> Wish {
        Wish { at, before: 8.0, after: 8.0 }
    }

    #[test]
    fn labels_with_room_stay_where_they_wish() {
        assert_eq!(spread(&[row(20.0), row(60.0)], 0.0, 100.0), [20.0, 60.0]);
    }

    #[test]
    fn two_labels_at_one_place_part_evenly() {
        assert_eq!(spread(&[row(50.0), row(50.0)], 0.0, 100.0), [42.0, 58.0]);
    }

    #[test]
    fn labels_at_the_edge_move_inwards() {
        assert_eq!(spread(&[row(0.0), row(1.0), row(100.0)], 0.0, 100.0), [8.0, 24.0, 92.0]);
    }

    #[test]
    fn too_little_room_still_keeps_labels_apart() {
        assert_eq!(spread(&[row(5.0), row(5.0)], 0.0, 10.0), [8.0, 24.0]);
    }
}
