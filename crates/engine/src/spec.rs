//! What a calculator declares: keys, fields, outputs, units, problems, and the one face that page, links, API, docs and
//! tests loop over.

mod calculator;
mod currency;
mod date;
mod field;
mod gain;
mod keys;
mod level;
mod matrix;
mod output;
mod problem;
mod reading;
mod slot;
mod table_text;
mod texts;
mod unit;

pub use calculator::{Calculator, Next, Outcome, Prepared, Solved, Spec, Statement, Status, Wording};
pub use currency::OWN_CURRENCY;
pub use date::Date;
pub use field::{Field, FieldRow, Range, When};
pub use gain::Gain;
pub use keys::{KEYS, Key, Kind, RESERVED, Scope, find_key, key};
pub use level::{Direction, Level, Reference};
pub use matrix::Symmetric;
pub use output::{Basis, Feed, Output, OutputRow, Reason, Role, Tone, Value};
pub use problem::{Fault, Fix, Place, Problem, Severity};
pub use reading::{MOST_ROWS, Misread, Reading};
pub use slot::{Choice, Column, Listed, Record, Slot, Table, Word, word};
pub use table_text::{TableText, cells, cells_between, pair_texts};
pub use texts::Texts;
pub use unit::{Naming, Unit};

/// What only pages and docs say: programs that take figures need not carry it.
const fn if_worded(text: &'static str) -> &'static str {
    if cfg!(feature = "words") { text } else { "" }
}
