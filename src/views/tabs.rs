//! The tabs of the desk, and the switch between calculators that share one.

use ballast_engine::calculators::{desk_of, find};
use ballast_engine::presentation::shown_tabs;

use crate::browser;
use crate::node::{Node, classed, element};
use crate::page::Page;
use crate::views::header::link;

/// The tabs, by the first calculator of each; made anew only when the desk changes.
pub fn tabs(page: Page) -> Node {
    let firsts =
        move || here(page).iter().filter_map(|(_, slugs)| slugs.first()).map(|slug| (*slug).to_owned()).collect();
    // On a phone there may be more tabs than fit.
    let show = |_: &str| browser::later("tab", 0, || browser::show(".tabs [aria-current]"));
    classed("nav", "tabs")
        .set("aria-label", "Calculators")
        .list(firsts, move |first| tab(page, first))
        .on_change(move || page.now().slug().to_owned(), show)
}

fn here(page: Page) -> Vec<(&'static str, Vec<&'static str>)> {
    desk_of(page.now().slug()).map(shown_tabs).unwrap_or_default()
}

fn tab(page: Page, first: &str) -> Node {
    let tabs = here(page).into_iter().enumerate();
    let found = tabs.into_iter().find(|(_, (_, slugs))| slugs.first().is_some_and(|slug| *slug == first));
    let Some((place, (label, slugs))) = found else { return element("a") };
    let number = (place + 1).to_string();
    let key = element("kbd").set("aria-hidden", "true").set("title", &format!("Alt+{number}")).text(&number);
    let first = slugs.first().copied().unwrap_or_default();
    let is_here = move || slugs.contains(&page.now().slug());
    link(page, first).text(label).with(key).has("aria-current", "page", is_here)
}

/// The calculators of the tab, where there are several.
pub fn switch(page: Page) -> Node {
    let slugs = move || {
        let shared = here(page).into_iter().map(|(_, slugs)| slugs);
        let shared = shared.filter(|slugs| slugs.len() > 1 && slugs.contains(&page.now().slug()));
        shared.flatten().map(str::to_owned).collect()
    };
    let calculator = move |slug: &str| match find(slug) {
        Some(calculator) => {
            let slug = calculator.slug();
            link(page, slug).text(calculator.title()).has("aria-current", "page", move || page.now().slug() == slug)
        }
        None => element("a"),
    };
    classed("nav", "switches").set("aria-label", "In this tab").list(slugs, calculator)
}
