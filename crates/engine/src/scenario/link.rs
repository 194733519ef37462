//! Links: readable `key=value` pairs in the fragment, versioned; keys are only ever added, unknown ones carried along.

use super::resolve::{brings_account, holds, is_of};
use super::{Profile, RULES, Resolved, Scenario, find_record, series_code};
use crate::calculators::{CALCULATORS, desk_of, find_among};
use crate::spec::{Calculator, Fault, FieldRow, Key, Kind, Problem, Range, Reading, Scope, Texts, find_key};

/// The version that links are written in. A change of meaning adds one, and a pure step from the version before.
pub const VERSION: u32 = 1;

/// What a link shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// The address bar: the trade, and the account only where the page was opened with one.
    Address,
    /// The trade; whoever opens it sees their own size.
    Trade,
    /// Everything; the same figures for ever.
    Exact,
}

/// A fragment once read.
#[derive(Clone, Debug, Default)]
pub struct Decoded {
    /// The scenario.
    pub scenario: Scenario,
    /// What was noticed.
    pub problems: Vec<Problem>,
}

/// Reads a fragment, or a whole address with one. Whatever it is, something can be shown.
///
/// ```
/// use ballast_engine::scenario::decode;
/// let decoded = decode("#/position-size?v=1&side=long&stop=2.3%25");
/// assert_eq!(decoded.scenario.slug, "position-size");
/// assert_eq!(decoded.scenario.texts.get("stop"), Some("2.3%"));
/// ```
pub fn decode(fragment: &str) -> Decoded {
    let fragment = fragment.split_once('#').map_or(fragment, |(_, fragment)| fragment).trim();
    let path = fragment.trim_start_matches(['!', '/', '?']);
    let (slug, query) = path.split_once('?').unwrap_or((path, ""));
    let mut decoded = Decoded::default();
    decoded.scenario.slug = slug.trim_matches('/').to_owned();
    decoded.scenario.is_sample = query.is_empty();
    for (key, text) in query
        .split('&')
        .map(|pair| pair.strip_prefix("amp;").unwrap_or(pair))
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    {
        decoded.take(&unescaped(key), &unescaped(text));
    }
    decoded
}

impl Decoded {
    fn take(&mut self, key: &str, text: &str) {
        match (key, text) {
            ("v", version) if version.parse::<u32>().is_ok_and(|version| version <= VERSION) => {}
            ("v", version) => self.problems.push(Problem::notice(Fault::NewerVersion(version.to_owned()))),
            ("account", "reader") => self.scenario.account_of_reader = true,
            ("build", build) => self.scenario.build = Some(build.to_owned()),
            _ if key.is_empty() => self.problems.push(Problem::notice(Fault::Malformed)),
            _ => match series_code::decoded(text) {
                Some(series) => self.scenario.texts.set(key, series),
                None => self.scenario.texts.set(key, text),
            },
        }
    }
}

/// Writes the fragment of a scenario; `resolved` is what its calculator sees.
///
/// ```
/// use ballast_engine::scenario::{Profile, Share, decode, encode, resolve};
/// let scenario = decode("#/position-size?side=short&entry=65,000&stop=2.3%25&leverage=1").scenario;
/// let calculator = ballast_engine::calculators::find(&scenario.slug).ok_or("no such calculator")?;
/// let resolved = resolve(calculator, &scenario, &Profile::new());
/// let link = encode(&scenario, (&Profile::new(), &resolved), Share::Trade);
/// assert_eq!(link, "#/position-size?v=1&rules=generic&side=short&entry=65000&stop=2.3pct&leverage=1&account=reader");
/// # Ok::<(), &str>(())
/// ```
pub fn encode(scenario: &Scenario, seen: (&Profile, &Resolved), share: Share) -> String {
    encode_among(CALCULATORS, scenario, seen, share)
}

/// The same for a program that holds fewer calculators: what only the others of the desk know is left out.
pub fn encode_among(
    held: &[&'static dyn Calculator],
    scenario: &Scenario,
    (profile, resolved): (&Profile, &Resolved),
    share: Share,
) -> String {
    let calculator = find_among(held, &scenario.slug);
    let mut link = format!("#/{}?v={VERSION}", scenario.slug);
    let mut write = |key: &str, text: &str| {
        link.push('&');
        link.push_str(&escaped(key));
        link.push('=');
        link.push_str(&escaped(text));
    };
    let writer = Writer { held, scenario, profile, resolved, share };
    writer.instrument().iter().for_each(|(key, text)| write(key, text));
    if let Some(calculator) = calculator {
        writer.fields(calculator).iter().for_each(|(key, text)| write(key, text));
    }
    writer.carried(calculator).iter().for_each(|(key, text)| write(key, text));
    match (share, &scenario.build) {
        (Share::Trade, _) => write("account", "reader"),
        (Share::Address, _) if scenario.account_of_reader => write("account", "reader"),
        (Share::Exact, _) => write("build", crate::BUILD),
        (_, Some(build)) => write("build", build),
        _ => {}
    }
    link
}

/// A link of a scenario without the instrument of the reader's profile: its venue and fees are no concern of whoever reads the
/// link. An instrument that the scenario names itself stays.
///
/// ```
/// use ballast_engine::scenario::{decode, without_own_instrument};
/// let link = "#/kelly?v=1&rules=binance-usdm/BTCUSDT/2026-q1&taker_fee_pct=0.01&win_pct=60";
/// assert_eq!(without_own_instrument(&decode("#/kelly?win_pct=60").scenario, link), "#/kelly?v=1&win_pct=60");
/// assert_eq!(without_own_instrument(&decode(link).scenario, link), link);
/// ```
pub fn without_own_instrument(scenario: &Scenario, link: &str) -> String {
    if holds(&scenario.texts, Scope::Instrument) {
        return link.to_owned();
    }
    let is_told = |pair: &&str| !is_of(pair.split('=').next().unwrap_or_default(), Scope::Instrument);
    link.split('&').filter(is_told).collect::<Vec<_>>().join("&")
}

struct Writer<'a> {
    held: &'a [&'static dyn Calculator],
    scenario: &'a Scenario,
    profile: &'a Profile,
    resolved: &'a Resolved,
    share: Share,
}

type Pairs = Vec<(String, String)>;

impl Writer<'_> {
    /// The name of the record, and what differs from it.
    fn instrument(&self) -> Pairs {
        let source = if holds(&self.scenario.texts, Scope::Instrument) { &self.scenario.texts } else { self.profile };
        let rules = source.get(RULES).unwrap_or("generic");
        let record = find_record(rules).map(super::Record::texts).unwrap_or_default();
        let mut pairs = vec![(RULES.to_owned(), rules.to_owned())];
        for (name, text) in source.iter().filter(|(name, _)| *name != RULES && is_of(name, Scope::Instrument)) {
            let Some(key) = find_key(name) else { continue };
            let text = self.canonical(key, text);
            let same = match record.get(name) {
                Some(recorded) => text == recorded,
                None => key.neutral == Some(text.as_str()),
            };
            if !same {
                pairs.push((name.to_owned(), text));
            }
        }
        pairs
    }

    /// The shown fields: required ones always, others unless neutral, fed ones only in an exact link.
    fn fields(&self, calculator: &dyn Calculator) -> Pairs {
        let rows = calculator.fields().into_iter().filter(|row| row.key.scope != Scope::Instrument);
        let rows = rows.filter(|row| self.account_counts() || row.key.scope != Scope::Account);
        rows.filter_map(|row| self.field(row, calculator)).collect()
    }

    fn field(&self, row: &FieldRow, calculator: &dyn Calculator) -> Option<(String, String)> {
        let is_fed = matches!(self.resolved.origin(row.key.name), Some(super::Origin::Fed(_)));
        let typed_elsewhere = self.scenario.texts.get(row.key.name).is_some();
        if (is_fed && self.share != Share::Exact) || !(calculator.shows(row, &self.resolved.texts) || typed_elsewhere) {
            return None;
        }
        let text = self.canonical(&row.key, self.resolved.texts.get(row.key.name)?);
        // A key that others need says that it is empty: where it is missing they take their example.
        let left_out = row.neutral() == Some(text.as_str()) && !(row.optional && typed_elsewhere);
        (!left_out).then(|| (row.key.name.to_owned(), text))
    }

    /// What other calculators of the desk hold, and keys that nobody knows.
    fn carried(&self, calculator: Option<&dyn Calculator>) -> Pairs {
        let own: Vec<&str> = calculator
            .map(|calculator| calculator.fields().iter().map(|row| row.key.name).collect())
            .unwrap_or_default();
        let desk: Vec<&str> = desk_of(&self.scenario.slug).into_iter().flat_map(|desk| desk.slugs()).collect();
        let of_desk = |name: &str| {
            let fields = desk.iter().filter_map(|slug| find_among(self.held, slug)).flat_map(|other| other.fields());
            fields.into_iter().any(|row| row.key.name == name)
        };
        let belongs = |name: &str| match find_key(name) {
            None => name != RULES,
            Some(key) => match key.scope {
                Scope::Instrument => false,
                Scope::Account => self.account_counts() && self.share != Share::Address,
                _ => {
                    let text = self.canonical(key, self.scenario.texts.get(name).unwrap_or_default());
                    of_desk(name) && key.neutral != Some(text.as_str())
                }
            },
        };
        let others = self.scenario.texts.iter().filter(|(name, _)| !own.contains(name) && belongs(name));
        others
            .map(|(name, text)| {
                (name.to_owned(), find_key(name).map_or_else(|| text.to_owned(), |key| self.canonical(key, text)))
            })
            .collect()
    }

    fn account_counts(&self) -> bool {
        let opened_with_one = brings_account(self.scenario);
        match self.share {
            Share::Exact => true,
            Share::Address => opened_with_one,
            Share::Trade => false,
        }
    }

    fn canonical(&self, key: &Key, text: &str) -> String {
        let naming = self.resolved.texts.naming();
        let reading = Reading { unit: key.unit, range: Range::Any, naming: &naming, size: None };
        let text = reading.canonical_text(key.kind, text);
        match key.kind {
            Kind::Series => series_code::encoded(&text).unwrap_or(text),
            _ => text,
        }
    }
}

/// Percent-encoding that leaves readable what a fragment may hold as it is.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'@'
            | b','
            | b';'
            | b':'
            | b'/'
            | b'*' => {
                escaped.push(char::from(byte));
            }
            _ => {
                escaped.push('%');
                escaped.extend(
                    [byte >> 4, byte & 15]
                        .map(|half| char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase()),
                );
            }
        }
    }
    escaped
}

/// A `+` stays a plus: in a fragment it is no space, and `1e+5` must not change its value.
pub(crate) fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let half = |at: usize| after.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, half(0), half(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Texts {
    /// Whether the instrument of these texts is that of the others, to the letter.
    ///
    /// ```
    /// use ballast_engine::spec::Texts;
    /// let btc: Texts = [("base", "BTC"), ("entry", "65000")].into_iter().collect();
    /// assert!(btc.same_instrument(&[("base", "BTC")].into_iter().collect()));
    /// assert!(!btc.same_instrument(&[("base", "ETH")].into_iter().collect()));
    /// ```
    pub fn same_instrument(&self, other: &Texts) -> bool {
        let of = |texts: &Texts| {
            let mut pairs: Vec<(String, String)> = texts
                .iter()
                .filter(|(name, _)| is_of(name, Scope::Instrument))
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .collect();
            pairs.sort();
            pairs
        };
        of(self) == of(other)
    }
}
