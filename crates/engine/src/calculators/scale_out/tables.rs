//! The tables of the page: outcomes, parts, and what moving the stop changes.

use super::endings::{End, Ends, Last};
use super::{Exits, Part};
use crate::math::exits::Target;
use crate::number_text::{canonical, decimals_for, rounded};
use crate::spec::{Column, Kind, Reason, Unit, Value};

const fn column(name: &'static str, label: &'static str, unit: Unit) -> Column {
    Column { name, label, kind: Kind::Number, unit, neutral: None }
}

const fn text(name: &'static str, label: &'static str) -> Column {
    Column { name, label, kind: Kind::Text, unit: Unit::None, neutral: None }
}

/// Of the outcomes.
pub(super) const OUTCOMES: &[Column] = &[
    text("outcome", "Outcome"),
    column("r_net", "R net", Unit::R),
    column("profit", "Profit", Unit::Money),
    column("chance_pct", "Chance", Unit::Percent),
    column("exit_price", "Last exit", Unit::Price),
    column("r_gross", "R before costs", Unit::R),
    text("exits", "Exits"),
];

/// Of the parts.
pub(super) const PARTS: &[Column] = &[
    column("share_pct", "Share", Unit::Percent),
    column("price", "Price", Unit::Price),
    column("quantity", "Quantity", Unit::Quantity),
    column("profit", "Profit", Unit::Money),
    column("r_net", "R net", Unit::R),
    column("stop", "Stop then", Unit::Price),
    column("chance_pct", "Chance", Unit::Percent),
    column("touch_pct", "Touched in the days", Unit::Percent),
];

/// Of the stop moved.
pub(super) const MOVED: &[Column] = &[
    text("outcome", "Outcome"),
    column("r_net", "R now", Unit::R),
    column("moved_r_net", "R moved", Unit::R),
    column("chance_pct", "Chance now", Unit::Percent),
    column("moved_chance_pct", "Chance moved", Unit::Percent),
];

const NO_EXIT: Reason = Reason("No exit");

pub(super) fn outcomes(exits: &Exits) -> Value {
    let row = |end: &End| {
        vec![
            Value::Text(named(end, &exits.ends)),
            exits.in_r(Ok(end.ending.net)).into(),
            Value::Number(end.ending.net),
            end.chance.into(),
            Value::number_or(end.ending.exits.last().map(|exit| exit.price), NO_EXIT),
            Value::Number(exits.stake.r_gross(end.ending.gross)),
            Value::Text(end.ending.exits.iter().map(exit_text).collect::<Vec<_>>().join(", ")),
        ]
    };
    Value::Table(exits.ends.rows.iter().map(row).collect())
}

pub(super) fn parts(exits: &Exits) -> Value {
    let row = |part: &Part| {
        vec![
            Value::Number(part.share),
            Value::Number(part.price),
            Value::Number(part.quantity),
            Value::Number(part.profit),
            exits.in_r(Ok(part.profit)).into(),
            Value::number_or(part.stop, Reason("Nothing is left")),
            part.chance.into(),
            part.touch.into(),
        ]
    };
    Value::Table(exits.parts.iter().map(row).collect())
}

pub(super) fn moved(exits: &Exits) -> Value {
    let (_, moved) = match &exits.moved {
        Ok(moved) => moved,
        Err(why) => return Value::Absent(*why),
    };
    let row = |(now, then): (&End, &End)| {
        vec![
            Value::Text(named(now, &exits.ends)),
            exits.in_r(Ok(now.ending.net)).into(),
            exits.in_r(Ok(then.ending.net)).into(),
            now.chance.into(),
            then.chance.into(),
        ]
    };
    Value::Table(exits.ends.rows.iter().zip(&moved.rows).map(row).collect())
}

/// `0.02@66500`, as fills are typed.
fn exit_text(exit: &Target) -> String {
    let plain = |number: f64, figures| canonical(rounded(number, decimals_for(number, figures, 0)));
    format!("{}@{}", plain(exit.quantity, 8), plain(exit.price, 7))
}

/// What happens, in a few words.
fn named(end: &End, ends: &Ends) -> String {
    let all = ends.rows.last().map_or(0, |last| last.hit);
    let hit = match end.hit {
        0 => return "Stopped at once".to_owned(),
        1 if all == 1 => "Target".to_owned(),
        hit if hit == all => "All targets".to_owned(),
        1 => "Target 1".to_owned(),
        hit => format!("Targets 1 to {hit}"),
    };
    let then = match end.last {
        Last::Nothing => "",
        Last::Stop => ", then the stop",
        Last::Breakeven => ", then breakeven",
        Last::TrailedAtWorst => ", rest trailed out at once",
        Last::TrailedOnAverage => ", rest trailed out on average",
    };
    hit + then
}
