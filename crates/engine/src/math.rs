//! Numbers in, numbers out: the formulas, each with its source. Nothing here knows a text, a field or a browser.

pub mod account;
pub(crate) mod alike;
pub mod contract;
pub mod decimal;
pub mod exits;
pub mod fills;
pub mod funding;
pub mod impact;
pub mod kelly;
pub mod ladder;
pub mod liquidity;
pub mod loan;
pub mod margin;
pub mod normal;
pub mod optimal_f;
pub mod option;
pub mod order;
pub mod portfolio;
pub mod rounding;
pub mod ruin;
pub mod sizing;
pub mod solve;
pub mod streak;
pub mod throttle;
pub mod touch;
pub mod volatility;
