//! Equity and requirement along a walk away from now, and how far it is until one takes a given share of the other.

use super::holding::Holding;
use super::line::{Balance, Line};
use crate::math::order::{places_ascending, within};

/// Lines over the distance walked, and where they change. Exact: every change of tier and every price that reaches zero
/// is a knot.
#[derive(Clone, Debug, Default)]
pub(super) struct Course {
    start: Balance,
    knots: Vec<Knot>,
}

#[derive(Clone, Copy, Debug)]
struct Knot {
    at: f64,
    change: Balance,
}

/// A course that takes part in a walk: at a pace, and added or taken away.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub course: &'a Course,
    /// How much of the distance it walks; at 0 it stays where it is.
    pub pace: f64,
    /// +1 or -1.
    pub times: f64,
}

/// A root this close to the end of the walk is the end, off by decimals typed with a dozen digits.
const END_DUST: f64 = 1e-11;

impl Course {
    /// With one more row, whose price makes `factor` of the distance: below 0 it falls.
    pub fn join(&mut self, holding: &Holding, factor: f64) {
        let Holding { price, bends, .. } = holding;
        let along =
            |index: usize| bends.get(index).map_or(Balance::default(), |bend| bend.balance.along(*price, factor));
        let distance = |index: usize| bends.get(index).map_or(0.0, |bend| (bend.from / price - 1.0) / factor);
        let now = holding.line(*price);
        self.start = self.start.plus(along(now), 1.0);
        if factor > 0.0 {
            for index in now + 1..bends.len() {
                self.knots.push(Knot { at: distance(index), change: along(index).plus(along(index - 1), -1.0) });
            }
        } else if factor < 0.0 {
            for index in (1..=now).rev() {
                self.knots.push(Knot { at: distance(index), change: along(index - 1).plus(along(index), -1.0) });
            }
            let at_zero = bends.first().map_or(Balance::default(), |bend| bend.balance.along(0.0, 0.0));
            self.knots.push(Knot { at: -factor.recip(), change: at_zero.plus(along(0), -1.0) });
        }
    }

    /// The knots in order of distance.
    pub fn in_order(mut self) -> Course {
        let distances: Vec<f64> = self.knots.iter().map(|knot| knot.at).collect();
        self.knots =
            places_ascending(&distances).into_iter().filter_map(|place| self.knots.get(place).copied()).collect();
        self
    }

    /// All rows at their own factors.
    pub fn of<'h>(holdings: impl Iterator<Item = &'h Holding>, direction: f64) -> Course {
        let mut course = Course::default();
        holdings.for_each(|holding| course.join(holding, holding.moves * direction));
        course.in_order()
    }

    /// With money that does not move.
    pub fn with(mut self, money: f64) -> Course {
        self.start.equity.level += money;
        self
    }

    /// As part of a walk, whole and at full pace.
    pub fn whole(&self) -> Part<'_> {
        Part { course: self, pace: 1.0, times: 1.0 }
    }
}

impl Part<'_> {
    fn knot(&self, index: usize) -> Option<Knot> {
        let knot = self.course.knots.get(index).filter(|_| self.pace > 0.0)?;
        Some(Knot { at: knot.at / self.pace, change: knot.change.paced(self.pace) })
    }
}

/// The first distance below `limit` at which the requirement takes the share `used` of the equity; none if it never does.
pub(super) fn reach(parts: &[Part<'_>], used: f64, limit: f64) -> Option<f64> {
    let starts = parts.iter().map(|part| (part.course.start.paced(part.pace), part.times));
    let mut balance = starts.fold(Balance::default(), |sum, (start, times)| sum.plus(start, times));
    let mut passed = vec![0; parts.len()];
    let mut from = 0.0;
    loop {
        let ahead = parts.iter().zip(&passed).filter_map(|(part, index)| part.knot(*index));
        let to = ahead.fold(limit, |nearest, knot| nearest.min(knot.at)).max(from);
        if let Some(met) = met_between(balance.surplus(used), from, to) {
            return (met < limit * (1.0 - END_DUST)).then_some(met);
        }
        if to >= limit {
            return None;
        }
        for (part, index) in parts.iter().zip(&mut passed) {
            while let Some(knot) = part.knot(*index).filter(|knot| knot.at <= to) {
                balance = balance.plus(knot.change, part.times);
                *index += 1;
            }
        }
        from = to;
    }
}

/// Where a surplus is used up between two distances; at the first of them where maintenance has jumped there.
fn met_between(surplus: Line, from: f64, to: f64) -> Option<f64> {
    if surplus.at(from) <= 0.0 {
        return Some(from);
    }
    let is_met = if to.is_finite() { surplus.at(to) <= 0.0 } else { surplus.slope < 0.0 };
    is_met.then(|| within(surplus.root(), from, to))
}
