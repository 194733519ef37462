//! Margin and liquidation: one engine for linear, inverse and quanto contracts, isolated and cross.
//!
//! A position is liquidated where its equity meets its requirement. Both are straight lines in the *notional* n of the
//! position within a tier, whatever the contract, so everything is solved there and turned into a price at the end:
//!
//! ```text
//! equity(n)       W + U + t * (n - N)              N  notional at the entry
//! requirement(n)  R + (r + f) * n - D              maintenance at mark
//!                 R + (r + f) * N - D              maintenance at entry: constant
//! liquidation     n = (t * N - W - U + R - D) / (t - r - f)
//! bankruptcy      n = N - t * (W + U)
//!
//! t  +1 linear and quanto long, inverse short; -1 the others (an inverse contract is worth less coin as the price rises)
//! W  collateral   U  profit of the other positions   R  their maintenance   r, D  rate and deduction of the tier   f  fee
//! ```
//!
//! For a linear contract that is the familiar `L = (W + U - R + D - s*q*E) / (q*k - s*q)` with k = r + f, for an inverse
//! one `L = V*(s + k) / (s*V/E + W + U - R + D)`. Sources: Binance FAQ b3c689c1f50a44cabb3a84e663b81d93 for the linear
//! formula and the deductions; derivation of the rest is ours, checked against ten venues' figures in the tests.
//!
//! # Tiers
//! The tier is that of the notional *at the price asked about*. Where the deductions make maintenance continuous,
//! equity minus requirement is monotone and exactly one tier holds the liquidation price. Without deductions maintenance
//! jumps at the edges; then it is the first price met on the way from the mark. One walk from the mark over the tiers
//! answers both. Beyond the last cap the last tier goes on.

pub mod explain;
pub mod liquidation;
pub mod position;
pub mod stop;
pub mod tiers;
pub mod variant;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod venues;

pub use liquidation::{Liquidation, Never, Unopenable};
pub use position::{MaintenanceBasis, Position, Rules, initial_margin};
pub use tiers::{Tier, TierFault, TierProblem, Tiers};
pub use variant::{Shown, TierTaken, Variant};
