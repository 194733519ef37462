//! A field that is typed in: arrow keys step, Escape restores, and levels have their unit beside them.

use ballast_engine::presentation::{LevelUnit, Step, retyped, shown_text};
use ballast_engine::spec::{FieldRow, Kind};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser;
use crate::page::Page;
use crate::views::live::{flag, live_text, words};

/// The input and its unit.
pub fn control(row: &'static FieldRow, is_wrong: Signal<bool>) -> AnyView {
    let page = Page::here();
    let key = row.key.name;
    // What is being typed, until the field is left; what it was when the focus came.
    let (typed, before) = (RwSignal::new(None::<String>), StoredValue::new(String::new()));
    let text = move || page.sheet.with(|sheet| sheet.text(key).to_owned());
    let shown = words(move || typed.get().unwrap_or_else(|| shown_text(row.key.kind, &text())));
    let change = move |raw: String| {
        let meant = if row.key.kind == Kind::Level { retyped(&untrack(text), &raw) } else { raw.clone() };
        typed.set(Some(raw));
        page.edit(key, &meant);
    };
    let restore = move || {
        typed.set(None);
        page.edit(key, &before.get_value());
    };
    let focused = move |event: leptos::ev::FocusEvent| {
        before.set_value(untrack(text));
        browser::select_all(&event);
    };
    let press = move |event: KeyboardEvent| {
        if act(page, row, &event, restore) {
            typed.set(None);
            event.prevent_default();
        }
    };
    let mode = if matches!(row.key.kind, Kind::Text | Kind::Date | Kind::PriceRule) { "text" } else { "decimal" };
    view! {
        <input id=key type="text" inputmode=mode enterkeyhint="next" autocomplete="off" spellcheck="false" prop:value=shown
            aria-describedby=format!("{key}-under") aria-invalid=words(move || is_wrong.get().to_string())
            on:input=move |event| change(event_target_value(&event)) on:keydown=press on:focus=focused on:blur=move |_| typed.set(None)/>
        {unit(row)}
    }
    .into_any()
}

/// Acts on a key in the field; whether it meant something.
fn act(page: Page, row: &'static FieldRow, event: &KeyboardEvent, restore: impl Fn()) -> bool {
    let key = row.key.name;
    match (event.key().as_str(), event.alt_key()) {
        ("ArrowDown", true) if row.key.kind == Kind::Level => browser::open_list(&format!("#{key}-unit")),
        (arrow @ ("ArrowUp" | "ArrowDown"), false) => {
            let step = Step { up: arrow == "ArrowUp", tenfold: event.shift_key() };
            let stepped = page.sheet.with_untracked(|sheet| sheet.stepped(row, sheet.text(key), step));
            stepped.into_iter().for_each(|text| page.edit(key, &text));
        }
        ("Escape", _) => restore(),
        ("?", _) if row.key.kind != Kind::Text => page.unfold(&format!("{key}-help")),
        _ => return false,
    }
    true
}

fn unit(row: &'static FieldRow) -> AnyView {
    let page = Page::here();
    if row.key.kind == Kind::Level {
        let text = move || page.sheet.with(|sheet| sheet.text(row.key.name).to_owned());
        return level_unit((row.key.kind, format!("{}-unit", row.key.name), row.label), text, move |unit| {
            let text = page.sheet.with_untracked(|sheet| sheet.in_unit(sheet.text(row.key.name), (row.key.kind, unit)));
            page.edit(row.key.name, &text);
            browser::focus(&format!("#{}", row.key.name));
        });
    }
    let symbol = move || page.sheet.with(|sheet| sheet.naming().symbol(row.key.unit).to_owned());
    view! { <span class="unit" aria-hidden="true" hidden=flag(move || symbol().is_empty())>{live_text(symbol)}</span> }.into_any()
}

/// The unit of a level as a list: out of the Tab order, opened by Alt+Down in the field or by a press.
pub fn level_unit(
    (kind, id, label): (Kind, String, &'static str),
    text: impl Fn() -> String + Copy + Send + Sync + 'static,
    choose: impl Fn(LevelUnit) + Copy + 'static,
) -> AnyView {
    let units = LevelUnit::all(kind);
    let options = units.iter().map(|unit| view! { <option value=unit.suffix prop:selected=flag(move || LevelUnit::of(&text()) == *unit)>{unit.label}</option> });
    let chosen = move |event: leptos::ev::Event| {
        let suffix = event_target_value(&event);
        units.iter().filter(|unit| unit.suffix == suffix).for_each(|unit| choose(*unit));
    };
    view! { <select class="unit" id=id tabindex="-1" aria-label=format!("Unit of {label}") on:change=chosen>{options.collect_view()}</select> }.into_any()
}
