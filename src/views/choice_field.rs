//! A choice: beside one another where there are few and short ones, a list beyond.

use ballast_engine::spec::{FieldRow, Word};

use crate::browser;
use crate::node::{Node, classed, element};
use crate::page::Page;
use crate::views::field::{label_id, under_id};

const MOST_SEGMENTS: usize = 3;
/// So many letters fit beside one another on the narrowest phone.
const MOST_LETTERS: usize = 24;
/// So many lines fit into the height of a control.
const MOST_LINES: usize = 2;

/// The choice of a row.
pub fn control(page: Page, row: &'static FieldRow) -> Vec<Node> {
    let words = page.sheet().calculator.words(row.key.name);
    let is_short = |word: &Word| fits(word.label, MOST_LETTERS / words.len().max(1));
    let are_few = words.len() <= MOST_SEGMENTS && words.iter().all(is_short);
    let control = if are_few { segments(page, row, words) } else { list(page, row, words) };
    vec![control.set("aria-labelledby", &label_id(row)).set("aria-describedby", &under_id(row))]
}

/// Whether a label, which breaks only between words, fits into lines of so many letters.
fn fits(label: &str, letters: usize) -> bool {
    let (mut lines, mut line) = (1, 0);
    for word in label.split(' ') {
        let joined = if line == 0 { word.len() } else { line + 1 + word.len() };
        (lines, line) = if line > 0 && joined > letters { (lines + 1, word.len()) } else { (lines, joined) };
        if line > letters {
            return false;
        }
    }
    lines <= MOST_LINES
}

fn segments(page: Page, row: &'static FieldRow, words: &'static [Word]) -> Node {
    classed("div", "segments")
        .set("role", "radiogroup")
        .with_all(words.iter().map(|word| segment(page, row.key.name, word)))
}

fn segment(page: Page, key: &'static str, word: &'static Word) -> Node {
    let is_chosen = move || page.sheet().text(key).trim().eq_ignore_ascii_case(word.code);
    let radio = element("input").set("type", "radio").set("name", key).set("value", word.code).checked(is_chosen);
    element("label")
        .set("data-word", word.code)
        .follows("class", move || if is_chosen() { "segment on" } else { "segment" }.to_owned())
        .with(radio.on("change", move |_| page.edit(key, word.code)))
        .text(word.label)
}

fn list(page: Page, row: &'static FieldRow, words: &'static [Word]) -> Node {
    let key = row.key.name;
    let options = words.iter().map(|word| element("option").set("value", word.code).text(word.label));
    element("select")
        .set("id", key)
        .with_all(options)
        .holds(move || page.sheet().text(key).trim().to_ascii_lowercase())
        .on("change", move |event| page.edit(key, &browser::typed(&event)))
}
