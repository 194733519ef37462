//! What a calculator takes.

use ballast_engine::number_text::canonical;
use ballast_engine::spec::{Calculator, Column, FieldRow, Kind, Range, Scope, Unit};

use crate::glossary::with_terms;
use crate::markdown::{any_of, code, named_row, table, text};

/// The inputs, as the form groups them, and the columns of those that are tables.
pub fn section(calculator: &dyn Calculator) -> String {
    let is_of_contract = |row: &FieldRow| row.key.scope == Scope::Instrument;
    let mut parts = vec!["## Inputs".to_owned()];
    let mut group = |head: &str, belongs: &dyn Fn(&FieldRow) -> bool| {
        let rows: Vec<Vec<String>> =
            calculator.fields().into_iter().filter(|row| belongs(row)).map(|row| input(calculator, row)).collect();
        if !rows.is_empty() {
            parts.push(format!("### {head}"));
            parts.push(table(&["Input", "Takes", "What it is"], &rows));
        }
    };
    group("The ticket", &|row| !is_of_contract(row) && !row.folded);
    group("Rarely needed", &|row| !is_of_contract(row) && row.folded);
    group("Contract and venue", &is_of_contract);
    for row in calculator.fields() {
        let columns = calculator.columns(row.key.name);
        if !columns.is_empty() {
            parts.push(format!("### Columns of {}", text(row.label)));
            parts.push(columns_table(columns));
        }
    }
    parts.join("\n\n")
}

/// The page's own help links to this row, by its key.
fn input(calculator: &dyn Calculator, row: &FieldRow) -> Vec<String> {
    let left_out = row.neutral().map_or("needed".to_owned(), |neutral| format!("left out: {}", left_out(neutral)));
    let takes = format!("{}<br>{left_out}", takes(calculator, row));
    vec![named_row(row.key.name, row.label, row.key.name), takes, meaning(row)]
}

fn left_out(neutral: &str) -> String {
    if neutral.is_empty() { "empty".to_owned() } else { code(neutral) }
}

/// The help, and when the field shows.
fn meaning(row: &FieldRow) -> String {
    let conditions = row.shown_when.iter().map(|when| format!("`{}` is {}", when.key, any_of(when.is)));
    let conditions: Vec<String> = conditions.collect();
    let help = if row.help.is_empty() { sentence(row.key.meaning) } else { row.help.to_owned() };
    let shown =
        if conditions.is_empty() { String::new() } else { format!(" *Only when {}.*", conditions.join(" and ")) };
    with_terms(&help) + &shown
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

fn takes(calculator: &dyn Calculator, row: &FieldRow) -> String {
    match row.key.kind {
        Kind::Choice => {
            let words = calculator.words(row.key.name).iter().map(|word| code(word.code));
            words.collect::<Vec<_>>().join(", ")
        }
        kind => {
            let parts = [of_kind(kind, row.key.unit), range(row.range)];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// What kind of text that is.
fn of_kind(kind: Kind, unit: Unit) -> String {
    match kind {
        Kind::Level => "price, or distance as `2.3%` or `2atr`".to_owned(),
        Kind::Distance => "distance: in price, or as `1.5%`, `2atr` or `1r`".to_owned(),
        Kind::Count => "whole number".to_owned(),
        Kind::Choice => "word".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::PriceRule => "tick, or figures as `5sf`".to_owned(),
        Kind::Date => "moment in UTC".to_owned(),
        Kind::Series => format!("list of numbers, {}", unit_words(unit)),
        Kind::Pairs => "list of pairs `first@second`".to_owned(),
        Kind::Rows => "rows, the columns named in the first".to_owned(),
        Kind::Matrix => "numbers in rows separated by `;`".to_owned(),
        Kind::Number | Kind::Money => unit_words(unit).to_owned(),
    }
}

fn range(range: Range) -> String {
    match range {
        Range::Any => String::new(),
        Range::Above(low) => format!("above {}", canonical(low)),
        Range::AtLeast(low) => format!("{} or more", canonical(low)),
        Range::Between(low, high) => format!("{} to {}", canonical(low), canonical(high)),
    }
}

/// A unit in words that fit every instrument.
pub fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Price => "price",
        Unit::Money => "settlement money",
        Unit::Quantity => "quantity",
        Unit::Base => "coins",
        Unit::Quote => "quote money",
        Unit::Contracts => "contracts",
        Unit::ContractSize => "worth of a contract",
        Unit::Percent => "%",
        Unit::AnnualVolatility => "% a year, or a day as `3/day`",
        Unit::Times => "×",
        Unit::R => "R",
        Unit::Days => "days",
        Unit::Hours => "hours",
        Unit::Years => "years",
        Unit::Count => "number",
        Unit::None => "",
    }
}

/// The columns of an input or output that is a table.
pub fn columns_table(columns: &[Column]) -> String {
    let row = |column: &Column| {
        let kind = of_kind(column.kind, column.unit);
        vec![text(column.label), code(column.name), kind, column.neutral.map_or("needed".to_owned(), left_out)]
    };
    table(&["Column", "Key", "Takes", "When left out"], &columns.iter().map(row).collect::<Vec<_>>())
}
