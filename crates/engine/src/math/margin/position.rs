//! A position with its collateral: equity, requirement, bankruptcy.

use super::tiers::Tiers;
use crate::math::contract::{Payoff, Trade};

/// The notional on which the venue takes maintenance margin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MaintenanceBasis {
    /// Notional at the mark price: most venues.
    Mark,
    /// Notional at the entry price: BitMEX, KuCoin, Bybit until September 2025.
    Entry,
}

/// How a venue states its requirement; the default is that of most: maintenance at the mark, no fee in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// Where maintenance is taken.
    pub basis: MaintenanceBasis,
    /// Fee of closing that the venue counts inside the requirement, as a fraction of the same notional as maintenance;
    /// 0 where it counts none.
    pub closing_fee: f64,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules { basis: MaintenanceBasis::Mark, closing_fee: 0.0 }
    }
}

/// A position and all that stands behind it. Money is in the settlement currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position<'t> {
    /// How the contract pays.
    pub payoff: Payoff,
    /// What was entered.
    pub trade: Trade,
    /// Mark price now, quote per base; the entry price before opening.
    pub mark: f64,
    /// Margin of the position (isolated), or wallet balance without open profit (cross).
    pub collateral: f64,
    /// Open profit of the other positions in the same wallet; 0 if isolated.
    pub other_profit: f64,
    /// Maintenance margin of the other positions in the same wallet; 0 if isolated.
    pub other_maintenance: f64,
    /// How the venue states its requirement.
    pub rules: Rules,
    /// The exchange's leverage setting where one was chosen: only to see whether the position may be opened with it.
    pub leverage: Option<f64>,
    /// Maintenance tiers, by notional in settlement money.
    pub tiers: &'t Tiers,
}

impl Position<'_> {
    /// Worth of the position at a price.
    pub fn notional(&self, price: f64) -> f64 {
        self.payoff.notional(self.trade.quantity, price)
    }

    /// Collateral and open profit at a price, the other positions' included.
    pub fn equity(&self, price: f64) -> f64 {
        self.collateral + self.other_profit + self.payoff.profit(&self.trade, price)
    }

    /// Maintenance margin of this position at a price, without the closing fee.
    pub fn maintenance(&self, price: f64) -> f64 {
        self.tiers.maintenance(self.margined_notional(price))
    }

    /// What equity must stay above at a price: maintenance and closing fee of this position, maintenance of the others.
    pub fn requirement(&self, price: f64) -> f64 {
        self.other_maintenance + self.maintenance(price) + self.rules.closing_fee * self.margined_notional(price)
    }

    /// How much of the equity at the mark the requirement takes, as a fraction: liquidated at 1. None if there is no
    /// equity left to divide by.
    pub fn margin_used(&self) -> Option<f64> {
        let equity = self.equity(self.mark);
        (equity > 0.0).then(|| self.requirement(self.mark) / equity)
    }

    /// The price at which closing the position leaves nothing, after a closing fee (fraction of notional; 0 for the
    /// bankruptcy price venues print). None if the collateral lasts whatever the price does.
    ///
    /// Linear `(E - s*W/q) / (1 - s*fee)`, inverse `V*(1 + s*fee) / (V/E + s*W)`.
    pub fn bankruptcy_price(&self, closing_fee: f64) -> Option<f64> {
        let slope = self.slope();
        let notional = (slope * self.entry_notional() - self.balance()) / (slope - closing_fee);
        self.price(notional)
    }

    /// The notional that maintenance and closing fee are fractions of.
    fn margined_notional(&self, price: f64) -> f64 {
        match self.rules.basis {
            MaintenanceBasis::Mark => self.notional(price),
            MaintenanceBasis::Entry => self.entry_notional(),
        }
    }

    pub(super) fn entry_notional(&self) -> f64 {
        self.notional(self.trade.entry)
    }

    /// Equity at the entry price: all the money there is besides this position's own profit.
    pub(super) fn balance(&self) -> f64 {
        self.collateral + self.other_profit
    }

    /// How equity moves with the notional of the position: +1 or -1.
    pub(super) fn slope(&self) -> f64 {
        self.payoff.profit_per_notional(self.trade.side)
    }

    /// The price at a notional; none if it is not a price.
    pub(super) fn price(&self, notional: f64) -> Option<f64> {
        let price = self.payoff.price_for_notional(self.trade.quantity, notional);
        (price.is_finite() && price > 0.0).then_some(price)
    }
}

/// Margin needed to open a notional at a leverage, in settlement money.
pub fn initial_margin(notional: f64, leverage: f64) -> f64 {
    notional / leverage
}
