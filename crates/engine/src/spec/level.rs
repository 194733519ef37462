//! Price levels: typed as a price, a percentage from entry, multiples of the stop's distance or of the ATR.

use super::Fault;
use crate::math::contract::Side;

/// A level as typed. Offsets are away from entry; a sign is kept so that it can be checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Level {
    /// A price.
    Price(f64),
    /// A fraction of the entry price away from it.
    Share(f64),
    /// Multiples of the distance from entry to stop.
    R(f64),
    /// Multiples of the average true range.
    Atr(f64),
}

/// Which way an offset goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards loss, as a stop.
    Losing,
    /// Towards gain, as a target.
    Gaining,
}

/// What a level is measured from.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// Long or short.
    pub side: Side,
    /// The entry price.
    pub entry: f64,
    /// The stop as a price, where there is one.
    pub stop: Option<f64>,
    /// The average true range, where it is known.
    pub atr: Option<f64>,
}

impl Level {
    /// The level as a price.
    ///
    /// ```
    /// use ballast_engine::math::contract::Side;
    /// use ballast_engine::spec::{Direction, Level, Reference};
    /// let reference = Reference { side: Side::Long, entry: 65000.0, stop: Some(63500.0), atr: None };
    /// assert_eq!(Level::R(3.0).price(reference, Direction::Gaining), Ok(69500.0));
    /// ```
    ///
    /// # Errors
    /// R without a stop, ATR without an ATR, a sign against the direction, a price at or below 0.
    pub fn price(self, from: Reference, direction: Direction) -> Result<f64, Fault> {
        let toward = match direction {
            Direction::Losing => -from.side.sign(),
            Direction::Gaining => from.side.sign(),
        };
        let offset = match self {
            Level::Price(price) => return if price > 0.0 { Ok(price) } else { Err(Fault::LevelBelowZero) },
            Level::Share(share) => share * from.entry,
            Level::R(times) => times * (from.entry - from.stop.ok_or(Fault::NeedsStop)?).abs(),
            Level::Atr(times) => times * from.atr.ok_or(Fault::NeedsAtr)?,
        };
        if offset < 0.0 && toward > 0.0 {
            return Err(Fault::SignAgainstSide { side: from.side });
        }
        let price = from.entry + toward * offset.abs();
        if price > 0.0 { Ok(price) } else { Err(Fault::LevelBelowZero) }
    }

    /// The suffix with which a text says what it is.
    ///
    /// ```
    /// use ballast_engine::spec::Level;
    /// assert_eq!((Level::R(3.0).suffix(), Level::Price(63_500.0).suffix()), ("r", ""));
    /// ```
    pub fn suffix(self) -> &'static str {
        match self {
            Level::Price(_) => "",
            Level::Share(_) => "pct",
            Level::R(_) => "r",
            Level::Atr(_) => "atr",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Reference = Reference { side: Side::Short, entry: 100.0, stop: Some(105.0), atr: Some(2.0) };

    #[test]
    fn offsets_go_away_from_entry_in_their_direction() {
        assert_eq!(Level::Share(0.05).price(SHORT, Direction::Losing), Ok(105.0));
        assert_eq!(Level::Atr(2.0).price(SHORT, Direction::Gaining), Ok(96.0));
        assert_eq!(Level::R(2.0).price(SHORT, Direction::Gaining), Ok(90.0));
    }

    #[test]
    fn a_sign_is_accepted_if_it_agrees_with_the_direction() {
        assert_eq!(Level::Share(-0.05).price(SHORT, Direction::Gaining), Ok(95.0));
        let against = Level::Share(-0.05).price(SHORT, Direction::Losing);
        assert_eq!(against, Err(Fault::SignAgainstSide { side: Side::Short }));
    }

    #[test]
    fn what_a_level_lacks_is_named() {
        let bare = Reference { stop: None, atr: None, ..SHORT };
        assert_eq!(Level::R(1.0).price(bare, Direction::Gaining), Err(Fault::NeedsStop));
        assert_eq!(Level::Atr(1.0).price(bare, Direction::Gaining), Err(Fault::NeedsAtr));
        assert_eq!(Level::Share(1.0).price(SHORT, Direction::Gaining), Err(Fault::LevelBelowZero));
    }
}
