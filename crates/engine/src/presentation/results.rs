//! An answer as programs are told it: JSON in the shape of `evaluate`, every number to its last digit.

use super::Sheet;
use crate::number_text::{canonical, percent};
use crate::spec::{Calculator, Column, Problem, Severity, Status, Unit, Value};

impl Sheet {
    /// `{"status": …, "outputs": {…}, "problems": […]}`; problems are errors and warnings.
    pub fn results(&self) -> String {
        let output = |(row, value): &(&'static crate::spec::OutputRow, Value)| {
            pair(row.key.name, &value_text(value, row.key.unit, row.columns))
        };
        let outputs = self.outcome.outputs.iter().map(output).collect::<Vec<_>>().join(",");
        let problems = self.outcome.problems.iter().filter(|problem| problem.severity > Severity::Notice);
        let problems = problems.map(|problem| problem_text(self.calculator, problem)).collect::<Vec<_>>().join(",");
        let status = if self.outcome.status == Status::Ok { "ok" } else { "invalid" };
        format!("{{\"status\":\"{status}\",\"outputs\":{{{outputs}}},\"problems\":[{problems}]}}")
    }
}

/// A text in quotes.
///
/// ```
/// use ballast_engine::presentation::quoted;
/// assert_eq!(quoted("5\" of\nrope"), r#""5\" of\u000arope""#);
/// ```
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\0'..='\u{1f}' => quoted.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

fn pair(name: &str, value: &str) -> String {
    quoted(name) + ":" + value
}

/// In the unit of the edge: percent, not fraction.
fn value_text(value: &Value, unit: Unit, columns: &[Column]) -> String {
    let number = |number: f64| canonical(if unit.is_percent() { percent(number) } else { number });
    match value {
        Value::Number(figure) => number(*figure),
        Value::Word(word) => quoted(word.code),
        Value::Text(text) => quoted(text),
        Value::Absent(_) => "null".to_owned(),
        Value::Series(figures) => list(figures.iter().map(|figure| number(*figure))),
        Value::Table(rows) => list(rows.iter().map(|row| {
            let cells =
                columns.iter().zip(row).map(|(column, cell)| pair(column.name, &value_text(cell, column.unit, &[])));
            format!("{{{}}}", cells.collect::<Vec<_>>().join(","))
        })),
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn problem_text(calculator: &dyn Calculator, problem: &Problem) -> String {
    let field = problem.key().map_or_else(|| "null".to_owned(), quoted);
    let mut pairs = vec![
        pair("field", &field),
        pair("code", &quoted(problem.fault.code())),
        pair("severity", &quoted(problem.severity.name())),
        pair("message", &quoted(&problem.message())),
    ];
    if let Some(place) = &problem.at {
        let columns = calculator.columns(place.key);
        let named = place.column.and_then(|label| columns.iter().find(|column| column.label == label));
        pairs.extend(place.row.map(|row| pair("row", &row.to_string())));
        pairs.extend(named.map(|column| pair("column", &quoted(column.name))));
    }
    format!("{{{}}}", pairs.join(","))
}
