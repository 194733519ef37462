//! What the fraction comes down to, in one line and one picture.

use super::fractions::{Binding, Evidence, Fractions, Measure, Standing};
use super::{EdgeModel, Kelly, Shrinkage};
use crate::chart::{Axis, Chart, Curve, Dash, Marker, Point, Series, TickText, Tone};
use crate::figure::number;
use crate::math::kelly::GrowthPoint;
use crate::number_text::{Style, decimals_for, display, percent, shown};
use crate::spec::{Naming, Severity, Statement, Unit};

/// A chance below this is not written out.
const LEAST_SHOWN: f64 = 1e-4;

/// What is to be known before the fraction is used: the worst first.
pub(super) fn statement(input: &Kelly, fractions: &Fractions, naming: &Naming) -> Statement {
    let warning = |words: String| Statement { words, severity: Severity::Warning };
    match fractions.standing {
        Standing::NoEdge => warning("No edge: the best stake is 0".to_owned()),
        Standing::LostToCosts => warning("No edge: costs take all of it. The best stake is 0".to_owned()),
        Standing::Certain => warning("Only a limit: no bet is certain to win".to_owned()),
        Standing::Edge => {
            let is_doubtful = matches!(fractions.evidence(), Evidence::Untested | Evidence::Weak);
            let cautions: Vec<String> =
                [held(fractions, naming), above_full(fractions)].into_iter().flatten().collect();
            let is_calm = !is_doubtful && cautions.is_empty();
            let words = std::iter::once(luck(input, fractions, naming)).chain(cautions).collect::<Vec<_>>().join(". ");
            Statement { words, severity: if is_calm { Severity::Notice } else { Severity::Warning } }
        }
    }
}

/// What if it was luck: how likely that is, what would follow, and what is taken off for it.
fn luck(input: &Kelly, fractions: &Fractions, naming: &Naming) -> String {
    let record = match (input.observations(), input.observed_years) {
        (Some(trades), _) => format!("{} trades", shown(f64::from(trades), 0)),
        (None, Some(years)) if input.edge_model == EdgeModel::Continuous => {
            format!("{} years", number(years, Unit::Years, naming))
        }
        (None, _) if input.edge_model == EdgeModel::Continuous => {
            return "Upper bound: the edge is untested. Type how many years it was observed".to_owned();
        }
        (None, _) => {
            return "Upper bound: the edge is untested. Type the number of past trades, to see how likely they were luck"
                .to_owned();
        }
    };
    let left = left(input, fractions, naming);
    match fractions.uncertainty.edge_chance.map(|edge| 1.0 - edge) {
        Ok(luck) => {
            let chance = if luck < LEAST_SHOWN { "below 0.01".to_owned() } else { number(luck, Unit::Percent, naming) };
            format!(
                "Chance that your {record} were luck: {chance} %. If so, no figure here holds: any stake is halved sooner or later. {left}"
            )
        }
        Err(_) => left,
    }
}

fn left(input: &Kelly, fractions: &Fractions, naming: &Naming) -> String {
    let (share, factor) = (percents(input.kelly_share, naming), percents(fractions.shrink_factor, naming));
    match input.shrinkage {
        Shrinkage::None => format!("Nothing is taken off for that doubt; you use {share} of full Kelly"),
        _ if fractions.shrink_factor > 1.0 => {
            format!("Your prior raises this to {factor} of full Kelly, of which you use {share}")
        }
        _ => format!("That doubt leaves {factor} of full Kelly, of which you use {share}"),
    }
}

fn percents(fraction: f64, naming: &Naming) -> String {
    format!("{} %", number(fraction, Unit::Percent, naming))
}

fn held(fractions: &Fractions, naming: &Naming) -> Option<String> {
    let applied = fractions.applied;
    match fractions.binding() {
        Binding::None => None,
        Binding::Exposure => {
            let times = |exposure| number(exposure, Unit::Times, naming);
            Some(format!(
                "The exposure limit holds this to {}×, not {}×",
                times(applied.fraction),
                times(applied.wanted)
            ))
        }
        Binding::Fall => Some(format!("The limit on falls holds this to {}", of_wanted(fractions, naming))),
        Binding::Liquidation => Some(format!("Liquidation on the way holds this to {}", of_wanted(fractions, naming))),
        Binding::Equity => Some(match fractions.measure {
            Measure::Multiples { planned_loss, worst_loss } if worst_loss < planned_loss => {
                "Held to all of equity: no result listed loses as much as the stop would".to_owned()
            }
            _ => "Held to all of equity".to_owned(),
        }),
    }
}

/// What is used, not what shrinkage and share ask for.
fn of_wanted(fractions: &Fractions, naming: &Naming) -> String {
    let applied = fractions.applied;
    format!("{}, not {}", fractions.place_text(applied.fraction, naming), fractions.place_text(applied.wanted, naming))
}

fn above_full(fractions: &Fractions) -> Option<String> {
    let above = fractions.applied.fraction > fractions.full * (1.0 + 1e-9);
    above.then(|| "Above full Kelly: more risk for less growth".to_owned())
}

/// Growth against the fraction, with what is used, full Kelly and the end of growth.
pub(super) fn chart(_: &Kelly, fractions: &Fractions, naming: &Naming) -> Option<Chart> {
    let place = |fraction: f64| fractions.place(fraction);
    let points: Vec<Point> = fractions
        .curve
        .iter()
        .map(|GrowthPoint { fraction, growth }| Point { x: place(*fraction), y: *growth })
        .collect();
    if points.len() < 2 {
        return None;
    }
    let (x, over) = fractions.horizontal();
    let growth_title = if fractions.measure == Measure::Market { "Growth a year" } else { "Growth a trade" };
    let y = Axis { title: growth_title.to_owned(), unit: "%".to_owned(), text: TickText(percent_text), range: None };
    let growth =
        Series { key: "growth".to_owned(), name: "Growth".to_owned(), tone: Tone::Text, dash: Dash::Solid, points };
    let markers = markers(fractions, naming);
    Some(Chart::Curve(Curve { title: format!("Growth against {over}"), x, y, series: vec![growth], markers }))
}

impl Fractions {
    /// Where a fraction stands on the horizontal axis.
    fn place(&self, fraction: f64) -> f64 {
        self.measure.at_risk(fraction).unwrap_or(fraction)
    }

    fn horizontal(&self) -> (Axis, &'static str) {
        match self.measure {
            Measure::Market => {
                let axis = Axis {
                    title: "Exposure".to_owned(),
                    unit: "×".to_owned(),
                    text: TickText(times_text),
                    range: None,
                };
                (axis, "the exposure")
            }
            _ => {
                let axis = Axis {
                    title: "Equity at risk".to_owned(),
                    unit: "%".to_owned(),
                    text: TickText(percent_text),
                    range: None,
                };
                (axis, "the share of equity at risk")
            }
        }
    }

    fn place_text(&self, fraction: f64, naming: &Naming) -> String {
        let place = self.place(fraction);
        match self.measure {
            Measure::Market => format!("{}×", number(place, Unit::Times, naming)),
            _ => format!("{} %", number(place, Unit::Percent, naming)),
        }
    }
}

fn markers(fractions: &Fractions, naming: &Naming) -> Vec<Marker> {
    let marker = |key: &str, name: &str, fraction: f64, tone| Marker {
        key: key.to_owned(),
        x: fractions.place(fraction),
        words: format!("{name}, {}", fractions.place_text(fraction, naming)),
        tone,
    };
    let (you, full) = if fractions.measure == Measure::Market {
        ("exposure", "full_exposure")
    } else {
        ("fraction_at_risk_pct", "full_fraction_at_risk_pct")
    };
    let used = fractions.applied.fraction;
    let is_full = (used / fractions.full - 1.0).abs() < 1e-9;
    let zero = fractions.zero_growth.ok().map(|zero| marker("zero_growth", "growth ends", zero, Tone::Loss));
    let full = (fractions.full > 0.0 && !is_full).then(|| marker(full, "full Kelly", fractions.full, Tone::Muted));
    let name = if is_full { "you, at full Kelly" } else { "you" };
    [Some(marker(you, name, used, Tone::Accent)), full, zero].into_iter().flatten().collect()
}

fn percent_text(fraction: f64) -> String {
    plain(percent(fraction))
}

fn times_text(times: f64) -> String {
    plain(times)
}

fn plain(number: f64) -> String {
    display(number, Style { decimals: decimals_for(number, 3, 0).min(6), fixed: false, signed: false })
}
