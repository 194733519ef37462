//! What comes of a plan.

use crate::math::contract::Amounts;
use crate::math::ladder::Step;
use crate::math::margin::Liquidation;
use crate::spec::Reason;

/// A step, and where the position stands after it: money in the settlement currency, shares as fractions, or why there is
/// no number.
#[derive(Clone, Debug)]
pub struct Row {
    pub(super) step: Step,
    pub(super) liquidation: Option<Liquidation>,
    pub(super) price: Result<f64, Reason>,
    /// What is held, without the dust of a sum.
    pub(super) held: f64,
    pub(super) entry: Result<f64, Reason>,
    pub(super) notional: Result<f64, Reason>,
    pub(super) margin: Result<f64, Reason>,
    pub(super) exposure: Result<f64, Reason>,
    pub(super) stop: Result<f64, Reason>,
    pub(super) at_stop: Result<f64, Reason>,
    pub(super) breakeven: Result<f64, Reason>,
    pub(super) bounce: Result<f64, Reason>,
    pub(super) at_targets: Result<f64, Reason>,
}

/// The largest next add.
#[derive(Clone, Copy, Debug)]
pub struct NextAdd {
    /// The price of its order.
    pub(super) price: Result<f64, Reason>,
    /// The quantity.
    pub(super) quantity: Result<f64, Reason>,
    /// The average entry after it.
    pub(super) average: Result<f64, Reason>,
    /// One lot more, and by how much that exceeds the budget.
    pub(super) one_more: Result<(f64, f64), Reason>,
}

/// The ladder, order by order and as a whole.
#[derive(Clone, Debug)]
pub struct Ladder {
    pub(super) rows: Vec<Row>,
    /// Why the open orders have no size.
    pub(super) unsized_because: Option<Reason>,
    pub(super) quantity: Result<f64, Reason>,
    pub(super) first: Result<f64, Reason>,
    pub(super) budget: f64,
    pub(super) share_at_stop: Result<f64, Reason>,
    pub(super) worst: Result<f64, Reason>,
    pub(super) worst_share: Result<f64, Reason>,
    /// The number of the step that loses most, from 1.
    pub(super) worst_rung: Result<f64, Reason>,
    pub(super) funds: Result<f64, Reason>,
    /// What there is for it, what is bound already included.
    pub(super) free: f64,
    pub(super) r_net: Result<f64, Reason>,
    pub(super) liquidation_distance: Result<f64, Reason>,
    pub(super) next: NextAdd,
    pub(super) further: Result<f64, Reason>,
    pub(super) amounts: Result<Amounts, Reason>,
    /// Prices of the targets.
    pub(super) targets: Vec<f64>,
    /// The first step whose stop or successor lies beyond liquidation, from 0.
    pub(super) liquidated_at: Option<usize>,
}

impl Ladder {
    /// Where everything stands once the last order is filled.
    pub(super) fn last(&self, of: impl Fn(&Row) -> Result<f64, Reason>) -> Result<f64, Reason> {
        self.rows.last().map_or(Err(NOTHING_HELD), of)
    }
}

pub(super) const NOTHING_HELD: Reason = Reason("Nothing is held then");
