//! Capital split over positions that move together: what grows fastest within limits, what shares risk equally, and what
//! a split risks.
//!
//! In reading order: [`matrix`] and `eigen` (linear algebra), [`nearest`] (correlations that cannot all hold),
//! `quadratic` (the best point within linear bounds, with its proof), [`bounds`] (limits of a portfolio),
//! [`parity`] (equal shares of risk), [`sample`] (returns as they were) and [`measures`] (what a split risks).

pub mod bounds;
pub(crate) mod eigen;
pub mod matrix;
pub mod measures;
pub mod nearest;
pub mod parity;
#[cfg(test)]
mod properties;
mod quadratic;
pub mod sample;

pub use bounds::{Bounds, Growth, Stance};
pub use matrix::Square;
pub use measures::Split;
