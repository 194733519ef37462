//! What each number of a call is for: the word before it says so.

use super::tokens::{Number, Token, Unit};
use crate::records::RECORDS;

/// What the numbers that follow are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Entry,
    Stop,
    Target,
    Leverage,
    /// Somebody else's risk, ratios, sizes: not for this ticket.
    Ignored,
}

/// Something read, and the words it was read from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read<T> {
    pub(super) what: T,
    pub(super) from: String,
}

/// A target and, where it was said, the share closed there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TargetRead {
    pub(super) level: Number,
    pub(super) share: Option<f64>,
}

/// All that was read, before it is put together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Slots {
    pub(super) sides: Vec<Read<&'static str>>,
    pub(super) coin: Option<Read<String>>,
    pub(super) entries: Vec<Read<Number>>,
    pub(super) stops: Vec<Read<Number>>,
    pub(super) targets: Vec<Read<TargetRead>>,
    pub(super) leverages: Vec<Read<Number>>,
    pub(super) margin_mode: Option<Read<&'static str>>,
    pub(super) entry_order: Option<Read<&'static str>>,
    pub(super) unread: Vec<String>,
}

/// Reads the tokens from first to last.
pub(super) fn slots(tokens: &[Token]) -> Slots {
    let mut reader =
        Reader { slots: Slots::default(), slot: Slot::Entry, word: String::new(), share: None, is_fresh: false };
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1);
        let dashed = if next == Some(&Token::Mark('-')) { tokens.get(at + 2) } else { None };
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        match token {
            Token::Word { raw, is_tagged } => reader.word(raw, *is_tagged, (before, dashed.or(next))),
            // 5-10x: both ends are counted in times.
            Token::Number(number) if number.unit == Unit::None && is_times(dashed) => {
                reader.number(&Number { unit: Unit::Times, ..number.clone() }, (before, next));
            }
            Token::Number(number) => reader.number(number, (before, next)),
            Token::Mark('@') => reader.at("@"),
            Token::Line if reader.slot == Slot::Ignored => reader.enter(Slot::Entry, ""),
            Token::Mark(_) | Token::Line => {}
        }
    }
    reader.slots
}

struct Reader {
    slots: Slots,
    slot: Slot,
    /// The word that opened the slot.
    word: String,
    /// A share said before its target, as in 50% @ 70000.
    share: Option<f64>,
    /// No number has come since that word.
    is_fresh: bool,
}

impl Reader {
    fn enter(&mut self, slot: Slot, word: &str) {
        self.slot = slot;
        word.clone_into(&mut self.word);
        self.share = None;
        self.is_fresh = true;
    }

    /// `stop at 63500` is a stop, `50% @ 70000` a target; elsewhere an entry follows.
    fn at(&mut self, raw: &str) {
        let names_slot = self.is_fresh && matches!(self.slot, Slot::Stop | Slot::Target);
        if self.share.is_none() && !names_slot && self.slot != Slot::Entry {
            self.enter(Slot::Entry, raw);
        }
    }

    fn word(&mut self, raw: &str, is_tagged: bool, (before, next): (Option<&Token>, Option<&Token>)) {
        let lower = raw.to_lowercase();
        let stem = lower.trim_end_matches(|c: char| c.is_ascii_digit());
        let next_is = |words: &[&str]| matches!(next, Some(Token::Word { raw, .. }) if words.contains(&raw.to_lowercase().as_str()));
        let after_dash = |words: &[&str]| before == Some(&Token::Mark('-')) && words.contains(&stem);
        match stem {
            _ if is_tagged => self.coin(raw),
            "short" | "long" if next_is(&["term", "squeeze", "squeezes"]) => {}
            "term" | "loss" | "profit" | "profits" | "zone" | "range" | "price" => {}
            "long" | "buy" | "bull" | "bullish" | "longing" | "longed" | "bought" => self.side("long", raw),
            // A spot call buys first and says where it sells.
            "sell" if self.slots.sides.iter().any(|side| side.from.eq_ignore_ascii_case("buy")) => {
                self.enter(Slot::Target, raw);
            }
            "short" | "sell" | "bear" | "bearish" | "shorting" | "shorted" | "sold" => self.side("short", raw),
            "at" => self.at(raw),
            "entry" | "entries" | "enter" | "entering" | "open" | "limit" | "e" => self.enter(Slot::Entry, raw),
            "market" | "mkt" | "cmp" | "now" => {
                self.slots.entry_order = Some(Read { what: "market", from: raw.to_owned() });
                self.enter(Slot::Entry, raw);
            }
            "sl" | "stop" | "stoploss" | "stops" | "invalidation" | "inv" | "invalid" => self.enter(Slot::Stop, raw),
            "tp" | "tps" | "target" | "targets" | "tgt" | "tgts" | "take" | "taking" | "pt" | "t" | "exit" | "goal" => {
                self.enter(Slot::Target, raw);
            }
            "lev" | "leverage" => self.leverage_word(raw),
            "cross" | "isolated" | "iso" => {
                let what = if stem == "cross" { "cross" } else { "isolated" };
                self.slots.margin_mode = Some(Read { what, from: raw.to_owned() });
            }
            "risk" | "rr" | "size" | "portfolio" | "capital" | "margin" | "balance" | "ratio" | "reward" | "win" => {
                self.enter(Slot::Ignored, raw);
            }
            _ if after_dash(&["perp", "usdt", "usd", "usdc"]) || NOISE.contains(&stem) => {}
            _ if self.slots.coin.is_none() && is_coin(raw, (before, next)) => self.coin(raw),
            _ => self.slots.unread.push(raw.to_owned()),
        }
    }

    fn coin(&mut self, raw: &str) {
        let upper = raw.to_uppercase();
        let short = ["USDTP", "USDT", "USDC", "BUSD", "PERP", "USD"].iter().find_map(|tail| upper.strip_suffix(tail));
        let coin = short.filter(|coin| !coin.is_empty()).unwrap_or(&upper).to_owned();
        if self.slots.coin.is_none() {
            self.slots.coin = Some(Read { what: coin, from: raw.to_owned() });
        }
    }

    fn side(&mut self, what: &'static str, raw: &str) {
        self.slots.sides.push(Read { what, from: raw.to_owned() });
        self.enter(Slot::Entry, raw);
    }

    /// `leverage 10x`, and `10x leverage`, where the number was read already.
    fn leverage_word(&mut self, raw: &str) {
        if self.slots.leverages.is_empty() {
            self.enter(Slot::Leverage, raw);
        }
    }

    fn number(&mut self, number: &Number, (before, next): (Option<&Token>, Option<&Token>)) {
        let from = [self.word.as_str(), number.raw.as_str()].join(" ").trim().to_owned();
        let in_brackets = before == Some(&Token::Mark('('));
        self.is_fresh = false;
        match (number.unit, self.slot) {
            (_, Slot::Ignored) => self.slots.unread.push(from),
            (Unit::Times, _) | (_, Slot::Leverage) => {
                let from = if self.slot == Slot::Leverage { from } else { number.raw.clone() };
                self.slots.leverages.push(Read { what: number.clone(), from });
            }
            // A share that stands behind its target, or before it.
            (Unit::Percent, Slot::Target) if in_brackets || self.last_is_price() => self.share_of_last(number, &from),
            (Unit::Percent, Slot::Target) if is_at(next) => {
                self.share = Some(number.value);
            }
            (Unit::Percent | Unit::R, Slot::Entry) => self.slots.unread.push(from),
            (_, Slot::Entry) => self.slots.entries.push(Read { what: number.clone(), from }),
            // The same stop once more, as a distance.
            (Unit::Percent | Unit::R, Slot::Stop) if !self.slots.stops.is_empty() => {}
            (_, Slot::Stop) => self.slots.stops.push(Read { what: number.clone(), from }),
            (_, Slot::Target) => {
                let share = self.share.take();
                self.slots.targets.push(Read { what: TargetRead { level: number.clone(), share }, from });
            }
        }
    }

    fn last_is_price(&self) -> bool {
        self.slots
            .targets
            .last()
            .is_some_and(|target| target.what.level.unit != Unit::Percent && target.what.share.is_none())
    }

    fn share_of_last(&mut self, number: &Number, from: &str) {
        match self.slots.targets.last_mut() {
            Some(target) => {
                target.what.share = Some(number.value);
                target.from = format!("{} {}", target.from, number.raw);
            }
            None => self.slots.unread.push(from.to_owned()),
        }
    }
}

fn is_times(token: Option<&Token>) -> bool {
    matches!(token, Some(Token::Number(number)) if number.unit == Unit::Times)
}

fn is_at(next: Option<&Token>) -> bool {
    match next {
        Some(Token::Mark('@')) => true,
        Some(Token::Word { raw, .. }) => raw.eq_ignore_ascii_case("at"),
        _ => false,
    }
}

/// Words that say nothing about the trade.
const NOISE: &[&str] = &[
    "usdt",
    "usd",
    "usdc",
    "perp",
    "perpetual",
    "futures",
    "future",
    "spot",
    "signal",
    "setup",
    "trade",
    "trading",
    "call",
    "alert",
    "vip",
    "free",
    "new",
    "update",
    "coin",
    "pair",
    "symbol",
    "side",
    "direction",
    "type",
    "position",
    "the",
    "a",
    "an",
    "and",
    "or",
    "to",
    "on",
    "for",
    "in",
    "with",
    "my",
    "of",
    "is",
    "from",
    "between",
    "around",
    "near",
    "below",
    "above",
    "hit",
    "after",
    "if",
    "we",
    "i",
    "you",
    "p",
    "order",
    "set",
    "then",
    "here",
    "area",
    "level",
    "levels",
    "up",
    "ready",
    "scalp",
    "swing",
    "idea",
    "zones",
    "be",
    "use",
    "max",
    "between",
];

/// Whether an unknown word names the coin: capitals, a coin of a record, or beside a word for the side.
fn is_coin(raw: &str, (before, next): (Option<&Token>, Option<&Token>)) -> bool {
    let letters = raw.chars().filter(|c| c.is_alphabetic()).count();
    let is_capital = letters >= 2 && raw.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let is_side = |token: Option<&Token>| matches!(token, Some(Token::Word { raw, .. }) if ["long", "short", "buy", "sell"].contains(&raw.to_lowercase().as_str()));
    let known =
        || RECORDS.iter().any(|record| record.texts().get("base").is_some_and(|base| base.eq_ignore_ascii_case(raw)));
    let is_word = letters >= 2 && raw.len() <= 12;
    is_word && (is_capital || is_side(before) || is_side(next) || known())
}
