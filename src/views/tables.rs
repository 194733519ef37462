//! Outputs that are tables: plans, limits, ladders.

use ballast_engine::presentation::TableView;
use ballast_engine::spec::OutputRow;

use crate::node::{Node, classed, element};
use crate::page::{Page, Standing};
use crate::views::basis;

/// A card per table.
pub fn tables(page: Page) -> Node {
    let class = move || match page.now().standing() {
        Standing::Stale => "tables stale",
        _ => "tables",
    };
    let keys = move || shown(page).iter().map(|(row, _)| format!("{} {}", page.now().slug(), row.key.name)).collect();
    let make = move |key: &str| {
        let name = key.split(' ').nth(1);
        shown(page)
            .into_iter()
            .find(|(row, _)| Some(row.key.name) == name)
            .map_or_else(|| element("section"), |(row, _)| card(page, row))
    };
    element("div").follows("class", move || class().to_owned()).list(keys, make)
}

fn shown(page: Page) -> Vec<(&'static OutputRow, TableView)> {
    let now = page.now();
    let rows = if now.standing() == Standing::Nothing { Vec::new() } else { now.sheet.calculator.outputs() };
    rows.into_iter().filter_map(|row| Some((row, now.shown().table(row)?))).collect()
}

fn card(page: Page, row: &'static OutputRow) -> Node {
    let class = if row.columns.len() > 3 { "card table wide" } else { "card table" };
    let view = move || page.now().shown().table(row);
    let key = move || view().map_or_else(String::new, |table| table.rows.concat().join("|") + &table.header.concat());
    let scroll = classed("div", "scroll").set("tabindex", "0").set("role", "group").set("aria-label", row.label);
    classed("section", class)
        .with(element("h2").with(basis::term(page, row)))
        .with(basis::basis(page, row))
        .with(scroll.part(key, move |_| view().map_or_else(|| element("table"), |table| filled(&table))))
}

fn filled(table: &TableView) -> Node {
    let cell = |name: &str, (text, is_figures): (&String, &bool)| {
        classed(name, if *is_figures { "figures" } else { "" }).text(text)
    };
    let head = table.header.iter().zip(&table.is_figures).map(|pair| cell("th", pair).set("scope", "col"));
    let row =
        |cells: &Vec<String>| element("tr").with_all(cells.iter().zip(&table.is_figures).map(|pair| cell("td", pair)));
    element("table")
        .with(element("thead").with(element("tr").with_all(head)))
        .with(element("tbody").with_all(table.rows.iter().map(row)))
}
