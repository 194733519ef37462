//! Words, states and pictures; the figures are in `tests/vectors/average-entry.json`.

use super::*;
use crate::chart::Chart;
use crate::spec::{Calculator, Outcome, Problem, Severity, Status, Texts};

/// 0.4 at 100 and 0.4 at 90, half of it closed at 110: 0.4 held from 95, 6 realised.
fn long(changes: &[(&str, &str)]) -> Outcome {
    let fills = [("side", "long"), ("fills", "0.4@100,0.4@90,-0.4@110"), ("mark_price", "100")];
    let account = [("stop", "85"), ("equity", "1000"), ("risk_pct", "1"), ("leverage", "5"), ("lot_step", "0.1")];
    let mut texts: Texts = fills.into_iter().chain(account).collect();
    changes.iter().for_each(|(key, text)| texts.set(key, *text));
    AVERAGE_ENTRY.prepare(&texts).outcome()
}

fn words(outcome: &Outcome) -> &str {
    outcome.statement.as_ref().map_or("", |statement| statement.words.as_str())
}

fn messages(outcome: &Outcome) -> Vec<String> {
    outcome.problems.iter().map(Problem::message).collect()
}

fn absent(outcome: &Outcome, key: &str) -> &'static str {
    match outcome.value(key) {
        Some(Value::Absent(Reason(why))) => why,
        other => panic!("{key} is {other:?}"),
    }
}

#[test]
fn what_may_be_added_is_said_with_what_it_changes() {
    // at 85 what is open loses 4 of 10; each unit from 100 loses 15: 0.4, average (38 + 40) / 0.8
    let outcome = long(&[]);
    assert_eq!(words(&outcome), "Up to 0.4 coin more at 100: the average becomes 97.5, and the stop loses 10.00 USDT");
    assert_eq!(outcome.number("room_quantity"), Some(0.4));
}

#[test]
fn a_stop_that_takes_the_whole_risk_leaves_nothing_to_add() {
    let outcome = long(&[("risk_pct", "0.4")]);
    let words_wanted = "Nothing may be added: the stop loses 4.00 USDT, and the risk is 4.00 USDT";
    assert_eq!(words(&outcome), words_wanted);
    assert_eq!(outcome.statement.as_ref().map(|statement| statement.severity), Some(Severity::Warning));
    assert_eq!(absent(&outcome, "room_quantity"), "None: the stop loses the whole risk already");
    assert_eq!(absent(&outcome, "average_after"), "None: the stop loses the whole risk already");
}

#[test]
fn a_stop_that_has_been_passed_is_pointed_out() {
    let outcome = long(&[("mark_price", "80")]);
    assert_eq!(messages(&outcome), ["Stop price lies beyond 80 already: it would close the position at once"]);
    assert_eq!(words(&outcome), "Nothing may be added: the stop lies beyond the price of the next fill");
    assert_eq!(outcome.status, Status::Ok);
}

#[test]
fn less_than_the_smallest_order_is_nothing() {
    let outcome = long(&[("min_quantity", "0.5")]);
    assert_eq!(absent(&outcome, "room_quantity"), "None: less than the smallest order is left of the risk");
    assert_eq!(words(&outcome), "Nothing may be added: less than the smallest order is left of the risk");
    let below_a_lot = long(&[("risk_pct", "0.5")]);
    assert_eq!(absent(&below_a_lot, "room_quantity"), "None: less than the smallest order is left of the risk");
}

#[test]
fn without_a_stop_the_breakeven_is_said_instead() {
    let outcome = long(&[("stop", ""), ("maker_fee_pct", "1")]);
    assert!(words(&outcome).starts_with("Breaks even at 96.9"), "{}", words(&outcome));
    assert!(words(&outcome).ends_with("% below the mark"), "{}", words(&outcome));
    assert_eq!(absent(&outcome, "room_quantity"), "No stop was given");
    assert_eq!(absent(&long(&[("equity", "")]), "exposure"), "No equity was given");
}

#[test]
fn a_position_that_was_closed_says_what_it_brought() {
    let outcome = long(&[("fills", "0.1@100,0.2@100,-0.3@110")]);
    assert_eq!(words(&outcome), "Nothing is held any more: these fills brought 3.00 USDT");
    assert_eq!(
        (outcome.number("open_quantity"), outcome.number("realised_profit").map(f64::round)),
        (Some(0.0), Some(3.0))
    );
    for key in ["average_entry", "open_profit", "breakeven_price", "roe_pct", "profit_at_stop", "exposure"] {
        assert_eq!(absent(&outcome, key), "Nothing is held", "{key}");
    }
    assert_eq!(outcome.chart, None);
}

#[test]
fn closing_more_than_is_held_names_the_row_and_what_is_held() {
    let outcome = long(&[("fills", "0.4@100,-0.1@101,-0.4@102")]);
    assert_eq!(
        messages(&outcome),
        ["Fills, row 3: Quantity closes more than is held then (0.3); above 0 it opens, below 0 it closes"]
    );
    let first = long(&[("fills", "-0.4@100"), ("side", "short")]);
    assert_eq!(
        messages(&first),
        ["Fills, row 1: Quantity closes more than is held then (0); above 0 it opens, below 0 it closes"]
    );
}

#[test]
fn a_fill_of_nothing_or_at_no_price_names_its_cell() {
    let outcome = long(&[("fills", "0@100,0.1@-5")]);
    assert_eq!(
        messages(&outcome),
        [
            "Fills, row 1: Quantity must not be 0: above 0 it opens, below 0 it closes",
            "Fills, row 2: Price must be greater than 0"
        ]
    );
    assert_eq!(messages(&long(&[("fills", "")])), ["Fills is needed"]);
}

#[test]
fn prices_and_fees_that_look_like_slips_are_pointed_out() {
    let outcome = long(&[("fills", "0.4@100,0.1@10"), ("stop", ""), ("mark_price", "900"), ("taker_fee_pct", "5")]);
    assert_eq!(
        messages(&outcome),
        [
            "Fills, row 2: Price is 0.1 times the entry price; is a digit missing or doubled?",
            "Mark price is 10.976 times the entry price; is a digit missing or doubled?",
            "Taker fee is 5 % of the notional per side; most venues charge less than 0.1 %"
        ]
    );
}

#[test]
fn each_fill_shows_what_is_held_after_it() {
    let outcome = long(&[]);
    let Some(Value::Table(rows)) = outcome.value("fill_steps") else { panic!("no table") };
    let expected = [[0.4, 100.0, 0.4, 100.0, 0.0], [0.4, 90.0, 0.8, 95.0, 0.0], [-0.4, 110.0, 0.4, 95.0, 6.0]];
    for (row, wanted) in rows.iter().zip(expected) {
        for (cell, wanted) in row.iter().zip(wanted) {
            let Value::Number(number) = cell else { panic!("{cell:?}") };
            assert!((number - wanted).abs() < 1e-12, "{number} is not {wanted}");
        }
    }
}

#[test]
fn the_chart_has_average_mark_stop_and_the_fills() {
    let keys = |changes: &[(&str, &str)]| match long(changes).chart {
        Some(Chart::Levels(levels)) => levels.levels.into_iter().map(|level| level.key).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(keys(&[]), ["average_entry", "mark_price", "stop", "fill-1", "fill-2", "fill-3"]);
    assert_eq!(
        keys(&[("maker_fee_pct", "0.1"), ("fills", "0.4@100")]),
        ["average_entry", "mark_price", "breakeven_price", "stop"]
    );
}

#[test]
fn the_average_and_the_quantity_are_offered_to_liquidation_and_funding() {
    use crate::presentation::Sheet;
    use crate::scenario::{Profile, Scenario};
    let texts = [("side", "long"), ("fills", "1@64333.33333333,2@64333.33333333")].into_iter().collect();
    let scenario = Scenario { slug: "average-entry".to_owned(), texts, ..Scenario::default() };
    let offers = Sheet::new(&scenario, &Profile::new()).offers();
    let carried: Vec<_> =
        offers.iter().map(|offer| (offer.slug, offer.brings.key, offer.brings.text.as_str())).collect();
    let wanted = [
        ("liquidation", "entry", "64333.3333333"),
        ("funding", "entry", "64333.3333333"),
        ("liquidation", "quantity", "3"),
        ("funding", "quantity", "3"),
    ];
    assert_eq!(carried, wanted);
}
