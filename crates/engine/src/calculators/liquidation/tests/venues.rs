//! Under the rules of a venue, and what is said of it.

use super::*;

/// What `evaluate` says of a long of 0.5 at 65,000 with 10x under those rules, with changes.
fn under(rules: &str, changes: &[(&str, &str)]) -> Outcome {
    let record = crate::records::find_record(rules).unwrap_or_else(|| panic!("no record {rules}"));
    let mut texts = record.texts();
    for (key, text) in [("side", "long"), ("entry", "65000"), ("quantity", "0.5"), ("leverage", "10")] {
        texts.set(key, text);
    }
    changes.iter().for_each(|(key, text)| texts.set(key, *text));
    LIQUIDATION.prepare(&texts).outcome()
}

fn word(outcome: &Outcome, key: &str) -> &'static str {
    let Some(Value::Word(word)) = outcome.value(key) else { panic!("{key} is no word") };
    word.code
}

fn text(outcome: &Outcome, key: &str) -> String {
    let Some(Value::Text(text)) = outcome.value(key) else { panic!("{key} is no text") };
    text.clone()
}

#[test]
fn a_price_is_an_estimate_where_cross_or_a_missing_table_leaves_it_open() {
    let bybit = "bybit-linear-legacy/BTCUSDT/2024-06-26";
    assert_eq!(word(&under(bybit, &[]), "venue_confidence"), "confirmed");
    let cross = under(bybit, &[("margin_mode", "cross"), ("equity", "5000")]);
    assert_eq!(word(&cross, "venue_confidence"), "estimate");
    assert!(text(&cross, "estimate_reason").starts_with("Bybit's own cross price is an estimate"));
    assert!(words(&cross).starts_with("Liquidated at about "));
    let okx = under("okx-linear/BTC-USDT-SWAP/2026", &[]);
    assert_eq!(word(&okx, "venue_confidence"), "estimate");
    assert!(text(&okx, "estimate_reason").starts_with("There is no tier table here"));
    let pasted = under("okx-linear/BTC-USDT-SWAP/2026", &[("tiers", "cap,rate_pct,max_leverage;5,0.4,100;,1,50")]);
    assert_eq!(word(&pasted, "venue_confidence"), "confirmed");
}

#[test]
fn a_venue_whose_samples_bring_their_own_rate_has_its_formula_confirmed_and_no_more() {
    let dydx = under("dydx-v4/BTC-USD/2026-04-22", &[("leverage", "5")]);
    assert_eq!(word(&dydx, "venue_confidence"), "formula-confirmed");
    assert!(
        text(&dydx, "estimate_reason")
            .starts_with("12 samples reproduce the formula with rates of their own; the rates here are not confirmed.")
    );
    let binance = under("binance-usdm/BTCUSDT/2026-q1", &[]);
    assert_eq!(
        text(&binance, "estimate_reason"),
        "Reproduced within a tick by the position alone: 5 samples of the venue or of others. 5 more reproduce the formula with rates of their own."
    );
}

#[test]
fn gate_counts_no_fee_and_says_that_it_may() {
    // freqtrade issue 7294: 1,349.70 in the app; 1,349.697 without a fee, 1,350.72 with the taker fee
    let position = [("entry", "1680.05"), ("quantity", "0.5423"), ("leverage", "5"), ("position_margin", "182.81")];
    let gate = under("gate/ETH_USDT/2022-08", &position);
    assert!((gate.number("liquidation_price").unwrap() - 1_349.70).abs() < 0.005);
    assert_eq!(word(&gate, "venue_confidence"), "estimate");
    assert!(text(&gate, "estimate_reason").contains("Whether the closing fee counts is not settled."));
}

#[test]
fn a_fee_of_the_whole_wallet_does_not_go_by_leverage_and_one_fixed_by_it_does() {
    // help.bybit.com 360039261334: 5,739.5 and 5,718.57
    let held = |rules, leverage| {
        let wallet = [("margin_mode", "cross"), ("equity", "1"), ("wallet_balance", "0.5"), ("leverage", leverage)];
        let outcome = under(rules, &[&[("entry", "8000"), ("quantity", "10000")][..], &wallet].concat());
        (outcome.number("shown_liquidation_price"), outcome.number("bankruptcy_price"))
    };
    let bybit = held("bybit-inverse-legacy/BTCUSD/2020", "10");
    assert_eq!((bybit.0, bybit.1.map(|price| (price * 100.0).round())), (Some(5_739.5), Some(571_857.0)));
    assert_eq!(bybit, held("bybit-inverse-legacy/BTCUSD/2020", "100"));
    assert_ne!(held("bitmex/XBTUSD/2024-11", "2").0, held("bitmex/XBTUSD/2024-11", "100").0);
}

#[test]
fn a_derived_rule_and_a_venue_nobody_knows_say_so() {
    assert_eq!(word(&under("bybit-linear/BTCUSDT/2025-09-02", &[]), "venue_confidence"), "derived");
    let unknown = under("generic", &[("venue", "mtgox")]);
    assert_eq!(
        (word(&unknown, "venue_confidence"), text(&unknown, "estimate_reason").as_str()),
        ("unverified", "This venue is not known.")
    );
    assert!(matches!(unknown.value("trigger_rules"), Some(Value::Absent(Reason("Not known of this venue")))));
    assert!(words(&unknown).starts_with("Liquidated at 5"));
}

#[test]
fn the_rules_in_force_are_told_one_a_row() {
    let rows = |outcome: &Outcome| match outcome.value("venue_assumptions") {
        Some(Value::Table(rows)) => rows.iter().map(|row| format!("{row:?}")).collect::<Vec<_>>().join(" "),
        other => panic!("{other:?}"),
    };
    let gmx = rows(&under("gmx-v2/ETH-USD/2025", &[]));
    for told in ["GMX v2", "Oracle price", "Entry price", "0.06 %", "Least maintenance", "Not rounded"] {
        assert!(gmx.contains(told), "{told} is not in {gmx}");
    }
    assert!(rows(&under("deribit/BTC_USDC-PERPETUAL/2025", &[])).contains("0.005 % more for every coin of size"));
    let changed = rows(&under("gmx-v2/ETH-USD/2025", &[("requirement_fee_pct", "0")]));
    assert!(changed.contains("not counted"), "{changed}");
}

#[test]
fn every_state_is_said_in_words_for_every_record() {
    let inverse = |rules: &str| crate::records::find_record(rules).unwrap().texts().get("contract") == Some("inverse");
    for record in crate::records::RECORDS {
        let (size, opened) = if inverse(record.name) { ("100", "100") } else { ("0.5", "0.5") };
        let at = |changes: &[(&str, &str)]| {
            let mut all = vec![("quantity", size)];
            all.extend(changes);
            under(record.name, &all)
        };
        let plain = at(&[]);
        assert_eq!(word(&plain, "liquidation_state"), "price", "{}", record.name);
        assert!(words(&plain).starts_with("Liquidated at "), "{}", record.name);
        let covered = at(&[
            ("leverage", "1"),
            ("side", if opened == "100" { "short" } else { "long" }),
            ("extra_margin", "100000"),
        ]);
        assert_eq!(word(&covered, "liquidation_state"), "none", "{}", record.name);
        assert!(words(&covered).starts_with("None: "), "{}", record.name);
        let late = at(&[("mark_price", "40000")]);
        assert_eq!(word(&late, "liquidation_state"), "already-liquidatable", "{}", record.name);
        let refused = at(&[("leverage", "500")]);
        assert_eq!(word(&refused, "liquidation_state"), "cannot-be-opened", "{}", record.name);
        assert!(words(&refused).starts_with("Cannot be opened"), "{}", record.name);
    }
}

#[test]
fn a_position_beyond_tiers_by_quantity_is_measured_in_contracts() {
    let tiers = ("tiers", "cap,rate_pct,max_leverage;1000,1,50");
    let outcome = under("kraken/PI_XBTUSD/2025", &[tiers, ("quantity", "2000")]);
    assert_eq!(
        words(&outcome),
        "Cannot be opened: the venue's last tier ends at 1,000 contracts, and this is 2,000 contracts"
    );
}

#[test]
fn an_option_sold_has_margins_and_no_price() {
    let sold = [
        ("side", "short"),
        ("quantity", "2"),
        ("entry", "10000"),
        ("sold_option", "put"),
        ("strike", "9000"),
        ("option_mark", "0.025"),
    ];
    let outcome = under("deribit/BTC-PERPETUAL/2022-01-11", &sold);
    assert_eq!((outcome.number("initial_margin"), outcome.number("maintenance_margin")), (Some(0.25), Some(0.2)));
    assert!(matches!(outcome.value("liquidation_price"), Some(Value::Absent(_))));
    assert_eq!(
        words(&outcome),
        "Takes 0.25 BTC to open and 0.2 BTC to keep; only the account as a whole is liquidated"
    );
    assert_eq!(outcome.chart, None);
    let lacking =
        under("deribit/BTC-PERPETUAL/2022-01-11", &[("sold_option", "call"), ("strike", ""), ("option_mark", "0.01")]);
    assert_eq!(lacking.problems.iter().map(Problem::message).collect::<Vec<_>>(), ["Strike is needed"]);
}

#[test]
fn a_stop_is_a_level_of_the_picture_and_moves_nothing() {
    let levels = |outcome: &Outcome| match &outcome.chart {
        Some(Chart::Levels(levels)) => levels.levels.iter().map(|level| level.key.clone()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let (without, with) = (under("generic", &[]), under("generic", &[("stop", "3%")]));
    assert_eq!(levels(&without), ["entry", "liquidation_price", "bankruptcy_price"]);
    assert_eq!(levels(&with), ["entry", "stop", "liquidation_price", "bankruptcy_price"]);
    assert_eq!(with.number("stop_price"), Some(63_050.0));
    assert_eq!(with.number("liquidation_price"), without.number("liquidation_price"));
    let late = under("generic", &[("stop", "58000")]);
    assert_eq!(
        late.problems.iter().map(Problem::message).collect::<Vec<_>>(),
        ["Stop price lies beyond the liquidation price (58,793.97): the position would be liquidated first"]
    );
    let unplaced = under("generic", &[("stop", "2atr")]);
    assert_eq!((unplaced.number("liquidation_price"), unplaced.problems.len()), (with.number("liquidation_price"), 1));
}
