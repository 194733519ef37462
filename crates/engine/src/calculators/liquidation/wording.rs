//! Where the position stands, in one line and one picture.

use super::assumptions::Confidence;
use super::{HeldPosition, Standing, State};
use crate::calculators::trade::MarginMode;
use crate::chart::{self, Band, Chart, Levels, Role, Tone};
use crate::figure::{number, signed, with_symbol};
use crate::math::contract::Side;
use crate::math::margin::{Liquidation, TierAxis, Unopenable};
use crate::spec::{Naming, Reason, Severity, Statement, Unit};

/// A liquidation price this close to the mark, as a fraction of it, is a matter of minutes.
const CLOSE: f64 = 0.02;

/// How far liquidation is, or why there is no price.
pub(super) fn statement(input: &HeldPosition, standing: &Standing, naming: &Naming) -> Statement {
    let calm = |words: String| Statement { words, severity: Severity::Notice };
    let amber = |words: String| Statement { words, severity: Severity::Warning };
    if standing.state == State::OfTheAccount {
        return calm(of_an_option(standing, naming));
    }
    match (standing.liquidation, standing.price, standing.distance()) {
        (_, Ok(price), Ok(distance)) if is_close(distance) => amber(priced(input, standing, (price, distance), naming)),
        (_, Ok(price), Ok(distance)) => calm(priced(input, standing, (price, distance), naming)),
        (Liquidation::AlreadyLiquidatable, ..) => {
            let sum = |of: Result<f64, Reason>| {
                of.map_or_else(|reason| reason.0.to_owned(), |sum| with_symbol(sum, Unit::Money, naming))
            };
            amber(format!(
                "Already liquidatable: {} is left, and {} must remain",
                sum(standing.balance),
                sum(standing.requirement)
            ))
        }
        (Liquidation::CannotBeOpened(reason), ..) => amber(refused(reason, (input, standing), naming)),
        (_, Err(Reason(words)), _) | (_, _, Err(Reason(words))) => calm(words.to_owned()),
    }
}

/// What shows as 2 % counts as 2 %, binary dust or not.
fn is_close(distance: f64) -> bool {
    distance.abs() <= CLOSE * (1.0 + 1e-9)
}

fn priced(input: &HeldPosition, standing: &Standing, (price, distance): (f64, f64), naming: &Naming) -> String {
    let only = if is_close(distance) { "only " } else { "" };
    let side = if distance < 0.0 { "below" } else { "above" };
    let from = if input.mark.is_some() { "the mark" } else { "the entry" };
    let behind = if input.margin_mode == MarginMode::Cross { "wallet" } else { "margin" };
    let away = number(distance.abs(), Unit::Percent, naming);
    let gone = standing
        .bankruptcy
        .map_or(String::new(), |at| format!("; the {behind} is gone at {}", number(at, Unit::Price, naming)));
    let about = if standing.trust.word == Confidence::Estimate { "about " } else { "" };
    format!("Liquidated at {about}{}, {only}{away} % {side} {from}{gone}", number(price, Unit::Price, naming))
}

fn of_an_option(standing: &Standing, naming: &Naming) -> String {
    let [initial, kept] = [standing.initial_margin, standing.maintenance]
        .map(|sum| sum.map_or_else(|reason| reason.0.to_owned(), |sum| with_symbol(sum, Unit::Money, naming)));
    format!("Takes {initial} to open and {kept} to keep; only the account as a whole is liquidated")
}

fn refused(reason: Unopenable, (input, standing): (&HeldPosition, &Standing), naming: &Naming) -> String {
    match (reason, standing.allowed) {
        (Unopenable::LeverageAboveTier, Ok(allowed)) => {
            format!(
                "Cannot be opened: at this notional the venue allows up to {}×",
                number(allowed, Unit::Times, naming)
            )
        }
        (Unopenable::LeverageAboveTier, Err(_)) => "Cannot be opened at this leverage".to_owned(),
        (Unopenable::BeyondLastTier, _) => {
            let unit = if input.terms.tier_axis == TierAxis::Quantity { Unit::Quantity } else { Unit::Money };
            let [largest, size] = [standing.largest, standing.size].map(|size| with_symbol(size, unit, naming));
            format!("Cannot be opened: the venue's last tier ends at {largest}, and this is {size}")
        }
        (Unopenable::MarginBelowRequirement, _) => {
            let [margin, required] =
                [standing.entry_balance, standing.entry_requirement].map(|sum| with_symbol(sum, Unit::Money, naming));
            format!("Cannot be opened: a margin of {margin} is not above the {required} that must remain")
        }
    }
}

/// Entry, mark, liquidation and bankruptcy on one axis.
pub(super) fn chart(input: &HeldPosition, standing: &Standing, naming: &Naming) -> Option<Chart> {
    let level = |(key, role): (&str, Role), name: &str, price: f64| chart::Level {
        key: key.to_owned(),
        role,
        name: name.to_owned(),
        notes: Vec::new(),
        price,
        price_text: number(price, Unit::Price, naming),
    };
    let away = |price: f64| vec![format!("{} %", signed(price / standing.mark - 1.0, Unit::Percent, naming))];
    let mark = input.mark.filter(|mark| *mark != input.entry);
    let start = if mark.is_some() { "mark_price" } else { "entry" };
    let mut levels = vec![level(("entry", Role::Entry), "Entry", input.entry)];
    levels.extend(mark.map(|mark| level(("mark_price", Role::Mark), "Mark", mark)));
    if let Ok(price) = standing.stop {
        levels.push(chart::Level { notes: away(price), ..level(("stop", Role::Stop), "Stop", price) });
    }
    if let Ok(price) = standing.price {
        levels.push(chart::Level {
            notes: away(price),
            ..level(("liquidation_price", Role::Liquidation), "Liquidation", price)
        });
    }
    if let Ok(price) = standing.bankruptcy {
        levels.push(chart::Level {
            notes: away(price),
            ..level(("bankruptcy_price", Role::Bankruptcy), "Bankruptcy", price)
        });
    }
    if levels.len() < 2 {
        return None;
    }
    let band = |to: &str| Band { from: start.to_owned(), to: to.to_owned(), tone: Tone::Loss };
    let bands = standing.price.ok().map(|_| band("liquidation_price")).into_iter().collect();
    let side = if input.side == Side::Long { "long" } else { "short" };
    Some(Chart::Levels(Levels { title: format!("Price levels of the {side}"), levels, bands }))
}
