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

/// Whether a text is read and not compared, and wants a line of its own where there is no room.
fn is_prose(text: &str) -> bool {
    text.len() > 40 && text.contains(' ')
}

/// The table. On a narrow card each row is a card of its own, so every cell also knows its column, and every element
/// its role, which it would lose with its shape.
fn filled(table: &TableView) -> Node {
    let heading = |(text, is_figures): (&String, &bool)| {
        let head = classed("th", if *is_figures { "figures" } else { "" });
        head.set("scope", "col").set("role", "columnheader").text(text)
    };
    let head = table.header.iter().zip(&table.is_figures).map(heading);
    let cell = |(at, ((text, is_figures), label)): (usize, ((&String, &bool), &String))| {
        let class = match (is_figures, text.starts_with(char::is_alphabetic)) {
            (true, true) => "figures words",
            (true, false) => "figures",
            (false, _) if is_prose(text) => "prose",
            (false, _) => "",
        };
        let (name, role) = if at == 0 { ("th", "rowheader") } else { ("td", "cell") };
        let cell = classed(name, class).set("role", role).set("data-label", label);
        let cell = match text.strip_prefix("https://") {
            Some(place) => cell.with(basis::link(text, place.split('/').next().unwrap_or(place))),
            None => cell.text(text),
        };
        if at == 0 { cell.set("scope", "row") } else { cell }
    };
    let row = |cells: &Vec<String>| {
        let cells = cells.iter().zip(&table.is_figures).zip(&table.header).enumerate();
        element("tr").set("role", "row").with_all(cells.map(cell))
    };
    let head = element("tr").set("role", "row").with_all(head);
    let breadth = match table.header.len() {
        3 | 4 if table.rows.iter().flatten().any(|text| is_prose(text)) => "broad",
        0..=4 => "",
        5 | 6 => "broad",
        _ => "broad broadest",
    };
    let long = if table.rows.len() > 8 { " long" } else { "" };
    classed("table", &format!("{breadth}{long}"))
        .set("role", "table")
        .with(element("thead").set("role", "rowgroup").with(head))
        .with(element("tbody").set("role", "rowgroup").with_all(table.rows.iter().map(row)))
}
