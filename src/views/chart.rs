//! The picture: the engine draws it, this measures its box.

use ballast_engine::chart::{Alternative, Chart};
use ballast_engine::presentation::drawing;
use leptos::html::Div;
use leptos::prelude::*;

use crate::browser;
use crate::page::{Page, Shown};
use crate::views::live::{flag, live};

/// The card with the picture, where the calculator has one.
pub fn chart() -> AnyView {
    let page = Page::here();
    let width = RwSignal::new(0.0);
    let frame = NodeRef::<Div>::new();
    frame.on_load(move |frame| browser::watch_width(&frame, move |pixels| width.set(pixels)));
    let shown = move || match page.shown() {
        Shown::Nothing(_) => None,
        Shown::Fresh(sheet) | Shown::Stale(sheet) => sheet.outcome.chart.clone(),
    };
    let is_stale = flag(move || matches!(page.shown(), Shown::Stale(_)));
    view! {
        <section class="card picture" class:stale=is_stale hidden=flag(move || shown().is_none())>
            <div class="frame" node_ref=frame>{live(move || shown().map_or_else(|| ().into_any(), |chart| drawn(&chart, width.get())))}</div>
        </section>
    }
    .into_any()
}

fn drawn(chart: &Chart, width: f64) -> AnyView {
    let words = chart.alternative();
    view! {
        <h2>{words.title.clone()}</h2>
        <div inner_html=drawing(chart, width)></div>
        {table(words)}
    }
    .into_any()
}

fn table(words: Alternative) -> AnyView {
    let head = words.header.into_iter().map(|cell| view! { <th scope="col">{cell}</th> }).collect_view();
    let row = |cells: Vec<String>| view! { <tr>{cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> };
    view! {
        <details class="same">
            <summary>"The same as a table"</summary>
            <div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{words.rows.into_iter().map(row).collect_view()}</tbody></table></div>
        </details>
    }
    .into_any()
}
