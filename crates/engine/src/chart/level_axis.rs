//! The vertical axis of the levels chart: where it is broken, and its scale.

use super::scale::{Knot, Scale};
use crate::math::order::descending;

/// A gap that no band fills is broken when it is more than this many times as long as all the rest: at twice, the rest
/// would be squeezed into less than a third of the picture.
const FAR: f64 = 2.0;

/// The same for a gap that a band fills, such as the way to a target: its length is what the picture is about, and it
/// is only broken where the loss beside it would be a sliver.
const FAR_THROUGH_A_BAND: f64 = 8.0;

/// One far level above and one below.
const MOST_BREAKS: usize = 2;

/// Height of a break, px.
pub(super) const BREAK_HEIGHT: f64 = 40.0;

/// Two neighbouring prices.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gap {
    pub upper: f64,
    pub lower: f64,
}

impl Gap {
    pub fn length(&self) -> f64 {
        self.upper - self.lower
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.lower < other.upper && other.lower < self.upper
    }
}

/// The gaps that a far level leaves, from the top.
///
/// A break must save a band from being squeezed, and never runs through a band of loss: the way from the entry to the
/// stop is what a trader measures everything else by. `prices` fall.
pub(super) fn breaks(prices: &[f64], bands: &[Gap], losses: &[Gap]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = prices
        .windows(2)
        .filter_map(|pair| if let [upper, lower] = *pair { Some(Gap { upper, lower }) } else { None })
        .collect();
    descending(&mut gaps, |gap| gap.length());
    let mut broken: Vec<Gap> = Vec::new();
    for (nth, gap) in gaps.iter().enumerate().take(MOST_BREAKS) {
        // Summed from the short ones, not subtracted from the whole: that would leave rounding noise of the long ones.
        let rest: f64 = gaps.get(nth + 1..).unwrap_or_default().iter().map(Gap::length).sum();
        let whole = |band: &&Gap| !broken.iter().chain([gap]).any(|cut| cut.overlaps(band));
        let far = if bands.iter().any(|band| gap.overlaps(band)) { FAR_THROUGH_A_BAND } else { FAR };
        let runs_through_a_loss = losses.iter().any(|loss| gap.overlaps(loss));
        if gap.length() <= far * rest || runs_through_a_loss || bands.iter().find(whole).is_none() {
            break;
        }
        broken.push(*gap);
    }
    descending(&mut broken, |gap| gap.upper);
    broken
}

/// Where the axis runs in the picture, px.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    pub top: f64,
    pub bottom: f64,
}

/// The scale from the highest price at the top to the lowest at the bottom; `None` without prices. A single price
/// lies in the middle.
pub(super) fn scale(prices: &[f64], breaks: &[Gap], extent: Extent) -> Option<Scale> {
    let (highest, lowest) = (*prices.first()?, *prices.last()?);
    if highest == lowest {
        return Some(Scale::through(Knot { value: highest, at: f64::midpoint(extent.top, extent.bottom) }, &[]));
    }
    let starts = std::iter::once(highest).chain(breaks.iter().map(|gap| gap.lower));
    let ends = breaks.iter().map(|gap| gap.upper).chain(std::iter::once(lowest));
    let unbroken: f64 = starts.zip(ends).map(|(start, end)| start - end).sum();
    let height = extent.bottom - extent.top - BREAK_HEIGHT * breaks.len() as f64;
    let mut run_start = Knot { value: highest, at: extent.top };
    let mut knots = Vec::new();
    for gap in breaks {
        let at = run_start.at + (run_start.value - gap.upper) / unbroken * height;
        knots.push(Knot { value: gap.upper, at });
        run_start = Knot { value: gap.lower, at: at + BREAK_HEIGHT };
        knots.push(run_start);
    }
    knots.push(Knot { value: lowest, at: extent.bottom });
    Some(Scale::through(Knot { value: highest, at: extent.top }, &knots))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAIN: Gap = Gap { upper: 69_500.0, lower: 65_000.0 };
    const LOSS: Gap = Gap { upper: 65_000.0, lower: 63_500.0 };

    #[test]
    fn a_far_liquidation_is_behind_a_break() {
        let found = breaks(&[69_500.0, 65_000.0, 63_500.0, 32_900.0], &[GAIN, LOSS], &[LOSS]);
        assert_eq!(found, [Gap { upper: 63_500.0, lower: 32_900.0 }]);
    }

    #[test]
    fn a_near_liquidation_needs_none() {
        assert_eq!(breaks(&[69_500.0, 65_000.0, 63_500.0, 58_735.0], &[GAIN, LOSS], &[LOSS]), []);
    }

    #[test]
    fn a_far_target_and_a_far_liquidation_are_two_breaks_from_the_top() {
        let (gain, loss) = (Gap { upper: 150_000.0, lower: 65_000.0 }, Gap { upper: 65_000.0, lower: 64_500.0 });
        let found = breaks(&[150_000.0, 65_000.0, 64_500.0, 58_735.0], &[gain, loss], &[loss]);
        assert_eq!(found.iter().map(|gap| gap.upper).collect::<Vec<_>>(), [150_000.0, 64_500.0]);
    }

    #[test]
    fn a_target_of_three_times_the_risk_needs_none() {
        assert_eq!(breaks(&[69_500.0, 65_000.0, 63_500.0], &[GAIN, LOSS], &[LOSS]), []);
    }

    #[test]
    fn the_way_to_the_stop_is_never_broken() {
        let gain = Gap { upper: 65_100.0, lower: 65_000.0 };
        assert_eq!(breaks(&[65_100.0, 65_000.0, 63_500.0], &[gain, LOSS], &[LOSS]), []);
    }

    #[test]
    fn without_a_band_to_save_nothing_is_broken() {
        assert_eq!(breaks(&[65_010.0, 65_000.0, 58_735.0], &[], &[]), []);
    }

    #[test]
    fn both_sides_of_a_break_have_one_scale() {
        let gap = Gap { upper: 63_500.0, lower: 32_900.0 };
        let prices = [69_500.0, 65_000.0, 63_500.0, 32_900.0, 32_000.0];
        let scale = scale(&prices, &[gap], Extent { top: 10.0, bottom: 250.0 }).unwrap();
        let per_pixel = |upper: f64, lower: f64| (upper - lower) / (scale.at(lower) - scale.at(upper));
        assert!((per_pixel(69_500.0, 63_500.0) - per_pixel(32_900.0, 32_000.0)).abs() < 1e-9);
        assert!((scale.at(32_900.0) - scale.at(63_500.0) - BREAK_HEIGHT).abs() < 1e-9);
    }
}
