//! A call as people post it, "SOL short 143.2 sl 146.9 tp 139/134", read into the fields of the ticket: each with the words
//! that it was read from, questions about what could mean two things, and what was not read at all. Nothing is filled in
//! silently: a page shows the readings first.
//!
//! ```
//! use ballast_engine::presentation::{CallTicket, read_call};
//! let call = read_call("SOL short 143.2 sl 146.9 tp 139/134", CallTicket { base: "SOL", venue: "" });
//! assert_eq!(call.text("side"), Some("short"));
//! assert_eq!(call.text("targets"), Some("50@139,50@134"));
//! assert!(call.questions.is_empty());
//! ```

mod questions;
mod slots;
#[cfg(test)]
mod tests;
mod tokens;

use questions::Prices;
use slots::{Read, Slots, TargetRead, slots};
use tokens::{Number, Unit, tokens};

use super::Sheet;
use crate::number_text::{canonical, shown};
use crate::records::find_record;
use crate::scenario::RULES;

/// A field that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct CallReading {
    /// Its key.
    pub key: &'static str,
    /// What goes into it.
    pub text: String,
    /// The words that it was read from.
    pub from: String,
}

/// A way to take what is ambiguous.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What a button says.
    pub label: String,
    /// What it fills in, in this order.
    pub edits: Vec<(&'static str, String)>,
}

/// What could mean two things.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What is asked.
    pub words: String,
    /// The answers on offer; what stands in the readings is one of them, or none could be taken.
    pub choices: Vec<Choice>,
}

/// A call as understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Call {
    /// The coin named, if one was.
    pub coin: Option<String>,
    /// The fields that were read.
    pub readings: Vec<CallReading>,
    /// What is to be asked.
    pub questions: Vec<Question>,
    /// Words and numbers that were not read.
    pub unread: Vec<String>,
}

impl Call {
    /// What was read into a field.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.readings.iter().find(|reading| reading.key == key).map(|reading| reading.text.as_str())
    }

    /// What fills the ticket.
    pub fn edits(&self) -> Vec<(&'static str, String)> {
        self.readings.iter().map(|reading| (reading.key, reading.text.clone())).collect()
    }

    /// The same with a question answered: the answer counts, and the question is gone.
    pub fn answered(&self, question: usize, choice: usize) -> Call {
        let mut call = self.clone();
        let Some(asked) = self.questions.get(question) else { return call };
        let Some(chosen) = asked.choices.get(choice) else { return call };
        // What is not read from the call comes first, in its order: a change of contract would empty the trade.
        let mut first = 0;
        for (key, text) in &chosen.edits {
            if let Some(reading) = call.readings.iter_mut().find(|reading| reading.key == *key) {
                reading.text.clone_from(text);
            } else {
                call.readings.insert(first, CallReading { key, text: text.clone(), from: chosen.label.clone() });
                first += 1;
            }
        }
        call.questions.remove(question);
        call
    }

    /// Whether it may fill the ticket: something was read, and no other coin's prices would go into this contract.
    pub fn may_fill(&self) -> bool {
        let asks_contract = self.questions.iter().flat_map(|question| &question.choices);
        let asks_contract = asks_contract.flat_map(|choice| &choice.edits).any(|(key, _)| *key == "rules");
        !self.readings.is_empty() && !asks_contract
    }

    fn read(&mut self, key: &'static str, text: String, from: &str) {
        self.readings.push(CallReading { key, text, from: from.to_owned() });
    }
}

/// The contract that a call is to be traded in, unless it is about another coin.
#[derive(Clone, Copy, Debug)]
pub struct CallTicket<'a> {
    /// Its base coin.
    pub base: &'a str,
    /// Its venue; empty where that is any.
    pub venue: &'a str,
}

/// Reads a call for a ticket.
pub fn read_call(text: &str, ticket: CallTicket<'_>) -> Call {
    let mut slots = slots(&tokens(text));
    questions::spread_thousands(&mut slots);
    questions::part_lists(&mut slots);
    let prices = Prices::of(&slots);
    let mut call = Call { coin: slots.coin.as_ref().map(|coin| coin.what.clone()), ..Call::default() };
    call.unread = std::mem::take(&mut slots.unread);
    call.ask_coin(&slots, ticket);
    call.read_side(&slots, &prices);
    call.read_entry(&slots, &prices);
    call.read_stop(&slots, &prices);
    call.read_targets(&slots, &prices);
    call.read_terms(&slots);
    call
}

impl Call {
    fn read_terms(&mut self, slots: &Slots) {
        if let Some(order) = &slots.entry_order {
            self.read("entry_order", order.what.to_owned(), &order.from);
        }
        if let Some(mode) = &slots.margin_mode {
            self.read("margin_mode", mode.what.to_owned(), &mode.from);
        }
        let least = slots.leverages.iter().min_by(|one, other| one.what.value.total_cmp(&other.what.value));
        if let Some(least) = least {
            self.read("leverage", canonical(least.what.value), &joined(&slots.leverages));
        }
        self.ask_which("leverage", "leverages", &slots.leverages);
    }

    /// Shares as said, or alike; the last takes what rounding leaves.
    fn read_targets(&mut self, slots: &Slots, prices: &Prices) {
        let targets = &slots.targets;
        if targets.is_empty() {
            return;
        }
        let said: f64 = targets.iter().filter_map(|target| target.what.share).sum();
        let silent = targets.iter().filter(|target| target.what.share.is_none()).count();
        let even = if silent > 0 { (1e4 * (100.0 - said).max(0.0) / silent as f64).floor() / 1e4 } else { 0.0 };
        let mut left = (100.0 - said).max(0.0);
        let mut unsaid = silent;
        let share = |target: &TargetRead| {
            target.share.unwrap_or_else(|| {
                unsaid -= 1;
                let share = if unsaid == 0 { (1e4 * left).round() / 1e4 } else { even };
                left -= even;
                share
            })
        };
        let shares: Vec<f64> = targets.iter().map(|target| &target.what).map(share).collect();
        let pairs = targets
            .iter()
            .zip(shares)
            .map(|(target, share)| format!("{}@{}", canonical(share), prices.scaled(&target.what.level).0));
        let text = pairs.collect::<Vec<_>>().join(",");
        let mut from: Vec<&str> = targets.iter().map(|target| target.from.as_str()).collect();
        from.dedup();
        let from = from.join(", ");
        self.read("targets", text, &from);
    }
}

fn joined(reads: &[Read<Number>]) -> String {
    reads.iter().map(|read| read.from.as_str()).collect::<Vec<_>>().join(", ")
}

fn in_words(number: f64) -> String {
    shown(number, 12)
}

fn is_price(number: &Number) -> bool {
    number.unit == Unit::None
}

/// The fields that a call fills.
const FILLED: [&str; 4] = ["side", "entry", "stop", "targets"];

impl Sheet {
    /// Whether a call has anywhere to go here.
    pub fn takes_calls(&self) -> bool {
        FILLED.iter().all(|key| self.calculator.fields().iter().any(|row| row.key.name == *key))
    }

    /// A call, read for this ticket's contract.
    pub fn read_call(&self, text: &str) -> Call {
        let venue = find_record(self.text(RULES)).map_or("", |record| record.venue());
        read_call(text, CallTicket { base: &self.naming().base, venue })
    }

    /// A reading as a line: the field, what goes into it, and the words it was read from.
    pub fn call_line(&self, reading: &CallReading) -> [String; 3] {
        let row = self.calculator.fields().into_iter().find(|row| row.key.name == reading.key);
        let label = row.map_or("Contract", |row| row.label);
        let words = self.calculator.words(reading.key);
        let word = words.iter().find(|word| word.code == reading.text).map(|word| word.label);
        let text = word.map_or_else(|| reading.text.replace('@', " % at ").replace(',', ", "), str::to_owned);
        [label.to_owned(), text, reading.from.clone()]
    }
}
