//! Texts to numbers and back: the one place. People type `65,000`, `65 000`, `65_000`, `1.5k`, `2m`, `1e-5`; links hold
//! the shortest text that reads back to the same number.

use crate::math::alike::Alike;
use crate::math::decimal::Decimal;

/// Why a text is no number.
#[derive(Clone, Debug, PartialEq)]
pub enum Unreadable {
    /// Nothing was typed.
    Empty,
    /// Not a number at all.
    NotANumber,
    /// `nan`, `inf`, or beyond what can be represented.
    NotOrdinary,
    /// The grouping could mean either number.
    Ambiguous(f64, f64),
}

/// The number in a text, without a unit.
///
/// ```
/// use ballast_engine::number_text::parse;
/// assert_eq!(parse("65,000.50"), Ok(65000.5));
/// assert_eq!(parse("1.5k"), Ok(1500.0));
/// assert_eq!(parse("0,500"), Ok(0.5));
/// assert!(parse("1e999").is_err());
/// ```
///
/// # Errors
/// [`Unreadable`] says why: empty, no number, not finite, or ambiguous grouping.
pub fn parse(text: &str) -> Result<f64, Unreadable> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Unreadable::Empty);
    }
    let (sign, unsigned) = split_sign(text);
    if unsigned.starts_with(['-', '+', '−']) {
        return Err(Unreadable::NotANumber);
    }
    let (digits, factor) = split_suffix(unsigned);
    let plain = without_grouping(digits)?;
    // `1.1k` is 1100 to the last digit: the decimal point moves, not the binary value.
    let number = Decimal::read(&plain).ok_or(Unreadable::NotANumber)?.moved(factor).number() * sign;
    if number.is_finite() { Ok(number) } else { Err(Unreadable::NotOrdinary) }
}

/// The number in a text and the letters or sign behind it, lower case: `2.3%` is (2.3, "%"), `3r` is (3, "r").
///
/// ```
/// use ballast_engine::number_text::parse_with_unit;
/// assert_eq!(parse_with_unit("10000USDT"), (Ok(10000.0), "USDT"));
/// assert_eq!(parse_with_unit("2 atr"), (Ok(2.0), "atr"));
/// assert_eq!(parse_with_unit("1.5k"), (Ok(1500.0), ""));
/// ```
pub fn parse_with_unit(text: &str) -> (Result<f64, Unreadable>, &str) {
    let text = text.trim();
    if let Some((sign, rest)) = ["$", "€"].iter().find_map(|sign| Some((*sign, text.strip_prefix(sign)?))) {
        return (parse(rest), sign);
    }
    // Marks between digits are no unit, any other letter or sign may be.
    let is_unit = |c: char| c.is_ascii_alphabetic() || matches!(c, '%' | '/' | '×' | '$' | '€');
    let start = text.rfind(|c: char| !is_unit(c)).map_or(0, |at| at + text.get(at..).map_or(0, first_len));
    let (number, unit) = text.split_at(start);
    match unit {
        "k" | "K" | "m" | "M" => (parse(text), ""),
        _ if !number.contains(|c: char| c.is_ascii_digit()) => (parse(text), ""),
        _ => (parse(number), unit),
    }
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

fn split_sign(text: &str) -> (f64, &str) {
    let rest = |mark: char| text.strip_prefix(mark).map(str::trim_start);
    match (rest('-').or_else(|| rest('−')), rest('+')) {
        (Some(rest), _) => (-1.0, rest),
        (None, Some(rest)) => (1.0, rest),
        (None, None) => (1.0, text),
    }
}

fn split_suffix(text: &str) -> (&str, i32) {
    let suffixes = [('k', 3), ('K', 3), ('m', 6), ('M', 6)];
    let found = suffixes.iter().find_map(|&(suffix, power)| Some((text.strip_suffix(suffix)?.trim_end(), power)));
    found.unwrap_or((text, 0))
}

fn without_grouping(digits: &str) -> Result<String, Unreadable> {
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => digits.split_at(at),
        None => (digits, ""),
    };
    if !mantissa.contains(|c: char| c.is_ascii_digit()) {
        let word = mantissa.to_ascii_lowercase();
        return Err(if matches!(word.as_str(), "nan" | "inf" | "infinity") {
            Unreadable::NotOrdinary
        } else {
            Unreadable::NotANumber
        });
    }
    let spaced = ungrouped_by_marks(mantissa)?;
    Ok(decided_separators(&spaced)? + exponent)
}

/// Spaces, underscores and apostrophes group thousands and nothing else.
fn ungrouped_by_marks(mantissa: &str) -> Result<String, Unreadable> {
    let is_mark = |c: char| matches!(c, ' ' | '_' | '\'' | '’' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    if !mantissa.contains(is_mark) {
        return Ok(mantissa.to_owned());
    }
    let whole = mantissa.split(['.', ',']).next().unwrap_or_default();
    let mut groups = whole.split(is_mark);
    let head = groups.next().unwrap_or_default();
    let well_grouped = (1..=3).contains(&head.len()) && groups.all(|group| group.len() == 3);
    let tail_clean = !mantissa.get(whole.len()..).unwrap_or_default().contains(is_mark);
    if well_grouped && tail_clean { Ok(mantissa.replace(is_mark, "")) } else { Err(Unreadable::NotANumber) }
}

/// The last of two different separators is the decimal one; a single kind groups only where it can mean nothing else,
/// except that `65,000` groups and `65.000` does not, as the house writes numbers.
fn decided_separators(text: &str) -> Result<String, Unreadable> {
    let (commas, dots) = (text.matches(',').count(), text.matches('.').count());
    match (commas, dots) {
        (0, 0 | 1) => Ok(text.to_owned()),
        (0, _) => grouped(text, '.').ok_or(Unreadable::NotANumber),
        (1, 0) => Ok(grouped(text, ',').unwrap_or_else(|| text.replace(',', "."))),
        (_, 0) => grouped(text, ',').ok_or_else(|| either(text)),
        _ => two_separators(text),
    }
}

fn two_separators(text: &str) -> Result<String, Unreadable> {
    let decimal = if text.rfind(',') > text.rfind('.') { ',' } else { '.' };
    let grouping = if decimal == ',' { '.' } else { ',' };
    let (whole, fraction) = text.rsplit_once(decimal).unwrap_or((text, ""));
    let whole = grouped(whole, grouping).ok_or_else(|| either(text))?;
    Ok(format!("{whole}.{fraction}"))
}

/// The text without its grouping, if it is grouped as `[1-9]` and up to two digits, then threes.
fn grouped(text: &str, mark: char) -> Option<String> {
    let mut groups = text.split(mark);
    let head = groups.next()?;
    let head_fits = (1..=3).contains(&head.len()) && !head.starts_with('0') && all_digits(head);
    let rest_fits = groups.all(|group| group.len() == 3 && all_digits(group));
    (head_fits && rest_fits && text.contains(mark)).then(|| text.replace(mark, ""))
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Groups of the wrong length: either they are grouping all the same, or the last mark is the decimal one.
fn either(text: &str) -> Unreadable {
    let digits = |text: &str| text.replace([',', '.'], "");
    let as_grouping = Decimal::read(&digits(text));
    let last = text.rfind([',', '.']).unwrap_or(text.len());
    let (whole, fraction) = text.split_at(last);
    let as_decimal = Decimal::read(&[&digits(whole), ".", &digits(fraction)].concat());
    match (as_decimal, as_grouping) {
        (Some(decimal), Some(grouping)) => Unreadable::Ambiguous(decimal.number(), grouping.number()),
        _ => Unreadable::NotANumber,
    }
}

/// The shortest text that reads back to the same number, as links write it.
///
/// ```
/// use ballast_engine::number_text::canonical;
/// assert_eq!(canonical(63500.0), "63500");
/// assert_eq!(canonical(0.1), "0.1");
/// assert_eq!(canonical(1e-12), "1e-12");
/// ```
pub fn canonical(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 {
        "0".to_owned()
    } else if (1e-6..1e21).contains(&size) {
        Decimal::of(number).plain()
    } else {
        Decimal::of(number).scientific()
    }
}

/// The hundredfold of a fraction without binary dust: 0.07 is 7.
///
/// ```
/// use ballast_engine::number_text::percent;
/// assert_eq!(percent(0.07), 7.0); // 0.07 * 100.0 is 7.000000000000001
/// ```
pub fn percent(fraction: f64) -> f64 {
    Decimal::of(fraction).moved(2).number()
}

/// The hundredth of a percent figure without binary dust: 7 is 0.07, as its text would read.
///
/// ```
/// use ballast_engine::number_text::fraction;
/// assert_eq!(fraction(7.0), 0.07);
/// ```
pub fn fraction(percent: f64) -> f64 {
    Decimal::of(percent).moved(-2).number()
}

/// The number rounded to so many decimals, a half away from zero.
///
/// ```
/// assert_eq!(ballast_engine::number_text::rounded(2.675, 2), 2.68);
/// ```
pub fn rounded(number: f64, decimals: usize) -> f64 {
    Decimal::of(number).rounded(decimals).number()
}

/// For people: grouped thousands, a true minus sign, at most so many decimals, no trailing zeros unless `fixed`.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The most decimals shown.
    pub decimals: usize,
    /// Whether all of them are shown.
    pub fixed: bool,
    /// Whether a number above 0 carries its sign.
    pub signed: bool,
}

/// The number as people read it.
///
/// ```
/// use ballast_engine::number_text::{Style, display};
/// let money = Style { decimals: 2, fixed: true, signed: true };
/// assert_eq!(display(-1098.859, money), "−1,098.86");
/// assert_eq!(display(286.2, money), "+286.20");
/// ```
pub fn display(number: f64, style: Style) -> String {
    let size = number.abs();
    let decimal = Decimal::of(size);
    if size != 0.0 && !(1e-12..1e15).contains(&size) {
        let sign = if number < 0.0 { "−" } else { "" };
        return sign.to_owned() + &decimal.to_figures(5).scientific().replace('-', "−");
    }
    let rounded = decimal.rounded(style.decimals);
    let (whole, mut decimals) = rounded.parts();
    while style.fixed && decimals.len() < style.decimals {
        decimals.push('0');
    }
    let point = if decimals.is_empty() { "" } else { "." };
    let sign = match (number < 0.0, rounded.is_zero()) {
        (_, true) => "",
        (true, _) => "−",
        (false, _) if style.signed => "+",
        _ => "",
    };
    [sign, &with_commas(&whole), point, &decimals].concat()
}

/// The number with at most so many decimals, without trailing zeros.
///
/// ```
/// use ballast_engine::number_text::shown;
/// assert_eq!(shown(1234.5, 2), "1,234.5");
/// ```
pub fn shown(number: f64, decimals: usize) -> String {
    display(number, Style { decimals, fixed: false, signed: false })
}

fn with_commas(whole: &str) -> String {
    let mut grouped = String::with_capacity(whole.len() + whole.len() / 3);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// As many decimals as show `figures` significant figures, and at least `least`.
///
/// ```
/// use ballast_engine::number_text::decimals_for;
/// assert_eq!((decimals_for(0.0123, 3, 0), decimals_for(65_000.0, 3, 0)), (4, 0));
/// ```
pub fn decimals_for(number: f64, figures: i32, least: usize) -> usize {
    if number == 0.0 || !number.is_finite() {
        return least;
    }
    let whole = number.abs().decimal_log().floor() as i32 + 1;
    usize::try_from((figures - whole).clamp(0, 15)).unwrap_or_default().max(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_type_and_paste_them() {
        for (text, number) in [
            ("65,000", 65e3),
            ("65 000", 65e3),
            ("65_000", 65e3),
            ("65\u{a0}000", 65e3),
            ("1.5k", 1500.0),
            ("2m", 2e6),
            ("1e-5", 1e-5),
            ("0,500", 0.5),
            ("65,5", 65.5),
            ("1.234,56", 1234.56),
            ("1,234.56", 1234.56),
            ("1,234,567", 1_234_567.0),
            ("1.234.567", 1_234_567.0),
            ("−5", -5.0),
            ("+5", 5.0),
            (" 7 ", 7.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("1,2345", 1.2345),
            ("1.1k", 1100.0),
            ("65'000", 65e3),
            ("1 234,5", 1234.5),
        ] {
            assert_eq!(parse(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn what_is_no_ordinary_number_is_refused_with_its_reason() {
        for text in ["nan", "inf", "-inf", "1e999", "Infinity"] {
            assert_eq!(parse(text), Err(Unreadable::NotOrdinary), "{text}");
        }
        for text in ["abc", "1 2", "--5", "5-", "12 34", "1..2", "e5", "0x10"] {
            assert_eq!(parse(text), Err(Unreadable::NotANumber), "{text}");
        }
        assert_eq!(parse("1,23,456"), Err(Unreadable::Ambiguous(123.456, 123_456.0)));
        assert_eq!(parse("  "), Err(Unreadable::Empty));
    }

    #[test]
    fn percent_and_fraction_leave_no_dust() {
        for (fraction_inside, text) in
            [(0.07, 7.0), (0.0002, 0.02), (0.29, 29.0), (1e-7, 1e-5), (0.0, 0.0), (-0.035, -3.5)]
        {
            assert_eq!(percent(fraction_inside), text);
            assert_eq!(fraction(text), fraction_inside);
        }
    }

    #[test]
    fn display_groups_and_rounds() {
        let plain = Style { decimals: 2, fixed: false, signed: false };
        assert_eq!(display(1_234_567.891, plain), "1,234,567.89");
        assert_eq!(display(-0.001, plain), "0");
        assert_eq!(display(999.999, plain), "1,000");
        assert_eq!(display(0.064, Style { decimals: 8, ..plain }), "0.064");
    }
}
