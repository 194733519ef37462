//! The whole page: header, instrument, ticket, and the desk with its tabs, answer, picture and working.

use leptos::prelude::*;

use crate::page::Page;
use crate::views::live::live_text;
use crate::views::{answer, chart, foot, header, instrument, next, notices, tables, tabs, ticket, working};

/// The page.
pub fn full() -> AnyView {
    view! {
        {header::header()}
        {answer::pinned()}
        <main class="shell">
            {instrument::instrument()}
            {ticket::ticket()}
            {desk()}
        </main>
        {foot::foot()}
    }
    .into_any()
}

/// Tabs, answer, picture and working.
fn desk() -> AnyView {
    let page = Page::here();
    view! {
        <section class="desk" aria-labelledby="title">
            <h1 id="title" class="unseen">{live_text(move || page.sheet.with(|sheet| sheet.calculator.title().to_owned()))}</h1>
            {tabs::tabs()}
            {results()}
            {next::next()}
        </section>
    }
    .into_any()
}

/// All that follows from the ticket.
pub fn results() -> AnyView {
    view! {
        {answer::answer()}
        {notices::notices()}
        {chart::chart()}
        {working::working()}
        {tables::tables()}
    }
    .into_any()
}
