//! What to do now and what holds the size down, in one line.

use super::solving::BELOW_MINIMUM;
use super::{Binding, Targeted, VolatilityTargeting};
use crate::figure::{number, with_symbol};
use crate::math::contract::Side;
use crate::spec::{Naming, Severity, Statement, Unit};

/// The trade where what is held was given, else a usual day; and what decides the size.
pub(super) fn statement(input: &VolatilityTargeting, targeted: &Targeted, naming: &Naming) -> Statement {
    let held_down = held_down(targeted, naming).or_else(|| in_steps(targeted, naming));
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
        Err(BELOW_MINIMUM) => {
            let smallest = quantity(targeted.smallest_order);
            format!("No trade: what is missing to the {place} is below the smallest order ({smallest})")
        }
        Err(_) => "No trade: the largest order is below the smallest".to_owned(),
        Ok(0.0) if input.buffer > 0.0 => "No trade: what you hold lies in the zone".to_owned(),
        Ok(0.0) => "No trade: you hold the target".to_owned(),
        Ok(trade) => {
            let order = format!("Trade: {} {}", if trade > 0.0 { "buy" } else { "sell" }, quantity(trade));
            match adjustment.left {
                left if left > 0.0 => {
                    format!("{order}, the largest order; {} more to go to the {place}", quantity(left))
                }
                _ => format!("{order} to the {place}"),
            }
        }
    })
}

/// Where nothing is known of what is held, a target that one order cannot reach.
fn in_steps(targeted: &Targeted, naming: &Naming) -> Option<String> {
    let largest = targeted.largest_order;
    let is_beyond = targeted.adjustment.is_err() && targeted.quantity.is_ok_and(|quantity| quantity > largest);
    is_beyond
        .then(|| format!("More than one order takes: the largest is {}", with_symbol(largest, Unit::Quantity, naming)))
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
        Binding::MinQuantity => too_small(targeted, naming),
    }
}

/// A target that no order opens. Where the trade says as much, once is enough.
fn too_small(targeted: &Targeted, naming: &Naming) -> Option<String> {
    let smallest = with_symbol(targeted.smallest_order, Unit::Quantity, naming);
    match targeted.adjustment.map(|adjustment| adjustment.trade) {
        Err(_) => Some(format!("Too small to trade: the smallest order is {smallest}")),
        Ok(Ok(_)) => Some(format!("The target is below the smallest order ({smallest})")),
        Ok(Err(_)) => None,
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
