//! Every venue there is a record of.

mod exchanges;
mod protocols;

use super::venue::{Confidence, Venue};

/// Every venue, the one for any first.
pub static VENUES: &[Venue] = &[
    GENERIC,
    exchanges::BINANCE_USDM,
    exchanges::BINANCE_COINM,
    exchanges::BYBIT_LINEAR,
    exchanges::BYBIT_LINEAR_LEGACY,
    exchanges::BYBIT_INVERSE,
    exchanges::BYBIT_INVERSE_LEGACY,
    exchanges::OKX_LINEAR,
    exchanges::OKX_INVERSE,
    exchanges::GATE,
    exchanges::BITMEX,
    exchanges::DERIBIT,
    exchanges::KRAKEN,
    exchanges::KUCOIN,
    exchanges::PHEMEX,
    protocols::HYPERLIQUID,
    protocols::DYDX,
    protocols::GMX,
    protocols::EDGEX,
];

const GENERIC: Venue = Venue {
    slug: "generic",
    title: "Any venue",
    assumes: "The rules are the ones you set.",
    confidence: Confidence::Unverified,
    missing: "Nothing is known of this venue: set its rules and paste its tier table.",
    cross: "",
    triggers: &[],
};
