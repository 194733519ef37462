//! What may still be added, in one line; the fills and what follows from them in one picture.

use super::adding::{ALREADY_LOST, BELOW_MINIMUM, STOP_PASSED};
use super::{FillsTaken, Holding};
use crate::chart::{Band, Chart, Level, Levels, Role, Tone};
use crate::figure::{number, signed, with_symbol};
use crate::math::contract::Side;
use crate::spec::{Naming, Reason, Severity, Statement, Unit};

/// More fills than this are a blur between their lines.
const MOST_FILLS: usize = 6;

/// What may be added and what it changes, or why nothing may.
pub(super) fn statement(input: &FillsTaken, holding: &Holding, naming: &Naming) -> Statement {
    let money = |sum: f64| with_symbol(sum, Unit::Money, naming);
    let adding = &holding.adding;
    let notice = |words: String| Statement { words, severity: Severity::Notice };
    let amber = |words: String| Statement { words, severity: Severity::Warning };
    match (adding.room, adding.next, adding.average) {
        _ if holding.entry.is_err() => {
            notice(format!("Nothing is held any more: these fills brought {}", money(holding.held.realised_net())))
        }
        (Ok(room), Some(next), Ok(average)) => notice(format!(
            "Up to {} more at {}: the average becomes {}, and the stop loses {}",
            with_symbol(room, Unit::Quantity, naming),
            number(next, Unit::Price, naming),
            number(average, Unit::Price, naming),
            adding.at_risk.map_or(String::new(), money)
        )),
        (Err(ALREADY_LOST), ..) => amber(format!("Nothing may be added: {}", at_stake(holding, money))),
        (Err(STOP_PASSED), ..) => amber("Nothing may be added: the stop lies beyond the price of the next fill".into()),
        (Err(BELOW_MINIMUM), ..) => {
            notice("Nothing may be added: less than the smallest order is left of the risk".into())
        }
        (Err(Reason(why)), ..) => notice(breaks_even(input, holding, naming).unwrap_or_else(|| why.to_owned())),
        _ => notice(String::new()),
    }
}

fn at_stake(holding: &Holding, money: impl Fn(f64) -> String) -> String {
    match (holding.adding.profit_at_stop, holding.adding.budget) {
        (Ok(profit), Ok(budget)) => {
            format!("the stop loses {}, and the risk is {}", money(-profit), money(budget))
        }
        _ => "the risk is 0".to_owned(),
    }
}

/// How far the breakeven is from the mark.
fn breaks_even(input: &FillsTaken, holding: &Holding, naming: &Naming) -> Option<String> {
    let (breakeven, mark) = (holding.breakeven.ok()?, holding.mark.ok()?);
    let price = number(breakeven, Unit::Price, naming);
    if (breakeven / mark - 1.0).abs() < 1e-12 && input.mark.is_none() {
        return Some(format!("Breaks even at the average entry, {price}: no fees are counted"));
    }
    let away = number((breakeven / mark - 1.0).abs(), Unit::Percent, naming);
    let side = if breakeven < mark { "below" } else { "above" };
    let from = if input.mark.is_some() { "the mark" } else { "the average entry" };
    Some(format!("Breaks even at {price}, {away} % {side} {from}"))
}

/// Fills, average, breakeven, mark and stop on one axis.
pub(super) fn chart(input: &FillsTaken, holding: &Holding, naming: &Naming) -> Option<Chart> {
    let entry = holding.entry.ok()?;
    let level =
        |at: (&str, Role), name: &str, price: f64| Level::bare(at, name, (price, number(price, Unit::Price, naming)));
    let away = |price: f64| format!("{} %", signed(price / entry - 1.0, Unit::Percent, naming));
    let notes = |price: f64, sum: Result<f64, Reason>| {
        let money = sum.ok().map(|sum| signed(sum, Unit::Money, naming));
        [Some(away(price)), money].into_iter().flatten().collect()
    };
    let mut levels = vec![level(("average_entry", Role::Entry), "Average entry", entry)];
    if let Some(mark) = input.mark {
        let notes = notes(mark, holding.open_profit);
        levels.push(level(("mark_price", Role::Mark), "Mark", mark).noted(notes));
    }
    if let Some(price) = holding.breakeven.ok().filter(|price| *price != entry) {
        levels.push(level(("breakeven_price", Role::Other), "Breakeven", price).noted(vec![away(price)]));
    }
    if let Ok(stop) = holding.adding.stop {
        let notes = notes(stop, holding.adding.profit_at_stop);
        levels.push(level(("stop", Role::Stop), "Stop", stop).noted(notes));
    }
    if (2..=MOST_FILLS).contains(&input.fills.len()) {
        levels.extend(input.fills.iter().enumerate().map(|(at, fill)| {
            let (key, name) = (format!("fill-{}", at + 1), format!("Fill {}", at + 1));
            let quantity = signed(fill.quantity, Unit::Quantity, naming);
            level((&key, Role::Other), &name, fill.price).noted(vec![quantity])
        }));
    }
    let loses = |stop: f64| input.side.sign() * (stop - entry) < 0.0;
    let band = |stop: f64| Band {
        from: "average_entry".to_owned(),
        to: "stop".to_owned(),
        tone: if loses(stop) { Tone::Loss } else { Tone::Gain },
    };
    let side = if input.side == Side::Long { "long" } else { "short" };
    (levels.len() > 1).then(|| {
        let bands = holding.adding.stop.ok().map(band).into_iter().collect();
        Chart::Levels(Levels { title: format!("Price levels of the {side}"), levels, bands })
    })
}
