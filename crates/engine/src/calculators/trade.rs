//! What trading calculators share besides the contract: side, orders, margin mode, targets, and the words for liquidation.

use crate::math::contract::Side;
use crate::math::margin::{Liquidation, Never, Unopenable};
use crate::spec::{Choice, Column, Kind, Level, Listed, Reason, Record, Slot, Unit, Word, word};

impl Listed for Side {
    const VARIANTS: &'static [Side] = &[Side::Long, Side::Short];
    const WORDS: &'static [Word] = &[word("long", "Long"), word("short", "Short")];
}

/// Limit or market.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Rests in the book: the maker fee, no slippage.
    #[default]
    Limit,
    /// Takes what is there: the taker fee, and slippage.
    Market,
}

impl Listed for Order {
    const VARIANTS: &'static [Order] = &[Order::Limit, Order::Market];
    const WORDS: &'static [Word] = &[word("limit", "Limit"), word("market", "Market")];
}

/// Isolated or cross.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarginMode {
    /// Only the position's own margin stands behind it.
    #[default]
    Isolated,
    /// The whole wallet does.
    Cross,
}

impl Listed for MarginMode {
    const VARIANTS: &'static [MarginMode] = &[MarginMode::Isolated, MarginMode::Cross];
    const WORDS: &'static [Word] = &[word("isolated", "Isolated"), word("cross", "Cross")];
}

/// A share of the position, and where it is closed.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The share, a fraction.
    pub share: f64,
    /// The level.
    pub level: Option<Level>,
}

impl Default for Target {
    fn default() -> Target {
        Target { share: 1.0, level: None }
    }
}

impl Record for Target {
    const COLUMNS: &'static [Column] = &[
        Column { name: "share_pct", label: "Share", kind: Kind::Number, unit: Unit::Percent, neutral: Some("100") },
        Column { name: "level", label: "Level", kind: Kind::Level, unit: Unit::Price, neutral: None },
    ];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        match column {
            0 => Some(Slot::Number(&mut self.share)),
            1 => Some(Slot::Level(&mut self.level)),
            _ => None,
        }
    }
}

/// A choice as a slot takes it.
pub fn choice<T: Listed>(of: &mut T) -> Slot<'_> {
    let choice: &mut dyn Choice = of;
    Slot::Choice(choice)
}

/// The liquidation price, or why there is none.
pub fn liquidation_price(liquidation: Liquidation) -> Result<f64, Reason> {
    match liquidation {
        Liquidation::Price { price, .. } => Ok(price),
        Liquidation::Never(Never::CoversFallToZero) => Err(Reason("None: the margin covers any fall")),
        Liquidation::Never(Never::CoversAnyRise) => Err(Reason("None: the margin covers any rise")),
        Liquidation::Never(Never::CoinOutweighsShort) => {
            Err(Reason("None: the coin posted gains what the short loses"))
        }
        Liquidation::AlreadyLiquidatable => Err(Reason("Already liquidatable at this mark")),
        Liquidation::CannotBeOpened(Unopenable::LeverageAboveTier) => {
            Err(Reason("Cannot be opened: leverage above what the venue allows here"))
        }
        Liquidation::CannotBeOpened(Unopenable::BeyondLastTier) => {
            Err(Reason("Cannot be opened: larger than the venue's last tier"))
        }
        Liquidation::CannotBeOpened(Unopenable::MarginBelowRequirement) => {
            Err(Reason("Cannot be opened: the margin is below maintenance"))
        }
        Liquidation::Undefined => Err(Reason("No finite price with these figures")),
    }
}
