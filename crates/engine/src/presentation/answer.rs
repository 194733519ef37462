//! The answer in the shapes that a page shows: the one figure and its other units, cells, tables, one spoken line.

use super::{Sheet, wording};
use crate::figure::{Figure, number, of_output};
use crate::spec::{Fault, OutputRow, Problem, Role, Severity, Unit, Value};

/// The longest label that the button still repeats.
const NAMED_ON_COPY: usize = 20;

/// The one figure, in one of the units that it may be read in.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Its row.
    pub row: &'static OutputRow,
    /// As shown.
    pub figure: Figure,
}

impl Answer {
    /// The figure with its unit.
    pub fn written(&self) -> String {
        written(&self.figure)
    }
}

/// A figure as shown in a cell or a line of the working.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// The number, or why there is none.
    pub text: String,
    /// The unit's symbol.
    pub symbol: String,
    /// The figure beneath, with its name.
    pub beneath: String,
    /// A gain, or a loss.
    pub tone: Option<bool>,
    /// Whether words stand where the number would.
    pub is_words: bool,
    /// Whether there is no answer, and the words say why.
    pub is_absent: bool,
}

/// A table as shown.
#[derive(Clone, Debug, PartialEq)]
pub struct TableView {
    /// Column heads, with their unit.
    pub header: Vec<String>,
    /// Whether a column holds figures.
    pub is_figures: Vec<bool>,
    /// The cells.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// The answer first, then the same in other units.
    pub fn answers(&self) -> Vec<Answer> {
        let shown =
            |(row, value): &(&'static OutputRow, Value)| Answer { row, figure: of_output(row, value, self.naming()) };
        let outputs = &self.outcome.outputs;
        let main = outputs.iter().find(|(row, _)| row.role == Role::Answer);
        let mut answers: Vec<Answer> = main.map(shown).into_iter().collect();
        if main.is_some_and(|(row, value)| row.key.unit == Unit::Quantity && matches!(value, Value::Number(_))) {
            let others = outputs.iter().filter(|(row, _)| is_same_in_other_unit(row));
            for other in others.filter(|(_, value)| matches!(value, Value::Number(_))).map(shown) {
                if answers.iter().all(|answer| answer.figure.symbol != other.figure.symbol) {
                    answers.push(other);
                }
            }
        }
        answers
    }

    /// Whether the answer can be read in more than one unit.
    pub fn has_other_units(&self) -> bool {
        let rows = self.calculator.outputs();
        let is_quantity = rows.iter().any(|row| row.role == Role::Answer && row.key.unit == Unit::Quantity);
        is_quantity && rows.iter().any(|row| is_same_in_other_unit(row))
    }

    /// The rows of a role, in their order; the other units of the answer are beside it.
    pub fn outputs(&self, role: Role) -> Vec<&'static OutputRow> {
        self.calculator.outputs().into_iter().filter(|row| row.role == role && !is_same_in_other_unit(row)).collect()
    }

    /// An output as shown.
    pub fn figure(&self, row: &OutputRow) -> Option<Figure> {
        let value = self.outcome.value(row.key.name)?;
        Some(of_output(row, value, self.naming()))
    }

    /// A cell or line: `−98.86`, `USDT`, and beneath it `Realised risk 0.989 %`.
    pub fn cell(&self, row: &OutputRow) -> Option<Cell> {
        let figure = self.figure(row)?;
        let beneath =
            row.beside.and_then(|key| self.calculator.outputs().into_iter().find(|other| other.key.name == key));
        let said = |beneath: &OutputRow| {
            let figure = self.figure(beneath).filter(|beneath| beneath.is_present && figure.is_present)?;
            Some(if !figure.symbol.is_empty() && beneath.label.starts_with(&figure.symbol) {
                format!("{} {}", figure.text, beneath.label)
            } else {
                format!("{} {}", beneath.label, written(&figure))
            })
        };
        let beneath = beneath.and_then(said).unwrap_or_default();
        let is_words =
            !figure.is_present || matches!(self.outcome.value(row.key.name), Some(Value::Word(_) | Value::Text(_)));
        Some(Cell {
            text: figure.text,
            symbol: figure.symbol,
            beneath,
            tone: figure.tone,
            is_words,
            is_absent: !figure.is_present,
        })
    }

    /// The figures of the working and the checks that are no tables.
    pub fn working(&self) -> Vec<&'static OutputRow> {
        let rows = [Role::Working, Role::Check].into_iter().flat_map(|role| self.outputs(role));
        rows.filter(|row| row.columns.is_empty()).collect()
    }

    /// The first and the third cell in a few words: what it costs, and where it ends.
    pub fn brief(&self) -> Vec<String> {
        let line = |row: &'static OutputRow| {
            let figure = self.figure(row)?;
            Some(format!("{} {}", row.label, written(&figure)))
        };
        self.outputs(Role::Cell).into_iter().step_by(2).filter_map(line).collect()
    }

    /// What the button under one's thumb says.
    pub fn copy_label(&self) -> String {
        let row = self.outputs(Role::Answer).into_iter().next();
        let named = row.filter(|row| row.label.len() <= NAMED_ON_COPY);
        named.map_or_else(|| "Copy the answer".to_owned(), |row| format!("Copy {}", wording::lowered(row.label)))
    }

    /// What is in the way of an answer, other than emptiness: first what no field is to blame for.
    pub fn obstacle(&self) -> Option<&Problem> {
        let errors = || self.outcome.problems.iter().filter(|problem| problem.severity == Severity::Error);
        errors()
            .find(|problem| problem.at.is_none())
            .or_else(|| errors().find(|problem| problem.fault != Fault::Needed))
    }

    /// A table output as shown; `None` where the output is none, or is empty.
    pub fn table(&self, row: &OutputRow) -> Option<TableView> {
        let Some(Value::Table(rows)) = self.outcome.value(row.key.name) else { return None };
        let naming = self.naming();
        let head = |column: &crate::spec::Column| match naming.symbol(column.unit) {
            "" => column.label.to_owned(),
            symbol => format!("{}, {symbol}", column.label),
        };
        let cell = |(value, column): (&Value, &crate::spec::Column)| match value {
            Value::Number(value) => number(*value, column.unit, naming),
            Value::Word(word) => word.label.to_owned(),
            Value::Text(text) => text.clone(),
            Value::Absent(reason) => reason.0.to_owned(),
            Value::Series(_) | Value::Table(_) => String::new(),
        };
        let is_number = |at: usize| rows.iter().any(|cells| matches!(cells.get(at), Some(Value::Number(_))));
        let is_figures = |(at, column): (usize, &crate::spec::Column)| column.unit != Unit::None || is_number(at);
        (!rows.is_empty()).then(|| TableView {
            header: row.columns.iter().map(head).collect(),
            is_figures: row.columns.iter().enumerate().map(is_figures).collect(),
            rows: rows.iter().map(|cells| cells.iter().zip(row.columns).map(cell).collect()).collect(),
        })
    }

    /// The answer in one line, for whoever hears the page.
    pub fn spoken(&self) -> String {
        if !self.is_ok() {
            return self.instead();
        }
        let rows = self.outputs(Role::Answer).into_iter().chain(self.outputs(Role::Cell));
        let mut said: Vec<String> =
            rows.filter_map(|row| Some(format!("{} {}", row.label, written(&self.figure(row)?)))).collect();
        said.extend(self.statement());
        said.join("; ")
    }

    /// The line under the cells.
    pub fn statement(&self) -> Option<String> {
        self.outcome.statement.as_ref().map(|statement| statement.words.clone())
    }
}

/// A figure with its unit.
pub(super) fn written(figure: &Figure) -> String {
    match figure.symbol.as_str() {
        "" => figure.text.clone(),
        "×" => format!("{}×", figure.text),
        symbol => format!("{} {symbol}", figure.text),
    }
}

fn is_same_in_other_unit(row: &OutputRow) -> bool {
    matches!(row.key.name, "base_quantity" | "quote_quantity" | "contract_quantity")
}

#[cfg(test)]
mod tests {
    use super::Sheet;
    use crate::presentation::{first_profile, opened};

    #[test]
    fn the_answer_in_short_has_its_units() {
        let profile = first_profile();
        let sheet = Sheet::new(&opened("#/liquidation", &profile).scenario, &profile);
        let symbols: Vec<String> =
            sheet.brief().iter().map(|line| line.rsplit(' ').next().unwrap().to_owned()).collect();
        assert_eq!(symbols, ["%", "%"]);
    }
}
