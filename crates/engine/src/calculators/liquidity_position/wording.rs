//! Where the price stands, what to hedge, what fees must make up for, and a picture.

use super::{GridRow, LiquidityPosition, Provided, State};
use crate::chart::{Axis, Chart, Curve, Dash, Marker, Point, Series, TickText, Tone};
use crate::figure::{number, with_symbol};
use crate::number_text::{Style, decimals_for, display, percent};
use crate::spec::{Naming, Severity, Statement, Unit};

/// The state, the hedge and where to hedge again, and the fees that make up for holding.
pub(super) fn statement(input: &LiquidityPosition, provided: &Provided, naming: &Naming) -> Statement {
    let sentences =
        [outside(input, provided, naming), hedge(provided, naming), band(provided, naming), fees(provided, naming)];
    Statement {
        words: sentences.into_iter().flatten().collect::<Vec<_>>().join(". "),
        severity: if provided.state == State::Inside { Severity::Notice } else { Severity::Warning },
    }
}

fn price(price: f64, naming: &Naming) -> String {
    number(price, Unit::Price, naming)
}

fn outside(input: &LiquidityPosition, provided: &Provided, naming: &Naming) -> Option<String> {
    match provided.state {
        State::Inside => None,
        State::Below => Some(format!(
            "Below the range: all in {}, and no fees until the price is back at {}",
            naming.base,
            price(input.lower, naming)
        )),
        State::Above => Some(format!(
            "Above the range: all in {}, nothing to hedge, and no fees until the price is back at {}",
            naming.quote,
            price(input.upper, naming)
        )),
    }
}

fn hedge(provided: &Provided, naming: &Naming) -> Option<String> {
    let quantity = |quantity: f64| with_symbol(quantity.abs(), Unit::Quantity, naming);
    match (provided.hedge, provided.trade) {
        (Err(_), _) => None,
        (Ok(_), Ok(0.0)) => Some("The perpetual held is the hedge".to_owned()),
        (Ok(_), Ok(trade)) => {
            let verb = if trade > 0.0 { "Buy" } else { "Sell" };
            Some(format!("{verb} {} of the perpetual to be neutral", quantity(trade)))
        }
        (Ok(0.0), _) if provided.now.base > 0.0 => Some("Delta is less than half a lot: no hedge".to_owned()),
        (Ok(0.0), _) => None,
        (Ok(hedge), Err(_)) => Some(format!("Short {} of the perpetual to be neutral", quantity(hedge))),
    }
}

fn band(provided: &Provided, naming: &Naming) -> Option<String> {
    match (provided.rehedge_low, provided.rehedge_high) {
        (Ok(low), Ok(high)) => Some(format!("Hedge again at {} or {}", price(low, naming), price(high, naming))),
        (Ok(one), Err(_)) | (Err(_), Ok(one)) => Some(format!("Hedge again at {}", price(one, naming))),
        _ => None,
    }
}

fn fees(provided: &Provided, naming: &Naming) -> Option<String> {
    let money = |sum: f64| with_symbol(sum, Unit::Quote, naming);
    if provided.loss == 0.0 {
        return None;
    }
    let first = format!("Holding would be worth {} more", money(provided.loss));
    Some(match provided.cover_days {
        _ if provided.fees_missing == 0.0 => format!("{first}, which the fees have made up for"),
        Ok(days) => format!("{first}: fees of {} more days make up for it", number(days, Unit::Days, naming)),
        Err(_) => format!("{first}: {} of fees are missing", money(provided.fees_missing)),
    })
}

/// Worth, holding and delta over the price, each as a share.
pub(super) fn chart(input: &LiquidityPosition, provided: &Provided, naming: &Naming) -> Option<Chart> {
    let line = |(key, name): (&str, &str), (tone, dash): (Tone, Dash), share: &dyn Fn(&GridRow) -> f64| Series {
        key: key.to_owned(),
        name: name.to_owned(),
        tone,
        dash,
        points: provided.curve.iter().map(|row| Point { x: row.price, y: share(row) }).collect(),
    };
    let of_deposit = |sum: f64| sum / provided.put_in_worth;
    let series = vec![
        line(("held_value", "Holding"), (Tone::Muted, Dash::Dashed), &|row| of_deposit(row.worth + row.loss)),
        line(("liquidity_delta", "Delta"), (Tone::Caution, Dash::Dotted), &|row| {
            row.holdings.base / provided.largest_delta
        }),
        line(("liquidity_value", "Worth"), (Tone::Text, Dash::Solid), &|row| of_deposit(row.worth)),
    ];
    let axis =
        |title: &str, unit: &str, text| Axis { title: title.to_owned(), unit: unit.to_owned(), text, range: None };
    Some(Chart::Curve(Curve {
        title: "Worth over what was put in, and delta over its largest".to_owned(),
        x: axis("Price", &naming.quote, TickText(plain)),
        y: axis("Share", "%", TickText(percent_text)),
        series,
        markers: markers(input, naming),
    }))
}

fn markers(input: &LiquidityPosition, naming: &Naming) -> Vec<Marker> {
    let marker = |key: &str, name: &str, at: f64, tone| Marker {
        key: key.to_owned(),
        x: at,
        words: format!("{name} {}", price(at, naming)),
        tone,
    };
    vec![
        marker("range_lower", "from", input.lower, Tone::Muted),
        marker("range_upper", "to", input.upper, Tone::Muted),
        marker("mark_price", "now", input.price, Tone::Accent),
    ]
}

fn percent_text(fraction: f64) -> String {
    plain(percent(fraction))
}

fn plain(number: f64) -> String {
    display(number, Style { decimals: decimals_for(number, 4, 0).min(8), fixed: false, signed: false })
}
