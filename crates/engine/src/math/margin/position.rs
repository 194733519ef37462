//! A position with its collateral: equity, requirement, bankruptcy.

use super::rules::{FeeBasis, MaintenanceBasis, Rules, TierAxis};
use super::tiers::{Tier, Tiers};
use crate::math::contract::{Contract, Payoff, Trade};

/// The part of a notional that is lost where its decimals are cut off, typed with a dozen digits.
const DUST: f64 = 1e-11;

/// A position and all that stands behind it. Money is in the settlement currency.
///
/// ```
/// # use ballast_engine::math::contract::{Payoff, Side, Trade};
/// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
/// # let tiers = Tiers::flat(0.1, 20.0)?;
/// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
/// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
/// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
/// assert_eq!(position.equity(position.mark), 499.0);
/// # Ok::<(), ballast_engine::math::margin::TierFault>(())
/// ```
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
    /// Base coin posted besides, already weighted: worth coin times price, to an inverse contract the coin itself. 0 for
    /// none.
    pub coin_collateral: f64,
    /// Open profit of the other positions in the same wallet; 0 if isolated.
    pub other_profit: f64,
    /// Maintenance margin of the other positions in the same wallet; 0 if isolated.
    pub other_maintenance: f64,
    /// How the venue states its requirement.
    pub rules: Rules,
    /// The exchange's leverage setting where one was chosen: only to see whether the position may be opened with it.
    pub leverage: Option<f64>,
    /// Maintenance tiers, by what the rules look them up by.
    pub tiers: &'t Tiers,
}

impl Position<'_> {
    /// Worth of the position at a price.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
    /// assert_eq!(position.notional(60_000.0), 6_000.0);
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn notional(&self, price: f64) -> f64 {
        self.payoff.notional(self.trade.quantity, price)
    }

    /// Collateral and open profit at a price, the other positions' included.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
    /// // 1,000 won
    /// assert!((position.equity(60_000.0) - 1_499.0).abs() < 1e-9);
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn equity(&self, price: f64) -> f64 {
        let coin = match self.payoff.contract {
            Contract::Inverse => self.coin_collateral,
            Contract::Linear | Contract::Quanto => self.coin_collateral * price,
        };
        self.collateral + self.other_profit + coin + self.payoff.profit(&self.trade, price)
    }

    /// Maintenance margin of this position at a price, without the closing fee.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
    /// assert!((position.maintenance(60_000.0) - 600.0).abs() < 1e-9);
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn maintenance(&self, price: f64) -> f64 {
        let margined = self.margined_notional(price);
        let by_size = self.rules.rate_per_coin * self.coins(margined) * margined;
        let by_tier = self.tiers.tier(self.tier_index(price)).maintenance(margined);
        (by_tier + by_size).max(self.rules.floor)
    }

    /// What equity must stay above at a price: maintenance and closing fee of this position, maintenance of the others.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
    /// let shared = Position { other_maintenance: 20.0, ..position };
    /// assert!((shared.requirement(50_000.0) - 520.0).abs() < 1e-9);
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn requirement(&self, price: f64) -> f64 {
        let fee = match self.rules.fee_basis {
            FeeBasis::Maintenance => self.rules.closing_fee * self.margined_notional(price),
            FeeBasis::Bankruptcy | FeeBasis::Opening => self.fee_set_aside(),
        };
        self.other_maintenance + self.maintenance(price) + fee
    }

    /// How much of the equity at the mark the requirement takes, as a fraction: liquidated at 1. None if there is no
    /// equity left to divide by.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
    /// assert!(position.margin_used().is_some_and(|used| (used - 500.0 / 499.0).abs() < 1e-12));
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn margin_used(&self) -> Option<f64> {
        let equity = self.equity(self.mark);
        (equity > 0.0).then(|| self.requirement(self.mark) / equity)
    }

    /// The price at which closing the position leaves nothing, after a closing fee (fraction of notional; 0 for the
    /// bankruptcy price venues print). None if the collateral lasts whatever the price does.
    ///
    /// Linear `(E - s*W/q) / (1 - s*fee + s*c/q)`, inverse `V*(1 + s*fee) / (V/E + s*W)`.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
    /// // 499 / 0.1 below the entry
    /// assert!(position.bankruptcy_price(0.0).is_some_and(|price| (price - 45_010.0).abs() < 1e-6));
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn bankruptcy_price(&self, closing_fee: f64) -> Option<f64> {
        let notional = self.level_at_zero() / (self.slope() + self.coin_slope() - closing_fee);
        self.price(-notional)
    }

    /// The bankruptcy price of a venue that sets the closing fee aside: the money left is that fee. As
    /// [`Position::bankruptcy_price`] without a fee where none is set aside.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
    /// // No fee is set aside.
    /// assert_eq!(position.bankruptcy_after_fee_set_aside(), position.bankruptcy_price(0.0));
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn bankruptcy_after_fee_set_aside(&self) -> Option<f64> {
        match self.rules.fee_basis {
            FeeBasis::Maintenance => self.bankruptcy_price(0.0),
            FeeBasis::Bankruptcy => self.bankruptcy_price(self.rules.closing_fee),
            FeeBasis::Opening => {
                Position { collateral: self.collateral - self.fee_set_aside(), ..*self }.bankruptcy_price(0.0)
            }
        }
    }

    /// The highest leverage the venue allows for this size; infinite where no limit is known. A rate that rises with the
    /// size is added to the initial margin as to maintenance: `1 / (1 / leverage of the tier + rate per coin * coins)`.
    ///
    /// Deribit, release note of 11 January 2022 and its Linear Perpetual page.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
    /// // The table allows 20.
    /// assert_eq!(position.allowed_leverage(), 20.0);
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn allowed_leverage(&self) -> f64 {
        let by_tier = self.tiers.max_leverage(self.tier_measure(self.trade.entry));
        let by_size = self.rules.rate_per_coin * self.coins(self.entry_notional());
        if by_size > 0.0 && by_tier.is_finite() { 1.0 / (1.0 / by_tier + by_size) } else { by_tier }
    }

    /// The largest quantity of a tier at which a leverage within the tier's is allowed; infinite where nothing limits it.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
    /// // No cap limits it.
    /// assert_eq!(position.largest_quantity(10.0, tiers.tier(0)), f64::INFINITY);
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn largest_quantity(&self, leverage: f64, tier: &Tier) -> f64 {
        let by_cap = tier.cap / self.tier_measure(self.trade.entry);
        let rate = self.rules.rate_per_coin * self.coins(self.entry_notional());
        let limited = rate > 0.0 && tier.max_leverage.is_finite();
        let by_rate = if limited { (1.0 / leverage - 1.0 / tier.max_leverage) / rate } else { f64::INFINITY };
        self.trade.quantity * by_cap.min(by_rate)
    }

    /// What an isolated position binds at a leverage: its initial margin, and the closing fee where the venue sets that
    /// aside.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
    /// assert_eq!(position.margin_at(10.0), 500.0);
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn margin_at(&self, leverage: f64) -> f64 {
        let initial = initial_margin(self.entry_notional(), leverage);
        let fee = match self.rules.fee_basis {
            FeeBasis::Maintenance => 0.0,
            FeeBasis::Bankruptcy | FeeBasis::Opening => self.fee_where_gone(initial),
        };
        initial + fee
    }

    /// What the tier at a price is looked up by.
    ///
    /// ```
    /// # use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// # use ballast_engine::math::margin::{Liquidation, Never, Position, Rules, Tiers, Unopenable, dydx::{FillableSpread, fillable_price}};
    /// # let tiers = Tiers::flat(0.1, 20.0)?;
    /// # let trade = Trade { side: Side::Long, quantity: 0.1, entry: 50_000.0 };
    /// # let position = Position { payoff: Payoff::LINEAR, trade, mark: 50_000.0, collateral: 499.0, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers };
    /// // 0.1 BTC, long from 50,000 with 499 of margin, where 10 % must be held.
    /// assert_eq!(position.tier_measure(60_000.0), 6_000.0);
    /// # Ok::<(), ballast_engine::math::margin::TierFault>(())
    /// ```
    pub fn tier_measure(&self, price: f64) -> f64 {
        match self.rules.tier_axis {
            TierAxis::Notional => self.margined_notional(price),
            TierAxis::EntryNotional => self.entry_notional(),
            TierAxis::Quantity => self.trade.quantity,
        }
    }

    /// The tier at a price.
    pub(super) fn tier_index(&self, price: f64) -> usize {
        self.tiers.index(self.tier_measure(price))
    }

    /// Whether the tier moves with the price.
    pub(super) fn tier_moves(&self) -> bool {
        self.rules.tier_axis == TierAxis::Notional && self.rules.basis == MaintenanceBasis::Mark
    }

    /// The closing fee that is set aside, a sum that does not move with the price. Coin does not count: it is no margin of
    /// the position's own. Without a leverage it is that of the whole notional.
    ///
    /// With the balance B it is `fee * (N - t * B) / (1 - t * fee)`, by the leverage `fee * N * (1 - t / leverage)`.
    pub(super) fn fee_set_aside(&self) -> f64 {
        match (self.rules.fee_basis, self.leverage) {
            (FeeBasis::Maintenance, _) => 0.0,
            (FeeBasis::Bankruptcy, _) => {
                self.fee_where_gone(self.balance()) / (1.0 - self.slope() * self.rules.closing_fee)
            }
            (FeeBasis::Opening, leverage) => {
                let initial = leverage.map_or(0.0, |leverage| initial_margin(self.entry_notional(), leverage));
                self.fee_where_gone(initial)
            }
        }
    }

    /// The fee of closing where a loss takes that much.
    pub(super) fn fee_where_gone(&self, margin: f64) -> f64 {
        self.rules.closing_fee * (self.entry_notional() - self.slope() * margin).max(0.0)
    }

    /// The notional that maintenance and closing fee are fractions of.
    pub(super) fn margined_notional(&self, price: f64) -> f64 {
        match self.rules.basis {
            MaintenanceBasis::Mark => self.notional(price),
            MaintenanceBasis::Entry => self.entry_notional(),
        }
    }

    /// The size that a rate per coin counts.
    fn coins(&self, notional: f64) -> f64 {
        match self.payoff.contract {
            Contract::Inverse => notional,
            Contract::Linear | Contract::Quanto => self.trade.quantity,
        }
    }

    pub(super) fn entry_notional(&self) -> f64 {
        self.notional(self.trade.entry)
    }

    /// The money there is besides this position's own profit, as far as it does not move with the price.
    pub(super) fn balance(&self) -> f64 {
        let coin = match self.payoff.contract {
            Contract::Inverse => self.coin_collateral,
            Contract::Linear | Contract::Quanto => 0.0,
        };
        self.collateral + self.other_profit + coin
    }

    /// Equity where the notional is zero.
    pub(super) fn level_at_zero(&self) -> f64 {
        self.less_dust(self.balance() - self.slope() * self.entry_notional())
    }

    /// Zero in place of what only the roundings of decimals leave of a sum as large as the notional: margin that pays the
    /// position in full would else have a price, millionths of a millionth of the entry.
    pub(super) fn less_dust(&self, left: f64) -> f64 {
        if left.abs() < DUST * self.entry_notional() { 0.0 } else { left }
    }

    /// How the profit moves with the notional of the position: +1 or -1.
    pub(super) fn slope(&self) -> f64 {
        self.payoff.profit_per_notional(self.trade.side)
    }

    /// How the worth of the coin posted moves with the notional of the position.
    pub(super) fn coin_slope(&self) -> f64 {
        match self.payoff.contract {
            Contract::Inverse => 0.0,
            Contract::Linear | Contract::Quanto => self.coin_collateral / self.notional(1.0),
        }
    }

    /// The price at a notional; none if it is not a price.
    pub(super) fn price(&self, notional: f64) -> Option<f64> {
        let price = self.payoff.price_for_notional(self.trade.quantity, notional);
        (price.is_finite() && price > 0.0).then_some(price)
    }
}

/// Margin needed to open a notional at a leverage, in settlement money.
///
/// ```
/// use ballast_engine::math::margin::initial_margin;
/// assert_eq!(initial_margin(5_000.0, 20.0), 250.0);
/// ```
pub fn initial_margin(notional: f64, leverage: f64) -> f64 {
    notional / leverage
}
