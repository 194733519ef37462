//! The words of the plan: how it is built, what its stop does, what decides its size; and a row of one's own plan.

use crate::calculators::trade::choice;
use crate::spec::{Column, Kind, Level, Listed, Record, Slot, Unit, Word, word};

/// How the position is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanKind {
    /// Into strength.
    Pyramid,
    /// Into weakness.
    SafetyOrders,
    /// By rows.
    Custom,
}

impl Listed for PlanKind {
    const VARIANTS: &'static [PlanKind] = &[PlanKind::Pyramid, PlanKind::SafetyOrders, PlanKind::Custom];
    const WORDS: &'static [Word] = &[word("pyramid", "Pyramid"), word("dca", "DCA"), word("custom", "Custom")];
}

/// What the distance between orders is measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepFrom {
    /// The first fill.
    Base,
    /// The fill before.
    Previous,
}

impl Listed for StepFrom {
    const VARIANTS: &'static [StepFrom] = &[StepFrom::Base, StepFrom::Previous];
    const WORDS: &'static [Word] = &[word("base", "The first order"), word("previous", "The order before")];
}

/// In which proportion the units of a pyramid are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighting {
    /// All alike.
    Equal,
    /// 4, 3, 2, 1.
    Decreasing,
    /// 5, 3, 2, 1.
    Fibonacci,
    /// As typed.
    Custom,
}

impl Listed for Weighting {
    const VARIANTS: &'static [Weighting] =
        &[Weighting::Equal, Weighting::Decreasing, Weighting::Fibonacci, Weighting::Custom];
    const WORDS: &'static [Word] = &[
        word("equal", "Equal"),
        word("decreasing", "Decreasing (4, 3, 2, 1)"),
        word("fibonacci", "Fibonacci (5, 3, 2, 1)"),
        word("custom", "Own weights"),
    ];
}

/// What the stop does after each fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopFollows {
    /// Nothing.
    Nothing,
    /// The last fill.
    LastFill,
    /// The average entry.
    Average,
    /// To breakeven, once.
    Breakeven,
}

impl Listed for StopFollows {
    const VARIANTS: &'static [StopFollows] =
        &[StopFollows::Nothing, StopFollows::LastFill, StopFollows::Average, StopFollows::Breakeven];
    const WORDS: &'static [Word] = &[
        word("fixed", "Stays, from the first entry"),
        word("trailing", "Trails the last fill"),
        word("average", "Follows the average entry"),
        word("breakeven", "To breakeven after some fills"),
    ];
}

/// What decides the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LadderBy {
    /// A share of equity at the stop.
    RiskPercent,
    /// A sum of money at the stop.
    RiskAmount,
    /// The first order.
    FirstQuantity,
    /// Money for all of it.
    Funds,
}

impl Listed for LadderBy {
    const VARIANTS: &'static [LadderBy] =
        &[LadderBy::RiskPercent, LadderBy::RiskAmount, LadderBy::FirstQuantity, LadderBy::Funds];
    const WORDS: &'static [Word] = &[
        word("risk-pct", "Risk in percent"),
        word("risk-amount", "Risk in money"),
        word("first-quantity", "First order"),
        word("funds", "Money for all"),
    ];
}

/// Whether an order is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RungState {
    /// Still to come.
    Open,
    /// Held already.
    Filled,
}

impl Listed for RungState {
    const VARIANTS: &'static [RungState] = &[RungState::Open, RungState::Filled];
    const WORDS: &'static [Word] = &[word("open", "Open"), word("filled", "Filled")];
}

/// An order of one's own plan.
#[derive(Clone, Copy, Debug)]
pub struct RungRow {
    /// Its price, or how far from the entry: above it, below with a minus.
    pub price: Option<Level>,
    /// How much, if that is set.
    pub quantity: Option<f64>,
    /// How much in proportion, if not.
    pub weight: Option<f64>,
    /// Whether it is filled.
    pub state: RungState,
}

impl Default for RungRow {
    fn default() -> RungRow {
        RungRow { price: None, quantity: None, weight: None, state: RungState::Open }
    }
}

impl Record for RungRow {
    const COLUMNS: &'static [Column] = &[
        Column { name: "price", label: "Price", kind: Kind::Level, unit: Unit::Price, neutral: None },
        Column { name: "quantity", label: "Quantity", kind: Kind::Number, unit: Unit::Quantity, neutral: Some("") },
        Column { name: "weight", label: "Weight", kind: Kind::Number, unit: Unit::None, neutral: Some("") },
        Column { name: "state", label: "State", kind: Kind::Choice, unit: Unit::None, neutral: Some("open") },
    ];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        match column {
            0 => Some(Slot::Level(&mut self.price)),
            1 => Some(Slot::Optional(&mut self.quantity)),
            2 => Some(Slot::Optional(&mut self.weight)),
            3 => Some(choice(&mut self.state)),
            _ => None,
        }
    }
}
