//! Words, states and pictures; the figures are in `tests/vectors/funding.json`.

use super::*;
use crate::chart::Chart;
use crate::spec::{Calculator, Outcome, Problem, Severity, Texts};

/// 2 coins at 100: a stamp of 0.1 % takes 0.2.
fn held(changes: &[(&str, &str)]) -> Outcome {
    let position = [("side", "long"), ("entry", "100"), ("quantity", "2"), ("funding_rate_pct", "0.1")];
    let mut texts: Texts = position.into_iter().chain([("hours", "20"), ("stop", "95")]).collect();
    changes.iter().for_each(|(key, text)| texts.set(key, *text));
    FUNDING.prepare(&texts).outcome()
}

fn words(outcome: &Outcome) -> &str {
    outcome.statement.as_ref().map_or("", |statement| statement.words.as_str())
}

fn severity(outcome: &Outcome) -> Option<Severity> {
    outcome.statement.as_ref().map(|statement| statement.severity)
}

fn absent(outcome: &Outcome, key: &str) -> &'static str {
    match outcome.value(key) {
        Some(Value::Absent(Reason(why))) => why,
        other => panic!("{key} is {other:?}"),
    }
}

#[test]
fn what_is_paid_or_received_is_said_at_a_stamp_and_over_the_holding() {
    assert_eq!(words(&held(&[])), "You pay 0.20 USDT at a stamp, 0.50 USDT over 2.5 stamps");
    assert_eq!(words(&held(&[("side", "short")])), "You receive 0.20 USDT at a stamp, 0.50 USDT over 2.5 stamps");
    assert_eq!(words(&held(&[("funding_rate_pct", "0")])), "At a rate of 0 nothing is paid");
}

#[test]
fn a_holding_that_eats_its_target_is_amber() {
    // 2 x 0.1 gained, 0.6 a day: eaten in 8 hours
    let outcome = held(&[("targets", "100.1")]);
    assert_eq!(severity(&outcome), Some(Severity::Warning));
    assert!(words(&outcome).ends_with(". That is more than the targets gain"), "{}", words(&outcome));
    assert!((outcome.number("target_days").unwrap() - 1.0 / 3.0).abs() < 1e-9);
    assert_eq!(severity(&held(&[("targets", "110")])), Some(Severity::Notice));
}

#[test]
fn what_cannot_be_is_said_in_words() {
    assert_eq!(absent(&held(&[]), "target_days"), "No target was given");
    assert_eq!(
        absent(&held(&[("targets", "101"), ("side", "long"), ("maker_fee_pct", "1")]), "target_days"),
        "The targets gain nothing after fees"
    );
    assert_eq!(absent(&held(&[("targets", "90"), ("side", "short")]), "target_days"), "Never: funding costs nothing");
    assert_eq!(absent(&held(&[]), "fee_cover_days"), "Never: funding earns nothing");
    assert_eq!(absent(&held(&[]), "carry_apr_pct"), "No second leg");
    let extreme = [("funding_rate_pct", "-5"), ("funding_interval_hours", "0.01")];
    assert_eq!(absent(&held(&extreme), "annual_funding_compounded_pct"), "More than a number can hold");
}

const CARRY: &[(&str, &str)] = &[("side", "short"), ("carry", "spot-perpetual"), ("second_fee_pct", "0.1")];

#[test]
fn a_carry_says_what_it_earns_and_when_its_fees_are_paid() {
    // 0.1 % three times a day against two fees of 0.1 %
    let long_enough = held(&[CARRY, &[("hours", "48")]].concat());
    assert_eq!(
        words(&long_enough),
        "Earns 110 % a year before fees, 73 % after them over this holding; 0.6667 days pay for all four fees. Over this holding it breaks even at a funding rate of 0.0333 %"
    );
    let too_short = held(&[CARRY, &[("hours", "8")]].concat());
    assert!(words(&too_short).starts_with(
        "Earns 110 % a year before fees, a loss of 110 % after them over this holding: the four fees take 0.6667 days"
    ));
    assert_eq!(severity(&too_short), Some(Severity::Warning));
    let costly = held(&[CARRY, &[("side", "long")]].concat());
    assert!(words(&costly).starts_with("Costs 110 % a year before fees"), "{}", words(&costly));
    assert!(words(&costly).ends_with("a cash-and-carry is short the perpetual and holds the coin"));
    assert!(!words(&long_enough).contains("cash-and-carry"));
    assert_eq!(absent(&costly, "fee_cover_days"), "Nothing is earned");
    assert_eq!(absent(&costly, "breakeven_price"), "The second leg cancels the price");
    assert_eq!(absent(&held(&[CARRY, &[("hours", "0")]].concat()), "breakeven_rate_pct"), "Held for no time");
}

#[test]
fn a_second_leg_like_the_first_earns_nothing() {
    let outcome = held(&[("carry", "perpetual-perpetual"), ("second_funding_rate_pct", "0.1")]);
    assert_eq!(outcome.number("carry_apr_pct"), Some(0.0));
    assert_eq!(outcome.chart, None);
}

#[test]
fn a_target_in_r_needs_the_stop_and_no_other_does() {
    let messages = |changes: &[(&str, &str)]| held(changes).problems.iter().map(Problem::message).collect::<Vec<_>>();
    assert_eq!(
        messages(&[("targets", "100@3r"), ("stop", "")]),
        ["Targets, row 1: Level is in R, which needs a stop price"]
    );
    assert_eq!(messages(&[("targets", "100@110"), ("stop", "2atr")]), Vec::<String>::new());
    assert_eq!(
        messages(&[("mark_price", "900")]),
        ["Mark price is 9 times the entry price; is a digit missing or doubled?"]
    );
}

#[test]
fn the_chart_goes_on_to_where_the_fees_are_earned() {
    let Some(Chart::Curve(curve)) = held(&[("side", "short"), ("maker_fee_pct", "0.3")]).chart else {
        panic!("no chart")
    };
    // fees of 0.6 % are six stamps of 0.1 %: two days
    let last = curve.series.iter().filter_map(|series| series.points.last()).map(|point| point.x).fold(0.0, f64::max);
    assert!((last - 2.2).abs() < 1e-9, "{last}");
    let names: Vec<&str> = curve.series.iter().map(|series| series.name.as_str()).collect();
    assert_eq!(names, ["Fees", "Received"]);
    assert_eq!(held(&[("hours", "0")]).chart, None);
}

#[test]
fn breakeven_and_funding_are_those_of_the_size_on_the_same_ticket() {
    let ticket = [("side", "short"), ("entry", "100"), ("stop", "105"), ("equity", "1000"), ("risk_pct", "1")];
    let costs =
        [("entry_order", "market"), ("slippage_pct", "0.3"), ("maker_fee_pct", "0.02"), ("taker_fee_pct", "0.05")];
    let funding =
        [("funding_rate_pct", "-0.1"), ("hours", "20"), ("leverage", "2"), ("quantity", "1.5"), ("method", "quantity")];
    let texts: Texts = ticket.into_iter().chain(costs).chain(funding).collect();
    let size = crate::calculators::find("position-size").unwrap().prepare(&texts).outcome();
    let held = FUNDING.prepare(&texts).outcome();
    for key in ["breakeven_price", "funding_amount", "funding_least_amount", "funding_expected_amount", "notional"] {
        let (one, other) = (size.number(key).unwrap(), held.number(key).unwrap());
        assert!((one / other - 1.0).abs() < 1e-12, "{key}: {one} and {other}");
    }
}

#[test]
fn the_size_of_the_same_ticket_is_what_is_held() {
    use crate::presentation::Sheet;
    use crate::scenario::{Origin, Profile, Scenario};
    let ticket =
        [("side", "long"), ("entry", "65000"), ("stop", "63500"), ("funding_rate_pct", "0.01"), ("hours", "72")];
    let texts = ticket.into_iter().collect();
    let sheet = Sheet::new(&Scenario { slug: "funding".to_owned(), texts, ..Scenario::default() }, &Profile::new());
    assert_eq!(sheet.resolved.origin("quantity"), Some(Origin::Fed("position-size")));
}
