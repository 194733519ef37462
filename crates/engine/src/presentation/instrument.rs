//! The instrument in a few words, and the names that no formula needs but every unit does.

use super::Sheet;
use crate::scenario::{RULES, find_record};

/// A name of the instrument that a person may set.
#[derive(Clone, Copy, Debug)]
pub struct InstrumentName {
    /// Its key.
    pub key: &'static str,
    /// Its label.
    pub label: &'static str,
}

/// The names, in the order of the form.
pub static NAMES: &[InstrumentName] = &[
    InstrumentName { key: "symbol", label: "Symbol" },
    InstrumentName { key: "base", label: "Base coin" },
    InstrumentName { key: "quote", label: "Quote currency" },
    InstrumentName { key: "settle", label: "Settled in" },
];

impl Sheet {
    /// What never changes, once, above the ticket: the name first.
    pub fn strip(&self) -> Vec<String> {
        let record = find_record(self.text(RULES));
        let mut words = vec![self.instrument_title()];
        let contract = self.word("contract");
        words.extend((contract != "linear" && !contract.is_empty()).then(|| contract.to_owned()));
        words.push(format!("maker {} %, taker {} %", self.word("maker_fee_pct"), self.word("taker_fee_pct")));
        let lot = self.word("lot_step");
        words.extend((!lot.is_empty()).then(|| format!("lot {lot}")));
        words.extend(
            record.filter(|record| !record.as_of.is_empty()).map(|record| format!("rules of {}", record.as_of)),
        );
        words
    }

    fn word(&self, key: &str) -> &str {
        self.resolved.texts.text_or_neutral(key)
    }

    fn instrument_title(&self) -> String {
        let naming = self.naming();
        let record = find_record(self.text(RULES))
            .filter(|record| record.texts().get("symbol") == self.resolved.texts.get("symbol"));
        match (record.filter(|record| !record.as_of.is_empty()), self.word("symbol")) {
            (Some(record), _) => record.title.to_owned(),
            (None, "") => format!("{} in {}, any venue", naming.base, naming.quote),
            (None, symbol) => symbol.to_owned(),
        }
    }

    /// What the answer takes for granted, and when its rules were true.
    pub fn assumptions(&self) -> String {
        let said = self.calculator.assumptions();
        let record = find_record(self.text(RULES)).filter(|record| self.has_instrument() && !record.as_of.is_empty());
        let dated = record.map(|record| format!(" Rules of {}, a dated copy.", record.as_of)).unwrap_or_default();
        let stop = if said.is_empty() || said.ends_with('.') { "" } else { "." };
        format!("{said}{stop}{dated} Build {}.", crate::BUILD)
    }
}
