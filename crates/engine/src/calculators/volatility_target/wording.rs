//! What to do now and what holds the size down, in one line.

use super::{Binding, Targeted, VolatilityTargeting};
use crate::figure::{number, with_symbol};
use crate::math::contract::Side;
use crate::spec::{Naming, Severity, Statement, Unit};

/// The trade where something is held, else what decides the size.
pub(super) fn statement(input: &VolatilityTargeting, targeted: &Targeted, naming: &Naming) -> Statement {
    let held_down = held_down(targeted, naming);
    let calm = matches!(targeted.binding, Binding::Target | Binding::Floor);
    let severity = if calm { Severity::Notice } else { Severity::Warning };
    let first =
        trade(input, targeted, naming).or_else(|| held_down.is_none().then(|| usual_day(input, targeted, naming)));
    Statement { words: first.into_iter().chain(held_down).collect::<Vec<_>>().join(". "), severity }
}

fn trade(input: &VolatilityTargeting, targeted: &Targeted, naming: &Naming) -> Option<String> {
    let adjustment = targeted.adjustment.ok()?;
    let quantity = |quantity: f64| with_symbol(quantity.abs(), Unit::Quantity, naming);
    let place = if input.buffer > 0.0 { "edge of the zone" } else { "target" };
    Some(match adjustment.trade {
        Err(_) => format!("No trade: what is missing to the {place} is below the smallest order"),
        Ok(0.0) if input.buffer > 0.0 => "No trade: what you hold lies in the zone".to_owned(),
        Ok(0.0) => "No trade: you hold the target".to_owned(),
        Ok(trade) if trade > 0.0 => format!("Trade: buy {} to the {place}", quantity(trade)),
        Ok(trade) => format!("Trade: sell {} to the {place}", quantity(trade)),
    })
}

fn held_down(targeted: &Targeted, naming: &Naming) -> Option<String> {
    let times = |exposure: f64| format!("{}×", number(exposure, Unit::Times, naming));
    let volatility = |volatility: f64| format!("{} %", number(volatility, Unit::Percent, naming));
    let asked = targeted.targeted.uncapped.map_or("more than a number can hold".to_owned(), times);
    match targeted.binding {
        Binding::Target => None,
        Binding::Floor => {
            let (floor, blended) = (volatility(targeted.targeted.counted), volatility(targeted.targeted.blended));
            Some(format!("The volatility floor of {floor} counts, not the {blended} measured"))
        }
        Binding::Exposure => Some(format!(
            "The exposure limit holds this to {}; the target asks for {asked}",
            times(targeted.targeted.exposure)
        )),
        Binding::MaxQuantity => {
            Some(format!("The largest order holds this down; the target asks for an exposure of {asked}"))
        }
        Binding::MinQuantity => {
            let smallest = with_symbol(targeted.smallest_order, Unit::Quantity, naming);
            Some(format!("Too small to hold: the smallest order is {smallest}"))
        }
    }
}

fn usual_day(input: &VolatilityTargeting, targeted: &Targeted, naming: &Naming) -> String {
    let side = if input.side == Side::Long { "long" } else { "short" };
    match targeted.daily_move {
        Ok(money) if money > 0.0 => {
            format!("Two days out of three move this {side} by less than {}", with_symbol(money, Unit::Money, naming))
        }
        _ => format!("There is nothing to hold in this {side}"),
    }
}
