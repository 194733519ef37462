//! The two links.

use ballast_engine::presentation::length_note;
use ballast_engine::scenario::Share;

use crate::browser;
use crate::node::{Node, button, classed, element};
use crate::page::Page;
use crate::views::icons;

const MENU: &str = "share";

/// The Share button and its menu.
pub fn share(page: Page) -> Node {
    let is_open = move || page.now().is_unfolded(MENU);
    let opener = button("button", move || page.unfold(MENU))
        .drawing(icons::SHARE)
        .set("aria-controls", MENU)
        .follows("aria-expanded", move || is_open().to_string());
    let list = classed("div", "menu-list")
        .set("id", MENU)
        .hidden(move || !is_open())
        .with(entry(page, Share::Trade, ["Share trade", "Without your account: whoever opens it sees their own size"]))
        .with(entry(page, Share::Exact, ["Share exact", "With everything typed: the same figures for ever"]));
    classed("div", "menu").with(opener).with(list).on("focusout", move |event| {
        if is_open() && !browser::stays_within(&event) {
            page.fold();
        }
    })
}

fn entry(page: Page, share: Share, [name, note]: [&'static str; 2]) -> Node {
    let copy = move || {
        page.fold();
        page.copy(name, browser::address() + &page.now().link(share));
    };
    let length = move || match page.now().is_unfolded(MENU) {
        true => length_note(&page.now().link(share)),
        false => String::new(),
    };
    let note = element("span").text(note).with(element("span").says(length));
    button("", copy).with(element("b").text(name)).with(note)
}
