//! The instrument: what never changes, said once; and the editor that unfolds from it.

use ballast_engine::presentation::{InstrumentName, NAMES};
use ballast_engine::scenario::{RECORDS, RULES};
use leptos::prelude::*;

use crate::page::Page;
use crate::views::live::{flag, live, live_text, press, words};
use crate::views::ticket::fields;

const EDITOR: &str = "instrument";

/// The strip, and its editor when unfolded.
pub fn instrument() -> AnyView {
    let page = Page::here();
    let strip = move || page.sheet.with(|sheet| sheet.strip()).into_iter().map(|word| view! { <li>{word}</li> }).collect_view().into_any();
    let is_open = RwSignal::new(false);
    let unfold = move || {
        page.look_at_fees();
        is_open.update(|open| *open = !*open);
    };
    let label = move || match (is_open.get(), page.is_first_use.get()) {
        (true, _) => "close".to_owned(),
        (false, true) => "are these your fees?".to_owned(),
        (false, false) => "change".to_owned(),
    };
    let has_one = move || page.sheet.with(|sheet| sheet.has_instrument());
    view! {
        <p class="question" hidden=flag(has_one)>{live_text(move || page.sheet.with(|sheet| sheet.calculator.question().to_owned()))}</p>
        <section class="strip" aria-label="Instrument" hidden=flag(move || !has_one())>
            <ul>{live(strip)}</ul>
            <button class="link" type="button" aria-expanded=words(move || is_open.get().to_string()) aria-controls=EDITOR on:click=press(unfold)>
                {live_text(label)}
            </button>
            <div id=EDITOR class="card editor" hidden=flag(move || !is_open.get())>{live(move || if is_open.get() { editor() } else { ().into_any() })}</div>
        </section>
    }
    .into_any()
}

fn editor() -> AnyView {
    let page = Page::here();
    view! {
        <div class="editor-head">
            <h2>"Instrument"</h2>
            <p>"Are these your venue's rules and fees? They are kept in this browser only."</p>
        </div>
        <div class="editor-fields">
            {records()}
            {NAMES.iter().map(name_field).collect_view()}
            {fields(|sheet| sheet.instrument())}
        </div>
        <button class="button" type="button" on:click=press(move || page.forget())>"Forget everything saved here"</button>
    }
    .into_any()
}

fn records() -> AnyView {
    let page = Page::here();
    let chosen = move || page.sheet.with(|sheet| sheet.text(RULES).to_owned());
    let title = |record: &'static ballast_engine::scenario::Record| match record.as_of {
        "" => record.title.to_owned(),
        as_of => format!("{}, {as_of}", record.title),
    };
    let options = RECORDS.iter().map(|record| {
        let is_chosen = flag(move || chosen() == record.name || (chosen().is_empty() && record.as_of.is_empty()));
        view! { <option value=record.name prop:selected=is_chosen>{title(record)}</option> }
    });
    view! {
        <div class="field">
            <label for="rules">"Rules"</label>
            <div class="control"><select id="rules" on:change=move |event| page.edit(RULES, &event_target_value(&event))>{options.collect_view()}</select></div>
            <div class="under"></div>
        </div>
    }
    .into_any()
}

fn name_field(name: &'static InstrumentName) -> AnyView {
    let page = Page::here();
    let text = words(move || page.sheet.with(|sheet| sheet.text(name.key).to_owned()));
    view! {
        <div class="field">
            <label for=name.key>{name.label}</label>
            <div class="control">
                <input id=name.key type="text" autocomplete="off" spellcheck="false" prop:value=text on:input=move |event| page.edit(name.key, &event_target_value(&event))/>
            </div>
            <div class="under"></div>
        </div>
    }
    .into_any()
}
