//! What a page says besides the figures: echoes under fields, the fold's line, the instrument in a few words, what a key
//! press steps to, what Copy and Report put on the clipboard. Views place these texts; they compose none themselves.
//!
//! Everything hangs on the [`Sheet`]: one calculator with the texts of its fields and what follows from them.

mod answer;
mod brought;
mod call;
mod drawing;
mod echo;
mod instrument;
mod keeping;
mod level_text;
mod moving;
mod opening;
mod orders;
mod pair_list;
mod paste;
mod picture;
mod report;
mod results;
mod step;
mod table_rows;
pub mod today;
mod wishes;
mod wording;

pub use answer::{Answer, Cell, TableView};
pub use brought::{Brought, Offer, with_brought};
pub use call::{Call, CallReading, CallTicket, Choice, Question, read_call};
pub use drawing::drawing;
pub use echo::{Quick, lines_text, shown_text};
pub use instrument::{InstrumentName, NAMES, dated_title, records_by_venue};
pub use keeping::{kept_text, read_kept};
pub use level_text::{LevelUnit, number_part, retyped};
pub use moving::Handle;
pub use opening::{Opened, first_profile, length_note, opened};
pub use pair_list::{joined_pairs, split_pairs, with_another};
pub use paste::Pasted;
pub use picture::{Held, Knob, Picture, Shown};
pub use results::quoted;
pub use step::Step;
pub use table_rows::{Cells, MOST_EDITED, is_blank, joined_rows, split_rows, used_columns};
pub use wishes::{PANELS, Wishes};

use crate::calculators::{DESKS, Desk, Tab, desk_of, find, position_size::POSITION_SIZE};
use crate::scenario::{self, Origin, Profile, Resolved, Scenario, resolve};
use crate::spec::{Calculator, Fault, FieldRow, Naming, Outcome, Problem, Scope, Severity, Status};

/// A calculator on the page: its declaration, the text of every field, and what follows from them.
#[derive(Clone)]
pub struct Sheet {
    /// The declaration.
    pub calculator: &'static dyn Calculator,
    /// The texts and where each is from.
    pub resolved: Resolved,
    /// What follows.
    pub outcome: Outcome,
}

impl Sheet {
    /// The sheet of a scenario; of the first calculator where the scenario names none that is known.
    pub fn new(scenario: &Scenario, profile: &Profile) -> Sheet {
        let calculator = find(&scenario.slug).unwrap_or(&POSITION_SIZE);
        let resolved = resolve(calculator, scenario, profile);
        let outcome = scenario::outcome(calculator, &resolved);
        Sheet { calculator, resolved, outcome }
    }

    /// The fields that these texts call for, but for the instrument's: first those in sight, then those behind the fold.
    pub fn ticket(&self, folded: bool) -> Vec<&'static FieldRow> {
        let rows = self.calculator.fields().into_iter();
        rows.filter(|row| row.folded == folded && row.key.scope != Scope::Instrument && self.shows(row)).collect()
    }

    /// The instrument's fields that these texts call for, its names apart.
    pub fn instrument(&self) -> Vec<&'static FieldRow> {
        self.calculator
            .fields()
            .into_iter()
            .filter(|row| row.key.scope == Scope::Instrument && self.shows(row))
            .filter(|row| NAMES.iter().all(|name| name.key != row.key.name))
            .collect()
    }

    /// Whether the calculator has anything to do with a contract.
    pub fn has_instrument(&self) -> bool {
        self.calculator.fields().iter().any(|row| row.key.scope == Scope::Instrument)
    }

    fn shows(&self, row: &FieldRow) -> bool {
        self.calculator.shows(row, &self.resolved.texts)
    }

    /// The names of the instrument.
    pub fn naming(&self) -> &Naming {
        &self.outcome.naming
    }

    /// The text of a field.
    pub fn text(&self, key: &str) -> &str {
        self.resolved.texts.get(key).unwrap_or_default()
    }

    /// Whether a field shows its example.
    pub fn is_example(&self, key: &str) -> bool {
        self.resolved.origin(key) == Some(Origin::Example)
    }

    /// Whether there are results.
    pub fn is_ok(&self) -> bool {
        self.outcome.status == Status::Ok
    }

    /// What to say under a field: the worst of its errors and warnings.
    pub fn complaint(&self, key: &str) -> Option<&Problem> {
        let at_field = self.outcome.problems.iter().filter(|problem| problem.key() == Some(key));
        at_field.filter(|problem| problem.severity >= Severity::Warning).max_by_key(|problem| problem.severity)
    }

    /// What belongs to no field in sight; empty fields are the prompt's.
    pub fn loose_problems(&self, in_sight: impl Fn(&str) -> bool) -> Vec<&Problem> {
        let is_loose = |problem: &&Problem| match problem.key() {
            None => true,
            Some(key) => problem.severity == Severity::Notice || !in_sight(key),
        };
        self.outcome.problems.iter().filter(is_loose).collect()
    }

    /// The keys with an error, empty fields among them.
    pub fn keys_in_error(&self) -> impl Iterator<Item = &'static str> {
        self.outcome.problems.iter().filter(|problem| problem.severity == Severity::Error).filter_map(Problem::key)
    }

    /// Whether all that is wrong with a field is that nothing was typed.
    pub fn is_merely_empty(&self, key: &str) -> bool {
        self.complaint(key).is_some_and(|problem| problem.fault == Fault::Needed)
    }

    /// What stands in the answer's place: what to type, or what is in the way.
    pub fn instead(&self) -> String {
        let errors = self.outcome.problems.iter().filter(|problem| problem.severity == Severity::Error);
        let in_the_way = || match errors.count() {
            1 => "One thing to mend first".to_owned(),
            count => format!("{count} things to mend first"),
        };
        scenario::prompt(&self.outcome.problems).unwrap_or_else(in_the_way)
    }

    /// The side, or any other two-word choice in sight, that a single letter stands for: its key and the word's code.
    pub fn by_letter(&self, letter: char) -> Option<(&'static str, &'static str)> {
        let rows = self.ticket(false).into_iter().map(|row| (row.key.name, self.calculator.words(row.key.name)));
        let mut pairs = rows.filter(|(_, words)| words.len() == 2);
        let (key, words) = pairs.next()?;
        let word = words.iter().find(|word| word.code.starts_with(letter.to_ascii_lowercase()))?;
        Some((key, word.code))
    }
}

/// The desks that have a calculator, as they are shown.
pub fn desks() -> impl Iterator<Item = &'static Desk> {
    DESKS.iter().filter(|desk| desk.slugs().any(|slug| find(slug).is_some()))
}

/// What a calculator is called beside others: its tab's label, or its own title where it shares the tab.
pub fn tab_label(slug: &str) -> &'static str {
    let tabs = DESKS.iter().flat_map(|desk| desk.tabs);
    match (tabs.into_iter().find(|tab| tab.slugs.contains(&slug)), find(slug)) {
        (Some(tab), Some(calculator)) if shown(tab).len() > 1 => calculator.title(),
        (Some(tab), _) => tab.label,
        (None, _) => "",
    }
}

/// The tabs of a desk that have a calculator, each with its label and those that are there.
pub fn shown_tabs(desk: &Desk) -> Vec<(&'static str, Vec<&'static str>)> {
    desk.tabs.iter().map(|tab| (tab.label, shown(tab))).filter(|(_, slugs)| !slugs.is_empty()).collect()
}

fn shown(tab: &Tab) -> Vec<&'static str> {
    tab.slugs.iter().copied().filter(|slug| find(slug).is_some()).collect()
}

/// The calculator that a press of the desk's nth tab opens: of those that share it the next one, where one of them is here.
pub fn calculator_of_tab(here: &str, place: usize) -> Option<&'static str> {
    let tabs = desk_of(here).map(shown_tabs).unwrap_or_default();
    let (_, slugs) = tabs.get(place)?;
    let next = slugs.iter().position(|slug| *slug == here).map_or(0, |at| at + 1);
    slugs.get(next).or(slugs.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_shows_the_calculators_that_are_there_and_is_left_out_without_any() {
        let desk = Desk {
            name: "Trade",
            tabs: &[
                Tab { label: "Size", slugs: &["position-size"] },
                Tab { label: "Odds", slugs: &["no-such-calculator"] },
                Tab { label: "Both", slugs: &["kelly", "no-such-calculator", "volatility-target"] },
            ],
        };
        let wanted = [("Size", vec!["position-size"]), ("Both", vec!["kelly", "volatility-target"])];
        assert_eq!(shown_tabs(&desk), wanted);
    }

    #[test]
    fn a_tab_is_called_by_its_label_where_a_calculator_has_it_alone() {
        assert_eq!((tab_label("position-size"), tab_label("no-such-calculator")), ("Size", ""));
    }

    #[test]
    fn the_nth_tab_is_opened_from_any_other_and_stays_from_itself() {
        assert_eq!(calculator_of_tab("position-size", 2), Some("liquidation"));
        assert_eq!(calculator_of_tab("liquidation", 2), Some("liquidation"));
        assert_eq!(calculator_of_tab("liquidation", 9), None);
    }
}
