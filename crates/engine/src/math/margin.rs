//! Margin and liquidation: one engine for linear, inverse and quanto contracts, isolated and cross.
//!
//! A position is liquidated where its equity meets its requirement. Both are lines in the *notional* n of the position
//! within a tier, whatever the contract, so everything is solved there and turned into a price at the end:
//!
//! ```text
//! equity(n)       W + U + t * (n - N) + C * n
//! requirement(n)  R + max((r + b * size) * n - D, F) + f * n     maintenance at mark
//!                 R + max((r + b * size) * N - D, F) + f * N     maintenance at entry: constant
//! liquidation     n = (t * N - W - U + R - D) / (t + C - r - f)  by a tier, or with -F for D and no r by the floor
//! bankruptcy      n = (t * N - W - U) / (t + C)
//!
//! N  notional at the entry          t  +1 linear and quanto long, inverse short; -1 the others (an inverse contract is
//! W  collateral                        worth less coin as the price rises)
//! U  profit of the other positions  C  coin posted * its price / n; 0 for inverse, where it is part of W
//! R  their maintenance              r, D  rate and deduction of the tier     f  closing fee     F  the floor
//! b  rate per coin of the size, which is the quantity, but n for inverse: then the requirement is a parabola, and
//!    liquidation the root of b * n^2 + (r + f - t) * n + (R - D - W - U + t * N) that the mark meets first
//! ```
//!
//! For a linear contract that is the familiar `L = (W + U - R + D - s*q*E) / (q*k - s*q - c)` with k = r + f and coin c,
//! for an inverse one `L = V*(s + k) / (s*V/E + W + U - R + D)`. Sources: Binance FAQ b3c689c1f50a44cabb3a84e663b81d93 for
//! the linear formula and the deductions; derivation of the rest is ours, checked against the venues' figures in the tests.
//!
//! # A fee set aside
//! Some venues reserve the fee of closing at bankruptcy with the margin and count the same sum in the requirement, so that
//! it cancels. On Bybit's inverse contracts that is where the money B = W + U is gone, that fee taken off:
//! `n = (N - t * B) / (1 - t * f)`, and of margin e added `e / (1 - t * f)` moves liquidation: the formula of the page of 27
//! May 2026, and the position in the API's documentation to which 0.01 ETH was added. On BitMEX and Bybit's linear contracts
//! to 2025 it is `f * N * (1 - t / leverage)`, fixed at the opening: margin added moves liquidation by the whole of it.
//!
//! # Tiers
//! The tier is that of the notional *at the price asked about*; or it is fixed, by the notional at the entry or by the
//! quantity. Where the deductions make maintenance continuous, equity minus requirement bends downward only, and exactly
//! one tier holds the liquidation price. Without deductions maintenance jumps at the edges; then it is the first price met
//! on the way from the mark. One walk from the mark over the tiers answers both. Beyond the last cap the last tier goes on.
//!
//! # The way
//! The walk goes where the position loses: down for a long, up for a short. Where coin outweighs a short, equity falls with
//! the price instead, while a requirement at the mark still rises with it: then both ways are walked, and the nearer price,
//! as a ratio to the mark, is the answer.

pub mod dydx;
pub(crate) mod explain;
pub mod liquidation;
pub mod option;
pub mod position;
pub mod rules;
pub mod shown;
pub mod stop;
mod surplus;
pub mod tiers;
pub(crate) mod variant;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod venues;

pub use liquidation::{Liquidation, Never, Unopenable};
pub use position::{Position, initial_margin};
pub use rules::{FeeBasis, MaintenanceBasis, Rules, TierAxis};
pub use shown::ShownPrice;
pub use tiers::{Tier, TierFault, TierProblem, Tiers};
pub(crate) use variant::{PriceOf, TierTaken, Variant};
