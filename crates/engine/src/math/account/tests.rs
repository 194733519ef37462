//! Cases to check by hand.

use super::*;
use crate::math::contract::{Payoff, Side, Trade};

fn row(side: Side, quantity: f64, entry: f64) -> Position {
    Position {
        payoff: Payoff::LINEAR,
        trade: Trade { side, quantity, entry },
        mark: entry,
        moves: 1.0,
        schedule: Schedule::flat(0.01, 0.0),
        leverage: Some(10.0),
    }
}

fn of(cash: f64, positions: Vec<Position>) -> Account {
    Account { cash, positions, assets: vec![] }
}

fn only(index: usize) -> Coin {
    Coin { positions: vec![index], assets: vec![] }
}

fn near(found: Option<f64>, expected: f64) {
    assert!(found.is_some_and(|found| (found - expected).abs() < 1e-12), "{found:?} is not {expected}");
}

#[test]
fn one_long_goes_where_its_equity_meets_its_requirement() {
    // 2 (L - 100) + 20 = 1 % of 2 L at L = 90 / 0.99
    let account = of(20.0, vec![row(Side::Long, 2.0, 100.0)]);
    near(account.drawn().shock(Way::Fall, 1.0), 90.0 / 0.99 / 100.0 - 1.0);
    assert_eq!(account.drawn().shock(Way::Rise, 1.0), None);
    // half used: 2 (p - 100) + 20 = 2 % of 2 p at p = 90 / 0.98
    near(account.drawn().shock(Way::Fall, 0.5), 90.0 / 0.98 / 100.0 - 1.0);
}

#[test]
fn a_long_that_its_cash_covers_whole_never_goes() {
    assert_eq!(of(200.0, vec![row(Side::Long, 2.0, 100.0)]).drawn().room(), None);
    assert!(of(199.9, vec![row(Side::Long, 2.0, 100.0)]).drawn().room().is_some());
}

#[test]
fn long_and_short_of_one_symbol_share_one_price() {
    // (2 - 1) (L - 100) + 20 = 1 % of 3 L at L = 80 / 0.97
    let account = of(20.0, vec![row(Side::Long, 2.0, 100.0), row(Side::Short, 1.0, 100.0)]);
    let hedge = Coin { positions: vec![0, 1], assets: vec![] };
    near(account.drawn().coin_move(&hedge, 0.0), 80.0 / 0.97 / 100.0 - 1.0);
    near(account.drawn().room(), 80.0 / 0.97 / 100.0 - 1.0);
}

#[test]
fn others_are_held_or_make_their_share_of_the_move() {
    // held: 2 (L - 100) + 40 = 1 % of (2 L + 200) at L = 162 / 1.98; together both are 2 (L - 100) + 20 = 1 % of 2 L
    let account = of(40.0, vec![row(Side::Long, 2.0, 100.0), row(Side::Long, 4.0, 50.0)]);
    near(account.drawn().coin_move(&only(0), 0.0), 162.0 / 1.98 / 100.0 - 1.0);
    near(account.drawn().coin_move(&only(0), 1.0), 90.0 / 0.99 / 100.0 - 1.0);
    near(account.drawn().coin_move(&only(1), 1.0), 90.0 / 0.99 / 100.0 - 1.0);
}

#[test]
fn a_symbol_that_moves_twice_as_much_takes_half_the_shock() {
    let lively = Position { moves: 2.0, ..row(Side::Long, 2.0, 100.0) };
    near(of(20.0, vec![lively.clone()]).drawn().room(), (90.0 / 0.99 / 100.0 - 1.0) / 2.0);
    let contrary = Position { moves: -1.0, ..lively };
    near(of(20.0, vec![contrary]).drawn().room(), 1.0 - 90.0 / 0.99 / 100.0);
}

#[test]
fn collateral_in_the_coin_falls_with_it() {
    // 1 (L - 100) + 0.2 * 0.9 L = 1 % of L at L = 100 / 1.17
    let coin = Asset { balance: 0.2, price: 100.0, weight: 0.9, moves: 1.0 };
    let account = Account { cash: 0.0, positions: vec![row(Side::Long, 1.0, 100.0)], assets: vec![coin] };
    near(account.drawn().room(), 100.0 / 1.17 / 100.0 - 1.0);
    let with_coin = Coin { positions: vec![0], assets: vec![0] };
    near(account.drawn().coin_move(&with_coin, 0.0), 100.0 / 1.17 / 100.0 - 1.0);
    near(account.drawn().coin_move(&only(0), 0.0), (100.0 - 18.0) / 0.99 / 100.0 - 1.0);
}

#[test]
fn closing_part_of_a_position_keeps_what_it_earned() {
    // half of 2 @ 100 closed at 100: (L - 100) + 20 = 1 % of L at L = 80 / 0.99
    let account = of(20.0, vec![row(Side::Long, 2.0, 100.0)]);
    near(account.drawn().room_after(0, 0.5), 80.0 / 0.99 / 100.0 - 1.0);
    assert_eq!(account.drawn().room_after(0, 1.0), None);
}

#[test]
fn losses_of_one_coin_add_up_and_those_of_the_other_way_count_against_them() {
    use heat::{StopLoss, correlated};
    let loss = |loss, coin, in_fall| StopLoss { loss, coin, in_fall };
    assert_eq!(correlated(&[loss(3.0, 0, true), loss(4.0, 0, true)], 0.0), 7.0);
    assert_eq!(correlated(&[loss(3.0, 0, true), loss(4.0, 1, false)], 1.0), 1.0);
    assert_eq!(correlated(&[], 0.5), 0.0);
}
