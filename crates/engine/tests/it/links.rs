//! Links: what they hold, what they mean for ever, and that nothing in them is lost.

use ballast_engine::calculators;
use ballast_engine::scenario::{self, Origin, Profile, Scenario, Share, decode, edit, encode, new_trade, resolve};
use ballast_engine::spec::Severity;
use serde_json::json;

use crate::protocol;

const BTC: &str = "binance-usdm/BTCUSDT/2026-q1";

fn own() -> Profile {
    [("rules", BTC), ("equity", "2500 USDT"), ("risk_pct", "0.5")].into_iter().collect()
}

fn opened(link: &str) -> Scenario {
    decode(link).scenario
}

fn linked(scenario: &Scenario, profile: &Profile, share: Share) -> String {
    let calculator = calculators::find(&scenario.slug).unwrap();
    encode(scenario, (profile, &resolve(calculator, scenario, profile)), share)
}

fn text(link: &str, profile: &Profile, key: &str) -> (String, Option<Origin>) {
    let scenario = opened(link);
    let resolved = resolve(calculators::find(&scenario.slug).unwrap(), &scenario, profile);
    (resolved.texts.get(key).unwrap_or_default().to_owned(), resolved.origin(key))
}

#[test]
fn every_frozen_link_still_shows_its_figures() {
    let file = include_str!("../../../../tests/links/v1.txt");
    for line in file.lines().filter(|line| line.starts_with("#/")) {
        let mut parts = line.split('\t');
        let (link, outputs) = (parts.next().unwrap(), parts.next().unwrap());
        assert!(parts.next().is_some_and(|source| !source.is_empty()), "{link} has no source");
        let answer = protocol::answer(&json!({"link": link}).to_string());
        for (key, wanted) in outputs.split(' ').map(|pair| pair.split_once('=').unwrap()) {
            let got = &answer["outputs"][key];
            let (wanted, tolerance) = wanted.split_once('~').unwrap_or((wanted, "1e-12"));
            match (got.as_f64(), wanted.parse::<f64>(), tolerance.parse::<f64>()) {
                (Some(got), Ok(wanted), Ok(tolerance)) => {
                    assert!((got - wanted).abs() <= tolerance, "{link}: {key} is {got}, not {wanted}")
                }
                _ => assert_eq!(got.as_str(), Some(wanted), "{link}: {key}; {}", answer["problems"]),
            }
        }
    }
}

#[test]
fn encoding_what_was_decoded_settles_at_once() {
    for link in [
        "#/position-size?v=1&rules=binance-usdm/BTCUSDT/2026-q1&side=long&entry=65,000&stop=2.3%25&targets=50@70k,50@3R&leverage=10&foo=a+b%26c",
        "#/position-size?side=short&entry=x&stop=&equity=10000USDT",
        "#/kelly?edge_model=trades&trades=1,%20-1,2.50",
        "#/liquidation?entry=5&mark_price=4",
        "#/nonsense?a=1",
        "",
    ] {
        let once = opened(link);
        let Some(calculator) = calculators::find(&once.slug) else { continue };
        let written = encode(&once, (&Profile::new(), &resolve(calculator, &once, &Profile::new())), Share::Address);
        let again = opened(&written);
        let rewritten =
            encode(&again, (&Profile::new(), &resolve(calculator, &again, &Profile::new())), Share::Address);
        assert_eq!(written, rewritten, "{link}");
    }
}

#[test]
fn numbers_are_written_canonically_and_what_is_no_number_as_typed() {
    let written = linked(
        &opened("#/position-size?rules=generic&side=long&entry=65,000&stop=2.3%25&targets=3R&leverage=ten"),
        &own(),
        Share::Address,
    );
    assert_eq!(written, "#/position-size?v=1&rules=generic&side=long&entry=65000&stop=2.3pct&targets=3r&leverage=ten");
}

#[test]
fn an_unknown_key_is_kept_and_noticed() {
    let scenario = opened("#/position-size?rules=generic&future=1%2B1");
    let resolved = resolve(calculators::find("position-size").unwrap(), &scenario, &Profile::new());
    assert_eq!(
        resolved.problems.first().map(|problem| (problem.severity, problem.message())).unwrap().0,
        Severity::Notice
    );
    assert!(linked(&scenario, &own(), Share::Address).contains("&future=1%2B1"));
}

#[test]
fn a_plus_stays_a_plus() {
    assert_eq!(opened("#/position-size?entry=1e+5").texts.get("entry"), Some("1e+5"));
}

#[test]
fn whoever_opens_a_shared_trade_sees_their_own_account() {
    let mine = opened("#/position-size?rules=generic&side=long&entry=100&stop=95&equity=50000&risk_pct=2&leverage=5");
    let shared = linked(&mine, &Profile::new(), Share::Trade);
    assert!(!shared.contains("equity") && shared.ends_with("&account=reader"), "{shared}");
    assert_eq!(text(&shared, &own(), "equity"), ("2500 USDT".into(), Some(Origin::Profile)));
    assert_eq!(text(&shared, &Profile::new(), "equity").1, Some(Origin::Example));
}

#[test]
fn an_exact_link_shows_the_same_whatever_the_readers_profile() {
    let mine = opened("#/position-size?side=long&entry=65000&stop=63500&targets=3r&leverage=10");
    let exact = linked(&mine, &own(), Share::Exact);
    assert!(
        exact.contains(&format!("rules={BTC}")) && exact.contains("equity=2500USDT") && exact.contains("&build="),
        "{exact}"
    );
    let stranger: Profile =
        [("rules", "generic"), ("contract", "inverse"), ("equity", "3"), ("maker_fee_pct", "1")].into_iter().collect();
    let of = |profile: &Profile| {
        let scenario = opened(&exact);
        let calculator = calculators::find(&scenario.slug).unwrap();
        scenario::outcome(calculator, &resolve(calculator, &scenario, profile)).number("quantity")
    };
    // 2,500 USDT at 0.5 % is 12.5; a bitcoin loses 1,544.75 at the stop: 0.00809, 8 lots of 0.001.
    assert_eq!((of(&own()), of(&stranger), of(&Profile::new())), (Some(0.008), Some(0.008), Some(0.008)));
}

#[test]
fn link_and_profile_mix_by_scope_never_by_key() {
    let link = "#/position-size?maker_fee_pct=0.1&side=long&entry=100&stop=95";
    assert_eq!(text(link, &own(), "lot_step"), (String::new(), Some(Origin::Neutral)));
    assert_eq!(text("#/position-size?entry=100", &own(), "lot_step"), ("0.001".into(), Some(Origin::Record)));
    assert_eq!(text("#/position-size?equity=1000", &own(), "risk_pct").1, Some(Origin::Example));
}

#[test]
fn rules_that_are_not_in_this_build_leave_no_figure() {
    let answer = protocol::answer(
        &json!({"link": "#/position-size?rules=binance-usdm/BTCUSDT/2031-q1&entry=100&stop=95"}).to_string(),
    );
    assert_eq!(
        (answer["status"].as_str(), answer["problems"][0]["code"].as_str()),
        (Some("invalid"), Some("rules-missing"))
    );
    assert_eq!(answer["outputs"], json!({}));
}

#[test]
fn a_fed_field_is_derived_again_unless_the_link_is_exact() {
    let size = "#/liquidation?rules=generic&side=long&entry=100&stop=95&leverage=10";
    let profile: Profile = [("rules", "generic"), ("equity", "1000"), ("risk_pct", "1")].into_iter().collect();
    assert_eq!(text(size, &profile, "quantity"), ("2".into(), Some(Origin::Fed("position-size"))));
    assert!(!linked(&opened(size), &profile, Share::Trade).contains("quantity"));
    let exact = linked(&opened(size), &profile, Share::Exact);
    assert_eq!(text(&exact, &Profile::new(), "quantity"), ("2".into(), Some(Origin::Link)));
}

#[test]
fn a_change_of_contract_never_re_reads_money() {
    let profile: Profile =
        [("rules", "generic"), ("base", "BTC"), ("equity", "10000"), ("risk_pct", "1")].into_iter().collect();
    let edited =
        edit(&opened("#/position-size?side=long&entry=65000&stop=63500&leverage=5"), &profile, ("contract", "inverse"));
    assert_eq!(edited.profile.get("equity"), Some("10000 USDT"));
    let calculator = calculators::find("position-size").unwrap();
    let outcome = scenario::outcome(calculator, &resolve(calculator, &edited.scenario, &edited.profile));
    assert_eq!(
        outcome.problems.iter().map(ballast_engine::spec::Problem::message).collect::<Vec<_>>(),
        ["Equity was 10,000 USDT, but this contract settles in BTC"]
    );
}

#[test]
fn money_in_the_accounts_own_currency_counts_wherever_it_is_carried() {
    let typed = [("rules", "generic"), ("equity", "9000 EUR"), ("equity_currency", "EUR"), ("equity_rate", "1.1")];
    let profile: Profile = typed.into_iter().chain([("risk_pct", "1")]).collect();
    let of = |link: &str, key: &str| {
        let scenario = opened(link);
        let calculator = calculators::find(&scenario.slug).unwrap();
        scenario::outcome(calculator, &resolve(calculator, &scenario, &profile)).number(key)
    };
    let ticket = "side=long&entry=100&stop=90&leverage=1";
    assert_eq!(of(&format!("#/position-size?{ticket}"), "risk_budget_amount"), Some(99.0));
    let cross = format!("#/liquidation?{ticket}&quantity=10&margin_mode=cross");
    assert_eq!(of(&cross, "margin_balance"), Some(9900.0));
}

#[test]
fn a_link_never_re_reads_the_money_of_the_profile() {
    let link = "#/position-size?rules=generic&contract=inverse&base=BTC&quote=USD&side=long&entry=65000&stop=63500&account=reader";
    let profile: Profile = [("rules", BTC), ("equity", "7000"), ("risk_pct", "1")].into_iter().collect();
    assert_eq!(text(link, &profile, "equity").0, "7000 USDT");
    assert_eq!(text("#/position-size?entry=100", &profile, "equity").0, "7000");
}

#[test]
fn tiers_may_be_named_by_their_record() {
    let link = format!(
        "#/liquidation?rules=generic&tiers={BTC}&side=long&entry=60000&quantity=60&position_margin=144000&leverage=25"
    );
    let answer = protocol::answer(&json!({"link": link}).to_string());
    // tests/vectors/liquidation.json, binance-btcusdt-tiered-long-mid.
    assert!((answer["outputs"]["liquidation_price"].as_f64().unwrap() - 57979.797979798).abs() < 1e-6, "{answer}");
    let unknown = protocol::answer(&json!({"link": link.replace("2026-q1", "2031-q1")}).to_string());
    assert_eq!(
        (unknown["status"].as_str(), unknown["problems"][0]["code"].as_str()),
        (Some("invalid"), Some("unknown-record"))
    );
}

#[test]
fn examples_behind_a_fed_field_are_named() {
    let answer = protocol::answer(
        &json!({"link": "#/liquidation?rules=generic&side=long&entry=65000&stop=63500&leverage=10"}).to_string(),
    );
    assert_eq!(answer["assumed"], json!(["risk_pct", "equity"]));
}

#[test]
fn prices_in_lists_may_be_grouped() {
    for (typed, wanted) in [
        ("66,000", "66000"),
        ("50@66,000,50@70,000", "50@66000,50@70000"),
        ("50@66000, 50@3r", "50@66000,50@3r"),
        ("5@95,150.5@90", "5@95,150.5@90"),
    ] {
        let written = linked(
            &opened(&format!(
                "#/position-size?rules=generic&side=long&entry=65000&stop=63500&targets={typed}&leverage=5"
            )),
            &own(),
            Share::Address,
        );
        assert!(written.contains(&format!("&targets={wanted}&")), "{written}");
    }
}

#[test]
fn a_table_in_place_of_pairs_keeps_its_rows_in_a_link() {
    let targets = "share_pct,level;50,3r;50,70000";
    let scenario = opened(&format!("#/position-size?v=1&side=long&entry=65000&stop=63500&targets={targets}"));
    assert!(linked(&scenario, &own(), Share::Trade).contains(&format!("&targets={targets}&")));
}

#[test]
fn another_contract_leaves_the_lots_sums_and_tiers_of_the_record_behind() {
    let edited = edit(&opened("#/position-size?entry=65000"), &own(), ("contract", "inverse")).profile;
    let kept: Vec<(&str, &str)> = edited.iter().filter(|(name, _)| *name != "equity" && *name != "risk_pct").collect();
    let wanted = [
        ("rules", "generic"),
        ("base", "BTC"),
        ("quote", "USDT"),
        ("contract", "inverse"),
        ("maker_fee_pct", "0.02"),
        ("taker_fee_pct", "0.05"),
        ("funding_interval_hours", "8"),
    ];
    assert_eq!(kept, wanted);
}

#[test]
fn another_contract_leaves_what_the_venue_counts_in_money_or_coins_behind() {
    for (rules, key) in [
        ("gmx-v2/ETH-USD/2025", "requirement_floor"),
        ("deribit/BTC-PERPETUAL/2022-01-11", "rate_per_coin_pct"),
        ("kraken/PI_XBTUSD/2025", "tier_axis"),
    ] {
        let profile: Profile = [("rules", rules)].into_iter().collect();
        let edited = edit(&opened("#/position-size?entry=65000"), &profile, ("contract", "quanto")).profile;
        assert_eq!((edited.get("contract"), edited.get(key)), (Some("quanto"), None), "{rules}");
    }
}

#[test]
fn edits_go_to_the_profile_unless_the_link_brings_its_own() {
    let own_page = edit(&opened("#/position-size?entry=100"), &own(), ("equity", "7000"));
    assert_eq!((own_page.profile.get("equity"), own_page.scenario.texts.get("equity")), (Some("7000"), None));
    let exact_page = edit(&opened("#/position-size?entry=100&equity=5"), &own(), ("equity", "7000"));
    assert_eq!(
        (exact_page.profile.get("equity"), exact_page.scenario.texts.get("equity")),
        (Some("2500 USDT"), Some("7000"))
    );
}

#[test]
fn new_trade_empties_prices_and_keeps_the_rest() {
    let fresh =
        new_trade(&opened("#/position-size?side=short&entry=100&stop=95&targets=3r&leverage=7&margin_mode=cross"));
    let texts: Vec<(&str, &str)> = fresh.texts.iter().collect();
    assert_eq!(texts, [("side", "short"), ("leverage", "7"), ("margin_mode", "cross"), ("entry", ""), ("stop", "")]);
    let calculator = calculators::find("position-size").unwrap();
    let outcome = scenario::outcome(calculator, &resolve(calculator, &fresh, &own()));
    assert_eq!(scenario::prompt(&outcome.problems).as_deref(), Some("Type the entry price and stop price"));
}

#[test]
fn cells_that_are_needed_are_asked_for_by_their_column_and_once() {
    let calculator = calculators::find("cross-account").unwrap();
    let half_typed = opened("#/cross-account?positions=symbol,side,quantity,entry;BTCUSDT,long,,;ETHUSDT,short,,");
    let outcome = scenario::outcome(calculator, &resolve(calculator, &half_typed, &own()));
    assert_eq!(scenario::prompt(&outcome.problems).as_deref(), Some("Type the quantity and entry"));
}

#[test]
fn a_change_of_symbol_clears_market_and_trade() {
    let edited = edit(
        &opened("#/position-size?rules=generic&entry=100&stop=95&atr=3&leverage=7"),
        &own(),
        ("symbol", "ETHUSDT"),
    );
    let texts: Vec<(&str, &str)> = edited.scenario.texts.iter().collect();
    assert_eq!(texts, [("rules", "generic"), ("leverage", "7"), ("symbol", "ETHUSDT")]);
}

fn rules(name: &str) -> Vec<(String, String)> {
    let link =
        "#/position-size?rules=binance-usdm/BTCUSDT/2026-q1&side=short&entry=100&stop=105&mark_price=99&quantity=2";
    let edited = edit(&opened(link), &own(), ("rules", name));
    let texts = edited.scenario.texts.iter().filter(|(key, _)| *key != "rules");
    texts.map(|(key, text)| (key.to_owned(), text.to_owned())).collect()
}

fn keys(texts: &[(String, String)]) -> Vec<&str> {
    texts.iter().map(|(key, _)| key.as_str()).collect()
}

#[test]
fn the_same_market_at_another_venue_keeps_the_trade() {
    for name in
        ["bybit-linear/BTCUSDT/2025-09-02", "okx-linear/BTC-USDT-SWAP/2026", "dydx-v4/BTC-USD/2026-04-22", "generic"]
    {
        assert_eq!(keys(&rules(name)), ["side", "entry", "stop", "mark_price", "quantity"], "{name}");
    }
}

#[test]
fn a_contract_of_another_kind_keeps_prices_and_clears_the_quantity() {
    assert_eq!(keys(&rules("binance-coinm/BTCUSD_PERP/2024")), ["side", "entry", "stop", "mark_price"]);
    let filled = "#/average-entry?rules=generic&contract=inverse&contract_size=100&fills=1@65000&mark_price=65000";
    let edited = edit(&opened(filled), &own(), ("rules", BTC));
    assert_eq!((edited.scenario.texts.get("fills"), edited.scenario.texts.get("mark_price")), (None, Some("65000")));
}

#[test]
fn another_coin_clears_the_trade_and_keeps_its_side() {
    for name in ["binance-usdm/ETHUSDT/2026-q1", "hyperliquid/SOL/2025"] {
        assert_eq!(keys(&rules(name)), ["side"], "{name}");
    }
}

#[test]
fn a_symbol_of_the_same_coin_keeps_the_trade() {
    let scenario = opened("#/position-size?rules=generic&symbol=BTCUSDT&entry=100&stop=95");
    let edited = edit(&scenario, &own(), ("symbol", "BTC-USDT-SWAP"));
    assert_eq!((edited.scenario.texts.get("entry"), edited.scenario.texts.get("stop")), (Some("100"), Some("95")));
}

#[test]
fn a_newer_link_is_read_as_far_as_it_is_known() {
    let decoded = decode("#/position-size?v=9&entry=100");
    assert_eq!(decoded.scenario.texts.get("entry"), Some("100"));
    assert_eq!(decoded.problems.first().map(|problem| problem.fault.code()), Some("newer-version"));
}

#[test]
fn a_link_of_another_build_says_so() {
    let scenario = opened(
        "#/position-size?rules=generic&side=long&entry=100&stop=95&leverage=5&equity=1000&risk_pct=1&build=0.0.1",
    );
    let resolved = resolve(calculators::find("position-size").unwrap(), &scenario, &Profile::new());
    let wanted = format!(
        "This link was made with build 0.0.1, this is {}: if a figure differs, a fault was mended in between",
        ballast_engine::BUILD
    );
    assert_eq!(resolved.problems.iter().map(ballast_engine::spec::Problem::message).collect::<Vec<_>>(), [wanted]);
}

#[test]
fn an_emptied_stop_stays_empty_on_the_way_over_liquidation_and_a_missing_one_is_no_example_there() {
    let emptied = "#/liquidation?v=1&rules=generic&side=long&entry=100&leverage=10&stop=";
    let written = |link: &str| {
        let scenario = opened(link);
        let resolved = resolve(calculators::find("liquidation").unwrap(), &scenario, &Profile::new());
        (encode(&scenario, (&Profile::new(), &resolved), Share::Address), resolved.texts.get("stop").map(str::to_owned))
    };
    assert!(written(emptied).0.contains("&stop="), "{}", written(emptied).0);
    let (without, stop) = written("#/liquidation?v=1&rules=generic&side=long&entry=100&leverage=10");
    assert!(!without.contains("stop"), "{without}");
    assert_eq!(stop.as_deref(), Some(""));
}
