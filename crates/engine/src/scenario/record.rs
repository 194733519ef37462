//! Dated records of instruments: a name that stands for all of an instrument's keys. A released record is never edited;
//! a newer one gets a newer date.

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

/// Every record there is.
pub static RECORDS: &[Record] = &[
    Record { name: "generic", title: "Any venue", as_of: "", text: "" },
    Record {
        name: "binance-usdm/BTCUSDT/2026-q1",
        title: "BTCUSDT perpetual, Binance",
        as_of: "2026 Q1",
        text: include_str!("../../data/binance-usdm/BTCUSDT/2026-q1.txt"),
    },
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
}

/// The record of that name.
pub fn find_record(name: &str) -> Option<&'static Record> {
    RECORDS.iter().find(|record| record.name == name)
}
