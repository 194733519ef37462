//! From values to pixels and back, along one direction, straight or with breaks.

use super::drawable;

/// A range of values, `low` at most `high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Least value.
    pub low: f64,
    /// Greatest value.
    pub high: f64,
}

impl Span {
    /// The range of those values that can be drawn; `None` where there are none.
    #[must_use]
    pub fn of(values: impl Iterator<Item = f64>) -> Option<Self> {
        values.filter(|value| drawable(*value)).fold(None, |span: Option<Self>, value| {
            Some(span.map_or(Self { low: value, high: value }, |span| Self {
                low: span.low.min(value),
                high: span.high.max(value),
            }))
        })
    }

    /// From least to greatest.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.high - self.low
    }

    /// Whether a value lies in the range, its ends included.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// A value and the pixel where it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Knot {
    /// In data units.
    pub value: f64,
    /// In px.
    pub at: f64,
}

/// Straight lines between knots, the outermost ones continued: so a level can be dragged beyond the picture's edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    first: Knot,
    segments: Vec<(Knot, Knot)>,
}

impl Scale {
    /// A scale through these knots, which must run one way in both directions. A knot that repeats the one before it
    /// (in value or in pixels) adds nothing and is passed over.
    #[must_use]
    pub fn through(first: Knot, rest: &[Knot]) -> Self {
        let mut segments = Vec::new();
        let mut last = first;
        for &knot in rest {
            if knot.value != last.value && knot.at != last.at {
                segments.push((last, knot));
                last = knot;
            }
        }
        Self { first, segments }
    }

    /// Where a value lies, px. Where the scale knows a single value, every value lies there.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        follow(self.segments.iter().map(|(a, b)| ((a.value, b.value), (a.at, b.at))), value).unwrap_or(self.first.at)
    }

    /// The value that lies at this pixel: the inverse of [`Scale::at`].
    #[must_use]
    pub fn value(&self, at: f64) -> f64 {
        follow(self.segments.iter().map(|(a, b)| ((a.at, b.at), (a.value, b.value))), at).unwrap_or(self.first.value)
    }
}

/// Follows the last segment that has begun at `input`, or the first one.
fn follow(segments: impl Iterator<Item = ((f64, f64), (f64, f64))>, input: f64) -> Option<f64> {
    let mut output = None;
    for ((from, to), (from_output, to_output)) in segments {
        let share = (input - from) / (to - from);
        if output.is_none() || share >= 0.0 {
            // Weighted rather than stepped, so that both ends come out exactly.
            output = Some(from_output * (1.0 - share) + to_output * share);
        }
    }
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_goes_there_and_back_and_beyond_its_ends() {
        let scale = Scale::through(Knot { value: 100.0, at: 0.0 }, &[Knot { value: 0.0, at: 50.0 }]);
        assert_eq!(scale.at(50.0), 25.0);
        assert_eq!(scale.value(25.0), 50.0);
        assert_eq!(scale.value(75.0), -50.0);
        assert_eq!(scale.at(150.0), -25.0);
    }

    #[test]
    fn a_break_is_a_steeper_segment() {
        let knots = [Knot { value: 90.0, at: 40.0 }, Knot { value: 10.0, at: 60.0 }, Knot { value: 0.0, at: 100.0 }];
        let scale = Scale::through(Knot { value: 100.0, at: 0.0 }, &knots);
        assert_eq!(scale.at(95.0), 20.0);
        assert_eq!(scale.at(50.0), 50.0);
        assert_eq!(scale.value(80.0), 5.0);
    }

    #[test]
    fn a_single_value_lies_at_one_place() {
        let scale = Scale::through(Knot { value: 7.0, at: 30.0 }, &[Knot { value: 7.0, at: 90.0 }]);
        assert_eq!((scale.at(1.0), scale.value(1.0)), (30.0, 7.0));
    }
}
