//! Figures carried from one desk to another: once, by a button, into the open page only.

use super::{Sheet, tab_label, wording};
use crate::calculators::{CALCULATORS, desk_of};
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
    /// Where it is from: the label of a tab.
    pub from: &'static str,
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

/// Significant figures that are carried: more than anybody reads, fewer than the dust of a division.
const FIGURES: i32 = 6;

impl Sheet {
    /// What other desks could use of this answer.
    pub fn offers(&self) -> Vec<Offer> {
        self.outcome
            .outputs
            .iter()
            .filter_map(|(row, value)| match (row.feeds, value) {
                (Feed::Button(key), Value::Number(number)) => {
                    self.offer(key, if row.key.unit.is_percent() { percent(*number) } else { *number })
                }
                _ => None,
            })
            .collect()
    }

    fn offer(&self, key: &'static str, number: f64) -> Option<Offer> {
        let own_desk = desk_of(self.calculator.slug()).map(|desk| desk.name);
        let takers = CALCULATORS.iter().filter(|other| desk_of(other.slug()).map(|desk| desk.name) != own_desk);
        let (taker, field) = takers
            .filter_map(|other| Some((other, other.fields().into_iter().find(|row| row.key.name == key)?)))
            .next()?;
        let label = format!("Use as {} in {}", wording::lowered(field.label), tab_label(taker.slug()));
        let mut text = canonical(rounded(number, decimals_for(number, FIGURES, 0)));
        if field.key.kind == Kind::Money {
            text = format!("{text} {}", self.naming().symbol(Unit::Money));
        }
        let brings = Brought { key, text, from: tab_label(self.calculator.slug()) };
        Some(Offer { label, slug: taker.slug(), brings })
    }
}

/// Scenario and profile as the page sees them, with what was carried here; neither is written.
pub fn with_brought(scenario: &Scenario, profile: &Profile, brought: &[Brought]) -> Edited {
    let start = Edited { scenario: scenario.clone(), profile: profile.clone() };
    brought.iter().fold(start, |sofar, one| edit(&sofar.scenario, &sofar.profile, (one.key, &one.text)))
}
