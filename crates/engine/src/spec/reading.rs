//! From a field's text into its slot, once per change; and the canonical text that links write.

use super::table_text::{TableText, holds_pairs, pair_texts};
use super::{
    Choice, Date, Fault, Gain, Kind, Level, Naming, Place, Problem, Range, Severity, Slot, Symmetric, Table, Unit,
};
use crate::math::rounding::PriceRule;
use crate::math::volatility::annual_from_daily;
use crate::number_text::{Style, Unreadable, canonical, display, fraction, parse_with_unit};

/// The most rows a table may have.
pub const MOST_ROWS: usize = 1000;

/// What a text is read with.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The unit of the field or column.
    pub unit: Unit,
    /// What it may be.
    pub range: Range,
    /// The names of the instrument.
    pub naming: &'a Naming,
    /// For a matrix: how many rows it must have.
    pub size: Option<usize>,
}

/// A fault and, in a table, its row and column.
#[derive(Clone, Debug, PartialEq)]
pub struct Misread {
    /// The row, from 0.
    pub row: Option<usize>,
    /// The column's label.
    pub column: Option<&'static str>,
    /// What is wrong.
    pub fault: Fault,
}

impl Misread {
    /// The error that this is in a field.
    pub fn at(self, row: &super::FieldRow) -> Problem {
        let at = Place { key: row.key.name, label: row.label, row: self.row, column: self.column };
        Problem { at: Some(at), severity: Severity::Error, fault: self.fault, fixes: Vec::new() }
    }
}

impl From<Fault> for Misread {
    fn from(fault: Fault) -> Misread {
        Misread { row: None, column: None, fault }
    }
}

impl From<Unreadable> for Fault {
    fn from(why: Unreadable) -> Fault {
        let text = |number| display(number, Style { decimals: 12, fixed: false, signed: false });
        match why {
            Unreadable::Empty => Fault::Needed,
            Unreadable::NotOrdinary => Fault::NotOrdinary,
            Unreadable::NotANumber => Fault::NotANumber,
            Unreadable::Ambiguous(one, other) => Fault::Ambiguous(text(one), text(other)),
        }
    }
}

impl Reading<'_> {
    /// Writes a text to its slot; every fault is collected, what could be read is written.
    pub fn fill(self, slot: Slot<'_>, text: &str) -> Vec<Misread> {
        let text = text.trim();
        if text.is_empty() {
            return self.fill_empty(slot);
        }
        let one = |filled: Result<(), Fault>| filled.err().map(Misread::from).into_iter().collect();
        match slot {
            Slot::Number(to) => one(self.number(text).map(|number| *to = number)),
            Slot::Optional(to) => one(self.number(text).map(|number| *to = Some(number))),
            Slot::Money(to) => one(self.money(text).map(|sum| *to = sum)),
            Slot::OptionalMoney(to) => one(self.money(text).map(|sum| *to = Some(sum))),
            Slot::Level(to) => one(self.level(text).map(|level| *to = Some(level))),
            Slot::Gain(to) => one(self.gain(text).map(|gain| *to = gain)),
            Slot::Count(to) => one(self.count(text).map(|count| *to = count)),
            Slot::OptionalCount(to) => one(self.count(text).map(|count| *to = Some(count))),
            Slot::Choice(to) => one(choose(to, text)),
            Slot::Text(to) => {
                text.clone_into(to);
                Vec::new()
            }
            Slot::PriceRule(to) => one(price_rule(text).map(|rule| *to = rule)),
            Slot::Date(to) => one(Date::parse(text).ok_or(Fault::NotADate).map(|date| *to = date)),
            Slot::OptionalDate(to) => one(Date::parse(text).ok_or(Fault::NotADate).map(|date| *to = Some(date))),
            Slot::Series(to) | Slot::OptionalSeries(to) => self.series(to, text),
            Slot::Rows(to) => self.rows(to, text),
            Slot::Matrix(to) => one(self.matrix(text).map(|matrix| *to = matrix)),
        }
    }

    fn fill_empty(self, slot: Slot<'_>) -> Vec<Misread> {
        if !slot.may_be_empty() {
            return vec![Fault::Needed.into()];
        }
        match slot {
            Slot::Optional(to) | Slot::OptionalMoney(to) => *to = None,
            Slot::OptionalCount(to) => *to = None,
            Slot::OptionalDate(to) => *to = None,
            Slot::Level(to) => *to = None,
            Slot::Text(to) => to.clear(),
            Slot::OptionalSeries(to) => to.clear(),
            Slot::PriceRule(to) => *to = PriceRule::Any,
            Slot::Rows(to) => to.resize(0),
            _ => {}
        }
        Vec::new()
    }

    fn number(self, text: &str) -> Result<f64, Fault> {
        let (number, unit) = parse_with_unit(text);
        let number = number?;
        let per_day = self.unit == Unit::AnnualVolatility && matches!(unit, "/day" | "%/day" | "/d" | "%/d");
        if !per_day && !self.takes_unit(unit) {
            return Err(Fault::WrongUnit { typed: unit.to_owned(), wanted: self.unit_words() });
        }
        self.range.check(number, self.unit, self.naming)?;
        match (per_day, self.unit.is_percent()) {
            (true, _) => Ok(annual_from_daily(fraction(number))),
            (_, true) => Ok(fraction(number)),
            _ => Ok(number),
        }
    }

    fn unit_words(self) -> String {
        match self.naming.symbol(self.unit) {
            "" => "a plain number".to_owned(),
            symbol => symbol.to_owned(),
        }
    }

    fn takes_unit(self, unit: &str) -> bool {
        let symbol = self.naming.symbol(self.unit);
        let dollars = unit == "$" && symbol.starts_with("USD");
        let alias: &[&str] = match self.unit {
            Unit::Percent | Unit::AnnualVolatility => &["%", "pct"],
            Unit::Times => &["x", "X", "×"],
            Unit::R => &["r", "R"],
            Unit::Hours => &["h", "hours"],
            Unit::Days => &["d", "days"],
            Unit::Years => &["y", "years"],
            _ => &[],
        };
        unit.is_empty() || dollars || unit.eq_ignore_ascii_case(symbol) || alias.contains(&unit)
    }

    fn money(self, text: &str) -> Result<f64, Fault> {
        let (sum, currency) = parse_with_unit(text);
        let sum = sum?;
        if !self.takes_unit(currency) {
            let typed = format!("{} {currency}", display(sum, Style { decimals: 8, fixed: false, signed: false }));
            return Err(Fault::OtherCurrency { typed, settle: self.naming.settle.clone() });
        }
        self.range.check(sum, self.unit, self.naming).map(|()| sum)
    }

    fn level(self, text: &str) -> Result<Level, Fault> {
        let (number, unit) = parse_with_unit(text);
        let number = number?;
        match unit {
            "%" | "pct" => Ok(Level::Share(fraction(number))),
            "r" | "R" => Ok(Level::R(number)),
            "atr" | "ATR" => Ok(Level::Atr(number)),
            _ if self.takes_unit(unit) => {
                Range::Above(0.0).check(number, Unit::Price, self.naming).map(|()| Level::Price(number))
            }
            _ => Err(Fault::WrongUnit { typed: unit.to_owned(), wanted: "a price, %, R or ATR".to_owned() }),
        }
    }

    fn gain(self, text: &str) -> Result<Gain, Fault> {
        let (number, unit) = parse_with_unit(text);
        let number = number?;
        match unit {
            "%" | "pct" => Ok(Gain::Return(fraction(number))),
            "" | "r" | "R" | "x" | "×" => Ok(Gain::OfStake(number)),
            _ => Err(Fault::WrongUnit { typed: unit.to_owned(), wanted: "a multiple of the stake, or %".to_owned() }),
        }
    }

    fn count(self, text: &str) -> Result<u32, Fault> {
        let number = Reading { unit: Unit::Count, ..self }.number(text)?;
        let whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
        if whole { Ok(number as u32) } else { Err(Fault::NotWhole) }
    }

    fn series(self, to: &mut Vec<f64>, text: &str) -> Vec<Misread> {
        let mut misread = Vec::new();
        to.clear();
        for (row, item) in items(text).enumerate() {
            match self.number(item) {
                Ok(number) => to.push(number),
                Err(fault) => misread.push(Misread { row: Some(row), column: None, fault }),
            }
        }
        misread
    }

    fn matrix(self, text: &str) -> Result<Symmetric, Fault> {
        let read = |cell: &str| self.number(cell);
        let rows: Vec<Vec<f64>> =
            text.split([';', '\n']).map(|row| row.split([',', '\t']).map(read).collect()).collect::<Result<_, _>>()?;
        let wanted = self.size.unwrap_or(rows.len());
        let matrix =
            Symmetric::from_rows(&rows).filter(|matrix| matrix.size() == wanted).ok_or(Fault::NotSquare { wanted })?;
        if matrix.is_symmetric() { Ok(matrix) } else { Err(Fault::NotSymmetric) }
    }

    fn rows(self, to: &mut dyn Table, text: &str) -> Vec<Misread> {
        let columns = to.columns();
        let table = match TableText::read(columns, text) {
            Ok(table) => table,
            Err(fault) => return vec![fault.into()],
        };
        if let Some(column) = table.missing(columns) {
            return vec![Fault::MissingColumn(column.name).into()];
        }
        if table.lines.len() > MOST_ROWS {
            return vec![Misread { row: Some(MOST_ROWS), ..Fault::TooManyRows(MOST_ROWS).into() }];
        }
        to.resize(table.lines.len());
        let mut misread = Vec::new();
        for (row, cells) in table.lines.iter().enumerate() {
            if cells.len() > table.order.len() {
                let fault = Fault::WrongCellCount { cells: cells.len(), columns: table.order.len() };
                misread.push(Misread { row: Some(row), column: None, fault });
                continue;
            }
            for (at, column) in columns.iter().enumerate() {
                let typed = table.cell(cells, at);
                let cell_text = typed.filter(|cell| !cell.trim().is_empty()).or(column.neutral).unwrap_or_default();
                let reading = Reading { unit: column.unit, range: Range::Any, ..self };
                let faults = to.cell(row, at).map(|slot| reading.fill(slot, cell_text)).unwrap_or_default();
                misread.extend(faults.into_iter().map(|inner| Misread {
                    row: Some(row),
                    column: Some(column.label),
                    ..inner
                }));
            }
        }
        misread
    }
}

/// How many rows a text has under those columns: a first line that names columns is none.
pub(super) fn row_count(columns: &[super::Column], text: &str) -> usize {
    let mut lines = text.split([';', '\n']).map(str::trim).filter(|line| !line.is_empty()).peekable();
    let is_name = |cell: &str| columns.iter().any(|column| cell.trim().eq_ignore_ascii_case(column.name));
    let is_headed = lines.peek().is_some_and(|line| line.split([',', '\t']).any(is_name));
    lines.count() - usize::from(is_headed)
}

fn choose(to: &mut dyn Choice, text: &str) -> Result<(), Fault> {
    let place = to.words().iter().position(|word| word.code.eq_ignore_ascii_case(text));
    match place {
        Some(place) => {
            to.choose(place);
            Ok(())
        }
        None => Err(Fault::NotAChoice(to.words().iter().map(|word| word.code).collect::<Vec<_>>().join(", "))),
    }
}

/// `0.1` is a tick; `5sf` five significant figures; `5sf4` five, and at most four decimals.
fn price_rule(text: &str) -> Result<PriceRule, Fault> {
    let read = |part: &str| part.parse::<u32>().map_err(|_| Fault::NotAPriceRule);
    let by_figures = text.split_once('s').and_then(|(figures, rest)| Some((figures, rest.strip_prefix('f')?)));
    if let Some((figures, decimals)) = by_figures {
        let decimals = if decimals.is_empty() { 12 } else { read(decimals)? };
        return match read(figures)? {
            figures @ 1..=15 if decimals <= 12 => Ok(PriceRule::SignificantFigures { figures, decimals }),
            _ => Err(Fault::NotAPriceRule),
        };
    }
    match parse_with_unit(text) {
        (Ok(tick), "") if tick > 0.0 => Ok(PriceRule::Tick(tick)),
        _ => Err(Fault::NotAPriceRule),
    }
}

impl Reading<'_> {
    /// The text as a link writes it: canonical if it is a valid number, as typed otherwise.
    pub fn canonical_text(self, kind: Kind, text: &str) -> String {
        let text = text.trim();
        let canonical = match kind {
            Kind::Number | Kind::Money | Kind::Count | Kind::Level | Kind::Distance => {
                self.canonical_number(kind, text)
            }
            Kind::Choice => Some(text.to_ascii_lowercase()),
            Kind::Pairs if holds_pairs(text) => {
                Some(pair_texts(text).into_iter().map(canonical_pair).collect::<Vec<_>>().join(","))
            }
            Kind::Series => self.canonical_series(text),
            _ => None,
        };
        canonical.unwrap_or_else(|| text.to_owned())
    }

    fn canonical_number(self, kind: Kind, text: &str) -> Option<String> {
        let (number, unit) = parse_with_unit(text);
        let number = canonical(number.ok()?);
        match (kind, unit) {
            (_, "") => Some(number),
            (Kind::Level | Kind::Distance, _) => Some(number + level_suffix(unit)?),
            (Kind::Money, currency) => Some(number + currency),
            (_, "/day" | "%/day" | "/d" | "%/d") if self.unit == Unit::AnnualVolatility => Some(number + "/day"),
            _ => self.takes_unit(unit).then_some(number),
        }
    }

    fn canonical_series(self, text: &str) -> Option<String> {
        let numbers: Option<Vec<String>> = items(text).map(|item| self.canonical_number(Kind::Number, item)).collect();
        numbers.map(|numbers| numbers.join(","))
    }
}

fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', ' ', '\n', '\t', '\r']).filter(|item| !item.is_empty())
}

fn level_suffix(unit: &str) -> Option<&'static str> {
    match unit {
        "%" | "pct" => Some("pct"),
        "r" | "R" => Some("r"),
        "atr" | "ATR" => Some("atr"),
        _ => None,
    }
}

fn canonical_pair(pair: &str) -> String {
    let part = |text: &str| {
        let (number, unit) = parse_with_unit(text);
        let suffix = if unit.is_empty() { Some("") } else { level_suffix(unit) };
        number.ok().zip(suffix).map_or_else(|| text.trim().to_owned(), |(number, suffix)| canonical(number) + suffix)
    };
    pair.split('@').map(part).collect::<Vec<_>>().join("@")
}
