//! The two links.

use ballast_engine::scenario::Share;
use leptos::prelude::*;

use crate::browser;
use crate::page::Page;
use crate::views::icons;
use crate::views::live::{flag, press, words};

const MENU: &str = "share";

/// The Share button and its menu.
pub fn share() -> AnyView {
    let page = Page::here();
    let is_open = move || page.is_unfolded(MENU);
    view! {
        <div class="menu" on:focusout=move |event| fold_when_left(page, &event)>
            <button class="button" type="button" aria-expanded=words(move || is_open().to_string()) aria-controls=MENU on:click=press(move || page.unfold(MENU))>
                "Share" {icons::chevron()}
            </button>
            <div class="menu-list" id=MENU hidden=flag(move || !is_open())>
                {entry(Share::Trade, ("Share trade", "Without your account: whoever opens it sees their own size"))}
                {entry(Share::Exact, ("Share exact", "With everything typed: the same figures for ever"))}
            </div>
        </div>
    }
    .into_any()
}

fn entry(share: Share, (name, note): (&'static str, &'static str)) -> AnyView {
    let page = Page::here();
    let copy = press(move || {
        page.fold();
        page.copy(name, browser::address() + &page.link(share));
    });
    view! {
        <button type="button" on:click=copy><b>{name}</b><span>{note}</span></button>
    }
    .into_any()
}

fn fold_when_left(page: Page, event: &leptos::ev::FocusEvent) {
    if page.is_unfolded(MENU) && !browser::stays_within(event) {
        page.fold();
    }
}
