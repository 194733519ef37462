//! Growth by the gross limit: solved again at each, and scaled down to each.

use super::solving::Judge;
use super::{Allocated, Method, Portfolio};
use crate::chart::{Axis, Chart, Curve, Dash, Marker, Point, Series, TickText, Tone};
use crate::figure::number;
use crate::math::portfolio::Bounds;
use crate::math::portfolio::bounds::gross;
use crate::number_text::{Style, decimals_for, display, percent};
use crate::spec::{Naming, Unit};

/// A gross limit, and the growth that is left within it.
#[derive(Clone, Copy, Debug)]
pub(super) struct FrontierPoint {
    pub gross: f64,
    pub solved: f64,
    pub scaled: f64,
}

/// Steps of the gross limit; fewer where there are many names, since each is solved.
fn steps(names: usize) -> u32 {
    if names > 20 { 8 } else { 24 }
}

/// From nothing to a little more than is best without a gross limit.
pub(super) fn points(judge: &Judge) -> Vec<FrontierPoint> {
    let input = judge.input();
    if input.method != Method::Kelly {
        return Vec::new();
    }
    let open = Bounds { gross: None, ..input.bounds() };
    let (Some(best), Some(free)) = (judge.best(&open), judge.free_best()) else { return Vec::new() };
    let steps = steps(input.names.len());
    let most = 1.1 * gross(&best);
    let at = |step: u32| {
        let limit = most * f64::from(step) / f64::from(steps);
        let bounds = Bounds { gross: Some(limit), ..input.bounds() };
        let solved = judge.charged_growth(&judge.best(&bounds)?)?;
        Some(FrontierPoint { gross: limit, solved, scaled: judge.charged_growth(&bounds.scaled_down(&free))? })
    };
    if most > 0.0 { (0..=steps).filter_map(at).collect() } else { Vec::new() }
}

/// Both lines, and where the split stands.
pub(super) fn chart(input: &Portfolio, results: &Allocated, naming: &Naming) -> Option<Chart> {
    if results.frontier.len() < 2 {
        return None;
    }
    let line = |(key, name): (&str, &str), (tone, dash), of: fn(&FrontierPoint) -> f64| Series {
        key: key.to_owned(),
        name: name.to_owned(),
        tone,
        dash,
        points: results.frontier.iter().map(|point| Point { x: point.gross, y: of(point) }).collect(),
    };
    let scaled = line(("scaled", "Scaled down"), (Tone::Muted, Dash::Dashed), |point| point.scaled);
    let solved = line(("solved", "Solved again"), (Tone::Text, Dash::Solid), |point| point.solved);
    let here = Marker {
        key: "gross_exposure".to_owned(),
        x: results.after.gross,
        words: format!("you, {}×", number(results.after.gross, Unit::Times, naming)),
        tone: Tone::Accent,
    };
    let growth = if input.share == 1.0 { "Growth a year" } else { "Growth a year, swings charged" };
    let axis = |title: &str, unit: &str, text: fn(f64) -> String| Axis {
        title: title.to_owned(),
        unit: unit.to_owned(),
        text: TickText(text),
        range: None,
    };
    Some(Chart::Curve(Curve {
        title: "Growth by the gross limit".to_owned(),
        x: axis("Gross limit", "×", plain),
        y: axis(growth, "%", percent_text),
        series: vec![scaled, solved],
        markers: vec![here],
    }))
}

fn percent_text(fraction: f64) -> String {
    plain(percent(fraction))
}

fn plain(number: f64) -> String {
    display(number, Style { decimals: decimals_for(number, 3, 0).min(6), fixed: false, signed: false })
}
