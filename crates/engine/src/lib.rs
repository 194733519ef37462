//! Ballast's engine: how much to trade, where it is liquidated, what fraction is worth risking, and how much keeps risk
//! constant, with every input, output, message and link declared as data. It knows no browser, no clock and no files.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! let texts: Texts = [("equity", "10000"), ("risk_pct", "1"), ("side", "long"), ("entry", "65000"), ("stop", "63500"), ("leverage", "10")]
//!     .into_iter()
//!     .collect();
//! let calculator = calculators::find("position-size").ok_or("no such calculator")?;
//! let outcome = calculator.prepare(&texts).outcome();
//! assert_eq!(outcome.number("quantity").map(|quantity| (quantity * 15.0).round()), Some(1.0));
//! # Ok::<(), &str>(())
//! ```
//!
//! In reading order: [`math`] (the formulas), [`simulation`] (games of chance, played out), [`spec`] (what a calculator declares), [`calculators`] and [`desks`] (the
//! list), [`records`] (venues and instruments), [`scenario`] (links, profile and texts), [`number_text`] (texts to numbers and back).
//! `chart` (pictures as data) and `presentation` (what a page says) are for Ballast's own page.
//!
//! # What stays as it is
//!
//! The version follows semantic versioning, and more than Rust's types is promised. Within a major version (before 1.0:
//! within `0.x`)
//!
//! - a key ([`spec::KEYS`]) keeps its name, its unit and its neutral text; calculators, keys, words and outputs are added,
//!   never taken away or given another meaning;
//! - a link of version [`scenario::VERSION`] shows what it showed: links outlive major versions too, as a change of meaning
//!   gets a version of its own and a step from the one before;
//! - a record ([`records::RECORDS`]) that was released is never edited; a correction is a record of a newer date;
//! - the requests and answers of `examples/evaluate` keep their fields, and may gain some;
//! - the functions of [`math`], [`simulation`], [`number_text`], [`figure`], [`records`], [`scenario`] and [`calculators`],
//!   and the types of [`spec`], keep their signatures.
//!
//! Not promised: the words of messages, labels and help, the order of outputs, examples, what `presentation` and
//! `chart` offer to Ballast's own page, and a figure that was wrong. A fault that is mended changes figures in a new version, which
//! exact links and `evaluate` name as [`BUILD`]. Enumerations may gain variants in a minor version.

pub mod calculators;
#[doc(hidden)]
pub mod chart;
pub mod desks;
pub mod figure;
pub mod math;
pub mod number_text;
#[doc(hidden)]
pub mod presentation;
pub mod records;
pub mod scenario;
pub mod simulation;
pub mod spec;

/// The version of the formulas, as `evaluate` and exact links name it.
pub const BUILD: &str = env!("CARGO_PKG_VERSION");
