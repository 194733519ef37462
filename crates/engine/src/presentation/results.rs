//! An answer as programs are told it: JSON in the shape of `evaluate`, every number to its last digit.

use super::Sheet;
use crate::number_text::{canonical, percent};
use crate::spec::{Calculator, Column, OutputRow, Problem, Severity, Status, Unit, Value};

impl Sheet {
    /// `{"status": …, "outputs": {…}, "assumed": […], "notices": […], "problems": […]}`; `noticed` is what was noticed when
    /// the link was opened.
    pub fn results(&self, noticed: &[Problem]) -> String {
        let own = &self.outcome.problems;
        let all = own.iter().chain(noticed.iter().filter(|problem| !own.contains(problem)));
        let (notices, problems): (Vec<&Problem>, Vec<&Problem>) =
            all.partition(|problem| problem.severity == Severity::Notice);
        let output = |(row, value): &(&'static OutputRow, Value)| {
            pair(row.key.name, &value_text(value, row.key.unit, row.columns))
        };
        let pairs = [
            pair("status", if self.outcome.status == Status::Ok { "\"ok\"" } else { "\"invalid\"" }),
            pair("outputs", &object(self.outcome.outputs.iter().map(output))),
            pair("assumed", &list(self.resolved.assumed().map(quoted))),
            pair("notices", &list(notices.into_iter().map(|notice| quoted(&notice.message())))),
            pair("problems", &list(problems.into_iter().map(|problem| problem_text(self.calculator, problem)))),
        ];
        object(pairs.into_iter())
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
            object(cells)
        })),
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn object(pairs: impl Iterator<Item = String>) -> String {
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
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
    object(pairs.into_iter())
}
