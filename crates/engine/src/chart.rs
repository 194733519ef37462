//! Charts as data, and where everything in them goes. Nothing here knows a browser, and nothing draws.
//!
//! ```text
//! Levels or Curve  --place(Viewport)-->  Placed: shapes, labels, and the scales back from pixels to values
//!                  --alternative()---->  Alternative: title, sentence and table for whoever cannot see it
//! ```
//!
//! A calculator says what its chart shows; a view measures its box, calls [`Chart::place`] and draws one path per
//! [`Shape`] and one text per [`Label`], in order. The view needs no arithmetic and does not know the kinds: a new kind
//! of chart (a fan, a heat map's contours) is a new module here and a new variant of [`Chart`], nothing else.
//!
//! Promises that hold for every input, also for infinite and missing numbers: labels stay inside the picture, keep at
//! least [`ROW_GAP`] between their lines, and are at least [`SMALL_FONT`] tall; the order of values is kept; pictures
//! are to scale except at a marked break. They need the picture drawn one unit per CSS pixel, so that 12 stays 12.
//!
//! ```
//! use ballast_engine::chart::{Band, Chart, Level, Levels, Part, Role, Tone, Viewport};
//!
//! let level = |key: &str, role, name: &str, price: f64, price_text: &str| Level {
//!     key: key.to_owned(), role, name: name.to_owned(), notes: vec![], price, price_text: price_text.to_owned(),
//! };
//! let chart = Chart::Levels(Levels {
//!     title: "Levels".to_owned(),
//!     levels: vec![
//!         level("entry", Role::Entry, "Entry", 65_000.0, "65,000"),
//!         level("stop", Role::Stop, "Stop", 63_500.0, "63,500"),
//!     ],
//!     bands: vec![Band { from: "entry".to_owned(), to: "stop".to_owned(), tone: Tone::Loss }],
//! });
//! let placed = chart.place(Viewport::of_width(660.0));
//! assert_eq!(placed.shapes[0].part, Part::Band);
//! assert_eq!(placed.labels[0].text, "Entry");
//! assert_eq!(chart.alternative().description, "Prices from the top: Entry 65,000, Stop 63,500; to scale");
//! ```
//!
//! In reading order: [`placed`] (the result), [`levels`] and [`curve`] (the kinds, each with its layout beside it), and
//! below them [`scale`], [`ticks`], [`lettering`] and [`spread`].

use crate::math::order::within;

pub mod curve;
mod curve_layout;
mod curve_names;
mod flags;
pub mod grips;
pub mod lettering;
mod level_axis;
mod level_layout;
pub mod levels;
pub mod placed;
#[cfg(test)]
mod properties;
pub mod scale;
pub mod spread;
pub mod ticks;

pub use curve::{Axis, Curve, Marker, Series, TickText};
pub use grips::{Frame, GRIP, Grip, Hold, Movable, TOUCHED_GRIP};
pub use lettering::{FONT, ROW_GAP, SMALL_FONT};
pub use levels::{Band, Level, Levels, Role};
pub use placed::{Anchor, Bounds, Dash, Face, Label, Part, Placed, Point, Shape, Tone, pixels};
pub use scale::{Scale, Span};

/// Narrowest width a chart is laid out for, in pixels; a smaller box gets this one.
pub const MIN_WIDTH: f64 = 220.0;

/// Widest width a chart is laid out for, in pixels; a larger box gets this one.
pub const MAX_WIDTH: f64 = 4_000.0;

/// The largest magnitude that is drawn. Differences and fractions of anything up to here stay finite.
pub const MAX_MAGNITUDE: f64 = 1e290;

/// Below this width, in pixels, words stand under the figures rather than in one line beside them.
pub const NARROW: f64 = 520.0;

/// A chart of any kind: what it shows, not how it looks.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Prices of one trade on one vertical axis.
    Levels(Levels),
    /// One or more lines over an axis, such as growth against the fraction risked.
    Curve(Curve),
}

impl Chart {
    /// Where everything goes in a box of this size.
    #[must_use]
    pub fn place(&self, viewport: Viewport) -> Placed {
        match self {
            Self::Levels(levels) => levels.place(viewport),
            Self::Curve(curve) => curve.place(viewport),
        }
    }

    /// The same content in words and a table.
    #[must_use]
    pub fn alternative(&self) -> Alternative {
        match self {
            Self::Levels(levels) => levels.alternative(),
            Self::Curve(curve) => curve.alternative(),
        }
    }
}

/// The box that a chart is placed in, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Measured width; held between [`MIN_WIDTH`] and [`MAX_WIDTH`], and [`MIN_WIDTH`] where it is not a number.
    pub width: f64,
    /// Wished height. `None` lets the chart choose from what it holds; a height too small for the labels is exceeded.
    pub height: Option<f64>,
}

impl Viewport {
    /// A box of this width whose height the chart chooses.
    #[must_use]
    pub fn of_width(width: f64) -> Self {
        Self { width, height: None }
    }

    fn usable_width(self) -> f64 {
        if self.width.is_nan() { MIN_WIDTH } else { within(self.width, MIN_WIDTH, MAX_WIDTH) }
    }

    fn usable_height(self) -> Option<f64> {
        self.height.filter(|height| height.is_finite()).map(|height| within(height, 0.0, MAX_WIDTH))
    }
}

/// What a chart says, for screen readers and for a table under the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The chart's name, for `<title>`.
    pub title: String,
    /// One or two sentences that say what the picture shows, for `<desc>`.
    pub description: String,
    /// Column names of the table.
    pub header: Vec<String>,
    /// The same points as in the picture, a row each, as many cells as the header has.
    pub rows: Vec<Vec<String>>,
}

/// Whether a number can be drawn: ordinary and not beyond [`MAX_MAGNITUDE`].
fn drawable(value: f64) -> bool {
    value.abs() <= MAX_MAGNITUDE
}
