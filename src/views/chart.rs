//! The picture: the engine draws it, this measures its box.

use ballast_engine::chart::{Alternative, Chart};
use ballast_engine::presentation::drawing;

use crate::browser;
use crate::node::{Node, classed, element};
use crate::page::{Page, Standing};
use crate::views::working::card;

/// The card with the picture, where the calculator has one.
pub fn chart(page: Page) -> Node {
    let picture = move || drawn(page).map_or_else(String::new, |chart| drawing(&chart, page.now().width));
    let words = move || drawn(page).map(|chart| chart.alternative());
    let title = move || words().map(|words| words.title).unwrap_or_default();
    let frame = classed("div", "frame").with(element("h2").says(title)).with(element("div").draws(picture));
    browser::watch_width(frame.element(), move |width| page.resize(width));
    let rows = move || words().map_or_else(String::new, |words| words.rows.concat().join("|"));
    let same = classed("details", "same").with(element("summary").text("The same as a table")).with(
        classed("div", "scroll")
            .set("tabindex", "0")
            .set("role", "group")
            .set("aria-label", "The picture as a table")
            .part(rows, move |_| words().map_or_else(|| element("table"), |words| table(&words))),
    );
    card(page, "card picture").hidden(move || drawn(page).is_none()).with(frame).with(same)
}

fn drawn(page: Page) -> Option<Chart> {
    let now = page.now();
    now.shown().outcome.chart.clone().filter(|_| now.standing() != Standing::Nothing)
}

fn table(words: &Alternative) -> Node {
    let head = words.header.iter().map(|cell| element("th").set("scope", "col").text(cell));
    let row = |cells: &Vec<String>| element("tr").with_all(cells.iter().map(|cell| element("td").text(cell)));
    element("table")
        .with(element("thead").with(element("tr").with_all(head)))
        .with(element("tbody").with_all(words.rows.iter().map(row)))
}
