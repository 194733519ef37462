//! How far the market may go, what would help, and a picture of it.

use super::solving::{ALREADY, NO_NEAR_RISE};
use super::{CrossAccount, Overview, WARNING_LEVELS};
use crate::chart::{Axis, Chart, Curve, Dash, Marker, Point, Series, Span, TickText, Tone};
use crate::figure::{number, with_symbol};
use crate::math::account::Way;
use crate::number_text::{Style, decimals_for, display, percent};
use crate::spec::{Listed, Naming, Severity, Statement, Unit};

/// Above this utilisation the line is amber.
const TIGHT: f64 = 0.5;
/// The picture ends a little above liquidation.
const TOP: f64 = 1.1;

/// Where the account goes, which reduction moves that furthest, and what has no stop.
pub(super) fn statement(input: &CrossAccount, overview: &Overview, naming: &Naming) -> Statement {
    let sentences = [Some(where_it_goes(overview, naming)), best(input, overview, naming), unstopped(overview)];
    let is_tight = overview.used.map_or(true, |used| used >= TIGHT);
    let has_gap = overview.risks.iter().any(|risk| risk.counted.lacks_stop());
    Statement {
        words: sentences.into_iter().flatten().collect::<Vec<_>>().join(". "),
        severity: if is_tight || has_gap { Severity::Warning } else { Severity::Notice },
    }
}

fn where_it_goes(overview: &Overview, naming: &Naming) -> String {
    let share = |shock: f64| format!("{} %", number(shock.abs(), Unit::Percent, naming));
    match (overview.room, overview.fall, overview.rise) {
        (Err(ALREADY), ..) => {
            let [left, required] =
                [overview.now.equity, overview.now.requirement].map(|sum| with_symbol(sum, Unit::Money, naming));
            format!("Already liquidatable: {left} is left, and {required} must remain")
        }
        (_, Ok(fall), Ok(rise)) => {
            format!("Liquidated if everything falls {}, or rises {}", share(fall), share(rise))
        }
        (_, Ok(fall), Err(NO_NEAR_RISE)) => {
            format!("Liquidated if everything falls {}; no rise below tenfold does it", share(fall))
        }
        (_, Ok(fall), Err(_)) => format!("Liquidated if everything falls {}; no rise does it", share(fall)),
        (_, Err(_), Ok(rise)) => format!("Liquidated if everything rises {}; no fall does it", share(rise)),
        (_, _, Err(NO_NEAR_RISE)) => {
            "No common fall, and no common rise below tenfold, liquidates this account".to_owned()
        }
        _ => "No common fall and no common rise liquidates this account".to_owned(),
    }
}

/// The best reduction, where closing as much elsewhere would do less.
fn best(input: &CrossAccount, overview: &Overview, naming: &Naming) -> Option<String> {
    let (first, second) = (overview.reductions.first()?, overview.reductions.get(1)?);
    let risk = overview.risks.get(first.position)?;
    if input.reduction <= 0.0 || overview.room.is_err() && overview.room != Err(ALREADY) || first.room == second.room {
        return None;
    }
    let closing = format!(
        "Closing {} of the {} {} buys most room",
        with_symbol(first.closes, Unit::Money, naming),
        overview.name(risk.symbol),
        risk.side.word().code
    );
    Some(match first.room {
        Ok(room) => {
            let way = if room < 0.0 { "fall" } else { "rise" };
            format!("{closing}: to a {way} of {} %", number(room.abs(), Unit::Percent, naming))
        }
        Err(ALREADY) => return None,
        Err(_) => format!("{closing}: then no common move below tenfold liquidates it"),
    })
}

fn unstopped(overview: &Overview) -> Option<String> {
    let without = overview.risks.iter().filter(|risk| risk.counted.lacks_stop()).count();
    match without {
        0 => None,
        1 => Some("1 position has no stop".to_owned()),
        many => Some(format!("{many} positions have no stop")),
    }
}

/// Utilisation against the common move, with the warnings marked.
pub(super) fn chart(_: &CrossAccount, overview: &Overview, naming: &Naming) -> Option<Chart> {
    let points: Vec<Point> = overview.curve.iter().map(|(shock, used)| Point { x: *shock, y: *used }).collect();
    if points.len() < 2 {
        return None;
    }
    let axis = |title: &str, range| Axis {
        title: title.to_owned(),
        unit: "%".to_owned(),
        text: TickText(percent_text),
        range,
    };
    let top = points.iter().map(|point| point.y).fold(0.0, f64::max);
    let used = Series {
        key: "margin_used_pct".to_owned(),
        name: "Margin utilisation".to_owned(),
        tone: Tone::Text,
        dash: Dash::Solid,
        points,
    };
    Some(Chart::Curve(Curve {
        title: "Margin utilisation against the shock".to_owned(),
        x: axis("Common move", None),
        y: axis("Margin utilisation", Some(Span { low: 0.0, high: (top * TOP).min(TOP) })),
        series: vec![used],
        markers: markers(overview, naming),
    }))
}

/// Now, the warnings on the nearer side, and liquidation on both.
fn markers(overview: &Overview, naming: &Naming) -> Vec<Marker> {
    let share = |shock: f64| format!("{} %", number(shock, Unit::Percent, naming));
    let now = overview.used.ok().map(|used| Marker {
        key: "margin_used_pct".to_owned(),
        x: 0.0,
        words: format!("now {}", share(used)),
        tone: Tone::Accent,
    });
    let nearer = overview.room.ok().map(|room| if room < 0.0 { Way::Fall } else { Way::Rise });
    let [lowest, highest] = [overview.curve.first(), overview.curve.last()].map(|end| end.map_or(0.0, |end| end.0));
    let shown = overview.warned.iter().filter_map(|warned| {
        let shock = warned.shock.ok().filter(|shock| (lowest..=highest).contains(shock))?;
        let is_end = WARNING_LEVELS.last() == Some(&warned.level);
        (is_end || Some(warned.way) == nearer).then(|| Marker {
            key: "margin_warnings".to_owned(),
            x: shock,
            words: format!("{} at {}", share(warned.level), share(shock)),
            tone: if is_end { Tone::Loss } else { Tone::Muted },
        })
    });
    now.into_iter().chain(shown).collect()
}

fn percent_text(fraction: f64) -> String {
    let share = percent(fraction);
    display(share, Style { decimals: decimals_for(share, 3, 0).min(6), fixed: false, signed: false })
}
