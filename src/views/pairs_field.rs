//! A list of pairs as rows: one row shows its second cell alone, more show both.

use std::cell::RefCell;
use std::rc::Rc;

use ballast_engine::presentation::{joined_pairs, split_pairs, with_another};
use ballast_engine::spec::{Column, FieldRow, Kind, Unit};

use crate::browser::{self, Event};
use crate::node::{Node, button, classed};
use crate::page::Page;
use crate::views::field::{is_wrong, label_id, under_id};
use crate::views::icons;
use crate::views::text_field::{Typed, input, level_unit};

type Pairs = Vec<(String, String)>;

/// The rows on screen: those of the text, and one that is still empty. Kept for as long as the window: a page has few.
#[derive(Clone, Copy)]
struct Rows {
    page: Page,
    row: &'static FieldRow,
    edited: &'static RefCell<Pairs>,
    columns: &'static [Column],
}

impl Rows {
    fn shown(self) -> Pairs {
        let sheet = self.page.sheet();
        let (text, edited) = (sheet.text(self.row.key.name), self.edited.borrow().clone());
        let rows = if !edited.is_empty() && joined_pairs(&edited) == text { edited } else { split_pairs(text) };
        if rows.is_empty() { vec![(String::new(), String::new())] } else { rows }
    }

    fn take(self, rows: Pairs) {
        let text = joined_pairs(&rows);
        self.edited.replace(rows);
        self.page.edit(self.row.key.name, &text);
    }

    fn column(self, is_second: bool) -> Option<&'static Column> {
        self.columns.get(usize::from(is_second))
    }

    /// What the first cells are counted in.
    fn unit(self) -> Unit {
        self.column(false).map_or(Unit::None, |column| column.unit)
    }

    fn is_level(self, is_second: bool) -> bool {
        self.column(is_second).is_some_and(|column| column.kind == Kind::Level)
    }

    fn text(self, (place, is_second): (usize, bool)) -> String {
        let (first, second) = self.shown().into_iter().nth(place).unwrap_or_default();
        if is_second { second } else { first }
    }

    fn set(self, (place, is_second): (usize, bool), text: &str) {
        let mut rows = self.shown();
        if let Some((first, second)) = rows.get_mut(place) {
            text.clone_into(if is_second { second } else { first });
        }
        self.take(rows);
    }

    fn remove(self, place: usize) {
        let rows = self.shown().into_iter().enumerate().filter(|(at, _)| *at != place);
        self.take(rows.map(|(_, row)| row).collect());
    }

    /// Whether shares stand beside levels: with more rows than one, or where no share is understood.
    fn shows_both(self) -> bool {
        self.shown().len() > 1 || self.columns.first().is_some_and(|column| column.neutral.is_none())
    }
}

/// The rows of a list of pairs.
pub fn control(page: Page, row: &'static FieldRow) -> Vec<Node> {
    let columns = page.sheet().calculator.columns(row.key.name);
    let rows = Rows { page, row, edited: Box::leak(Box::default()), columns };
    let places = move || (0..rows.shown().len()).map(|place| place.to_string()).collect();
    let list = classed("div", "rows").list(places, move |place| pair(rows, place.parse().unwrap_or_default()));
    let group = classed("div", "pairs")
        .set("role", "group")
        .set("aria-labelledby", &label_id(row))
        .set("aria-describedby", &under_id(row))
        .with(list)
        .with(button("link add", move || rows.take(with_another(&rows.shown(), rows.unit()))).text("add another"));
    vec![group]
}

fn pair(rows: Rows, place: usize) -> Node {
    let echo = move || {
        if rows.is_level(true) { rows.page.sheet().target_echo(&rows.text((place, true))) } else { String::new() }
    };
    let take_away = button("icon", move || rows.remove(place))
        .drawing(icons::CROSS)
        .set("aria-label", &format!("Take away row {}", place + 1))
        .hidden(move || rows.shown().len() < 2);
    let first =
        if rows.column(false).is_some_and(|column| column.unit.is_percent()) { "boxed share" } else { "boxed first" };
    classed("div", "pair")
        .with(classed("div", first).hidden(move || !rows.shows_both()).with_all(cell(rows, (place, false))))
        .with(classed("div", "boxed").with_all(cell(rows, (place, true))))
        .with(take_away)
        .with(classed("span", "echo").says(echo))
}

fn cell(rows: Rows, at: (usize, bool)) -> Vec<Node> {
    let Some(column) = rows.column(at.1) else { return Vec::new() };
    let typed = Typed {
        page: rows.page,
        id: format!("{}-{}-{}", rows.row.key.name, column.name, at.0),
        row: rows.row,
        kind: if rows.is_level(at.1) { Kind::Pairs } else { Kind::Number },
        column: Some(column),
        text: Rc::new(move || rows.text(at)),
        take: Rc::new(move |text| rows.set(at, text)),
        is_wrong: Rc::new(move || is_wrong(rows.page, rows.row.key.name)),
    };
    let label = format!("{} {}, {}", rows.row.label, at.0 + 1, column.label);
    let symbol = move || rows.page.sheet().naming().symbol(column.unit).to_owned();
    let unit = if rows.is_level(at.1) {
        level_unit(&typed)
    } else {
        classed("span", "unit").set("aria-hidden", "true").says(symbol)
    };
    vec![input(&typed).set("aria-label", &label).on("paste", move |event| paste(rows, &event)), unit]
}

/// A whole list that is pasted takes the place of all rows.
fn paste(rows: Rows, event: &Event) {
    let list = browser::pasted(event).filter(|text| text.trim().contains(['\n', '\t', '@', ';']));
    if let Some(text) = list {
        event.prevent_default();
        rows.take(split_pairs(&text));
    }
}
