//! The guides: written by hand, with figures that the engine computes.

use crate::{heading, template};

/// A guide.
pub struct Guide {
    /// Its file, without the ending.
    pub name: &'static str,
    pub title: &'static str,
    text: &'static str,
}

/// In the order of the book.
pub const GUIDES: &[Guide] = &[
    Guide { name: "first-trade", title: "Sizing a first trade", text: include_str!("guides/first-trade.md") },
    Guide { name: "which-kelly", title: "Which Kelly?", text: include_str!("guides/which-kelly.md") },
    Guide {
        name: "liquidation-price",
        title: "Reading a liquidation price",
        text: include_str!("guides/liquidation-price.md"),
    },
    Guide { name: "pyramid", title: "Planning a pyramid", text: include_str!("guides/pyramid.md") },
    Guide { name: "options-book", title: "Hedging an options book", text: include_str!("guides/options-book.md") },
    Guide { name: "scripting", title: "Scripting", text: include_str!("guides/scripting.md") },
];

pub fn page(guide: &Guide) -> Result<String, String> {
    let text = template::filled(guide.text, &[])?;
    let from = format!("crates/engine/examples/manual/guides/{}.md", guide.name);
    Ok(format!("{}\n\n# {}\n\n{}\n", heading(&from), guide.title, text.trim()))
}
