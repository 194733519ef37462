//! The list of calculators, and the desks on which people meet them.

pub mod average_entry;
pub mod cross_account;
pub mod debt_position;
pub mod delta_rebalance;
pub mod exposure_throttle;
pub mod funding;
pub mod game;
pub mod implied_volatility;
pub mod kelly;
pub mod levels;
pub mod liquidation;
pub mod liquidity_position;
pub mod money_management;
pub mod portfolio;
pub mod position_size;
pub mod risk_of_ruin;
pub mod scale_out;
pub mod scaling_plan;
pub mod terms;
pub mod trade;
pub mod volatility_target;

pub use crate::desks::{DESKS, Desk, Tab, desk_of};

use crate::spec::Calculator;

/// Every calculator.
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
pub fn find(slug: &str) -> Option<&'static dyn Calculator> {
    find_among(CALCULATORS, slug)
}

/// The calculator of that slug, among those that a program holds.
pub fn find_among(held: &[&'static dyn Calculator], slug: &str) -> Option<&'static dyn Calculator> {
    held.iter().copied().find(|calculator| calculator.slug() == slug)
}
