//! What trading calculators share besides the contract: side, orders, margin mode, targets, and the words for liquidation.

use super::terms::Terms;
use crate::math::contract::Side;
use crate::math::contract::costs::Order as PlannedOrder;
use crate::math::margin::{Liquidation, Never, Unopenable};
use crate::number_text::{canonical, percent, shown};
use crate::spec::{Choice, Column, Fault, Kind, Level, Listed, Problem, Reason, Record, Slot, Unit, Word, word};

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

impl Order {
    /// The fee of such an order, a fraction.
    pub fn fee(self, terms: &Terms) -> f64 {
        match self {
            Order::Limit => terms.maker_fee,
            Order::Market => terms.taker_fee,
        }
    }

    /// Such an order at a price: only a market order slips.
    pub fn planned(self, price: f64, slippage: f64, terms: &Terms) -> PlannedOrder {
        let slippage = if self == Order::Market { slippage } else { 0.0 };
        PlannedOrder { price, fee_rate: self.fee(terms), slippage }
    }
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

/// A fee above this fraction is rather a figure in another unit.
const LARGE_FEE: f64 = 0.01;
/// A price this many times the entry price, or as small a part of it, is rather a slip.
const FAR: f64 = 5.0;

/// Warnings of the fees, by their keys, that look like figures in another unit.
pub fn large_fees(fees: &[(&'static str, f64)]) -> Vec<Problem> {
    let large = fees.iter().filter(|(_, fee)| *fee > LARGE_FEE);
    large.map(|(key, fee)| Problem::warning(key, Fault::FeeLooksLarge(canonical(percent(*fee))))).collect()
}

/// What looks like a slip in a price: a digit missing or doubled.
pub fn far_from_entry(price: f64, entry: f64) -> Option<Fault> {
    let times = price / entry;
    (times >= FAR || times <= 1.0 / FAR).then(|| Fault::FarFromEntry(shown(times, 3)))
}

/// A stop that the mark has reached already: the position would be closed as soon as it is placed.
pub fn stop_passed(side: Side, stop: f64, mark: f64) -> Option<Fault> {
    (side.sign() * (stop - mark) >= 0.0).then(|| Fault::StopBeyondPrice(shown(mark, 12)))
}

/// A highest leverage as a message has it: rounded down, so that it may be typed.
pub fn leverage_words(most: f64) -> String {
    canonical((most * 100.0 * (1.0 + 1e-12)).floor() / 100.0)
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
