//! Cases to check by hand. Expected figures are those of the source named in each.

use super::*;
use crate::chart::Chart;
use crate::math::contract::Contract;
use crate::math::margin::MaintenanceBasis;
use crate::math::rounding::PriceRule;
use crate::spec::{Calculator, Outcome, Problem, Severity, Statement, Texts, Value};

mod venues;

/// help.bybit.com 900000181046: a short at 8,000 with 40x and 0.5 % at the entry price, liquidated at 8,160.
fn bybit_short() -> HeldPosition {
    HeldPosition {
        side: Side::Short,
        entry: 8_000.0,
        quantity: 1.0,
        leverage: 40.0,
        terms: Terms { maintenance: 0.005, maintenance_at: MaintenanceBasis::Entry, ..Terms::default() },
        ..HeldPosition::default()
    }
}

fn standing(position: &HeldPosition) -> Standing {
    solving::solve(position).map(|solved| solved.results).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn statement(position: &HeldPosition) -> Statement {
    wording::statement(position, &standing(position), &Texts::new().naming())
}

fn problems(position: &HeldPosition) -> Vec<Problem> {
    solving::solve(position).map(|solved| solved.warnings).unwrap_or_else(|problems| problems)
}

fn near(found: Result<f64, Reason>, expected: f64) {
    let found = found.unwrap_or_else(|reason| panic!("{reason:?} instead of {expected}"));
    assert!((found / expected - 1.0).abs() < 1e-9, "{found} is not {expected}");
}

/// 1 coin at 100 with rates of 1 %, or 5 % above a notional of 1,000, and leverage of 20, or 5.
fn tiered(changes: &[(&str, &str)]) -> Outcome {
    let table = "cap,rate_pct,max_leverage,deduction;1000,1,20,0;5000,5,5,40";
    let ticket = [("side", "long"), ("entry", "100"), ("quantity", "1"), ("leverage", "10"), ("tiers", table)];
    let mut texts: Texts = ticket.into_iter().collect();
    changes.iter().for_each(|(key, text)| texts.set(key, *text));
    LIQUIDATION.prepare(&texts).outcome()
}

fn words(outcome: &Outcome) -> &str {
    outcome.statement.as_ref().map_or("", |statement| statement.words.as_str())
}

#[test]
fn a_short_is_liquidated_above_its_entry() {
    let short = standing(&bybit_short());
    near(short.price, 8_160.0);
    near(short.distance(), 0.02);
    near(short.bankruptcy, 8_200.0);
    assert_eq!(short.state, State::Price);
}

#[test]
fn liquidation_within_two_percent_of_the_mark_is_amber() {
    let close = statement(&bybit_short());
    assert_eq!(close.words, "Liquidated at 8,160, only 2 % above the entry; the margin is gone at 8,200");
    assert_eq!(close.severity, Severity::Warning);
    let farther = statement(&HeldPosition { mark: Some(7_900.0), ..bybit_short() });
    assert_eq!(farther.words, "Liquidated at 8,160, 3.29 % above the mark; the margin is gone at 8,200");
    assert_eq!(farther.severity, Severity::Notice);
}

#[test]
fn the_ladder_gives_the_prices_of_each_leverage() {
    // freqtrade@c9ae5e1e tests/exchange/test_exchange.py::test_get_liquidation_price, Bybit: entry 10, 1 %
    let terms = Terms { maintenance: 0.01, ..bybit_short().terms };
    let long = HeldPosition { side: Side::Long, entry: 10.0, leverage: 5.0, terms, ..bybit_short() };
    let rungs = standing(&long).ladder.unwrap();
    let price_at = |leverage: f64| rungs.iter().find(|rung| rung.leverage == leverage).unwrap().price;
    near(price_at(1.0), 0.1);
    near(price_at(3.0), 10.0 * (1.0 - 1.0 / 3.0 + 0.01));
    near(price_at(5.0), 8.1);
    assert_eq!(price_at(100.0), Err(Reason("Cannot be opened: the margin is below maintenance")));
    assert!(rungs.windows(2).all(|pair| pair[0].leverage < pair[1].leverage));
}

#[test]
fn the_ladder_ends_at_the_leverage_allowed_and_holds_the_one_set() {
    let outcome = tiered(&[("leverage", "7")]);
    let Some(Value::Table(rows)) = outcome.value("leverage_ladder") else { panic!("no ladder") };
    let leverages: Vec<&Value> = rows.iter().filter_map(|row| row.first()).collect();
    let expected = [1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 20.0].map(Value::Number);
    assert_eq!(leverages, expected.iter().collect::<Vec<_>>());
}

#[test]
fn there_is_no_ladder_where_leverage_moves_nothing() {
    let typed = standing(&HeldPosition { position_margin: Some(200.0), ..bybit_short() });
    assert_eq!(typed.ladder, Err(Reason("With the margin typed, leverage does not move liquidation")));
    let cross = standing(&HeldPosition { margin_mode: MarginMode::Cross, equity: 200.0, ..bybit_short() });
    assert_eq!(cross.ladder, Err(Reason("In cross margin leverage does not move liquidation")));
    near(cross.price, 8_160.0);
}

#[test]
fn a_wallet_balance_stands_in_for_equity_behind_a_cross_position() {
    // help.bybit.com 900000181046: 2 BTC at 10,000, 2,000 free beside 1 % bound, liquidated at 8,950
    let side = Side::Long;
    let cross = HeldPosition { side, margin_mode: MarginMode::Cross, entry: 10_000.0, quantity: 2.0, ..bybit_short() };
    near(standing(&HeldPosition { equity: 2_200.0, ..cross.clone() }).price, 8_950.0);
    let with_wallet = HeldPosition { equity: 9_000.0, wallet_balance: Some(2_200.0), ..cross };
    near(standing(&with_wallet).price, 8_950.0);
    assert!(statement(&with_wallet).words.ends_with("the wallet is gone at 8,900"));
}

#[test]
fn margin_added_moves_liquidation_away() {
    // the legacy rule of Bybit: + extra / quantity for a short
    near(standing(&HeldPosition { extra_margin: 100.0, ..bybit_short() }).price, 8_260.0);
    near(standing(&HeldPosition { position_margin: Some(300.0), ..bybit_short() }).price, 8_260.0);
}

#[test]
fn what_is_never_liquidated_says_so() {
    // a linear long at 1x loses all only at zero, an inverse short at 1x loses no more than it holds
    let long = HeldPosition { side: Side::Long, leverage: 1.0, terms: Terms::default(), ..bybit_short() };
    let covered = HeldPosition { extra_margin: 40.0, ..long.clone() };
    assert_eq!(
        statement(&covered),
        Statement { words: "None: the margin covers any fall".into(), severity: Severity::Notice }
    );
    let terms = Terms { contract: Contract::Inverse, contract_size: 100.0, ..Terms::default() };
    let short = HeldPosition { side: Side::Short, terms, ..long };
    assert_eq!(statement(&short).words, "None: the margin covers any rise");
    let none = standing(&short);
    assert_eq!((none.state, none.bankruptcy), (State::None, Err(Reason("None: the margin covers any rise"))));
    assert_eq!(wording::chart(&short, &none, &Texts::new().naming()), None);
}

#[test]
fn a_short_that_its_coin_outweighs_has_no_bankruptcy_and_says_why() {
    let backed = standing(&HeldPosition { coin_collateral: 2.0, ..bybit_short() });
    assert_eq!(backed.bankruptcy, Err(Reason("None: the coin posted outweighs the short")));
    assert_eq!(backed.price, Err(Reason("None: the coin posted gains what the short loses")));
}

#[test]
fn a_mark_beyond_liquidation_is_said_in_words() {
    let late = HeldPosition { mark: Some(8_170.0), ..bybit_short() };
    let words = "Already liquidatable: 30.00 USDT is left, and 40.00 USDT must remain";
    assert_eq!(statement(&late), Statement { words: words.into(), severity: Severity::Warning });
    assert_eq!(standing(&late).state, State::AlreadyLiquidatable);
    near(standing(&late).used, 40.0 / 30.0);
    let gone = standing(&HeldPosition { mark: Some(8_300.0), ..bybit_short() });
    assert_eq!(gone.used, Err(Reason("No margin is left")));
}

#[test]
fn leverage_above_the_tier_leaves_no_figure_and_offers_what_is_allowed() {
    let outcome = tiered(&[("leverage", "25")]);
    assert_eq!(words(&outcome), "Cannot be opened: at this notional the venue allows up to 20×");
    let problem = outcome.problems.first().unwrap();
    assert_eq!(
        (problem.message().as_str(), problem.severity),
        ("Leverage is more than the venue allows here (20×)", Severity::Warning)
    );
    assert_eq!(
        problem.fixes.first().map(|fix| (fix.label.as_str(), fix.edits.clone())),
        Some(("Use 20×", vec![("leverage", "20".to_owned())]))
    );
    for key in [
        "liquidation_price",
        "bankruptcy_price",
        "initial_margin",
        "margin_used_pct",
        "maintenance_margin",
        "tier_number",
    ] {
        assert!(matches!(outcome.value(key), Some(Value::Absent(_))), "{key}");
    }
    assert_eq!((outcome.number("notional"), outcome.number("leverage_allowed")), (Some(100.0), Some(20.0)));
}

#[test]
fn a_position_beyond_the_last_tier_blames_its_quantity() {
    let outcome = tiered(&[("quantity", "60"), ("leverage", "2")]);
    assert_eq!(
        words(&outcome),
        "Cannot be opened: the venue's last tier ends at 5,000.00 USDT, and this is 6,000.00 USDT"
    );
    let messages: Vec<String> = outcome.problems.iter().map(Problem::message).collect();
    assert_eq!(messages, ["Quantity is worth more than the venue's last tier takes (5,000)"]);
}

#[test]
fn too_little_margin_blames_the_field_that_gives_it() {
    let at = |position: HeldPosition| {
        problems(&position).first().map(|problem| {
            (problem.key().unwrap_or_default(), problem.message(), problem.fixes.first().map(|fix| fix.label.clone()))
        })
    };
    let leaves = "leaves a margin of 40, which is not above the 40 that must remain";
    let by_leverage = HeldPosition { leverage: 200.0, ..bybit_short() };
    assert_eq!(
        statement(&by_leverage).words,
        "Cannot be opened: a margin of 40.00 USDT is not above the 40.00 USDT that must remain"
    );
    assert_eq!(problems(&by_leverage).first().map(|problem| problem.fault.words()), Some(leaves.into()));
    assert_eq!(at(by_leverage).map(|(key, _, fix)| (key, fix)), Some(("leverage", Some("Use 199×".into()))));
    assert_eq!(
        at(HeldPosition { position_margin: Some(40.0), ..bybit_short() }).map(|(key, ..)| key),
        Some("position_margin")
    );
    let cross = HeldPosition { margin_mode: MarginMode::Cross, equity: 40.0, ..bybit_short() };
    assert_eq!(at(cross.clone()).map(|(key, ..)| key), Some("equity"));
    assert_eq!(at(HeldPosition { wallet_balance: Some(40.0), ..cross }).map(|(key, ..)| key), Some("wallet_balance"));
}

#[test]
fn the_shown_price_is_rounded_against_the_trader_and_the_exact_one_is_kept() {
    // tests/reference/margin_reference.py, "linear long, tiers" and "linear short, tiers": 57,273.87 and 62,698.02
    let table = "cap,rate_pct,max_leverage,deduction;50000,0.4,125,0;250000,0.5,100,50;1000000,1,50,1300";
    let on_tick = |side: &str| {
        let ticket = [
            ("side", side),
            ("entry", "60000"),
            ("quantity", "4"),
            ("leverage", "20"),
            ("tiers", table),
            ("price_rule", "0.5"),
        ];
        LIQUIDATION.prepare(&ticket.into_iter().collect()).outcome()
    };
    near(on_tick("long").number("liquidation_price").ok_or(Reason("")), 57_273.869_346_733_67);
    assert_eq!(on_tick("long").number("shown_liquidation_price"), Some(57_274.0));
    assert_eq!(on_tick("short").number("shown_liquidation_price"), Some(62_698.0));
    assert_eq!(
        standing(&HeldPosition { terms: Terms { price_rule: PriceRule::Any, ..bybit_short().terms }, ..bybit_short() })
            .shown,
        standing(&bybit_short()).price
    );
}

#[test]
fn a_mark_far_from_the_entry_and_a_large_fee_are_pointed_out() {
    let slip = tiered(&[("mark_price", "1000"), ("requirement_fee_pct", "5")]);
    let messages: Vec<String> = slip.problems.iter().map(Problem::message).collect();
    assert_eq!(
        messages.first().map(String::as_str),
        Some("Mark price is 10 times the entry price; is a digit missing or doubled?")
    );
    assert_eq!(messages.len(), 2, "{messages:?}");
}

#[test]
fn the_chart_has_the_mark_only_where_it_differs_from_the_entry() {
    let names = |position: &HeldPosition| match wording::chart(position, &standing(position), &Texts::new().naming()) {
        Some(Chart::Levels(levels)) => levels.levels.into_iter().map(|level| level.key).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(names(&bybit_short()), ["entry", "liquidation_price", "bankruptcy_price"]);
    let marked = HeldPosition { mark: Some(7_900.0), ..bybit_short() };
    assert_eq!(names(&marked), ["entry", "mark_price", "liquidation_price", "bankruptcy_price"]);
}

#[test]
fn no_example_is_told_once_every_figure_shown_was_typed() {
    use crate::presentation::Sheet;
    use crate::scenario::{Profile, Scenario};
    let texts = [("entry", "60000"), ("quantity", "0.1"), ("leverage", "5")];
    let typed = |count: usize| Scenario {
        slug: "liquidation".to_owned(),
        texts: texts.iter().take(count).copied().collect(),
        is_sample: true,
        ..Scenario::default()
    };
    let note = |count| Sheet::new(&typed(count), &Profile::new()).example_note();
    assert_eq!(note(0).as_deref(), Some("with example figures"));
    assert_eq!((note(2).as_deref(), note(3)), (Some("with an example leverage"), None));
}
