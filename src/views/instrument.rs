//! The instrument: what never changes, said once; and the editor that unfolds from it.

use ballast_engine::presentation::{InstrumentName, NAMES, dated_title, records_by_venue};
use ballast_engine::records::{RECORDS, Record};
use ballast_engine::scenario::RULES;

use crate::browser;
use crate::node::{Node, button, classed, element};
use crate::page::Page;
use crate::views::field::boxed;
use crate::views::ticket::with_fields;

const EDITOR: &str = "instrument";

/// The strip with its editor; the calculator's question where no instrument matters.
pub fn instrument(page: Page) -> [Node; 2] {
    let has_one = move || page.sheet().has_instrument();
    let question = classed("p", "question").hidden(has_one).says(move || page.sheet().calculator.question().to_owned());
    let is_open = move || page.now().is_open(EDITOR);
    let words = move || {
        let mut words = page.sheet().strip();
        words.extend(page.now().is_first_use.then(|| "are these your fees?".to_owned()));
        words
    };
    let unfold = move || {
        page.look_at_fees();
        page.toggle(EDITOR);
    };
    let opener = button("link", unfold)
        .set("aria-controls", EDITOR)
        .follows("aria-expanded", move || is_open().to_string())
        .says(move || if is_open() { "close" } else { "change" }.to_owned());
    let key = move || if is_open() { EDITOR.to_owned() } else { String::new() };
    let shelf =
        classed("div", "card editor").set("id", EDITOR).hidden(move || !is_open()).part(key, move |_| editor(page));
    let strip = classed("section", "strip").set("aria-label", "Instrument").hidden(move || !has_one());
    [question, strip.with(element("ul").list(words, |word| element("li").text(word))).with(opener).with(shelf)]
}

fn editor(page: Page) -> Node {
    let kept = if page.is_embed() { "" } else { " They are kept in this browser only." };
    let head = classed("div", "editor-head")
        .with(element("h2").text("Instrument"))
        .with(element("p").text("Are these your venue's rules and fees?").text(kept));
    let names = NAMES.iter().filter(|name| !page.now().wishes.hides(name.key)).map(|name| name_field(page, name));
    let records = (!page.now().wishes.hides(RULES)).then(|| records(page));
    let grid = classed("div", "editor-fields").with_all(records).with_all(names);
    // What the browser keeps is the reader's: no page of somebody else's takes it away.
    let forget =
        (!page.is_embed()).then(|| button("button", move || page.forget()).text("Forget everything saved here"));
    element("div").with(head).with(with_fields(page, grid, |sheet| sheet.instrument())).with_all(forget)
}

/// The records, those of a venue together; the date of the one chosen is always in sight.
fn records(page: Page) -> Node {
    let option = |record: &&Record| element("option").set("value", record.name).text(&dated_title(record));
    let group = |(venue, records): (&'static str, Vec<&Record>)| match records.as_slice() {
        // The rules of no venue in particular are a group of their own.
        [only] if only.as_of.is_empty() => option(only),
        _ => element("optgroup").set("label", venue).with_all(records.iter().map(option)),
    };
    let groups = records_by_venue().into_iter().map(group);
    let chosen = move || match page.sheet().text(RULES) {
        "" => RECORDS.first().map_or_else(String::new, |record| record.name.to_owned()),
        rules => rules.to_owned(),
    };
    let list = element("select").set("id", RULES).with_all(groups).holds(chosen);
    let list = list.on("change", move |event| page.edit(RULES, &browser::typed(&event)));
    let date = element("span").set("id", "rules-date").says(move || page.sheet().rules_date());
    plain_field(page, [RULES, "Rules"], (list.set("aria-describedby", "rules-date"), date))
}

fn name_field(page: Page, name: &'static InstrumentName) -> Node {
    let input =
        element("input").set("id", name.key).set("type", "text").set("autocomplete", "off").set("spellcheck", "false");
    let input = input.holds(move || page.sheet().text(name.key).to_owned());
    let input = input.on("input", move |event| page.edit(name.key, &browser::typed(&event)));
    plain_field(page, [name.key, name.label], (input, element("span")))
}

fn plain_field(page: Page, [id, label]: [&str; 2], (control, beneath): (Node, Node)) -> Node {
    classed("div", "field")
        .with(element("label").set("for", id).text(label))
        .with(boxed(page, id).with(control))
        .with(classed("div", "under").with(beneath))
}
