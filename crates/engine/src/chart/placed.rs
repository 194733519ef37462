//! The placed picture: shapes and labels in pixels, ready to draw in order, and the scales that lead back to values.

use super::lettering::{self, ASCENT, LINE};
use super::scale::Scale;
use crate::math::decimal::Decimal;

/// A point: in pixels (y down) in a placed picture, in data units in a [`Series`](super::Series).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Along the horizontal axis.
    pub x: f64,
    /// Along the vertical axis.
    pub y: f64,
}

/// A chart placed in a box. Draw `shapes` in order, then `labels`.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Width of the picture, px.
    pub width: f64,
    /// Height of the picture, px.
    pub height: f64,
    /// Areas and lines, those in front last.
    pub shapes: Vec<Shape>,
    /// Words and figures; none overlaps another.
    pub labels: Vec<Label>,
    /// Horizontal scale; `None` where the horizontal direction means nothing.
    pub x: Option<Scale>,
    /// Vertical scale: `at` a value, and back with `value`; `None` where there was nothing to draw.
    pub y: Option<Scale>,
}

/// What a shape is: the name of its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Area between two levels, filled.
    Band,
    /// Line of a level.
    Level,
    /// Thin line from a label that moved to what it names.
    Leader,
    /// Filled area, in the colour of the card, that cuts the picture where the scale is broken.
    Cut,
    /// Edge of a cut.
    Break,
    /// Line across the plot at a tick.
    Grid,
    /// Edge of the plot.
    Axis,
    /// Line at zero.
    Zero,
    /// Line of a series.
    Series,
    /// Vertical line of a marker.
    Marker,
    /// Filled dot where a marker meets the first series.
    Dot,
}

impl Part {
    /// Name for a style sheet, such as `band`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Band => "band",
            Self::Level => "level",
            Self::Leader => "leader",
            Self::Cut => "cut",
            Self::Break => "break",
            Self::Grid => "grid",
            Self::Axis => "axis",
            Self::Zero => "zero",
            Self::Series => "series",
            Self::Marker => "marker",
            Self::Dot => "dot",
        }
    }

    /// Whether the shape is a closed area to fill; a line to stroke otherwise.
    #[must_use]
    pub fn is_filled(self) -> bool {
        matches!(self, Self::Band | Self::Cut | Self::Dot)
    }
}

/// What a colour means. The colours themselves are the style sheet's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As body text.
    Text,
    /// As secondary text.
    Muted,
    /// Where you are.
    Accent,
    /// Money made.
    Gain,
    /// Money lost.
    Loss,
    /// Worth watching.
    Caution,
}

impl Tone {
    /// Name for a style sheet, such as `gain`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Muted => "muted",
            Self::Accent => "accent",
            Self::Gain => "gain",
            Self::Loss => "loss",
            Self::Caution => "caution",
        }
    }
}

/// How a line is broken up, so that it differs from its neighbours without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// Unbroken.
    Solid,
    /// Long strokes.
    Dashed,
    /// Short strokes.
    Dotted,
}

impl Dash {
    /// Lengths of stroke and gap in px, as `stroke-dasharray` takes them.
    #[must_use]
    pub fn pattern(self) -> &'static str {
        match self {
            Self::Solid => "none",
            Self::Dashed => "7 5",
            Self::Dotted => "2 4",
        }
    }
}

/// A line through points, or the area that they enclose where its part is filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// What it is.
    pub part: Part,
    /// What its colour means.
    pub tone: Tone,
    /// How its line is broken up.
    pub dash: Dash,
    /// Corners, px.
    pub points: Vec<Point>,
    /// The field, output or series that it stands for.
    pub key: Option<String>,
}

impl Shape {
    pub(super) fn new(part: Part, tone: Tone, points: Vec<Point>) -> Self {
        let points = points.into_iter().map(|point| Point { x: hundredths(point.x), y: hundredths(point.y) }).collect();
        Self { part, tone, dash: Dash::Solid, points, key: None }
    }

    pub(super) fn line(part: Part, tone: Tone, from: (f64, f64), to: (f64, f64)) -> Self {
        Self::new(part, tone, vec![Point { x: from.0, y: from.1 }, Point { x: to.0, y: to.1 }])
    }

    pub(super) fn dashed(self, dash: Dash) -> Self {
        Self { dash, ..self }
    }

    pub(super) fn keyed(self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self }
    }

    /// The outline as the `d` of an SVG path; closed where the part is filled, empty where there are no points.
    ///
    /// `M10 20L30 20` is a line of 20 px.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for point in &self.points {
            path.push(if path.is_empty() { 'M' } else { 'L' });
            path.push_str(&pixels(point.x));
            path.push(' ');
            path.push_str(&pixels(point.y));
        }
        if self.part.is_filled() && !path.is_empty() {
            path.push('Z');
        }
        path
    }
}

/// Which end of a label sits at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The text begins there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

impl Anchor {
    /// As `text-anchor` takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// Which typeface a label is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Monospaced, for prices and ticks.
    Figures,
    /// The interface face, for words.
    Words,
}

impl Face {
    /// Name for a style sheet: `figures` or `words`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Words => "words",
        }
    }
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Where the anchor meets the baseline, px.
    pub at: Point,
    /// The text, shortened with an ellipsis only where no layout holds it; the [`Alternative`](super::Alternative)
    /// always has it whole.
    pub text: String,
    /// Which end sits at `at`.
    pub anchor: Anchor,
    /// Typeface.
    pub face: Face,
    /// Font size, px, never under [`SMALL_FONT`](super::SMALL_FONT).
    pub font: f64,
    /// What its colour means.
    pub tone: Tone,
    /// The field, output or series that it names.
    pub key: Option<String>,
}

impl Label {
    /// The box that the text takes up, px, by the widths estimated in [`lettering`].
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let width = lettering::width(&self.text, self.face, self.font);
        let left = match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - width / 2.0,
            Anchor::End => self.at.x - width,
        };
        let top = self.at.y - ASCENT * self.font;
        Bounds { left, top, right: left + width, bottom: top + LINE * self.font }
    }
}

/// An upright rectangle, px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Bounds {
    /// Whether the two share more than an edge.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// Nobody sees less than a hundredth of a pixel, and attributes stay short.
pub(super) fn hundredths(pixels: f64) -> f64 {
    (pixels * 100.0).round() / 100.0
}

/// A length or place as an attribute writes it: hundredths of a pixel are finer than any screen.
pub fn pixels(length: f64) -> String {
    Decimal::of(length).rounded(2).plain()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_an_open_path_and_an_area_a_closed_one() {
        assert_eq!(Shape::line(Part::Level, Tone::Text, (10.0, 20.0), (30.004, 20.0)).path(), "M10 20L30 20");
        assert_eq!(Shape::line(Part::Band, Tone::Gain, (10.0, 20.0), (30.0, 20.126)).path(), "M10 20L30 20.13Z");
        assert_eq!(Shape::new(Part::Band, Tone::Gain, Vec::new()).path(), "");
    }
}
