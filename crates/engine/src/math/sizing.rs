//! How much fits: every limit gives a largest quantity, the smallest of them binds, and the lot rounds it down.
//!
//! ```text
//! risk       budget / loss per unit at the stop, costs included
//! exposure   exposure limit * equity / notional per unit
//! margin     free margin / (notional per unit / leverage + fees set aside per unit)
//! tier       the largest notional at which the venue allows the leverage
//! day limit  what is left of the day's loss limit / loss per unit at the stop
//! cross      the largest position whose liquidation lies beyond its stop
//! rule       the units that a rule of thumb allows, whatever they risk (see `rules`)
//! ```
//!
//! Ours, from first principles; `tests/it/maximality.rs` replays fill by fill that nothing larger fits.

use super::contract::costs::Fill;
use super::contract::{Payoff, Side, Trade};
use super::margin::{Position, Rules, Tiers};
use super::rounding::{round_down_computed, round_up};

mod rules;

pub use rules::{FixedRatio, units_for_money};

/// The highest leverage that is ever advised.
pub const MOST_LEVERAGE: f64 = 500.0;

/// What may decide a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The money that may be lost.
    Risk,
    /// The exposure limit.
    Exposure,
    /// The free margin at this leverage.
    Margin,
    /// The tier table at this leverage.
    Tier,
    /// The largest order.
    MaxQuantity,
    /// What is left of the day's loss limit.
    DayLimit,
    /// Liquidation before the stop, in cross margin.
    Liquidation,
    /// The smallest order.
    MinQuantity,
    /// Nothing: the quantity was typed.
    Typed,
    /// The units that a rule of thumb allows.
    Rule,
}

/// What stands behind a position in cross margin, and the stop that must come first.
#[derive(Clone, Copy, Debug)]
pub struct CrossWallet {
    /// Wallet balance, in settlement money.
    pub collateral: f64,
    /// Open profit of the other positions.
    pub other_profit: f64,
    /// Maintenance margin of the other positions.
    pub other_maintenance: f64,
    /// The price of the stop, where there is one.
    pub stop: Option<f64>,
}

/// The margin's rules.
#[derive(Clone, Copy, Debug)]
pub struct MarginRules<'t> {
    /// The maintenance table.
    pub tiers: &'t Tiers,
    /// How the venue states its requirement.
    pub rules: Rules,
    /// The fee of closing at bankruptcy that is set aside with the margin, a fraction; 0 where none is.
    pub reserved_closing_fee: f64,
}

/// Everything that a size depends on. Money in the settlement currency, shares as fractions.
#[derive(Clone, Copy, Debug)]
pub struct Ticket<'t> {
    /// How the contract pays.
    pub payoff: Payoff,
    /// Long or short.
    pub side: Side,
    /// The fill that opens it.
    pub entry: Fill,
    /// What one unit loses where it is given up; above 0.
    pub loss_per_unit: f64,
    /// What may be lost.
    pub budget: f64,
    /// The quantity that a rule of thumb allows, where one stands in the place of a budget.
    pub rule_quantity: Option<f64>,
    /// What one unit takes from the day's limit: its loss at the stop, even where the budget is for something else.
    pub day_loss_per_unit: f64,
    /// What is left of the day's limit, where there is one.
    pub day_room: Option<f64>,
    /// What the account is worth.
    pub equity: f64,
    /// The most that notional may be, in multiples of equity.
    pub max_exposure: Option<f64>,
    /// What is not yet bound as margin.
    pub free_margin: f64,
    /// The exchange's leverage setting.
    pub leverage: f64,
    /// The margin's rules.
    pub margin: MarginRules<'t>,
    /// In cross margin: the wallet and the stop.
    pub cross: Option<CrossWallet>,
    /// The step of quantities; 0 for none.
    pub lot_step: f64,
    /// The largest order.
    pub max_quantity: Option<f64>,
    /// The smallest order.
    pub min_quantity: f64,
    /// The smallest order by its notional.
    pub min_notional: f64,
}

/// What the venue takes no order below; 0 for no such rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrderMinimum {
    /// The step of quantities.
    pub lot_step: f64,
    /// The smallest quantity.
    pub quantity: f64,
    /// The smallest notional, in settlement money.
    pub notional: f64,
}

impl OrderMinimum {
    /// The smallest quantity that satisfies all of them, one lot at least, where one unit has that notional.
    ///
    /// ```
    /// use ballast_engine::math::sizing::OrderMinimum;
    /// // 3.45 / 1.15 is a little above 3 in floats: three lots of 1.15 are worth 3.45 all the same.
    /// let minimum = OrderMinimum { lot_step: 1.0, quantity: 0.0, notional: 3.45 };
    /// assert_eq!(minimum.smallest_order(1.15), 3.0);
    /// ```
    pub fn smallest_order(self, notional_per_unit: f64) -> f64 {
        let by_notional = self.notional / notional_per_unit * (1.0 - 8.0 * f64::EPSILON);
        round_up(self.quantity.max(by_notional).max(self.lot_step), self.lot_step)
    }
}

/// A limit and the quantity that it allows, before rounding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Allowance {
    /// Which limit.
    pub limit: Limit,
    /// The largest quantity it allows.
    pub quantity: f64,
}

/// The size, and what decides it.
#[derive(Clone, Debug, PartialEq)]
pub struct Size {
    /// Rounded down to the lot; 0 where nothing may be traded.
    pub quantity: f64,
    /// Before rounding.
    pub unrounded: f64,
    /// What decides it.
    pub binding: Limit,
    /// What every limit would allow.
    pub allowances: Vec<Allowance>,
}

impl Ticket<'_> {
    /// The largest size that fits every limit.
    pub fn size(&self) -> Size {
        let allowances = self.allowances();
        let (binding, unrounded) = smallest(&allowances);
        let quantity = self.lots_in(unrounded);
        if unrounded <= 0.0 && self.smallest_order() <= 0.0 {
            return Size { quantity: 0.0, unrounded, binding, allowances };
        }
        if quantity < self.smallest_order() || quantity <= 0.0 {
            return Size { quantity: 0.0, unrounded, binding: Limit::MinQuantity, allowances };
        }
        Size { quantity, unrounded, binding, allowances }
    }

    /// Every limit there is, in the order in which they are named on a tie.
    pub fn allowances(&self) -> Vec<Allowance> {
        let per_unit = self.payoff.notional(1.0, self.entry.price);
        let wanted = match self.rule_quantity {
            Some(quantity) => Allowance { limit: Limit::Rule, quantity },
            None => Allowance { limit: Limit::Risk, quantity: for_loss(self.budget, self.loss_per_unit) },
        };
        let mut allowances = vec![wanted];
        let mut push =
            |limit, quantity: Option<f64>| allowances.extend(quantity.map(|quantity| Allowance { limit, quantity }));
        push(Limit::Exposure, self.max_exposure.map(|times| times * self.equity / per_unit));
        push(Limit::Margin, Some(self.free_margin.max(0.0) / self.margin_per_unit()));
        push(Limit::Tier, self.tier_allowance());
        push(Limit::MaxQuantity, self.max_quantity);
        push(Limit::DayLimit, self.day_room.map(|room| for_loss(room, self.day_loss_per_unit)));
        let (_, fits) = smallest(&allowances);
        allowances.extend(self.cross_allowance(fits).map(|quantity| Allowance { limit: Limit::Liquidation, quantity }));
        allowances
    }

    /// Margin that one unit binds: notional over leverage, and the fees set aside.
    pub fn margin_per_unit(&self) -> f64 {
        self.margin_per_unit_at(self.leverage)
    }

    /// The same at another leverage.
    pub fn margin_per_unit_at(&self, leverage: f64) -> f64 {
        let notional = self.payoff.notional(1.0, self.entry.price);
        // By its own margin alone: what the rest of a cross wallet gains is not set aside for it.
        let alone = Position { other_profit: 0.0, ..self.position(1.0, notional / leverage) };
        let bankruptcy = alone.bankruptcy_price(0.0);
        let at_bankruptcy = bankruptcy.map_or(0.0, |price| self.payoff.notional(1.0, price));
        notional / leverage
            + self.entry.fee_rate.max(0.0) * notional
            + self.margin.reserved_closing_fee.max(0.0) * at_bankruptcy
    }

    /// The lowest whole leverage at which that quantity's margin fits, if the venue allows it there.
    pub fn leverage_needed(&self, quantity: f64) -> Option<f64> {
        let allowed = self.position(quantity, 0.0).allowed_leverage().min(MOST_LEVERAGE).floor();
        let fits = |leverage: f64| quantity * self.margin_per_unit_at(leverage) <= self.free_margin * (1.0 + 1e-12);
        let (mut low, mut high) = (1.0, allowed);
        if allowed < 1.0 || !fits(allowed) {
            return None;
        }
        while low < high {
            let middle = ((low + high) / 2.0_f64).floor();
            if fits(middle) { high = middle } else { low = middle + 1.0 }
        }
        Some(high)
    }

    /// The smallest quantity that the venue accepts here, one lot at least.
    pub fn smallest_order(&self) -> f64 {
        let minimum =
            OrderMinimum { lot_step: self.lot_step, quantity: self.min_quantity, notional: self.min_notional };
        minimum.smallest_order(self.payoff.notional(1.0, self.entry.price))
    }

    /// A quantity rounded down to the lot.
    pub fn lots_in(&self, quantity: f64) -> f64 {
        if self.lot_step > 0.0 { round_down_computed(quantity, self.lot_step) } else { quantity }
    }

    /// The position of that quantity with that collateral.
    pub fn position(&self, quantity: f64, collateral: f64) -> Position<'_> {
        Position {
            payoff: self.payoff,
            trade: Trade { side: self.side, quantity, entry: self.entry.price },
            mark: self.entry.price,
            collateral,
            coin_collateral: 0.0,
            other_profit: self.cross.map_or(0.0, |wallet| wallet.other_profit),
            other_maintenance: self.cross.map_or(0.0, |wallet| wallet.other_maintenance),
            rules: match self.cross {
                Some(_) => self.margin.rules.in_cross(self.payoff, self.side, self.leverage),
                None => self.margin.rules,
            },
            leverage: Some(self.leverage),
            tiers: self.margin.tiers,
        }
    }

    /// What stands behind that quantity: its own margin, or the wallet.
    pub fn collateral(&self, quantity: f64) -> f64 {
        self.cross.map_or_else(|| self.position(quantity, 0.0).margin_at(self.leverage), |wallet| wallet.collateral)
    }

    /// The largest quantity at which the leverage is allowed; none where nothing limits it.
    fn tier_allowance(&self) -> Option<f64> {
        let unit = self.position(1.0, 0.0);
        let allowing = self.margin.tiers.rows().iter().take_while(|tier| tier.max_leverage >= self.leverage);
        let most = allowing.map(|tier| unit.largest_quantity(self.leverage, tier)).fold(0.0, f64::max);
        most.is_finite().then_some(most)
    }

    /// The largest quantity that is stopped before it is liquidated, if the wallet sets any such limit.
    fn cross_allowance(&self, fits: f64) -> Option<f64> {
        let wallet = self.cross?;
        let stop = wallet.stop?;
        let stopped_first =
            |quantity: f64| self.position(quantity, wallet.collateral).margin_for_stop(stop) < wallet.collateral;
        let mut high = if fits.is_finite() && fits > 0.0 { fits } else { 1.0 };
        for _ in 0..64 {
            if !stopped_first(high) {
                return Some(bisected(high, stopped_first));
            }
            high *= 2.0;
        }
        None
    }
}

/// How many units that money may lose; without limit where a unit loses nothing.
fn for_loss(money: f64, per_unit: f64) -> f64 {
    if per_unit > 0.0 { money.max(0.0) / per_unit } else { f64::INFINITY }
}

/// The largest quantity below `fails` at which `holds`, to the last bit; 0 where none does.
fn bisected(fails: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, fails);
    for _ in 0..200 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if holds(middle) { low = middle } else { high = middle }
    }
    low
}

fn smallest(allowances: &[Allowance]) -> (Limit, f64) {
    let first = (Limit::Risk, f64::INFINITY);
    allowances.iter().fold(
        first,
        |(limit, least), other| if other.quantity < least { (other.limit, other.quantity) } else { (limit, least) },
    )
}

impl Size {
    /// The limit that allows least, whether or not that is enough to trade.
    pub fn tightest(&self) -> Limit {
        smallest(&self.allowances).0
    }

    /// The smallest allowance of the other limits: what would fit if that one were lifted.
    pub fn without(&self, limit: Limit) -> f64 {
        let others: Vec<Allowance> =
            self.allowances.iter().filter(|allowance| allowance.limit != limit).copied().collect();
        smallest(&others).1
    }
}

#[cfg(test)]
mod tests;
