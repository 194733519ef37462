//! What Copy did; the text itself, selected, where the browser refused.

use leptos::prelude::*;

use crate::browser;
use crate::page::Page;
use crate::views::live::{live, press};

/// The small bar at the bottom of the window.
pub fn copied() -> AnyView {
    let page = Page::here();
    let bar = move || {
        page.copied.get().map_or_else(|| ().into_any(), |copied| {
            if copied.worked {
                let words = if copied.text.len() <= 24 { format!("Copied {}", copied.text) } else { format!("{}: copied", copied.name) };
                view! { <p>{words}</p> }.into_any()
            } else {
                by_hand(copied.name, copied.text)
            }
        })
    };
    view! { <div class="copied" role="status">{live(bar)}</div> }.into_any()
}

fn by_hand(name: String, text: String) -> AnyView {
    let page = Page::here();
    view! {
        <label for="by-hand">{format!("{name}: copy it by hand")}</label>
        <input id="by-hand" type="text" readonly prop:value=text on:focus=move |event| browser::select_all(&event)/>
        <button class="button" type="button" on:click=press(move || page.copied.set(None))>"Close"</button>
    }
    .into_any()
}
