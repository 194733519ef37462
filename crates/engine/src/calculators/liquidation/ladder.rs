//! The liquidation price by leverage, for a margin that leverage decides.

use crate::calculators::trade::liquidation_price;
use crate::math::margin::Position;
use crate::math::order::ascending;
use crate::spec::Reason;

/// The leverages that exchanges offer most.
const USUAL: &[f64] = &[1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 25.0, 50.0, 75.0, 100.0, 125.0];

/// One leverage, and where it would be liquidated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rung {
    /// The exchange's setting.
    pub leverage: f64,
    /// The price, or why there is none.
    pub price: Result<f64, Reason>,
}

impl Rung {
    /// From the mark to liquidation, as a fraction of the mark.
    pub fn distance(&self, mark: f64) -> Result<f64, Reason> {
        self.price.map(|price| price / mark - 1.0)
    }
}

/// The usual leverages as far as the venue allows for the size, that limit itself, and the one set. `extra` is what was
/// added by hand, less costs still to be paid.
pub(super) fn ladder(position: &Position<'_>, extra: f64) -> Vec<Rung> {
    let allowed = position.allowed_leverage();
    let mut leverages: Vec<f64> = USUAL.iter().copied().filter(|leverage| *leverage <= allowed).collect();
    leverages.extend(position.leverage);
    leverages.extend(Some(allowed).filter(|allowed| allowed.is_finite()));
    ascending(&mut leverages, |leverage| *leverage);
    leverages.dedup();
    let rung = |leverage: f64| {
        let collateral = position.margin_at(leverage) + extra;
        let at_leverage = Position { collateral, leverage: Some(leverage), ..*position };
        Rung { leverage, price: liquidation_price(at_leverage.liquidation()) }
    };
    leverages.into_iter().map(rung).collect()
}
