//! Names of the lines of a curve chart: at the ends of the lines, or above the plot with a sample of each.

use super::NARROW;
use super::curve::{Curve, Series};
use super::curve_layout::{LEAST_PLOT, MARGIN, NEAR};
use super::lettering::{self, FONT, Line, ROW_GAP};
use super::placed::{Face, Label, Part, Shape, Tone};
use super::scale::{Scale, Span};
use super::spread::{Wish, spread};
use crate::math::order::descending;

/// Width of a line's sample with the gap after it, px.
const SAMPLE: f64 = 30.0;

/// Room for the leader from the end of a line to its name, px.
const LEADER: f64 = 3.0 * NEAR;

/// How the lines are told apart by name.
pub(super) enum Names<'a> {
    /// There is one line at most, and the title names it.
    None,
    /// At the right ends of the lines, the highest first, each with the value where it ends.
    AtTheEnds { ends: Vec<(&'a Series, f64)>, room: f64 },
    /// Above the plot: where each begins and in which row.
    Above(Vec<(&'a Series, f64, usize)>),
}

impl<'a> Names<'a> {
    /// Names stand at the ends where every line reaches the right edge of the plot, given as its value and the range
    /// along it, and where there is room beside the plot and one above the other.
    pub fn of(curve: &'a Curve, width: f64, (edge, heights): (f64, Span)) -> Self {
        if curve.series.len() < 2 {
            return Self::None;
        }
        let end = |series: &'a Series| series.height_at(edge).filter(|y| heights.contains(*y)).map(|y| (series, y));
        let ends: Vec<(&Series, f64)> = curve.series.iter().filter_map(end).collect();
        let fit = ROW_GAP * ends.len() as f64 <= LEAST_PLOT;
        if width >= NARROW && ends.len() == curve.series.len() && fit {
            Self::at_the_ends(ends, width)
        } else {
            Self::Above(in_rows(&curve.series, width))
        }
    }

    fn at_the_ends(mut ends: Vec<(&'a Series, f64)>, width: f64) -> Self {
        descending(&mut ends, |(_, end)| *end);
        let widest = ends.iter().map(|(series, _)| name_width(series)).fold(0.0, f64::max);
        Self::AtTheEnds { ends, room: widest.min(width * 0.3) + LEADER + 1.0 }
    }

    pub fn rows_above(&self) -> usize {
        if let Self::Above(names) = self { names.last().map_or(0, |(_, _, row)| row + 1) } else { 0 }
    }

    pub fn room_at_the_right(&self) -> f64 {
        if let Self::AtTheEnds { room, .. } = self { *room } else { 0.0 }
    }

    /// Each name with the sample of its line or the leader from its end. Takes the right edges of the plot and of the
    /// picture, and the plot's vertical scale and extent.
    pub fn placed(&self, (right, width): (f64, f64), y: &Scale, (top, bottom): (f64, f64)) -> Vec<(Label, Shape)> {
        match self {
            Self::None => Vec::new(),
            Self::Above(names) => names.iter().map(|name| with_sample(*name, width)).collect(),
            Self::AtTheEnds { ends, .. } => {
                let wish = |end: &(&Series, f64)| Wish { at: y.at(end.1), before: ROW_GAP / 2.0, after: ROW_GAP / 2.0 };
                let wishes: Vec<Wish> = ends.iter().map(wish).collect();
                let places = wishes.iter().zip(spread(&wishes, top, bottom));
                let with_leader = |((series, _), (wish, at)): (&(&Series, f64), (&Wish, f64))| {
                    let (from, to) = ((right + 2.0, wish.at), (right + LEADER - 4.0, at));
                    let name = named(series, right + LEADER, width).centred_at(at);
                    (keyed(name, series), Shape::line(Part::Leader, series.tone, from, to).keyed(&series.key))
                };
                ends.iter().zip(places).map(with_leader).collect()
            }
        }
    }
}

fn with_sample((series, x, row): (&Series, f64, usize), width: f64) -> (Label, Shape) {
    let y = MARGIN + ROW_GAP * (row as f64 + 1.5);
    let sample = Shape::line(Part::Series, series.tone, (x, y), (x + SAMPLE - NEAR, y));
    let name = named(series, x + SAMPLE, width).centred_at(y);
    (keyed(name, series), sample.dashed(series.dash).keyed(&series.key))
}

fn named(series: &Series, x: f64, width: f64) -> Line {
    Line::words(x, lettering::shorten(&series.name, Face::Words, FONT, width - x), Tone::Text)
}

fn keyed(label: Label, series: &Series) -> Label {
    Label { key: Some(series.key.clone()), ..label }
}

fn name_width(series: &Series) -> f64 {
    lettering::width(&series.name, Face::Words, FONT)
}

/// From left to right, in as many rows as it takes.
fn in_rows(series: &[Series], width: f64) -> Vec<(&Series, f64, usize)> {
    let (mut x, mut row) = (0.0, 0);
    let mut places = Vec::new();
    for each in series {
        let wide = SAMPLE + name_width(each);
        if x > 0.0 && x + wide > width {
            (x, row) = (0.0, row + 1);
        }
        places.push((each, x, row));
        x += wide + 2.0 * NEAR;
    }
    places
}
