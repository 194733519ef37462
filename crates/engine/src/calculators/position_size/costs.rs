//! What filling and holding cost: orders to fills, fills to proceeds.

use super::PositionSize;
use crate::calculators::trade::Order;
use crate::math::contract::Trade;
use crate::math::contract::costs::{CostToLeave, Fill, Order as PlannedOrder, Proceeds, RoundTrip};
use crate::math::funding::{HoldingCost, Stamps};
use crate::spec::{Fault, Problem, Reason};

impl PositionSize {
    pub(super) fn planned(&self, price: f64, order: Order) -> PlannedOrder {
        order.planned(price, self.slippage, &self.terms)
    }

    pub(super) fn entry_fill(&self) -> Fill {
        self.planned(self.entry, self.entry_order).opening(self.side)
    }

    /// Funding over the holding as a share of entry notional.
    pub(super) fn holding_rates(&self) -> HoldingCost {
        let stamps = Stamps::of(self.hours, self.terms.funding_interval_hours);
        stamps.cost(self.side.sign() * self.funding_rate)
    }

    pub(super) fn proceeds(&self, exit: PlannedOrder) -> Proceeds {
        let trip = RoundTrip {
            side: self.side,
            entry: self.entry_fill(),
            exit: exit.closing(self.side),
            holding_rate: self.holding_rates().most,
        };
        self.terms.payoff().proceeds(&trip)
    }

    /// What one unit brings between the prices typed, before slippage, fees and funding.
    pub(super) fn planned_profit(&self, price: f64) -> f64 {
        self.terms.payoff().profit(&Trade { side: self.side, quantity: 1.0, entry: self.entry }, price)
    }

    pub(super) fn loss_per_atr(&self) -> Result<f64, Vec<Problem>> {
        let atr = self.atr.unwrap_or_default();
        let moved = self.entry - self.side.sign() * atr;
        if moved <= 0.0 {
            return Err(vec![Problem::error("atr", Fault::LevelBelowZero)]);
        }
        Ok(-self.planned_profit(moved))
    }

    pub(super) fn breakeven_price(&self) -> Result<f64, Reason> {
        let cost =
            CostToLeave { exit_fee_rate: self.target_order.fee(&self.terms), holding_rate: self.holding_rates().most };
        let price = self.terms.payoff().breakeven_price(self.side, self.entry_fill(), cost);
        price.ok_or(Reason("No price pays for these costs"))
    }

    pub(super) fn day_room(&self) -> Option<f64> {
        self.day_loss_limit.map(|share| (share * self.equity - self.lost_today - self.open_risk).max(0.0))
    }
}
