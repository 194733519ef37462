//! What is said, and what is refused. Figures are in the vectors.

use super::EXPOSURE_THROTTLE;
use crate::spec::{Calculator, Outcome, Problem, Severity, Status, Texts, Value};

/// 10,000 USDT, 0.3 held at 65,000.
fn of(rule: &str, changes: &[(&str, &str)]) -> Outcome {
    let mut texts: Texts = EXPOSURE_THROTTLE.fields().into_iter().map(|row| (row.key.name, row.example)).collect();
    let naming =
        [("base", "BTC"), ("throttle", rule), ("max_exposure", ""), ("min_quantity", ""), ("min_notional", "")];
    naming.iter().chain(changes).for_each(|(key, text)| texts.set(key, *text));
    EXPOSURE_THROTTLE.prepare(&texts).outcome()
}

fn words(outcome: &Outcome) -> &str {
    outcome.statement.as_ref().map_or("", |statement| statement.words.as_str())
}

fn messages(outcome: &Outcome) -> Vec<String> {
    outcome.problems.iter().map(Problem::message).collect()
}

fn rows(outcome: &Outcome, key: &str) -> Vec<Vec<Value>> {
    match outcome.value(key) {
        Some(Value::Table(rows)) => rows.clone(),
        other => panic!("{key}: {other:?}"),
    }
}

fn severity(outcome: &Outcome) -> Option<Severity> {
    outcome.statement.as_ref().map(|statement| statement.severity)
}

#[test]
fn a_drawdown_says_what_to_sell_and_which_fall_ends_on_the_floor() {
    let outcome = of("drawdown", &[]);
    // By hand: 10,000 of 11,000 is 9.09 % down; (20 - 9.09) / 15 of 2 is 1.4545; 0.223 BTC; 1,200 / 14,495 is 8.28 %.
    assert_eq!(
        words(&outcome),
        "Sell 0.077 BTC: you carry 1.95×, and 1.45× is allowed. A fall of 8.28 % before the next trade ends on the floor of 8,800.00 USDT"
    );
    assert_eq!(severity(&outcome), Some(Severity::Warning));
}

#[test]
fn a_limit_on_value_at_risk_only_reduces_and_says_how_often_it_is_not_enough() {
    let much = of("value-at-risk", &[]);
    assert_eq!(
        words(&much),
        "Sell 0.19 BTC: you carry 1.95×, and 0.72× is allowed. A fall of 6.99 % costs the limit of 500.00 USDT; in 1 of 100 times the move is larger than 6.94 %"
    );
    let little = of("value-at-risk", &[("held_quantity", "0.05")]);
    assert!(
        words(&little).starts_with("Nothing to reduce: you carry 0.325×, and 0.72× is allowed"),
        "{}",
        words(&little)
    );
    assert_eq!(severity(&little), Some(Severity::Notice));
}

#[test]
fn at_the_floor_nothing_may_be_held_and_the_page_says_that_it_does_not_come_back() {
    let outcome = of("cppi", &[("capital_floor", "10000")]);
    assert_eq!(
        words(&outcome),
        "Sell 0.3 BTC: you carry 1.95×, and 0× is allowed. Equity is at its floor of 10,000.00 USDT or below: without risk it does not come back"
    );
    let flat = of("cppi", &[("capital_floor", "12000"), ("held_quantity", "0")]);
    assert!(words(&flat).starts_with("Nothing may be held. Equity is at its floor"), "{}", words(&flat));
}

#[test]
fn a_small_multiplier_leaves_a_floor_that_no_fall_reaches() {
    let outcome = of("cppi", &[("cushion_multiplier", "0.9"), ("held_quantity", "0")]);
    assert_eq!(
        words(&outcome),
        "Buy 0.027 BTC: you carry 0×, and 0.18× is allowed. No fall before the next trade reaches the floor of 8,000.00 USDT"
    );
}

#[test]
fn a_market_that_does_not_beat_interest_is_not_held() {
    let outcome = of("grossman-zhou", &[("annual_return_pct", "3"), ("risk_free_pct", "4"), ("held_quantity", "0")]);
    assert_eq!(words(&outcome), "Nothing may be held. The expected return does not beat interest");
}

#[test]
fn the_exposure_limit_is_named_where_it_decides() {
    let outcome = of("tipp", &[("max_exposure", "0.3")]);
    assert!(words(&outcome).contains("The exposure limit holds it to 0.3×"), "{}", words(&outcome));
}

#[test]
fn what_may_be_added_below_the_smallest_order_is_not_traded() {
    let outcome = of("cppi", &[("held_quantity", "0.09"), ("min_quantity", "0.01")]);
    assert!(
        words(&outcome).starts_with("No trade: what may be added is below the smallest order (0.01 BTC)"),
        "{}",
        words(&outcome)
    );
}

#[test]
fn a_holding_on_the_other_side_is_asked_about() {
    let outcome = of("drawdown", &[("held_quantity", "-0.3")]);
    assert_eq!(messages(&outcome), ["Held now is a short by its sign, not a long"]);
    assert_eq!(outcome.problems.first().unwrap().fixes.first().unwrap().label, "Make it a short");
}

#[test]
fn drawdowns_and_profit_levels_must_make_sense() {
    assert_eq!(messages(&of("drawdown", &[("throttle_stop_pct", "5")])), ["Nothing left at must be greater than 5 %"]);
    let refused = |levels: &str| messages(&of("profit-levels", &[("profit_levels", levels)]));
    assert_eq!(refused("60@5,60@10"), ["Sell at profits must add up to at most 100 %, not 120 %"]);
    assert_eq!(refused("60@-5"), ["Sell at profits, row 1: Gain must be greater than 0"]);
    assert_eq!(refused("50@5,-50@10"), ["Sell at profits, row 2: Share must be 0 or more"]);
    assert_eq!(refused(""), ["Sell at profits is needed"]);
    let short = of("profit-levels", &[("side", "short"), ("held_quantity", "-0.3"), ("profit_levels", "50@100")]);
    assert_eq!(messages(&short), ["Sell at profits, row 1: Gain must leave a price greater than 0"]);
}

#[test]
fn a_share_typed_as_a_fraction_is_pointed_out() {
    let outcome = of("tipp", &[("floor_share_pct", "0.8")]);
    assert_eq!(messages(&outcome), ["Keep of the highest is 0.8 %; if you meant 80 %, type 80"]);
    assert_eq!(outcome.status, Status::Ok);
}

#[test]
fn the_table_ends_at_the_floor_with_nothing() {
    for rule in ["drawdown", "cppi", "tipp", "grossman-zhou"] {
        let rows = rows(&of(rule, &[]), "drawdown_exposures");
        assert_eq!(rows.len(), 11);
        assert_eq!(rows.last().unwrap()[2], Value::Number(0.0), "{rule}");
    }
    assert_eq!(rows(&of("value-at-risk", &[]), "volatility_exposures").len(), 7);
}

#[test]
fn profit_levels_share_out_the_whole_position_in_lots() {
    let outcome = of("profit-levels", &[("quantity", "0.301"), ("profit_levels", "50@20,25@5,25@10")]);
    let rows = rows(&outcome, "profit_steps");
    let column = |at: usize| rows.iter().map(|row| row[at].clone()).collect::<Vec<_>>();
    // By hand: 75 and 50 % of 0.301 in lots of 0.001 are 0.225 and 0.15.
    let left = [0.225, 0.15, 0.0].map(Value::Number);
    assert_eq!(column(3), left);
    assert_eq!(column(1), [63_000.0, 66_000.0, 72_000.0].map(Value::Number));
}

#[test]
fn a_thin_market_says_what_leaving_it_would_cost() {
    // By hand: 4 % a day over √(20,000 / 500) is 0.632 %, of which two thirds of 500 × 100 are 210.82; 50 move it by 0.2 %.
    let typed =
        [("daily_volume", "20000"), ("annual_vol_pct", "4/day"), ("mark_price", "100"), ("held_quantity", "500")];
    let outcome = of("liquidity", &typed);
    assert_eq!(
        words(&outcome),
        "Sell 450 BTC: you carry 5×, and 0.5× is allowed. Closing what you hold moves the price by 0.632 % and costs 210.82 USDT"
    );
    let spent = of("liquidity", &[&typed[..3], &[("held_quantity", "50000")]].concat());
    assert!(words(&spent).ends_with("moves the price by 6.32 % and takes all of equity"), "{}", words(&spent));
}

#[test]
fn every_rule_has_its_picture() {
    for rule in ["drawdown", "value-at-risk", "profit-levels", "cppi", "tipp", "grossman-zhou", "liquidity"] {
        assert!(of(rule, &[]).chart.is_some(), "{rule}");
    }
}
