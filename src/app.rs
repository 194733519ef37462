//! The app: the page as a whole, or the bare calculator in an embed.

use leptos::prelude::*;

use crate::browser;
use crate::page::{FIRST_FIELD, Page};
use crate::views;

/// The app.
#[component]
pub fn App() -> AnyView {
    browser::set_theme(browser::parameter("theme").as_deref());
    let page = Page::open();
    provide_context(page);
    listen(page);
    let content = if page.is_embed { views::embed() } else { views::full() };
    view! {
        {content}
        <p id="said" class="unseen" role="status"></p>
        {views::copied()}
    }
    .into_any()
}

fn listen(page: Page) {
    browser::on_key(move |press| page.press(&press));
    browser::on_navigation(move |fragment| page.follow(&fragment));
    Effect::new(move || {
        let sheet = page.shown().sheet().clone();
        page.write_address();
        browser::say_soon(sheet.spoken());
        browser::set_title(&format!("{} · Ballast", sheet.calculator.title()));
    });
    let is_touched = browser::matches("(pointer: coarse)");
    if !page.is_embed && !is_touched {
        browser::focus_soon(FIRST_FIELD);
    }
}
