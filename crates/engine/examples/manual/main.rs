//! The manual: one page for each calculator, written from its declaration, with its examples worked out by the engine.
//!
//! `cargo run -p ballast-engine --example manual -- docs/calculators` writes the pages into that folder. `cargo xtask docs`
//! does that, and `cargo xtask test` fails when a page is not what the declarations say. The same declarations always give
//! the same pages, to the byte.

mod inputs;
mod markdown;
mod outputs;
mod worked;

use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::{env, fs};

use ballast_engine::calculators::{CALCULATORS, DESKS, find};
use ballast_engine::scenario::RECORDS;
use ballast_engine::spec::Calculator;

const GENERATED: &str = "<!-- Written by `cargo xtask docs` from the declarations in crates/engine/src/calculators; changes here are lost. -->";

fn main() -> Result<()> {
    let folder =
        env::args_os().nth(1).ok_or_else(|| Error::new(ErrorKind::InvalidInput, "name the folder to write to"))?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    fs::write(folder.join("README.md"), contents())?;
    for calculator in CALCULATORS {
        fs::write(folder.join(calculator.slug()).with_extension("md"), page(*calculator))?;
    }
    Ok(())
}

/// The first page: every calculator, by desk.
fn contents() -> String {
    let mut rows = Vec::new();
    for tab in DESKS.iter().flat_map(|desk| desk.tabs.iter().map(move |tab| (desk, tab))) {
        let (desk, tab) = tab;
        for calculator in tab.slugs.iter().filter_map(|slug| find(slug)) {
            let link = format!("[{}]({}.md)", calculator.title(), calculator.slug());
            rows.push(vec![link, desk.name.to_owned(), tab.label.to_owned(), markdown::text(calculator.question())]);
        }
    }
    let table = markdown::table(&["Calculator", "Desk", "Tab", "Question"], &rows);
    [GENERATED, "# The calculators", &table, HOW_TO_READ, &records()].join("\n\n") + "\n"
}

/// The dated records of instruments, with their sources.
fn records() -> String {
    let mut parts = vec!["## Records of instruments".to_owned()];
    for record in RECORDS {
        let head =
            [record.title, record.as_of].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
        parts.push(format!("**{}** `rules={}`", markdown::text(&head), record.name));
        let sources: Vec<&str> = record.sources().collect();
        parts.extend((!sources.is_empty()).then(|| markdown::text(&sources.join(" "))));
    }
    parts.join("\n\n")
}

const HOW_TO_READ: &str = "\
Each page has a worked example, the inputs and the outputs. A link as it stands there goes behind the address of any
Ballast page, and into `{\"link\": \"...\"}` for `evaluate`. Keys are what links, files and `evaluate` call an input or
output; each means the same in every calculator.

Units follow the instrument: *settlement money* is USDT on a USDT-margined contract and the coin on an inverse one,
*quantity* is in coins on a linear contract and in contracts on the others. Percentages are typed and shown as percent:
`1` is 1 %.";

fn page(calculator: &'static dyn Calculator) -> String {
    let title = format!("# {}", calculator.title());
    let question = format!("**{}**", markdown::text(calculator.question()));
    let assumptions = format!("What it takes for granted: {}", markdown::text(calculator.assumptions()));
    let place = place(calculator);
    let parts = [
        GENERATED.to_owned(),
        title,
        question,
        place,
        assumptions,
        worked::section(calculator),
        inputs::section(calculator),
        outputs::section(calculator),
    ];
    parts.join("\n\n") + "\n"
}

fn place(calculator: &'static dyn Calculator) -> String {
    let slug = calculator.slug();
    let tabs = DESKS.iter().flat_map(|desk| desk.tabs.iter().map(move |tab| (desk.name, tab)));
    let tab = tabs.into_iter().find(|(_, tab)| tab.slugs.contains(&slug));
    let place = tab.map_or(String::new(), |(desk, tab)| format!(", on the tab *{}* of the desk *{desk}*", tab.label));
    format!("In links and scripts: `{slug}`{place}. [All calculators](README.md)")
}
