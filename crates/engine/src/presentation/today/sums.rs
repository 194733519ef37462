//! What the tickets come to, each currency by itself, and what they leave of the day's loss limit.

use super::{COUNTED, LIMIT, State, Ticket, Today};
use crate::calculators::position_size::POSITION_SIZE;
use crate::figure::with_symbol;
use crate::math::contract::Contract;
use crate::presentation::{Sheet, with_brought};
use crate::scenario::{Profile, Scenario, brings_account, settlement, with_own_account};
use crate::spec::{Date, Naming, Scope, Severity, Unit};

/// A sum with its name, as shown: a text for each currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// What it sums.
    pub label: &'static str,
    /// The sums.
    pub sums: Vec<String>,
}

/// What is left of the day's loss limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// The figure, or why there is none.
    pub words: String,
    /// What it is of.
    pub note: String,
    /// Whether there is no limit yet.
    pub is_unset: bool,
    /// Whether nothing is left.
    pub is_spent: bool,
}

type Counts<'a> = &'a dyn Fn(&Ticket) -> Option<f64>;

impl Today {
    /// What the open tickets of a currency would lose at their stops.
    pub fn open_risk(&self, currency: &str) -> f64 {
        self.sum(currency, &risk_in(State::Open))
    }

    /// What the tickets of a currency closed on this day lost; a gain takes nothing off.
    pub fn lost_today(&self, currency: &str, now: Date) -> f64 {
        self.sum(currency, &lost_on(now))
    }

    fn sum(&self, currency: &str, counts: Counts) -> f64 {
        let own = self.tickets.iter().filter(|ticket| ticket.currency() == currency);
        own.filter_map(counts).sum()
    }

    /// A sum for each currency in which anything counts, as shown.
    fn sums(&self, counts: Counts) -> Vec<String> {
        let counting = self.tickets.iter().filter(|ticket| counts(ticket).is_some());
        let mut currencies: Vec<&str> = Vec::new();
        for ticket in counting {
            if !currencies.contains(&ticket.currency()) {
                currencies.push(ticket.currency());
            }
        }
        currencies.into_iter().map(|currency| money(self.sum(currency, counts), currency)).collect()
    }

    /// What is planned, what is open, what was lost; without a ticket of a kind that one is left out.
    pub fn totals(&self, now: Date) -> Vec<Total> {
        let totals = [
            Total { label: "Risk planned", sums: self.sums(&risk_in(State::Planned)) },
            Total { label: "Risk open", sums: self.sums(&risk_in(State::Open)) },
            Total { label: "Lost today", sums: self.sums(&lost_on(now)) },
        ];
        totals.into_iter().filter(|total| !total.sums.is_empty()).collect()
    }

    /// What is left of the day's loss limit of the reader's own account, in the currency of the page: what the size
    /// calculator says of its own example trade with the tickets counted, so that both can only agree.
    pub fn room(&self, (scenario, profile): (&Scenario, &Profile), now: Date) -> Room {
        let mut bare = with_own_account(scenario);
        bare.texts.retain(|key| {
            key == crate::scenario::RULES
                || crate::spec::find_key(key).is_some_and(|key| key.scope == Scope::Instrument)
        });
        let bare = Scenario { slug: POSITION_SIZE.slug.to_owned(), is_sample: true, ..bare };
        let currency = settlement(&bare, profile);
        let left_with = |keys: &[&str]| {
            let seen = with_brought(&bare, profile, &self.counted(keys, (&currency, now)));
            Sheet::new(&seen.scenario, &seen.profile)
        };
        room_of(&left_with(&COUNTED), &left_of_whole(&bare, profile, &currency), &currency)
    }

    /// What the switch does at the moment.
    pub fn counting_words(&self, (scenario, profile): (&Scenario, &Profile), (keys, now): (&[&str], Date)) -> String {
        if keys.is_empty() {
            return "Sizes on this page know nothing of these trades".to_owned();
        }
        if brings_account(scenario) {
            return "This page shows the account that its link brought; nothing is counted into that one".to_owned();
        }
        let currency = settlement(scenario, profile);
        let sum = |key: &str, name: &str, sum: f64| {
            if keys.contains(&key) {
                format!("{name} {}", money(sum, &currency))
            } else {
                format!("{name} as you typed it")
            }
        };
        let [open, lost] = COUNTED;
        let [open, lost] = [
            sum(open, "open risk", self.open_risk(&currency)),
            sum(lost, "lost today", self.lost_today(&currency, now)),
        ];
        let other = self.tickets.iter().any(|ticket| {
            ticket.currency() != currency && (ticket.state == State::Open || lost_on(now)(ticket).is_some())
        });
        let other = if other { format!(". What is not in {currency} is left out") } else { String::new() };
        format!("In the size here: {open}, {lost}{other}")
    }
}

/// The limit of a day on which nothing happened yet.
fn left_of_whole(bare: &Scenario, profile: &Profile, currency: &str) -> Sheet {
    let nothing = Today::default().counted(&COUNTED, (currency, Date(0)));
    let seen = with_brought(bare, profile, &nothing);
    Sheet::new(&seen.scenario, &seen.profile)
}

fn room_of(sheet: &Sheet, whole: &Sheet, currency: &str) -> Room {
    if sheet.text(LIMIT).trim().is_empty() {
        return Room { words: "No limit is set".to_owned(), is_unset: true, ..Room::default() };
    }
    let left = |sheet: &Sheet| sheet.outcome.number("day_room_amount");
    let (Some(left), Some(whole)) = (left(sheet), left(whole)) else {
        let errors = sheet.outcome.problems.iter().filter(|problem| problem.severity == Severity::Error);
        let words = errors.map(|problem| problem.message()).next().unwrap_or_default();
        return Room { words, ..Room::default() };
    };
    let example = if sheet.is_example("equity") { ", an example equity" } else { "" };
    let note = format!("of {}: {} % of {}{example}", money(whole, currency), sheet.text(LIMIT).trim(), equity(sheet));
    Room { words: money(left, currency), note, is_unset: false, is_spent: left <= 0.0 }
}

fn equity(sheet: &Sheet) -> String {
    let text = sheet.text("equity").trim();
    let is_bare = text.bytes().all(|byte| !byte.is_ascii_alphabetic());
    let shown = super::super::shown_text(crate::spec::Kind::Money, text);
    if is_bare { format!("{shown} {}", sheet.naming().settle) } else { shown }
}

fn risk_in(state: State) -> impl Fn(&Ticket) -> Option<f64> {
    move |ticket| (ticket.state == state).then_some(ticket.risk)
}

fn lost_on(now: Date) -> impl Fn(&Ticket) -> Option<f64> {
    move |ticket| (ticket.state == State::Closed && !ticket.is_past(now)).then(|| ticket.lost())
}

/// A sum in a currency.
fn money(sum: f64, currency: &str) -> String {
    let naming =
        Naming { base: String::new(), quote: String::new(), settle: currency.to_owned(), contract: Contract::Linear };
    with_symbol(sum, Unit::Money, &naming)
}
