//! What to trade, what a jump of the price would do, and a picture of the rule.

use super::rule::Rule;
use super::solving::BELOW_MINIMUM;
use super::{Allowance, Binding, ExposureThrottle};
use crate::chart::{Axis, Chart, Curve, Dash, Marker, Point, Series, TickText, Tone};
use crate::figure::{number, with_symbol};
use crate::math::contract::{Contract, Side};
use crate::math::impact::average_slippage;
use crate::number_text::{Style, decimals_for, display, percent};
use crate::spec::{Naming, Severity, Statement, Unit};

/// The trade, what holds it down, and the gap.
pub(super) fn statement(input: &ExposureThrottle, allowance: &Allowance, naming: &Naming) -> Statement {
    let sentences = [
        Some(trade(input, allowance, naming)),
        limit(allowance, naming),
        Some(danger(input, allowance, naming)).filter(|words| !words.is_empty()),
    ];
    let must_sell = allowance.trade.is_ok_and(|trade| input.side.sign() * trade < 0.0);
    let is_spent = allowance.cushion.is_ok_and(|cushion| cushion <= 0.0);
    Statement {
        words: sentences.into_iter().flatten().collect::<Vec<_>>().join(". "),
        severity: if must_sell || is_spent || spends_all(input, allowance) {
            Severity::Warning
        } else {
            Severity::Notice
        },
    }
}

fn times(exposure: f64, naming: &Naming) -> String {
    with_symbol(exposure, Unit::Times, naming)
}

fn trade(input: &ExposureThrottle, allowance: &Allowance, naming: &Naming) -> String {
    let quantity = |quantity: f64| with_symbol(quantity.abs(), Unit::Quantity, naming);
    let (now, allowed) = (times(allowance.held_exposure, naming), times(allowance.exposure, naming));
    match allowance.trade {
        Err(BELOW_MINIMUM) => {
            let smallest = quantity(allowance.smallest_order);
            format!("No trade: what may be added is below the smallest order ({smallest})")
        }
        Err(reason) => format!("No trade: {}", reason.0),
        Ok(0.0) if input.held == 0.0 && allowance.exposure == 0.0 => "Nothing may be held".to_owned(),
        Ok(0.0) if input.only_reduces() => format!("Nothing to reduce: you carry {now}, and {allowed} is allowed"),
        Ok(0.0) => format!("No trade: you carry what is allowed, {now}"),
        Ok(trade) => {
            let verb = if trade > 0.0 { "Buy" } else { "Sell" };
            format!("{verb} {}: you carry {now}, and {allowed} is allowed", quantity(trade))
        }
    }
}

fn limit(allowance: &Allowance, naming: &Naming) -> Option<String> {
    (allowance.binding == Binding::Exposure)
        .then(|| format!("The exposure limit holds it to {}", times(allowance.exposure, naming)))
}

/// What a jump would do, or that nothing is left.
fn danger(input: &ExposureThrottle, allowance: &Allowance, naming: &Naming) -> String {
    let money = |sum: f64| with_symbol(sum, Unit::Money, naming);
    let share = |share: f64| format!("{} %", number(share, Unit::Percent, naming));
    let way = if input.side == Side::Long { "fall" } else { "rise" };
    let floor = allowance.floor.unwrap_or_default();
    if allowance.merton_fraction.is_ok_and(|fraction| fraction <= 0.0) {
        return "The expected return does not beat interest".to_owned();
    }
    if allowance.cushion.is_ok_and(|cushion| cushion <= 0.0) {
        return format!("Equity is at its floor of {} or below: without risk it does not come back", money(floor));
    }
    if input.rule == Rule::Liquidity {
        let allowed = spends_all(input, allowance).then(|| {
            "Closing all that is allowed would take all of equity: accept less impact, or set an exposure limit"
                .to_owned()
        });
        let held = Some(closing(allowance, naming)).filter(|words| !words.is_empty());
        return held.into_iter().chain(allowed).collect::<Vec<_>>().join(". ");
    }
    match (allowance.gap, allowance.risk) {
        (Ok(gap), Ok(risk)) => format!(
            "A {way} of {} costs the limit of {}; in {} of 100 times the move is larger than {}",
            share(gap),
            money(risk.limit),
            number(1.0 - input.confidence, Unit::Percent, naming),
            share(risk.adverse_move)
        ),
        (Ok(gap), Err(_)) => {
            format!("A {way} of {} before the next trade ends on the floor of {}", share(gap), money(floor))
        }
        (Err(_), _) if input.rule == Rule::ProfitLevels || allowance.exposure_after == 0.0 => String::new(),
        _ => format!("No {way} before the next trade reaches the floor of {}", money(floor)),
    }
}

/// Whether leaving the market again, from all that its depth allows, would cost as much as there is.
fn spends_all(input: &ExposureThrottle, allowance: &Allowance) -> bool {
    let cost = average_slippage(input.max_impact) * allowance.exposure;
    input.rule == Rule::Liquidity && input.terms.contract != Contract::Inverse && cost >= 1.0
}

/// What leaving the market would cost.
fn closing(allowance: &Allowance, naming: &Naming) -> String {
    let Ok(closing) = allowance.closing else { return String::new() };
    let share = |share: f64| format!("{} %", number(share, Unit::Percent, naming));
    let moves = format!("Closing what you hold moves the price by {}", share(closing.impact));
    match closing.money {
        Ok(money) if money.equity_after <= 0.0 => format!("{moves} and takes all of equity"),
        Ok(money) => format!("{moves} and costs {}", with_symbol(money.cost, Unit::Money, naming)),
        Err(_) => format!("{moves} and fills {} worse on average", share(closing.slippage)),
    }
}

/// The rule as a line, and where you are on it.
pub(super) fn chart(input: &ExposureThrottle, allowance: &Allowance, naming: &Naming) -> Option<Chart> {
    if allowance.curve.len() < 2 {
        return None;
    }
    let (over, now, upright) = match input.rule {
        Rule::ValueAtRisk => ("Volatility a year", input.volatility, "Exposure"),
        Rule::ProfitLevels => ("Gain since entry", gain(input), "Left of the position"),
        Rule::Cppi => ("Fall of equity", 0.0, "Exposure"),
        Rule::Liquidity => {
            ("Impact of closing it", allowance.closing.map_or(0.0, |closing| closing.impact), "Exposure")
        }
        _ => ("Drawdown", allowance.drawdown.unwrap_or_default(), "Exposure"),
    };
    let points = allowance.curve.iter().map(|[x, y]| Point { x: *x, y: *y }).collect();
    let (unit, text) =
        if input.rule == Rule::ProfitLevels { ("%", TickText(percent_text)) } else { ("×", TickText(plain)) };
    let axis =
        |title: &str, unit: &str, text| Axis { title: title.to_owned(), unit: unit.to_owned(), text, range: None };
    let allowed =
        Series { key: "exposure".to_owned(), name: "Allowed".to_owned(), tone: Tone::Text, dash: Dash::Solid, points };
    let you = Marker {
        key: "held_exposure".to_owned(),
        x: now,
        words: format!("now, {} %", number(now, Unit::Percent, naming)),
        tone: Tone::Accent,
    };
    Some(Chart::Curve(Curve {
        title: format!("{upright} allowed against {}", over.to_lowercase()),
        x: axis(over, "%", TickText(percent_text)),
        y: axis(upright, unit, text),
        series: vec![allowed],
        markers: vec![you],
    }))
}

fn gain(input: &ExposureThrottle) -> f64 {
    input.side.sign() * (input.price / input.entry - 1.0)
}

fn percent_text(fraction: f64) -> String {
    plain(percent(fraction))
}

fn plain(number: f64) -> String {
    display(number, Style { decimals: decimals_for(number, 3, 0).min(6), fixed: false, signed: false })
}
