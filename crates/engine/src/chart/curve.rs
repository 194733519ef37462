//! The curve chart: lines over an axis, with marked places.

use super::placed::{Dash, Placed, Point, Tone};
use super::scale::Span;
use super::{Alternative, Viewport, curve_layout, drawable};
use crate::math::order::ascending;

/// Most rows in the table of a curve; more points are thinned evenly, the first and the last stay.
pub const MOST_ROWS: usize = 40;

/// One or more lines over one horizontal axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Name of the chart, such as "Growth against the fraction risked".
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// The lines; those behind first.
    pub series: Vec<Series>,
    /// Marked places on the horizontal axis.
    pub markers: Vec<Marker>,
}

/// An axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What it counts, such as "Growth a trade".
    pub title: String,
    /// Unit as it follows the title, such as "%"; may be empty.
    pub unit: String,
    /// Values as text.
    pub text: TickText,
    /// The range to show, in data units; `None` shows all there is. What lies outside is cut off.
    pub range: Option<Span>,
}

/// How a value on an axis reads: a function from the value, in data units, to text in the axis's unit.
///
/// Two are equal when they are the same function.
#[derive(Clone, Copy, Debug)]
pub struct TickText(pub fn(f64) -> String);

impl PartialEq for TickText {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

/// A line through points.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The output that it is.
    pub key: String,
    /// Its name, such as "Growth".
    pub name: String,
    /// What its colour means.
    pub tone: Tone,
    /// How it is broken up; lines of one tone differ in this.
    pub dash: Dash,
    /// Points in data units, from left to right; one that is not an ordinary number is a gap.
    pub points: Vec<Point>,
}

/// A marked place on the horizontal axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// The field or output that it is.
    pub key: String,
    /// Where it is, in data units.
    pub x: f64,
    /// What to call it, such as "you, 1.2 %".
    pub words: String,
    /// What its colour means.
    pub tone: Tone,
}

impl Axis {
    /// The title with its unit: "Growth a trade, %".
    pub(super) fn heading(&self) -> String {
        if self.unit.is_empty() { self.title.clone() } else { format!("{}, {}", self.title, self.unit) }
    }

    /// A value as text.
    pub(super) fn read(&self, value: f64) -> String {
        (self.text.0)(value)
    }
}

impl Series {
    /// The points that can be drawn.
    pub(super) fn ordinary(&self) -> impl Iterator<Item = Point> + '_ {
        self.points.iter().copied().filter(|point| drawable(point.x) && drawable(point.y))
    }

    /// How high the line lies at `x`, between its points; `None` beyond its ends and in its gaps.
    #[must_use]
    pub fn height_at(&self, x: f64) -> Option<f64> {
        self.points.windows(2).find_map(|pair| {
            let [from, to] = pair else { return None };
            let stretch = Span { low: from.x.min(to.x), high: from.x.max(to.x) };
            if !stretch.contains(x) || ![from.x, from.y, to.x, to.y].into_iter().all(drawable) {
                return None;
            }
            let share = if from.x == to.x { 0.0 } else { (x - from.x) / (to.x - from.x) };
            Some(from.y * (1.0 - share) + to.y * share)
        })
    }
}

impl Curve {
    /// Where everything goes. [`Placed::x`] leads from a place in the picture back to a value, and so does
    /// [`Placed::y`].
    #[must_use]
    pub fn place(&self, viewport: Viewport) -> Placed {
        curve_layout::place(self, viewport)
    }

    /// The course of each line in a sentence, the marked places, and the points as a table.
    #[must_use]
    pub fn alternative(&self) -> Alternative {
        let names = self.series.iter().map(|series| series.name.clone());
        Alternative {
            title: self.title.clone(),
            description: self.description(),
            header: std::iter::once(self.x.heading()).chain(names).collect(),
            rows: self.rows(),
        }
    }

    fn description(&self) -> String {
        let courses = self.series.iter().filter_map(|series| self.course(series));
        let places = self.markers.iter().filter(|marker| drawable(marker.x));
        let marked: Vec<String> = places.map(|m| format!("{} at {}", m.words, self.x.read(m.x))).collect();
        let marked = (!marked.is_empty()).then(|| format!("marked: {}", marked.join(", ")));
        let heading = format!("{} against {}", self.y.heading(), self.x.heading());
        std::iter::once(heading).chain(courses).chain(marked).collect::<Vec<_>>().join("; ")
    }

    fn course(&self, series: &Series) -> Option<String> {
        let first = series.ordinary().next()?;
        let last = series.ordinary().last()?;
        let highest = series.ordinary().max_by(|a, b| a.y.total_cmp(&b.y))?;
        let place = |point: Point| format!("{} at {}", self.y.read(point.y), self.x.read(point.x));
        Some(format!("{}: from {} to {}, highest {}", series.name, place(first), place(last), place(highest)))
    }

    /// A row for each place where a line has a point; an empty cell where another has none there.
    fn rows(&self) -> Vec<Vec<String>> {
        let mut places: Vec<f64> = self.series.iter().flat_map(Series::ordinary).map(|point| point.x).collect();
        ascending(&mut places, |place| *place);
        places.dedup();
        let cell = |series: &Series, x: f64| {
            series.ordinary().find(|point| point.x == x).map_or(String::new(), |point| self.y.read(point.y))
        };
        let row = |x: f64| {
            let cells = self.series.iter().map(|series| cell(series, x));
            std::iter::once(self.x.read(x)).chain(cells).collect()
        };
        thinned(&places).map(row).collect()
    }
}

/// At most [`MOST_ROWS`] of them, evenly chosen.
fn thinned(places: &[f64]) -> impl Iterator<Item = f64> + '_ {
    let last = places.len().saturating_sub(1);
    let rows = places.len().min(MOST_ROWS);
    (0..rows).filter_map(move |row| places.get(row * last / rows.saturating_sub(1).max(1)).copied())
}
