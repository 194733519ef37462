//! What to trade, and why nothing, in one line.

use super::solving::BELOW_MINIMUM;
use super::{Hedge, HedgedBook, Rebalanced};
use crate::figure::{number, with_symbol};
use crate::spec::{Naming, Severity, Statement, Unit};

/// The options first, then the hedge, then what does not count.
pub(super) fn statement(input: &HedgedBook, results: &Rebalanced, naming: &Naming) -> Statement {
    let options = (!results.trades.is_empty())
        .then(|| format!("First the options, then delta is {}", delta(results.steered_between, naming)));
    let expired = expired(results);
    let calm = results.hedging.quantity.is_ok() && expired.is_none();
    let parts: Vec<String> = options.into_iter().chain([hedge(input, results, naming)]).chain(expired).collect();
    let severity = if calm { Severity::Notice } else { Severity::Warning };
    Statement { words: parts.join(". "), severity }
}

/// Four figures are enough to read.
fn delta(delta: f64, naming: &Naming) -> String {
    number(delta, Unit::None, naming)
}

fn hedge(input: &HedgedBook, results: &Rebalanced, naming: &Naming) -> String {
    let band = results.band;
    let wanted = match band.half_width {
        0.0 => format!("the {} wanted", delta(band.target, naming)),
        _ => format!("the band from {} to {}", delta(band.low(), naming), delta(band.high(), naming)),
    };
    let between = delta(results.steered_between, naming);
    let quantity = |quantity: f64| with_symbol(quantity.abs(), Unit::Quantity, naming);
    match results.hedging.quantity {
        Err(BELOW_MINIMUM) => {
            let smallest = quantity(results.hedging.smallest);
            format!("No trade: from delta {between} to {wanted} is less than the smallest order ({smallest})")
        }
        Err(reason) => format!("{}: delta stays {between}, outside {wanted}", reason.0),
        Ok(0.0) if band.missing(results.steered_between) != 0.0 => {
            format!("No trade: no whole lot brings delta {between} nearer to {wanted}")
        }
        Ok(0.0) if band.half_width == 0.0 => format!("No trade: delta is {wanted}"),
        Ok(0.0) => format!("No trade: delta {between} lies in {wanted}"),
        Ok(trade) => {
            let order = if trade > 0.0 { "Buy" } else { "Sell" };
            let with = match input.hedge {
                Hedge::Perpetual => "of the perpetual",
                Hedge::Future => "of the future",
                Hedge::Spot => "spot",
            };
            let after = delta(results.steered_after, naming);
            format!("{order} {} {with}: delta goes from {between} to {after}, for {wanted}", quantity(trade))
        }
    }
}

fn expired(results: &Rebalanced) -> Option<String> {
    match results.rows.iter().filter(|row| row.alive.is_none()).count() {
        0 => None,
        1 => Some("One row has expired and is not counted".to_owned()),
        count => Some(format!("{count} rows have expired and are not counted")),
    }
}
