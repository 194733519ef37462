use super::solving::solve;
use super::*;
use crate::math::contract::Contract;
use crate::math::option::Settlement;
use crate::spec::{Fault, Naming, Problem, Severity, Solved, Texts};

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn option(line: Line, quantity: f64, (strike, volatility): (f64, f64)) -> BookRow {
    BookRow {
        line,
        quantity,
        strike: Some(strike),
        volatility: Some(volatility),
        expiry: Some(date("2026-12-25T08:00Z")),
        ..BookRow::default()
    }
}

fn future(quantity: f64) -> BookRow {
    BookRow { line: Line::Perpetual, quantity, ..BookRow::default() }
}

/// As in tests/reference/option_reference.py: a short strangle and a long perpetual.
fn strangle() -> HedgedBook {
    HedgedBook {
        price: 64_000.0,
        as_of: date("2026-11-20T10:30Z"),
        rows: vec![option(Line::Put, -2.0, (58_000.0, 0.54)), option(Line::Call, -3.0, (72_000.0, 0.495)), future(0.8)],
        width: 0.25,
        ..HedgedBook::default()
    }
}

/// By hand: so many coins held through a perpetual.
fn coins(quantity: f64) -> HedgedBook {
    HedgedBook { rows: vec![future(quantity)], ..strangle() }
}

fn solved(input: &HedgedBook) -> Solved<Rebalanced> {
    solve(input).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn refused(input: &HedgedBook) -> Vec<Problem> {
    solve(input).err().unwrap_or_default()
}

fn words(input: &HedgedBook) -> String {
    let naming: Naming = [("base", "BTC")].into_iter().collect::<Texts>().naming();
    wording::statement(input, &solved(input).results, &naming).words
}

#[test]
fn the_hedge_lands_on_the_edge_of_the_band() {
    // option_reference.py: linear.
    let results = solved(&strangle()).results;
    assert!((results.hedging.quantity.unwrap() + 0.318_468_485_972_116).abs() < 1e-9);
    assert!((results.steered_after - 0.25).abs() < 1e-12);
    assert_eq!(
        words(&strangle()),
        "Sell 0.31846849 BTC of the perpetual: delta goes from 0.5685 to 0.25, for the band from −0.25 to 0.25"
    );
}

#[test]
fn within_the_band_nothing_is_traded_and_the_line_says_why() {
    assert_eq!(words(&coins(0.2)), "No trade: delta 0.2 lies in the band from −0.25 to 0.25");
    assert_eq!(words(&HedgedBook { target: 1.0, width: 0.0, ..coins(1.0) }), "No trade: delta is the 1 wanted");
    let terms = Terms { min_quantity: Some(0.5), ..Terms::default() };
    let small = "No trade: from delta 0.5 to the band from −0.25 to 0.25 is less than the smallest order (0.5 BTC)";
    assert_eq!(words(&HedgedBook { terms, ..coins(0.5) }), small);
    let lots = Terms { lot_step: Some(5.0), ..Terms::default() };
    let coarse = "No trade: no whole lot brings delta 0.5 nearer to the band from −0.25 to 0.25";
    assert_eq!(words(&HedgedBook { terms: lots, ..coins(0.5) }), coarse);
}

#[test]
fn spot_is_sold_only_as_far_as_it_is_held() {
    let spot = HedgedBook { hedge: Hedge::Spot, ..coins(1.0) };
    assert_eq!(words(&spot), "No coins are held to sell: delta stays 1, outside the band from −0.25 to 0.25");
    let some = HedgedBook { coins_held: 0.4, ..spot };
    assert_eq!(solved(&some).results.hedging.quantity, Ok(-0.4));
    let in_the_book = BookRow { line: Line::Spot, ..future(1.0) };
    let held = HedgedBook { hedge: Hedge::Spot, rows: vec![in_the_book], ..strangle() };
    assert_eq!(solved(&held).results.hedging.quantity, Ok(-0.75));
}

#[test]
fn gamma_and_vega_are_zero_after_the_options_and_delta_after_the_hedge() {
    let one = option(Line::Call, 0.0, (66_000.0, 0.51));
    let far = BookRow { expiry: Some(date("2027-03-26T08:00Z")), settlement: Settlement::Coin, ..one.clone() };
    let options = vec![OptionRow(one), OptionRow(far)];
    let both = HedgedBook { neutralise: Neutralise::Both, options, width: 0.0, ..strangle() };
    let after = solved(&both).results;
    assert_eq!((after.after.gamma, after.after.vega, after.steered_after), (0.0, 0.0, 0.0));
    for neutralise in [Neutralise::Gamma, Neutralise::Vega] {
        let after = solved(&HedgedBook { neutralise, ..both.clone() }).results.after;
        assert_eq!(if neutralise == Neutralise::Gamma { after.gamma } else { after.vega }, 0.0);
    }
}

#[test]
fn options_that_cannot_do_it_are_refused() {
    let row = option(Line::Call, 0.0, (66_000.0, 0.5));
    let with = |neutralise, rows: &[BookRow]| {
        let options = rows.iter().cloned().map(OptionRow).collect();
        refused(&HedgedBook { neutralise, options, ..strangle() }).remove(0)
    };
    assert_eq!(with(Neutralise::Both, std::slice::from_ref(&row)).fault, Fault::NeedsOptions(2));
    let alike = with(Neutralise::Both, &[row.clone(), option(Line::Put, 0.0, (60_000.0, 0.5))]);
    assert!(matches!(alike.fault, Fault::OptionsUnfit(words) if words.contains("two expiries")));
    let gone = with(Neutralise::Gamma, &[BookRow { expiry: Some(date("2026-11-01")), ..row }]);
    assert_eq!(gone.fault, Fault::OptionsUnfit("has expired"));
    assert_eq!(with(Neutralise::Gamma, &[future(1.0)]).fault, Fault::OptionsUnfit("must be a call or a put"));
}

#[test]
fn an_expired_row_counts_for_nothing_and_is_named() {
    let mut with = strangle();
    with.rows.push(BookRow { expiry: Some(date("2026-11-20T08:00Z")), ..option(Line::Call, 5.0, (60_000.0, 0.6)) });
    let outcome = solved(&with);
    assert_eq!(outcome.results.book, solved(&strangle()).results.book);
    assert!(words(&with).ends_with("One row has expired and is not counted"));
    let place = outcome.warnings.first().and_then(|problem| problem.at.clone()).unwrap();
    assert_eq!((place.row, place.column, outcome.warnings[0].severity), (Some(3), Some("Expiry"), Severity::Warning));
}

#[test]
fn a_row_that_lacks_what_an_option_needs_is_named_with_its_column() {
    let mut with = strangle();
    with.rows[1] = BookRow { line: Line::Call, quantity: 1.0, size: 0.0, ..BookRow::default() };
    let at = |problem: &Problem| problem.at.clone().map(|place| (place.row, place.column)).unwrap();
    let cells: Vec<_> = refused(&with).iter().map(at).collect();
    let row = Some(1);
    let expected =
        [(row, Some("Strike")), (row, Some("Expiry")), (row, Some("Volatility")), (row, Some("Contract size"))];
    assert_eq!(cells, expected);
}

#[test]
fn a_contract_that_cannot_hedge_is_refused() {
    let with = |hedge, contract| {
        let terms = Terms { contract, ..Terms::default() };
        refused(&HedgedBook { hedge, terms, ..strangle() }).first().and_then(Problem::key)
    };
    assert_eq!(with(Hedge::Perpetual, Contract::Quanto), Some("contract"));
    assert_eq!(with(Hedge::Spot, Contract::Inverse), Some("contract"));
    assert_eq!(with(Hedge::Future, Contract::Inverse), None);
}

#[test]
fn the_later_date_is_the_first_expiry_unless_another_is_named() {
    assert_eq!(solved(&strangle()).results.later, Some(date("2026-12-25T08:00Z")));
    assert_eq!(solved(&coins(1.0)).results.later, None);
    let before = HedgedBook { later: Some(date("2026-11-20T10:30Z")), ..strangle() };
    assert_eq!(refused(&before).first().and_then(Problem::key), Some("later_date"));
}

#[test]
fn a_forward_that_would_fall_to_nothing_is_refused() {
    let mut with = strangle();
    with.rows[2].forward = Some(12_000.0);
    assert_eq!(refused(&with).first().and_then(Problem::key), Some("grid_range_pct"));
}
