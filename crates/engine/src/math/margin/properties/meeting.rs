//! Equity and requirement meet at the liquidation price, and nowhere before it.

use super::*;
use crate::math::alike::Alike;

proptest! {
    #![proptest_config(many())]

    #[test]
    fn the_engine_and_the_formulas_have_the_same_equity_and_requirement(account in accounts(JUMPING), at in 0.1..3.0f64) {
        let price = account.position.trade.entry * at;
        let scale = 1e-12 * account.scale(price);
        prop_assert!((account.position().equity(price) - account.equity(price)).abs() <= scale);
        prop_assert!((account.position().requirement(price) - account.requirement(price)).abs() <= scale);
    }

    #[test]
    fn equity_equals_the_requirement_at_the_liquidation_price(account in accounts(CONTINUOUS)) {
        let Some((price, tier)) = account.price() else { return Ok(()) };
        prop_assert!(account.surplus(price).abs() <= 1e-9 * account.scale(price));
        if account.tier_moves() {
            let worth = account.worth(price);
            prop_assert!(worth >= account.tiers.floor(tier) * (1.0 - 1e-9));
            prop_assert!(worth <= account.tiers.tier(tier).cap * (1.0 + 1e-9) || tier + 1 == account.tiers.rows().len());
        }
    }

    #[test]
    fn on_a_continuous_schedule_exactly_one_tier_fits(account in accounts(Kind { most_coin: 0.9, ..CONTINUOUS })) {
        let account = account.with(|position| position.rules.floor = 0.0);
        if !account.tier_moves() {
            return Ok(());
        }
        let Some((price, tier)) = account.price() else { return Ok(()) };
        let mut fitting = 0;
        for (index, row) in account.tiers.rows().iter().enumerate() {
            // The price by one tier alone, by the formulas as venues print them, tried in turn.
            let alone = closed_form(&account, row);
            let worth = account.worth(alone);
            let edges = [account.tiers.floor(index), row.cap];
            let above_floor = worth > edges[0] * (1.0 + 1e-9);
            if alone > 0.0 && alone.is_finite() && above_floor && worth < edges[1] * (1.0 - 1e-9) {
                fitting += 1;
                prop_assert_eq!(index, tier);
                prop_assert!((alone / price - 1.0).abs() < 1e-9, "{} by the formula, {} by the walk", alone, price);
            }
        }
        let worth = account.worth(price);
        let inside = account.tiers.rows().iter().all(|row| (worth / row.cap - 1.0).abs() > 1e-8);
        prop_assert!(fitting == 1 || !inside || worth > account.tiers.rows().last().unwrap().cap);
    }

    #[test]
    fn it_is_the_first_price_met_from_the_mark(account in accounts(JUMPING), continuous in accounts(CONTINUOUS)) {
        for account in [account, continuous] {
            first_met(&account)?;
        }
    }

    #[test]
    fn of_a_short_that_coin_outweighs_it_is_the_first_price_on_either_side(
        account in accounts(JUMPING), over in 0.0..0.1f64, left in 0.01..0.15f64,
    ) {
        if account.position.payoff.contract != Contract::Inverse {
            let worth = account.worth(account.position.trade.entry);
            let coins = account.worth(1.0) * (1.0 + over);
            first_met(&account.with(|position| {
                position.trade.side = Side::Short;
                position.coin_collateral = coins;
                position.collateral = worth * (left - 1.0 - over);
            }))?;
        }
    }

    #[test]
    fn a_position_never_liquidated_is_sound_at_every_price(account in accounts(JUMPING), continuous in accounts(CONTINUOUS)) {
        // More collateral makes more of them: longs of low leverage, inverse shorts and shorts that coin outweighs.
        let rich = [&account, &continuous].map(|account| {
            let worth = account.worth(account.position.trade.entry);
            account.with(|position| position.collateral = worth * 1.05)
        });
        for account in rich.into_iter().chain([account, continuous]) {
            if let Liquidation::Never(_) = account.position().liquidation() {
                let mark = account.position.mark;
                let far = if account.position.trade.side == Side::Long { mark * 1e-9 } else { mark * 1e9 };
                sound_between(&account, mark, far)?;
                if account.outweighed() {
                    sound_between(&account, mark, mark * 1e-9)?;
                }
            }
        }
    }
}

/// The surplus is used up at the liquidation price, and nowhere between it and the mark; nor as far on the other side, where
/// that is a loss too.
fn first_met(account: &Account) -> Result<(), TestCaseError> {
    let Some((price, _)) = account.price() else { return Ok(()) };
    let mark = account.position.mark;
    let further = mark * (price / mark).power(1.0 + 1e-6) * (1.0 + 1e-11 * (price - mark).signum());
    prop_assert!(account.surplus(further) <= 1e-9 * account.scale(price));
    sound_between(account, mark, price)?;
    if account.outweighed() { sound_between(account, mark, mark * mark / price) } else { Ok(()) }
}

/// Scans from one price to just before another, and at both sides of every edge of the table between them.
fn sound_between(account: &Account, from: f64, to: f64) -> Result<(), TestCaseError> {
    let steps = 1_000;
    let scan = (0..steps).map(|step| from * (to / from).power(f64::from(step) / f64::from(steps)));
    let position = account.position();
    let edges =
        account.tiers.rows().iter().map(|row| position.payoff.price_for_notional(position.trade.quantity, row.cap));
    let beside = edges.flat_map(|edge| [edge * (1.0 - 1e-10), edge, edge * (1.0 + 1e-10)]);
    let between = beside.filter(|edge| (edge - from) * (edge - to) < 0.0 && (edge / to - 1.0).abs() > 1e-9);
    for price in scan.chain(between) {
        let surplus = account.surplus(price);
        prop_assert!(surplus > -1e-12 * account.scale(price), "{} short at {}, before {}", surplus, price, to);
    }
    Ok(())
}

/// The formulas as venues print them, with the rate and deduction of one tier.
fn closed_form(account: &Account, tier: &Tier) -> f64 {
    let Position { payoff, trade: Trade { side, quantity, entry }, rules, coin_collateral, .. } = account.position;
    let s = side.sign();
    let (fee, reserved) = match rules.fee_basis {
        FeeBasis::Maintenance => (rules.closing_fee, 0.0),
        FeeBasis::Bankruptcy => (0.0, rules.closing_fee * account.worth_at_bankruptcy().max(0.0)),
        FeeBasis::Opening => (0.0, account.fee_of_opening()),
    };
    let room = account.position.collateral + account.position.other_profit + tier.deduction
        - account.position.other_maintenance
        - reserved;
    if payoff.contract != Contract::Inverse {
        let q = account.worth(1.0);
        let k = tier.rate + fee + rules.rate_per_coin * quantity;
        return (room - s * q * entry) / (q * k - s * q - coin_collateral);
    }
    let (v, k, b) = (quantity * payoff.contract_size, tier.rate + fee, rules.rate_per_coin);
    // b * V^2 * x^2 + (k + s) * V * x - (room + s * V / E) = 0 in x = 1 / L
    let level = room + coin_collateral + s * v / entry;
    if b == 0.0 {
        return v * (s + k) / level;
    }
    let root = ((k + s).powi(2) + 4.0 * b * level).sqrt();
    2.0 * b * v / (s * root - (k + s))
}
