//! Cases to check by hand. Expected figures are those of the source named in each.

use super::super::LIQUIDATION;
use crate::records::find_record;
use crate::spec::{Calculator, Outcome, Texts, Value};

fn outcome(typed: &[(&str, &str)]) -> Outcome {
    let mut texts: Texts =
        [("side", "long"), ("entry", "100"), ("quantity", "1"), ("leverage", "10")].into_iter().collect();
    typed.iter().for_each(|(key, text)| texts.set(key, *text));
    LIQUIDATION.prepare(&texts).outcome()
}

/// What the statement says of the venue's number.
fn said(outcome: &Outcome) -> &str {
    outcome.statement.as_ref().and_then(|statement| statement.words.split_once(". ")).map_or("", |(_, words)| words)
}

/// First change, second change and whether it fits, row by row.
fn rows(outcome: &Outcome) -> Vec<(&str, &str, &str)> {
    let code = |value: &Value| match value {
        Value::Word(word) => word.code,
        _ => "",
    };
    match outcome.value("venue_match") {
        Some(Value::Table(rows)) => rows.iter().map(|row| (code(&row[0]), code(&row[1]), code(&row[4]))).collect(),
        _ => Vec::new(),
    }
}

fn state(outcome: &Outcome) -> &str {
    match outcome.value("venue_match_state") {
        Some(Value::Word(word)) => word.code,
        Some(Value::Absent(reason)) => reason.0,
        other => panic!("{other:?}"),
    }
}

/// help.bybit.com 900000181046, a short at 8,000 with 40x and 0.5 %; its 8,160 takes maintenance at entry.
const BYBIT_SHORT: [(&str, &str); 5] =
    [("side", "short"), ("entry", "8000"), ("leverage", "40"), ("maintenance_pct", "0.5"), ("price_rule", "0.01")];

#[test]
fn without_the_venues_number_there_is_nothing_to_explain() {
    let found = outcome(&BYBIT_SHORT);
    assert_eq!(state(&found), "What the venue shows is not given");
    assert_eq!(found.value("venue_match"), Some(&Value::Absent(super::NOTHING_SHOWN)));
    assert_eq!(said(&found), "");
}

#[test]
fn one_change_that_gives_the_venues_number_is_named() {
    let found = outcome(&[&BYBIT_SHORT[..], &[("venue_price", "8160")]].concat());
    assert_eq!(state(&found), "matched");
    assert_eq!(said(&found), "8,160 is our price with maintenance at the entry price");
    assert_eq!(rows(&found)[0], ("maintenance-at-entry", "", "yes"));
}

#[test]
fn our_own_number_is_recognised_however_it_was_rounded() {
    // 90 / 0.995 is 90.452
    for (shown, tick, how) in [
        ("90.45", "0.01", "rounded to the tick"),
        ("90.46", "0.01", "rounded up to the tick"),
        ("90.4", "0.1", "rounded down to the tick"),
    ] {
        let found = outcome(&[("venue_price", shown), ("price_rule", tick)]);
        assert_eq!(
            (state(&found), said(&found)),
            ("ours", format!("The venue's {shown} is the same price, {how}").as_str())
        );
    }
}

#[test]
fn what_nothing_explains_names_the_nearest() {
    let found = outcome(&[&BYBIT_SHORT[..], &[("venue_price", "8161.37")]].concat());
    assert_eq!(state(&found), "none");
    assert_eq!(
        said(&found),
        "8,161.37 would be our price with 2.18 USDT more margin than here. \
         Nothing tried gives the venue's 8,161.37; the nearest is 8,160, with maintenance at the entry price"
    );
    assert!(rows(&found).iter().all(|row| row.2 == "no"));
    assert_eq!(rows(&found).len(), 3);
}

#[test]
fn two_changes_say_out_of_how_many_they_were_found() {
    // https://github.com/TorchTrade/torchtrade/issues/344: 99.40, estimated as 95.40
    let cross = [("leverage", "20"), ("margin_mode", "cross"), ("equity", "5"), ("other_maintenance", "4")];
    let found =
        outcome(&[&cross[..], &[("maintenance_pct", "0.4"), ("price_rule", "0.01"), ("venue_price", "95.4")]].concat());
    assert_eq!(state(&found), "several");
    let words = said(&found);
    let start = "95.4 would be our price with 3.98 USDT more margin than here. 95.4 is our price with maintenance at the entry price and the other positions' maintenance left out; \
                 another explanation fits too (of ";
    assert!(words.starts_with(start) && words.ends_with(" combinations tried; it may be chance)"), "{words}");
}

#[test]
fn a_margin_typed_with_its_open_profit_is_recognised() {
    // Binance's API sample: isolatedMargin 15,517.54 holds 2,316.83 of open profit
    let found = outcome(&[
        ("entry", "6563.665"),
        ("quantity", "20"),
        ("mark_price", "6679.50671178"),
        ("position_margin", "15517.54150468"),
        ("tiers", "cap,rate_pct,max_leverage,deduction;50000,0.4,125,0;250000,0.5,100,50"),
        ("venue_price", "5930.78"),
        ("price_rule", "0.01"),
    ]);
    assert_eq!(said(&found), "5,930.78 is our price with the open profit taken out of the margin, rounded to the tick");
}

#[test]
fn a_record_explains_what_no_single_change_does() {
    // Binance's worked example by the table of 2021: 1,114.78, for somebody who typed one rate of 4 %
    let found = outcome(&[
        ("entry", "1456.84"),
        ("quantity", "3683.979"),
        ("leverage", "3"),
        ("position_margin", "1535443.01"),
        ("maintenance_pct", "4"),
        ("venue_price", "1114.78"),
    ]);
    assert_eq!(state(&found), "matched");
    assert_eq!(said(&found), "1,114.78 is our price with the rules of ETHUSDT perpetual, Binance (2021)");
}

#[test]
fn so_much_more_or_less_margin_is_said_where_no_single_change_gives_the_number() {
    // By hand: at 8,161.37 the short has lost 161.37 of its 200, and 0.5 % of 8,161.37 must remain.
    let margin =
        |shown| outcome(&[&BYBIT_SHORT[..], &[("venue_price", shown)]].concat()).value("explaining_margin").cloned();
    let Some(Value::Number(more)) = margin("8161.37") else { panic!() };
    assert!((more - (161.37 + 0.005 * 8_161.37 - 200.0)).abs() < 1e-9, "{more}");
    // Maintenance at the entry price gives 8,160 alone.
    assert_eq!(margin("8160"), Some(Value::Absent(super::NO_MARGIN)));
}

#[test]
fn the_rules_for_another_coin_explain_nothing() {
    let typed = [
        ("entry", "1456.84"),
        ("quantity", "3683.979"),
        ("leverage", "3"),
        ("position_margin", "1535443.01"),
        ("maintenance_pct", "4"),
        ("venue_price", "1114.78"),
    ];
    let named = |base| outcome(&[&typed[..], &[("base", base)]].concat());
    assert_eq!(state(&named("eth")), "matched");
    assert_eq!(state(&named("BTC")), "none");
    let is_record = |row: &(&str, &str, &str)| find_record(row.0).is_some();
    assert!(rows(&named("SOL")).iter().filter(|row| is_record(row)).all(|row| row.0.contains("SOL")));
}

#[test]
fn what_only_explains_takes_no_other_figure_away() {
    for (key, text) in [
        ("venue_price", "abc"),
        ("venue_price", "-5"),
        ("horizon_days", "0"),
        ("stop", "2 apples"),
        ("annual_vol_pct", "x"),
        ("atr", "-1"),
    ] {
        let found = outcome(&[&BYBIT_SHORT[..], &[(key, text)]].concat());
        assert_eq!(
            found.number("liquidation_price"),
            outcome(&BYBIT_SHORT).number("liquidation_price"),
            "{key} {text}"
        );
        assert!(
            found.value("touch_chance_pct").is_some_and(|chance| matches!(chance, Value::Absent(_))),
            "{key} {text}"
        );
        assert_eq!(found.problems.first().and_then(|problem| problem.key()), Some(key), "{key} {text}");
        assert_eq!(found.value("venue_match_state"), outcome(&BYBIT_SHORT).value("venue_match_state"), "{key} {text}");
    }
}

#[test]
fn records_of_another_kind_of_contract_are_not_tried() {
    let inverse = [("contract", "inverse"), ("quantity", "100"), ("venue_price", "95.123"), ("entry", "100")];
    let names = outcome(&inverse);
    let linear = |name: &str| find_record(name).is_some_and(|record| record.texts().get("contract") == Some("linear"));
    assert!(rows(&names).iter().all(|row| !linear(row.0)));
}

#[test]
fn a_position_that_cannot_be_opened_may_still_be_what_a_tool_shows() {
    // https://github.com/freqtrade/freqtrade/issues/7294
    let found = outcome(&[
        ("entry", "0.000013841"),
        ("quantity", "65997400"),
        ("leverage", "5"),
        ("position_margin", "184.05"),
        ("maintenance_pct", "25"),
        ("requirement_fee_pct", "0.00075"),
        ("venue_price", "0.0000147365"),
    ]);
    assert_eq!(said(&found), "0.0000147365 is our price with no check whether it can be opened");
}

#[test]
fn a_tick_of_safety_is_no_rounding() {
    // OKX's sample of ETH-USD-210430 stands one tick of 0.01 above the formula
    let okx = [
        ("contract", "inverse"),
        ("contract_size", "10"),
        ("entry", "2566.31"),
        ("position_margin", "0.0003896645377994"),
        ("maintenance_pct", "0.8"),
        ("requirement_fee_pct", "0.05"),
        ("price_rule", "0.01"),
        ("venue_price", "2352.8496681818233"),
    ];
    assert_eq!(said(&outcome(&okx)), "2,352.85 is our price with one more tick of safety");
}

#[test]
fn the_last_digit_is_that_of_the_number() {
    for (price, half) in [(7_481.0, 0.5), (95.4, 0.05), (0.000_014_736_5, 0.5e-10), (12_608.959_083_877_446, 0.5e-12)] {
        assert!((super::half_unit(price) / half - 1.0).abs() < 1e-9, "{price}");
    }
}

#[test]
fn every_change_has_a_code_of_its_own_and_a_label_that_fits_a_sentence() {
    let codes: Vec<&str> = super::CHANGES.iter().map(|change| change.word.code).collect();
    assert!(codes.iter().enumerate().all(|(at, code)| !codes[..at].contains(code)), "{codes:?}");
    assert!(super::CHANGES.iter().all(|change| change.word.label.starts_with(char::is_uppercase)));
}
