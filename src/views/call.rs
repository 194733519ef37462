//! Paste a call: what was read from which word, what is ambiguous, and the button that fills the ticket.

use std::cell::RefCell;
use std::rc::Rc;

use ballast_engine::presentation::{Call, Question};

use crate::browser;
use crate::node::{Node, button, classed, element};
use crate::page::Page;

const AREA: &str = "call";
const TEXT: &str = "call-text";

/// What was pasted, and what is understood of it with the questions answered so far.
#[derive(Default)]
struct Pasted {
    text: String,
    call: Call,
}

type Held = Rc<RefCell<Pasted>>;

/// The button, and the area that it unfolds.
pub fn call(page: Page) -> Node {
    let held = Held::default();
    let is_open = move || page.now().is_open(AREA);
    let opener = button("link", move || page.toggle(AREA))
        .set("aria-controls", AREA)
        .follows("aria-expanded", move || is_open().to_string())
        .says(move || if is_open() { "Close" } else { "Paste a call" }.to_owned());
    let area = classed("div", "call").set("id", AREA).hidden(move || !is_open());
    element("div").hidden(move || !page.sheet().takes_calls()).with(opener).with(
        area.with(typed(page, &held))
            .with(readings(page, &held))
            .with(questions(page, &held))
            .with(unread(&held))
            .with(fill(page, &held)),
    )
}

fn typed(page: Page, held: &Held) -> Node {
    let (shown, taken) = (held.clone(), held.clone());
    let field = element("textarea")
        .set("id", TEXT)
        .set("rows", "4")
        .set("autocomplete", "off")
        .set("spellcheck", "false")
        .set("placeholder", "SOL short 143.2 sl 146.9 tp 139/134")
        .holds(move || shown.borrow().text.clone())
        .on("input", move |event| {
            let text = browser::typed(&event);
            let call = page.sheet().read_call(&text);
            *taken.borrow_mut() = Pasted { text: text.clone(), call };
            page.begin(TEXT, text);
        });
    element("div")
        .with(element("label").set("for", TEXT).text("The call, as it was posted"))
        .with(classed("div", "control").with(field))
}

fn readings(page: Page, held: &Held) -> Node {
    let (lines, made) = (held.clone(), held.clone());
    let keys = move || {
        let call = &lines.borrow().call;
        call.readings.iter().map(|reading| page.sheet().call_line(reading).join("\n")).collect()
    };
    let line = move |key: &str| {
        let [label, text, from] = made
            .borrow()
            .call
            .readings
            .iter()
            .map(|reading| page.sheet().call_line(reading))
            .find(|line| line.join("\n") == key)
            .unwrap_or_default();
        element("li")
            .text(&format!("{label} "))
            .with(element("b").text(&text))
            .with(classed("span", "note").text(&format!(" from “{from}”")))
    };
    element("ul").set("aria-label", "What was read").list(keys, line)
}

fn questions(page: Page, held: &Held) -> Node {
    let (asked, made) = (held.clone(), held.clone());
    let is_blank = |held: &Held| held.borrow().text.trim().is_empty();
    let keys = move || {
        if is_blank(&asked) {
            return Vec::new();
        }
        asked.borrow().call.questions.iter().map(|question| question.words.clone()).collect()
    };
    let part = move |words: &str| {
        let found = made.borrow().call.questions.iter().find(|question| question.words == words).cloned();
        found.map_or_else(|| element("div"), |question| asking(page, &made, &question))
    };
    element("div").set("role", "group").set("aria-label", "What is unclear").list(keys, part)
}

fn asking(page: Page, held: &Held, question: &Question) -> Node {
    let choices = question.choices.iter().enumerate().map(|(place, choice)| {
        let (held, words) = (held.clone(), question.words.clone());
        let answer = move || {
            let answered = {
                let call = &held.borrow().call;
                let asked = call.questions.iter().position(|question| question.words == words);
                asked.map(|asked| call.answered(asked, place))
            };
            if let Some(call) = answered {
                held.borrow_mut().call = call;
            }
            let text = held.borrow().text.clone();
            page.begin(TEXT, text);
        };
        button("button", answer).text(&choice.label)
    });
    element("div").with(element("p").text(&question.words)).with_all(choices.collect::<Vec<_>>())
}

fn unread(held: &Held) -> Node {
    let held = held.clone();
    classed("p", "note").says(move || match held.borrow().call.unread.as_slice() {
        [] => String::new(),
        words => format!("Not read: {}", words.join(", ")),
    })
}

/// Fills the ticket with what was read; what was not stays as it is.
fn fill(page: Page, held: &Held) -> Node {
    let (held, there) = (held.clone(), held.clone());
    let act = move || {
        let edits = held.borrow().call.edits();
        let edits: Vec<(&str, &str)> = edits.iter().map(|(key, text)| (*key, text.as_str())).collect();
        *held.borrow_mut() = Pasted::default();
        page.settle();
        page.edit_all(&edits);
        page.toggle(AREA);
    };
    button("button filled", act).has("disabled", "", move || !there.borrow().call.may_fill()).text("Fill the ticket")
}
