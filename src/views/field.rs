//! One field: label, help, control, and the reserved lines under it for the echo or the problem with its cure.

use ballast_engine::spec::{FieldRow, Kind, Problem, Severity};
use leptos::prelude::*;

use crate::page::Page;
use crate::views::live::{classes, flag, live, press, words};
use crate::views::{area_field, choice_field, pairs_field, text_field};

/// The field of a row.
pub fn field(row: &'static FieldRow) -> AnyView {
    let page = Page::here();
    let key = row.key.name;
    let is_wrong = flag(move || page.complaint(key).is_some_and(|problem| problem.severity == Severity::Error));
    let control = match row.key.kind {
        Kind::Choice => choice_field::control(row),
        Kind::Pairs => pairs_field::control(row, is_wrong),
        Kind::Rows | Kind::Series | Kind::Matrix => area_field::control(row, is_wrong),
        _ => text_field::control(row, is_wrong),
    };
    let is_tall = matches!(row.key.kind, Kind::Rows | Kind::Series | Kind::Matrix);
    let is_example = flag(move || page.sheet.with(|sheet| sheet.is_example(key)));
    view! {
        <div class=classes(&[("field", true), ("tall", is_tall)]) class:example=is_example class:wrong=is_wrong data-key=key on:focusout=move |_| page.leave(key)>
            {label(row)}
            <div class="control">{control}</div>
            <div class="under" id=format!("{key}-under")>{live(move || under(row, page.complaint(key)))}</div>
            {help(row)}
        </div>
    }
    .into_any()
}

fn label(row: &'static FieldRow) -> AnyView {
    let page = Page::here();
    let key = row.key.name;
    let name = format!("{key}-help");
    let is_open = { let name = name.clone(); flag(move || page.is_unfolded(&name)) };
    let named = match row.key.kind {
        Kind::Choice | Kind::Pairs => view! { <span id=format!("{key}-label")>{row.label}</span> }.into_any(),
        _ => view! { <label for=key id=format!("{key}-label")>{row.label}</label> }.into_any(),
    };
    view! {
        <div class="label">
            {named}
            <button class="ask" type="button" tabindex="-1" aria-label=format!("About {}", row.label) aria-expanded=words(move || is_open.get().to_string()) aria-controls=format!("{key}-help") class:open=is_open on:click=press(move || page.unfold(&name))>
                "?"
            </button>
        </div>
    }
    .into_any()
}

fn help(row: &'static FieldRow) -> AnyView {
    let page = Page::here();
    let name = format!("{}-help", row.key.name);
    let shown = name.clone();
    view! { <p class="help" id=name hidden=flag(move || !page.is_unfolded(&shown))>{row.help}</p> }.into_any()
}

/// The problem and its cures, or what was understood.
fn under(row: &'static FieldRow, problem: Option<Problem>) -> AnyView {
    let page = Page::here();
    match problem {
        Some(problem) => complaint(&problem),
        None => {
            let from = page.brought_from(row.key.name).map(|from| format!("from {from}, until New trade"));
            let echo = page.sheet.with(|sheet| sheet.echo(row));
            let quick = page.sheet.with_untracked(|sheet| sheet.quick(row));
            let button = |quick: &'static ballast_engine::presentation::Quick| {
                let set = press(move || page.edit(row.key.name, quick.text));
                view! { <button class="quick" type="button" tabindex="-1" aria-label=format!("{} {}", row.label, quick.text) on:click=set>{quick.label}</button> }
            };
            view! { <span class="echo">{from.unwrap_or(echo)}</span> <span class="quicks">{quick.iter().map(button).collect_view()}</span> }.into_any()
        }
    }
}

/// A problem in words, and its cures as buttons.
pub fn complaint(problem: &Problem) -> AnyView {
    let page = Page::here();
    let fixes = problem.fixes.clone().into_iter().map(|fix| {
        let label = fix.label.clone();
        let mend = press(move || {
            let edits: Vec<(&str, &str)> = fix.edits.iter().map(|(key, text)| (*key, text.as_str())).collect();
            page.edit_all(&edits);
        });
        view! { <button class="fix" type="button" on:click=mend>{label}</button> }
    });
    view! { <span class=problem.severity.name()>{problem.message()}</span> {fixes.collect_view()} }.into_any()
}
