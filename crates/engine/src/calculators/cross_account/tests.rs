//! What is said, and what is refused. Figures of others are in the vectors.

use super::CROSS_ACCOUNT;
use crate::spec::{Calculator, Outcome, Problem, Severity, Status, Texts, Value};

const TWO: &str = "symbol,side,quantity,entry,mark,stop,maintenance_pct,leverage;AUSDT,long,2,100,100,90,1,10;BUSDT,short,1,50,50,55,1,10";

fn of(changes: &[(&str, &str)]) -> Outcome {
    let mut texts: Texts = [("account_cash", "100"), ("positions", TWO)].into_iter().collect();
    changes.iter().for_each(|(key, text)| texts.set(key, *text));
    CROSS_ACCOUNT.prepare(&texts).outcome()
}

fn with_rows(rows: &str) -> Outcome {
    of(&[(
        "positions",
        &format!("symbol,side,quantity,entry,mark,stop,maintenance_pct,leverage,contract,moves;{rows}"),
    )])
}

fn messages(outcome: &Outcome) -> Vec<String> {
    outcome.problems.iter().map(Problem::message).collect()
}

fn words(outcome: &Outcome) -> &str {
    outcome.statement.as_ref().map_or("", |statement| statement.words.as_str())
}

fn table<'a>(outcome: &'a Outcome, key: &str) -> &'a [Vec<Value>] {
    match outcome.value(key) {
        Some(Value::Table(rows)) => rows,
        other => panic!("{key}: {other:?}"),
    }
}

#[test]
fn a_bad_cell_is_named_with_its_row_and_column() {
    let refused = |rows: &str| messages(&with_rows(rows));
    assert_eq!(refused("A,long,-1,100,,,1,,,"), ["Positions, row 1: Quantity must be greater than 0"]);
    assert_eq!(refused("A,long,1,100,,,1,,option,"), ["Positions, row 1: Contract must be one of linear, inverse"]);
    assert_eq!(
        refused("A,long,1,100,,,,,,"),
        ["Positions, row 1: Maintenance is needed: no tier table of this symbol at this venue is known here"]
    );
    assert_eq!(refused("A,long,1,100,,,120,,,"), ["Positions, row 1: Maintenance must be between 0 and 99 %"]);
    assert_eq!(refused("A,short,1,100,,,1,,inverse,"), ["Positions, row 1: Contract size is needed"]);
    assert_eq!(refused("A,long,1,100,,,1,0.5,,"), ["Positions, row 1: Leverage must be 1 or more"]);
}

#[test]
fn a_stop_that_has_been_passed_warns_and_its_row_loses_no_more_than_it_has() {
    let passed = with_rows("A,long,1,100,90,95,1,,,;B,short,1,50,50,55,1,,,");
    assert_eq!(
        messages(&passed),
        ["Positions, row 1: Stop lies beyond 90 already: it would close the position at once"]
    );
    // row 2 alone loses at its stop: 55 - 50
    assert_eq!((passed.status, passed.number("stops_loss_amount")), (Status::Ok, Some(5.0)));
    assert!(matches!(&table(&passed, "position_risks")[0][6], Value::Word(word) if word.code == "now"));
}

#[test]
fn a_short_paid_in_full_by_its_coin_and_a_long_by_its_cash_have_no_shock() {
    // 700 / 30,000 coins behind 7 contracts of 100; 34,680.46 x 2.248 behind a long
    let inverse =
        "symbol,side,quantity,entry,maintenance_pct,contract,contract_size;BTCUSD,short,7,30000,0.5,inverse,100";
    let by_coin = of(&[
        ("positions", inverse),
        ("account_cash", "0"),
        ("assets", "symbol,balance,price,weight_pct;BTC,0.0233333333333,30000,100"),
    ]);
    assert!(
        matches!(by_coin.value("account_shock_pct"), Some(Value::Absent(_))),
        "{:?}",
        by_coin.value("account_shock_pct")
    );
    assert!(
        matches!(table(&by_coin, "position_risks")[0][3], Value::Absent(_)),
        "{:?}",
        table(&by_coin, "position_risks")
    );
    let linear = "symbol,side,quantity,entry,maintenance_pct;A,long,2.248,34680.46,0.5";
    let by_cash = of(&[("positions", linear), ("account_cash", "77961.67408")]);
    assert!(matches!(by_cash.value("account_shock_pct"), Some(Value::Absent(_))));
}

#[test]
fn rows_of_one_symbol_have_one_mark() {
    let refused = |rows: &str| messages(&with_rows(rows));
    assert_eq!(
        refused("A,long,1,100,101,,1,,,;a,short,1,100,102,,1,,,"),
        ["Positions, row 2: Mark must be 101, as in row 1 of the same symbol"]
    );
    assert_eq!(refused("A,long,1,100,,,1,,,;A,short,1,110,,,1,,,"), ["Positions, row 1: Mark is needed"]);
    assert_eq!(
        refused("A,long,1,100,101,,1,,,1;A,short,1,100,,,1,,,2"),
        ["Positions, row 2: Moves must be 1, as in row 1 of the positions: A makes one move"]
    );
    let hedge = with_rows("A,long,2,100,101,90,1,,,;A,short,1,110,,120,1,,,");
    let prices: Vec<&Value> = table(&hedge, "position_risks").iter().map(|row| &row[2]).collect();
    assert_eq!((hedge.status, prices[0]), (Status::Ok, prices[1]));
}

#[test]
fn no_rows_too_many_rows_and_collateral_below_zero_are_refused() {
    assert_eq!(messages(&of(&[("positions", "")])), ["Positions is needed"]);
    let pasted = format!("symbol,side,quantity,entry{}", ";A,long,1,100".repeat(10_000));
    assert_eq!(
        messages(&of(&[("positions", &pasted)])),
        ["Positions, row 1001, and those after it are too many; at most 1,000"]
    );
    assert_eq!(
        messages(&of(&[("assets", "symbol,balance,price;BTC,-1,100")])),
        ["Collateral, row 1: Balance must be 0 or more"]
    );
    assert_eq!(
        messages(&of(&[("account_cash", "-5")])),
        ["Wallet balance may be below 0 (borrowed) only with collateral beside it"]
    );
    let borrowed = of(&[("account_cash", "-5"), ("assets", "symbol,balance,price;BTC,1,1000")]);
    assert_eq!((borrowed.status, borrowed.number("margin_balance")), (Status::Ok, Some(995.0)));
}

#[test]
fn a_leverage_that_could_not_have_opened_the_position_is_pointed_out() {
    assert_eq!(
        messages(&with_rows("A,long,1,100,,90,1,150,,")),
        ["Positions, row 1: Leverage is so high that the margin would not exceed the maintenance requirement"]
    );
    let tiered = [
        ("venue", "binance-usdm"),
        ("positions", "symbol,side,quantity,entry,stop,leverage;BTCUSDT,long,40,60000,50000,100"),
    ];
    let outcome = of(&[tiered[0], tiered[1], ("account_cash", "1000000")]);
    assert_eq!(messages(&outcome), ["Positions, row 1: Leverage is more than the venue allows here (75×)"]);
}

#[test]
fn what_the_venue_says_of_a_symbol_is_taken_from_its_record_and_never_overruled() {
    let at_kraken = |rows: &str| of(&[("venue", "kraken"), ("account_cash", "50000"), ("positions", rows)]);
    let rows = "symbol,side,quantity,entry,stop;PI_XBTUSD,long,600000,60000,58000";
    assert_eq!(
        messages(&at_kraken(rows)),
        ["Positions, row 1: Contract must be inverse, as the venue has it under this symbol"]
    );
    // 600,000 contracts of 1 USD are in the tier of 2 %
    let inverse = at_kraken("symbol,side,quantity,entry,stop,contract;PI_XBTUSD,long,600000,60000,58000,inverse");
    assert_eq!((messages(&inverse), inverse.number("maintenance_requirement")), (vec![], Some(12_000.0)));
    let twice =
        at_kraken("symbol,side,quantity,entry,contract;PI_XBTUSD,long,3e5,6e4,inverse;PI_XBTUSD,long,3e5,6e4,inverse");
    assert_eq!(
        messages(&twice),
        [
            "Positions, row 2: Maintenance is that of the whole position: put this row and row 1 into one, or type the rate"
        ]
    );
    let coinm = "symbol,side,quantity,entry,stop,contract;BTCUSD_PERP,long,100,60000,58000,inverse";
    let first_rate_only = of(&[("venue", "binance-coinm"), ("positions", coinm)]);
    assert_eq!(
        messages(&first_rate_only),
        ["Positions, row 1: Maintenance is needed: no tier table of this symbol at this venue is known here"]
    );
}

#[test]
fn the_line_says_where_the_account_goes_and_what_helps() {
    // 2 (A - 100) - (B - 50) + 100 with both moving by x: 150 x + 100 = 1 % of 250 (1 + x) at x = -97.5 / 147.5; and with 1.75 A
    // at x = -97.75 / 122.75
    assert_eq!(
        words(&of(&[])),
        "Liquidated if everything falls 66.1 %; no rise does it. Closing 25.00 USDT of the AUSDT long buys most room: to a fall of 79.6 %"
    );
    let rich = of(&[("account_cash", "1000")]);
    assert_eq!(words(&rich), "No common fall and no common rise liquidates this account");
    assert!(
        matches!(rich.value("account_shock_pct"), Some(Value::Absent(reason)) if reason.0 == "None: no fall and no rise does it")
    );
    let gone = of(&[("account_cash", "2")]);
    assert_eq!(words(&gone), "Already liquidatable: 2.00 USDT is left, and 2.50 USDT must remain");
    assert_eq!(gone.statement.as_ref().map(|said| said.severity), Some(Severity::Warning));
    assert_eq!(gone.chart, None);
}

#[test]
fn positions_without_a_stop_are_named_and_what_is_counted_is_said() {
    let rows = "symbol,side,quantity,entry,stop,maintenance_pct;A,long,2,100,,1;B,short,1,50,55,1;C,short,1,50,,1";
    let open = of(&[("positions", rows), ("account_cash", "80")]);
    assert_eq!(
        messages(&open),
        [
            "Positions have no stop in rows 1 and 3: what they lose at their own liquidation price is counted, at most the whole notional"
        ]
    );
    assert!(words(&open).ends_with("2 positions have no stop"));
    let counted: Vec<&str> = table(&open, "position_risks")
        .iter()
        .map(|row| match &row[6] {
            Value::Word(word) => word.code,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(counted, ["liquidation", "stop", "notional"]);
}

#[test]
fn every_unit_is_of_the_account_whatever_the_instrument() {
    let outcome = of(&[("account_currency", "USDC"), ("contract", "inverse"), ("base", "BTC")]);
    assert_eq!(outcome.naming.settle, "USDC");
    assert!(words(&outcome).contains("25.00 USDC"));
}

#[test]
fn contracts_and_collateral_of_one_coin_make_one_move() {
    // long 1 BTC at 100 in one market and short 1 in another: whatever BTC does, cash of 50 stays until the price is fiftyfold
    let rows = "symbol,side,quantity,entry,maintenance_pct,contract,contract_size;\
        BTCUSDT,long,1,100,1,linear,;BTCUSD_PERP,short,1,100,0,inverse,100";
    let hedge = of(&[("account_cash", "50"), ("positions", rows)]);
    for row in table(&hedge, "position_risks") {
        assert!(matches!(row[2], Value::Absent(_)), "{row:?}");
    }
    // 1 BTC long against 1 BTC of collateral: (L - 100) + L = 1 % of L at L = 100 / 1.99
    let backed = of(&[
        ("account_cash", "0"),
        ("assets", "symbol,balance,price;XBT,1,100"),
        ("positions", "symbol,side,quantity,entry,maintenance_pct;BTC-USDT-SWAP,long,1,100,1;ETHUSDT,long,0.001,1,0"),
    ]);
    match table(&backed, "position_risks")[0][2] {
        Value::Number(price) => assert!((price - 100.0 / 1.99).abs() < 1e-9, "{price}"),
        ref other => panic!("{other:?}"),
    }
}

#[test]
fn collateral_that_would_move_apart_from_its_contracts_is_refused() {
    let apart = of(&[
        ("assets", "symbol,balance,price,moves;BTC,1,100,1.5"),
        ("positions", "symbol,side,quantity,entry,maintenance_pct;XBTUSD,long,1,100,1"),
    ]);
    assert_eq!(
        messages(&apart),
        ["Collateral, row 1: Moves must be 1, as in row 1 of the positions: BTC makes one move"]
    );
}

#[test]
fn a_rise_beyond_tenfold_is_told_in_words_and_costs_a_short_its_notional() {
    // 1,000 and a short of 1 at 10: gone at 1,010 / 1.01 = 1,000, a hundredfold
    let rows = "symbol,side,quantity,entry,maintenance_pct;AUSDT,short,1,10,1";
    let far = of(&[("account_cash", "1000"), ("positions", rows)]);
    assert!(
        matches!(far.value("rise_shock_pct"), Some(Value::Absent(reason)) if reason.0 == "None: no rise below tenfold does it")
    );
    assert_eq!(far.number("stops_loss_amount"), Some(10.0));
    assert!(matches!(&table(&far, "position_risks")[0][6], Value::Word(word) if word.code == "notional"));
    assert!(words(&far).starts_with("No common fall, and no common rise below tenfold, liquidates this account"));
}

#[test]
fn dollars_behind_the_account_do_not_fall_with_it() {
    let behind = |coin: &str| of(&[("account_cash", "0"), ("assets", &format!("symbol,balance,price;{coin},100,1"))]);
    let shock = |outcome: &Outcome| outcome.number("account_shock_pct");
    assert_eq!(shock(&behind("USDC")), shock(&of(&[])));
    assert!(shock(&behind("XRP")) > shock(&of(&[])));
}

#[test]
fn a_move_that_looks_like_a_fraction_is_asked_about() {
    let problems = of(&[("shock_pct", "-0.2")]).problems;
    let told: Vec<String> = problems.iter().map(Problem::message).collect();
    assert_eq!(told, ["Common move is -0.2 %; if you meant -20 %, type -20"]);
}
