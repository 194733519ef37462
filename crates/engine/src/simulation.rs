//! Games played out by chance, with the same answer however the work is split.
//!
//! ```text
//! seed, chunk n  ->  random stream n  ->  results in R  ->  courses of an account  ->  a tally; tallies merge in order
//! ```
//!
//! The number of chunks follows from the number of courses alone, chunk n draws from stream n of the seed and from no
//! other, and a [`Tally`] is merged in the order of the chunks: who ran which chunk, and when, leaves no trace. The
//! kernels add, multiply, divide and take square roots, which every machine and browser rounds alike.
//!
//! | file | holds |
//! |---|---|
//! | `random` | the generator and its streams |
//! | `sampler` | results drawn from a win rate and payoff, or from past trades |
//! | `staking` | how much each rule stakes |
//! | `courses` | courses of an account, chunks, tallies |
//! | `quantile` | order statistics |

mod courses;
#[cfg(test)]
mod coverage;
mod quantile;
mod random;
mod sampler;
mod staking;

pub use courses::{Fate, Plan, Simulation, Tally};
pub use quantile::quantiles;
pub use random::Random;
pub use sampler::{Results, Sampler};
pub use staking::{Account, Raise, RaisedAfter, Stake};
