//! Where a parsed text goes: one variant per shape of input. Percent and currency stop here.

use super::{Date, Gain, Kind, Level, Symmetric, Unit};
use crate::math::rounding::PriceRule;

/// The place in a calculator's inputs that a row's text is written to.
pub enum Slot<'a> {
    /// A number, a fraction where the key is in percent.
    Number(&'a mut f64),
    /// A number that may be left empty.
    Optional(&'a mut Option<f64>),
    /// A sum in the settlement currency.
    Money(&'a mut f64),
    /// A sum that may be left empty.
    OptionalMoney(&'a mut Option<f64>),
    /// A price level that may be left empty; who needs it says so.
    Level(&'a mut Option<Level>),
    /// What a bet gains.
    Gain(&'a mut Gain),
    /// A whole number.
    Count(&'a mut u32),
    /// A whole number that may be left empty.
    OptionalCount(&'a mut Option<u32>),
    /// A word of a closed set.
    Choice(&'a mut dyn Choice),
    /// Free text.
    Text(&'a mut String),
    /// A price grid.
    PriceRule(&'a mut PriceRule),
    /// A moment.
    Date(&'a mut Date),
    /// A moment that may be left empty.
    OptionalDate(&'a mut Option<Date>),
    /// Numbers, fractions where the key is in percent.
    Series(&'a mut Vec<f64>),
    /// The same, and may be left empty.
    OptionalSeries(&'a mut Vec<f64>),
    /// Rows, or pairs.
    Rows(&'a mut dyn Table),
    /// A symmetric matrix.
    Matrix(&'a mut Symmetric),
}

impl Slot<'_> {
    /// Changes places with another field's number, where both take one.
    pub(crate) fn swap(self, other: Slot<'_>) {
        match (self, other) {
            (Slot::Number(one) | Slot::Money(one), Slot::Number(other) | Slot::Money(other)) => {
                std::mem::swap(one, other)
            }
            (Slot::Optional(one) | Slot::OptionalMoney(one), Slot::Optional(other) | Slot::OptionalMoney(other)) => {
                std::mem::swap(one, other)
            }
            (Slot::Level(one), Slot::Level(other)) => std::mem::swap(one, other),
            (Slot::Count(one), Slot::Count(other)) => std::mem::swap(one, other),
            (Slot::OptionalCount(one), Slot::OptionalCount(other)) => std::mem::swap(one, other),
            _ => {}
        }
    }

    /// Whether a bare number is an answer, and no other field need be read again for it.
    pub fn takes_a_number(&self) -> bool {
        matches!(
            self,
            Slot::Number(_)
                | Slot::Optional(_)
                | Slot::Money(_)
                | Slot::OptionalMoney(_)
                | Slot::Level(_)
                | Slot::Count(_)
                | Slot::OptionalCount(_)
        )
    }

    /// Whether an empty text is an answer.
    pub fn may_be_empty(&self) -> bool {
        matches!(
            self,
            Slot::Optional(_)
                | Slot::OptionalMoney(_)
                | Slot::OptionalCount(_)
                | Slot::OptionalDate(_)
                | Slot::OptionalSeries(_)
                | Slot::Level(_)
                | Slot::Text(_)
                | Slot::PriceRule(_)
                | Slot::Rows(_)
        )
    }
}

/// A word of a closed set, and how it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// As in links and the API.
    pub code: &'static str,
    /// As shown.
    pub label: &'static str,
}

/// A word with its code and label.
pub const fn word(code: &'static str, label: &'static str) -> Word {
    Word { code, label }
}

/// A choice, seen without its type.
pub trait Choice {
    /// The closed set, the neutral word first.
    fn words(&self) -> &'static [Word];
    /// The place of the chosen word in the set.
    fn chosen(&self) -> usize;
    /// Takes the word at that place.
    fn choose(&mut self, place: usize);
}

/// An enum that is a choice: its variants and their words, in one table.
pub trait Listed: Copy + PartialEq + 'static {
    /// The variants, in the order shown.
    const VARIANTS: &'static [Self];
    /// Their words, in the same order.
    const WORDS: &'static [Word];

    /// The variant's word.
    fn word(self) -> Word {
        Self::WORDS.get(self.chosen()).copied().unwrap_or(word("", ""))
    }
}

impl<T: Listed> Choice for T {
    fn words(&self) -> &'static [Word] {
        Self::WORDS
    }

    fn chosen(&self) -> usize {
        Self::VARIANTS.iter().position(|variant| variant == self).unwrap_or_default()
    }

    fn choose(&mut self, place: usize) {
        if let Some(variant) = Self::VARIANTS.get(place) {
            *self = *variant;
        }
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// As in links and the API.
    pub name: &'static str,
    /// As shown.
    pub label: &'static str,
    /// The shape of a cell.
    pub kind: Kind,
    /// What a cell is counted in.
    pub unit: Unit,
    /// The text of a cell that is left out; `None`: it must be there.
    pub neutral: Option<&'static str>,
}

/// A table, seen without the type of its rows.
pub trait Table {
    /// Its columns.
    fn columns(&self) -> &'static [Column];
    /// Makes it so many rows long, all fresh.
    fn resize(&mut self, rows: usize);
    /// Where a cell's text goes.
    fn cell(&mut self, row: usize, column: usize) -> Option<Slot<'_>>;
}

/// A row of a table: its columns and where each cell's text goes.
pub trait Record: Default + Clone {
    /// The columns.
    const COLUMNS: &'static [Column];
    /// Where the text of that column goes.
    fn cell(&mut self, column: usize) -> Option<Slot<'_>>;
}

impl<R: Record> Table for Vec<R> {
    fn columns(&self) -> &'static [Column] {
        R::COLUMNS
    }

    fn resize(&mut self, rows: usize) {
        self.clear();
        Vec::resize(self, rows, R::default());
    }

    fn cell(&mut self, row: usize, column: usize) -> Option<Slot<'_>> {
        self.get_mut(row)?.cell(column)
    }
}
