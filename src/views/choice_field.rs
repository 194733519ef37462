//! A choice: beside one another up to three words, a list beyond.

use ballast_engine::spec::{FieldRow, Word};
use leptos::prelude::*;

use crate::page::Page;
use crate::views::live::flag;

const MOST_SEGMENTS: usize = 3;

/// The choice of a row.
pub fn control(row: &'static FieldRow) -> AnyView {
    let page = Page::here();
    let words = page.sheet.with_untracked(|sheet| sheet.calculator.words(row.key.name));
    if words.len() <= MOST_SEGMENTS { segments(row, words) } else { list(row, words) }
}

fn is_chosen(key: &'static str, word: &'static Word) -> Signal<bool> {
    let page = Page::here();
    flag(move || page.sheet.with(|sheet| sheet.text(key).trim().eq_ignore_ascii_case(word.code)))
}

fn segments(row: &'static FieldRow, words: &'static [Word]) -> AnyView {
    let page = Page::here();
    let key = row.key.name;
    let segment = |word: &'static Word| {
        let chosen = is_chosen(key, word);
        view! {
            <label class="segment" data-word=word.code class:on=chosen>
                <input type="radio" name=key value=word.code prop:checked=chosen on:change=move |_| page.edit(key, word.code)/>
                {word.label}
            </label>
        }
    };
    view! {
        <div class="segments" role="radiogroup" aria-labelledby=format!("{key}-label") aria-describedby=format!("{key}-under")>
            {words.iter().map(segment).collect_view()}
        </div>
    }
    .into_any()
}

fn list(row: &'static FieldRow, words: &'static [Word]) -> AnyView {
    let page = Page::here();
    let key = row.key.name;
    let option = |word: &'static Word| view! { <option value=word.code prop:selected=is_chosen(key, word)>{word.label}</option> };
    view! {
        <select id=key aria-labelledby=format!("{key}-label") aria-describedby=format!("{key}-under") on:change=move |event| page.edit(key, &event_target_value(&event))>
            {words.iter().map(option).collect_view()}
        </select>
    }
    .into_any()
}
