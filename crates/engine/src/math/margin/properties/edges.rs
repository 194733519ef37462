//! At every edge of the table, and one unit either side of it.

use super::*;
use crate::math::alike::Alike;

proptest! {
    #![proptest_config(many())]

    #[test]
    fn a_size_at_an_edge_has_the_right_tier_and_price(account in accounts(CONTINUOUS), row in 0..6usize, unit in -1..=1i32) {
        // The size at entry on, just below and just above an edge of the table, by whatever the table counts.
        let row = row.min(account.tiers.rows().len() - 1);
        let (entry, payoff) = (account.position.trade.entry, account.position.payoff);
        let edge = account.tiers.floor(row) * (1.0 + 1e-6 * f64::from(unit));
        if edge == 0.0 {
            return Ok(());
        }
        let account = account.with(|position| {
            position.trade.quantity = match position.rules.tier_axis {
                TierAxis::Quantity => edge,
                _ => payoff.quantity_for_notional(edge, entry),
            };
            position.mark = entry;
        });
        let Some((price, tier)) = account.price() else { return Ok(()) };
        // A notional on the edge may come out a rounding above it.
        if !account.tier_moves() && (unit != 0 || account.position.rules.tier_axis == TierAxis::Quantity) {
            prop_assert_eq!(tier, if unit > 0 { row } else { row - 1 });
        }
        let toward = entry / price - 1.0;
        prop_assert!(account.surplus(price * (1.0 + 1e-9 * toward.signum())) > 0.0 || toward.abs() < 1e-8);
        prop_assert!(account.surplus(price * (1.0 - 1e-9 * toward.signum())) <= 0.0);
    }

    #[test]
    fn liquidation_on_an_edge_of_a_continuous_table_is_found_there(
        account in accounts(Kind { most_coin: 0.5, ..CONTINUOUS }), row in 0..6usize, unit in -1..=1i32,
    ) {
        // Collateral that is used up just where the notional passes an edge, on it, or a unit either side.
        let account = account.with(|position| position.rules.fee_basis = FeeBasis::Maintenance);
        let edge = account.tiers.floor(row.min(account.tiers.rows().len() - 1)) * (1.0 + 1e-6 * f64::from(unit));
        let target = account.position.payoff.price_for_notional(account.position.trade.quantity, edge);
        let ahead = account.position.trade.side.sign() * (account.position.mark / target).natural_log();
        if !account.tier_moves() || edge == 0.0 || ahead < 1e-3 {
            return Ok(());
        }
        let short_of = account.surplus(target);
        let account = account.with(|position| position.collateral -= short_of);
        if let Some((price, tier)) = account.price() {
            prop_assert!((price / target - 1.0).abs() < 1e-9, "{} instead of {}", price, target);
            let worth = account.worth(price);
            prop_assert!(worth >= account.tiers.floor(tier) * (1.0 - 1e-9));
            prop_assert!(worth <= account.tiers.tier(tier).cap * (1.0 + 1e-9));
        } else {
            prop_assert!(matches!(account.position().liquidation(), Liquidation::CannotBeOpened(_)));
        }
    }

    #[test]
    fn where_maintenance_jumps_over_the_equity_a_short_is_liquidated_on_the_edge(
        account in accounts(Kind { most_coin: 0.5, ..JUMPING }), row in 1..6usize, part in 0.01..0.99f64,
    ) {
        let account = account.with(|position| position.rules.fee_basis = FeeBasis::Maintenance);
        let row = row.min(account.tiers.rows().len() - 1);
        let edge = account.position.payoff.price_for_notional(account.position.trade.quantity, account.tiers.floor(row));
        let ahead = account.position.trade.side.sign() * (account.position.mark / edge).natural_log();
        let grows = (account.position.payoff.contract == Contract::Inverse) == (account.position.trade.side == Side::Long);
        if row == 0 || !account.tier_moves() || !grows || ahead < 1e-3 {
            return Ok(());
        }
        // Some of the jump is left at the edge, so equity suffices before it and not behind.
        let [before, behind] = [-1e-12, 1e-12].map(|by| account.surplus(account.worse(edge, by)));
        let left = behind + part * (before - behind);
        let account = account.with(|position| position.collateral -= left);
        if before > behind + 1e-6 && let Some((price, tier)) = account.price() {
            let first = price / edge - 1.0;
            prop_assert!(first.abs() < 1e-9 || account.position.trade.side.sign() * first > 0.0);
            prop_assert!(first.abs() > 1e-9 || tier == row);
        }
    }
}
