//! The whole page, and the bare calculator for somebody else's.

use crate::browser;
use crate::node::{Node, button, classed, element};
use crate::page::Page;
use crate::views::{answer, chart, foot, header, instrument, next, notices, tables, tabs, ticket, today, working};

/// Header, Today, instrument, ticket, and the desk with its tabs, answer, picture and working.
pub fn full(page: Page) -> Node {
    let desk = classed("section", "desk").set("aria-labelledby", "title").with(title(page));
    let main = classed("main", "shell")
        .with(classed("div", "ways").with(tabs::tabs(page)).with(tabs::switch(page)))
        .with(above(page))
        .with(ticket::ticket(page))
        .with(results(page, desk).with_all(next::next(page)));
    let floor = classed("div", "floor").with(today::today(page)).with(main);
    element("div").with(header::header(page)).with(answer::pinned(page)).with(floor).with(foot::foot(page))
}

/// The calculator alone, as much of it as its author wants, the way back to what they wrote, and a link to the whole page.
pub fn embed(page: Page) -> Node {
    let main = classed("main", "shell embed")
        .with(title(page))
        .with(above(page))
        .with_all(wanted(page, "ticket", ticket::ticket))
        .with(results(page, classed("section", "desk").set("aria-label", "Results")));
    let reset = page.now().wishes.has_reset().then(|| button("button quiet", move || page.reset()).text("Reset"));
    let link = element("a").set("target", "_blank").set("rel", "noopener").text("Open in Ballast");
    let link = link.follows("href", move || browser::address() + &page.now().embedded());
    element("div").with(main).with(classed("footer", "foot").with_all(reset).with(link))
}

/// What counts for ticket and desk alike: the instrument, and what the link brought with it.
fn above(page: Page) -> Node {
    let above = classed("div", "above");
    let shows_instrument = page.now().wishes.shows("instrument");
    let above = if shows_instrument { above.with_all(instrument::instrument(page)) } else { above };
    above.with(notices::of_link(page))
}

fn title(page: Page) -> Node {
    classed("h1", "unseen")
        .set("id", "title")
        .set("tabindex", "-1")
        .says(move || page.sheet().calculator.title().to_owned())
}

/// All that follows from the ticket.
fn results(page: Page, desk: Node) -> Node {
    desk.with_all(wanted(page, "answer", answer::answer))
        .with(notices::notices(page))
        .with_all(wanted(page, "chart", chart::chart))
        .with_all(wanted(page, "working", working::working))
        .with_all(wanted(page, "tables", tables::tables))
}

/// A part of the page, unless an embed's author wants to do without.
fn wanted(page: Page, panel: &str, make: fn(Page) -> Node) -> Option<Node> {
    page.now().wishes.shows(panel).then(|| make(page))
}
