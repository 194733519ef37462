//! Which change gives a price that somebody else shows: single changes first, and pairs only where no single change gives
//! it, since with enough pairs some fits any price. Ours, derivation in docs/numbers.md.

use crate::math::order::ascending;
use crate::math::rounding::{Rounding, round};

/// How close is the same price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Closeness {
    /// Less than a tick away, as any rounding to it leaves it.
    Tick(f64),
    /// At most so far away, as rounding to half a unit of the last digit leaves it.
    Within(f64),
}

/// Inputs are seldom known any finer, as a fraction of the price, however many digits are shown.
const FINEST: f64 = 1e-7;
/// A price a whole tick away was not rounded to it, whatever the last bits say.
const NEARLY_ONE: f64 = 0.999;

impl Closeness {
    /// Whether one price may be shown as the other.
    pub fn holds(self, price: f64, shown: f64) -> bool {
        let off = (price - shown).abs();
        match self {
            Closeness::Tick(tick) => off <= NEARLY_ONE * tick || rounded(price, shown, tick).is_some(),
            Closeness::Within(half) => off <= (half * (1.0 + 1e-9)).max(FINEST * shown),
        }
    }
}

/// How a price was rounded to the one shown, if it was.
pub fn rounded(price: f64, shown: f64, tick: f64) -> Option<Rounding> {
    [Rounding::Nearest, Rounding::Up, Rounding::Down].into_iter().find(|way| round(price, tick, *way) == shown)
}

/// What to explain, and with what.
pub struct Question<'a> {
    /// The price shown.
    pub shown: f64,
    /// How close is the same.
    pub closeness: Closeness,
    /// How close is the same to the last digit, where more digits are shown than the tick has: an explanation that is so
    /// close leaves none that is not.
    pub finer: Option<Closeness>,
    /// What each change touches, a bit for each aspect: two changes that touch the same are never tried together.
    pub touches: &'a [u16],
    /// The price with these changes, given by their indices; none where they do not apply.
    pub price_with: &'a dyn Fn(&[usize]) -> Option<f64>,
}

/// Changes by their indices, and the price they give. No change: the price as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Explanation {
    /// The first change.
    pub first: Option<usize>,
    /// The other, where it took two.
    pub second: Option<usize>,
    /// The price.
    pub price: f64,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanations {
    /// Those that give the price shown, all with the same number of changes: the fewest that do. The nearest first.
    pub fitting: Vec<Explanation>,
    /// The nearest of the others that change at most one thing.
    pub nearest: Vec<Explanation>,
    /// How many different prices were tried.
    pub tried: usize,
}

/// So many that do not fit are worth a look.
const NEAREST: usize = 3;
/// Prices this close, as a fraction, are the same price.
const SAME: f64 = 1e-12;

impl Question<'_> {
    /// No change, then single changes, then pairs, until something fits.
    pub fn answer(&self) -> Explanations {
        let unchanged = (self.price_with)(&[]).map(|price| Explanation { first: None, second: None, price });
        let singles = self.singles(unchanged);
        let mut tried = singles.len() + usize::from(unchanged.is_some());
        let (mut fitting, mut nearest) = (Vec::new(), Vec::new());
        for one in unchanged.into_iter().chain(singles.iter().copied()) {
            let list = if self.fits(one) { &mut fitting } else { &mut nearest };
            list.push(one);
        }
        if fitting.iter().any(|one| one.first.is_none()) {
            fitting.truncate(1);
        } else if fitting.is_empty() {
            let pairs = self.pairs(unchanged, &singles);
            tried += pairs.len();
            fitting = pairs.into_iter().filter(|pair| self.fits(*pair)).collect();
        }
        if fitting.iter().any(|one| self.fits_finely(one)) {
            nearest.extend(fitting.iter().filter(|one| !self.fits_finely(one)).copied());
            fitting.retain(|one| self.fits_finely(one));
        }
        let off = |one: &Explanation| (one.price - self.shown).abs();
        ascending(&mut fitting, off);
        ascending(&mut nearest, off);
        nearest.truncate(NEAREST);
        Explanations { fitting, nearest, tried }
    }

    fn fits(&self, one: Explanation) -> bool {
        self.closeness.holds(one.price, self.shown)
    }

    fn fits_finely(&self, one: &Explanation) -> bool {
        self.finer.is_some_and(|finer| finer.holds(one.price, self.shown))
    }

    /// Every change alone that changes the price, and not to what another of its aspect made of it.
    fn singles(&self, unchanged: Option<Explanation>) -> Vec<Explanation> {
        let mut singles: Vec<Explanation> = Vec::new();
        for index in 0..self.touches.len() {
            let Some(price) = (self.price_with)(&[index]) else { continue };
            let single = Explanation { first: Some(index), second: None, price };
            let is_again =
                |other: &Explanation| is_same(other.price, price) && self.aspects(other) == self.aspects(&single);
            if unchanged.iter().all(|unchanged| !is_same(unchanged.price, price)) && !singles.iter().any(is_again) {
                singles.push(single);
            }
        }
        singles
    }

    /// Two changes of different aspects, each of which matters beside the other.
    fn pairs(&self, unchanged: Option<Explanation>, singles: &[Explanation]) -> Vec<Explanation> {
        let alone = |index: usize| singles.iter().find(|single| single.first == Some(index)).copied();
        let mut pairs: Vec<Explanation> = Vec::new();
        for second in 0..self.touches.len() {
            for first in (0..second).filter(|first| self.aspect(*first) & self.aspect(second) == 0) {
                let Some(price) = (self.price_with)(&[first, second]) else { continue };
                let pair = Explanation { first: Some(first), second: Some(second), price };
                let known = [unchanged, alone(first), alone(second)];
                let is_new = |known: &Explanation| !is_same(known.price, price);
                let is_again = |other: &Explanation| !is_new(other) && self.aspects(other) == self.aspects(&pair);
                if known.iter().flatten().all(is_new) && !pairs.iter().any(is_again) {
                    pairs.push(pair);
                }
            }
        }
        pairs
    }

    fn aspect(&self, index: usize) -> u16 {
        self.touches.get(index).copied().unwrap_or_default()
    }

    fn aspects(&self, one: &Explanation) -> u16 {
        [one.first, one.second].into_iter().flatten().fold(0, |aspects, index| aspects | self.aspect(index))
    }
}

/// Whether two prices differ by no more than arithmetic leaves.
pub fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= SAME * one.abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A price of 100 that each change moves by its own amount, whatever else is changed.
    fn answer(shown: f64, closeness: Closeness, changes: &[(u16, f64)]) -> Explanations {
        let touches: Vec<u16> = changes.iter().map(|(aspect, _)| *aspect).collect();
        let price_with = |chosen: &[usize]| Some(100.0 + chosen.iter().map(|index| changes[*index].1).sum::<f64>());
        Question { shown, closeness, finer: None, touches: &touches, price_with: &price_with }.answer()
    }

    fn chosen(list: &[Explanation]) -> Vec<(Option<usize>, Option<usize>)> {
        list.iter().map(|one| (one.first, one.second)).collect()
    }

    const TENTH: Closeness = Closeness::Tick(0.1);

    #[test]
    fn the_price_as_it_is_needs_no_explanation() {
        let found = answer(100.05, TENTH, &[(1, 0.05), (2, 3.0)]);
        assert_eq!(chosen(&found.fitting), [(None, None)]);
        assert_eq!(chosen(&found.nearest), [(Some(1), None)]);
    }

    #[test]
    fn a_single_change_that_fits_ends_the_search() {
        // 2 + 3 would fit as well, and is not tried
        let found = answer(105.0, TENTH, &[(1, 2.0), (2, 3.0), (4, 5.02)]);
        assert_eq!(chosen(&found.fitting), [(Some(2), None)]);
        assert_eq!(chosen(&found.nearest), [(Some(1), None), (Some(0), None), (None, None)]);
        assert_eq!(found.tried, 4);
    }

    #[test]
    fn every_change_that_fits_is_listed_the_nearest_first() {
        let found = answer(105.0, TENTH, &[(1, 5.05), (2, 4.99)]);
        assert_eq!(chosen(&found.fitting), [(Some(1), None), (Some(0), None)]);
    }

    #[test]
    fn two_changes_are_tried_where_no_single_one_fits_but_never_two_of_one_aspect() {
        let found = answer(105.0, TENTH, &[(1, 2.0), (2, 3.0), (1, 3.0)]);
        assert_eq!(chosen(&found.fitting), [(Some(0), Some(1))]);
        assert_eq!(found.tried, 4 + 2);
    }

    #[test]
    fn a_change_without_effect_is_not_listed_alone_or_beside_another() {
        let found = answer(105.0, TENTH, &[(1, 0.0), (2, 5.0), (2, 5.0)]);
        assert_eq!(chosen(&found.fitting), [(Some(1), None)]);
        assert_eq!(chosen(&answer(110.0, TENTH, &[(1, 0.0), (2, 5.0)]).fitting), []);
    }

    #[test]
    fn digits_finer_than_the_tick_decide_between_explanations() {
        let price_with =
            |chosen: &[usize]| Some(100.0 + chosen.iter().map(|index| [5.004, 5.0312][*index]).sum::<f64>());
        let finer = Some(Closeness::Within(0.000_5));
        let question = Question { shown: 105.031, closeness: TENTH, finer, touches: &[1, 2], price_with: &price_with };
        let found = question.answer();
        assert_eq!(chosen(&found.fitting), [(Some(1), None)]);
        assert_eq!(chosen(&found.nearest), [(Some(0), None), (None, None)]);
    }

    #[test]
    fn a_change_that_does_not_apply_is_passed_over() {
        let question = Question { shown: 5.0, closeness: TENTH, finer: None, touches: &[1, 2], price_with: &|_| None };
        assert_eq!(question.answer(), Explanations { fitting: Vec::new(), nearest: Vec::new(), tried: 0 });
    }

    #[test]
    fn any_rounding_to_the_tick_is_the_same_price_and_a_whole_tick_more_is_not() {
        for shown in [5_739.0, 5_739.5] {
            assert!(Closeness::Tick(0.5).holds(5_739.08, shown), "{shown}");
        }
        assert!(Closeness::Tick(0.5).holds(5_739.000_1, 5_739.5));
        // OKX's sample: 0.01 more to its eighth decimal
        assert!(!Closeness::Tick(0.01).holds(2_352.839_668_181_8, 2_352.849_668_18));
    }

    #[test]
    fn without_a_tick_half_a_unit_of_the_last_digit_is_the_same_price() {
        assert!(Closeness::Within(0.5).holds(7_481.48, 7_481.0));
        assert!(!Closeness::Within(0.5).holds(7_476.6, 7_481.0));
        assert!(Closeness::Within(0.05).holds(95.45, 95.4));
    }

    #[test]
    fn digits_beyond_what_anyone_types_do_not_count() {
        assert!(Closeness::Within(5e-9).holds(173_198.695_880, 173_198.695_923_57));
        assert!(!Closeness::Within(5e-9).holds(173_198.6, 173_198.695_923_57));
    }
}
