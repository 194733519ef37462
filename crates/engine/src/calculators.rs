//! The list of calculators, and the desks on which people meet them.

mod average_entry;
mod cross_account;
mod debt_position;
mod delta_rebalance;
mod exposure_throttle;
mod funding;
mod game;
mod implied_volatility;
mod kelly;
pub(crate) mod levels;
mod liquidation;
mod liquidity_position;
mod money_management;
mod portfolio;
pub(crate) mod position_size;
mod risk_of_ruin;
mod scale_out;
mod scaling_plan;
#[doc(hidden)]
pub mod terms;
mod trade;
mod volatility_target;

pub use crate::desks::{DESKS, Desk, Tab, desk_of};

use crate::spec::Calculator;

/// Every calculator.
///
/// ```
/// use ballast_engine::calculators::CALCULATORS;
/// assert_eq!(CALCULATORS.first().map(|calculator| calculator.slug()), Some("position-size"));
/// ```
pub static CALCULATORS: &[&dyn Calculator] = &[
    &position_size::POSITION_SIZE,
    &scaling_plan::SCALING_PLAN,
    &liquidation::LIQUIDATION,
    &scale_out::SCALE_OUT,
    &average_entry::AVERAGE_ENTRY,
    &funding::FUNDING,
    &cross_account::CROSS_ACCOUNT,
    &exposure_throttle::EXPOSURE_THROTTLE,
    &kelly::KELLY,
    &risk_of_ruin::RISK_OF_RUIN,
    &money_management::MONEY_MANAGEMENT,
    &portfolio::PORTFOLIO,
    &volatility_target::VOLATILITY_TARGET,
    &delta_rebalance::DELTA_REBALANCE,
    &implied_volatility::IMPLIED_VOLATILITY,
    &debt_position::DEBT_POSITION,
    &liquidity_position::LIQUIDITY_POSITION,
];

/// The calculator of that slug.
///
/// ```
/// use ballast_engine::calculators::find;
/// assert_eq!(find("kelly").map(|calculator| calculator.title()), Some("Kelly"));
/// assert!(find("kely").is_none());
/// ```
pub fn find(slug: &str) -> Option<&'static dyn Calculator> {
    find_among(CALCULATORS, slug)
}

/// The calculator of that slug, among those that a program holds.
pub fn find_among(held: &[&'static dyn Calculator], slug: &str) -> Option<&'static dyn Calculator> {
    held.iter().copied().find(|calculator| calculator.slug() == slug)
}
