//! What must hold of every account, against equity and requirement written down again without the engine's lines.

use super::*;
use crate::math::contract::{Contract, Payoff, Side, Trade};
use crate::math::margin::{Liquidation, Position as Alone, Rules, Tier, Tiers};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Rows of cap, rate and deduction: maintenance without a jump.
const TABLE: [[f64; 3]; 3] = [[20_000.0, 0.01, 0.0], [200_000.0, 0.025, 300.0], [f64::INFINITY, 0.1, 15_300.0]];

#[derive(Clone, Debug)]
struct Case {
    position: Position,
    /// Rate and deduction; none: the table.
    flat: Option<[f64; 2]>,
}

fn tiers() -> Tiers {
    let tier = |[cap, rate, deduction]: [f64; 3]| Tier { cap, rate, max_leverage: 100.0, deduction };
    Tiers::new(TABLE.into_iter().map(tier).collect()).unwrap()
}

fn any_position() -> impl Strategy<Value = Case> {
    let numbers = (100.0..300_000.0_f64, 0.5..60_000.0_f64, 0.7..1.4_f64, 0.002..0.05_f64, 0.0..50.0_f64);
    let words = (any::<bool>(), any::<bool>(), 0..3_u8, prop::sample::select(vec![-0.5, 0.0, 0.6, 1.0, 1.0, 1.0, 1.8]));
    (numbers, words).prop_map(|((worth, entry, drift, rate, off), (is_long, is_inverse, table, moves))| {
        let contract = if is_inverse { Contract::Inverse } else { Contract::Linear };
        let payoff = Payoff { contract, contract_size: if is_inverse { 10.0 } else { 0.0 } };
        let quantity = if is_inverse { worth / 10.0 } else { worth / entry };
        // The table counts quote money, so only linear rows take it.
        let flat = (is_inverse || table > 0).then_some([rate, if is_inverse { off / entry } else { off }]);
        let schedule = match flat {
            Some([rate, off]) => Schedule::flat(rate, off),
            None => Schedule::of_tiers(&tiers(), Rules::default(), payoff).unwrap(),
        };
        let side = if is_long { Side::Long } else { Side::Short };
        let trade = Trade { side, quantity, entry };
        Case { position: Position { payoff, trade, mark: entry * drift, moves, schedule, leverage: Some(5.0) }, flat }
    })
}

fn any_asset() -> impl Strategy<Value = Asset> {
    (10.0..50_000.0_f64, 0.5..60_000.0_f64, 0.5..1.0_f64, prop::sample::select(vec![0.0, 1.0, 1.5]))
        .prop_map(|(worth, price, weight, moves)| Asset { balance: worth / price, price, weight, moves })
}

/// Rows, collateral, and cash that leaves the account alive.
fn any_account() -> impl Strategy<Value = (Vec<Case>, Account)> {
    let rows = (prop::collection::vec(any_position(), 1..6), prop::collection::vec(any_asset(), 0..3), 0.005..0.6_f64);
    rows.prop_map(|(cases, assets, spare)| {
        let positions = cases.iter().map(|case| case.position.clone()).collect();
        let mut account = Account { cash: 0.0, positions, assets };
        let (equity, requirement) = by_hand(&cases, &account, &|row| row.mark, &|asset| asset.price);
        account.cash = requirement - equity + spare * gross(&account);
        (cases, account)
    })
}

fn gross(account: &Account) -> f64 {
    account.positions.iter().map(|position| position.notional(position.mark)).sum()
}

type PriceOf<'a, T> = &'a dyn Fn(&T) -> f64;

/// Equity and requirement at any prices, row by row as a venue's help page has it.
fn by_hand(cases: &[Case], account: &Account, of: PriceOf<Position>, worth: PriceOf<Asset>) -> (f64, f64) {
    let mut equity = account.cash;
    let mut requirement = 0.0;
    for asset in &account.assets {
        equity += asset.balance * asset.weight * worth(asset);
    }
    for case in cases {
        let (row, price) = (&case.position, of(&case.position));
        let direction = if row.trade.side == Side::Long { 1.0 } else { -1.0 };
        if row.payoff.contract == Contract::Inverse {
            let dollars = row.trade.quantity * row.payoff.contract_size;
            let [rate, off] = case.flat.unwrap();
            let coins = if price > 0.0 { (dollars / row.trade.entry - dollars / price) * price } else { -dollars };
            equity += direction * coins;
            requirement += (dollars * rate - off * price).max(0.0);
        } else {
            let worth = row.trade.quantity * price;
            let [_, rate, off] = match case.flat {
                Some([rate, off]) => [0.0, rate, off],
                None => *TABLE.iter().find(|row| worth <= row[0]).unwrap(),
            };
            equity += direction * row.trade.quantity * (price - row.trade.entry);
            requirement += (worth * rate - off).max(0.0);
        }
    }
    (equity, requirement)
}

fn floored(price: f64, by: f64) -> f64 {
    if by <= -1.0 { 0.0 } else { price + price * by }
}

fn shocked(cases: &[Case], account: &Account, x: f64) -> (f64, f64) {
    by_hand(cases, account, &|row| floored(row.mark, row.moves * x), &|asset| floored(asset.price, asset.moves * x))
}

/// Money that rounding is a part of.
fn size(account: &Account, x: f64) -> f64 {
    let collateral: f64 = account.assets.iter().map(Asset::worth).sum();
    (gross(account) + collateral + account.cash.abs()) * (2.0 + 2.0 * x.abs())
}

/// Places on the way, near ones denser.
fn on_the_way(to: f64) -> impl Iterator<Item = f64> {
    (1..200).map(move |step| to * f64::from(step) / 200.0 * 0.999_999)
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_shock_leaves_nothing_above_the_requirement_and_something_before_it((rows, account) in any_account()) {
        let drawn = account.drawn();
        for way in Way::BOTH {
            let found = drawn.shock(way, 1.0);
            if let Some(x) = found {
                let (equity, requirement) = shocked(&rows, &account, x);
                prop_assert!((equity - requirement).abs() <= 1e-9 * size(&account, x), "{x}: {equity} {requirement}");
            }
            let end = found.unwrap_or(if way == Way::Fall { -1.0 } else { 50.0 });
            for x in on_the_way(end) {
                let (equity, requirement) = shocked(&rows, &account, x);
                prop_assert!(equity - requirement > -1e-9 * size(&account, x), "{x} before {end}");
            }
        }
    }

    #[test]
    fn warning_shocks_give_their_utilisation((rows, account) in any_account(), level in 0.3..1.0_f64) {
        let (equity, requirement) = shocked(&rows, &account, 0.0);
        prop_assume!(requirement / equity < level);
        for x in Way::BOTH.into_iter().filter_map(|way| account.drawn().shock(way, level)) {
            let (equity, requirement) = shocked(&rows, &account, x);
            prop_assert!((level * equity - requirement).abs() <= 1e-9 * size(&account, x), "{x}");
        }
    }

    #[test]
    fn the_price_of_one_symbol_leaves_nothing((rows, account) in any_account(), share in 0.0..1.0_f64) {
        let drawn = account.drawn();
        for (at, row) in account.positions.iter().enumerate() {
            let assets = if account.assets.is_empty() { vec![] } else { vec![0] };
            let coin = Coin { positions: vec![at], assets };
            for share in [0.0, share, 1.0] {
                let Some(by) = drawn.coin_move(&coin, share) else { continue };
                let common = if row.moves == 0.0 { 0.0 } else { share * by / row.moves };
                let price = |other: &Position| {
                    let own = std::ptr::eq(other, &raw const rows[at].position);
                    floored(other.mark, if own { by } else { other.moves * common })
                };
                let first = account.assets.first();
                let worth = |asset: &Asset| {
                    let own = first.is_some_and(|first| std::ptr::eq(first, asset));
                    floored(asset.price, if own { by } else { asset.moves * common })
                };
                let (equity, requirement) = by_hand(&rows, &account, &price, &worth);
                let size = size(&account, by.abs() + common.abs());
                prop_assert!((equity - requirement).abs() <= 1e-9 * size, "{by} {share}: {equity} {requirement}");
            }
        }
    }

    #[test]
    fn the_room_after_a_reduction_leaves_nothing((mut rows, account) in any_account(), share in 0.0..1.0_f64) {
        let drawn = account.drawn();
        for at in 0..rows.len() {
            let whole = rows[at].clone();
            let profit = whole.position.profit(whole.position.mark);
            let after = Account { cash: account.cash + share * profit, ..account.clone() };
            rows[at].position.trade.quantity *= 1.0 - share;
            let (equity, requirement) = shocked(&rows, &after, 0.0);
            if let Some(x) = drawn.room_after(at, share).filter(|_| equity > requirement) {
                let (equity, requirement) = shocked(&rows, &after, x);
                prop_assert!((equity - requirement).abs() <= 1e-9 * size(&after, x), "{x}: {equity} {requirement}");
                for x in on_the_way(-x) {
                    let (equity, requirement) = shocked(&rows, &after, x);
                    prop_assert!(x <= -1.0 || equity - requirement > -1e-9 * size(&after, x), "{x} is nearer");
                }
            }
            rows[at] = whole;
        }
    }

    #[test]
    fn more_cash_moves_the_shock_away((_, account) in any_account(), more in 1.0..1e5_f64) {
        let richer = Account { cash: account.cash + more, ..account.clone() };
        for way in Way::BOTH {
            let reach = |account: &Account| account.drawn().shock(way, 1.0).map_or(f64::INFINITY, f64::abs);
            prop_assert!(reach(&richer) >= reach(&account) * (1.0 - 1e-12));
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter((_, account) in any_account()) {
        let mut turned = account.clone();
        turned.positions.reverse();
        turned.assets.reverse();
        for way in Way::BOTH {
            let [one, other] = [&account, &turned].map(|account| account.drawn().shock(way, 1.0));
            prop_assert_eq!(one.is_some(), other.is_some());
            let apart = one.unwrap_or_default() - other.unwrap_or_default();
            prop_assert!(apart.abs() <= 1e-9 * one.unwrap_or_default().abs().max(1.0), "{:?} {:?}", one, other);
        }
    }

    #[test]
    fn one_linear_row_is_liquidated_where_the_position_alone_is(case in any_position(), spare in 0.01..2.0_f64) {
        let tiers = tiers();
        let schedule = Schedule::of_tiers(&tiers, Rules::default(), Payoff::LINEAR).unwrap();
        let trade = case.position.trade;
        let position = Position { payoff: Payoff::LINEAR, mark: trade.entry, moves: 1.0, schedule, ..case.position };
        let cash = position.maintenance() + spare * position.notional(trade.entry);
        let alone = Alone {
            payoff: Payoff::LINEAR, trade, mark: trade.entry, collateral: cash, coin_collateral: 0.0,
            other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers,
        };
        match (alone.liquidation(), of_one(cash, position).drawn().room()) {
            (Liquidation::Price { price, .. }, Some(x)) => {
                prop_assert!((trade.entry * (1.0 + x) / price - 1.0).abs() < 1e-9, "{} {}", price, x);
            }
            (Liquidation::Never(_), None) => {}
            other => prop_assert!(false, "{:?}", other),
        }
    }
}

fn of_one(cash: f64, position: Position) -> Account {
    Account { cash, positions: vec![position], assets: vec![] }
}

#[test]
fn maintenance_that_jumps_is_met_at_the_edge() {
    // 1 % up to 100 and 5 % above, no deduction: a short 1 @ 90 with 13 has 3 at a price of 100, and needs 1 below, 5 above
    let jump = [[100.0, 0.01], [1e9, 0.05]].map(|[cap, rate]| Tier { cap, rate, max_leverage: 100.0, deduction: 0.0 });
    let tiers = Tiers::new(jump.to_vec()).unwrap();
    let position = Position {
        payoff: Payoff::LINEAR,
        trade: Trade { side: Side::Short, quantity: 1.0, entry: 90.0 },
        mark: 90.0,
        moves: 1.0,
        schedule: Schedule::of_tiers(&tiers, Rules::default(), Payoff::LINEAR).unwrap(),
        leverage: None,
    };
    assert!((of_one(13.0, position).drawn().room().unwrap() - (100.0 / 90.0 - 1.0)).abs() < 1e-15);
}
