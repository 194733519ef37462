//! Every shape of input and output that a calculator may declare, proved on a small one.

use ballast_engine::calculators;
use ballast_engine::calculators::terms::{HasTerms, Terms};
use ballast_engine::number_text::percent;
use ballast_engine::scenario::{self, Scenario};
use ballast_engine::spec::{
    Basis, Calculator, Column, Date, Fault, Feed, Field, Gain, Kind, Level, Naming, Outcome, Output, Problem, Reason,
    Record, Severity, Slot, Solved, Spec, Statement, Status, Symmetric, Texts, Unit, Value, When, Wording, key,
};

#[derive(Clone, Default)]
struct Held {
    symbol: String,
    quantity: f64,
    weight: f64,
}

impl Record for Held {
    const COLUMNS: &'static [Column] = &[
        Column { name: "symbol", label: "Symbol", kind: Kind::Text, unit: Unit::None, neutral: None },
        Column { name: "quantity", label: "Quantity", kind: Kind::Number, unit: Unit::Quantity, neutral: None },
        Column { name: "weight_pct", label: "Weight", kind: Kind::Number, unit: Unit::Percent, neutral: Some("100") },
    ];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        match column {
            0 => Some(Slot::Text(&mut self.symbol)),
            1 => Some(Slot::Number(&mut self.quantity)),
            2 => Some(Slot::Number(&mut self.weight)),
            _ => None,
        }
    }
}

#[derive(Clone, Default)]
struct Bet {
    chance: f64,
    gain: Gain,
}

impl Record for Bet {
    const COLUMNS: &'static [Column] = &[
        Column { name: "chance_pct", label: "Chance", kind: Kind::Number, unit: Unit::Percent, neutral: None },
        Column { name: "gain", label: "Gain", kind: Kind::Number, unit: Unit::None, neutral: None },
    ];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        match column {
            0 => Some(Slot::Number(&mut self.chance)),
            1 => Some(Slot::Gain(&mut self.gain)),
            _ => None,
        }
    }
}

#[derive(Clone, Default)]
struct Shapes {
    terms: Terms,
    stop: Option<Level>,
    as_of: Date,
    returns: Vec<f64>,
    positions: Vec<Held>,
    correlations: Symmetric,
    outcomes: Vec<Bet>,
    sample_size: Option<u32>,
    volatility: Option<f64>,
    equity: f64,
    free_margin: Option<f64>,
}

impl HasTerms for Shapes {
    fn terms(&mut self) -> &mut Terms {
        &mut self.terms
    }
}

type Row = Field<Shapes>;
const OURS: Basis = Basis { formula: "as read", source: "ours, derivation in docs/numbers.md" };

static SHAPES: &Spec<Shapes, Shapes> = &Spec {
    slug: "shapes",
    title: "Shapes",
    question: "Does every shape arrive?",
    assumptions: "",
    fields: &[
        ballast_engine::calculators::terms::contract(),
        ballast_engine::calculators::terms::contract_size().when(&[When { key: "contract", is: &["inverse"] }]),
        ballast_engine::calculators::terms::price_rule(),
        Row::new(key("stop"), "Stop price", "63500", |i| Slot::Level(&mut i.stop)),
        Row::new(key("as_of"), "As of", "2026-11-22T08:00Z", |i| Slot::Date(&mut i.as_of)),
        Row::new(key("returns"), "Returns", "1,-2", |i| Slot::Series(&mut i.returns)),
        Row::new(key("positions"), "Positions", "symbol,quantity;BTC,1;ETH,2", |i| Slot::Rows(&mut i.positions)),
        Row::new(key("correlations"), "Correlations", "1,0.5;0.5,1", |i| Slot::Matrix(&mut i.correlations))
            .size_from("positions"),
        Row::new(key("outcomes"), "Outcomes", "60@2,40@-1", |i| Slot::Rows(&mut i.outcomes)),
        Row::new(key("sample_size"), "Sample", "40", |i| Slot::OptionalCount(&mut i.sample_size)),
        Row::new(key("annual_vol_pct"), "Volatility", "57", |i| Slot::Optional(&mut i.volatility)),
        Row::new(key("equity"), "Equity", "10000", |i| Slot::Money(&mut i.equity)),
        Row::new(key("free_margin"), "Free margin", "", |i| Slot::OptionalMoney(&mut i.free_margin)),
    ],
    outputs: &[
        Output::new(key("exposure"), "Rows", OURS, |o: &Shapes| Value::Number(o.positions.len() as f64))
            .answer()
            .feeds(Feed::Button("max_exposure")),
        Output::new(key("notional"), "Absent", OURS, |_: &Shapes| Value::Absent(Reason("No such thing"))),
        Output::new(key("limits"), "Table", OURS, |o: &Shapes| {
            Value::Table(o.positions.iter().map(|held| vec![Value::Number(held.quantity)]).collect())
        }),
        Output::new(key("r_net"), "Series", OURS, |o: &Shapes| Value::Series(o.returns.clone())),
    ],
    solve: |inputs| Ok(Solved { results: inputs.clone(), warnings: Vec::new() }),
    wording: Wording::new(
        |_, _, _: &Naming| Statement { words: String::new(), severity: Severity::Notice },
        |_, _, _| None,
    ),
    next: &[],
};

fn with(changes: &[(&str, &str)]) -> Outcome {
    let mut texts: Texts =
        SHAPES.fields().into_iter().map(|row| (row.key.name, row.neutral().unwrap_or(row.example))).collect();
    changes.iter().for_each(|(key, text)| texts.set(key, *text));
    SHAPES.prepare(&texts).outcome()
}

fn faults(changes: &[(&str, &str)]) -> Vec<String> {
    with(changes).problems.iter().map(ballast_engine::spec::Problem::message).collect()
}

fn read(key: &str, text: &str) -> Shapes {
    let mut inputs = Shapes::default();
    let naming = Texts::new().naming();
    let field = SHAPES.fields.iter().find(|field| field.row.key.name == key).unwrap();
    let reading =
        ballast_engine::spec::Reading { unit: field.row.key.unit, range: field.row.range, naming: &naming, size: None };
    assert_eq!(reading.fill((field.slot)(&mut inputs), text), vec![]);
    inputs
}

#[test]
fn every_example_arrives() {
    let outcome = with(&[]);
    assert_eq!((outcome.status, outcome.number("exposure")), (Status::Ok, Some(2.0)), "{:?}", outcome.problems);
    assert_eq!(outcome.value("notional"), Some(&Value::Absent(Reason("No such thing"))));
}

#[test]
fn a_level_says_by_its_suffix_what_it_is() {
    for (text, level) in [
        ("63500", Level::Price(63500.0)),
        ("2.3%", Level::Share(0.023)),
        ("2.3pct", Level::Share(0.023)),
        ("2 ATR", Level::Atr(2.0)),
        ("3R", Level::R(3.0)),
    ] {
        assert_eq!(read("stop", text).stop, Some(level), "{text}");
    }
    assert_eq!(read("stop", "").stop, None);
}

#[test]
fn volatility_is_typed_per_year_or_per_day() {
    let daily = read("annual_vol_pct", "3/day").volatility.unwrap();
    // sqrt(365) = 19.1049731745428
    assert!((daily - 0.03 * 19.104_973_174_542_8).abs() < 1e-15);
    assert_eq!(read("annual_vol_pct", "57").volatility, Some(0.57));
}

#[test]
fn rows_come_named_unnamed_pasted_from_a_sheet_and_as_pairs() {
    let quantities = |text: &str| {
        read("positions", text)
            .positions
            .iter()
            .map(|held| (held.symbol.clone(), held.quantity, held.weight))
            .collect::<Vec<_>>()
    };
    let wanted = vec![("BTC".to_owned(), 1.0, 1.0), ("ETH".to_owned(), 2.0, 0.5)];
    assert_eq!(quantities("symbol,quantity,weight_pct;BTC,1,;ETH,2,50"), wanted);
    assert_eq!(quantities("quantity,symbol,weight_pct;1,BTC,100;2,ETH,50"), wanted);
    assert_eq!(quantities("BTC\t1\nETH\t2\t50"), wanted);
    let bets = read("outcomes", "60@2, 40@-1%").outcomes;
    assert_eq!(
        bets.iter().map(|bet| (bet.chance, bet.gain)).collect::<Vec<_>>(),
        [(0.6, Gain::OfStake(2.0)), (0.4, Gain::Return(-0.01))]
    );
}

#[test]
fn a_fault_in_a_table_names_its_row_and_column() {
    assert_eq!(
        faults(&[("positions", "symbol,quantity;BTC,1;ETH,many")]),
        ["Positions, row 2: Quantity must be a number, such as 65,000 or 1.5k"]
    );
    assert_eq!(
        faults(&[("positions", "symbol,amount;BTC,1")]),
        ["Positions has no column amount", "Correlations must have 1 rows of 1 numbers"]
    );
    assert_eq!(faults(&[("positions", "symbol;BTC;ETH")]), ["Positions must have a column quantity"]);
}

#[test]
fn a_matrix_takes_its_size_from_the_rows() {
    assert_eq!(faults(&[("correlations", "1")]), ["Correlations must have 2 rows of 2 numbers"]);
    assert_eq!(
        faults(&[("correlations", "1,0.5;0.4,1")]),
        ["Correlations must be the same above and below its diagonal"]
    );
}

#[test]
fn a_hidden_field_is_not_read_and_does_not_block() {
    assert_eq!(faults(&[("contract_size", "abc")]), Vec::<String>::new());
    assert_eq!(
        faults(&[("contract", "inverse"), ("contract_size", "abc")]),
        ["Contract size must be a number, such as 65,000 or 1.5k"]
    );
}

#[test]
fn units_follow_from_the_instrument() {
    let naming = with(&[("contract", "inverse")]).naming;
    assert_eq!(
        (naming.symbol(Unit::Money), naming.symbol(Unit::Quantity), naming.symbol(Unit::Price)),
        ("coin", "contracts", "USDT")
    );
}

#[test]
fn money_in_another_currency_is_a_question_with_answers() {
    let texts: Texts =
        [("contract", "inverse"), ("base", "BTC"), ("equity", "10000USDT"), ("entry", "65000"), ("stop", "63500")]
            .into_iter()
            .collect();
    let mut full: Texts =
        SHAPES.fields().into_iter().map(|row| (row.key.name, row.neutral().unwrap_or(row.example))).collect();
    texts.iter().for_each(|(key, text)| full.set(key, text));
    let problem = SHAPES.prepare(&full).outcome().problems.remove(0);
    assert_eq!(problem.message(), "Equity was 10,000 USDT, but this contract settles in BTC");
    let labels: Vec<&str> = problem.fixes.iter().map(|fix| fix.label.as_str()).collect();
    assert_eq!(labels, ["Use 0.1575 BTC (at the stop)", "Use 0.1538 BTC (at entry)"]);
    assert_eq!(problem.fixes.first().unwrap().edits, [("equity", "0.1575BTC".to_owned())]);
}

#[test]
fn numbers_move_without_texts_once_prepared() {
    let mut prepared = SHAPES.prepare(&Texts::new());
    assert!(
        prepared.set("equity", 5.0)
            && prepared.set("annual_vol_pct", 7.0)
            && !prepared.set("contract", 1.0)
            && !prepared.set("nothing", 1.0)
    );
    let copy = prepared.copy();
    assert!(
        copy.outcome()
            .problems
            .iter()
            .all(|problem| problem.key() != Some("equity") && problem.fault != Fault::NotWhole)
    );
}

fn example(calculator: &dyn Calculator) -> Texts {
    scenario::resolve(calculator, &Scenario { is_sample: true, ..Scenario::default() }, &Texts::new()).texts
}

#[test]
fn a_number_set_later_is_held_to_the_range_of_its_field() {
    let calculator = calculators::find("position-size").unwrap();
    let mut prepared = calculator.prepare(&example(calculator));
    assert!(prepared.figures(&[0]).is_some());
    assert!(prepared.set("equity", -5.0) && prepared.figures(&[0]).is_none());
    let messages: Vec<String> = prepared.outcome().problems.iter().map(Problem::message).collect();
    assert_eq!(messages, ["Equity must be greater than 0"]);
}

#[test]
fn a_number_that_cannot_be_taken_leaves_nothing_of_the_one_before_it() {
    let calculator = calculators::find("liquidation").unwrap();
    let typed =
        [("side", "long"), ("entry", "65000"), ("quantity", "0.1"), ("leverage", "10"), ("annual_vol_pct", "60")];
    let place = calculator.outputs().iter().position(|row| row.key.name == "touch_chance_pct").unwrap();
    let mut prepared = calculator.prepare(&typed.into_iter().collect());
    assert!(prepared.figures(&[place]).is_some_and(|figures| figures[0] > 0.0));
    for (key, bad) in [("annual_vol_pct", -5.0), ("annual_vol_pct", f64::NAN), ("horizon_days", -3.0)] {
        assert!(
            prepared.set(key, bad) && prepared.figures(&[place]).is_some_and(|figures| figures[0].is_nan()),
            "{key} {bad}"
        );
    }
}

#[test]
fn figures_are_those_of_the_outcome_with_percent_in_percent() {
    for calculator in calculators::CALCULATORS {
        let prepared = calculator.prepare(&example(*calculator));
        let figures = prepared.figures(&(0..calculator.outputs().len()).collect::<Vec<_>>()).unwrap();
        for (figure, (row, value)) in figures.into_iter().zip(&prepared.outcome().outputs) {
            match value {
                Value::Number(number) if row.key.unit.is_percent() => assert_eq!(figure, percent(*number)),
                Value::Number(number) => assert_eq!(figure, *number),
                _ => assert!(figure.is_nan()),
            }
        }
    }
}
