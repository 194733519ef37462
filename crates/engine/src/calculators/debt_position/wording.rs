//! How far it may fall, in one line and one picture.

use super::DebtPosition;
use super::standing::{Standing, State};
use crate::chart::{Axis, Chart, Curve, Dash, Marker, Point, Series, TickText, Tone};
use crate::figure::number;
use crate::number_text::{Style, decimals_for, display, percent};
use crate::spec::{Naming, Reason, Severity, Statement, Unit};

/// A move this small, as a fraction, is an ordinary week's.
const CLOSE: f64 = 0.1;

/// How far what moves may move, or why it does not matter.
pub(super) fn statement(input: &DebtPosition, standing: &Standing, naming: &Naming) -> Statement {
    let calm = |words: String| Statement { words, severity: Severity::Notice };
    let amber = |words: String| Statement { words, severity: Severity::Warning };
    match standing.distance() {
        Ok(distance) if distance.abs() <= CLOSE * (1.0 + 1e-9) => amber(priced(input, standing, distance, naming)),
        Ok(distance) => calm(priced(input, standing, distance, naming)),
        Err(_) if standing.state() == State::AlreadyLiquidatable => amber(already(standing, naming)),
        Err(Reason(words)) => calm(match words.strip_prefix("None: ") {
            Some(rest) => format!("No liquidation price: {rest}"),
            None => format!("{words}: no price liquidates it"),
        }),
    }
}

fn already(standing: &Standing, naming: &Naming) -> String {
    let repay = standing.loan.debt_value() - standing.loan.counted();
    format!("Already liquidatable: repay more than {} {} to be safe", number(repay, Unit::Quote, naming), naming.quote)
}

fn priced(input: &DebtPosition, standing: &Standing, distance: f64, naming: &Naming) -> String {
    let only = if distance.abs() <= CLOSE * (1.0 + 1e-9) { "only " } else { "" };
    let way = if distance <= 0.0 { "fall" } else { "rise" };
    let size = number(distance.abs(), Unit::Percent, naming);
    let to = match (standing.price(), standing.ratio()) {
        (Ok(price), _) => format!(", to {}", number(price, Unit::Price, naming)),
        (_, Ok(ratio)) => format!(" against {}, to {}", owed(input, standing), number(ratio, Unit::Price, naming)),
        _ => String::new(),
    };
    let chance = standing.touch_within.map_or(String::new(), |chance| {
        let days = number(input.horizon_days, Unit::Days, naming);
        format!("; {} % chance to touch that within {days} days", number(chance, Unit::Percent, naming))
    });
    format!("{} may {way} {only}{size} %{to}{chance}", held(input, standing))
}

/// What moves: the coin, or all of them with the largest named for its price.
fn held(input: &DebtPosition, standing: &Standing) -> String {
    let moving = input.collaterals.iter().zip(&standing.loan.collaterals).filter(|(_, row)| row.is_volatile);
    let mut coins: Vec<usize> = moving.map(|(_, row)| row.coin).collect();
    coins.dedup();
    let name = |symbol: Option<&String>, fallback: &str| {
        symbol.filter(|symbol| !symbol.is_empty()).cloned().unwrap_or_else(|| fallback.to_owned())
    };
    match (standing.leading_collateral(), coins.len()) {
        (Some((at, _)), 1) => name(input.collaterals.get(at).map(|row| &row.symbol), "The collateral"),
        (Some((at, _)), _) => {
            format!(
                "All collateral, such as {},",
                name(input.collaterals.get(at).map(|row| &row.symbol), "the largest")
            )
        }
        (None, _) => owed(input, standing),
    }
}

fn owed(input: &DebtPosition, standing: &Standing) -> String {
    let symbol = standing.leading_debt().and_then(|(at, _)| input.debts.get(at)).map(|row| row.symbol.clone());
    symbol.filter(|symbol| !symbol.is_empty()).unwrap_or_else(|| "what is owed".to_owned())
}

const POINTS: i32 = 60;

/// The health factor over moves of the price, with the line below which it is liquidated.
pub(super) fn chart(_: &DebtPosition, standing: &Standing, naming: &Naming) -> Option<Chart> {
    let distance = standing.distance().ok()?;
    let (low, high) =
        if distance <= 0.0 { ((1.4 * distance).clamp(-0.95, -0.3), 0.2) } else { (-0.2, (1.4 * distance).max(0.3)) };
    let place = |n: i32| low + (high - low) * f64::from(n) / f64::from(POINTS);
    let at = |x: f64| Some(Point { x, y: standing.parts.health_factor(1.0 + x)? });
    let points: Vec<Point> = (0..=POINTS).filter_map(|n| at(place(n))).collect();
    let line = vec![Point { x: low, y: 1.0 }, Point { x: high, y: 1.0 }];
    let series = |key: &str, name: &str, (tone, dash), points| Series {
        key: key.to_owned(),
        name: name.to_owned(),
        tone,
        dash,
        points,
    };
    let marker = |key: &str, (x, words): (f64, String), tone| Marker { key: key.to_owned(), x, words, tone };
    let now = standing.health_factor().map_or(String::new(), |health| number(health, Unit::None, naming));
    let share = number(distance, Unit::Percent, naming);
    Some(Chart::Curve(Curve {
        title: "Health factor against the move of the price".to_owned(),
        x: axis("Move of the price", "%", percent_text),
        y: axis("Health factor", "", plain),
        series: vec![
            series("liquidated", "Liquidated below 1", (Tone::Loss, Dash::Dotted), line),
            series("health_factor", "Health factor", (Tone::Text, Dash::Solid), points),
        ],
        markers: vec![
            marker("health_factor", (0.0, format!("now, {now}")), Tone::Accent),
            marker("liquidation_distance_pct", (distance, format!("liquidated, {share} %")), Tone::Loss),
        ],
    }))
}

fn axis(title: &str, unit: &str, text: fn(f64) -> String) -> Axis {
    Axis { title: title.to_owned(), unit: unit.to_owned(), text: TickText(text), range: None }
}

fn percent_text(fraction: f64) -> String {
    plain(percent(fraction))
}

fn plain(number: f64) -> String {
    display(number, Style { decimals: decimals_for(number, 3, 0).min(6), fixed: false, signed: false })
}
