//! The levels chart: the prices of one trade on one axis, to scale, with words at the lines.

use super::grips::{Hold, Movable};
use super::level_axis::{self, Gap};
use super::placed::{Dash, Tone};
use super::{Alternative, Placed, Viewport, drawable, level_layout};
use crate::math::order::descending;

/// Prices on one vertical axis, and the bands between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    /// Name of the chart, such as "Levels".
    pub title: String,
    /// The prices, in any order; those that are not ordinary numbers are left out of the picture.
    pub levels: Vec<Level>,
    /// Filled areas between two levels; those that name a level that is not there are left out.
    pub bands: Vec<Band>,
}

/// One price. All its texts come formatted.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// The field or output that it is, such as `stop`.
    pub key: String,
    /// What it is to the trade: its colour and its dashes.
    pub role: Role,
    /// Its name, such as "Stop".
    pub name: String,
    /// What else there is to say, in falling importance: "−2.31 %", "−98.86". May be empty.
    pub notes: Vec<String>,
    /// The price, in units of price.
    pub price: f64,
    /// The price as text, such as "63,500".
    pub price_text: String,
}

/// A filled area between two levels.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Key of the level at one end.
    pub from: String,
    /// Key of the level at the other end.
    pub to: String,
    /// What the area means, mostly [`Tone::Gain`] or [`Tone::Loss`].
    pub tone: Tone,
}

/// What a price is to the trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Where the trade begins.
    Entry,
    /// Where more is added.
    Rung,
    /// The average of the entries.
    Average,
    /// Where it ends with a loss.
    Stop,
    /// Where it ends with a gain.
    Target,
    /// Where the venue closes it.
    Liquidation,
    /// The venue's mark price.
    Mark,
    /// Where its margin is used up.
    Bankruptcy,
    /// Any other price.
    Other,
}

impl Level {
    /// A level without notes: its key and role, its name, its price and that as text.
    #[must_use]
    pub fn bare((key, role): (&str, Role), name: &str, (price, price_text): (f64, String)) -> Self {
        Self { key: key.to_owned(), role, name: name.to_owned(), notes: Vec::new(), price, price_text }
    }

    /// With what else there is to say.
    #[must_use]
    pub fn noted(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
    }
}

impl Role {
    /// The colour of its line.
    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::Entry => Tone::Text,
            Self::Stop => Tone::Loss,
            Self::Target => Tone::Gain,
            Self::Liquidation | Self::Bankruptcy => Tone::Caution,
            Self::Mark | Self::Average => Tone::Accent,
            Self::Rung | Self::Other => Tone::Muted,
        }
    }

    /// How its line is broken up. Solid lines are prices that the trader chose.
    #[must_use]
    pub fn dash(self) -> Dash {
        match self {
            Self::Entry | Self::Rung | Self::Stop | Self::Target => Dash::Solid,
            Self::Liquidation | Self::Average => Dash::Dashed,
            Self::Mark | Self::Bankruptcy | Self::Other => Dash::Dotted,
        }
    }
}

impl Levels {
    /// Where everything goes: prices at the left and words at the right of their lines, or both at the right, one above
    /// the other, where the box is narrow. The vertical scale is [`Placed::y`]: from a level's price to its line, and
    /// back for dragging.
    #[must_use]
    pub fn place(&self, viewport: Viewport) -> Placed {
        self.place_movable(viewport, &Hold::NOTHING).placed
    }

    /// As [`Levels::place`], with places where levels can be grasped.
    #[must_use]
    pub fn place_movable(&self, viewport: Viewport, hold: &Hold<'_>) -> Movable {
        level_layout::place(self, viewport, hold)
    }

    /// The levels from the highest to the lowest, in words and as a table.
    #[must_use]
    pub fn alternative(&self) -> Alternative {
        let levels = self.falling();
        let row = |level: &&Level| vec![level.name.clone(), level.price_text.clone(), level.notes.join(", ")];
        Alternative {
            title: self.title.clone(),
            description: self.description(&levels),
            header: ["Level", "Price", "Notes"].map(str::to_owned).to_vec(),
            rows: levels.iter().map(row).collect(),
        }
    }

    fn description(&self, levels: &[&Level]) -> String {
        if levels.is_empty() {
            return "No prices to show".to_owned();
        }
        let each: Vec<String> = levels.iter().map(|level| format!("{} {}", level.name, level.price_text)).collect();
        let scale = match self.breaks(levels).len() {
            0 => "to scale",
            1 => "to scale but for one marked break",
            _ => "to scale but for two marked breaks",
        };
        format!("Prices from the top: {}; {scale}", each.join(", "))
    }

    /// Those that can be drawn, highest first, equal prices in the order given.
    pub(super) fn falling(&self) -> Vec<&Level> {
        let mut levels: Vec<&Level> = self.levels.iter().filter(|level| drawable(level.price)).collect();
        descending(&mut levels, |level| level.price);
        levels
    }

    /// The two prices of a band, the upper one first.
    pub(super) fn edges(&self, band: &Band) -> Option<Gap> {
        let price = |key: &str| self.levels.iter().find(|level| level.key == key).map(|level| level.price);
        let (from, to) = (price(&band.from)?, price(&band.to)?);
        (drawable(from) && drawable(to)).then(|| Gap { upper: from.max(to), lower: from.min(to) })
    }

    /// Where the scale is broken, from the top.
    pub(super) fn breaks(&self, levels: &[&Level]) -> Vec<Gap> {
        let prices: Vec<f64> = levels.iter().map(|level| level.price).collect();
        let of_tone = |wanted: fn(Tone) -> bool| {
            let bands = self.bands.iter().filter(move |band| wanted(band.tone));
            bands.filter_map(|band| self.edges(band)).filter(|gap| gap.length() > 0.0).collect::<Vec<_>>()
        };
        let losses = of_tone(|tone| tone == Tone::Loss);
        level_axis::breaks(&prices, &of_tone(|_| true), &losses)
    }
}
