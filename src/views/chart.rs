//! The picture: the engine draws it and says what can be moved in it, this measures its box and passes pixels on.

use std::cell::RefCell;
use std::rc::Rc;

use ballast_engine::chart::Alternative;
use ballast_engine::presentation::{Knob, Picture, Shown, Step};

use crate::browser::{self, Event};
use crate::node::{Node, classed, element};
use crate::page::{Now, Page};
use crate::views::working::card;

/// A moment of the page, and its picture.
type Drawn = (Rc<Now>, Option<Rc<Picture>>);

/// The page's picture, drawn once for each of its moments. Kept for as long as the window: a page has one.
#[derive(Clone, Copy)]
struct Easel {
    page: Page,
    last: &'static RefCell<Option<Drawn>>,
}

impl Easel {
    fn picture(self) -> Option<Rc<Picture>> {
        let now = self.page.now();
        if let Some((_, picture)) = self.last.borrow().as_ref().filter(|(moment, _)| Rc::ptr_eq(moment, &now)) {
            return picture.clone();
        }
        let is_touched = browser::matches("(any-pointer: coarse)");
        let shown = Shown { width: now.width, is_touched, held: now.held.as_deref(), wishes: Some(&now.wishes) };
        let picture = now.drawn().and_then(|sheet| Picture::of(sheet, (&now.sheet, shown))).map(Rc::new);
        self.last.replace(Some((now, picture.clone())));
        picture
    }

    fn words(self) -> Option<Alternative> {
        self.picture().map(|picture| picture.words.clone())
    }

    fn told(self, level: &str, of: fn(&Knob) -> String) -> String {
        let picture = self.picture();
        let mut knobs = picture.iter().flat_map(|picture| &picture.knobs);
        knobs.find(|knob| knob.level == level).map(of).unwrap_or_default()
    }

    /// Takes hold of a level, with a pointer or without.
    fn take(self, level: &str, pointer: Option<f64>) {
        let sheet = self.page.sheet();
        self.page.hold(self.picture().and_then(|picture| picture.take(level, (&sheet, pointer))));
    }

    fn pull(self, event: &Event) {
        let (now, pointer) = (self.page.now(), browser::pointer_at(event));
        let edit = now.held.as_ref().zip(pointer).and_then(|(held, pointer)| held.pulled(&now.sheet, pointer));
        edit.into_iter().for_each(|(key, text)| self.page.edit(key, &text));
    }

    /// Acts on a key; whether it meant something.
    fn press(self, event: &Event) -> bool {
        let now = self.page.now();
        let Some((press, held)) = browser::press(event).zip(now.held.as_ref()) else { return false };
        let step = |up: bool, tenfold: bool| held.nudged(&now.sheet, Step { up, tenfold });
        let edit = match press.key.as_str() {
            "ArrowUp" | "ArrowRight" => step(true, press.shift),
            "ArrowDown" | "ArrowLeft" => step(false, press.shift),
            "Escape" => held.let_back(&now.sheet),
            _ => return false,
        };
        self.page.hold(Some(held.released(self.picture().as_deref())));
        edit.into_iter().for_each(|(key, text)| self.page.edit(key, &text));
        true
    }

    fn release(self) {
        let picture = self.picture();
        self.page.hold(self.page.now().held.as_ref().map(|held| held.released(picture.as_deref())));
    }
}

/// The card with the picture, where the calculator has one.
pub fn chart(page: Page) -> Node {
    let easel = Easel { page, last: Box::leak(Box::default()) };
    let svg = move || easel.picture().map_or_else(String::new, |picture| picture.svg.clone());
    let title = move || easel.words().map(|words| words.title).unwrap_or_default();
    let levels = move || -> Vec<String> {
        easel.picture().map(|picture| picture.knobs.iter().map(|knob| knob.level.clone()).collect()).unwrap_or_default()
    };
    let picture = classed("div", "drawn").with(element("div").draws(svg)).list(levels, move |level| grip(easel, level));
    let frame = classed("div", "frame").with(element("h2").says(title)).with(picture);
    browser::watch_width(frame.element(), move |width| page.resize(width));
    let rows = move || easel.words().map_or_else(String::new, |words| words.rows.concat().join("|"));
    let same = classed("details", "same").with(element("summary").text("The same as a table")).with(
        classed("div", "scroll")
            .set("tabindex", "0")
            .set("role", "group")
            .set("aria-label", "The picture as a table")
            .part(rows, move |_| easel.words().map_or_else(|| element("table"), |words| table(&words))),
    );
    card(page, "card picture").hidden(move || easel.picture().is_none()).with(frame).with(same)
}

/// Where a level is grasped, by pointer or keys.
fn grip(easel: Easel, level: &str) -> Node {
    let follow = |of: fn(&Knob) -> String| {
        let level = level.to_owned();
        move || easel.told(&level, of)
    };
    let [by_focus, by_pointer] = [level.to_owned(), level.to_owned()];
    let (page, node) = (easel.page, element("div"));
    let place = node.element().clone();
    node.set("role", "slider")
        .set("tabindex", "0")
        .set("aria-orientation", "vertical")
        .set("aria-valuemin", "0")
        .set("aria-valuemax", "1000000000000000")
        .set("data-level", level)
        .follows("class", follow(|knob| format!("grip {}", knob.tone)))
        .follows("aria-label", follow(|knob| knob.name.clone()))
        .follows("aria-valuenow", follow(|knob| knob.value.clone()))
        .follows("aria-valuetext", follow(|knob| knob.words.clone()))
        .on_change(follow(|knob| knob.style.clone()), move |style| browser::set_style(&place, style))
        .on("focus", move |_| easel.take(&by_focus, None))
        .on("blur", move |_| page.hold(None))
        .on("pointerdown", move |event| {
            if browser::grasps(&event) {
                easel.take(&by_pointer, browser::pointer_at(&event));
            }
        })
        .on("pointermove", move |event| easel.pull(&event))
        .on("lostpointercapture", move |_| easel.release())
        .on("keydown", move |event| {
            if easel.press(&event) {
                event.prevent_default();
            }
        })
}

fn table(words: &Alternative) -> Node {
    let head = words.header.iter().map(|cell| element("th").set("scope", "col").text(cell));
    let row = |cells: &Vec<String>| element("tr").with_all(cells.iter().map(|cell| element("td").text(cell)));
    element("table")
        .with(element("thead").with(element("tr").with_all(head)))
        .with(element("tbody").with_all(words.rows.iter().map(row)))
}
