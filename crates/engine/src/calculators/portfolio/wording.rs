//! The split in one line: the weights, what holds them down, and what scaling would give up.

use super::{Allocated, Portfolio};
use crate::figure::number;
use crate::math::order::descending;
use crate::spec::{Naming, Severity, Statement, Unit};

/// Most names in the line.
const MOST: usize = 5;

/// The largest weights first.
pub(super) fn statement(input: &Portfolio, results: &Allocated, naming: &Naming) -> Statement {
    let percent = |weight: f64| format!("{} %", number(weight, Unit::Percent, naming));
    let mut held: Vec<(&String, f64)> =
        results.names.iter().zip(&results.after.weights).map(|(name, weight)| (name, *weight)).collect();
    held.retain(|(_, weight)| weight.abs() > 5e-7);
    descending(&mut held, |(_, weight)| weight.abs());
    let rest = held.len().saturating_sub(MOST);
    let listed: Vec<String> =
        held.iter().take(MOST).map(|(name, weight)| format!("{name} {}", percent(*weight))).collect();
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    let split = if listed.is_empty() { nothing(input) } else { listed.join(", ") + &more };
    let reached = match results.limits_reached.is_empty() || listed.is_empty() {
        true => String::new(),
        false => format!(". Held down by: {}", results.limits_reached.join(", ")),
    };
    let loss = results.scaling_loss.ok().filter(|loss| *loss > 5e-7);
    let charged = if input.share == 1.0 { "of growth a year" } else { "of growth a year, swings charged" };
    let scaled = loss.map(|loss| format!(". Scaling to the limits instead would give up {} {charged}", percent(loss)));
    Statement { words: split + &reached + &scaled.unwrap_or_default(), severity: Severity::Notice }
}

fn nothing(input: &Portfolio) -> String {
    match input.method.is_kelly() {
        true => "Hold nothing: no name pays for its risk on the side given, or a limit is 0".to_owned(),
        false => "Hold nothing: a limit is 0".to_owned(),
    }
}
