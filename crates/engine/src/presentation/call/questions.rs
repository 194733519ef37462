//! What a call leaves open, asked instead of guessed.

use super::slots::{Read, Slots, TargetRead};
use super::tokens::Number;
use super::{Call, CallTicket, Choice, Question, in_words, is_price, joined};
use crate::number_text::{canonical, parse};
use crate::records::RECORDS;

/// A level this many times the entry, or as small a part of it, is not taken as it stands.
const FAR: f64 = 5.0;

/// The prices that decide how the others are to be taken.
pub(super) struct Prices {
    /// The entry that loses most at the stop, or the only one.
    entry: Option<f64>,
    stop: Option<f64>,
    target: Option<f64>,
    /// The side named, or the one that stop and targets speak for.
    side: Option<&'static str>,
}

/// `64-65k`: a k behind the last of a range counts for all of it.
pub(super) fn spread_thousands(slots: &mut Slots) {
    let spread = |numbers: &mut dyn Iterator<Item = &mut Number>| {
        let mut all: Vec<&mut Number> = numbers.collect();
        let Some(most) = all.iter().filter(|number| number.in_thousands).map(|number| number.value).reduce(f64::max)
        else {
            return;
        };
        let near = |value: f64| value > most / FAR && value < most * FAR;
        for number in all.iter_mut().filter(|number| !number.in_thousands && is_price(number)) {
            if !near(number.value) && near(number.value * 1000.0) {
                number.value *= 1000.0;
                number.in_thousands = true;
            }
        }
    };
    spread(&mut slots.entries.iter_mut().map(|read| &mut read.what));
    spread(&mut slots.stops.iter_mut().map(|read| &mut read.what));
    spread(&mut slots.targets.iter_mut().map(|read| &mut read.what.level));
}

/// `139,134` beside an entry of 143 is two targets, not a hundred and thirty-nine thousand.
pub(super) fn part_lists(slots: &mut Slots) {
    let Some(price) = slots.entries.first().or(slots.stops.first()).map(|read| read.what.value) else { return };
    let near = |value: f64| value > price / FAR && value < price * FAR;
    let parts = |target: Read<TargetRead>| -> Vec<Read<TargetRead>> {
        let level = &target.what.level;
        let values: Vec<f64> = level.raw.split(',').filter_map(|part| parse(part).ok()).collect();
        if near(level.value) || !is_price(level) || values.len() < 2 || !values.iter().all(|value| near(*value)) {
            return vec![target];
        }
        let part = |value: f64| TargetRead { level: Number { value, ..level.clone() }, share: None };
        values.into_iter().map(|value| Read { what: part(value), from: target.from.clone() }).collect()
    };
    slots.targets = std::mem::take(&mut slots.targets).into_iter().flat_map(parts).collect();
}

impl Prices {
    pub(super) fn of(slots: &Slots) -> Prices {
        let entries: Vec<f64> = slots.entries.iter().map(|read| read.what.value).collect();
        let mut prices = Prices { entry: entries.first().copied(), stop: None, target: None, side: None };
        let price = |prices: &Prices, number: &Number| is_price(number).then(|| prices.scaled_price(number));
        prices.stop = slots.stops.first().and_then(|read| price(&prices, &read.what));
        prices.target = slots.targets.first().and_then(|read| price(&prices, &read.what.level));
        let named = slots.sides.first().map(|side| side.what);
        prices.side = named.or_else(|| prices.side_of_stop()).or_else(|| prices.side_of_target());
        // Of several entries the one farthest from the stop loses most.
        let farthest = if prices.side == Some("short") { f64::min } else { f64::max };
        prices.entry = entries.into_iter().reduce(farthest);
        prices
    }

    fn side_of_stop(&self) -> Option<&'static str> {
        let (entry, stop) = (self.entry.or(self.target)?, self.stop?);
        (entry != stop).then_some(if stop < entry { "long" } else { "short" })
    }

    fn side_of_target(&self) -> Option<&'static str> {
        let (entry, target) = (self.entry?, self.target?);
        (entry != target).then_some(if target > entry { "long" } else { "short" })
    }

    fn scaled_price(&self, number: &Number) -> f64 {
        let Some(entry) = self.entry else { return number.value };
        let near = |value: f64| value > entry / FAR && value < entry * FAR;
        let thousands = number.value * 1000.0;
        if !near(number.value) && near(thousands) { thousands } else { number.value }
    }

    /// A level as a field takes it, and whether it was taken for thousands.
    pub(super) fn scaled(&self, number: &Number) -> (String, bool) {
        let price = if is_price(number) { self.scaled_price(number) } else { number.value };
        (Number { value: price, ..number.clone() }.text(), price != number.value)
    }
}

impl Call {
    /// Another coin than the ticket's changes the contract with it: lots, fees and tiers.
    pub(super) fn ask_coin(&mut self, slots: &Slots, CallTicket { base, venue }: CallTicket<'_>) {
        let Some(coin) = slots.coin.as_ref().filter(|coin| !coin.what.eq_ignore_ascii_case(base)) else { return };
        let name = &coin.what;
        let records =
            RECORDS.iter().filter(|record| record.venue() == venue && record.texts().get("base") == Some(name));
        let newest = records
            .filter(|record| record.texts().get("contract").is_none_or(|kind| kind == "linear"))
            .max_by_key(|record| year(record.as_of));
        let record = newest.map(|record| Choice {
            label: format!("Use {}", record.title),
            edits: vec![("rules", record.name.to_owned())],
        });
        let any = Choice {
            label: format!("Use {name}, any venue"),
            edits: vec![("rules", "generic".to_owned()), ("base", name.clone())],
        };
        let keep = Choice { label: format!("Keep {base}"), edits: Vec::new() };
        self.questions.push(Question {
            words: format!("The call is for {name}, the ticket for {base}. Which contract?"),
            choices: record.into_iter().chain([any, keep]).collect(),
        });
    }

    pub(super) fn read_side(&mut self, slots: &Slots, prices: &Prices) {
        let from_levels = prices.side_of_stop().or_else(|| prices.side_of_target());
        let both = || ["long", "short"].map(|side| choice(capital(side), "side", side)).into();
        match (slots.sides.first(), from_levels) {
            (Some(named), levels) => {
                self.read("side", named.what.to_owned(), &named.from);
                let other = slots.sides.iter().find(|side| side.what != named.what);
                if let Some(other) = other {
                    let words = format!("Both {} and {} are named. Which side?", named.from, other.from);
                    self.questions.push(Question { words, choices: both() });
                } else if levels.is_some_and(|levels| levels != named.what) && prices.side_of_stop().is_some() {
                    let words = stop_against(named.what, prices);
                    self.questions.push(Question { words, choices: both() });
                }
            }
            (None, Some(side)) => {
                self.read("side", side.to_owned(), "where the stop and targets lie");
                let words = format!("No side is named; the levels are those of a {side}. Right?");
                self.questions.push(Question { words, choices: both() });
            }
            (None, None) => {
                self.questions.push(Question { words: "Long or short?".to_owned(), choices: both() });
            }
        }
        if let (Some(stop), Some(target)) = (prices.side_of_stop(), prices.side_of_target())
            && stop != target
        {
            let words = "Stop and target lie on the same side of the entry: one of the three is not what it seems";
            self.questions.push(Question { words: words.to_owned(), choices: Vec::new() });
        }
    }

    pub(super) fn read_entry(&mut self, slots: &Slots, prices: &Prices) {
        let Some(entry) = prices.entry else {
            let words = match slots.entry_order {
                Some(_) => "At market, without a price: type the price now as the entry",
                None => "No entry price was found: type it",
            };
            self.questions.push(Question { words: words.to_owned(), choices: Vec::new() });
            return;
        };
        self.read("entry", canonical(entry), &joined(&slots.entries));
        let mut entries: Vec<f64> = slots.entries.iter().map(|read| read.what.value).collect();
        entries.sort_by(f64::total_cmp);
        entries.dedup();
        let (Some(low), Some(high), true) = (entries.first(), entries.last(), entries.len() > 1) else { return };
        let middle = (low + high) / 2.0;
        let mut choices: Vec<Choice> =
            entries.iter().map(|entry| choice(in_words(*entry), "entry", &canonical(*entry))).collect();
        choices.push(choice(format!("The middle, {}", in_words(middle)), "entry", &canonical(middle)));
        let words = format!(
            "Several entries, {} to {}. The one farthest from the stop is filled in, so that no fill of them risks more; take another?",
            in_words(*low),
            in_words(*high)
        );
        self.questions.push(Question { words, choices });
    }

    pub(super) fn read_stop(&mut self, slots: &Slots, prices: &Prices) {
        let Some(first) = slots.stops.first() else {
            let words = "No stop was found: type where the trade is given up".to_owned();
            self.questions.push(Question { words, choices: Vec::new() });
            return;
        };
        let (text, is_scaled) = prices.scaled(&first.what);
        self.read("stop", text.clone(), &joined(&slots.stops));
        if is_scaled {
            let words = format!("The stop {} is read in thousands. Right?", first.what.raw);
            let taken = choice(format!("{} it is", in_words(first.what.value * 1000.0)), "stop", &text);
            let plain = choice(format!("No, {}", in_words(first.what.value)), "stop", &first.what.text());
            self.questions.push(Question { words, choices: vec![taken, plain] });
        }
        self.ask_which("stop", "stops", &slots.stops);
    }

    /// Several numbers where one is wanted.
    pub(super) fn ask_which(&mut self, key: &'static str, plural: &str, reads: &[Read<Number>]) {
        let mut texts: Vec<String> = reads.iter().map(|read| read.what.text()).collect();
        texts.dedup();
        if texts.len() > 1 {
            let choices = texts.iter().map(|text| choice(text.clone(), key, text)).collect();
            self.questions.push(Question { words: format!("Several {plural} are named. Which?"), choices });
        }
    }
}

fn stop_against(side: &str, prices: &Prices) -> String {
    let (beyond, is) = if side == "long" { ("below", "above") } else { ("above", "below") };
    match (prices.entry, prices.stop) {
        (Some(entry), Some(stop)) => format!(
            "A {side} has its stop {beyond} the entry; {} is {is} {}. Which side?",
            in_words(stop),
            in_words(entry)
        ),
        _ => "Side and stop do not fit. Which side?".to_owned(),
    }
}

fn choice(label: impl Into<String>, key: &'static str, text: &str) -> Choice {
    Choice { label: label.into(), edits: vec![(key, text.to_owned())] }
}

fn capital(side: &str) -> &'static str {
    if side == "short" { "Short" } else { "Long" }
}

/// The year that a date ends or begins with.
fn year(date: &str) -> u32 {
    date.split(' ').filter_map(|part| part.parse().ok()).max().unwrap_or_default()
}
