//! Kelly: the stake that makes capital grow fastest, what a smaller or larger one costs, and how far to trust it.
//!
//! ```text
//! bet         g(f) = sum p_i ln(1 + f x_i)          best f: sum p_i x_i / (1 + f x_i) = 0 on (0, 1/worst loss)
//! binary      f = p/a - q/b                         (win b, loss a per unit staked, q = 1 - p)
//! continuous  f = (mu - r - funding - drag)/sigma^2 g(f) = r + f (mu - r - funding - drag) - f^2 sigma^2/2
//! ```
//!
//! Two numbers go by the name of Kelly. `f` above is the **exposure**: how many times equity is staked when results
//! are returns, how much of equity one R is when results are in R. The **fraction at risk** is `f` times the worst
//! loss: the share of equity gone when that loss comes. [`Bet::fraction_at_risk`] turns one into the other.
//!
//! | file | holds |
//! |---|---|
//! | `bet` | a bet as results with probabilities: mean, spread, growth |
//! | `full` | the best fraction, the fraction at which growth ends, the growth curve |
//! | `odds` | chance ever to fall, and to double before halving, of a bet: bounds |
//! | `continuous` | a price with drift and volatility: fraction, growth, exact odds |
//! | `search` | the last number for which something holds |
//! | `uncertainty` | standard error of an edge, shrinkage, cautious estimates |
//! | `drawdown` | the fraction that keeps a fall unlikely enough |
//! | `horizon` | odds by a date |
//! | `barrier` | the best margin of an isolated position that may be liquidated |
//! | `applied` | the fraction used after shrinkage, multiple and caps |
//! | `trade_off` | what a quarter, half, full and double Kelly give and cost |
//!
//! Sources: J. L. Kelly, "A New Interpretation of Information Rate", Bell System Technical Journal 35 (1956),
//! DOI 10.1002/j.1538-7305.1956.tb03809.x; E. O. Thorp, "The Kelly Criterion in Blackjack, Sports Betting and the
//! Stock Market" (2006). Those of single formulas stand beside them.

mod applied;
mod barrier;
mod bet;
mod continuous;
mod drawdown;
mod full;
mod horizon;
mod odds;
#[cfg(test)]
mod properties;
mod search;
mod trade_off;
mod uncertainty;

pub use applied::{Applied, Limit, Limits, Plan};
pub use barrier::{BarrierKelly, IsolatedLong};
pub use bet::{Bet, BetProblem, Binary, Growth, Outcome};
pub use continuous::{Continuous, ContinuousProblem, FractionalOdds};
pub use drawdown::FallLimit;
pub use full::{FullKelly, GrowthPoint, Unbounded, ZeroGrowth};
pub use horizon::{HorizonOdds, Levels, MOST_BETS};
pub use odds::{Bounds, NoOdds, Odds, Walk};
pub(crate) use odds::{Distances, up_before_down};
pub use trade_off::{MULTIPLES, TradeOff};
pub use uncertainty::{BetaPrior, NoEstimate, TestedEdge, WinRecord, normal_quantile};
