//! What a bet gains: in multiples of the stake, or as a return on it.

/// The result of a bet as typed: `2` is twice the stake, `2%` a return of 2 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gain {
    /// Multiples of the stake, R where the stake is what is at risk.
    OfStake(f64),
    /// A fraction of the position.
    Return(f64),
}

impl Default for Gain {
    fn default() -> Gain {
        Gain::OfStake(0.0)
    }
}
