//! Help, from the declarations.

use ballast_engine::calculators::CALCULATORS;
use ballast_engine::number_text::canonical;
use ballast_engine::spec::{Calculator, FieldRow, Kind, Range, Scope, Unit};

use crate::table::{Side, aligned};

/// `ballast --help`.
pub const OVERVIEW: &str = "\
How much to trade, where it is liquidated, what fraction is worth risking: the figures of Ballast in a terminal.

  ballast CALCULATOR KEY=TEXT ...       one answer
  ballast LINK [KEY=TEXT ...]           the answer to a link of the page, with other texts where named
  ballast CALCULATOR [KEY=TEXT ...] -   an answer for every row on standard input: CSV or TSV with a header of keys,
                                        or a JSON object of inputs a line; a column `id` is handed through
  ballast -                             requests in JSON on standard input, as `evaluate` takes them
  ballast CALCULATOR --help             what a calculator takes and gives
  ballast --list [--json]               the calculators

  --json            the answer as JSON, numbers to the last digit
  --only=KEY,...    these outputs alone, bare, one a line
  --link[=ADDRESS]  a link that shows the same figures for ever, behind that address
  --explain         every figure with its formula and the source of it
  --examples        fill what is missing from the examples; otherwise it is an error

Texts are as on the page: stop=63500, stop=2.3%, targets=50@3r,50@70000, rules=binance-usdm/BTCUSDT/2026-q1.
Answers go to standard output, what is to be said about them to standard error.
Exit code: 0 with an answer, 1 with a problem in the input, 2 where the command line is none.
";

/// A line for every calculator.
pub fn list() -> String {
    let row = |calculator: &&dyn Calculator| vec![calculator.slug().to_owned(), calculator.question().to_owned()];
    aligned(&CALCULATORS.iter().map(row).collect::<Vec<_>>(), &[Side::Left, Side::Left], "")
}

/// What a calculator takes and gives.
pub fn of(calculator: &dyn Calculator) -> String {
    let slug = calculator.slug();
    let mut parts = vec![
        format!("{}: {}\n", calculator.title(), calculator.question()),
        format!("  ballast {slug} {}\n", example(calculator)),
    ];
    let is_of_contract = |row: &FieldRow| row.key.scope == Scope::Instrument;
    parts.extend(inputs("Inputs", calculator, &|row| !is_of_contract(row) && !row.folded));
    parts.extend(inputs("Rarely needed", calculator, &|row| !is_of_contract(row) && row.folded));
    parts.extend(inputs("Contract and venue, or rules=NAME for all of a record's", calculator, &is_of_contract));
    parts.push(format!("Outputs\n{}", outputs(calculator)));
    parts.push(format!("{}\n", calculator.assumptions()));
    parts.join("\n")
}

/// What has to be typed at least, as it might be.
fn example(calculator: &dyn Calculator) -> String {
    let texts = calculator.fields().into_iter().map(|row| (row.key.name, row.neutral().unwrap_or(row.example)));
    let texts = texts.collect();
    let needed = calculator.fields().into_iter().filter(|row| row.is_required() && calculator.shows(row, &texts));
    needed.map(|row| quoted(&format!("{}={}", row.key.name, row.example))).collect::<Vec<_>>().join(" ")
}

/// As a shell takes it for one word.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "=.,_-@:/%+".contains(c);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{word}'") }
}

fn inputs(head: &str, calculator: &dyn Calculator, belongs: &dyn Fn(&FieldRow) -> bool) -> Option<String> {
    let rows: Vec<&FieldRow> = calculator.fields().into_iter().filter(|row| belongs(row)).collect();
    let cells: Vec<Vec<String>> = rows.iter().map(|row| input(calculator, row)).collect();
    let sides = [Side::Left; 4];
    (!rows.is_empty()).then(|| format!("{head}\n{}", aligned(&cells, &sides, "  ")))
}

fn input(calculator: &dyn Calculator, row: &FieldRow) -> Vec<String> {
    let left_out = match row.neutral() {
        None => "needed".to_owned(),
        Some("") => "may be left out".to_owned(),
        Some(neutral) => format!("{neutral} if left out"),
    };
    let conditions = row.shown_when.iter().map(|when| format!("{}={}", when.key, when.is.join("|")));
    let conditions: Vec<String> = conditions.collect();
    let shown = if conditions.is_empty() { String::new() } else { format!("; with {}", conditions.join(" and ")) };
    let sample = if row.example.is_empty() { String::new() } else { format!(", as {}", short(row.example)) };
    vec![row.key.name.to_owned(), takes(calculator, row) + &sample, left_out, row.label.to_owned() + &shown]
}

/// The beginning of a text that would push all else aside.
fn short(example: &str) -> String {
    const MOST: usize = 24;
    match example.char_indices().nth(MOST) {
        Some((end, _)) => example.get(..end).unwrap_or_default().to_owned() + "…",
        None => example.to_owned(),
    }
}

fn takes(calculator: &dyn Calculator, row: &FieldRow) -> String {
    let unit = unit_words(row.key.unit);
    let kind = match row.key.kind {
        Kind::Choice => {
            let words = calculator.words(row.key.name).iter().map(|word| word.code);
            return words.collect::<Vec<_>>().join("|");
        }
        Kind::Rows => {
            let columns = calculator.columns(row.key.name).iter().map(|column| column.name);
            return format!("rows of {}", columns.collect::<Vec<_>>().join(","));
        }
        Kind::Level => "price or 2.3%, 2atr, 3r".to_owned(),
        Kind::Distance => "distance or 1.5%, 2atr, 1r".to_owned(),
        Kind::Count => "whole number".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::PriceRule => "tick or 5sf".to_owned(),
        Kind::Date => "UTC moment".to_owned(),
        Kind::Series => format!("numbers parted by commas, {unit}").trim_end_matches(", ").to_owned(),
        Kind::Pairs => "pairs first@second".to_owned(),
        Kind::Matrix => "matrix, rows parted by ;".to_owned(),
        Kind::Number | Kind::Money if unit.is_empty() => "number".to_owned(),
        Kind::Number | Kind::Money => unit.to_owned(),
    };
    kind + &range(row.range)
}

fn range(range: Range) -> String {
    match range {
        Range::Any => String::new(),
        Range::Above(low) => format!(" above {}", canonical(low)),
        Range::AtLeast(low) => format!(" from {}", canonical(low)),
        Range::Between(low, high) => format!(" {} to {}", canonical(low), canonical(high)),
    }
}

/// A unit in words that fit every contract.
fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Price => "price",
        Unit::Money => "money",
        Unit::Quantity => "quantity",
        Unit::Base => "coins",
        Unit::Quote => "quote money",
        Unit::Contracts => "contracts",
        Unit::ContractSize => "worth of a contract",
        Unit::Percent => "%",
        Unit::AnnualVolatility => "% a year, or 3/day",
        Unit::Times => "×",
        Unit::R => "R",
        Unit::Days => "days",
        Unit::Hours => "hours",
        Unit::Years => "years",
        Unit::Count | Unit::None => "",
    }
}

fn outputs(calculator: &dyn Calculator) -> String {
    let rows = calculator.outputs().into_iter().map(|row| {
        let gives = if !row.columns.is_empty() {
            format!("rows of {}", row.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(","))
        } else if row.words.is_empty() {
            unit_words(row.key.unit).to_owned()
        } else {
            row.words.iter().map(|word| word.code).collect::<Vec<_>>().join("|")
        };
        vec![row.key.name.to_owned(), row.label.to_owned(), gives]
    });
    aligned(&rows.collect::<Vec<_>>(), &[Side::Left; 3], "  ")
}
