//! Keeping liquidation behind a stop: the margin it takes, and the leverage it allows.

use super::position::Position;
use super::rules::{FeeBasis, Rules};

impl Position<'_> {
    /// The collateral at which liquidation falls exactly on `stop`; any more keeps it beyond. Whatever collateral the
    /// position has is left out of account, but for coin. Zero or less where the other positions' profit covers it.
    ///
    /// It is the largest of `requirement + loss` between entry and stop: on schedules without deductions that may be at
    /// an edge between tiers. A stop on the winning side asks only that the position can be opened.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000: at 48,000 it has lost 200, and 10 % of 4,800 must be left.
    /// assert!((position.margin_for_stop(48_000.0) - 680.0).abs() < 1e-9);
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn margin_for_stop(&self, stop: f64) -> f64 {
        let most = self.need_before(stop);
        let reserved = match self.rules.fee_basis {
            FeeBasis::Maintenance => 0.0,
            // The balance B that leaves `most` beside its own fee at bankruptcy, fee * (N - t * B) / (1 - t * fee).
            FeeBasis::Bankruptcy => self.fee_where_gone(most),
            FeeBasis::Opening => self.fee_set_aside(),
        };
        let not_typed = Position { collateral: 0.0, ..*self };
        most + reserved - not_typed.balance()
    }

    /// The leverage at which liquidation falls exactly on `stop`, or the highest the tier allows if that is lower: every
    /// leverage below keeps liquidation beyond the stop. Collateral is then [`Position::margin_at`] that leverage. May be
    /// below 1, where the stop is too far for any leverage (an inverse long).
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000: at 48,000 it has lost 200, and 10 % of 4,800 must be left.
    /// assert!((position.leverage_for_stop(48_000.0) - 5_000.0 / 680.0).abs() < 1e-12);
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn leverage_for_stop(&self, stop: f64) -> f64 {
        let allowed = self.allowed_leverage();
        // A fee reserved with the margin and counted in the requirement cancels.
        let margin = match self.rules.fee_basis {
            FeeBasis::Maintenance => self.margin_for_stop(stop),
            FeeBasis::Bankruptcy | FeeBasis::Opening => {
                self.need_before(stop) - Position { collateral: 0.0, ..*self }.balance()
            }
        };
        if margin > 0.0 { allowed.min(self.entry_notional() / margin) } else { allowed }
    }

    /// The largest balance that any price between entry and stop asks for, a fee set aside left out.
    fn need_before(&self, stop: f64) -> f64 {
        let closing_fee = match self.rules.fee_basis {
            FeeBasis::Maintenance => self.rules.closing_fee,
            FeeBasis::Bankruptcy | FeeBasis::Opening => 0.0,
        };
        let rules = Rules { closing_fee, fee_basis: FeeBasis::Maintenance, ..self.rules };
        let bare = Position { collateral: 0.0, other_profit: 0.0, rules, ..*self };
        let entry = self.entry_notional();
        let loses = self.payoff.profit(&self.trade, stop) < 0.0;
        let end = if loses { self.notional(stop) } else { entry };
        let (low, high) = (entry.min(end), entry.max(end));
        let (first, last) = if self.tier_moves() {
            (self.tiers.index(low), self.tiers.index(high))
        } else {
            let fixed = self.tier_index(self.trade.entry);
            (fixed, fixed)
        };
        let floor = bare.surplus_over_floor();
        // Within a tier no need bends downward: its ends are enough.
        let least = (first..=last)
            .flat_map(|tier| {
                let from = if tier == first { low } else { self.tiers.floor(tier) };
                let to = if tier == last { high } else { self.tiers.tier(tier).cap };
                let surplus = bare.surplus(self.tiers.tier(tier));
                [surplus.at(from), surplus.at(to)]
            })
            .fold(floor.at(low).min(floor.at(high)), f64::min);
        bare.balance() - least
    }
}
