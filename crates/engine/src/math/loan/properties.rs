use super::*;
use crate::math::alike::Alike;
use proptest::prelude::*;

prop_compose! {
    fn any_collateral()(coin in 0..4usize, quantity in 0.01..1e4f64, price in 0.01..1e5f64, threshold in 0.1..1.0f64,
        supply_rate in 0.0..0.3f64, penalty in 0.0..0.2f64, is_volatile: bool) -> Collateral {
        Collateral { coin, quantity, price, threshold, loan_to_value: 0.9 * threshold, supply_rate, penalty, is_volatile }
    }
}

prop_compose! {
    fn any_debt()(coin in 0..4usize, share in 0.001..1.0f64, price in 0.01..1e5f64, borrow_rate in 0.0..0.5f64,
        is_volatile: bool) -> Debt {
        Debt { coin, quantity: share / price, price, borrow_rate, is_volatile }
    }
}

prop_compose! {
    /// A loan whose health factor is about `health`.
    fn any_loan()(collaterals in prop::collection::vec(any_collateral(), 1..5), debts in prop::collection::vec(any_debt(), 1..4),
        health in 1.001..5.0f64) -> Loan {
        let loan = Loan { collaterals, debts };
        let scale = loan.counted() / loan.debt_value() / health;
        Loan { debts: loan.debts.iter().map(|row| Debt { quantity: row.quantity * scale, ..*row }).collect(), ..loan }
    }
}

fn whole_account() -> LiquidationRules {
    LiquidationRules { takes_all: true, close_factor: 1.0, full_close: None }
}

proptest! {
    #[test]
    fn at_the_liquidating_factor_the_health_factor_is_1(loan in any_loan(), coin in 0..4usize) {
        for moving in [Moving::Together, Moving::Coin(coin)] {
            let parts = loan.parts(moving);
            let Some(factor) = parts.liquidating_factor() else { continue };
            // Where what moves nearly cancels out, no factor can be told to nine digits.
            prop_assume!((1e-3..1e3).contains(&factor));
            let there = loan.moved(moving, factor).health_factor().unwrap();
            prop_assert!((there - 1.0).abs() < 1e-9, "{there}");
            prop_assert!((parts.health_factor(factor).unwrap() - 1.0).abs() < 1e-9);
            prop_assert_eq!(factor < 1.0, parts.fears_a_fall());
            let beyond = if factor < 1.0 { factor * (1.0 - 1e-6) } else { factor * (1.0 + 1e-6) };
            prop_assert!(loan.moved(moving, beyond).health_factor().unwrap() < 1.0);
        }
    }

    #[test]
    fn where_no_factor_is_found_no_move_liquidates(loan in any_loan(), coin in 0..4usize, size in -6.0..6.0f64) {
        for moving in [Moving::Together, Moving::Coin(coin)] {
            if loan.parts(moving).liquidating_factor().is_none() {
                prop_assert!(loan.moved(moving, 10f64.power(size)).health_factor().unwrap() >= 1.0 - 1e-9);
            }
        }
    }

    #[test]
    fn repaying_or_adding_what_is_said_gives_the_health_factor_wanted(loan in any_loan(), wanted in 1.05..10.0f64) {
        let repaid = loan.repayment_for(wanted);
        let left = 1.0 - repaid / loan.debt_value();
        let debts = loan.debts.iter().map(|row| Debt { quantity: row.quantity * left, ..*row }).collect();
        let after = Loan { debts, ..loan.clone() }.health_factor().unwrap();
        prop_assert!((after / wanted - 1.0).abs() < 1e-9, "{after}");
        let mut more = loan.clone();
        let first = loan.collaterals[0];
        more.collaterals.push(Collateral { quantity: loan.addition_for(wanted, first.threshold) / first.price, ..first });
        prop_assert!((more.health_factor().unwrap() / wanted - 1.0).abs() < 1e-9);
    }

    #[test]
    fn interest_brings_the_health_factor_to_1_when_it_is_said_to(loan in any_loan()) {
        let after = |years: f64| {
            let earned = |row: &Collateral| row.counted() * (1.0 + row.supply_rate).power(years);
            let paid = |row: &Debt| row.value() * (1.0 + row.borrow_rate).power(years);
            loan.collaterals.iter().map(earned).sum::<f64>() / loan.debts.iter().map(paid).sum::<f64>()
        };
        match loan.interest_only() {
            InterestOnly::After(years) => prop_assert!((after(years) - 1.0).abs() < 1e-9),
            InterestOnly::Never => prop_assert!([1.0, 10.0, 100.0, 500.0].into_iter().all(|years| after(years) > 1.0)),
            InterestOnly::NotWithinHorizon => prop_assert!((0..=100).all(|years| after(f64::from(years)) > 1.0)),
        }
    }

    #[test]
    fn a_liquidation_takes_what_it_repays_and_its_penalty_and_leaves_the_rest(loan in any_loan(), fall in 0.3..1.0f64) {
        let rules = LiquidationRules { takes_all: false, close_factor: 0.5, full_close: None };
        let fallen = loan.moved(Moving::Together, fall);
        for rules in [rules, whole_account()] {
            let Some(taken) = fallen.liquidated(&rules) else { continue };
            let slack = 1e-9 * (fallen.collateral_value() + fallen.debt_value());
            prop_assert!(taken.seized <= fallen.collateral_value() + slack && taken.repaid <= fallen.debt_value() + slack);
            prop_assert!(taken.cost >= -slack && taken.left >= 0.0);
            prop_assert!(taken.left <= (fallen.equity() - taken.cost).max(0.0) + slack);
        }
    }

    #[test]
    fn a_loop_ends_where_stepping_it_ends(share in 0.0..0.95f64, rounds in 1..40u32, equity in 1.0..1e6f64, threshold in 0.1..1.0f64) {
        let (mut collateral, mut owed, mut last) = (equity, 0.0, equity);
        for _ in 0..rounds {
            let borrowed = last * share;
            (collateral, owed, last) = (collateral + borrowed, owed + borrowed, borrowed);
        }
        let leverage = leverage_after_rounds(rounds, share);
        prop_assert!((leverage * equity / collateral - 1.0).abs() < 1e-11 && leverage <= leverage_at(share) * (1.0 + 1e-12));
        let kind = Collateral { price: 3000.0, threshold, supply_rate: 0.03, is_volatile: true, ..Collateral::default() };
        let end = Loop { equity, leverage }.loan(&kind, &Debt { coin: 1, price: 1.0, borrow_rate: 0.05, ..Debt::default() });
        prop_assert!((end.collateral_value() / collateral - 1.0).abs() < 1e-11);
        prop_assert!((end.debt_value() - owed).abs() <= 1e-9 * collateral);
        prop_assert!((end.net_rate().unwrap() - (leverage * 0.03 - (leverage - 1.0) * 0.05)).abs() < 1e-9 * leverage);
    }
}
