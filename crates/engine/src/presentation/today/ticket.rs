//! One ticket: a size that was pinned with its link, and what became of it.

use super::day_of;
use crate::figure::{signed, with_symbol};
use crate::number_text::{canonical, parse, parse_with_unit};
use crate::presentation::Sheet;
use crate::presentation::brought::carried;
use crate::spec::{Date, Listed, Naming, Unit, Word, word};

/// What became of a ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Not traded yet.
    #[default]
    Planned,
    /// In the market: its risk counts.
    Open,
    /// Done, with a result.
    Closed,
}

impl Listed for State {
    const VARIANTS: &'static [State] = &[State::Planned, State::Open, State::Closed];
    const WORDS: &'static [Word] = &[word("planned", "Planned"), word("open", "Open"), word("closed", "Closed")];
}

/// A ticket, as it was pinned.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    /// Its name.
    pub id: String,
    /// When it was pinned.
    pub pinned: Date,
    /// The fragment that opens it.
    pub link: String,
    /// What is traded.
    pub symbol: String,
    /// The names of the instrument.
    pub naming: Naming,
    /// `long` or `short`.
    pub side: String,
    /// How much.
    pub quantity: f64,
    /// The entry price.
    pub entry: f64,
    /// The stop price; `None` where the size came from the usual range.
    pub stop: Option<f64>,
    /// What is lost at the stop, or by one usual range, in the settlement currency.
    pub risk: f64,
    /// What the targets bring.
    pub gain: Option<f64>,
    /// What became of it.
    pub state: State,
    /// When it was closed.
    pub closed: Option<Date>,
    /// What it brought, as typed: below 0 a loss.
    pub result: String,
}

impl Sheet {
    /// Whether an answer of this calculator is a trade that can be pinned.
    pub fn can_be_pinned(&self) -> bool {
        let is_there = |key: &str| self.calculator.outputs().iter().any(|row| row.key.name == key);
        ["quantity", "realised_risk_amount", "profit_at_stop"].into_iter().all(is_there)
    }

    /// The answer as a ticket; `None` where there is no trade to pin.
    pub fn pinned_ticket(&self, link: &str, now: Date) -> Option<Ticket> {
        let figure = |key: &str| self.outcome.number(key);
        if !(self.can_be_pinned() && self.is_ok()) {
            return None;
        }
        let lost_at_stop = figure("profit_at_stop").map(|profit| -profit);
        let naming = self.naming().clone();
        Some(Ticket {
            id: String::new(),
            pinned: now,
            link: link.to_owned(),
            symbol: Some(self.text("symbol").trim())
                .filter(|symbol| !symbol.is_empty())
                .map_or_else(|| format!("{}/{}", naming.base, naming.quote), str::to_owned),
            naming,
            side: self.text("side").trim().to_ascii_lowercase(),
            quantity: figure("quantity").filter(|quantity| *quantity > 0.0)?,
            entry: parse(self.text("entry")).ok()?,
            stop: figure("stop_price"),
            risk: lost_at_stop.or(figure("realised_risk_amount"))?.max(0.0),
            gain: figure("profit_at_targets"),
            state: State::Planned,
            closed: None,
            result: String::new(),
        })
    }
}

impl Ticket {
    /// Whether it was closed on a day before this one.
    pub fn is_past(&self, now: Date) -> bool {
        self.state == State::Closed && self.closed.is_some_and(|closed| day_of(closed) < day_of(now))
    }

    /// The currency of its money.
    pub fn currency(&self) -> &str {
        &self.naming.settle
    }

    /// `BTCUSDT long`.
    pub fn title(&self) -> String {
        format!("{} {}", self.symbol, self.side)
    }

    /// `0.066 BTC`.
    pub fn size(&self) -> String {
        with_symbol(self.quantity, Unit::Quantity, &self.naming)
    }

    /// `Risk 98.86 USDT`.
    pub fn risk_words(&self) -> String {
        let per = if self.stop.is_some() { "" } else { " per ATR" };
        format!("Risk {}{per}", self.money(self.risk))
    }

    /// `Entry 65,000, stop 63,500`.
    pub fn prices(&self) -> String {
        let price = |price: f64| crate::figure::number(price, Unit::Price, &self.naming);
        let stop = self.stop.map_or_else(|| "no stop".to_owned(), |stop| format!("stop {}", price(stop)));
        format!("Entry {}, {stop}", price(self.entry))
    }

    /// `Pinned 14:05 UTC`, with the day where it is not today; of what is closed, when that was.
    pub fn when(&self, now: Date) -> String {
        let (verb, at) = match (self.state, self.closed) {
            (State::Closed, Some(closed)) => ("Closed", closed),
            _ => ("Pinned", self.pinned),
        };
        let text = at.to_string();
        let (date, time) = text.split_once('T').unwrap_or((&text, ""));
        let day = match day_of(now) - day_of(at) {
            0 => String::new(),
            1 => "yesterday ".to_owned(),
            _ => format!("{date} "),
        };
        format!("{verb} {day}{} UTC", time.trim_end_matches('Z'))
    }

    /// What it brought: a number in its currency, or `None` while that is not said.
    pub fn brought(&self) -> Option<f64> {
        let (number, unit) = parse_with_unit(&self.result);
        let is_own = unit.is_empty() || unit.eq_ignore_ascii_case(self.currency());
        number.ok().filter(|_| is_own)
    }

    /// What is lost by it: the result where it is a loss, and the whole risk until there is one.
    pub fn lost(&self) -> f64 {
        match (self.state, self.brought()) {
            (State::Closed, Some(result)) => (-result).max(0.0),
            (State::Closed, None) => self.risk,
            _ => 0.0,
        }
    }

    /// What is said under the result.
    pub fn result_words(&self) -> String {
        let until = || format!("until then it counts as a loss of {}", self.money(self.risk));
        match self.brought() {
            None if self.result.trim().is_empty() => format!("Result is needed; {}", until()),
            None => format!("Result must be a number of {}, below 0 for a loss; {}", self.currency(), until()),
            Some(result) if result < 0.0 => format!("A loss of {}", self.money(-result)),
            Some(0.0) => "Neither gain nor loss".to_owned(),
            Some(result) => format!("A gain of {}; it gives the day no room back", self.money(result)),
        }
    }

    /// Results within reach of one press: what the button says, and the text.
    pub fn usual_results(&self) -> Vec<(String, String)> {
        let label = |name: &str, sum: f64| format!("{name} {}", signed(sum, Unit::Money, &self.naming));
        let at = |name: &str, sum: f64| (label(name, sum), carried(sum, Unit::Money));
        let stopped = Some(at(if self.stop.is_some() { "Stopped" } else { "One ATR" }, -self.risk));
        stopped.into_iter().chain(self.gain.map(|gain| at("Targets", gain))).collect()
    }

    /// Not empty where a result may be typed.
    pub fn result_key(&self) -> &str {
        if self.state == State::Closed { &self.id } else { "" }
    }

    fn money(&self, sum: f64) -> String {
        with_symbol(sum, Unit::Money, &self.naming)
    }

    /// The number of a result as files hold it.
    pub(super) fn result_number(&self) -> Option<String> {
        (self.state == State::Closed).then(|| self.brought().map(canonical)).flatten()
    }
}
