//! The working: every figure with its unit in a column of its own, and its formula on demand.

use ballast_engine::spec::OutputRow;

use crate::node::{Node, classed, element};
use crate::page::{Page, Standing};
use crate::views::basis;
use crate::views::cells::{class, lines, shown};

/// The card.
pub fn working(page: Page) -> Node {
    let is_away = move || page.now().standing() == Standing::Nothing;
    card(page, "card working").hidden(is_away).with(element("h2").text("Working")).with(lines(
        page,
        "sums",
        |page| page.sheet().working(),
        line,
    ))
}

/// A card that dims with the answer.
pub fn card(page: Page, class: &'static str) -> Node {
    let is_stale = move || page.now().standing() == Standing::Stale;
    let class = move || if is_stale() { format!("{class} stale") } else { class.to_owned() };
    element("section").follows("class", class)
}

fn line(page: Page, row: &'static OutputRow) -> Node {
    let figure = element("dd")
        .follows("class", move || class("", &shown(page, row)))
        .with(element("span").says(move || shown(page, row).text))
        .with(classed("span", "unit").says(move || shown(page, row).symbol));
    element("div")
        .with(element("dt").with(basis::term(page, row)))
        .with(figure)
        .with(classed("dd", "unfolds").with(basis::basis(page, row)))
}
