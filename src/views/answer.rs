//! The answer: one figure, four cells, one line of words. Whatever is typed, its boxes stay where they are.

use ballast_engine::presentation::Answer;
use ballast_engine::spec::{Role, Severity};

use crate::node::{Node, button, classed, element};
use crate::page::{Page, Standing};
use crate::views::{basis, cells, field, orders, today};

/// The card.
pub fn answer(page: Page) -> Node {
    let class = move || match page.now().standing() {
        Standing::Fresh => "card answer",
        Standing::Stale => "card answer stale",
        Standing::Nothing => "card answer vacant",
    };
    element("section")
        .follows("class", move || class().to_owned())
        .set("aria-label", "Answer")
        .with(element("div").part(move || page.now().slug().to_owned(), move |_| head(page)))
        .with(cells::cells(page))
        .with(status(page))
}

/// The answer in the unit that it is read in.
fn read(page: Page) -> Option<Answer> {
    let now = page.now();
    let mut answers = now.shown().answers();
    let place = now.unit.min(answers.len().saturating_sub(1));
    if now.standing() == Standing::Nothing || answers.is_empty() { None } else { Some(answers.swap_remove(place)) }
}

fn head(page: Page) -> Node {
    let row = page.sheet().outputs(Role::Answer).into_iter().next();
    let note = move || {
        let note = page.sheet().example_note().filter(|_| page.now().standing() != Standing::Nothing);
        note.map_or_else(String::new, |note| format!(" {note}"))
    };
    let heading =
        element("h2").with_all(row.map(|row| basis::term(page, row))).with(classed("span", "note").says(note));
    let actions = classed("div", "actions")
        .with(units(page))
        .with_all(today::pin(page))
        .with(orders::orders(page))
        .with(copy(page, None));
    classed("div", "head")
        .with(classed("div", "headline").with(heading).with(big(page)))
        .with(actions)
        .with_all(row.map(|row| basis::basis(page, row)))
}

/// The figure with its unit, or words in its place.
fn big(page: Page) -> Node {
    let figure = move || read(page).map(|answer| answer.figure);
    let class = move || match figure() {
        Some(figure) if figure.is_present && figure.text.chars().count() > 8 => "big long",
        Some(figure) if figure.is_present => "big",
        _ => "big words",
    };
    let text = move || figure().map_or_else(|| page.sheet().instead(), |figure| figure.text);
    let symbol = move || figure().map(|figure| figure.symbol).unwrap_or_default();
    element("p")
        .follows("class", move || class().to_owned())
        .with(element("span").follows("data-tint", cells::flips(text)).says(text))
        .text(" ")
        .with(element("small").says(symbol))
}

fn units(page: Page) -> Node {
    let symbols = move || -> Vec<String> {
        let answers =
            if page.now().standing() == Standing::Nothing { Vec::new() } else { page.now().shown().answers() };
        // Where words stand for the figure, they have no unit.
        answers.into_iter().map(|answer| answer.figure.symbol).filter(|symbol| !symbol.is_empty()).collect()
    };
    let unit = move |symbol: &str| {
        let place = symbols().iter().position(|other| other == symbol).unwrap_or_default();
        button("", move || page.read_in(place))
            .follows("aria-pressed", move || (page.now().unit == place).to_string())
            .text(symbol)
    };
    let group = classed("div", "units").set("role", "group").set("aria-label", "Unit");
    group.hidden(move || !page.sheet().has_other_units()).list(symbols, unit)
}

/// Puts the bare number on the clipboard, unless it is not the answer to what is typed.
fn copy(page: Page, short: Option<&'static str>) -> Node {
    let bare = move || {
        read(page)
            .map(|answer| answer.figure)
            .filter(|figure| figure.is_present && page.now().standing() == Standing::Fresh)
    };
    let act = move || bare().into_iter().for_each(|figure| page.copy(&page.sheet().copy_label(), figure.bare));
    button("button filled", act)
        .has("disabled", "", move || bare().is_none())
        .follows("aria-label", move || page.sheet().copy_label())
        .says(move || short.map_or_else(|| page.sheet().copy_label(), str::to_owned))
}

/// Whether the line of words warns of something.
fn is_amber(page: Page) -> bool {
    let now = page.now();
    now.standing() != Standing::Nothing
        && now.shown().outcome.statement.as_ref().is_some_and(|said| said.severity > Severity::Notice)
}

fn status(page: Page) -> Node {
    let words = move || {
        let now = page.now();
        let obstacle = || now.sheet.obstacle().map(|problem| problem.message());
        if now.standing() == Standing::Nothing { obstacle() } else { now.shown().statement() }.unwrap_or_default()
    };
    let part = move |words: &str| match page.sheet().obstacle() {
        Some(problem) if page.now().standing() == Standing::Nothing && problem.at.is_none() => {
            field::complaint(page, problem)
        }
        _ => element("span").text(words),
    };
    element("div")
        .follows("class", move || if is_amber(page) { "status amber" } else { "status" }.to_owned())
        .part(words, part)
}

/// On a phone: the answer and what it costs, under the header, with Copy at hand.
pub fn pinned(page: Page) -> Node {
    let figure = move || page.now().shown().answers().into_iter().next();
    let is_words = move || figure().is_none_or(|answer| !answer.figure.is_present);
    let is_stale = move || page.now().standing() == Standing::Stale;
    let class = move || {
        let stale = if is_stale() { " stale" } else { "" };
        format!("pinned{}{stale}", if is_amber(page) { " amber" } else { "" })
    };
    let lines = move || page.now().shown().brief();
    element("section")
        .follows("class", class)
        .set("aria-label", "Answer in short")
        .with(
            element("div")
                .with(
                    element("b")
                        .follows("class", move || if is_words() { "words" } else { "" }.to_owned())
                        .says(move || figure().map_or_else(|| page.sheet().instead(), |answer| answer.written())),
                )
                .with(classed("div", "brief").list(lines, |line| element("span").text(line))),
        )
        .with(copy(page, Some("Copy")))
}
