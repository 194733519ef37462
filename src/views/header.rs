//! The header: the desks, New trade, Share.

use ballast_engine::calculators::{Desk, desk_of};
use ballast_engine::presentation::{desks, shown_slugs};
use leptos::prelude::*;

use crate::page::Page;
use crate::views::live::press;
use crate::views::{icons, share};

/// The header.
pub fn header() -> AnyView {
    let page = Page::here();
    view! {
        <header class="top">
            <span class="name">{icons::mark()}"Ballast"</span>
            <nav class="desks" aria-label="Desks">{desks().map(desk_link).collect_view()}</nav>
            <button class="button quiet" type="button" on:click=press(move || page.new_trade())>
                "New trade" <kbd aria-hidden="true">"N"</kbd>
            </button>
            {share::share()}
        </header>
    }
    .into_any()
}

fn desk_link(desk: &'static Desk) -> AnyView {
    let page = Page::here();
    let slug = shown_slugs(desk).first().copied().unwrap_or_default();
    let is_here = move || page.sheet.with(|sheet| desk_of(sheet.calculator.slug()).is_some_and(|here| here.name == desk.name));
    tab_link(slug, is_here, desk.name.into_any())
}

/// A link to a calculator that keeps the texts; as a link it also opens in a new tab.
pub fn tab_link(slug: &'static str, is_here: impl Fn() -> bool + Send + Sync + 'static, label: AnyView) -> AnyView {
    let page = Page::here();
    let current: Signal<Option<&'static str>> = Signal::derive(move || is_here().then_some("page"));
    let go = move |event: leptos::ev::MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            page.show(slug);
        }
    };
    view! { <a href=format!("#/{slug}") aria-current=current on:click=go>{label}</a> }.into_any()
}
