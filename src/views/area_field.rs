//! Tables and series as lines of text: what a spreadsheet pastes is understood.

use ballast_engine::presentation::lines_text;
use ballast_engine::spec::{FieldRow, Kind};
use leptos::prelude::*;

use crate::page::Page;
use crate::views::live::words;

/// The lines of a row's text.
pub fn control(row: &'static FieldRow, is_wrong: Signal<bool>) -> AnyView {
    let page = Page::here();
    let key = row.key.name;
    let typed = RwSignal::new(None::<String>);
    let text = move || page.sheet.with(|sheet| sheet.text(key).to_owned());
    let shown = words(move || typed.get().unwrap_or_else(|| lines_text(row.key.kind, &text())));
    let change = move |event: leptos::ev::Event| {
        let raw = event_target_value(&event);
        typed.set(Some(raw.clone()));
        page.edit(key, &raw);
    };
    let lines = if row.key.kind == Kind::Series { "3" } else { "5" };
    view! {
        <textarea id=key rows=lines autocomplete="off" spellcheck="false" prop:value=shown
            aria-describedby=format!("{key}-under") aria-invalid=words(move || is_wrong.get().to_string())
            on:input=change on:blur=move |_| typed.set(None)></textarea>
    }
    .into_any()
}
