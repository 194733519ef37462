//! Which text stands in each field, and where it comes from. Link and profile mix by scope, never by key.

use super::edit::{settle_of, stamped};
use super::{Profile, RULES, Scenario, find_record};
use crate::calculators::{CALCULATORS, desk_of, find_among};
use crate::number_text::{canonical, percent};
use crate::spec::{Calculator, Fault, Feed, FieldRow, Kind, OWN_CURRENCY, Problem, Scope, Texts, find_key};

/// Where a field's text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The link, or typed since.
    Link,
    /// The person's own profile.
    Profile,
    /// The dated record of the instrument.
    Record,
    /// An output of that calculator of the same desk.
    Fed(&'static str),
    /// The key's neutral text.
    Neutral,
    /// An example, marked as such.
    Example,
}

/// The texts of a calculator's fields and of the instrument, and what was noticed on the way.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// A text for every field, and for every instrument key that has one.
    pub texts: Texts,
    /// Where each field's text comes from.
    pub origins: Vec<(&'static str, Origin)>,
    /// What was noticed.
    pub problems: Vec<Problem>,
    /// Keys of examples that a fed text rests on.
    assumed_upstream: Vec<&'static str>,
}

impl Resolved {
    /// Where that field's text comes from.
    pub fn origin(&self, key: &str) -> Option<Origin> {
        self.origins.iter().find(|(name, _)| *name == key).map(|(_, origin)| *origin)
    }

    /// The keys whose texts are examples.
    pub fn assumed(&self) -> impl Iterator<Item = &'static str> {
        let own = self.origins.iter().filter(|(_, origin)| *origin == Origin::Example).map(|(key, _)| *key);
        let known = |key: &&&str| self.origins.iter().all(|(own, _)| own != *key);
        own.chain(self.assumed_upstream.iter().filter(known).copied())
    }
}

/// Link, profile and declaration to texts with their origin.
///
/// ```
/// use ballast_engine::scenario::{Origin, Profile, decode, resolve};
/// let scenario = decode("#/position-size?v=1&side=long&entry=65000&stop=63500").scenario;
/// let calculator = ballast_engine::calculators::find(&scenario.slug).ok_or("no such calculator")?;
/// let own: Profile = [("equity", "2500"), ("risk_pct", "0.5")].into_iter().collect();
/// let resolved = resolve(calculator, &scenario, &own);
/// assert_eq!((resolved.texts.get("equity"), resolved.origin("equity")), (Some("2500"), Some(Origin::Profile)));
/// assert_eq!(resolved.assumed().collect::<Vec<_>>(), ["leverage"]);
/// # Ok::<(), &str>(())
/// ```
pub fn resolve(calculator: &dyn Calculator, scenario: &Scenario, profile: &Profile) -> Resolved {
    resolve_among(CALCULATORS, calculator, (scenario, profile))
}

/// The same for a program that holds fewer calculators: those that are not there feed nothing.
pub fn resolve_among(
    held: &[&'static dyn Calculator],
    calculator: &dyn Calculator,
    (scenario, profile): (&Scenario, &Profile),
) -> Resolved {
    let mut resolved = Resolved::default();
    let sources = Sources::of(held, (scenario, profile));
    resolved.take_instrument(&sources);
    resolved.take_own_currency(&sources);
    for row in calculator.fields() {
        let found = sources.text(row).or_else(|| resolved.fed(calculator, row, &sources));
        let (text, origin) = found.unwrap_or_else(|| sources.left_out(row, &resolved.texts));
        let text = if row.key.name == TIERS { resolved.tiers(text) } else { text };
        resolved.texts.set(row.key.name, text);
        resolved.origins.push((row.key.name, origin));
    }
    let shown: Vec<&FieldRow> =
        calculator.fields().into_iter().filter(|row| calculator.shows(row, &resolved.texts)).collect();
    resolved
        .origins
        .retain(|(name, origin)| *origin != Origin::Example || shown.iter().any(|row| row.key.name == *name));
    resolved.notice_unknown(scenario);
    let examples: Vec<&str> = shown
        .iter()
        .filter(|row| resolved.origin(row.key.name) == Some(Origin::Example))
        .map(|row| row.label)
        .collect();
    if !(scenario.is_sample || examples.is_empty()) {
        resolved.problems.push(Problem::notice(Fault::FromExamples(examples.join(", ").to_ascii_lowercase())));
    }
    resolved
}

/// The key whose text may name a record instead of holding rows.
const TIERS: &str = "tiers";

/// Whose scope counts.
struct Sources<'a> {
    held: &'a [&'static dyn Calculator],
    scenario: &'a Scenario,
    profile: &'a Profile,
    instrument: (&'a Texts, Origin),
    record: Texts,
    record_missing: Option<String>,
    account_in_link: bool,
}

impl<'a> Sources<'a> {
    fn of(held: &'a [&'static dyn Calculator], (scenario, profile): (&'a Scenario, &'a Profile)) -> Sources<'a> {
        let instrument = if holds(&scenario.texts, Scope::Instrument) {
            (&scenario.texts, Origin::Link)
        } else {
            (profile, Origin::Profile)
        };
        let name = instrument.0.get(RULES).unwrap_or("generic");
        let record = find_record(name);
        Sources {
            held,
            scenario,
            profile,
            instrument,
            record: record.map(super::Record::texts).unwrap_or_default(),
            record_missing: record.is_none().then(|| name.to_owned()),
            account_in_link: brings_account(scenario),
        }
    }

    /// The text of a key in the source that its scope is taken from.
    fn text(&self, row: &FieldRow) -> Option<(String, Origin)> {
        let name = row.key.name;
        let found = |texts: &Texts, origin| texts.get(name).map(|text| (text.to_owned(), origin));
        match row.key.scope {
            Scope::Instrument => {
                found(self.instrument.0, self.instrument.1).or_else(|| found(&self.record, Origin::Record))
            }
            Scope::Account if self.account_in_link => found(&self.scenario.texts, Origin::Link),
            Scope::Account => {
                found(self.profile, Origin::Profile).map(|(text, origin)| (self.in_its_currency(row, text), origin))
            }
            _ => found(&self.scenario.texts, Origin::Link),
        }
    }

    /// A bare sum of the profile is in the currency of the profile's instrument, whatever a link brings.
    fn in_its_currency(&self, row: &FieldRow, text: String) -> String {
        let own = settle_of(self.profile);
        let is_foreign = row.key.kind == Kind::Money && own != settle_of(self.instrument.0);
        if is_foreign { stamped(&text, &own).unwrap_or(text) } else { text }
    }

    /// What stands for a field that nobody filled: its neutral text, or the example.
    fn left_out(&self, row: &FieldRow, texts: &Texts) -> (String, Origin) {
        let is_told_apart = |neutral: &&str| *neutral != row.example_for(&texts.naming());
        let neutral = row.neutral().filter(|neutral| !self.shows_example(row) || !is_told_apart(neutral));
        let example = || (row.example_for(&texts.naming()).to_owned(), Origin::Example);
        neutral.map_or_else(example, |text| (text.to_owned(), Origin::Neutral))
    }

    /// On a first visit a field shows its example even where it could be left out, but for what is neutral by nature.
    fn shows_example(&self, row: &FieldRow) -> bool {
        self.scenario.is_sample && !row.folded && row.key.scope != Scope::Instrument && row.key.scope != Scope::Account
    }
}

/// Whether any key of a scope is there.
pub(super) fn holds(texts: &Texts, scope: Scope) -> bool {
    texts.iter().any(|(name, _)| is_of(name, scope))
}

/// Whether the account that counts is the link's and not the reader's own.
///
/// ```
/// use ballast_engine::scenario::{brings_account, decode};
/// assert!(brings_account(&decode("#/position-size?v=1&equity=10000").scenario));
/// assert!(!brings_account(&decode("#/position-size?v=1&entry=65000").scenario));
/// ```
pub fn brings_account(scenario: &Scenario) -> bool {
    !scenario.account_of_reader && holds(&scenario.texts, Scope::Account)
}

/// The same with the account that a profile holds, unless it brings one.
pub fn with_account(scenario: &Scenario, profile: &Profile) -> Scenario {
    let mut whole = scenario.clone();
    if holds(profile, Scope::Account) && !brings_account(scenario) {
        whole.account_of_reader = false;
        whole.texts.retain(|name| !is_of(name, Scope::Account));
        let account = profile.iter().filter(|(name, _)| is_of(name, Scope::Account));
        account.for_each(|(name, text)| whole.texts.set(name, text));
    }
    whole
}

/// The same with the reader's own account.
///
/// ```
/// use ballast_engine::scenario::{decode, with_own_account};
/// let scenario = with_own_account(&decode("#/position-size?v=1&entry=65000&equity=10000").scenario);
/// assert_eq!((scenario.texts.get("entry"), scenario.texts.get("equity")), (Some("65000"), None));
/// ```
pub fn with_own_account(scenario: &Scenario) -> Scenario {
    let mut own = scenario.clone();
    own.texts.retain(|name| !is_of(name, Scope::Account));
    own
}

/// Whether a key, or `rules`, is of a scope.
pub(super) fn is_of(name: &str, scope: Scope) -> bool {
    (name == RULES && scope == Scope::Instrument) || find_key(name).is_some_and(|key| key.scope == scope)
}

impl Resolved {
    /// The instrument's keys, whether the calculator has fields for them or not: units are named by them.
    fn take_instrument(&mut self, sources: &Sources<'_>) {
        for (key, text) in sources.record.iter().chain(sources.instrument.0.iter()) {
            if is_of(key, Scope::Instrument) {
                self.texts.set(key, text);
            }
        }
        if let Some(name) = &sources.record_missing {
            self.problems.push(Problem::overall(Fault::RulesMissing(name.clone())));
        }
    }

    /// The currency that the account's sums may be typed in, whether the calculator has a field for it or not.
    fn take_own_currency(&mut self, sources: &Sources<'_>) {
        let account = if sources.account_in_link { &sources.scenario.texts } else { sources.profile };
        for key in OWN_CURRENCY {
            if let Some(text) = account.get(key) {
                self.texts.set(key, text);
            }
        }
    }

    /// The text that another calculator of the desk feeds to a field that nobody typed in.
    fn fed(&mut self, calculator: &dyn Calculator, row: &FieldRow, sources: &Sources<'_>) -> Option<(String, Origin)> {
        let feeder = feeder_of(sources.held, (calculator.slug(), row.key.name))?;
        let output = feeder.outputs().into_iter().find(|output| output.feeds == Feed::Desk(row.key.name))?;
        let upstream = resolve_among(sources.held, feeder, (sources.scenario, sources.profile));
        let number = feeder.prepare(&upstream.texts).output(output.key.name);
        let text = number.map(|number| canonical(if output.key.unit.is_percent() { percent(number) } else { number }));
        self.assumed_upstream.extend(upstream.assumed());
        Some((text.unwrap_or_default(), Origin::Fed(feeder.slug())))
    }

    /// The rows of a tier table that is named by its record; rows stay as they are.
    fn tiers(&mut self, text: String) -> String {
        if text.contains(',') || !text.contains('/') {
            return text;
        }
        let record = find_record(text.trim());
        if record.is_none() {
            self.problems.push(Problem::overall(Fault::UnknownRecord(text.trim().to_owned())));
        }
        record.and_then(|record| record.texts().get(TIERS).map(str::to_owned)).unwrap_or_default()
    }

    fn notice_unknown(&mut self, scenario: &Scenario) {
        let unknown = scenario.texts.iter().filter(|(name, _)| *name != RULES && find_key(name).is_none());
        self.problems.extend(unknown.map(|(name, _)| Problem::notice(Fault::UnknownKey(name.to_owned()))));
        let other = scenario.build.as_ref().filter(|build| *build != crate::BUILD);
        self.problems.extend(
            other.map(|link| Problem::notice(Fault::OtherBuild { link: link.clone(), here: crate::BUILD.to_owned() })),
        );
    }
}

/// The calculator of the same desk that feeds that key.
fn feeder_of(held: &[&'static dyn Calculator], (slug, key): (&str, &str)) -> Option<&'static dyn Calculator> {
    let others = desk_of(slug)?.slugs().filter(|other| *other != slug).filter_map(|other| find_among(held, other));
    others
        .into_iter()
        .find(|other| other.outputs().iter().any(|row| matches!(row.feeds, Feed::Desk(fed) if fed == key)))
}
