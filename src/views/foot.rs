//! The foot: the keys that act, and their switch; and the one region that is heard.

use crate::browser;
use crate::node::{Node, classed, element};
use crate::page::Page;

const KEYS: &[(&str, &str)] = &[
    ("L", "long"),
    ("S", "short"),
    ("N", "new trade"),
    ("Alt 1…6", "tabs"),
    ("↑ ↓", "step, Shift for ten"),
    ("Alt ↓", "unit"),
    ("?", "help in a field"),
    ("Esc", "undo in a field"),
];

/// The footer.
pub fn foot(page: Page) -> Node {
    let key = |(key, meaning): &(&str, &str)| element("li").with(element("kbd").text(key)).text(" ").text(meaning);
    let switch = element("input")
        .set("type", "checkbox")
        .checked(move || page.now().has_letters)
        .on("change", move |event| page.set_letters(browser::is_checked(&event)));
    classed("footer", "foot")
        .with(classed("ul", "keys").set("aria-label", "Keys").with_all(KEYS.iter().map(key)))
        .with(classed("label", "switch").with(switch).text(" Single letters act outside fields"))
        .with(
            element("p")
                .text("Everything is computed in this page. Nothing that you type leaves it, unless you share a link."),
        )
}

/// What is said to whoever hears the page.
pub fn said() -> Node {
    classed("p", "unseen").set("id", "said").set("role", "status")
}
