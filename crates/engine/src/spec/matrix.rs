//! Symmetric matrices, as correlations are.

/// A symmetric matrix by rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Symmetric {
    size: usize,
    cells: Vec<f64>,
}

impl Symmetric {
    /// From rows, if they are square.
    ///
    /// ```
    /// use ballast_engine::spec::Symmetric;
    /// assert!(Symmetric::from_rows(&[vec![1.0, 0.8], vec![0.8, 1.0]]).is_some());
    /// assert!(Symmetric::from_rows(&[vec![1.0, 0.8]]).is_none());
    /// ```
    pub fn from_rows(rows: &[Vec<f64>]) -> Option<Symmetric> {
        let size = rows.len();
        rows.iter().all(|row| row.len() == size).then(|| Symmetric { size, cells: rows.concat() })
    }

    /// Rows, and columns.
    ///
    /// ```
    /// use ballast_engine::spec::Symmetric;
    /// assert_eq!(Symmetric::from_rows(&[vec![1.0, 0.8], vec![0.8, 1.0]]).map(|matrix| matrix.size()), Some(2));
    /// ```
    pub fn size(&self) -> usize {
        self.size
    }

    /// The cell at a row and column.
    ///
    /// ```
    /// use ballast_engine::spec::Symmetric;
    /// let matrix = Symmetric::from_rows(&[vec![1.0, 0.8], vec![0.8, 1.0]]).ok_or("not square")?;
    /// assert_eq!((matrix.at(0, 1), matrix.at(0, 2)), (Some(0.8), None));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn at(&self, row: usize, column: usize) -> Option<f64> {
        (column < self.size).then(|| self.cells.get(row * self.size + column).copied()).flatten()
    }

    /// Whether both halves agree to 1e-9.
    ///
    /// ```
    /// use ballast_engine::spec::Symmetric;
    /// assert_eq!(Symmetric::from_rows(&[vec![1.0, 0.8], vec![0.7, 1.0]]).map(|matrix| matrix.is_symmetric()), Some(false));
    /// ```
    pub fn is_symmetric(&self) -> bool {
        let pairs = (0..self.size).flat_map(|row| (0..row).map(move |column| (row, column)));
        pairs.into_iter().all(|(row, column)| match (self.at(row, column), self.at(column, row)) {
            (Some(one), Some(other)) => (one - other).abs() <= 1e-9,
            _ => false,
        })
    }
}
