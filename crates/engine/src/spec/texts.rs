//! The texts typed: the only state.

use super::{Naming, find_key};
use crate::math::contract::Contract;

/// Keys and their texts, in the order they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(Vec<(String, String)>);

impl Texts {
    /// No text at all.
    ///
    /// ```
    /// use ballast_engine::spec::Texts;
    /// assert!(Texts::new().is_empty());
    /// ```
    pub fn new() -> Texts {
        Texts::default()
    }

    /// The text of a key.
    ///
    /// ```
    /// use ballast_engine::spec::Texts;
    /// let texts: Texts = [("entry", "65000")].into_iter().collect();
    /// assert_eq!((texts.get("entry"), texts.get("stop")), (Some("65000"), None));
    /// ```
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, text)| text.as_str())
    }

    /// Sets a key's text.
    ///
    /// ```
    /// use ballast_engine::spec::Texts;
    /// let mut texts = Texts::new();
    /// texts.set("stop", "63500");
    /// texts.set("stop", "2%");
    /// assert_eq!(texts.iter().collect::<Vec<_>>(), [("stop", "2%")]);
    /// ```
    pub fn set(&mut self, key: &str, text: impl Into<String>) {
        let text = text.into();
        match self.0.iter_mut().find(|(name, _)| name == key) {
            Some((_, old)) => *old = text,
            None => self.0.push((key.to_owned(), text)),
        }
    }

    /// Takes a key away.
    ///
    /// ```
    /// use ballast_engine::spec::Texts;
    /// let mut texts: Texts = [("entry", "65000")].into_iter().collect();
    /// texts.remove("entry");
    /// assert!(texts.is_empty());
    /// ```
    pub fn remove(&mut self, key: &str) {
        self.0.retain(|(name, _)| name != key);
    }

    /// Keeps the keys that fit.
    ///
    /// ```
    /// use ballast_engine::spec::Texts;
    /// let mut texts: Texts = [("entry", "65000"), ("stop", "63500")].into_iter().collect();
    /// texts.retain(|key| key == "stop");
    /// assert_eq!(texts.iter().collect::<Vec<_>>(), [("stop", "63500")]);
    /// ```
    pub fn retain(&mut self, mut fits: impl FnMut(&str) -> bool) {
        self.0.retain(|(name, _)| fits(name));
    }

    /// Keys and texts.
    ///
    /// ```
    /// use ballast_engine::spec::Texts;
    /// let texts: Texts = [("side", "long"), ("entry", "65000")].into_iter().collect();
    /// assert_eq!(texts.iter().map(|(key, _)| key).collect::<Vec<_>>(), ["side", "entry"]);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text of a key, or its neutral text, or nothing.
    ///
    /// ```
    /// use ballast_engine::spec::Texts;
    /// let texts = Texts::new();
    /// assert_eq!((texts.text_or_neutral("contract"), texts.text_or_neutral("entry")), ("linear", ""));
    /// ```
    pub fn text_or_neutral(&self, key: &str) -> &str {
        let neutral = || find_key(key).and_then(|key| key.neutral).unwrap_or_default();
        self.get(key).map_or_else(neutral, str::trim)
    }

    /// The names of the instrument that these texts describe.
    ///
    /// ```
    /// use ballast_engine::spec::{Texts, Unit};
    /// let texts: Texts = [("contract", "inverse"), ("base", "BTC"), ("quote", "USD")].into_iter().collect();
    /// assert_eq!(texts.naming().symbol(Unit::Money), "BTC");
    /// ```
    pub fn naming(&self) -> Naming {
        let contract = match self.text_or_neutral("contract").to_ascii_lowercase().as_str() {
            "inverse" => Contract::Inverse,
            "quanto" => Contract::Quanto,
            _ => Contract::Linear,
        };
        let (base, quote) = (self.text_or_neutral("base"), self.text_or_neutral("quote"));
        let settle = match (self.text_or_neutral("settle"), contract) {
            ("", Contract::Inverse) => base,
            ("", _) => quote,
            (settle, _) => settle,
        };
        Naming { base: base.to_owned(), quote: quote.to_owned(), settle: settle.to_owned(), contract }
    }
}

impl Texts {
    /// The names where a whole account is looked at: every price and sum is in its own currency.
    pub fn naming_of_account(&self) -> Naming {
        let currency = self.text_or_neutral(ACCOUNT_CURRENCY).to_owned();
        Naming { base: String::new(), quote: currency.clone(), settle: currency, contract: Contract::Linear }
    }
}

/// The key of a calculator that looks at a whole account rather than at one instrument.
pub(super) const ACCOUNT_CURRENCY: &str = "account_currency";

impl<K: Into<String>, T: Into<String>> FromIterator<(K, T)> for Texts {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(pairs: I) -> Texts {
        let mut texts = Texts::new();
        for (key, text) in pairs {
            texts.set(&key.into(), text);
        }
        texts
    }
}
