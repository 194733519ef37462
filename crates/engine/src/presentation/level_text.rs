//! Price levels as texts: the number, the unit in which it is typed, and the same level in another.

use super::Sheet;
use crate::figure::number;
use crate::math::contract::Side;
use crate::number_text::{Style, canonical, decimals_for, display, parse, parse_with_unit, percent, rounded};
use crate::spec::{Direction, Kind, Level, Range, Reading, Reference, Slot, Unit};

/// A unit that a level may be typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelUnit {
    /// What its button says.
    pub label: &'static str,
    /// What a text ends with.
    pub suffix: &'static str,
}

const PRICE: LevelUnit = LevelUnit { label: "price", suffix: "" };
const SHARE: LevelUnit = LevelUnit { label: "%", suffix: "%" };
const R: LevelUnit = LevelUnit { label: "R", suffix: "r" };
const ATR: LevelUnit = LevelUnit { label: "ATR", suffix: "atr" };

/// Levels that stand alone are stops; those in a list of pairs are targets.
pub(super) fn direction_of(kind: Kind) -> Direction {
    if kind == Kind::Level { Direction::Losing } else { Direction::Gaining }
}

impl LevelUnit {
    /// Those that make sense for a field of that kind, the price first.
    pub fn all(kind: Kind) -> &'static [LevelUnit] {
        match direction_of(kind) {
            Direction::Losing => &[PRICE, SHARE, ATR],
            Direction::Gaining => &[PRICE, SHARE, R, ATR],
        }
    }

    /// The unit of a text.
    ///
    /// ```
    /// use ballast_engine::presentation::LevelUnit;
    /// assert_eq!(LevelUnit::of("3r").label, "R");
    /// assert_eq!(LevelUnit::of("63500").label, "price");
    /// ```
    pub fn of(text: &str) -> LevelUnit {
        match parse_with_unit(text).1 {
            "%" | "pct" => SHARE,
            "r" | "R" => R,
            "atr" | "ATR" => ATR,
            _ => PRICE,
        }
    }
}

/// A level's text without its unit.
pub fn number_part(text: &str) -> &str {
    let unit = parse_with_unit(text).1;
    text.trim().strip_suffix(unit).unwrap_or(text).trim_end()
}

/// What typing in a field with that unit means: a suffix that is typed wins; a bare number keeps the unit, unless it can
/// only be a price.
///
/// ```
/// use ballast_engine::presentation::retyped;
/// assert_eq!(retyped("3r", "4"), "4r");
/// assert_eq!(retyped("3r", "2%"), "2%");
/// assert_eq!(retyped("3r", "69500"), "69500");
/// ```
pub fn retyped(before: &str, typed: &str) -> String {
    let suffix = LevelUnit::of(before).suffix;
    let (value, unit) = parse_with_unit(typed);
    let stays = unit.is_empty() && matches!(value, Ok(offset) if offset < MOST_OFFSET);
    if stays { format!("{}{suffix}", typed.trim()) } else { typed.to_owned() }
}

/// No stop is a hundred percent away, and nobody aims at a hundred R.
const MOST_OFFSET: f64 = 100.0;

impl Sheet {
    pub(super) fn reference(&self) -> Option<Reference> {
        let side = if self.text("side").eq_ignore_ascii_case("short") { Side::Short } else { Side::Long };
        let entry = parse(self.text("entry")).ok().filter(|entry| *entry > 0.0)?;
        let from = Reference { side, entry, stop: None, atr: parse(self.text("atr")).ok().filter(|atr| *atr > 0.0) };
        let stop = self.level(self.text("stop")).and_then(|level| level.price(from, Direction::Losing).ok());
        Some(Reference { stop, ..from })
    }

    pub(super) fn level(&self, text: &str) -> Option<Level> {
        let mut level = None;
        let reading = Reading { unit: Unit::Price, range: Range::Any, naming: self.naming(), size: None };
        if reading.fill(Slot::Level(&mut level), text).is_empty() { level } else { None }
    }

    fn price(&self, text: &str, direction: Direction) -> Option<(f64, Reference)> {
        let from = self.reference()?;
        self.level(text)?.price(from, direction).ok().map(|price| (price, from))
    }

    /// For a price its distance, for a distance its price.
    pub(super) fn level_echo(&self, text: &str, direction: Direction) -> String {
        let Some((price, from)) = self.price(text, direction) else { return String::new() };
        let share = display(percent(price / from.entry - 1.0), Style { decimals: 2, fixed: true, signed: true });
        match LevelUnit::of(text) {
            PRICE => format!("{share} %, {} away", number((price - from.entry).abs(), Unit::Price, self.naming())),
            _ => format!("{}, {share} %", self.price_text(price)),
        }
    }

    /// The echo of one level in a list of pairs.
    pub fn target_echo(&self, text: &str) -> String {
        self.level_echo(text, Direction::Gaining)
    }

    pub(super) fn price_text(&self, price: f64) -> String {
        number(price, Unit::Price, self.naming())
    }

    /// The same level in another unit; where the text is no price that one would trade at, the number stays and the unit
    /// changes.
    pub fn in_unit(&self, text: &str, (kind, unit): (Kind, LevelUnit)) -> String {
        let kept = || format!("{}{}", number_part(text), unit.suffix);
        let Some((price, from)) = self.price(text, direction_of(kind)) else { return kept() };
        let offset = (price - from.entry).abs();
        let is_far = offset > from.entry / 2.0;
        let converted = match unit {
            _ if is_far => None,
            PRICE => Some(number(price, Unit::Price, self.naming()).replace(',', "")),
            SHARE => Some(four_figures(percent(offset / from.entry))),
            R => from.stop.map(|stop| four_figures(offset / (from.entry - stop).abs())),
            _ => from.atr.map(|atr| four_figures(offset / atr)),
        };
        converted.map_or_else(kept, |number| format!("{number}{}", unit.suffix))
    }
}

/// Four significant figures: what one would have typed.
fn four_figures(number: f64) -> String {
    canonical(rounded(number, decimals_for(number, 4, 0)))
}
