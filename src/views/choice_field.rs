//! A choice: beside one another where there are few and short ones, a list beyond.

use ballast_engine::spec::{FieldRow, Word};

use crate::browser;
use crate::node::{Node, classed, element};
use crate::page::Page;
use crate::views::field::{label_id, under_id};

const MOST_SEGMENTS: usize = 3;
/// So many letters fit beside one another on the narrowest phone, where a label breaks only between words.
const MOST_LETTERS: usize = 21;

/// The choice of a row.
pub fn control(page: Page, row: &'static FieldRow) -> Vec<Node> {
    let words = page.sheet().calculator.words(row.key.name);
    let longest = words.iter().flat_map(|word| word.label.split(' ')).map(str::len).max().unwrap_or_default();
    let fit = words.len() <= MOST_SEGMENTS && words.len() * longest <= MOST_LETTERS;
    let control = if fit { segments(page, row, words) } else { list(page, row, words) };
    vec![control.set("aria-labelledby", &label_id(row)).set("aria-describedby", &under_id(row))]
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
