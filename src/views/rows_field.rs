//! A table as rows of fields, or as lines of text: long ones, and whoever prefers it. Its text stays the only state.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use ballast_engine::presentation::{Cells, MOST_EDITED, Pasted, is_blank, joined_rows, split_rows, used_columns};
use ballast_engine::spec::{Column, Fault, FieldRow, Kind, Word};

use crate::browser::{self, Event};
use crate::node::{Node, button, classed, element};
use crate::page::{Page, Paste};
use crate::views::area_field;
use crate::views::field::{label_id, under_id};
use crate::views::icons;
use crate::views::text_field::{Typed, input};

/// What an editor remembers besides the text. Kept for as long as the window: a page has few.
#[derive(Default)]
struct Memory {
    /// A text and its rows on screen; those are `None` where it cannot be rows of fields.
    rows: RefCell<Option<(String, Option<Rc<Cells>>)>>,
    /// The row that somebody is in: what is still empty there is not yet a fault.
    at: Cell<Option<usize>>,
    /// The columns that were called for once: none goes away under somebody's hands.
    used: RefCell<Vec<bool>>,
}

#[derive(Clone, Copy)]
struct Rows {
    page: Page,
    row: &'static FieldRow,
    columns: &'static [Column],
    memory: &'static Memory,
}

/// A cell, by its row and its column.
type Place = (usize, usize);

impl Rows {
    fn key(self) -> &'static str {
        self.row.key.name
    }

    fn read(self, text: &str) -> Option<Rc<Cells>> {
        let mut rows = split_rows(self.columns, text).filter(|rows| rows.len() <= MOST_EDITED)?;
        if rows.is_empty() {
            rows.push(self.blank());
        }
        Some(Rc::new(rows))
    }

    fn blank(self) -> Vec<String> {
        vec![String::new(); self.columns.len()]
    }

    /// The rows on screen: those of the text, and those in which nothing stands yet.
    fn shown(self) -> Option<Rc<Cells>> {
        let sheet = self.page.sheet();
        let text = sheet.text(self.key());
        let mut kept = self.memory.rows.borrow_mut();
        if let Some((_, rows)) = kept.as_ref().filter(|(other, _)| other == text) {
            return rows.clone();
        }
        let rows = self.read(text);
        *kept = Some((text.to_owned(), rows.clone()));
        rows
    }

    fn cells(self) -> Cells {
        self.shown().map(|rows| rows.to_vec()).unwrap_or_default()
    }

    fn take(self, rows: Cells) {
        let text = joined_rows(self.columns, &rows);
        let fits = (1..=MOST_EDITED).contains(&rows.len());
        self.memory.rows.replace(Some((text.clone(), fits.then(|| Rc::new(rows)))));
        self.page.edit(self.key(), &text);
    }

    fn text(self, (row, column): Place) -> String {
        self.shown().and_then(|rows| rows.get(row)?.get(column).cloned()).unwrap_or_default()
    }

    fn set(self, (row, column): Place, text: &str) {
        let mut rows = self.cells();
        if let Some(cell) = rows.get_mut(row).and_then(|cells| cells.get_mut(column)) {
            text.clone_into(cell);
        }
        self.take(rows);
    }

    fn id(self, (row, column): Place) -> String {
        let name = self.columns.get(column).map_or("", |column| column.name);
        format!("{}-{name}-{row}", self.key())
    }

    fn focus(self, place: Place) {
        browser::focus_soon(format!("#{}", self.id(place)));
    }

    fn add(self, column: usize) {
        let mut rows = self.cells();
        rows.push(self.blank());
        let last = rows.len() - 1;
        self.take(rows);
        self.focus((last, column));
    }

    fn remove(self, row: usize) {
        let mut rows = self.cells();
        if row < rows.len() {
            rows.remove(row);
        }
        if rows.is_empty() {
            rows.push(self.blank());
        }
        let next = row.min(rows.len() - 1);
        self.take(rows);
        self.focus((next, self.columns_shown().first().copied().unwrap_or_default()));
    }

    /// Down the column; below the last row there is a new one.
    fn enter(self, (row, column): Place) {
        if row + 1 < self.shown().map_or(0, |rows| rows.len()) {
            self.focus((row + 1, column))
        } else {
            self.add(column)
        }
    }

    fn columns_shown(self) -> Vec<usize> {
        let is_open = self.page.now().is_open(&self.more());
        let mut used = self.memory.used.borrow_mut();
        let now = self.shown().map(|rows| used_columns(self.columns, &rows)).unwrap_or_default();
        used.resize(self.columns.len(), false);
        used.iter_mut().zip(now).for_each(|(used, now)| *used |= now);
        used.iter().enumerate().filter(|(_, used)| **used || is_open).map(|(at, _)| at).collect()
    }

    fn more(self) -> String {
        format!("{}-columns", self.key())
    }

    fn as_text(self) -> String {
        format!("{}-text", self.key())
    }

    fn is_text(self) -> bool {
        self.page.now().is_open(&self.as_text()) || self.shown().is_none()
    }

    /// The row of the text that a row on screen is; `None` where nothing stands in it, since no text has it then.
    fn written(self, row: usize) -> Option<usize> {
        let rows = self.shown()?;
        let above = rows.iter().take(row).filter(|cells| is_blank(cells)).count();
        rows.get(row).filter(|cells| !is_blank(cells)).map(|_| row - above)
    }

    fn is_wrong(self, (row, column): Place) -> bool {
        let is_shown = self.page.now().complaint(self.key()).is_some();
        let place = if is_shown { self.written(row).zip(self.columns.get(column)) } else { None };
        let fault = place.and_then(|(row, column)| self.page.sheet().cell_fault(self.key(), row, column).cloned());
        fault.is_some_and(|fault| fault != Fault::Needed || self.memory.at.get() != Some(row))
    }

    /// What is wrong with a row, where that is what the field complains of.
    fn fault_of(self, row: usize) -> String {
        let now = self.page.now();
        let Some(problem) = now.complaint(self.key()) else { return String::new() };
        let at = problem.at.as_ref().filter(|at| at.row.is_some() && at.row == self.written(row));
        let subject = at.map(|at| at.column.unwrap_or("This row"));
        subject.map_or_else(String::new, |subject| format!("{subject} {}", problem.fault.words()))
    }

    /// The first cell in error, by its id.
    fn first_wrong(self) -> String {
        let is_shown = self.page.now().complaint(self.key()).is_some();
        let rows = self.shown().filter(|_| is_shown).map_or(0, |rows| rows.len());
        let places = (0..rows).flat_map(|row| (0..self.columns.len()).map(move |column| (row, column)));
        places.into_iter().find(|place| self.is_wrong(*place)).map_or_else(String::new, |place| self.id(place))
    }

    fn take_paste(self, pasted: Pasted, event: &Event) {
        event.prevent_default();
        let before = self.page.sheet().text(self.key()).to_owned();
        let is_taken = pasted.rows.is_some();
        self.page.settle();
        let count = pasted.rows.as_ref().map_or(0, Vec::len);
        pasted.rows.into_iter().for_each(|rows| self.take(rows));
        let words = [rows_pasted(count), pasted.notice].into_iter().filter(|words| !words.is_empty());
        let words = words.collect::<Vec<_>>().join(". ");
        self.page.tell_paste(Some(Paste { key: self.key(), words, before: is_taken.then_some(before) }));
    }
}

fn rows_pasted(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "1 row pasted".to_owned(),
        count => format!("{count} rows pasted"),
    }
}

/// The rows of a table, or its lines, and what can be done with them.
pub fn control(page: Page, row: &'static FieldRow) -> Vec<Node> {
    let columns = page.sheet().calculator.columns(row.key.name);
    let rows = Rows { page, row, columns, memory: Box::leak(Box::default()) };
    let mode = move || if rows.is_text() { "text" } else { "rows" }.to_owned();
    let body = element("div").part(mode, move |mode| if mode == "text" { lines(rows) } else { editor(rows) });
    let field = classed("div", "table-field")
        .set("role", "group")
        .set("aria-labelledby", &label_id(row))
        .set("aria-describedby", &under_id(row))
        .on_change(
            move || rows.first_wrong(),
            |id| {
                if !id.is_empty() {
                    browser::show_soon(format!("#{id}"));
                }
            },
        );
    vec![field.with(body).with(actions(rows)).with(told(rows))]
}

fn lines(rows: Rows) -> Node {
    let paste = move |event: Event| {
        let pasted = browser::pasted(&event).and_then(|text| rows.page.sheet().pasted_table(rows.key(), &text));
        pasted.into_iter().for_each(|pasted| rows.take_paste(pasted, &event));
    };
    // Whoever types in the lines goes on doing so, whatever they become.
    let stay = move |_| {
        if !rows.page.now().is_open(&rows.as_text()) {
            rows.page.toggle(&rows.as_text());
        }
    };
    classed("div", "boxed").with(area_field::area(rows.page, rows.row).on("paste", paste).on("input", stay))
}

fn editor(rows: Rows) -> Node {
    let places = move || (0..rows.shown().map_or(0, |rows| rows.len())).map(|place| place.to_string()).collect();
    let class = move || match rows.columns_shown().len() {
        0..=4 => "lines few",
        5..=7 => "lines some",
        _ => "lines many",
    };
    let head = move |at: &str| {
        let at = at_of(at);
        let class = match rows.columns.get(at).map(|column| column.kind) {
            Some(Kind::Text | Kind::Choice) => "cell",
            Some(Kind::Date) => "cell date",
            _ => "cell figures",
        };
        classed("span", class).says(move || heading(rows, at))
    };
    let heads = classed("div", "fields").list(move || keys(&rows.columns_shown()), head);
    let heads = classed("div", "line heads").set("aria-hidden", "true").with(heads).with(classed("span", "icon"));
    element("div")
        .follows("class", move || class().to_owned())
        .with(heads)
        .with(element("div").list(places, move |place| line(rows, at_of(place))))
}

fn keys(columns: &[usize]) -> Vec<String> {
    columns.iter().map(usize::to_string).collect()
}

fn at_of(key: &str) -> usize {
    key.parse().unwrap_or_default()
}

/// A column's label with the unit of its cells: `Notional up to, USDT`.
fn heading(rows: Rows, at: usize) -> String {
    let Some(column) = rows.columns.get(at) else { return String::new() };
    let sheet = rows.page.sheet();
    match sheet.naming().symbol(column.unit) {
        "" => column.label.to_owned(),
        symbol => format!("{}, {symbol}", column.label),
    }
}

fn line(rows: Rows, row: usize) -> Node {
    let number = row + 1;
    let take_away = button("icon", move || rows.remove(row))
        .drawing(icons::CROSS)
        .set("aria-label", &format!("Take away row {number}"))
        .has("disabled", "", move || {
            rows.shown().is_some_and(|rows| rows.len() == 1 && rows.concat().concat().is_empty())
        });
    let cells = classed("div", "fields")
        .list(move || keys(&rows.columns_shown()), move |column| cell(rows, (row, at_of(column))));
    let name = format!("Row {number}");
    let at = &rows.memory.at;
    let line =
        classed("div", "line").set("role", "group").set("aria-label", &name).on("focusin", move |_| at.set(Some(row)));
    let line = line.on("focusout", move |event| at.set(at.get().filter(|_| browser::stays_within(&event))));
    // Said for all to hear under the field; beside a row far above it, for those who see.
    let fault = classed("p", "row-fault").set("aria-hidden", "true").says(move || rows.fault_of(row));
    line.with(classed("span", "row-name").set("aria-hidden", "true").text(&name))
        .with(cells)
        .with(take_away)
        .with(fault)
}

fn cell(rows: Rows, place: Place) -> Node {
    let Some(column) = rows.columns.get(place.1) else { return element("div") };
    let words = rows.page.sheet().calculator.cell_words(rows.key(), place.1);
    let control = if words.is_empty() { typed(rows, place, column) } else { chosen(rows, place, words) };
    let label = format!("{} {}, {}", rows.row.label, place.0 + 1, column.label);
    let control = control.set("aria-label", &label).on("keydown", move |event| {
        if browser::press(&event).is_some_and(|press| press.key == "Enter" && !press.alt) {
            event.prevent_default();
            rows.enter(place);
        }
    });
    let paste = move |event: Event| {
        let Some(text) = browser::pasted(&event) else { return };
        let (sheet, cells) = (rows.page.sheet(), rows.cells());
        let shown: Vec<usize> = rows.columns_shown().into_iter().filter(|at| *at >= place.1).collect();
        let block = || sheet.pasted_block(rows.key(), &text, (&cells, place.0, &shown));
        let pasted = sheet.pasted_table(rows.key(), &text).or_else(block);
        pasted.into_iter().for_each(|pasted| rows.take_paste(pasted, &event));
    };
    let name = classed("span", "cell-name").set("aria-hidden", "true").says(move || heading(rows, place.1));
    let class = if column.kind == Kind::Date { "cell date" } else { "cell" };
    classed("div", class).with(name).with(classed("div", "boxed").with(control.on("paste", paste)))
}

fn typed(rows: Rows, place: Place, column: &'static Column) -> Node {
    let typed = Typed {
        page: rows.page,
        id: rows.id(place),
        row: rows.row,
        // A level keeps its unit in its text here: there is no room for a list of units beside it.
        kind: if column.kind == Kind::Level { Kind::Number } else { column.kind },
        column: Some(column),
        text: Rc::new(move || rows.text(place)),
        take: Rc::new(move |text| rows.set(place, text)),
        is_wrong: Rc::new(move || rows.is_wrong(place)),
    };
    input(&typed).set("placeholder", column.neutral.unwrap_or_default())
}

fn chosen(rows: Rows, place: Place, words: &'static [Word]) -> Node {
    let neutral = rows.columns.get(place.1).and_then(|column| column.neutral).unwrap_or_default();
    let option = |code: &str, label: &str| element("option").set("value", code).text(label);
    let nothing = neutral.is_empty().then(|| option("", "–"));
    let held = move || match rows.text(place).trim() {
        "" => neutral.to_owned(),
        text => text.to_ascii_lowercase(),
    };
    element("select")
        .set("id", &rows.id(place))
        .set("aria-describedby", &under_id(rows.row))
        .with_all(nothing.into_iter().chain(words.iter().map(|word| option(word.code, word.label))))
        .follows("aria-invalid", move || rows.is_wrong(place).to_string())
        .holds(held)
        .on("change", move |event| rows.set(place, &browser::typed(&event)))
}

fn actions(rows: Rows) -> Node {
    let is_text = move || rows.is_text();
    let add = button("link", move || rows.add(rows.columns_shown().first().copied().unwrap_or_default()));
    let more = button("link", move || rows.page.toggle(&rows.more()));
    let is_open = move || rows.page.now().is_open(&rows.more());
    let hides_some = move || is_open() || rows.columns_shown().len() < rows.columns.len();
    let lines = button("link", move || rows.page.toggle(&rows.as_text()));
    let says_more = move || if is_open() { "Fewer columns" } else { "More columns" }.to_owned();
    let says_lines = move || if is_text() { "Edit as rows" } else { "Edit as text" }.to_owned();
    let is_long = move || rows.shown().is_none() && rows.page.now().complaint(rows.key()).is_none();
    let long = format!("More than {MOST_EDITED} rows are edited as text");
    classed("div", "table-actions")
        .with(add.text("Add row").hidden(is_text))
        .with(more.hidden(move || is_text() || !hides_some()).says(says_more))
        .with(lines.hidden(move || rows.shown().is_none()).says(says_lines))
        .with(classed("span", "echo").hidden(move || !is_long()).text(&long))
}

/// What the last paste left out or took for something, and the way back.
fn told(rows: Rows) -> Node {
    let paste = move || rows.page.now().paste.clone().filter(|paste| paste.key == rows.key());
    let key = move || paste().map_or_else(String::new, |paste| paste.words);
    let undo = move || {
        let before = paste().and_then(|paste| paste.before);
        rows.page.tell_paste(None);
        before.into_iter().for_each(|before| rows.page.edit(rows.key(), &before));
    };
    classed("div", "paste-told").set("role", "status").part(key, move |words| {
        let undo = paste().and_then(|paste| paste.before).map(|_| button("fix", undo).text("Undo"));
        element("p").text(words).text(" ").with_all(undo)
    })
}
