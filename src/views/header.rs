//! The header: the desks, Today, New trade, Share.

use ballast_engine::calculators::{Desk, desk_of, find};
use ballast_engine::presentation::desks;

use crate::browser;
use crate::node::{Node, button, classed, element};
use crate::page::Page;
use crate::views::{icons, share, today};

/// The header.
pub fn header(page: Page) -> Node {
    let links = desks().map(|desk| desk_link(page, desk));
    let key = element("kbd").set("aria-hidden", "true").text("N");
    // On a phone there are more desks than fit, and the one shown may be beyond the edge.
    let desk = move || desk_of(page.now().slug()).map_or_else(String::new, |desk| desk.name.to_owned());
    let show = |_: &str| browser::show_soon(".desks [aria-current]".to_owned());
    classed("header", "top")
        .with(classed("span", "name").drawing(icons::MARK))
        .with(classed("nav", "desks").set("aria-label", "Desks").with_all(links).on_change(desk, show))
        .with(today::opener(page))
        .with(button("button quiet", move || page.new_trade()).text("New trade ").with(key))
        .with(share::share(page))
}

fn desk_link(page: Page, desk: &'static Desk) -> Node {
    let slug = desk.slugs().find(|slug| find(slug).is_some()).unwrap_or_default();
    let is_here = move || desk_of(page.now().slug()).is_some_and(|here| here.name == desk.name);
    link(page, slug).text(desk.name).has("aria-current", "page", is_here)
}

/// A link to a calculator that keeps the texts; as a link it also opens in a new tab.
pub fn link(page: Page, slug: &'static str) -> Node {
    element("a").set("href", &format!("#/{slug}")).on("click", move |event| {
        if !browser::wants_other_tab(&event) {
            event.prevent_default();
            page.show(slug);
        }
    })
}
