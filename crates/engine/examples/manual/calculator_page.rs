//! The page of a calculator: the question, an example worked through, then what it takes and gives.

use ballast_engine::calculators::DESKS;
use ballast_engine::spec::Calculator;

use crate::example::Example;
use crate::glossary::with_terms;
use crate::{heading, inputs, markdown, outputs, template, walks, worked};

pub fn page(calculator: &'static dyn Calculator) -> Result<String, String> {
    let example = Example::of(calculator);
    let walk = template::filled(walks::of(calculator.slug()), &[("example", &example)])?;
    let parts = [
        heading("the declarations in crates/engine/src/calculators"),
        format!("# {}", calculator.title()),
        format!("**{}**", markdown::text(calculator.question())),
        worked::section(&example, walk.trim()),
        inputs::section(calculator),
        outputs::section(&example),
        "## What it takes for granted".to_owned(),
        with_terms(calculator.assumptions()),
        place(calculator),
    ];
    Ok(parts.join("\n\n") + "\n")
}

fn place(calculator: &'static dyn Calculator) -> String {
    let slug = calculator.slug();
    let tabs = DESKS.iter().flat_map(|desk| desk.tabs.iter().map(move |tab| (desk.name, tab)));
    let tab = tabs.into_iter().find(|(_, tab)| tab.slugs.contains(&slug));
    let place = tab.map_or(String::new(), |(desk, tab)| format!(", on the tab *{}* of the desk *{desk}*", tab.label));
    format!("In links and scripts: `{slug}`{place}. [All calculators](README.md)")
}
