//! Taking hold of levels: where each can be grasped, and the frame that stands still while one is moved.

use super::Bounds;
use super::level_axis::Gap;
use super::levels::Level;
use super::placed::{Placed, hundredths};
use super::scale::Scale;
use super::spread::{Wish, spread};
use crate::math::order::within;

/// Least side of a grip for a mouse or pen, px: WCAG 2.2, 2.5.8.
pub const GRIP: f64 = 24.0;

/// Least side of a grip for a finger, px.
pub const TOUCHED_GRIP: f64 = 44.0;

/// Room that a mark takes above and below its middle, px.
const MARK: f64 = 8.0;

/// Which levels can be moved, and how.
#[derive(Clone, Copy, Debug)]
pub struct Hold<'a> {
    /// Their keys.
    pub keys: &'a [&'a str],
    /// Whether by a finger: grips are squares then, so that the rest of the picture still scrolls the page. For a mouse
    /// they are as long as the lines.
    pub is_touched: bool,
    /// The frame that stays as it is.
    pub frame: Option<&'a Frame>,
}

impl Hold<'_> {
    /// Nothing can be moved.
    pub const NOTHING: Hold<'static> = Hold { keys: &[], is_touched: false, frame: None };

    pub(super) fn side(&self) -> f64 {
        if self.is_touched { TOUCHED_GRIP } else { GRIP }
    }
}

/// The height, scale and breaks of a picture: kept while a level is moved, so that nothing runs away under the finger.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub(super) height: f64,
    pub(super) breaks: Vec<Gap>,
    /// From prices to pixels and back.
    pub scale: Scale,
}

/// Where a level can be grasped.
#[derive(Clone, Debug, PartialEq)]
pub struct Grip {
    /// The level.
    pub key: String,
    /// The area, px; none overlaps another.
    pub bounds: Bounds,
    /// Where its mark is drawn, px from the top of the area: at the line, or as near as the marks of others let it.
    pub mark: f64,
}

/// A picture of levels that can be moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Movable {
    /// The picture.
    pub placed: Placed,
    /// Where levels can be grasped, from the top.
    pub grips: Vec<Grip>,
    /// What stays as it is while one is moved; `None` where there is nothing to move.
    pub frame: Option<Frame>,
}

/// From the left to the right, px.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines {
    pub left: f64,
    pub right: f64,
}

/// The grips of the levels that can be moved, each around its line or as near as the others let it.
pub(super) fn grips(levels: &[&Level], at: &[f64], hold: &Hold<'_>, (lines, height): (Lines, f64)) -> Vec<Grip> {
    let (side, right) = (hold.side(), hundredths(lines.right));
    let left = if hold.is_touched { (right - side).max(0.0) } else { hundredths(lines.left) };
    let (mut grips, mut areas, mut marks) = (Vec::new(), Vec::new(), Vec::new());
    for (level, at) in levels.iter().zip(at).filter(|(level, _)| hold.keys.contains(&&*level.key)) {
        grips.push(Grip { key: level.key.clone(), bounds: Bounds { left, top: 0.0, right, bottom: 0.0 }, mark: 0.0 });
        areas.push(Wish { at: *at, before: side / 2.0, after: side / 2.0 });
        marks.push(Wish { at: *at, before: MARK, after: MARK });
    }
    let places = spread(&areas, 0.0, height).into_iter().zip(spread(&marks, 0.0, height));
    for (grip, (middle, mark)) in grips.iter_mut().zip(places) {
        grip.bounds.top = hundredths(middle - side / 2.0);
        grip.bounds.bottom = grip.bounds.top + side;
        grip.mark = hundredths(within(mark - grip.bounds.top, MARK, side - MARK));
    }
    grips
}
