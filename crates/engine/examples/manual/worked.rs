//! The examples, worked out by the engine: what somebody sees who opens the calculator for the first time, and the same
//! with one thing changed.

use ballast_engine::figure;
use ballast_engine::presentation::first_profile;
use ballast_engine::scenario::{self, Origin, RULES, Resolved, Scenario, Share, encode, resolve};
use ballast_engine::spec::{
    Calculator, Column, Fault, FieldRow, Kind, Outcome, OutputRow, Problem, Role, Scope, Severity, Status, Texts, Value,
};

use crate::markdown::{code, table, text};

/// A calculator with its texts, and what follows from them.
pub struct Example {
    calculator: &'static dyn Calculator,
    scenario: Scenario,
    resolved: Resolved,
    outcome: Outcome,
}

impl Example {
    /// The calculator as a first visitor finds it.
    pub fn of(calculator: &'static dyn Calculator) -> Example {
        Example::with(calculator, Texts::new())
    }

    fn with(calculator: &'static dyn Calculator, texts: Texts) -> Example {
        let scenario = Scenario { slug: calculator.slug().to_owned(), texts, is_sample: true, ..Scenario::default() };
        let resolved = resolve(calculator, &scenario, &first_profile());
        let outcome = scenario::outcome(calculator, &resolved);
        Example { calculator, scenario, resolved, outcome }
    }

    /// An output as people read it.
    pub fn figure(&self, row: &OutputRow) -> String {
        match self.outcome.value(row.key.name) {
            None => String::new(),
            Some(Value::Table(rows)) => if rows.is_empty() { "none" } else { "above" }.to_owned(),
            Some(value) => {
                let figure = figure::of_output(row, value, &self.outcome.naming);
                let words = text(&with_unit(&figure.text, &figure.symbol));
                if figure.is_present { words } else { format!("*{words}*") }
            }
        }
    }

    fn text(&self, key: &str) -> &str {
        self.resolved.texts.get(key).unwrap_or_default()
    }

    fn rows_of(&self, roles: &[Role]) -> Vec<&'static OutputRow> {
        self.calculator.outputs().into_iter().filter(|row| roles.contains(&row.role)).collect()
    }

    fn problems(&self, least: Severity) -> impl Iterator<Item = &Problem> {
        self.outcome.problems.iter().filter(move |problem| problem.severity >= least)
    }
}

fn with_unit(figure: &str, symbol: &str) -> String {
    match symbol {
        "" => figure.to_owned(),
        "×" => format!("{figure}×"),
        symbol => format!("{figure} {symbol}"),
    }
}

/// The example with its answer and tables, then the variations.
pub fn section(calculator: &'static dyn Calculator) -> String {
    let example = Example::of(calculator);
    let link = encode(&example.scenario, (&first_profile(), &example.resolved), Share::Exact);
    let mut parts = vec![
        "## Example".to_owned(),
        typed(&example),
        answer(&example),
        format!("The same as a link:\n\n```text\n{link}\n```"),
    ];
    parts.extend(calculator.outputs().into_iter().filter_map(|row| table_of(&example, row)));
    parts.extend(variations(&example));
    parts.join("\n\n")
}

/// What is in sight on the page, with its text.
fn typed(example: &Example) -> String {
    let texts = &example.resolved.texts;
    let is_in_sight = |row: &&FieldRow| {
        !row.folded
            && row.key.scope != Scope::Instrument
            && example.calculator.shows(row, texts)
            && !example.text(row.key.name).is_empty()
    };
    let line = |row: &FieldRow| {
        let typed = code(example.text(row.key.name));
        match example.resolved.origin(row.key.name) {
            Some(Origin::Fed(slug)) => vec![text(row.label), format!("{typed}, from [{slug}]({slug}.md)")],
            _ => vec![text(row.label), typed],
        }
    };
    let rows: Vec<Vec<String>> = example.calculator.fields().into_iter().filter(is_in_sight).map(line).collect();
    table(&["Typed", ""], &rows)
}

/// The answer, the cells with what stands beneath them, the line of words, and what was remarked.
fn answer(example: &Example) -> String {
    let beneath =
        |row: &OutputRow| example.calculator.outputs().into_iter().find(|other| Some(other.key.name) == row.beside);
    let line = |row: &'static OutputRow| match (row.role, beneath(row)) {
        (Role::Answer, _) => {
            vec![text(row.label), strong(&example.figure(row)), String::new(), String::new()]
        }
        (_, None) => vec![text(row.label), example.figure(row), String::new(), String::new()],
        (_, Some(beneath)) => vec![text(row.label), example.figure(row), text(beneath.label), example.figure(beneath)],
    };
    let rows: Vec<Vec<String>> = example.rows_of(&[Role::Answer, Role::Cell]).into_iter().map(line).collect();
    let mut parts = vec![table(&["Answer", "", "", ""], &rows)];
    parts.extend(example.outcome.statement.as_ref().map(|statement| format!("> {}", text(&statement.words))));
    let remark = |problem: &Problem| format!("*{}:* {}", problem.severity.name(), text(&problem.message()));
    parts.extend(example.problems(Severity::Notice).map(remark));
    parts.join("\n\n")
}

/// What is absent stays as it is: its reason is set apart already.
fn strong(figure: &str) -> String {
    if figure.starts_with('*') { figure.to_owned() } else { format!("**{figure}**") }
}

fn table_of(example: &Example, row: &OutputRow) -> Option<String> {
    let Some(Value::Table(rows)) = example.outcome.value(row.key.name) else { return None };
    let naming = &example.outcome.naming;
    let head = |column: &Column| match naming.symbol(column.unit) {
        "" => text(column.label),
        symbol => format!("{}, {}", text(column.label), text(symbol)),
    };
    let cell = |(value, column): (&Value, &Column)| match value {
        Value::Number(number) => figure::number(*number, column.unit, naming),
        Value::Word(word) => text(word.label),
        Value::Text(sentence) => text(sentence),
        Value::Absent(reason) => format!("*{}*", text(reason.0)),
        Value::Series(_) | Value::Table(_) => String::new(),
    };
    let heads: Vec<String> = row.columns.iter().map(head).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let lines: Vec<Vec<String>> = rows.iter().map(|cells| cells.iter().zip(row.columns).map(cell).collect()).collect();
    (!lines.is_empty()).then(|| format!("### {}\n\n{}", text(row.label), table(&heads, &lines)))
}

/// Every other example, evaluated: each word of the choices on which fields depend, and each field that the example
/// above leaves at another text.
fn variations(example: &Example) -> Option<String> {
    let calculator = example.calculator;
    let fields = calculator.fields();
    let decides = |key: &str| fields.iter().flat_map(|row| row.shown_when).any(|when| when.key == key);
    let mut rows = Vec::new();
    for row in &fields {
        let now = example.text(row.key.name);
        if row.key.kind == Kind::Choice {
            let others = calculator.words(row.key.name).iter().filter(|word| decides(row.key.name) && word.code != now);
            rows.extend(others.map(|word| variation(calculator, (row, word.code))));
        } else if calculator.shows(row, &example.resolved.texts) && !row.example.is_empty() && row.example != now {
            rows.push(variation(calculator, (row, row.example)));
        }
    }
    let labels: Vec<String> =
        example.rows_of(&[Role::Answer, Role::Cell]).into_iter().map(|row| text(row.label)).collect();
    let head: Vec<&str> = std::iter::once("Changed").chain(labels.iter().map(String::as_str)).collect();
    (!rows.is_empty()).then(|| format!("### With one thing changed\n\n{}", table(&head, &rows)))
}

fn variation(calculator: &'static dyn Calculator, (row, changed): (&FieldRow, &str)) -> Vec<String> {
    let example = changed_example(calculator, (row, changed));
    let edits = example.scenario.texts.iter().filter(|(key, _)| *key != RULES);
    let edits: Vec<String> = edits.map(|(key, edit)| code(&format!("{key}={edit}"))).collect();
    let shown = example.rows_of(&[Role::Answer, Role::Cell]);
    let mut cells = vec![edits.join(", ")];
    if example.outcome.status == Status::Ok {
        cells.extend(shown.into_iter().map(|row| example.figure(row)));
    } else {
        cells.push(
            example.problems(Severity::Error).map(|problem| text(&problem.message())).collect::<Vec<_>>().join("; "),
        );
        cells.resize(cells.len() + shown.len().saturating_sub(1), String::new());
    }
    cells
}

/// The example with one text changed, and with the examples of fields that are needed then and were empty.
fn changed_example(calculator: &'static dyn Calculator, (row, changed): (&FieldRow, &str)) -> Example {
    let mut texts: Texts = [(row.key.name, changed)].into_iter().collect();
    // Another kind of contract is another instrument and takes nothing from the record of this one.
    if row.key.scope == Scope::Instrument && row.key.kind != Kind::Choice {
        texts.set(RULES, first_profile().get(RULES).unwrap_or_default());
    }
    let first = Example::with(calculator, texts.clone());
    let needed = |row: &&FieldRow| {
        first
            .problems(Severity::Error)
            .any(|problem| problem.fault == Fault::Needed && problem.key() == Some(row.key.name))
    };
    for row in calculator.fields().into_iter().filter(needed) {
        texts.set(row.key.name, row.example_for(&first.outcome.naming));
    }
    Example::with(calculator, texts)
}
