//! What Copy did; the text itself, selected, where the browser refused.

use crate::browser;
use crate::node::{Node, button, classed, element};
use crate::page::{Copied, Page};

/// The small bar at the bottom of the window.
pub fn copied(page: Page) -> Node {
    let key = move || {
        page.now().copied.as_ref().map_or_else(String::new, |copied| format!("{}{}", copied.worked, copied.text))
    };
    classed("div", "copied")
        .set("role", "status")
        .part(key, move |_| page.now().copied.as_ref().map_or_else(|| element("p"), |copied| bar(page, copied)))
}

fn bar(page: Page, copied: &Copied) -> Node {
    let Copied { name, text, worked } = copied;
    match (worked, text.len() <= 24) {
        (true, true) => element("p").text(&format!("Copied {text}")),
        (true, false) => element("p").text(&format!("{name}: copied")),
        (false, _) => by_hand(page, copied),
    }
}

fn by_hand(page: Page, copied: &Copied) -> Node {
    let text = copied.text.clone();
    let field = element("input").set("id", "by-hand").set("type", "text").set("readonly", "");
    classed("div", "by-hand")
        .with(element("label").set("for", "by-hand").text(&format!("{}: copy it by hand", copied.name)))
        .with(field.holds(move || text.clone()).on("focus", |event| browser::select_all(&event)))
        .with(button("button", move || page.put_away()).text("Close"))
}
