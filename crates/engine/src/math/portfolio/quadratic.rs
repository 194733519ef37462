//! The point that minimises a strictly convex parabola within linear bounds.
//!
//! ```text
//! minimise  x'Qx/2 - m'x   with  a'x <= b  for each bound
//! ```
//!
//! The dual method of Goldfarb and Idnani: it starts at the unbounded minimum and takes one broken bound after the other,
//! each time at the smallest cost. Every full step raises the minimum that the bounds taken leave, so no set of bounds comes
//! twice, and there are finitely many. All of it happens in the space of the bounds, whose products with each other
//! through the inverse of Q are computed once.
//!
//! Source: D. Goldfarb, A. Idnani, "A numerically stable dual method for solving strictly convex quadratic programs"
//! (1983), DOI 10.1007/BF02591962.

use super::matrix::{Factor, Square, dot};

/// A bound: `normal'x <= limit`.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// What is bounded.
    pub normal: Vec<f64>,
    /// By how much.
    pub limit: f64,
}

/// The minimum within the bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimum {
    /// Where it is.
    pub point: Vec<f64>,
    /// What each bound costs there for each unit of it; 0 where it does not bind.
    pub prices: Vec<f64>,
}

/// Bounds broken by less than this share of their own scale hold.
const HOLDS: f64 = 1e-12;

/// What rounding may break of a bound that others imply, as a share of its own scale.
const ROUNDING: f64 = 1e-9;

/// Most times that the point is moved onto the bounds taken, each time with the error left.
const POLISHES: usize = 3;

/// Bounds whose normals depend on those taken leave less than this share of their length free.
const DEPENDS: f64 = 1e-12;

/// The parabola: Q with its inverse, and m.
#[derive(Clone, Debug)]
pub struct Parabola {
    /// How it bends: positive definite.
    pub curvature: Square,
    /// The inverse of that.
    pub inverse: Square,
    /// How it slopes at 0.
    pub slope: Vec<f64>,
}

/// The minimum, `None` where no point keeps all bounds or the steps do not end.
pub fn minimum(of: &Parabola, bounds: &[Bound]) -> Option<Minimum> {
    let mut search = Search::new(of, bounds);
    // Far more than are ever needed; without an end the answer would be nothing rather than a guess.
    for _ in 0..100 * (bounds.len() + 1) {
        match search.most_broken() {
            None => return search.minimum(of, bounds),
            Some(broken) => search.take(broken)?,
        }
    }
    None
}

struct Search {
    /// Products of the bounds' normals with each other through the inverse of Q.
    products: Square,
    /// By how much each bound is broken; below 0: kept.
    excess: Vec<f64>,
    /// The bounds taken, in order, with their prices.
    taken: Vec<(usize, f64)>,
    scale: f64,
}

impl Search {
    fn new(of: &Parabola, bounds: &[Bound]) -> Search {
        let (inverse, slope) = (&of.inverse, &of.slope);
        let images: Vec<Vec<f64>> = bounds.iter().map(|bound| inverse.times(&bound.normal)).collect();
        let product = |row: usize, column: usize| match (bounds.get(row), images.get(column)) {
            (Some(bound), Some(image)) => dot(&bound.normal, image),
            _ => 0.0,
        };
        let excess: Vec<f64> = bounds.iter().zip(&images).map(|(b, image)| dot(image, slope) - b.limit).collect();
        let reach = inverse.between(slope, slope).max(0.0).sqrt();
        Search { products: Square::of(bounds.len(), &product), excess, taken: Vec::new(), scale: reach }
    }

    /// The bound that is broken by most, in units of its own length.
    fn most_broken(&self) -> Option<usize> {
        let broken = |(at, excess): (usize, &f64)| {
            let length = self.products.at(at, at).sqrt();
            let is_taken = self.taken.iter().any(|(taken, _)| *taken == at);
            (!is_taken && *excess > HOLDS * length * self.scale).then_some((at, excess / length))
        };
        let most = self.excess.iter().enumerate().filter_map(broken);
        most.max_by(|one, other| one.1.total_cmp(&other.1)).map(|(at, _)| at)
    }

    /// What taking a bound does to the prices of those taken already.
    fn response(&self, bound: usize) -> Option<Vec<f64>> {
        let taken: Vec<usize> = self.taken.iter().map(|(at, _)| *at).collect();
        let at = |place: usize| taken.get(place).copied().unwrap_or_default();
        let among = Square::of(taken.len(), &|row, column| self.products.at(at(row), at(column)));
        let toward: Vec<f64> = taken.iter().map(|other| self.products.at(*other, bound)).collect();
        Some(Factor::of(&among, 1e-14)?.solve(&toward))
    }

    /// Takes a broken bound, letting go of those whose price would fall below 0 on the way.
    fn take(&mut self, bound: usize) -> Option<()> {
        let mut price = 0.0;
        loop {
            let response = self.response(bound)?;
            let pull = |at: usize| {
                let held = self.taken.iter().zip(&response);
                self.products.at(at, bound) - held.map(|((other, _), r)| self.products.at(at, *other) * r).sum::<f64>()
            };
            let pulls: Vec<f64> = (0..self.excess.len()).map(pull).collect();
            let own = pulls.get(bound).copied().unwrap_or_default();
            let is_free = own > DEPENDS * self.products.at(bound, bound);
            let excess = self.excess.get(bound).copied().unwrap_or_default();
            let full = if is_free { excess / own } else { f64::INFINITY };
            let (blocking, partial) = self.first_to_free(&response);
            let step = full.min(partial);
            if !step.is_finite() {
                // A bound that those taken imply is broken only by rounding.
                let reach = ROUNDING * self.products.at(bound, bound).sqrt() * self.scale;
                *self.excess.get_mut(bound)? = 0.0;
                return (excess <= reach).then_some(());
            }
            price += step;
            self.taken.iter_mut().zip(&response).for_each(|((_, held), change)| *held -= step * change);
            if is_free {
                self.excess.iter_mut().zip(&pulls).for_each(|(excess, pull)| *excess -= step * pull);
            }
            if full <= partial {
                self.taken.push((bound, price));
                return Some(());
            }
            self.taken.remove(blocking);
        }
    }

    /// The bound taken whose price first falls to 0, and after how far a step.
    fn first_to_free(&self, response: &[f64]) -> (usize, f64) {
        let steps = self.taken.iter().zip(response).enumerate().filter(|(_, (_, change))| **change > 0.0);
        let first = steps.map(|(at, ((_, price), change))| (at, price / change));
        first.fold((0, f64::INFINITY), |best, next| if next.1 < best.1 { next } else { best })
    }

    /// The point at which the bounds taken hold, found again from the parabola itself: what rounding left over is solved
    /// for once more.
    fn minimum(&self, of: &Parabola, bounds: &[Bound]) -> Option<Minimum> {
        let taken: Vec<&Bound> = self.taken.iter().filter_map(|(at, _)| bounds.get(*at)).collect();
        let at = |place: usize| self.taken.get(place).map_or(0, |(at, _)| *at);
        let among = Square::of(taken.len(), &|row, column| self.products.at(at(row), at(column)));
        let factor = Factor::of(&among, 1e-14)?;
        let (mut point, mut held) = (vec![0.0; of.slope.len()], vec![0.0; taken.len()]);
        for _ in 0..POLISHES {
            let rest = pushed(minus(&of.slope, &of.curvature.times(&point)), &taken, &held);
            let free = of.inverse.times(&rest);
            let over = taken.iter().map(|bound| dot(&bound.normal, &free) + dot(&bound.normal, &point) - bound.limit);
            let change = factor.solve(&over.collect::<Vec<f64>>());
            let moved = of.inverse.times(&pushed(rest, &taken, &change));
            point.iter_mut().zip(moved).for_each(|(one, moved)| *one += moved);
            held.iter_mut().zip(change).for_each(|(price, change)| *price += change);
        }
        let mut prices = vec![0.0; bounds.len()];
        for ((at, _), price) in self.taken.iter().zip(held) {
            *prices.get_mut(*at)? = price;
        }
        Some(Minimum { point, prices })
    }
}

fn minus(one: &[f64], other: &[f64]) -> Vec<f64> {
    one.iter().zip(other).map(|(one, other)| one - other).collect()
}

/// A slope less what bounds at these prices take off it.
fn pushed(mut slope: Vec<f64>, bounds: &[&Bound], prices: &[f64]) -> Vec<f64> {
    for (bound, price) in bounds.iter().zip(prices) {
        slope.iter_mut().zip(&bound.normal).for_each(|(slope, normal)| *slope -= price * normal);
    }
    slope
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(normal: &[f64], limit: f64) -> Bound {
        Bound { normal: normal.to_vec(), limit }
    }

    /// Whose minimum is the point nearest to that one.
    fn round(center: &[f64]) -> Parabola {
        let flat = Square::identity(center.len());
        Parabola { curvature: flat.clone(), inverse: flat, slope: center.to_vec() }
    }

    #[test]
    fn the_nearest_point_of_a_triangle_is_found_and_priced() {
        // Nearest to (2, 1) with x + y <= 1, x >= 0, y >= 0: (1, 0), where the sum costs 1 and y >= 0 nothing.
        let bounds = [bound(&[1.0, 1.0], 1.0), bound(&[-1.0, 0.0], 0.0), bound(&[0.0, -1.0], 0.0)];
        let found = minimum(&round(&[2.0, 1.0]), &bounds).unwrap();
        assert!(found.point.iter().zip([1.0, 0.0]).all(|(one, other)| (one - other).abs() < 1e-15));
        assert!((found.prices[0] - 1.0).abs() < 1e-15);
        // Nearest to (3, 0.5): the same corner, where now both cost.
        let corner = minimum(&round(&[3.0, 0.5]), &bounds).unwrap();
        assert!(corner.point.iter().zip([1.0, 0.0]).all(|(one, other)| (one - other).abs() < 1e-15));
        assert!((corner.prices[0] - 2.0).abs() < 1e-15 && (corner.prices[2] - 1.5).abs() < 1e-15);
    }

    #[test]
    fn bounds_that_no_point_keeps_have_no_minimum() {
        let bounds = [bound(&[1.0], -1.0), bound(&[-1.0], -1.0)];
        assert_eq!(minimum(&round(&[0.0]), &bounds), None);
    }

    #[test]
    fn without_bounds_it_is_the_free_minimum() {
        let found = minimum(&round(&[2.0, -1.0]), &[]).unwrap();
        assert_eq!(found, Minimum { point: vec![2.0, -1.0], prices: vec![] });
    }
}
