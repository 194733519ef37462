//! The instrument in a few words, and the names that no formula needs but every unit does.

use super::Sheet;
use crate::records::{RECORDS, Record, VENUES, Venue, find_record};
use crate::scenario::RULES;

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

/// The records of a venue under its title, the venues in their order; a venue without one is left out.
pub fn records_by_venue() -> Vec<(&'static str, Vec<&'static Record>)> {
    let of = |venue: &Venue| RECORDS.iter().filter(|record| record.venue() == venue.slug).collect::<Vec<_>>();
    VENUES.iter().map(|venue| (venue.title, of(venue))).filter(|(_, records)| !records.is_empty()).collect()
}

/// A record with its date, without which it is never named.
pub fn dated_title(record: &Record) -> String {
    match record.as_of {
        "" => record.title.to_owned(),
        as_of => format!("{}, {as_of}", record.title),
    }
}

impl Sheet {
    /// When the rules chosen were true; nothing where they are anybody's.
    pub fn rules_date(&self) -> String {
        let as_of = find_record(self.text(RULES)).map_or("", |record| record.as_of);
        if as_of.is_empty() { String::new() } else { format!("A copy of {as_of}, not live") }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_stands_under_its_venue_once_and_says_its_date() {
        let groups = records_by_venue();
        let listed: Vec<&str> = groups.iter().flat_map(|(_, records)| records).map(|record| record.name).collect();
        let (mut all, mut sorted): (Vec<&str>, Vec<&str>) =
            (RECORDS.iter().map(|record| record.name).collect(), listed);
        all.sort_unstable();
        sorted.sort_unstable();
        assert_eq!(sorted, all);
        let undated = RECORDS.iter().filter(|record| !dated_title(record).ends_with(record.as_of));
        assert_eq!(undated.count(), 0);
    }
}
