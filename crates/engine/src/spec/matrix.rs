//! Symmetric matrices, as correlations are.

/// A symmetric matrix by rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Symmetric {
    size: usize,
    cells: Vec<f64>,
}

impl Symmetric {
    /// From rows, if they are square.
    pub fn from_rows(rows: &[Vec<f64>]) -> Option<Symmetric> {
        let size = rows.len();
        rows.iter().all(|row| row.len() == size).then(|| Symmetric { size, cells: rows.concat() })
    }

    /// Rows, and columns.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The cell at a row and column.
    pub fn at(&self, row: usize, column: usize) -> Option<f64> {
        (column < self.size).then(|| self.cells.get(row * self.size + column).copied()).flatten()
    }

    /// Whether both halves agree to 1e-9.
    pub fn is_symmetric(&self) -> bool {
        let pairs = (0..self.size).flat_map(|row| (0..row).map(move |column| (row, column)));
        pairs.into_iter().all(|(row, column)| match (self.at(row, column), self.at(column, row)) {
            (Some(one), Some(other)) => (one - other).abs() <= 1e-9,
            _ => false,
        })
    }
}
