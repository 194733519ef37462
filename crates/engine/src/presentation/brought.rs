//! Figures carried from one desk to another: once, by a button, into the open page only.

use super::{Sheet, tab_label, wording};
use crate::calculators::{CALCULATORS, desk_of, find};
use crate::number_text::{canonical, decimals_for, percent, rounded};
use crate::scenario::{Edited, Profile, Scenario, edit};
use crate::spec::{Feed, Kind, Unit, Value};

/// A figure that was carried here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// The field's key.
    pub key: &'static str,
    /// The text.
    pub text: String,
    /// Where it is from: the label of a tab, or of Today.
    pub from: &'static str,
    /// Whether it follows what it is from for as long as somebody wants, and not until New trade.
    pub stays: bool,
}

impl Brought {
    /// Where it is from and for how long, as the field says it.
    pub fn told(&self) -> String {
        if self.stays { format!("from {}", self.from) } else { format!("from {}, until New trade", self.from) }
    }
}

/// A figure that may be carried, and where to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What the button says.
    pub label: String,
    /// The calculator that it opens.
    pub slug: &'static str,
    /// What it brings there.
    pub brings: Brought,
}

/// Significant figures that are carried of shares and multiples: more than anybody reads.
const FIGURES: i32 = 6;
/// The same of prices and quantities, which the fields they go to are computed from: fewer than the dust of a division.
const EXACT_FIGURES: i32 = 12;

impl Sheet {
    /// What other desks, and the calculators that come next, could use of this answer.
    pub fn offers(&self) -> Vec<Offer> {
        self.outcome
            .outputs
            .iter()
            .flat_map(|(row, value)| match (row.feeds, value) {
                (Feed::Button(key), Value::Number(number)) => self.offers_of(key, &carried(*number, row.key.unit)),
                _ => Vec::new(),
            })
            .collect()
    }

    /// To all that come next for this calculator and have the field; where there is none, to the first elsewhere.
    fn offers_of(&self, key: &'static str, text: &str) -> Vec<Offer> {
        let own_desk = desk_of(self.calculator.slug()).map(|desk| desk.name);
        let elsewhere = CALCULATORS.iter().map(|other| other.slug());
        let elsewhere = elsewhere.filter(|slug| desk_of(slug).map(|desk| desk.name) != own_desk);
        let next: Vec<Offer> =
            self.calculator.next().iter().filter_map(|next| self.offer(next.slug, (key, text))).collect();
        if next.is_empty() {
            elsewhere.filter_map(|slug| self.offer(slug, (key, text))).take(1).collect()
        } else {
            next
        }
    }

    fn offer(&self, slug: &'static str, (key, text): (&'static str, &str)) -> Option<Offer> {
        let field = find(slug)?.fields().into_iter().find(|row| row.key.name == key)?;
        let is_money = field.key.kind == Kind::Money;
        let text = if is_money { format!("{text} {}", self.naming().symbol(Unit::Money)) } else { text.to_owned() };
        let label = format!("Use as {} in {}", wording::lowered(field.label), tab_label(slug));
        Some(Offer {
            label,
            slug,
            brings: Brought { key, text, from: tab_label(self.calculator.slug()), stays: false },
        })
    }
}

/// A figure in the text of the field that it goes to.
pub(super) fn carried(number: f64, unit: Unit) -> String {
    let number = if unit.is_percent() { percent(number) } else { number };
    let figures = if unit.is_percent() || unit == Unit::Times { FIGURES } else { EXACT_FIGURES };
    canonical(rounded(number, decimals_for(number, figures, 0)))
}

/// Scenario and profile as the page sees them, with what was carried here; neither is written.
pub fn with_brought(scenario: &Scenario, profile: &Profile, brought: &[Brought]) -> Edited {
    let start = Edited { scenario: scenario.clone(), profile: profile.clone() };
    brought.iter().fold(start, |sofar, one| edit(&sofar.scenario, &sofar.profile, (one.key, &one.text)))
}
