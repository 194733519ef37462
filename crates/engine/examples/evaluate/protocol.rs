//! The protocol: a request as JSON to an answer as JSON, never a crash.

use ballast_engine::calculators::{self, CALCULATORS};
use ballast_engine::number_text::{self, percent};
use ballast_engine::scenario::{self, Resolved, Scenario};
use ballast_engine::spec::{
    Calculator, Column, Feed, FieldRow, Outcome, OutputRow, Problem, Severity, Status, Unit, Value, When, Word,
};
use serde_json::{Map, Value as Json, json};

/// One line in, one line out.
pub fn answer(line: &str) -> Json {
    let Ok(Json::Object(request)) = serde_json::from_str(line) else {
        return refusal(
            None,
            "unreadable",
            "must be one JSON object with \"calculator\" and \"inputs\", or with \"link\"",
        );
    };
    let id = request.get("id").cloned();
    let asked = match (request.get("link").and_then(Json::as_str), request.get("calculator").and_then(Json::as_str)) {
        (Some(link), _) => scenario::decode(link),
        (None, Some(slug)) => scenario::Decoded { scenario: typed(slug, request.get("inputs")), problems: Vec::new() },
        (None, None) => return refusal(id, "unreadable", "must name a \"calculator\", or hold a \"link\""),
    };
    let Some(calculator) = calculators::find(&asked.scenario.slug) else {
        return refusal(id, "unknown-calculator", &format!("there is no calculator {}", asked.scenario.slug));
    };
    let resolved = scenario::resolve(calculator, &asked.scenario, &scenario::Profile::new());
    let mut outcome = scenario::outcome(calculator, &resolved);
    outcome.problems.extend(asked.problems);
    let mut answer = report(calculator, &resolved, &outcome);
    if let (Some(id), Some(answer)) = (id, answer.as_object_mut()) {
        answer.insert("id".into(), id);
    }
    answer
}

fn refusal(id: Option<Json>, code: &str, message: &str) -> Json {
    let problem = json!({"field": null, "code": code, "severity": "error", "message": message});
    let mut answer = json!({"status": "unknown", "outputs": {}, "absent": {}, "units": {}, "assumed": [], "notices": [],
        "problems": [problem], "engine": ballast_engine::BUILD});
    if let (Some(id), Some(answer)) = (id, answer.as_object_mut()) {
        answer.insert("id".into(), id);
    }
    answer
}

/// The scenario of such inputs.
pub fn typed(slug: &str, inputs: Option<&Json>) -> Scenario {
    let inputs = inputs.and_then(Json::as_object);
    let texts = inputs.into_iter().flatten().map(|(key, value)| (key.clone(), text(value))).collect();
    Scenario { slug: slug.to_owned(), texts, ..Scenario::default() }
}

/// What a person would have typed for that JSON.
fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        Json::Array(items) if items.first().is_some_and(Json::is_object) => rows(items),
        Json::Array(items) if items.first().is_some_and(Json::is_array) => {
            items.iter().map(text).collect::<Vec<_>>().join(";")
        }
        Json::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn rows(items: &[Json]) -> String {
    let mut columns: Vec<&String> = Vec::new();
    for (name, _) in items.iter().filter_map(Json::as_object).flatten() {
        if !columns.contains(&name) {
            columns.push(name);
        }
    }
    let row = |item: &Json| {
        columns.iter().map(|name| item.get(*name).map(cell).unwrap_or_default()).collect::<Vec<_>>().join(",")
    };
    let header = columns.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(",");
    std::iter::once(header).chain(items.iter().map(row)).collect::<Vec<_>>().join(";")
}

/// A cell without the commas that group its thousands: in a row they part cells.
fn cell(value: &Json) -> String {
    let text = text(value);
    number_text::parse(&text).map_or(text, number_text::canonical)
}

fn report(calculator: &dyn Calculator, resolved: &Resolved, outcome: &Outcome) -> Json {
    let mut outputs = Map::new();
    let mut absent = Map::new();
    let mut units = Map::new();
    for (row, value) in &outcome.outputs {
        outputs.insert(row.key.name.to_owned(), plain(value, row.key.unit, row.columns));
        units.insert(row.key.name.to_owned(), outcome.naming.symbol(row.key.unit).into());
        if let Value::Absent(reason) = value {
            absent.insert(row.key.name.to_owned(), reason.0.into());
        }
    }
    let (notices, problems): (Vec<&Problem>, Vec<&Problem>) =
        outcome.problems.iter().partition(|problem| problem.severity == Severity::Notice);
    json!({
        "status": if outcome.status == Status::Ok { "ok" } else { "invalid" },
        "outputs": outputs,
        "absent": absent,
        "units": units,
        "assumed": resolved.assumed().collect::<Vec<_>>(),
        "notices": notices.into_iter().map(Problem::message).collect::<Vec<_>>(),
        "problems": problems.into_iter().map(|problem| problem_json(calculator, problem)).collect::<Vec<_>>(),
        "engine": ballast_engine::BUILD,
    })
}

/// A value in the unit of the edge: percent, not fraction.
fn plain(value: &Value, unit: Unit, columns: &[Column]) -> Json {
    match value {
        Value::Number(number) => json!(if unit.is_percent() { percent(*number) } else { *number }),
        Value::Word(word) => word.code.into(),
        Value::Text(text) => text.as_str().into(),
        Value::Absent(_) => Json::Null,
        Value::Series(numbers) => numbers.iter().map(|number| plain(&Value::Number(*number), unit, &[])).collect(),
        Value::Table(rows) => rows.iter().map(|row| table_row(row, columns)).collect(),
    }
}

fn table_row(cells: &[Value], columns: &[Column]) -> Json {
    columns
        .iter()
        .zip(cells)
        .map(|(column, cell)| (column.name.to_owned(), plain(cell, column.unit, &[])))
        .collect::<Map<_, _>>()
        .into()
}

fn problem_json(calculator: &dyn Calculator, problem: &Problem) -> Json {
    let mut json = json!({"field": problem.key(), "code": problem.fault.code(), "severity": problem.severity.name(), "message": problem.message()});
    if let (Some(place), Some(json)) = (&problem.at, json.as_object_mut()) {
        if let Some(row) = place.row {
            json.insert("row".into(), row.into());
        }
        let named =
            |label| calculator.columns(place.key).iter().find(|column| column.label == label).map(|column| column.name);
        if let Some(name) = place.column.and_then(named) {
            json.insert("column".into(), name.into());
        }
    }
    json
}

/// Everything that can be asked for.
pub fn list() -> Json {
    CALCULATORS.iter().map(|calculator| described(*calculator)).collect()
}

fn described(calculator: &dyn Calculator) -> Json {
    json!({
        "slug": calculator.slug(),
        "title": calculator.title(),
        "question": calculator.question(),
        "inputs": calculator.fields().into_iter().map(|row| input(calculator, row)).collect::<Vec<_>>(),
        "outputs": calculator.outputs().into_iter().map(output).collect::<Vec<_>>(),
    })
}

fn input(calculator: &dyn Calculator, row: &FieldRow) -> Json {
    let (low, high, open) = row.range.bounds();
    let mut json = json!({
        "key": row.key.name, "kind": row.key.kind.name(), "unit": row.key.unit.name(), "scope": row.key.scope.name(),
        "range": {"min": low, "max": high, "min_excluded": open}, "required": row.is_required(), "example": row.example,
        "label": row.label,
    });
    let Some(fields) = json.as_object_mut() else { return json };
    let words = calculator.words(row.key.name);
    if !words.is_empty() {
        fields.insert("choices".into(), codes(words));
    }
    let columns = calculator.columns(row.key.name);
    if !columns.is_empty() {
        fields.insert("columns".into(), column_list(columns));
    }
    if let Some(neutral) = row.neutral() {
        fields.insert("neutral".into(), neutral.into());
    }
    let mut conditions = |name: &str, conditions: &[When]| {
        let words: Map<String, Json> = conditions.iter().map(|when| (when.key.to_owned(), json!(when.is))).collect();
        if !words.is_empty() {
            fields.insert(name.to_owned(), words.into());
        }
    };
    conditions("shown_when", row.shown_when);
    conditions("required_when", row.needed_when);
    json
}

fn output(row: &OutputRow) -> Json {
    let mut json = json!({"key": row.key.name, "kind": row.key.kind.name(), "unit": row.key.unit.name(), "role": row.role.name(), "label": row.label});
    let Some(fields) = json.as_object_mut() else { return json };
    if !row.words.is_empty() {
        fields.insert("words".into(), codes(row.words));
    }
    if !row.columns.is_empty() {
        fields.insert("columns".into(), column_list(row.columns));
    }
    match row.feeds {
        Feed::None => {}
        Feed::Desk(key) => drop(fields.insert("feeds".into(), json!({"key": key, "how": "desk"}))),
        Feed::Button(key) => drop(fields.insert("feeds".into(), json!({"key": key, "how": "button"}))),
    }
    json
}

fn codes(words: &[Word]) -> Json {
    words.iter().map(|word| word.code).collect()
}

fn column_list(columns: &[Column]) -> Json {
    let column = |column: &Column| json!({"name": column.name, "kind": column.kind.name(), "unit": column.unit.name(), "neutral": column.neutral});
    columns.iter().map(column).collect()
}
