//! The tabs of the desk.

use ballast_engine::calculators::{desk_of, find};
use ballast_engine::presentation::{shown_slugs, tab_label};

use crate::node::{Node, classed, element};
use crate::page::Page;
use crate::views::header::link;

/// The tabs, made anew only when the desk changes.
pub fn tabs(page: Page) -> Node {
    let slugs = move || {
        desk_of(page.now().slug()).map(shown_slugs).unwrap_or_default().into_iter().map(str::to_owned).collect()
    };
    classed("nav", "tabs").set("aria-label", "Calculators").list(slugs, move |slug| tab(page, slug))
}

fn tab(page: Page, slug: &str) -> Node {
    let Some(slug) = find(slug).map(|calculator| calculator.slug()) else { return element("a") };
    let slugs = desk_of(slug).map(shown_slugs).unwrap_or_default();
    let place = slugs.iter().position(|other| *other == slug).unwrap_or_default() + 1;
    let key = element("kbd").set("aria-hidden", "true").set("title", &format!("Alt+{place}")).text(&place.to_string());
    link(page, slug).text(tab_label(slug)).with(key).has("aria-current", "page", move || page.now().slug() == slug)
}
