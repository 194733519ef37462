use super::*;
use crate::spec::{Severity, Texts, Value};

fn example() -> ScaleOut {
    let target = |share, r| Target { share, level: Some(Level::R(r)) };
    ScaleOut {
        entry: 65_000.0,
        stop: Some(Level::Price(63_500.0)),
        quantity: 0.05,
        targets: vec![target(0.4, 1.0), target(0.3, 2.0), target(0.3, 4.0)],
        ..ScaleOut::default()
    }
}

fn solved(input: &ScaleOut) -> Exits {
    solving::solve(input).unwrap_or_else(|problems| panic!("{problems:?}")).results
}

fn codes(input: &ScaleOut) -> Vec<&'static str> {
    match solving::solve(input) {
        Ok(solved) => solved.warnings.iter().map(|problem| problem.fault.code()).collect(),
        Err(problems) => problems.iter().map(|problem| problem.fault.code()).collect(),
    }
}

fn said(input: &ScaleOut) -> String {
    wording::statement(input, &solved(input), &Texts::new().naming()).words
}

#[test]
fn odds_multiply_from_target_to_target() {
    let exits = solved(&example());
    let chances: Vec<f64> = exits.ends.rows.iter().map(|end| end.chance.unwrap()).collect();
    // By hand: 1/2, then 3,000/4,500 from the first target, then 4,500/7,500.
    for (found, expected) in chances.into_iter().zip([0.5, 1.0 / 6.0, 2.0 / 15.0, 0.2]) {
        assert!((found - expected).abs() < 1e-15, "{found} {expected}");
    }
    assert_eq!(exits.ends.expected, Ok(0.0));
}

#[test]
fn a_drift_without_a_volatility_leaves_the_odds_open() {
    let exits = solved(&ScaleOut { annual_drift: 0.5, ..example() });
    assert_eq!(exits.ends.expected, Err(Reason("A drift needs a volatility")));
    assert_eq!(exits.ends.all().net, solved(&example()).ends.all().net);
}

#[test]
fn odds_typed_count_a_trailing_rest_at_its_worst() {
    let mut input = example();
    input.targets.pop();
    let trailing = ScaleOut { trail_by: Some(Level::Share(0.02)), hit_odds: vec![0.5, 0.25], ..input };
    assert_eq!(solved(&trailing).ends.rows.len(), 3);
    let implied = ScaleOut { hit_odds: Vec::new(), ..trailing };
    let exits = solved(&implied);
    assert_eq!(exits.ends.rows.len(), 4);
    assert_eq!(exits.ends.rows[2].chance, Err(Reason("In the next row")));
    assert_eq!(exits.trail_mean, Ok(68_000.0));
}

#[test]
fn a_distance_in_price_has_no_average_on_an_inverse_contract() {
    let mut input = ScaleOut { trail_by: Some(Level::Price(900.0)), ..example() };
    input.targets.pop();
    input.terms.contract = crate::math::contract::Contract::Inverse;
    input.terms.contract_size = 100.0;
    let exits = solved(&input);
    assert!(exits.trail_mean.is_err());
    assert_eq!(exits.ends.expected, exits.trail_mean);
    assert!(exits.trail_least.is_ok());
}

#[test]
fn what_is_odd_is_named() {
    let with = |change: fn(&mut ScaleOut)| {
        let mut input = example();
        change(&mut input);
        codes(&input)
    };
    assert_eq!(codes(&example()), Vec::<&str>::new());
    assert_eq!(with(|i| i.targets.swap(0, 2)), ["targets-out-of-order"]);
    assert_eq!(with(|i| i.targets[0].share = 0.7), ["shares-above-whole"]);
    assert_eq!(with(|i| i.targets[1].level = Some(Level::Price(64_000.0))), ["target-wrong-side"]);
    assert_eq!(with(|i| i.targets.clear()), ["needed"]);
    assert_eq!(with(|i| i.stop = Some(Level::Price(66_000.0))), ["stop-wrong-side"]);
    assert_eq!(with(|i| i.stop = None), ["needed"]);
    assert_eq!(with(|i| i.breakeven_after = 4), ["beyond-last-target"]);
    assert_eq!(with(|i| i.moved_stop = Some(Level::Price(63_000.0))), ["stop-moved-away"]);
    assert_eq!(with(|i| i.moved_stop = Some(Level::Price(65_100.0))), ["stop-beyond-price"]);
    assert_eq!(with(|i| i.mark = Some(63_400.0)), ["stop-beyond-price"]);
    assert_eq!(with(|i| i.trail_by = Some(Level::Atr(1.0))), ["needs-atr"]);
    assert_eq!(with(|i| i.trail_by = Some(Level::Price(90_000.0))), ["level-below-zero"]);
    assert_eq!(with(|i| i.trail_by = Some(Level::Share(0.01))), ["nothing-trails"]);
    assert_eq!(with(|i| i.terms.lot_step = Some(0.02)), ["not-in-lots", "share-below-lot"]);
    assert_eq!(with(|i| i.terms.min_notional = Some(1_300.0)), ["exit-below-smallest", "exit-below-smallest"]);
    assert_eq!(with(|i| i.hit_odds = vec![0.5]), ["not-one-per-target"]);
    assert_eq!(with(|i| i.hit_odds = vec![0.5, 0.6, 0.1]), ["odds-rise"]);
}

#[test]
fn a_breakeven_stop_that_costs_put_beyond_the_target_is_pointed_out() {
    let mut input = ScaleOut { breakeven_after: 1, ..example() };
    input.targets[0].level = Some(Level::Price(65_010.0));
    input.terms.taker_fee = 0.0005;
    assert_eq!(codes(&input), ["breakeven-beyond-target"]);
}

#[test]
fn one_line_says_where_the_trade_is_free_and_what_moving_the_stop_does() {
    assert_eq!(
        said(&example()),
        "Nothing can be lost after target 2. What target 1 takes off would pay for the rest at the stop only from 67,250"
    );
    let mut half = example();
    half.targets[0].share = 0.6;
    half.targets.pop();
    assert_eq!(said(&half), "Free from 66,000: what target 1 takes off there pays for the rest at the stop");
    let mut whole = half.clone();
    whole.targets.truncate(1);
    whole.targets[0].share = 1.0;
    assert_eq!(said(&whole), "Comes out even at 65,000");
    let moved = ScaleOut { moved_stop: Some(Level::Price(64_500.0)), ..half };
    assert_eq!(
        said(&moved),
        "Free from 66,000: what target 1 takes off there pays for the rest at the stop. Moved to 64,500 the stop brings −25.00 USDT, not −75.00 USDT; the chance of target 1 goes from 50 to 25 %"
    );
}

#[test]
fn the_picture_holds_every_exit() {
    let mut input = ScaleOut { breakeven_after: 1, moved_stop: Some(Level::Price(64_500.0)), ..example() };
    input.targets.pop();
    input.trail_by = Some(Level::Share(0.02));
    let chart = wording::chart(&input, &solved(&input), &Texts::new().naming()).unwrap();
    let names: Vec<String> = chart.alternative().rows.iter().map(|row| row[0].clone()).collect();
    assert_eq!(
        names,
        ["Target 2", "Free from", "Rest trails out from", "Target 1", "Entry", "Breakeven stop", "Stop moved", "Stop"]
    );
}

#[test]
fn outcomes_are_told_in_words() {
    let input = ScaleOut { breakeven_after: 1, ..example() };
    let Value::Table(rows) = tables::outcomes(&solved(&input)) else { panic!("no table") };
    let told: Vec<&Value> = rows.iter().map(|row| &row[0]).collect();
    let words = ["Stopped at once", "Target 1, then breakeven", "Targets 1 to 2, then breakeven", "All targets"];
    assert_eq!(told, words.map(|word| Value::Text(word.to_owned())).iter().collect::<Vec<_>>());
    assert_eq!(rows[1].last(), Some(&Value::Text("0.02@66500, 0.03@65000".to_owned())));
}

#[test]
fn no_warning_hides_a_result() {
    let mut input = example();
    input.targets.swap(0, 1);
    let outcome = solving::solve(&input).unwrap();
    assert!(outcome.warnings.iter().all(|problem| problem.severity == Severity::Warning));
}
