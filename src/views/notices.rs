//! What belongs to no field in sight: what a link brought with it, and what a closed editor hides.

use ballast_engine::spec::{Problem, Severity};
use leptos::prelude::*;

use crate::page::Page;
use crate::views::field;
use crate::views::live::{flag, live};

/// The list, empty most of the time.
pub fn notices() -> AnyView {
    let page = Page::here();
    let problems = move || {
        let sheet = page.sheet.get();
        let in_ticket: Vec<&str> = [false, true].into_iter().flat_map(|folded| sheet.ticket(folded)).map(|row| row.key.name).collect();
        let loose = sheet.loose_problems(|key| in_ticket.contains(&key));
        let is_elsewhere = |problem: &&Problem| problem.at.is_some() || problem.severity < Severity::Error;
        let mut problems = page.noticed();
        problems.extend(loose.into_iter().filter(is_elsewhere).cloned());
        problems
    };
    let items = move || problems().iter().map(|problem| view! { <li>{field::complaint(problem)}</li> }).collect_view().into_any();
    view! { <ul class="notices" hidden=flag(move || problems().is_empty())>{live(items)}</ul> }.into_any()
}
