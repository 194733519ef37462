//! Many rows at once: the texts are read once, and then only the columns that differ.

use ballast_engine::scenario::Resolved;
use ballast_engine::spec::{Kind, OWN_CURRENCY, Severity};

use crate::CALCULATOR;

/// What is asked of every row.
pub struct Asked<'a> {
    /// The inputs that differ.
    pub keys: &'a [&'a str],
    /// The outputs, with a zero byte between any two.
    pub outputs: &'a str,
    /// The inputs' numbers, column after column.
    pub numbers: &'a [f64],
}

/// What stands against it, in words.
pub fn refusal(resolved: &Resolved, columns: &str, outputs: &str) -> Option<String> {
    let column = columns.split('\0').find_map(|key| column_refusal(resolved, key));
    column.or_else(|| outputs.split('\0').find_map(output_refusal))
}

fn column_refusal(resolved: &Resolved, key: &str) -> Option<String> {
    let row = CALCULATOR.fields().into_iter().find(|row| row.key.name == key);
    let why = match row {
        None => "is not an input of this calculator",
        Some(_) if OWN_CURRENCY.contains(&key) => "cannot differ from row to row",
        Some(row) if !CALCULATOR.shows(row, &resolved.texts) => "is not asked for with these inputs",
        Some(_) if !takes_a_number(key) => "is not an input that a number can be typed into",
        Some(_) => return None,
    };
    Some(format!("{key} {why}"))
}

fn takes_a_number(key: &str) -> bool {
    let mut takes = false;
    CALCULATOR.show_slot(key, &mut |slot| takes = slot.takes_a_number());
    takes
}

fn output_refusal(key: &str) -> Option<String> {
    let outputs = CALCULATOR.outputs();
    let row = outputs.iter().find(|row| row.key.name == key);
    match row.map(|row| row.key.kind) {
        None => Some(format!("{key} is not an output of this calculator")),
        Some(Kind::Number | Kind::Money | Kind::Count) => None,
        Some(_) => Some(format!("{key} is not a number")),
    }
}

/// The outputs of every row, output after output, and whether there is a result.
pub fn answered(resolved: &Resolved, asked: Asked<'_>) -> Vec<f64> {
    let listed = CALCULATOR.outputs();
    let place = |key: &str| listed.iter().position(|row| row.key.name == key);
    let places: Vec<usize> = asked.outputs.split('\0').filter_map(place).collect();
    let rows = asked.numbers.len() / asked.keys.len().max(1);
    let is_hopeless = resolved.problems.iter().any(|problem| problem.severity == Severity::Error);
    let mut prepared = CALCULATOR.prepare(&resolved.texts);
    let mut answers = vec![f64::NAN; rows * places.len()];
    let mut are_there = vec![0.0; rows];
    for (row, is_there) in are_there.iter_mut().enumerate() {
        for (column, key) in asked.keys.iter().enumerate() {
            prepared.set(key, asked.numbers.get(column * rows + row).copied().unwrap_or(f64::NAN));
        }
        let figures = if is_hopeless { None } else { prepared.figures(&places) };
        *is_there = if figures.is_some() { 1.0 } else { 0.0 };
        for (output, figure) in figures.into_iter().flatten().enumerate() {
            if let Some(to) = answers.get_mut(output * rows + row) {
                *to = figure;
            }
        }
    }
    answers.extend(are_there);
    answers
}
