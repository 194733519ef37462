//! Roots of functions without a closed form: one bracketed root finder and one bisection over whole numbers.
//!
//! The root finder is ITP (interpolate, truncate, project): as safe as bisection, never more than one step slower, and
//! usually as fast as the secant method. Source: Oliveira and Takahashi 2020, doi 10.1145/3423597.

use super::order::within;
use crate::math::alike::Alike;
use std::ops::RangeInclusive;

/// An interval in which a root is sought; the ends may be given in either order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bracket {
    /// One end.
    pub low: f64,
    /// The other end.
    pub high: f64,
}

/// The root of a continuous function in a bracket, to a few units in the last place.
///
/// `None` if the function has the same sign at both ends (so the bracket proves no root), or is not a number there.
/// Of several roots it finds one.
///
/// ```
/// use ballast_engine::math::solve::{Bracket, root};
///
/// let two = root(Bracket { low: 0.0, high: 3.0 }, |x| x * x - 4.0).unwrap_or(f64::NAN);
/// assert!((two - 2.0).abs() < 1e-14);
/// assert_eq!(root(Bracket { low: 3.0, high: 9.0 }, |x| x * x - 4.0), None);
/// ```
pub fn root(bracket: Bracket, f: impl Fn(f64) -> f64) -> Option<f64> {
    let (a, b) = (bracket.low.min(bracket.high), bracket.low.max(bracket.high));
    let (fa, fb) = (f(a), f(b));
    if fa == 0.0 {
        return Some(a);
    }
    if fb == 0.0 {
        return Some(b);
    }
    let proven = (fa < 0.0 && fb > 0.0) || (fa > 0.0 && fb < 0.0);
    (proven && a.is_finite() && b.is_finite()).then(|| narrow(End { x: a, y: fa }, End { x: b, y: fb }, f))
}

#[derive(Clone, Copy)]
struct End {
    x: f64,
    y: f64,
}

/// Bisection would need `halvings` steps; ITP may take one more. By then no slack is left and every step is a halving.
fn narrow(mut a: End, mut b: End, f: impl Fn(f64) -> f64) -> f64 {
    let start_width = b.x - a.x;
    let tolerance = resolution(a, b);
    let halvings = within((start_width / tolerance).binary_log().ceil(), 1.0, 1100.0) as i32;
    let mut steps = 0;
    // The second tolerance ends the search for a root at 0, where there is always a smaller number to try.
    while b.x - a.x > resolution(a, b) && b.x - a.x > 1e-30 * start_width {
        let middle = 0.5 * a.x + 0.5 * b.x;
        let slack = (tolerance * 2f64.powi(halvings - steps) - 0.5 * (b.x - a.x)).max(0.0);
        let x = step(a, b, Reach { start_width, slack });
        let x = if x > a.x && x < b.x { x } else { middle };
        if x <= a.x || x >= b.x {
            break;
        }
        let y = f(x);
        if y == 0.0 {
            return x;
        }
        if (y < 0.0) == (a.y < 0.0) {
            a = End { x, y };
        } else {
            b = End { x, y };
        }
        steps += 1;
    }
    if a.y.abs() < b.y.abs() { a.x } else { b.x }
}

/// The width below which two ends are the same number for every purpose.
fn resolution(a: End, b: End) -> f64 {
    2.0 * f64::EPSILON * a.x.abs().max(b.x.abs())
}

#[derive(Clone, Copy)]
struct Reach {
    start_width: f64,
    slack: f64,
}

/// The next point: the secant's, drawn a little towards the middle, and kept near enough to it for the guarantee.
fn step(a: End, b: End, reach: Reach) -> f64 {
    let width = b.x - a.x;
    let middle = 0.5 * a.x + 0.5 * b.x;
    let secant = (b.y * a.x - a.y * b.x) / (b.y - a.y);
    if !secant.is_finite() {
        return middle;
    }
    let toward = (middle - secant).signum();
    let pull = 0.2 * width * width / reach.start_width;
    let truncated = if pull <= (middle - secant).abs() { secant + toward * pull } else { middle };
    if (truncated - middle).abs() <= reach.slack { truncated } else { middle - toward * reach.slack }
}

/// The largest whole number in a range for which `holds`, given that it holds up to some number and not beyond.
/// `None` if it does not hold for the first.
///
/// ```
/// use ballast_engine::math::solve::largest_where;
///
/// assert_eq!(largest_where(1..=1_000_000, |lots| lots as f64 * 0.37 <= 100.0), Some(270));
/// assert_eq!(largest_where(1..=10, |_| false), None);
/// ```
pub fn largest_where(range: RangeInclusive<u64>, holds: impl Fn(u64) -> bool) -> Option<u64> {
    let (mut good, mut bad) = (*range.start(), *range.end());
    if range.is_empty() || !holds(good) {
        return None;
    }
    if holds(bad) {
        return Some(bad);
    }
    while bad - good > 1 {
        let middle = good + (bad - good) / 2;
        if holds(middle) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    Some(good)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;
    use std::cell::Cell;

    fn bracket(low: f64, high: f64) -> Bracket {
        Bracket { low, high }
    }

    #[test]
    fn a_bracket_without_a_sign_change_has_no_answer() {
        assert_eq!(root(bracket(1.0, 2.0), |x| x), None);
        assert_eq!(root(bracket(-1.0, 1.0), |x| x * x + 1.0), None);
        assert_eq!(root(bracket(-1.0, 1.0), |_| f64::NAN), None);
        assert_eq!(root(bracket(0.0, f64::INFINITY), |x| x - 1.0), None);
    }

    #[test]
    fn a_root_at_an_end_is_that_end_and_the_ends_may_be_swapped() {
        assert_eq!(root(bracket(0.0, 5.0), |x| x), Some(0.0));
        assert_eq!(root(bracket(5.0, -2.0), |x| x - 5.0), Some(5.0));
    }

    #[test]
    fn known_roots_are_found_to_the_last_digits() {
        // Dottie number, OEIS A003957; Wien's constant, OEIS A094090; the real root of Wallis' cubic, OEIS A007493
        let dottie = root(bracket(0.0, 1.0), |x| x.cos() - x).unwrap();
        assert!((dottie - 0.739_085_133_215_160_6).abs() < 1e-15);
        let wien = root(bracket(1.0, 10.0), |x: f64| x - 5.0 * (1.0 - (-x).exponential())).unwrap();
        assert!((wien - 4.965_114_231_744_276).abs() < 1e-14);
        let wallis = root(bracket(0.0, 1e6), |x| x * x * x - 2.0 * x - 5.0).unwrap();
        assert!((wallis - 2.094_551_481_542_326_6).abs() < 1e-14);
    }

    #[test]
    fn a_flat_or_jumping_function_costs_little_more_than_bisection() {
        for f in [|x: f64| (x - 0.3).powi(9), |x: f64| if x < 0.3 { -1.0 } else { 1e12 }] {
            let calls = Cell::new(0);
            let found = root(bracket(-4.0, 7.0), |x| {
                calls.set(calls.get() + 1);
                f(x)
            });
            assert!((found.unwrap() - 0.3).abs() < 1e-15 || f(found.unwrap()) == 0.0);
            assert!(calls.get() <= 70, "{} calls", calls.get());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

        #[test]
        fn the_root_of_a_line_is_found(target in -1e9..1e9f64, slope in 1e-6..1e6f64) {
            let found = root(bracket(-2e9, 3e9), |x| slope * (x - target)).unwrap();
            prop_assert!((found - target).abs() <= 1e-15 * target.abs().max(1.0));
        }

        #[test]
        fn the_largest_number_holds_and_the_next_does_not(limit in 0..2_000_000u64) {
            let found = largest_where(1..=1_000_000, |n| n <= limit);
            prop_assert_eq!(found, (limit > 0).then_some(limit.min(1_000_000)));
        }
    }

    #[test]
    fn the_whole_range_of_u64_is_searched_without_overflow() {
        assert_eq!(largest_where(0..=u64::MAX, |n| n < 1 << 63), Some((1 << 63) - 1));
        assert_eq!(largest_where(0..=u64::MAX, |_| true), Some(u64::MAX));
        #[allow(clippy::reversed_empty_ranges)]
        let empty = 5..=4;
        assert_eq!(largest_where(empty, |_| true), None);
    }
}
