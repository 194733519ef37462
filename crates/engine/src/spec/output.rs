//! One row per output.

use super::{Column, Key, Word};

/// Where an output stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The one figure.
    Answer,
    /// One of at most four cells.
    Cell,
    /// Beneath a cell's figure.
    Beside,
    /// In the working.
    Working,
    /// A check or a second view, last.
    Check,
}

impl Role {
    /// The role's name in `--list`.
    pub fn name(self) -> &'static str {
        match self {
            Role::Answer => "answer",
            Role::Cell => "cell",
            Role::Beside => "beside",
            Role::Working => "working",
            Role::Check => "check",
        }
    }
}

/// What a colour says of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing.
    Plain,
    /// Gain above 0, loss below.
    BySign,
}

/// Why there is no number, as people read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason(pub &'static str);

/// What an output is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number, a fraction where the unit is percent.
    Number(f64),
    /// A word of the row's closed set.
    Word(Word),
    /// A sentence.
    Text(String),
    /// No number, and why.
    Absent(Reason),
    /// Numbers in order.
    Series(Vec<f64>),
    /// Rows under the row's columns.
    Table(Vec<Vec<Value>>),
}

impl Value {
    /// The number, or why there is none.
    pub fn number_or(number: Option<f64>, reason: Reason) -> Value {
        number.map_or(Value::Absent(reason), Value::Number)
    }
}

impl From<Result<f64, Reason>> for Value {
    fn from(number: Result<f64, Reason>) -> Value {
        number.map_or_else(Value::Absent, Value::Number)
    }
}

/// How an output reaches an input of another calculator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// It does not.
    None,
    /// The input of that key in the other calculators of the desk, live.
    Desk(&'static str),
    /// The input of that key anywhere, once, by a button.
    Button(&'static str),
}

/// What is known of an output without its calculator's type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutputRow {
    /// Its key.
    pub key: Key,
    /// How it is named.
    pub label: &'static str,
    /// Where it stands.
    pub role: Role,
    /// How it is computed, in the words of the field.
    pub formula: &'static str,
    /// Where the formula is from.
    pub source: &'static str,
    /// What it feeds.
    pub feeds: Feed,
    /// What its colour says.
    pub tone: Tone,
    /// For a cell: the key of the figure beneath.
    pub beside: Option<&'static str>,
    /// For words: the closed set.
    pub words: &'static [Word],
    /// For tables: the columns.
    pub columns: &'static [Column],
}

/// An output of a calculator whose results are `O`.
pub struct Output<O> {
    /// The row.
    pub row: OutputRow,
    /// The value.
    pub value: fn(&O) -> Value,
}

/// Formula and source.
#[derive(Clone, Copy, Debug)]
pub struct Basis {
    /// How it is computed.
    pub formula: &'static str,
    /// Where that is from.
    pub source: &'static str,
}

impl<O> Output<O> {
    /// An output in the working that feeds nothing.
    pub const fn new(key: &'static Key, label: &'static str, basis: Basis, value: fn(&O) -> Value) -> Output<O> {
        let row = OutputRow {
            key: *key,
            label,
            role: Role::Working,
            formula: super::if_worded(basis.formula),
            source: super::if_worded(basis.source),
            feeds: Feed::None,
            tone: Tone::Plain,
            beside: None,
            words: &[],
            columns: &[],
        };
        Output { row, value }
    }

    /// As the one figure.
    pub const fn answer(mut self) -> Output<O> {
        self.row.role = Role::Answer;
        self
    }

    /// As a cell, with that figure beneath.
    pub const fn cell(mut self, beside: &'static str) -> Output<O> {
        self.row.role = Role::Cell;
        self.row.beside = Some(beside);
        self
    }

    /// Beneath a cell.
    pub const fn beside(mut self) -> Output<O> {
        self.row.role = Role::Beside;
        self
    }

    /// As a check.
    pub const fn check(mut self) -> Output<O> {
        self.row.role = Role::Check;
        self
    }

    /// Gain above 0, loss below.
    pub const fn by_sign(mut self) -> Output<O> {
        self.row.tone = Tone::BySign;
        self
    }

    /// Feeding inputs.
    pub const fn feeds(mut self, feed: Feed) -> Output<O> {
        self.row.feeds = feed;
        self
    }

    /// A word of this set.
    pub const fn words(mut self, words: &'static [Word]) -> Output<O> {
        self.row.words = words;
        self
    }

    /// A table with these columns.
    pub const fn columns(mut self, columns: &'static [Column]) -> Output<O> {
        self.row.columns = columns;
        self
    }
}
