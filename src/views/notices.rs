//! What belongs to no field in sight: what a link brought with it, before all else, and what a closed editor hides.

use ballast_engine::spec::{Problem, Severity};

use crate::node::{Node, classed, element};
use crate::page::Page;
use crate::views::field;

/// What was noticed when the link was opened.
pub fn of_link(page: Page) -> Node {
    list(page, "notices of-link", |page| page.now().noticed.clone())
}

/// What is loose, empty most of the time.
pub fn notices(page: Page) -> Node {
    list(page, "notices", loose)
}

fn list(page: Page, class: &str, problems: fn(Page) -> Vec<Problem>) -> Node {
    let messages = move || problems(page).iter().map(Problem::message).collect();
    let notice = move |message: &str| {
        let problem = problems(page).into_iter().find(|problem| problem.message() == message);
        element("li").with_all(problem.map(|problem| field::complaint(page, &problem)))
    };
    classed("ul", class).hidden(move || problems(page).is_empty()).list(messages, notice)
}

fn loose(page: Page) -> Vec<Problem> {
    let now = page.now();
    let in_ticket = |key: &str| {
        let mut rows = [false, true].into_iter().flat_map(|folded| now.sheet.ticket(folded));
        now.wishes.shows("ticket") && !now.wishes.hides(key) && rows.any(|row| row.key.name == key)
    };
    let is_elsewhere = |problem: &&Problem| problem.at.is_some() || problem.severity < Severity::Error;
    now.sheet.loose_problems(in_ticket).into_iter().filter(is_elsewhere).cloned().collect()
}
