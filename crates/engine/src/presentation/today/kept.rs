//! Tickets as the browser keeps them: a line each, written as links are. A line that cannot be read is left out.

use super::{State, Ticket, Today};
use crate::math::contract::Contract;
use crate::number_text::{canonical, parse};
use crate::scenario::{escaped, unescaped};
use crate::spec::{Date, Listed, Naming, Texts};

impl Today {
    /// The tickets of a kept text.
    pub fn read(text: &str) -> Today {
        let mut today = Today::default();
        for ticket in text.lines().filter_map(read) {
            if today.find(&ticket.id).is_none() {
                today.tickets.push(ticket);
            }
        }
        today
    }

    /// The text to keep.
    pub fn text(&self) -> String {
        self.tickets.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

fn line(ticket: &Ticket) -> String {
    let Naming { base, quote, settle, contract } = &ticket.naming;
    let seconds = |date: Date| date.0.to_string();
    let pairs = [
        ("id", ticket.id.clone()),
        ("pinned", seconds(ticket.pinned)),
        ("symbol", ticket.symbol.clone()),
        ("base", base.clone()),
        ("quote", quote.clone()),
        ("settle", settle.clone()),
        ("contract", contract.word().code.to_owned()),
        ("side", ticket.side.clone()),
        ("quantity", canonical(ticket.quantity)),
        ("entry", canonical(ticket.entry)),
        ("stop", ticket.stop.map(canonical).unwrap_or_default()),
        ("risk", canonical(ticket.risk)),
        ("gain", ticket.gain.map(canonical).unwrap_or_default()),
        ("state", ticket.state.word().code.to_owned()),
        ("closed", ticket.closed.map(seconds).unwrap_or_default()),
        ("result", ticket.result.clone()),
        ("link", ticket.link.clone()),
    ];
    let filled = pairs.iter().filter(|(_, text)| !text.is_empty());
    filled.map(|(key, text)| format!("{key}={}", escaped(text))).collect::<Vec<_>>().join("&")
}

fn read(line: &str) -> Option<Ticket> {
    let pairs = line.split('&').filter_map(|pair| pair.split_once('='));
    let texts: Texts = pairs.map(|(key, text)| (key.to_owned(), unescaped(text))).collect();
    let text = |key: &str| texts.get(key).unwrap_or_default().to_owned();
    let number = |key: &str| texts.get(key).and_then(|text| parse(text).ok());
    let date = |key: &str| texts.get(key)?.parse().ok().map(Date);
    let state = State::VARIANTS.iter().copied().find(|state| state.word().code == text("state"))?;
    let pinned = date("pinned")?;
    Some(Ticket {
        id: texts.get("id")?.to_owned(),
        pinned,
        // It becomes an address that is pressed: nothing but a page of ours.
        link: texts.get("link").filter(|link| link.starts_with("#/"))?.to_owned(),
        symbol: text("symbol"),
        naming: Naming {
            base: text("base"),
            quote: text("quote"),
            settle: texts.get("settle")?.to_owned(),
            contract: Contract::VARIANTS.iter().copied().find(|kind| kind.word().code == text("contract"))?,
        },
        side: text("side"),
        quantity: number("quantity")?,
        entry: number("entry")?,
        stop: number("stop"),
        risk: number("risk").filter(|risk| *risk >= 0.0)?,
        gain: number("gain"),
        state,
        closed: (state == State::Closed).then(|| date("closed").unwrap_or(pinned)),
        result: text("result"),
    })
}
