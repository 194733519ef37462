//! Copy orders: entry, reduce-only stop and targets, as text or as CSV.

use ballast_engine::presentation::Sheet;

use crate::browser;
use crate::node::{Node, button, classed, element};
use crate::page::{Page, Standing};

const MENU: &str = "orders";

/// The button and its menu, where the answer is one that orders follow from.
pub fn orders(page: Page) -> Node {
    let has_orders = move || page.now().standing() == Standing::Fresh && page.sheet().orders_text().is_some();
    let is_open = move || page.now().is_unfolded(MENU) && has_orders();
    let opener = button("button", move || page.unfold(MENU))
        .set("aria-controls", MENU)
        .follows("aria-expanded", move || is_open().to_string())
        .text("Copy orders");
    let list = classed("div", "menu-list")
        .set("id", MENU)
        .hidden(move || !is_open())
        .with(entry(page, Sheet::orders_text, ["Orders as text", "A line each: entry, reduce-only stop and targets"]))
        .with(entry(page, Sheet::orders_csv, ["Orders as CSV", "A row each, bare numbers in whole lots"]));
    // Where the answer may have orders, the button keeps its place also while it has none.
    let class = move || if has_orders() { "menu" } else { "menu idle" }.to_owned();
    let menu =
        element("div").follows("class", class).hidden(move || !page.sheet().can_be_pinned()).with(opener).with(list);
    menu.on("focusout", move |event| {
        if is_open() && !browser::stays_within(&event) {
            page.fold();
        }
    })
}

fn entry(page: Page, written: fn(&Sheet) -> Option<String>, [name, note]: [&'static str; 2]) -> Node {
    let copy = move || {
        page.fold();
        written(&page.sheet()).into_iter().for_each(|text| page.copy(name, text));
    };
    button("", copy).with(element("b").text(name)).with(element("span").text(note))
}
