//! The worked example of a calculator: what somebody sees who opens it for the first time, and the same with one thing
//! changed.

use ballast_engine::presentation::first_profile;
use ballast_engine::scenario::RULES;
use ballast_engine::spec::{
    Calculator, Fault, FieldRow, Kind, OutputRow, Problem, Role, Scope, Severity, Status, Texts,
};

use crate::example::{APP, Example};
use crate::markdown::{code, table, text};

/// The example with its walk, its answer and tables, then the variations.
pub fn section(example: &Example, walk: &str) -> String {
    let mut parts = vec!["## Worked example".to_owned()];
    parts.extend((!walk.is_empty()).then(|| walk.to_owned()));
    parts.extend([example.opened(), typed(example), answer(example)]);
    let tables = example
        .calculator
        .outputs()
        .into_iter()
        .filter_map(|row| example.table_of(row).map(|rows| format!("### {}\n\n{rows}", text(row.label))));
    parts.extend(tables);
    parts.extend(variations(example));
    parts.join("\n\n")
}

/// What is in sight on the page, with its text.
fn typed(example: &Example) -> String {
    let is_in_sight = |row: &&FieldRow| {
        !row.folded
            && row.key.scope != Scope::Instrument
            && example.calculator.shows(row, &example.resolved.texts)
            && !example.text(row.key.name).is_empty()
    };
    let line = |row: &FieldRow| {
        let is_plain = !matches!(row.key.kind, Kind::Series | Kind::Pairs | Kind::Rows | Kind::Matrix | Kind::Date);
        let read = example.input(row.key.name).filter(|_| is_plain);
        let typed = read.unwrap_or_else(|| lines_of(example.text(row.key.name)));
        match example.fed_by(row) {
            Some(source) => {
                let from = format!("{typed}, from [{}]({}.md)", source.title(), source.slug());
                vec![text(row.label), from]
            }
            None => vec![text(row.label), typed],
        }
    };
    let (tables, plain): (Vec<&FieldRow>, Vec<&FieldRow>) =
        example.calculator.fields().into_iter().filter(is_in_sight).partition(|row| row.key.kind == Kind::Rows);
    let rows: Vec<Vec<String>> = plain.into_iter().map(line).collect();
    let typed = (!rows.is_empty()).then(|| table(&["Input", "Typed"], &rows));
    let parts = typed.into_iter().chain(tables.into_iter().map(|row| typed_table(example, row)));
    parts.collect::<Vec<_>>().join("\n\n")
}

/// Rows that were typed, below the labels of their columns.
fn typed_table(example: &Example, row: &FieldRow) -> String {
    let columns = example.calculator.columns(row.key.name);
    let mut lines = example.text(row.key.name).split(';').map(|line| line.split(','));
    let labelled = |name| columns.iter().find(|column| column.name == name).map_or(name, |column| column.label);
    let heads: Vec<&str> = lines.next().into_iter().flatten().map(labelled).collect();
    let cells: Vec<Vec<String>> = lines.map(|line| line.map(text).collect()).collect();
    format!("**{}**\n\n{}", text(row.label), table(&heads, &cells))
}

/// A list or a matrix, its rows below one another.
fn lines_of(typed: &str) -> String {
    typed.split(';').map(code).collect::<Vec<_>>().join("<br>")
}

/// The answer, the cells with what stands beneath them, the line of words, and what was remarked.
fn answer(example: &Example) -> String {
    let beneath =
        |row: &OutputRow| example.calculator.outputs().into_iter().find(|other| Some(other.key.name) == row.beside);
    let line = |row: &'static OutputRow| match (row.role, beneath(row)) {
        (Role::Answer, _) => vec![strong(&text(row.label)), strong(&example.figure(row)), String::new()],
        (_, None) => vec![text(row.label), example.figure(row), String::new()],
        (_, Some(beneath)) => {
            let beside = format!("{}: {}", text(beneath.label), example.figure(beneath));
            vec![text(row.label), example.figure(row), beside]
        }
    };
    let rows: Vec<Vec<String>> = example.rows_of(&[Role::Answer, Role::Cell]).into_iter().map(line).collect();
    let mut parts = vec![table(&["Answer", "Figure", "Beside it"], &rows)];
    parts.extend(example.outcome.statement.as_ref().map(|statement| format!("> {}", text(&statement.words))));
    let remark = |problem: &Problem| format!("*{}:* {}", problem.severity.name(), text(&problem.message()));
    parts.extend(example.problems(Severity::Notice).map(remark));
    parts.join("\n\n")
}

/// What is absent stays as it is: its reason is set apart already.
fn strong(figure: &str) -> String {
    if figure.starts_with('*') { figure.to_owned() } else { format!("**{figure}**") }
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
    let lead = "Each line opens in the app.";
    (!rows.is_empty()).then(|| format!("### With one thing changed\n\n{lead}\n\n{}", table(&head, &rows)))
}

fn variation(calculator: &'static dyn Calculator, (row, changed): (&FieldRow, &str)) -> Vec<String> {
    let example = changed_example(calculator, (row, changed));
    let edits = example.scenario.texts.iter().filter(|(key, _)| *key != RULES);
    let edits: Vec<String> = edits.map(|(key, edit)| edited(&example, (key, edit))).collect();
    let shown = example.rows_of(&[Role::Answer, Role::Cell]);
    let mut cells = vec![format!("[{}](<{APP}{}>)", edits.join(", "), example.link())];
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

/// A field and what was typed into it; of a long list only its beginning.
fn edited(example: &Example, (key, edit): (&str, &str)) -> String {
    const LONGEST: usize = 40;
    let field = example.calculator.fields().into_iter().find(|row| row.key.name == key);
    let label = field.map_or(key, |row| row.label);
    let is_long = edit.chars().count() > LONGEST;
    let shown = if is_long { edit.chars().take(LONGEST).chain(['…']).collect() } else { edit.to_owned() };
    let word = example.calculator.words(key).iter().find(|word| word.code == edit);
    let typed = word.map_or_else(|| code(&shown), |word| text(word.label));
    format!("{}: {typed}", text(label))
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
