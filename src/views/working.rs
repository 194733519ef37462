//! The working: every figure with its unit in a column of its own, and its formula on demand.

use std::sync::Arc;

use ballast_engine::presentation::Sheet;
use ballast_engine::spec::OutputRow;
use leptos::prelude::*;

use crate::page::{Page, Shown};
use crate::views::basis;
use crate::views::live::{classes, flag, live};

/// The card.
pub fn working() -> AnyView {
    let page = Page::here();
    let content = move || match page.shown() {
        Shown::Nothing(_) => ().into_any(),
        Shown::Fresh(sheet) | Shown::Stale(sheet) => list(&sheet),
    };
    let is_stale = flag(move || matches!(page.shown(), Shown::Stale(_)));
    let is_empty = flag(move || matches!(page.shown(), Shown::Nothing(_)));
    view! { <section class="card working" class:stale=is_stale hidden=is_empty><h2>"Working"</h2>{live(content)}</section> }.into_any()
}

fn list(sheet: &Arc<Sheet>) -> AnyView {
    let rows = sheet.working().into_iter().map(|row| line(row, sheet)).collect_view();
    view! { <dl class="sums">{rows}</dl> }.into_any()
}

fn line(row: &'static OutputRow, sheet: &Arc<Sheet>) -> AnyView {
    let Some(cell) = sheet.cell(row) else { return ().into_any() };
    view! {
        <div>
            <dt>{basis::term(row)}</dt>
            <dd class=classes(&[("gain", cell.tone == Some(true)), ("loss", cell.tone == Some(false)), ("words", cell.is_words), ("absent", cell.is_absent)])>
                <span>{cell.text}</span> <span class="unit">{cell.symbol}</span>
            </dd>
            <dd class="unfolds">{basis::basis(row)}</dd>
        </div>
    }
    .into_any()
}
