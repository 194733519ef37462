//! Eigenvalues of symmetric matrices by Jacobi's rotations: each takes one pair of cells to 0, and what is left beside
//! the diagonal only ever shrinks.
//!
//! Source: C. G. J. Jacobi (1846), DOI 10.1515/crll.1846.30.51.

use super::matrix::{Square, dot};

/// Most rounds over all pairs; ten are rarely needed.
const MOST_ROUNDS: usize = 60;

/// Cells beside the diagonal smaller than this share of the matrix are 0.
const DUST: f64 = 1e-16;

/// Eigenvalues, and their vectors as rows.
#[derive(Clone, Debug)]
pub struct Spectrum {
    /// The eigenvalues, in no order.
    pub values: Vec<f64>,
    /// A row for each: its vector, of length 1.
    pub vectors: Square,
}

impl Spectrum {
    /// Of a symmetric matrix; `None` where it holds what is not a number.
    pub fn of(matrix: &Square) -> Option<Spectrum> {
        Spectrum::from_basis(matrix, Square::identity(matrix.size()))
    }

    /// The same, from the vectors of a matrix much like it: then few rotations are left.
    pub fn from_basis(matrix: &Square, mut vectors: Square) -> Option<Spectrum> {
        let size = matrix.size();
        let images: Vec<Vec<f64>> = vectors.rows().map(|vector| matrix.times(vector)).collect();
        let mut turned = Square::of(size, &|row, column| images.get(column).map_or(0.0, |i| dot(vectors.row(row), i)));
        let length: f64 = turned.rows().map(|row| dot(row, row)).sum::<f64>().sqrt();
        let dust = DUST * length;
        for _ in 0..MOST_ROUNDS {
            let mut is_turning = false;
            for row in 0..size {
                for column in row + 1..size {
                    is_turning |= turn_away(&mut turned, &mut vectors, ((row, column), dust));
                }
            }
            if !is_turning {
                let values: Vec<f64> = (0..size).map(|at| turned.at(at, at)).collect();
                return values.iter().all(|value| value.is_finite()).then_some(Spectrum { values, vectors });
            }
        }
        None
    }

    /// The smallest eigenvalue and its vector.
    pub fn smallest(&self) -> (f64, &[f64]) {
        let smaller = |(at, value): (usize, f64), (other, next): (usize, &f64)| {
            if *next < value { (other, *next) } else { (at, value) }
        };
        let (at, value) = self.values.iter().enumerate().fold((0, f64::INFINITY), smaller);
        (value, self.vectors.row(at))
    }

    /// The matrix with these eigenvalues raised to at least that.
    pub fn with_least(&self, least: f64) -> Square {
        let mut sum = Square::of(self.values.len(), &|_, _| 0.0);
        for (value, vector) in self.values.iter().zip(self.vectors.rows()) {
            let value = value.max(least);
            for (row, weight) in sum.rows_mut().zip(vector) {
                row.iter_mut().zip(vector).for_each(|(cell, other)| *cell += value * weight * other);
            }
        }
        sum
    }
}

/// Takes one pair of cells to 0; whether there was anything to take.
fn turn_away(turned: &mut Square, vectors: &mut Square, ((row, column), dust): ((usize, usize), f64)) -> bool {
    let beside = turned.at(row, column);
    if beside.abs() <= dust {
        return false;
    }
    let slope = (turned.at(column, column) - turned.at(row, row)) / (2.0 * beside);
    let tangent = slope.signum() / (slope.abs() + (slope * slope + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    for matrix in [&mut *turned, vectors] {
        let (one, other) = matrix.pair_mut(row, column);
        one.iter_mut().zip(other).for_each(|(one, other)| rotate(one, other, (cosine, sine)));
    }
    for cells in turned.rows_mut() {
        let (left, right) = cells.split_at_mut(column.min(cells.len()));
        if let (Some(one), Some(other)) = (left.get_mut(row), right.first_mut()) {
            rotate(one, other, (cosine, sine));
        }
    }
    true
}

fn rotate(one: &mut f64, other: &mut f64, (cosine, sine): (f64, f64)) {
    (*one, *other) = (cosine * *one - sine * *other, sine * *one + cosine * *other);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eigenvalues_of_equal_correlations_are_known() {
        // 1 + (n − 1) ρ once, 1 − ρ for the rest.
        let spectrum = Spectrum::of(&Square::of(5, &|row, column| if row == column { 1.0 } else { 0.3 })).unwrap();
        let mut values = spectrum.values.clone();
        values.sort_by(f64::total_cmp);
        assert!(values.iter().zip([0.7, 0.7, 0.7, 0.7, 2.2]).all(|(one, other)| (one - other).abs() < 1e-14));
    }

    #[test]
    fn a_matrix_is_rebuilt_from_its_spectrum() {
        let matrix = Square::of(6, &|row, column| 1.0 / (1.0 + row as f64 + column as f64));
        let rebuilt = Spectrum::of(&matrix).unwrap().with_least(f64::NEG_INFINITY);
        for (one, other) in rebuilt.rows().flatten().zip(matrix.rows().flatten()) {
            assert!((one - other).abs() < 1e-15);
        }
        // The smallest eigenvalue of Hilbert's matrix of six rows, OEIS-independent: 1.0827994845655497e-07.
        assert!((Spectrum::of(&matrix).unwrap().smallest().0 - 1.082_799_484_565_5e-7).abs() < 1e-16);
    }

    #[test]
    fn what_is_not_a_number_has_no_spectrum() {
        assert!(Spectrum::of(&Square::of(2, &|_, _| f64::NAN)).is_none());
    }
}
