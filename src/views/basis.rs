//! A figure's name, from which its formula and source unfold beside it.

use ballast_engine::spec::OutputRow;

use crate::node::{Node, button, classed, element};
use crate::page::Page;

fn name_of(row: &OutputRow) -> String {
    format!("{}-basis", row.key.name)
}

/// The name as a button.
pub fn term(page: Page, row: &'static OutputRow) -> Node {
    button("term", move || page.unfold(&name_of(row)))
        .set("aria-controls", &name_of(row))
        .follows("aria-expanded", move || page.now().is_unfolded(&name_of(row)).to_string())
        .text(row.label)
}

/// A link to a source.
pub fn link(address: &str, words: &str) -> Node {
    element("a").set("href", address).set("target", "_blank").set("rel", "noopener noreferrer").text(words)
}

/// Formula and source.
pub fn basis(page: Page, row: &'static OutputRow) -> Node {
    let source = classed("p", "source").text("Source: ");
    let source = match row.source.starts_with("https://") {
        true => source.with(link(row.source, row.source)),
        false => source.text(row.source),
    };
    classed("div", "basis")
        .set("id", &name_of(row))
        .hidden(move || !page.now().is_unfolded(&name_of(row)))
        .with(element("p").text(row.formula))
        .with(source)
}
