//! Venues and their instruments as data. A record is dated and a name stands for all of an instrument's keys; a released
//! one is never edited, a newer one gets a newer date. A venue is what no key says: what is known of it, and how it
//! liquidates.

mod venue;
mod venues;

#[cfg(test)]
mod tests;

pub use venue::{Confidence, Step, TriggerRule, Venue, find_venue};
pub use venues::VENUES;

use crate::spec::Texts;

/// A record: its name in links, its source, and its texts.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// Venue, symbol and date: `binance-usdm/BTCUSDT/2026-q1`.
    pub name: &'static str,
    /// As people read it.
    pub title: &'static str,
    /// When it was true.
    pub as_of: &'static str,
    text: &'static str,
}

/// The record of a dated file: its name is its path.
macro_rules! dated {
    ($name:literal, $title:literal, $as_of:literal) => {
        Record { name: $name, title: $title, as_of: $as_of, text: include_str!(concat!("../data/", $name, ".txt")) }
    };
}

/// Every record there is.
#[rustfmt::skip] // one record, one line
pub static RECORDS: &[Record] = &[
    Record { name: "generic", title: "Any venue", as_of: "", text: "" },
    dated!("binance-usdm/BTCUSDT/2026-q1", "BTCUSDT perpetual, Binance", "2026 Q1"),
];

impl Record {
    /// The texts it stands for.
    pub fn texts(&self) -> Texts {
        let lines = self.text.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once('=')).collect()
    }

    /// Where its figures are from, one line each.
    pub fn sources(&self) -> impl Iterator<Item = &'static str> {
        self.text.lines().filter_map(|line| line.strip_prefix("# "))
    }

    /// The slug of its venue: the first part of its name.
    pub fn venue(&self) -> &'static str {
        self.name.split_once('/').map_or(self.name, |(venue, _)| venue)
    }
}

/// The record of that name.
pub fn find_record(name: &str) -> Option<&'static Record> {
    RECORDS.iter().find(|record| record.name == name)
}
