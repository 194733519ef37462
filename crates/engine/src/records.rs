//! Venues and their instruments as data. A record is dated and a name stands for all of an instrument's keys; a released
//! one is never edited, a newer one gets a newer date. A venue is what no key says: what is known of it, and how it
//! liquidates.

mod coin;
mod venue;
mod venues;

#[cfg(test)]
mod tests;

pub use coin::{coin_named, coin_of, family_of, is_dollar};
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

/// The text of a dated file; programs without words leave its sources out.
macro_rules! kept {
    ($text:expr) => {
        if cfg!(feature = "words") {
            $text
        } else {
            const PLAIN: [u8; plain_size($text)] = without_remarks($text);
            match str::from_utf8(&PLAIN) {
                Ok(plain) => plain,
                Err(_) => $text,
            }
        }
    };
}

#[allow(clippy::indexing_slicing, reason = "evaluated while compiling")]
const fn plain_size(text: &str) -> usize {
    let (text, mut at, mut size, mut is_remark) = (text.as_bytes(), 0, 0, false);
    while at < text.len() {
        is_remark = if at == 0 || text[at - 1] == b'\n' { text[at] == b'#' } else { is_remark };
        size += !is_remark as usize;
        at += 1;
    }
    size
}

#[allow(clippy::indexing_slicing, reason = "evaluated while compiling; as many bytes as were counted")]
const fn without_remarks<const SIZE: usize>(text: &str) -> [u8; SIZE] {
    let (text, mut at, mut size, mut is_remark) = (text.as_bytes(), 0, 0, false);
    let mut plain = [0; SIZE];
    while at < text.len() {
        is_remark = if at == 0 || text[at - 1] == b'\n' { text[at] == b'#' } else { is_remark };
        if !is_remark {
            plain[size] = text[at];
            size += 1;
        }
        at += 1;
    }
    plain
}

/// The record of a dated file: its name is its path.
macro_rules! dated {
    ($name:literal, $title:literal, $as_of:literal) => {
        Record {
            name: $name,
            title: $title,
            as_of: $as_of,
            text: kept!(include_str!(concat!("../data/", $name, ".txt"))),
        }
    };
}

/// Every record there is.
#[rustfmt::skip] // one record, one line
pub static RECORDS: &[Record] = &[
    Record { name: "generic", title: "Any venue", as_of: "", text: "" },
    dated!("binance-usdm/BTCUSDT/2026-q1", "BTCUSDT perpetual, Binance", "2026 Q1"),
    dated!("binance-usdm/ETHUSDT/2026-q1", "ETHUSDT perpetual, Binance", "2026 Q1"),
    dated!("binance-usdm/BTCUSDT_260626/2026-q1", "BTCUSDT quarterly June 2026, Binance", "2026 Q1"),
    dated!("binance-usdm/BTCUSDT/2021-03-18", "BTCUSDT perpetual, Binance", "18 Mar 2021"),
    dated!("binance-usdm/ETHUSDT/2021", "ETHUSDT perpetual, Binance", "2021"),
    dated!("binance-coinm/BTCUSD_PERP/2024", "BTCUSD perpetual, Binance COIN-M", "2024"),
    dated!("bybit-linear/BTCUSDT/2025-09-02", "BTCUSDT perpetual, Bybit", "2 Sep 2025"),
    dated!("bybit-linear-legacy/BTCUSDT/2024-06-26", "BTCUSDT perpetual, Bybit to 1 Sep 2025", "26 Jun 2024"),
    dated!("bybit-inverse/BTCUSD/2026-05-27", "BTCUSD perpetual, Bybit", "27 May 2026"),
    dated!("bybit-inverse-legacy/BTCUSD/2020", "BTCUSD perpetual, Bybit to 1 Sep 2025", "2020"),
    dated!("bybit-inverse-legacy/ETHUSD/2022", "ETHUSD perpetual, Bybit to 1 Sep 2025", "2022"),
    dated!("okx-linear/BTC-USDT-SWAP/2026", "BTC-USDT swap, OKX", "2026"),
    dated!("okx-inverse/ETH-USD-210430/2021-04", "ETH-USD delivery April 2021, OKX", "Apr 2021"),
    dated!("gate/ETH_USDT/2022-08", "ETH_USDT perpetual, Gate", "Aug 2022"),
    dated!("bitmex/XBTUSD/2024-11", "XBTUSD perpetual, BitMEX", "Nov 2024"),
    dated!("bitmex/XBTUSD/2018-08-27", "XBTUSD perpetual, BitMEX", "27 Aug 2018"),
    dated!("bitmex/XBTUSDT/2024-11", "XBTUSDT perpetual, BitMEX", "Nov 2024"),
    dated!("bitmex/ETHUSD/2018", "ETHUSD quanto perpetual, BitMEX", "2018"),
    dated!("deribit/BTC-PERPETUAL/2022-01-11", "BTC-PERPETUAL, Deribit", "11 Jan 2022"),
    dated!("deribit/ETH-PERPETUAL/2022-01-11", "ETH-PERPETUAL, Deribit", "11 Jan 2022"),
    dated!("deribit/BTC_USDC-PERPETUAL/2025", "BTC_USDC-PERPETUAL, Deribit", "2025"),
    dated!("deribit/SOL_USDC-PERPETUAL/2025", "SOL_USDC-PERPETUAL, Deribit", "2025"),
    dated!("hyperliquid/BTC/2025", "BTC perpetual, Hyperliquid", "2025"),
    dated!("hyperliquid/ETH/2025", "ETH perpetual, Hyperliquid", "2025"),
    dated!("hyperliquid/SOL/2025", "SOL perpetual, Hyperliquid", "2025"),
    dated!("hyperliquid/XRP/2025", "XRP perpetual, Hyperliquid", "2025"),
    dated!("hyperliquid/BTC/2024", "BTC perpetual, Hyperliquid", "late 2024"),
    dated!("hyperliquid/ETH/2024", "ETH perpetual, Hyperliquid", "late 2024"),
    dated!("hyperliquid/DOGE/2024", "DOGE perpetual, Hyperliquid", "late 2024"),
    dated!("dydx-v4/BTC-USD/2026-04-22", "BTC-USD perpetual, dYdX", "22 Apr 2026"),
    dated!("dydx-v4/ETH-USD/2026-04-22", "ETH-USD perpetual, dYdX", "22 Apr 2026"),
    dated!("gmx-v2/BTC-USD/2025", "BTC/USD, GMX v2", "2025"),
    dated!("gmx-v2/ETH-USD/2025", "ETH/USD, GMX v2", "2025"),
    dated!("kraken/PI_XBTUSD/2025", "PI_XBTUSD perpetual, Kraken", "2024-2025"),
    dated!("kraken/PF_ETHUSD/2025", "PF_ETHUSD perpetual, Kraken", "2024-2025"),
    dated!("kucoin/XBTUSDTM/2025", "XBTUSDTM perpetual, KuCoin", "undated, before Dec 2025"),
    dated!("edgex/BTC/2025", "BTC perpetual, edgeX", "2025"),
    dated!("phemex/USDT-M/2024", "USDT-M perpetual, Phemex", "2024"),
];

impl Record {
    /// The texts it stands for.
    ///
    /// ```
    /// use ballast_engine::records::find_record;
    /// let record = find_record("binance-usdm/BTCUSDT/2026-q1").ok_or("no such record")?;
    /// assert_eq!(record.texts().get("lot_step"), Some("0.001"));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn texts(&self) -> Texts {
        let lines = self.text.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once('=')).collect()
    }

    /// Where its figures are from, one line each.
    ///
    /// ```
    /// use ballast_engine::records::RECORDS;
    /// // Every record but the one for any venue says where it is from.
    /// assert!(RECORDS.iter().all(|record| record.name == "generic" || record.sources().count() > 0));
    /// ```
    pub fn sources(&self) -> impl Iterator<Item = &'static str> {
        self.text.lines().filter_map(|line| line.strip_prefix("# "))
    }

    /// The slug of its venue: the first part of its name.
    ///
    /// ```
    /// use ballast_engine::records::find_record;
    /// assert_eq!(find_record("bitmex/XBTUSD/2024-11").map(|record| record.venue()), Some("bitmex"));
    /// ```
    pub fn venue(&self) -> &'static str {
        self.name.split_once('/').map_or(self.name, |(venue, _)| venue)
    }
}

/// The record of that name.
///
/// ```
/// use ballast_engine::records::find_record;
/// assert!(find_record("bitmex/XBTUSD/2024-11").is_some() && find_record("bitmex/XBTUSD").is_none());
/// ```
pub fn find_record(name: &str) -> Option<&'static Record> {
    RECORDS.iter().find(|record| record.name == name)
}
