//! What must hold for every position, over random contracts, sides, tiers and accounts.

use super::*;
use crate::math::contract::{Contract, Payoff, Side, Trade};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

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

    fn surplus(&self, price: f64) -> f64 {
        self.position().equity(price) - self.position().requirement(price)
    }

    /// A price further along the way of the loss.
    fn worse(&self, price: f64, by: f64) -> f64 {
        price * (1.0 - self.position.trade.side.sign() * by)
    }
}

/// Caps around a notional of 1, rates rising, with or without the deductions that make them continuous.
fn tables(continuous: bool) -> impl Strategy<Value = Tiers> {
    let row = (0.02..0.8f64, 0.001..0.06f64);
    prop::collection::vec(row, 1..6).prop_map(move |steps| {
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
        let tiers = Tiers::new(rows.clone()).unwrap();
        if continuous {
            for (row, deduction) in rows.iter_mut().zip(tiers.continuous_deductions()) {
                row.deduction = deduction;
            }
        }
        Tiers::new(rows).unwrap()
    })
}

/// Positions of a notional of 0.05 to 3 at entry, at 1x to 100x; the mark up to 3 % away.
fn accounts(continuous: bool) -> impl Strategy<Value = Account> {
    let contract = (0..3usize, any::<bool>(), 1e-3..1e5f64, 0.05..3.0f64);
    let account = (0.0..4.6f64, -0.03..0.03f64, -0.02..0.02f64, 0.0..0.02f64);
    let rules = (any::<bool>(), prop_oneof![Just(0.0), 0.0..0.002f64]);
    (contract, account, rules, tables(continuous)).prop_map(
        |((kind, short, entry, worth), (log_leverage, away, other_profit, other_maintenance), rules, tiers)| {
            let payoff = [Payoff::LINEAR, Payoff::inverse(10.0), Payoff::quanto(0.001)][kind];
            let quantity = payoff.quantity_for_notional(worth, entry);
            let side = if short { Side::Short } else { Side::Long };
            let position = Position {
                payoff,
                trade: Trade { side, quantity, entry },
                mark: entry * (1.0 + away),
                collateral: worth / log_leverage.exp(),
                coin_collateral: 0.0,
                other_profit,
                other_maintenance,
                rules: Rules {
                    basis: if rules.0 { MaintenanceBasis::Entry } else { MaintenanceBasis::Mark },
                    closing_fee: rules.1,
                    ..Rules::default()
                },
                leverage: None,
                tiers: Box::leak(Box::new(Tiers::flat(0.0, 1.0).unwrap())),
            };
            Account { position, tiers }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn equity_equals_the_requirement_at_the_liquidation_price(account in accounts(true)) {
        if let Some((price, tier)) = account.price() {
            let position = account.position();
            let scale = position.equity(price).abs() + position.notional(price);
            prop_assert!(account.surplus(price).abs() <= 1e-9 * scale);
            if position.rules.basis == MaintenanceBasis::Mark {
                let n = position.notional(price);
                prop_assert!(n >= account.tiers.floor(tier) * (1.0 - 1e-9));
                prop_assert!(n <= account.tiers.tier(tier).cap * (1.0 + 1e-9));
            }
        }
    }

    #[test]
    fn on_a_continuous_schedule_only_one_tier_fits(account in accounts(true)) {
        let rules = Rules { basis: MaintenanceBasis::Mark, ..account.position().rules };
        let position = Position { rules, ..account.position() };
        let Liquidation::Price { price, tier } = position.liquidation() else { return Ok(()) };
        // The price of each tier by the closed form of the linear contract or of the inverse one, tried in turn.
        for (index, row) in account.tiers.rows().iter().enumerate() {
            let alone = closed_form(&position, row);
            let n = position.notional(alone);
            let inside = n > account.tiers.floor(index) * (1.0 + 1e-9) && n < row.cap * (1.0 - 1e-9);
            if alone > 0.0 && alone.is_finite() && inside {
                prop_assert_eq!(index, tier);
                prop_assert!((alone / price - 1.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn without_deductions_it_is_the_first_price_met_from_the_mark(account in accounts(false)) {
        let mark = account.position.mark;
        let Some((price, _)) = account.price() else { return Ok(()) };
        prop_assert!(account.surplus(account.worse(price, 1e-9)) <= 1e-9 * account.position().notional(price));
        let steps = 2_000;
        for step in 0..steps {
            let on_the_way = mark * (price / mark).powf(f64::from(step) / f64::from(steps));
            prop_assert!(account.surplus(on_the_way) > -1e-12, "liquidated at {} before {}", on_the_way, price);
        }
        for edge in account.tiers.rows() {
            let there = account.position().payoff.price_for_notional(account.position.trade.quantity, edge.cap);
            if (there - mark) * (there - price) < 0.0 {
                prop_assert!(account.surplus(there) > -1e-12);
            }
        }
    }

    #[test]
    fn a_position_never_liquidated_is_sound_at_every_price(account in accounts(false), continuous in accounts(true)) {
        for account in [account, continuous] {
            // Almost all of these are longs of low leverage and inverse shorts, which random leverage makes rare.
            let worth = account.position().notional(account.position.trade.entry);
            let account = account.with(|position| position.collateral = worth * 1.05);
            if let Liquidation::Never(_) = account.position().liquidation() {
                for halvings in 1..50 {
                    let by = 1.0 - 0.5_f64.powi(halvings);
                    let price = match account.position.trade.side {
                        Side::Long => account.position.mark * (1.0 - by),
                        Side::Short => account.position.mark / (1.0 - by),
                    };
                    prop_assert!(account.surplus(price) > 0.0);
                }
            }
        }
    }

    #[test]
    fn a_long_is_liquidated_below_the_mark_and_a_short_above(account in accounts(false)) {
        if let Some((price, _)) = account.price() {
            prop_assert!(account.position.trade.side.sign() * (account.position.mark - price) >= 0.0);
        }
    }

    #[test]
    fn more_margin_moves_liquidation_away(account in accounts(false), more in 1.001..2.0f64) {
        let richer = account.with(|position| position.collateral *= more);
        if let (Some((price, _)), Some((further, _))) = (account.price(), richer.price()) {
            prop_assert!(account.position.trade.side.sign() * (price - further) >= -1e-12 * price);
        }
        if let Liquidation::Never(_) = account.position().liquidation() {
            prop_assert!(matches!(richer.position().liquidation(), Liquidation::Never(_)));
        }
    }

    #[test]
    fn liquidation_is_never_beyond_bankruptcy(account in accounts(false)) {
        if let (Some((price, _)), Some(bust)) = (account.price(), account.position().bankruptcy_price(0.0)) {
            prop_assert!(account.position.trade.side.sign() * (price - bust) >= -1e-12 * price);
        }
    }

    #[test]
    fn linear_and_inverse_agree_to_first_order(short: bool, leverage in 20.0..200.0f64, part in 0.0..0.9f64) {
        let tiers = Tiers::flat(part / leverage, f64::INFINITY).unwrap();
        let distance = |payoff: Payoff| {
            let side = if short { Side::Short } else { Side::Long };
            let trade = Trade { side, quantity: payoff.quantity_for_notional(1.0, 100.0), entry: 100.0 };
            let collateral = 1.0 / leverage;
            let position = Position {
                payoff, trade, mark: 100.0, collateral, coin_collateral: 0.0, other_profit: 0.0, other_maintenance: 0.0,
                rules: Rules::default(), leverage: None, tiers: &tiers,
            };
            match position.liquidation() {
                Liquidation::Price { price, .. } => (price / 100.0 - 1.0).abs(),
                other => panic!("{other:?}"),
            }
        };
        let (linear, inverse) = (distance(Payoff::LINEAR), distance(Payoff::inverse(1.0)));
        prop_assert!((linear - inverse).abs() <= 1.5 / leverage / leverage);
    }

    #[test]
    fn at_every_tier_edge_and_a_unit_either_side_the_price_is_right(
        account in accounts(true), row in 0..6usize, unit in -1..=1i32,
    ) {
        // Entry notional on, just below and just above an edge of the table.
        let edge = account.tiers.floor(row.min(account.tiers.rows().len() - 1)).max(0.05) + 1e-6 * f64::from(unit);
        let payoff = account.position.payoff;
        let entry = account.position.trade.entry;
        let account = account.with(|position| {
            position.trade.quantity = payoff.quantity_for_notional(edge, entry);
            position.mark = entry;
        });
        if let Some((price, _)) = account.price() {
            prop_assert!(account.surplus(account.worse(price, -1e-9)) > 0.0 || (price / entry - 1.0).abs() < 1e-8);
            prop_assert!(account.surplus(account.worse(price, 1e-9)) <= 0.0);
        }
    }

    #[test]
    fn the_leverage_for_a_stop_puts_liquidation_there_and_more_puts_it_nearer(
        account in accounts(false), away in 0.002..0.5f64,
    ) {
        let stop = account.worse(account.position.trade.entry, away);
        let isolated = account.with(|position| {
            (position.other_profit, position.other_maintenance) = (0.0, 0.0);
            position.mark = position.trade.entry;
        });
        let leverage = isolated.position().leverage_for_stop(stop);
        let worth = isolated.position().notional(isolated.position.trade.entry);
        let at = |leverage: f64| isolated.with(|position| position.collateral = worth / leverage);
        prop_assert!(leverage > 0.0 && leverage <= 200.0);
        let sign = isolated.position.trade.side.sign();
        if let Some((price, _)) = at(leverage * (1.0 - 1e-9)).price() {
            prop_assert!(sign * (stop - price) >= 0.0, "liquidated at {} before the stop at {}", price, stop);
        } else {
            let at_leverage = at(leverage * (1.0 - 1e-9));
            prop_assert!(matches!(at_leverage.position().liquidation(), Liquidation::Never(_)));
        }
        if leverage < 200.0 {
            let nearer = at(leverage * (1.0 + 1e-9));
            match nearer.position().liquidation() {
                Liquidation::Price { price, .. } => prop_assert!(sign * (price - stop) >= 0.0),
                Liquidation::CannotBeOpened(_) => {}
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }

    #[test]
    fn the_margin_for_a_stop_counts_the_other_positions(account in accounts(true), away in 0.002..0.5f64) {
        let stop = account.worse(account.position.trade.entry, away);
        let margin = account.position().margin_for_stop(stop);
        let at = |collateral: f64| account.with(|position| {
            position.mark = position.trade.entry;
            position.collateral = collateral;
        });
        if let Some((price, _)) = at(margin * (1.0 + 1e-9) + 1e-12).price() {
            prop_assert!((price / stop - 1.0).abs() < 1e-6);
        }
    }
}

/// The two formulas as venues print them, with the rate and deduction of one tier.
fn closed_form(position: &Position, tier: &Tier) -> f64 {
    let Trade { side, quantity, entry } = position.trade;
    let s = side.sign();
    let k = tier.rate + position.rules.closing_fee;
    let room = position.collateral + position.other_profit - position.other_maintenance + tier.deduction;
    match position.payoff.contract {
        Contract::Inverse => {
            let v = quantity * position.payoff.contract_size;
            v * (s + k) / (s * v / entry + room)
        }
        contract => {
            let q = if contract == Contract::Quanto { quantity * position.payoff.contract_size } else { quantity };
            (room - s * q * entry) / (q * k - s * q)
        }
    }
}
