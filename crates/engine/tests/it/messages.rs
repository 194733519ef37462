//! The words under the fields, pinned.

use ballast_engine::calculators;
use ballast_engine::spec::Texts;

/// Messages of a calculator for its examples with these changes.
fn messages(slug: &str, changes: &[(&str, &str)]) -> Vec<String> {
    let calculator = calculators::find(slug).unwrap();
    let mut texts: Texts =
        calculator.fields().into_iter().map(|row| (row.key.name, row.neutral().unwrap_or(row.example))).collect();
    changes.iter().for_each(|(key, text)| texts.set(key, *text));
    calculator.prepare(&texts).outcome().problems.iter().map(ballast_engine::spec::Problem::message).collect()
}

fn of_size(changes: &[(&str, &str)]) -> Vec<String> {
    messages("position-size", changes)
}

#[test]
fn an_empty_field_is_needed() {
    assert_eq!(of_size(&[("stop", "")]), ["Stop price is needed"]);
    assert_eq!(of_size(&[("entry", ""), ("equity", " ")]), ["Entry price is needed", "Equity is needed"]);
}

#[test]
fn what_rust_would_parse_but_nobody_means_is_refused() {
    for text in ["nan", "inf", "1e999", "-inf", "NaN"] {
        assert_eq!(of_size(&[("entry", text)]), ["Entry price must be an ordinary number"], "{text}");
    }
}

#[test]
fn a_number_out_of_range_says_the_range() {
    assert_eq!(of_size(&[("entry", "-5")]), ["Entry price must be greater than 0"]);
    assert_eq!(of_size(&[("risk_pct", "250")]), ["Risk per trade must be between 0 and 100 %"]);
    assert_eq!(of_size(&[("leverage", "0.5")]), ["Leverage must be between 1 and 500×"]);
    assert_eq!(of_size(&[("lost_today", "-1")]), ["Lost today must be 0 or more"]);
}

#[test]
fn a_stop_on_the_wrong_side_blames_the_stop_field_and_offers_the_other_side() {
    let calculator = calculators::find("position-size").unwrap();
    let mut texts: Texts =
        calculator.fields().into_iter().map(|row| (row.key.name, row.neutral().unwrap_or(row.example))).collect();
    texts.set("stop", "66000");
    let problem = calculator.prepare(&texts).outcome().problems.remove(0);
    assert_eq!(problem.message(), "Stop price must be below the entry price (65,000) for a long");
    assert_eq!(
        problem.fixes.first().map(|fix| (fix.label.as_str(), fix.edits.clone())),
        Some(("Make it a short", vec![("side", "short".to_owned())]))
    );
    assert_eq!(of_size(&[("stop", "65000")]), ["Stop price must differ from the entry price"]);
    assert_eq!(
        of_size(&[("side", "short"), ("targets", "3r")]),
        ["Stop price must be above the entry price (65,000) for a short"]
    );
}

#[test]
fn a_target_names_its_row() {
    assert_eq!(
        of_size(&[("targets", "50@70000,50@60000")]),
        ["Targets, row 2: Level must be above the entry price (65,000) for a long"]
    );
    assert_eq!(of_size(&[("targets", "60@70000,60@3r")]), ["Targets must add up to at most 100 %, not 120 %"]);
    assert_eq!(
        of_size(&[("targets", "50@70000,x@3r")]),
        ["Targets, row 2: Share must be a number, such as 65,000 or 1.5k"]
    );
    assert_eq!(
        of_size(&[("targets", "2atr")]),
        ["Targets, row 1: Level is in ATR, which needs the average true range"]
    );
}

#[test]
fn a_stop_beyond_liquidation_warns_and_offers_the_leverage_that_would_do() {
    assert_eq!(
        of_size(&[("stop", "58000"), ("leverage", "25")]),
        ["Stop price lies beyond the liquidation price (62,713.57): the position would be liquidated first"]
    );
}

#[test]
fn risk_and_costs_and_units_that_look_wrong_are_pointed_out() {
    assert_eq!(of_size(&[("risk_pct", "3")]), ["Risk per trade is above 2 % of equity in one trade"]);
    assert_eq!(
        of_size(&[("risk_pct", "8")]),
        ["Risk per trade is above 5 % of equity in one trade: a few losses in a row would hurt badly"]
    );
    assert_eq!(of_size(&[("risk_pct", "8"), ("risk_alarm_pct", ""), ("risk_warning_pct", "")]), Vec::<String>::new());
    assert_eq!(of_size(&[("risk_pct", "0.01")]), ["Risk per trade is 0.01 %; if you meant 1 %, type 1"]);
    assert_eq!(
        of_size(&[("stop", "64950"), ("taker_fee_pct", "0.05")]),
        ["Stop price is so close that fees and slippage are 39 % of what is risked"]
    );
    assert_eq!(
        of_size(&[("taker_fee_pct", "5")]).first().map(String::as_str),
        Some("Taker fee is 5 % of the notional per side; most venues charge less than 0.1 %")
    );
    assert_eq!(
        of_size(&[("stop", "6350")]).first().map(String::as_str),
        Some("Stop price is 0.098 times the entry price; is a digit missing or doubled?")
    );
    assert_eq!(
        of_size(&[("annual_vol_pct", "3/day"), ("stop", "64900")]),
        ["Stop price is closer than the market's usual move in an hour (398)"]
    );
}

#[test]
fn a_word_outside_the_set_says_the_set() {
    assert_eq!(of_size(&[("side", "up")]), ["Side must be one of long, short"]);
}

#[test]
fn ambiguous_grouping_asks() {
    assert_eq!(of_size(&[("entry", "1,23,456")]), ["Entry price could mean 123.456 or 123,456"]);
}

#[test]
fn a_unit_that_does_not_belong_says_which_does() {
    assert_eq!(of_size(&[("entry", "5 BTC")]), ["Entry price is in BTC, but USDT is wanted here"]);
}

#[test]
fn a_tier_table_with_a_gap_names_its_row() {
    assert_eq!(
        of_size(&[("tiers", "cap,rate_pct;50000,0.4;40000,0.5")]),
        ["Tiers, row 2, must have a cap above that of the row before"]
    );
}

#[test]
fn leverage_beyond_the_venue_offers_what_it_allows() {
    assert_eq!(
        of_size(&[("tiers", "cap,rate_pct,max_leverage;50000,0.4,125"), ("leverage", "150")]),
        ["Leverage is more than the venue allows at this notional (125×)"]
    );
}
