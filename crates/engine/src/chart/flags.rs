//! Words of markers: each beside or above the top of its line, in rows above the plot, none over another.

use crate::math::order::{ascending, descending};

/// A marker that wants words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wanted {
    /// Where its line stands, px.
    pub x: f64,
    /// Width of its words, px.
    pub width: f64,
}

/// Where the words of a marker go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Flag {
    /// Where its line stands, px.
    pub x: f64,
    /// Left end of the words, px.
    pub left: f64,
    /// Right end of the words, px.
    pub right: f64,
    /// Row above the plot, 0 the nearest. The line reaches up to it, or up to below it where the words stand above.
    pub row: usize,
}

impl Flag {
    /// Whether the words stand above the end of their line rather than beside it.
    pub fn stands_above(&self) -> bool {
        self.left < self.x && self.x < self.right
    }
}

/// Between a line and its words, px.
const NEAR: f64 = 5.0;

/// Between two words in one row, px.
const APART: f64 = 10.0;

impl Flag {
    /// Whether, at `row`, this one touches the words of the other, or one's line runs through the other's words.
    fn collides(&self, row: usize, other: &Self) -> bool {
        let through = |x: f64, flag: &Self| flag.left - NEAR < x && x < flag.right + NEAR;
        match row.cmp(&other.row) {
            std::cmp::Ordering::Equal => self.left < other.right + APART && other.left < self.right + APART,
            std::cmp::Ordering::Less => through(other.x, self),
            std::cmp::Ordering::Greater => through(self.x, other),
        }
    }
}

/// Places every marker's words within `0..width` px, in the order given: of three greedy choices the one with the
/// fewest collisions, then the fewest rows.
pub(super) fn flags(wanted: &[Wanted], width: f64) -> Vec<Flag> {
    let (mut fitting, mut others): (Vec<_>, Vec<_>) =
        wanted.iter().copied().enumerate().partition(|(_, wish)| wish.x + NEAR + wish.width <= width);
    // Words to the right of their lines: the rightmost lowest, so that no line runs through words below its own; words
    // to the left of theirs the other way round.
    descending(&mut fitting, |(_, flag)| flag.x);
    ascending(&mut others, |(_, flag)| flag.x);
    let right = || fitting.iter().map(|(i, wish)| (*i, wish.words_right()));
    let left = || others.iter().map(|(i, wish)| (*i, wish.words_left(width)));
    let above = || others.iter().map(|(i, wish)| (*i, wish.words_above(width)));
    let choices = [in_rows(right().chain(left())), in_rows(left().chain(right())), in_rows(above().chain(right()))];
    choices.into_iter().min_by_key(|flags| cost(flags)).unwrap_or_default()
}

impl Wanted {
    fn words_right(&self) -> Flag {
        Flag { x: self.x, left: self.x + NEAR, right: self.x + NEAR + self.width, row: 0 }
    }

    /// Where the left has too little room as well, as far left as it goes, cut to the width.
    fn words_left(&self, width: f64) -> Flag {
        let words = self.width.min(width);
        let left = (self.x - NEAR - words).max(0.0);
        Flag { x: self.x, left, right: left + words, row: 0 }
    }

    /// As far right as there is room, above the line.
    fn words_above(&self, width: f64) -> Flag {
        let left = (width - self.width).max(0.0);
        Flag { x: self.x, left, right: width, row: 0 }
    }
}

/// Each in the lowest row where it collides with none before it, or in a row of its own; back in the order of their
/// numbers.
fn in_rows(queue: impl Iterator<Item = (usize, Flag)>) -> Vec<Flag> {
    let mut placed: Vec<(usize, Flag)> = Vec::new();
    for (i, flag) in queue {
        let top = placed.iter().map(|(_, other)| other.row + 1).max().unwrap_or(0);
        let free = |row: &usize| placed.iter().all(|(_, other)| !flag.collides(*row, other));
        let row = (0..=top).find(free).unwrap_or(top);
        placed.push((i, Flag { row, ..flag }));
    }
    ascending(&mut placed, |(i, _)| *i as f64);
    placed.into_iter().map(|(_, flag)| flag).collect()
}

/// Collisions, then rows.
fn cost(flags: &[Flag]) -> (usize, usize) {
    let after = |place: usize| flags.get(place + 1..).unwrap_or_default();
    let pairs = flags.iter().enumerate().flat_map(|(i, flag)| after(i).iter().map(move |other| (flag, other)));
    let collisions = pairs.filter(|(flag, other)| flag.collides(flag.row, other)).count();
    (collisions, flags.iter().map(|flag| flag.row).max().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[f64]) -> Vec<usize> {
        let wanted: Vec<Wanted> = lines.iter().map(|x| Wanted { x: *x, width: 60.0 }).collect();
        flags(&wanted, 300.0).iter().map(|flag| flag.row).collect()
    }

    #[test]
    fn words_with_room_share_a_row() {
        assert_eq!(rows(&[10.0, 120.0, 220.0]), [0, 0, 0]);
    }

    #[test]
    fn crowded_words_climb_towards_the_left() {
        assert_eq!(rows(&[10.0, 20.0, 30.0]), [2, 1, 0]);
    }

    #[test]
    fn crowded_words_near_the_right_edge_stand_above_their_line() {
        let wanted = [Wanted { x: 80.0, width: 120.0 }, Wanted { x: 190.0, width: 113.0 }];
        let placed = flags(&wanted, 248.0);
        assert!(placed[1].stands_above());
        assert_eq!(placed.iter().map(|flag| flag.row).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn words_near_the_right_edge_stand_left_of_their_line() {
        let flag = flags(&[Wanted { x: 290.0, width: 60.0 }], 300.0)[0];
        assert_eq!((flag.left, flag.right), (225.0, 285.0));
    }

    #[test]
    fn a_line_does_not_run_through_words_that_stand_left_of_theirs() {
        let placed = flags(&[Wanted { x: 137.0, width: 60.0 }, Wanted { x: 263.0, width: 120.0 }], 288.0);
        assert_eq!(placed.iter().map(|flag| flag.row).collect::<Vec<_>>(), [0, 1]);
    }
}
