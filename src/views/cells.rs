//! Four cells that never reflow.

use std::sync::Arc;

use ballast_engine::presentation::Sheet;
use ballast_engine::spec::{OutputRow, Role};
use leptos::prelude::*;

use crate::page::{Page, Shown};
use crate::views::basis;
use crate::views::live::{classes, live};

/// The cells.
pub fn cells() -> AnyView {
    let page = Page::here();
    let content = move || {
        let shown = page.shown();
        let is_empty = matches!(shown, Shown::Nothing(_));
        shown.sheet().outputs(Role::Cell).into_iter().map(|row| cell(row, (!is_empty).then(|| shown.sheet().clone()))).collect_view().into_any()
    };
    view! { <dl class="cells">{live(content)}</dl> }.into_any()
}

fn cell(row: &'static OutputRow, sheet: Option<Arc<Sheet>>) -> AnyView {
    let cell = sheet.and_then(|sheet| sheet.cell(row)).unwrap_or_default();
    view! {
        <div>
            <dt>{basis::term(row)}</dt>
            <dd class=classes(&[("figure", true), ("gain", cell.tone == Some(true)), ("loss", cell.tone == Some(false)), ("words", cell.is_words)])>
                {cell.text} <small>{cell.symbol}</small>
            </dd>
            <dd class="beneath">{cell.beneath}</dd>
            <dd class="unfolds">{basis::basis(row)}</dd>
        </div>
    }
    .into_any()
}
