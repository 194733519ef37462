//! Round numbers along an axis: steps of 1, 2 or 5 times a power of ten.

use super::scale::Span;
use crate::math::alike::Alike;

/// Round values inside a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    /// From least to greatest, each the float nearest to its decimal: 0.3, not 0.30000000000000004.
    pub values: Vec<f64>,
    step: Step,
}

/// `digit` times ten to the `power`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    digit: f64,
    power: i32,
}

impl Step {
    /// The smallest step that covers `length` in at most `count` of them.
    fn covering(length: f64, count: f64) -> Self {
        let raw = (length / count).max(f64::MIN_POSITIVE);
        let power = raw.decimal_log().floor() as i32;
        let digit = raw / 10f64.powi(power);
        // A hair of tolerance: 0.2 / 10^-1 is 2.0000000000000004.
        match [1.0, 2.0, 5.0].into_iter().find(|step| digit <= step * (1.0 + 1e-9)) {
            Some(digit) => Self { digit, power },
            None => Self { digit: 1.0, power: power + 1 },
        }
    }

    fn times(self, count: f64) -> f64 {
        let digits = count * self.digit;
        // Dividing by a whole power gives the nearest float, multiplying by its rounded inverse does not.
        if self.power < 0 { digits / 10f64.powi(-self.power) } else { digits * 10f64.powi(self.power) }
    }

    fn count(self, value: f64) -> f64 {
        value / self.times(1.0)
    }
}

impl Ticks {
    /// At most `count` + 1 round values inside the range, its ends included; fewer where floats are too coarse for more.
    ///
    /// ```text
    /// Ticks::inside(0..1, 5)   0  0.2  0.4  0.6  0.8  1
    /// ```
    #[must_use]
    pub fn inside(span: Span, count: usize) -> Self {
        let count = count.clamp(1, 100);
        let step = Step::covering(span.length(), count as f64);
        // The same hair: an end that is a tick up to rounding is a tick.
        let first = (step.count(span.low) - 1e-9).ceil();
        let mut values: Vec<f64> = (0..=count).map(|i| step.times(first + i as f64)).collect();
        values.dedup();
        let hair = span.length() * 1e-9;
        values.retain(|value| (span.low - hair..=span.high + hair).contains(value));
        Self { values, step }
    }

    /// The range widened to the next tick at both ends.
    #[must_use]
    pub fn around(span: Span, count: usize) -> Span {
        let step = Step::covering(span.length(), count.clamp(1, 100) as f64);
        let low = step.times((step.count(span.low) + 1e-9).floor());
        let high = step.times((step.count(span.high) - 1e-9).ceil());
        Span { low: low.min(span.low), high: high.max(span.high) }
    }

    /// The distance between two ticks.
    #[must_use]
    pub fn step(&self) -> f64 {
        self.step.times(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
        Ticks::inside(Span { low, high }, count).values
    }

    #[test]
    fn ticks_are_round_and_exact_decimals() {
        assert_eq!(ticks(0.0, 1.0, 5), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        assert_eq!(ticks(0.0, 0.35, 7), [0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35]);
        assert_eq!(ticks(-30.0, 45.0, 4), [-20.0, 0.0, 20.0, 40.0]);
        assert_eq!(ticks(0.0, 1e15, 2), [0.0, 5e14, 1e15]);
        assert_eq!(ticks(0.0, 1e-12, 2), [0.0, 5e-13, 1e-12]);
    }

    #[test]
    fn a_range_widens_to_round_ends() {
        assert_eq!(Ticks::around(Span { low: -3.0, high: 17.0 }, 4), Span { low: -5.0, high: 20.0 });
        assert_eq!(Ticks::around(Span { low: 0.0, high: 20.0 }, 4), Span { low: 0.0, high: 20.0 });
    }

    #[test]
    fn a_range_too_narrow_for_floats_has_few_ticks() {
        assert!(ticks(1e15, 1e15 + 0.25, 10).len() <= 3);
    }
}
