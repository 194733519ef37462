//! The answer: one figure, four cells, one line of words. Whatever is typed, its boxes stay where they are.

use ballast_engine::presentation::{Answer, Sheet};
use ballast_engine::spec::{Role, Severity};
use leptos::prelude::*;

use crate::page::{Page, Shown};
use crate::views::live::{classes, flag, live, press, words};
use crate::views::{basis, cells, field};

/// The card.
pub fn answer() -> AnyView {
    let page = Page::here();
    let unit = RwSignal::new(0_usize);
    let is_stale = flag(move || matches!(page.shown(), Shown::Stale(_)));
    let is_empty = flag(move || matches!(page.shown(), Shown::Nothing(_)));
    view! {
        <section class="card answer" aria-label="Answer" class:stale=is_stale class:vacant=is_empty>
            {live(move || head(page.shown(), unit))}
            {cells::cells()}
            {live(move || status(&page.shown()))}
        </section>
    }
    .into_any()
}

fn head(shown: Shown, unit: RwSignal<usize>) -> AnyView {
    let sheet = shown.sheet().clone();
    let answers = sheet.answers();
    let place = unit.get().min(answers.len().saturating_sub(1));
    let row = sheet.outputs(Role::Answer).into_iter().next();
    let note = if matches!(shown, Shown::Nothing(_)) { None } else { sheet.example_note() };
    let figure = answers.get(place).cloned();
    let others = answers.iter().enumerate().map(|(at, answer)| unit_button((at, answer.figure.symbol.clone()), unit)).collect_view();
    view! {
        <div class="head">
            <div class="headline">
                <h2>{row.map(basis::term)} <span class="note">{note}</span></h2>
                {figure.clone().map_or_else(|| instead(&sheet), |answer| big(&answer))}
            </div>
            <div class="actions">
                <div class="units" role="group" aria-label="Unit" hidden=answers.len() < 2>{others}</div>
                {copy(&sheet, figure.as_ref(), (matches!(shown, Shown::Fresh(_)), None))}
            </div>
            {row.map(basis::basis)}
        </div>
    }
    .into_any()
}

fn big(answer: &Answer) -> AnyView {
    let figure = &answer.figure;
    let is_long = figure.is_present && figure.text.chars().count() > 13;
    view! {
        <p class=classes(&[("big", true), ("long", is_long), ("words", !figure.is_present)])>
            {figure.text.clone()} " " <small>{figure.symbol.clone()}</small>
        </p>
    }
    .into_any()
}

fn instead(sheet: &Sheet) -> AnyView {
    view! { <p class="big words">{sheet.instead()}</p> }.into_any()
}

fn unit_button((place, symbol): (usize, String), unit: RwSignal<usize>) -> AnyView {
    let is_on = words(move || (unit.get() == place).to_string());
    view! { <button type="button" aria-pressed=is_on on:click=press(move || unit.set(place))>{symbol}</button> }.into_any()
}

fn copy(sheet: &Sheet, answer: Option<&Answer>, (is_fresh, short): (bool, Option<&'static str>)) -> AnyView {
    let page = Page::here();
    let bare = answer.filter(|answer| answer.figure.is_present && is_fresh).map(|answer| answer.figure.bare.clone());
    let name = sheet.copy_label();
    let is_off = bare.is_none();
    let act = {
        let name = name.clone();
        press(move || bare.iter().for_each(|bare| page.copy(&name, bare.clone())))
    };
    let said = short.map_or_else(|| name.clone(), str::to_owned);
    view! { <button class="button filled" type="button" aria-label=name disabled=is_off on:click=act>{said}</button> }.into_any()
}

fn status(shown: &Shown) -> AnyView {
    let sheet = shown.sheet();
    let statement = sheet.outcome.statement.as_ref();
    let is_amber = statement.is_some_and(|statement| statement.severity > Severity::Notice);
    let content = match (shown, statement) {
        (Shown::Nothing(sheet), _) => in_the_way(sheet),
        (_, Some(statement)) => statement.words.clone().into_any(),
        (_, None) => ().into_any(),
    };
    view! { <div class=classes(&[("status", true), ("amber", is_amber)])>{content}</div> }.into_any()
}

/// What no field is to blame for, with its cures; else the first complaint.
fn in_the_way(sheet: &Sheet) -> AnyView {
    match sheet.obstacle() {
        Some(problem) if problem.at.is_none() => field::complaint(problem),
        Some(problem) => problem.message().into_any(),
        None => ().into_any(),
    }
}

/// On a phone: the answer and what it costs, under the header, with Copy at hand.
pub fn pinned() -> AnyView {
    let page = Page::here();
    let content = move || {
        let shown = page.shown();
        let sheet = shown.sheet().clone();
        let answer = sheet.answers().into_iter().next();
        let figure = answer.as_ref().map_or_else(|| sheet.instead(), Answer::written);
        let lines = sheet.brief().into_iter().map(|line| view! { <span>{line}</span> }).collect_view();
        view! {
            <b class=classes(&[("words", answer.as_ref().is_none_or(|answer| !answer.figure.is_present))])>{figure}</b>
            <div class="brief">{lines}</div>
            {copy(&sheet, answer.as_ref(), (matches!(shown, Shown::Fresh(_)), Some("Copy")))}
        }
        .into_any()
    };
    let is_stale = flag(move || matches!(page.shown(), Shown::Stale(_)));
    view! { <section class="pinned" aria-label="Answer in short" class:stale=is_stale>{live(content)}</section> }.into_any()
}
