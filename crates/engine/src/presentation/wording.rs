//! Small words.

use crate::number_text::{Style, canonical, display, parse_with_unit};

/// A label in the middle of a sentence: `Entry` is `entry`, `ATR` stays.
pub fn lowered(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase().to_string()).unwrap_or_default();
    let is_word = label.chars().nth(1).is_none_or(|second| !second.is_ascii_uppercase());
    if is_word { first + letters.as_str() } else { label.to_owned() }
}

/// A sentence begins.
pub fn raised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|letter| letter.to_ascii_uppercase().to_string()).unwrap_or_default() + letters.as_str()
}

/// `one, two and three`.
pub fn listed(words: &[String]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
    }
}

/// A number as typed, grouped for reading; texts that are no number, and numbers in another notation, stay.
pub fn grouped(text: &str) -> Option<String> {
    let (number, unit) = parse_with_unit(text.trim());
    let number = number.ok()?;
    let plain = unit.is_empty() && canonical(number) == text.trim();
    plain.then(|| display(number, Style { decimals: 15, fixed: false, signed: false }).replace('−', "-"))
}
