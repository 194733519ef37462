//! What a calculator gives: how each figure is computed, where that is from, and what it is in the example.

use ballast_engine::spec::{Calculator, Feed, OutputRow, Role, Word};

use crate::example::Example;
use crate::inputs::unit_words;
use crate::markdown::{code, named_row, table, text};

/// The outputs by their place on the page, then what they feed, the words they use and their tables.
pub fn section(example: &Example) -> String {
    let calculator = example.calculator;
    let mut parts = vec!["## Outputs, formulas and sources".to_owned()];
    let groups: [(&[Role], &str); 3] = [
        (&[Role::Answer, Role::Cell, Role::Beside], "The answer"),
        (&[Role::Working], "Working"),
        (&[Role::Check], "Checks"),
    ];
    for (roles, head) in groups {
        parts.extend(group(example, roles).map(|table| format!("### {head}\n\n{table}")));
    }
    parts.extend(feeds(calculator));
    let rows = calculator.outputs();
    parts.extend(rows.iter().filter(|row| !row.words.is_empty()).map(|row| words(row)));
    parts.join("\n\n")
}

fn group(example: &Example, roles: &[Role]) -> Option<String> {
    let rows: Vec<Vec<String>> = example.rows_of(roles).into_iter().map(|row| output(example, row)).collect();
    (!rows.is_empty()).then(|| table(&["Output", "How it is computed", "In the example"], &rows))
}

fn output(example: &Example, row: &OutputRow) -> Vec<String> {
    let id = format!("out-{}", row.key.name);
    let label = [named_row(&id, row.label, row.key.name), unit(row)];
    let label: Vec<String> = label.into_iter().filter(|part| !part.is_empty()).collect();
    let how = format!("{}<br>Source: {}", text(row.formula), source(row.source));
    vec![label.join("<br>"), how, example.figure(row)]
}

fn unit(row: &OutputRow) -> String {
    match (row.words.is_empty(), row.columns.is_empty()) {
        (false, _) => "word".to_owned(),
        (_, false) => "table".to_owned(),
        _ => unit_words(row.key.unit).to_owned(),
    }
}

/// An address as a short link, a DOI as one to its resolver; our own derivations by a link to where they stand.
fn source(source: &str) -> String {
    if source.starts_with("ours") {
        return "[ours](../numbers.md)".to_owned();
    }
    if let Some(doi) =
        source.strip_prefix("doi:").or_else(|| source.strip_prefix("DOI ")).filter(|doi| !doi.contains(' '))
    {
        return format!("[doi:{doi}](https://doi.org/{doi})");
    }
    let address = source.strip_prefix("https://").filter(|address| !address.contains(' '));
    match address.map(|address| address.split('/').next().unwrap_or(address)) {
        Some(host) => format!("[{}]({source})", host.trim_start_matches("www.")),
        None => text(source),
    }
}

fn feeds(calculator: &'static dyn Calculator) -> Option<String> {
    let line = |row: &OutputRow| match row.feeds {
        Feed::None => None,
        Feed::Desk(key) => {
            Some(format!("- {} goes to `{key}` of the other calculators of the desk, live", text(row.label)))
        }
        Feed::Button(key) => {
            Some(format!("- {} goes to `{key}` of any calculator, once, by a button", text(row.label)))
        }
    };
    let lines: Vec<String> = calculator.outputs().into_iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| format!("### Where it goes\n\n{}", lines.join("\n")))
}

fn words(row: &OutputRow) -> String {
    let lines = row.words.iter().map(|word: &Word| vec![code(word.code), text(word.label)]);
    format!("### Words of {}\n\n{}", text(row.label), table(&["Word", "Reads"], &lines.collect::<Vec<_>>()))
}
