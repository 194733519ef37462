//! One field: label, help, control, and the reserved lines under it for the echo or the problem with its cure.

use ballast_engine::presentation::Quick;
use ballast_engine::spec::{FieldRow, Kind, Problem, Severity};

use crate::browser;
use crate::node::{Node, button, classed, element};
use crate::page::Page;
use crate::views::{area_field, choice_field, pairs_field, rows_field, text_field};

/// The field of a row.
pub fn field(page: Page, row: &'static FieldRow) -> Node {
    let key = row.key.name;
    let class = move || {
        let mut class = "field".to_owned();
        class += if page.sheet().is_example(key) { " example" } else { "" };
        class + if is_wrong(page, key) { " wrong" } else { "" }
    };
    let control = match row.key.kind {
        Kind::Choice => choice_field::control(page, row),
        Kind::Pairs => pairs_field::control(page, row),
        Kind::Rows => rows_field::control(page, row),
        Kind::Series | Kind::Matrix => area_field::control(page, row),
        _ => text_field::control(page, row),
    };
    element("div")
        .follows("class", class)
        .set("data-key", key)
        .on("focusout", move |event| {
            page.leave(key);
            if !browser::stays_within(&event) {
                page.fold_soon(help_id(row));
            }
        })
        .with(label(page, row))
        .with(boxed(page, key).with_all(control))
        .with(help(page, row))
        .with(under(page, row))
}

/// What holds a field's control; where the text stays the author's, no control in it can be used.
pub fn boxed(page: Page, key: &str) -> Node {
    if page.now().wishes.locks(key) {
        classed("fieldset", "control").set("disabled", "")
    } else {
        classed("div", "control")
    }
}

/// Whether a field's error is shown.
pub fn is_wrong(page: Page, key: &str) -> bool {
    page.now().complaint(key).is_some_and(|problem| problem.severity == Severity::Error)
}

/// The name of what stands under a field, for whoever hears it.
pub fn under_id(row: &FieldRow) -> String {
    format!("{}-under", row.key.name)
}

/// The name of a field's label.
pub fn label_id(row: &FieldRow) -> String {
    format!("{}-label", row.key.name)
}

fn help_id(row: &FieldRow) -> String {
    format!("{}-help", row.key.name)
}

/// Unfolds a field's help.
pub fn ask(page: Page, row: &FieldRow) {
    page.unfold(&help_id(row));
}

fn label(page: Page, row: &'static FieldRow) -> Node {
    let words = match row.key.kind {
        Kind::Choice | Kind::Pairs | Kind::Rows => element("span"),
        _ => element("label").set("for", row.key.name),
    };
    let is_open = move || page.now().is_unfolded(&help_id(row));
    let question = button("ask", move || ask(page, row))
        .set("tabindex", "-1")
        .set("aria-label", &format!("About {}", row.label))
        .set("aria-controls", &help_id(row))
        .follows("aria-expanded", move || is_open().to_string());
    classed("div", "label").with(words.set("id", &label_id(row)).text(row.label)).with(question.text("?"))
}

/// The help, and the way to the row of this field in the book, where its terms are explained.
fn help(page: Page, row: &'static FieldRow) -> Node {
    let place = move || format!("docs/calculators/{}.html#{}", page.sheet().calculator.slug(), row.key.name);
    let more = element("a").set("target", "_blank").follows("href", place).text("In the book");
    let help = classed("p", "help").set("id", &help_id(row)).hidden(move || !page.now().is_unfolded(&help_id(row)));
    help.text(row.help).text(" ").with(more)
}

/// The problem and its cures, or what was understood.
fn under(page: Page, row: &'static FieldRow) -> Node {
    let key = move || {
        let now = page.now();
        let quick = if page.sheet().quick(row).is_empty() { "echo" } else { "quick" };
        now.complaint(row.key.name).map_or_else(|| quick.to_owned(), Problem::message)
    };
    classed("div", "under").set("id", &under_id(row)).part(key, move |_| match page.now().complaint(row.key.name) {
        Some(problem) => complaint(page, problem).with_all(carried(page, row)),
        None => understood(page, row),
    })
}

/// Where a figure was carried from, beside the problem that it makes.
fn carried(page: Page, row: &FieldRow) -> Option<Node> {
    page.now().brought_from(row.key.name).map(|from| classed("span", "echo").text(&format!(" ({from})")))
}

fn understood(page: Page, row: &'static FieldRow) -> Node {
    let echo = move || match page.now().brought_from(row.key.name) {
        Some(from) => from,
        None => page.sheet().echo(row),
    };
    let press = |quick: &'static Quick| {
        let label = format!("{} {}", row.label, quick.text);
        button("quick", move || page.edit(row.key.name, quick.text))
            .set("tabindex", "-1")
            .set("aria-label", &label)
            .text(quick.label)
    };
    let is_locked = page.now().wishes.locks(row.key.name);
    let quick = page.sheet().quick(row).iter().filter(|_| !is_locked).map(press);
    classed("div", "understood")
        .with(classed("span", "echo").says(echo))
        .with(classed("span", "quicks").with_all(quick))
}

/// A problem in words, and its cures as buttons.
pub fn complaint(page: Page, problem: &Problem) -> Node {
    let words = classed("span", problem.severity.name()).text(&problem.message());
    let wishes = page.now().wishes.clone();
    let fixes = problem.fixes.iter().filter(|fix| fix.edits.iter().all(|(key, _)| !wishes.locks(key))).map(|fix| {
        let edits = fix.edits.clone();
        let mend = move || page.edit_all(&edits.iter().map(|(key, text)| (*key, text.as_str())).collect::<Vec<_>>());
        button("fix", mend).text(&fix.label)
    });
    classed("div", "complaint").with(words).with_all(fixes)
}
