//! What the comparison comes down to, in one line and one picture.

use super::{Figures, Rules};
use crate::calculators::game::{Game, PathChart, Rule};
use crate::chart::{Axis, Chart, Curve, Dash, Point, Series, TickText, Tone};
use crate::figure::{number, with_symbol};
use crate::number_text::{decimals_for, shown};
use crate::spec::{Listed, Naming, Severity, Statement, Unit};

/// Points to a line, at most.
const POINTS: usize = 200;

/// The martingale in words, and how far optimal f falls: what people do not expect.
pub(super) fn statement(input: &Game, rules: &Rules, naming: &Naming) -> Statement {
    if input.risk == 0.0 {
        return Statement { words: "Nothing is risked, so nothing is lost".to_owned(), severity: Severity::Warning };
    }
    let percent = |share: f64| number(share, Unit::Percent, naming);
    let martingale = rules.martingale.as_ref().ok().map(|martingale| {
        let stake = with_symbol(martingale.next_stake * input.equity, Unit::Money, naming);
        format!(
            "{} losses in a row ruin the martingale, and come with a chance of {} % in {} trades; the next stake would be {stake}",
            shown(martingale.losses, 0),
            percent(martingale.chance),
            shown(f64::from(input.trades_ahead), 0),
        )
    });
    let optimal = rules.optimal.as_ref().ok().map(|optimal| match optimal.share {
        share if share > 0.0 => format!(
            "At optimal f a loss of {} R would take everything; the largest reckoned with is {} R",
            shown(1.0 / share, 2),
            shown(optimal.largest_loss, 2)
        ),
        _ => "No edge: optimal f stakes nothing".to_owned(),
    });
    let order = rules.optimal.as_ref().ok().filter(|optimal| optimal.secure_drawn < optimal.secure).map(|optimal| {
        let drawn = percent(optimal.secure_drawn * optimal.largest_loss);
        format!("Secure f owes something to the order of your trades: in any order it is {drawn} %")
    });
    let severity = if rules.best_line().is_some() { Severity::Notice } else { Severity::Warning };
    Statement { words: [martingale, optimal, order].into_iter().flatten().collect::<Vec<_>>().join(". "), severity }
}

/// Equity, or stakes, of every rule along the trades.
pub(super) fn chart(input: &Game, rules: &Rules, naming: &Naming) -> Option<Chart> {
    let lines = rules.lines.iter().filter_map(|line| Some((line.rule, line.figures.as_ref().ok()?)));
    let series: Vec<Series> = lines.map(|(rule, figures)| line(rule, figures, input)).collect();
    let title = match (input.path_chart, rules.is_replay) {
        (PathChart::Equity, true) => "Equity on your trades, by rule",
        (PathChart::Stake, true) => "Stakes on your trades, by rule",
        (PathChart::Equity, false) => "Equity of one simulated account, by rule",
        (PathChart::Stake, false) => "Stakes of one simulated account, by rule",
    };
    let x = Axis { title: "Trades".to_owned(), unit: String::new(), text: TickText(plain), range: None };
    let y = Axis {
        title: input.path_chart.word().label.to_owned(),
        unit: naming.symbol(Unit::Money).to_owned(),
        text: TickText(plain),
        range: None,
    };
    Some(Chart::Curve(Curve { title: title.to_owned(), x, y, series, markers: Vec::new() }))
}

fn line(rule: Rule, figures: &Figures, input: &Game) -> Series {
    let (tone, dash) = look(rule);
    let of = |step: &super::Step| if input.path_chart == PathChart::Equity { step.equity } else { step.stake };
    let after =
        figures.steps.iter().enumerate().map(|(at, step)| Point { x: at as f64 + 1.0, y: of(step) * input.equity });
    let start = (input.path_chart == PathChart::Equity).then_some(Point { x: 0.0, y: input.equity });
    let every = figures.steps.len().div_ceil(POINTS).max(1);
    let last = figures.steps.len();
    let kept = after.filter(|point| (point.x as usize).is_multiple_of(every) || point.x as usize == last);
    Series {
        key: rule.word().code.to_owned(),
        name: rule.word().label.to_owned(),
        tone,
        dash,
        points: start.into_iter().chain(kept).collect(),
    }
}

fn look(rule: Rule) -> (Tone, Dash) {
    match rule {
        Rule::FixedFractional => (Tone::Accent, Dash::Solid),
        Rule::FixedSize => (Tone::Muted, Dash::Solid),
        Rule::FixedRatio => (Tone::Muted, Dash::Dashed),
        Rule::OptimalF => (Tone::Caution, Dash::Solid),
        Rule::SecureF => (Tone::Gain, Dash::Solid),
        Rule::AntiMartingale => (Tone::Text, Dash::Dotted),
        Rule::Martingale => (Tone::Loss, Dash::Solid),
    }
}

fn plain(number: f64) -> String {
    shown(number, decimals_for(number, 3, 0).min(8))
}
