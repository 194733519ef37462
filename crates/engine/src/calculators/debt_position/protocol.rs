//! What the protocols differ in, a row each.

use crate::math::loan::{FullClose, LiquidationRules, incentive_of_threshold};
use crate::spec::{Listed, Word, word};

/// Whose rules apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Aave v3.
    Aave,
    /// Compound v3 (Comet).
    Compound,
    /// Maker, now Sky.
    Maker,
    /// Morpho Blue.
    Morpho,
    /// Any other, by its numbers.
    Generic,
}

impl Listed for Protocol {
    const VARIANTS: &'static [Protocol] =
        &[Protocol::Aave, Protocol::Compound, Protocol::Maker, Protocol::Morpho, Protocol::Generic];
    const WORDS: &'static [Word] = &[
        word("aave", "Aave v3"),
        word("compound", "Compound v3"),
        word("maker", "Maker / Sky"),
        word("morpho", "Morpho Blue"),
        word("generic", "Other"),
    ];
}

/// Aave: aave-v3-origin@027aaed7 LiquidationLogic.sol, CLOSE_FACTOR_HF_THRESHOLD, MIN_BASE_MAX_CLOSE_FACTOR_THRESHOLD and
/// MIN_LEFTOVER_BASE; as of that commit, in the pool's base currency (dollars).
const AAVE_FULL_CLOSE: FullClose = FullClose { health_factor: 0.95, value: 2000.0, leftover: 1000.0 };

const WHOLE: LiquidationRules = LiquidationRules { takes_all: false, close_factor: 1.0, full_close: None };

impl Protocol {
    /// How it liquidates; `close_factor` is what was typed for a protocol that is not known.
    pub(super) fn rules(self, close_factor: f64) -> LiquidationRules {
        match self {
            Protocol::Aave => LiquidationRules { close_factor: 0.5, full_close: Some(AAVE_FULL_CLOSE), ..WHOLE },
            Protocol::Compound => LiquidationRules { takes_all: true, ..WHOLE },
            Protocol::Maker | Protocol::Morpho => WHOLE,
            Protocol::Generic => LiquidationRules { close_factor, ..WHOLE },
        }
    }

    /// The penalty where none is typed: Morpho's follows from the threshold; the others are what is most common (ETH on
    /// Aave's and Compound's main markets 5 %, Maker's vaults 13 %), and examples.
    pub(super) fn usual_penalty(self, threshold: f64) -> f64 {
        match self {
            Protocol::Morpho => incentive_of_threshold(threshold) - 1.0,
            Protocol::Maker => 0.13,
            Protocol::Aave | Protocol::Compound | Protocol::Generic => 0.05,
        }
    }

    /// Maker states what must stand behind the debt, the others what counts of what stands there.
    pub(super) fn states_ratio(self) -> bool {
        self == Protocol::Maker
    }

    /// How many deposits a position may have, and how many debts.
    pub(super) fn most_rows(self) -> (usize, usize) {
        match self {
            Protocol::Aave | Protocol::Generic => (usize::MAX, usize::MAX),
            Protocol::Compound => (usize::MAX, 1),
            Protocol::Maker | Protocol::Morpho => (1, 1),
        }
    }
}
