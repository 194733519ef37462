//! What comes next: other calculators with the same texts, figures carried to other desks, and the report.

use ballast_engine::calculators::find;
use ballast_engine::scenario::Share;

use crate::browser;
use crate::node::{Node, button, classed, element};
use crate::page::Page;

/// The buttons, and what the answer takes for granted.
pub fn next(page: Page) -> [Node; 2] {
    let labels = move || page.sheet().offers().into_iter().map(|offer| offer.label).collect();
    let steps = classed("div", "steps").part(move || page.now().slug().to_owned(), move |_| steps(page));
    let report = move || {
        let link = browser::address() + &page.now().link(Share::Exact);
        page.copy("Report", page.sheet().report(&link));
    };
    let buttons = classed("div", "next")
        .with(classed("div", "steps").list(labels, move |label| offer(page, label)))
        .with(steps)
        .with(button("button quiet", report).text("Report this number"));
    [buttons, classed("p", "assumptions").says(move || page.sheet().assumptions())]
}

fn steps(page: Page) -> Node {
    let sheet = page.sheet();
    let there = sheet.calculator.next().iter().filter(|next| find(next.slug).is_some());
    classed("div", "steps").with_all(there.map(|next| button("button", move || page.show(next.slug)).text(next.label)))
}

fn offer(page: Page, label: &str) -> Node {
    let wanted = label.to_owned();
    let carry = move || {
        let offer = page.sheet().offers().into_iter().find(|offer| offer.label == wanted);
        offer.into_iter().for_each(|offer| page.bring(offer.slug, offer.brings));
    };
    element("span").with(button("button", carry).text(label))
}
