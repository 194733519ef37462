//! A field that is typed in: arrow keys step, Escape restores, and levels have their unit beside them.

use std::cell::RefCell;
use std::rc::Rc;

use ballast_engine::presentation::{LevelUnit, Step, retyped, shown_text};
use ballast_engine::spec::{Column, FieldRow, Kind};

use crate::browser::{self, Event, Press};
use crate::node::{Node, classed, element};
use crate::page::Page;
use crate::views::field::{ask, is_wrong, under_id};

/// A text that is typed, alone in its field or in a cell of it.
#[derive(Clone)]
pub struct Typed {
    /// The page.
    pub page: Page,
    /// The name of its element.
    pub id: String,
    /// The field that it is in.
    pub row: &'static FieldRow,
    /// Its shape: that of a list is a level's in a list.
    pub kind: Kind,
    /// Its column, in a list or table.
    pub column: Option<&'static Column>,
    /// It, now.
    pub text: Rc<dyn Fn() -> String>,
    /// Takes another in its place.
    pub take: Rc<dyn Fn(&str)>,
    /// Whether its error is shown.
    pub is_wrong: Rc<dyn Fn() -> bool>,
}

impl Typed {
    fn is_level(&self) -> bool {
        matches!(self.kind, Kind::Level | Kind::Pairs)
    }

    /// As it stands there: letter by letter while it is typed.
    fn shown(&self) -> String {
        let shape = if self.is_level() { Kind::Level } else { self.kind };
        self.page.now().typing(&self.id).unwrap_or_else(|| shown_text(shape, &(self.text)()))
    }

    fn stepped(&self, step: Step) -> Option<String> {
        let (sheet, text) = (self.page.sheet(), (self.text)());
        match self.column {
            None => sheet.stepped(self.row, &text, step),
            Some(_) if self.is_level() => sheet.stepped_target(&text, step),
            Some(column) => sheet.stepped_cell(column, &text, step),
        }
    }

    fn change(&self, raw: String) {
        let meant = if self.is_level() { retyped(&(self.text)(), &raw) } else { raw.clone() };
        self.page.begin(&self.id, raw);
        (self.take)(&meant);
    }

    /// Acts on a key; whether it meant something.
    fn act(&self, press: &Press, before: &str) -> bool {
        match (press.key.as_str(), press.alt) {
            ("ArrowDown", true) if self.is_level() => browser::open_list(&format!("#{}-unit", self.id)),
            (arrow @ ("ArrowUp" | "ArrowDown"), false) => {
                let stepped = self.stepped(Step { up: arrow == "ArrowUp", tenfold: press.shift });
                stepped.into_iter().for_each(|text| (self.take)(&text));
            }
            ("Escape", _) => (self.take)(before),
            ("?", _) if self.kind != Kind::Text => ask(self.page, self.row),
            _ => return false,
        }
        true
    }
}

/// The input and its unit.
pub fn control(page: Page, row: &'static FieldRow) -> Vec<Node> {
    let key = row.key.name;
    let typed = Typed {
        page,
        id: key.to_owned(),
        row,
        kind: row.key.kind,
        column: None,
        text: Rc::new(move || page.sheet().text(key).to_owned()),
        take: Rc::new(move |text| page.edit(key, text)),
        is_wrong: Rc::new(move || is_wrong(page, key)),
    };
    vec![input(&typed), if typed.is_level() { level_unit(&typed) } else { unit(page, row) }]
}

/// The input.
pub fn input(typed: &Typed) -> Node {
    let (page, row, before) = (typed.page, typed.row, Rc::new(RefCell::new(String::new())));
    let is_wrong = typed.is_wrong.clone();
    let mode = if matches!(typed.kind, Kind::Text | Kind::Date | Kind::PriceRule | Kind::Distance) {
        "text"
    } else {
        "decimal"
    };
    let fixed = [
        ("type", "text"),
        ("inputmode", mode),
        ("enterkeyhint", "next"),
        ("autocomplete", "off"),
        ("spellcheck", "false"),
    ];
    let input = fixed.iter().fold(element("input").set("id", &typed.id), |input, (name, text)| input.set(name, text));
    let [shown, changed, focused, pressed] = [typed.clone(), typed.clone(), typed.clone(), typed.clone()];
    let kept = before.clone();
    input
        .set("aria-describedby", &under_id(row))
        .follows("aria-invalid", move || is_wrong().to_string())
        .holds(move || shown.shown())
        .on("input", move |event| changed.change(browser::typed(&event)))
        .on("focus", move |event| {
            kept.replace((focused.text)());
            browser::select_all(&event);
        })
        .on("keydown", move |event| {
            let (restored, press) = (before.borrow().clone(), browser::press(&event));
            if press.as_ref().is_some_and(|press| pressed.act(press, &restored)) {
                page.settle();
                event.prevent_default();
                if press.is_some_and(|press| press.key == "Escape") {
                    browser::select_soon(event);
                }
            }
        })
}

fn unit(page: Page, row: &'static FieldRow) -> Node {
    let symbol = move || page.sheet().naming().symbol(row.key.unit).to_owned();
    classed("span", "unit").set("aria-hidden", "true").hidden(move || symbol().is_empty()).says(symbol)
}

/// The unit of a level as a list, out of the Tab order: opened by Alt+Down in the field or by a press.
pub fn level_unit(typed: &Typed) -> Node {
    let [held, chosen] = [typed.clone(), typed.clone()];
    let units = LevelUnit::all(typed.kind);
    let options = units.iter().map(|unit| element("option").set("value", unit.suffix).text(unit.label));
    let choose = move |event: Event| {
        let suffix = browser::typed(&event);
        if let Some(unit) = units.iter().find(|unit| unit.suffix == suffix) {
            let text = chosen.page.sheet().in_unit(&(chosen.text)(), (chosen.kind, *unit));
            (chosen.take)(&text);
            browser::focus(&format!("#{}", chosen.id));
        }
    };
    classed("select", "unit")
        .set("id", &format!("{}-unit", typed.id))
        .set("tabindex", "-1")
        .set("aria-label", &format!("Unit of {}", typed.row.label))
        .with_all(options)
        .holds(move || LevelUnit::of(&(held.text)()).suffix.to_owned())
        .on("change", choose)
}
