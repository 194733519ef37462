//! What is said, what is refused, and what must hold of the hedge. Figures are in the vectors.

use super::LIQUIDITY_POSITION;
use crate::spec::{Calculator, Outcome, Problem, Severity, Texts, Value};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// 10,000 USDC put in at 2,000, from 1,500 to 2,500.
fn texts(changes: &[(&str, &str)]) -> Texts {
    let typed = [
        ("base", "ETH"),
        ("quote", "USDC"),
        ("mark_price", "2000"),
        ("entry", "2000"),
        ("range_lower", "1500"),
        ("range_upper", "2500"),
        ("deposit_amount", "10000"),
        ("rehedge_delta", "0.2"),
    ];
    let mut texts: Texts = typed.into_iter().collect();
    changes.iter().for_each(|(key, text)| texts.set(key, *text));
    texts
}

fn of(changes: &[(&str, &str)]) -> Outcome {
    LIQUIDITY_POSITION.prepare(&texts(changes)).outcome()
}

fn words(outcome: &Outcome) -> &str {
    outcome.statement.as_ref().map_or("", |statement| statement.words.as_str())
}

fn messages(changes: &[(&str, &str)]) -> Vec<String> {
    of(changes).problems.iter().map(Problem::message).collect()
}

fn severity(outcome: &Outcome) -> Option<Severity> {
    outcome.statement.as_ref().map(|statement| statement.severity)
}

#[test]
fn in_the_range_the_hedge_and_where_to_hedge_again_are_said() {
    // By hand: L = 847.2 holds 2 ETH and 5,076.10 USDC, so 933.45 is worth 10,000 and holds 2.2036 ETH; and
    // 1/√P = (2.2036 ± 0.2) / 933.45 + 1/50.
    let outcome = of(&[("lot_step", "0.01")]);
    assert_eq!(words(&outcome), "Short 2.2 ETH of the perpetual to be neutral. Hedge again at 1,962.216 or 2,038.886");
    assert_eq!(severity(&outcome), Some(Severity::Notice));
}

#[test]
fn what_is_held_of_the_perpetual_is_traded_to_the_hedge() {
    let sold = of(&[("lot_step", "0.01"), ("held_quantity", "-1.9")]);
    assert!(words(&sold).starts_with("Sell 0.3 ETH of the perpetual to be neutral"), "{}", words(&sold));
    let bought = of(&[("lot_step", "0.01"), ("held_quantity", "-2.5")]);
    assert!(words(&bought).starts_with("Buy 0.3 ETH of the perpetual"), "{}", words(&bought));
    let done = of(&[("lot_step", "0.01"), ("held_quantity", "-2.2")]);
    assert!(words(&done).starts_with("The perpetual held is the hedge"), "{}", words(&done));
}

#[test]
fn outside_the_range_the_coin_and_the_price_that_ends_it_are_named() {
    let below = of(&[("mark_price", "1200"), ("lot_step", "0.01")]);
    assert!(
        words(&below)
            .starts_with("Below the range: all in ETH, and no fees until the price is back at 1,500. Short 5.43 ETH"),
        "{}",
        words(&below)
    );
    let above = of(&[("mark_price", "3000")]);
    assert!(
        words(&above).starts_with("Above the range: all in USDC, nothing to hedge, and no fees until the price is back at 2,500. Hedge again at "),
        "{}",
        words(&above)
    );
    assert_eq!(severity(&above), Some(Severity::Warning));
}

#[test]
fn fees_are_set_against_what_holding_would_be_worth() {
    let missing = of(&[("mark_price", "2200")]);
    assert!(words(&missing).ends_with("of fees are missing"), "{}", words(&missing));
    let in_days = of(&[("mark_price", "2200"), ("fee_rate_pct", "30")]);
    assert!(words(&in_days).ends_with("more days make up for it"), "{}", words(&in_days));
    let made_up = of(&[("mark_price", "2200"), ("fees_earned", "500")]);
    assert!(words(&made_up).ends_with("which the fees have made up for"), "{}", words(&made_up));
}

#[test]
fn a_quanto_contract_cannot_be_the_hedge() {
    assert!(matches!(of(&[("contract", "quanto")]).value("hedge_quantity"), Some(Value::Absent(_))));
}

#[test]
fn what_is_missing_or_the_wrong_way_round_is_named() {
    assert_eq!(messages(&[("range_upper", "1400")]), ["Range to must be greater than 1500"]);
    let coins = |changes: &[(&'static str, &'static str)]| messages(&[&[("deposit_by", "amounts")], changes].concat());
    assert_eq!(coins(&[]), ["Base coins is needed"]);
    assert_eq!(coins(&[("entry", "2600"), ("base_amount", "1")]), ["Quote money is needed"]);
    assert_eq!(coins(&[("entry", "1400"), ("quote_amount", "1")]), ["Base coins is needed"]);
    assert_eq!(coins(&[("base_amount", "0"), ("quote_amount", "5000")]), ["Base coins must be greater than 0"]);
    assert_eq!(coins(&[("base_amount", "2"), ("quote_amount", "0")]), ["Quote money must be greater than 0"]);
    // Example 1: 2 ETH go with 5,076.10 USDC.
    assert_eq!(
        coins(&[("base_amount", "2"), ("quote_amount", "6000")]),
        ["Quote money is more than the range takes beside the other coin: 923.9 stays out"]
    );
    assert_eq!(coins(&[("base_amount", "2"), ("quote_amount", "5076.1")]), Vec::<String>::new());
}

#[test]
fn the_table_goes_from_below_the_range_to_above_it() {
    let outcome = of(&[]);
    let Some(Value::Table(rows)) = outcome.value("liquidity_grid") else { panic!("{outcome:?}") };
    assert_eq!(rows.len(), 13);
    assert_eq!((&rows[2][0], &rows[10][0]), (&Value::Number(1_500.0), &Value::Number(2_500.0)));
    assert_eq!((&rows[11][2], &rows[0][3]), (&Value::Number(0.0), &Value::Number(0.0)));
    assert!(outcome.chart.is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    /// Bumping the price by a hundred-thousandth either way and paying the perpetual by its contract.
    #[test]
    fn with_the_hedge_the_first_order_of_a_move_is_nothing(
        price in 1_400.0..2_700.0_f64, entry in 1_400.0..2_700.0_f64, is_inverse in any::<bool>(),
    ) {
        let contract = if is_inverse { "inverse" } else { "linear" };
        let typed = [price, entry].map(|number| number.to_string());
        let changes = [("mark_price", typed[0].as_str()), ("entry", &typed[1]), ("contract", contract), ("contract_size", "10")];
        let mut prepared = LIQUIDITY_POSITION.prepare(&texts(&changes));
        let hedge = prepared.output("hedge_quantity").unwrap();
        let gamma = prepared.output("liquidity_gamma").unwrap();
        let mut hedged = |later: f64| {
            prepared.set("mark_price", later);
            // What the perpetual gained in coins is sold at the later price.
            let gain = if is_inverse { 10.0 * hedge * (1.0 / price - 1.0 / later) * later } else { hedge * (later - price) };
            prepared.output("liquidity_value").unwrap() + gain
        };
        let bump = 1e-5 * price;
        let slope = (hedged(price + bump) - hedged(price - bump)) / (2.0 * bump);
        // Where the range begins or ends within the bump, delta itself bends.
        prop_assert!(slope.abs() <= 1e-6 + 1e-4 * f64::from(u8::from(gamma == 0.0)), "{}", slope);
    }

    #[test]
    fn beside_the_hedge_at_most_half_a_lot_of_delta_is_left(price in 1_400.0..2_700.0_f64) {
        let typed = price.to_string();
        let left = of(&[("mark_price", &typed), ("lot_step", "0.05")]).number("delta_left").unwrap();
        prop_assert!(left.abs() <= 0.025 + 1e-12, "{}", left);
    }

    #[test]
    fn where_to_hedge_again_delta_has_moved_by_the_amount_chosen(price in 1_510.0..2_490.0_f64) {
        let mut prepared = LIQUIDITY_POSITION.prepare(&texts(&[("mark_price", &price.to_string())]));
        let delta = prepared.output("liquidity_delta").unwrap();
        for (key, moved) in [("rehedge_low", 0.2), ("rehedge_high", -0.2)] {
            prepared.set("mark_price", price);
            let Some(there) = prepared.output(key) else { continue };
            prepared.set("mark_price", there);
            prop_assert!((prepared.output("liquidity_delta").unwrap() - delta - moved).abs() < 1e-9);
        }
    }
}
