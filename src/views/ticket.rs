//! The ticket: the fields that the choices need, in the order in which a trader thinks, and the fold.

use ballast_engine::presentation::Sheet;
use ballast_engine::spec::FieldRow;

use crate::node::{Node, button, classed, element};
use crate::page::{FOLD, Page};
use crate::views::call;
use crate::views::field::field;

/// The ticket.
pub fn ticket(page: Page) -> Node {
    let has_fault = move || {
        let sheet = page.sheet();
        sheet.ticket(true).iter().any(|row| sheet.complaint(row.key.name).is_some())
    };
    let is_open = move || page.now().is_open(FOLD) || has_fault();
    let opener = button("link", move || page.toggle(FOLD))
        .set("aria-controls", FOLD)
        .follows("aria-expanded", move || is_open().to_string())
        .says(move || if is_open() { "Fold these" } else { "Change these" }.to_owned());
    let fold = classed("div", "fold")
        .hidden(move || page.sheet().ticket(true).iter().all(|row| page.now().wishes.hides(row.key.name)))
        .with(element("p").says(move || page.sheet().fold_line()))
        .with(opener);
    let key = move || if is_open() { FOLD.to_owned() } else { String::new() };
    let folded = element("div").set("id", FOLD).hidden(move || !is_open());
    let form = with_fields(page, classed("form", "ticket"), |sheet| sheet.ticket(false));
    form.set("id", "ticket")
        .set("aria-label", "Ticket")
        .set("novalidate", "")
        .on("submit", |event| event.prevent_default())
        .with(call::call(page))
        .with(fold)
        .with(folded.part(key, move |_| with_fields(page, element("div"), |sheet| sheet.ticket(true))))
}

/// Fields that come and go with the choices; those that stay keep their place and focus.
pub fn with_fields(page: Page, parent: Node, rows: fn(&Sheet) -> Vec<&'static FieldRow>) -> Node {
    let keys = move || {
        let (sheet, now) = (page.sheet(), page.now());
        rows(&sheet)
            .iter()
            .filter(|row| !now.wishes.hides(row.key.name))
            .map(|row| format!("{} {}", sheet.calculator.slug(), row.key.name))
            .collect()
    };
    let make = move |key: &str| {
        let name = key.split(' ').nth(1);
        let row = rows(&page.sheet()).into_iter().find(|row| Some(row.key.name) == name);
        row.map_or_else(|| element("div"), |row| field(page, row))
    };
    parent.list(keys, make)
}
