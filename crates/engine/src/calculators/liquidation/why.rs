//! "The venue shows X, why?": which change of what was assumed gives the venue's number.

mod changes;

use super::{HeldPosition, wording};
use crate::figure::number;
use crate::math::decimal::Decimal;
use crate::math::margin::explain::{Closeness, Explanation, Explanations, Question, rounded};
use crate::math::margin::{Position, Variant};
use crate::math::rounding::Rounding;
use crate::spec::{Column, Kind, Listed, Naming, Reason, Statement, Unit, Value, Word, word};
use changes::{CHANGES, Known};

/// The venue's number, and what gives it.
#[derive(Clone, Debug)]
pub(super) struct VenueMatch {
    shown: f64,
    closeness: Closeness,
    found: Explanations,
}

const NOTHING_SHOWN: Reason = Reason("What the venue shows is not given");
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
    let closeness = tick.map_or_else(|| Closeness::Within(half_unit(shown)), Closeness::Tick);
    let known = Known::of(input, position);
    let touches: Vec<u16> = CHANGES.iter().map(|change| change.touches).collect();
    let price_with = |chosen: &[usize]| {
        let mut variant = Variant::of(*position);
        let mut chosen = chosen.iter().filter_map(|index| CHANGES.get(*index));
        chosen.all(|change| (change.apply)(&mut variant, &known)).then(|| variant.price()).flatten()
    };
    let found = Question { shown, closeness, touches: &touches, price_with: &price_with }.answer();
    Ok(VenueMatch { shown, closeness, found })
}

/// Half a unit of the last digit.
fn half_unit(price: f64) -> f64 {
    let decimals = Decimal::of(price).parts().1.len();
    0.5 / 10_f64.powi(i32::try_from(decimals).unwrap_or_default())
}

impl VenueMatch {
    fn verdict(&self) -> Verdict {
        match self.found.fitting.as_slice() {
            [] => Verdict::None,
            [one] if one.first.is_none() => Verdict::Ours,
            [_] => Verdict::Matched,
            _ => Verdict::Several,
        }
    }

    fn row(&self, one: &Explanation, fits: Word) -> Vec<Value> {
        let second = one.second.map_or(Value::Absent(Reason("")), |index| Value::Word(word_of(Some(index))));
        let off = (one.price - self.shown).abs();
        vec![Value::Word(word_of(one.first)), second, Value::Number(one.price), Value::Number(off), Value::Word(fits)]
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

    fn sentence(&self, naming: &Naming) -> String {
        let price = |price: f64| number(price, Unit::Price, naming);
        let shown = price(self.shown);
        match (self.verdict(), self.found.fitting.first(), self.found.nearest.first()) {
            (Verdict::Ours, Some(ours), _) => {
                format!("The venue's {shown} is the same price{}", self.rounding(ours.price))
            }
            (verdict, Some(first), _) => {
                let others = match (verdict, self.found.fitting.len() - 1) {
                    (Verdict::Several, 1) => "; another explanation fits too".to_owned(),
                    (Verdict::Several, others) => format!("; {others} other explanations fit too"),
                    _ => String::new(),
                };
                let chance = if first.second.is_some() {
                    format!(" (of {} combinations tried; it may be chance)", self.found.tried)
                } else {
                    String::new()
                };
                format!("{shown} is our price with {}{}{others}{chance}", with(first), self.rounding(first.price))
            }
            (_, None, Some(near)) => format!(
                "Nothing tried gives the venue's {shown}; the nearest is {}, {}",
                price(near.price),
                near.first.map_or("our own price".to_owned(), |_| format!("with {}", with(near)))
            ),
            (_, None, None) => format!("Nothing tried gives the venue's {shown}"),
        }
    }
}

fn word_of(change: Option<usize>) -> Word {
    change.and_then(|index| CHANGES.get(index)).map_or(NO_CHANGE, |change| change.word)
}

/// The changes within a sentence.
fn with(one: &Explanation) -> String {
    let lowered = |index: usize| {
        let label = word_of(Some(index)).label;
        let mut letters = label.chars();
        letters.next().map(|letter| letter.to_ascii_lowercase()).into_iter().chain(letters).collect::<String>()
    };
    [one.first, one.second].into_iter().flatten().map(lowered).collect::<Vec<_>>().join(" and ")
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

/// The verdict as a word.
pub(super) fn verdict(venue_match: &Result<VenueMatch, Reason>) -> Value {
    match venue_match {
        Err(reason) => Value::Absent(*reason),
        Ok(found) => Value::Word(found.verdict().word()),
    }
}

/// The calculator's statement, with what explains the venue's number.
pub(super) fn statement(input: &HeldPosition, standing: &super::Standing, naming: &Naming) -> Statement {
    let mut statement = wording::statement(input, standing, naming);
    if let Ok(found) = &standing.venue_match {
        statement.words = format!("{}. {}", statement.words, found.sentence(naming));
    }
    statement
}
