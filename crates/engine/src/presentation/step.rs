//! What an arrow key makes of a number.

use super::{Sheet, level_text};
use crate::math::alike::Alike;
use crate::math::order::within;
use crate::number_text::{Style, canonical, display, parse, parse_with_unit, rounded};
use crate::spec::{FieldRow, Kind, Range, Unit};

/// A press of an arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Up, or down.
    pub up: bool,
    /// Ten at a time.
    pub tenfold: bool,
}

impl Sheet {
    /// The text after an arrow key, with the same suffix; `None` where the text is no number or would leave its range.
    pub fn stepped(&self, row: &FieldRow, text: &str, step: Step) -> Option<String> {
        let grid = self.grid(row.key.unit, text);
        self.moved((row.key.kind, row.key.unit, row.range), (text, grid), step)
    }

    pub(super) fn moved(
        &self,
        (kind, unit, range): (Kind, Unit, Range),
        (text, grid): (&str, Option<f64>),
        step: Step,
    ) -> Option<String> {
        if !matches!(kind, Kind::Number | Kind::Money | Kind::Level | Kind::Count) {
            return None;
        }
        let (number, suffix) = parse_with_unit(text);
        let number = if text.trim().is_empty() { 0.0 } else { number.ok()? };
        let whole = matches!(unit, Unit::Times | Unit::Count | Unit::Hours | Unit::Days | Unit::Years).then_some(1.0);
        let size = grid.or(whole).unwrap_or_else(|| second_digit(number)) * if step.tenfold { 10.0 } else { 1.0 };
        let places = number / size;
        let moved = if step.up { (places + 1e-9).floor() + 1.0 } else { (places - 1e-9).ceil() - 1.0 };
        let decimals = decimals_of(size);
        let next = rounded(moved * size, decimals);
        let bounds = if suffix.is_empty() { range.bounds() } else { Range::Above(0.0).bounds() };
        let fits = match bounds {
            (Some(low), _, true) if next <= low => false,
            (Some(low), _, false) if next < low => false,
            (_, Some(high), _) if next > high => false,
            _ => true,
        };
        let shown = display(next, Style { decimals, fixed: false, signed: false }).replace('−', "-");
        fits.then(|| format!("{shown}{suffix}"))
    }

    /// The tick for prices, the lot for quantities; all else steps by one where it is counted, or by the second digit.
    fn grid(&self, unit: Unit, text: &str) -> Option<f64> {
        let own = match unit {
            Unit::Price if parse_with_unit(text).1.is_empty() => self.text("price_rule"),
            Unit::Quantity => self.text("lot_step"),
            _ => return None,
        };
        parse(own).ok().filter(|step| *step > 0.0)
    }
}

fn second_digit(number: f64) -> f64 {
    let leading = if number == 0.0 { -1 } else { within(number.abs().decimal_log().floor(), -12.0, 15.0) as i32 };
    parse(&format!("1e{}", leading - 1)).unwrap_or(1.0)
}

fn decimals_of(size: f64) -> usize {
    let text = canonical(size);
    match (text.split_once('.'), text.split_once('e').and_then(|(_, power)| power.strip_prefix('-'))) {
        (_, Some(digits)) => digits.parse().unwrap_or(12),
        (Some((_, decimals)), None) => decimals.len(),
        (None, None) => 0,
    }
}

impl Sheet {
    /// As [`Sheet::stepped`], for a level in a list of pairs.
    pub fn stepped_target(&self, text: &str, step: Step) -> Option<String> {
        let price = level_text::LevelUnit::of(text).suffix.is_empty();
        let grid = parse(self.text("price_rule")).ok().filter(|tick| price && *tick > 0.0);
        let (number, unit) = parse_with_unit(text);
        let number = number.ok()?;
        let size = grid.unwrap_or_else(|| second_digit(number)) * if step.tenfold { 10.0 } else { 1.0 };
        let next = number + if step.up { size } else { -size };
        let shown = display(next, Style { decimals: decimals_of(size), fixed: false, signed: false });
        (next > 0.0).then(|| format!("{shown}{unit}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_is_the_second_digit() {
        assert_eq!(
            [second_digit(1.0), second_digit(65_000.0), second_digit(0.03), second_digit(0.0)],
            [0.1, 1_000.0, 0.001, 0.01]
        );
    }

    #[test]
    fn the_decimals_of_a_step_are_those_of_its_text() {
        assert_eq!([decimals_of(0.001), decimals_of(1.0), decimals_of(1e-8), decimals_of(0.25)], [3, 0, 8, 2]);
    }
}
