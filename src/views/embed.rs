//! The bare calculator for somebody else's page, and a link to the full one.

use ballast_engine::scenario::Share;
use leptos::prelude::*;

use crate::browser;
use crate::page::Page;
use crate::views::live::{live_text, words};
use crate::views::{full, instrument, ticket};

/// The bare calculator.
pub fn embed() -> AnyView {
    let page = Page::here();
    let address = words(move || {
        page.sheet.track();
        browser::address() + &page.link(Share::Address)
    });
    view! {
        <main class="shell embed">
            <h1 class="unseen">{live_text(move || page.sheet.with(|sheet| sheet.calculator.title().to_owned()))}</h1>
            {instrument::instrument()}
            {ticket::ticket()}
            <section class="desk" aria-label="Results">{full::results()}</section>
        </main>
        <footer class="foot"><a href=address target="_blank" rel="noopener">"Open in Ballast"</a></footer>
    }
    .into_any()
}
