//! The list of calculators, and the desks on which people meet them.

pub mod average_entry;
pub mod funding;
pub mod kelly;
pub mod levels;
pub mod liquidation;
pub mod position_size;
pub mod scaling_plan;
pub mod terms;
pub mod trade;
pub mod volatility_target;

pub use crate::desks::{DESKS, Desk, Tab, desk_of};

use crate::spec::Calculator;

/// Every calculator.
pub static CALCULATORS: &[&dyn Calculator] = &[
    &position_size::POSITION_SIZE,
    &liquidation::LIQUIDATION,
    &average_entry::AVERAGE_ENTRY,
    &scaling_plan::SCALING_PLAN,
    &funding::FUNDING,
    &kelly::KELLY,
    &volatility_target::VOLATILITY_TARGET,
];

/// The calculator of that slug.
pub fn find(slug: &str) -> Option<&'static dyn Calculator> {
    CALCULATORS.iter().copied().find(|calculator| calculator.slug() == slug)
}
