//! Sizes under the venues' margin rules.

use super::super::margin::{FeeBasis, Liquidation, Tier, TierAxis};
use super::*;

/// An order that nothing but margin and tiers limits.
fn ticket(tiers: &Tiers, payoff: Payoff, price: f64, leverage: f64) -> Ticket<'_> {
    Ticket {
        payoff,
        side: Side::Long,
        entry: Fill { price, fee_rate: 0.0 },
        loss_per_unit: 0.0,
        budget: 0.0,
        rule_quantity: None,
        day_loss_per_unit: 0.0,
        day_room: None,
        equity: 1e12,
        max_exposure: None,
        free_margin: 1e12,
        leverage,
        margin: MarginRules { tiers, rules: Rules::default(), reserved_closing_fee: 0.0 },
        cross: None,
        lot_step: 0.0,
        max_quantity: None,
        min_quantity: 0.0,
        min_notional: 0.0,
    }
}

fn with_rules<'t>(ticket: Ticket<'t>, rules: Rules) -> Ticket<'t> {
    Ticket { margin: MarginRules { rules, ..ticket.margin }, ..ticket }
}

fn two_tiers(cap: f64) -> Tiers {
    let tier = |cap, rate, max_leverage| Tier { cap, rate, max_leverage, deduction: 0.0 };
    Tiers::new(vec![tier(cap, 0.01, 50.0), tier(1e12, 0.02, 25.0)]).unwrap()
}

fn allowed(ticket: &Ticket<'_>) -> Option<f64> {
    let tier = ticket.allowances().into_iter().find(|allowance| allowance.limit == Limit::Tier);
    tier.map(|allowance| allowance.quantity)
}

#[test]
fn the_margin_of_an_order_is_its_cost_with_both_fees() {
    // OctoBot-Trading@1ad2f4d6, order cost: 100 @ 100 at 1x, fee 0.04 % twice: 1.0012; two-way fees of two orders
    let tiers = Tiers::flat(0.0, f64::INFINITY).unwrap();
    let cost = |payoff, price, leverage| {
        let order = ticket(&tiers, payoff, price, leverage);
        let margin = MarginRules { reserved_closing_fee: 0.0004, ..order.margin };
        Ticket { entry: Fill { price, fee_rate: 0.0004 }, margin, ..order }.margin_per_unit()
    };
    assert!((100.0 * cost(Payoff::inverse(1.0), 100.0, 1.0) - 1.0012).abs() < 1e-12);
    let fees = 800.0 * cost(Payoff::inverse(1.0), 37_025.5, 2.0) - 800.0 / 37_025.5 / 2.0;
    assert!((fees - 2.160_673_049_654_967_7e-5).abs() < 1e-15);
    let fees = 0.02 * cost(Payoff::LINEAR, 38_497.5, 2.0) - 0.02 * 38_497.5 / 2.0;
    assert!((fees - 0.461_97).abs() < 1e-10);
}

#[test]
fn the_tier_limits_the_notional_or_the_quantity_by_what_the_table_counts() {
    // nautilus_trader@a95c8042, Kraken PI_XBTUSD: 50x to 500,000 contracts of 1 USD
    let tiers = two_tiers(500e3);
    let by_contracts = Rules { tier_axis: TierAxis::Quantity, ..Rules::default() };
    let order = with_rules(ticket(&tiers, Payoff::inverse(1.0), 8_000.0, 40.0), by_contracts);
    assert_eq!(allowed(&order), Some(500e3));
    assert_eq!(order.leverage_needed(500e3), Some(1.0));
    assert_eq!(Ticket { free_margin: 500e3 / 8_000.0 / 40.0, ..order }.leverage_needed(500e3), Some(40.0));
    assert_eq!(Ticket { free_margin: 500e3 / 8_000.0 / 40.0, ..order }.leverage_needed(500_001.0), None);
    let by_notional = ticket(&tiers, Payoff::LINEAR, 8_000.0, 40.0);
    assert_eq!(allowed(&by_notional), Some(500e3 / 8_000.0));
}

#[test]
fn a_rate_that_rises_with_the_size_limits_the_size_at_a_leverage() {
    // support.deribit.com 25944738177565: BTC_USDC needs 2 % and 0.005 % a coin, so 53,125 of 25 at 100,000 is 47.06x
    let tiers = Tiers::flat(0.01, 50.0).unwrap();
    let rules = Rules { rate_per_coin: 5e-5, ..Rules::default() };
    let order = with_rules(ticket(&tiers, Payoff::LINEAR, 100e3, 2_500_000.0 / 53_125.0), rules);
    assert!((allowed(&order).unwrap() - 25.0).abs() < 1e-9);
    assert_eq!(allowed(&Ticket { leverage: 51.0, ..order }), Some(0.0));
}

#[test]
fn a_fee_at_bankruptcy_is_reserved_with_the_margin_of_an_isolated_position() {
    // Bybit v5 position/list of 26 June 2024: BTCUSDT 0.001 @ 60,766.7 at 10x binds 6.10674952
    let tiers = Tiers::flat(0.005, f64::INFINITY).unwrap();
    let (fee_basis, cross_fee_basis) = (FeeBasis::Bankruptcy, FeeBasis::Opening);
    let rules = Rules { closing_fee: 0.00055, fee_basis, cross_fee_basis, ..Rules::default() };
    let order = with_rules(ticket(&tiers, Payoff::LINEAR, 60_766.7, 10.0), rules);
    assert!((order.collateral(0.001) - 6.106_749_52).abs() < 1e-8);
    // so that the fee does not move liquidation: (1 - 1 / 10) / (1 - 0.5 %) of the entry
    let Liquidation::Price { price, .. } = order.position(0.001, order.collateral(0.001)).liquidation() else {
        panic!()
    };
    assert!((price - 60_766.7 * 0.9 / 0.995).abs() < 1e-8);
    let wallet = CrossWallet { collateral: 1e3, other_profit: 0.0, other_maintenance: 0.0, stop: None };
    let cross = Ticket { cross: Some(wallet), ..order };
    assert!((cross.position(0.001, 1e3).requirement(60_766.7) - 0.333_913_02).abs() < 1e-8);
}
