//! The types of every calculator's inputs and outputs, with what the page says of them as comments.

use ballast_engine::calculators::CALCULATORS;
use ballast_engine::scenario::{RECORDS, RULES};
use ballast_engine::spec::{Calculator, Column, FieldRow, KEYS, Kind, OutputRow, Scope, Word};

/// The whole file.
pub fn all() -> String {
    let mut text = String::from("// Written from the declarations of the engine.\n\n");
    text.push_str("/** A number, or what a person would type: '65,000', '1.5k', '2.3%'. */\n");
    text.push_str("export type Typed = number | string;\n\n");
    let names: Vec<String> = RECORDS.iter().map(|record| quoted(record.name)).collect();
    text.push_str(&format!(
        "/** A dated record of a venue's instrument. */\nexport type Rules = {};\n\n",
        names.join(" | ")
    ));
    for calculator in CALCULATORS {
        text.push_str(&inputs(*calculator));
        text.push_str(&outputs(*calculator));
    }
    text + &map("Inputs") + &map("Outputs")
}

fn map(what: &str) -> String {
    let rows: String = CALCULATORS
        .iter()
        .map(|calculator| format!("  '{slug}': {}{what};\n", name(calculator.slug()), slug = calculator.slug()))
        .collect();
    format!("/** The {} of every calculator. */\nexport interface {what} {{\n{rows}}}\n\n", what.to_lowercase())
}

fn inputs(calculator: &dyn Calculator) -> String {
    let mut text =
        format!("/** {} */\nexport interface {}Inputs {{\n", said(calculator.question()), name(calculator.slug()));
    text.push_str(&format!(
        "  /** The record that stands for all that is not typed of the instrument. */\n  {RULES}?: Rules;\n"
    ));
    let fields = calculator.fields();
    for row in &fields {
        let ty = input_type(calculator, row);
        text.push_str(&format!("  /** {}: {} */\n  {}?: {ty};\n", said(row.label), said(row.help), row.key.name));
    }
    let own = |name: &str| fields.iter().any(|row| row.key.name == name);
    for key in KEYS.iter().filter(|key| key.scope == Scope::Instrument && !own(key.name)) {
        text.push_str(&format!(
            "  /** Of the instrument, and of no weight here: {}. */\n  {}?: Typed;\n",
            said(key.meaning),
            key.name
        ));
    }
    text + "}\n\n"
}

fn input_type(calculator: &dyn Calculator, row: &FieldRow) -> String {
    match row.key.kind {
        Kind::Number | Kind::Money | Kind::Level | Kind::Distance | Kind::Count | Kind::PriceRule => "Typed".to_owned(),
        Kind::Choice => codes(calculator.words(row.key.name)),
        Kind::Text | Kind::Date => "string".to_owned(),
        Kind::Series => "string | readonly Typed[]".to_owned(),
        Kind::Pairs => "string | readonly string[]".to_owned(),
        Kind::Matrix => "string | readonly (readonly Typed[])[]".to_owned(),
        Kind::Rows => {
            let columns = calculator.columns(row.key.name).iter().enumerate();
            let cells = columns.map(|(at, column)| {
                let optional = if column.neutral.is_some() { "?" } else { "" };
                format!("{}{optional}: {}", column.name, cell_type(column, calculator.cell_words(row.key.name, at)))
            });
            format!("string | readonly {{ {} }}[]", cells.collect::<Vec<_>>().join("; "))
        }
    }
}

fn cell_type(column: &Column, words: &[Word]) -> String {
    match column.kind {
        Kind::Choice if !words.is_empty() => codes(words),
        Kind::Choice | Kind::Text | Kind::Date => "string".to_owned(),
        _ => "Typed".to_owned(),
    }
}

fn outputs(calculator: &dyn Calculator) -> String {
    let rows: String = calculator
        .outputs()
        .into_iter()
        .map(|row| {
            format!("  /** {}: {} */\n  {}: {};\n", said(row.label), said(row.formula), row.key.name, output_type(row))
        })
        .collect();
    format!(
        "/** What {} answers. */\nexport interface {}Outputs {{\n{rows}}}\n\n",
        calculator.slug(),
        name(calculator.slug())
    )
}

fn output_type(row: &OutputRow) -> String {
    let number = || "number | null".to_owned();
    match row.key.kind {
        Kind::Choice if !row.words.is_empty() => format!("{} | null", codes(row.words)),
        Kind::Choice | Kind::Text | Kind::Date => "string | null".to_owned(),
        Kind::Series => "number[] | null".to_owned(),
        Kind::Rows => {
            let cells = row.columns.iter().map(|column| match column.kind {
                Kind::Choice | Kind::Text | Kind::Date => format!("{}: string | null", column.name),
                _ => format!("{}: number | null", column.name),
            });
            format!("{{ {} }}[] | null", cells.collect::<Vec<_>>().join("; "))
        }
        _ => number(),
    }
}

fn codes(words: &[Word]) -> String {
    words.iter().map(|word| quoted(word.code)).collect::<Vec<_>>().join(" | ")
}

fn quoted(text: &str) -> String {
    format!("'{text}'")
}

/// `position-size` is `PositionSize`.
fn name(slug: &str) -> String {
    let capital = |part: &str| {
        let mut letters = part.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
    };
    slug.split('-').map(capital).collect()
}

/// Words that cannot end the comment they stand in.
fn said(words: &str) -> String {
    words.replace("*/", "* /")
}
