//! How a venue states what a position must hold.

use crate::math::contract::{Payoff, Side};

/// The notional on which the venue takes maintenance margin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MaintenanceBasis {
    /// Notional at the mark price: most venues.
    Mark,
    /// Notional at the entry price: BitMEX, KuCoin, Bybit until September 2025.
    Entry,
}

/// What a position's tier is looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TierAxis {
    /// By the notional that maintenance is taken of: the tier moves with the price where maintenance does.
    Notional,
    /// By the notional at the entry, as a risk limit that was chosen: the tier stays.
    EntryNotional,
    /// By the quantity: base units or contracts, as OKX and Kraken have it. The caps of the table count those.
    Quantity,
}

/// The notional that the closing fee inside the requirement is a fraction of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FeeBasis {
    /// The same as that of maintenance: OKX, Gate.
    Maintenance,
    /// That at the bankruptcy price net of this fee, where the position's margin holds the same sum on top of its
    /// initial margin: Bybit's isolated margin.
    Bankruptcy,
}

/// How a venue states its requirement; the default is that of most: maintenance at the mark by tiers of notional, no fee
/// in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// Where maintenance is taken.
    pub basis: MaintenanceBasis,
    /// What the tier is looked up by.
    pub tier_axis: TierAxis,
    /// Added to the rate of maintenance for every coin of the position's size, as a fraction, at least 0: Deribit. An
    /// inverse position counts the coins it is worth, a quanto one its contracts.
    pub rate_per_coin: f64,
    /// Fee of closing that the venue counts inside the requirement, a fraction; 0 where it counts none.
    pub closing_fee: f64,
    /// What the closing fee is a fraction of.
    pub fee_basis: FeeBasis,
    /// The least that maintenance may be, in settlement money; the closing fee comes on top of it: GMX. 0 for none.
    pub floor: f64,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            basis: MaintenanceBasis::Mark,
            tier_axis: TierAxis::Notional,
            rate_per_coin: 0.0,
            closing_fee: 0.0,
            fee_basis: FeeBasis::Maintenance,
            floor: 0.0,
        }
    }
}

impl Rules {
    /// The same rules for a position that shares its wallet. There the margin of its own is notional over leverage
    /// wherever the price is, so a fee of closing at bankruptcy is `fee * (1 -+ 1 / leverage)` of the notional that
    /// maintenance is taken of.
    ///
    /// Bybit's position margin (unified account, page of 2 September 2025); a BTCUSDT position of 26 June 2024 in the tests.
    pub fn in_cross(self, payoff: Payoff, side: Side, leverage: f64) -> Rules {
        match self.fee_basis {
            FeeBasis::Maintenance => self,
            FeeBasis::Bankruptcy => Rules {
                closing_fee: self.closing_fee * (1.0 - payoff.profit_per_notional(side) / leverage).max(0.0),
                fee_basis: FeeBasis::Maintenance,
                ..self
            },
        }
    }
}
