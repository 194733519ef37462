//! Levels of the picture that are typed, and what stands in their field once they are moved: a price on the grid of the
//! venue, or what was typed before in the same unit.

use super::level_text::LevelUnit;
use super::{Sheet, Step, joined_pairs, joined_rows, split_pairs, split_rows};
use crate::calculators::levels::Ground;
use crate::math::alike::Alike;
use crate::math::ladder::schedule::on_grid;
use crate::math::rounding::{PriceRule, Rounding};
use crate::number_text::{canonical, parse, parse_with_unit, rounded};
use crate::spec::{Direction, FieldRow, Kind, Level, Range, Reading, Slot, Unit};

/// Where a level is typed: a field, or a cell of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle {
    /// The field.
    pub key: &'static str,
    kind: Kind,
    /// Row and column.
    cell: Option<(usize, usize)>,
}

/// A price that a level is moved to, and how far off it what is typed may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wanted {
    pub price: f64,
    pub within: f64,
}

/// The most decimals that an offset is written with.
const MOST_DECIMALS: usize = 12;

impl Sheet {
    /// Where a level of the picture is typed: `stop` in its field, `target-2` in the second row of `targets`; `None` where
    /// it is not typed.
    pub(super) fn handle(&self, level: &str) -> Option<Handle> {
        let fields = self.calculator.fields().into_iter().filter(|row| self.shows(row));
        let cell =
            level.rsplit_once('-').and_then(|(name, nth)| Some((name, nth.parse::<usize>().ok()?.checked_sub(1)?)));
        let handle = |row: &FieldRow| {
            let (key, kind) = (row.key.name, row.key.kind);
            let is_price = row.key.unit == Unit::Price && matches!(kind, Kind::Number | Kind::Level);
            if key == level && is_price {
                return Some(Handle { key, kind, cell: None });
            }
            let (_, nth) = cell.filter(|(name, _)| key.strip_suffix('s') == Some(name))?;
            let column = self.calculator.columns(key).iter().position(|column| column.kind == Kind::Level)?;
            Some(Handle { key, kind, cell: Some((nth, column)) })
        };
        fields.into_iter().find_map(handle)
    }

    /// The text of a level.
    fn typed(&self, handle: Handle) -> Option<String> {
        let mut level = String::new();
        self.changed(handle, &mut |text| level.clone_from(text))?;
        Some(level)
    }

    /// The text of its field with another level in it.
    fn with_level(&self, handle: Handle, level: &str) -> Option<String> {
        self.changed(handle, &mut |text| level.clone_into(text))
    }

    /// The text of a level's field after a change to the text of the level.
    fn changed(&self, handle: Handle, change: &mut dyn FnMut(&mut String)) -> Option<String> {
        let mut text = self.text(handle.key).to_owned();
        match (handle.cell, handle.kind) {
            (None, _) => change(&mut text),
            (Some((row, _)), Kind::Pairs) => {
                let mut pairs = split_pairs(&text);
                change(&mut pairs.get_mut(row)?.1);
                text = joined_pairs(&pairs);
            }
            (Some((row, column)), _) => {
                let columns = self.calculator.columns(handle.key);
                let mut rows = split_rows(columns, &text)?;
                change(rows.get_mut(row)?.get_mut(column)?);
                text = joined_rows(columns, &rows);
            }
        }
        Some(text)
    }

    /// The grid that prices lie on.
    pub(super) fn price_rule(&self) -> PriceRule {
        let mut rule = PriceRule::Any;
        let reading = Reading { unit: Unit::None, range: Range::Any, naming: self.naming(), size: None };
        let misread = reading.fill(Slot::PriceRule(&mut rule), self.text("price_rule"));
        if misread.is_empty() { rule } else { PriceRule::Any }
    }

    /// What levels are measured from.
    fn ground(&self) -> Option<Ground> {
        let bare = Ground { from: self.reference()?, price_rule: self.price_rule() };
        let stop = self.level(self.text("stop")).and_then(|level| bare.price(level, Direction::Losing).ok());
        let mut ground = bare;
        ground.from.stop = stop;
        Some(ground)
    }

    /// The price that a level means as it is typed.
    pub(super) fn typed_price(&self, handle: Handle) -> Option<f64> {
        self.price_of(handle, &self.typed(handle)?)
    }

    fn price_of(&self, handle: Handle, text: &str) -> Option<f64> {
        if handle.kind == Kind::Number {
            return parse(text).ok();
        }
        let level = self.level(text)?;
        if let Level::Price(price) = level {
            return Some(price);
        }
        let ground = self.ground()?;
        match direction(handle) {
            Some(direction) => ground.price(level, direction).ok(),
            None => {
                let unit = self.size_of(text)?;
                let offset = parse_with_unit(text).0.ok()? * unit;
                Some(on_grid(ground.from.entry + offset, offset.signum(), ground.price_rule))
            }
        }
    }

    /// The price of one unit that a text is typed in: of one percent, of one R, of one ATR.
    fn size_of(&self, text: &str) -> Option<f64> {
        let from = self.ground()?.from;
        let size = match LevelUnit::of(text).suffix {
            "%" => from.entry / 100.0,
            "r" => (from.entry - from.stop?).abs(),
            "atr" => from.atr?,
            _ => return None,
        };
        Some(size).filter(|size| *size > 0.0)
    }

    /// The text of the field once the level is moved; `None` where no text says so.
    ///
    /// An offset keeps its unit, with as few decimals as mean the price. It has only one side of the entry: beyond, it is 0.
    pub(super) fn moved_to(&self, handle: Handle, wanted: Wanted) -> Option<String> {
        let before = self.typed(handle)?;
        if handle.kind == Kind::Number || LevelUnit::of(&before).suffix.is_empty() {
            return self.with_level(handle, &canonical(wanted.price));
        }
        let from = self.ground()?.from;
        let offset = (wanted.price - from.entry) / self.size_of(&before)?;
        let count = match direction(handle) {
            Some(Direction::Losing) => (-from.side.sign() * offset).max(0.0),
            Some(Direction::Gaining) => (from.side.sign() * offset).max(0.0),
            None => offset,
        };
        let suffix = parse_with_unit(&before).1;
        let mut text = String::new();
        for decimals in 0..=if count == 0.0 { 0 } else { MOST_DECIMALS } {
            text = canonical(rounded(count, decimals)) + suffix;
            if self.price_of(handle, &text).is_some_and(|price| (price - wanted.price).abs() <= wanted.within) {
                break;
            }
        }
        self.with_level(handle, &text)
    }

    /// The text of the field after an arrow key: a tick further, or ten.
    pub(super) fn nudged(&self, handle: Handle, step: Step) -> Option<String> {
        let price = self.typed_price(handle)?;
        let tick = self.price_rule().step_at(price);
        let kind = (Kind::Number, Unit::Price, Range::Above(0.0));
        let next = parse(&self.moved(kind, (&canonical(price), tick), step)?).ok()?;
        // Without a grid an offset that only nearly means the price would be stepped to that price again, and stay.
        let within = tick.map_or(next * 1e-12, |tick| tick / 100.0);
        self.moved_to(handle, Wanted { price: next, within })
    }

    /// The price that a pixel stands for: no finer than pixels are, and one that the venue accepts.
    pub(super) fn price_near(&self, price: f64, pixel: f64) -> Option<Wanted> {
        let grid = parse(&format!("1e{}", pixel.decimal_log().floor())).ok()?;
        let rule = self.price_rule();
        let round = PriceRule::Tick(grid).round(price.max(grid), Rounding::Nearest);
        let step = rule.step_at(round).unwrap_or(0.0).max(grid);
        Some(Wanted { price: rule.round(round, Rounding::Nearest).max(step), within: step / 2.0 })
    }
}

/// Which way an offset goes; by its sign in a table of orders.
fn direction(handle: Handle) -> Option<Direction> {
    match handle.kind {
        Kind::Level => Some(Direction::Losing),
        Kind::Pairs => Some(Direction::Gaining),
        _ => None,
    }
}
