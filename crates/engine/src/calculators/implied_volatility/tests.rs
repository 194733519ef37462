use super::solving::solve;
use super::*;
use crate::spec::{Naming, Severity, Texts};

/// As in tests/reference/option_reference.py: a call at 68,000 with the forward at 65,000.
fn call() -> PricedOption {
    PricedOption {
        price: 3_000.0,
        forward: 65_000.0,
        strike: 68_000.0,
        as_of: Date::parse("2026-11-22T08:00Z").unwrap(),
        expiry: Date::parse("2026-12-25T08:00Z").unwrap(),
        target: 0.2,
        ..PricedOption::default()
    }
}

fn solved(input: &PricedOption) -> Implied {
    solve(input).unwrap_or_else(|problems| panic!("{problems:?}")).results
}

fn naming() -> Naming {
    [("base", "BTC")].into_iter().collect::<Texts>().naming()
}

fn words(input: &PricedOption) -> (String, Severity) {
    let statement = wording::statement(input, &solved(input), &naming());
    (statement.words, statement.severity)
}

#[test]
fn a_price_in_coins_is_one_in_quote_currency_over_the_forward() {
    let coin = PricedOption { settlement: Settlement::Coin, coin_price: 3_000.0 / 65_000.0, ..call() };
    let [one, other] = [call(), coin].map(|input| solved(&input).prospect.unwrap().volatility);
    assert!((one - other).abs() < 1e-12);
}

#[test]
fn breakeven_is_where_the_payout_is_the_premium() {
    // By hand: 68,000 + 3,000; in coin (S - 68,000)/S = 0.05 at 68,000/0.95, and (68,000 - S)/S = 0.05 at 68,000/1.05.
    let coin = PricedOption { settlement: Settlement::Coin, coin_price: 0.05, ..call() };
    let put = |input: PricedOption| PricedOption { kind: OptionKind::Put, ..input };
    assert_eq!(solved(&call()).breakeven, Ok(71_000.0));
    assert_eq!(solved(&put(call())).breakeven, Ok(65_000.0));
    assert_eq!(solved(&coin).breakeven, Ok(68_000.0 / 0.95));
    assert_eq!(solved(&put(coin.clone())).breakeven, Ok(68_000.0 / 1.05));
    assert!(solved(&PricedOption { coin_price: 1.0, ..coin }).breakeven.is_err());
}

#[test]
fn where_there_is_no_volatility_the_line_says_why_and_what_would_do() {
    let below = PricedOption { strike: 60_000.0, ..call() };
    let said = "Below what exercise pays: no volatility gives so low a price. It is worth more than 5,000 USDT";
    assert_eq!(words(&below), (said.to_owned(), Severity::Warning));
    let above = PricedOption { price: 65_000.0, ..call() };
    assert_eq!(words(&above).0, "Not below the forward: no call is worth so much. It is worth less than 65,000 USDT");
    let late = PricedOption { as_of: call().expiry, ..call() };
    assert_eq!(words(&late).0, "The option has expired");
    assert_eq!(solved(&late).of(|p| p.volatility), Value::Absent(Reason("The option has expired")));
}

#[test]
fn without_equity_or_with_a_free_option_there_is_no_number_to_buy() {
    let buyer = PricedOption { equity: Some(50_000.0), risk: Some(0.01), ..call() };
    assert!(solved(&buyer).bought.is_ok());
    let unasked = Reason("Equity or premium at risk is not typed");
    assert_eq!(solved(&call()).bought.unwrap_err(), unasked);
    let late = PricedOption { as_of: call().expiry, ..buyer.clone() };
    assert_eq!(solved(&late).bought.unwrap_err(), Reason("The option has expired"));
    assert_eq!(solved(&PricedOption { risk: None, ..buyer.clone() }).bought.unwrap_err(), unasked);
    assert_eq!(
        solved(&PricedOption { price: 0.0, ..buyer }).bought.unwrap_err(),
        Reason("Without end: it costs nothing")
    );
}

#[test]
fn an_expiry_without_a_time_of_day_is_asked_about() {
    let warnings = solve(&PricedOption { expiry: Date::parse("2026-12-25").unwrap(), ..call() })
        .unwrap_or_else(|_| panic!())
        .warnings;
    let fix = warnings.first().and_then(|problem| problem.fixes.first()).unwrap();
    assert_eq!(fix.edits, [("expiry", "2026-12-25T08:00Z".to_owned())]);
}
