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
//! list), [`records`] (venues and instruments), [`scenario`] (links, profile and texts), [`number_text`] (texts to numbers and back), [`chart`] (pictures as data).

pub mod calculators;
pub mod chart;
pub mod desks;
pub mod figure;
pub mod math;
pub mod number_text;
pub mod presentation;
pub mod records;
pub mod scenario;
pub mod simulation;
pub mod spec;

/// The version of the formulas, as `evaluate` and exact links name it.
pub const BUILD: &str = env!("CARGO_PKG_VERSION");
