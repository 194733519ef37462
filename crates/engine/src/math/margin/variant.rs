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
pub enum PriceOf {
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
    pub price_of: PriceOf,
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
            price_of: PriceOf::Liquidation,
            moved_by: 0.0,
        }
    }

    /// The price shown; none where there is none.
    pub fn price(&self) -> Option<f64> {
        let position = &self.position;
        let price = match (self.price_of, self.tier) {
            (PriceOf::Bankruptcy(fee), _) => position.bankruptcy_price(fee),
            (PriceOf::Liquidation, _) if self.is_requirement_held => {
                position.price_at_requirement(position.requirement(position.mark))
            }
            (PriceOf::Liquidation, TierTaken::AtLiquidation) => self.liquidation_price(),
            (PriceOf::Liquidation, _) => self.row().and_then(|row| position.price_by_tier(position.tiers.tier(row))),
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
    /// The price at which equity meets the requirement by one tier, wherever that tier begins and ends; none where its
    /// deduction would leave a requirement below 0, which no venue has.
    fn price_by_tier(&self, tier: &Tier) -> Option<f64> {
        let way = if self.slope() > 0.0 { Way::Down } else { Way::Up };
        let price = self.price(self.surplus(tier).root(way))?;
        (tier.maintenance(self.margined_notional(price)) >= 0.0).then_some(price)
    }

    /// The collateral to be added, or below 0 taken away, for liquidation at a price.
    pub fn collateral_missing_at(&self, price: f64) -> f64 {
        self.requirement(price) - self.equity(price)
    }

    /// The price at which equity meets a requirement that does not move.
    fn price_at_requirement(&self, requirement: f64) -> Option<f64> {
        self.price((requirement - self.level_at_zero()) / (self.slope() + self.coin_slope()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::rules::Rules;
    use super::super::tiers::Tiers;
    use super::super::tiers::tests::table;
    use super::*;
    use crate::math::contract::{Payoff, Side, Trade};

    /// 1 coin at 1,000 with a margin of 100; rates of 1 % to 500, 2 % to 950, and 5 % above, none deducted.
    fn long(tiers: &Tiers) -> Variant<'_> {
        Variant::of(Position {
            payoff: Payoff::LINEAR,
            trade: Trade { side: Side::Long, quantity: 1.0, entry: 1_000.0 },
            mark: 1_000.0,
            collateral: 100.0,
            coin_collateral: 0.0,
            other_profit: 0.0,
            other_maintenance: 0.0,
            rules: Rules::default(),
            leverage: None,
            tiers,
        })
    }

    fn steps() -> Tiers {
        table(&[[500.0, 0.01, 100.0, 0.0], [950.0, 0.02, 100.0, 0.0], [1e9, 0.05, 100.0, 0.0]])
    }

    fn near(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found / expected - 1.0).abs() < 1e-12), "{found:?} is not {expected}");
    }

    #[test]
    fn as_it_is_a_variant_has_the_price_of_its_position() {
        // 900 / 0.98 lies in the second tier
        near(long(&steps()).price(), 900.0 / 0.98);
    }

    #[test]
    fn another_tier_gives_the_price_of_its_rate_wherever_it_begins_and_ends() {
        let cases = [
            (TierTaken::OfEntry, 900.0 / 0.95),
            (TierTaken::OfCollateral, 900.0 / 0.99),
            (TierTaken::Above, 900.0 / 0.95),
            (TierTaken::Below, 900.0 / 0.99),
            (TierTaken::First, 900.0 / 0.99),
            (TierTaken::Last, 900.0 / 0.95),
        ];
        for (tier, expected) in cases {
            near(Variant { tier, ..long(&steps()) }.price(), expected);
        }
        let tiers = steps();
        let lowest = Variant { position: Position { collateral: 600.0, ..long(&tiers).position }, ..long(&tiers) };
        assert_eq!(Variant { tier: TierTaken::Below, ..lowest }.price(), None);
    }

    #[test]
    fn a_tier_whose_deduction_is_above_its_maintenance_gives_no_price() {
        // 5 % of some 900 is 45, less a deduction of 60
        let tiers = table(&[[500.0, 0.01, 100.0, 0.0], [2_000.0, 0.02, 100.0, 5.0], [1e9, 0.05, 100.0, 60.0]]);
        let variant = long(&tiers);
        assert!(variant.price().is_some());
        assert_eq!(Variant { tier: TierTaken::Last, ..variant }.price(), None);
    }

    #[test]
    fn the_collateral_missing_is_what_puts_liquidation_at_a_price() {
        // by hand: at 950 the equity is 50 and 2 % of 950 must remain: 31 less would do
        let tiers = steps();
        let variant = long(&tiers);
        let missing = variant.position.collateral_missing_at(950.0);
        assert!((missing + 31.0).abs() < 1e-9, "{missing}");
    }

    #[test]
    fn a_requirement_held_at_the_mark_does_not_fall_with_the_price() {
        // as Hyperliquid's display of 2023: 5 % of 1,000, then of 1,100, whatever the price does
        let tiers = steps();
        let held = Variant { is_requirement_held: true, ..long(&tiers) };
        near(held.price(), 950.0);
        near(Variant { position: Position { mark: 1_100.0, ..held.position }, ..held }.price(), 955.0);
    }

    #[test]
    fn bankruptcy_and_a_move_at_the_end_are_shown_as_asked() {
        near(Variant { price_of: PriceOf::Bankruptcy(0.0), ..long(&steps()) }.price(), 900.0);
        near(Variant { price_of: PriceOf::Bankruptcy(0.001), ..long(&steps()) }.price(), 900.0 / 0.999);
        near(Variant { moved_by: 0.5, ..long(&steps()) }.price(), 900.0 / 0.98 + 0.5);
    }

    #[test]
    fn what_cannot_be_opened_has_a_price_only_unchecked() {
        // freqtrade issue 7294: a rate of 25 % on a margin of 20 % puts the price above the entry
        let tiers = Tiers::flat(0.25, 100.0).unwrap();
        let variant = long(&tiers);
        assert_eq!(variant.price(), None);
        near(Variant { is_unchecked: true, ..variant }.price(), 900.0 / 0.75);
    }
}
