//! Where a position is liquidated, or why it is not.

use super::position::Position;
use crate::math::contract::{Contract, Side};

/// Where a position is liquidated.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, Trade};
/// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
/// # let tiers = Tiers::flat(0.1, 20.0)?;
/// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
/// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
/// // 0.1 BTC, long from 50,000 and paid in full.
/// let paid = Position { collateral: 5_000.0, ..position };
/// assert_eq!(paid.liquidation(), Liquidation::Never(Never::CoversFallToZero));
/// # Ok::<(), ballast_engine::math::margin::TierFault>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Liquidation {
    /// At a price, quote per base.
    Price {
        /// The first price on the way from the mark at which equity no longer exceeds the requirement.
        price: f64,
        /// Index of the tier whose requirement is met there. At an edge where maintenance jumps it is the tier entered.
        tier: usize,
    },
    /// At no price.
    Never(Never),
    /// At the mark already: equity is at or below the requirement.
    AlreadyLiquidatable,
    /// The venue would not let this position be opened.
    CannotBeOpened(Unopenable),
    /// The inputs are so extreme, or not numbers, that there is no finite answer.
    Undefined,
}

/// Why a position has no liquidation price.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, Trade};
/// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
/// # let tiers = Tiers::flat(0.1, 20.0)?;
/// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
/// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
/// // 0.1 BTC, long from 50,000 and paid in full.
/// let paid = Position { collateral: 5_000.0, ..position };
/// assert_eq!(paid.liquidation(), Liquidation::Never(Never::CoversFallToZero));
/// # Ok::<(), ballast_engine::math::margin::TierFault>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Never {
    /// The collateral covers a fall all the way to zero: a linear or quanto long at low leverage.
    CoversFallToZero,
    /// The collateral covers any rise, since the loss in coin has a limit: an inverse short at 1x or below.
    CoversAnyRise,
    /// The coin posted gains what the short loses and its requirement grows by, and the rest covers a fall.
    CoinOutweighsShort,
}

/// Why a position cannot be opened.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, Trade};
/// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
/// # let tiers = Tiers::flat(0.1, 20.0)?;
/// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
/// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
/// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
/// assert_eq!(position.unopenable(), Some(Unopenable::MarginBelowRequirement));
/// # Ok::<(), ballast_engine::math::margin::TierFault>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unopenable {
    /// The leverage is above what the tier at the entry, or the size, allows.
    LeverageAboveTier,
    /// The size at the entry is beyond the cap of the last tier.
    BeyondLastTier,
    /// At the entry price, equity is at or below the requirement.
    MarginBelowRequirement,
}

impl Position<'_> {
    /// Where the position is liquidated as the price moves against it from the mark.
    ///
    /// ```
    /// use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// use ballast_engine::math::margin::{Liquidation, Position, Rules, Tiers};
    ///
    /// let tiers = Tiers::flat(0.01, 100.0)?;
    /// let position = Position {
    ///     payoff: Payoff::LINEAR,
    ///     trade: Trade { side: Side::Long, quantity: 2.0, entry: 100.0 },
    ///     mark: 100.0,
    ///     collateral: 20.0,
    ///     coin_collateral: 0.0,
    ///     other_profit: 0.0,
    ///     other_maintenance: 0.0,
    ///     rules: Rules::default(),
    ///     leverage: Some(10.0),
    ///     tiers: &tiers,
    /// };
    /// // 90 / 0.99: there 2 * (L - 100) + 20 of equity meets 1 % of 2 * L
    /// assert_eq!(position.liquidation(), Liquidation::Price { price: 90.0 / 0.99, tier: 0 });
    /// assert_eq!(position.bankruptcy_price(0.0), Some(90.0));
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn liquidation(&self) -> Liquidation {
        let surplus_at = |price| self.equity(price) - self.requirement(price);
        if !surplus_at(self.mark).is_finite() || !surplus_at(self.trade.entry).is_finite() {
            return Liquidation::Undefined;
        }
        if let Some(reason) = self.unopenable() {
            return Liquidation::CannotBeOpened(reason);
        }
        if surplus_at(self.mark) <= 0.0 {
            return Liquidation::AlreadyLiquidatable;
        }
        match self.first_met() {
            None => Liquidation::Never(self.why_never()),
            Some(met) => self
                .price(met.notional)
                .map_or(Liquidation::Undefined, |price| Liquidation::Price { price, tier: met.tier }),
        }
    }

    /// Why the venue would refuse the position; none if it would not.
    ///
    /// A position that is in profit and above its requirement at the mark is evidently open, so too little margin at its
    /// entry (withdrawn since, or eaten by funding) is no reason then.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
    /// assert_eq!(position.unopenable(), Some(Unopenable::MarginBelowRequirement));
    /// let too_much = Position { collateral: 600.0, leverage: Some(25.0), ..position };
    /// assert_eq!(too_much.unopenable(), Some(Unopenable::LeverageAboveTier));
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn unopenable(&self) -> Option<Unopenable> {
        let entry = self.trade.entry;
        let sound_at = |price| self.equity(price) > self.requirement(price);
        let evidently_open = self.payoff.profit(&self.trade, self.mark) > 0.0 && sound_at(self.mark);
        if !self.tiers.admits(self.tier_measure(entry)) {
            Some(Unopenable::BeyondLastTier)
        } else if self.leverage.is_some_and(|leverage| leverage > self.allowed_leverage()) {
            Some(Unopenable::LeverageAboveTier)
        } else if !sound_at(entry) && !evidently_open {
            Some(Unopenable::MarginBelowRequirement)
        } else {
            None
        }
    }

    fn why_never(&self) -> Never {
        match (self.payoff.contract, self.trade.side) {
            (Contract::Inverse, _) => Never::CoversAnyRise,
            (Contract::Linear | Contract::Quanto, Side::Long) => Never::CoversFallToZero,
            (Contract::Linear | Contract::Quanto, Side::Short) => Never::CoinOutweighsShort,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rules::{MaintenanceBasis, Rules};
    use super::super::tiers::Tiers;
    use super::super::tiers::tests::{btcusdt, table};
    use super::*;
    use crate::math::contract::{Payoff, Side, Trade};

    fn at_entry() -> Rules {
        Rules { basis: MaintenanceBasis::Entry, ..Rules::default() }
    }

    /// Isolated, maintenance at mark, mark at entry.
    fn isolated(tiers: &Tiers, trade: Trade, collateral: f64) -> Position<'_> {
        Position {
            payoff: Payoff::LINEAR,
            trade,
            mark: trade.entry,
            collateral,
            coin_collateral: 0.0,
            other_profit: 0.0,
            other_maintenance: 0.0,
            rules: Rules::default(),
            leverage: None,
            tiers,
        }
    }

    fn long(quantity: f64, entry: f64) -> Trade {
        Trade { side: Side::Long, quantity, entry }
    }

    fn short(quantity: f64, entry: f64) -> Trade {
        Trade { side: Side::Short, quantity, entry }
    }

    fn price_and_tier(position: &Position) -> (f64, usize) {
        match position.liquidation() {
            Liquidation::Price { price, tier } => (price, tier),
            other => panic!("{other:?} instead of a price"),
        }
    }

    #[test]
    fn without_deductions_the_first_price_met_from_the_mark_counts() {
        // 1 % up to 100 and 5 % above, no deduction. Long 1 @ 110 with 12: 98.99 in the lower tier fits as well, but
        // (12 - 110) / (0.05 - 1) comes first. Short 1 @ 90 with 13: neither tier fits, maintenance jumps at the edge.
        let jump = table(&[[100.0, 0.01, 100.0, 0.0], [1e9, 0.05, 100.0, 0.0]]);
        let (price, tier) = price_and_tier(&isolated(&jump, long(1.0, 110.0), 12.0));
        assert!((price - 98.0 / 0.95).abs() < 1e-12 && tier == 1);
        assert_eq!(price_and_tier(&isolated(&jump, short(1.0, 90.0), 13.0)), (100.0, 1));
    }

    #[test]
    fn a_mark_below_the_edge_meets_the_lower_tier_first() {
        let jump = table(&[[100.0, 0.01, 100.0, 0.0], [1e9, 0.05, 100.0, 0.0]]);
        let (price, tier) = price_and_tier(&Position { mark: 99.5, ..isolated(&jump, long(1.0, 110.0), 12.0) });
        assert!((price - 98.0 / 0.99).abs() < 1e-12 && tier == 0);
    }

    #[test]
    fn the_tier_is_that_of_the_notional_at_the_liquidation_price() {
        // reference vectors binance-btcusdt-tiered-*: (W + cum - s q E) / (q MMR - s q) by the one tier that fits
        let tiers = btcusdt();
        let cases = [
            (long(1.0, 60_000.0), 3_000.0, 57_228.9156626506, 0),
            (long(60.0, 60_000.0), 144_000.0, 57_979.797979798, 3),
            (short(195.0, 60_000.0), 1_170_000.0, 65_369.532428356, 4),
        ];
        for (trade, collateral, expected, expected_tier) in cases {
            let (price, tier) = price_and_tier(&isolated(&tiers, trade, collateral));
            assert!((price / expected - 1.0).abs() < 1e-12 && tier == expected_tier, "{price} in tier {tier}");
        }
    }

    #[test]
    fn a_long_whose_collateral_covers_the_whole_fall_is_never_liquidated() {
        let tiers = Tiers::flat(0.005, 100.0).unwrap();
        let never = Liquidation::Never(Never::CoversFallToZero);
        assert_eq!(isolated(&tiers, long(1.0, 100.0), 100.0).liquidation(), never);
        assert_eq!(isolated(&tiers, long(1.0, 100.0), 150.0).liquidation(), never);
        assert_eq!(isolated(&tiers, long(1.0, 100.0), 150.0).bankruptcy_price(0.0), None);
        let (price, _) = price_and_tier(&isolated(&tiers, long(1.0, 100.0), 99.0));
        assert!((price - 1.0 / 0.995).abs() < 1e-12);
    }

    #[test]
    fn an_inverse_short_at_one_times_is_never_liquidated() {
        // reference vector binance-coinm-derived-short-1x: 100 contracts of 100 USD at 25,000 are 0.4 BTC
        let tiers = Tiers::flat(0.004, 125.0).unwrap();
        let payoff = Payoff::inverse(100.0);
        let position = Position { payoff, ..isolated(&tiers, short(100.0, 25_000.0), 0.4) };
        assert_eq!(position.liquidation(), Liquidation::Never(Never::CoversAnyRise));
        assert_eq!(position.bankruptcy_price(0.0), None);
        let entry = Position { rules: at_entry(), collateral: 0.42, ..position };
        assert_eq!(entry.liquidation(), Liquidation::Never(Never::CoversAnyRise));
    }

    #[test]
    fn a_position_that_cannot_be_opened_says_why() {
        let tiers = btcusdt();
        let reason = |position: Position| match position.liquidation() {
            Liquidation::CannotBeOpened(reason) => reason,
            other => panic!("{other:?}"),
        };
        let small = isolated(&tiers, long(1.0, 60_000.0), 480.0);
        assert_eq!(reason(Position { leverage: Some(151.0), ..small }), Unopenable::LeverageAboveTier);
        assert_eq!(reason(Position { collateral: 240.0, ..small }), Unopenable::MarginBelowRequirement);
        let huge = isolated(&tiers, long(30_001.0, 60_000.0), 1e12);
        assert_eq!(reason(huge), Unopenable::BeyondLastTier);
        assert_eq!(Position { leverage: Some(125.0), ..small }.unopenable(), None);
    }

    #[test]
    fn a_mark_beyond_the_liquidation_price_is_liquidatable_already() {
        let tiers = Tiers::flat(0.01, 100.0).unwrap();
        let at = |mark| Position { mark, ..isolated(&tiers, long(1.0, 100.0), 10.95) }.liquidation();
        assert!(matches!(at(90.0), Liquidation::Price { .. }));
        assert_eq!(at(89.9), Liquidation::AlreadyLiquidatable);
        assert_eq!(at(50.0), Liquidation::AlreadyLiquidatable);
    }

    #[test]
    fn a_position_carried_by_its_profit_is_liquidated_between_entry_and_mark() {
        let tiers = Tiers::flat(0.01, 100.0).unwrap();
        let position = Position { mark: 120.0, ..isolated(&tiers, long(1.0, 100.0), 0.5) };
        let (price, _) = price_and_tier(&position);
        assert!((price - 99.5 / 0.99).abs() < 1e-12 && price > 100.0);
        assert_eq!(Position { mark: 100.2, ..position }.unopenable(), Some(Unopenable::MarginBelowRequirement));
    }

    #[test]
    fn a_short_that_outgrows_the_last_cap_stays_in_the_last_tier() {
        let tiers = table(&[[100.0, 0.01, 10.0, 0.0], [200.0, 0.02, 5.0, 1.0]]);
        let (price, tier) = price_and_tier(&isolated(&tiers, short(1.0, 150.0), 100.0));
        assert!((price - 251.0 / 1.02).abs() < 1e-12 && tier == 1);
    }

    #[test]
    fn numbers_without_a_finite_answer_are_undefined() {
        let tiers = Tiers::flat(0.01, 100.0).unwrap();
        let sound = isolated(&tiers, long(1.0, 100.0), 10.0);
        for collateral in [f64::NAN, f64::INFINITY] {
            assert_eq!(Position { collateral, ..sound }.liquidation(), Liquidation::Undefined);
        }
        assert_eq!(Position { mark: f64::NAN, ..sound }.liquidation(), Liquidation::Undefined);
        let trade = short(1e308, 1e308);
        assert_eq!(Position { trade, mark: 1e308, ..sound }.liquidation(), Liquidation::Undefined);
    }
}
