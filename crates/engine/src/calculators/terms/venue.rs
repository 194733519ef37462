//! What venues differ in besides their rates, as words.

use crate::math::margin::{FeeBasis, ShownPrice, TierAxis};
use crate::spec::{Listed, Word, word};

impl Listed for ShownPrice {
    const VARIANTS: &'static [ShownPrice] =
        &[ShownPrice::Against, ShownPrice::Nearest, ShownPrice::TickMore, ShownPrice::Exact, ShownPrice::Satoshi];
    const WORDS: &'static [Word] = &[
        word("against", "Rounded against you"),
        word("nearest", "Rounded to the nearest"),
        word("tick-more", "One tick sooner"),
        word("none", "Not rounded"),
        word("satoshi", "To the satoshi a contract, then the tick, against you"),
    ];
}

/// The price that triggers liquidation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriggerPrice {
    /// The mark price.
    Mark,
    /// The oracle's.
    Oracle,
    /// The index.
    Index,
    /// The last trade.
    Last,
}

impl Listed for TriggerPrice {
    const VARIANTS: &'static [TriggerPrice] =
        &[TriggerPrice::Mark, TriggerPrice::Oracle, TriggerPrice::Index, TriggerPrice::Last];
    const WORDS: &'static [Word] = &[
        word("mark", "Mark price"),
        word("oracle", "Oracle price"),
        word("index", "Index price"),
        word("last", "Last price"),
    ];
}

/// Which way a venue's margin ratio goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatioDirection {
    /// Requirement over equity.
    Used,
    /// Equity over requirement.
    Cover,
    /// It shows none.
    None,
}

impl Listed for RatioDirection {
    const VARIANTS: &'static [RatioDirection] = &[RatioDirection::Used, RatioDirection::Cover, RatioDirection::None];
    const WORDS: &'static [Word] =
        &[word("used", "Requirement / equity"), word("cover", "Equity / requirement"), word("none", "None")];
}

impl Listed for TierAxis {
    const VARIANTS: &'static [TierAxis] = &[TierAxis::Notional, TierAxis::EntryNotional, TierAxis::Quantity];
    const WORDS: &'static [Word] =
        &[word("notional", "Notional"), word("entry", "Notional at entry"), word("quantity", "Quantity")];
}

impl Listed for FeeBasis {
    const VARIANTS: &'static [FeeBasis] = &[FeeBasis::Maintenance, FeeBasis::Bankruptcy];
    const WORDS: &'static [Word] =
        &[word("maintenance", "Notional of maintenance"), word("bankruptcy", "Bankruptcy price")];
}
