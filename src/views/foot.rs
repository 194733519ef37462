//! The foot: the keys that act, and their switch.

use leptos::prelude::*;

use crate::page::Page;
use crate::views::live::flag;

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
pub fn foot() -> AnyView {
    let page = Page::here();
    let key = |(key, meaning): &'static (&'static str, &'static str)| view! { <li><kbd>{*key}</kbd> " " {*meaning}</li> };
    let switch = move |event: leptos::ev::Event| page.set_letters(event_target_checked(&event));
    view! {
        <footer class="foot">
            <ul class="keys" aria-label="Keys">{KEYS.iter().map(key).collect_view()}</ul>
            <label class="switch"><input type="checkbox" prop:checked=flag(move || page.has_letters.get()) on:change=switch/> "Single letters act outside fields"</label>
            <p>"Everything is computed in this page. Nothing that you type leaves it, unless you share a link."</p>
        </footer>
    }
    .into_any()
}
