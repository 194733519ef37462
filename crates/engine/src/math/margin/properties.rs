//! What must hold for every position, over random contracts, sides, tiers, accounts and all of the rules together.

use super::*;
use crate::math::alike::Alike;
use crate::math::contract::{Contract, Payoff, Side, Trade};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

mod bounds;
mod edges;
mod meeting;
mod stops;

/// The same positions every time.
fn many() -> ProptestConfig {
    ProptestConfig { cases: 2_000, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() }
}

/// A position that owns its tiers.
#[derive(Clone, Debug)]
struct Account {
    position: Position<'static>,
    tiers: Tiers,
}

impl Account {
    fn position(&self) -> Position<'_> {
        Position { tiers: &self.tiers, ..self.position }
    }

    fn with(&self, change: impl Fn(&mut Position<'static>)) -> Account {
        let mut account = self.clone();
        change(&mut account.position);
        account
    }

    fn price(&self) -> Option<(f64, usize)> {
        match self.position().liquidation() {
            Liquidation::Price { price, tier } => Some((price, tier)),
            _ => None,
        }
    }

    /// What a figure of this account at a price may be wrong by, in parts.
    fn scale(&self, price: f64) -> f64 {
        let position = self.position();
        let coin = if position.payoff.contract == Contract::Inverse { 1.0 } else { price };
        position.notional(price) + position.notional(position.trade.entry) + position.coin_collateral * coin
    }

    fn surplus(&self, price: f64) -> f64 {
        self.equity(price) - self.requirement(price)
    }

    /// Equity as FORMULAS has it, contract by contract, with nothing of the engine in it.
    fn equity(&self, price: f64) -> f64 {
        let Position { payoff, trade: Trade { side, quantity, entry }, .. } = self.position;
        let (s, size) = (if side == Side::Long { 1.0 } else { -1.0 }, payoff.contract_size);
        let (profit, coin) = match payoff.contract {
            Contract::Linear => (s * quantity * (price - entry), price),
            Contract::Quanto => (s * quantity * size * (price - entry), price),
            Contract::Inverse => (s * quantity * size * (1.0 / entry - 1.0 / price), 1.0),
        };
        self.position.collateral + self.position.other_profit + self.position.coin_collateral * coin + profit
    }

    /// The requirement, likewise; the tier is found by reading the table from the top.
    fn requirement(&self, price: f64) -> f64 {
        let Position { rules, trade, .. } = self.position;
        let inverse = self.position.payoff.contract == Contract::Inverse;
        let margined = if rules.basis == MaintenanceBasis::Entry { self.worth(trade.entry) } else { self.worth(price) };
        let measure = match rules.tier_axis {
            TierAxis::Notional => margined,
            TierAxis::EntryNotional => self.worth(trade.entry),
            TierAxis::Quantity => trade.quantity,
        };
        let rows = self.tiers.rows();
        let row = rows.iter().find(|row| measure <= row.cap).unwrap_or(&rows[rows.len() - 1]);
        let coins = if inverse { margined } else { trade.quantity };
        let maintenance = (row.rate + rules.rate_per_coin * coins) * margined - row.deduction;
        let fee = match rules.fee_basis {
            FeeBasis::Maintenance => rules.closing_fee * margined,
            FeeBasis::Bankruptcy => rules.closing_fee * self.worth_at_bankruptcy().max(0.0),
            FeeBasis::Opening => self.fee_of_opening(),
        };
        self.position.other_maintenance + maintenance.max(rules.floor) + fee
    }

    /// `fee * N * (1 -+ 1 / leverage)`, an inverse long closing at a higher notional.
    fn fee_of_opening(&self) -> f64 {
        let Position { payoff, trade, rules, leverage, .. } = self.position;
        let falls = (payoff.contract == Contract::Inverse) == (trade.side == Side::Short);
        let part = leverage.map_or(0.0, f64::recip) * if falls { -1.0 } else { 1.0 };
        rules.closing_fee * (self.worth(trade.entry) * (1.0 + part)).max(0.0)
    }

    fn worth(&self, price: f64) -> f64 {
        let Position { payoff, trade, .. } = self.position;
        match payoff.contract {
            Contract::Linear => trade.quantity * price,
            Contract::Quanto => trade.quantity * payoff.contract_size * price,
            Contract::Inverse => trade.quantity * payoff.contract_size / price,
        }
    }

    /// Linear `(E - s*W/q) / (1 - s*f)`, inverse `V*(1 + s*f) / (V/E + s*W)`, as worth.
    fn worth_at_bankruptcy(&self) -> f64 {
        let Position { rules, trade, collateral, other_profit, coin_collateral, .. } = self.position;
        let s = if trade.side == Side::Long { 1.0 } else { -1.0 };
        let money = collateral + other_profit;
        match self.position.payoff.contract {
            Contract::Inverse => {
                (self.worth(trade.entry) + s * (money + coin_collateral)) / (1.0 + s * rules.closing_fee)
            }
            _ => (self.worth(trade.entry) - s * money) / (1.0 - s * rules.closing_fee),
        }
    }

    /// A price further along the way of the loss.
    fn worse(&self, price: f64, by: f64) -> f64 {
        price * (1.0 - self.position.trade.side.sign() * by)
    }

    /// Coin that gains more than a short loses, so that a fall of the price is its loss of equity.
    fn outweighed(&self) -> bool {
        let position = self.position();
        position.trade.side == Side::Short
            && position.payoff.contract != Contract::Inverse
            && position.coin_collateral > self.worth(1.0)
    }

    fn tier_moves(&self) -> bool {
        self.position.rules.tier_axis == TierAxis::Notional && self.position.rules.basis == MaintenanceBasis::Mark
    }
}

/// What kind of positions.
#[derive(Clone, Copy)]
struct Kind {
    /// Tables with the deductions that leave no jumps, or without any.
    continuous: bool,
    /// The most coin posted, in multiples of the position.
    most_coin: f64,
}

/// Whatever there is, without jumps of maintenance.
const CONTINUOUS: Kind = Kind { continuous: true, most_coin: 2.0 };
/// Whatever there is, with jumps.
const JUMPING: Kind = Kind { continuous: false, most_coin: 2.0 };

/// Caps around a notional of 1, rates rising.
fn rows() -> impl Strategy<Value = Vec<Tier>> {
    prop::collection::vec((0.02..0.8f64, 0.001..0.06f64), 1..6).prop_map(|steps| {
        let (mut cap, mut rate) = (0.0, 0.0);
        let mut rows: Vec<Tier> = steps
            .iter()
            .map(|(width, rise)| {
                cap += width;
                rate += rise;
                Tier { cap, rate, max_leverage: 200.0, deduction: 0.0 }
            })
            .collect();
        rows.last_mut().unwrap().cap = 50.0;
        rows
    })
}

/// Rules of every kind, their sums for a position worth 1 and of one coin.
fn rules() -> impl Strategy<Value = Rules> {
    let axis = prop_oneof![
        3 => Just(TierAxis::Notional),
        1 => Just(TierAxis::EntryNotional),
        1 => Just(TierAxis::Quantity)
    ];
    let basis = prop_oneof![Just(FeeBasis::Maintenance), Just(FeeBasis::Bankruptcy), Just(FeeBasis::Opening)];
    let fee = (prop_oneof![Just(0.0), 0.0..0.002f64], basis);
    let least = prop_oneof![3 => Just(0.0), 1 => 0.0..0.1f64];
    let by_size = prop_oneof![2 => Just(0.0), 1 => 0.0..0.05f64];
    (any::<bool>(), axis, fee, least, by_size).prop_map(|(entry, tier_axis, fee, floor, rate_per_coin)| Rules {
        basis: if entry { MaintenanceBasis::Entry } else { MaintenanceBasis::Mark },
        tier_axis,
        rate_per_coin,
        closing_fee: fee.0,
        fee_basis: fee.1,
        cross_fee_basis: FeeBasis::Maintenance,
        floor,
    })
}

/// Positions of a notional of 0.05 to 3 at entry, at 1x to 100x, with or without coin, which may be bought with borrowed
/// money; the mark up to 3 % away.
fn accounts(kind: Kind) -> impl Strategy<Value = Account> {
    let contract = (0..3usize, any::<bool>(), 1e-3..1e5f64, 0.05..3.0f64);
    // About as much as a short loses is where either side may come first.
    let even = kind.most_coin.min(0.98)..=kind.most_coin.min(1.06);
    let coin = (prop_oneof![3 => Just(0.0), 1 => 0.0..=kind.most_coin, 1 => even], any::<bool>());
    let account = (0.0..4.6f64, -0.03..0.03f64, -0.02..0.02f64, 0.0..0.02f64, coin);
    (contract, account, rules(), rows()).prop_map(move |(contract, account, rules, mut rows)| {
        let (index, short, entry, worth) = contract;
        let (log_leverage, away, other_profit, other_maintenance, (coin, borrowed)) = account;
        let payoff = [Payoff::LINEAR, Payoff::inverse(10.0), Payoff::quanto(0.001)][index];
        let quantity = payoff.quantity_for_notional(worth, entry);
        let (coins, coin_price) = if index == 1 { (worth, 1.0) } else { (quantity, entry) };
        if rules.tier_axis == TierAxis::Quantity {
            rows.iter_mut().for_each(|row| row.cap *= quantity / worth);
        } else if kind.continuous {
            let deductions = Tiers::new(rows.clone()).unwrap().continuous_deductions();
            rows.iter_mut().zip(deductions).for_each(|(row, deduction)| row.deduction = deduction);
        }
        let position = Position {
            payoff,
            trade: Trade { side: if short { Side::Short } else { Side::Long }, quantity, entry },
            mark: entry * (1.0 + away),
            collateral: worth / log_leverage.exponential() - if borrowed { coin * worth } else { 0.0 },
            coin_collateral: coin * worth / coin_price,
            other_profit,
            other_maintenance,
            rules: Rules { rate_per_coin: rules.rate_per_coin / coins, floor: rules.floor * worth, ..rules },
            leverage: None,
            tiers: Box::leak(Box::new(Tiers::flat(0.0, 1.0).unwrap())),
        };
        Account { position, tiers: Tiers::new(rows).unwrap() }
    })
}
