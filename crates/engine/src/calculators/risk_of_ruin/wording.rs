//! What becomes of the account, in one line and one picture.

use super::Ruin;
use crate::calculators::game::{Game, StakeRule};
use crate::chart::{Axis, Chart, Curve, Dash, Point, Series, TickText, Tone};
use crate::figure::{number, with_symbol};
use crate::number_text::{decimals_for, shown};
use crate::spec::{Naming, Severity, Statement, Unit};

/// A chance of ruin above this is amber.
const HIGH: f64 = 0.1;

/// What is to be known first: the worst first.
pub(super) fn statement(input: &Game, ruin: &Ruin, naming: &Naming) -> Statement {
    let level = with_symbol(input.ruin_level * input.equity, Unit::Money, naming);
    let warning = |words: String| Statement { words, severity: Severity::Warning };
    if input.risk == 0.0 {
        return warning("Nothing is risked, so nothing is lost".to_owned());
    }
    if !ruin.ever.grows && ruin.within.ruin < 1.0 && ruin.ever.at_most.is_ok_and(|chance| chance == 1.0) {
        return warning(format!("{}: sooner or later it falls to {level}", no_growth(input, ruin)));
    }
    let trades = shown(f64::from(input.trades_ahead), 0);
    let chance = number(ruin.within.ruin, Unit::Percent, naming);
    let off = number(2.0 * ruin.within.standard_error, Unit::Percent, naming);
    let simulated = match ruin.within.ruin {
        0.0 => {
            format!("None of {} simulated accounts falls to {level} in {trades} trades", shown(ruin.within.paths, 0))
        }
        _ => format!("{chance} % of simulated accounts, give or take {off}, fall to {level} in {trades} trades"),
    };
    let streak = shown(ruin.streak.longest, 1);
    let unlucky = ruin.ever.unlucky.map_or(String::new(), |chance| {
        format!(". If the record was luck, at most {} % ever fall so far", number(chance, Unit::Percent, naming))
    });
    let words = format!("{simulated}. Expect {streak} losses in a row on the way{unlucky}");
    let severity = if ruin.within.ruin > HIGH { Severity::Warning } else { Severity::Notice };
    Statement { words, severity }
}

fn no_growth(input: &Game, ruin: &Ruin) -> &'static str {
    match (ruin.ever.expectancy > 0.0, input.stake_rule) {
        (true, StakeRule::Share) => "Too large a share: the account shrinks in spite of its edge",
        _ => "No edge",
    }
}

/// Of each quantile of [`super::FAN_SHARES`], in percent: its name and look.
const LOOKS: [(u32, &str, Tone, Dash); 5] = [
    (5, "1 in 20 below", Tone::Loss, Dash::Dotted),
    (25, "1 in 4 below", Tone::Muted, Dash::Dashed),
    (50, "middle", Tone::Accent, Dash::Solid),
    (75, "1 in 4 above", Tone::Muted, Dash::Dashed),
    (95, "1 in 20 above", Tone::Gain, Dash::Dotted),
];

/// Equity along the trades: the middle, half and nine tenths of the accounts.
pub(super) fn chart(_: &Game, ruin: &Ruin, naming: &Naming) -> Option<Chart> {
    let fan = &ruin.within.fan;
    let lines = LOOKS.iter().zip(&fan.lines).map(|((share, name, tone, dash), heights)| Series {
        key: format!("equity_{share}"),
        name: (*name).to_owned(),
        tone: *tone,
        dash: *dash,
        points: fan.places.iter().zip(heights).map(|(x, y)| Point { x: *x, y: *y }).collect(),
    });
    let level = Series {
        key: "ruin_level_pct".to_owned(),
        name: "ruined".to_owned(),
        tone: Tone::Caution,
        dash: Dash::Solid,
        points: [fan.places.first(), fan.places.last()]
            .into_iter()
            .flatten()
            .map(|x| Point { x: *x, y: fan.ruin })
            .collect(),
    };
    let series = std::iter::once(level).chain(lines).collect();
    let x = Axis { title: "Trades".to_owned(), unit: String::new(), text: TickText(plain), range: None };
    let y = Axis {
        title: "Equity".to_owned(),
        unit: naming.symbol(Unit::Money).to_owned(),
        text: TickText(plain),
        range: None,
    };
    Some(Chart::Curve(Curve { title: "Where simulated accounts stand".to_owned(), x, y, series, markers: Vec::new() }))
}

fn plain(number: f64) -> String {
    shown(number, decimals_for(number, 3, 0).min(8))
}
