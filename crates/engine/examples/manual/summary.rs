//! The contents of the book, its first page, and the list of the calculators.

use ballast_engine::calculators::{DESKS, find};
use ballast_engine::scenario::RECORDS;

use crate::guides::GUIDES;
use crate::markdown::{table, text};
use crate::{heading, markdown};

const DECLARATIONS: &str = "the declarations in crates/engine/src";

/// What mdBook reads the order of the pages from.
pub fn contents() -> String {
    let mut lines = vec![heading(DECLARATIONS), "# Summary".to_owned(), "[Ballast](README.md)".to_owned()];
    lines.push("# Guides".to_owned());
    let guide = |name: &str, title: &str| format!("- [{title}](guides/{name}.md)");
    let (scripting, reading): (Vec<_>, Vec<_>) = GUIDES.iter().partition(|guide| guide.name == "scripting");
    let mut guides: Vec<String> = reading.iter().map(|one| guide(one.name, one.title)).collect();
    guides.push("- [Embedding](embedding.md)".to_owned());
    guides.extend(scripting.iter().map(|one| guide(one.name, one.title)));
    lines.push(guides.join("\n"));
    lines.push("# Calculators".to_owned());
    let mut pages = vec!["- [All calculators](calculators/README.md)".to_owned()];
    for desk in DESKS {
        let found = desk.slugs().filter_map(find);
        pages.extend(found.map(|one| format!("- [{}](calculators/{}.md)", one.title(), one.slug())));
    }
    lines.push(pages.join("\n"));
    lines.push("# Reference".to_owned());
    lines.push("- [Glossary](glossary.md)\n- [The numbers](numbers.md)".to_owned());
    lines.join("\n\n") + "\n"
}

/// The first page.
pub fn front() -> String {
    let lines = GUIDES.iter().map(|guide| format!("- [{}](guides/{}.md)", guide.title, guide.name));
    let guides: Vec<String> = lines.chain(["- [Embedding](embedding.md)".to_owned()]).collect();
    let parts = [
        heading("crates/engine/examples/manual"),
        "# Ballast".to_owned(),
        FRONT.to_owned(),
        "## Guides".to_owned(),
        guides.join("\n"),
        "## Calculators".to_owned(),
        questions(),
    ];
    parts.join("\n\n") + "\n"
}

const FRONT: &str = "\
How much may I trade, how do I build the position up and take it down, where am I liquidated, and what fraction is worth
risking? Ballast answers these for crypto derivatives, in the browser, from what you type.

This book says how to ask. The guides walk through one decision each; a page for each calculator has an example, every
input and every formula with its source; the [glossary](glossary.md) explains the words. All figures in it were computed by
the same engine as the app uses, when the book was built. Where you see an example, you can open it in the app or run it in
its place, and change it.

Nothing is live: prices are what you type, and fees and tiers are those of a dated record that you can change. Ballast
computes; it does not advise. [Open the app](../)";

/// Every calculator with its question, by desk.
fn questions() -> String {
    let mut rows = Vec::new();
    for desk in DESKS {
        for calculator in desk.slugs().filter_map(find) {
            let link = format!("[{}](calculators/{}.md)", calculator.title(), calculator.slug());
            rows.push(vec![text(calculator.question()), link]);
        }
    }
    table(&["Question", "Calculator"], &rows)
}

/// Every calculator with its place in the app, and the dated records of instruments.
pub fn calculators() -> String {
    let mut rows = Vec::new();
    for tab in DESKS.iter().flat_map(|desk| desk.tabs.iter().map(move |tab| (desk, tab))) {
        let (desk, tab) = tab;
        for calculator in tab.slugs.iter().filter_map(|slug| find(slug)) {
            let link = format!("[{}]({}.md)", calculator.title(), calculator.slug());
            let place = format!("{}, *{}*", desk.name, tab.label);
            rows.push(vec![link, text(calculator.question()), place]);
        }
    }
    let rows = table(&["Calculator", "Question", "Desk and tab"], &rows);
    [&heading(DECLARATIONS), "# The calculators", &rows, HOW_TO_READ, &records()].join("\n\n") + "\n"
}

const HOW_TO_READ: &str = "\
Each page has a worked example, the inputs and the outputs. Keys, below the names, are what links, files and scripts call an
input or output; each means the same in every calculator.

Units follow the instrument: *settlement money* is USDT on a USDT-margined contract and the coin on an inverse one,
*quantity* is in coins on a linear contract and in contracts on the others. Percentages are typed and shown as percent:
`1` is 1 %.";

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
