//! What filling and holding cost: orders to fills, fills to proceeds.

use super::PositionSize;
use crate::calculators::trade::Order;
use crate::math::contract::Trade;
use crate::math::contract::costs::{CostToLeave, Fill, Order as PlannedOrder, Proceeds, RoundTrip};
use crate::spec::{Fault, Problem, Reason};

/// Funding as a share of entry notional, positive where it is paid.
pub(super) struct HoldingRates {
    few_stamps: f64,
    /// On average over the moments at which it may begin.
    pub expected: f64,
    many_stamps: f64,
}

impl HoldingRates {
    /// By the number of stamps that costs less.
    pub fn least(&self) -> f64 {
        self.few_stamps.min(self.many_stamps)
    }
}

impl PositionSize {
    fn fee(&self, order: Order) -> f64 {
        match order {
            Order::Limit => self.terms.maker_fee,
            Order::Market => self.terms.taker_fee,
        }
    }

    pub(super) fn planned(&self, price: f64, order: Order) -> PlannedOrder {
        let slippage = if order == Order::Market { self.slippage } else { 0.0 };
        PlannedOrder { price, fee_rate: self.fee(order), slippage }
    }

    pub(super) fn entry_fill(&self) -> Fill {
        self.planned(self.entry, self.entry_order).opening(self.side)
    }

    /// Funding over the holding as a share of entry notional, by the number of stamps that costs more.
    pub(super) fn holding_rate(&self) -> f64 {
        let range = self.holding_rates();
        range.few_stamps.max(range.many_stamps)
    }

    /// Between how much and how much funding a holding of that length may pay: it depends on when it begins.
    pub(super) fn holding_rates(&self) -> HoldingRates {
        let stamps = self.hours / self.terms.funding_interval_hours;
        let per_stamp = self.side.sign() * self.funding_rate;
        HoldingRates {
            few_stamps: per_stamp * stamps.floor(),
            expected: per_stamp * stamps,
            many_stamps: per_stamp * stamps.ceil(),
        }
    }

    pub(super) fn proceeds(&self, exit: PlannedOrder) -> Proceeds {
        let trip = RoundTrip {
            side: self.side,
            entry: self.entry_fill(),
            exit: exit.closing(self.side),
            holding_rate: self.holding_rate(),
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
        let cost = CostToLeave { exit_fee_rate: self.fee(self.target_order), holding_rate: self.holding_rate() };
        let price = self.terms.payoff().breakeven_price(self.side, self.entry_fill(), cost);
        price.ok_or(Reason("No price pays for these costs"))
    }

    pub(super) fn day_room(&self) -> Option<f64> {
        self.day_loss_limit.map(|share| (share * self.equity - self.lost_today - self.open_risk).max(0.0))
    }
}
