//! A pasted call taken apart: words, numbers with their units, and marks.

use crate::number_text::{canonical, parse};

/// What a number is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Nothing was said: a price, mostly.
    None,
    Percent,
    Times,
    R,
}

/// A number as read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) unit: Unit,
    /// Written with a k.
    pub(super) in_thousands: bool,
    /// As typed.
    pub(super) raw: String,
}

impl Number {
    /// As a field takes it.
    pub(super) fn text(&self) -> String {
        let number = canonical(self.value);
        match self.unit {
            Unit::None | Unit::Times => number,
            Unit::Percent => number + "%",
            Unit::R => number + "r",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A word; whether `$` or `#` stood before it.
    Word {
        raw: String,
        is_tagged: bool,
    },
    Number(Number),
    Mark(char),
    Line,
}

/// The words that a number may follow without a space, as in `sl63500` and `tp1`.
const JOINED: &[&str] = &["tp", "sl", "t", "target", "entry", "e", "stop", "stoploss", "pt", "tgt", "lev", "x"];

/// The tokens of a text. What is neither letter, digit nor a mark that means something parts words, emojis too.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().map(plain).collect();
    let mut rest = chars.as_slice();
    let mut tokens = Vec::new();
    let mut tag = false;
    while let Some((first, after)) = rest.split_first() {
        let starts_number =
            first.is_ascii_digit() || (*first == '.' && after.first().is_some_and(char::is_ascii_digit));
        if starts_number {
            let (token, left) = number_or_word(rest, &tokens);
            tokens.extend(token.filter(|_| !(tag && is_hash(rest, &chars))));
            rest = left;
        } else if first.is_alphabetic() {
            let (raw, left) = run(rest, |c| c.is_alphabetic());
            rest = with_joined(raw, left, tag, &mut tokens);
        } else {
            tokens.extend(mark(*first));
            rest = after;
        }
        tag = matches!(first, '$' | '#');
    }
    joined_thousands(tokens)
}

/// Dashes, arrows and brackets of all kinds as the plain ones.
fn plain(c: char) -> char {
    match c {
        '–' | '—' | '−' | '~' => '-',
        '→' | '⇒' | '➡' | '|' | '•' | ';' | '=' => ':',
        '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        other => other,
    }
}

fn mark(c: char) -> Option<Token> {
    match c {
        '\n' | '\r' => Some(Token::Line),
        '-' | '/' | '@' | ':' | '(' | ')' | '&' | '+' | ',' => Some(Token::Mark(c)),
        _ => None,
    }
}

/// Whether the number is a running number such as #1234.
fn is_hash(rest: &[char], all: &[char]) -> bool {
    let before = all.len().checked_sub(rest.len() + 1).and_then(|at| all.get(at));
    before == Some(&'#')
}

fn run(chars: &[char], belongs: impl Fn(char) -> bool) -> (String, &[char]) {
    let end = chars.iter().position(|c| !belongs(*c)).unwrap_or(chars.len());
    let (word, rest) = chars.split_at(end);
    (word.iter().collect(), rest)
}

/// A number with what stands behind it; a word such as 1000PEPE or 4h where letters follow that are no unit.
fn number_or_word<'c>(chars: &'c [char], before: &[Token]) -> (Option<Token>, &'c [char]) {
    let (mut raw, mut rest) = run(chars, |c| c.is_ascii_digit() || matches!(c, '.' | ',' | '_' | '\''));
    while raw.ends_with(['.', ',', '_', '\'']) {
        // A comma or full stop behind a number belongs to the sentence.
        let last = raw.pop();
        if last == Some(',') {
            let at = chars.len() - rest.len() - 1;
            rest = chars.get(at..).unwrap_or(rest);
        }
    }
    let (letters, behind) = run(rest, |c| c.is_alphabetic() || c == '%' || c == '×');
    let whole = format!("{raw}{letters}");
    let number =
        |value: f64, unit, in_thousands| Token::Number(Number { value, unit, in_thousands, raw: whole.clone() });
    let Ok(value) = parse(&raw) else { return (Some(Token::Word { raw: whole, is_tagged: false }), behind) };
    let is_index = is_list_number(&raw, (chars, rest), before);
    match letters.to_lowercase().as_str() {
        _ if is_index => (None, rest.get(usize::from(rest.first() == Some(&')'))..).unwrap_or(rest)),
        "" | "usdt" | "usd" | "usdc" => (Some(number(value, Unit::None, false)), behind),
        "%" | "pct" => (Some(number(value, Unit::Percent, false)), behind),
        "x" | "×" => (Some(number(value, Unit::Times, false)), behind),
        "r" => (Some(number(value, Unit::R, false)), behind),
        "k" => match parse(&format!("{raw}k")) {
            Ok(thousands) => (Some(number(thousands, Unit::None, true)), behind),
            Err(_) => (None, behind),
        },
        _ => (Some(Token::Word { raw: whole, is_tagged: false }), behind),
    }
}

/// Whether a small whole number only counts the rows of a list: `1)`, `1.` or `TP 1:`.
fn is_list_number(raw: &str, (chars, rest): (&[char], &[char]), before: &[Token]) -> bool {
    let is_small = raw.len() <= 2 && raw.chars().all(|c| c.is_ascii_digit());
    let follows_bracket = rest.first() == Some(&')') && before.last() != Some(&Token::Mark('('));
    let full_stop = chars.get(raw.len()) == Some(&'.') && chars.get(raw.len() + 1).is_some_and(|c| c.is_whitespace());
    let starts_line = matches!(before.last(), None | Some(Token::Line));
    let after_word = matches!(before.last(), Some(Token::Word { .. }));
    let colon = rest.iter().find(|c| **c != ' ') == Some(&':');
    is_small && (follows_bracket || (full_stop && (starts_line || after_word)) || (colon && after_word))
}

/// A word, and the digits that stand right behind it: an index (`tp1`), a number of its own (`sl63500`, `x10`), or part
/// of the word.
fn with_joined<'c>(raw: String, rest: &'c [char], is_tagged: bool, tokens: &mut Vec<Token>) -> &'c [char] {
    let lower = raw.to_lowercase();
    let (digits, behind) = run(rest, |c| c.is_ascii_digit());
    let word = |raw: String| Token::Word { raw, is_tagged };
    match (digits.is_empty(), JOINED.contains(&lower.as_str())) {
        (true, _) => {
            tokens.push(word(raw));
            rest
        }
        (false, true) if lower == "x" => {
            let value = parse(&digits).unwrap_or_default();
            tokens.push(Token::Number(Number { value, unit: Unit::Times, in_thousands: false, raw: raw + &digits }));
            behind
        }
        (false, true) if digits.len() <= 2 && behind.first() != Some(&'.') => {
            tokens.push(word(raw + &digits));
            behind
        }
        (false, true) => {
            tokens.push(word(raw));
            rest
        }
        (false, false) => {
            let (tail, behind) = run(behind, |c| c.is_alphanumeric());
            tokens.push(word(raw + &digits + &tail));
            behind
        }
    }
}

/// `67 000` is one number: nobody writes a price of 000.
fn joined_thousands(tokens: Vec<Token>) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::new();
    for token in tokens {
        match (joined.last_mut(), &token) {
            (Some(Token::Number(before)), Token::Number(group))
                if group.raw == "000" && before.unit == Unit::None && !before.in_thousands =>
            {
                before.value *= 1000.0;
                before.raw.push_str(" 000");
            }
            _ => joined.push(token),
        }
    }
    joined
}
