//! A calculator's declaration, and the object-safe face under which all of them look alike.

use super::currency::{conversions, settled};
use super::reading::row_count;
use super::texts::ACCOUNT_CURRENCY;
use super::{
    Choice, Fault, Field, FieldRow, Kind, Naming, Output, OutputRow, Problem, Reading, Severity, Slot, Texts, Value,
    Word,
};
use crate::chart::Chart;
use crate::number_text;

/// What a solve gives: results, and warnings that do not stop them.
pub struct Solved<O> {
    /// The results.
    pub results: O,
    /// Warnings and notices.
    pub warnings: Vec<Problem>,
}

/// The one line of words under the cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it says.
    pub words: String,
    /// Calm, or amber.
    pub severity: Severity,
}

/// Where one goes from here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Next {
    /// What the button says.
    pub label: &'static str,
    /// The calculator it opens.
    pub slug: &'static str,
}

/// A calculator: inputs `I`, results `O`, and what binds them.
pub struct Spec<I: 'static, O: 'static> {
    /// Its name in links, API, docs and tests.
    pub slug: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The question it answers.
    pub question: &'static str,
    /// What it takes for granted, in one line.
    pub assumptions: &'static str,
    /// One row per input.
    pub fields: &'static [Field<I>],
    /// One row per output.
    pub outputs: &'static [Output<O>],
    /// From inputs to results.
    pub solve: fn(&I) -> Result<Solved<O>, Vec<Problem>>,
    /// What a page says and draws besides.
    pub wording: Wording<I, O>,
    /// What comes next.
    pub next: &'static [Next],
}

/// The line under the cells, and the picture where one helps. Without the feature `words` there is neither, and none of
/// the code behind them.
pub struct Wording<I: 'static, O: 'static> {
    #[cfg(feature = "words")]
    said: (StatementOf<I, O>, ChartOf<I, O>),
    #[cfg(not(feature = "words"))]
    said: std::marker::PhantomData<(StatementOf<I, O>, ChartOf<I, O>)>,
}

type StatementOf<I, O> = fn(&I, &O, &Naming) -> Statement;
type ChartOf<I, O> = fn(&I, &O, &Naming) -> Option<Chart>;

impl<I, O> Wording<I, O> {
    /// The line, and the picture.
    #[cfg_attr(not(feature = "words"), allow(unused_variables, reason = "they are not said"))]
    pub const fn new(statement: StatementOf<I, O>, chart: ChartOf<I, O>) -> Wording<I, O> {
        #[cfg(feature = "words")]
        let said = (statement, chart);
        #[cfg(not(feature = "words"))]
        let said = std::marker::PhantomData;
        Wording { said }
    }

    #[cfg(feature = "words")]
    fn of(&self, inputs: &I, results: &O, naming: &Naming) -> (Option<Statement>, Option<Chart>) {
        let (statement, chart) = self.said;
        (Some(statement(inputs, results, naming)), chart(inputs, results, naming))
    }

    #[cfg(not(feature = "words"))]
    fn of(&self, _: &I, _: &O, _: &Naming) -> (Option<Statement>, Option<Chart>) {
        (None, None)
    }
}

/// Whether there is a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Results.
    Ok,
    /// Problems, and no results.
    Invalid,
}

/// Everything a change of text leads to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Whether there is a result.
    pub status: Status,
    /// Every output and its value; empty where there is no result.
    pub outputs: Vec<(&'static OutputRow, Value)>,
    /// Every problem, the worst not necessarily first.
    pub problems: Vec<Problem>,
    /// The line under the cells.
    pub statement: Option<Statement>,
    /// The picture.
    pub chart: Option<Chart>,
    /// The names of the instrument.
    pub naming: Naming,
}

impl Outcome {
    /// The value of an output.
    ///
    /// ```
    /// let texts = [("entry", "100"), ("stop", "95"), ("side", "long"), ("equity", "10000"), ("risk_pct", "1"), ("leverage", "1")];
    /// let calculator = ballast_engine::calculators::find("position-size").ok_or("no such calculator")?;
    /// let outcome = calculator.prepare(&texts.into_iter().collect()).outcome();
    /// assert!(outcome.value("binding_limit").is_some() && outcome.value("no_such_output").is_none());
    /// # Ok::<(), &str>(())
    /// ```
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.outputs.iter().find(|(row, _)| row.key.name == key).map(|(_, value)| value)
    }

    /// The number of an output, a fraction where the unit is percent.
    ///
    /// ```
    /// // Jesse's size for a short that may lose 1 % of 10,000 (tests/vectors, size.ff.jesse.short).
    /// let texts = [("entry", "80"), ("stop", "100"), ("side", "short"), ("equity", "10000"), ("risk_pct", "1"), ("leverage", "1")];
    /// let calculator = ballast_engine::calculators::find("position-size").ok_or("no such calculator")?;
    /// assert_eq!(calculator.prepare(&texts.into_iter().collect()).outcome().number("quantity"), Some(5.0));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn number(&self, key: &str) -> Option<f64> {
        match self.value(key) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }
}

/// Inputs once parsed: numbers move, texts do not come into it again.
///
/// ```
/// let texts = [("entry", "80"), ("stop", "100"), ("side", "short"), ("equity", "10000"), ("risk_pct", "1"), ("leverage", "1")];
/// let calculator = ballast_engine::calculators::find("position-size").ok_or("no such calculator")?;
/// let mut prepared = calculator.prepare(&texts.into_iter().collect());
/// // Twice the risk, in the unit of its text, is twice the size.
/// assert!(prepared.set("risk_pct", 2.0));
/// assert_eq!(prepared.output("quantity"), Some(10.0));
/// # Ok::<(), &str>(())
/// ```
pub trait Prepared {
    /// Types a number into a field; whether there is a field that takes one.
    fn set(&mut self, key: &str, value: f64) -> bool;
    /// The outputs at those places of the calculator's list as figures, in the unit of their texts, where there is a
    /// result; not a number where that output is none.
    fn figures(&self, places: &[usize]) -> Option<Vec<f64>>;
    /// One output as a number, if it is one.
    fn output(&self, key: &str) -> Option<f64>;
    /// Everything.
    fn outcome(self: Box<Self>) -> Outcome;
    /// Another, to move on its own.
    #[cfg(feature = "words")]
    fn copy(&self) -> Box<dyn Prepared>;
}

/// A calculator, seen without the types of its inputs and results.
///
/// ```
/// use ballast_engine::calculators::CALCULATORS;
/// let takes_equity = CALCULATORS.iter().filter(|calculator| calculator.fields().iter().any(|row| row.key.name == "equity"));
/// assert!(takes_equity.count() > 5);
/// ```
pub trait Calculator: Sync {
    /// Its name in links, API, docs and tests.
    fn slug(&self) -> &'static str;
    /// Its title.
    fn title(&self) -> &'static str;
    /// The question it answers.
    fn question(&self) -> &'static str;
    /// What it takes for granted.
    fn assumptions(&self) -> &'static str;
    /// What comes next.
    fn next(&self) -> &'static [Next];
    /// Its inputs, in the order of the form.
    fn fields(&self) -> Vec<&'static FieldRow>;
    /// Its outputs, in the order of the page.
    fn outputs(&self) -> Vec<&'static OutputRow>;
    /// Shows where an input's text would go.
    fn show_slot(&self, key: &str, look: &mut dyn FnMut(Slot<'_>));
    /// Whether a field shows with these texts.
    fn shows(&self, row: &FieldRow, texts: &Texts) -> bool;
    /// Parses the texts; what could not be read is in the outcome's problems.
    fn prepare(&self, texts: &Texts) -> Box<dyn Prepared>;
}

/// What the slots say; here once, and not for every calculator anew.
impl dyn Calculator + '_ {
    /// The words of a choice.
    ///
    /// ```
    /// let calculator = ballast_engine::calculators::find("position-size").ok_or("no such calculator")?;
    /// assert_eq!(calculator.words("side").iter().map(|word| word.code).collect::<Vec<_>>(), ["long", "short"]);
    /// # Ok::<(), &str>(())
    /// ```
    pub fn words(&self, key: &str) -> &'static [Word] {
        let mut words: &[Word] = &[];
        self.show_slot(key, &mut |slot| {
            if let Slot::Choice(choice) = slot {
                words = Choice::words(choice);
            }
        });
        words
    }

    /// The columns of a table that is an input.
    ///
    /// ```
    /// let calculator = ballast_engine::calculators::find("liquidation").ok_or("no such calculator")?;
    /// assert_eq!(calculator.columns("tiers").first().map(|column| column.name), Some("cap"));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn columns(&self, key: &str) -> &'static [super::Column] {
        let mut columns: &[super::Column] = &[];
        self.show_slot(key, &mut |slot| {
            if let Slot::Rows(table) = slot {
                columns = table.columns();
            }
        });
        columns
    }

    /// The words of a column of choices in such a table.
    ///
    /// ```
    /// let calculator = ballast_engine::calculators::find("cross-account").ok_or("no such calculator")?;
    /// // The second column of its positions is the side.
    /// let words = calculator.cell_words("positions", 1);
    /// assert_eq!(words.iter().map(|word| word.code).collect::<Vec<_>>(), ["long", "short"]);
    /// # Ok::<(), &str>(())
    /// ```
    pub fn cell_words(&self, key: &str, column: usize) -> &'static [Word] {
        let mut words: &[Word] = &[];
        self.show_slot(key, &mut |slot| {
            if let Slot::Rows(table) = slot {
                table.resize(1);
                if let Some(Slot::Choice(choice)) = table.cell(0, column) {
                    words = Choice::words(choice);
                }
            }
        });
        words
    }
}

impl<I: Default + Clone, O> Spec<I, O> {
    fn field(&self, key: &str) -> Option<&'static Field<I>> {
        self.fields.iter().find(|field| field.row.key.name == key)
    }

    fn label(&self, key: &str) -> &'static str {
        let output = || self.outputs.iter().find(|output| output.row.key.name == key).map(|output| output.row.label);
        self.field(key).map(|field| field.row.label).or_else(output).unwrap_or_default()
    }

    fn labelled(&self, mut problem: Problem) -> Problem {
        if let Some(place) = &mut problem.at {
            place.label = self.label(place.key);
        }
        problem
    }

    /// What units are named by: the instrument, or the currency of the account.
    fn naming(&self, texts: &Texts) -> Naming {
        match self.field(ACCOUNT_CURRENCY) {
            Some(_) => texts.naming_of_account(),
            None => texts.naming(),
        }
    }

    /// Parses one shown field into the inputs.
    fn read(&self, field: &Field<I>, texts: &Texts, (inputs, naming): (&mut I, &Naming)) -> Vec<Problem> {
        let row = &field.row;
        let size = row.size_from.and_then(|rows| match (self.field(rows)?.slot)(inputs) {
            Slot::Rows(table) => Some(row_count(table.columns(), texts.text_or_neutral(rows))),
            _ => None,
        });
        // Without rows, it is they that are missing.
        let size = size.filter(|rows| *rows > 0);
        let text = texts.get(row.key.name).or(row.neutral()).unwrap_or_default();
        let settled = if row.key.kind == Kind::Money { settled(texts, text) } else { None };
        let text = settled.as_deref().unwrap_or(text);
        let reading = Reading { unit: row.key.unit, range: row.range, naming, size };
        let misread = if text.trim().is_empty() && row.is_needed_with(texts) {
            vec![Fault::Needed.into()]
        } else {
            reading.fill((field.slot)(inputs), text)
        };
        let problem = |misread: super::Misread| {
            let fixes = match misread.fault {
                Fault::OtherCurrency { .. } => conversions(texts, naming, row.key.name, text),
                _ => Vec::new(),
            };
            Problem { fixes, ..misread.at(row) }
        };
        misread.into_iter().map(problem).collect()
    }
}

struct Loaded<I: 'static, O: 'static> {
    spec: &'static Spec<I, O>,
    inputs: I,
    naming: Naming,
    problems: Vec<Problem>,
    /// Those of fields that stand aside: the rest is solved without them.
    aside: Vec<Problem>,
}

impl<I: Default + Clone + 'static, O> Loaded<I, O> {
    fn invalid(self, problems: Vec<Problem>) -> Outcome {
        Outcome {
            status: Status::Invalid,
            outputs: Vec::new(),
            problems,
            statement: None,
            chart: None,
            naming: self.naming,
        }
    }
}

impl<I: Default + Clone + 'static, O> Prepared for Loaded<I, O> {
    fn set(&mut self, key: &str, value: f64) -> bool {
        let Some(Field { row, slot: slot_of }) = self.spec.field(key) else { return false };
        let slot = slot_of(&mut self.inputs);
        if !slot.takes_a_number() {
            return false;
        }
        let text = if value.is_finite() { number_text::canonical(value) } else { "nan".to_owned() };
        let reading = Reading { unit: row.key.unit, range: row.range, naming: &self.naming, size: None };
        let misread = reading.fill(slot, &text);
        if row.aside && !misread.is_empty() {
            // What could not be read counts as empty, not as what stood there before.
            let mut fresh = I::default();
            (slot_of)(&mut self.inputs).swap((slot_of)(&mut fresh));
        }
        let unread = if row.aside { &mut self.aside } else { &mut self.problems };
        unread.retain(|problem| problem.key() != Some(row.key.name));
        unread.extend(misread.into_iter().map(|misread| misread.at(row)));
        true
    }

    fn figures(&self, places: &[usize]) -> Option<Vec<f64>> {
        if !self.problems.is_empty() {
            return None;
        }
        let results = (self.spec.solve)(&self.inputs).ok()?.results;
        let values: Vec<Value> = self.spec.outputs.iter().map(|output| (output.value)(&results)).collect();
        let figure = |place: &usize| match (values.get(*place), self.spec.outputs.get(*place)) {
            (Some(Value::Number(number)), Some(output)) if output.row.key.unit.is_percent() => {
                number_text::percent(number + 0.0)
            }
            (Some(Value::Number(number)), _) => number + 0.0,
            _ => f64::NAN,
        };
        values.iter().all(is_finite).then(|| places.iter().map(figure).collect())
    }

    fn output(&self, key: &str) -> Option<f64> {
        let output = self.spec.outputs.iter().find(|output| output.row.key.name == key)?;
        if !self.problems.is_empty() {
            return None;
        }
        match (output.value)(&(self.spec.solve)(&self.inputs).ok()?.results) {
            Value::Number(number) if number.is_finite() => Some(number),
            _ => None,
        }
    }

    fn outcome(mut self: Box<Self>) -> Outcome {
        let spec = self.spec;
        let unread = std::mem::take(&mut self.problems);
        let solved = if unread.is_empty() { (spec.solve)(&self.inputs) } else { Err(unread) };
        let solved = match solved {
            Ok(solved) => solved,
            Err(problems) => {
                let problems = problems.into_iter().map(|problem| spec.labelled(problem));
                let all = problems.chain(std::mem::take(&mut self.aside)).collect();
                return self.invalid(all);
            }
        };
        let outputs: Vec<_> = self
            .spec
            .outputs
            .iter()
            .map(|output| (&output.row, unsigned_zero((output.value)(&solved.results))))
            .collect();
        if outputs.iter().any(|(_, value)| !is_finite(value)) {
            return self.invalid(vec![Problem::overall(Fault::NoFiniteAnswer)]);
        }
        let (statement, chart) = self.spec.wording.of(&self.inputs, &solved.results, &self.naming);
        Outcome {
            status: Status::Ok,
            outputs,
            problems: (self.aside.into_iter())
                .chain(solved.warnings.into_iter().map(|problem| spec.labelled(problem)))
                .collect(),
            statement,
            chart,
            naming: self.naming,
        }
    }

    #[cfg(feature = "words")]
    fn copy(&self) -> Box<dyn Prepared> {
        Box::new(Loaded {
            spec: self.spec,
            inputs: self.inputs.clone(),
            naming: self.naming.clone(),
            problems: self.problems.clone(),
            aside: self.aside.clone(),
        })
    }
}

fn is_finite(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_finite(),
        Value::Series(numbers) => numbers.iter().all(|number| number.is_finite()),
        Value::Table(rows) => rows.iter().flatten().all(is_finite),
        Value::Word(_) | Value::Text(_) | Value::Absent(_) => true,
    }
}

/// Zero has no sign that a trader would know what to make of.
fn unsigned_zero(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(number + 0.0),
        Value::Table(rows) => {
            Value::Table(rows.into_iter().map(|row| row.into_iter().map(unsigned_zero).collect()).collect())
        }
        other => other,
    }
}

/// Implemented once, for every calculator that is a static.
impl<I: Default + Clone + 'static, O: 'static> Calculator for &'static Spec<I, O> {
    fn slug(&self) -> &'static str {
        self.slug
    }

    fn title(&self) -> &'static str {
        self.title
    }

    fn question(&self) -> &'static str {
        self.question
    }

    fn assumptions(&self) -> &'static str {
        self.assumptions
    }

    fn next(&self) -> &'static [Next] {
        self.next
    }

    fn fields(&self) -> Vec<&'static FieldRow> {
        self.fields.iter().map(|field| &field.row).collect()
    }

    fn outputs(&self) -> Vec<&'static OutputRow> {
        self.outputs.iter().map(|output| &output.row).collect()
    }

    fn show_slot(&self, key: &str, look: &mut dyn FnMut(Slot<'_>)) {
        let mut inputs = I::default();
        self.field(key).into_iter().for_each(|field| look((field.slot)(&mut inputs)));
    }

    fn shows(&self, row: &FieldRow, texts: &Texts) -> bool {
        row.shown_when.iter().all(|when| when.holds(texts))
    }

    fn prepare(&self, texts: &Texts) -> Box<dyn Prepared> {
        let spec: &'static Spec<I, O> = self;
        let (mut inputs, naming) = (I::default(), spec.naming(texts));
        let (mut problems, mut aside) = (Vec::new(), Vec::new());
        for field in spec.fields.iter().filter(|field| self.shows(&field.row, texts)) {
            let found = spec.read(field, texts, (&mut inputs, &naming));
            if field.row.aside { &mut aside } else { &mut problems }.extend(found);
        }
        Box::new(Loaded { spec, inputs, naming, problems, aside })
    }
}
