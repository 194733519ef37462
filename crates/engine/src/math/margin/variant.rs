//! A position as somebody else may have computed it: another tier, another price, a requirement that does not move.

use super::liquidation::Liquidation;
use super::position::Position;
use super::surplus::Way;
use super::tiers::Tier;

/// The tier whose rate and deduction are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TierTaken {
    /// That of the notional at the liquidation price.
    AtLiquidation,
    /// That of the notional at the entry price.
    OfEntry,
    /// That of a notional as small as the collateral.
    OfCollateral,
    /// The next above the one at liquidation.
    Above,
    /// The next below it.
    Below,
    /// The lowest.
    First,
    /// The highest.
    Last,
}

/// The price that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    /// Where the requirement is met.
    Liquidation,
    /// Where nothing is left after a closing fee, a fraction of notional.
    Bankruptcy(f64),
}

/// A position as somebody may have computed it.
#[derive(Clone, Copy, Debug)]
pub struct Variant<'t> {
    /// The position; its leverage is not asked about.
    pub position: Position<'t>,
    /// The tier taken.
    pub tier: TierTaken,
    /// Whether the requirement stays what it is at the mark now.
    pub is_requirement_held: bool,
    /// Whether the formula's price counts although the position could not be opened, or would be liquidated at once.
    pub is_unchecked: bool,
    /// What is shown.
    pub shown: Shown,
    /// Added to the price at last.
    pub moved_by: f64,
}

impl<'t> Variant<'t> {
    /// The position as it is.
    pub fn of(position: Position<'t>) -> Variant<'t> {
        Variant {
            position,
            tier: TierTaken::AtLiquidation,
            is_requirement_held: false,
            is_unchecked: false,
            shown: Shown::Liquidation,
            moved_by: 0.0,
        }
    }

    /// The price shown; none where there is none.
    pub fn price(&self) -> Option<f64> {
        let position = &self.position;
        let price = match (self.shown, self.tier) {
            (Shown::Bankruptcy(fee), _) => position.bankruptcy_price(fee),
            (Shown::Liquidation, _) if self.is_requirement_held => {
                position.price_at_requirement(position.requirement(position.mark))
            }
            (Shown::Liquidation, TierTaken::AtLiquidation) => self.liquidation_price(),
            (Shown::Liquidation, _) => self.row().and_then(|row| position.price_by_tier(position.tiers.tier(row))),
        };
        price.map(|price| price + self.moved_by).filter(|price| price.is_finite() && *price > 0.0)
    }

    fn liquidation_price(&self) -> Option<f64> {
        match self.position.liquidation() {
            Liquidation::Price { price, .. } => Some(price),
            Liquidation::CannotBeOpened(_) | Liquidation::AlreadyLiquidatable if self.is_unchecked => {
                self.position.price_by_tier(self.position.tiers.tier(self.entry_row()))
            }
            _ => None,
        }
    }

    /// Index of the tier taken, where it is not simply that of the liquidation price.
    fn row(&self) -> Option<usize> {
        let tiers = self.position.tiers;
        let last = tiers.rows().len().saturating_sub(1);
        let met = match self.position.liquidation() {
            Liquidation::Price { tier, .. } => tier,
            _ => self.entry_row(),
        };
        match self.tier {
            TierTaken::AtLiquidation => None,
            TierTaken::OfEntry => Some(self.entry_row()),
            TierTaken::OfCollateral => Some(tiers.index(self.position.collateral)),
            TierTaken::Above => Some(met + 1).filter(|row| *row <= last),
            TierTaken::Below => met.checked_sub(1),
            TierTaken::First => Some(0),
            TierTaken::Last => Some(last),
        }
    }

    fn entry_row(&self) -> usize {
        self.position.tier_index(self.position.trade.entry)
    }
}

impl Position<'_> {
    /// The price at which equity meets the requirement by one tier, wherever that tier begins and ends.
    fn price_by_tier(&self, tier: &Tier) -> Option<f64> {
        let way = if self.slope() > 0.0 { Way::Down } else { Way::Up };
        self.price(self.surplus(tier).root(way))
    }

    /// The price at which equity meets a requirement that does not move.
    fn price_at_requirement(&self, requirement: f64) -> Option<f64> {
        self.price((requirement - self.level_at_zero()) / (self.slope() + self.coin_slope()))
    }
}
