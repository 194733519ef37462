//! The layout of the curve chart.

use super::curve::{Axis, Curve, Marker, Series};
use super::curve_names::Names;
use super::flags::{Flag, Wanted, flags};
use super::lettering::{self, FONT, Line, ROW_GAP, SMALL_FONT};
use super::placed::{Anchor, Dash, Face, Label, Part, Placed, Point, Shape, Tone};
use super::scale::{Knot, Scale, Span};
use super::ticks::Ticks;
use super::{Viewport, drawable};
use std::f64::consts::FRAC_1_SQRT_2;

use crate::math::order::within;

/// Least height of the plot, px.
pub(super) const LEAST_PLOT: f64 = 120.0;
/// Height of the plot for a width, where the height is not given, px.
const PLOT: std::ops::RangeInclusive<f64> = 150.0..=280.0;
/// Along the horizontal axis for each tick, px.
const TICK_WIDTH: f64 = 90.0;
/// Along the vertical axis for each tick, px, and the most ticks there.
const TICK_HEIGHT: f64 = 36.0;
const MOST_VERTICAL_TICKS: f64 = 6.0;
/// Between the plot and the texts around it, px.
pub(super) const NEAR: f64 = 8.0;
/// Right of the plot: half a tick's text, px.
const RIGHT: f64 = 14.0;
/// Below the plot: ticks and the title of the axis, px.
const BELOW: f64 = 44.0;
/// Above and below all else, px.
pub(super) const MARGIN: f64 = 4.0;
/// Radius of a marker's dot, px.
const DOT: f64 = 4.0;
/// Cosine and sine of 0, 22.5, 45 and 67.5 degrees: a circle as far as the eye can tell at this size.
const QUARTER: [(f64, f64); 4] =
    [(1.0, 0.0), (0.923_88, 0.382_68), (FRAC_1_SQRT_2, FRAC_1_SQRT_2), (0.382_68, 0.923_88)];

pub(super) fn place(curve: &Curve, viewport: Viewport) -> Placed {
    let width = viewport.usable_width();
    let usual = within(width * 0.42, *PLOT.start(), *PLOT.end());
    let first = Plan::new(curve, width, usual);
    let plan = match viewport.usable_height() {
        None => first,
        Some(height) => {
            let around = first.height() - first.plot_height();
            Plan::new(curve, width, (height - around).max(LEAST_PLOT))
        }
    };
    plan.draw()
}

/// What goes where, before it is drawn.
struct Plan<'a> {
    curve: &'a Curve,
    width: f64,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    x: Scale,
    y: Scale,
    x_span: Span,
    y_span: Span,
    y_ticks: Vec<f64>,
    names: Names<'a>,
    flags: Vec<(&'a Marker, Flag)>,
}

impl<'a> Plan<'a> {
    fn new(curve: &'a Curve, width: f64, plot_height: f64) -> Self {
        let (x_span, y_span) = spans(curve, plot_height);
        let y_ticks = Ticks::inside(y_span, vertical_ticks(plot_height)).values;
        let left = y_ticks.iter().map(|tick| tick_width(&curve.y, *tick)).fold(0.0, f64::max).min(width * 0.35) + NEAR;
        let names = Names::of(curve, width, (x_span.high, y_span));
        let right = width - names.room_at_the_right().max(RIGHT);
        let x = Scale::through(Knot { value: x_span.low, at: left }, &[Knot { value: x_span.high, at: right }]);
        let shown: Vec<&Marker> = curve.markers.iter().filter(|marker| x_span.contains(marker.x)).collect();
        let wanted = |m: &&Marker| Wanted { x: x.at(m.x), width: lettering::width(&m.words, Face::Words, FONT) };
        let placed = flags(&shown.iter().map(wanted).collect::<Vec<_>>(), width);
        let flag_rows = placed.iter().map(|flag| flag.row + 1).max().unwrap_or(0);
        let above = 1 + names.rows_above() + flag_rows;
        let top = MARGIN + ROW_GAP * above as f64 + if flag_rows > 0 { 1.5 * NEAR } else { NEAR };
        let bottom = top + plot_height;
        let y = Scale::through(Knot { value: y_span.high, at: top }, &[Knot { value: y_span.low, at: bottom }]);
        let flags = shown.into_iter().zip(placed).collect();
        Self { curve, width, left, right, top, bottom, x, y, x_span, y_span, y_ticks, names, flags }
    }

    fn height(&self) -> f64 {
        (self.bottom + BELOW).ceil()
    }

    fn plot_height(&self) -> f64 {
        self.bottom - self.top
    }

    fn draw(self) -> Placed {
        let mut shapes = Vec::new();
        let mut labels = Vec::new();
        self.headings(&mut labels);
        self.vertical_axis(&mut shapes, &mut labels);
        self.horizontal_axis(&mut shapes, &mut labels);
        self.lines(&mut shapes);
        self.markers(&mut shapes, &mut labels);
        for (name, sample) in self.names.placed((self.right, self.width), &self.y, (self.top, self.bottom)) {
            labels.push(name);
            shapes.push(sample);
        }
        labels.retain(|label| !label.text.is_empty());
        let height = self.height();
        Placed { width: self.width, height, shapes, labels, x: Some(self.x), y: Some(self.y) }
    }

    fn headings(&self, labels: &mut Vec<Label>) {
        let text = |axis: &Axis| lettering::shorten(&axis.heading(), Face::Words, FONT, self.width);
        labels.push(Line::words(0.0, text(&self.curve.y), Tone::Muted).centred_at(MARGIN + ROW_GAP / 2.0));
        let x = Line::words(0.0, text(&self.curve.x), Tone::Muted);
        let end = self.right.max(x.width());
        let below = self.bottom + BELOW - ROW_GAP / 2.0 - 2.0;
        labels.push(Line { x: end, ..x }.anchored(Anchor::End).centred_at(below));
    }

    fn vertical_axis(&self, shapes: &mut Vec<Shape>, labels: &mut Vec<Label>) {
        for tick in &self.y_ticks {
            let at = self.y.at(*tick);
            let part = if *tick == 0.0 { Part::Zero } else { Part::Grid };
            shapes.push(Shape::line(part, Tone::Muted, (self.left, at), (self.right, at)));
            let text = lettering::shorten(&self.curve.y.read(*tick), Face::Figures, SMALL_FONT, self.left - NEAR);
            labels.push(tick_line(self.left - NEAR, text).centred_at(at));
        }
    }

    fn horizontal_axis(&self, shapes: &mut Vec<Shape>, labels: &mut Vec<Label>) {
        let axis = |y: f64| Shape::line(Part::Axis, Tone::Muted, (self.left, y), (self.right, y));
        shapes.push(axis(self.bottom));
        for (tick, line) in self.horizontal_ticks() {
            let at = self.x.at(tick);
            shapes.push(Shape::line(Part::Axis, Tone::Muted, (at, self.bottom), (at, self.bottom + 4.0)));
            labels.push(line.centred_at(self.bottom + 6.0 + ROW_GAP / 2.0));
        }
    }

    /// As many ticks as have room for their texts, moved inwards where they would leave the picture.
    fn horizontal_ticks(&self) -> Vec<(f64, Line)> {
        let most = ((self.right - self.left) / TICK_WIDTH).ceil() as usize;
        let with_texts = |count: usize| -> Vec<(f64, Line)> {
            let values = Ticks::inside(self.x_span, count).values;
            values.into_iter().map(|tick| (tick, self.tick_below(tick))).collect()
        };
        let free = |ticks: &Vec<(f64, Line)>| {
            ticks.windows(2).all(|pair| match pair {
                [(_, a), (_, b)] => b.x - a.x >= (a.width() + b.width()) / 2.0 + NEAR,
                _ => true,
            })
        };
        let fewest = || with_texts(1).into_iter().take(1).collect();
        (1..=most).rev().map(with_texts).find(free).unwrap_or_else(fewest)
    }

    fn tick_below(&self, tick: f64) -> Line {
        let text = lettering::shorten(&self.curve.x.read(tick), Face::Figures, SMALL_FONT, self.width);
        let line = tick_line(self.x.at(tick), text).anchored(Anchor::Middle);
        let half = line.width() / 2.0;
        Line { x: within(line.x, half, (self.width - half).max(half)), ..line }
    }

    fn lines(&self, shapes: &mut Vec<Shape>) {
        for series in &self.curve.series {
            for points in self.pieces(series) {
                let at = |point: &Point| Point { x: self.x.at(point.x), y: self.y.at(point.y) };
                let shape = Shape::new(Part::Series, series.tone, points.iter().map(at).collect());
                shapes.push(shape.dashed(series.dash).keyed(&series.key));
            }
        }
    }

    /// The runs of a line that lie inside the plot.
    fn pieces(&self, series: &Series) -> Vec<Vec<Point>> {
        let mut pieces: Vec<Vec<Point>> = Vec::new();
        for pair in series.points.windows(2) {
            let [from, to] = pair else { continue };
            let Some((start, end)) = self.inside(*from, *to) else { continue };
            match pieces.last_mut() {
                Some(piece) if piece.last() == Some(&start) => piece.push(end),
                _ => pieces.push(vec![start, end]),
            }
        }
        pieces
    }

    /// The part of a stretch that lies inside the plot (Liang and Barsky's clipping: the shares of the stretch at
    /// which it enters and leaves each pair of edges).
    fn inside(&self, from: Point, to: Point) -> Option<(Point, Point)> {
        if ![from.x, from.y, to.x, to.y].into_iter().all(drawable) {
            return None;
        }
        let (x_enter, x_leave) = shares(from.x, to.x, self.x_span)?;
        let (y_enter, y_leave) = shares(from.y, to.y, self.y_span)?;
        let (enter, leave) = (x_enter.max(y_enter), x_leave.min(y_leave));
        // Clamped, as the share on a very long stretch is rounded.
        let between =
            |a: f64, b: f64, share: f64, span: Span| within(a * (1.0 - share) + b * share, span.low, span.high);
        let at = |share: f64| Point {
            x: between(from.x, to.x, share, self.x_span),
            y: between(from.y, to.y, share, self.y_span),
        };
        (enter <= leave).then(|| (at(enter), at(leave)))
    }

    fn markers(&self, shapes: &mut Vec<Shape>, labels: &mut Vec<Label>) {
        for (marker, flag) in &self.flags {
            let middle = self.top - NEAR - ROW_GAP * (flag.row as f64 + 0.5);
            let top = if flag.stands_above() { middle + ROW_GAP / 2.0 } else { middle - 6.0 };
            let line = Shape::line(Part::Marker, marker.tone, (flag.x, self.bottom), (flag.x, top));
            shapes.push(line.dashed(Dash::Dashed).keyed(&marker.key));
            shapes.extend(self.dot(marker).map(|dot| dot.keyed(&marker.key)));
            let room = flag.right - flag.left;
            let text = lettering::shorten(&marker.words, Face::Words, FONT, room + 0.01);
            let label = Line::words(flag.left, text, marker.tone).centred_at(middle);
            labels.push(Label { key: Some(marker.key.clone()), ..label });
        }
    }

    /// A dot where the marker meets the first line that is drawn through: the others are what might be, or was.
    fn dot(&self, marker: &Marker) -> Option<Shape> {
        let mut lines = self.curve.series.iter();
        let height =
            lines.find(|line| line.dash == Dash::Solid)?.height_at(marker.x).filter(|y| self.y_span.contains(*y))?;
        let (x, y) = (self.x.at(marker.x), self.y.at(height));
        let corner = |(across, down): (f64, f64)| Point { x: x + DOT * across, y: y + DOT * down };
        let quarters = [
            |(a, b)| (a, b),
            |(a, b): (f64, f64)| (-b, a),
            |(a, b): (f64, f64)| (-a, -b),
            |(a, b): (f64, f64)| (b, -a),
        ];
        let corners = quarters.iter().flat_map(|turned| QUARTER.map(turned)).map(corner);
        Some(Shape::new(Part::Dot, marker.tone, corners.collect()))
    }
}

fn vertical_ticks(plot_height: f64) -> usize {
    (plot_height / TICK_HEIGHT).min(MOST_VERTICAL_TICKS) as usize
}

fn tick_line(x: f64, text: String) -> Line {
    Line { tone: Tone::Muted, ..Line::figures(x, text, SMALL_FONT) }
}

fn tick_width(axis: &Axis, tick: f64) -> f64 {
    lettering::width(&axis.read(tick), Face::Figures, SMALL_FONT)
}

/// The ranges shown: as the axes ask, or all there is, the vertical one up to the next ticks.
fn spans(curve: &Curve, plot_height: f64) -> (Span, Span) {
    let asked = |axis: &Axis| {
        let range = axis.range.filter(|range| range.low < range.high);
        range.filter(|range| drawable(range.low) && drawable(range.high))
    };
    let points = curve.series.iter().flat_map(Series::ordinary);
    let markers = curve.markers.iter().map(|marker| marker.x);
    let x = asked(&curve.x).unwrap_or_else(|| wide(Span::of(points.map(|point| point.x).chain(markers))));
    let y = asked(&curve.y).unwrap_or_else(|| {
        let all = wide(Span::of(curve.series.iter().flat_map(|series| heights(series, x))));
        Ticks::around(all, vertical_ticks(plot_height))
    });
    (x, y)
}

/// How high a line gets within a horizontal range, its edges included.
fn heights(series: &Series, x: Span) -> impl Iterator<Item = f64> + '_ {
    let within = series.ordinary().filter(move |point| x.contains(point.x)).map(|point| point.y);
    within.chain([x.low, x.high].into_iter().filter_map(|edge| series.height_at(edge)))
}

/// A span that has some length, whatever there is to show.
fn wide(span: Option<Span>) -> Span {
    let span = span.unwrap_or(Span { low: 0.0, high: 1.0 });
    let largest = span.low.abs().max(span.high.abs());
    if span.length() > largest * 1e-12 && span.length() > 1e-280 {
        return span;
    }
    let half = if largest > 1e-280 { largest * 0.1 } else { 1.0 };
    Span { low: span.low - half, high: span.high + half }
}

/// The shares of the way from `from` to `to` at which it enters and leaves the span; `None` where it stays outside.
fn shares(from: f64, to: f64, span: Span) -> Option<(f64, f64)> {
    if from == to {
        return span.contains(from).then_some((0.0, 1.0));
    }
    let share = |edge: f64| (edge - from) / (to - from);
    let (a, b) = (share(span.low), share(span.high));
    let (enter, leave) = (a.min(b).max(0.0), a.max(b).min(1.0));
    (enter <= leave).then_some((enter, leave))
}
