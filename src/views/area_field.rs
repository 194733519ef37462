//! Tables and series as lines of text: what a spreadsheet pastes is understood.

use ballast_engine::presentation::lines_text;
use ballast_engine::spec::{FieldRow, Kind};

use crate::browser;
use crate::node::{Node, element};
use crate::page::Page;
use crate::views::field::{is_wrong, label_id, under_id};

/// The lines of a row's text, alone in its field.
pub fn control(page: Page, row: &'static FieldRow) -> Vec<Node> {
    vec![area(page, row)]
}

/// The lines.
pub fn area(page: Page, row: &'static FieldRow) -> Node {
    let key = row.key.name;
    let shown = move || page.now().typing(key).unwrap_or_else(|| lines_text(row.key.kind, page.sheet().text(key)));
    element("textarea")
        .set("id", key)
        .set("rows", if row.key.kind == Kind::Series { "3" } else { "8" })
        .set("autocomplete", "off")
        .set("spellcheck", "false")
        .set("aria-labelledby", &label_id(row))
        .set("aria-describedby", &under_id(row))
        .follows("aria-invalid", move || is_wrong(page, key).to_string())
        .holds(shown)
        .on("input", move |event| {
            let raw = browser::typed(&event);
            page.begin(key, raw.clone());
            page.edit(key, &raw);
        })
}
