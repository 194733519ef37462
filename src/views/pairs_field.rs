//! A list of pairs as rows: one row shows its second cell alone, more show both.

use ballast_engine::presentation::{Step, joined_pairs, retyped, shown_text, split_pairs, with_another};
use ballast_engine::spec::{Column, FieldRow, Kind};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser;
use crate::page::Page;
use crate::views::live::{flag, live, live_text, press, words};
use crate::views::{icons, text_field::level_unit};

type Pairs = Vec<(String, String)>;

/// The rows on screen: those of the text, and one that is still empty.
#[derive(Clone, Copy)]
struct Rows {
    page: Page,
    row: &'static FieldRow,
    shown: Memo<Pairs>,
    edited: RwSignal<Pairs>,
    columns: &'static [Column],
}

impl Rows {
    fn of(row: &'static FieldRow) -> Rows {
        let page = Page::here();
        let edited = RwSignal::new(Vec::new());
        let shown = Memo::new(move |_| {
            let text = page.sheet.with(|sheet| sheet.text(row.key.name).to_owned());
            let edited: Pairs = edited.get();
            let rows = if !edited.is_empty() && joined_pairs(&edited) == text { edited } else { split_pairs(&text) };
            if rows.is_empty() { vec![(String::new(), String::new())] } else { rows }
        });
        let columns = page.sheet.with_untracked(|sheet| sheet.calculator.columns(row.key.name));
        Rows { page, row, shown, edited, columns }
    }

    fn take(self, rows: Pairs) {
        let text = joined_pairs(&rows);
        self.edited.set(rows);
        self.page.edit(self.row.key.name, &text);
    }

    fn cell(self, place: usize, is_second: bool) -> String {
        let cell = |(first, second): &(String, String)| if is_second { second.clone() } else { first.clone() };
        self.shown.with(|rows| rows.get(place).map(cell)).unwrap_or_default()
    }

    fn set(self, (place, is_second): (usize, bool), text: String) {
        let mut rows = self.shown.get_untracked();
        if let Some((first, second)) = rows.get_mut(place) {
            *(if is_second { second } else { first }) = text;
        }
        self.take(rows);
    }

    fn remove(self, place: usize) {
        let mut rows = self.shown.get_untracked();
        if place < rows.len() {
            rows.remove(place);
        }
        self.take(rows);
    }

    fn is_level(self, is_second: bool) -> bool {
        self.columns.get(usize::from(is_second)).is_some_and(|column| column.kind == Kind::Level)
    }
}

/// The rows of a list of pairs.
pub fn control(row: &'static FieldRow, is_wrong: Signal<bool>) -> AnyView {
    let rows = Rows::of(row);
    let count = Memo::new(move |_| rows.shown.with(Vec::len));
    let pairs = move || (0..count.get()).map(|place| pair(rows, place, is_wrong)).collect_view().into_any();
    let add = press(move || rows.take(with_another(&rows.shown.get_untracked())));
    view! {
        <div class="pairs" role="group" aria-labelledby=format!("{}-label", row.key.name) aria-describedby=format!("{}-under", row.key.name)>
            {live(pairs)}
            <button class="link add" type="button" on:click=add>"add another"</button>
        </div>
    }
    .into_any()
}

fn pair(rows: Rows, place: usize, is_wrong: Signal<bool>) -> AnyView {
    let has_more = move || rows.shown.with(|rows| rows.len() > 1);
    let echo = move || {
        let text = rows.cell(place, true);
        rows.page.sheet.with(|sheet| if rows.is_level(true) { sheet.target_echo(&text) } else { String::new() })
    };
    let needs_first = rows.columns.first().is_some_and(|column| column.neutral.is_none());
    view! {
        <div class="pair" class:many=flag(move || has_more() || needs_first)>
            <div class="boxed share" hidden=flag(move || !(has_more() || needs_first))>{cell(rows, (place, false), is_wrong)}</div>
            <div class="boxed">{cell(rows, (place, true), is_wrong)}</div>
            <button class="icon" type="button" aria-label=format!("Take away row {}", place + 1) hidden=flag(move || !has_more()) on:click=press(move || rows.remove(place))>
                {icons::cross()}
            </button>
            <span class="echo">{live_text(echo)}</span>
        </div>
    }
    .into_any()
}

fn cell(rows: Rows, at: (usize, bool), is_wrong: Signal<bool>) -> AnyView {
    let (place, is_second) = at;
    let Some(column) = rows.columns.get(usize::from(is_second)) else { return ().into_any() };
    let id = format!("{}-{}-{place}", rows.row.key.name, column.name);
    let typed = RwSignal::new(None::<String>);
    let text = move || rows.cell(place, is_second);
    let shown = words(move || typed.get().unwrap_or_else(|| shown_text(column.kind, &text())));
    let change = move |raw: String| {
        let meant = if column.kind == Kind::Level { retyped(&untrack(text), &raw) } else { raw.clone() };
        typed.set(Some(raw));
        rows.set(at, meant);
    };
    let unit_id = format!("{id}-unit");
    let pressed = {
        let unit_id = format!("#{unit_id}");
        move |event: KeyboardEvent| if act(rows, (at, &unit_id), &event) {
            typed.set(None);
            event.prevent_default();
        }
    };
    let input_id = format!("#{id}");
    let focus = StoredValue::new(input_id);
    let unit = match column.kind {
        Kind::Level => level_unit((Kind::Pairs, unit_id, rows.row.label), text, move |unit| {
            let level = rows.page.sheet.with_untracked(|sheet| sheet.in_unit(&untrack(text), (Kind::Pairs, unit)));
            rows.set(at, level);
            focus.with_value(|id| browser::focus(id));
        }),
        _ => view! { <span class="unit" aria-hidden="true">{rows.page.sheet.with_untracked(|sheet| sheet.naming().symbol(column.unit).to_owned())}</span> }.into_any(),
    };
    view! {
        <input id=id type="text" inputmode="decimal" enterkeyhint="next" autocomplete="off" prop:value=shown
            aria-label=format!("{} {}, {}", rows.row.label, place + 1, column.label) aria-invalid=words(move || is_wrong.get().to_string())
            aria-describedby=format!("{}-under", rows.row.key.name)
            on:input=move |event| change(event_target_value(&event)) on:keydown=pressed on:focus=move |event| browser::select_all(&event)
            on:blur=move |_| typed.set(None) on:paste=move |event| paste(rows, &event)/>
        {unit}
    }
    .into_any()
}

/// Acts on a key in a cell; whether it meant something.
fn act(rows: Rows, ((place, is_second), unit): ((usize, bool), &str), event: &KeyboardEvent) -> bool {
    match (event.key().as_str(), event.alt_key()) {
        ("ArrowDown", true) if rows.is_level(is_second) => browser::open_list(unit),
        (arrow @ ("ArrowUp" | "ArrowDown"), false) => {
            let step = Step { up: arrow == "ArrowUp", tenfold: event.shift_key() };
            let text = untrack(|| rows.cell(place, is_second));
            let stepped = rows.page.sheet.with_untracked(|sheet| sheet.stepped_target(&text, step));
            stepped.into_iter().for_each(|text| rows.set((place, is_second), text));
        }
        ("?", _) => rows.page.unfold(&format!("{}-help", rows.row.key.name)),
        _ => return false,
    }
    true
}

/// A whole list that is pasted takes the place of all rows.
fn paste(rows: Rows, event: &leptos::ev::ClipboardEvent) {
    let list = browser::pasted(event).filter(|text| text.trim().contains(['\n', '\t', '@', ';']));
    if let Some(text) = list {
        event.prevent_default();
        rows.take(split_pairs(&text));
    }
}
