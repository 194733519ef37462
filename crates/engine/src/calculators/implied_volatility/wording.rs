//! What the price stands for, in one line and one picture.

use super::{Implied, PricedOption, Prospect, reason};
use crate::chart::{Axis, Chart, Curve, Dash, Marker, Point, Series, TickText, Tone};
use crate::figure::{number, with_symbol};
use crate::math::option::NoVolatility;
use crate::number_text::{Style, decimals_for, display};
use crate::spec::{Naming, Severity, Statement, Unit};

/// Points of each line of the picture.
const POINTS: u32 = 30;

/// The move that the price stands for, or why there is no volatility.
pub(super) fn statement(_: &PricedOption, implied: &Implied, naming: &Naming) -> Statement {
    match &implied.prospect {
        Ok(prospect) => Statement { words: expected(implied, prospect, naming), severity: Severity::Notice },
        Err(why) => Statement { words: refused(implied, *why, naming), severity: Severity::Warning },
    }
}

fn expected(implied: &Implied, prospect: &Prospect, naming: &Naming) -> String {
    let price = |share: f64| with_symbol(share * implied.quoted.forward, Unit::Price, naming);
    format!(
        "Two times out of three the price is expected within {} of the forward at expiry, in {} days; within {} after a day",
        price(prospect.expected),
        number(implied.days, Unit::Days, naming),
        price(prospect.daily)
    )
}

fn refused(implied: &Implied, why: NoVolatility, naming: &Naming) -> String {
    let price = |price: f64| with_symbol(price, Unit::Price, naming);
    let words = reason(why, implied.quoted.kind).0;
    match why {
        NoVolatility::BelowIntrinsic | NoVolatility::NoTimeValue => {
            format!("{words}. It is worth more than {}", price(implied.quoted.lowest()))
        }
        NoVolatility::AboveBound => format!("{words}. It is worth less than {}", price(implied.quoted.highest())),
        _ => words.to_owned(),
    }
}

/// The expected move from now to expiry, with the strike.
pub(super) fn chart(_: &PricedOption, implied: &Implied, naming: &Naming) -> Option<Chart> {
    let prospect = implied.prospect.as_ref().ok()?;
    let line = |key: &str, name: &str, (tone, dash): (Tone, Dash), height: &dyn Fn(f64) -> f64| Series {
        key: key.to_owned(),
        name: name.to_owned(),
        tone,
        dash,
        points: (0..=POINTS)
            .map(|at| f64::from(at) / f64::from(POINTS))
            .map(|share| Point { x: share * implied.days, y: height(share).max(0.0) })
            .collect(),
    };
    let forward = implied.quoted.forward;
    let moved = |share: f64| forward * prospect.expected * share.sqrt();
    let series = vec![
        line("strike", "Strike", (Tone::Muted, Dash::Dotted), &|_| implied.quoted.strike),
        line("expected_move_up", "Up", (Tone::Gain, Dash::Solid), &|share| forward + moved(share)),
        line("expected_move_down", "Down", (Tone::Loss, Dash::Dashed), &|share| forward - moved(share)),
    ];
    let axis = |title: &str, unit: &str, text| Axis {
        title: title.to_owned(),
        unit: unit.to_owned(),
        text: TickText(text),
        range: None,
    };
    let expiry = Marker {
        key: "expiry".to_owned(),
        x: implied.days,
        words: format!("expiry, ±{} %", number(prospect.expected, Unit::Percent, naming)),
        tone: Tone::Accent,
    };
    Some(Chart::Curve(Curve {
        title: "Expected move".to_owned(),
        x: axis("From now", "days", days_text),
        y: axis("Price", naming.symbol(Unit::Price), price_text),
        series,
        markers: vec![expiry],
    }))
}

fn days_text(days: f64) -> String {
    display(days, Style { decimals: decimals_for(days, 3, 0).min(3), fixed: false, signed: false })
}

fn price_text(price: f64) -> String {
    display(price, Style { decimals: decimals_for(price, 6, 0), fixed: false, signed: false })
}
