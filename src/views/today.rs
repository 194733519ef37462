//! Today, beside the desks: the tickets pinned, their sums, what is left of the day's limit, and files of them.

use ballast_engine::presentation::today::{State, Ticket, Today};
use ballast_engine::spec::{Date, Listed, Word};

use crate::browser;
use crate::node::{Node, button, classed, element};
use crate::page::{PANEL, Page};
use crate::views::icons;

const REMOVAL: &str = "remove-all";

/// The button that opens the panel, with the number of the day's tickets.
pub fn opener(page: Page) -> Node {
    let count = move || page.now().today.count(page.now().clock);
    let number = classed("span", "count").hidden(move || count() == 0).says(move || format!(" {}", count()));
    button("button quiet", move || page.show_today())
        .set("aria-controls", PANEL)
        .follows("aria-expanded", move || page.now().is_open(PANEL).to_string())
        .text("Today")
        .with(number)
}

/// The button that pins the answer, where answers are trades and the page is not somebody else's.
pub fn pin(page: Page) -> Option<Node> {
    let label = move || if page.now().is_pinned() == Some(true) { "Pinned" } else { "Pin" }.to_owned();
    let pin = button("button pin", move || page.pin())
        .has("disabled", "", move || page.now().is_pinned().is_none())
        .follows("aria-label", move || format!("{} to Today", label()))
        .says(label);
    (page.sheet().can_be_pinned() && !page.is_embed()).then_some(pin)
}

/// The panel.
pub fn today(page: Page) -> Node {
    let is_open = move || page.now().is_open(PANEL);
    let key = move || if is_open() { PANEL.to_owned() } else { String::new() };
    element("aside")
        .set("class", "today")
        .set("id", PANEL)
        .set("aria-labelledby", "today-title")
        .hidden(move || !is_open())
        .part(key, move |_| panel(page))
}

fn panel(page: Page) -> Node {
    let is_bare = move || page.now().today.is_empty();
    let empty = "Nothing is pinned. Pin, beside a position size, keeps it here with its risk.";
    let lost = "This browser keeps nothing: these tickets are gone when the page is closed.";
    classed("div", "today-panel")
        .with(head(page))
        .with(sums(page))
        .with(counting(page))
        .with(element("p").hidden(move || !is_bare()).text(empty))
        .with(element("p").set("class", "amber").hidden(move || page.now().keeps_today).text(lost))
        .with(tickets(page, |page| of(page, Today::of_day)).set("aria-label", "Tickets of today"))
        .with(past(page))
        .with(files(page).hidden(is_bare))
}

fn head(page: Page) -> Node {
    let close = button("icon", move || page.show_today()).set("aria-label", "Close Today").drawing(icons::CROSS);
    let title = element("h2").set("id", "today-title").set("tabindex", "-1").text("Today");
    let day = element("p").says(move || page.now().today.day_words(page.now().clock));
    classed("div", "today-head").with(title).with(day).with(close)
}

/// Each sum by itself for each currency, and what is left.
fn sums(page: Page) -> Node {
    let totals = move || page.now().today.totals(page.now().clock);
    let labels = move || totals().iter().map(|total| total.label.to_owned()).collect();
    let total = move |label: &str| {
        let wanted = label.to_owned();
        let sums = move || {
            let found = totals().into_iter().find(|total| total.label == wanted);
            found.map(|total| total.sums).unwrap_or_default()
        };
        let figures = element("dd").list(sums, |sum| element("span").text(sum));
        element("div").with(element("dt").text(label)).with(figures)
    };
    let room = element("div")
        .follows("class", move || if page.now().room().is_spent { "room spent" } else { "room" }.to_owned())
        .with(element("dt").text("Left for today"))
        .with(element("dd").with(element("span").says(move || page.now().room().words)))
        .with(classed("dd", "room-note").says(move || page.now().room().note));
    let ask = button("link", move || page.ask_limit()).text("Set a limit").hidden(move || !page.now().room().is_unset);
    let list = classed("dl", "totals").list(labels, total);
    classed("div", "today-sums").with(list).with(classed("dl", "totals").with(room)).with(ask)
}

fn counting(page: Page) -> Node {
    let switch = element("input")
        .set("type", "checkbox")
        .set("aria-describedby", "counting")
        .checked(move || page.now().is_counting())
        .on("change", move |event| page.count(browser::is_checked(&event)));
    let own = button("link", move || page.use_own_account()).text("Use my own account");
    classed("div", "counting")
        .with(classed("label", "switch").with(switch).text(" Count these in sizing"))
        .with(element("p").set("id", "counting").says(move || page.now().counting_words()))
        .with(own.hidden(move || !(page.now().is_counting() && page.now().brings_account())))
}

/// The names of some tickets.
fn of(page: Page, which: fn(&Today, Date) -> Vec<&Ticket>) -> Vec<String> {
    let now = page.now();
    which(&now.today, now.clock).iter().map(|ticket| ticket.id.clone()).collect()
}

fn tickets(page: Page, ids: fn(Page) -> Vec<String>) -> Node {
    classed("ul", "pins").hidden(move || ids(page).is_empty()).list(move || ids(page), move |id| card(page, id))
}

fn past(page: Page) -> Node {
    let ids = |page| of(page, Today::past);
    let summary = element("summary").says(move || format!("Closed before today: {}", ids(page).len()));
    classed("details", "past").hidden(move || ids(page).is_empty()).with(summary).with(tickets(page, ids))
}

/// A text of a ticket, as it is now.
fn says(page: Page, id: &str, text: fn(&Ticket, Date) -> String) -> impl Fn() -> String + Clone + 'static {
    let id = id.to_owned();
    move || {
        let now = page.now();
        now.today.find(&id).map_or_else(String::new, |ticket| text(ticket, now.clock))
    }
}

fn card(page: Page, id: &str) -> Node {
    let own = id.to_owned();
    let link = element("a").follows("href", says(page, id, |ticket, _| ticket.link.clone())).says(says(
        page,
        id,
        |ticket, _| ticket.title(),
    ));
    let remove = button("icon", move || page.unpin(Some(&own)))
        .follows("aria-label", says(page, id, |ticket, _| format!("Remove {}", ticket.title())))
        .drawing(icons::CROSS);
    let head = classed("div", "pin-head").with(link).with(remove);
    let figures = classed("p", "pin-figures")
        .with(element("b").says(says(page, id, |ticket, _| ticket.size())))
        .with(element("span").says(says(page, id, |ticket, _| ticket.risk_words())));
    let owned = id.to_owned();
    let result =
        element("div").part(says(page, id, |ticket, _| ticket.result_key().to_owned()), move |_| result(page, &owned));
    element("li")
        .follows("data-state", says(page, id, |ticket, _| ticket.state.word().code.to_owned()))
        .with(head)
        .with(figures)
        .with(element("p").says(says(page, id, |ticket, _| ticket.prices())))
        .with(element("p").says(says(page, id, Ticket::when)))
        .with(states(page, id))
        .with(result)
}

fn states(page: Page, id: &str) -> Node {
    let segment = |(state, word): (&State, &Word)| {
        let (state, wanted, own) = (*state, word.code, id.to_owned());
        let chosen = says(page, id, |ticket, _| ticket.state.word().code.to_owned());
        let is_chosen = move || chosen() == wanted;
        let radio = element("input")
            .set("type", "radio")
            .set("id", &format!("pin-{id}-{wanted}"))
            .set("name", &format!("pin-{id}"))
            .set("value", wanted)
            .checked(is_chosen.clone())
            .on("change", move |_| {
                browser::keep_focus_or("#today-title");
                page.change_today(&|today, now| today.set_state(&own, state, now.clock));
            });
        element("label")
            .follows("class", move || if is_chosen() { "segment on" } else { "segment" }.to_owned())
            .with(radio)
            .text(word.label)
    };
    classed("div", "segments")
        .set("role", "radiogroup")
        .follows("aria-label", says(page, id, |ticket, _| format!("State of {}", ticket.title())))
        .with_all(State::VARIANTS.iter().zip(State::WORDS).map(segment))
}

/// What a closed ticket brought: typed, or one of the usual ends by a press.
fn result(page: Page, id: &str) -> Node {
    let (own, field, under) = (id.to_owned(), format!("result-{id}"), format!("result-{id}-under"));
    let input = element("input")
        .set("id", &field)
        .set("type", "text")
        .set("inputmode", "text")
        .set("autocomplete", "off")
        .set("aria-describedby", &under)
        .follows("aria-invalid", says(page, id, |ticket, _| ticket.brought().is_none().to_string()))
        .holds(says(page, id, |ticket, _| ticket.result.clone()))
        .on("input", move |event| {
            let text = browser::typed(&event);
            page.change_today(&|today, _| today.set_result(&own, &text));
        });
    let unit = classed("span", "unit").set("aria-hidden", "true");
    let control =
        classed("div", "control").with(input).with(unit.says(says(page, id, |ticket, _| ticket.currency().to_owned())));
    let usual = page.now().today.find(id).map(Ticket::usual_results).unwrap_or_default();
    let press = |(label, text): (String, String)| {
        let own = id.to_owned();
        button("quick", move || page.change_today(&|today, _| today.set_result(&own, &text))).text(&label)
    };
    classed("div", "pin-result")
        .with(element("label").set("for", &field).text("Result"))
        .with(control)
        .with(classed("div", "quicks").with_all(usual.into_iter().map(press)))
        .with(classed("p", "echo").set("id", &under).says(says(page, id, |ticket, _| ticket.result_words())))
}

/// A kind of file: its name, its kind as addresses name it, what it is called when saved, and its text.
type File = (&'static str, &'static str, &'static str, fn(&Today, &str) -> String);

const FILES: [File; 2] = [
    ("CSV", "text/csv", "ballast-today.csv", Today::csv),
    ("JSON", "application/json", "ballast-today.json", Today::json),
];

fn files(page: Page) -> Node {
    let copies = FILES
        .map(|(name, _, _, text)| button("link", move || page.copy_today(name, text)).text(&format!("Copy {name}")));
    let saves = FILES.map(|(name, kind, file, text)| {
        let save = classed("a", "link").set("download", file).follows("href", move || page.today_file(kind, text));
        save.text(&format!("Save {name}"))
    });
    let is_asked = move || page.now().is_unfolded(REMOVAL);
    let ask = button("link", move || page.unfold(REMOVAL))
        .set("aria-controls", REMOVAL)
        .follows("aria-expanded", move || is_asked().to_string())
        .text("Remove all");
    let sure = classed("p", "removal")
        .set("id", REMOVAL)
        .hidden(move || !is_asked())
        .text("All tickets go, for good. ")
        .with(button("link", move || page.unpin(None)).text("Remove them"))
        .text(" ")
        .with(button("link", move || page.unfold(REMOVAL)).text("Keep them"));
    classed("div", "today-files").with_all(copies).with_all(saves).with(ask).with(sure)
}
