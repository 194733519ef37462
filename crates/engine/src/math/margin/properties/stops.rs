//! Margin and leverage that keep liquidation behind a stop.

use super::*;

proptest! {
    #![proptest_config(many())]

    #[test]
    fn the_leverage_for_a_stop_puts_liquidation_there_and_more_puts_it_nearer(
        account in accounts(Kind { most_coin: 0.0, ..JUMPING }), away in 0.002..0.5f64,
    ) {
        let stop = account.worse(account.position.trade.entry, away);
        let isolated = account.with(|position| {
            (position.other_profit, position.other_maintenance) = (0.0, 0.0);
            position.mark = position.trade.entry;
        });
        let leverage = isolated.position().leverage_for_stop(stop);
        let allowed = isolated.position().allowed_leverage();
        let at = |leverage: f64| {
            let margin = isolated.position().margin_at(leverage);
            isolated.with(|position| (position.collateral, position.leverage) = (margin, Some(leverage)))
        };
        prop_assert!(leverage > 0.0 && leverage <= allowed && allowed <= 200.0);
        let sign = isolated.position.trade.side.sign();
        let kept = at(leverage * (1.0 - 1e-9));
        match kept.position().liquidation() {
            Liquidation::Price { price, .. } => {
                prop_assert!(sign * (stop - price) >= 0.0, "liquidated at {} before the stop at {}", price, stop);
            }
            other => prop_assert!(matches!(other, Liquidation::Never(_)), "{:?}", other),
        }
        if leverage < allowed {
            match at(leverage * (1.0 + 1e-9)).position().liquidation() {
                Liquidation::Price { price, .. } => prop_assert!(sign * (price - stop) >= 0.0),
                other => prop_assert!(matches!(other, Liquidation::CannotBeOpened(_)), "{:?}", other),
            }
        }
    }

    #[test]
    fn the_margin_for_a_stop_counts_the_other_positions_and_the_coin(
        account in accounts(Kind { most_coin: 0.9, ..JUMPING }), away in 0.002..0.5f64,
    ) {
        let stop = account.worse(account.position.trade.entry, away);
        let margin = account.position().margin_for_stop(stop);
        let at = |collateral: f64| account.with(|position| {
            position.mark = position.trade.entry;
            position.collateral = collateral;
        });
        let unit = 1e-9 * (margin.abs() + account.scale(stop));
        let sign = account.position.trade.side.sign();
        if let Some((price, _)) = at(margin + unit).price() {
            prop_assert!(sign * (stop - price) >= 0.0, "liquidated at {} before the stop at {}", price, stop);
        }
        match at(margin - unit).position().liquidation() {
            Liquidation::Price { price, .. } => prop_assert!(sign * (price - stop) >= 0.0, "{} is behind {}", price, stop),
            other => prop_assert!(matches!(other, Liquidation::CannotBeOpened(_)), "{:?}", other),
        }
    }
}
