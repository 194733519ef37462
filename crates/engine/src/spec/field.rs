//! One row per input.

use super::{Fault, Key, Naming, Slot, Texts, Unit};
use crate::number_text;

/// The numbers a field takes, in the unit of its text (percent, not fraction).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// Any ordinary number.
    Any,
    /// Greater than.
    Above(f64),
    /// This or more.
    AtLeast(f64),
    /// From this to that, both included.
    Between(f64, f64),
}

impl Range {
    /// Whether a number lies in the range; the fault otherwise, with its bounds as texts.
    ///
    /// ```
    /// use ballast_engine::spec::{Range, Texts, Unit};
    /// let naming = Texts::new().naming();
    /// assert!(Range::Above(0.0).check(65_000.0, Unit::Price, &naming).is_ok());
    /// assert!(Range::Between(0.0, 100.0).check(150.0, Unit::Percent, &naming).is_err());
    /// ```
    ///
    /// # Errors
    /// The bound that was passed.
    pub fn check(self, number: f64, unit: Unit, naming: &Naming) -> Result<(), Fault> {
        let text =
            |bound: f64| number_text::display(bound, number_text::Style { decimals: 12, fixed: false, signed: false });
        let with_unit = |bound: f64| match unit {
            Unit::Percent | Unit::AnnualVolatility => format!("{} %", text(bound)),
            Unit::Times => format!("{}{}", text(bound), naming.symbol(unit)),
            _ => text(bound),
        };
        match self {
            Range::Above(low) if number <= low => Err(Fault::MustBeAbove(text(low))),
            Range::AtLeast(low) if number < low => Err(Fault::MustBeAtLeast(text(low))),
            Range::Between(low, high) if !(low..=high).contains(&number) => {
                Err(Fault::MustBeBetween(text(low), with_unit(high)))
            }
            _ => Ok(()),
        }
    }

    /// Lowest and highest, where there are such, and whether the lowest itself is out.
    ///
    /// ```
    /// use ballast_engine::spec::Range;
    /// assert_eq!(Range::Above(0.0).bounds(), (Some(0.0), None, true));
    /// ```
    pub fn bounds(self) -> (Option<f64>, Option<f64>, bool) {
        match self {
            Range::Any => (None, None, false),
            Range::Above(low) => (Some(low), None, true),
            Range::AtLeast(low) => (Some(low), None, false),
            Range::Between(low, high) => (Some(low), Some(high), false),
        }
    }
}

/// A field shows while that key's word is one of these.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct When {
    /// The key of a choice.
    pub key: &'static str,
    /// The words.
    pub is: &'static [&'static str],
}

/// What is known of an input without its calculator's type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FieldRow {
    /// Its key.
    pub key: Key,
    /// How it is named, at the field and at the start of every message about it.
    pub label: &'static str,
    /// What to type, in a sentence or two.
    pub help: &'static str,
    /// What it may be.
    pub range: Range,
    /// A text that works.
    pub example: &'static str,
    /// The example where the contract settles in the coin.
    pub inverse_example: Option<&'static str>,
    /// Needed here, even if its key has a neutral text elsewhere.
    pub needed: bool,
    /// May be left out here, even if its key has no neutral text: it is then empty.
    pub optional: bool,
    /// Rarely used: behind the fold.
    pub folded: bool,
    /// May be left empty unless all of these hold; empty: as the slot has it.
    pub needed_when: &'static [When],
    /// When it shows; all must hold.
    pub shown_when: &'static [When],
    /// Nothing but what it explains rests on it: what is wrong with it is said, and it counts as left empty.
    pub aside: bool,
    /// For a matrix: the rows field that gives its size and names.
    pub size_from: Option<&'static str>,
}

impl When {
    /// Whether the texts hold one of the words.
    ///
    /// ```
    /// use ballast_engine::spec::{Texts, When};
    /// let when = When { key: "margin_mode", is: &["cross"] };
    /// assert!(when.holds(&[("margin_mode", "Cross")].into_iter().collect()));
    /// assert!(!when.holds(&Texts::new())); // isolated is neutral
    /// ```
    pub fn holds(&self, texts: &Texts) -> bool {
        self.is.contains(&texts.text_or_neutral(self.key).to_ascii_lowercase().as_str())
    }
}

impl FieldRow {
    /// Whether an empty text is no answer with these texts, whatever the slot says.
    pub fn is_needed_with(&self, texts: &Texts) -> bool {
        !self.needed_when.is_empty() && self.needed_when.iter().all(|when| when.holds(texts))
    }

    /// Whether a link always writes it and a missing one takes the example.
    pub fn is_required(&self) -> bool {
        self.needed || self.neutral().is_none()
    }

    /// The text of a field that a link leaves out.
    pub fn neutral(&self) -> Option<&'static str> {
        match self.key.neutral {
            _ if self.needed => None,
            None if self.optional => Some(""),
            neutral => neutral,
        }
    }

    /// The example for this instrument.
    pub fn example_for(&self, naming: &Naming) -> &'static str {
        match self.inverse_example {
            Some(example) if naming.settle == naming.base => example,
            _ => self.example,
        }
    }
}

/// An input of a calculator whose inputs are `I`: what is known of it, and where its text goes.
pub struct Field<I> {
    /// The row.
    pub row: FieldRow,
    /// Where its text goes.
    pub slot: fn(&mut I) -> Slot<'_>,
}

impl<I> Field<I> {
    /// A field that is always shown, may be any number, and has no help yet.
    pub const fn new(
        key: &'static Key,
        label: &'static str,
        example: &'static str,
        slot: fn(&mut I) -> Slot<'_>,
    ) -> Field<I> {
        let row = FieldRow {
            key: *key,
            label,
            help: "",
            range: Range::Any,
            example,
            inverse_example: None,
            needed: false,
            optional: false,
            folded: false,
            needed_when: &[],
            shown_when: &[],
            aside: false,
            size_from: None,
        };
        Field { row, slot }
    }

    /// With its help.
    pub const fn help(mut self, help: &'static str) -> Field<I> {
        self.row.help = super::if_worded(help);
        self
    }

    /// Within a range.
    pub const fn range(mut self, range: Range) -> Field<I> {
        self.row.range = range;
        self
    }

    /// With another example where the contract settles in the coin.
    pub const fn inverse_example(mut self, example: &'static str) -> Field<I> {
        self.row.inverse_example = Some(example);
        self
    }

    /// Needed here.
    pub const fn needed(mut self) -> Field<I> {
        self.row.needed = true;
        self
    }

    /// May be left out here.
    pub const fn optional(mut self) -> Field<I> {
        self.row.optional = true;
        self
    }

    /// Behind the fold.
    pub const fn folded(mut self) -> Field<I> {
        self.row.folded = true;
        self
    }

    /// Needed while all of these hold, though its slot may be empty.
    pub const fn needed_when(mut self, conditions: &'static [When]) -> Field<I> {
        self.row.needed_when = conditions;
        self
    }

    /// Shown only while all of these hold.
    pub const fn when(mut self, conditions: &'static [When]) -> Field<I> {
        self.row.shown_when = conditions;
        self
    }

    /// Beside the rest: a text that cannot be read takes no other figure away.
    pub const fn aside(mut self) -> Field<I> {
        self.row.aside = true;
        self
    }

    /// A matrix as large as that rows field is long.
    pub const fn size_from(mut self, key: &'static str) -> Field<I> {
        self.row.size_from = Some(key);
        self
    }
}
