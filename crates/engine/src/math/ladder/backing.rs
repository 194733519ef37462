//! What stands behind a position while it is built: its own margin, or a wallet.

use crate::math::contract::{Payoff, Trade};
use crate::math::fills::Held;
use crate::math::margin::{Position, Rules, Tiers, initial_margin};

/// The wallet of cross margin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wallet {
    /// Its balance.
    pub balance: f64,
    /// Open profit of the other positions.
    pub other_profit: f64,
    /// Maintenance margin of the other positions.
    pub other_maintenance: f64,
}

/// What a position is margined by. Money in the settlement currency.
#[derive(Clone, Copy, Debug)]
pub struct Backing<'t> {
    /// The exchange's leverage setting.
    pub leverage: f64,
    /// How the venue states its requirement, in this margin mode.
    pub rules: Rules,
    /// The maintenance table.
    pub tiers: &'t Tiers,
    /// In cross margin: the wallet.
    pub wallet: Option<Wallet>,
    /// The fee of closing at bankruptcy that is set aside with the margin, a fraction; 0 where none is.
    pub reserved_closing_fee: f64,
}

impl<'t> Backing<'t> {
    /// The position of what is held with the mark at a price; none where nothing is held.
    pub fn position(&self, held: &Held, mark: f64) -> Option<Position<'t>> {
        let entry = held.entry?;
        let bare = self.bare(held.payoff, Trade { side: held.side, quantity: held.quantity, entry });
        let collateral = self.wallet.map_or_else(|| bare.margin_at(self.leverage), |wallet| wallet.balance);
        Some(Position { collateral, mark, ..bare })
    }

    fn bare(&self, payoff: Payoff, trade: Trade) -> Position<'t> {
        Position {
            payoff,
            trade,
            mark: trade.entry,
            collateral: 0.0,
            coin_collateral: 0.0,
            other_profit: self.wallet.map_or(0.0, |wallet| wallet.other_profit),
            other_maintenance: self.wallet.map_or(0.0, |wallet| wallet.other_maintenance),
            rules: self.rules,
            leverage: Some(self.leverage),
            tiers: self.tiers,
        }
    }

    /// What the venue binds for what is held.
    pub fn margin(&self, held: &Held) -> f64 {
        let Some(entry) = held.entry else { return 0.0 };
        let bare = self.bare(held.payoff, Trade { side: held.side, quantity: held.quantity, entry });
        match self.wallet {
            Some(_) => initial_margin(held.entry_notional(), self.leverage),
            None => bare.margin_at(self.leverage),
        }
    }

    /// What must be there for what is held, with the price there: margin, the fees of what is open, the fee set aside for
    /// closing, and in cross margin the loss that is open.
    pub fn needed(&self, held: &Held, price: f64) -> f64 {
        let open_loss = if self.wallet.is_some() { (-held.profit(price)).max(0.0) } else { 0.0 };
        self.margin(held) + held.entry_fees.max(0.0) + self.closing_fee(held) + open_loss
    }

    /// The fee of closing at the bankruptcy price of its own margin.
    fn closing_fee(&self, held: &Held) -> f64 {
        let Some(entry) = held.entry.filter(|_| self.reserved_closing_fee > 0.0) else { return 0.0 };
        let bare = self.bare(held.payoff, Trade { side: held.side, quantity: held.quantity, entry });
        let collateral = initial_margin(held.entry_notional(), self.leverage);
        let alone = Position { collateral, other_profit: 0.0, ..bare };
        let worth = alone.bankruptcy_price(0.0).map_or(0.0, |price| held.payoff.notional(held.quantity, price));
        self.reserved_closing_fee * worth
    }
}
