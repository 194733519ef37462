use super::*;
use crate::math::alike::Alike;

/// 10 ETH at 3,000, counted by 83 %, against 18,000 dollars.
fn example() -> Loan {
    let eth = Collateral {
        coin: 0,
        quantity: 10.0,
        price: 3000.0,
        threshold: 0.83,
        loan_to_value: 0.805,
        supply_rate: 0.019,
        penalty: 0.05,
        is_volatile: true,
    };
    let dollars = Debt { coin: 1, quantity: 18_000.0, price: 1.0, borrow_rate: 0.052, is_volatile: false };
    Loan { collaterals: vec![eth], debts: vec![dollars] }
}

const AAVE: LiquidationRules = LiquidationRules {
    takes_all: false,
    close_factor: 0.5,
    full_close: Some(FullClose { health_factor: 0.95, value: 2000.0, leftover: 1000.0 }),
};

fn together(loan: &Loan) -> Option<f64> {
    loan.parts(Moving::Together).liquidating_factor()
}

#[test]
fn the_threshold_decides_the_liquidation_price_and_the_loan_to_value_does_not() {
    // Vector aave-liq-price-eth: 15,000 / (10 x 0.83).
    let mut loan = example();
    loan.debts[0].quantity = 15_000.0;
    let factor = together(&loan).unwrap();
    assert!((factor * 3000.0 - 1_807.228_915_662_65).abs() < 1e-9);
    loan.collaterals[0].loan_to_value = 0.5;
    assert_eq!(together(&loan), Some(factor));
}

#[test]
fn without_debt_there_is_no_health_factor_and_nothing_to_liquidate() {
    let loan = Loan { debts: Vec::new(), ..example() };
    assert_eq!((loan.health_factor(), loan.is_liquidatable(), loan.liquidated(&AAVE)), (None, false, None));
    assert_eq!(together(&loan), None);
}

#[test]
fn a_health_factor_of_1_is_still_safe() {
    let mut loan = example();
    loan.debts[0].quantity = 24_900.0;
    assert_eq!((loan.health_factor(), loan.is_liquidatable()), (Some(1.0), false));
}

#[test]
fn what_stays_is_not_divided_by_the_health_factor() {
    // By hand: 5,000 dollars counted by 0.8 stay, so 14,000 = 8.3 p; price / H would say 1,865.
    let mut loan = example();
    loan.collaterals.push(Collateral {
        coin: 1,
        quantity: 5000.0,
        price: 1.0,
        threshold: 0.8,
        ..Collateral::default()
    });
    assert!((together(&loan).unwrap() * 3000.0 - 14_000.0 / 8.3).abs() < 1e-9);
}

#[test]
fn enough_that_stays_means_no_price_liquidates() {
    let mut loan = example();
    loan.collaterals.push(Collateral {
        coin: 1,
        quantity: 30_000.0,
        price: 1.0,
        threshold: 0.8,
        ..Collateral::default()
    });
    assert_eq!(together(&loan), None);
}

#[test]
fn against_a_debt_that_moves_a_rise_is_what_hurts() {
    // By hand: 15,600 counted dollars against 4 coins: 3,900 each.
    let dollars = Collateral { coin: 1, quantity: 20_000.0, price: 1.0, threshold: 0.78, ..Collateral::default() };
    let eth = Debt { coin: 0, quantity: 4.0, price: 3000.0, is_volatile: true, ..Debt::default() };
    let short = Loan { collaterals: vec![dollars], debts: vec![eth] };
    assert!((together(&short).unwrap() - 1.3).abs() < 1e-12 && !short.parts(Moving::Together).fears_a_fall());
}

#[test]
fn aave_repays_half_unless_deep_under_or_small() {
    let just_under = example().moved(Moving::Together, 0.7);
    assert_eq!(just_under.liquidated(&AAVE).unwrap().close_factor, 0.5);
    let deep_under = example().moved(Moving::Together, 0.68);
    assert_eq!(deep_under.liquidated(&AAVE).unwrap().close_factor, 1.0);
    let mut small = example();
    small.debts[0].quantity = 1999.0;
    assert_eq!(small.liquidated(&AAVE).unwrap().close_factor, 1.0);
}

#[test]
fn a_liquidation_never_takes_more_than_there_is() {
    let worthless = example().moved(Moving::Together, 0.3);
    let liquidated = worthless.liquidated(&AAVE).unwrap();
    assert!((liquidated.seized - 9000.0).abs() < 1e-9 && liquidated.left == 0.0);
}

#[test]
fn morphos_incentive_follows_from_the_threshold() {
    // Vectors morpho-lif-*; the last is the cap.
    for (threshold, factor) in [(0.915, 1.026_167_265_264_24), (0.945, 1.016_776_817_488_56), (0.385, 1.15)] {
        assert!((incentive_of_threshold(threshold) - factor).abs() < 1e-13);
    }
}

#[test]
fn interest_takes_as_long_as_compounding_it_month_by_month() {
    // debt_reference.py, example: 122.177 months.
    let InterestOnly::After(years) = example().interest_only() else { panic!("{:?}", example().interest_only()) };
    assert!((years * 12.0 - 122.177_169_023_825_36).abs() < 1e-8, "{}", years * 12.0);
    let (mut counted, mut owed, mut months) = (24_900.0, 18_000.0, 0);
    while counted >= owed {
        (counted, owed, months) = (counted * 1.019f64.power(1.0 / 12.0), owed * 1.052f64.power(1.0 / 12.0), months + 1);
    }
    assert_eq!(months, 123);
}

#[test]
fn interest_that_the_collateral_earns_back_never_liquidates() {
    let mut loan = example();
    loan.collaterals[0].supply_rate = 0.052;
    assert_eq!(loan.interest_only(), InterestOnly::Never);
    loan.collaterals[0].supply_rate = 0.0519;
    assert_eq!(loan.interest_only(), InterestOnly::NotWithinHorizon);
    loan.collaterals[0].supply_rate = 0.0;
    loan.debts[0].borrow_rate = 0.0;
    assert_eq!(loan.interest_only(), InterestOnly::Never);
}
