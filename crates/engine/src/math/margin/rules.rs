//! How a venue states what a position must hold.

use crate::math::contract::{Payoff, Side};

/// The notional on which the venue takes maintenance margin.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side};
/// # use ballast_engine::math::margin::{FeeBasis, MaintenanceBasis, Rules, TierAxis};
/// assert_eq!(Rules::default().basis, MaintenanceBasis::Mark);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MaintenanceBasis {
    /// Notional at the mark price: most venues.
    Mark,
    /// Notional at the entry price: BitMEX, KuCoin, Bybit until September 2025.
    Entry,
}

/// What a position's tier is looked up by.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side};
/// # use ballast_engine::math::margin::{FeeBasis, MaintenanceBasis, Rules, TierAxis};
/// assert_eq!(Rules::default().tier_axis, TierAxis::Notional);
/// ```
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
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side};
/// # use ballast_engine::math::margin::{FeeBasis, MaintenanceBasis, Rules, TierAxis};
/// assert_eq!(Rules::default().fee_basis, FeeBasis::Maintenance);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FeeBasis {
    /// The same as that of maintenance: OKX, Gate.
    Maintenance,
    /// That at the price at which all the money behind the position, that fee taken off, is gone: Bybit's inverse
    /// contracts. An isolated position's margin holds the same fee on top of its initial margin.
    Bankruptcy,
    /// That at the bankruptcy price by the leverage, which is fixed at the opening and moves with no margin added:
    /// BitMEX, Bybit's linear contracts to 2025. An isolated position's margin holds it too.
    Opening,
}

/// How a venue states its requirement; the default is that of most: maintenance at the mark by tiers of notional, no fee
/// in it.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side};
/// # use ballast_engine::math::margin::{FeeBasis, MaintenanceBasis, Rules, TierAxis};
/// // OKX counts its taker fee in what must be held.
/// let okx = Rules { closing_fee: 0.0005, ..Rules::default() };
/// assert_eq!((okx.basis, okx.floor), (MaintenanceBasis::Mark, 0.0));
/// ```
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
    /// What the closing fee is a fraction of, the position isolated.
    pub fee_basis: FeeBasis,
    /// The same where the position shares its wallet, as [`Rules::in_cross`] takes it.
    pub cross_fee_basis: FeeBasis,
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
            cross_fee_basis: FeeBasis::Maintenance,
            floor: 0.0,
        }
    }
}

impl Rules {
    /// The same rules for a position that shares its wallet. A fee by the leverage is `fee * (1 -+ 1 / leverage)` there, of
    /// the notional that maintenance is taken of; one at bankruptcy is of the whole wallet, whatever the leverage.
    ///
    /// By the leverage: Bybit's position margin (unified account, page of 2 September 2025), and a BTCUSDT position of 26
    /// June 2024. Of the wallet: Bybit's page 360039261334 on inverse contracts. Both in the tests.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side};
    /// # use ballast_engine::math::margin::{FeeBasis, MaintenanceBasis, Rules, TierAxis};
    /// // A fee of 0.055 % by the leverage of 10 is nine tenths of that for a long, and eleven for a short.
    /// let rules = Rules { closing_fee: 0.000_55, cross_fee_basis: FeeBasis::Opening, ..Rules::default() };
    /// let [long, short] = [Side::Long, Side::Short].map(|side| rules.in_cross(Payoff::LINEAR, side, 10.0).closing_fee);
    /// assert!((long - 0.000_495).abs() < 1e-15 && (short - 0.000_605).abs() < 1e-15);
    /// ```
    pub fn in_cross(self, payoff: Payoff, side: Side, leverage: f64) -> Rules {
        match self.cross_fee_basis {
            FeeBasis::Opening => Rules {
                closing_fee: self.closing_fee * (1.0 - payoff.profit_per_notional(side) / leverage).max(0.0),
                fee_basis: FeeBasis::Maintenance,
                cross_fee_basis: FeeBasis::Maintenance,
                ..self
            },
            basis => Rules { fee_basis: basis, ..self },
        }
    }
}
