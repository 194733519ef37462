//! On which side liquidation lies, and which way it moves.

use super::*;
use crate::math::alike::Alike;

/// How far a price is from the mark, as the logarithm of the ratio.
fn distance(account: &Account, price: f64) -> f64 {
    (price / account.position.mark).natural_log().abs()
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn a_long_is_liquidated_below_the_mark_and_a_short_above(account in accounts(JUMPING)) {
        if let Some((price, _)) = account.price() {
            let below = account.position.mark - price;
            prop_assert!(account.position.trade.side.sign() * below >= 0.0 || (account.outweighed() && below >= 0.0));
        }
    }

    #[test]
    fn more_margin_moves_liquidation_away(account in accounts(JUMPING), more in 0.001..1.0f64) {
        let worth = account.worth(account.position.trade.entry);
        no_nearer(&account, &account.with(|position| position.collateral += more * worth))?;
    }

    #[test]
    fn more_coin_moves_liquidation_away(account in accounts(JUMPING), more in 0.001..0.5f64) {
        let coin = if account.position.payoff.contract == Contract::Inverse { 1.0 } else { account.worth(1.0) };
        no_nearer(&account, &account.with(|position| position.coin_collateral += more * coin))?;
    }

    #[test]
    fn a_long_and_an_inverse_short_with_a_little_more_money_are_liquidated_strictly_further_away(
        account in accounts(CONTINUOUS), coin: bool,
    ) {
        let worth = account.worth(account.position.trade.entry);
        let richer = account.with(|position| {
            let inverse = position.payoff.contract == Contract::Inverse;
            let coins = if inverse { worth } else { worth / position.trade.entry };
            if coin { position.coin_collateral += 1e-3 * coins } else { position.collateral += 1e-3 * worth }
        });
        if let (Some((price, _)), Some((further, _))) = (account.price(), richer.price()) {
            prop_assert!(distance(&richer, further) > distance(&account, price));
        }
    }

    #[test]
    fn liquidation_is_never_beyond_bankruptcy(account in accounts(JUMPING)) {
        let Some((price, _)) = account.price() else { return Ok(()) };
        prop_assert!(account.equity(price) >= -1e-12 * account.scale(price));
        let Some(bust) = account.position().bankruptcy_price(0.0) else { return Ok(()) };
        prop_assert!(account.equity(bust).abs() <= 1e-9 * account.scale(bust));
        if (price - account.position.mark) * (bust - account.position.mark) > 0.0 {
            prop_assert!(distance(&account, price) <= distance(&account, bust) + 1e-11);
        }
    }

    #[test]
    fn what_is_paid_in_full_to_the_last_typed_digit_has_no_price(
        entry in 1..10_000_000u64, quantity in 1..1_000_000u64, rate in 0.0..0.4f64, short: bool,
    ) {
        // Entry in cents and quantity in thousandths: their product, five decimals, as a text; a coin to thirteen figures.
        let tiers = Tiers::flat(rate, 100.0).unwrap();
        let (price, units) = (entry as f64 / 100.0, quantity as f64 / 1_000.0);
        let product = u128::from(entry) * u128::from(quantity);
        let paid: f64 = format!("{}.{:05}", product / 100_000, product % 100_000).parse().unwrap();
        let coins: f64 = format!("{:.12e}", units / price).parse().unwrap();
        let (payoff, side, collateral) =
            if short { (Payoff::inverse(1.0), Side::Short, coins) } else { (Payoff::LINEAR, Side::Long, paid) };
        let position = Position {
            payoff, trade: Trade { side, quantity: units, entry: price }, mark: price, collateral, coin_collateral: 0.0,
            other_profit: 0.0, other_maintenance: 0.0, rules: Rules::default(), leverage: None, tiers: &tiers,
        };
        prop_assert!(matches!(position.liquidation(), Liquidation::Never(_)), "{:?}", position.liquidation());
        prop_assert_eq!(position.bankruptcy_price(0.0), None);
    }

    #[test]
    fn linear_and_inverse_agree_to_first_order(
        short: bool, leverage in 20.0..200.0f64, part in 0.0..0.8f64, fee in 0.0..0.1f64,
        basis in 0..3usize, at_entry: bool,
    ) {
        let tiers = Tiers::flat(part / leverage, f64::INFINITY).unwrap();
        let rules = Rules {
            basis: if at_entry { MaintenanceBasis::Entry } else { MaintenanceBasis::Mark },
            closing_fee: fee / leverage,
            fee_basis: [FeeBasis::Maintenance, FeeBasis::Bankruptcy, FeeBasis::Opening][basis],
            ..Rules::default()
        };
        let distance = |payoff: Payoff| {
            let side = if short { Side::Short } else { Side::Long };
            let trade = Trade { side, quantity: payoff.quantity_for_notional(1.0, 100.0), entry: 100.0 };
            let position = Position {
                payoff, trade, mark: 100.0, collateral: 1.0 / leverage, coin_collateral: 0.0, other_profit: 0.0,
                other_maintenance: 0.0, rules, leverage: Some(leverage), tiers: &tiers,
            };
            match position.liquidation() {
                Liquidation::Price { price, .. } => (price / 100.0 - 1.0).abs(),
                other => panic!("{other:?}"),
            }
        };
        let (linear, inverse) = (distance(Payoff::LINEAR), distance(Payoff::inverse(1.0)));
        prop_assert!((linear - inverse).abs() <= 1.5 / leverage / leverage);
    }
}

/// With more behind it a position is not liquidated nearer to the mark.
fn no_nearer(account: &Account, richer: &Account) -> Result<(), TestCaseError> {
    if let (Some((price, _)), Some((further, _))) = (account.price(), richer.price()) {
        prop_assert!(distance(richer, further) >= distance(account, price) - 1e-11, "{} and then {}", price, further);
    }
    if let Liquidation::Never(_) = account.position().liquidation() {
        prop_assert!(matches!(richer.position().liquidation(), Liquidation::Never(_)));
    }
    Ok(())
}
