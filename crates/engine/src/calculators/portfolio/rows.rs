//! The rows of names, as typed, and what must hold of them.

use super::{Method, NAMES, Portfolio};
use crate::math::contract::Side;
use crate::math::portfolio::{Bounds, Stance};
use crate::number_text::{canonical, percent};
use crate::spec::{Choice, Column, Fault, Kind, Listed, Problem, Record, Slot, Unit, Word, word};

/// Most names that are split over.
pub(super) const MOST_NAMES: usize = 100;

impl Listed for Stance {
    const VARIANTS: &'static [Stance] = &[Stance::Long, Stance::Short, Stance::Either];
    const WORDS: &'static [Word] = &[word("long", "Long"), word("short", "Short"), word("either", "Either")];
}

/// A name.
#[derive(Clone, Debug)]
pub struct NameRow {
    /// What it is called.
    pub name: String,
    /// Return expected of it a year.
    pub annual_return: Option<f64>,
    /// Its volatility a year; none: from the returns pasted.
    pub volatility: Option<f64>,
    /// Which way it may be held.
    pub stance: Stance,
    /// Loss at its stop, as a share of the position; none: it has none.
    pub stop: Option<f64>,
    /// Its weight now, over equity; below 0: short.
    pub weight: f64,
    /// The most of it; none: the limit for all.
    pub limit: Option<f64>,
    /// Its share of risk, beside the others'.
    pub budget: f64,
}

impl Default for NameRow {
    fn default() -> NameRow {
        NameRow {
            name: String::new(),
            annual_return: None,
            volatility: None,
            stance: Stance::Long,
            stop: None,
            weight: 0.0,
            limit: None,
            budget: 1.0,
        }
    }
}

const fn column(
    name: &'static str,
    label: &'static str,
    (kind, unit): (Kind, Unit),
    neutral: Option<&'static str>,
) -> Column {
    Column { name, label, kind, unit, neutral }
}

const RETURN: &str = "Expected return";
const VOLATILITY: &str = "Volatility";
const SIDE: &str = "Side";
const STOP: &str = "Stop";
const WEIGHT: &str = "Weight now";
const LIMIT: &str = "Limit";
const BUDGET: &str = "Share of risk";

impl Record for NameRow {
    const COLUMNS: &'static [Column] = &[
        column("name", "Name", (Kind::Text, Unit::None), None),
        column("return_pct", RETURN, (Kind::Number, Unit::Percent), Some("")),
        column("vol_pct", VOLATILITY, (Kind::Number, Unit::AnnualVolatility), Some("")),
        column("side", SIDE, (Kind::Choice, Unit::None), Some("long")),
        column("stop_pct", STOP, (Kind::Number, Unit::Percent), Some("")),
        column("weight_pct", WEIGHT, (Kind::Number, Unit::Percent), Some("0")),
        column("limit_pct", LIMIT, (Kind::Number, Unit::Percent), Some("")),
        column("budget", BUDGET, (Kind::Number, Unit::None), Some("1")),
    ];

    fn cell(&mut self, column: usize) -> Option<Slot<'_>> {
        match column {
            0 => Some(Slot::Text(&mut self.name)),
            1 => Some(Slot::Optional(&mut self.annual_return)),
            2 => Some(Slot::Optional(&mut self.volatility)),
            3 => {
                let choice: &mut dyn Choice = &mut self.stance;
                Some(Slot::Choice(choice))
            }
            4 => Some(Slot::Optional(&mut self.stop)),
            5 => Some(Slot::Number(&mut self.weight)),
            6 => Some(Slot::Optional(&mut self.limit)),
            7 => Some(Slot::Number(&mut self.budget)),
            _ => None,
        }
    }
}

fn at(row: usize, column: &'static str, fault: Fault) -> Problem {
    Problem::error(NAMES, fault).in_cell(row, Some(column))
}

impl Portfolio {
    /// Everything about the rows that must be other than it is.
    pub(super) fn row_problems(&self) -> Vec<Problem> {
        if self.names.is_empty() {
            return vec![Problem::error(NAMES, Fault::Needed)];
        }
        if self.names.len() > MOST_NAMES {
            return vec![Problem::error(NAMES, Fault::TooManyRows(MOST_NAMES))];
        }
        self.names.iter().enumerate().flat_map(|(at, row)| self.problems_of(at, row)).collect()
    }

    fn problems_of(&self, row: usize, typed: &NameRow) -> Vec<Problem> {
        let above = |column, number: Option<f64>| {
            let is_low = number.is_some_and(|number| number <= 0.0);
            is_low.then(|| at(row, column, Fault::MustBeAbove("0".to_owned())))
        };
        let is_missing = self.method == Method::Kelly && typed.annual_return.is_none();
        let missing = is_missing.then(|| at(row, RETURN, Fault::Needed));
        let no_volatility = typed.volatility.is_none() && !self.has_returns();
        let volatility = no_volatility.then(|| at(row, VOLATILITY, Fault::Needed));
        let is_sided = matches!(self.method, Method::InverseVolatility | Method::EqualRisk);
        let open = (is_sided && typed.stance == Stance::Either).then(|| at(row, SIDE, Fault::SideOpen));
        let is_signed = typed.stance == Stance::Long && typed.weight < 0.0;
        let signed = is_signed.then(|| at(row, WEIGHT, Fault::SignAgainstSide { side: Side::Long }));
        let low = typed.limit.is_some_and(|limit| limit < 0.0);
        let limit = low.then(|| at(row, LIMIT, Fault::MustBeAtLeast("0".to_owned())));
        let positive =
            [above(VOLATILITY, typed.volatility), above(STOP, typed.stop), above(BUDGET, Some(typed.budget))];
        [missing, volatility, open, signed, limit].into_iter().chain(positive).flatten().collect()
    }

    /// What looks odd and stands: a volatility that may be a fraction.
    pub(super) fn row_warnings(&self) -> Vec<Problem> {
        let odd = self.names.iter().enumerate().filter_map(|(row, typed)| {
            let means = percent(typed.volatility?);
            let fault = Fault::LooksLikeFraction { means: canonical(means), perhaps: canonical(percent(means)) };
            (means < 2.5).then(|| Problem::warning(NAMES, fault).in_cell(row, Some(VOLATILITY)))
        });
        odd.collect()
    }

    /// The weight now, below 0 for a short.
    pub(super) fn weights_now(&self) -> Vec<f64> {
        let signed = |row: &NameRow| if row.stance == Stance::Short { -row.weight.abs() } else { row.weight };
        self.names.iter().map(signed).collect()
    }

    /// The limits; sides only where Kelly may choose them.
    pub(super) fn bounds(&self) -> Bounds {
        let stance = |row: &NameRow| if self.method.is_kelly() { row.stance } else { Stance::Either };
        Bounds {
            stances: self.names.iter().map(stance).collect(),
            names: self.names.iter().map(|row| row.limit.or(self.name_limit)).collect(),
            gross: self.gross,
            net: self.net,
        }
    }
}
