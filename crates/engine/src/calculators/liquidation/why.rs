//! "The venue shows X, why?": which change of what was assumed gives the venue's number.

mod changes;
mod recorded;
#[cfg(test)]
mod tests;

use super::{HeldPosition, touch, wording};
use crate::figure::{number, with_symbol};
use crate::math::decimal::Decimal;
use crate::math::margin::explain::{Closeness, Explanation, Explanations, Question, is_same, rounded};
use crate::math::margin::{Position, ShownPrice, Variant};
use crate::math::rounding::{Rounding, round};
use crate::spec::{Column, Kind, Listed, Naming, Reason, Statement, Unit, Value, Word, word};
use changes::{ALONE, CHANGES, Known};
use recorded::{Recorded, recorded};

/// The venue's number, and what gives it.
#[derive(Clone, Debug)]
pub(super) struct VenueMatch {
    shown: f64,
    closeness: Closeness,
    found: Explanations,
    /// So much more margin gives the venue's number, below 0 less; where no single change does.
    margin: Option<f64>,
    records: Vec<&'static Recorded>,
}

const NOTHING_SHOWN: Reason = Reason("What the venue shows is not given");
const NO_MARGIN: Reason = Reason("Not asked: something simpler gives it, or no margin does");
const NO_CHANGE: Word = word("unchanged", "Nothing changed");
const FITS: Word = word("yes", "Yes");
const FITS_NOT: Word = word("no", "No");

/// What became of the venue's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is ours.
    Ours,
    /// One explanation gives it.
    Matched,
    /// Several do.
    Several,
    /// None does.
    None,
}

impl Listed for Verdict {
    const VARIANTS: &'static [Verdict] = &[Verdict::Ours, Verdict::Matched, Verdict::Several, Verdict::None];
    const WORDS: &'static [Word] = &[
        word("ours", "The same as here"),
        word("matched", "One explanation"),
        word("several", "Several explanations"),
        word("none", "No explanation"),
    ];
}

pub(super) const COLUMNS: &[Column] = &[
    Column { name: "change", label: "With", kind: Kind::Choice, unit: Unit::None, neutral: None },
    Column { name: "second_change", label: "And with", kind: Kind::Choice, unit: Unit::None, neutral: None },
    Column { name: "liquidation_price", label: "Liquidation", kind: Kind::Number, unit: Unit::Price, neutral: None },
    Column { name: "off", label: "Off by", kind: Kind::Number, unit: Unit::Price, neutral: None },
    Column { name: "fits", label: "Fits", kind: Kind::Choice, unit: Unit::None, neutral: None },
];

/// Tries the changes until something gives the venue's number.
pub(super) fn explained(input: &HeldPosition, position: &Position<'_>) -> Result<VenueMatch, Reason> {
    let shown = input.venue_price.ok_or(NOTHING_SHOWN)?;
    let tick = input.terms.price_rule.step_at(shown);
    let by_digits = Closeness::Within(half_unit(shown));
    let closeness = tick.map_or(by_digits, Closeness::Tick);
    let is_finer = tick.is_some_and(|tick| round(shown, tick, Rounding::Nearest) != shown);
    let records = recorded().iter().filter(|record| record.may_be_of(input)).collect();
    let rounding = input.terms.liquidation_rounding;
    let trial = Trial { position: *position, rounding, known: Known::of(input, position), records };
    let touches: Vec<u16> = (0..CHANGES.len() + trial.records.len()).map(touched).collect();
    let price_with = |chosen: &[usize]| trial.price_with(chosen);
    let found =
        Question { shown, closeness, finer: is_finer.then_some(by_digits), touches: &touches, price_with: &price_with }
            .answer();
    let is_explained = found.fitting.iter().any(|one| one.second.is_none());
    let margin = if is_explained { None } else { trial.margin_missing(shown, closeness) };
    Ok(VenueMatch { shown, closeness, found, margin, records: trial.records })
}

/// What a change touches; the rules of a record are never changed any further.
fn touched(index: usize) -> u16 {
    CHANGES.get(index).map_or(ALONE, |change| change.touches)
}

/// The position that changes are tried on: those of the table, and after them the records.
struct Trial<'t> {
    position: Position<'t>,
    rounding: ShownPrice,
    known: Known,
    records: Vec<&'static Recorded>,
}

impl Trial<'_> {
    /// The margin that is missing for the venue's number, where another margin gives it at all.
    fn margin_missing(&self, shown: f64, closeness: Closeness) -> Option<f64> {
        let mut variant = Variant::of(self.position);
        if self.rounding == ShownPrice::TickMore {
            variant.sooner(self.known.tick());
        }
        let missing = self.position.collateral_missing_at(shown - variant.moved_by);
        variant.position.collateral += missing;
        let price = variant.price().filter(|_| variant.position.collateral > 0.0)?;
        closeness.holds(price, shown).then_some(missing)
    }

    fn price_with(&self, chosen: &[usize]) -> Option<f64> {
        let mut variant = Variant::of(self.position);
        if self.rounding == ShownPrice::TickMore {
            variant.sooner(self.known.tick());
        }
        chosen.iter().all(|index| self.make(&mut variant, *index)).then(|| variant.price()).flatten()
    }

    /// Makes a change; whether it applies.
    fn make<'k>(&'k self, variant: &mut Variant<'k>, index: usize) -> bool {
        match CHANGES.get(index) {
            Some(change) => (change.apply)(variant, &self.known),
            None => self.records.get(index - CHANGES.len()).is_some_and(|record| variant.recorded(record, &self.known)),
        }
    }
}

/// Half a unit of the last digit.
fn half_unit(price: f64) -> f64 {
    let decimals = Decimal::of(price).parts().1.len();
    0.5 / 10_f64.powi(i32::try_from(decimals).unwrap_or_default())
}

impl VenueMatch {
    fn verdict(&self) -> Verdict {
        match (self.found.fitting.first(), self.explanations()) {
            (None, _) => Verdict::None,
            (Some(one), _) if one.first.is_none() => Verdict::Ours,
            (_, 1) => Verdict::Matched,
            _ => Verdict::Several,
        }
    }

    /// How many explanations fit. A record that has the very price of one before is an instance of it, and no other.
    fn explanations(&self) -> usize {
        let is_record = |one: &Explanation| one.first.is_some_and(|index| index >= CHANGES.len());
        let is_instance = |at: usize, one: &Explanation| {
            is_record(one) && self.found.fitting.iter().take(at).any(|other| is_same(other.price, one.price))
        };
        self.found.fitting.iter().enumerate().filter(|(at, one)| !is_instance(*at, one)).count()
    }

    fn row(&self, one: &Explanation, fits: Word) -> Vec<Value> {
        let second = one.second.map_or(Value::Absent(Reason("")), |index| Value::Word(self.word_of(Some(index))));
        let off = (one.price - self.shown).abs();
        vec![
            Value::Word(self.word_of(one.first)),
            second,
            Value::Number(one.price),
            Value::Number(off),
            Value::Word(fits),
        ]
    }

    fn word_of(&self, change: Option<usize>) -> Word {
        match change.map(|index| (CHANGES.get(index), index)) {
            None => NO_CHANGE,
            Some((Some(change), _)) => change.word,
            Some((None, index)) => self.records.get(index - CHANGES.len()).map_or(NO_CHANGE, |record| record.word()),
        }
    }

    /// The changes within a sentence.
    fn with(&self, one: &Explanation) -> String {
        let said = |index: usize| match CHANGES.get(index) {
            Some(change) => lowered(change.word.label),
            None => format!("the rules of {}", self.word_of(Some(index)).label),
        };
        [one.first, one.second].into_iter().flatten().map(said).collect::<Vec<_>>().join(" and ")
    }

    /// How the venue may have rounded the price.
    fn rounding(&self, price: f64) -> &'static str {
        let Closeness::Tick(tick) = self.closeness else { return "" };
        match rounded(price, self.shown, tick) {
            _ if price == self.shown => "",
            Some(Rounding::Nearest) => ", rounded to the tick",
            Some(Rounding::Up) => ", rounded up to the tick",
            Some(Rounding::Down) => ", rounded down to the tick",
            None => "",
        }
    }

    /// The one thing that anybody can look up, said before guesses of two things at once.
    fn margin_sentence(&self, naming: &Naming) -> Option<String> {
        let margin = self.margin?;
        let (sum, more) = (with_symbol(margin.abs(), Unit::Money, naming), if margin > 0.0 { "more" } else { "less" });
        let shown = number(self.shown, Unit::Price, naming);
        Some(format!("{shown} would be our price with {sum} {more} margin than here. "))
    }

    fn sentence(&self, naming: &Naming) -> String {
        self.margin_sentence(naming).unwrap_or_default() + &self.changes_sentence(naming)
    }

    fn changes_sentence(&self, naming: &Naming) -> String {
        let price = |price: f64| number(price, Unit::Price, naming);
        let shown = price(self.shown);
        match (self.verdict(), self.found.fitting.first(), self.found.nearest.first()) {
            (Verdict::Ours, Some(ours), _) => {
                format!("The venue's {shown} is the same price{}", self.rounding(ours.price))
            }
            (verdict, Some(first), _) => {
                let others = match (verdict, self.explanations() - 1) {
                    (Verdict::Several, 1) => "; another explanation fits too".to_owned(),
                    (Verdict::Several, others) => format!("; {others} other explanations fit too"),
                    _ => String::new(),
                };
                let chance = if first.second.is_some() {
                    format!(" (of {} combinations tried; it may be chance)", self.found.tried)
                } else {
                    String::new()
                };
                format!("{shown} is our price with {}{}{others}{chance}", self.with(first), self.rounding(first.price))
            }
            (_, None, Some(near)) => format!(
                "Nothing tried gives the venue's {shown}; the nearest is {}, {}",
                price(near.price),
                near.first.map_or("our own price".to_owned(), |_| format!("with {}", self.with(near)))
            ),
            (_, None, None) => format!("Nothing tried gives the venue's {shown}"),
        }
    }
}

/// A label within a sentence.
fn lowered(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map(|letter| letter.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

/// The explanations as a table: those that fit, then the nearest that do not.
pub(super) fn table(venue_match: &Result<VenueMatch, Reason>) -> Value {
    match venue_match {
        Err(reason) => Value::Absent(*reason),
        Ok(found) => {
            let fitting = found.found.fitting.iter().map(|one| found.row(one, FITS));
            let others = found.found.nearest.iter().map(|one| found.row(one, FITS_NOT));
            Value::Table(fitting.chain(others).collect())
        }
    }
}

/// The margin that is missing for the venue's number.
pub(super) fn margin(venue_match: &Result<VenueMatch, Reason>) -> Value {
    match venue_match {
        Err(reason) => Value::Absent(*reason),
        Ok(found) => Value::number_or(found.margin, NO_MARGIN),
    }
}

/// The verdict as a word.
pub(super) fn verdict(venue_match: &Result<VenueMatch, Reason>) -> Value {
    match venue_match {
        Err(reason) => Value::Absent(*reason),
        Ok(found) => Value::Word(found.verdict().word()),
    }
}

/// The calculator's statement, with the chance of liquidation and what explains the venue's number.
pub(super) fn statement(input: &HeldPosition, standing: &super::Standing, naming: &Naming) -> Statement {
    let mut statement = wording::statement(input, standing, naming);
    statement.words += &touch::sentence(input, standing.touch, naming);
    if let Ok(found) = &standing.venue_match {
        statement.words = format!("{}. {}", statement.words, found.sentence(naming));
    }
    statement
}
