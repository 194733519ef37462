//! One text changes: which store it goes to, and what must not be re-read with it.

use super::resolve::{brings_account, holds, is_of};
use super::{Profile, RULES, Scenario, find_record};
use crate::math::contract::Contract;
use crate::number_text::parse_with_unit;
use crate::records::{coin_named, coin_of, is_dollar};
use crate::spec::{Kind, Scope, Texts, Unit, find_key};

/// A scenario and a profile after an edit.
#[derive(Clone, Debug, PartialEq)]
pub struct Edited {
    /// The scenario.
    pub scenario: Scenario,
    /// The profile; unchanged unless the edit was to it.
    pub profile: Profile,
}

/// The same with a key's text changed. Account and instrument go to the profile, unless the scenario brings its own.
///
/// ```
/// use ballast_engine::scenario::{Profile, decode, edit};
/// let scenario = decode("#/position-size?v=1&entry=65000").scenario;
/// // An account that the link does not bring is the reader's own.
/// let edited = edit(&scenario, &Profile::new(), ("equity", "7000"));
/// assert_eq!((edited.profile.get("equity"), edited.scenario.texts.get("equity")), (Some("7000"), None));
/// ```
pub fn edit(scenario: &Scenario, profile: &Profile, (key, text): (&str, &str)) -> Edited {
    let mut edited = Edited { scenario: scenario.clone(), profile: profile.clone() };
    let (before, was) = (settlement(scenario, profile), Market::of(&edited));
    if key == RULES {
        edited.store(Scope::Instrument).retain(|name| !is_of(name, Scope::Instrument));
    }
    if key == "contract" {
        edited.leave_record();
    }
    let scope = if key == RULES { Scope::Instrument } else { find_key(key).map_or(Scope::Study, |key| key.scope) };
    edited.store(scope).set(key, text);
    if matches!(key, "symbol" | "contract" | RULES) {
        let is = Market::of(&edited);
        let is_another =
            if key == "symbol" { is.named != was.named } else { is.quote != was.quote || is.is_other_coin(&was) };
        edited.leave(is_another, is.contract != was.contract);
    }
    if settlement(&edited.scenario, &edited.profile) != before {
        stamp(&mut edited.scenario.texts, &before);
        stamp(&mut edited.profile, &before);
    }
    edited
}

/// What New trade and a change of market leave alone.
const KEPT: &[&str] = &["leverage", "margin_mode", "side", "entry_order", "target_order"];

/// The same with the trade's prices emptied; account, instrument, leverage and margin mode stay.
///
/// ```
/// use ballast_engine::scenario::{decode, new_trade};
/// let fresh = new_trade(&decode("#/position-size?v=1&side=short&entry=100&stop=105&leverage=7").scenario);
/// assert_eq!((fresh.texts.get("entry"), fresh.texts.get("leverage")), (Some(""), Some("7")));
/// ```
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

/// What makes prices comparable, and quantities.
struct Market {
    /// The coin that the symbol names; without a symbol the base coin.
    named: String,
    coin: String,
    /// One for all dollars and their stand-ins.
    quote: String,
    /// Kind and size: what one of a quantity is.
    contract: [String; 2],
}

/// The base of rules that are of no coin in particular.
const ANY_COIN: &str = "COIN";

impl Market {
    fn is_other_coin(&self, other: &Market) -> bool {
        self.coin != other.coin && [self, other].iter().all(|market| market.coin != ANY_COIN)
    }

    fn of(edited: &Edited) -> Market {
        let texts = with_record(edited.instrument());
        let naming = texts.naming();
        let coin = coin_named(&naming.base);
        let symbol = texts.get("symbol").map(coin_of).filter(|named| !named.is_empty());
        let quote = if is_dollar(&naming.quote) { "USD".to_owned() } else { naming.quote.to_ascii_uppercase() };
        let is_linear = naming.contract == Contract::Linear;
        let size = if is_linear { "" } else { texts.text_or_neutral("contract_size") };
        let contract = [texts.text_or_neutral("contract").to_ascii_lowercase(), size.to_owned()];
        Market { named: symbol.unwrap_or_else(|| coin.clone()), coin, quote, contract }
    }
}

/// Rows that hold quantities beside prices.
const WITH_QUANTITIES: &[&str] = &["fills", "rungs"];

impl Edited {
    /// In another market no price holds; in another contract no quantity does.
    fn leave(&mut self, is_another_market: bool, is_another_contract: bool) {
        let is_trade = |name: &str| is_of(name, Scope::Trade) && !KEPT.contains(&name);
        let is_quantity = |name: &str| {
            let has_unit =
                find_key(name).is_some_and(|key| key.unit == Unit::Quantity && key.scope != Scope::Instrument);
            has_unit || WITH_QUANTITIES.contains(&name)
        };
        self.scenario.texts.retain(|name| {
            let goes = is_another_market && (is_of(name, Scope::Market) || is_trade(name));
            !(goes || is_another_contract && is_quantity(name))
        });
    }

    fn instrument(&self) -> &Texts {
        if holds(&self.scenario.texts, Scope::Instrument) { &self.scenario.texts } else { &self.profile }
    }

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
    with_record(source).naming().settle
}

/// The texts of a record, under those that stand beside its name.
fn with_record(source: &Texts) -> Texts {
    let mut texts = source.get(RULES).and_then(find_record).map(super::Record::texts).unwrap_or_default();
    source.iter().for_each(|(key, text)| texts.set(key, text));
    texts
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
