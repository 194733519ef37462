//! What is asked: a calculator and texts. Unlike a page, a script cannot mark an example as one, and so nothing is taken
//! from examples unless that is asked for.

use ballast_engine::calculators::{desk_of, find};
use ballast_engine::presentation::Sheet;
use ballast_engine::scenario::{Decoded, Profile, RULES, Scenario, resolve, with_own_account};
use ballast_engine::spec::{Calculator, Feed, OWN_CURRENCY, Scope, find_key};

use crate::similar::suggestion;

/// A question.
pub struct Question {
    /// The calculator.
    pub calculator: &'static dyn Calculator,
    /// The link, or the bare calculator.
    pub decoded: Decoded,
    /// Keys and texts of the command line; they win over the link.
    pub typed: Vec<(String, String)>,
    /// Whether examples fill what is missing.
    pub with_examples: bool,
}

impl Question {
    /// The scenario; what would come from an example is empty in it, and so a problem.
    pub fn asked(&self) -> Decoded {
        self.asked_with(&[])
    }

    /// The same with a row's texts, which win over all else.
    pub fn asked_with(&self, row: &[(String, String)]) -> Decoded {
        let mut asked = self.decoded.clone();
        if asked.scenario.account_of_reader {
            // Here that is the one typed beside the link.
            asked.scenario = Scenario { account_of_reader: false, ..with_own_account(&asked.scenario) };
        }
        asked.scenario.is_sample = false;
        for (key, text) in self.typed.iter().chain(row) {
            asked.scenario.texts.set(key, text.as_str());
        }
        if !self.with_examples {
            let resolved = resolve(self.calculator, &asked.scenario, &Profile::new());
            let assumed: Vec<&str> = resolved.assumed().collect();
            assumed.into_iter().for_each(|key| asked.scenario.texts.set(key, ""));
        }
        asked
    }
}

/// Why a calculator cannot do anything with a key.
pub fn unknown_key(calculator: &'static dyn Calculator, key: &str) -> Option<String> {
    let counts = |key: &str| {
        key == RULES
            || OWN_CURRENCY.contains(&key)
            || find_key(key).is_some_and(|key| key.scope == Scope::Instrument)
            || takes(calculator, key)
    };
    if counts(key) {
        return None;
    }
    let keys = calculator.fields().into_iter().map(|row| row.key.name).chain([RULES]);
    let slug = calculator.slug();
    Some(format!("{slug} takes no {key}{}", suggestion(key, keys)))
}

/// Whether a calculator, or one that feeds it, has such a field.
fn takes(calculator: &dyn Calculator, key: &str) -> bool {
    let fields = calculator.fields();
    let feeds = |other: &&'static dyn Calculator| {
        let fed = |feed: Feed| matches!(feed, Feed::Desk(fed) if fields.iter().any(|row| row.key.name == fed));
        other.slug() != calculator.slug() && other.outputs().iter().any(|row| fed(row.feeds))
    };
    let desk = desk_of(calculator.slug()).into_iter().flat_map(|desk| desk.slugs()).filter_map(find);
    fields.iter().any(|row| row.key.name == key) || desk.filter(feeds).any(|feeder| takes(feeder, key))
}

/// What was typed and does not count with the other words that were chosen.
pub fn hidden_notes(sheet: &Sheet, typed: &[(String, String)]) -> Vec<String> {
    let fields = sheet.calculator.fields();
    let rows = typed.iter().filter_map(|(key, _)| fields.iter().find(|row| row.key.name == key));
    let hidden = rows.filter(|row| !sheet.calculator.shows(row, &sheet.resolved.texts));
    let note = |row: &&&ballast_engine::spec::FieldRow| {
        let conditions = row.shown_when.iter().map(|when| format!("{}={}", when.key, when.is.join("|")));
        let conditions: Vec<String> = conditions.collect();
        format!("notice: {}: {} counts only with {}", row.key.name, row.label, conditions.join(" and "))
    };
    hidden.map(|row| note(&row)).collect()
}
