//! The correlations nearest to some that cannot all hold.
//!
//! Higham's alternating projections: onto the matrices whose eigenvalues are at least so much (with Dykstra's correction),
//! then onto those with ones on the diagonal, until both agree.
//!
//! Source: N. J. Higham, "Computing the nearest correlation matrix" (2002), DOI 10.1093/imanum/22.3.329.

use super::eigen::Spectrum;
use super::matrix::Square;

/// Most projections; where they do not agree by then, nothing is offered.
const MOST_STEPS: usize = 400;

/// How far the projections may differ in a cell.
const AGREED: f64 = 1e-8;

/// The nearest matrix (by the sum of squared differences) with ones on its diagonal and no eigenvalue below `least`.
/// `None` where the projections have not come together.
///
/// ```
/// use ballast_engine::math::portfolio::{Square, nearest::nearest_correlations};
/// // Higham 2002, the 3 by 3 example: 0.7607 and 0.1573.
/// let impossible = Square::of(3, &|row, column| if row.abs_diff(column) == 2 { 0.0 } else { 1.0 });
/// let nearest = nearest_correlations(&impossible, 0.0).unwrap_or_default();
/// assert!((nearest.at(0, 1) - 0.7607).abs() < 5e-5 && (nearest.at(0, 2) - 0.1573).abs() < 5e-5);
/// ```
pub fn nearest_correlations(matrix: &Square, least: f64) -> Option<Square> {
    let size = matrix.size();
    let mut current = matrix.clone();
    let mut correction = Square::of(size, &|_, _| 0.0);
    let mut basis = Square::identity(size);
    for _ in 0..MOST_STEPS {
        let shifted = Square::of(size, &|row, column| current.at(row, column) - correction.at(row, column));
        let spectrum = Spectrum::from_basis(&shifted, basis)?;
        let lifted = spectrum.with_least(least);
        correction = Square::of(size, &|row, column| lifted.at(row, column) - shifted.at(row, column));
        let ones = Square::of(size, &|row, column| if row == column { 1.0 } else { lifted.at(row, column) });
        let (moved, apart) = (furthest(&ones, &current), furthest(&ones, &lifted));
        (current, basis) = (ones, spectrum.vectors);
        if moved.max(apart) <= AGREED {
            return Some(current);
        }
    }
    None
}

/// The largest difference in a cell.
pub(crate) fn furthest(one: &Square, other: &Square) -> f64 {
    one.rows().flatten().zip(other.rows().flatten()).map(|(one, other)| (one - other).abs()).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[&[f64]]) -> Square {
        Square::of(cells.len(), &|row, column| cells[row][column])
    }

    #[test]
    fn higham_s_example_is_reproduced() {
        // Higham 2002, the 3 by 3 example: 0.7607 and 0.1573.
        let impossible = of(&[&[1.0, 1.0, 0.0], &[1.0, 1.0, 1.0], &[0.0, 1.0, 1.0]]);
        let nearest = nearest_correlations(&impossible, 0.0).unwrap();
        assert!((nearest.at(0, 1) - 0.7607).abs() < 5e-5 && (nearest.at(0, 2) - 0.1573).abs() < 5e-5);
    }

    #[test]
    fn three_that_contradict_each_other_equally_meet_at_a_half() {
        // By symmetry: v = (1, −1, 1) has v'Cv = 3 − 6 ρ, which is 0 at ρ = 0.5.
        let impossible = of(&[&[1.0, 0.9, -0.9], &[0.9, 1.0, 0.9], &[-0.9, 0.9, 1.0]]);
        let nearest = nearest_correlations(&impossible, 0.0).unwrap();
        for (row, column, wanted) in [(0, 1, 0.5), (1, 2, 0.5), (0, 2, -0.5)] {
            assert!((nearest.at(row, column) - wanted).abs() < 1e-7);
        }
    }

    #[test]
    fn no_eigenvalue_is_below_the_least_asked_for() {
        let nearest = nearest_correlations(&of(&[&[1.0, 1.0], &[1.0, 1.0]]), 0.001).unwrap();
        // Two names: the smaller eigenvalue is 1 − ρ.
        assert!((nearest.at(0, 1) - 0.999).abs() < 1e-8);
    }
}
