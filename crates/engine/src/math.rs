//! Numbers in, numbers out: the formulas, each with its source. Nothing here knows a text, a field or a browser.

pub mod contract;
pub mod decimal;
pub mod fills;
pub mod funding;
pub mod kelly;
pub mod ladder;
pub mod margin;
pub mod order;
pub mod rounding;
pub mod sizing;
pub mod solve;
pub mod volatility;
