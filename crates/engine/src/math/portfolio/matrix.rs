//! Square matrices by rows, and their triangular factor.

/// A square matrix by rows.
///
/// ```
/// use ballast_engine::math::portfolio::Square;
/// // Two names whose correlation is 0.8.
/// let correlations = Square::of(2, &|row, column| if row == column { 1.0 } else { 0.8 });
/// assert_eq!(correlations.row(0), [1.0, 0.8]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Square {
    size: usize,
    cells: Vec<f64>,
}

impl Square {
    /// Of that size, cell by cell.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::Square;
    /// # let cells = [[4.0, 2.0], [2.0, 5.0]];
    /// # let matrix = Square::of(2, &|row, column| cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or_default());
    /// // 4 2
    /// // 2 5
    /// assert_eq!(matrix.row(1), [2.0, 5.0]);
    /// ```
    pub fn of(size: usize, cell: &dyn Fn(usize, usize) -> f64) -> Square {
        let mut cells = Vec::with_capacity(size * size);
        for row in 0..size {
            for column in 0..size {
                cells.push(cell(row, column));
            }
        }
        Square { size, cells }
    }

    /// Ones on the diagonal.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::Square;
    /// # let cells = [[4.0, 2.0], [2.0, 5.0]];
    /// # let matrix = Square::of(2, &|row, column| cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or_default());
    /// assert_eq!(Square::identity(2).row(1), [0.0, 1.0]);
    /// ```
    pub fn identity(size: usize) -> Square {
        Square::of(size, &|row, column| if row == column { 1.0 } else { 0.0 })
    }

    /// Rows, and columns.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::Square;
    /// # let cells = [[4.0, 2.0], [2.0, 5.0]];
    /// # let matrix = Square::of(2, &|row, column| cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or_default());
    /// // 4 2
    /// // 2 5
    /// assert_eq!(matrix.size(), 2);
    /// ```
    pub fn size(&self) -> usize {
        self.size
    }

    /// The cell at a row and column; 0 outside.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::Square;
    /// # let cells = [[4.0, 2.0], [2.0, 5.0]];
    /// # let matrix = Square::of(2, &|row, column| cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or_default());
    /// // 4 2
    /// // 2 5
    /// assert_eq!((matrix.at(1, 1), matrix.at(2, 0)), (5.0, 0.0));
    /// ```
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.row(row).get(column).copied().unwrap_or_default()
    }

    /// A row; empty outside.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::Square;
    /// # let cells = [[4.0, 2.0], [2.0, 5.0]];
    /// # let matrix = Square::of(2, &|row, column| cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or_default());
    /// // 4 2
    /// // 2 5
    /// assert_eq!(matrix.row(0), [4.0, 2.0]);
    /// assert!(matrix.row(2).is_empty());
    /// ```
    pub fn row(&self, row: usize) -> &[f64] {
        self.cells.get(row * self.size..(row + 1) * self.size).unwrap_or_default()
    }

    /// The rows.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::Square;
    /// # let cells = [[4.0, 2.0], [2.0, 5.0]];
    /// # let matrix = Square::of(2, &|row, column| cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or_default());
    /// // 4 2
    /// // 2 5
    /// assert_eq!(matrix.rows().map(|row| row.iter().sum()).collect::<Vec<f64>>(), [6.0, 7.0]);
    /// ```
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.cells.chunks_exact(self.size.max(1))
    }

    /// The matrix times a vector.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::Square;
    /// # let cells = [[4.0, 2.0], [2.0, 5.0]];
    /// # let matrix = Square::of(2, &|row, column| cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or_default());
    /// // 4 2
    /// // 2 5
    /// assert_eq!(matrix.times(&[1.0, -2.0]), [0.0, -8.0]);
    /// ```
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.rows().map(|row| dot(row, vector)).collect()
    }

    /// What two vectors make of it: `one' A other`.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::Square;
    /// # let cells = [[4.0, 2.0], [2.0, 5.0]];
    /// # let matrix = Square::of(2, &|row, column| cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or_default());
    /// // 4 2
    /// // 2 5
    /// // 1 * (4 - 4) - 2 * (2 - 10)
    /// assert_eq!(matrix.between(&[1.0, -2.0], &[1.0, -2.0]), 16.0);
    /// ```
    pub fn between(&self, one: &[f64], other: &[f64]) -> f64 {
        dot(one, &self.times(other))
    }

    /// Each row and column times its factor.
    ///
    /// ```
    /// # use ballast_engine::math::portfolio::Square;
    /// # let cells = [[4.0, 2.0], [2.0, 5.0]];
    /// # let matrix = Square::of(2, &|row, column| cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or_default());
    /// // 4 2
    /// // 2 5
    /// assert_eq!(matrix.scaled(&[1.0, 10.0]).row(1), [20.0, 500.0]);
    /// ```
    pub fn scaled(&self, factors: &[f64]) -> Square {
        let factor = |at: usize| factors.get(at).copied().unwrap_or_default();
        Square::of(self.size, &|row, column| factor(row) * self.at(row, column) * factor(column))
    }

    /// Rows to change in place.
    pub(super) fn rows_mut(&mut self) -> impl Iterator<Item = &mut [f64]> {
        self.cells.chunks_exact_mut(self.size.max(1))
    }

    /// Two rows, the first above the second, to change in place.
    pub(super) fn pair_mut(&mut self, first: usize, second: usize) -> (&mut [f64], &mut [f64]) {
        let size = self.size;
        let start = (second * size).min(self.cells.len());
        let (above, below) = self.cells.split_at_mut(start);
        let first = above.get_mut(first * size..(first + 1) * size).unwrap_or_default();
        (first, below.get_mut(..size).unwrap_or_default())
    }
}

/// The sum of the products; of the shorter length.
pub(crate) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// The lower triangle whose square is a positive definite matrix (Cholesky).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Factor {
    rows: Vec<Vec<f64>>,
}

impl Factor {
    /// Of a symmetric matrix; `None` where a pivot is not above `least` of its diagonal, so where the matrix is not
    /// positive definite.
    pub fn of(matrix: &Square, least: f64) -> Option<Factor> {
        let mut rows: Vec<Vec<f64>> = Vec::with_capacity(matrix.size());
        for at in 0..matrix.size() {
            let mut row: Vec<f64> = Vec::with_capacity(at + 1);
            for (column, above) in rows.iter().enumerate() {
                let rest = matrix.at(at, column) - dot(&row, above);
                row.push(rest / above.last()?);
            }
            let diagonal = matrix.at(at, at);
            let rest = diagonal - dot(&row, &row);
            // Also false where the rest is not a number.
            if !(rest > least * diagonal && diagonal > 0.0) {
                return None;
            }
            row.push(rest.sqrt());
            rows.push(row);
        }
        Some(Factor { rows })
    }

    /// What the matrix takes to that vector.
    pub fn solve(&self, vector: &[f64]) -> Vec<f64> {
        let mut forward: Vec<f64> = Vec::with_capacity(vector.len());
        for (row, wanted) in self.rows.iter().zip(vector) {
            let pivot = row.last().copied().unwrap_or(1.0);
            forward.push((wanted - dot(row, &forward)) / pivot);
        }
        let mut solved = Vec::with_capacity(forward.len());
        for row in self.rows.iter().rev() {
            let (Some(pivot), Some(top)) = (row.last(), forward.pop()) else { break };
            let value = top / pivot;
            forward.iter_mut().zip(row).for_each(|(rest, cell)| *rest -= cell * value);
            solved.push(value);
        }
        solved.reverse();
        solved
    }

    /// The inverse of the matrix.
    pub fn inverse(&self) -> Square {
        let size = self.rows.len();
        let mut cells = Vec::with_capacity(size * size);
        for row in Square::identity(size).rows() {
            cells.extend(self.solve(row));
        }
        Square { size, cells }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Square {
        let cells = [[4.0, 2.0, 0.6], [2.0, 5.0, 1.5], [0.6, 1.5, 3.0]];
        Square::of(3, &|row, column| cells[row][column])
    }

    #[test]
    fn what_a_matrix_takes_to_a_vector_is_found_and_its_inverse_undoes_it() {
        let wanted = [1.0, -2.0, 0.5];
        let solved = Factor::of(&small(), 0.0).unwrap().solve(&small().times(&wanted));
        assert!(solved.iter().zip(wanted).all(|(one, other)| (one - other).abs() < 1e-14));
        let inverse = Factor::of(&small(), 0.0).unwrap().inverse();
        let again = inverse.times(&small().times(&wanted));
        assert!(again.iter().zip(wanted).all(|(one, other)| (one - other).abs() < 1e-14));
    }

    #[test]
    fn a_matrix_that_is_not_positive_definite_has_no_factor() {
        assert_eq!(Factor::of(&Square::of(2, &|_, _| 1.0), 1e-12), None);
        assert_eq!(Factor::of(&Square::of(2, &|row, column| if row == column { 1.0 } else { 2.0 }), 0.0), None);
        assert_eq!(Factor::of(&Square::of(1, &|_, _| f64::NAN), 0.0), None);
    }
}
