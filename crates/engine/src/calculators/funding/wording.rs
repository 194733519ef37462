//! What holding costs or a carry earns, in one line; its course over the days in one picture.

use super::carrying::Carried;
use super::{Against, Held, Holding};
use crate::chart::{Axis, Chart, Curve, Dash, Marker, Point, Series, TickText, Tone};
use crate::figure::{number, with_symbol};
use crate::math::contract::Side;
use crate::number_text::{Style, decimals_for, display};
use crate::spec::{Naming, Severity, Statement, Unit};

/// The picture goes on this many times the holding to show where fees are earned or a target eaten.
const FARTHEST: f64 = 5.0;
const POINTS: u32 = 8;

/// What is paid or received, and what that does to the target; for a carry what it earns.
pub(super) fn statement(input: &Holding, held: &Held, naming: &Naming) -> Statement {
    if let Ok(carried) = &held.carried {
        return of_carry(input, carried, naming);
    }
    let money = |sum: f64| with_symbol(sum, Unit::Money, naming);
    let stamps = number(held.stamps.expected, Unit::None, naming);
    let over = format!("over {stamps} stamps");
    let words = match held.per_stamp() {
        cost if cost > 0.0 => format!("You pay {} at a stamp, {} {over}", money(cost), money(held.cost.expected)),
        cost if cost < 0.0 => {
            format!("You receive {} at a stamp, {} {over}", money(-cost), money(-held.cost.expected))
        }
        _ => "At a rate of 0 nothing is paid".to_owned(),
    };
    let is_eaten = held.target_days.is_ok_and(|days| days * 24.0 <= input.hours);
    match is_eaten {
        true => Statement { words: words + ". That is more than the targets gain", severity: Severity::Warning },
        false => Statement { words, severity: Severity::Notice },
    }
}

fn of_carry(input: &Holding, carried: &Carried, naming: &Naming) -> Statement {
    let percent = |share: f64| format!("{} %", number(share.abs(), Unit::Percent, naming));
    let a_year = percent(carried.annual);
    let net = carried.net_annual.map_or(String::new(), |net| {
        let way = if net < 0.0 { "a loss of " } else { "" };
        format!(", {way}{} after them over this holding", percent(net))
    });
    let days = |days: f64| number(days, Unit::Days, naming);
    let rate = carried.breakeven_rate.map_or(String::new(), |rate| {
        let sign = if rate < 0.0 { "−" } else { "" };
        format!(". Over this holding it breaks even at a funding rate of {sign}{}", percent(rate))
    });
    let other_way = match (input.against, input.side) {
        (Against::Spot, Side::Long) => {
            ". This borrows the coin and sells it: a cash-and-carry is short the perpetual and holds the coin"
        }
        _ => "",
    };
    match carried.days {
        Ok(needed) if needed * 24.0 <= input.hours => Statement {
            words: format!(
                "Earns {a_year} a year before fees{net}; {} days pay for all four fees{rate}{other_way}",
                days(needed)
            ),
            severity: Severity::Notice,
        },
        Ok(needed) => Statement {
            words: format!(
                "Earns {a_year} a year before fees{net}: the four fees take {} days{rate}{other_way}",
                days(needed)
            ),
            severity: Severity::Warning,
        },
        Err(_) => Statement {
            words: format!("Costs {a_year} a year before fees{rate}{other_way}"),
            severity: Severity::Warning,
        },
    }
}

/// Funding or carry summed over the days, against the fees or the gain at the targets.
pub(super) fn chart(input: &Holding, held: &Held, naming: &Naming) -> Option<Chart> {
    let carry = held.carried.as_ref().ok();
    let earned_a_day = carry.map_or(-held.per_day(), |carried| carried.annual / 365.0 * held.worth);
    let (holding, crossing) = (input.hours / 24.0, held.fee_days.or(held.target_days).ok());
    let near = crossing.filter(|days| *days > holding && *days <= FARTHEST * holding);
    let last = near.map_or(holding, |days| 1.1 * days);
    if last <= 0.0 || earned_a_day == 0.0 {
        return None;
    }
    let sign = if earned_a_day < 0.0 { -1.0 } else { 1.0 };
    let line = |(key, name): (&str, &str), tone: Tone, dash: Dash, at: &dyn Fn(f64) -> f64| {
        let points = (0..=POINTS).map(|step| f64::from(step) / f64::from(POINTS) * last);
        let points = points.map(|x| Point { x, y: at(x) }).collect();
        Series { key: key.to_owned(), name: name.to_owned(), tone, dash, points }
    };
    let (sum, tone) = match (carry, earned_a_day < 0.0) {
        (Some(_), false) => ("Earned", Tone::Gain),
        (None, false) => ("Received", Tone::Gain),
        (Some(_), true) => ("Lost", Tone::Loss),
        (None, true) => ("Paid", Tone::Loss),
    };
    let fees = carry.map_or(held.fees, |carried| carried.fees);
    let mut series = vec![line(("fees", "Fees"), Tone::Muted, Dash::Dashed, &|_| fees)];
    if let Some(gain) = held.target_gain.ok().filter(|gain| *gain > 0.0 && earned_a_day < 0.0) {
        series.push(line(("target_gain_amount", "Gain at the targets"), Tone::Muted, Dash::Dotted, &|_| gain));
    }
    series.push(line(("funding_expected_amount", sum), tone, Dash::Solid, &|days| sign * earned_a_day * days));
    let marker =
        Marker { key: "hours".to_owned(), x: holding, words: "held until then".to_owned(), tone: Tone::Accent };
    let axis = |title: &str, unit: &str| Axis {
        title: title.to_owned(),
        unit: unit.to_owned(),
        text: TickText(plain),
        range: None,
    };
    let what = if input.against == Against::Nothing { "Funding" } else { "Carry" };
    Some(Chart::Curve(Curve {
        title: format!("{what} over the days"),
        x: axis("Days", ""),
        y: axis(sum, naming.symbol(Unit::Money)),
        series,
        markers: vec![marker],
    }))
}

fn plain(number: f64) -> String {
    display(number, Style { decimals: decimals_for(number, 3, 0).min(6), fixed: false, signed: false })
}
