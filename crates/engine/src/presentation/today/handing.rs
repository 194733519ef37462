//! Tickets for a spreadsheet and for a program.

use super::{State, Ticket, Today};
use crate::number_text::canonical;
use crate::scenario::escaped;
use crate::spec::{Listed, Unit};

/// A cell of a file.
enum Cell {
    Text(String),
    Number(Option<String>),
}

/// An address from which a browser saves a text as a file of that kind, `text/csv`.
pub fn data_address(kind: &str, text: &str) -> String {
    format!("data:{kind};charset=utf-8,{}", escaped(text))
}

impl Today {
    /// A table with a line for each ticket, in the order pinned; `address` is the page's, without a fragment.
    pub fn csv(&self, address: &str) -> String {
        let head = HEADS.join(",");
        let lines = self.tickets.iter().map(|ticket| cells(ticket, address).iter().map(csv_cell).collect::<Vec<_>>());
        let lines = lines.map(|cells| cells.join(","));
        std::iter::once(head).chain(lines).map(|line| line + "\r\n").collect()
    }

    /// A list with an object for each ticket, in the order pinned.
    pub fn json(&self, address: &str) -> String {
        let object = |ticket: &Ticket| {
            let cells = cells(ticket, address);
            let pairs = HEADS.iter().zip(&cells).map(|(head, cell)| format!("\"{head}\": {}", json_cell(cell)));
            format!("  {{{}}}", pairs.collect::<Vec<_>>().join(", "))
        };
        let objects: Vec<String> = self.tickets.iter().map(object).collect();
        if objects.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", objects.join(",\n")) }
    }
}

const HEADS: [&str; 13] = [
    "pinned_at",
    "symbol",
    "side",
    "quantity",
    "quantity_unit",
    "entry",
    "stop",
    "risk",
    "currency",
    "state",
    "closed_at",
    "result",
    "link",
];

fn cells(ticket: &Ticket, address: &str) -> [Cell; 13] {
    let text = |text: &str| Cell::Text(text.to_owned());
    let number = |number: f64| Cell::Number(Some(canonical(number)));
    let closed = ticket.closed.filter(|_| ticket.state == State::Closed);
    [
        Cell::Text(ticket.pinned.to_string()),
        text(&ticket.symbol),
        text(&ticket.side),
        number(ticket.quantity),
        text(ticket.naming.symbol(Unit::Quantity)),
        number(ticket.entry),
        Cell::Number(ticket.stop.map(canonical)),
        number(ticket.risk),
        text(ticket.currency()),
        text(ticket.state.word().code),
        Cell::Text(closed.map(|closed| closed.to_string()).unwrap_or_default()),
        Cell::Number(ticket.result_number()),
        Cell::Text(format!("{address}{}", ticket.link)),
    ]
}

/// A text that a spreadsheet would take for a formula is marked as text: a symbol may come from anybody's link.
fn csv_cell(cell: &Cell) -> String {
    let text = match cell {
        Cell::Number(number) => return number.clone().unwrap_or_default(),
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
    };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn json_cell(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.clone().unwrap_or_else(|| "null".to_owned()),
        Cell::Text(text) if text.is_empty() => "null".to_owned(),
        Cell::Text(text) => format!("\"{}\"", text.chars().map(json_letter).collect::<String>()),
    }
}

fn json_letter(letter: char) -> String {
    match letter {
        '"' | '\\' => format!("\\{letter}"),
        control if control < ' ' => format!("\\u{:04x}", u32::from(control)),
        other => other.to_string(),
    }
}
