//! The line under a field: what was understood, where it differs from what was typed.

use super::{Sheet, level_text, tab_label, wording};
use crate::figure::{number, with_symbol};
use crate::number_text::{Style, canonical, display, fraction, parse_with_unit};
use crate::scenario::Origin;
use crate::spec::{FieldRow, Kind, Scope, Unit};

/// A value within reach of one press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quick {
    /// What the button says.
    pub label: &'static str,
    /// The text that it sets.
    pub text: &'static str,
}

const RISKS: &[Quick] = &[
    Quick { label: "¼", text: "0.25" },
    Quick { label: "½", text: "0.5" },
    Quick { label: "1", text: "1" },
    Quick { label: "2", text: "2" },
];

/// The text of a field as it stands there while nobody types: grouped, and without the unit that stands beside it.
pub fn shown_text(kind: Kind, text: &str) -> String {
    match kind {
        Kind::Level => shown_text(Kind::Number, level_text::number_part(text)),
        Kind::Number | Kind::Money | Kind::Count => wording::grouped(text).unwrap_or_else(|| text.to_owned()),
        _ => text.to_owned(),
    }
}

/// A table as lines, as people read and paste it; a series as it is.
pub fn lines_text(kind: Kind, text: &str) -> String {
    match kind {
        // A quoted cell may hold a comma that stands for itself.
        Kind::Rows if text.contains('"') => text.replace(';', "\n"),
        Kind::Rows | Kind::Matrix => text.replace(';', "\n").replace(',', ", ").replace(",  ", ", "),
        Kind::Series => text.replace(',', ", ").replace(",  ", ", "),
        _ => text.to_owned(),
    }
}

impl Sheet {
    /// What is said under a field that has no problem; often nothing.
    pub fn echo(&self, row: &FieldRow) -> String {
        let mut said = vec![match self.resolved.origin(row.key.name) {
            Some(Origin::Fed(slug)) => format!("from {}", tab_label(slug)),
            _ => self.understood(row),
        }];
        if self.is_example(row.key.name) && row.key.scope == Scope::Account && self.quick(row).is_empty() {
            said.push("an example: set yours".to_owned());
        }
        said.retain(|words| !words.is_empty());
        said.join(", ")
    }

    fn understood(&self, row: &FieldRow) -> String {
        let text = self.text(row.key.name).trim();
        match (row.key.kind, row.key.unit) {
            (_, Unit::AnnualVolatility) => self.other_period(text),
            (Kind::Level, _) => self.level_echo(text, level_text::direction_of(row.key.kind)),
            (Kind::Number | Kind::Money | Kind::Count, _) => {
                let risked = self.money_of(row.key.name);
                risked.unwrap_or_else(|| rewritten(text))
            }
            _ => String::new(),
        }
    }

    /// `1 %` of equity is `100 USDT`.
    fn money_of(&self, key: &str) -> Option<String> {
        let sum = (key == "risk_pct").then(|| self.outcome.number("risk_budget_amount"))??;
        Some(with_symbol(sum, Unit::Money, self.naming()))
    }

    /// A volatility by the year, told by the day, and the other way round.
    fn other_period(&self, text: &str) -> String {
        let (Ok(value), unit) = parse_with_unit(text) else { return String::new() };
        let (factor, words) = if unit.is_empty() || unit == "%" {
            (365.0_f64.sqrt().recip(), "% a day")
        } else {
            (365.0_f64.sqrt(), "% a year")
        };
        format!("{} {words}", number(fraction(value) * factor, Unit::Percent, self.naming()))
    }

    /// The presses beside the echo.
    pub fn quick(&self, row: &FieldRow) -> &'static [Quick] {
        if row.key.name == "risk_pct" { RISKS } else { &[] }
    }

    /// What must be shown as "with an example equity" beside the answer, until it was set once.
    pub fn example_note(&self) -> Option<String> {
        // A side or mode stands pressed before everybody's eyes; only a figure can pass for one's own.
        let figures = self.ticket(false).into_iter().filter(|row| row.key.kind != Kind::Choice);
        let rows = figures.filter(|row| self.is_example(row.key.name));
        let (account, others): (Vec<&FieldRow>, Vec<&FieldRow>) = rows.partition(|row| row.key.scope == Scope::Account);
        let labels: Vec<String> = account.iter().map(|row| wording::lowered(row.label)).collect();
        match (labels.is_empty(), others.as_slice()) {
            (false, _) => Some(format!("with an example {}", wording::listed(&labels))),
            (true, [only]) => Some(format!("with an example {}", wording::lowered(only.label))),
            (true, [_, ..]) => Some("with example figures".to_owned()),
            (true, []) => None,
        }
    }

    /// The fold's line: every value behind it, what is off named together.
    pub fn fold_line(&self) -> String {
        let rows = self.ticket(true);
        let labels = |wanted: &str| -> Vec<String> {
            rows.iter()
                .filter(|row| self.text(row.key.name).trim() == wanted)
                .map(|row| wording::lowered(row.label))
                .collect()
        };
        let (zero, none) = (labels("0"), labels(""));
        let set = rows.iter().filter(|row| !matches!(self.text(row.key.name).trim(), "0" | ""));
        let mut said: Vec<String> = set.map(|row| self.folded_value(row)).collect();
        said.extend((!zero.is_empty()).then(|| format!("{} 0", wording::listed(&zero))));
        said.extend((!none.is_empty()).then(|| format!("no {}", wording::listed(&none).replace(" and ", " or "))));
        wording::raised(&said.join(" · "))
    }

    fn folded_value(&self, row: &FieldRow) -> String {
        let (label, text) = (wording::lowered(row.label), self.text(row.key.name).trim());
        let word = self.calculator.words(row.key.name).iter().find(|word| word.code == text);
        match (word, self.naming().symbol(row.key.unit)) {
            (Some(word), _) => format!("{label} {}", wording::lowered(word.label)),
            (None, symbol) if text.ends_with(symbol) => format!("{label} {text}"),
            (None, symbol) if row.key.unit == Unit::Times => format!("{label} {text}{symbol}"),
            (None, symbol) => format!("{label} {text} {symbol}"),
        }
    }
}

/// `10k` is 10,000; `65,000` needs no echo.
fn rewritten(text: &str) -> String {
    let (Ok(value), _) = parse_with_unit(text) else { return String::new() };
    let bare: String = level_text::number_part(text).chars().filter(|c| !matches!(c, ',' | ' ' | '_')).collect();
    if bare == canonical(value) || bare.trim_end_matches('0') == canonical(value) {
        return String::new();
    }
    display(value, Style { decimals: 12, fixed: false, signed: false })
}
