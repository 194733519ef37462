//! Nothing panics, whatever is typed or linked.

use ballast_engine::calculators::CALCULATORS;
use ballast_engine::figure;
use ballast_engine::number_text::{canonical, fraction, parse, percent};
use ballast_engine::presentation::{CallTicket, read_call};
use ballast_engine::scenario::{self, Profile, Scenario, Share, decode, encode, resolve};
use ballast_engine::spec::{KEYS, Status, Texts, Value};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The same cases on every run: a test that fails only now and then is a fault of its own.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() }
}

/// What people and machines put into fields: numbers of every size, lists, tables, words, and noise.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<f64>().prop_map(|number| number.to_string()),
        (-6..7_i32, 1..1000_u32).prop_map(|(power, digits)| format!("{digits}e{power}")),
        prop::sample::select(vec![
            "",
            "0",
            "-0",
            "1",
            "-1",
            "nan",
            "1e308",
            "-1e308",
            "1e-320",
            "100%",
            "3r",
            "2atr",
            "50@3r,50@70000",
            "60@2,40@-1",
            "60@2%,40@-1%",
            "1,-1,2",
            "cap,rate_pct;100,1;,2",
            "inverse",
            "quanto",
            "cross",
            "market",
            "percent-volatility",
            "fixed-ratio",
            "units-per-money",
            "all-margin",
            "posterior",
            "lower-bound",
            "10 EUR",
            "EUR",
            "quantity",
            "trades",
            "outcomes",
            "continuous",
            "short",
            "generic",
            "5sf",
            "1;2;3",
            "@@",
            ";;;",
            ",,,",
            "0.5BTC",
            "3/day",
            "2026-11-22",
            "🦀",
            "\u{202e}",
            "a,b;c",
        ])
        .prop_map(str::to_owned),
        "[-0-9.,;@%a-z ]{0,24}",
        any::<String>(),
    ]
}

/// Texts for every field of a calculator; most keep their example, so that whole solves are reached.
fn any_texts() -> impl Strategy<Value = (usize, Texts)> {
    (0..CALCULATORS.len()).prop_flat_map(|at| {
        let rows = CALCULATORS[at].fields();
        let cells = prop::collection::vec(prop_oneof![3 => Just(None), 1 => any_text().prop_map(Some)], rows.len());
        cells.prop_map(move |cells| {
            let text = |(row, cell): (&&'static ballast_engine::spec::FieldRow, Option<String>)| {
                (row.key.name, cell.unwrap_or_else(|| row.example.to_owned()))
            };
            (at, rows.iter().zip(cells).map(text).collect())
        })
    })
}

/// A link to a calculator: mostly keys that are declared, and texts that fields take beside noise.
fn any_link() -> impl Strategy<Value = String> {
    let slugs: Vec<&str> = CALCULATORS.iter().map(|calculator| calculator.slug()).collect();
    let declared: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
    let key = prop_oneof![9 => prop::sample::select(declared).prop_map(str::to_owned), 1 => "[a-z_]{1,12}"];
    let text = prop_oneof![2 => any_text().prop_map(|text| in_link(&text)), 1 => "[-0-9a-z%.,@]{0,12}"];
    let parts = prop::collection::vec((key, text).prop_map(|(key, text)| format!("{key}={text}")), 0..12);
    (prop::sample::select(slugs), parts).prop_map(|(slug, parts)| format!("#/{slug}?v=1&{}", parts.join("&")))
}

/// A text as a browser writes it into an address.
fn in_link(text: &str) -> String {
    let written = |byte: u8| match byte {
        b'-' | b'.' | b',' | b'@' | b';' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(written).collect()
}

fn finite(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_finite() && (*number != 0.0 || number.is_sign_positive()),
        Value::Series(numbers) => numbers.iter().all(|number| number.is_finite()),
        Value::Table(rows) => rows.iter().flatten().all(finite),
        Value::Word(_) | Value::Text(_) | Value::Absent(_) => true,
    }
}

/// Words, numbers and marks as they stand in calls, and noise.
fn any_call() -> impl Strategy<Value = String> {
    let words = [
        "SOL", "short", "LONG", "sl", "tp1", "tp", "entry", "@", "65k", "143.2", "139,134", "10x", "x10", "2%", "(",
        ")", "-", "/", ":", "\n", "$", "#1234", "1)", "000", "🚀", "1e309", "0", "..", "3r", "market", "at", "risk",
        "٣", "½",
    ];
    let word = prop_oneof![4 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => ".{0,6}"];
    (prop::collection::vec(word, 0..24), prop::bool::ANY)
        .prop_map(|(words, spaced)| words.join(if spaced { " " } else { "" }))
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn no_call_panics_and_every_answer_to_it_is_taken(text in any_call()) {
        let call = read_call(&text, CallTicket { base: "BTC", venue: "" });
        for (at, question) in call.questions.iter().enumerate() {
            for choice in 0..question.choices.len() {
                prop_assert_eq!(call.answered(at, choice).questions.len() + 1, call.questions.len());
            }
        }
        prop_assert!(call.readings.iter().all(|reading| !reading.text.contains("NaN") && !reading.text.contains("inf")));
    }
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn any_texts_in_any_fields_give_finite_figures_or_a_named_problem((at, texts) in any_texts()) {
        let outcome = CALCULATORS[at].prepare(&texts).outcome();
        prop_assert!(outcome.outputs.iter().all(|(_, value)| finite(value)));
        prop_assert_eq!(outcome.status == Status::Ok, !outcome.outputs.is_empty());
        prop_assert!(outcome.status == Status::Ok || !outcome.problems.is_empty());
        for problem in &outcome.problems {
            prop_assert!(!problem.message().is_empty());
            prop_assert!(problem.at.as_ref().is_none_or(|place| !place.label.is_empty()), "{:?}", problem);
        }
        for (row, value) in &outcome.outputs {
            prop_assert!(!figure::of_output(row, value, &outcome.naming).text.contains("NaN"));
        }
        if let Some(chart) = &outcome.chart {
            let _ = (chart.place(ballast_engine::chart::Viewport::of_width(320.0)), chart.alternative());
        }
    }

    #[test]
    fn any_fragment_is_read_and_its_link_settles(fragment in prop_oneof![1 => any::<String>(), 9 => any_link()]) {
        let scenario = decode(&fragment).scenario;
        let Some(calculator) = CALCULATORS.iter().find(|calculator| calculator.slug() == scenario.slug) else { return Ok(()) };
        let profile = Profile::new();
        for share in [Share::Address, Share::Trade, Share::Exact] {
            let written = encode(&scenario, (&profile, &resolve(*calculator, &scenario, &profile)), share);
            let again: Scenario = decode(&written).scenario;
            let rewritten = encode(&again, (&profile, &resolve(*calculator, &again, &profile)), share);
            prop_assert_eq!(&written, &rewritten);
        }
        let _ = scenario::outcome(*calculator, &resolve(*calculator, &scenario, &profile));
    }

    #[test]
    fn a_number_written_canonically_reads_back_to_the_last_bit(number in any::<f64>().prop_filter("ordinary", |number| number.is_finite())) {
        prop_assert_eq!(parse(&canonical(number)), Ok(number));
    }

    #[test]
    fn a_percentage_as_people_type_it_survives_the_door(digits in -999_999_999_999_999_i64..=999_999_999_999_999, power in -20..10_i32) {
        let typed: f64 = format!("{digits}e{power}").parse().expect("a number");
        prop_assert_eq!(percent(fraction(typed)), typed);
    }
}
