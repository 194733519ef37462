//! A figure's name, from which its formula and source unfold beside it.

use ballast_engine::spec::OutputRow;
use leptos::prelude::*;

use crate::page::Page;
use crate::views::live::{flag, press, words};

fn name_of(row: &'static OutputRow) -> String {
    format!("{}-basis", row.key.name)
}

/// The name as a button.
pub fn term(row: &'static OutputRow) -> AnyView {
    let page = Page::here();
    let name = name_of(row);
    let shown = name.clone();
    let unfold = { let name = name.clone(); press(move || page.unfold(&name)) };
    view! {
        <button class="term" type="button" aria-expanded=words(move || page.is_unfolded(&shown).to_string()) aria-controls=name on:click=unfold>
            {row.label}
        </button>
    }
    .into_any()
}

/// Formula and source.
pub fn basis(row: &'static OutputRow) -> AnyView {
    let page = Page::here();
    let name = name_of(row);
    let shown = name.clone();
    view! {
        <div class="basis" id=name hidden=flag(move || !page.is_unfolded(&shown))>
            <p>{row.formula}</p>
            <p class="source">{source(row.source)}</p>
        </div>
    }
    .into_any()
}

fn source(source: &'static str) -> AnyView {
    if source.starts_with("https://") {
        view! { "Source: " <a href=source target="_blank" rel="noopener noreferrer">{source}</a> }.into_any()
    } else {
        view! { "Source: " {source} }.into_any()
    }
}
