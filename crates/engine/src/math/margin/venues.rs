//! Published figures of venues and of other projects' tests. Each case names its source.

use super::tiers::tests::{ethusdt_2021, table};
use super::*;
use crate::math::contract::{Payoff, Side, Trade};
use crate::math::rounding::PriceRule;

mod binance;
mod bitmex;
mod bybit;
mod bybit_unified;
mod deribit;
mod dydx;
mod gmx;
mod hyperliquid;
mod okx_and_gate;
mod others;
mod projects;

const LONG: Side = Side::Long;
const SHORT: Side = Side::Short;

fn at_entry() -> Rules {
    Rules { basis: MaintenanceBasis::Entry, ..Rules::default() }
}

fn flat(rate: f64) -> Tiers {
    Tiers::flat(rate, f64::INFINITY).unwrap()
}

fn position(tiers: &Tiers, side: Side, [quantity, entry, collateral]: [f64; 3]) -> Position<'_> {
    Position {
        payoff: Payoff::LINEAR,
        trade: Trade { side, quantity, entry },
        mark: entry,
        collateral,
        coin_collateral: 0.0,
        other_profit: 0.0,
        other_maintenance: 0.0,
        rules: Rules::default(),
        leverage: None,
        tiers,
    }
}

/// Maintenance at the mark, and that closing fee in the requirement.
fn with_fee(closing_fee: f64) -> Rules {
    Rules { closing_fee, ..Rules::default() }
}

fn price(position: &Position) -> f64 {
    match position.liquidation() {
        Liquidation::Price { price, .. } => price,
        other => panic!("{other:?} instead of a price"),
    }
}

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected} within {tolerance}");
}
