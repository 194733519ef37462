//! What comes next: other calculators with the same texts, figures carried to other desks, and the report.

use ballast_engine::calculators::find;
use ballast_engine::presentation::Offer;
use ballast_engine::scenario::Share;
use ballast_engine::spec::Next;
use leptos::prelude::*;

use crate::browser;
use crate::page::Page;
use crate::views::live::{live, live_text, press};

/// The buttons, and what the answer takes for granted.
pub fn next() -> AnyView {
    let page = Page::here();
    let steps = move || page.sheet.with(|sheet| sheet.calculator.next()).iter().filter(|next| find(next.slug).is_some()).map(step).collect_view().into_any();
    let offers = move || page.sheet.with(|sheet| sheet.offers()).into_iter().map(offer).collect_view().into_any();
    let report = press(move || {
        let link = browser::address() + &page.link(Share::Exact);
        page.copy("Report", page.sheet.with_untracked(|sheet| sheet.report(&link)));
    });
    view! {
        <div class="next">
            {live(offers)}
            {live(steps)}
            <button class="button quiet" type="button" on:click=report>"Report this number"</button>
        </div>
        <p class="assumptions">{live_text(move || page.sheet.with(|sheet| sheet.assumptions()))}</p>
    }
    .into_any()
}

fn step(next: &'static Next) -> AnyView {
    let page = Page::here();
    view! { <button class="button" type="button" on:click=press(move || page.show(next.slug))>{next.label}</button> }.into_any()
}

fn offer(offer: Offer) -> AnyView {
    let page = Page::here();
    let Offer { label, slug, brings } = offer;
    view! { <button class="button" type="button" on:click=press(move || page.bring(slug, brings.clone()))>{label}</button> }.into_any()
}
