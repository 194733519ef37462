//! What belongs to no field in sight: what a link brought with it, and what a closed editor hides.

use ballast_engine::spec::{Problem, Severity};

use crate::node::{Node, classed, element};
use crate::page::Page;
use crate::views::field;

/// The list, empty most of the time.
pub fn notices(page: Page) -> Node {
    let messages = move || loose(page).iter().map(Problem::message).collect();
    let notice = move |message: &str| {
        let problem = loose(page).into_iter().find(|problem| problem.message() == message);
        element("li").with_all(problem.map(|problem| field::complaint(page, &problem)))
    };
    classed("ul", "notices").hidden(move || loose(page).is_empty()).list(messages, notice)
}

fn loose(page: Page) -> Vec<Problem> {
    let now = page.now();
    let in_ticket = |key: &str| {
        [false, true].into_iter().flat_map(|folded| now.sheet.ticket(folded)).any(|row| row.key.name == key)
    };
    let is_elsewhere = |problem: &&Problem| problem.at.is_some() || problem.severity < Severity::Error;
    let mut problems = now.noticed.clone();
    problems.extend(now.sheet.loose_problems(in_ticket).into_iter().filter(is_elsewhere).cloned());
    problems
}
