//! Numbers in, numbers out: the formulas, each with its source. Nothing here knows a text, a field or a browser.

pub mod contract;
pub mod decimal;
pub mod fills;
pub mod funding;
pub mod kelly;
pub mod loan;
pub mod margin;
pub mod normal;
pub mod option;
pub mod order;
pub mod portfolio;
pub mod rounding;
pub mod sizing;
pub mod solve;
pub mod touch;
pub mod volatility;
