//! The app: the page as a whole, or the bare calculator in an embed, and what listens outside of it.

use leptos::prelude::*;

use crate::browser;
use crate::node::{Node, element};
use crate::page::{FIRST_FIELD, Page};
use crate::views;

/// Mounts the app in the page.
pub fn mount() {
    browser::show_panics();
    leptos::mount::mount_to_body(App);
}

/// The app: one element of leptos', in which the page's own nodes follow its signal. Its view macro makes a type, and so
/// a copy of the same code, for every element there is: written with it, this page was 70 kB larger to download.
#[component]
pub fn App() -> impl IntoView {
    let page = Page::open();
    let root = content(page);
    let host = NodeRef::<leptos::html::Div>::new();
    let root = StoredValue::new_local(Some(root));
    Effect::new(move || {
        if let (Some(host), Some(root)) = (host.get(), root.try_update_value(Option::take).flatten()) {
            page.show_in(&host, root);
            start(page);
        }
    });
    view! { <div node_ref=host></div> }
}

fn content(page: Page) -> Node {
    let content = if page.is_embed() { views::embed(page) } else { views::full(page) };
    let root = element("div").with(content).with(views::said()).with(views::copied(page));
    if page.is_embed() { page.attended(root) } else { root }
}

fn start(page: Page) {
    browser::remove_shell();
    browser::on_key(move |press| page.press(&press));
    browser::on_navigation(move |fragment| page.follow(&fragment));
    if !page.is_embed() {
        page.watch_today();
    }
    if !page.is_embed() && !browser::matches("(pointer: coarse)") {
        browser::focus(FIRST_FIELD);
    }
}
