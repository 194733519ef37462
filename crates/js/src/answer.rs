//! An outcome as JSON: the digits that `evaluate` gives.

use ballast_engine::number_text::percent;
use ballast_engine::scenario::{Resolved, Scenario};
use ballast_engine::spec::{Calculator, Column, Outcome, Problem, Status, Unit, Value};

use crate::json;

const LIST: (char, char) = ('[', ']');
const OBJECT: (char, char) = ('{', '}');

/// Status, outputs, what is absent and why, units, keys of examples, problems.
pub fn of(calculator: &dyn Calculator, (_, resolved): (&Scenario, &Resolved), outcome: &Outcome) -> String {
    let mut to = String::from("{\"status\":");
    json::text(&mut to, if outcome.status == Status::Ok { "ok" } else { "invalid" });
    to.push_str(",\"outputs\":");
    json::between(&mut to, OBJECT, &outcome.outputs, &mut |to, (row, value)| {
        json::name(to, row.key.name);
        plain(to, value, (row.key.unit, row.columns));
    });
    to.push_str(",\"absent\":");
    let absent = outcome.outputs.iter().filter_map(|(row, value)| match value {
        Value::Absent(reason) => Some((row.key.name, reason.0)),
        _ => None,
    });
    json::between(&mut to, OBJECT, absent, &mut named_text);
    to.push_str(",\"units\":");
    let units = outcome.outputs.iter().map(|(row, _)| (row.key.name, outcome.naming.symbol(row.key.unit)));
    json::between(&mut to, OBJECT, units, &mut named_text);
    to.push_str(",\"assumed\":");
    json::between(&mut to, LIST, resolved.assumed(), &mut |to, key| json::text(to, key));
    to.push_str(",\"problems\":");
    let problems = outcome.problems.iter().chain(&resolved.problems);
    json::between(&mut to, LIST, problems, &mut |to, found| problem(to, calculator, found));
    to.push('}');
    to
}

fn named_text(to: &mut String, (name, text): (&str, &str)) {
    json::name(to, name);
    json::text(to, text);
}

/// A value in the unit of the edge: percent, not fraction.
fn plain(to: &mut String, value: &Value, (unit, columns): (Unit, &[Column])) {
    match value {
        Value::Number(number) => json::number(to, if unit.is_percent() { percent(*number) } else { *number }),
        Value::Word(word) => json::text(to, word.code),
        Value::Text(text) => json::text(to, text),
        Value::Absent(_) => to.push_str("null"),
        Value::Series(numbers) => json::between(to, LIST, numbers, &mut |to, number| {
            plain(to, &Value::Number(*number), (unit, &[]));
        }),
        Value::Table(rows) => json::between(to, LIST, rows, &mut |to, cells| {
            json::between(to, OBJECT, columns.iter().zip(cells), &mut |to, (column, cell)| {
                json::name(to, column.name);
                plain(to, cell, (column.unit, &[]));
            });
        }),
    }
}

fn problem(to: &mut String, calculator: &dyn Calculator, problem: &Problem) {
    to.push_str("{\"field\":");
    match problem.key() {
        Some(key) => json::text(to, key),
        None => to.push_str("null"),
    }
    for (name, text) in
        [("code", problem.fault.code()), ("severity", problem.severity.name()), ("message", &problem.message())]
    {
        to.push(',');
        named_text(to, (name, text));
    }
    if let Some(place) = &problem.at {
        if let Some(row) = place.row {
            to.push_str(",\"row\":");
            json::number(to, row as f64);
        }
        let columns = calculator.columns(place.key);
        if let Some(column) = columns.iter().find(|column| Some(column.label) == place.column) {
            to.push(',');
            named_text(to, ("column", column.name));
        }
    }
    to.push('}');
}
