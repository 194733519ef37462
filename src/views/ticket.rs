//! The ticket: the fields that the choices need, in the order in which a trader thinks, and the fold.

use std::sync::Arc;

use ballast_engine::presentation::Sheet;
use ballast_engine::spec::FieldRow;
use leptos::prelude::*;

use crate::page::Page;
use crate::views::field::field;
use crate::views::live::{flag, live, live_text, press, words};

/// The ticket.
pub fn ticket() -> AnyView {
    let page = Page::here();
    let opened = RwSignal::new(false);
    let has_fault = move || page.sheet.with(|sheet| sheet.ticket(true).iter().any(|row| sheet.complaint(row.key.name).is_some()));
    let is_open = move || opened.get() || has_fault();
    let has_fold = move || page.sheet.with(|sheet| !sheet.ticket(true).is_empty());
    view! {
        <form id="ticket" class="ticket" aria-label="Ticket" novalidate on:submit=|event| event.prevent_default()>
            {fields(|sheet| sheet.ticket(false))}
            <div class="fold" hidden=flag(move || !has_fold())>
                <p>{live_text(move || page.sheet.with(|sheet| sheet.fold_line()))}</p>
                <button class="link" type="button" aria-expanded=words(move || is_open().to_string()) aria-controls="folded" on:click=press(move || opened.update(|open| *open = !*open))>
                    {live_text(move || if is_open() { "Fold these" } else { "Change these" }.to_owned())}
                </button>
            </div>
            <div id="folded" hidden=flag(move || !is_open())>{live(move || if is_open() { fields(|sheet| sheet.ticket(true)) } else { ().into_any() })}</div>
        </form>
    }
    .into_any()
}

/// Fields that come and go with the choices; those that stay keep their place and focus.
pub fn fields(rows: fn(&Sheet) -> Vec<&'static FieldRow>) -> AnyView {
    let page = Page::here();
    let rows = move || -> Vec<(&'static str, &'static FieldRow)> {
        let sheet: Arc<Sheet> = page.sheet.get();
        let slug = sheet.calculator.slug();
        rows(&sheet).into_iter().map(|row| (slug, row)).collect()
    };
    view! { <For each=rows key=|(slug, row)| (*slug, row.key.name, row.label) children=|(_, row)| field(row)/> }.into_any()
}
