use crate::calculators;
use crate::spec::{Outcome, Texts, Value};

const ETH: &str =
    "symbol,quantity,price,threshold_pct,loan_to_value_pct,supply_rate_pct,penalty_pct;ETH,10,3000,83,80.5,1.9,5";
const USDC: &str = "symbol,quantity,price,borrow_rate_pct;USDC,18000,1,5.2";

fn with(changes: &[(&str, &str)]) -> Outcome {
    let mut texts: Texts = [("collaterals", ETH), ("debts", USDC)].into_iter().collect();
    changes.iter().for_each(|(key, text)| texts.set(key, *text));
    calculators::find("debt-position").unwrap().prepare(&texts).outcome()
}

#[track_caller]
fn says(changes: &[(&str, &str)], words: &str) {
    let outcome = with(changes);
    assert_eq!(outcome.statement.map(|statement| statement.words), Some(words.to_owned()), "{:?}", outcome.problems);
}

fn reason(outcome: &Outcome, key: &str) -> &'static str {
    match outcome.value(key) {
        Some(Value::Absent(reason)) => reason.0,
        other => panic!("{key} is {other:?}"),
    }
}

#[test]
fn the_statement_says_how_far_it_may_fall_and_to_what() {
    says(&[], "ETH may fall 27.7 %, to 2,168.675");
    says(&[("annual_vol_pct", "65")], "ETH may fall 27.7 %, to 2,168.675; 9.57 % chance to touch that within 30 days");
}

#[test]
fn a_fall_of_a_tenth_or_less_is_only_that() {
    says(&[("debts", "quantity,price;23000,1"), ("annual_vol_pct", "")], "ETH may fall only 7.63 %, to 2,771.084");
}

#[test]
fn a_debt_that_moves_may_rise() {
    let texts = [
        ("collaterals", "symbol,quantity,price,threshold_pct;USDC,20000,1,78"),
        ("debts", "symbol,quantity,price;ETH,4,3000"),
    ];
    says(&texts, "ETH may rise 30 %, to 3,900");
}

#[test]
fn where_both_sides_move_the_ratio_is_told() {
    let texts = [
        ("collaterals", "symbol,quantity,price,threshold_pct;wstETH,10,3600,95"),
        ("debts", "symbol,quantity,price;WETH,9,3000"),
    ];
    says(&texts, "wstETH may fall 21.1 % against WETH, to 0.9473684");
    assert_eq!(reason(&with(&texts), "liquidation_price"), "Both sides move: see the ratio");
}

#[test]
fn several_coins_move_together_and_the_largest_names_the_price() {
    let texts = [("collaterals", "symbol,quantity,price,threshold_pct;ETH,10,3000,83;BTC,0.5,64000,78")];
    // By hand: 18,000 of 24,900 + 24,960 counted, times 64,000.
    says(&texts, "All collateral, such as BTC, may fall 63.9 %, to 23,104.69");
}

#[test]
fn without_debt_the_health_factor_is_infinite_in_words() {
    let outcome = with(&[("debts", "")]);
    assert_eq!(reason(&outcome, "health_factor"), "Infinite: nothing is owed");
    assert_eq!(reason(&outcome, "repay_amount"), "Nothing is owed");
    says(&[("debts", "")], "Nothing is owed: no price liquidates it");
}

#[test]
fn what_stands_below_1_is_said_to_be_liquidatable() {
    says(&[("debts", "quantity,price;25000,1")], "Already liquidatable: repay more than 100.00 USDT to be safe");
    assert_eq!(reason(&with(&[("debts", "quantity,price;25000,1")]), "interest_months"), "Already liquidatable");
}

#[test]
fn what_never_moves_has_no_price() {
    let texts = [
        ("collaterals", "symbol,quantity,price,threshold_pct;USDC,10000,1,90"),
        ("debts", "symbol,quantity,price;DAI,8000,1"),
    ];
    says(&texts, "No liquidation price: nothing here moves in price");
}

#[test]
fn interest_that_is_earned_back_is_told_in_words() {
    let outcome = with(&[("debts", "quantity,price,borrow_rate_pct;18000,1,1.9")]);
    assert_eq!(reason(&outcome, "interest_months"), "Never: the collateral earns what the debt costs");
}

#[test]
fn without_rates_nothing_is_said_of_what_the_collateral_earns() {
    let plain =
        [("collaterals", "symbol,quantity,price,threshold_pct;ETH,10,3000,83"), ("debts", "quantity,price;18000,1")];
    assert_eq!(reason(&with(&plain), "interest_months"), "No interest rates were given");
}

#[test]
fn debt_without_collateral_is_owed_and_has_nothing_to_take() {
    let bare = with(&[("collaterals", "symbol,quantity,price,threshold_pct;ETH,0,3000,83")]);
    assert_eq!(reason(&bare, "liquidation_cost_amount"), "No collateral to take");
}

#[test]
fn collateral_that_does_not_move_and_covers_the_debt_leaves_no_price_of_dust() {
    // 0.1 x 3 stands for the debt of 0.3, whatever the coin beside it does
    let covered = [
        ("collaterals", "symbol,quantity,price,threshold_pct;USDC,3,0.1,100;ETH,1,3000,83"),
        ("debts", "symbol,quantity,price;DAI,0.3,1"),
    ];
    assert_eq!(reason(&with(&covered), "liquidation_distance_pct"), "None: no move of the price liquidates it");
}

#[test]
fn a_cell_out_of_range_names_its_row_and_column() {
    let texts = [("collaterals", "symbol,quantity,price,threshold_pct;ETH,10,3000,83;BTC,-1,64000,78")];
    let messages: Vec<String> = with(&texts).problems.iter().map(|problem| problem.message()).collect();
    assert_eq!(messages, ["What I have, row 2: Quantity must be 0 or more"]);
}

#[test]
fn a_vault_takes_one_coin() {
    let texts =
        [("protocol", "maker"), ("collaterals", "symbol,quantity,price,threshold_pct;ETH,10,3000,150;BTC,1,64000,150")];
    let messages: Vec<String> = with(&texts).problems.iter().map(|problem| problem.message()).collect();
    assert_eq!(messages, ["What I have, row 2, is one too many: a position on Maker / Sky has one"]);
}

#[test]
fn the_chart_marks_where_it_stands_and_where_it_is_liquidated() {
    let Some(crate::chart::Chart::Curve(curve)) = with(&[]).chart else { panic!("no curve") };
    assert_eq!(
        curve.markers.iter().map(|marker| marker.words.as_str()).collect::<Vec<_>>(),
        ["now, 1.383", "liquidated, −27.7 %"]
    );
    let health = curve.series.iter().find(|series| series.key == "health_factor").unwrap();
    assert!((health.height_at(-0.277_108_433_734_94).unwrap() - 1.0).abs() < 1e-9);
}

fn told(texts: &[(&str, &str)]) -> Vec<String> {
    with(texts).problems.iter().map(|problem| problem.message()).collect()
}

#[test]
fn a_threshold_below_the_loan_to_value_is_pointed_out_and_limits_what_may_be_borrowed() {
    let crossed = [("collaterals", "symbol,quantity,price,threshold_pct,loan_to_value_pct;ETH,10,3000,70,80.5")];
    assert_eq!(
        told(&crossed),
        [
            "What I have, row 1: Threshold is below the loan to value (80.5 %): what that allows would be liquidated at once"
        ]
    );
    // 70 % of 30,000 less 18,000, not 80.5 %
    assert_eq!(with(&crossed).number("borrowing_room_amount"), Some(3000.0));
    assert_eq!(told(&[]), Vec::<String>::new());
}

#[test]
fn where_both_sides_move_the_volatility_is_said_to_be_the_ratios() {
    let pair = |held: &str| {
        let rows = format!("symbol,quantity,price,threshold_pct;{held},10,3600,95");
        told(&[("collaterals", &rows), ("debts", "symbol,quantity,price;WETH,9,3000"), ("annual_vol_pct", "65")])
    };
    assert_eq!(
        pair("wstETH"),
        ["Volatility must be that of wstETH against WETH: these move together, and their ratio hardly moves"]
    );
    assert_eq!(pair("LINK"), ["Volatility must be that of LINK against WETH, since both move"]);
}
