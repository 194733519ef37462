//! The tabs of the desk.

use ballast_engine::calculators::desk_of;
use ballast_engine::presentation::{shown_slugs, tab_label};
use leptos::prelude::*;

use crate::page::Page;
use crate::views::header::tab_link;
use crate::views::live::live;

/// The tabs, rebuilt only when the desk changes.
pub fn tabs() -> AnyView {
    let page = Page::here();
    let desk = Memo::new_with_compare(
        move |_| page.sheet.with(|sheet| desk_of(sheet.calculator.slug())),
        |one, other| one.map(|desk| desk.map(|desk| desk.name)) != other.map(|desk| desk.map(|desk| desk.name)),
    );
    let links = move || desk.get().map(shown_slugs).unwrap_or_default().into_iter().enumerate().map(tab).collect_view().into_any();
    view! { <nav class="tabs" aria-label="Calculators">{live(links)}</nav> }.into_any()
}

fn tab((place, slug): (usize, &'static str)) -> AnyView {
    let page = Page::here();
    let is_here = move || page.sheet.with(|sheet| sheet.calculator.slug() == slug);
    let label = view! { {tab_label(slug)} <kbd aria-hidden="true" title=format!("Alt+{}", place + 1)>{place + 1}</kbd> };
    tab_link(slug, is_here, label.into_any())
}
