//! Where volatilities and correlations come from, and whether they can hold.

use super::{Method, Portfolio, Source};
use crate::math::portfolio::Square;
use crate::math::portfolio::eigen::Spectrum;
use crate::math::portfolio::nearest::{furthest, nearest_correlations};
use crate::math::portfolio::sample::{Estimate, Sample};
use crate::number_text::{canonical, fraction, parse, rounded, shown};
use crate::spec::{Fault, Problem};

/// Eigenvalues below this cannot be; what rounding makes of 0 is nearer.
const IMPOSSIBLE: f64 = -1e-9;

/// Eigenvalues below this leave a mix without risk.
const SINGULAR: f64 = 1e-9;

/// The smallest eigenvalue of the correlations offered instead: enough to survive their rounding.
const LEAST: f64 = 1e-3;

/// Decimals of the correlations offered.
const DECIMALS: usize = 6;

/// The fewest periods that say anything.
const FEWEST: usize = 3;

/// The names' volatilities and how they move together.
#[derive(Clone, Debug)]
pub(super) struct Universe {
    pub volatilities: Vec<f64>,
    pub correlations: Square,
    pub smallest_eigenvalue: f64,
    pub sample: Option<Sample>,
}

impl Universe {
    /// Variances and covariances a year.
    pub(super) fn covariances(&self) -> Square {
        self.correlations.scaled(&self.volatilities)
    }
}

impl Portfolio {
    /// Whether returns are pasted.
    pub(super) fn has_returns(&self) -> bool {
        self.source == Source::Returns
    }

    /// The key that correlations are typed or pasted under.
    fn correlation_key(&self) -> &'static str {
        if self.has_returns() { "return_history" } else { "correlations" }
    }

    /// Volatilities and correlations, checked.
    ///
    /// # Errors
    /// Everything that keeps them from being used.
    pub(super) fn universe(&self) -> Result<Universe, Vec<Problem>> {
        let one = |problem| vec![problem];
        let sample = self.has_returns().then(|| self.sample()).transpose()?;
        let estimate = sample.as_ref().map(|sample| self.estimate(sample)).transpose().map_err(one)?;
        let correlations = match &estimate {
            Some(estimate) => estimate.correlations.clone(),
            None => self.typed().map_err(one)?,
        };
        let spectrum = Spectrum::of(&correlations);
        let (value, vector) = spectrum.as_ref().map(Spectrum::smallest).ok_or_else(|| one(unproven()))?;
        let fault = self.eigenvalue_fault(&correlations, (value, vector));
        if let Some(problem) = fault {
            return Err(one(problem));
        }
        let typed = self.names.iter().map(|row| row.volatility);
        let year = self.periods_per_year.sqrt();
        let estimated = |at: usize| estimate.as_ref().and_then(|e| e.deviations.get(at)).map(|one| one * year);
        let volatilities = typed.enumerate().filter_map(|(at, typed)| typed.or_else(|| estimated(at))).collect();
        Ok(Universe { volatilities, correlations, smallest_eigenvalue: value, sample })
    }

    fn typed(&self) -> Result<Square, Problem> {
        let of = |row: usize, column: usize| self.correlations.at(row, column).unwrap_or_default();
        let size = self.names.len();
        let is_one = (0..size).all(|at| (of(at, at) - 1.0).abs() <= 1e-9);
        // One half stands for both, so that what differs in the last digit does no harm.
        let cell = |row: usize, column: usize| if row == column { 1.0 } else { of(row.max(column), row.min(column)) };
        let matrix = Square::of(size, &cell);
        if is_one { Ok(matrix) } else { Err(Problem::error("correlations", Fault::DiagonalNotOne)) }
    }

    /// Correlations that cannot all hold, or, where it matters, that leave a mix without risk.
    fn eigenvalue_fault(&self, matrix: &Square, (value, vector): (f64, &[f64])) -> Option<Problem> {
        let needs_one_best = self.method == Method::Kelly;
        if value >= SINGULAR || (value >= IMPOSSIBLE && !needs_one_best) {
            return None;
        }
        let nearest = (!self.has_returns()).then(|| nearest_correlations(matrix, LEAST)).flatten();
        let (one, other) = culprits(matrix, vector, nearest.as_ref());
        let name = |at: usize| self.names.get(at).map_or("", |row| row.name.as_str());
        let (pair, typed) = (format!("{} and {}", name(one), name(other)), shown(matrix.at(one, other), 4));
        let off = nearest.as_ref().map(|nearest| furthest(matrix, nearest));
        let fault = match value < IMPOSSIBLE {
            true => impossible(value, &format!("{pair} at {typed}"), off),
            false => self.singular(&format!("{pair} at {typed}")),
        };
        let problem = Problem::error(self.correlation_key(), fault);
        Some(match nearest {
            Some(nearest) => {
                problem.with_fix("Use the nearest that can hold", vec![("correlations", matrix_text(&nearest))])
            }
            None => problem,
        })
    }

    fn singular(&self, pair: &str) -> Fault {
        let (verb, mend) = match self.has_returns() {
            true => ("leaves", "; paste more periods than there are names"),
            false => ("leave", ""),
        };
        Fault::CorrelationsSingular(format!(
            "{verb} some mix, above all of {pair}, without risk, so that no Kelly split is the only best one{mend}"
        ))
    }

    fn estimate(&self, sample: &Sample) -> Result<Estimate, Problem> {
        sample.estimate().map_err(|flat| {
            let name = self.names.get(flat).map_or("", |row| row.name.as_str());
            returns_unfit(format!("never changes for {name}, and what never moves is correlated with nothing"))
        })
    }

    /// The returns pasted, a column for each name in the order of the rows.
    fn sample(&self) -> Result<Sample, Vec<Problem>> {
        let mut lines: Vec<Vec<&str>> =
            self.history.split([';', '\n']).map(str::trim).filter(|l| !l.is_empty()).map(cells).collect();
        let is_name = |cell: &&str| self.names.iter().any(|row| row.name.eq_ignore_ascii_case(cell));
        let is_headed = lines.first().is_some_and(|first| first.iter().any(is_name));
        let header = is_headed.then(|| lines.remove(0));
        let order = self.order(header.as_deref()).map_err(|problem| vec![problem])?;
        let width = header.map_or(self.names.len(), |header| header.len());
        if lines.len() < FEWEST {
            return Err(vec![returns_unfit(format!("must have at least {FEWEST} periods, not {}", lines.len()))]);
        }
        let (mut periods, mut problems) = (Vec::with_capacity(lines.len()), Vec::new());
        for (row, cells) in lines.iter().enumerate() {
            match period(cells, &order, width) {
                Ok(period) => periods.push(period),
                Err(fault) => problems.push(Problem::error("return_history", fault).in_cell(row, None)),
            }
        }
        if problems.is_empty() { Ok(Sample { periods }) } else { Err(problems) }
    }

    /// The column of each name.
    fn order(&self, header: Option<&[&str]>) -> Result<Vec<usize>, Problem> {
        let Some(header) = header else { return Ok((0..self.names.len()).collect()) };
        let find = |name: &str| header.iter().position(|cell| cell.eq_ignore_ascii_case(name));
        let missing = |name: &str| returns_unfit(format!("must have a column for {name}"));
        self.names.iter().map(|row| find(&row.name).ok_or_else(|| missing(&row.name))).collect()
    }
}

fn impossible(eigenvalue: f64, pair: &str, off: Option<f64>) -> Fault {
    let value = shown(eigenvalue, 4);
    let off = off.map_or_else(String::new, |off| format!("; the nearest that can differ by at most {}", shown(off, 4)));
    Fault::CorrelationsImpossible(format!(
        "cannot all hold: they would make the risk of some mix less than nothing (smallest eigenvalue {value}), above all {pair}{off}"
    ))
}

/// The pair that is furthest from the nearest matrix that can hold, the less correlated of two as far; without one, the
/// pair that takes the most off the variance of the mix.
fn culprits(matrix: &Square, vector: &[f64], nearest: Option<&Square>) -> (usize, usize) {
    let (mut worst, mut pair) = (f64::NEG_INFINITY, (0, 0));
    for (row, one) in vector.iter().enumerate() {
        for (column, other) in vector.iter().enumerate().take(row) {
            let typed = matrix.at(row, column);
            let off = match nearest {
                Some(nearest) => (typed - nearest.at(row, column)).abs() - 1e-6 * typed,
                None => -one * other * typed,
            };
            if off > worst {
                (worst, pair) = (off, (column, row));
            }
        }
    }
    pair
}

/// The cells of a line: apart by tabs or commas, else by spaces.
fn cells(line: &str) -> Vec<&str> {
    match line.contains([',', '\t']) {
        true => line.split([',', '\t']).map(str::trim).collect(),
        false => line.split_whitespace().collect(),
    }
}

fn period(cells: &[&str], order: &[usize], width: usize) -> Result<Vec<f64>, Fault> {
    if cells.len() != width {
        return Err(Fault::WrongCellCount { cells: cells.len(), columns: width });
    }
    let read = |at: &usize| -> Result<f64, Fault> {
        let text = cells.get(*at).copied().unwrap_or_default();
        let number = fraction(parse(text.trim_end_matches('%').trim_end())?);
        if number < -1.0 { Err(Fault::ReturnBelowAll) } else { Ok(number) }
    };
    order.iter().map(read).collect()
}

fn returns_unfit(why: String) -> Problem {
    Problem::error("return_history", Fault::ReturnsUnfit(why))
}

/// What cannot be proven is not given.
pub(super) fn unproven() -> Problem {
    Problem::overall(Fault::AllocationUnfit(
        "No split could be proven to be the best with these figures; try volatilities and returns of more usual size",
    ))
}

/// A matrix as it is typed.
pub(super) fn matrix_text(matrix: &Square) -> String {
    let cell = |row: usize, column: usize| canonical(rounded(matrix.at(row, column), DECIMALS));
    let line = |row: usize| {
        (0..matrix.size()).map(|column| cell(row.max(column), row.min(column))).collect::<Vec<_>>().join(",")
    };
    (0..matrix.size()).map(line).collect::<Vec<_>>().join(";")
}
