//! Four cells that never reflow.

use std::cell::RefCell;

use ballast_engine::presentation::Cell;
use ballast_engine::spec::{OutputRow, Role};

use crate::node::{Node, classed, element};
use crate::page::{Page, Standing};
use crate::views::basis;

/// The cells.
pub fn cells(page: Page) -> Node {
    lines(page, "cells", |page| page.sheet().outputs(Role::Cell), cell)
}

/// Outputs, in their order.
pub type Rows = Vec<&'static OutputRow>;

/// Figures that are made anew only when the calculator changes.
pub fn lines(page: Page, class: &str, rows: fn(Page) -> Rows, line: fn(Page, &'static OutputRow) -> Node) -> Node {
    let keys = move || rows(page).iter().map(|row| format!("{} {}", page.now().slug(), row.key.name)).collect();
    classed("dl", class).list(keys, move |key| {
        let name = key.split(' ').nth(1);
        let row = rows(page).into_iter().find(|row| Some(row.key.name) == name);
        row.map_or_else(|| element("div"), |row| line(page, row))
    })
}

/// What a figure's place shows now.
pub fn shown(page: Page, row: &OutputRow) -> Cell {
    let now = page.now();
    let cell = if now.standing() == Standing::Nothing { None } else { now.shown().cell(row) };
    cell.unwrap_or_default()
}

/// Flips with every change of a text but the first, so that the style sheet can tint what has just changed.
pub fn flips(text: impl Fn() -> String) -> impl Fn() -> String {
    let last = RefCell::new((None, 0_usize));
    move || {
        let now = text();
        let mut last = last.borrow_mut();
        if last.0.as_ref() != Some(&now) {
            *last = (Some(now), last.1 + 1);
        }
        if last.1 < 2 { String::new() } else { (last.1 % 2).to_string() }
    }
}

/// How a figure looks.
pub fn class(base: &str, cell: &Cell) -> String {
    let tone = match cell.tone {
        Some(true) => " gain",
        Some(false) => " loss",
        None => "",
    };
    let words = if cell.is_words { " words" } else { "" };
    let absent = if cell.is_absent { " absent" } else { "" };
    let long = if cell.text.chars().count() > 10 { " long" } else { "" };
    format!("{base}{tone}{words}{absent}{long}")
}

fn cell(page: Page, row: &'static OutputRow) -> Node {
    let figure = element("dd")
        .follows("class", move || class("figure", &shown(page, row)))
        .with(
            element("span")
                .follows("data-tint", flips(move || shown(page, row).text))
                .says(move || shown(page, row).text),
        )
        .with(element("small").says(move || shown(page, row).symbol));
    element("div")
        .with(element("dt").with(basis::term(page, row)))
        .with(figure)
        .with(classed("dd", "beneath").says(move || shown(page, row).beneath))
        .with(classed("dd", "unfolds").with(basis::basis(page, row)))
}
