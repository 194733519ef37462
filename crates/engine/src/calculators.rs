//! The list of calculators, and the desks on which people meet them.

pub mod average_entry;
pub mod debt_position;
pub mod delta_rebalance;
pub mod funding;
pub mod implied_volatility;
pub mod kelly;
pub mod levels;
pub mod liquidation;
pub mod portfolio;
pub mod position_size;
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
    &funding::FUNDING,
    &kelly::KELLY,
    &portfolio::PORTFOLIO,
    &volatility_target::VOLATILITY_TARGET,
    &debt_position::DEBT_POSITION,
    &delta_rebalance::DELTA_REBALANCE,
    &implied_volatility::IMPLIED_VOLATILITY,
];

/// The calculator of that slug.
pub fn find(slug: &str) -> Option<&'static dyn Calculator> {
    CALCULATORS.iter().copied().find(|calculator| calculator.slug() == slug)
}
