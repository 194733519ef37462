//! The layout of the levels chart.

use super::grips::{Frame, Hold, Lines, Movable, grips};
use super::lettering::{self, FONT, Line, ROW_GAP, SMALL_FONT};
use super::level_axis::{self, BREAK_HEIGHT, Extent, Gap};
use super::levels::{Level, Levels};
use super::placed::{Face, Label, Part, Placed, Point, Shape, Tone};
use super::scale::Scale;
use super::spread::{Wish, spread};
use super::{NARROW, Viewport};
use crate::math::order::within;

/// Between the lines and the texts beside them: room for a leader, px.
const GUTTER: f64 = 20.0;
/// Narrowest and widest that the lines get beside prices and words, px.
const LINES: std::ops::RangeInclusive<f64> = 160.0..=560.0;
/// Words narrower than this, px, read better under the figures.
const LEAST_WORDS: f64 = 190.0;
/// Widest column of stacked texts, px.
const STACKED: f64 = 250.0;
/// A text this near to its line, px, needs no leader.
const NOTICED: f64 = 3.0;
/// Above the first and below the last text, px.
const MARGIN: f64 = 4.0;
/// Between the texts of two levels, px; a row has some air of its own.
const APART: f64 = 1.0;
const APART_STACKED: f64 = 7.0;

pub(super) fn place(chart: &Levels, viewport: Viewport, hold: &Hold<'_>) -> Movable {
    let levels = chart.falling();
    let columns =
        Columns::beside(&levels, viewport.usable_width()).unwrap_or_else(|| Columns::stacked(viewport.usable_width()));
    let blocks: Vec<Vec<Row>> = levels.iter().map(|level| columns.rows(level)).collect();
    let rooms: Vec<Wish> = blocks.iter().map(|rows| columns.room(rows.len())).collect();
    let frame = hold.frame.cloned().or_else(|| frame(chart, (&levels, &rooms), (viewport, hold)));
    let height =
        frame.as_ref().map_or_else(|| height((&rooms, 0.0), 0, viewport.usable_height()), |frame| frame.height);
    let line = |level: &&Level| frame.as_ref().map(|frame| frame.line(level.price));
    let lines: Vec<f64> = levels.iter().filter_map(line).collect();
    let wishes: Vec<Wish> = rooms.iter().zip(&lines).map(|(room, at)| Wish { at: *at, ..*room }).collect();
    let texts = spread(&wishes, MARGIN, height - MARGIN);

    let mut shapes = Vec::new();
    if let Some(frame) = &frame {
        shapes.extend(bands(chart, &columns, frame));
        shapes.extend(frame.breaks.iter().flat_map(|gap| cut(*gap, &columns, &frame.scale)));
    }
    for ((level, line), text) in levels.iter().zip(&lines).zip(&texts) {
        shapes.extend(columns.leaders(*line, *text).into_iter().map(|leader| leader.keyed(&level.key)));
    }
    for (level, line) in levels.iter().zip(&lines) {
        let shape = Shape::line(Part::Level, level.role.tone(), (columns.left, *line), (columns.right, *line));
        shapes.push(shape.dashed(level.role.dash()).keyed(&level.key));
    }
    let labels =
        levels.iter().zip(blocks).zip(&texts).flat_map(|((level, rows), at)| labels(level, rows, *at)).collect();
    let grips = grips(&levels, &lines, hold, (Lines { left: columns.left, right: columns.right }, height));
    let y = frame.as_ref().map(|frame| frame.scale.clone());
    Movable { placed: Placed { width: columns.width, height, shapes, labels, x: None, y }, grips, frame }
}

/// The frame that shows these levels best; `None` without any.
fn frame(
    chart: &Levels,
    (levels, rooms): (&[&Level], &[Wish]),
    (viewport, hold): (Viewport, &Hold<'_>),
) -> Option<Frame> {
    let breaks = chart.breaks(levels);
    let held = levels.iter().filter(|level| hold.keys.contains(&&*level.key)).count();
    let height = height((rooms, held as f64 * hold.side()), breaks.len(), viewport.usable_height());
    let prices: Vec<f64> = levels.iter().map(|level| level.price).collect();
    let extent = Extent {
        top: MARGIN + rooms.first().map_or(0.0, |room| room.before),
        bottom: height - MARGIN - rooms.last().map_or(0.0, |room| room.after),
    };
    let scale = level_axis::scale(&prices, &breaks, extent)?;
    Some(Frame { height, breaks, scale })
}

impl Frame {
    /// Where the line of a price is drawn, px: at the edge where a price that moved lies beyond it.
    fn line(&self, price: f64) -> f64 {
        within(self.scale.at(price), MARGIN, self.height - MARGIN)
    }
}

/// Enough for the labels, and for a picture that shows proportions.
fn height((rooms, grips): (&[Wish], f64), breaks: usize, wished: Option<f64>) -> f64 {
    let texts: f64 = rooms.iter().map(|room| room.before + room.after).sum();
    let ends = rooms.first().map_or(0.0, |room| room.before) + rooms.last().map_or(0.0, |room| room.after);
    // The lines between the breaks get as much as a break.
    let needed = texts.max(ends + BREAK_HEIGHT * (breaks + 1) as f64).max(grips);
    let generous = within(needed * 1.4, 224.0, 480.0);
    wished.unwrap_or(generous).max(needed + 2.0 * MARGIN).ceil()
}

/// One line of texts: a name and a price, or the notes below.
type Row = Vec<Line>;

/// What goes where from left to right, px.
struct Columns {
    width: f64,
    /// Right end of the prices; `None` where they stand with the words.
    prices: Option<f64>,
    left: f64,
    right: f64,
    words: f64,
    words_width: f64,
}

impl Columns {
    /// Prices at the left, lines, words at the right; `None` where that leaves too little for one of them.
    fn beside(levels: &[&Level], width: f64) -> Option<Self> {
        let widest = |text: &dyn Fn(&Level) -> f64| levels.iter().map(|level| text(level)).fold(0.0, f64::max);
        let prices = widest(&|level| lettering::width(&level.price_text, Face::Figures, FONT));
        let words = widest(&|level| lettering::width(&words(level).join(", "), Face::Words, FONT));
        let room = width - prices - 2.0 * GUTTER - LINES.start();
        if width < NARROW || room < words.min(LEAST_WORDS) {
            return None;
        }
        let words_width = words.min(room);
        let left = prices + GUTTER;
        let right = (width - words_width - GUTTER).min(left + LINES.end());
        Some(Self { width, prices: Some(prices), left, right, words: right + GUTTER, words_width })
    }

    /// Lines at the left, all texts at the right.
    fn stacked(width: f64) -> Self {
        let words_width = (width * 0.72).min(STACKED);
        let words = width - words_width;
        Self { width, prices: None, left: 0.0, right: words - GUTTER, words, words_width }
    }

    fn rows(&self, level: &Level) -> Vec<Row> {
        let words = words(level);
        let Some(prices) = self.prices else { return self.stacked_rows(level) };
        let mut rows: Vec<Row> = lettering::wrap(&words, self.words_width, 2)
            .into_iter()
            .map(|text| vec![Line::words(self.words, text, Tone::Muted)])
            .collect();
        let price = Line::figures(prices, level.price_text.clone(), FONT);
        match rows.first_mut() {
            Some(row) => row.push(price),
            None => rows.push(vec![price]),
        }
        rows
    }

    /// The name with the price at its right, or below it where both are long, and the notes below.
    fn stacked_rows(&self, level: &Level) -> Vec<Row> {
        let name = lettering::shorten(&level.name, Face::Words, FONT, self.words_width);
        let name = Line::words(self.words, name, Tone::Text);
        let font = if self.fits(&level.price_text, FONT) { FONT } else { SMALL_FONT };
        let price = lettering::shorten(&level.price_text, Face::Figures, font, self.words_width);
        let price = Line::figures(self.width, price, font);
        let notes: Vec<&str> = level.notes.iter().map(String::as_str).collect();
        let notes = lettering::wrap(&notes, self.words_width, 2).into_iter();
        let notes = notes.map(|text| vec![Line::words(self.words, text, Tone::Muted)]);
        if name.width() + price.width() + 10.0 <= self.words_width {
            std::iter::once(vec![name, price]).chain(notes).collect()
        } else {
            [vec![name], vec![price]].into_iter().chain(notes).collect()
        }
    }

    fn fits(&self, price: &str, font: f64) -> bool {
        lettering::width(price, Face::Figures, font) <= self.words_width
    }

    /// The room that so many rows take around the middle of the first.
    fn room(&self, rows: usize) -> Wish {
        let apart = if self.prices.is_some() { APART } else { APART_STACKED };
        let before = (ROW_GAP + apart) / 2.0;
        Wish { at: 0.0, before, after: ROW_GAP * rows as f64 + apart - before }
    }

    /// Thin lines from the texts to their line; none where they stand beside it.
    fn leaders(&self, line: f64, text: f64) -> Vec<Shape> {
        if (line - text).abs() < NOTICED {
            return Vec::new();
        }
        let elbow = |from: f64, to: f64| {
            let corner = |share: f64, y: f64| Point { x: from + (to - from) * share, y };
            let points = vec![corner(0.0, line), corner(0.25, line), corner(0.8, text), corner(1.0, text)];
            Shape::new(Part::Leader, Tone::Muted, points)
        };
        let at_words = elbow(self.right + 2.0, self.words - 4.0);
        let at_prices = self.prices.map(|prices| elbow(self.left - 2.0, prices + 4.0));
        std::iter::once(at_words).chain(at_prices).collect()
    }
}

/// Name and notes, without what is empty.
fn words(level: &Level) -> Vec<&str> {
    std::iter::once(&level.name).chain(&level.notes).map(String::as_str).filter(|part| !part.is_empty()).collect()
}

fn labels(level: &Level, rows: Vec<Row>, at: f64) -> Vec<Label> {
    let placed = rows
        .into_iter()
        .enumerate()
        .flat_map(|(row, lines)| lines.into_iter().map(move |line| line.centred_at(at + ROW_GAP * row as f64)));
    placed.filter(|label| !label.text.is_empty()).map(|label| Label { key: Some(level.key.clone()), ..label }).collect()
}

fn bands<'a>(chart: &'a Levels, columns: &'a Columns, frame: &'a Frame) -> impl Iterator<Item = Shape> + 'a {
    chart.bands.iter().filter_map(|band| {
        let edges = chart.edges(band)?;
        let (top, bottom) = (frame.line(edges.upper), frame.line(edges.lower));
        let corner = |x: f64, y: f64| Point { x, y };
        let (left, right) = (columns.left, columns.right);
        let points = vec![corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)];
        Some(Shape::new(Part::Band, band.tone, points))
    })
}

/// Two jagged edges across the lines, and the paper that shows between them.
fn cut(gap: Gap, columns: &Columns, scale: &Scale) -> [Shape; 3] {
    const TOOTH: f64 = 12.0;
    const HALF: f64 = 5.0;
    let middle = f64::midpoint(scale.at(gap.upper), scale.at(gap.lower));
    let teeth = ((columns.right - columns.left) / TOOTH).ceil().max(2.0);
    let edge = |y: f64| -> Vec<Point> {
        let tooth = |i: usize| {
            let x = columns.left + (columns.right - columns.left) * i as f64 / teeth;
            Point { x, y: if i.is_multiple_of(2) { y + 3.0 } else { y - 3.0 } }
        };
        (0..=teeth as usize).map(tooth).collect()
    };
    let (upper, lower) = (edge(middle - HALF), edge(middle + HALF));
    let paper = upper.iter().chain(lower.iter().rev()).copied().collect();
    [
        Shape::new(Part::Cut, Tone::Text, paper),
        Shape::new(Part::Break, Tone::Muted, upper),
        Shape::new(Part::Break, Tone::Muted, lower),
    ]
}
