//! Today: the tickets that somebody pinned, what they risk together, and what they leave of the day's loss limit.
//!
//! A day is UTC's, as the venues' days are. Money of different currencies is never added. What is counted reaches the
//! page as any figure that is carried there: the profile is not written.

mod handing;
mod kept;
mod sums;
mod ticket;

pub use handing::data_address;
pub use sums::{Room, Total};
pub use ticket::{State, Ticket};

use super::brought::{Brought, carried};
use crate::calculators::position_size::POSITION_SIZE;
use crate::spec::{Date, Unit};

/// The fields that tickets are counted into: what may still be lost, and what was.
pub const COUNTED: [&str; 2] = ["open_risk", "lost_today"];

/// The field that sets what a day may lose.
pub const LIMIT: &str = "day_loss_limit_pct";

/// The calculator that has that field.
pub const LIMITED: &str = POSITION_SIZE.slug;

/// The tickets, in the order in which they were pinned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Today {
    tickets: Vec<Ticket>,
}

/// The moment that a browser's clock tells, in milliseconds since 1970.
pub fn moment(milliseconds: f64) -> Date {
    Date((milliseconds / 1000.0) as i64)
}

/// Milliseconds until the next day of UTC.
pub fn until_next_day(now: Date) -> i32 {
    i32::try_from((DAY - now.0.rem_euclid(DAY)) * 1000).unwrap_or(i32::MAX)
}

const DAY: i64 = 86_400;

fn day_of(moment: Date) -> i64 {
    moment.0.div_euclid(DAY)
}

impl Today {
    /// Which day it is, and whose.
    pub fn day_words(&self, now: Date) -> String {
        let text = now.to_string();
        let (day, _) = text.split_once('T').unwrap_or((&text, ""));
        format!("{day}, a day of UTC")
    }

    /// How many tickets of the day there are.
    pub fn count(&self, now: Date) -> usize {
        self.of_day(now).len()
    }

    /// Whether there is no ticket at all.
    pub fn is_empty(&self) -> bool {
        self.tickets.is_empty()
    }

    /// The tickets that are not done with, and those closed on this day; the newest first.
    pub fn of_day(&self, now: Date) -> Vec<&Ticket> {
        self.tickets.iter().rev().filter(|ticket| !ticket.is_past(now)).collect()
    }

    /// Those closed on a day before; the newest first.
    pub fn past(&self, now: Date) -> Vec<&Ticket> {
        self.tickets.iter().rev().filter(|ticket| ticket.is_past(now)).collect()
    }

    /// The ticket of that name.
    pub fn find(&self, id: &str) -> Option<&Ticket> {
        self.tickets.iter().find(|ticket| ticket.id == id)
    }

    /// Whether that very page is pinned already, and not yet done with.
    pub fn has_pinned(&self, link: &str) -> bool {
        self.tickets.iter().any(|ticket| ticket.link == link && ticket.state != State::Closed)
    }

    /// Pins a ticket, under a name that no other has.
    pub fn pin(&mut self, mut ticket: Ticket) {
        let name = ticket.pinned.0.to_string();
        let names = (1..).map(|number| if number == 1 { name.clone() } else { format!("{name}-{number}") });
        ticket.id = names.into_iter().find(|name| self.find(name).is_none()).unwrap_or(name);
        self.tickets.push(ticket);
    }

    /// Takes a ticket away.
    pub fn remove(&mut self, id: &str) {
        self.tickets.retain(|ticket| ticket.id != id);
    }

    /// A ticket is planned, open or closed from now on.
    pub fn set_state(&mut self, id: &str, state: State, now: Date) {
        if let Some(ticket) = self.find_mut(id).filter(|ticket| ticket.state != state) {
            ticket.state = state;
            ticket.closed = (state == State::Closed).then_some(now);
        }
    }

    /// What a closed ticket brought, as typed.
    pub fn set_result(&mut self, id: &str, text: &str) {
        if let Some(ticket) = self.find_mut(id) {
            text.clone_into(&mut ticket.result);
        }
    }

    fn find_mut(&mut self, id: &str) -> Option<&mut Ticket> {
        self.tickets.iter_mut().find(|ticket| ticket.id == id)
    }

    /// What is carried into the fields of these keys: the sums in the currency that the page counts in.
    pub fn counted(&self, keys: &[&str], (currency, now): (&str, Date)) -> Vec<Brought> {
        let sums = [self.open_risk(currency), self.lost_today(currency, now)];
        let pairs = COUNTED.into_iter().zip(sums).filter(|(key, _)| keys.contains(key));
        let text = |sum: f64| format!("{} {currency}", carried(sum, Unit::Money));
        pairs.map(|(key, sum)| Brought { key, text: text(sum), from: "Today", stays: true }).collect()
    }
}

/// The keys of a kept text that tickets are counted into.
pub fn counted_keys(text: &str) -> Vec<&'static str> {
    COUNTED.into_iter().filter(|key| text.split(' ').any(|word| word == *key)).collect()
}

#[cfg(test)]
mod tests;
