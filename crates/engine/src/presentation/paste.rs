//! Tables as venues export them and spreadsheets copy them, as rows of ours: headings found by what others call them,
//! numbers freed of grouping and units, a signed size split into side and size. What is left out or taken for something
//! is told, and what could mean two things stays as it stands, for the reader to complain about.

mod cell;
mod contracts;
mod headers;
#[cfg(test)]
mod tests;

use super::Sheet;
use super::table_rows::Cells;
use crate::number_text::parse_with_unit;
use crate::spec::{Column, cells_between};
use cell::{Side, cleaned, side_of};
use headers::{HEADINGS, in_brackets, plain};

/// What a paste becomes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    /// The rows, a cell for every column; `None`: nothing to take.
    pub rows: Option<Cells>,
    /// What was left out or taken for something; often empty.
    pub notice: String,
}

/// A column of theirs that is one of ours.
#[derive(Clone, Copy)]
struct Match {
    theirs: usize,
    /// Whether its name can mean something else as well.
    is_unsure: bool,
    /// Whether it holds fractions where ours is in percent.
    is_fraction: bool,
}

/// The cells of what was pasted; `None` where it is a single cell, or one line of typing.
fn block(text: &str) -> Option<Vec<Vec<&str>>> {
    let text = text.trim_start_matches('\u{feff}').trim_matches(['\n', '\r']);
    let separator = ['\t', ';', ','].into_iter().find(|mark| text.contains(*mark)).unwrap_or('\t');
    let lines: Vec<Vec<&str>> =
        text.lines().filter(|line| !line.trim().is_empty()).map(|line| cells_between(line, &[separator])).collect();
    (lines.len() > 1 || separator == '\t' && text.contains('\t')).then_some(lines)
}

impl Sheet {
    /// A table with a heading of its own; `None` where there is no heading.
    pub fn pasted_table(&self, key: &str, text: &str) -> Option<Pasted> {
        let columns = self.calculator.columns(key);
        // Lines as links and our own fields hold them.
        let lines = text.lines().count();
        let broken = text.replace(';', "\n");
        let lines = block(if lines == 1 && !text.contains('\t') { &broken } else { text })?;
        let (header, body) = lines.split_first()?;
        let is_number = |cell: &&str| parse_with_unit(cell).0.is_ok();
        if header.iter().any(is_number) {
            return None;
        }
        let mut found = matches(columns, header);
        let kinds = columns.iter().position(|column| column.name == "contract");
        let kinds = kinds.map_or(&[][..], |at| self.calculator.cell_words(key, at));
        contracts::keep_kinds(columns, kinds, (&mut found, body));
        if found.iter().flatten().count() == 0 {
            let notice = format!("None of these columns is known here: {}", header.join(", "));
            return body.iter().flatten().any(is_number).then_some(Pasted { rows: None, notice });
        }
        let mut told = self.told(key, header, (&found, body));
        let mut rows: Cells = body.iter().map(|line| self.row(key, (header, line), &found)).collect();
        told.extend(self.take_sides(key, (header, body, &found), &mut rows));
        contracts::take_from_symbols(columns, &mut rows);
        Some(Pasted { rows: Some(rows), notice: told.join(". ") })
    }

    /// Cells without a heading, from a cell rightwards and downwards over the columns shown.
    pub fn pasted_block(&self, key: &str, text: &str, (rows, at, shown): (&Cells, usize, &[usize])) -> Option<Pasted> {
        let (columns, lines) = (self.calculator.columns(key), block(text)?);
        let mut rows = rows.clone();
        rows.resize(rows.len().max(at + lines.len()), vec![String::new(); columns.len()]);
        for (row, line) in rows.get_mut(at..).unwrap_or_default().iter_mut().zip(&lines) {
            for (place, cell) in shown.iter().zip(line) {
                if let (Some(to), Some(column)) = (row.get_mut(*place), columns.get(*place)) {
                    *to = cleaned(column, cell, (self.calculator.cell_words(key, *place), self.naming()));
                }
            }
        }
        let beyond = lines.iter().map(Vec::len).max().unwrap_or_default().saturating_sub(shown.len());
        let notice = match beyond {
            0 => String::new(),
            1 => "The last column pasted has no place here".to_owned(),
            _ => format!("The last {beyond} columns pasted have no place here"),
        };
        Some(Pasted { rows: Some(rows), notice })
    }

    fn row(&self, key: &str, (header, line): (&[&str], &[&str]), found: &[Option<Match>]) -> Vec<String> {
        let columns = self.calculator.columns(key).iter().enumerate();
        let cell = |((at, column), found): ((usize, &Column), &Option<Match>)| {
            let Some(found) = found else { return String::new() };
            let text = line.get(found.theirs).copied().unwrap_or_default();
            let unit = header.get(found.theirs).map_or("", |heading| in_brackets(heading));
            let is_bare = matches!(parse_with_unit(text), (Ok(_), ""));
            let named = if is_bare && is_size(column) { format!("{text} {unit}") } else { text.to_owned() };
            let clean = cleaned(column, &named, (self.calculator.cell_words(key, at), self.naming()));
            if found.is_fraction { cell::in_percent(&clean) } else { clean }
        };
        columns.zip(found).map(cell).collect()
    }

    /// The side of each row that no word says, from the sign of its size.
    fn take_sides(
        &self,
        key: &str,
        (header, body, found): (&[&str], &[Vec<&str>], &[Option<Match>]),
        rows: &mut Cells,
    ) -> Option<String> {
        let columns = self.calculator.columns(key);
        let place = |name: &str| columns.iter().position(|column| column.name == name);
        let (side, size) = (place("side")?, columns.iter().position(is_size)?);
        let theirs = found.get(size).copied().flatten()?.theirs;
        let heading = header.get(theirs).copied().unwrap_or_default();
        let is_negative = |line: &Vec<&str>| line.get(theirs).is_some_and(|cell| cell.trim().starts_with(['-', '−']));
        let is_signed = SIGNED.contains(&plain(heading).as_str()) || body.iter().any(is_negative);
        let words = self.calculator.cell_words(key, side);
        let mut was_told_by_sign = false;
        for row in rows.iter_mut() {
            let (said, typed) =
                (row.get(side).cloned().unwrap_or_default(), row.get(size).cloned().unwrap_or_default());
            let sign = if typed.starts_with('-') { Side::Short } else { Side::Long };
            let is_said = words.iter().any(|word| word.code == said);
            let takes_sign = is_signed && !is_said && !typed.is_empty();
            if takes_sign && let (Some(to), Some(word)) = (row.get_mut(side), side_of(sign, words)) {
                word.clone_into(to);
                was_told_by_sign = true;
            }
            // A size below 0 beside the word for a long contradicts it, and stays for the reader to refuse.
            let agrees = side_of(sign, words).is_some_and(|word| row.get(side).is_some_and(|said| said == word));
            if agrees && let Some(to) = row.get_mut(size) {
                typed.trim_start_matches('-').clone_into(to);
            }
        }
        was_told_by_sign.then(|| format!("Side is taken from the sign of {heading}"))
    }

    fn told(&self, key: &str, header: &[&str], (found, body): (&[Option<Match>], &[Vec<&str>])) -> Vec<String> {
        let is_taken = |at: usize| found.iter().flatten().any(|found| found.theirs == at);
        let left: Vec<&str> = header
            .iter()
            .enumerate()
            .filter(|(at, heading)| !is_taken(*at) && !heading.is_empty())
            .map(|(_, heading)| *heading)
            .collect();
        let mut told = Vec::new();
        for (column, found) in self.calculator.columns(key).iter().zip(found) {
            let Some(found) = found else { continue };
            let heading = header.get(found.theirs).copied().unwrap_or_default();
            let has_sign = heading.contains('%')
                || body.iter().any(|line| line.get(found.theirs).is_some_and(|cell| cell.contains('%')));
            if found.is_unsure {
                told.push(format!("{heading} is taken for {}", column.label));
            }
            if found.is_fraction && !has_sign {
                told.push(format!("{heading} is in fractions: multiplied by 100"));
            } else if column.unit.is_percent() && !has_sign && !heading.eq_ignore_ascii_case(column.name) {
                told.push(format!("{heading} has no % sign and is taken for percent"));
            }
        }
        told.extend((!left.is_empty()).then(|| format!("Left out: {}", left.join(", "))));
        told
    }
}

/// Names of sizes that carry the side in their sign.
const SIGNED: &[&str] = &["positionamt", "szi", "pos", "currentqty", "netqty"];

fn is_size(column: &Column) -> bool {
    column.name == "quantity"
}

/// For each of our columns, which of theirs it is: the best name wins, the first of equals.
fn matches(columns: &[Column], header: &[&str]) -> Vec<Option<Match>> {
    let names: Vec<String> = header.iter().map(|heading| plain(heading)).collect();
    let mut taken = Vec::new();
    let mut found = Vec::with_capacity(columns.len());
    for column in columns {
        let ranked = names.iter().enumerate().filter(|(at, name)| !name.is_empty() && !taken.contains(at));
        let best = ranked.filter_map(|(at, name)| Some((rank(column, name)?, at))).min();
        taken.extend(best.map(|(_, at)| at));
        found.push(best.map(|(rank, theirs)| Match {
            theirs,
            is_unsure: (UNSURE..FRACTION).contains(&rank),
            is_fraction: rank >= FRACTION,
        }));
    }
    found
}

const UNSURE: usize = 1_000;
const FRACTION: usize = 2_000;

fn rank(column: &Column, name: &str) -> Option<usize> {
    if name == plain(column.name) || name == plain(column.label) {
        return Some(0);
    }
    let headings = HEADINGS.iter().filter(|heading| heading.columns.contains(&column.name));
    let place = |names: &[&str]| names.iter().position(|other| *other == name);
    headings
        .filter_map(|heading| {
            let sure = place(heading.names).map(|at| at + 1);
            let unsure = || place(heading.perhaps).map(|at| at + UNSURE);
            let fraction = || place(heading.fractions).map(|at| at + FRACTION);
            sure.or_else(unsure).or_else(fraction)
        })
        .min()
}
