//! The last number for which something holds.

use crate::math::solve::largest_where;

/// The largest number between `from` and `to` (0 or more, both excluded) for which `holds` is true, where it is true
/// up to some point and false from there on; `from` if it holds for none.
///
/// Halves the list of floating-point numbers between the two instead of the distance: 64 steps at most, and the same
/// relative precision for a root at 1e-200 as for one at 0.5. That is what a fraction needs, which may be tiny.
pub(super) fn last_where(from: f64, to: f64, holds: impl Fn(f64) -> bool) -> f64 {
    // Numbers of 0 or more are ordered as their bits are.
    let between = from.to_bits().saturating_add(1)..=to.to_bits().saturating_sub(1);
    largest_where(between, |bits| holds(f64::from_bits(bits))).map_or(from, f64::from_bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_the_last_number_whose_square_is_below_two() {
        // The square root of 2 is correctly rounded by IEEE 754; it or its neighbour below is the last.
        let root = last_where(0.0, 2.0, |x| x * x < 2.0);
        assert!(root * root < 2.0 && root.next_up() * root.next_up() >= 2.0);
    }

    #[test]
    fn tiny_roots_are_found_to_the_last_digit() {
        assert_eq!(last_where(0.0, 1.0, |x| x <= 3.0e-200), 3.0e-200);
    }

    #[test]
    fn where_nothing_more_holds_it_stays_at_the_start() {
        assert_eq!(last_where(0.25, 1.0, |_| false), 0.25);
        assert_eq!(last_where(0.25, 0.25, |_| true), 0.25);
    }
}
