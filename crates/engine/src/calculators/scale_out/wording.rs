//! Where the trade is free and what moving the stop changes, in one line; every exit in one picture.

use super::{Exits, ScaleOut};
use crate::chart::{Band, Chart, Level, Levels, Role, Tone};
use crate::figure::{number, signed, with_symbol};
use crate::math::contract::Side;
use crate::spec::{Naming, Severity, Statement, Unit};

/// Where nothing can be lost any more, and what the moved stop does.
pub(super) fn statement(input: &ScaleOut, exits: &Exits, naming: &Naming) -> Statement {
    let words = std::iter::once(freedom(exits, naming)).chain(moving(input, exits, naming));
    Statement { words: words.collect::<Vec<_>>().join(". "), severity: Severity::Notice }
}

fn freedom(exits: &Exits, naming: &Naming) -> String {
    let sign = exits.plan.unit.side.sign();
    let is_met = |price: &f64| exits.parts.first().is_some_and(|part| sign * (part.price - price) >= 0.0);
    let after = match exits.free_after {
        Some(0) => return "Nothing can be lost: even the stop brings a gain, funding and fees counted".to_owned(),
        Some(after) => format!("Nothing can be lost after target {after}"),
        None => "The trade is never free".to_owned(),
    };
    let price = exits.free_price.map(|price| number(price, Unit::Price, naming));
    match (price, exits.free_price.filter(is_met)) {
        (Some(price), _) if exits.plan.left(1) == 0.0 => format!("Comes out even at {price}"),
        (Some(price), Some(_)) => {
            format!("Free from {price}: what target 1 takes off there pays for the rest at the stop")
        }
        (Some(price), None) => {
            format!("{after}. What target 1 takes off would pay for the rest at the stop only from {price}")
        }
        (None, _) => format!("{after}. What target 1 takes off pays for the rest at no price"),
    }
}

fn moving(input: &ScaleOut, exits: &Exits, naming: &Naming) -> Option<String> {
    let (plan, ends) = exits.moved.as_ref().ok()?;
    let money = |sum: f64| with_symbol(sum, Unit::Money, naming);
    let stop = number(plan.stop, Unit::Price, naming);
    let stopped = format!("Moved to {stop} the stop brings {}, not {}", money(-plan.risk()), money(exits.at_stop()));
    let first = |chance: Option<&super::endings::End>| {
        chance.and_then(|end| end.chance.ok()).map(|chance| number(1.0 - chance, Unit::Percent, naming))
    };
    let odds = first(exits.ends.rows.first()).zip(first(ends.rows.first())).filter(|_| input.hit_odds.is_empty());
    let odds = odds.map(|(now, then)| format!("; the chance of target 1 goes from {now} to {then} %"));
    Some(stopped + &odds.unwrap_or_default())
}

/// Entry, stops, targets with their shares, and the free price on one axis.
pub(super) fn chart(input: &ScaleOut, exits: &Exits, naming: &Naming) -> Option<Chart> {
    let level =
        |at: (&str, Role), name: &str, price: f64| Level::bare(at, name, (price, number(price, Unit::Price, naming)));
    let away = |price: f64| format!("{} %", signed(price / input.entry - 1.0, Unit::Percent, naming));
    let money = |sum: f64| signed(sum, Unit::Money, naming);
    let mut levels = vec![
        level(("entry", Role::Entry), "Entry", input.entry),
        level(("stop", Role::Stop), "Stop", exits.plan.stop).noted(vec![away(exits.plan.stop), money(exits.at_stop())]),
    ];
    for (at, part) in exits.parts.iter().enumerate() {
        let name = if exits.parts.len() == 1 { "Target".to_owned() } else { format!("Target {}", at + 1) };
        let share = format!("{} %", number(part.share, Unit::Percent, naming));
        let key = format!("target-{}", at + 1);
        levels.push(level((&key, Role::Target), &name, part.price).noted(vec![share, money(part.profit)]));
    }
    let moved = exits.moved.as_ref().ok().map(|(plan, _)| plan);
    levels.extend(
        moved.map(|plan| level(("moved_stop", Role::Stop), "Stop moved", plan.stop).noted(vec![money(-plan.risk())])),
    );
    let breakeven = exits.plan.breakeven.map(|breakeven| breakeven.price);
    levels.extend(breakeven.map(|price| level(("breakeven_stop", Role::Other), "Breakeven stop", price)));
    levels.extend(exits.free_price.map(|price| level(("free_price", Role::Other), "Free from", price)));
    levels.extend(input.mark.map(|mark| level(("mark_price", Role::Mark), "Price now", mark)));
    levels.extend(
        exits.trail_least.ok().map(|price| level(("trail_least_price", Role::Other), "Rest trails out from", price)),
    );
    let band = |to: String, tone: Tone| Band { from: "entry".to_owned(), to, tone };
    let bands = vec![band(format!("target-{}", exits.parts.len()), Tone::Gain), band("stop".to_owned(), Tone::Loss)];
    let side = if input.side == Side::Long { "long" } else { "short" };
    Some(Chart::Levels(Levels { title: format!("Exits of the {side}"), levels, bands }))
}
