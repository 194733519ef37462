//! One text changes: which store it goes to, and what must not be re-read with it.

use super::resolve::{brings_account, holds, is_of};
use super::{Profile, RULES, Scenario, find_record};
use crate::number_text::parse_with_unit;
use crate::spec::{Kind, Scope, Texts, find_key};

/// A scenario and a profile after an edit.
#[derive(Clone, Debug, PartialEq)]
pub struct Edited {
    /// The scenario.
    pub scenario: Scenario,
    /// The profile; unchanged unless the edit was to it.
    pub profile: Profile,
}

/// The same with a key's text changed. Account and instrument go to the profile, unless the scenario brings its own.
pub fn edit(scenario: &Scenario, profile: &Profile, (key, text): (&str, &str)) -> Edited {
    let mut edited = Edited { scenario: scenario.clone(), profile: profile.clone() };
    let before = settlement(scenario, profile);
    if matches!(key, "symbol" | RULES) {
        edited
            .scenario
            .texts
            .retain(|name| !is_of(name, Scope::Market) && (!is_of(name, Scope::Trade) || KEPT.contains(&name)));
    }
    if key == RULES {
        edited.store(Scope::Instrument).retain(|name| !is_of(name, Scope::Instrument));
    }
    if key == "contract" {
        edited.leave_record();
    }
    let scope = if key == RULES { Scope::Instrument } else { find_key(key).map_or(Scope::Study, |key| key.scope) };
    edited.store(scope).set(key, text);
    if settlement(&edited.scenario, &edited.profile) != before {
        stamp(&mut edited.scenario.texts, &before);
        stamp(&mut edited.profile, &before);
    }
    edited
}

/// What New trade and a change of symbol leave alone.
const KEPT: &[&str] = &["leverage", "margin_mode", "side", "entry_order", "target_order"];

/// The same with the trade's prices emptied; account, instrument, leverage and margin mode stay.
pub fn new_trade(scenario: &Scenario) -> Scenario {
    let mut fresh = Scenario { is_sample: false, ..scenario.clone() };
    fresh.texts.retain(|name| !is_of(name, Scope::Trade) || KEPT.contains(&name));
    fresh.texts.set("entry", "");
    fresh.texts.set("stop", "");
    fresh
}

/// What of a contract means something else once it settles in another way: lots, sizes, sums, tiers, and whose they are.
const OF_ONE_CONTRACT: &[&str] = &[
    "lot_step",
    "min_quantity",
    "max_quantity",
    "min_notional",
    "tiers",
    "tier_axis",
    "requirement_floor",
    "rate_per_coin_pct",
    "contract_size",
    "settle",
    "venue",
    "symbol",
];

impl Edited {
    /// Another kind of contract is not the one of the record: coin, currency and fees stay, and no figure is re-read.
    fn leave_record(&mut self) {
        let store = self.store(Scope::Instrument);
        let record = store.get(RULES).and_then(find_record).map(super::Record::texts).unwrap_or_default();
        for (name, text) in record.iter().filter(|(name, _)| *name != "price_rule") {
            if store.get(name).is_none() {
                store.set(name, text);
            }
        }
        store.set(RULES, "generic");
        store.retain(|name| !OF_ONE_CONTRACT.contains(&name));
    }

    fn store(&mut self, scope: Scope) -> &mut Texts {
        let own_instrument = scope == Scope::Instrument && !holds(&self.scenario.texts, Scope::Instrument);
        let account_in_link = brings_account(&self.scenario);
        let own_account = scope == Scope::Account && !account_in_link;
        if own_instrument || own_account { &mut self.profile } else { &mut self.scenario.texts }
    }
}

/// The settlement currency that bare sums are in.
pub fn settlement(scenario: &Scenario, profile: &Profile) -> String {
    settle_of(if holds(&scenario.texts, Scope::Instrument) { &scenario.texts } else { profile })
}

/// The settlement currency of the instrument that these texts hold.
pub(super) fn settle_of(source: &Texts) -> String {
    let mut texts = source.get(RULES).and_then(find_record).map(super::Record::texts).unwrap_or_default();
    source.iter().for_each(|(key, text)| texts.set(key, text));
    texts.naming().settle
}

/// A sum with the currency that it was typed in, if it is bare.
pub(super) fn stamped(text: &str, settle: &str) -> Option<String> {
    matches!(parse_with_unit(text), (Ok(sum), "") if sum != 0.0).then(|| format!("{} {settle}", text.trim()))
}

/// A bare sum keeps the currency it was typed in: a change of contract never re-reads money.
fn stamp(texts: &mut Texts, settle: &str) {
    let is_money = |name: &str| find_key(name).is_some_and(|key| key.kind == Kind::Money);
    let sums: Vec<(String, String)> = texts
        .iter()
        .filter(|(name, _)| is_money(name))
        .filter_map(|(name, text)| Some((name.to_owned(), stamped(text, settle)?)))
        .collect();
    sums.into_iter().for_each(|(name, text)| texts.set(&name, text));
}
