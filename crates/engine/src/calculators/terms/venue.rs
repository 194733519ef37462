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

/// What the closing fee in the requirement is a fraction of, isolated and in cross.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequirementFeeAt {
    /// As maintenance is: OKX.
    Maintenance,
    /// Where the margin is gone, set aside; in cross where the initial margin is: Bybit's unified account.
    Bankruptcy,
    /// Where the margin or the whole wallet is gone, set aside: Bybit's inverse contracts in accounts of their own.
    Wallet,
    /// Where the initial margin is gone, set aside at the opening, in cross too: BitMEX, Bybit's linear contracts to 2025.
    Opening,
}

impl RequirementFeeAt {
    /// Of an isolated position.
    pub fn isolated(self) -> FeeBasis {
        match self {
            RequirementFeeAt::Maintenance => FeeBasis::Maintenance,
            RequirementFeeAt::Bankruptcy | RequirementFeeAt::Wallet => FeeBasis::Bankruptcy,
            RequirementFeeAt::Opening => FeeBasis::Opening,
        }
    }

    /// Of one that shares its wallet.
    pub fn in_cross(self) -> FeeBasis {
        match self {
            RequirementFeeAt::Maintenance => FeeBasis::Maintenance,
            RequirementFeeAt::Wallet => FeeBasis::Bankruptcy,
            RequirementFeeAt::Bankruptcy | RequirementFeeAt::Opening => FeeBasis::Opening,
        }
    }
}

impl Listed for RequirementFeeAt {
    const VARIANTS: &'static [RequirementFeeAt] = &[
        RequirementFeeAt::Maintenance,
        RequirementFeeAt::Bankruptcy,
        RequirementFeeAt::Wallet,
        RequirementFeeAt::Opening,
    ];
    const WORDS: &'static [Word] = &[
        word("maintenance", "Notional of maintenance"),
        word("bankruptcy", "Bankruptcy price; in cross that of the leverage"),
        word("wallet", "Bankruptcy price; in cross that of the wallet"),
        word("opening", "Bankruptcy price of the leverage"),
    ];
}
