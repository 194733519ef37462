//! Outputs that are tables: plans, limits, ladders.

use ballast_engine::presentation::{Sheet, TableView};
use ballast_engine::spec::OutputRow;
use leptos::prelude::*;

use crate::page::{Page, Shown};
use crate::views::basis;
use crate::views::live::{classes, flag, live};

/// A card per table.
pub fn tables() -> AnyView {
    let page = Page::here();
    let content = move || match page.shown() {
        Shown::Nothing(_) => ().into_any(),
        Shown::Fresh(sheet) | Shown::Stale(sheet) => all(&sheet),
    };
    let is_stale = flag(move || matches!(page.shown(), Shown::Stale(_)));
    view! { <div class="tables" class:stale=is_stale>{live(content)}</div> }.into_any()
}

fn all(sheet: &Sheet) -> AnyView {
    let rows = sheet.calculator.outputs().into_iter();
    rows.filter_map(|row| Some(card(row, sheet.table(row)?))).collect_view().into_any()
}

fn card(row: &'static OutputRow, table: TableView) -> AnyView {
    let TableView { header, is_figures, rows } = table;
    let is_wide = header.len() > 3;
    let head = header.into_iter().zip(is_figures.clone()).map(|(cell, figures)| view! { <th scope="col" class=classes(&[("figures", figures)])>{cell}</th> }).collect_view();
    let line = |cells: Vec<String>| {
        let cells = cells.into_iter().zip(is_figures.clone()).map(|(cell, figures)| view! { <td class=classes(&[("figures", figures)])>{cell}</td> });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    view! {
        <section class=classes(&[("card", true), ("table", true), ("wide", is_wide)])>
            <h2>{basis::term(row)}</h2>
            {basis::basis(row)}
            <div class="scroll" tabindex="0" role="group" aria-label=row.label>
                <table><thead><tr>{head}</tr></thead><tbody>{rows.into_iter().map(line).collect_view()}</tbody></table>
            </div>
        </section>
    }
    .into_any()
}
